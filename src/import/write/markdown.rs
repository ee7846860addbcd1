//! Parts of a text as Markdown that is read as these parts.

use crate::import::flat::{Align, Raised};
use crate::import::understand::{
    Cell, Part, Set, Table,
    lines::{Line, Span, plain},
    notes_of,
};
use crate::markdown::blocks::{self, Inline};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How careful parts are written: each next one is for a text that is refused as the one before wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Care {
    /// Headings, lists and tables as they were understood.
    Little,
    /// Numbers and letters of lists as letters of paragraphs.
    Marks,
    /// Every part but tables a paragraph.
    Most,
}

/// What Markdown is written with.
pub(super) struct Hand<'a> {
    pub(super) care: Care,
    pub(super) notes: &'a [Vec<Line>],
    /// The file of a picture and what it shows; none where it is not taken.
    pub(super) picture: &'a dyn Fn(usize) -> Option<(String, String)>,
    /// The letters that count points, in turn.
    pub(super) letters: &'a [char],
}

/// The longest raised text that Markdown has signs for, in letters.
const LONGEST_RAISED: usize = 12;

/// Signs that stand for others until a line is written: no text of a document has them.
const STAND_INS: [(char, &str); 7] = [
    ('\u{fdd0}', "\\^"),
    ('\u{fdd1}', "\\~"),
    ('\u{fdd2}', "^"),
    ('\u{fdd3}', "~"),
    ('\u{fdd4}', "{{ \"{{\" }}"),
    ('\u{fdd5}', "{{ \"{%\" }}"),
    ('\u{fdd6}', "{{ \"{#\" }}"),
];

/// A text whose braces are no expression.
pub(super) fn unbraced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let stand_in = [("{{", 4), ("{%", 5), ("{#", 6)]
            .into_iter()
            .find(|(sign, _)| rest.starts_with(sign));
        let (length, come) = match stand_in {
            Some((_, index)) => (2, STAND_INS[index].0),
            None => (1, '{'),
        };
        out.push(come);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// A text with what its stand-ins stand for.
pub(super) fn stood(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match STAND_INS.iter().find(|(own, _)| *own == c) {
            Some((_, text)) => out.push_str(text),
            None => out.push(c),
        }
    }
    out
}

/// Parts as Markdown, with their notes below.
pub(super) fn write(parts: &[Part], hand: &Hand<'_>) -> String {
    let mut writer = Writer {
        hand,
        parts,
        out: String::new(),
        columns: Vec::new(),
        order: Vec::new(),
        numbers: BTreeMap::new(),
        landscape: false,
        break_due: false,
        listed: false,
    };
    for note in parts.iter().flat_map(notes_of) {
        if !writer.numbers.contains_key(&note) {
            writer.order.push(note);
            writer.numbers.insert(note, writer.order.len());
        }
    }
    for at in 0..parts.len() {
        writer.part(at);
    }
    writer.turn(false);
    writer.notes();
    let mut out = stood(&writer.out);
    out.truncate(out.trim_end().len());
    out
}

struct Writer<'a> {
    hand: &'a Hand<'a>,
    parts: &'a [Part],
    out: String,
    /// The columns of what stands in the items that are open.
    columns: Vec<usize>,
    /// Notes by the number that they have here, less one.
    order: Vec<usize>,
    /// The number of each here.
    numbers: BTreeMap<usize, usize>,
    landscape: bool,
    break_due: bool,
    /// What was written last is an item of a list, not a paragraph that looks like one.
    listed: bool,
}

