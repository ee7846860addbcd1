//! A table to markup: titles, rows, what is worked out of them.

use super::{
    Column, Table, TableWords,
    body::{self, Line},
    cells::{Cells, Expand},
    schema::{Kind, RowWord},
    spans::{self, Mark, Span, Why},
    write,
};
use crate::{
    diagnostic::{Diagnostic, Place, Source},
    document::{ColumnAlign, TextMap},
    figures::{self, Figure, bare},
    yaml::Text,
};
use std::{collections::BTreeMap, sync::Arc};

/// A text whose expressions are expanded.
#[derive(Debug, Clone)]
pub(crate) struct Printed {
    pub(crate) text: String,
    /// Where its bytes stand.
    pub(crate) map: TextMap,
}

/// A table that is worked out.
#[derive(Debug)]
pub(crate) struct Made {
    /// The name by which texts place it.
    pub(crate) name: String,
    /// Where it is named.
    pub(crate) place: Place,
    /// The markup of its caption, without number.
    pub(super) caption: Option<String>,
    /// The origin of what is written before its caption.
    pub(super) caption_origin: Option<crate::document::Origin>,
    /// The markup of all that stands behind its caption.
    pub(super) rest: String,
    /// The figures that expressions may name: `tong` and `so_hang`.
    pub(crate) figures: Figure,
}

/// Works out a table. None after an error was noted.
pub(crate) fn make(
    table: &Table,
    words: &TableWords,
    sources: &[Arc<Source>],
    expand: Expand<'_>,
    errors: &mut Vec<Diagnostic>,
    warnings: &mut Vec<Diagnostic>,
) -> Option<Made> {
    let mut cells = Cells {
        table,
        sources,
        expand,
        file: table
            .file
            .as_ref()
            .and_then(|file| write::origin(file, sources)),
        writings: BTreeMap::new(),
        errors: Vec::new(),
    };
    let body = body::body(&mut cells, words);
    let mut rest = String::new();
    if let Some(unit) = &table.unit {
        self::unit(unit, words, &mut cells, &mut rest);
    }
    columns(table, &mut rest);
    head(&mut cells, &mut rest);
    if cells.errors.is_empty()
        && let Err(error) = rows(&body.lines, table.printed, &mut rest)
    {
        cells.errors.push(error.or_at(&table.place));
    }
    let caption = table.caption.as_ref().map(|text| {
        let mut markup = String::new();
        write::line(&(cells.expand)(text), &mut markup);
        markup
    });
    warnings.extend(body.warnings);
    if !cells.errors.is_empty() {
        errors.append(&mut cells.errors);
        return None;
    }
    rest.push_str("</table>\n");
    let caption_place = table.caption.as_ref().map(|text| &text.place);
    Some(Made {
        name: table.name.clone(),
        place: table.place.clone(),
        caption,
        caption_origin: caption_place.and_then(|place| write::origin(place, sources)),
        rest,
        figures: figures(table, &body.sums, body.count),
    })
}

/// `{so_hang: 4, tong: {so_ho: 412}}`
fn figures(table: &Table, sums: &[Option<rust_decimal::Decimal>], count: usize) -> Figure {
    let number = |value: rust_decimal::Decimal| Figure::Number {
        value,
        shown: bare(value),
    };
    let place = || table.place.clone();
    // A sum is no year: it is printed as in the table.
    let sum = |value: rust_decimal::Decimal| Figure::Number {
        value,
        shown: figures::number(value),
    };
    let sums = table.columns.iter().zip(sums);
    let sums = sums.filter_map(|(column, value)| {
        let value = (*value)?;
        Some((column.name.clone(), sum(value), place()))
    });
    Figure::Map(vec![
        ("so_hang".to_owned(), number(count.into()), place()),
        ("tong".to_owned(), Figure::Map(sums.collect()), place()),
    ])
}

/// `<unit>Đơn vị tính: hộ</unit>`
fn unit(unit: &Text, words: &TableWords, cells: &mut Cells<'_>, out: &mut String) {
    let printed = (cells.expand)(unit);
    out.push_str("  <unit>");
    let lower = printed.text.trim_start().to_lowercase();
    let known = words
        .unit
        .iter()
        .any(|word| lower.starts_with(&word.to_lowercase()));
    if let Some(first) = words.unit.first().filter(|_| !known) {
        let origin = write::origin(&unit.place, cells.sources);
        write::text(&format!("{first}: "), origin, out);
    }
    write::line(&printed, out);
    out.push_str("</unit>\n");
}

