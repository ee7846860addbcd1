//! Text in codes that need fonts of their own: TCVN3, VNI, and the signs of Symbol and Wingdings.
//!
//! In: text with the font it was set in. Out: the letters that a reader saw. Where the font says nothing, valid
//! syllables are counted before and after. The tables of letters are the data of `wording`.

use crate::import::flat::{Block, Flat, Loss, Lost, Paragraph, Piece};
use crate::wording::{
    Writing,
    codes::{Code, is_unicode_alone, may_be_garbled},
};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// What a font's name says of the letters set in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Font {
    /// Unicode, or nobody knows.
    #[default]
    Plain,
    /// `.VnTime`; `.VnTimeH` shows small letters as capitals.
    Tcvn3 {
        capitals: bool,
    },
    /// `VNI-Times`.
    Vni,
    Symbol,
    Wingdings,
    Wingdings2,
}

/// ư in TCVN3: a soft hyphen, which no content can hold, so that the data has none.
const SOFT_HYPHEN: char = '\u{ad}';

impl Font {
    /// The font of a name.
    pub(super) fn of(name: &str) -> Self {
        let name = name.trim();
        let small = name.to_lowercase();
        if small.starts_with(".vn") {
            let capitals = name.ends_with('H');
            return Self::Tcvn3 { capitals };
        }
        match small.as_str() {
            name if name.starts_with("vni-") || name.starts_with("vni ") => Self::Vni,
            "symbol" => Self::Symbol,
            "wingdings" => Self::Wingdings,
            "wingdings 2" => Self::Wingdings2,
            _ => Self::Plain,
        }
    }

    /// The font that tells how a run is to be read, of those for plain and for other letters.
    pub(super) fn of_run(ascii: Option<Self>, other: Option<Self>) -> Self {
        let (ascii, other) = (ascii.unwrap_or_default(), other.unwrap_or_default());
        match other.code() {
            Some(_) => other,
            None if ascii.code().is_some() => ascii,
            None => other,
        }
    }

    /// The old code that its text is in.
    pub(super) fn code(self) -> Option<Code> {
        match self {
            Self::Tcvn3 { .. } => Some(Code::Tcvn3),
            Self::Vni => Some(Code::Vni),
            Self::Plain | Self::Symbol | Self::Wingdings | Self::Wingdings2 => None,
        }
    }

    /// Small letters look like capitals.
    pub(super) fn is_capitals(self) -> bool {
        self == Self::Tcvn3 { capitals: true }
    }

    /// A text as its reader sees it, but for capitals.
    pub(super) fn shown(self, text: &str) -> String {
        match (self.code(), Writing::shared()) {
            (Some(code), Some(writing)) => decoded(text, code, writing),
            _ => symbols(text, self),
        }
    }
}

/// A text in an old code in Unicode. What the code has not stays.
pub(super) fn decoded(text: &str, code: Code, writing: &Writing) -> String {
    match code {
        Code::Tcvn3 => {
            let read = |c: char| match c {
                SOFT_HYPHEN => 'ư',
                c => writing.tcvn3(c).unwrap_or(c),
            };
            text.chars().map(read).collect()
        }
        Code::Vni => from_vni(text, writing),
        Code::Misread | Code::Lost => text.to_owned(),
    }
}

fn lower(c: char) -> char {
    let mut small = c.to_lowercase();
    match (small.next(), small.next()) {
        (Some(small), None) => small,
        _ => c,
    }
}

fn is_vowel(c: char) -> bool {
    matches!(lower(c), 'a' | 'e' | 'o' | 'u' | 'y' | 'ư' | 'ơ')
}

fn from_vni(text: &str, writing: &Writing) -> String {
    let mut out = String::with_capacity(text.len());
    let mut takes_mark = false;
    for c in text.chars() {
        let small = lower(c);
        if let Some(marks) = writing.vni_mark(small).filter(|_| takes_mark) {
            out.push_str(marks);
            takes_mark = false;
            continue;
        }
        let letter = writing.vni_letter(small).map(|letter| match c == small {
            true => letter.to_string(),
            false => letter.to_uppercase().collect(),
        });
        match letter {
            Some(letter) => {
                takes_mark = letter.chars().any(is_vowel);
                out.push_str(&letter);
            }
            None => {
                takes_mark = is_vowel(c);
                out.push(c);
            }
        }
    }
    out.nfc().collect()
}

