//! Rows in YAML or JSON: held in memory, bounded as all YAML is.

use super::{Column, Options, Row, TableFile, grid, typed, values};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Place, Result, Source},
    figures::{Figure, Figures},
    yaml::{
        MAX_REPORTED, json,
        names::Names,
        source,
        tree::{self, Entry, Node, Value},
        unseen,
    },
};
use std::sync::Arc;

/// The most nodes of a file of rows.
const MAX_NODES: usize = 1_000_000;

/// Rows that were read.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) columns: Vec<Column>,
    pub(super) warnings: Vec<Diagnostic>,
    rows: Vec<(usize, Result<Figures>)>,
    short_name: String,
}

impl Held {
    /// A row by its index.
    pub(super) fn row(&self, index: usize) -> Option<Row> {
        let (line, figures) = self.rows.get(index)?;
        Some(Row {
            number: index + 1,
            label: format!("{}, dòng {line}", self.short_name),
            figures: figures.clone(),
            faults: Vec::new(),
        })
    }
}

/// Reads a YAML or JSON file of rows.
pub(super) fn open(table: &TableFile) -> Result<Held> {
    let name = table.path.to_string_lossy();
    let bytes = match &table.bytes {
        Some(bytes) => Ok(bytes.to_vec()),
        None => source::read_file(&table.there),
    };
    let bytes = bytes.map_err(|error| source::unreadable(&name, &error).at(table.place.clone()))?;
    let source = source::decode(&name, bytes).map_err(|Diagnostics(all)| {
        Diagnostics(all.into_iter().map(|d| d.or_at(&table.place)).collect())
    })?;
    let is_json = table
        .path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("json"));
    let root = match is_json {
        true => json::parse(&source, MAX_NODES)?,
        false => tree::parse_any(&source, &Names::default(), MAX_NODES)?,
    };
    let rows = root.as_deref().and_then(|root| the_list(root));
    let Some(rows) = rows else {
        let range = root.map_or(0..0, |root| root.range.clone());
        let error = Diagnostic::error("bang-sai-loai", "tệp này không phải là một danh sách hàng");
        return Err(error
            .at(Place::new(&source, range))
            .help("ghi danh sách, mỗi hàng gồm các mục “tên cột: giá trị”, ví dụ: - {ten: Khóm 1, so_ho: 412}")
            .into());
    };
    hold(&source, rows, &table.options, table.short_name())
}

/// The list itself, or the only list in a map.
fn the_list(root: &Node) -> Option<&[Arc<Node>]> {
    match &root.value {
        Value::Seq(rows) => Some(rows),
        Value::Map(entries) => {
            let mut lists = entries.iter().filter_map(|entry| match &entry.value.value {
                Value::Seq(rows) => Some(rows.as_slice()),
                _ => None,
            });
            lists.next().filter(|_| lists.next().is_none())
        }
        Value::Scalar(..) => None,
    }
}

/// Takes rows out of a tree.
pub(super) fn hold(
    source: &Arc<Source>,
    rows: &[Arc<Node>],
    options: &Options,
    short_name: String,
) -> Result<Held> {
    let mut held = Held {
        columns: Vec::new(),
        warnings: Vec::new(),
        rows: Vec::new(),
        short_name,
    };
    let mut errors = Vec::new();
    let mut lines = Lines::default();
    for node in rows {
        if errors.len() >= MAX_REPORTED {
            break;
        }
        match &node.value {
            Value::Map(entries) if !entries.is_empty() => {
                let figures = row(source, (node, entries), options, &mut held.columns);
                held.rows
                    .push((lines.of(source, node.range.start), figures));
            }
            _ if node.is_blank() => held.warnings.push(
                Diagnostic::warning("hang-trong", "danh sách có một hàng trống, đã bỏ qua")
                    .at(values::place(source, node))
                    .help("xóa hàng này, hoặc ghi nốt dữ liệu còn thiếu"),
            ),
            _ => errors.push(
                Diagnostic::error("sai-kieu", "hàng này không có tên cột")
                    .at(values::place(source, node))
                    .help("ghi các mục “tên cột: giá trị”, ví dụ {ten: Khóm 1, so_ho: 412}"),
            ),
        }
    }
    held.warnings.truncate(MAX_REPORTED);
    held.warnings.extend(unseen::told(source));
    let names = held.columns.iter().map(|column| column.name.as_str());
    if !held.rows.is_empty() {
        errors.extend(grid::undeclared(options, names));
    }
    if errors.is_empty() {
        Ok(held)
    } else {
        Err(Diagnostics(errors))
    }
}

