//! A PDF of anybody's, with something added behind its last byte (ISO 32000-1, 7.5.6): what was there stays as it is,
//! byte for byte.
//!
//! In: the bytes of the file, and a PDF of this program's that holds what is added: pages, or a field. Out: the bytes
//! of both. A file that is tagged stays so: the tags of what is added hang behind its own.

use super::syntax;
use crate::diagnostic::{Diagnostic, Result};
use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, StringFormat, dictionary};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// No stream of the file's own structure may be larger when inflated.
const MOST_INFLATED: usize = 64 << 20;
/// So many levels of a page tree are gone up.
const MOST_LEVELS: usize = 64;
/// The most objects that a file can have (ISO 32000-1, annex C).
const MOST_OBJECTS: u32 = 8_388_607;

/// A PDF to which something is added.
pub struct Original<'a> {
    bytes: &'a [u8],
    document: Document,
    /// Where its last table of references begins.
    start: usize,
}

/// The paper of a page as it is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paper {
    /// Width as shown.
    pub width: f64,
    /// Height as shown.
    pub height: f64,
    /// Left, lower, right and upper edge in the page's own coordinates.
    corners: [f64; 4],
    /// Quarter turns clockwise.
    turns: u8,
}

impl<'a> Original<'a> {
    /// Reads a file.
    ///
    /// # Errors
    /// It is no PDF, is broken, or is encrypted.
    pub fn read(bytes: &'a [u8]) -> Result<Self> {
        let refused =
            |code, message: &str, help: &str| Diagnostic::error(code, message).help(help).into();
        let encrypted = || {
            refused(
                "pdf-ma-hoa",
                "tệp PDF có mật khẩu hoặc bị hạn chế sửa",
                "bỏ mật khẩu của tệp (mở bằng mật khẩu rồi lưu lại), hoặc xin bản không có mật khẩu",
            )
        };
        let options = LoadOptions {
            max_decompressed_size: Some(MOST_INFLATED),
            ..LoadOptions::default()
        };
        let loaded = Document::load_mem_with_options(bytes, options);
        let names = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
        let broken = || {
            refused(
                "pdf-hong",
                "tệp này không phải là PDF, hoặc đã hỏng",
                "mở thử tệp bằng trình đọc PDF; tệp quét thì quét lại, tệp tải về thì tải lại",
            )
        };
        let document = match loaded {
            Ok(document) => document,
            Err(_) if names(b"/Encrypt") => return Err(encrypted()),
            Err(_) => return Err(broken()),
        };
        if document.trailer.has(b"Encrypt") || document.encryption_state.is_some() {
            return Err(encrypted());
        }
        let start = last_table(bytes);
        let whole = document.page_iter().next().is_some() && document.catalog().is_ok();
        match start {
            Some(start) if whole && document.max_id < MOST_OBJECTS => Ok(Self {
                bytes,
                document,
                start,
            }),
            _ => Err(broken()),
        }
    }

    /// Tells whether somebody signed it digitally.
    pub fn is_signed(&self) -> bool {
        let signature = |object: &Object| {
            let dictionary = object.as_dict();
            dictionary.is_ok_and(|one| one.has(b"ByteRange") && one.has(b"Contents"))
        };
        self.document.objects.values().any(signature)
    }

    /// The paper of its first page.
    ///
    /// # Errors
    /// Its pages have no size.
    pub fn first_paper(&self) -> Result<Paper> {
        let page = self.document.page_iter().next();
        let corners = page.and_then(|page| {
            let of = |key: &[u8]| self.numbers(self.inherited(page, key)?);
            of(b"CropBox").or_else(|| of(b"MediaBox"))
        });
        let Some([a, b, c, d]) = corners else {
            let message = "trang của tệp PDF không có khổ giấy";
            let help = "mở tệp bằng trình đọc PDF rồi in ra PDF khác";
            return Err(Diagnostic::error("pdf-hong", message).help(help).into());
        };
        let corners = [a.min(c), b.min(d), a.max(c), b.max(d)];
        let turn = page.and_then(|page| self.inherited(page, b"Rotate")?.as_i64().ok());
        let turns = turn.map_or(0, |degrees| (degrees.rem_euclid(360) / 90) as u8);
        let (width, height) = (corners[2] - corners[0], corners[3] - corners[1]);
        let (width, height) = match turns % 2 {
            0 => (width, height),
            _ => (height, width),
        };
        Ok(Paper {
            width,
            height,
            corners,
            turns,
        })
    }