/// How many signs at the beginning of a text belong to the vowel that ends the text before it.
pub(super) fn vni_marks_at_start(before: &str, text: &str) -> usize {
    let is_open = before.chars().next_back().is_some_and(|c| {
        // `ö` and `ô` are letters that take a mark, too.
        is_vowel(c) || matches!(lower(c), 'ö' | 'ô')
    });
    let Some(first) = text.chars().next().filter(|_| is_open) else {
        return 0;
    };
    let is_mark = Writing::shared().is_some_and(|w| w.vni_mark(lower(first)).is_some());
    if is_mark { first.len_utf8() } else { 0 }
}

/// Words with letters beyond plain ones: those that tell codes apart.
fn telling(text: &str) -> impl Iterator<Item = &str> {
    let is_gap = |c: char| {
        c.is_whitespace()
            || c.is_ascii_punctuation()
            || c.is_ascii_digit()
            || matches!(c, '“' | '”' | '‘' | '’' | '…' | '–' | '—' | '\u{2011}')
    };
    let words = text.split(is_gap);
    words.filter(|word| !word.is_empty() && !word.is_ascii())
}

/// How much of a text is Vietnamese.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Share {
    words: usize,
    valid: usize,
}

fn share(text: &str, writing: &Writing) -> Share {
    let mut share = Share { words: 0, valid: 0 };
    for word in telling(text) {
        share.words += 1;
        share.valid += usize::from(writing.is_syllable(word));
    }
    share
}

/// Tells whether a text whose font is of an old code is in that code after all: people set fonts without changing
/// how they type.
pub(super) fn is_coded(text: &str, code: Code) -> bool {
    let Some(writing) = Writing::shared() else {
        return false;
    };
    let before = share(text, writing);
    if text.contains(is_unicode_alone) && before.valid * 2 >= before.words {
        return false;
    }
    let after = share(&decoded(text, code, writing), writing);
    before.words == 0 || after.valid >= before.valid
}

/// The code that a text is in by its words alone, and whether that is beyond doubt.
fn guessed(text: &str, writing: &Writing) -> Option<(Code, bool)> {
    if !may_be_garbled(text) && !text.contains(SOFT_HYPHEN) {
        return None;
    }
    let before = share(text, writing);
    let codes = [Code::Tcvn3, Code::Vni].map(|code| {
        let after = share(&decoded(text, code, writing), writing);
        (code, after)
    });
    // The words of the text as it stands are those that tell; decoding TCVN3 may leave plain ones of them.
    let (code, after) = codes
        .into_iter()
        .max_by_key(|(code, after)| (after.valid, *code == Code::Tcvn3))?;
    if after.valid <= before.valid || after.valid * 5 < after.words * 4 {
        return None;
    }
    let is_sure = before.words >= 3 && before.valid * 2 <= before.words;
    Some((code, is_sure))
}

/// Converts what is in an old code though its font does not say so, tells it, and makes all text Unicode as it is to
/// be handed on.
pub(super) fn settle(flat: &mut Flat) {
    let Some(writing) = Writing::shared() else {
        return;
    };
    let mut sure = [0_usize; 2];
    let mut found: Vec<(Code, bool)> = Vec::new();
    let mut unsure: Vec<Option<(Code, bool)>> = Vec::new();
    each_paragraph(flat, &mut |paragraph| {
        let guess = guessed(&words_of(paragraph), writing);
        if let Some((code, true)) = guess {
            sure[usize::from(code == Code::Vni)] += 1;
        }
        found.extend(guess);
        unsure.push(guess);
    });
    let mut next = unsure.into_iter();
    let mut told: Vec<Loss> = Vec::new();
    each_paragraph(flat, &mut |paragraph| {
        let guess = next.next().flatten();
        let guess =
            guess.filter(|(code, is_sure)| *is_sure || sure[usize::from(*code == Code::Vni)] > 0);
        if let Some((code, _)) = guess {
            convert(paragraph, code, writing);
            told.push(Loss {
                at: paragraph.at,
                what: Lost::Converted,
                text: words_of(paragraph),
            });
        }
        tidy(paragraph);
    });
    flat.losses.extend(told);
    for loss in &mut flat.losses {
        loss.text = tidied(&loss.text);
    }
    for comment in &mut flat.comments {
        comment.text = tidied(&comment.text);
        comment.about = tidied(&comment.about);
    }
    flat.losses.sort_by_key(|loss| loss.at);
}

