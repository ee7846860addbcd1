//! Messages as a SARIF 2.1.0 log, for code hosts and editors that show such logs.

use super::{Code, Diagnostic, Edit, LAW, Place, Severity, codes::CODES, position::Position};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Where the format is published.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A code of a rule that [`CODES`] does not have, with what else a log tells of it.
#[derive(Debug, Clone)]
pub struct Descriptor<'a> {
    /// The code.
    pub code: &'a Code,
    /// A short name in plain letters: `ti-le-sai`.
    pub name: &'a str,
    /// The rule in a few sentences.
    pub explanation: &'a str,
    /// The same with examples, in Markdown.
    pub help: String,
}

/// A message, and what became of it.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The message.
    pub message: &'a Diagnostic,
    /// What became of it.
    pub state: State<'a>,
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State<'a> {
    /// It was told.
    Told,
    /// It tells what could not be decided.
    Open,
    /// A comment in the file silenced it, for this reason.
    Silenced(&'a str),
}

/// A log of one run with all messages; the rules are those that they are of.
pub fn sarif(diagnostics: &[Diagnostic], descriptors: &[Descriptor<'_>]) -> String {
    let entries = diagnostics.iter().map(|message| Entry {
        message,
        state: State::Told,
    });
    sarif_of(&entries.collect::<Vec<_>>(), descriptors)
}

/// [`sarif()`] of messages of which not all were told.
pub fn sarif_of(entries: &[Entry<'_>], descriptors: &[Descriptor<'_>]) -> String {
    let known = CODES.iter().map(|code| (code, None));
    let known = known.chain(descriptors.iter().map(|d| (d.code, Some(d))));
    let used: BTreeSet<&str> = entries.iter().map(|entry| entry.message.code).collect();
    let rules: Vec<(&Code, Option<&Descriptor<'_>>)> =
        known.filter(|(code, _)| used.contains(code.name)).collect();
    let indices: BTreeMap<&str, usize> = rules.iter().map(|(code, _)| code.name).zip(0..).collect();
    let results = entries.iter().map(|entry| result(entry, &indices));
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "language": "vi",
                "rules": rules.iter().map(|(code, more)| rule(code, *more)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: &Code, descriptor: Option<&Descriptor<'_>>) -> Value {
    let Code {
        name,
        level: severity,
        about,
        clause,
    } = code;
    let mut rule = json!({
        "id": name,
        "shortDescription": { "text": sentence(about) },
        "defaultConfiguration": { "level": level(*severity) },
    });
    if let Some(descriptor) = descriptor {
        let Descriptor {
            code: _,
            name,
            explanation,
            help,
        } = descriptor;
        rule["name"] = json!(name);
        rule["fullDescription"] = json!({ "text": explanation });
        rule["help"] = json!({ "text": explanation, "markdown": help });
    }
    if let Some(clause) = clause {
        rule["properties"] = json!({ "can_cu": format!("{clause} {LAW}") });
    }
    rule
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn result(entry: &Entry<'_>, indices: &BTreeMap<&str, usize>) -> Value {
    let Diagnostic {
        severity,
        code,
        message,
        place,
        related,
        help,
        fix,
        clause: _,
    } = entry.message;
    let text = match help {
        Some(help) => format!("{} Cách sửa: {}", sentence(message), sentence(help)),
        None => sentence(message),
    };
    let mut result = json!({
        "ruleId": code,
        "level": level(*severity),
        "message": { "text": text },
    });
    match entry.state {
        State::Told => {}
        // What is no failure has no level.
        State::Open => {
            result["kind"] = json!("open");
            result["level"] = json!("none");
        }
        State::Silenced(reason) => {
            result["suppressions"] = json!([{ "kind": "inSource", "justification": reason }]);
        }
    }
    if let Some(index) = indices.get(code) {
        result["ruleIndex"] = json!(index);
    }
    if let Some(place) = place {
        result["locations"] = json!([location(place)]);
    }
    if !related.is_empty() {
        let related = related.iter().zip(1..).map(|((place, words), id)| {
            let mut location = location(place);
            location["id"] = json!(id);
            location["message"] = json!({ "text": words });
            location
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = fix.as_deref().and_then(fix_of) {
        result["fixes"] = json!([fix]);
    }
    if let Some(law) = entry.message.law() {
        result["properties"] = json!({ "can_cu": law });
    }
    result
}

/// With a stop at its end.
fn sentence(text: &str) -> String {
    match text.ends_with(['.', '?', '!', '…']) {
        true => text.to_owned(),
        false => format!("{text}."),
    }
}

/// A place of a file; a cell of a sheet is told by its name alone.
fn location(place: &Place) -> Value {
    let Some(position) = Position::of(place) else {
        return json!({ "logicalLocations": [{ "fullyQualifiedName": place.source.name }] });
    };
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&place.source.name) },
        "region": region(&position),
    } })
}

fn region(position: &Position) -> Value {
    let Position {
        line,
        column,
        end_line,
        end_column,
        bytes,
    } = position;
    let mut region = Map::new();
    region.insert("startLine".to_owned(), json!(line));
    region.insert("startColumn".to_owned(), json!(column));
    region.insert("endLine".to_owned(), json!(end_line));
    region.insert("endColumn".to_owned(), json!(end_column));
    if let Some(bytes) = bytes {
        region.insert("byteOffset".to_owned(), json!(bytes.start));
        region.insert("byteLength".to_owned(), json!(bytes.len()));
    }
    Value::Object(region)
}

/// None in a cell, whose file is not text.
fn fix_of(edit: &Edit) -> Option<Value> {
    let Edit { title, place, text } = edit;
    let position = Position::of(place)?;
    Some(json!({
        "description": { "text": title },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri(&place.source.name) },
            "replacements": [{
                "deletedRegion": region(&position),
                "insertedContent": { "text": text },
            }],
        }],
    }))
}

