//! The letterhead: in a table, in paragraphs with tabs or rows of spaces, in text boxes.

use super::{
    Agency, Date, Reading, Why,
    lines::{Element, Para, What},
    words::{Words, begins, behind, small},
};
use crate::import::flat::Align;

/// How far down a letterhead may begin, in elements.
const NEAR: usize = 30;

/// The longest paragraph above or in a letterhead, in letters: both columns and the blanks between them.
const LONGEST_ABOVE: usize = 300;

/// What a line with Quốc hiệu may have beside it, in letters: the name of an agency, blanks.
const BESIDE_NATIONAL: usize = 60;

/// A line of the letterhead.
struct HeadLine {
    at: usize,
    text: String,
    bold: bool,
    /// In the left column.
    left: bool,
}

/// What a line of the letterhead is.
enum Role {
    National,
    Number {
        number: Option<String>,
        symbol: String,
    },
    About(String),
    PlaceDate(String, Date),
    Secrecy(String),
    Urgency(String),
    Deadline(String),
    Draft(Option<String>),
    Circulation,
    Other,
}

impl Reading<'_> {
    /// Reads the letterhead at the next element; nothing where there is none.
    pub(super) fn head(&mut self) {
        let Some(end) = head_end(self.elements, self.next, self.words) else {
            return;
        };
        let mut lines = Vec::new();
        for element in &self.elements[self.next..end] {
            lines_of(element, &mut lines);
        }
        self.next = end;
        self.head_lines(&lines);
    }

    fn head_lines(&mut self, lines: &[HeadLine]) {
        let mut agency: Vec<&HeadLine> = Vec::new();
        // The subject of a letter goes on in the lines below it in its column.
        let mut in_about = false;
        let mut behind_number = false;
        for line in lines {
            let role = role(&line.text, self.words);
            let at = line.at;
            let goes_on = in_about && line.left && matches!(role, Role::Other);
            in_about = goes_on;
            match role {
                Role::National => self.ledger.tell(at, &line.text, Why::Printed),
                Role::Number { number, symbol } => {
                    behind_number = true;
                    let rest = rest_of(&line.text, number.iter().chain([&symbol]));
                    self.ledger.tell(at, &rest, Why::Printed);
                    if self.said.symbol.is_none() {
                        self.said.number = number;
                        self.said.symbol = Some(symbol);
                    } else {
                        self.said.others.push((number, symbol));
                    }
                }
                Role::About(text) => {
                    let rest = rest_of(&line.text, [&text]);
                    self.ledger.tell(at, &rest, Why::Printed);
                    self.said.subject = vec![text];
                    in_about = true;
                }
                Role::PlaceDate(place, date) => {
                    let parts = [&date.day, &date.month, &date.year].into_iter().flatten();
                    let rest = rest_of(&line.text, [&place].into_iter().chain(parts));
                    self.ledger.tell(at, &rest, Why::Printed);
                    if self.said.place.is_none() && !place.is_empty() {
                        self.said.place = Some(place);
                    }
                    self.said.date = Some(date);
                }
                Role::Secrecy(slug) => {
                    self.ledger.tell(at, &line.text, Why::Printed);
                    self.said.secrecy = Some(slug);
                }
                Role::Urgency(slug) => {
                    self.ledger.tell(at, &line.text, Why::Printed);
                    self.said.urgency = Some(slug);
                }
                Role::Deadline(text) => {
                    let rest = rest_of(&line.text, [&text]);
                    self.ledger.tell(at, &rest, Why::Printed);
                    self.said.deadline = Some(text);
                }
                Role::Draft(number) => {
                    let rest = rest_of(&line.text, number.iter());
                    self.ledger.tell(at, &rest, Why::Printed);
                    self.said.draft = Some(number);
                }
                Role::Circulation => self.said.circulation = Some(line.text.clone()),
                Role::Other if goes_on => {
                    if let Some(about) = self.said.subject.last_mut() {
                        about.push(' ');
                        about.push_str(&line.text);
                    }
                }
                Role::Other if line.left && !behind_number => agency.push(line),
                Role::Other => self.ledger.tell(at, &line.text, Why::Unplaced),
            }
        }
        self.said.agencies = agencies(&agency, self.words);
    }
}

