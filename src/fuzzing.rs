//! What the fuzzers of `fuzz/` drive. It is there only in their builds.

use crate::{
    Resources,
    import::{
        self,
        understand::{self, Words},
        write::{self, Care, Manners},
    },
};
use std::sync::LazyLock;

static RESOURCES: LazyLock<Resources> = LazyLock::new(Resources::embedded);

/// Reads any bytes as a DOCX of somebody's, understands it and writes it as YAML, with tracked changes accepted and
/// rejected. Whatever the bytes are, it ends, and does not panic.
///
/// # Panics
/// What is built into the program is broken.
pub fn import(docx: &[u8]) {
    let kinds = RESOURCES.kinds().expect("the built-in templates are sound");
    let markdown = RESOURCES
        .markdown()
        .expect("the built-in templates are sound");
    let words = Words::builtin().expect("the built-in words are sound");
    for rejected in [false, true] {
        let Ok(flat) = import::read(docx, import::Options { rejected }) else {
            continue;
        };
        let (said, _) = understand::understand(&flat, &words, kinds);
        let manners = Manners {
            kinds,
            headings: markdown.headings,
            profile: None,
            picture: &|index| Some(format!("{index}.png")),
            care: Care::Most,
            year: 2026,
        };
        let _ = write::document(&said, &manners);
    }
}
