//! The words that a reference says of its place.

use super::{ANCHOR, Spot};
use crate::document::{HeadingForm, Inline, Inlines, ListMark};

/// The kinds of places from the widest to the narrowest, by the functions that refer to them, and what
/// they are called.
pub(super) const KINDS: [(&str, &str); 9] = [
    ("phu_luc", "phụ lục"),
    ("phan", "phần"),
    ("chuong", "chương"),
    ("muc", "mục"),
    ("tieu_muc", "tiểu mục"),
    ("dieu", "điều"),
    ("khoan", "khoản"),
    ("diem", "điểm"),
    ("bang", "bảng"),
];

pub(super) fn kind(name: &str) -> Option<usize> {
    KINDS.iter().position(|(known, _)| *known == name)
}

/// The words of a place that references repeat.
#[derive(Debug, Clone)]
pub(super) struct Words {
    /// The place shows its number alone: a reference says a word before it.
    pub(super) bare: bool,
    /// The words that it gives for the place.
    pub(super) text: String,
    /// Where these words stand.
    pub(super) stand: Stand,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// At the start of the place's text, letter for letter, so many.
    InText(usize),
    /// In the mark of an item, which the programs count.
    InMark,
    /// Nowhere as they are.
    Nowhere,
}

impl Words {
    pub(super) fn none() -> Self {
        Self {
            bare: false,
            text: String::new(),
            stand: Stand::Nowhere,
        }
    }

    /// The first words of a text, as they stand there where they are written as a reference writes them.
    fn opening(text: &str, count: usize) -> Self {
        let found = text
            .split(' ')
            .filter(|word| !word.is_empty() && *word != ANCHOR);
        let found: Vec<&str> = found.take(count).collect();
        let stands = found.join(" ");
        let stands = stands.trim_end_matches(['.', ':', ')']);
        let text = as_in_a_sentence(stands);
        let stand = match text == stands {
            true => Stand::InText(stands.chars().count()),
            false => Stand::Nowhere,
        };
        Self {
            bare: false,
            text,
            stand,
        }
    }
}

/// `CHƯƠNG II` as a sentence has it: `Chương II`. The number stays.
fn as_in_a_sentence(words: &str) -> String {
    let (word, number) = words.split_once(' ').unwrap_or((words, ""));
    let is_upper = word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
    if !is_upper {
        return words.to_owned();
    }
    let mut letters = word.chars();
    let first: String = letters.by_ref().take(1).collect();
    let word = first + &letters.as_str().to_lowercase();
    // Numbers in words are lowered, too: PHẦN THỨ NHẤT.
    let is_words = number.contains(' ');
    let number = if is_words {
        number.to_lowercase()
    } else {
        number.to_owned()
    };
    format!("{word} {number}").trim_end().to_owned()
}

/// The kind of a place, and the words that references to it say.
pub(super) fn words(spot: &Spot<'_>) -> Option<(usize, Words)> {
    let numbered = |text: &str| Words {
        bare: true,
        ..Words::opening(text, 1)
    };
    let (name, words) = match spot {
        Spot::Heading(heading) => {
            let label = plain(&heading.label);
            let title = heading.title.first().map_or(String::new(), plain);
            let all = label.split(' ').count();
            match heading.form {
                HeadingForm::Part => ("phan", Words::opening(&label, all)),
                HeadingForm::Chapter => ("chuong", Words::opening(&label, all)),
                HeadingForm::Section => ("muc", Words::opening(&label, all)),
                HeadingForm::Subsection => ("tieu_muc", Words::opening(&label, all)),
                HeadingForm::Roman => ("muc", numbered(&title)),
                HeadingForm::Article => ("dieu", Words::opening(&title, 2)),
                HeadingForm::Clause => ("khoan", numbered(&title)),
                HeadingForm::Point => ("diem", numbered(&title)),
                HeadingForm::Plain => return None,
            }
        }
        Spot::Item(ListMark::Decimal(numbering), number, _) => (
            "khoan",
            Words {
                bare: true,
                text: numbering.digits(*number),
                stand: Stand::InMark,
            },
        ),
        Spot::Item(ListMark::Letter, number, _) => (
            "diem",
            Words {
                bare: true,
                text: letter(*number),
                stand: Stand::Nowhere,
            },
        ),
        Spot::Item(ListMark::Bullet, ..) => return None,
        Spot::Appendix(label, _) => ("phu_luc", Words::opening(&plain(label), 2)),
        Spot::Table(_, caption) if caption.is_empty() => return None,
        Spot::Table(_, caption) => ("bang", Words::opening(&plain(caption), 2)),
    };
    Some((kind(name)?, words))
}

/// The letters of points in turn (Phụ lục I, II.6.đ); a test holds them to those of `nd30.yaml`.
pub(crate) const POINTS: &str = "abcdđeghiklmnopqrstuvxy";

/// The letter of a point by its number, from 1, as lists print it.
pub(crate) fn letter(number: u32) -> String {
    let count = POINTS.chars().count();
    let index = (number as usize).saturating_sub(1);
    let letter = POINTS.chars().nth(index % count).unwrap_or('a');
    letter.to_string().repeat(index / count + 1)
}

fn plain(line: &Inlines) -> String {
    let words = line.iter().map(|inline| match inline {
        Inline::Text(text) if text.text != ANCHOR => text.text.replace('\u{a0}', " "),
        Inline::Break => " ".to_owned(),
        _ => String::new(),
    });
    words.collect()
}
