//! A PDF of anybody's, with something added behind its last byte (ISO 32000-1, 7.5.6): what was there stays as it is,
//! byte for byte.
//!
//! In: the bytes of the file, and a PDF of this program's that holds what is added: pages, or a field. Out: the bytes
//! of both. A file that is tagged stays so: the tags of what is added hang behind its own.

mod added;

use crate::diagnostic::{Diagnostic, Result};
use added::Update;
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, StringFormat, dictionary};

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
