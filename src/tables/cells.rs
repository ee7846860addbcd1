//! A cell to what is printed of it: its markup, and its number where it has one.

use super::{Cell, Column, Printed, Table, schema::Kind, spans::Mark, write};
use crate::{
    diagnostic::{Diagnostic, Place, Source},
    document::Origin,
    figures::{self, Date, Reading, Rule, Writing},
    rows,
    yaml::Text,
};
use rust_decimal::Decimal;
use std::{collections::BTreeMap, sync::Arc};

/// Expands the expressions of a text.
pub(crate) type Expand<'a> = &'a mut dyn FnMut(&Text) -> Printed;

/// The text that is printed in a cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Value {
    pub(super) markup: String,
    pub(super) number: Option<Decimal>,
    /// Where it says that it is one with another cell, if it does.
    pub(super) merged: Option<(Mark, Place)>,
    pub(super) align: Option<&'static str>,
    /// Its words, where rows are grouped by them.
    pub(super) group: Option<String>,
}

impl Value {
    /// Tells whether nothing is printed of it.
    pub(super) fn is_blank(&self) -> bool {
        self.markup.is_empty() && self.merged.is_none()
    }
}

/// Works out cells of a table.
pub(super) struct Cells<'a> {
    pub(super) table: &'a Table,
    pub(super) sources: &'a [Arc<Source>],
    pub(super) expand: Expand<'a>,
    /// The origin of what stands in a file of rows.
    pub(super) file: Option<Origin>,
    /// How the numbers of a column are written, of those columns where that was asked.
    pub(super) writings: BTreeMap<usize, Option<Writing>>,
    pub(super) errors: Vec<Diagnostic>,
}

