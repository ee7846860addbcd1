//! The keys of Telex and VNI read as a typing program reads them.

use super::syllable;
use crate::check::lists::List;
use crate::check::reading::{Spelling, Tone};

static COMMON: List = List::new(include_str!("../../../../templates/check/telex-words.txt"));

/// Keys that came to a word.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Read {
    /// The letters with their marks.
    letters: String,
    tone: Option<Tone>,
    /// How many keys made a mark of a letter.
    marks: usize,
    /// Whether a key for a tone is one that no English word ends in.
    rare: bool,
}

/// The syllable that keys of Telex were meant for, if they surely are such keys: `ddoongf` is đồng.
pub(super) fn telex(word: &str) -> Option<String> {
    let read = read_telex(word)?;
    let meant = meant(&read)?;
    let has_mark = !word.is_ascii();
    let keys = read.marks + usize::from(read.tone.is_some());
    let long = word.chars().nth(3).is_some();
    // One key alone may belong to a foreign word.
    let is_sure = has_mark && keys > 0
        || read.marks > 0 && read.tone.is_some()
        || read.marks > 0 && long
        || read.rare
        || keys > 0 && COMMON.has(&meant);
    (is_sure && meant != word).then_some(meant)
}

/// Whether keys of Telex made a mark and a tone: what does so with a capital is no name.
pub(super) fn is_surely_telex(word: &str) -> bool {
    let read = read_telex(word);
    read.is_some_and(|read| read.marks > 0 && read.tone.is_some() && meant(&read).is_some())
}

/// The syllable that keys of VNI were meant for: `d9o6ng2` is đồng. `word` has letters and digits.
pub(super) fn vni(word: &str) -> Option<String> {
    let read = read_vni(word)?;
    let meant = meant(&read)?;
    let is_sure = read.marks > 0 || word.is_ascii() && COMMON.has(&meant);
    is_sure.then_some(meant)
}

/// The word that keys come to, if it is a syllable.
fn meant(read: &Read) -> Option<String> {
    let mut spelling = Spelling::of(&read.letters)?;
    if let Some(tone) = read.tone {
        // A tone that was typed over one that stands there takes its place.
        spelling.tone = tone;
    }
    let written = spelling.written();
    syllable::is_syllable(&written).then_some(written)
}

fn is_vowel(letter: char) -> bool {
    "aăâeêioôơuưy".contains(letter)
        || Spelling::of(letter.encode_utf8(&mut [0; 4])).is_some_and(|spelling| {
            spelling
                .letters()
                .iter()
                .any(|l| "aăâeêioôơuưy".contains(*l))
        })
}

fn read_telex(word: &str) -> Option<Read> {
    let mut read = Read {
        letters: String::new(),
        tone: None,
        marks: 0,
        rare: false,
    };
    for key in word.chars() {
        let has_vowel = read.letters.chars().any(is_vowel);
        let tone = match key {
            's' => Some(Tone::Rising),
            'f' => Some(Tone::Falling),
            'r' => Some(Tone::Asking),
            'x' => Some(Tone::Broken),
            'j' => Some(Tone::Heavy),
            _ => None,
        };
        if let (Some(tone), true) = (tone, has_vowel) {
            if read.tone.is_some() {
                return None;
            }
            read.tone = Some(tone);
            read.rare = matches!(key, 'f' | 'j');
            continue;
        }
        match key {
            'w' => hook(&mut read)?,
            'a' | 'e' | 'o' | 'd' if circumflex(&mut read, key) => {}
            'f' | 'j' | 'z' => return None,
            _ => read.letters.push(key),
        }
    }
    Some(read)
}

/// `w` makes ă, ơ, ư, ươ of what stands before it, or is ư by itself.
fn hook(read: &mut Read) -> Option<()> {
    read.marks += 1;
    for (plain, hooked) in [
        ("uo", "ươ"),
        ("ưo", "ươ"),
        ("a", "ă"),
        ("o", "ơ"),
        ("u", "ư"),
    ] {
        if let Some(at) = read.letters.rfind(plain) {
            let behind = read.letters.get(at + plain.len()..)?.to_owned();
            // Only consonants and the rest of the rime may stand between.
            if behind.chars().count() > 2 {
                continue;
            }
            read.letters.truncate(at);
            read.letters.push_str(hooked);
            read.letters.push_str(&behind);
            return Some(());
        }
    }
    if read.letters.chars().any(is_vowel) {
        return None;
    }
    read.letters.push('ư');
    Some(())
}

