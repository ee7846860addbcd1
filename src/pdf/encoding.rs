//! The characters that people type into fields, a byte each.
//!
//! Programs that fill in forms know simple fonts best, and those have 256 codes at most. What
//! Vietnamese offices type fits: printable ASCII, all letters of Vietnamese, and the signs between
//! them. What WinAnsiEncoding has too keeps its code there, so that a program that writes ASCII or
//! Latin-1 without a look at the encoding is understood; other letters take the codes of what is not
//! typed (ISO 32000-1, 9.6.6: base encoding and /Differences).

use lopdf::{Dictionary, Object, dictionary};
use std::fmt::Write as _;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// The letters of Vietnamese that ASCII lacks, small.
const LETTERS: &str = "àáạảãăằắặẳẵâầấậẩẫđèéẹẻẽêềếệểễìíịỉĩòóọỏõôồốộổỗơờớợởỡùúụủũưừứựửữỳýỵỷỹ";
/// Signs that WinAnsiEncoding has, with their codes there.
const SIGNS: [(u8, char); 18] = [
    (0x85, '…'),
    (0x91, '‘'),
    (0x92, '’'),
    (0x93, '“'),
    (0x94, '”'),
    (0x95, '•'),
    (0x96, '–'),
    (0x97, '—'),
    (0xA0, '\u{a0}'),
    (0xA7, '§'),
    (0xAB, '«'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB2, '²'),
    (0xB3, '³'),
    (0xB7, '·'),
    (0xBB, '»'),
    (0xD7, '×'),
];

/// The character of each code.
static TABLE: LazyLock<[Option<char>; 256]> = LazyLock::new(table);

fn table() -> [Option<char>; 256] {
    let mut table = [None; 256];
    for code in b' '..=b'~' {
        table[usize::from(code)] = Some(char::from(code));
    }
    for (code, sign) in SIGNS {
        table[usize::from(code)] = Some(sign);
    }
    let capitals = LETTERS.chars().flat_map(char::to_uppercase);
    let letters: Vec<char> = LETTERS.chars().chain(capitals).collect();
    // U+00C0 to U+00FF have their own numbers in WinAnsiEncoding.
    let of_latin = |letter: char| u8::try_from(letter).ok().filter(|&code| code >= 0xC0);
    for (code, letter) in letters.iter().filter_map(|&l| Some((of_latin(l)?, l))) {
        table[usize::from(code)] = Some(letter);
    }
    // Last the codes that control lines elsewhere, but none that ends a line or a string.
    let free: Vec<usize> = (0x80..=0xFF)
        .chain([0x7F])
        .chain(0x0E..=0x1F)
        .chain(0x01..=0x08)
        .filter(|&code| table[code].is_none())
        .collect();
    let others = letters.iter().filter(|&&letter| of_latin(letter).is_none());
    for (code, &letter) in free.into_iter().zip(others) {
        table[code] = Some(letter);
    }
    table
}

/// The first code and the last.
pub(super) const RANGE: std::ops::RangeInclusive<u8> = 1..=255;

/// The character of each code of [`RANGE`].
pub(super) fn by_code() -> impl Iterator<Item = Option<char>> {
    RANGE.map(|code| TABLE[usize::from(code)])
}

/// The characters, by code.
pub(super) fn characters() -> impl Iterator<Item = char> {
    by_code().flatten()
}

/// /Encoding of a font that is filled in with.
pub(super) fn dictionary() -> Dictionary {
    let mut differences = Vec::new();
    let mut before = None;
    for (code, character) in RANGE.zip(by_code()) {
        let Some(character) = character.filter(|&character| !keeps_its_code(code, character))
        else {
            continue;
        };
        if before.is_none_or(|before: u8| before + 1 != code) {
            differences.push(Object::Integer(code.into()));
        }
        before = Some(code);
        differences.push(Object::Name(glyph_name(character).into_bytes()));
    }
    dictionary! {
        "Type" => "Encoding",
        "BaseEncoding" => "WinAnsiEncoding",
        "Differences" => differences,
    }
}

/// Tells whether WinAnsiEncoding has the character at the code.
fn keeps_its_code(code: u8, character: char) -> bool {
    character.is_ascii()
        || SIGNS.contains(&(code, character))
        || (code >= 0xC0 && character == char::from(code))
}

/// The name of a letter in the Adobe Glyph List: `Abrevedotbelow` for Ặ.
fn glyph_name(letter: char) -> String {
    match letter {
        'đ' => return "dcroat".to_owned(),
        'Đ' => return "Dcroat".to_owned(),
        _ => {}
    }
    // The mark that makes the letter goes before that of the tone, a dot below stands first when decomposed.
    let (mut base, mut shape, mut tone) = (String::new(), "", "");
    for part in letter.nfd() {
        match part {
            '\u{302}' => shape = "circumflex",
            '\u{306}' => shape = "breve",
            '\u{31b}' => shape = "horn",
            '\u{300}' => tone = "grave",
            '\u{301}' => tone = "acute",
            '\u{303}' => tone = "tilde",
            '\u{309}' => tone = "hookabove",
            '\u{323}' => tone = "dotbelow",
            letter => base.push(letter),
        }
    }
    base + shape + tone
}

/// /ToUnicode of a font that is filled in with.
pub(super) fn to_unicode() -> Vec<u8> {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<00> <FF>\nendcodespacerange\n",
    );
    let all: Vec<(u8, char)> = RANGE
        .zip(by_code())
        .filter_map(|(code, character)| Some((code, character?)))
        .collect();
    // So many at once, and no more.
    for some in all.chunks(100) {
        // Writing to a String does not fail.
        let _ = writeln!(map, "{} beginbfchar", some.len());
        for (code, character) in some {
            let _ = writeln!(map, "<{code:02X}> <{:04X}>", u32::from(*character));
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_letter_of_vietnamese_has_one_code() {
        let all: Vec<char> = characters().collect();
        let once: BTreeSet<char> = all.iter().copied().collect();
        assert_eq!(all.len(), once.len());
        let plain = "abcdefghijklmnopqrstuvwxyz0123456789/-.,;:()\"'&% ăâđêôơư";
        let toned = ('\u{1EA0}'..='\u{1EF9}').chain("àáãèéìíòóõùúýĩũ".chars());
        for letter in toned
            .chain(plain.chars())
            .chain(SIGNS.map(|(_, sign)| sign))
        {
            for letter in letter.to_uppercase().chain([letter]) {
                assert!(once.contains(&letter), "{letter}");
            }
        }
        assert_eq!(all.len(), 95 + 134 + SIGNS.len());
    }

    #[test]
    fn latin_keeps_its_codes_and_no_code_ends_a_line() {
        for (code, letter) in [(b'A', 'A'), (0xE9, 'é'), (0xC0, 'À'), (0x96, '–')] {
            assert_eq!(TABLE[usize::from(code)], Some(letter));
            assert!(keeps_its_code(code, letter));
        }
        for code in [0, 9, 10, 12, 13] {
            assert_eq!(TABLE[code], None);
        }
    }

    #[test]
    fn letters_are_named_as_the_glyph_list_has_them() {
        let named = [
            ('Ặ', "Abrevedotbelow"),
            ('ậ', "acircumflexdotbelow"),
            ('ợ', "ohorndotbelow"),
            ('Ủ', "Uhookabove"),
            ('ỹ', "ytilde"),
            ('ư', "uhorn"),
            ('Đ', "Dcroat"),
            ('ị', "idotbelow"),
        ];
        for (letter, name) in named {
            assert_eq!(glyph_name(letter), name);
        }
    }
}