    /// The file with the pages of another behind its own.
    ///
    /// # Errors
    /// The two cannot be put together: a fault of the program, or of the file.
    pub fn with_pages(&self, donor: &[u8]) -> Result<Vec<u8>> {
        let donor = Document::load_mem(donor).map_err(super::broken)?;
        let mut update = Update::new(self, &donor)?;
        let (root, mut pages) = self.pages()?;
        let mut kids = self.list(pages.get(b"Kids").ok());
        let count = pages.get(b"Count").and_then(Object::as_i64);
        let added: Vec<ObjectId> = donor.page_iter().collect();
        update.map.extend(donor_pages(&donor).map(|id| (id, root)));
        for &page in &added {
            let id = update.number(page)?;
            kids.push(id.into());
        }
        pages.set("Kids", kids);
        let count = count
            .map_err(super::broken)?
            .saturating_add(added.len() as i64);
        pages.set("Count", count);
        update.objects.insert(root, Object::Dictionary(pages));
        update.take_all()?;
        for page in added {
            let id = update.number(page)?;
            let page = update.dictionary(id)?;
            // Nothing of the pages before is handed down.
            page.set("Rotate", 0);
            let paper = page.get(b"MediaBox").cloned();
            page.set("CropBox", paper.map_err(super::broken)?);
        }
        update.finish()
    }

    /// The file with the field of another's only page on its own first page, which is as large.
    ///
    /// # Errors
    /// As [`Self::with_pages`].
    pub fn with_field(&self, donor: &[u8]) -> Result<Vec<u8>> {
        let donor = Document::load_mem(donor).map_err(super::broken)?;
        let paper = self.first_paper()?;
        let home = self.document.page_iter().next();
        let home = home.ok_or_else(|| super::broken("thiếu trang"))?;
        let mut update = Update::new(self, &donor)?;
        let stranger = donor.page_iter().next();
        update.map.extend(stranger.map(|page| (page, home)));
        let theirs = form(&donor).cloned().unwrap_or_default();
        let fields = theirs.get(b"Fields").and_then(Object::as_array);
        let field = fields.ok().and_then(|all| all.first()?.as_reference().ok());
        let field = update.number(field.ok_or_else(|| super::broken("ô ký"))?)?;
        update.take_all()?;
        let names = self.field_names();
        let font = update.form(&theirs, field)?;
        let widget = update.dictionary(field)?;
        place(widget, paper)?;
        rename(widget, &names, font.as_deref());
        let mut page = self.dictionary(home)?.clone();
        let mut annotations = self.list(page.get(b"Annots").ok());
        annotations.push(field.into());
        page.set("Annots", annotations);
        page.set("Tabs", "S");
        update.objects.insert(home, Object::Dictionary(page));
        update.finish()
    }

    fn resolved<'o>(&'o self, object: &'o Object) -> Option<&'o Object> {
        self.document
            .dereference(object)
            .ok()
            .map(|(_, found)| found)
    }

    fn dictionary(&self, id: ObjectId) -> Result<&Dictionary> {
        self.document.get_dictionary(id).map_err(super::broken)
    }

    /// The page tree's root.
    fn pages(&self) -> Result<(ObjectId, Dictionary)> {
        let catalog = self.document.catalog().map_err(super::broken)?;
        let root = catalog.get(b"Pages").and_then(Object::as_reference);
        let root = root.map_err(super::broken)?;
        Ok((root, self.dictionary(root)?.clone()))
    }

    /// A list, which may stand elsewhere.
    fn list(&self, object: Option<&Object>) -> Vec<Object> {
        let list = object.and_then(|object| self.resolved(object)?.as_array().ok());
        list.cloned().unwrap_or_default()
    }

