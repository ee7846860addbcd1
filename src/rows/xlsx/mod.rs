//! XLSX, row by row: a sheet is streamed, only its shared strings and styles are held.

mod container;
mod facts;
mod format;
mod scan;
mod value;

pub(super) use container::OLE2;

use super::{
    Bytes, Options, TableFile,
    grid::{self, Failure, MAX_COLUMNS, MAX_RECORD, Record, Records},
    typed::Value,
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Extent, Place, Result, Source},
    figures::Writing,
    yaml::{MAX_REPORTED, nearest, source},
};
use calamine::{
    DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError,
};
use facts::Facts;
use self_cell::{MutBorrow, self_cell};
use std::{
    collections::{BTreeSet, VecDeque},
    io::BufReader,
};
use value::Format;

/// Formulas without a value that are remembered; a table with more was never worked out.
const MAX_UNCOMPUTED: usize = 10_000;
/// The most bytes of a cell's text; Excel keeps 32,767 characters.
const MAX_TEXT: usize = 128 << 10;
/// The most bytes of all cells' texts: one text in the file may stand in millions of cells.
const MAX_TEXTS: u64 = 2 << 30;

/// How to mend a table of another program's format.
pub(super) const SAVE_AS: &str = "mở tệp bằng Excel hoặc LibreOffice rồi chọn “Lưu thành” (Save as), kiểu “Excel Workbook (*.xlsx)”";

type Workbook = Xlsx<BufReader<Bytes>>;
type CellReader<'a> = XlsxCellReader<'a, BufReader<Bytes>>;

self_cell!(
    /// A workbook and the reader that borrows it.
    struct Sheet {
        owner: MutBorrow<Workbook>,
        #[not_covariant]
        dependent: CellReader,
    }
);

/// Opens a sheet of an XLSX file.
pub(super) fn open(table: &TableFile) -> Result<Box<dyn Records>> {
    let path = table.path.to_string_lossy();
    let unreadable =
        |error: &std::io::Error| source::unreadable(&path, error).at(table.place.clone());
    let mut file = table.open().map_err(|error| unreadable(&error))?;
    let mut facts = Facts::default();
    if let Some(error) =
        container::check(&mut file, &mut facts).map_err(|error| unreadable(&error))?
    {
        return Err(error.at(table.place.clone()).into());
    }
    let told = |error: XlsxError| told(&error).at(table.place.clone());
    let mut workbook = Workbook::new(BufReader::new(file)).map_err(told)?;
    let sheet = choose(&workbook, &table.options, &table.place)?;
    let uncomputed = uncomputed(&mut workbook, &sheet).map_err(told)?;
    if uncomputed.len() >= MAX_UNCOMPUTED {
        let message = format!("trang “{sheet}” có quá nhiều công thức chưa được tính");
        let error = Diagnostic::error("cong-thuc-chua-tinh", message).at(table.place.clone());
        return Err(error.help(COMPUTE).into());
    }
    let merged = workbook.merge_cells_by_sheet_name(&sheet).map_err(told)?;
    let formats = {
        let reader = workbook.worksheet_cells_reader(&sheet).map_err(told)?;
        let format = |style: &calamine::Style| {
            let format = style.number_format.as_ref();
            Format::new(format.map_or("", |format| &format.format_code))
        };
        reader.styles().iter().map(format).collect()
    };
    let mut facts = facts.of_sheet(&sheet);
    let errors = std::mem::take(&mut facts.errors).into();
    let mut records = SheetRecords {
        sheet: Sheet::try_new(MutBorrow::new(workbook), |workbook| {
            workbook.borrow_mut().worksheet_cells_reader(&sheet)
        })
        .map_err(told)?,
        formats,
        facts,
        errors,
        uncomputed,
        name: format!("{path}, trang “{sheet}”"),
        short: format!("{}, trang “{sheet}”", table.short_name()),
        pending: None,
        texts: 0,
        ended: false,
    };
    refuse_merged(&mut records, &merged, table)?;
    Ok(Box::new(records))
}

const COMPUTE: &str =
    "mở bảng bằng Excel để Excel tính công thức, rồi lưu lại; hoặc ghi thẳng giá trị vào ô";

