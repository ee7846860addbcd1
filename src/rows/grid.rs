//! Records of cells (CSV, XLSX) to rows: the header, the types of columns, blank rows.

use super::{
    Column, Fault, Options, Row, Table, judge,
    notes::Notes,
    schema::ColumnKind,
    typed::{Numbers, Value},
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Place, Result},
    figures::{Figure, Figures, Writing},
    slug::slug,
    yaml::{MAX_REPORTED, nearest, unseen},
};

/// The most columns of a table.
pub(super) const MAX_COLUMNS: usize = 1000;
/// The longest record, in bytes.
pub(super) const MAX_RECORD: usize = 1 << 20;

/// The message about a record that is longer.
pub(super) fn too_long(place: Place, help: &str) -> Diagnostic {
    let message = format!("hàng này dài hơn {} MiB", MAX_RECORD >> 20);
    Diagnostic::error("hang-qua-dai", message)
        .at(place)
        .help(help)
}

/// A line of a table.
pub(super) struct Record {
    /// The line or row where it begins, from 1.
    pub(super) line: usize,
    /// The line where it ends: a quoted text may have several.
    pub(super) last_line: usize,
    /// The cells from the left, at most [`MAX_COLUMNS`] and one.
    pub(super) cells: Vec<(Value, Place)>,
    /// Where to point for a cell that is not there.
    pub(super) end: Place,
}

impl Record {
    fn is_blank(&self) -> bool {
        self.cells.iter().all(|(value, _)| value.is_blank())
    }
}

/// Why a record cannot be read.
pub(super) struct Failure {
    pub(super) line: usize,
    pub(super) why: Diagnostics,
    /// Nothing more can be read after it.
    pub(super) fatal: bool,
}

/// A source that gives the records of a table one by one.
pub(super) trait Records {
    /// The next record that is not simply absent; none at the end.
    fn next(&mut self) -> std::result::Result<Option<Record>, Box<Failure>>;
    /// How a message names a line: `khom.csv, dòng 5`.
    fn label(&self, line: usize) -> String;
    /// The name of the whole table.
    fn name(&self) -> String;
    /// How its numbers are written where nothing else tells; none where that is not known.
    fn writing(&self) -> Option<Writing>;
    /// Tells whether a line is not seen in its program.
    fn is_hidden_line(&self, _line: usize) -> bool {
        false
    }
    /// Tells whether a column, counted from 0, is not seen in its program.
    fn is_hidden_column(&self, _index: usize) -> bool {
        false
    }
}

/// A column that is read.
struct Read {
    /// Its index in [`Record::cells`].
    index: usize,
    kind: Option<ColumnKind>,
}

/// Goes through the rows of a table.
pub(super) struct Grid {
    records: Box<dyn Records>,
    options: Options,
    pub(super) columns: Vec<Column>,
    reads: Vec<Read>,
    /// The table, to be gone through for the writing of its columns where that is in doubt.
    table: Table,
    pub(super) warnings: Vec<Diagnostic>,
    warned: usize,
    /// Characters that no one sees were told of.
    unseen: bool,
    notes: Notes,
    number: usize,
    last_line: usize,
    done: bool,
}

impl Grid {
    /// Reads up to the header.
    pub(super) fn new(
        mut records: Box<dyn Records>,
        options: &Options,
        table: Table,
    ) -> Result<Self> {
        let header = header(&mut *records, options)?;
        let (columns, reads) = columns(&header, options)?;
        let seen = |read: &&Read| records.is_hidden_column(read.index);
        let hidden = columns.iter().zip(&reads).filter(|(_, read)| seen(read));
        let hidden: Vec<&Column> = hidden.map(|(column, _)| column).collect();
        Ok(Self {
            warnings: Notes::hidden_columns(&hidden).into_iter().collect(),
            records,
            options: options.clone(),
            columns,
            reads,
            table,
            warned: 0,
            unseen: false,
            notes: Notes::default(),
            number: 0,
            last_line: header.last_line,
            done: false,
        })
    }

    pub(super) fn next(&mut self) -> Option<Row> {
        while !self.done {
            let (line, (figures, faults)) = match self.records.next() {
                Ok(None) => break,
                Ok(Some(record)) if record.is_blank() => continue,
                Ok(Some(record)) => {
                    self.tell_gap(&record);
                    self.tell_unseen(&record);
                    self.last_line = record.last_line;
                    let hidden = self.records.is_hidden_line(record.line);
                    let is_first = self.number == 0;
                    let rules = &self.options.rows;
                    if self
                        .notes
                        .leaves_out(rules, &record, hidden, is_first, self.columns.len())
                    {
                        continue;
                    }
                    (record.line, self.figures(record))
                }
                Err(failure) => {
                    self.done = failure.fatal;
                    self.last_line = self.last_line.max(failure.line);
                    (failure.line, (Err(failure.why), Vec::new()))
                }
            };
            self.number += 1;
            return Some(Row {
                number: self.number,
                label: self.records.label(line),
                figures,
                faults,
            });
        }
        if !std::mem::replace(&mut self.done, true) {
            self.tell_notes();
        }
        None
    }

