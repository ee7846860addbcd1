//! Letters of other alphabets in a Latin word.

use super::Writing;
use unicode_normalization::UnicodeNormalization;

/// A letter where it does not belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stranger {
    pub(crate) letter: char,
    /// The alphabet that the letter is of, by its Vietnamese name; empty for one that is not named, and
    /// [`NOT_D`] for letters that are taken for Đ.
    pub(super) alphabet: &'static str,
}

/// The letter that Ð, ð and their like are told under.
const NOT_D: &str = "Ð";

impl Stranger {
    /// The words of the message about it.
    pub(crate) fn words(&self) -> String {
        match self.alphabet {
            NOT_D => "không phải là chữ Đ của tiếng Việt".to_owned(),
            "" => "không phải là chữ Latinh".to_owned(),
            alphabet => format!("là chữ {alphabet}, không phải là chữ Latinh"),
        }
    }
}

/// Tells whether a line may have one, without a look at its words.
pub(crate) fn may_have(line: &str) -> bool {
    let odd = |c: char| matches!(c, 'Ð' | 'ð' | 'Ɖ' | 'ɖ') || alphabet(c).is_some();
    !line.is_ascii() && line.chars().any(odd)
}

/// A word with Latin letters in the place of those that look like them; none where one has no such
/// letter.
pub(crate) fn mended(word: &str, writing: &Writing) -> Option<String> {
    let letter = |c: char| {
        let latin = writing.not_d.get(&c).or_else(|| writing.alike.get(&c));
        latin.copied().unwrap_or(c)
    };
    let mended: String = word.chars().map(letter).nfc().collect();
    (mended.chars().all(|c| alphabet(c).is_none())).then_some(mended)
}

/// The words of a line that have one, each with its place and the letter.
pub(crate) fn strangers<'a>(
    line: &'a str,
    writing: &'a Writing,
) -> impl Iterator<Item = (usize, &'a str, Stranger)> {
    // A word of letters that look Latin is Russian among other Russian words.
    let foreign = words(line).any(|(_, word)| {
        word.chars()
            .any(|c| alphabet(c).is_some() && !is_alike(c, writing))
            && !word.chars().any(is_latin)
    });
    words(line).filter_map(move |(at, word)| Some((at, word, stranger(word, foreign, writing)?)))
}

fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let part = |c: char| !c.is_alphanumeric() && !matches!(c, '\u{300}'..='\u{36f}');
    let start = line.as_ptr() as usize;
    line.split(part)
        .filter(|word| !word.is_empty() && !word.is_ascii())
        .map(move |word| (word.as_ptr() as usize - start, word))
}

fn stranger(word: &str, foreign: bool, writing: &Writing) -> Option<Stranger> {
    let found = |letter: char, alphabet| Some(Stranger { letter, alphabet });
    if let Some(letter) = word.chars().find(|&c| writing.not_d.contains_key(&c)) {
        return found(letter, NOT_D);
    }
    let mut latin = word.chars().any(is_latin);
    let mut letters = word
        .chars()
        .filter_map(|c| Some((c, alphabet(c)?)))
        .peekable();
    letters.peek()?;
    if !latin && !foreign {
        latin = word
            .chars()
            .all(|c| is_alike(c, writing) || !c.is_alphabetic());
    }
    let mut before = None;
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        if let Some(alphabet) = alphabet(c).filter(|_| latin) {
            let inside =
                before.is_some_and(is_latin) && chars.peek().copied().is_some_and(is_latin);
            // kΩ and ΔT are written so; a letter that looks Latin is not.
            if is_alike(c, writing) || alphabet != GREEK || inside {
                return found(c, alphabet);
            }
        }
        before = Some(c);
    }
    None
}

fn is_alike(c: char, writing: &Writing) -> bool {
    writing.alike.contains_key(&c)
}

const GREEK: &str = "Hy Lạp";

/// The alphabet of a letter; none for Latin letters and characters of no alphabet.
fn alphabet(c: char) -> Option<&'static str> {
    match c {
        '\u{251}' | '\u{261}' => Some(""),
        // Latin, as nearly all letters are.
        '\0'..='\u{36f}' | '\u{1d00}'..='\u{1eff}' => None,
        c if !c.is_alphabetic() => None,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(GREEK),
        '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{a640}'..='\u{a69f}' => Some("Nga"),
        '\u{530}'..='\u{1cff}' | '\u{2c00}'..='\u{2c5f}' | '\u{2c80}'..='\u{a63f}' => Some(""),
        _ => None,
    }
}

fn is_latin(c: char) -> bool {
    c.is_alphabetic() && alphabet(c).is_none()
}
