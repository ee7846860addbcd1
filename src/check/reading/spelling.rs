//! The letters of a Vietnamese word taken apart: base letters with their marks (ă, ê, ơ), and the tone.

use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Letters of the longest word that is taken apart; the longest syllable has seven.
const LONGEST: usize = 12;

/// A tone (thanh).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tone {
    /// No mark.
    #[default]
    Level,
    /// Huyền.
    Falling,
    /// Sắc.
    Rising,
    /// Hỏi.
    Asking,
    /// Ngã.
    Broken,
    /// Nặng.
    Heavy,
}

impl Tone {
    /// The tone of a combining mark.
    fn of(mark: char) -> Option<Self> {
        match mark {
            '\u{300}' => Some(Self::Falling),
            '\u{301}' => Some(Self::Rising),
            '\u{309}' => Some(Self::Asking),
            '\u{303}' => Some(Self::Broken),
            '\u{323}' => Some(Self::Heavy),
            _ => None,
        }
    }

    /// Its combining mark.
    fn mark(self) -> Option<char> {
        match self {
            Self::Level => None,
            Self::Falling => Some('\u{300}'),
            Self::Rising => Some('\u{301}'),
            Self::Asking => Some('\u{309}'),
            Self::Broken => Some('\u{303}'),
            Self::Heavy => Some('\u{323}'),
        }
    }
}

/// A small letter: its base (with the mark of ă, â, ê, ô, ơ, ư, đ), the bare letter of the alphabet and
/// the tone over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letter {
    /// `ệ` is ê.
    pub(crate) base: char,
    /// `ệ` is e.
    pub(crate) bare: char,
    /// `ệ` has nặng.
    pub(crate) tone: Tone,
}

/// First letter of the rows of the table below.
const LATIN: u32 = 0xc0;
const LATIN_END: u32 = 0x1b1;
const VIETNAMESE: u32 = 0x1ea0;
const VIETNAMESE_END: u32 = 0x1efa;

/// Letters that Vietnamese has beyond a–z, by their number.
static LETTERS: LazyLock<Vec<Option<Letter>>> = LazyLock::new(|| {
    let all = (LATIN..LATIN_END).chain(VIETNAMESE..VIETNAMESE_END);
    all.map(|code| char::from_u32(code).and_then(taken_apart))
        .collect()
});

fn taken_apart(letter: char) -> Option<Letter> {
    let mut tone = Tone::Level;
    let mut rest = String::new();
    for part in letter.nfd() {
        match Tone::of(part) {
            Some(found) if tone == Tone::Level => tone = found,
            Some(_) => return None,
            None => rest.push(part),
        }
    }
    let bare = if letter == 'đ' {
        Some('d')
    } else {
        rest.chars().next()
    }?;
    let base: String = rest.nfc().collect();
    let base = base.chars().next()?;
    let marked = "ăâêôơưđ".contains(base);
    let plain = base == bare && "aeiouy".contains(base);
    (marked || plain).then_some(Letter { base, bare, tone })
}

impl Letter {
    /// A small letter taken apart; none if Vietnamese does not have it. f, j, w, z count as letters.
    pub(crate) fn of(letter: char) -> Option<Self> {
        if letter.is_ascii_lowercase() {
            return Some(Self {
                base: letter,
                bare: letter,
                tone: Tone::Level,
            });
        }
        let code = u32::from(letter);
        let row = match code {
            LATIN..LATIN_END => code - LATIN,
            VIETNAMESE..VIETNAMESE_END => code - VIETNAMESE + (LATIN_END - LATIN),
            _ => return None,
        };
        LETTERS.get(usize::try_from(row).ok()?).copied().flatten()
    }
}

/// A word in small letters taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spelling {
    letters: [char; LONGEST],
    bare: [char; LONGEST],
    length: usize,
    /// The tone; the last if there are several.
    pub(crate) tone: Tone,
    /// How many tones are written.
    pub(crate) tones: usize,
    /// The letter that bears the tone.
    bears: usize,
}

impl Spelling {
    /// Takes a word apart; none if it is too long or has letters that Vietnamese does not have.
    pub(crate) fn of(word: &str) -> Option<Self> {
        let mut found = Self {
            letters: ['\0'; LONGEST],
            bare: ['\0'; LONGEST],
            length: 0,
            tone: Tone::Level,
            tones: 0,
            bears: 0,
        };
        for letter in word.chars() {
            match Letter::of(letter) {
                Some(letter) => found.push(letter)?,
                None => found.mark(letter)?,
            }
        }
        Some(found)
    }

    /// The last letter bears a tone.
    fn bear(&mut self, tone: Tone) {
        self.tone = tone;
        self.tones += 1;
        self.bears = self.length.saturating_sub(1);
    }

    /// Whether the tone stands over the letter that bears it, in the new or the old way (hòa, hoà).
    pub(crate) fn is_well_placed(&self) -> bool {
        let bearer = self.bearer();
        let two_ways = matches!(self.letters(), [.., 'o', 'a' | 'e'] | [.., 'u', 'y'])
            && !matches!(self.letters(), ['q', ..]);
        self.tone == Tone::Level
            || self.bears == bearer
            || two_ways && self.bears + 1 == self.length
    }

