//! Facts of its sheets that the reader of a workbook does not tell: rows and columns that are hidden,
//! errors of newer programs, and digits that a number loses (`0100`).
//!
//! It is noted on the walk that looks through every part anyway ([`super::scan`]).

use super::{COMPUTE, scan};
use crate::diagnostic::Diagnostic;
use crate::figures;
use calamine::CellErrorType;
use quick_xml::events::BytesStart;
use std::collections::BTreeMap;

/// The most cells of a sheet that are noted one by one.
const MOST_CELLS: usize = 100_000;

/// Row and column, from 0.
pub(super) type Position = (u32, u32);

/// The facts of one part of the package.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// First and last row, from 1.
    hidden_rows: Vec<(u32, u32)>,
    /// First and last column, from 1.
    hidden_columns: Vec<(u32, u32)>,
    /// Numbers whose digits in the file begin with zeros.
    pub(super) coded: BTreeMap<Position, String>,
    /// Errors that the reader does not know, in their order.
    pub(super) errors: Vec<(Position, String)>,
    row: u32,
    cell: Option<Cell>,
}

/// A cell that is walked through.
#[derive(Debug)]
struct Cell {
    position: Position,
    is_error: bool,
    in_value: bool,
}

impl Sheet {
    pub(super) fn is_hidden_row(&self, row: usize) -> bool {
        is_within(&self.hidden_rows, row)
    }

    /// Tells whether a column is hidden, from 0.
    pub(super) fn is_hidden_column(&self, index: usize) -> bool {
        is_within(&self.hidden_columns, index + 1)
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "row" => {
                let told = scan::attribute(tag, "r").and_then(|row| row.parse().ok());
                self.row = told.unwrap_or(self.row.saturating_add(1));
                if is_hidden(tag) || is_zero(tag, "ht") {
                    add(&mut self.hidden_rows, self.row, self.row);
                }
            }
            "col" if is_hidden(tag) || is_zero(tag, "width") => {
                let number = |name| scan::attribute(tag, name)?.parse().ok();
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    add(&mut self.hidden_columns, first, last);
                }
            }
            "c" => {
                let kind = scan::attribute(tag, "t");
                let (row, column) = scan::corner(&scan::attribute(tag, "r").unwrap_or_default());
                let position = |n: u64| u32::try_from(n).ok()?.checked_sub(1);
                self.cell = match (position(row), position(column), kind.as_deref()) {
                    (Some(row), Some(column), None | Some("n" | "e")) => Some(Cell {
                        position: (row, column),
                        is_error: kind.as_deref() == Some("e"),
                        in_value: false,
                    }),
                    _ => None,
                };
            }
            "v" => {
                if let Some(cell) = &mut self.cell {
                    cell.in_value = true;
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) -> Option<Diagnostic> {
        let cell = self.cell.as_ref().filter(|cell| cell.in_value)?;
        let position = cell.position;
        if cell.is_error {
            if text.parse::<CellErrorType>().is_err() {
                self.errors
                    .push((position, text.chars().take(40).collect()));
            }
        } else if is_coded(text) {
            self.coded.insert(position, text.to_owned());
        }
        (self.errors.len().max(self.coded.len()) > MOST_CELLS).then(|| {
            let message = "trang tính có quá nhiều ô báo lỗi hoặc ô số bắt đầu bằng 0";
            Diagnostic::error("bang-qua-lon", message).help(COMPUTE)
        })
    }

    fn end(&mut self, name: &str) {
        match (name, &mut self.cell) {
            ("v", Some(cell)) => cell.in_value = false,
            ("c", _) => self.cell = None,
            _ => {}
        }
    }
}

fn is_hidden(tag: &BytesStart<'_>) -> bool {
    scan::attribute(tag, "hidden").is_some_and(|value| matches!(value.as_str(), "1" | "true"))
}

fn is_zero(tag: &BytesStart<'_>, name: &str) -> bool {
    scan::attribute(tag, name).is_some_and(|value| value.parse() == Ok(0.0_f64))
}

/// Digits behind a zero, and nothing else.
fn is_coded(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    figures::is_coded(digits) && digits.bytes().all(|b| b.is_ascii_digit())
}

fn add(ranges: &mut Vec<(u32, u32)>, first: u32, last: u32) {
    match ranges.last_mut() {
        Some((_, end)) if end.checked_add(1) == Some(first) => *end = last,
        _ => ranges.push((first, last)),
    }
}

fn is_within(ranges: &[(u32, u32)], number: usize) -> bool {
    let Ok(number) = u32::try_from(number) else {
        return false;
    };
    // They come in their order; what a file has in another order is not worth a search.
    let next = ranges.partition_point(|(first, _)| *first <= number);
    next.checked_sub(1).is_some_and(|at| number <= ranges[at].1)
}

/// The facts of all parts of the package.
#[derive(Debug, Default)]
pub(super) struct Facts {
    part: String,
    parts: BTreeMap<String, Sheet>,
    /// Name of a sheet and its relation.
    sheets: Vec<(String, String)>,
    /// The part that names the sheets.
    workbook: String,
    /// The part that a relation stands in, its name, and the part that it means.
    relations: Vec<(String, String, String)>,
}

impl Facts {
    /// A part begins.
    pub(super) fn begin(&mut self, part: &str) {
        part.trim_start_matches('/').clone_into(&mut self.part);
    }

