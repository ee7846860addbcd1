//! Text that came through the wrong code: TCVN3 and VNI, which need fonts of their own, and UTF-8
//! that was read as Latin-1.

use super::{Writing, syllable::is_syllable};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// A wrong code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Code {
    /// Fonts named .Vn…
    Tcvn3,
    /// Fonts named VNI-…
    Vni,
    /// UTF-8 read as Windows-1252 or Latin-1.
    Misread,
    /// U+FFFD: what stood there is lost.
    Lost,
}

impl Code {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3 (ABC), phông .Vn",
            Self::Vni => "VNI, phông VNI-",
            Self::Misread => "UTF-8 bị đọc nhầm thành Latin-1",
            Self::Lost => "hỏng, có ký tự không đọc được",
        }
    }

    pub(crate) fn help(self) -> &'static str {
        match self {
            Self::Tcvn3 | Self::Vni => {
                "chuyển đoạn chữ này sang Unicode (bộ gõ UniKey: Ctrl+Shift+F6) rồi chép lại vào tệp"
            }
            Self::Misread => "mở lại tệp gốc với mã UTF-8 rồi chép lại, hoặc gõ lại chỗ này",
            Self::Lost => "gõ lại chỗ có dấu hỏi: chữ gốc ở đó đã mất",
        }
    }
}

/// Neighbouring words of a line in one wrong code.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Garbled {
    pub(crate) code: Code,
    /// Their bytes in the line.
    pub(crate) range: Range<usize>,
    /// The words as they were meant, where that can be told.
    pub(crate) meant: Option<String>,
}

/// What a word of a line may be in each of the codes with fonts of their own.
struct Word<'l> {
    range: Range<usize>,
    /// The text between the word before and it.
    gap: &'l str,
    /// Letters without marks, which are the same in all codes.
    plain: bool,
    /// It is Vietnamese as it stands.
    right: bool,
    /// It has a sign in it that is no letter of any language, or a capital inside.
    sure: bool,
    tcvn3: Option<String>,
    vni: Option<String>,
}

/// The words of a line that are in a wrong code. One word with an odd letter proves nothing (a name, a
/// brand, a sign); two neighbours with two such letters that both become Vietnamese do.
pub(crate) fn garbled(line: &str, writing: &Writing) -> Vec<Garbled> {
    if !may_be_garbled(line) {
        return Vec::new();
    }
    let mut found = misread(line);
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut end = 0;
    for (at, whole) in words_of(line) {
        let core = core(whole);
        let start = at + (core.as_ptr() as usize - whole.as_ptr() as usize);
        words.push(Word::of(core, start, &line[end..start], writing));
        end = start + core.len();
    }
    for code in [Code::Tcvn3, Code::Vni] {
        let mut from = 0;
        while from < words.len() {
            let run = run(&words[from..], code);
            if run == 0 {
                from += 1;
                continue;
            }
            let all = &words[from..from + run];
            let is_new = |range: &Range<usize>| !found.iter().any(|g| overlap(&g.range, range));
            found.extend(proved(line, all, code).filter(|garbled| is_new(&garbled.range)));
            from += run;
        }
    }
    found.sort_by_key(|garbled| garbled.range.start);
    found
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

impl<'l> Word<'l> {
    fn of(core: &str, start: usize, gap: &'l str, writing: &Writing) -> Self {
        let plain = core.bytes().all(|byte| byte.is_ascii_alphabetic()) && !core.is_empty();
        let odd = !plain && !core.is_ascii() && !core.chars().any(is_unicode_alone);
        let syllable = |read: &String| is_syllable(read, writing);
        let only = |read: Option<String>| read.filter(|_| odd).filter(syllable);
        Self {
            range: start..start + core.len(),
            gap,
            plain,
            right: odd && !is_mixed(core) && is_syllable(core, writing),
            sure: odd && is_mixed(core) || core.chars().any(is_no_letter) && !core.starts_with('µ'),
            tcvn3: only(from_tcvn3(core, writing)),
            vni: only(from_vni(core, writing)),
        }
    }

    fn read(&self, code: Code) -> Option<&str> {
        match code {
            Code::Tcvn3 => self.tcvn3.as_deref(),
            _ => self.vni.as_deref(),
        }
    }

    /// Tells whether a sentence goes on from the word before.
    fn goes_on(&self) -> bool {
        self.gap
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, ',' | '-' | '/'))
    }
}

