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

/// Slips of the hand in a name that is surely meant.
const MOST_SLIPS: usize = 2;

/// Tells whether `name` and no other valid one is meant, so that it may be put in place of the wrong one: a
/// slip or two of the hand away, fewer in short names, and nearer than any other.
pub(crate) fn is_certain<'a>(
    wrong: &str,
    name: &str,
    valid: impl IntoIterator<Item = &'a str>,
) -> bool {
    let wrong = folded(wrong);
    let slips = |name: &str| strsim::osa_distance(&wrong, &folded(name));
    let own = slips(name);
    let others = valid.into_iter().filter(|other| *other != name);
    own <= MOST_SLIPS.min(wrong.chars().count() / 3) && others.into_iter().all(|o| slips(o) > own)
}

/// Lower case, without diacritics and separators: `Cơ quan` is `co_quan` misspelt.
pub(crate) fn folded(name: &str) -> String {
    // A name that long is no misspelling of ours; comparing it would take long.
    name.nfd()
        .filter(|c| !is_combining_mark(*c) && !matches!(c, ' ' | '-' | '_'))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .take(64)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::is_certain;

    #[test]
    fn only_slips_of_the_hand_are_certain() {
        let valid = ["noi_nhan", "noi_dung", "chuc_vu", "so", "ket_thuc"];
        for (wrong, name, certain) in [
            ("noi_nhna", "noi_nhan", true),
            ("Nơi nhận", "noi_nhan", true),
            ("noi_dng", "noi_dung", true),
            ("noi_nung", "noi_dung", true),
            // As near to one as to the other.
            ("noi_dhan", "noi_nhan", true),
            ("noi_duan", "noi_dung", false),
            ("chu_tich", "chuc_vu", false),
            ("s0", "so", false),
        ] {
            assert_eq!(is_certain(wrong, name, valid), certain, "{wrong}");
        }
    }
}
