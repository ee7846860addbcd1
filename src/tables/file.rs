//! Rows that stand in a file of their own.

use super::{
    Cell, Column, MAX_ROWS, Row, Table,
    inline::too_many,
    read::{Reading, path},
    schema::{Kind, TableEntry},
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Place},
    figures::{Figure, Figures},
    rows::{Declaration, RowReader, schema::ColumnKind},
    yaml::{MAX_REPORTED, Text, source},
};

/// Reads the rows of a table.
pub(super) fn read(table: &mut Table, entry: &TableEntry, named: &Text, with: &mut Reading<'_>) {
    let Some(path) = path(with.folder, entry) else {
        let error = Diagnostic::error("bang-duong-dan", "đường dẫn tới tệp bảng phải là tương đối")
            .at(named.place.clone());
        with.errors
            .push(error.help("để tệp cạnh tệp YAML này và chỉ ghi tên tệp, ví dụ ho-ngheo.xlsx"));
        return;
    };
    let bytes = match (with.bytes)(&path) {
        Ok(bytes) if bytes.len() <= source::MAX_BYTES => bytes,
        Ok(_) => {
            let message = format!(
                "tệp bảng “{}” lớn hơn {} MiB",
                named.text,
                source::MAX_BYTES >> 20
            );
            let error = Diagnostic::error("bang-qua-lon", message).at(named.place.clone());
            with.errors
                .push(error.help("tách thành nhiều tệp, hoặc chỉ giữ những hàng cần in"));
            return;
        }
        Err(error) => {
            let error = source::unreadable(&named.text, &error).at(named.place.clone());
            with.errors.push(error);
            return;
        }
    };
    let kinds = declared(table);
    let declaration = Declaration::of(&entry.choices, kinds, with.words, with.errors).optional();
    let rows = match declaration.file(path, named, Some(bytes)) {
        Ok(rows) => rows,
        Err(error) => return with.errors.push(*error),
    };
    with.warnings.extend(rows.without_effect(&entry.choices));
    match rows.open() {
        Ok(reader) => take(table, reader, named, with),
        Err(Diagnostics(found)) => with.errors.extend(found),
    }
}

/// The columns that the file must have, with what the reader is told of their kinds.
fn declared(table: &Table) -> Vec<(String, Option<ColumnKind>, Place)> {
    let columns = table.columns.iter();
    let columns = columns.filter(|column| !column.kind.is_index() && column.ratio.is_none());
    columns
        .map(|column| {
            let kind = match column.kind {
                Kind::Text => Some(ColumnKind::Text),
                Kind::Number | Kind::Money | Kind::Percent => Some(ColumnKind::Number),
                Kind::Date => Some(ColumnKind::Date),
                Kind::Index | Kind::GroupIndex | Kind::Looks => None,
            };
            (column.key.text.clone(), kind, column.key.place.clone())
        })
        .collect()
}

fn take(table: &mut Table, mut reader: RowReader, named: &Text, with: &mut Reading<'_>) {
    let before = with.errors.len();
    if table.printed == 0 {
        all_columns(table, &reader, named);
    }
    for row in reader.by_ref() {
        if table.rows.len() >= MAX_ROWS {
            with.errors.push(too_many(named.place.clone()));
            return;
        }
        match row.checked(|_| true) {
            Ok(Figures(Figure::Map(entries))) => {
                let cells = cells(&table.columns, entries);
                table.rows.push(Row {
                    word: None,
                    place: None,
                    cells,
                });
            }
            Ok(_) => {}
            Err(Diagnostics(found)) => with.errors.extend(found),
        }
        if with.errors.len() - before >= MAX_REPORTED {
            with.errors.truncate(before + MAX_REPORTED);
            return;
        }
    }
    with.warnings.extend(reader.warnings());
    if table.rows.is_empty() && with.errors.len() == before {
        let message = format!("“{}” không có hàng nào dưới dòng tên cột", named.text);
        let error = Diagnostic::error("bang-trong", message).at(named.place.clone());
        with.errors
            .push(error.help("ghi các hàng dữ liệu, hoặc kiểm tra lại mục “dong_dau”, “bo_hang”"));
    }
}

/// Takes the columns of the file for those of the table, which names none.
fn all_columns(table: &mut Table, reader: &RowReader, named: &Text) {
    let grouping = table.columns.pop();
    let is_grouping = |name: &str| grouping.as_ref().is_some_and(|column| column.name == name);
    let columns = reader
        .columns()
        .iter()
        .filter(|column| !is_grouping(&column.name));
    table.columns = columns
        .map(|column| Column {
            name: column.name.clone(),
            key: header(&column.header, named),
            title: header(&column.header, named),
            above: Vec::new(),
            kind: Kind::Looks,
            kind_place: named.place.clone(),
            align: None,
            width: 0,
            sum: None,
            ratio: None,
            digits: None,
        })
        .collect();
    table.printed = table.columns.len();
    if let Some(grouping) = grouping {
        table.columns.push(grouping);
        if let Some(all) = &mut table.grouping {
            all.column = Some(table.printed);
        }
    }
}

/// A header of the file, which stands nowhere in the content file but by the file's name.
fn header(header: &str, named: &Text) -> Text {
    Text {
        text: header.to_owned(),
        ..named.clone()
    }
}

/// The cells of a row in the order of the table's columns.
fn cells(columns: &[Column], entries: Vec<(String, Figure, Place)>) -> Vec<Cell> {
    let mut entries: Vec<_> = entries.into_iter().map(Some).collect();
    let mut take = |index: usize, name: &str| {
        let is_it = |entry: &Option<(String, Figure, Place)>| {
            entry.as_ref().is_some_and(|(known, ..)| known == name)
        };
        // Most files have their columns in the order of the table.
        let at = match entries.get(index).is_some_and(is_it) {
            true => Some(index),
            false => entries.iter().position(is_it),
        };
        at.and_then(|at| entries[at].take())
            .map(|(_, figure, _)| figure)
    };
    let columns = columns.iter().enumerate();
    columns
        .map(|(index, column)| {
            let figure = take(index, &column.name).unwrap_or(Figure::Blank);
            Cell::of_figure(figure)
        })
        .collect()
}
