//! Kinds that people ask for and that are no administrative documents, from `templates/other_kinds.yaml`.

use crate::data;
use crate::diagnostic::{Source, folded};
use std::sync::LazyLock;

/// Some kinds of documents that the decree is not about.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Other {
    /// Names, whole or the first words of one.
    #[serde(rename = "ten")]
    names: Vec<String>,
    /// Words that stand anywhere in a name.
    #[serde(rename = "chua", default)]
    words: Vec<String>,
    /// The words that say what they are.
    #[serde(rename = "la")]
    pub(super) are: String,
    /// The words that say what to do.
    #[serde(rename = "thay_bang")]
    pub(super) instead: String,
}

/// The file of the program; a broken one, which a test refuses, knows of none.
static OTHERS: LazyLock<Vec<Other>> = LazyLock::new(|| read().unwrap_or_default());

pub(super) fn read() -> crate::diagnostic::Result<Vec<Other>> {
    let text = include_str!("../../../templates/other_kinds.yaml");
    data::read(&Source::new(data::builtin_name("other_kinds.yaml"), text))
}

/// The sort of documents that a name is of, if it is one of these.
pub(super) fn find(name: &str) -> Option<&'static Other> {
    let asked = words(name);
    OTHERS.iter().find(|other| {
        let begins = |own: &String| asked.starts_with(&words(own));
        let holds = |own: &String| {
            let own = words(own);
            asked.windows(own.len()).any(|part| part == own)
        };
        other.names.iter().any(begins) || other.words.iter().any(holds)
    })
}

/// The words of a name without case and marks.
fn words(name: &str) -> Vec<String> {
    let parts = name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'));
    parts.filter(|part| !part.is_empty()).map(folded).collect()
}