    /// The value that a page has of its own or from above.
    fn inherited(&self, page: ObjectId, key: &[u8]) -> Option<&Object> {
        let mut at = self.document.get_dictionary(page).ok()?;
        for _ in 0..MOST_LEVELS {
            if let Ok(value) = at.get(key) {
                return self.resolved(value);
            }
            at = self.resolved(at.get(b"Parent").ok()?)?.as_dict().ok()?;
        }
        None
    }

    fn numbers(&self, object: &Object) -> Option<[f64; 4]> {
        let list = object.as_array().ok()?;
        let number = |at: usize| self.resolved(list.get(at)?)?.as_float().ok().map(f64::from);
        let all = [number(0)?, number(1)?, number(2)?, number(3)?];
        let is_paper = all.iter().all(|side| side.abs() < 20_000.0);
        (is_paper && all[0] != all[2] && all[1] != all[3]).then_some(all)
    }

    fn field_names(&self) -> Vec<Vec<u8>> {
        let fields = form(&self.document).and_then(|form| form.get(b"Fields").ok());
        let fields = self.list(fields);
        let name = |field: &Object| {
            let field = self.resolved(field)?.as_dict().ok()?;
            Some(field.get(b"T").ok()?.as_str().ok()?.to_vec())
        };
        fields.iter().filter_map(name).collect()
    }
}

/// Where the last table of references begins, as the end of the file says.
fn last_table(bytes: &[u8]) -> Option<usize> {
    const KEY: &[u8] = b"startxref";
    let tail = &bytes[bytes.len().saturating_sub(1024)..];
    let key = tail.windows(KEY.len()).rposition(|window| window == KEY)?;
    let rest = str::from_utf8(
        tail.get(key + KEY.len()..)?
            .get(..32.min(tail.len() - key - KEY.len()))?,
    );
    let number = match rest {
        Ok(rest) => rest,
        Err(error) => str::from_utf8(&tail[key + KEY.len()..][..error.valid_up_to()]).ok()?,
    };
    let start: usize = number.split_whitespace().next()?.parse().ok()?;
    (start > 0 && start < bytes.len()).then_some(start)
}

/// The nodes of a page tree of this program's, which is flat.
fn donor_pages(donor: &Document) -> impl Iterator<Item = ObjectId> {
    let root = donor.catalog().and_then(|catalog| catalog.get(b"Pages"));
    root.and_then(Object::as_reference).into_iter()
}

fn form(document: &Document) -> Option<&Dictionary> {
    let form = document.catalog().ok()?.get(b"AcroForm").ok()?;
    document.dereference(form).ok()?.1.as_dict().ok()
}

/// Moves a widget from the page as it is shown into the page's own coordinates.
fn place(widget: &mut Dictionary, paper: Paper) -> Result<()> {
    let Paper { corners, turns, .. } = paper;
    let [left, low, right, high] = corners;
    let rect = widget.get(b"Rect").and_then(Object::as_array);
    let rect = rect.map_err(super::broken)?;
    let rect: Vec<f64> = rect
        .iter()
        .filter_map(|side| side.as_float().ok().map(f64::from))
        .collect();
    let &[x0, y0, x1, y1] = rect.as_slice() else {
        return Err(super::broken("ô ký"));
    };
    let own = |x: f64, y: f64| match turns {
        1 => (right - y, low + x),
        2 => (right - x, high - y),
        3 => (left + y, high - x),
        _ => (left + x, low + y),
    };
    let ((a, b), (c, d)) = (own(x0, y0), own(x1, y1));
    let sides = [a.min(c), b.min(d), a.max(c), b.max(d)];
    let sides = sides.map(|side| Object::Real(((side * 1000.0).round() / 1000.0) as f32));
    widget.set("Rect", sides.to_vec());
    if turns > 0 {
        widget.set("MK", dictionary! { "R" => i64::from(turns) * 90 });
    }
    Ok(())
}

