//! A report for programs: one JSON object.
//!
//! Keys are English here, unlike those of messages (`--message-format json`): they are the names that
//! checkers and editors share. Lines and columns count from 1, columns in characters of the file.

use super::Report;
use crate::diagnostic::{Diagnostic, Edit, Place, Severity, position::Position};
use serde_json::{Value, json};

/// The whole report.
pub fn json(report: &Report) -> String {
    let Report {
        findings,
        unevaluated,
    } = report;
    let all = |list: &[Diagnostic]| list.iter().map(object).collect::<Vec<_>>();
    let report = json!({
        "findings": all(findings),
        "not_evaluated": all(unevaluated),
    });
    format!("{report:#}\n")
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