fn convert(paragraph: &mut Paragraph, code: Code, writing: &Writing) {
    for piece in &mut paragraph.pieces {
        if let Piece::Text(run) = piece {
            run.text = decoded(&run.text, code, writing);
        }
    }
}

fn words_of(paragraph: &Paragraph) -> String {
    let mut text = String::new();
    for piece in &paragraph.pieces {
        match piece {
            Piece::Text(run) => text.push_str(&run.text),
            Piece::Tab | Piece::Leader | Piece::Line | Piece::Page => text.push(' '),
            Piece::Note(_) | Piece::Picture(_) => {}
        }
    }
    text
}

fn tidy(paragraph: &mut Paragraph) {
    let mut emptied = false;
    for piece in &mut paragraph.pieces {
        if let Piece::Text(run) = piece {
            if run.text.contains(is_unseen) || !is_nfc(&run.text) {
                run.text = tidied(&run.text);
            }
            emptied |= run.text.is_empty();
        }
    }
    if emptied {
        paragraph
            .pieces
            .retain(|piece| !matches!(piece, Piece::Text(run) if run.text.is_empty()));
    }
    if let Some(label) = &mut paragraph.label {
        label.text = tidied(&label.text);
    }
}

fn tidied(text: &str) -> String {
    text.chars().filter(|c| !is_unseen(*c)).nfc().collect()
}

/// Signs that take no room: where a line may end, which way letters run.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        SOFT_HYPHEN
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}'
            | '\u{feff}'
    )
}

/// All paragraphs, those of tables and notes too.
fn each_paragraph(flat: &mut Flat, heed: &mut impl FnMut(&mut Paragraph)) {
    fn of_blocks(blocks: &mut [Block], heed: &mut impl FnMut(&mut Paragraph)) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => heed(paragraph),
                Block::Table(table) => {
                    let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                    cells.for_each(|cell| of_blocks(&mut cell.blocks, heed));
                }
                Block::Section(_) => {}
            }
        }
    }
    of_blocks(&mut flat.blocks, heed);
    flat.notes.iter_mut().flatten().for_each(heed);
}

/// The signs of Symbol from 0x20 to 0x7e and from 0xa0 to 0xfe, as Unicode has them; a blank where it has none.
const SYMBOL: [&str; 2] = [
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
];

