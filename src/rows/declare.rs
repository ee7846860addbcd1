//! From the declaration of a table in a file to [`Rows`].

use super::{
    Declared, Options, RowRules, RowWords, Rows, Table, TableFile, grid,
    judge::Judged,
    list,
    notes::LeftOut,
    schema::{Choices, ColumnKind},
    xlsx,
};
use crate::{
    diagnostic::{Diagnostic, Place, Result, Source},
    yaml::{
        Text,
        tree::Node,
        typed::{Choice, Field, Mark, Stands},
    },
};
use std::{path::PathBuf, sync::Arc};

/// How a table is read.
pub(crate) struct Declaration(pub(super) Options);

impl Declaration {
    /// As a file has it that says nothing of it.
    pub(crate) fn plain(words: &RowWords) -> Self {
        Self(Options::plain(words))
    }

    /// As a file chooses, with the kinds of columns by the names of their headers, each with its place.
    pub(crate) fn of(
        choices: &Choices,
        kinds: Vec<(String, Option<ColumnKind>, Place)>,
        words: &RowWords,
        errors: &mut Vec<Diagnostic>,
    ) -> Self {
        Self(options(choices, kinds, words, errors))
    }

    /// Lets cells of columns with a kind be blank, and rows of a list leave columns out.
    pub(crate) fn optional(mut self) -> Self {
        self.0.optional = true;
        self
    }

    /// The rows of a file, which `named` names; `bytes` are its bytes where it was read already.
    ///
    /// # Errors
    /// The file is of a kind that no table is read from.
    pub(crate) fn file(
        self,
        path: PathBuf,
        named: &Text,
        bytes: Option<Arc<[u8]>>,
    ) -> std::result::Result<Rows, Box<Diagnostic>> {
        let mut table = TableFile {
            there: path.clone(),
            path,
            bytes,
            place: named.place.clone(),
            options: self.0,
            judged: Judged::default(),
        };
        let extension = table.path.extension().unwrap_or_default();
        let extension = extension.to_string_lossy().to_lowercase();
        Ok(Rows(match extension.as_str() {
            "csv" | "txt" => Table::Csv(table),
            "tsv" | "tab" => {
                table.options.delimiter.get_or_insert(b'\t');
                Table::Csv(table)
            }
            "xlsx" | "xlsm" => Table::Xlsx(table),
            "yaml" | "yml" | "json" => Table::List(table),
            _ => {
                let message = format!("không đọc được bảng kiểu “{}”", named.text);
                let help = match extension.as_str() {
                    "xls" | "xlsb" | "ods" | "fods" | "numbers" | "et" => xlsx::SAVE_AS,
                    _ => "dùng tệp .csv, .tsv, .txt, .xlsx, .xlsm, .yaml, .yml hoặc .json",
                };
                let error = Diagnostic::error("bang-sai-loai", message).at(named.place.clone());
                return Err(Box::new(error.help(help)));
            }
        }))
    }

    /// The rows that stand in a file as trees.
    ///
    /// # Errors
    /// What is wrong with the list as a whole.
    pub(crate) fn held(
        self,
        source: &Arc<Source>,
        rows: &[Arc<Node>],
        name: String,
    ) -> Result<Rows> {
        let held = list::hold(source, rows, &self.0, name)?;
        Ok(Rows(Table::Inline(Arc::new(held))))
    }
}

impl Rows {
    /// A warning for each choice that says nothing about a table of its kind.
    pub(crate) fn without_effect(&self, choices: &Choices) -> Vec<Diagnostic> {
        let (sheet, visibility) = (&choices.sheet.mark, &choices.visibility.mark);
        let (delimiter, header) = (&choices.delimiter.mark, &choices.header.mark);
        let (kind, unused) = match &self.0 {
            Table::Csv(_) => ("CSV", vec![sheet, visibility]),
            Table::Xlsx(_) => ("XLSX", vec![delimiter]),
            Table::List(_) => {
                let left_out = &choices.left_out.mark;
                let unused = vec![sheet, delimiter, header, visibility, left_out];
                ("YAML, JSON", unused)
            }
            Table::Inline(_) => return Vec::new(),
        };
        without_effect(kind, &unused)
    }
}

/// A warning for each entry that is filled and says nothing.
fn without_effect(kind: &str, unused: &[&Mark]) -> Vec<Diagnostic> {
    let said = unused.iter().filter(|mark| mark.stands == Stands::Filled);
    said.map(|mark| {
        let message = format!("mục “{}” không có tác dụng với bảng {kind}", mark.name);
        Diagnostic::warning("muc-khong-dung", message)
            .at(mark.key.clone())
            .help("bỏ mục này, hoặc kiểm tra lại mục “tep”")
    })
    .collect()
}

/// How a table is read.
fn options(
    parts: &Choices,
    kinds: Vec<(String, Option<ColumnKind>, Place)>,
    words: &RowWords,
    errors: &mut Vec<Diagnostic>,
) -> Options {
    let left_out = parts.left_out.given();
    let left_out = left_out.into_iter().flat_map(|lines| &lines.value.0);
    let text = |field: &Field<Choice>| field.filled().map(|given| given.value.0.clone());
    let visible = parts.visibility.given();
    Options {
        sheet: text(&parts.sheet),
        header: header(&parts.header, errors),
        delimiter: parts.delimiter.given().map(|mark| mark.value.0),
        writing: parts.writing.given().map(|mark| mark.value),
        kinds: kinds.into_iter().map(declared).collect(),
        optional: false,
        rows: RowRules {
            words: words.clone(),
            visible: visible.map(|choice| choice.value.only_shown),
            left_out: left_out
                .map(|line| LeftOut::new(line.text.trim().to_owned(), line.place.clone()))
                .collect(),
        },
    }
}

/// The number of the row that names the columns, and where it is given.
fn header(field: &Field<Choice>, errors: &mut Vec<Diagnostic>) -> Option<(usize, Place)> {
    let Choice(line) = &field.given()?.value;
    match line.text.parse::<usize>() {
        Ok(number) if number > 0 => Some((number, line.place.clone())),
        _ => {
            let message = format!("“{}” không phải là số của một dòng", line.text);
            let error = Diagnostic::error("so-sai", message).at(line.place.clone());
            errors.push(error.help("ghi số dòng đếm từ 1, ví dụ 3"));
            None
        }
    }
}

/// A column whose kind is given; one without is typed by its looks.
fn declared((written, kind, place): (String, Option<ColumnKind>, Place)) -> Declared {
    Declared {
        name: grid::column_name(&written),
        written,
        kind,
        place,
    }
}
