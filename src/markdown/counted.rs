//! Numbers of headings that the author leaves to the program: `Điều #. …`, `Chương #`.
//!
//! Each text counts for itself, so that an appendix and a text issued with the document begin anew. A number
//! written by hand sets the count on. `\#` is a letter.

use super::headings::{Block, Heading, Headings, Numbering, after, words};
use super::numerals::{in_roman, roman};
use super::pasted::more;
use super::report::Report;
use super::tree::{Line, Node, Piece, part, plain};
use crate::diagnostic::Diagnostic;
use crate::document::{HeadingForm, Origin};
use std::ops::Range;

/// Stands for a number that is to be counted.
pub(super) const SIGN: &str = "#";

/// Puts the numbers in; tells, once each, of numbers by hand that go back and of signs that are not counted.
pub(super) fn count(blocks: &mut [Block], headings: &Headings, report: &mut Report<'_>) {
    let mut counter = Counter {
        headings,
        counts: forms(headings).map(Count::new).collect(),
        loose: Vec::new(),
    };
    for block in blocks {
        match block {
            Block::Heading(heading) => counter.heading(heading, report),
            Block::Other(Node::Paragraph { line, .. }) => counter.loose(line, report),
            Block::Other(_) => {}
        }
    }
    counter.tell(report);
}

/// A form of headings that has a word before its number.
#[derive(Clone, Copy)]
struct Form<'a> {
    form: HeadingForm,
    word: &'a str,
    number: Numbering,
    within: Option<HeadingForm>,
}

fn forms(headings: &Headings) -> impl Iterator<Item = Form<'_>> {
    let labels = headings.labels.iter().map(|known| Form {
        form: known.form,
        word: &known.word,
        number: known.number,
        within: known.within,
    });
    let numbered = headings.numbered.iter().filter_map(|known| {
        Some(Form {
            form: known.form,
            word: known.word.as_deref()?,
            number: known.number,
            within: known.within,
        })
    });
    labels.chain(numbered)
}

/// A number by hand, with the letter of what was inserted later (`5a`).
type Number = (u32, String);

struct Count<'a> {
    form: Form<'a>,
    last: Number,
    /// The program counts some of them.
    is_used: bool,
    /// Numbers by hand that are not above the last, with that.
    back: Vec<(Range<usize>, String)>,
}

impl<'a> Count<'a> {
    fn new(form: Form<'a>) -> Self {
        Self {
            form,
            last: Number::default(),
            is_used: false,
            back: Vec::new(),
        }
    }

    fn shown(&self, (number, letter): &Number) -> String {
        let number = match self.form.number {
            Numbering::Roman => in_roman(*number),
            Numbering::Arabic | Numbering::Dotted | Numbering::Letter => number.to_string(),
        };
        number + letter
    }
}

struct Counter<'a> {
    headings: &'a Headings,
    counts: Vec<Count<'a>>,
    /// Signs that no heading has.
    loose: Vec<Range<usize>>,
}

impl Counter<'_> {
    fn heading(&mut self, heading: &mut Heading, report: &Report<'_>) {
        let line = match heading.titles.first_mut() {
            Some(title) if heading.label.is_empty() => title,
            _ => &mut heading.label,
        };
        let rank = self.headings.rank(heading.form);
        let text = plain(line);
        let (mut is_known, mut shown) = (false, None);
        for count in &mut self.counts {
            let within = count.form.within.map(|form| self.headings.rank(form));
            if heading.form != HeadingForm::Plain && within.is_some_and(|within| rank <= within) {
                count.last = Number::default();
            }
            if count.form.form != heading.form || is_known {
                continue;
            }
            match written(&text, count.form.word, &self.headings.ordinals) {
                Some(Written::Sign) if sign(line, report).is_some() => {
                    count.last = (count.last.0.saturating_add(1), String::new());
                    count.is_used = true;
                    shown = Some(count.shown(&count.last));
                    is_known = true;
                }
                Some(Written::Number(number)) => {
                    if number <= count.last {
                        let words = text.trim().chars().take_while(|c| !".:".contains(*c));
                        let last = count.shown(&count.last);
                        let message = format!(
                            "“{}” đứng sau số {last}, mà số của đề mục phải tăng dần",
                            words.collect::<String>()
                        );
                        count.back.push((range(line), message));
                    }
                    count.last = number;
                    is_known = true;
                }
                _ => {}
            }
        }
        match shown {
            Some(shown) => put(line, &shown, report),
            None if !is_known => self.loose(line, report),
            None => {}
        }
    }

    /// Notes the sign of a line that begins as a heading does and is none that is known: `Điều #.Tên`.
    fn loose(&mut self, line: &Line, report: &Report<'_>) {
        let text = plain(line);
        if !text.contains(SIGN) || self.headings.recognise(&text).0 != HeadingForm::Plain {
            return;
        }
        let all = words(&text);
        let begins = self.counts.iter().any(|count| {
            let behind = after(count.form.word, &all).and_then(<[_]>::first);
            behind.is_some_and(|word| word.text.starts_with(SIGN))
        });
        if begins && let Some((_, at)) = sign(line, report) {
            self.loose.push(at);
        }
    }

    fn tell(self, report: &mut Report<'_>) {
        let used = self.counts.into_iter().filter(|count| count.is_used);
        let mut back: Vec<(Range<usize>, String)> = used.flat_map(|count| count.back).collect();
        back.sort_by_key(|(at, _)| at.start);
        if let Some((first, message)) = back.first() {
            let more = more(back.iter().map(|(at, _)| at), report);
            let told = Diagnostic::warning("so-de-muc", format!("{message}{more}"));
            report.warning(
                first.clone(),
                told.help("viết # thay cho số để vanban đếm tiếp, hoặc sửa số ghi tay"),
            );
        }
        if let Some(first) = self.loose.first() {
            let more = more(self.loose.iter(), report);
            let told = Diagnostic::warning(
                "so-de-muc",
                format!("dấu # ở đây không thành số, in ra nguyên dấu #{more}"),
            );
            report.warning(
                first.clone(),
                told.help(
                    "vanban đếm số ở đầu đề mục, sau # là dấu chấm và dấu cách: Điều #. Tên điều; \
                     nếu muốn in dấu # thì viết \\#",
                ),
            );
        }
    }
}