/// Signs of Wingdings that people put into texts and lists.
const WINGDINGS: &[(u32, char)] = &[
    (0x21, '✏'),
    (0x22, '✂'),
    (0x28, '☎'),
    (0x2a, '✉'),
    (0x3f, '✍'),
    (0x46, '☞'),
    (0x4a, '☺'),
    (0x6c, '●'),
    (0x6d, '❍'),
    (0x6e, '■'),
    (0x6f, '□'),
    (0x70, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x73, '⬧'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x9e, '·'),
    (0x9f, '•'),
    (0xa1, '○'),
    (0xa7, '▪'),
    (0xa8, '□'),
    (0xab, '★'),
    (0xb2, '✧'),
    (0xd8, '➢'),
    (0xdc, '➲'),
    (0xdf, '←'),
    (0xe0, '→'),
    (0xe1, '↑'),
    (0xe2, '↓'),
    (0xe8, '➔'),
    (0xf0, '⇨'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
];

const WINGDINGS2: &[(u32, char)] = &[
    (0x4f, '✗'),
    (0x50, '✓'),
    (0x52, '☑'),
    (0x53, '☒'),
    (0x54, '☒'),
    (0xa3, '□'),
    (0x98, '●'),
];

/// The sign that a font of signs has at a place (`F0B7` or `B7`).
pub(super) fn symbol(code: u32, font: Font) -> Option<char> {
    let code = match code {
        0xf000..=0xf0ff => code - 0xf000,
        code => code,
    };
    let in_table = |table: &[(u32, char)]| {
        let found = table.iter().find(|(at, _)| *at == code);
        found.map(|(_, sign)| *sign)
    };
    match font {
        Font::Symbol => {
            let (table, first) = match code {
                0x20..=0x7e => (SYMBOL[0], 0x20),
                0xa0..=0xfe => (SYMBOL[1], 0xa0),
                _ => return None,
            };
            let at = usize::try_from(code - first).ok()?;
            table.chars().nth(at)
        }
        Font::Wingdings => in_table(WINGDINGS),
        Font::Wingdings2 => in_table(WINGDINGS2),
        Font::Plain | Font::Tcvn3 { .. } | Font::Vni => None,
    }
}

/// A text in which the private places of fonts of signs are signs. Where a private sign stands in a font that says
/// nothing, most programs wrote it for Symbol.
pub(super) fn symbols(text: &str, font: Font) -> String {
    let is_private = |c: char| matches!(c, '\u{f000}'..='\u{f0ff}');
    if !text.contains(is_private) {
        return text.to_owned();
    }
    let font = if font == Font::Plain {
        Font::Symbol
    } else {
        font
    };
    let read = |c: char| match is_private(c) {
        true => symbol(u32::from(c), font).unwrap_or(c),
        false => c,
    };
    text.chars().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::{Font, SYMBOL, decoded, guessed, symbol};
    use crate::wording::{Writing, codes::Code};

    #[test]
    fn fonts_tell_their_code() {
        assert_eq!(Font::of(".VnTime"), Font::Tcvn3 { capitals: false });
        assert_eq!(Font::of(".VnTimeH"), Font::Tcvn3 { capitals: true });
        assert_eq!(Font::of(".VNARIAL NARROWH"), Font::Tcvn3 { capitals: true });
        assert_eq!(Font::of("VNI-Times"), Font::Vni);
        assert_eq!(Font::of("Times New Roman"), Font::Plain);
        assert_eq!(Font::of("Vni Helve"), Font::Vni);
    }

    #[test]
    fn old_codes_become_unicode() {
        let writing = Writing::shared().unwrap();
        for (coded, code, text) in [
            (
                "Céng hßa x\u{e3} héi chñ nghÜa ViÖt Nam",
                Code::Tcvn3,
                "Cộng hòa xó hội chủ nghĩa Việt Nam",
            ),
            (
                "§éc lËp - Tù do - H¹nh phóc",
                Code::Tcvn3,
                "Độc lập - Tự do - Hạnh phúc",
            ),
            ("ch\u{ad}a h\u{ad}\u{ed}ng", Code::Tcvn3, "chưa hướng"),
            (
                "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM",
                Code::Vni,
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            ),
            (
                "Ñoäc laäp - Töï do - Haïnh phuùc",
                Code::Vni,
                "Độc lập - Tự do - Hạnh phúc",
            ),
            (
                "ÑÖÔØNG ñöôøng quyù kyø thò",
                Code::Vni,
                "ĐƯỜNG đường quý kỳ thị",
            ),
        ] {
            assert_eq!(decoded(coded, code, writing), text);
        }
    }

    #[test]
    fn codes_are_guessed_of_words_alone() {
        let writing = Writing::shared().unwrap();
        let sure = |text: &str| guessed(text, writing);
        assert_eq!(
            sure("§éc lËp - Tù do - H¹nh phóc"),
            Some((Code::Tcvn3, true))
        );
        assert_eq!(
            sure("Ñoäc laäp - Töï do - Haïnh phuùc"),
            Some((Code::Vni, true))
        );
        assert_eq!(sure("Hµ Néi"), Some((Code::Tcvn3, false)));
        for text in [
            "Độc lập - Tự do - Hạnh phúc",
            "Có là và của nhân dân",
            "naïve façade, château à Genève",
            "5 m² ± 3°, 10 µm, ©®",
            "",
        ] {
            assert_eq!(sure(text), None, "{text}");
        }
    }

    #[test]
    fn signs_of_symbol_are_at_their_places() {
        assert_eq!(SYMBOL[0].chars().count(), 0x7e - 0x20 + 1);
        assert_eq!(SYMBOL[1].chars().count(), 0xfe - 0xa0 + 1);
        for (code, sign) in [
            (0xf0b7, '•'),
            (0xb3, '≥'),
            (0x61, 'α'),
            (0xf0de, '⇒'),
            (0xa3, '≤'),
        ] {
            assert_eq!(symbol(code, Font::Symbol), Some(sign));
        }
        assert_eq!(symbol(0xf0fc, Font::Wingdings), Some('✓'));
        assert_eq!(symbol(0xffff, Font::Symbol), None);
    }
}