/// Gives a field a name that no other has, and tells it its font's new name.
fn rename(widget: &mut Dictionary, names: &[Vec<u8>], font: Option<&str>) {
    let name = widget.get(b"T").and_then(Object::as_str);
    let name = name.map(<[u8]>::to_vec).unwrap_or_default();
    let free = (1..).map(|count| match count {
        1 => name.clone(),
        count => [&name, format!("_{count}").as_bytes()].concat(),
    });
    let free = free
        .take(names.len() + 1)
        .find(|name| !names.contains(name));
    if let Some(free) = free {
        widget.set("T", Object::String(free, StringFormat::Literal));
    }
    if let Some(font) = font {
        let look = widget.get(b"DA").and_then(Object::as_str);
        let look = String::from_utf8_lossy(look.unwrap_or_default()).into_owned();
        let rest = look.split_once(' ').map_or("", |(_, rest)| rest);
        widget.set("DA", Object::string_literal(format!("/{font} {rest}")));
    }
}

/// Objects that are added to a file.
struct Update<'u> {
    old: &'u Original<'u>,
    donor: &'u Document,
    /// The donor's numbers and those that they get.
    map: BTreeMap<ObjectId, ObjectId>,
    /// The objects that are still to be taken over.
    open: Vec<ObjectId>,
    objects: BTreeMap<ObjectId, Object>,
    next: u32,
    /// The number of the file's next entry in its tree of parents; none where it has no tags.
    parents: Option<i64>,
}

impl<'u> Update<'u> {
    fn new(old: &'u Original<'u>, donor: &'u Document) -> Result<Self> {
        let mut update = Self {
            old,
            donor,
            map: BTreeMap::new(),
            open: Vec::new(),
            objects: BTreeMap::new(),
            next: old.document.max_id,
            parents: None,
        };
        if let Some((root, tags)) = tags(&old.document) {
            update.parents = tags
                .get(b"ParentTreeNextKey")
                .and_then(Object::as_i64)
                .ok()
                .filter(|next| (0..1 << 30).contains(next));
            if update.parents.is_some() {
                update.map.extend(tags_id(donor).map(|id| (id, root)));
            }
        }
        Ok(update)
    }

    /// The number of an object of the donor's in the file.
    fn number(&mut self, id: ObjectId) -> Result<ObjectId> {
        if let Some(&known) = self.map.get(&id) {
            return Ok(known);
        }
        let new = self.fresh()?;
        self.map.insert(id, new);
        self.open.push(id);
        Ok(new)
    }

    fn fresh(&mut self) -> Result<ObjectId> {
        self.next += 1;
        if self.next >= MOST_OBJECTS {
            return Err(super::broken("quá nhiều đối tượng"));
        }
        Ok((self.next, 0))
    }

    fn dictionary(&mut self, id: ObjectId) -> Result<&mut Dictionary> {
        let object = self.objects.get_mut(&id);
        let object = object.ok_or_else(|| super::broken("đối tượng"))?;
        object.as_dict_mut().map_err(super::broken)
    }

    /// Takes over what was numbered, and all that it refers to.
    fn take_all(&mut self) -> Result<()> {
        self.take_tags()?;
        while let Some(id) = self.open.pop() {
            let mut object = self.donor.get_object(id).map_err(super::broken)?.clone();
            self.adapt(&mut object)?;
            let new = self.number(id)?;
            self.objects.insert(new, object);
        }
        Ok(())
    }

    /// Renumbers what an object refers to, and its entries in the tree of parents.
    fn adapt(&mut self, object: &mut Object) -> Result<()> {
        match object {
            Object::Reference(id) => *id = self.number(*id)?,
            Object::Array(items) => {
                for item in items {
                    self.adapt(item)?;
                }
            }
            Object::Dictionary(entries) => self.adapt_entries(entries)?,
            Object::Stream(stream) => self.adapt_entries(&mut stream.dict)?,
            _ => {}
        }
        Ok(())
    }

    fn adapt_entries(&mut self, entries: &mut Dictionary) -> Result<()> {
        for key in [b"StructParents".as_slice(), b"StructParent"] {
            let Ok(number) = entries.get(key).and_then(Object::as_i64) else {
                continue;
            };
            match self.parents {
                Some(first) => entries.set(key, first + number),
                None => drop(entries.remove(key)),
            }
        }
        for (_, value) in entries.iter_mut() {
            self.adapt(value)?;
        }
        Ok(())
    }