    /// A mark that stands apart behind its letter, as where two marks came in the wrong order.
    fn mark(&mut self, mark: char) -> Option<()> {
        if let Some(tone) = Tone::of(mark) {
            self.bear(tone);
            return Some(());
        }
        let last = self.letters.get_mut(self.length.checked_sub(1)?)?;
        *last = match (mark, *last) {
            ('\u{302}', 'a') => 'â',
            ('\u{302}', 'e') => 'ê',
            ('\u{302}', 'o') => 'ô',
            ('\u{306}', 'a') => 'ă',
            ('\u{31b}', 'o') => 'ơ',
            ('\u{31b}', 'u') => 'ư',
            _ => return None,
        };
        Some(())
    }

    fn push(&mut self, letter: Letter) -> Option<()> {
        *self.letters.get_mut(self.length)? = letter.base;
        *self.bare.get_mut(self.length)? = letter.bare;
        self.length += 1;
        if letter.tone != Tone::Level {
            self.bear(letter.tone);
        }
        Some(())
    }

    /// Its letters without the tone: n, g, ư, ơ, i.
    pub(crate) fn letters(&self) -> &[char] {
        self.letters.get(..self.length).unwrap_or_default()
    }

    /// Its letters without any mark: n, g, u, o, i.
    pub(crate) fn bare(&self) -> &[char] {
        self.bare.get(..self.length).unwrap_or_default()
    }

    /// The word put together again, the tone over the letter that bears it in the new way: hòa, quý.
    pub(crate) fn written(&self) -> String {
        let letters = self.letters();
        let bearer = self.bearer();
        let mut out = String::new();
        for (at, letter) in letters.iter().enumerate() {
            out.push(*letter);
            if at == bearer {
                out.extend(self.tone.mark());
            }
        }
        out.nfc().collect()
    }

    /// The letter that bears the tone.
    fn bearer(&self) -> usize {
        let letters = self.letters();
        let is_vowel = |letter: &char| "aăâeêioôơuưy".contains(*letter);
        let mut start = letters.iter().position(is_vowel).unwrap_or(0);
        // The u of qu and the i of gi belong to the consonant.
        let glide = matches!(letters, ['q', 'u', ..] | ['g', 'i', ..]);
        let second = letters.get(2).is_some_and(is_vowel);
        if glide && second {
            start = 2;
        }
        let rest = letters.get(start..).unwrap_or_default();
        let vowels = rest.iter().take_while(|letter| is_vowel(letter)).count();
        let closed = rest.len() > vowels;
        // A marked vowel bears it, the second of ươ.
        if let Some(marked) = rest
            .iter()
            .take(vowels)
            .rposition(|l| "ăâêôơư".contains(*l))
        {
            return start + marked;
        }
        match vowels {
            0 | 1 => start,
            2 if closed => start + 1,
            2 => start,
            _ => start + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_apart_and_put_together() {
        for (word, letters, bare) in [
            ("người", "ngươi", "nguoi"),
            ("đường", "đương", "duong"),
            ("quý", "quy", "quy"),
            ("hòa", "hoa", "hoa"),
            ("hoàn", "hoan", "hoan"),
            ("giữ", "giư", "giu"),
            ("gì", "gi", "gi"),
            ("giếng", "giêng", "gieng"),
            ("khuỷu", "khuyu", "khuyu"),
            ("thủy", "thuy", "thuy"),
            ("của", "cua", "cua"),
            ("quyết", "quyêt", "quyet"),
            ("ngoài", "ngoai", "ngoai"),
            ("già", "gia", "gia"),
        ] {
            let found = Spelling::of(word).unwrap();
            assert_eq!(found.letters().iter().collect::<String>(), letters);
            assert_eq!(found.bare().iter().collect::<String>(), bare);
            assert_eq!(found.written(), word);
        }
        assert_eq!(Spelling::of("hoà").unwrap().written(), "hòa");
        for (word, placed) in [
            ("hoà", true),
            ("hòa", true),
            ("thuý", true),
            ("hịên", false),
            ("hòan", false),
            ("qúy", false),
            ("cuả", false),
            ("khuỷu", true),
            ("ngoài", true),
            ("giếng", true),
            ("gìa", false),
            ("trừơng", false),
            ("moóc", true),
            ("quỳnh", true),
        ] {
            assert_eq!(
                Spelling::of(word).unwrap().is_well_placed(),
                placed,
                "{word}"
            );
        }
        for word in ["façade", "работа", "côngnghệthôngtin"] {
            assert_eq!(Spelling::of(word), None, "{word}");
        }
        let apart = Spelling::of("vie\u{309}\u{302}c");
        assert_eq!(apart, Spelling::of("viểc"));
        assert_eq!(Spelling::of("trườngf").map(|s| s.tones), Some(1));
    }
}
