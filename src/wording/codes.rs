//! Text that came through the wrong code: TCVN3 and VNI, which need fonts of their own, and UTF-8
//! that was read as Latin-1.

use super::{Writing, syllable::is_syllable};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// A wrong code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Code {
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
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3 (ABC), phông .Vn",
            Self::Vni => "VNI, phông VNI-",
            Self::Misread => "UTF-8 bị đọc nhầm thành Latin-1",
            Self::Lost => "hỏng, có ký tự không đọc được",
        }
    }

    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Tcvn3 | Self::Vni => {
                "chuyển đoạn chữ này sang Unicode (bộ gõ UniKey: Ctrl+Shift+F6) rồi chép lại vào tệp"
            }
            Self::Misread => "mở lại tệp gốc với mã UTF-8 rồi chép lại, hoặc gõ lại chỗ này",
            Self::Lost => "gõ lại chỗ có dấu hỏi: chữ gốc ở đó đã mất",
        }
    }
}

/// The code of a line, if it is a wrong one, and a word that shows it.
pub(super) fn of<'l>(line: &'l str, writing: &Writing) -> Option<(Code, &'l str)> {
    if line.contains('\u{fffd}') {
        return words(line)
            .find(|w| w.contains('\u{fffd}'))
            .map(|word| (Code::Lost, word));
    }
    if let Some(word) = words(line).find(|word| is_misread(word)) {
        return Some((Code::Misread, word));
    }
    let (mut candidates, mut unicode) = (Vec::new(), 0);
    for word in words(line).filter(|word| !word.is_ascii()) {
        let core = core(word);
        unicode += usize::from(core.chars().any(is_vietnamese_alone));
        // A sign alone is one: µ, ½.
        if core.chars().nth(1).is_none() {
            continue;
        }
        let (tcvn3, vni) = (from_tcvn3(core, writing), from_vni(core, writing));
        if tcvn3.is_some() || vni.is_some() {
            candidates.push((word, core, tcvn3, vni));
        }
    }
    // In a line of Unicode they are outnumbered whatever they are.
    if candidates.len() <= unicode.max(1) {
        return None;
    }
    let (mut tcvn3, mut vni) = (Vec::new(), Vec::new());
    for (word, _, from_tcvn3, from_vni) in candidates
        .into_iter()
        .filter(|(_, core, ..)| !is_syllable(core, writing))
    {
        if from_tcvn3.is_some_and(|read| is_syllable(&read, writing)) {
            tcvn3.push(word);
        }
        if from_vni.is_some_and(|read| is_syllable(&read, writing)) {
            vni.push(word);
        }
    }
    let (code, found) = if vni.len() > tcvn3.len() {
        (Code::Vni, vni)
    } else {
        (Code::Tcvn3, tcvn3)
    };
    // A name or a brand may look like one by chance.
    let first = found.first()?;
    (found.len() >= 2 && found.len() > unicode).then_some((code, first))
}

/// Words and numbers.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '(' | ')' | '"' | '“' | '”'))
        .filter(|word| !word.is_empty())
}

/// A word without the stops behind it.
fn core(word: &str) -> &str {
    word.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | '\'' | '’'))
}

/// Letters that neither of the old codes has: what holds one is Unicode.
fn is_vietnamese_alone(c: char) -> bool {
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
        c => is_vietnamese_alone(c) || matches!(c, '\u{300}'..='\u{323}' | '\u{2010}'..='\u{2026}'),
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
