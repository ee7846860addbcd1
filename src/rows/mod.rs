//! Rows of tables: CSV, XLSX, YAML and JSON files, or trees of a file that was read.
//!
//! In: what a file says of its table ([`schema::Choices`], the kinds of columns), and the table.
//! Out: through [`Rows::open`] the rows one by one as [`Figures`], typed and exact.
//! Not here: what is made of a row. Nothing of a table but one row is held in memory, except where
//! the rows are YAML or JSON, or where the table's bytes were given.

mod csv;
mod declare;
mod form;
mod grid;
mod judge;
mod list;
mod notes;
pub(crate) mod schema;
mod typed;
pub(crate) mod values;
mod words;
mod xlsx;

pub(crate) use declare::Declaration;
pub(crate) use form::is_total;
pub(crate) use grid::column_name;
pub(crate) use typed::date_text;
pub use words::RowWords;

use crate::{
    diagnostic::{Diagnostic, Diagnostics, Place, Result},
    figures::{Figures, Writing},
    yaml::{self, Text},
};
use std::{
    fs::File,
    io::{self, Cursor, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::Arc,
};

/// Tells whether an expression can name it as it stands.
pub(crate) fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The rows of a batch, wherever they stand.
#[derive(Debug)]
pub(crate) struct Rows(Table);

#[derive(Debug, Clone)]
enum Table {
    /// In the batch file.
    Inline(Arc<list::Held>),
    List(TableFile),
    Csv(TableFile),
    Xlsx(TableFile),
}

impl Table {
    /// The judgement on the columns, where the table is one of records.
    fn judged(&self) -> Option<&judge::Judged> {
        match self {
            Self::Inline(_) | Self::List(_) => None,
            Self::Csv(table) | Self::Xlsx(table) => Some(&table.judged),
        }
    }

    /// The records from the first, and how they are read; none where the rows are a list.
    fn records(&self) -> Option<(Result<Box<dyn grid::Records>>, &Options)> {
        match self {
            Self::Inline(_) | Self::List(_) => None,
            Self::Csv(table) => Some((csv::open(table), &table.options)),
            Self::Xlsx(table) => Some((xlsx::open(table), &table.options)),
        }
    }
}

/// A table in a file of its own.
#[derive(Debug, Clone)]
struct TableFile {
    /// As messages name it.
    path: PathBuf,
    /// Where it is read.
    there: PathBuf,
    /// Its bytes, where they were read already.
    bytes: Option<Arc<[u8]>>,
    /// Where a file names it.
    place: Place,
    options: Options,
    judged: judge::Judged,
}

impl TableFile {
    /// The bytes of the file, to be read from the first.
    fn open(&self) -> io::Result<Bytes> {
        match &self.bytes {
            Some(bytes) => Ok(Bytes::Held(Cursor::new(Arc::clone(bytes)))),
            None => File::open(&self.there).map(Bytes::File),
        }
    }

    /// Reads the header.
    fn grid(&self, records: Box<dyn grid::Records>, table: &Table) -> Result<grid::Grid> {
        grid::Grid::new(records, &self.options, table.clone()).map_err(|Diagnostics(all)| {
            Diagnostics(all.into_iter().map(|d| d.or_at(&self.place)).collect())
        })
    }

    /// The file's name without folders, for labels.
    fn short_name(&self) -> String {
        short_name(&self.path)
    }
}

/// The file's name without folders, for labels.
pub(crate) fn short_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// The bytes of a table.
enum Bytes {
    File(File),
    Held(Cursor<Arc<[u8]>>),
}

impl Read for Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Held(bytes) => bytes.read(buffer),
        }
    }
}

impl Seek for Bytes {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(position),
            Self::Held(bytes) => bytes.seek(position),
        }
    }
}

/// How a table is read.
#[derive(Debug, Clone)]
struct Options {
    sheet: Option<Text>,
    /// The header's line, from 1, and where that is said.
    header: Option<(usize, Place)>,
    delimiter: Option<u8>,
    /// How numbers in text are written, where the batch file tells.
    writing: Option<Writing>,
    kinds: Vec<Declared>,
    /// Whether cells of a column with a kind may be blank.
    optional: bool,
    rows: RowRules,
}