/// The sheets of a workbook that rows can be read from, in their order; true for those that are hidden.
#[cfg(feature = "serve")]
pub(super) fn sheets(there: &std::path::Path, name: &str) -> Result<Vec<(String, bool)>> {
    let unreadable = |error: &std::io::Error| source::unreadable(name, error);
    let file = std::fs::File::open(there).map_err(|error| unreadable(&error))?;
    let mut file = Bytes::File(file);
    let checked = container::check(&mut file, &mut Facts::default());
    if let Some(error) = checked.map_err(|error| unreadable(&error))? {
        return Err(error.into());
    }
    let workbook = Workbook::new(BufReader::new(file));
    let workbook = workbook.map_err(|error| told(&error))?;
    let sheets = workbook.sheets_metadata().iter();
    let sheets = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet);
    Ok(sheets
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect())
}

/// The sheet that was chosen, else the first that is not hidden.
fn choose(workbook: &Workbook, options: &Options, place: &Place) -> Result<String> {
    let sheets = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names = sheets.clone().map(|sheet| sheet.name.as_str());
    let Some(chosen) = &options.sheet else {
        let mut visible = sheets.filter(|sheet| sheet.visible == SheetVisible::Visible);
        return visible
            .next()
            .map(|sheet| sheet.name.clone())
            .ok_or_else(|| {
                Diagnostic::error("khong-co-trang", "bảng tính không có trang nào để đọc")
                    .at(place.clone())
                    .help("ghi tên trang ở mục “trang”, hoặc bỏ ẩn trang trong Excel")
                    .into()
            });
    };
    // Excel itself does not tell capitals of sheets apart; blanks around a name are not seen.
    let is_it = |name: &&str| {
        crate::yaml::text::normal(name.trim()).to_lowercase() == chosen.text.to_lowercase()
    };
    names.clone().find(is_it).map(str::to_owned).ok_or_else(|| {
        let message = format!("bảng tính không có trang “{}”", chosen.text);
        let error = Diagnostic::error("khong-co-trang", message).at(chosen.place.clone());
        let advice = nearest::advice(&chosen.text, names);
        advice.on(error, &chosen.text, &chosen.place).into()
    })
}

/// Cells whose formula has no value in the file.
fn uncomputed(
    workbook: &mut Workbook,
    sheet: &str,
) -> std::result::Result<BTreeSet<(u32, u32)>, XlsxError> {
    let mut found = BTreeSet::new();
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    loop {
        let cell = match cells.next_cell_with_formula_metadata() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            // A cell with an error has a value.
            Err(XlsxError::CellError(_)) => continue,
            Err(error) => return Err(error),
        };
        if cell.formula.is_some() && cell.value == DataRef::Empty {
            found.insert(cell.pos);
            if found.len() >= MAX_UNCOMPUTED {
                break;
            }
        }
    }
    Ok(found)
}

/// All but the first of merged cells are blank: rows of data would be read wrong.
fn refuse_merged(
    records: &mut SheetRecords,
    merged: &[Dimensions],
    table: &TableFile,
) -> Result<()> {
    // Titles above the table are often merged, and do no harm there.
    let header = match (&table.options.header, merged) {
        (_, []) => return Ok(()),
        (Some((line, _)), _) => *line,
        (None, _) => match records.first_row() {
            Ok(Some(row)) => row,
            Ok(None) | Err(_) => return Ok(()),
        },
    };
    let in_table = merged
        .iter()
        .filter(|range| range.end.0 as usize + 1 >= header);
    let errors: Vec<Diagnostic> = in_table
        .take(MAX_REPORTED)
        .map(|range| {
            let cells = format!("{}:{}", cell_name(range.start), cell_name(range.end));
            let row = range.start.0 as usize + 1;
            let name = format!("{}, ô {cells}", records.name);
            let place = Place::new(&Source::part(name, "", Extent::Cell(row)), 0..0);
            Diagnostic::error("o-gop", format!("các ô {cells} bị gộp làm một"))
                .at(place)
                .help("trong Excel chọn các ô này, bấm Merge & Center để bỏ gộp, rồi ghi đủ từng ô")
        })
        .collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Diagnostics(errors))
    }
}

