//! Objects that are added to a file: numbered anew, tagged behind its own tags, written behind its last byte.

use super::{MOST_OBJECTS, Original, form};
use crate::diagnostic::Result;
use crate::pdf::{broken, syntax};
use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Objects that are added to a file.
pub(super) struct Update<'u> {
    old: &'u Original<'u>,
    donor: &'u Document,
    /// The donor's numbers and those that they get.
    pub(super) map: BTreeMap<ObjectId, ObjectId>,
    /// The objects that are still to be taken over.
    open: Vec<ObjectId>,
    pub(super) objects: BTreeMap<ObjectId, Object>,
    next: u32,
    /// The number of the file's next entry in its tree of parents; none where it has no tags.
    parents: Option<i64>,
}

impl<'u> Update<'u> {
    pub(super) fn new(old: &'u Original<'u>, donor: &'u Document) -> Result<Self> {
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
    pub(super) fn number(&mut self, id: ObjectId) -> Result<ObjectId> {
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
            return Err(broken("quá nhiều đối tượng"));
        }
        Ok((self.next, 0))
    }

    pub(super) fn dictionary(&mut self, id: ObjectId) -> Result<&mut Dictionary> {
        let object = self.objects.get_mut(&id);
        let object = object.ok_or_else(|| broken("đối tượng"))?;
        object.as_dict_mut().map_err(broken)
    }

    /// Takes over what was numbered, and all that it refers to.
    pub(super) fn take_all(&mut self) -> Result<()> {
        self.take_tags()?;
        self.take_open()
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
        let mut added = theirs.get(b"K").cloned().map_err(broken)?;
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
            last = first + pair[0].as_i64().map_err(broken)?;
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
    pub(super) fn form(&mut self, theirs: &Dictionary, field: ObjectId) -> Result<Option<String>> {
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
        own.set("SigFlags", flags | crate::pdf::fields::SIGNATURES_EXIST);
        self.take_open()?;
        let catalog = self
            .old
            .document
            .trailer
            .get(b"Root")
            .and_then(Object::as_reference);
        let catalog = catalog.map_err(broken)?;
        let mut entries = self.old.dictionary(catalog)?.clone();
        entries.set("AcroForm", own);
        self.objects.insert(catalog, entries.into());
        Ok(name)
    }

    /// As [`Self::take_all`], once the tags were.
    fn take_open(&mut self) -> Result<()> {
        while let Some(id) = self.open.pop() {
            let mut object = self.donor.get_object(id).map_err(broken)?.clone();
            self.adapt(&mut object)?;
            let new = self.number(id)?;
            self.objects.insert(new, object);
        }
        Ok(())
    }

    /// The bytes of the file with what was added, and a table of the kind that the file has.
    pub(super) fn finish(self) -> Result<Vec<u8>> {
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
        trailer.set("Prev", i64::try_from(*start).map_err(broken)?);
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
                    content.extend(u32::try_from(place).map_err(broken)?.to_be_bytes());
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