/// The words of a line that are not those taken of it.
pub(super) fn rest_of<'t>(line: &str, taken: impl IntoIterator<Item = &'t String>) -> String {
    let mut words = super::words_of(line);
    for word in taken.into_iter().flat_map(|text| super::words_of(text)) {
        if let Some(at) = words.iter().position(|own| *own == word) {
            words.remove(at);
        }
    }
    words.join(" ")
}

/// The index behind the letterhead that begins at an element.
pub(super) fn head_end(elements: &[Element], from: usize, words: &Words) -> Option<usize> {
    let last = elements.len().min(from + NEAR);
    let is_national = |element: &Element| {
        let mut lines = Vec::new();
        lines_of(element, &mut lines);
        lines
            .iter()
            .any(|line| matches!(role(&line.text, words), Role::National))
    };
    // Text that runs on stands in no letterhead.
    let is_short = |element: &&Element| {
        let para = element.para();
        para.is_none_or(|para| para.text().chars().count() <= LONGEST_ABOVE)
    };
    let near = elements[from..last].iter().take_while(is_short).count();
    let at = (from..from + near).find(|at| is_national(&elements[*at]))?;
    let mut end = at + 1;
    let mut lines = Vec::new();
    elements[from..end]
        .iter()
        .for_each(|element| lines_of(element, &mut lines));
    let has_number = |lines: &[HeadLine]| {
        lines
            .iter()
            .any(|line| matches!(role(&line.text, words), Role::Number { .. }))
    };
    // Number, date and marks below the table, or the rest of a letterhead of paragraphs; a line of the agency stands
    // before the number.
    let is_table = elements[at].table().is_some();
    while let Some(element) = elements.get(end) {
        let mut more = Vec::new();
        lines_of(element, &mut more);
        let known = |line: &HeadLine| !matches!(role(&line.text, words), Role::Other);
        let is_more = match &element.what {
            What::Table(grid) => !grid.bordered && more.iter().any(known) && end <= at + 2,
            What::Para(para) => {
                // TỜ TRÌNH in the first line and Về việc … in the next are no more of it.
                let mut first = Vec::new();
                if let Some(para) = para.split().into_iter().next() {
                    lines_of_para(&para, &mut first);
                }
                let some = first.iter().any(known);
                let tabbed = more.len() > 1 && !is_table;
                let boxed = para.boxed;
                let about = !has_number(&lines) || !is_table && para.align != Align::Center;
                some || tabbed && about || boxed
            }
        };
        if !is_more || element.fresh {
            break;
        }
        lines.extend(more);
        end += 1;
    }
    Some(end)
}

/// Tells whether a letterhead has a number and symbol.
pub(super) fn has_number(elements: &[Element], words: &Words) -> bool {
    let mut lines = Vec::new();
    elements
        .iter()
        .for_each(|element| lines_of(element, &mut lines));
    lines
        .iter()
        .any(|line| matches!(role(&line.text, words), Role::Number { .. }))
}

/// The lines of an element: of a table cell by cell, of a paragraph what its tabs part.
fn lines_of(element: &Element, out: &mut Vec<HeadLine>) {
    match &element.what {
        What::Para(para) => {
            para.split()
                .iter()
                .for_each(|para| lines_of_para(para, out));
        }
        What::Table(grid) => {
            if grid.bordered && grid.columns.len() > 3 {
                return;
            }
            let columns = grid.columns.len().max(1);
            for left in [true, false] {
                for cell in grid.rows.iter().flat_map(|row| &row.cells) {
                    if (cell.column * 2 < columns) != left {
                        continue;
                    }
                    for para in cell.paras.iter().flat_map(Para::split) {
                        let text = para.text();
                        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                        out.push(HeadLine {
                            at: para.at,
                            text,
                            bold: para.is_bold(),
                            left,
                        });
                    }
                }
            }
        }
    }
}