/// `C4`, from row and column counted from 0.
fn cell_name((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", row + 1)
}

/// Why no cell can be had.
#[derive(Debug, thiserror::Error)]
enum Unread {
    #[error(transparent)]
    Reader(#[from] XlsxError),
    /// More text than [`MAX_TEXTS`].
    #[error("too much text")]
    TooMuch,
}

/// A cell with its column, from 0.
type Cell = (usize, Value, Place);

struct SheetRecords {
    sheet: Sheet,
    /// The number format of each style.
    formats: Vec<Format>,
    facts: facts::Sheet,
    /// Cells with errors that the reader does not know, and gives up.
    errors: VecDeque<(facts::Position, String)>,
    uncomputed: BTreeSet<(u32, u32)>,
    name: String,
    short: String,
    /// The first cell of the next row.
    pending: Option<(usize, Cell)>,
    /// Bytes of all texts so far.
    texts: u64,
    /// The reader must not be asked past the end: it would look for an end once more.
    ended: bool,
}

impl SheetRecords {
    /// The next cell that holds something, with its row from 1.
    fn cell(&mut self) -> std::result::Result<Option<(usize, Cell)>, Unread> {
        if let Some(cell) = self.pending.take() {
            return Ok(Some(cell));
        }
        let Self {
            sheet,
            formats,
            facts,
            errors,
            uncomputed,
            name,
            short: _,
            pending: _,
            texts,
            ended,
        } = self;
        if *ended {
            return Ok(None);
        }
        sheet.with_dependent_mut(|_, reader| {
            loop {
                let (cell, style) = match reader.next_cell_with_style_id() {
                    Ok(Some(cell)) => cell,
                    Ok(None) => break,
                    // It reads on behind a cell whose error it does not know.
                    Err(XlsxError::CellError(text)) => match errors.pop_front() {
                        Some((position, text)) => {
                            return Ok(Some(error_cell(name, position, &text)));
                        }
                        None => return Err(XlsxError::CellError(text).into()),
                    },
                    Err(error) => return Err(error.into()),
                };
                let position @ (row, column) = cell.get_position();
                let row = row as usize + 1;
                let data = cell.get_value();
                let empty = *data == DataRef::Empty;
                if empty && !uncomputed.contains(&position) {
                    continue;
                }
                let size = written(data).map_or(0, str::len);
                *texts += size as u64;
                if *texts > MAX_TEXTS {
                    return Err(Unread::TooMuch);
                }
                let is_long = size > MAX_TEXT;
                let shown = if is_long {
                    String::new()
                } else {
                    text_of(data)
                };
                let name = format!("{name}, ô {}", cell_name(position));
                let source = Source::part(name, shown, Extent::Cell(row));
                let place = Place::new(&source, 0..source.text.len());
                let value = if is_long {
                    let message = format!("chữ ở ô này dài hơn {} KiB", MAX_TEXT >> 10);
                    let error = Diagnostic::error("o-qua-dai", message).at(place.clone());
                    Value::Bad(Box::new(error.help(scan::SHORTEN)))
                } else if empty {
                    let message = "công thức ở ô này chưa được tính";
                    let error = Diagnostic::error("cong-thuc-chua-tinh", message);
                    Value::Bad(Box::new(error.at(place.clone()).help(COMPUTE)))
                } else {
                    let digits = facts.coded.get(&position);
                    match formats.get(style) {
                        Some(format) => value::of(data, format, digits, &place),
                        None => value::of(data, &Format::new(""), digits, &place),
                    }
                };
                if !value.is_blank() {
                    return Ok(Some((row, (column as usize, value, place))));
                }
            }
            *ended = true;
            Ok(None)
        })
    }

    /// The row of the first cell that holds something, from 1.
    fn first_row(&mut self) -> std::result::Result<Option<usize>, Unread> {
        self.pending = self.cell()?;
        Ok(self.pending.as_ref().map(|(row, _)| *row))
    }

    fn blank(&self, row: usize, column: usize) -> (Value, Place) {
        let position = (row as u32 - 1, column as u32);
        let name = format!("{}, ô {}", self.name, cell_name(position));
        let source = Source::part(name, "", Extent::Cell(row));
        (Value::Blank, Place::new(&source, 0..0))
    }

    fn failure(&self, line: usize, error: &Unread) -> Box<Failure> {
        let source = Source::part(&self.name, "", Extent::Cell(line));
        let why = match error {
            Unread::Reader(error) => told(error),
            Unread::TooMuch => container::too_large(),
        };
        Box::new(Failure {
            line,
            why: why.at(Place::new(&source, 0..0)).into(),
            fatal: true,
        })
    }
}

impl Records for SheetRecords {
    fn next(&mut self) -> std::result::Result<Option<Record>, Box<Failure>> {
        let first = self.cell().map_err(|error| self.failure(1, &error))?;
        let Some((line, first)) = first else {
            return Ok(None);
        };
        let mut cells: Vec<(Value, Place)> = Vec::new();
        let mut size = 0;
        let mut next = Some(first);
        while let Some((column, value, place)) = next.take() {
            // A long text may stand in every cell, but in the file only once.
            size += place.source.text.len();
            if size <= MAX_RECORD {
                // One more than are allowed is enough to tell.
                let column = column.min(MAX_COLUMNS);
                while cells.len() < column {
                    cells.push(self.blank(line, cells.len()));
                }
                cells.truncate(column);
                cells.push((value, place));
            }
            match self.cell().map_err(|error| self.failure(line, &error))? {
                Some((row, cell)) if row == line => next = Some(cell),
                other => self.pending = other,
            }
        }
        if size > MAX_RECORD {
            let (_, place) = self.blank(line, 0);
            return Err(Box::new(Failure {
                line,
                why: grid::too_long(place, "rút ngắn chữ trong các ô của hàng này").into(),
                fatal: false,
            }));
        }
        if self.pending.as_ref().is_some_and(|(row, _)| *row < line) {
            let error = Unread::Reader(XlsxError::Unexpected("row"));
            return Err(self.failure(line, &error));
        }
        let (_, end) = self.blank(line, cells.len());
        Ok(Some(Record {
            line,
            last_line: line,
            cells,
            end,
        }))
    }

    fn label(&self, line: usize) -> String {
        format!("{}, dòng {line}", self.short)
    }

    fn name(&self) -> String {
        self.short.clone()
    }

    fn writing(&self) -> Option<Writing> {
        None
    }

    fn is_hidden_line(&self, line: usize) -> bool {
        self.facts.is_hidden_row(line)
    }

    fn is_hidden_column(&self, index: usize) -> bool {
        self.facts.is_hidden_column(index)
    }
}

/// A cell with an error that the reader does not know, and its row from 1.
fn error_cell(sheet: &str, position: facts::Position, text: &str) -> (usize, Cell) {
    let (row, column) = (position.0 as usize + 1, position.1 as usize);
    let name = format!("{sheet}, ô {}", cell_name(position));
    let source = Source::part(name, text, Extent::Cell(row));
    let place = Place::new(&source, 0..source.text.len());
    let error = facts::error(text).at(place.clone());
    (row, (column, value::bad(error), place))
}

/// The text of a cell that holds text.
fn written<'a>(data: &'a DataRef<'_>) -> Option<&'a str> {
    match data {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Some(text)
        }
        DataRef::SharedString(text) => Some(text),
        _ => None,
    }
}

/// The text of a cell as messages quote it.
fn text_of(data: &DataRef<'_>) -> String {
    match data {
        DataRef::Empty
        | DataRef::String(_)
        | DataRef::SharedString(_)
        | DataRef::DateTimeIso(_)
        | DataRef::DurationIso(_) => written(data).unwrap_or_default().to_owned(),
        DataRef::Int(value) => value.to_string(),
        DataRef::Float(value) => value.to_string(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
            let day = format!("{day:02}/{month:02}/{year}");
            match (hour, minute) {
                (0, 0) => day,
                _ => format!("{day} {hour:02}:{minute:02}"),
            }
        }
        DataRef::Error(error) => error.to_string(),
    }
}

/// Translates the reader's complaint for the owner of the file.
fn told(error: &XlsxError) -> Diagnostic {
    match error {
        XlsxError::CellError(text) => {
            Diagnostic::error("o-loi", format!("có ô đang báo lỗi {text}"))
                .help("mở bảng bằng Excel, sửa công thức của ô này hoặc ghi thẳng giá trị vào ô")
        }
        error => container::broken(&error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::cell_name;

    #[test]
    fn cells_are_named_as_excel_does() {
        assert_eq!(cell_name((0, 0)), "A1");
        assert_eq!(cell_name((3, 25)), "Z4");
        assert_eq!(cell_name((3, 26)), "AA4");
        assert_eq!(cell_name((1_048_575, 16_383)), "XFD1048576");
    }
}
