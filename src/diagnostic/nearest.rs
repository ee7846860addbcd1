//! The valid name that a misspelt one most likely means.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// How alike two names must be (Jaro–Winkler, 1 is the same).
const ALIKE: f64 = 0.82;

/// The name that was probably meant; none where none is near.
pub(crate) fn nearest<'a>(
    wrong: &str,
    valid: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wrong = folded(wrong);
    valid
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&wrong, &folded(name)), name))
        .filter(|(score, _)| *score >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// Lower case, without diacritics and separators: `Cơ quan` is `co_quan` misspelt.
fn folded(name: &str) -> String {
    // A name that long is no misspelling of ours; comparing it would take long.
    name.nfd()
        .filter(|c| !is_combining_mark(*c) && !matches!(c, ' ' | '-' | '_'))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .take(64)
        .collect()
}
