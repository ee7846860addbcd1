//! Whether a word could be a Vietnamese syllable.

use super::Writing;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Letters of the longest: nghiêng.
const LONGEST: usize = 7;

/// An initial or none, a vowel, a final or none, at most one tone.
pub(super) fn is_syllable(word: &str, writing: &Writing) -> bool {
    let mut tones = 0;
    let is_tone = |c: &char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    let letters = word.nfd().flat_map(char::to_lowercase);
    let letters = letters.filter(|c| {
        tones += usize::from(is_tone(c));
        !is_tone(c)
    });
    // Composed again, so that ê is one letter; more than enough of them to see that it is too long.
    let letters: String = letters.take(4 * LONGEST).nfc().collect();
    if tones > 1 || letters.chars().nth(LONGEST).is_some() {
        return false;
    }
    let initials = writing.initials.iter().map(String::as_str);
    let mut rests = initials
        .chain([""])
        .filter_map(|initial| letters.strip_prefix(initial));
    rests.any(|rest| rhymes(writing).contains(rest))
}

fn rhymes(writing: &Writing) -> &BTreeSet<String> {
    writing.rhymes.get_or_init(|| {
        let finals = || writing.finals.iter().map(String::as_str).chain([""]);
        let vowels = writing.vowels.iter();
        let closed = vowels.flat_map(|vowel| finals().map(move |last| format!("{vowel}{last}")));
        closed
            .chain(writing.closing_vowels.iter().cloned())
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::is_syllable;
    use crate::{data::DataFile, wording::Writing};

    #[test]
    fn syllables_are_told_from_other_words() {
        let writing = Writing::builtin().unwrap();
        for word in [
            "Nghiêng", "ỦY", "quyết", "gì", "hòa", "hoà", "khuỷu", "Đắk", "ươm", "à",
        ] {
            assert_eq!(is_syllable(word, &writing), word != "Đắk", "{word}");
        }
        for word in [
            "",
            "Hµ",
            "Néi",
            "NguyÔn",
            "Coäng",
            "Ñieàu",
            "François",
            "Krông",
            "ÃÃ",
        ] {
            assert!(!is_syllable(word, &writing), "{word}");
        }
    }
}
