//! The form of a heading by the decree, told from its text; labels with their titles; levels.
//! The words and numbers are data: `templates/headings.yaml`.

use super::counted::SIGN;
use super::numerals::{arabic, digits, roman};
use super::tree::{Line, Node, plain, split};
use crate::data::{self, DataFile};
use crate::diagnostic::{Result, Source};
use crate::document::{HeadingForm, names, outline::Outline};
use serde::{Deserialize, Deserializer};
use std::sync::Arc;

/// A block as it is written.
#[derive(Debug)]
pub(super) enum Block {
    Heading(Heading),
    Other(Node),
}

/// A heading with all its lines.
#[derive(Debug)]
pub(super) struct Heading {
    pub(super) form: HeadingForm,
    pub(super) level: u8,
    pub(super) label: Line,
    pub(super) titles: Vec<Line>,
    /// Text that runs on behind the title.
    pub(super) text: Line,
}

/// How headings are told from their texts: `headings.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Headings {
    pub(super) labels: Vec<LabelForm>,
    pub(super) ordinals: Vec<String>,
    pub(super) numbered: Vec<NumberedForm>,
    roman_up_to: u32,
    /// The forms from the highest down.
    #[serde(default = "in_order", deserialize_with = "forms")]
    order: Vec<HeadingForm>,
    pub(super) letters: Vec<char>,
}

#[derive(Debug, Deserialize)]
pub(super) struct LabelForm {
    #[serde(deserialize_with = "form")]
    pub(super) form: HeadingForm,
    pub(super) word: String,
    /// How numbers are written that the program counts.
    #[serde(default)]
    pub(super) number: Numbering,
    /// Counting begins anew below each of these, and below what stands higher.
    #[serde(default, deserialize_with = "some_form")]
    pub(super) within: Option<HeadingForm>,
}