/// The number of a heading as the author wrote it.
enum Written {
    Sign,
    Number(Number),
}

fn written(text: &str, word: &str, ordinals: &[String]) -> Option<Written> {
    let words = words(text);
    let behind = after(word, &words)?;
    let ordinal = ordinals
        .iter()
        .position(|known| after(known, behind).is_some());
    if let Some(index) = ordinal {
        let number = u32::try_from(index).ok()?.checked_add(1)?;
        return Some(Written::Number((number, String::new())));
    }
    let number = behind.first()?.text.trim_end_matches(['.', ':']);
    if number == SIGN {
        return Some(Written::Sign);
    }
    let digits = number.trim_end_matches(|c: char| c.is_lowercase());
    let arabic = digits.parse().ok();
    let arabic = arabic.map(|value| (value, number[digits.len()..].to_owned()));
    let number = arabic.or_else(|| Some((roman(&number.to_uppercase())?, String::new())))?;
    Some(Written::Number(number))
}

/// The first sign of a line: the piece that it stands in, and where; none where `\` makes it a letter.
fn sign(line: &[Piece], report: &Report<'_>) -> Option<(usize, Range<usize>)> {
    let mut pieces = line.iter().enumerate();
    let (index, at) = pieces.find_map(|(index, piece)| match piece {
        Piece::Text { text, at, .. } => {
            let start = (at.start + text.find(SIGN)?).min(at.end);
            Some((index, start..(start + SIGN.len()).min(at.end)))
        }
        _ => None,
    })?;
    let before = report.slice(0..at.start);
    (!before.ends_with('\\')).then_some((index, at))
}

/// Puts a number where the sign stands.
fn put(line: &mut Line, number: &str, report: &Report<'_>) {
    let Some((index, _)) = sign(line, report) else {
        return;
    };
    let whole = line[index].clone();
    let Piece::Text { text, .. } = &whole else {
        return;
    };
    let from = text.find(SIGN).unwrap_or(0);
    let to = from + SIGN.len();
    let counted = part(&whole, from..to).map(|piece| match piece {
        Piece::Text {
            style, at, origin, ..
        } => Piece::Text {
            text: number.to_owned(),
            style,
            at,
            origin: origin.map(Origin::rewritten),
        },
        other => other,
    });
    let parts = [part(&whole, 0..from), counted, part(&whole, to..text.len())];
    line.splice(index..=index, parts.into_iter().flatten());
}

/// The range of a line's words.
fn range(line: &[Piece]) -> Range<usize> {
    let mut words = line.iter().filter_map(|piece| match piece {
        Piece::Text { at, .. } => Some(at.clone()),
        _ => None,
    });
    let first = words.next().unwrap_or(0..0);
    first.start..words.next_back().map_or(first.end, |last| last.end)
}

/// The sign that Markdown takes for the end of a heading: `# Chương #`, with the blank before it.
pub(super) fn closing_sign(
    line: &[Piece],
    at: &Range<usize>,
    headings: &Headings,
    report: &Report<'_>,
) -> Option<Range<usize>> {
    let source = report.slice(at.clone()).trim_end();
    let before = source.strip_suffix(SIGN)?;
    if !before.ends_with([' ', '\t']) {
        return None;
    }
    let text = plain(line);
    let all = words(&text);
    let is_word = |form: Form<'_>| after(form.word, &all).is_some_and(<[_]>::is_empty);
    let end = at.start + before.len();
    forms(headings)
        .any(is_word)
        .then_some(end - 1..end + SIGN.len())
}
