//! What the fuzzers of `fuzz/` drive. It is there only in their builds and in those of tests, which keep it whole.

use crate::{
    Resources,
    import::{self, Options, whole::Asked},
};
use std::{io, path::Path, sync::LazyLock};

static RESOURCES: LazyLock<Resources> = LazyLock::new(Resources::embedded);

/// Imports any bytes as a DOCX of somebody's, with tracked changes accepted and rejected: reads and understands it, writes
/// it as YAML and looks whether that builds. Whatever the bytes are, it ends, and does not panic.
pub fn import(docx: &[u8]) {
    for rejected in [false, true] {
        let asked = Asked {
            name: Path::new("a.docx"),
            bytes: docx.to_vec(),
            target: Path::new("a.yaml"),
            profile: None,
            options: Options { rejected },
            year: 2026,
        };
        let mut no_other_file = |_: &Path| Err(io::ErrorKind::NotFound.into());
        // What is refused is refused: only a panic is a fault.
        let _ = import::import(asked, &RESOURCES, &mut no_other_file);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_no_docx_is_no_panic() {
        super::import(b"");
        super::import(b"PK\x03\x04");
    }
}