/// The lines of a paragraph of one line: what its tabs part.
fn lines_of_para(para: &Para, out: &mut Vec<HeadLine>) {
    let segments = looks(para);
    let alone = segments.len() == 1;
    let right = matches!(para.align, Align::Right) || para.left > 3600;
    for (nth, (text, bold)) in segments.into_iter().enumerate() {
        out.push(HeadLine {
            at: para.at,
            text,
            bold,
            left: nth == 0 && !(alone && right),
        });
    }
}

/// The parts of a line as [`segments`] has them, each with whether it is bold.
fn looks(para: &Para) -> Vec<(String, bool)> {
    let mut out = vec![(String::new(), true)];
    let mut spaces = 0;
    for span in &para.line {
        for c in span.text.chars() {
            spaces = if c == ' ' { spaces + 1 } else { 0 };
            if c == '\t' || spaces == 4 {
                out.push((String::new(), true));
                spaces = 0;
            } else if let Some((text, bold)) = out.last_mut() {
                *bold &= span.bold || c.is_whitespace();
                text.push(c);
            }
        }
    }
    let parts = out.into_iter().map(|(text, bold)| {
        let words: Vec<&str> = text.split_whitespace().collect();
        (words.join(" "), bold)
    });
    parts.filter(|(text, _)| !text.is_empty()).collect()
}

/// The parts of a line between tabs and rows of at least four spaces.
pub(super) fn segments(text: &str) -> Vec<String> {
    let text = text.replace("    ", "\t");
    let parts = text
        .split('\t')
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    parts.filter(|part| !part.is_empty()).collect()
}

fn role(text: &str, words: &Words) -> Role {
    let text = text.trim();
    let low = small(text);
    let is_known = |known: &String| {
        let most = known.chars().count() + BESIDE_NATIONAL;
        low.contains(known.as_str()) && low.chars().count() <= most
    };
    if words.national.iter().chain(&words.motto).any(is_known) {
        return Role::National;
    }
    if let Some((number, symbol)) = number_symbol(text, words) {
        return Role::Number { number, symbol };
    }
    if let Some(rest) = words.about.iter().find_map(|word| behind(text, word)) {
        return Role::About(rest.trim_start_matches([':', ' ']).to_owned());
    }
    if let Some((place, date)) = place_date(text, words) {
        return Role::PlaceDate(place, date);
    }
    if let Some(slug) = words.secrecy.get(&low) {
        return Role::Secrecy(slug.clone());
    }
    if let Some(slug) = words.urgency.get(&low) {
        return Role::Urgency(slug.clone());
    }
    if words.circulation.contains(&low) {
        return Role::Circulation;
    }
    if let Some(rest) = behind(text, &words.draft) {
        let rest = rest.trim().trim_matches(['(', ')', ':', '-', ' ']);
        let number = behind(rest, &words.draft_number)
            .map(|rest| rest.trim().trim_matches([':', '.']).to_owned());
        if rest.is_empty() || number.is_some() {
            return Role::Draft(number.filter(|number| !number.is_empty()));
        }
    }
    if behind(text, &words.deadline).is_some() && text.chars().any(|c| c.is_ascii_digit()) {
        let rest = behind(text, &words.deadline).unwrap_or_default();
        return Role::Deadline(rest.trim().to_owned());
    }
    Role::Other
}

/// Number and symbol of a line `Số: 12/KH-UBND`.
fn number_symbol(text: &str, words: &Words) -> Option<(Option<String>, String)> {
    let rest = behind(text, &words.number)?.trim_start_matches([':', '.', ' ']);
    let (number, symbol) = rest.split_once('/')?;
    let number = number.trim();
    let is_blank = |c: char| c.is_whitespace() || "._…-".contains(c);
    let number = match number.chars().all(is_blank) {
        true => None,
        false if number.chars().any(|c| c.is_ascii_digit()) && number.chars().count() <= 12 => {
            Some(number.to_owned())
        }
        false => return None,
    };
    let symbol: String = symbol.split_whitespace().collect();
    (!symbol.is_empty() && symbol.chars().count() <= 40).then_some((number, symbol))
}

