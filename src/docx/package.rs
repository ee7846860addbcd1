//! The package: parts in, the bytes of a ZIP file out. The same parts give the same bytes.

use super::fault;
use crate::diagnostic::Result;
use std::io::{Cursor, Write};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

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

    /// A picture: its type goes by the end of its name.
    pub(super) fn png(name: &str, content: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            media_type: None,
            content: content.to_owned(),
        }
    }
}

/// Level 6 is within two per cent of level 9 and twice as fast.
const LEVEL: i64 = 6;

/// Packs the parts in the order given.
pub(super) fn pack(parts: &[Part]) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .last_modified_time(DateTime::DEFAULT)
        // Fixed, so that the bytes do not tell the system they were made on.
        .system(zip::System::Dos);
    let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(32 * 1024)));
    for part in parts {
        zip.start_file(part.name.as_str(), options).map_err(fault)?;
        zip.write_all(&part.content).map_err(fault)?;
    }
    Ok(zip.finish().map_err(fault)?.into_inner())
}