impl Cells<'_> {
    /// A cell of a column.
    pub(super) fn value(&mut self, cell: &Cell, index: usize) -> Value {
        let column = &self.table.columns[index];
        let groups = index >= self.table.printed;
        match cell {
            Cell::Blank => Value::default(),
            Cell::Left(place) => merged(Mark::Left, place),
            Cell::Above(place) => merged(Mark::Above, place),
            Cell::Number(number, shown) => {
                let mut value = Value {
                    number: Some(*number),
                    ..Value::default()
                };
                let shown = match column.kind.is_number() {
                    true => self.shown(*number, column),
                    false => shown.to_string(),
                };
                write::text(&shown, self.file, &mut value.markup);
                value.group = groups.then_some(shown);
                value
            }
            Cell::Words(words) => {
                let mut value = Value::default();
                let lines: Vec<&str> = words.lines().filter(|l| !l.trim().is_empty()).collect();
                for (at, line) in lines.iter().enumerate() {
                    if at > 0 {
                        value.markup.push_str("<br/>");
                    }
                    write::text(line, self.file, &mut value.markup);
                }
                value.group = groups.then(|| words.to_string());
                value
            }
            Cell::Written(text) => {
                let printed = (self.expand)(text);
                let mut value = self.written(text, &printed, index);
                value.group = groups.then(|| printed.text.trim().to_owned());
                value
            }
        }
    }

    fn written(&mut self, text: &Text, printed: &Printed, index: usize) -> Value {
        let column = &self.table.columns[index];
        let words = printed.text.trim();
        let mut value = Value::default();
        if column.kind.is_number() && !is_nothing(words) {
            let Some(number) = self.number(text, printed, index) else {
                return value;
            };
            value.number = Some(number);
            let shown = self.shown(number, column);
            return self.shown_as(shown, printed, value);
        }
        match column.kind {
            Kind::Looks => {
                let rule = Rule::Text(self.table.writing.or(Some(Writing::Comma)));
                value.number = figures::read(words, rule).number();
            }
            Kind::Date if !is_nothing(words) => match Date::parse(words) {
                Some(date) => return self.shown_as(rows::date_text(date), printed, value),
                None => self.errors.push(
                    wrong(text, column, "một ngày", words)
                        .help("ghi ngày theo kiểu 05/01/2024, hoặc đổi kiểu của cột thành chu"),
                ),
            },
            _ => {}
        }
        write::lines(printed, &mut value.markup);
        value
    }

    /// A text in the writing of its column: letter for letter where that is its own.
    fn shown_as(&self, shown: String, printed: &Printed, mut value: Value) -> Value {
        if shown == printed.text.trim() {
            write::line(printed, &mut value.markup);
        } else {
            let origin = printed.map.made_of(0..printed.text.len());
            write::text(&shown, origin.map(Origin::rewritten), &mut value.markup);
        }
        value
    }

    /// The number of a text; none after an error was noted.
    fn number(&mut self, text: &Text, printed: &Printed, index: usize) -> Option<Decimal> {
        let words = printed.text.trim();
        // What an expression prints is written as offices write.
        let known = match printed.text == text.text {
            true => self.table.writing,
            false => Some(Writing::Comma),
        };
        let mut reading = figures::read(words, Rule::Text(known));
        if matches!(reading, Reading::Either { .. })
            && let Some(writing) = self.writing(index)
        {
            reading = figures::read(words, Rule::Text(Some(writing)));
        }
        let column = &self.table.columns[index];
        let error = match reading {
            Reading::Number { value, .. } => return Some(value),
            Reading::Either { grouped, decimals } => {
                let decimals = decimals.to_string().replace('.', ",");
                let message = format!(
                    "cột “{}” cần một số, mà ô này ghi “{words}”, đọc được hai cách: {grouped}, hoặc {decimals}",
                    column.title.text
                );
                Diagnostic::error("so-hai-nghia", message)
                    .at(text.place.clone())
                    .help(format!("ghi {grouped} hoặc {decimals}; hoặc ghi “thap_phan: \",\"” cho cả bảng"))
            }
            Reading::TooLong => {
                wrong(text, column, "một số", words).help("một số nhiều nhất 28 chữ số")
            }
            Reading::No => wrong(text, column, "một số", words).help(
                "ghi số bằng chữ số, ví dụ 1674 hoặc 1.674,5; không có thì để trống; hoặc đổi kiểu của cột thành chu",
            ),
        };
        self.errors.push(error);
        None
    }

    /// How the numbers of a column are written, told by all of them.
    fn writing(&mut self, index: usize) -> Option<Writing> {
        let table = self.table;
        *self.writings.entry(index).or_insert_with(|| {
            let cells = table.rows.iter().map(|row| &row.cells[index]);
            let mut told = None;
            for cell in cells {
                let Cell::Written(text) = cell else { continue };
                if let Reading::Number {
                    told: Some(writing),
                    ..
                } = figures::read(text.text.trim(), Rule::Text(None))
                {
                    match told {
                        None => told = Some(writing),
                        Some(other) if other != writing => return None,
                        Some(_) => {}
                    }
                }
            }
            told
        })
    }

    /// A number in the writing of its column.
    pub(super) fn shown(&mut self, number: Decimal, column: &Column) -> String {
        match column.digits.map(|digits| figures::round(number, digits)) {
            Some(Ok(rounded)) => figures::number(rounded),
            _ => figures::number(number),
        }
    }
}

fn merged(mark: Mark, place: &Place) -> Value {
    Value {
        merged: Some((mark, place.clone())),
        ..Value::default()
    }
}

/// `-`, `…`: words in a column of numbers that say that there is none.
fn is_nothing(words: &str) -> bool {
    words
        .chars()
        .all(|c| matches!(c, '-' | '–' | '—' | '…' | '.' | ' '))
}

fn wrong(text: &Text, column: &Column, what: &str, words: &str) -> Diagnostic {
    let mut short: String = words.chars().take(40).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    let message = format!(
        "cột “{}” cần {what}, mà ô này ghi “{short}”",
        column.title.text
    );
    Diagnostic::error("o-sai-kieu", message)
        .at(text.place.clone())
        .related(column.kind_place.clone(), "kiểu của cột ở đây")
}
