//! Tables: column shares from the dashes, and the slips that GFM passes over in silence.

use super::Known;
use super::report::Report;
use super::tree::{Cell, Piece, Row, Table, plain, visible};
use crate::diagnostic::Diagnostic;
use crate::document::{Column, ColumnAlign, RowKind};
use crate::rows;
use crate::tables::{
    cannot_merge,
    spans::{self, Mark},
};
use pulldown_cmark::Alignment;
use std::ops::Range;

/// A table with its columns; `range` is the whole table.
pub(super) fn start(alignments: &[Alignment], at: Range<usize>, report: &Report<'_>) -> Table {
    let mut dashes = at.start;
    let mut widths = Vec::new();
    for line in report.slice(at.clone()).split_inclusive('\n') {
        if is_dashes(line.trim()) {
            widths = self::widths(line);
            break;
        }
        dashes += line.len();
    }
    let columns = alignments
        .iter()
        .enumerate()
        .map(|(index, alignment)| Column {
            width: widths.get(index).copied().unwrap_or(0),
            align: match alignment {
                Alignment::None => ColumnAlign::Auto,
                Alignment::Left => ColumnAlign::Left,
                Alignment::Center => ColumnAlign::Centre,
                Alignment::Right => ColumnAlign::Right,
            },
        })
        .collect();
    Table {
        caption: None,
        unit: None,
        columns,
        head: Vec::new(),
        rows: Vec::new(),
        at,
        dashes,
    }
}

/// A row of cells; what they cover is told when the table is whole.
pub(super) fn row(cells: Vec<Cell>) -> Row {
    Row {
        kind: RowKind::Plain,
        cells,
    }
}

/// `|---|:--:|`
pub(super) fn is_dashes(line: &str) -> bool {
    let known = |c| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '\r');
    line.contains('|') && line.contains('-') && line.chars().all(known)
}

/// Shares by the number of dashes, as Pandoc does; equal ones and the bare minimum of three
/// mean nothing: 0, even.
fn widths(delimiter: &str) -> Vec<u32> {
    let cells = inner(delimiter).split('|');
    let dashes: Vec<u32> = cells
        .map(|cell| u32::try_from(cell.matches('-').count()).unwrap_or(u32::MAX))
        .collect();
    let even = dashes.iter().all(|n| *n <= 3) || dashes.windows(2).all(|pair| pair[0] == pair[1]);
    if even { vec![0; dashes.len()] } else { dashes }
}

/// A row of the source without its outer bars.
pub(super) fn inner(line: &str) -> &str {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    match line.strip_suffix('|') {
        Some(rest) if !rest.ends_with('\\') => rest,
        _ => line,
    }
}

pub(super) fn bars(line: &str) -> usize {
    let mut previous = '\0';
    let mut count = 0;
    for c in line.chars() {
        count += usize::from(c == '|' && previous != '\\');
        previous = c;
    }
    count
}

/// Reports a row with too many cells (GFM would drop them) or too few, and a line that only stuck to the
/// table because no empty line stands between.
pub(super) fn check_row(table: &Table, at: &Range<usize>, report: &mut Report<'_>) {
    let columns = table.columns.len();
    let line = report.slice(at.clone()).lines().next().unwrap_or("");
    let cells = bars(inner(line)) + 1;
    if columns > 1 && bars(line) == 0 {
        report.error(
            at.clone(),
            Diagnostic::error(
                "bang-dinh-dong",
                "dòng này không có dấu | nhưng dính vào bảng phía trên",
            )
            .help("để một dòng trống sau bảng; nếu là một hàng của bảng thì viết đủ dấu |"),
        );
    } else if cells > columns {
        report.error(
            at.clone(),
            Diagnostic::error(
                "bang-thua-o",
                format!("hàng này có {cells} ô nhưng bảng chỉ có {columns} cột"),
            )
            .help("bỏ bớt ô, hoặc thêm cột ở hàng tiêu đề và hàng gạch; nếu | là chữ của văn bản thì viết \\|"),
        );
    } else if cells < columns {
        report.warning(
            at.clone(),
            Diagnostic::warning(
                "bang-thieu-o",
                format!("hàng này có {cells} ô nhưng bảng có {columns} cột: ô còn thiếu để trống"),
            )
            .help("thêm ô còn thiếu; ô để trống thì vẫn viết đủ dấu |"),
        );
    }
}

/// The table when it closes. A header row of empty cells means: no header.
pub(super) fn finish(mut table: Table, known: Known<'_>, report: &mut Report<'_>) -> Table {
    let mut head = table.head.iter().flat_map(|row| &row.cells);
    if !head.any(|cell| visible(&cell.line)) {
        table.head.clear();
    }
    merge(&mut table.head, report);
    merge(&mut table.rows, report);
    kinds(&mut table.rows, known);
    let rows = table.rows.iter().chain(&table.head);
    let mut cells = rows.flat_map(|row| &row.cells);
    if !cells.any(|cell| visible(&cell.line)) && !report.failed() {
        report.error(
            table.at.clone(),
            Diagnostic::error("bang-trong", "bảng không có chữ nào")
                .help("viết nội dung vào các ô, hoặc bỏ bảng"),
        );
    }
    table
}