    /// Hangs the donor's tags behind the file's own.
    fn take_tags(&mut self) -> Result<()> {
        let (Some(first), Some((root, own)), Some((_, theirs))) =
            (self.parents, tags(&self.old.document), tags(self.donor))
        else {
            return Ok(());
        };
        let mut own = own.clone();
        let mut kids = match own.get(b"K").ok().and_then(|kids| self.old.resolved(kids)) {
            Some(Object::Array(kids)) => kids.clone(),
            Some(_) => own.get(b"K").cloned().into_iter().collect(),
            None => Vec::new(),
        };
        let mut added = theirs.get(b"K").cloned().map_err(super::broken)?;
        self.adapt(&mut added)?;
        kids.push(added);
        own.set("K", kids);
        let numbers = theirs.get(b"ParentTree").ok();
        let numbers = numbers.and_then(|tree| self.donor.dereference(tree).ok()?.1.as_dict().ok());
        let numbers = numbers.and_then(|tree| tree.get(b"Nums").ok()?.as_array().ok());
        let numbers = numbers.cloned().unwrap_or_default();
        let mut nodes = Vec::new();
        let mut last = first;
        for pair in numbers.chunks_exact(2) {
            let mut value = pair[1].clone();
            self.adapt(&mut value)?;
            last = first + pair[0].as_i64().map_err(super::broken)?;
            nodes.extend([last.into(), value]);
        }
        let limits = |from: i64, to: i64| vec![from.into(), to.into()];
        let added = self.fresh()?;
        let leaf = dictionary! { "Nums" => nodes, "Limits" => limits(first, last) };
        self.objects.insert(added, leaf.into());
        let before = own.get(b"ParentTree").ok();
        let before = before.and_then(|tree| self.old.resolved(tree)?.as_dict().ok());
        let mut branches = Vec::new();
        if let Some(before) = before {
            let mut branch = before.clone();
            branch.set("Limits", limits(0, (first - 1).max(0)));
            let id = self.fresh()?;
            self.objects.insert(id, branch.into());
            branches.push(id.into());
        }
        branches.push(added.into());
        own.set("ParentTree", dictionary! { "Kids" => branches });
        own.set("ParentTreeNextKey", last + 1);
        self.objects.insert(root, own.into());
        Ok(())
    }

    /// Adds a field, and the font that it is written in, to the file's form; gives the font's name there.
    fn form(&mut self, theirs: &Dictionary, field: ObjectId) -> Result<Option<String>> {
        let mut own = form(&self.old.document).cloned().unwrap_or_default();
        let mut fields = self.old.list(own.get(b"Fields").ok());
        fields.push(field.into());
        own.set("Fields", fields);
        let fonts = |form: &Dictionary, document: &Document| {
            let resources = form.get(b"DR").ok()?;
            let resources = document.dereference(resources).ok()?.1.as_dict().ok()?;
            let fonts = resources.get(b"Font").ok()?;
            let fonts = document.dereference(fonts).ok()?.1.as_dict().ok()?;
            Some((resources.clone(), fonts.clone()))
        };
        let (mut resources, mut all) = fonts(&own, &self.old.document).unwrap_or_default();
        let new = fonts(theirs, self.donor).and_then(|(_, new)| new.into_iter().next());
        let mut name = None;
        if let Some((_, mut font)) = new {
            self.adapt(&mut font)?;
            let free = (1..).map(|count| format!("FSao{count}"));
            let free = free
                .take(all.len() + 1)
                .find(|free| !all.has(free.as_bytes()));
            if let Some(free) = free {
                all.set(free.as_bytes(), font);
                name = Some(free);
            }
        }
        resources.set("Font", all);
        own.set("DR", resources);
        let flags = own.get(b"SigFlags").and_then(Object::as_i64).unwrap_or(0);
        own.set("SigFlags", flags | super::fields::SIGNATURES_EXIST);
        self.take_all_open()?;
        let catalog = self
            .old
            .document
            .trailer
            .get(b"Root")
            .and_then(Object::as_reference);
        let catalog = catalog.map_err(super::broken)?;
        let mut entries = self.old.dictionary(catalog)?.clone();
        entries.set("AcroForm", own);
        self.objects.insert(catalog, entries.into());
        Ok(name)
    }