/// Which rows of a table are read.
#[derive(Debug, Clone)]
struct RowRules {
    words: RowWords,
    /// True: only those that are seen; false: all, and nothing is told of it.
    visible: Option<bool>,
    left_out: Vec<notes::LeftOut>,
}

/// A column whose kind the batch file tells.
#[derive(Debug, Clone)]
struct Declared {
    written: String,
    /// The column's name in expressions; none where its name has no letter and no digit.
    name: Option<String>,
    /// None: by its looks.
    kind: Option<schema::ColumnKind>,
    place: Place,
}

impl Declared {
    fn is(&self, name: &str) -> bool {
        self.name.as_deref() == Some(name) || self.written == name
    }
}

impl Options {
    /// As a batch file has them that says nothing of them.
    fn plain(words: &RowWords) -> Self {
        Self {
            sheet: None,
            header: None,
            delimiter: None,
            writing: None,
            kinds: Vec::new(),
            optional: false,
            rows: RowRules {
                words: words.clone(),
                visible: None,
                left_out: Vec::new(),
            },
        }
    }

    fn kind(&self, name: &str) -> Option<schema::ColumnKind> {
        let declared = self.kinds.iter().find(|declared| declared.is(name));
        declared.and_then(|declared| declared.kind)
    }
}

impl Rows {
    /// Starts from the first row; may be called any number of times.
    ///
    /// # Errors
    /// A table that cannot be read, and what is wrong with its header.
    pub(crate) fn open(&self) -> Result<RowReader> {
        let grid = match &self.0 {
            Table::Inline(held) => return Ok(RowReader::held(Arc::clone(held))),
            Table::List(table) => return Ok(RowReader::held(Arc::new(list::open(table)?))),
            Table::Csv(table) => table.grid(csv::open(table)?, &self.0)?,
            Table::Xlsx(table) => table.grid(xlsx::open(table)?, &self.0)?,
        };
        Ok(RowReader(Inner::Grid(Box::new(grid))))
    }

    /// The sheets of the table's file, where it has any; true for those that are hidden.
    ///
    /// # Errors
    /// The file cannot be read.
    #[cfg(feature = "serve")]
    pub(crate) fn sheets(&self) -> Result<Vec<(String, bool)>> {
        match &self.0 {
            Table::Xlsx(table) => xlsx::sheets(&table.there, &table.path.to_string_lossy()),
            Table::Inline(_) | Table::List(_) | Table::Csv(_) => Ok(Vec::new()),
        }
    }

    /// The rows of a table in a folder, read as by a file that says nothing else of it than its sheet.
    ///
    /// # Errors
    /// It is of a kind that no table is read from, or not in the folder.
    #[cfg(feature = "serve")]
    pub(crate) fn of_file(
        path: &Path,
        within: &yaml::within::Within,
        sheet: Option<&str>,
        words: &RowWords,
    ) -> Result<Self> {
        let named = |text: &str| Text {
            text: text.to_owned(),
            place: Place::new(&crate::diagnostic::Source::new("", ""), 0..0),
            indent: 0,
        };
        let mut options = Options::plain(words);
        options.sheet = sheet.map(named);
        let name = named(&path.to_string_lossy());
        let rows = Declaration(options).file(path.to_owned(), &name, None);
        let mut rows = rows.map_err(|error| *error)?;
        rows.found(|path| within.file(path))
            .map_err(|error| *error)?;
        Ok(rows)
    }

    /// Where the batch file names the table, if that is a file of its own.
    pub(crate) fn place(&self) -> Option<&Place> {
        match &self.0 {
            Table::Inline(_) => None,
            Table::List(table) | Table::Csv(table) | Table::Xlsx(table) => Some(&table.place),
        }
    }