fn columns(table: &Table, out: &mut String) {
    for column in &table.columns[..table.printed] {
        let align = match (column.align, column.kind) {
            (Some(ColumnAlign::Left), _) => "left",
            (Some(ColumnAlign::Centre), _) => "centre",
            (Some(ColumnAlign::Right), _) => "right",
            (_, Kind::Index | Kind::GroupIndex | Kind::Date) => "centre",
            (_, kind) if kind.is_number() => "right",
            (_, Kind::Text) => "left",
            (_, _) => "auto",
        };
        out.push_str(&format!(
            "  <column width=\"{}\" align=\"{align}\"/>\n",
            column.width
        ));
    }
}

/// The titles: those above others over all neighbours that have them, each title down to the rows.
fn head(cells: &mut Cells<'_>, out: &mut String) {
    let table = cells.table;
    let columns = &table.columns[..table.printed];
    let levels = columns
        .iter()
        .map(|column| column.above.len())
        .max()
        .unwrap_or(0);
    out.push_str("  <head>");
    for level in 0..=levels {
        out.push_str("<row>");
        let mut index = 0;
        while let Some(column) = columns.get(index) {
            if let Some(title) = column.above.get(level) {
                let alike = columns[index..]
                    .iter()
                    .take_while(|other| same(column, other, level));
                let across = alike.count().max(1);
                cell(cells, title, Span { across, down: 1 }, out);
                index += across;
                continue;
            }
            if column.above.len() == level {
                let down = levels + 1 - level;
                cell(cells, &column.title, Span { across: 1, down }, out);
            }
            index += 1;
        }
        out.push_str("</row>");
    }
    out.push_str("</head>\n");
}

/// Tells whether two columns have the same titles down to a level.
fn same(column: &Column, other: &Column, level: usize) -> bool {
    let titles = |column: &Column| -> Option<Vec<String>> {
        let all = column.above.get(..=level)?;
        Some(all.iter().map(|title| title.text.clone()).collect())
    };
    titles(column) == titles(other)
}

fn cell(cells: &mut Cells<'_>, title: &Text, span: Span, out: &mut String) {
    write::open_cell(span, None, out);
    write::lines(&(cells.expand)(title), out);
    out.push_str("</cell>");
}

fn rows(lines: &[Line], printed: usize, out: &mut String) -> Result<(), Box<Diagnostic>> {
    let mark = |value: &super::cells::Value| value.merged.as_ref().map_or(Mark::Own, |(m, _)| *m);
    let marks: Vec<Vec<Mark>> = lines
        .iter()
        .map(|line| line.cells.iter().map(mark).collect())
        .collect();
    let spans = spans::spans(&marks).map_err(|fault| {
        let cell = &lines[fault.row].cells[fault.column];
        let place = cell.merged.as_ref().map(|(_, place)| place.clone());
        Box::new(cannot_merge(fault.why).at(place))
    })?;
    for (line, spans) in lines.iter().zip(&spans) {
        out.push_str(match line.word {
            None => "  <row>",
            Some(RowWord::Group) => "  <row kind=\"group\">",
            Some(RowWord::Subtotal) => "  <row kind=\"subtotal\">",
            Some(RowWord::Total) => "  <row kind=\"total\">",
        });
        for (cell, span) in line.cells.iter().zip(spans).take(printed) {
            if let Some(span) = span {
                write::open_cell(*span, cell.align, out);
                out.push_str(&cell.markup);
                out.push_str("</cell>");
            }
        }
        out.push_str("</row>\n");
    }
    Ok(())
}

/// The message about marks that merge nothing, or no rectangle.
pub(crate) fn cannot_merge(why: Why) -> Diagnostic {
    let (message, help) = match why {
        Why::NothingLeft => (
            "ô “<” ở cột đầu không có ô nào bên trái để gộp",
            "ghi chữ vào ô này, hoặc để trống",
        ),
        Why::NothingAbove => (
            "ô “^” không có ô nào bên trên để gộp: đây là hàng đầu",
            "ghi chữ vào ô này, hoặc để trống; ô tiêu đề và ô thân bảng không gộp với nhau",
        ),
        Why::NoRectangle => (
            "các ô gộp ở đây không thành một hình chữ nhật",
            "gộp nhiều hàng và nhiều cột thì ghi “^” hoặc “<” ở mọi ô bị che, không chờm lên ô đã gộp khác",
        ),
        Why::NoCell => (
            "hàng này không có ô nào của mình: mọi ô đều gộp với ô bên trên",
            "bỏ hàng này, hoặc ghi chữ vào một ô của hàng",
        ),
    };
    Diagnostic::error("o-gop-sai", message).help(help)
}
