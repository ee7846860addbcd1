//! A batch file to [`Batch`].

use super::{
    Batch, Declared, Options, RowRules, RowWords, Rows, Table, TableFile,
    file::{BatchFile, ColumnKind},
    grid,
    judge::Judged,
    list,
    notes::LeftOut,
};
use crate::{
    content::chain,
    diagnostic::{Diagnostic, Diagnostics, Place, Result, Source},
    figures::Writing,
    template,
    yaml::{
        MAX_REPORTED, Text, shape, source, text,
        tree::{self, Entry, Node, Value},
        values,
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

const EXAMPLE: &str =
    "ghi ít nhất hai mục: “noi_dung: tên-tệp.yaml” và “bang: tên-tệp.csv” (hoặc .xlsx)";

pub(super) fn read(path: &Path, words: &RowWords) -> Result<Batch> {
    let name = path.to_string_lossy();
    let bytes = source::read_file(path).map_err(|error| source::unreadable(&name, &error))?;
    let source = source::decode(&name, bytes)?;
    let root = tree::parse(&source).map_err(|Diagnostics(all)| {
        Diagnostics(
            all.into_iter()
                .map(|error| error.or_help(EXAMPLE))
                .collect(),
        )
    })?;
    let mut findings = shape::check(&source, &root, &SCHEMA);
    let mut errors = findings.errors;
    if errors.is_empty() {
        errors.extend(chain::deserialize::<BatchFile>(&source));
    }
    if !errors.is_empty() {
        return Err(Diagnostics(errors));
    }
    let file = File {
        source: &source,
        root: &root,
        folder: path.parent().unwrap_or(Path::new("")),
        words,
    };
    let row_name = file.row_name().map_err(|error| errors.push(*error));
    let rows = file.rows(path, &mut errors);
    findings.warnings.extend(file.unused(rows.as_ref()));
    // The shape check refuses a file without one.
    let content = file.text("noi_dung");
    let (Ok(row_name), Some(rows), Some(content), true) =
        (row_name, rows, content, errors.is_empty())
    else {
        errors.truncate(MAX_REPORTED);
        return Err(Diagnostics(errors));
    };
    let target = file.join(&content);
    let name = file.text("ten_tep").unwrap_or_else(|| Text {
        text: format!(
            "{}-{{{{ so_thu_tu }}}}",
            target.file_stem().unwrap_or_default().to_string_lossy()
        ),
        place: content.place.clone(),
        indent: 0,
    });
    Ok(Batch {
        content: target,
        content_place: content.place,
        row_name,
        name,
        rows,
        warnings: findings.warnings,
        source,
    })
}

/// Whether a file that is no good as a content file is a batch file.
pub(super) fn is_batch(path: &Path) -> bool {
    let read = || {
        let bytes = source::read_file(path).ok()?;
        let root = tree::parse(&source::decode(&path.to_string_lossy(), bytes).ok()?).ok()?;
        Some(root.entry("bang").is_some() || root.entry("cac_hang").is_some())
    };
    read().unwrap_or(false)
}

struct File<'a> {
    source: &'a Arc<Source>,
    root: &'a Node,
    folder: &'a Path,
    words: &'a RowWords,
}

impl File<'_> {
    fn entry(&self, key: &str) -> Option<&Entry> {
        self.root.entry(key).filter(|e| !e.value.is_blank())
    }

    fn text(&self, key: &str) -> Option<Text> {
        self.entry(key).map(|e| text::text(self.source, &e.value))
    }

    /// Writers on Windows use its separator; the file goes to others as well.
    fn join(&self, named: &Text) -> PathBuf {
        self.folder.join(named.text.replace('\\', "/"))
    }

    fn row_name(&self) -> std::result::Result<String, Box<Diagnostic>> {
        let Some(name) = self.text("ten_hang") else {
            return Ok("hang".to_owned());
        };
        if super::is_name(&name.text) {
            if !template::is_taken(&name.text) {
                return Ok(name.text);
            }
            let message = format!("“{}” đã có nghĩa khác trong biểu thức", name.text);
            let error = Diagnostic::error("ten-hang-trung", message).at(name.place);
            return Err(Box::new(
                error.help("đặt tên khác cho hàng, ví dụ khom, ho, hang"),
            ));
        }
        let help = match grid::column_name(&name.text) {
            Some(plain) => format!("chỉ dùng chữ không dấu, chữ số và dấu _, ví dụ {plain}"),
            None => "chỉ dùng chữ không dấu, chữ số và dấu _, ví dụ khom".to_owned(),
        };
        let message = format!("“{}” không dùng làm tên trong biểu thức được", name.text);
        let error = Diagnostic::error("ten-hang-sai", message).at(name.place);
        Err(Box::new(error.help(help)))
    }

    fn rows(&self, path: &Path, errors: &mut Vec<Diagnostic>) -> Option<Rows> {
        match (self.entry("bang"), self.entry("cac_hang")) {
            (Some(table), None) => self.table(table, errors).map(Rows),
            (None, Some(inline)) => {
                let Value::Seq(rows) = &inline.value.value else {
                    return None;
                };
                let name = super::short_name(path);
                match list::hold(self.source, rows, &Options::plain(self.words), name) {
                    Ok(held) => Some(Rows(Table::Inline(Arc::new(held)))),
                    Err(Diagnostics(found)) => {
                        errors.extend(found);
                        None
                    }
                }
            }
            (Some(table), Some(inline)) => {
                let place = Place::new(self.source, inline.key_range.clone());
                let other = Place::new(self.source, table.key_range.clone());
                errors.push(
                    Diagnostic::error("hai-bang", "tệp lô có cả “bang” và “cac_hang”")
                        .at(place)
                        .related(other, "mục kia ở đây")
                        .help("giữ lại một mục: “bang” cho tệp riêng, “cac_hang” cho các hàng ghi ngay ở đây"),
                );
                None
            }
            (None, None) => {
                let empty = ["bang", "cac_hang"].map(|key| self.root.entry(key));
                let (message, range) = match empty.into_iter().flatten().next() {
                    Some(entry) => (
                        format!("mục “{}” để trống", entry.key),
                        entry.key_range.clone(),
                    ),
                    None => ("thiếu mục “bang” hoặc “cac_hang”".to_owned(), 0..0),
                };
                errors.push(
                    Diagnostic::error("thieu-muc", message)
                        .at(Place::new(self.source, range))
                        .help("thêm “bang: tên-tệp.csv” (hoặc .xlsx, .yaml, .json), hoặc ghi các hàng ở mục “cac_hang”"),
                );
                None
            }
        }
    }

    fn table(&self, entry: &Entry, errors: &mut Vec<Diagnostic>) -> Option<Table> {
        let node = &*entry.value;
        let before = errors.len();
        let (named, options) = match &node.value {
            Value::Map(_) => {
                let named = node.entry("tep")?;
                let options = self.options(node, errors);
                (text::text(self.source, &named.value), options)
            }
            _ => (text::text(self.source, node), Options::plain(self.words)),
        };
        let table = TableFile {
            path: self.join(&named),
            place: named.place.clone(),
            options,
            judged: Judged::default(),
        };
        let extension = table.path.extension().unwrap_or_default();
        let extension = extension.to_string_lossy().to_lowercase();
        let table = match extension.as_str() {
            "csv" | "txt" => Table::Csv(table),
            "tsv" | "tab" => {
                let mut table = table;
                table.options.delimiter.get_or_insert(b'\t');
                Table::Csv(table)
            }
            "xlsx" | "xlsm" => Table::Xlsx(table),
            "yaml" | "yml" | "json" => Table::List(table),
            _ => {
                let message = format!("không đọc được bảng kiểu “{}”", named.text);
                let help = match extension.as_str() {
                    "xls" | "xlsb" | "ods" | "fods" | "numbers" | "et" => super::xlsx::SAVE_AS,
                    _ => "dùng tệp .csv, .tsv, .txt, .xlsx, .xlsm, .yaml, .yml hoặc .json",
                };
                let error = Diagnostic::error("bang-sai-loai", message).at(named.place);
                errors.push(error.help(help));
                return None;
            }
        };
        (errors.len() == before).then_some(table)
    }

    /// Choices that say nothing about a table of its kind.
    fn unused(&self, rows: Option<&Rows>) -> Vec<Diagnostic> {
        let (kind, unused) = match rows {
            Some(Rows(Table::Csv(_))) => ("CSV", ["trang", "hang"].as_slice()),
            Some(Rows(Table::Xlsx(_))) => ("XLSX", ["ngan_cach"].as_slice()),
            Some(Rows(Table::List(_))) => {
                let unused = ["trang", "ngan_cach", "dong_dau", "hang", "bo_hang"];
                return self.without_effect("YAML, JSON", &unused);
            }
            Some(Rows(Table::Inline(_))) | None => return Vec::new(),
        };
        self.without_effect(kind, unused)
    }

    fn without_effect(&self, kind: &str, unused: &[&str]) -> Vec<Diagnostic> {
        let Some(table) = self.entry("bang") else {
            return Vec::new();
        };
        let entries = unused.iter().filter_map(|key| table.value.entry(key));
        let entries = entries.filter(|entry| !entry.value.is_blank());
        entries
            .map(|entry| {
                let message = format!("mục “{}” không có tác dụng với bảng {kind}", entry.key);
                Diagnostic::warning("muc-khong-dung", message)
                    .at(Place::new(self.source, entry.key_range.clone()))
                    .help("bỏ mục này, hoặc kiểm tra lại mục “tep”")
            })
            .collect()
    }

    fn options(&self, node: &Node, errors: &mut Vec<Diagnostic>) -> Options {
        let text = |key: &str| {
            let entry = node.entry(key).filter(|e| !e.value.is_null());
            entry.map(|e| text::text(self.source, &e.value))
        };
        let header = text("dong_dau").and_then(|line| match line.text.parse::<usize>() {
            Ok(number) if number > 0 => Some((number, line.place)),
            _ => {
                let message = format!("“{}” không phải là số của một dòng", line.text);
                let error = Diagnostic::error("so-sai", message).at(line.place);
                errors.push(error.help("ghi số dòng đếm từ 1, ví dụ 3"));
                None
            }
        });
        // Tabs became blanks in a text; the shape check lets nothing else pass.
        let delimiter = text("ngan_cach").map(|mark| match mark.text.as_str() {
            ";" => b';',
            "," => b',',
            _ => b'\t',
        });
        let writing = text("thap_phan").map(|mark| match mark.text.as_str() {
            "." => Writing::Point,
            _ => Writing::Comma,
        });
        let visible = text("hang").map(|rows| rows.text == "hien");
        let left_out = match node.entry("bo_hang").map(|entry| &*entry.value) {
            Some(list) => match &list.value {
                Value::Seq(items) => items.iter().map(|item| self.left_out(item)).collect(),
                Value::Scalar(..) if !list.is_blank() => vec![self.left_out(list)],
                Value::Scalar(..) | Value::Map(_) => Vec::new(),
            },
            None => Vec::new(),
        };
        let kinds = match node.entry("cot").map(|entry| &entry.value.value) {
            Some(Value::Map(entries)) => entries.iter().filter_map(|e| self.kind(e)).collect(),
            _ => Vec::new(),
        };
        Options {
            sheet: text("trang").filter(|sheet| !sheet.text.trim().is_empty()),
            header,
            delimiter,
            writing,
            kinds,
            rows: RowRules {
                words: self.words.clone(),
                visible,
                left_out,
            },
        }
    }

    fn left_out(&self, item: &Node) -> LeftOut {
        let written = text::text(self.source, item);
        LeftOut::new(written.text.trim().to_owned(), written.place)
    }

    /// The shape check refuses other kinds; a column without one is typed by its looks.
    fn kind(&self, entry: &Entry) -> Option<Declared> {
        let kind = text::text(self.source, &entry.value).text;
        Some(Declared {
            written: entry.key.clone(),
            name: grid::column_name(&entry.key).unwrap_or_default(),
            kind: ColumnKind::of(&kind)?,
            place: values::place(self.source, &entry.value),
        })
    }
}
