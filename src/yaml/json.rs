//! A source in JSON to the same tree of nodes as YAML, every node with its byte range.
//!
//! `serde_json` judges whether the file is JSON; `jsonc-parser`, which takes more than JSON, then
//! gives the places. Numbers are told from texts by JSON's own rules.

use super::{
    source, syntax,
    tree::{Entry, MAX_DEPTH, Node, Style, Value},
};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Result, Source};
use jsonc_parser::{CollectOptions, ParseOptions, ast, common::Ranged};
use std::{
    collections::{HashMap, hash_map},
    ops::Range,
    sync::Arc,
};
use unicode_normalization::UnicodeNormalization;

const CODE: &str = "cu-phap-json";

/// Reads a source of at most so many nodes; none where it holds nothing.
pub(crate) fn parse(source: &Arc<Source>, max_nodes: usize) -> Result<Option<Arc<Node>>> {
    if source.text.trim().is_empty() {
        return Ok(None);
    }
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(&source.text) {
        return Err(not_json(source, &error).into());
    }
    let parsed = jsonc_parser::parse_to_ast(
        &source.text,
        &CollectOptions::default(),
        &ParseOptions::default(),
    );
    let parsed = parsed.map_err(|error| {
        // Only what is nested deeper than it goes is left to be refused.
        let at = error.range().start.min(source.text.len());
        syntax::too_deep(Place::new(source, at..at), MAX_DEPTH)
    })?;
    let mut builder = Builder {
        source,
        left: max_nodes,
        max_nodes,
        errors: Vec::new(),
    };
    let root = parsed.value.map(|value| builder.node(&value, 0));
    let root = root
        .transpose()
        .map_err(|fatal| Diagnostics::from(*fatal))?;
    if builder.errors.is_empty() {
        Ok(root)
    } else {
        Err(Diagnostics(builder.errors))
    }
}

struct Builder<'s> {
    source: &'s Arc<Source>,
    left: usize,
    max_nodes: usize,
    errors: Vec<Diagnostic>,
}

/// Boxed so that the happy way stays small.
type Step<T> = std::result::Result<T, Box<Diagnostic>>;

impl Builder<'_> {
    /// The depth is bounded here, the recursion with it.
    fn node(&mut self, value: &ast::Value<'_>, depth: usize) -> Step<Arc<Node>> {
        let range = value.range().start..value.range().end;
        let place = || Place::new(self.source, range.clone());
        let Some(left) = self.left.checked_sub(1) else {
            return Err(Box::new(syntax::too_many(place(), self.max_nodes)));
        };
        if depth > MAX_DEPTH {
            return Err(Box::new(syntax::too_deep(place(), MAX_DEPTH)));
        }
        self.left = left;
        let value = match value {
            ast::Value::StringLit(text) => {
                self.check(&text.value, &range);
                Value::Scalar(text.value.to_string(), Style::Quoted)
            }
            ast::Value::NumberLit(number) => Value::Scalar(number.value.to_owned(), Style::Number),
            ast::Value::BooleanLit(truth) => Value::Scalar(truth.value.to_string(), Style::Plain),
            ast::Value::NullKeyword(_) => Value::Scalar("null".to_owned(), Style::Plain),
            ast::Value::Array(list) => {
                let items = list.elements.iter().map(|item| self.node(item, depth + 1));
                Value::Seq(items.collect::<Step<_>>()?)
            }
            ast::Value::Object(object) => Value::Map(self.entries(object, depth)?),
        };
        Ok(Arc::new(Node { value, range }))
    }

    fn entries(&mut self, object: &ast::Object<'_>, depth: usize) -> Step<Vec<Entry>> {
        let mut seen: HashMap<String, Range<usize>> = HashMap::new();
        let mut entries = Vec::with_capacity(object.properties.len());
        for property in &object.properties {
            let name = property.name.range();
            let key_range = name.start..name.end;
            let key: String = property.name.as_str().nfc().collect();
            self.check(&key, &key_range);
            match seen.entry(key.clone()) {
                hash_map::Entry::Occupied(first) => self.tell(syntax::duplicate_key(
                    self.source,
                    &key,
                    &key_range,
                    first.get(),
                )),
                hash_map::Entry::Vacant(free) => {
                    free.insert(key_range.clone());
                }
            }
            entries.push(Entry {
                key,
                key_range,
                value: self.node(&property.value, depth + 1)?,
            });
        }
        Ok(entries)
    }

    /// Only an escape (`"\u0007"`) can bring a character that the source may not hold.
    fn check(&mut self, text: &str, range: &Range<usize>) {
        if let Some(c) = text.chars().find(|&c| source::is_forbidden(c)) {
            self.tell(source::forbidden(c, Place::new(self.source, range.clone())));
        }
    }

    fn tell(&mut self, error: Diagnostic) {
        if self.errors.len() < super::MAX_REPORTED {
            self.errors.push(error);
        }
    }
}