/// Place and date of a line `Phường 2, ngày 05 tháng 01 năm 2024`.
pub(super) fn place_date(text: &str, words: &Words) -> Option<(String, Date)> {
    let date = &words.date;
    let low = text.to_lowercase();
    if low.len() != text.len() || text.chars().count() > 90 {
        return None;
    }
    let day_at = low.rfind(date.day.as_str())?;
    let month_at = day_at + low[day_at..].find(date.month.as_str())?;
    let year_at = month_at + low[month_at..].find(date.year.as_str())?;
    let part = |range: std::ops::Range<usize>| -> Option<Option<String>> {
        let digits: String = text.get(range)?.trim().to_owned();
        let is_number =
            !digits.is_empty() && digits.len() <= 4 && digits.chars().all(|c| c.is_ascii_digit());
        let is_blank = digits
            .chars()
            .all(|c| c.is_whitespace() || "._…-".contains(c));
        match (is_number, is_blank) {
            (true, _) => Some(Some(digits)),
            (_, true) => Some(None),
            _ => None,
        }
    };
    let day = part(day_at + date.day.len()..month_at)?;
    let month = part(month_at + date.month.len()..year_at)?;
    let rest = text[year_at + date.year.len()..]
        .trim()
        .trim_end_matches('.');
    let year = part(text.len() - text[year_at + date.year.len()..].trim_start().len()..text.len());
    let year = match year {
        Some(year) => year,
        None if rest.len() == 4 && rest.chars().all(|c| c.is_ascii_digit()) => {
            Some(rest.to_owned())
        }
        None => return None,
    };
    let place = text[..day_at]
        .trim()
        .trim_end_matches([',', ' '])
        .to_owned();
    Some((place, Date { day, month, year }))
}

/// The agencies of the lines above the number: superior ones are not bold where the others are.
fn agencies(lines: &[&HeadLine], words: &Words) -> Vec<Agency> {
    let some_bold = lines.iter().any(|line| line.bold);
    let some_plain = lines.iter().any(|line| !line.bold);
    let mut out: Vec<Agency> = Vec::new();
    let last_begins = lines
        .iter()
        .rposition(|line| !begins(&line.text, &words.units))
        .unwrap_or(0);
    for (nth, line) in lines.iter().enumerate() {
        let is_superior = match some_bold && some_plain {
            true => !line.bold,
            // Nothing tells them apart: the last name, with the line of its unit, is the agency's.
            false => !some_bold && nth < last_begins,
        };
        let ends = |agency: &Agency| {
            agency
                .name
                .last()
                .is_some_and(|name| name.ends_with(" -") || name.ends_with('-'))
        };
        // UỶ BAN NHÂN DÂN in one line, PHƯỜNG 2 in the next: one name, whatever is bold.
        let joined = out.last_mut().filter(|agency| {
            let above = agency.superior.last().filter(|_| agency.name.is_empty());
            let has_unit = |text: &str| {
                words
                    .units
                    .iter()
                    .any(|unit| small(text).contains(&format!(" {unit} ")))
            };
            !is_superior
                && begins(&line.text, &words.units)
                && above.is_some_and(|above| !has_unit(above))
        });
        if let Some(agency) = joined {
            agency.name.extend(agency.superior.pop());
            agency.name.push(line.text.clone());
            continue;
        }
        let is_new = match out.last() {
            None => true,
            Some(agency) => ends(agency) || is_superior && !agency.name.is_empty(),
        };
        if is_new {
            if let Some(name) = out.last_mut().and_then(|agency| agency.name.last_mut()) {
                *name = name.trim_end_matches(['-', ' ']).to_owned();
            }
            out.push(Agency::default());
        }
        if let Some(agency) = out.last_mut() {
            match is_superior {
                true => agency.superior.push(line.text.clone()),
                false => agency.name.push(line.text.clone()),
            }
        }
    }
    for agency in &mut out {
        if agency.name.is_empty() {
            agency.name = std::mem::take(&mut agency.superior);
        }
    }
    out
}
