//! The package: parts in, the bytes of a ZIP file out. The same parts give the same bytes.

use super::fault;
use crate::deflate::{Wrapping, deflate};
use crate::diagnostic::Result;

/// A part of the package.
pub(super) struct Part {
    /// Name in the package, `word/document.xml`.
    pub(super) name: String,
    /// Its media type; none where the end of its name tells it.
    pub(super) media_type: Option<String>,
    /// Its content.
    pub(super) content: Vec<u8>,
}

impl Part {
    pub(super) fn new(name: &str, media_type: impl Into<String>, content: String) -> Self {
        Self {
            name: name.to_owned(),
            media_type: Some(media_type.into()),
            content: content.into_bytes(),
        }
    }

    /// Its content as text; the parts made here are, but for pictures.
    #[cfg(test)]
    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.content).unwrap_or_default()
    }

    /// Plain XML: its type goes by the end of its name.
    pub(super) fn xml(name: &str, content: String) -> Self {
        Self {
            name: name.to_owned(),
            media_type: None,
            content: content.into_bytes(),
        }
    }

    /// A file of another program: its type goes by the end of its name.
    pub(super) fn bare(name: &str, content: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            media_type: None,
            content: content.to_owned(),
        }
    }
}

/// Packs the parts in the order given.
///
/// The format is APPNOTE 6.3's plainest: sizes and sums before the data, no extra fields. Written
/// here since no library takes what is deflated already, and most parts of a document are.
pub(super) fn pack(parts: &[Part]) -> Result<Vec<u8>> {
    let mut out = Vec::with_capacity(32 * 1024);
    let mut directory = Vec::new();
    for part in parts {
        let deflated = deflate(&part.content, Wrapping::Raw).map_err(fault)?;
        let offset = size(out.len())?;
        let header = header(part, size(deflated.len())?)?;
        out.extend(b"PK\x03\x04");
        out.extend(&header);
        out.extend(part.name.as_bytes());
        out.extend(&deflated);
        directory.extend(b"PK\x01\x02");
        // Made by version 2.0, on no system in particular.
        directory.extend(VERSION);
        directory.extend(&header);
        // No comment; disk 0; no attributes.
        directory.extend([0; 10]);
        directory.extend(offset);
        directory.extend(part.name.as_bytes());
    }
    let count = count(parts.len())?;
    let start = size(out.len())?;
    out.extend(&directory);
    out.extend(b"PK\x05\x06");
    out.extend([0; 4]);
    out.extend([count, count].concat());
    out.extend(size(directory.len())?);
    out.extend(start);
    out.extend([0; 2]);
    Ok(out)
}

/// 2.0: deflate.
const VERSION: [u8; 2] = 20_u16.to_le_bytes();
/// Method 8.
const DEFLATED: [u8; 2] = 8_u16.to_le_bytes();
/// 1980-01-01 00:00, the first moment that the format knows: the bytes do not tell of the clock.
const TIME: [u8; 4] = [0, 0, 0b0010_0001, 0];

/// The fields that the entry of a part and its line in the directory have in common.
fn header(part: &Part, deflated: [u8; 4]) -> Result<Vec<u8>> {
    let mut sum = flate2::Crc::new();
    sum.update(&part.content);
    let mut header = Vec::with_capacity(26);
    header.extend(VERSION);
    // No flags: names of parts are ASCII.
    header.extend([0; 2]);
    header.extend(DEFLATED);
    header.extend(TIME);
    header.extend(sum.sum().to_le_bytes());
    header.extend(deflated);
    header.extend(size(part.content.len())?);
    header.extend(count(part.name.len())?);
    // No extra field.
    header.extend([0; 2]);
    Ok(header)
}

fn size(bytes: usize) -> Result<[u8; 4]> {
    u32::try_from(bytes).map(u32::to_le_bytes).map_err(fault)
}

fn count(number: usize) -> Result<[u8; 2]> {
    u16::try_from(number).map(u16::to_le_bytes).map_err(fault)
}
