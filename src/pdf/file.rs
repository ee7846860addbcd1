//! The file around the objects (ISO 32000-1, 7.5): what is no stream goes into object streams, and a
//! cross-reference stream tells where each object is.
//!
//! lopdf can save so, too, but writes each object three times over and deflates what was deflated
//! for the document before.

use super::{broken, syntax};
use crate::deflate::{Wrapping, deflate};
use crate::diagnostic::Result;
use lopdf::{Dictionary, Document, Object, dictionary};
use std::ops::Range;

/// Objects of an object stream: few enough to find one quickly.
const MOST_OBJECTS: usize = 100;

/// A file.
pub(super) struct File {
    pub(super) bytes: Vec<u8>,
    /// Where the cross-reference stream's dictionary is, which is the file's trailer.
    pub(super) trailer: Range<usize>,
}

/// Writes a document whose streams are as they are to be, and whose objects are numbered from 1.
pub(super) fn write(document: &Document) -> Result<File> {
    let mut file = Writer {
        bytes: b"%PDF-1.7\n%".to_vec(),
        places: vec![Place::Free; document.objects.len() + 1],
    };
    // Bytes beyond ASCII, so that no program takes the file for text.
    file.bytes.extend(&document.binary_mark);
    file.bytes.push(b'\n');
    let mut others = Vec::new();
    for (&(number, _), object) in &document.objects {
        match object {
            Object::Stream(stream) => {
                file.stream(number, &stream.dict, &stream.content)?;
            }
            other => others.push((number, other)),
        }
    }
    for some in others.chunks(MOST_OBJECTS) {
        file.object_stream(some)?;
    }
    file.end(&document.trailer)
}

struct Writer {
    bytes: Vec<u8>,
    /// By number.
    places: Vec<Place>,
}

/// Where an object is.
#[derive(Clone, Copy)]
enum Place {
    Free,
    Offset(usize),
    /// In an object stream, and which of its objects.
    In(u32, usize),
}

impl Writer {
    /// A number that is not taken.
    fn next(&mut self) -> Result<u32> {
        let number = u32::try_from(self.places.len()).map_err(broken)?;
        self.places.push(Place::Free);
        Ok(number)
    }

    fn place(&mut self, number: u32, place: Place) -> Result<()> {
        let known = self.places.get_mut(number as usize);
        *known.ok_or_else(|| broken("số thứ tự của đối tượng"))? = place;
        Ok(())
    }

    /// Gives back where its dictionary is.
    fn stream(
        &mut self,
        number: u32,
        entries: &Dictionary,
        content: &[u8],
    ) -> Result<Range<usize>> {
        self.place(number, Place::Offset(self.bytes.len()))?;
        self.bytes
            .extend(itoa::Buffer::new().format(number).as_bytes());
        self.bytes.extend(b" 0 obj\n");
        let start = self.bytes.len();
        syntax::dictionary(&mut self.bytes, entries);
        let end = self.bytes.len();
        self.bytes.extend(b"stream\n");
        self.bytes.extend(content);
        self.bytes.extend(b"\nendstream\nendobj\n");
        Ok(start..end)
    }

    fn object_stream(&mut self, objects: &[(u32, &Object)]) -> Result<()> {
        let stream = self.next()?;
        let (mut index, mut content) = (String::new(), Vec::new());
        for (at, (number, object)) in objects.iter().enumerate() {
            self.place(*number, Place::In(stream, at))?;
            index.push_str(itoa::Buffer::new().format(*number));
            index.push(' ');
            index.push_str(itoa::Buffer::new().format(content.len()));
            index.push(' ');
            syntax::object(&mut content, object);
            content.push(b' ');
        }
        let mut entries = dictionary! {
            "Type" => "ObjStm",
            "N" => objects.len() as i64,
            "First" => index.len() as i64,
        };
        let content = [index.into_bytes(), content].concat();
        let content = deflate(&content, Wrapping::Zlib).map_err(broken)?;
        entries.set("Filter", "FlateDecode");
        entries.set("Length", content.len() as i64);
        self.stream(stream, &entries, &content)?;
        Ok(())
    }

    /// The cross-reference stream, and where it is.
    fn end(mut self, trailer: &Dictionary) -> Result<File> {
        let number = self.next()?;
        let start = self.bytes.len();
        self.place(number, Place::Offset(start))?;
        // A byte for what an entry is, four for where, two for which of an object stream.
        let mut content = Vec::with_capacity(7 * self.places.len());
        for place in &self.places {
            let (kind, at, index) = match *place {
                Place::Free => (0_u8, 0, u16::MAX),
                Place::Offset(offset) => (1, u32::try_from(offset).map_err(broken)?, 0),
                Place::In(stream, index) => (2, stream, u16::try_from(index).map_err(broken)?),
            };
            content.push(kind);
            content.extend(at.to_be_bytes());
            content.extend(index.to_be_bytes());
        }
        let mut entries = trailer.clone();
        entries.set("Type", "XRef");
        entries.set("Size", self.places.len() as i64);
        entries.set("W", vec![1.into(), 4.into(), 2.into()]);
        // Some hundred bytes, which hardly shrink.
        entries.set("Length", content.len() as i64);
        let trailer = self.stream(number, &entries, &content)?;
        // What is added behind it, a signature for one, begins on a line of its own (PDF/A-2, 6.1.3).
        let end = format!("startxref\n{start}\n%%EOF\n");
        self.bytes.extend(end.as_bytes());
        Ok(File {
            bytes: self.bytes,
            trailer,
        })
    }
}
