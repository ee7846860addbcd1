//! A batch file to [`Batch`].

use super::{
    Batch, RowWords, Rows,
    schema::{BatchFile, TableParts},
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Place, Result, Source},
    rows::{self, Declaration, schema::InlineRows},
    template,
    yaml::{
        MAX_REPORTED, Text,
        names::Names,
        shape, source, tree,
        typed::{self, Choice, Marked, ScalarOr, Stands},
    },
};
use schemars::schema_for;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, LazyLock},
};

/// Told by the types alone.
pub(super) static SCHEMA: LazyLock<serde_json::Value> =
    LazyLock::new(|| schema_for!(BatchFile).to_value());

pub(super) static NAMES: LazyLock<Names> = LazyLock::new(|| Names::of([&*SCHEMA]));

const EXAMPLE: &str =
    "ghi ít nhất hai mục: “noi_dung: tên-tệp.yaml” và “bang: tên-tệp.csv” (hoặc .xlsx)";

pub(super) fn read(path: &Path, bytes: Vec<u8>, words: &RowWords) -> Result<Batch> {
    let source = source::decode(&path.to_string_lossy(), bytes)?;
    let root = tree::parse(&source, &NAMES).map_err(|Diagnostics(all)| {
        Diagnostics(
            all.into_iter()
                .map(|error| error.or_help(EXAMPLE))
                .collect(),
        )
    })?;
    let mut findings = shape::check(&source, &root, &SCHEMA, &NAMES);
    let mut errors = findings.errors;
    let (entries, faults) = typed::read::<BatchFile>(&source, &root);
    if errors.is_empty() {
        errors.extend(faults);
    }
    let (Some(entries), true) = (entries, errors.is_empty()) else {
        return Err(Diagnostics(errors));
    };
    let file = File {
        source: &source,
        entries: &entries,
        folder: path.parent().unwrap_or(Path::new("")),
        words,
    };
    let row_name = file.row_name().map_err(|error| errors.push(*error));
    let rows = file.rows(path, &mut errors);
    findings.warnings.extend(file.unused(rows.as_ref()));
    // The shape check refuses a file without one.
    let content = entries.content.filled().map(|named| &named.value.0);
    let (Ok(row_name), Some(rows), Some(content), true) =
        (row_name, rows, content, errors.is_empty())
    else {
        errors.truncate(MAX_REPORTED);
        return Err(Diagnostics(errors));
    };
    let target = file.join(content);
    let output = entries.output.filled().map(|name| name.value.0.clone());
    let name = output.unwrap_or_else(|| Text {
        text: format!(
            "{}-{{{{ so_thu_tu }}}}",
            target.file_stem().unwrap_or_default().to_string_lossy()
        ),
        place: content.place.clone(),
        indent: 0,
    });
    Ok(Batch {
        content: target,
        content_place: content.place.clone(),
        row_name,
        name,
        rows,
        warnings: findings.warnings,
        #[cfg(feature = "serve")]
        within: None,
    })
}

/// Tells whether a file that is no good as a content file is a batch file.
pub(super) fn is_batch(path: &Path, bytes: std::io::Result<Vec<u8>>) -> bool {
    let read = || {
        let bytes = bytes.ok()?;
        let source = source::decode(&path.to_string_lossy(), bytes).ok()?;
        let root = tree::parse(&source, &NAMES).ok()?;
        let (entries, _) = typed::read::<BatchFile>(&source, &root);
        let BatchFile { table, rows, .. } = entries?;
        let stands = [table.mark.stands, rows.mark.stands];
        Some(stands.into_iter().any(|stands| stands != Stands::Not))
    };
    read().unwrap_or(false)
}

struct File<'a> {
    source: &'a Arc<Source>,
    entries: &'a BatchFile,
    folder: &'a Path,
    words: &'a RowWords,
}