    /// Has the table's file read where `find` says that it is; messages name it as before.
    ///
    /// # Errors
    /// It is not to be found.
    #[cfg(feature = "serve")]
    pub(crate) fn found(
        &mut self,
        find: impl Fn(&Path) -> io::Result<PathBuf>,
    ) -> std::result::Result<(), Box<Diagnostic>> {
        let (Table::List(table) | Table::Csv(table) | Table::Xlsx(table)) = &mut self.0 else {
            return Ok(());
        };
        let missing = |error| {
            let name = table.path.to_string_lossy();
            Box::new(yaml::source::unreadable(&name, &error).at(table.place.clone()))
        };
        let there = find(&table.path).map_err(missing)?;
        table.there = there;
        Ok(())
    }

    /// The table's file, where the rows do not stand in the batch file itself.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        let file = match &self.0 {
            Table::Inline(_) => None,
            Table::List(table) | Table::Csv(table) | Table::Xlsx(table) => Some(table),
        };
        file.map(|table| table.path.as_path()).into_iter()
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    /// As used in expressions: `so_ho_ngheo`.
    pub name: String,
    /// As printed in the header: `Số hộ nghèo`.
    pub header: String,
    /// Where the header stands.
    pub place: Place,
}

/// Goes through the rows of a table once.
pub(crate) struct RowReader(Inner);

enum Inner {
    Held {
        held: Arc<list::Held>,
        next: usize,
        warnings: Vec<Diagnostic>,
    },
    Grid(Box<grid::Grid>),
}

impl RowReader {
    fn held(held: Arc<list::Held>) -> Self {
        Self(Inner::Held {
            warnings: held.warnings.clone(),
            held,
            next: 0,
        })
    }

    /// The columns, from the left. Rows in YAML and JSON: every key, in the order of appearance.
    pub(crate) fn columns(&self) -> &[Column] {
        match &self.0 {
            Inner::Held { held, .. } => &held.columns,
            Inner::Grid(grid) => &grid.columns,
        }
    }

    /// The warnings since this was last asked.
    pub(crate) fn warnings(&mut self) -> Vec<Diagnostic> {
        match &mut self.0 {
            Inner::Held { warnings, .. } => std::mem::take(warnings),
            Inner::Grid(grid) => std::mem::take(&mut grid.warnings),
        }
    }
}

impl Iterator for RowReader {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        match &mut self.0 {
            Inner::Held { held, next, .. } => {
                let row = held.row(*next)?;
                *next += 1;
                Some(row)
            }
            Inner::Grid(grid) => grid.next(),
        }
    }
}

/// A row of data.
#[derive(Debug)]
pub(crate) struct Row {
    /// From 1; blank rows are not counted.
    pub number: usize,
    /// For messages: `khom.csv, dòng 5`.
    pub label: String,
    /// Always a [`crate::figures::Figure::Map`], or why this row is no good; the rows after it
    /// can be read all the same.
    pub figures: Result<Figures>,
    /// Cells that are no good; they stand in the figures as blanks.
    pub faults: Vec<Fault>,
}

/// A cell whose value cannot be used.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    /// The name of its column.
    pub column: String,
    /// The message about it.
    pub error: Diagnostic,
}

impl Row {
    /// The values, or what is wrong with them; a cell matters where `is_used` knows its column.
    ///
    /// # Errors
    /// Why the row is no good.
    pub(crate) fn checked(self, is_used: impl Fn(&str) -> bool) -> Result<Figures> {
        let faults = self.faults.into_iter();
        let errors: Vec<Diagnostic> = faults
            .filter(|fault| is_used(&fault.column))
            .map(|fault| fault.error)
            .take(yaml::MAX_REPORTED)
            .collect();
        match (self.figures, errors.is_empty()) {
            (figures, true) => figures,
            (Ok(_), false) => Err(Diagnostics(errors)),
            (Err(Diagnostics(mut all)), false) => {
                all.extend(errors);
                all.truncate(yaml::MAX_REPORTED);
                Err(Diagnostics(all))
            }
        }
    }
}
