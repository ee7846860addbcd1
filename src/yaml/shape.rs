//! Checks a marked tree against a JSON Schema and tells all that differs, each at its place.
//!
//! Knows the few words of JSON Schema that ours are written in: `$ref`, `anyOf`, `type`, `enum`,
//! `properties`, `additionalProperties`, `required`, `items`, and one of our own ([`ELSEWHERE`]).

use super::{
    meant,
    names::Names,
    nearest, slips,
    tree::{Entry, Node, Value as Yaml},
};
use crate::diagnostic::{Diagnostic, Place, Source};
use serde_json::{Map, Value};
use std::{ops::Range, sync::Arc};

/// The names that files of other kinds may have at their top, each with the titles of these kinds.
pub(crate) const ELSEWHERE: &str = "x-elsewhere";

/// The differences between a file and its schema.
#[derive(Default)]
pub(crate) struct Findings {
    /// Errors, then warnings, in the order of the file.
    pub(crate) errors: Vec<Diagnostic>,
    pub(crate) warnings: Vec<Diagnostic>,
    /// Valid keys that a misspelt one most likely means: they are not missing.
    pub(crate) misspelt: Vec<String>,
}

/// Checks the top level of a file.
pub(crate) fn check(source: &Arc<Source>, root: &Node, schema: &Value, names: &Names) -> Findings {
    let mut check = Check {
        source,
        names,
        definitions: schema.get("$defs"),
        elsewhere: schema.get(ELSEWHERE),
        findings: Findings::default(),
    };
    let top = match &root.value {
        Yaml::Map(entries) => entries
            .first()
            .map_or(0..0, |first| first.key_range.clone()),
        _ => root.range.clone(),
    };
    check.node(root, schema, "", &top);
    check.findings
}

struct Check<'a> {
    source: &'a Arc<Source>,
    names: &'a Names,
    definitions: Option<&'a Value>,
    elsewhere: Option<&'a Value>,
    findings: Findings,
}

impl<'a> Check<'a> {
    /// `name` is the path of keys; `at` is where to point when something is missing inside.
    fn node(&mut self, node: &Node, schema: &'a Value, name: &str, at: &Range<usize>) {
        if schema == &Value::Bool(true) || self.is_full() {
            return;
        }
        let mut candidates = Vec::new();
        self.candidates(schema, &mut candidates);
        let found = type_name(node);
        let Some(schema) = candidates.iter().find(|c| allows(c, found)) else {
            return self.wrong_type(node, name, &candidates);
        };
        match &node.value {
            Yaml::Scalar(text, _) => self.scalar(node, text, schema, name),
            Yaml::Seq(items) => self.seq(items, schema, name),
            Yaml::Map(entries) => self.map(entries, schema, name, at),
        }
    }

    fn is_full(&self) -> bool {
        self.findings.errors.len() >= super::MAX_REPORTED
    }

    /// The schemas that a value may meet, references and alternatives resolved.
    fn candidates(&self, schema: &'a Value, into: &mut Vec<&'a Value>) {
        let reference = schema.get("$ref").and_then(Value::as_str);
        if let Some(name) = reference.and_then(|path| path.strip_prefix("#/$defs/")) {
            if let Some(schema) = self.definitions.and_then(|all| all.get(name)) {
                self.candidates(schema, into);
            }
        } else if let Some(Value::Array(choices)) = schema.get("anyOf") {
            for choice in choices {
                self.candidates(choice, into);
            }
        } else {
            into.push(schema);
        }
    }

    fn scalar(&mut self, node: &Node, text: &str, schema: &Value, name: &str) {
        // Words that are explained one by one stand in a list of constants.
        let allowed: Vec<&Value> = match (schema.get("enum"), schema.get("oneOf")) {
            (Some(Value::Array(words)), _) => words.iter().collect(),
            (_, Some(Value::Array(words))) => words.iter().filter_map(|w| w.get("const")).collect(),
            _ => return,
        };
        let allowed = allowed.into_iter().filter_map(Value::as_str);
        if !node.is_null() && !allowed.clone().any(|value| value == text) {
            let advice = nearest::advice(text, allowed);
            let place = Place::new(self.source, node.range.clone());
            let message = format!("mục “{name}” không nhận “{text}”");
            let error = Diagnostic::error("gia-tri-la", message).at(place.clone());
            self.findings.errors.push(advice.on(error, text, &place));
        }
    }