    pub(super) fn start(&mut self, tag: &BytesStart<'_>) {
        let told = |name| scan::attribute(tag, name);
        match tag.local_name().as_ref() {
            "sheet" => {
                let relation = tag.attributes().flatten().find_map(|attribute| {
                    let is_it = attribute.key.local_name().as_ref() == "id";
                    is_it.then(|| attribute.value.as_ref().to_owned())
                });
                if let (Some(name), Some(relation)) = (told("name"), relation) {
                    self.workbook.clone_from(&self.part);
                    self.sheets.push((name, relation));
                }
            }
            "Relationship" => {
                if let (Some(name), Some(target)) = (told("Id"), told("Target")) {
                    self.relations.push((self.part.clone(), name, target));
                }
            }
            "worksheet" => {
                self.parts.insert(self.part.clone(), Sheet::default());
            }
            "row" | "col" | "c" | "v" => {
                if let Some(sheet) = self.parts.get_mut(&self.part) {
                    sheet.start(tag);
                }
            }
            _ => {}
        }
    }

    pub(super) fn text(&mut self, text: &str) -> Option<Diagnostic> {
        self.parts.get_mut(&self.part)?.text(text)
    }

    pub(super) fn end(&mut self, name: &str) {
        if let Some(sheet) = self.parts.get_mut(&self.part) {
            sheet.end(name);
        }
    }

    /// The facts of the sheet of a name; none are known where it is not found.
    pub(super) fn of_sheet(mut self, name: &str) -> Sheet {
        let escaped = |text: &str| quick_xml::escape::unescape(text).map(|t| t.into_owned());
        let wanted = self
            .sheets
            .iter()
            .find(|(known, _)| known == name || escaped(known).is_ok_and(|known| known == name));
        let (folder, file) = self
            .workbook
            .rsplit_once('/')
            .unwrap_or(("", &self.workbook));
        let beside = |path: &str| match (path.strip_prefix('/'), folder) {
            (Some(absolute), _) => absolute.to_owned(),
            (None, "") => path.to_owned(),
            (None, folder) => format!("{folder}/{path}"),
        };
        let relations = beside(&format!("_rels/{file}.rels"));
        let target = wanted.and_then(|(_, relation)| {
            let mut all = self.relations.iter();
            all.find(|(part, name, _)| *part == relations && name == relation)
        });
        let part = target.map(|(_, _, target)| beside(target.trim_start_matches("./")));
        part.and_then(|part| self.parts.remove(&part))
            .unwrap_or_default()
    }
}

/// The message about a cell with an error of the program's.
pub(super) fn error(text: &str) -> Diagnostic {
    Diagnostic::error("o-loi", format!("ô này đang báo lỗi {text}"))
        .help("mở bảng bằng Excel, sửa công thức của ô này hoặc ghi thẳng giá trị vào ô")
}