/// A row, with the entries of its map.
fn row(
    source: &Arc<Source>,
    (node, keys): (&Node, &[Entry]),
    options: &Options,
    columns: &mut Vec<Column>,
) -> Result<Figures> {
    let mut errors = Vec::new();
    let read = values::members(source, keys, &mut errors);
    let mut entries: Vec<(String, Figure, Place)> = Vec::with_capacity(read.len());
    for ((key, figure, place), entry) in read.into_iter().zip(keys) {
        let key_place = Place::new(source, entry.key_range.clone());
        let Some(name) = key_name(&key) else {
            let message = format!("tên cột “{key}” không có chữ cái hay chữ số nào");
            let error = Diagnostic::error("ten-cot-sai", message).at(key_place);
            errors.push(error.help("đặt tên cột bằng chữ, ví dụ ty_le"));
            continue;
        };
        if entries.iter().any(|(known, _, _)| *known == name) {
            let message = format!("hai mục cùng có tên `{name}` trong biểu thức");
            let error = Diagnostic::error("trung-ten-cot", message).at(key_place);
            errors.push(error.help("đổi tên một mục"));
            continue;
        }
        if !columns.iter().any(|column| column.name == name) {
            if columns.len() >= grid::MAX_COLUMNS {
                let message = format!("các hàng có quá {} cột", grid::MAX_COLUMNS);
                let error = Diagnostic::error("qua-nhieu-cot", message).at(key_place);
                return Err(error
                    .help("chỉ giữ lại những cột dùng trong văn bản")
                    .into());
            }
            columns.push(Column {
                name: name.clone(),
                header: key.clone(),
                place: key_place,
            });
        }
        let numbers = typed::Numbers {
            writing: options.writing,
        };
        let figure = match (options.kind(&name), figure) {
            (Some(_), Figure::Blank) if options.optional => Ok(Figure::Blank),
            (Some(kind), figure) => typed::declared(figure, kind, numbers, &key, &place),
            (None, Figure::Text(text)) if options.writing.is_some() => {
                Ok(typed::by_looks(text, false, numbers))
            }
            (None, figure) => Ok(as_written(figure, &place)),
        };
        match figure {
            Ok(figure) => entries.push((name, figure, place)),
            Err(error) => errors.push(*error),
        }
    }
    for declared in options.kinds.iter().filter(|_| !options.optional) {
        let here = |key: &str| key_name(key).is_some_and(|name| declared.is(&name));
        if !keys.iter().any(|entry| here(&entry.key)) {
            let message = format!("hàng này thiếu cột “{}”", declared.written);
            errors.push(
                Diagnostic::error("thieu-cot", message)
                    .at(values::place(source, node))
                    .help("ghi thêm mục này vào hàng, hoặc bỏ cột này khỏi mục “cot”"),
            );
        }
    }
    errors.truncate(MAX_REPORTED);
    if errors.is_empty() {
        Ok(Figures(Figure::Map(entries)))
    } else {
        Err(Diagnostics(errors))
    }
}

/// A whole number of a table is printed bare as it is written, in every kind of table: it may be a
/// code.
fn as_written(figure: Figure, place: &Place) -> Figure {
    match figure {
        Figure::Number { value, shown } => {
            let written = place.source.text.get(place.range.clone());
            let digits = written.filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
            Figure::Number {
                shown: digits.map_or(shown, str::to_owned),
                value,
            }
        }
        Figure::List(items) => {
            let items = items.into_iter();
            Figure::List(
                items
                    .map(|(item, place)| (as_written(item, &place), place))
                    .collect(),
            )
        }
        Figure::Map(entries) => {
            let entries = entries.into_iter();
            let entries = entries.map(|(key, item, place)| (key, as_written(item, &place), place));
            Figure::Map(entries.collect())
        }
        other => other,
    }
}

/// A key as it is where an expression can name it, else what a header would become.
fn key_name(key: &str) -> Option<String> {
    if super::is_name(key) {
        Some(key.to_owned())
    } else {
        grid::column_name(key)
    }
}

/// Line numbers of offsets that never go back: counting from the top each time would take long.
#[derive(Default)]
struct Lines {
    offset: usize,
    newlines: usize,
}

impl Lines {
    fn of(&mut self, source: &Source, offset: usize) -> usize {
        let Some(between) = source.text.get(self.offset..offset) else {
            return source.line_column(offset).0;
        };
        self.newlines += between.matches('\n').count();
        self.offset = offset;
        self.newlines + source.first_line()
    }
}
