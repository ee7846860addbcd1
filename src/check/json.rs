//! A report for programs: one JSON object.
//!
//! Keys are English here, unlike those of messages (`--message-format json`): they are the names that
//! checkers and editors share. Lines and columns count from 1, columns in characters of the file.

use super::Report;
use crate::diagnostic::{Diagnostic, Edit, Place, Severity, position::Position};
use serde_json::{Value, json};

/// A file and what the check of it came to.
pub struct File<'a> {
    /// The path as it was given.
    pub name: &'a str,
    /// What was found.
    pub report: &'a Report,
    /// The findings that were mended; their places are those before the mend.
    pub made: &'a [Diagnostic],
    /// It was read and held against the rules.
    pub is_read: bool,
}

/// The reports of all files.
pub fn json(files: &[File<'_>]) -> String {
    let of_all = |list: fn(&Report) -> &[Diagnostic]| {
        let all = files.iter().flat_map(|file| list(file.report));
        all.map(object).collect::<Vec<_>>()
    };
    let silenced = files.iter().flat_map(|file| &file.report.silenced);
    let silenced = silenced.map(|(finding, reason)| {
        let mut object = object(finding);
        object["reason"] = json!(reason);
        object
    });
    let report = json!({
        "files": files.iter().map(summary).collect::<Vec<_>>(),
        "findings": of_all(|report| &report.findings),
        "not_evaluated": of_all(|report| &report.unevaluated),
        "silenced": silenced.collect::<Vec<_>>(),
        "fixed": files.iter().flat_map(|file| file.made).map(object).collect::<Vec<_>>(),
    });
    format!("{report:#}\n")
}

/// How many findings a file has; `checked` is false where it could not be read.
fn summary(file: &File<'_>) -> Value {
    let File {
        name,
        report,
        made,
        is_read,
    } = file;
    let count = |level| {
        let findings = report.findings.iter();
        findings.filter(|d| d.severity == level).count()
    };
    json!({
        "source": name,
        "checked": is_read,
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "hints": count(Severity::Hint),
        "not_evaluated": report.unevaluated.len(),
        "silenced": report.silenced.len(),
        "fixed": made.len(),
    })
}

fn object(diagnostic: &Diagnostic) -> Value {
    let related = diagnostic.related.iter().map(|(place, words)| {
        let mut object = json!({ "message": words });
        put_place(&mut object, Some(place));
        object
    });
    let mut object = json!({
        "code": diagnostic.code,
        "level": level(diagnostic.severity),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "clause": diagnostic.law(),
        "related": related.collect::<Vec<_>>(),
        "fix": diagnostic.fix.as_deref().map(fix),
    });
    put_place(&mut object, diagnostic.place.as_ref());
    object
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    }
}

fn fix(edit: &Edit) -> Value {
    let mut object = json!({ "title": edit.title, "replacement": edit.text });
    put_place(&mut object, Some(&edit.place));
    object
}

/// Adds file, place and the words that stand there.
fn put_place(object: &mut Value, place: Option<&Place>) {
    let position = place.and_then(Position::of);
    let position = position.as_ref();
    let text = place.and_then(|place| place.source.text.get(place.range.clone()));
    object["source"] = json!(place.map(|place| &place.source.name));
    object["line"] = json!(position.map(|p| p.line));
    object["column"] = json!(position.map(|p| p.column));
    object["end_line"] = json!(position.map(|p| p.end_line));
    object["end_column"] = json!(position.map(|p| p.end_column));
    object["text"] = json!(text);
}