    /// As [`Self::take_all`], once the tags were.
    fn take_all_open(&mut self) -> Result<()> {
        while let Some(id) = self.open.pop() {
            let mut object = self.donor.get_object(id).map_err(super::broken)?.clone();
            self.adapt(&mut object)?;
            let new = self.number(id)?;
            self.objects.insert(new, object);
        }
        Ok(())
    }

    /// The bytes of the file with what was added, and a table of the kind that the file has.
    fn finish(self) -> Result<Vec<u8>> {
        let Original {
            bytes: before,
            document,
            start,
        } = self.old;
        let mut out = before.to_vec();
        if out.last().is_some_and(|&last| last != b'\n') {
            out.push(b'\n');
        }
        let mut places = BTreeMap::new();
        for (&(number, generation), object) in &self.objects {
            places.insert(number, (out.len(), generation));
            out.extend(format!("{number} {generation} obj\n").as_bytes());
            syntax::object(&mut out, object);
            if let Object::Stream(stream) = object {
                out.extend(b"stream\n");
                out.extend(&stream.content);
                out.extend(b"\nendstream");
            }
            out.extend(b"\nendobj\n");
        }
        let mut trailer = document.trailer.clone();
        for key in [
            "Type",
            "W",
            "Index",
            "Filter",
            "DecodeParms",
            "Length",
            "XRefStm",
        ] {
            trailer.remove(key.as_bytes());
        }
        trailer.set("Prev", i64::try_from(*start).map_err(super::broken)?);
        let digest = Sha256::digest(&out).iter().take(16).copied().collect();
        let digest = Object::String(digest, StringFormat::Hexadecimal);
        let first = trailer.get(b"ID").and_then(Object::as_array).ok();
        let first = first.and_then(|ids| ids.first().cloned());
        trailer.set("ID", vec![first.unwrap_or_else(|| digest.clone()), digest]);
        let table = out.len();
        match document.reference_table.cross_reference_type {
            XrefType::CrossReferenceTable => {
                trailer.set("Size", i64::from(self.next) + 1);
                out.extend(b"xref\n");
                for (number, (place, generation)) in places {
                    out.extend(format!("{number} 1\n{place:010} {generation:05} n \n").as_bytes());
                }
                out.extend(b"trailer\n");
                syntax::dictionary(&mut out, &trailer);
            }
            XrefType::CrossReferenceStream => {
                let own = self.next + 1;
                places.insert(own, (table, 0));
                let mut index = Vec::new();
                let mut content = Vec::new();
                for (number, (place, generation)) in places {
                    index.extend([i64::from(number).into(), Object::Integer(1)]);
                    content.push(1);
                    content.extend(u32::try_from(place).map_err(super::broken)?.to_be_bytes());
                    content.extend(generation.to_be_bytes());
                }
                trailer.set("Type", "XRef");
                trailer.set("Size", i64::from(own) + 1);
                trailer.set("W", vec![1.into(), 4.into(), 2.into()]);
                trailer.set("Index", index);
                trailer.set("Length", content.len() as i64);
                out.extend(format!("{own} 0 obj\n").as_bytes());
                syntax::dictionary(&mut out, &trailer);
                out.extend(b"stream\n");
                out.extend(&content);
                out.extend(b"\nendstream\nendobj");
            }
        }
        out.extend(format!("\nstartxref\n{table}\n%%EOF\n").as_bytes());
        Ok(out)
    }
}

/// The root of a file's tags, and its number.
fn tags(document: &Document) -> Option<(ObjectId, &Dictionary)> {
    let id = tags_id(document)?;
    Some((id, document.get_dictionary(id).ok()?))
}

fn tags_id(document: &Document) -> Option<ObjectId> {
    let root = document.catalog().ok()?.get(b"StructTreeRoot").ok()?;
    root.as_reference().ok()
}