impl File<'_> {
    /// Writers on Windows use its separator; the file goes to others as well.
    fn join(&self, named: &Text) -> PathBuf {
        self.folder.join(named.text.replace('\\', "/"))
    }

    fn row_name(&self) -> std::result::Result<String, Box<Diagnostic>> {
        let Some(name) = self.entries.row_name.filled() else {
            return Ok("hang".to_owned());
        };
        let Choice(name) = &name.value;
        if rows::is_name(&name.text) {
            if !template::is_taken(&name.text) {
                return Ok(name.text.clone());
            }
            let message = format!("“{}” đã có nghĩa khác trong biểu thức", name.text);
            let error = Diagnostic::error("ten-hang-trung", message).at(name.place.clone());
            return Err(Box::new(
                error.help("đặt tên khác cho hàng, ví dụ khom, ho, hang"),
            ));
        }
        let help = match rows::column_name(&name.text) {
            Some(plain) => format!("chỉ dùng chữ không dấu, chữ số và dấu _, ví dụ {plain}"),
            None => "chỉ dùng chữ không dấu, chữ số và dấu _, ví dụ khom".to_owned(),
        };
        let message = format!("“{}” không dùng làm tên trong biểu thức được", name.text);
        let error = Diagnostic::error("ten-hang-sai", message).at(name.place.clone());
        Err(Box::new(error.help(help)))
    }

    fn rows(&self, path: &Path, errors: &mut Vec<Diagnostic>) -> Option<Rows> {
        let BatchFile { table, rows, .. } = self.entries;
        match (table.filled(), rows.filled()) {
            (Some(table), None) => self.table(table, errors),
            (
                None,
                Some(Marked {
                    value: InlineRows(rows),
                    ..
                }),
            ) => {
                let name = rows::short_name(path);
                match Declaration::plain(self.words).held(self.source, rows, name) {
                    Ok(rows) => Some(rows),
                    Err(Diagnostics(found)) => {
                        errors.extend(found);
                        None
                    }
                }
            }
            (Some(_), Some(_)) => {
                let mut error =
                    Diagnostic::error("hai-bang", "tệp lô có cả “bang” và “cac_hang”")
                        .at(rows.mark.key.clone())
                        .help("giữ lại một mục: “bang” cho tệp riêng, “cac_hang” cho các hàng ghi ngay ở đây");
                if let Some(other) = &table.mark.key {
                    error = error.related(other.clone(), "mục kia ở đây");
                }
                errors.push(error);
                None
            }
            (None, None) => {
                errors.push(self.no_rows());
                None
            }
        }
    }

    fn no_rows(&self) -> Diagnostic {
        let BatchFile { table, rows, .. } = self.entries;
        let mut marks = [&table.mark, &rows.mark].into_iter();
        let empty = marks.find_map(|mark| Some((mark.name, mark.key.clone()?)));
        let (message, place) = match empty {
            Some((name, key)) => (format!("mục “{name}” để trống"), key),
            None => (
                "thiếu mục “bang” hoặc “cac_hang”".to_owned(),
                Place::new(self.source, 0..0),
            ),
        };
        Diagnostic::error("thieu-muc", message)
            .at(place)
            .help("thêm “bang: tên-tệp.csv” (hoặc .xlsx, .yaml, .json), hoặc ghi các hàng ở mục “cac_hang”")
    }

    fn table(
        &self,
        table: &Marked<ScalarOr<TableParts>>,
        errors: &mut Vec<Diagnostic>,
    ) -> Option<Rows> {
        let (named, declaration) = match &table.value {
            ScalarOr::Map(parts) => {
                let Choice(named) = &parts.file.given()?.value;
                let kinds = parts.columns.given();
                let kinds = kinds.into_iter().flat_map(|columns| &columns.value.0);
                let kinds = kinds.filter_map(|column| {
                    let Marked { value, place } = column.value.as_ref()?;
                    Some((column.name.clone(), Some(*value), place.clone()))
                });
                let declaration =
                    Declaration::of(&parts.choices, kinds.collect(), self.words, errors);
                (named, declaration)
            }
            ScalarOr::Scalar(named) => (named, Declaration::plain(self.words)),
        };
        match declaration.file(self.join(named), named, None) {
            Ok(rows) => Some(rows),
            Err(error) => {
                errors.push(*error);
                None
            }
        }
    }

    /// Choices that say nothing about a table of its kind.
    fn unused(&self, rows: Option<&Rows>) -> Vec<Diagnostic> {
        match (self.entries.table.filled(), rows) {
            (
                Some(Marked {
                    value: ScalarOr::Map(parts),
                    ..
                }),
                Some(rows),
            ) => rows.without_effect(&parts.choices),
            _ => Vec::new(),
        }
    }
}