    fn seq(&mut self, items: &[Arc<Node>], schema: &'a Value, name: &str) {
        let Some(schema) = schema.get("items") else {
            return;
        };
        for (index, item) in items.iter().enumerate() {
            if self.is_full() {
                return;
            }
            if item.is_blank() && matches!(item.value, Yaml::Scalar(..)) {
                if self.findings.warnings.len() >= super::MAX_REPORTED {
                    continue;
                }
                if let Some(remark) = meant::commented_item(self.source, name, item) {
                    self.findings.warnings.push(remark);
                    continue;
                }
                let before = &self.source.text[..item.range.start];
                let dash = before.trim_end().strip_suffix('-').map(str::len);
                let place = match dash.filter(|_| item.range.is_empty()) {
                    Some(dash) => dash..dash + 1,
                    None => item.range.clone(),
                };
                self.findings.warnings.push(
                    Diagnostic::warning("dong-trong", format!("mục “{name}” có một dòng trống"))
                        .at(Place::new(self.source, place))
                        .help("ghi nội dung cho dòng này hoặc xóa dấu gạch đầu dòng"),
                );
            } else {
                let name = format!("{name}, dòng {}", index + 1);
                self.node(item, schema, &name, &item.range);
            }
        }
    }

    fn map(&mut self, entries: &[Entry], schema: &'a Value, name: &str, at: &Range<usize>) {
        let properties = schema.get("properties").and_then(Value::as_object);
        let others = match schema.get("additionalProperties") {
            Some(Value::Bool(false)) => None,
            Some(schema) => Some(schema),
            None => Some(&Value::Bool(true)),
        };
        let mut misspelt = Vec::new();
        for entry in entries {
            if self.is_full() {
                return;
            }
            let path = join(name, &entry.key);
            match properties.and_then(|all| all.get(&entry.key)).or(others) {
                Some(_) if entry.value.is_null() => {}
                Some(schema) => self.node(&entry.value, schema, &path, &entry.key_range),
                None => misspelt.extend(self.unknown_key(entry, entries, name, properties)),
            }
        }
        let required = schema.get("required").and_then(Value::as_array);
        for key in required.into_iter().flatten().filter_map(Value::as_str) {
            let entry = entries.iter().find(|entry| entry.key == key);
            if entry.is_none_or(|e| e.value.is_blank()) && !misspelt.iter().any(|m| m == key) {
                let description = properties
                    .and_then(|all| all.get(key))
                    .and_then(description);
                if let Some(remark) = entry.and_then(|e| meant::commented(self.source, e)) {
                    self.findings.errors.push(remark.as_error());
                    continue;
                }
                let at = entry.map_or(at, |entry| &entry.key_range);
                let missing = missing(&join(name, key), description);
                self.findings
                    .errors
                    .push(missing.at(Place::new(self.source, at.clone())));
            }
        }
        self.findings.misspelt.append(&mut misspelt);
    }

    fn unknown_key(
        &mut self,
        entry: &Entry,
        entries: &[Entry],
        name: &str,
        properties: Option<&Map<String, Value>>,
    ) -> Option<String> {
        let valid = properties
            .into_iter()
            .flat_map(|all| all.keys().map(String::as_str));
        // A blank that looks like any other stands before the colon.
        let start = entry.key_range.start;
        let line = self.source.text[start..]
            .split(['\n', '\r'])
            .next()
            .unwrap_or_default();
        if let Some(slip) = slips::joined_key(self.source, self.names, start, line) {
            self.findings.errors.push(slip);
            return Some(entry.key.trim().to_owned());
        }
        let advice = nearest::advice(&entry.key, valid);
        let inside = match name {
            "" => String::new(),
            name => format!(" trong “{name}”"),
        };
        let message = format!("không có mục nào tên “{}”{inside}", entry.key);
        let place = Place::new(self.source, entry.key_range.clone());
        let error = Diagnostic::error("khoa-la", message).at(place.clone());
        let meant = advice.meant.map(str::to_owned);
        // Where what was meant stands there, too, a person has to choose.
        let is_there = entries
            .iter()
            .any(|other| Some(&other.key) == meant.as_ref());
        let elsewhere = self.elsewhere(&entry.key).filter(|_| name.is_empty());
        self.findings.errors.push(match (elsewhere, is_there) {
            (Some(owners), false) if meant.is_some() => {
                error.help(format!("{} “{}” là mục của {owners}", advice.text, entry.key))
            }
            (Some(owners), _) => error.help(format!(
                "“{}” là mục của {owners}: đổi “loai”, hoặc bỏ mục này và viết lời ấy vào “noi_dung”",
                entry.key
            )),
            (None, true) => error.help(advice.text),
            (None, false) => advice.on(error, &entry.key, &place),
        });
        meant
    }