/// How many words from the first on may be of a code: those that it reads, and plain ones among them.
fn run(words: &[Word<'_>], code: Code) -> usize {
    if words.first().is_none_or(|word| word.read(code).is_none()) {
        return 0;
    }
    let mut count = 1;
    for (at, word) in words.iter().enumerate().skip(1) {
        match (word.goes_on(), word.read(code), word.plain) {
            (true, Some(_), _) => count = at + 1,
            (true, None, true) => {}
            _ => break,
        }
    }
    count
}

/// The run as a finding, if two of its words are none of Unicode and have two odd letters.
fn proved(line: &str, words: &[Word<'_>], code: Code) -> Option<Garbled> {
    let odd = |word: &&Word<'_>| !word.right && !word.plain;
    let evidence: Vec<&Word<'_>> = words.iter().filter(odd).collect();
    let mut letters: Vec<char> = evidence
        .iter()
        .flat_map(|word| line[word.range.clone()].chars().filter(|c| !c.is_ascii()))
        .collect();
    letters.sort_unstable();
    letters.dedup();
    // Beside a word with a sign for a letter (`vµ`) one that may be Vietnamese (`dù`) is of its code, too.
    let read = words.iter().filter(|word| !word.plain).count();
    let is_beside = evidence.len() == 1 && evidence[0].sure && read > 1;
    if !is_beside && (evidence.len() < 2 || letters.len() < 2) {
        return None;
    }
    // What may be Vietnamese at the ends (`xã`) is, unless it is needed to prove anything.
    let is_end = |word: &Word<'_>| is_beside || odd(&word);
    let first = words.iter().position(is_end)?;
    let last = words.iter().rposition(is_end)?;
    let words = &words[first..=last];
    let range = words.first()?.range.start..words.last()?.range.end;
    let mut meant = String::new();
    for (at, word) in words.iter().enumerate() {
        meant.push_str(if at > 0 { word.gap } else { "" });
        meant.push_str(word.read(code).unwrap_or(&line[word.range.clone()]));
    }
    let meant = Some(meant);
    Some(Garbled { code, range, meant })
}

/// Tells whether a capital follows a small letter: no word is written so.
fn is_mixed(word: &str) -> bool {
    let mut letters = word.chars().zip(word.chars().skip(1));
    letters.any(|(one, next)| one.is_lowercase() && next.is_uppercase())
}

/// Signs of Latin-1 that are no letters.
fn is_no_letter(c: char) -> bool {
    let may_stand = matches!(c, 'ª' | '²' | '³' | '¹' | 'º' | '·' | '°' | '«' | '»');
    matches!(c, '\u{a1}'..='\u{bf}' | '×' | '÷') && !may_stand
}

/// Words of UTF-8 that was read as Latin-1, and words whose letters are lost.
fn misread(line: &str) -> Vec<Garbled> {
    let mut found: Vec<Garbled> = Vec::new();
    for (at, word) in words_of(line) {
        let code = match word {
            word if word.contains('\u{fffd}') => Code::Lost,
            word if is_misread(word) => Code::Misread,
            _ => continue,
        };
        let range = at..at + word.len();
        match found.last_mut() {
            Some(last) if last.code == code && line[last.range.end..at].trim().is_empty() => {
                last.range.end = range.end;
            }
            _ => found.push(Garbled {
                code,
                range,
                meant: None,
            }),
        }
    }
    for garbled in found
        .iter_mut()
        .filter(|garbled| garbled.code == Code::Misread)
    {
        let bytes: Option<Vec<u8>> = line[garbled.range.clone()].chars().map(byte).collect();
        garbled.meant = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    }
    found
}

/// Tells whether a line has letters, or vowels with a letter behind them, that Vietnamese has not.
pub(crate) fn may_be_garbled(line: &str) -> bool {
    let mut before = ' ';
    !line.is_ascii()
        && line.chars().any(|c| {
            let vowel = std::mem::replace(&mut before, c).to_ascii_lowercase();
            match c {
                '\0'..='\u{7f}' => false,
                '\u{fffd}' => true,
                'à'..='ã'
                | 'è'..='ê'
                | 'ì'
                | 'í'
                | 'ò'..='õ'
                | 'ù'
                | 'ú'
                | 'ý'
                | 'À'..='Ã'
                | 'È'..='Ê'
                | 'Ì'
                | 'Í'
                | 'Ò'..='Õ'
                | 'Ù'
                | 'Ú'
                | 'Ý' => match vowel {
                    'a' | 'e' => true,
                    'o' => matches!(c, 'â' | 'ê' | 'ù' | 'õ' | 'ú' | 'Â' | 'Ê' | 'Ù' | 'Õ' | 'Ú'),
                    'u' | 'y' => matches!(c, 'ù' | 'õ' | 'Ù' | 'Õ'),
                    _ => false,
                },
                '\u{a1}'..='\u{ff}'
                | 'Œ'
                | 'œ'
                | 'ƒ'
                | 'Š'
                | 'š'
                | 'Ž'
                | 'ž'
                | 'Ÿ'
                | '€'
                | '‚'
                | '„' => true,
                _ => false,
            }
        })
}

/// Words and numbers, each with its place.
fn words_of(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = line.as_ptr() as usize;
    let is_gap =
        |c: char| c.is_whitespace() || matches!(c, '-' | '/' | '(' | ')' | '"' | '“' | '”');
    line.split(is_gap)
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - start, word))
}