impl Writer<'_> {
    fn block(&mut self, text: &str) {
        if !self.out.is_empty() {
            let ends = self.out.ends_with('\n');
            self.out.push_str(if ends { "\n" } else { "\n\n" });
        }
        if std::mem::take(&mut self.break_due) {
            self.out.push_str("::: sang-trang\n\n");
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn turn(&mut self, landscape: bool) {
        if self.landscape == landscape {
            return;
        }
        self.landscape = landscape;
        self.break_due = false;
        self.columns.clear();
        let fence = if landscape { "::: ngang" } else { ":::" };
        self.block(fence);
    }

    fn part(&mut self, at: usize) {
        let part = &self.parts[at];
        if !matches!(part, Part::Item { .. }) {
            self.columns.clear();
        }
        match part {
            Part::Heading { level, lines } if self.hand.care < Care::Most => {
                for line in lines {
                    let text = blocks::line(&self.inlines(line, true)).replace('\n', " ");
                    if !text.trim().is_empty() {
                        let join = self.out.ends_with('\n') && lines.first() != Some(line);
                        let text = format!("{} {text}", "#".repeat((*level).clamp(1, 6)));
                        match join {
                            true => {
                                self.out.push_str(&text);
                                self.out.push('\n');
                            }
                            false => self.block(&text),
                        }
                    }
                }
            }
            Part::Heading { lines, .. } => {
                for line in lines {
                    self.paragraph(line, Set::Plain);
                }
            }
            Part::Paragraph { line, set } => self.paragraph(line, *set),
            Part::Item { level, mark, line } => self.item(at, *level, mark, line),
            Part::Quote(lines) if self.hand.care < Care::Most => self.quote(lines),
            Part::Quote(lines) => lines
                .iter()
                .for_each(|line| self.paragraph(line, Set::Plain)),
            Part::Table(table) => self.table(table),
            Part::Picture { index, caption } => {
                if let Some((file, alt)) = (self.hand.picture)(*index) {
                    let caption = caption
                        .as_ref()
                        .map(|caption| format!(" \"{}\"", caption.replace('"', "”")));
                    // Who does not see it must be told what it shows: a clerk says that, where its name does not.
                    let alt = alt.replace(['[', ']', '\\', '{', '}', '\n'], " ");
                    let alt: Vec<&str> = alt.split_whitespace().collect();
                    let shows = match (alt.is_empty(), caption.is_some()) {
                        (false, _) => alt.join(" "),
                        (true, true) => String::new(),
                        (true, false) => "…".to_owned(),
                    };
                    self.block(&format!(
                        "![{shows}]({file}{})",
                        caption.unwrap_or_default()
                    ));
                }
            }
            Part::PageBreak => self.break_due = !self.landscape && !self.out.is_empty(),
            Part::Turned { landscape } => {
                // A turn without anything on its pages is none.
                let behind = self.parts[at + 1..]
                    .iter()
                    .find(|part| !matches!(part, Part::PageBreak));
                let empty = behind.is_none_or(|part| matches!(part, Part::Turned { .. }));
                if !(*landscape && empty) {
                    self.turn(*landscape);
                }
            }
        }
    }

    fn paragraph(&mut self, line: &Line, set: Set) {
        for line in parts_of(line) {
            let mut text = self.line(&line);
            if text.trim().is_empty() {
                continue;
            }
            // No heading: #giacuoc.
            if text.starts_with('#') {
                text.insert(0, '\\');
            }
            let fence = match set {
                Set::Centre if self.hand.care < Care::Most && !self.landscape => "giua",
                Set::Right if self.hand.care < Care::Most && !self.landscape => "phai",
                _ => {
                    self.block(&text);
                    continue;
                }
            };
            let text = text.replace("\\\n", "\n");
            self.block(&format!("::: {fence}\n{text}\n:::"));
        }
    }

    fn quote(&mut self, lines: &[Line]) {
        let paragraphs = lines.iter().flat_map(|line| parts_of(line));
        let texts: Vec<String> = paragraphs
            .map(|line| self.line(&line))
            .filter(|text| !text.trim().is_empty())
            .map(|text| match text.starts_with('#') {
                true => format!("> \\{text}"),
                false => format!("> {}", text.replace('\n', "\n> ")),
            })
            .collect();
        self.block(&texts.join("\n>\n"));
    }

    fn item(&mut self, at: usize, level: usize, mark: &str, line: &Line) {
        let is_letter = mark.starts_with(char::is_alphabetic);
        let counts = match (mark == "-", is_letter) {
            (true, _) => true,
            (_, true) => self.hand.care < Care::Marks && self.letter_counts(at, level, mark),
            (_, false) => self.hand.care < Care::Marks && self.number_counts(at, level, mark),
        };
        let text = parts_of(line)
            .iter()
            .map(|line| self.line(line))
            .collect::<Vec<_>>()
            .join("\\\n");
        if !counts || self.hand.care == Care::Most {
            self.columns.clear();
            self.listed = false;
            let (body, sign) =
                mark.split_at(mark.len() - mark.chars().last().map_or(0, char::len_utf8));
            let escaped = if mark == "-" {
                "\\-".to_owned()
            } else {
                format!("{body}\\{sign}")
            };
            return self.block(&format!("{escaped} {text}"));
        }
        let depth = (level - 1).min(self.columns.len());
        self.columns.truncate(depth);
        let column = self.columns.last().copied().unwrap_or(0);
        let indent = " ".repeat(column);
        let inner = if is_letter {
            column
        } else {
            column + mark.len() + 1
        };
        let text = text.replace('\n', &format!("\n{}", " ".repeat(inner)));
        let text = format!("{indent}{mark} {text}");
        let follows = matches!(
            at.checked_sub(1).map(|above| &self.parts[above]),
            Some(Part::Item { .. })
        );
        let was_listed = std::mem::replace(&mut self.listed, true);
        match follows
            && was_listed
            && !is_letter
            && self.out.ends_with('\n')
            && !self.break_due
            && !self.last_is_letter(at)
        {
            true => {
                self.out.push_str(&text);
                self.out.push('\n');
            }
            false => self.block(&text),
        }
        if !is_letter {
            self.columns.push(inner);
        }
    }

    fn last_is_letter(&self, at: usize) -> bool {
        let above = at.checked_sub(1).map(|above| &self.parts[above]);
        matches!(above, Some(Part::Item { mark, .. }) if mark.starts_with(char::is_alphabetic))
    }

    /// The mark of the neighbour of an item in its own list.
    fn neighbour(&self, at: usize, level: usize, back: bool) -> Option<&str> {
        let mut index = at;
        loop {
            index = if back {
                index.checked_sub(1)?
            } else {
                index + 1
            };
            match self.parts.get(index)? {
                Part::Item {
                    level: own, mark, ..
                } if *own == level => return Some(mark),
                Part::Item { level: own, .. } if *own > level => {}
                _ => return None,
            }
        }
    }

    fn letter_counts(&self, at: usize, level: usize, mark: &str) -> bool {
        let turn = |mark: &str| {
            let first = mark.chars().next()?;
            self.hand.letters.iter().position(|letter| *letter == first)
        };
        let Some(own) = turn(mark) else { return false };
        let before = self
            .neighbour(at, level, true)
            .and_then(turn)
            .is_some_and(|before| before + 1 == own);
        let behind = self
            .neighbour(at, level, false)
            .and_then(turn)
            .is_some_and(|behind| own + 1 == behind);
        before || own == 0 && behind
    }

    fn number_counts(&self, at: usize, level: usize, mark: &str) -> bool {
        let number = |mark: &str| mark.trim_end_matches(['.', ')']).parse::<u32>().ok();
        let Some(own) = number(mark) else {
            return false;
        };
        let same = |other: &str| other.ends_with('.') == mark.ends_with('.');
        match self
            .neighbour(at, level, true)
            .filter(|before| same(before))
            .and_then(number)
        {
            Some(before) => before + 1 == own,
            None => true,
        }
    }

    fn line(&self, line: &Line) -> String {
        blocks::line(&self.inlines(line, false))
    }

    /// Spans as pieces of Markdown; notes by their numbers here.
    fn inlines(&self, line: &[Span], is_title: bool) -> Vec<Inline> {
        let text = plain(line);
        let often = |sign: char| text.matches(sign).count() > 1;
        let raised = line.iter().any(|span| span.raised != Raised::No);
        let (above, below) = (often('^') || raised, often('~') || raised);
        let mut out = Vec::with_capacity(line.len());
        for span in line {
            if let Some(note) = span.note {
                let number = self.numbers.get(&note).copied().unwrap_or(1);
                out.push(Inline {
                    note: Some(number.to_string()),
                    ..Inline::default()
                });
                continue;
            }
            if span.breaks {
                out.push(Inline {
                    breaks: true,
                    ..Inline::default()
                });
                continue;
            }
            let mut text = unbraced(&span.text);
            if above {
                text = text.replace('^', "\u{fdd0}");
            }
            if below {
                text = text.replace('~', "\u{fdd1}");
            }
            let short = !text.contains(char::is_whitespace)
                && text.chars().count() <= LONGEST_RAISED
                && !text.is_empty();
            match span.raised {
                Raised::Above if short => text = format!("\u{fdd2}{text}\u{fdd2}"),
                Raised::Below if short => text = format!("\u{fdd3}{text}\u{fdd3}"),
                _ => {}
            }
            out.push(Inline {
                text,
                bold: span.bold && !is_title,
                italic: span.italic,
                underline: span.underline,
                ..Inline::default()
            });
        }
        out
    }

    fn table(&mut self, table: &Table) {
        let columns = table.rows.first().map_or(0, Vec::len);
        let mut lines = Vec::with_capacity(table.rows.len() + 2);
        let dashes = dashes(table, columns);
        if table.head == 0 {
            lines.push(format!("|{}", " |".repeat(columns)));
            lines.push(dashes.clone());
        }
        for (nth, row) in table.rows.iter().enumerate() {
            let cells: Vec<String> = row.iter().map(|cell| self.cell(cell)).collect();
            lines.push(format!("| {} |", cells.join(" | ")));
            if nth + 1 == table.head {
                lines.push(dashes.clone());
            }
        }
        self.block(&lines.join("\n"));
    }

    fn cell(&self, cell: &Cell) -> String {
        let lines = match cell {
            Cell::Left => return "<".to_owned(),
            Cell::Above => return "^".to_owned(),
            Cell::Text(lines) => lines,
        };
        let mut out = String::new();
        let is_item = |line: &Line| plain(line).starts_with("- ");
        let lines: Vec<&Line> = lines
            .iter()
            .filter(|line| {
                !plain(line).trim().is_empty() || line.iter().any(|span| span.note.is_some())
            })
            .collect();
        for (nth, line) in lines.iter().enumerate() {
            if nth > 0 {
                let list = is_item(line) || is_item(lines[nth - 1]);
                out.push_str(if list { "<br>" } else { "<br><br>" });
            }
            let parts = parts_of(line);
            let parts: Vec<String> = parts
                .iter()
                .map(|line| match is_item(line) && lines.len() > 1 {
                    true => format!(
                        "- {}",
                        blocks::cell(
                            &self.inlines(&crate::import::understand::lines::cut(line, 2), false)
                        )
                    ),
                    false => blocks::cell(&self.inlines(line, false)),
                })
                .collect();
            out.push_str(&parts.join("<br>"));
        }
        match out.as_str() {
            "<" => "\\<".to_owned(),
            "^" => "\\^".to_owned(),
            _ => out,
        }
    }

    fn notes(&mut self) {
        for (nth, index) in self.order.clone().iter().enumerate() {
            let lines = self.hand.notes.get(*index).map_or(&[][..], Vec::as_slice);
            let texts: Vec<String> = lines
                .iter()
                .flat_map(|line| parts_of(line))
                .map(|line| self.line(&line).replace("\\\n", " ").replace('\n', " "))
                .collect();
            let texts: Vec<String> = texts
                .into_iter()
                .filter(|text| !text.trim().is_empty())
                .collect();
            let text = if texts.is_empty() {
                "…".to_owned()
            } else {
                texts.join("\n\n    ")
            };
            self.block(&format!("[^{}]: {text}", nth + 1));
        }
    }
}

/// The parts of a line between breaks that follow each other at once; single breaks stay within a part.
fn parts_of(line: &[Span]) -> Vec<Line> {
    let mut out: Vec<Line> = vec![Line::new()];
    let mut blank = true;
    let mut due = 0;
    for span in line {
        let says = !span.text.trim().is_empty() || span.note.is_some();
        if span.breaks {
            due += 1;
            continue;
        }
        if due > 0 && says {
            if due > 1 && !blank {
                out.push(Line::new());
            } else if !blank && let Some(last) = out.last_mut() {
                last.push(Span {
                    breaks: true,
                    ..Span::default()
                });
            }
            due = 0;
        }
        if due > 0 {
            continue;
        }
        blank &= !says;
        if let Some(last) = out.last_mut() {
            last.push(span.clone());
        }
    }
    out.retain(|line| !line.is_empty());
    out
}

/// The row of dashes: shares of the columns, and how each is aligned.
fn dashes(table: &Table, columns: usize) -> String {
    let total: u64 = table.shares.iter().map(|share| u64::from(*share)).sum();
    let mut out = String::from("|");
    for column in 0..columns {
        let share = table.shares.get(column).copied().unwrap_or(0);
        let count = match total {
            0 => 3,
            total => (u64::from(share) * 80).div_ceil(total).clamp(4, 80),
        };
        let dashes = "-".repeat(usize::try_from(count).unwrap_or(3));
        let (left, right) = match table.aligns.get(column).copied().flatten() {
            Some(Align::Left | Align::Justify) => (":", ""),
            Some(Align::Center) => (":", ":"),
            Some(Align::Right) => ("", ":"),
            None => ("", ""),
        };
        // Writing into a string does not fail.
        let _ = write!(out, "{left}{dashes}{right}|");
    }
    out
}
