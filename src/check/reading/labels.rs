//! The numbers and letters of headings, articles, clauses, points and items, with their style and value.

use super::passage::{ListPlace, Passage, Role};
use super::tokens::TokenKind;
use crate::document::{HeadingForm, ListMark, Manner, POINTS};
use std::ops::Range;

/// Numbers of parts in words.
const ORDINALS: [&str; 10] = [
    "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười",
];

/// The way in which a label is written; labels of one style in one container make a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// `Phần I`, `PHẦN THỨ NHẤT`.
    Part,
    /// `Chương I`.
    Chapter,
    /// `Mục 1`.
    Section,
    /// `Tiểu mục 1`.
    Subsection,
    /// `A.`
    Capital,
    /// `I.`
    Roman,
    /// `Điều 1.`
    Article,
    /// `1.`
    Number,
    /// `1.2.`, of so many numbers.
    Dotted(u8),
    /// A number or letter with other signs: `1)`, `(1)`, `1/`, `(a)`.
    Other(char, char),
    /// `a)`
    Letter,
    /// `a.`
    LetterStop,
    /// `b.1)`, `b.1.`
    LetterDotted,
}

/// A label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    /// How it is written.
    pub(crate) style: Style,
    /// Its place in the sequence, from 1; of letters, in [`POINTS`]; 0 for a letter that has none there.
    pub(crate) value: u32,
    /// The numbers or the letter before: of `2.3.` 2, of `b.1)` 2.
    pub(crate) prefix: u32,
    /// The capital letter of `A.`
    pub(crate) letter: Option<char>,
    /// It stands before a heading.
    pub(crate) is_heading: bool,
    /// How deep it lies in lists.
    pub(crate) depth: usize,
    /// Its bytes in the text; none for an item whose label the program prints.
    pub(crate) range: Range<usize>,
}

/// The label of a passage, if it has one.
pub(crate) fn of(passage: &Passage<'_>) -> Option<Label> {
    let depth = match passage.role {
        Role::Item(place) => {
            if let Some(label) = printed(&place) {
                return Some(label);
            }
            place.depth
        }
        Role::InItem(place) => place.depth + 1,
        Role::Paragraph | Role::HeadingLabel(..) | Role::Heading(..) => 0,
        Role::Set(manner) if manner != Manner::Quote => 0,
        _ => return None,
    };
    let form = match passage.role {
        Role::HeadingLabel(form, _) | Role::Heading(form, _) => Some(form),
        _ => None,
    };
    let label = worded(passage, form).or_else(|| short(passage, form))?;
    Some(Label {
        depth,
        is_heading: form.is_some(),
        ..label
    })
}

/// The label that the program prints before an item.
fn printed(place: &ListPlace) -> Option<Label> {
    let style = match place.mark {
        ListMark::Bullet => return None,
        ListMark::Decimal(numbering) if numbering.bracket => Style::Other('1', ')'),
        ListMark::Decimal(_) => Style::Number,
        ListMark::Letter => Style::Letter,
    };
    Some(Label {
        depth: place.depth,
        ..label(style, place.number, 0..0)
    })
}

fn label(style: Style, value: u32, range: Range<usize>) -> Label {
    Label {
        style,
        value,
        prefix: 0,
        letter: None,
        is_heading: false,
        depth: 0,
        range,
    }
}

/// `Điều 5.`, `Chương II`, `PHẦN THỨ NHẤT`: a word, a number, and a stop or nothing behind.
fn worded(passage: &Passage<'_>, form: Option<HeadingForm>) -> Option<Label> {
    let known = [
        ("phần", Style::Part),
        ("chương", Style::Chapter),
        ("mục", Style::Section),
        ("tiểu mục", Style::Subsection),
        ("điều", Style::Article),
    ];
    let text = passage.lower.as_str();
    let (rest, style) = known
        .into_iter()
        .find_map(|(word, style)| Some((text.strip_prefix(word)?.strip_prefix(' ')?, style)))?;
    let rest = rest.trim_start();
    let (value, length) = match rest.strip_prefix("thứ ") {
        Some(word) => {
            let end = word
                .find(|c: char| !c.is_alphabetic())
                .unwrap_or(word.len());
            let place = ORDINALS.iter().position(|known| *known == &word[..end])?;
            (u32::try_from(place).ok()? + 1, "thứ ".len() + end)
        }
        None => {
            let end = rest
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(rest.len());
            let number = &rest[..end];
            let value = number.parse().ok().filter(|value| *value < 1000);
            (value.or_else(|| roman(&number.to_uppercase()))?, end)
        }
    };
    let end = text.len() - rest.len() + length;
    let behind = &text[end..];
    let stops = behind.starts_with(['.', ':']);
    let is_whole = behind.is_empty() || form.is_some() && style != Style::Article;
    let is_article = form == Some(HeadingForm::Article);
    let closed = stops && behind[1..].chars().next().is_none_or(char::is_whitespace);
    let end = if closed { end + 1 } else { end };
    (closed || is_whole || is_article).then(|| label(style, value, 0..end))
}