#[derive(Debug, Deserialize)]
pub(super) struct NumberedForm {
    #[serde(deserialize_with = "form")]
    pub(super) form: HeadingForm,
    pub(super) word: Option<String>,
    pub(super) number: Numbering,
    ends: Vec<char>,
    /// As in [`LabelForm`].
    #[serde(default, deserialize_with = "some_form")]
    pub(super) within: Option<HeadingForm>,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Numbering {
    #[default]
    Arabic,
    Dotted,
    Roman,
    Letter,
}

fn form<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<HeadingForm, D::Error> {
    let word = String::deserialize(deserializer)?;
    names::value(names::FORMS, &word).ok_or_else(|| {
        let known: Vec<String> = names::FORMS
            .iter()
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        let known = known.join(", ");
        // As serde says it of an enum of its own.
        serde::de::Error::custom(format_args!(
            "unknown variant `{word}`, expected one of {known}"
        ))
    })
}

fn some_form<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<Option<HeadingForm>, D::Error> {
    form(deserializer).map(Some)
}

fn forms<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<Vec<HeadingForm>, D::Error> {
    #[derive(Deserialize)]
    struct Form(#[serde(deserialize_with = "form")] HeadingForm);
    let forms = Vec::<Form>::deserialize(deserializer)?;
    Ok(forms.into_iter().map(|Form(form)| form).collect())
}

/// The order of files that tell none.
fn in_order() -> Vec<HeadingForm> {
    names::FORMS.iter().map(|(_, form)| *form).collect()
}

impl DataFile for Headings {
    const NAME: &'static str = "headings.yaml";
    const BUILTIN: &'static str = include_str!("../../templates/headings.yaml");

    fn parse(source: &Arc<Source>) -> Result<Self> {
        data::read(source)
    }
}

/// Headings to their forms and levels; a label takes the plain headings of the same depth that
/// follow at once as its titles.
pub(super) fn outline(nodes: Vec<Node>, headings: &Headings) -> Vec<Block> {
    let mut levels = Outline::default();
    let mut out = Vec::new();
    let mut rest = nodes.into_iter().peekable();
    while let Some(node) = rest.next() {
        let Node::Heading { depth, line, text } = node else {
            out.push(Block::Other(node));
            continue;
        };
        let mut heading = read(line, headings);
        heading.text = text;
        heading.level = levels.level(depth);
        if heading.titles.is_empty() {
            while let Some(Node::Heading { line, .. }) =
                rest.next_if(|next| is_title(next, depth, headings))
            {
                heading.titles.push(line);
            }
        }
        out.push(Block::Heading(heading));
    }
    out
}

fn is_title(node: &Node, label_depth: u8, headings: &Headings) -> bool {
    matches!(node, Node::Heading { depth, line, text: _ }
        if *depth == label_depth && matches!(headings.recognise(&plain(line)), (HeadingForm::Plain, _)))
}

/// Tells whether a line of text begins as a heading with a number does: `Điều 5. …`, `Chương II`, `1.2. …`.
pub(super) fn is_numbered_heading(text: &str, headings: &Headings) -> bool {
    !matches!(headings.recognise(text).0, HeadingForm::Plain)
}

fn read(line: Line, headings: &Headings) -> Heading {
    let (form, label) = headings.recognise(&plain(&line));
    let (label, titles) = match label {
        None => (Line::new(), vec![line]),
        Some(chars) => match split(line, chars) {
            // The mark of a note on a label is no title.
            (mut label, title) if plain(&title).trim().is_empty() => {
                label.extend(title);
                (label, Vec::new())
            }
            (label, title) => (label, vec![title]),
        },
    };
    Heading {
        form,
        level: 1,
        label,
        titles,
        text: Line::new(),
    }
}

impl Headings {
    /// The letters that count points, in turn.
    pub(crate) fn letters_in_turn(&self) -> &[char] {
        &self.letters
    }

    /// The form, and for labels how many characters the label has.
    pub(super) fn recognise(&self, text: &str) -> (HeadingForm, Option<usize>) {
        let words = words(text);
        for known in &self.labels {
            if let Some(label) = self.label(known, &words) {
                return (known.form, Some(label));
            }
        }
        let mut all = self.numbered.iter();
        let numbered = all.find(|known| self.is_numbered(known, &words));
        let form = numbered.map_or(HeadingForm::Plain, |known| known.form);
        (form, None)
    }
}

/// A number before a title.
pub(super) struct Numbered {
    /// How many characters of the text the number has, with its word and its stop.
    pub(super) number_end: usize,
    /// It is of several parts: `1.2.`
    pub(super) dotted: bool,
}

impl Headings {
    /// The place of a form among the forms, the highest first.
    pub(super) fn rank(&self, form: HeadingForm) -> usize {
        let place = self.order.iter().position(|known| *known == form);
        place.unwrap_or(if form == HeadingForm::Plain {
            0
        } else {
            self.order.len()
        })
    }

    /// Where the number of a numbered heading ends.
    pub(super) fn number_end(&self, text: &str) -> Option<Numbered> {
        let words = words(text);
        let known = self
            .numbered
            .iter()
            .find(|known| self.is_numbered(known, &words))?;
        let before = known
            .word
            .as_ref()
            .map_or(0, |word| word.split(' ').count());
        let number = words.get(before)?;
        Some(Numbered {
            number_end: number.end,
            dotted: number.text.trim_end_matches('.').contains('.'),
        })
    }
}

/// A word and how many characters of the text end with it.
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    lower: String,
    end: usize,
}

pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut end = 0;
    let mut out = Vec::new();
    for word in text.split(char::is_whitespace) {
        end += word.chars().count();
        if !word.is_empty() {
            out.push(Word {
                text: word,
                lower: word.to_lowercase(),
                end,
            });
        }
        end += 1;
    }
    out
}

/// The words behind the words of a phrase; the phrase's last word may carry a stop.
pub(super) fn after<'w, 'a>(phrase: &str, words: &'w [Word<'a>]) -> Option<&'w [Word<'a>]> {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    let start = words.get(..phrase.len())?;
    let last = phrase.len() - 1;
    let same = start
        .iter()
        .zip(&phrase)
        .enumerate()
        .all(|(n, (word, known))| {
            let lower = word.lower.as_str();
            lower == *known || n == last && lower.trim_end_matches(['.', ':']) == *known
        });
    same.then(|| &words[phrase.len()..])
}