    /// The kinds of files that have an entry of this name, in words.
    fn elsewhere(&self, name: &str) -> Option<String> {
        let titles = self.elsewhere?.get(name)?.as_array()?;
        let titles: Vec<&str> = titles.iter().filter_map(Value::as_str).collect();
        Some(titles.join(", "))
    }

    fn wrong_type(&mut self, node: &Node, name: &str, candidates: &[&Value]) {
        let mut expected = Vec::new();
        for (kind, words) in [
            ("string", "một đoạn chữ"),
            ("array", "một danh sách (mỗi dòng một dấu “-”)"),
            ("object", "các mục con dạng “tên: nội dung”"),
        ] {
            if candidates.iter().any(|c| allows(c, kind)) {
                expected.push(words);
            }
        }
        let found = match type_name(node) {
            "array" => "một danh sách",
            "object" => "các mục con",
            _ => "một đoạn chữ",
        };
        let message = format!("mục “{name}” không thể là {found}");
        let mut help = format!("ghi {}", expected.join(" hoặc "));
        // `- Lưu ý: gửi bản giấy`: the colon made an entry of it.
        if let (Yaml::Map(entries), true) =
            (&node.value, candidates.iter().any(|c| allows(c, "string")))
            && let [Entry { key, .. }] = entries.as_slice()
            && let Some(written) = self.source.text.get(node.range.clone())
            && !written.contains(['\n', '"'])
            && !written.starts_with('{')
        {
            help = match key.chars().count() + written.chars().count() {
                0..200 => format!("dấu hai chấm làm dòng này thành một mục con; đặt cả dòng trong dấu ngoặc kép: \"{written}\""),
                _ => "dấu hai chấm làm dòng này thành một mục con; đặt cả dòng trong dấu ngoặc kép \"…\"".to_owned(),
            };
        }
        self.error("sai-kieu", message, &node.range).help = Some(help);
    }

    fn error(&mut self, code: &'static str, message: String, at: &Range<usize>) -> &mut Diagnostic {
        let place = Place::new(self.source, at.clone());
        let errors = &mut self.findings.errors;
        errors.push(Diagnostic::error(code, message).at(place));
        let last = errors.len() - 1;
        &mut errors[last]
    }
}

/// The message about a key that must be there.
pub(crate) fn missing(key: &str, description: Option<&str>) -> Diagnostic {
    let help = match description {
        Some(description) => format!("thêm mục “{key}”: {description}"),
        None => format!("thêm mục “{key}”"),
    };
    Diagnostic::error("thieu-muc", format!("thiếu mục “{key}”")).help(help)
}

/// The description that a schema gives of its value, to stand after a colon and without a full stop.
pub(crate) fn description(schema: &Value) -> Option<&str> {
    let text = schema.get("description")?.as_str()?;
    Some(text.strip_suffix('.').unwrap_or(text))
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

/// Every scalar counts as a string: text is taken as written.
fn type_name(node: &Node) -> &'static str {
    match node.value {
        Yaml::Scalar(..) => "string",
        Yaml::Seq(_) => "array",
        Yaml::Map(_) => "object",
    }
}

fn allows(schema: &Value, kind: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(only)) => only == kind,
        Some(Value::Array(types)) => types.iter().any(|t| t == kind),
        _ => true,
    }
}
