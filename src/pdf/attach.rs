//! Files inside the file: associated files of the whole document (ISO 19005-3, 6.8 and annex E).
//!
//! In: [`Attachment`]s. Out: embedded file streams, their specifications, the name tree that readers
//! list them from, and the catalog's /AF. No date of change: it would have to come from a clock.

use super::broken;
use crate::diagnostic::Result;
use lopdf::{
    Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary, text_string,
};
use md5::{Digest, Md5};

/// A file that goes into the PDF as it is, as the source of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Base name in NFC; no two attachments of a PDF may share one.
    pub name: String,
    /// A few words for people on what the file is.
    pub description: String,
    /// Its media type: `application/yaml`.
    pub media_type: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Embeds the files and tells the catalog of them; nothing where there are none.
pub(super) fn write(document: &mut Document, attachments: &[Attachment]) -> Result<()> {
    if attachments.is_empty() {
        return Ok(());
    }
    let mut names = Vec::new();
    let mut associated = Vec::new();
    for attachment in attachments {
        let specification = embed(document, attachment)?;
        names.push((unicode(&attachment.name), specification));
        associated.push(Object::Reference(specification));
    }
    // A name tree is searched by the bytes of its keys (ISO 32000-1, 7.9.6).
    names.sort();
    if names.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return Err(broken("hai tệp đính kèm trùng tên"));
    }
    let names: Vec<Object> = names
        .into_iter()
        .flat_map(|(name, id)| [Object::String(name, StringFormat::Literal), id.into()])
        .collect();
    let tree = document.add_object(dictionary! { "Names" => names });
    let catalog = document.catalog_mut().map_err(broken)?;
    catalog.set("AF", associated);
    catalog.set("Names", dictionary! { "EmbeddedFiles" => tree });
    Ok(())
}

/// The stream and its specification; gives the latter.
fn embed(document: &mut Document, attachment: &Attachment) -> Result<ObjectId> {
    let Attachment {
        name,
        description,
        media_type,
        bytes,
    } = attachment;
    let size = i64::try_from(bytes.len()).map_err(broken)?;
    let sum = Md5::digest(bytes).to_vec();
    let parameters = dictionary! {
        "Size" => size,
        "CheckSum" => Object::String(sum, StringFormat::Hexadecimal),
    };
    let dictionary = dictionary! {
        "Type" => "EmbeddedFile",
        "Subtype" => Object::Name(media_type.as_bytes().to_vec()),
        "Params" => parameters,
    };
    let file = document.add_object(Stream::new(dictionary, bytes.clone()));
    let mut files = Dictionary::new();
    files.set("F", file);
    files.set("UF", file);
    Ok(document.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => text_string(name),
        "UF" => text_string(name),
        "Desc" => text_string(description),
        "AFRelationship" => "Source",
        "EF" => files,
    }))
}

/// A text as UTF-16 with its mark, whatever its letters: keys of one tree are of one encoding.
fn unicode(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_be_bytes).collect()
}