/// Works out what each cell covers.
fn merge(rows: &mut [Row], report: &mut Report<'_>) {
    let mark = |cell: &Cell| mark(cell, report);
    let marks: Vec<Vec<Mark>> = rows
        .iter()
        .map(|row| row.cells.iter().map(mark).collect())
        .collect();
    match spans::spans(&marks) {
        Ok(spans) => {
            for (row, spans) in rows.iter_mut().zip(spans) {
                for (cell, span) in row.cells.iter_mut().zip(spans) {
                    cell.span = span;
                }
            }
        }
        Err(fault) => {
            let at = rows[fault.row].cells[fault.column].at.clone();
            report.error(at, cannot_merge(fault.why));
        }
    }
}

/// Reads whether a cell says that it is one with another; `\\<` is a letter of the text.
fn mark(cell: &Cell, report: &Report<'_>) -> Mark {
    match cell.line.as_slice() {
        [Piece::Text { text, at, .. }] if !report.slice(0..at.start).ends_with('\\') => {
            Mark::of(text.trim())
        }
        _ => Mark::Own,
    }
}

/// Tells rows of one cell over all columns, which begin a group, and rows of sums.
fn kinds(rows: &mut [Row], known: Known<'_>) {
    let last = rows.len().saturating_sub(1);
    for (index, row) in rows.iter_mut().enumerate() {
        let mut own = row.cells.iter().filter(|cell| cell.span.is_some());
        let is_one = matches!(
            (own.next(), own.next()),
            (Some(Cell { span: Some(span), .. }), None) if span.across > 1 && span.down == 1
        );
        let words = row
            .cells
            .iter()
            .map(|cell| plain(&cell.line).to_lowercase());
        let mut words = words.filter(|text| text.contains(char::is_alphabetic));
        let is_sum = words
            .next()
            .is_some_and(|text| rows::is_total(&text, known.rows));
        row.kind = match (is_one, is_sum) {
            (true, _) => RowKind::Group,
            (false, true) if index == 0 || index == last => RowKind::Total,
            (false, true) => RowKind::Subtotal,
            (false, false) => RowKind::Plain,
        };
    }
}

/// A paragraph with a line `|---|---|` was meant as a table.
pub(super) fn check_lookalike(at: &Range<usize>, report: &mut Report<'_>) {
    if !report.slice(at.clone()).contains('|') {
        return;
    }
    let mut start = at.start;
    let mut above = None;
    for line in report.slice(at.clone()).split_inclusive('\n') {
        let text = line.trim_end();
        if is_dashes(text) {
            let columns = bars(inner(text)) + 1;
            let cells = above.map_or(0, |above| bars(inner(above)) + 1);
            report.error(
                start..start + text.len(),
                Diagnostic::error(
                    "bang-sai-cot",
                    format!("hàng gạch có {columns} cột nhưng hàng tiêu đề phía trên có {cells} ô"),
                )
                .help("viết hàng tiêu đề và hàng gạch cùng số cột, để một dòng trống trước bảng"),
            );
            return;
        }
        start += line.len();
        above = Some(text);
    }
    check_rows(at, report);
}

/// Rows without a row of dashes are no table to Markdown: their bars would be printed. One row shows
/// itself by its outer bars, several also by as many bars in each.
fn check_rows(at: &Range<usize>, report: &mut Report<'_>) {
    let text = report.slice(at.clone());
    let mut start = at.start;
    let mut before: Option<(usize, usize)> = None;
    for line in text.split_inclusive('\n') {
        let row = line.trim();
        let count = bars(row);
        let outer = count >= 2 && row.starts_with('|') && row.ends_with('|');
        let first = match before {
            Some((from, bars)) if bars == count && count > 0 => Some(from),
            _ => outer.then_some(start),
        };
        if let Some(from) = first {
            let end = from
                + report
                    .slice(from..at.end)
                    .lines()
                    .next()
                    .map_or(0, str::len);
            let columns = bars(inner(report.slice(from..end))) + 1;
            let dashes = format!("|{}", "---|".repeat(columns.min(MOST_SHOWN)));
            report.error(
                from..end,
                Diagnostic::error(
                    "bang-thieu-gach",
                    "các dòng có dấu | ở đây chưa thành bảng: dưới hàng tiêu đề thiếu hàng gạch",
                )
                .help(format!(
                    "thêm dưới hàng thứ nhất một hàng gạch {dashes} (bảng không có tiêu đề thì đặt hàng gạch dưới một hàng ô trống); \
                     nếu | là chữ của văn bản thì viết \\|"
                )),
            );
            return;
        }
        before = Some((start, count));
        start += line.len();
    }
}

/// So many columns of dashes are shown in a message.
const MOST_SHOWN: usize = 8;