    /// Rows between rows of data that say nothing: something may have been lost there.
    fn tell_gap(&mut self, record: &Record) {
        let (first, last) = (self.last_line + 1, record.line.saturating_sub(1));
        if first > last || self.warned >= MAX_REPORTED {
            return;
        }
        self.warned += 1;
        let lines = if first == last {
            format!("dòng {first}")
        } else {
            format!("dòng {first} đến dòng {last}")
        };
        let message = format!("bảng có chỗ trống ở giữa ({lines}), đã bỏ qua");
        let place = record.cells.first().map_or(&record.end, |(_, place)| place);
        self.warnings.push(
            Diagnostic::warning("hang-trong", message)
                .at(place.clone())
                .help("xóa dòng trống, hoặc ghi nốt dữ liệu còn thiếu"),
        );
    }

    /// A word of a cell that is not what it seems: told of the first.
    fn tell_unseen(&mut self, record: &Record) {
        if self.unseen {
            return;
        }
        let mut cells = record.cells.iter();
        let found = cells.find_map(|(value, place)| Some((value.unseen()?, place)));
        if let Some((c, place)) = found {
            self.unseen = true;
            self.warnings.push(unseen::warning(c, 0, place.clone()));
        }
    }

    /// Turns what was met on the way into warnings, once the table is at its end.
    fn tell_notes(&mut self) {
        let place = self.columns.first().map(|column| column.place.clone());
        let table = self.records.name();
        let told = self.notes.told(&self.options.rows, &table, place);
        self.warnings.extend(told);
    }

    /// How the number of a cell is written, if it is one.
    fn numbers(&self, read: &Read, value: &Value) -> Numbers {
        let of_table = self.records.writing();
        let writing = match self.options.writing {
            Some(writing) => Some(writing),
            None if judge::is_doubtful(value) => judge::writing(&self.table, read.index, of_table),
            None => of_table,
        };
        Numbers { writing }
    }

    /// The values of a row, and what is wrong with single cells: they matter where they are used.
    fn figures(&self, record: Record) -> (Result<Figures>, Vec<Fault>) {
        let mut errors = Vec::new();
        let mut faults = Vec::new();
        let mut cells: Vec<Option<(Value, Place)>> = record.cells.into_iter().map(Some).collect();
        let mut entries = Vec::with_capacity(self.columns.len());
        for (column, read) in self.columns.iter().zip(&self.reads) {
            let (value, place) = cells
                .get_mut(read.index)
                .and_then(Option::take)
                .unwrap_or_else(|| (Value::Blank, record.end.clone()));
            let numbers = self.numbers(read, &value);
            let may_be_blank = self.options.optional && value.is_blank();
            let kind = read.kind.filter(|_| !may_be_blank);
            let figure = match value.figure(kind, numbers, &column.header, &place) {
                Ok(figure) => figure,
                Err(error) => {
                    match read.kind {
                        // What a column must be is checked whether it is used or not.
                        Some(_) => errors.push(*error),
                        None => faults.push(Fault {
                            column: column.name.clone(),
                            error: *error,
                        }),
                    }
                    Figure::Blank
                }
            };
            entries.push((column.name.clone(), figure, place));
        }
        let mut nameless = cells.into_iter().flatten().filter(|(v, _)| !v.is_blank());
        if let Some((_, place)) = nameless.next() {
            let message = match nameless.count() {
                0 => "ô này có dữ liệu nhưng cột của nó không có tên".to_owned(),
                more => format!(
                    "ô này và {more} ô nữa của hàng có dữ liệu nhưng cột của chúng không có tên"
                ),
            };
            errors.push(
                Diagnostic::error("cot-khong-ten", message)
                    .at(place)
                    .related(self.columns[0].place.clone(), "tên các cột ở dòng này")
                    .help("ghi tên cột, hoặc xóa ô này; ở tệp CSV, chữ có dấu ngăn cách phải đặt trong \"…\""),
            );
        }
        errors.truncate(MAX_REPORTED);
        if errors.is_empty() {
            (Ok(Figures(Figure::Map(entries))), faults)
        } else {
            (Err(Diagnostics(errors)), faults)
        }
    }
}