/// A word without the stops behind it.
fn core(word: &str) -> &str {
    word.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | '\'' | '’'))
}

/// Letters that neither of the old codes has: what holds one is Unicode.
pub(crate) fn is_unicode_alone(c: char) -> bool {
    matches!(
        c,
        '\u{1ea0}'
            ..='\u{1ef9}' | 'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | 'ĩ' | 'Ĩ' | 'ũ' | 'Ũ'
    )
}

fn from_tcvn3(word: &str, writing: &Writing) -> Option<String> {
    let read = |c: char| match writing.tcvn3.get(&c) {
        Some(letter) => Some(*letter),
        None => c.is_ascii_alphabetic().then_some(c),
    };
    word.chars().map(read).collect()
}

fn from_vni(word: &str, writing: &Writing) -> Option<String> {
    let mut out = String::new();
    for c in word.chars().flat_map(char::to_lowercase) {
        let vowel = out.ends_with(['a', 'e', 'o', 'u', 'y', 'ư', 'ơ']);
        match (writing.vni_marks.get(&c), writing.vni_letters.get(&c)) {
            (Some(mark), _) if vowel => out.push_str(mark),
            (_, Some(letter)) => out.push(*letter),
            _ if c.is_ascii_alphabetic() || c == 'í' || c == 'ì' => out.push(c),
            _ => return None,
        }
    }
    Some(out.nfc().collect())
}

/// `áº¿`, `Ä‘`, `Ã¡`: the bytes of a Vietnamese letter, each read as a letter.
fn is_misread(word: &str) -> bool {
    // The first two bytes of a letter of two or three, each as a letter.
    let begins = |(first, second): (char, char)| {
        matches!(first, 'Ã'..='Æ' | 'Ì' | 'á' | 'â') && !second.is_ascii()
    };
    if !word.chars().zip(word.chars().skip(1)).any(begins) {
        return false;
    }
    let bytes: Vec<Option<u8>> = word.chars().map(byte).collect();
    (0..bytes.len())
        .any(|at| is_misread_at(&bytes[at..], at.checked_sub(1).and_then(|at| bytes[at])))
}

fn is_misread_at(bytes: &[Option<u8>], before: Option<u8>) -> bool {
    let length = match bytes.first() {
        Some(Some(0xc3..=0xc6 | 0xcc)) => 2,
        Some(Some(0xe1 | 0xe2)) => 3,
        _ => return false,
    };
    let Some(bytes) = bytes.get(..length) else {
        return false;
    };
    let bytes: Option<Vec<u8>> = bytes.iter().copied().collect();
    let Some(bytes) = bytes else { return false };
    let Some(c) = std::str::from_utf8(&bytes)
        .ok()
        .and_then(|text| text.chars().next())
    else {
        return false;
    };
    match c {
        // `XÃ²`, `XÃ»` are capitals with the mark of a note or a bracket behind them.
        'à'..='ý' | 'À'..='Ý' => {
            !before.is_some_and(|byte| byte.is_ascii_uppercase())
                && bytes[1] != 0xa0
                && is_latin_vowel(c)
        }
        c => is_unicode_alone(c) || matches!(c, '\u{300}'..='\u{323}' | '\u{2010}'..='\u{2026}'),
    }
}

fn is_latin_vowel(c: char) -> bool {
    "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ".contains(c)
}

/// The byte of a character in Windows-1252, or in Latin-1 where that has none.
fn byte(c: char) -> Option<u8> {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    // Of a standard that no user can change, so it need not live with the data of a set.
    static BYTES: LazyLock<BTreeMap<char, u8>> =
        LazyLock::new(|| HIGH.chars().zip(0x80..=0x9f).collect());
    u8::try_from(u32::from(c))
        .ok()
        .or_else(|| BYTES.get(&c).copied())
}