/// `aa`, `ee`, `oo`, `dd`, the second key perhaps behind the letters that follow the first.
fn circumflex(read: &mut Read, key: char) -> bool {
    let marked = match key {
        'a' => 'â',
        'e' => 'ê',
        'o' => 'ô',
        _ => 'đ',
    };
    let Some(at) = read.letters.rfind(key) else {
        return false;
    };
    let behind = read.letters.get(at + 1..).unwrap_or_default();
    let is_far = if key == 'd' {
        at > 0
    } else {
        behind.chars().count() > 2
    };
    if is_far || key != 'd' && behind.chars().any(is_vowel) {
        return false;
    }
    read.letters
        .replace_range(at..=at, marked.encode_utf8(&mut [0; 4]));
    read.marks += 1;
    true
}

fn read_vni(word: &str) -> Option<Read> {
    let mut read = Read {
        letters: String::new(),
        tone: None,
        marks: 0,
        rare: false,
    };
    for key in word.chars() {
        let tone = match key {
            '1' => Tone::Rising,
            '2' => Tone::Falling,
            '3' => Tone::Asking,
            '4' => Tone::Broken,
            '5' => Tone::Heavy,
            '6'..='9' => {
                mark(&mut read, key)?;
                continue;
            }
            _ if key.is_alphabetic() => {
                read.letters.push(key);
                continue;
            }
            _ => return None,
        };
        if read.tone.is_some() || !read.letters.chars().any(is_vowel) {
            return None;
        }
        read.tone = Some(tone);
    }
    Some(read)
}

/// 6 puts the roof on a, e, o, 7 the hook on o, u, 8 the bow on a, 9 the stroke through d.
fn mark(read: &mut Read, key: char) -> Option<()> {
    let pairs: &[(&str, &str)] = match key {
        '6' => &[("a", "â"), ("e", "ê"), ("o", "ô")],
        '7' => &[("uo", "ươ"), ("ưo", "ươ"), ("o", "ơ"), ("u", "ư")],
        '8' => &[("a", "ă")],
        _ => &[("d", "đ")],
    };
    let (at, (plain, marked)) = pairs
        .iter()
        .find_map(|pair| Some((read.letters.rfind(pair.0)?, *pair)))?;
    read.letters.replace_range(at..at + plain.len(), marked);
    read.marks += 1;
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_telex() {
        for (keys, word) in [
            ("ddoongf", "đồng"),
            ("ddoofng", "đồng"),
            ("khoongs", "khống"),
            ("nguwowif", "người"),
            ("nguowif", "người"),
            ("nguwowfi", "người"),
            ("tuyeen", "tuyên"),
            ("truwowngf", "trường"),
            ("thuwcj", "thực"),
            ("hieenj", "hiện"),
            ("hienej", "hiện"),
            ("vaf", "và"),
            ("cuar", "của"),
            ("cos", "có"),
            ("vớif", "vời"),
            ("côngj", "cộng"),
            ("dduowcj", "được"),
            ("duowcjd", "được"),
            ("thuws", "thứ"),
            ("quyeets", "quyết"),
            ("giuwx", "giữ"),
            ("nhuwngx", "những"),
        ] {
            assert_eq!(telex(keys).as_deref(), Some(word), "{keys}");
        }
        for word in [
            "internet", "is", "has", "bar", "show", "web", "kit", "test", "chip", "her", "max",
        ] {
            assert_eq!(telex(word), None, "{word}");
        }
    }

    #[test]
    fn keys_of_vni() {
        for (keys, word) in [
            ("d9o6ng2", "đồng"),
            ("ngu7o7i2", "người"),
            ("nguo7i2", "người"),
            ("d9u7o7c5", "được"),
            ("tru7o7ng2", "trường"),
            ("quye6t1", "quyết"),
            ("cua3", "của"),
            ("va8n", "văn"),
        ] {
            assert_eq!(vni(keys).as_deref(), Some(word), "{keys}");
        }
        for word in ["m2", "h1n1", "co2", "khu1", "điều5", "b2", "t4", "lop10"] {
            assert_eq!(vni(word), None, "{word}");
        }
    }
}