const HEADER_LINE: &str = "mục “dong_dau” phải là số của dòng ghi tên các cột";

/// The record that names the columns.
pub(super) fn header(records: &mut dyn Records, options: &Options) -> Result<Record> {
    loop {
        let record = match records.next() {
            Ok(record) => record,
            // What stands above the header is nobody's business.
            Err(failure)
                if !failure.fatal
                    && options
                        .header
                        .as_ref()
                        .is_some_and(|(n, _)| failure.line < *n) =>
            {
                continue;
            }
            Err(failure) => return Err(failure.why),
        };
        let Some(record) = record else {
            if let Some((line, place)) = &options.header {
                let message = format!("“{}” không có đến dòng {line}", records.name());
                let error = Diagnostic::error("bang-trong", message).at(place.clone());
                return Err(error.help(HEADER_LINE).into());
            }
            let message = format!("“{}” không có dòng tên cột", records.name());
            let error = Diagnostic::error("bang-trong", message);
            return Err(error
                .help("dòng đầu tiên của bảng ghi tên các cột, mỗi dòng sau là một hàng dữ liệu")
                .into());
        };
        match &options.header {
            None if record.is_blank() => {}
            None => return Ok(record),
            Some((line, _)) if record.last_line < *line => {}
            Some((line, _)) if record.line <= *line && !record.is_blank() => return Ok(record),
            Some((line, place)) => {
                let message = format!("dòng {line} của “{}” trống", records.name());
                let error = Diagnostic::error("bang-trong", message).at(place.clone());
                return Err(error.help(HEADER_LINE).into());
            }
        }
    }
}

fn columns(header: &Record, options: &Options) -> Result<(Vec<Column>, Vec<Read>)> {
    let mut columns: Vec<Column> = Vec::new();
    let mut reads = Vec::new();
    let mut errors = Vec::new();
    for (index, (value, place)) in header.cells.iter().enumerate() {
        if let Value::Bad(error) = value {
            errors.push((**error).clone());
            continue;
        }
        let text = value.as_header();
        if text.is_empty() {
            continue;
        }
        if index >= MAX_COLUMNS {
            let message = format!("bảng có quá {MAX_COLUMNS} cột");
            let error = Diagnostic::error("qua-nhieu-cot", message).at(place.clone());
            return Err(error
                .help("chỉ giữ lại những cột dùng trong văn bản")
                .into());
        }
        let Some(name) = column_name(&text) else {
            let message = format!("tên cột “{text}” không có chữ cái hay chữ số nào");
            let error = Diagnostic::error("ten-cot-sai", message).at(place.clone());
            errors.push(error.help("đặt tên cột bằng chữ, ví dụ Tỷ lệ"));
            continue;
        };
        if let Some(first) = columns.iter().find(|column| column.name == name) {
            let message = format!("hai cột cùng có tên `{name}` trong biểu thức");
            errors.push(
                Diagnostic::error("trung-ten-cot", message)
                    .at(place.clone())
                    .related(first.place.clone(), "cột kia ở đây")
                    .help("đổi tên một cột; tên không kể dấu, chữ hoa chữ thường và dấu câu"),
            );
            continue;
        }
        reads.push(Read {
            index,
            kind: options.kind(&name),
        });
        columns.push(Column {
            name,
            header: text.replace('\n', " "),
            place: place.clone(),
        });
    }
    if errors.is_empty() {
        errors.extend(undeclared(options, columns.iter().map(|c| c.name.as_str())));
    }
    errors.truncate(MAX_REPORTED);
    if errors.is_empty() {
        Ok((columns, reads))
    } else {
        Err(Diagnostics(errors))
    }
}

/// The name of a column in expressions, from its header; none where it has no letter or digit.
pub(crate) fn column_name(header: &str) -> Option<String> {
    let name = slug(header, '_');
    match name.chars().next()? {
        // An expression would read a number.
        '0'..='9' => Some(format!("_{name}")),
        _ => Some(name),
    }
}

/// Columns of `cot` that the table has not.
pub(super) fn undeclared<'a>(
    options: &Options,
    names: impl Iterator<Item = &'a str> + Clone,
) -> Vec<Diagnostic> {
    let missing = options
        .kinds
        .iter()
        .filter(|declared| !names.clone().any(|name| declared.is(name)));
    missing
        .map(|declared| {
            let message = format!("bảng không có cột “{}”", declared.written);
            let wrong = declared.name.as_deref().unwrap_or(&declared.written);
            Diagnostic::error("cot-la", message)
                .at(declared.place.clone())
                .help(nearest::advice(wrong, names.clone()).text)
        })
        .collect()
}