/// `1.`, `a)`, `II.`, `1.2.`, `b.1)`, `(3)`.
fn short(passage: &Passage<'_>, form: Option<HeadingForm>) -> Option<Label> {
    let range = match passage.label.is_empty() {
        false => passage.label.clone(),
        true => unclosed(passage)?,
    };
    let text = passage.slice(&range);
    let opens = text.starts_with('(');
    let core = text.trim_start_matches('(');
    let closes = core.chars().next_back().filter(|c| !c.is_alphanumeric());
    let core = core.trim_end_matches(|c: char| !c.is_alphanumeric());
    let closing = closes.unwrap_or('.');
    if let Some((prefix, last)) = core.rsplit_once('.') {
        return dotted(prefix, last, range);
    }
    if let Ok(value) = core.parse::<u32>() {
        let style = match (opens, closing) {
            (true, _) => Style::Other('(', ')'),
            (false, '.') => Style::Number,
            (false, sign) => Style::Other('1', sign),
        };
        return (value < 1000).then(|| label(style, value, range));
    }
    let mut letters = core.chars();
    let one = letters.next().filter(|_| letters.next().is_none());
    if let Some(letter) = one.filter(|letter| letter.is_lowercase()) {
        let style = match (opens, closing) {
            (true, _) => Style::Other('a', '('),
            (false, ')') => Style::Letter,
            (false, '.') => Style::LetterStop,
            (false, sign) => Style::Other('a', sign),
        };
        return Some(label(style, place(letter), range));
    }
    if opens || closing != '.' {
        return None;
    }
    let is_roman = form.is_none_or(|form| form == HeadingForm::Roman);
    if let Some(value) = roman(core).filter(|_| is_roman) {
        return Some(label(Style::Roman, value, range));
    }
    let letter = one?;
    Some(Label {
        letter: Some(letter),
        ..label(Style::Capital, 0, range)
    })
}

/// A number of several parts without the stop behind it: `1.2 Nội dung`.
fn unclosed(passage: &Passage<'_>) -> Option<Range<usize>> {
    let [number, space, word, ..] = passage.tokens.as_slice() else {
        return None;
    };
    let text = passage.slice(&number.range);
    let is_label = number.kind == TokenKind::Number
        && space.kind == TokenKind::Space
        && text.contains('.')
        && text
            .split('.')
            .all(|part| (1..=2).contains(&part.len()) && !part.contains(','))
        && passage.slice(&word.range).starts_with(char::is_uppercase);
    is_label.then(|| number.range.clone())
}

fn dotted(prefix: &str, last: &str, range: Range<usize>) -> Option<Label> {
    let value = last.parse::<u32>().ok()?;
    let before = prefix.rsplit('.').next()?;
    let mut letters = before.chars();
    let first = letters.next()?;
    if first.is_alphabetic() {
        let is_letter = prefix == before && letters.next().is_none() && first.is_lowercase();
        return is_letter.then(|| Label {
            prefix: place(first),
            ..label(Style::LetterDotted, value, range)
        });
    }
    let mut number = 0_u32;
    let mut parts = 1;
    for part in prefix.split('.') {
        number = number.checked_mul(100)?.checked_add(part.parse().ok()?)?;
        parts += 1;
    }
    Some(Label {
        prefix: number,
        ..label(Style::Dotted(parts), value, range)
    })
}

/// The place of a small letter among those of points, from 1.
pub(crate) fn place(letter: char) -> u32 {
    let place = POINTS.chars().position(|known| known == letter);
    place
        .and_then(|place| u32::try_from(place + 1).ok())
        .unwrap_or(0)
}

/// The value of a Roman number in capitals.
pub(crate) fn roman(number: &str) -> Option<u32> {
    let value = |letter| match letter {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    let letters: Option<Vec<u32>> = number.chars().map(value).collect();
    let letters = letters.filter(|letters| !letters.is_empty() && letters.len() < 9)?;
    let sum = letters.iter().enumerate().fold(0_i64, |sum, (at, one)| {
        let less = letters.get(at + 1).is_some_and(|next| next > one);
        sum + if less {
            -i64::from(*one)
        } else {
            i64::from(*one)
        }
    });
    let value = u32::try_from(sum).ok()?;
    (in_roman(value) == number && value < 50).then_some(value)
}

/// A number as it is written in Roman.
pub(crate) fn in_roman(mut number: u32) -> String {
    let signs = [
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    for (value, sign) in signs {
        while number >= value && out.len() < 16 {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::reading::passage::tests::passage;

    #[test]
    fn labels_have_style_and_value() {
        for (text, expected) in [
            ("1. Nội dung", Some((Style::Number, 1, 0))),
            ("12) Nội dung", Some((Style::Other('1', ')'), 12, 0))),
            ("(3) Nội dung", Some((Style::Other('(', ')'), 3, 0))),
            ("1.2. Nội dung", Some((Style::Dotted(2), 2, 1))),
            ("1.2 Nội dung", Some((Style::Dotted(2), 2, 1))),
            ("2.1.3. Nội dung", Some((Style::Dotted(3), 3, 201))),
            ("đ) Nội dung", Some((Style::Letter, 5, 0))),
            ("b. Nội dung", Some((Style::LetterStop, 2, 0))),
            ("b.1) Nội dung", Some((Style::LetterDotted, 1, 2))),
            ("f) Nội dung", Some((Style::Letter, 0, 0))),
            ("IV. NỘI DUNG", Some((Style::Roman, 4, 0))),
            ("A. NỘI DUNG", Some((Style::Capital, 0, 0))),
            ("Điều 5. Hiệu lực", Some((Style::Article, 5, 0))),
            ("Điều 5: Hiệu lực", Some((Style::Article, 5, 0))),
            ("Chương II", Some((Style::Chapter, 2, 0))),
            ("Phần thứ ba", Some((Style::Part, 3, 0))),
            ("Mục 2", Some((Style::Section, 2, 0))),
            ("Điều 5 Luật Thủ đô quy định", None),
            ("Điều kiện", None),
            ("1.500 hộ", None),
            ("15 người", None),
        ] {
            let passage = passage(text);
            let found = of(&passage).map(|label| (label.style, label.value, label.prefix));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn roman_numbers_go_both_ways() {
        for number in 1..50 {
            assert_eq!(roman(&in_roman(number)), Some(number));
        }
        for wrong in ["", "IIII", "VX", "C", "i"] {
            assert_eq!(roman(wrong), None, "{wrong}");
        }
    }
}