/// A path as a URI reference (RFC 3986): a relative one stays relative.
fn uri(name: &str) -> String {
    let name = name.replace('\\', "/");
    let is_drive =
        matches!(name.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    let mut uri = match (is_drive, name.starts_with('/')) {
        (true, _) => "file:///".to_owned(),
        (false, true) => "file://".to_owned(),
        (false, false) => String::new(),
    };
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            b':' if is_drive => uri.push(':'),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::super::{Extent, Source};
    use super::*;

    #[test]
    fn a_log_has_its_rules_and_places() {
        let source = Source::of_file("mục/a.yaml", "một: 1\nhai: 2\n");
        let place = Place::new(&source, 9..12);
        let one = Diagnostic::error("khoa-la", "không có mục nào tên “hai”")
            .at(place.clone())
            .related(Place::new(&source, 0..5), "ở đây")
            .help("có phải là “ba”?")
            .fix("đổi “hai” thành “ba”", place, "ba");
        let cell = Source::part("b.xlsx, ô C5", "x", Extent::Cell(5));
        let two = Diagnostic::warning("ngoai-luat", "ngoài").at(Place::new(&cell, 0..1));
        let three = Diagnostic::hint("khoa-la", "không rõ ở đâu");
        let log = sarif(&[one, two, three], &[]);
        insta::assert_snapshot!(log.replace(env!("CARGO_PKG_VERSION"), "[version]"));
        let log: Value = serde_json::from_str(&log).unwrap();
        let rules = log["runs"][0]["tool"]["driver"]["rules"]
            .as_array()
            .unwrap();
        for result in log["runs"][0]["results"].as_array().unwrap() {
            let index = result["ruleIndex"].as_u64().unwrap();
            assert_eq!(
                rules[usize::try_from(index).unwrap()]["id"],
                result["ruleId"]
            );
        }
    }

    #[test]
    fn paths_are_uri_references() {
        for (path, expected) in [
            ("a b/c.yaml", "a%20b/c.yaml"),
            ("../c.yaml", "../c.yaml"),
            ("/x/ế.yaml", "file:///x/%E1%BA%BF.yaml"),
            ("C:\\x\\a.yaml", "file:///C:/x/a.yaml"),
            ("a:b.yaml", "a%3Ab.yaml"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }
}