/// The message for a complaint of `serde_json`, by the text that stands there.
fn not_json(source: &Arc<Source>, error: &serde_json::Error) -> Diagnostic {
    let text = &source.text;
    let words = error.to_string();
    let offset = offset(text, error.line(), error.column());
    let rest = text[offset..].trim_start();
    let begins = |marks: &[&str]| marks.iter().any(|mark| rest.starts_with(mark));
    let before = text[..offset].trim_end();
    let (message, help) = if words.contains("recursion limit") {
        return syntax::too_deep(Place::new(source, offset..offset), MAX_DEPTH);
    } else if begins(&["//", "/*", "#"]) {
        (
            "JSON không có ghi chú",
            "xóa ghi chú; cần ghi chú thì dùng tệp .yaml",
        )
    } else if begins(&[
        "NaN",
        "Infinity",
        "-Infinity",
        "nan",
        "inf",
        "N",
        "I",
        "-I",
        "None",
    ]) {
        (
            "giá trị này không có trong JSON",
            "ghi một số, hoặc null nếu để trống",
        )
    } else if begins(&["'"]) {
        ("JSON không dùng dấu nháy đơn", "thay '…' bằng \"…\"")
    } else if words.contains("trailing comma") || begins(&["}", "]"]) && before.ends_with(',') {
        ("thừa dấu phẩy trước dấu đóng", "bỏ dấu phẩy này")
    } else if words.contains("control character") {
        (
            "trong dấu ngoặc kép có dấu tab hoặc xuống dòng",
            "ghi \\t cho dấu tab, \\n cho xuống dòng",
        )
    } else if words.contains("escape") {
        (
            "dấu \\ trong ngoặc kép không đúng cú pháp JSON",
            "viết \\\\ cho một dấu \\",
        )
    } else if words.contains("invalid number") || words.contains("number out of range") {
        (
            "số này không đúng cú pháp JSON",
            "ghi số kiểu 1674 hoặc 94.58; mã số và số kiểu khác đặt trong \"…\"",
        )
    } else if words.contains("EOF") {
        (
            "tệp JSON bị cắt giữa chừng",
            "thêm dấu đóng còn thiếu: \", ] hoặc }; hoặc chép lại tệp",
        )
    } else if words.contains("key must be a string") {
        (
            "tên cột phải đặt trong dấu ngoặc kép",
            "ghi \"tên cột\": giá trị",
        )
    } else {
        (
            "chỗ này không đúng cú pháp JSON",
            "kiểm tra dấu phẩy, dấu hai chấm và dấu đóng ở dòng này và dòng trước",
        )
    };
    let start = text.len() - rest.len();
    let start = if rest.is_empty() { offset } else { start };
    let end = start + text[start..].chars().next().map_or(0, char::len_utf8);
    Diagnostic::error(CODE, message)
        .at(Place::new(source, start..end))
        .help(help)
}

/// The offset of a line, and of a byte in it, both from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    let start: usize = lines.map(str::len).sum();
    let mut offset = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