impl Headings {
    /// `Phần I`, `CHƯƠNG 2.`, `Phần thứ nhất: Tiêu đề`; a title on the same line needs a stop before.
    fn label(&self, known: &LabelForm, words: &[Word<'_>]) -> Option<usize> {
        let number = after(&known.word, words).filter(|rest| rest.len() < words.len())?;
        let mut ordinals = self.ordinals.iter();
        let in_words = ordinals.find_map(|ordinal| after(ordinal, number));
        let rest = match in_words {
            Some(rest) => rest,
            None => {
                let word = number.first()?.text.trim_end_matches(['.', ':']);
                if !arabic(word) && word != SIGN && roman(&word.to_uppercase()).is_none() {
                    return None;
                }
                &number[1..]
            }
        };
        let last = &words[words.len() - rest.len() - 1];
        (rest.is_empty() || last.text.ends_with(['.', ':'])).then_some(last.end)
    }

    fn is_numbered(&self, known: &NumberedForm, words: &[Word<'_>]) -> bool {
        let rest = match &known.word {
            Some(word) => after(word, words).unwrap_or_default(),
            None => words,
        };
        let Some((first, title)) = rest.split_first() else {
            return false;
        };
        let number = match first.text.strip_suffix(known.ends.as_slice()) {
            Some(number) => number,
            // `Điều 1` alone tells itself by the word.
            None if known.word.is_some() && title.is_empty() => first.text,
            None => return false,
        };
        if known.word.is_none() && title.is_empty() {
            return false;
        }
        match known.number {
            Numbering::Arabic => arabic(number) || (number == SIGN && known.word.is_some()),
            Numbering::Dotted => number.split('.').all(digits),
            Numbering::Roman => roman(number).is_some_and(|value| value <= self.roman_up_to),
            Numbering::Letter => {
                let mut chars = number.chars();
                let letter = chars.next().filter(|c| self.letters.contains(c));
                letter.is_some() && chars.next().is_none()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_from_the_text() {
        let headings = Headings::builtin().unwrap();
        for (text, form, label) in [
            ("PHẦN THỨ NHẤT", HeadingForm::Part, Some("PHẦN THỨ NHẤT")),
            ("Phần I", HeadingForm::Part, Some("Phần I")),
            (
                "Chương IV. QUY ĐỊNH",
                HeadingForm::Chapter,
                Some("Chương IV."),
            ),
            ("mục  12", HeadingForm::Section, Some("mục  12")),
            ("Tiểu mục 1:", HeadingForm::Subsection, Some("Tiểu mục 1:")),
            ("Phần mềm quản lý", HeadingForm::Plain, None),
            ("Mục tiêu", HeadingForm::Plain, None),
            ("Chương trình 1", HeadingForm::Plain, None),
            ("Phần I NHỮNG KẾT QUẢ", HeadingForm::Plain, None),
            ("Điều 1. Phạm vi", HeadingForm::Article, None),
            ("ĐIỀU 5a: Phạm vi", HeadingForm::Article, None),
            ("Điều 7", HeadingForm::Article, None),
            ("Điều kiện chung", HeadingForm::Plain, None),
            ("I. MỤC TIÊU", HeadingForm::Roman, None),
            ("XIV. MỤC TIÊU", HeadingForm::Roman, None),
            ("IIII. SAI", HeadingForm::Plain, None),
            ("C. PHẦN BA", HeadingForm::Plain, None),
            ("1. Mục tiêu", HeadingForm::Clause, None),
            ("1.2. Mục tiêu", HeadingForm::Clause, None),
            ("2024. Năm", HeadingForm::Plain, None),
            ("i) Đối với", HeadingForm::Point, None),
            ("đ) Đối với", HeadingForm::Point, None),
            ("f) Đối với", HeadingForm::Plain, None),
            ("", HeadingForm::Plain, None),
        ] {
            let (found, chars) = headings.recognise(text);
            let found_label = chars.map(|n| text.chars().take(n).collect::<String>());
            assert_eq!((found, found_label.as_deref()), (form, label), "{text}");
        }
    }
}
