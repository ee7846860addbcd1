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
    /// What was found; in a batch by row, with the words for the row.
    pub parts: &'a [(Option<String>, Report)],
    /// The findings that were mended; their places are those before the mend.
    pub made: &'a [Diagnostic],
    /// It was read and held against the rules.
    pub is_read: bool,
}

/// The reports of all files.
pub fn json(files: &[File<'_>]) -> String {
    let parts = || files.iter().flat_map(|file| file.parts);
    let of_all = |list: fn(&Report) -> &[Diagnostic]| {
        let all = parts().flat_map(|(row, report)| {
            let of_row = list(report).iter();
            of_row.map(|diagnostic| of_row_object(row.as_deref(), diagnostic))
        });
        all.collect::<Vec<_>>()
    };
    let mut unevaluated = of_all(|report| &report.unevaluated);
    for object in &mut unevaluated {
        // What was not decided has no level.
        object["level"] = json!("none");
    }
    let silenced = parts().flat_map(|(row, report)| {
        let silenced = report.silenced.iter();
        silenced.map(|(finding, reason)| {
            let mut object = of_row_object(row.as_deref(), finding);
            object["reason"] = json!(reason);
            object
        })
    });
    let report = json!({
        "files": files.iter().map(summary).collect::<Vec<_>>(),
        "findings": of_all(|report| &report.findings),
        "not_evaluated": unevaluated,
        "silenced": silenced.collect::<Vec<_>>(),
        "fixed": files.iter().flat_map(|file| file.made).map(object).collect::<Vec<_>>(),
    });
    format!("{report:#}\n")
}

/// How many findings a file has; `checked` is false where it could not be read.
fn summary(file: &File<'_>) -> Value {
    let File {
        name,
        parts,
        made,
        is_read,
    } = file;
    let reports = || parts.iter().map(|(_, report)| report);
    let count = |level| {
        let findings = reports().flat_map(|report| &report.findings);
        findings.filter(|d| d.severity == level).count()
    };
    json!({
        "source": name,
        "checked": is_read,
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "hints": count(Severity::Hint),
        "not_evaluated": reports().map(|report| report.unevaluated.len()).sum::<usize>(),
        "silenced": reports().map(|report| report.silenced.len()).sum::<usize>(),
        "fixed": made.len(),
    })
}

/// A message with the row of the batch that it is of.
fn of_row_object(row: Option<&str>, diagnostic: &Diagnostic) -> Value {
    let mut object = object(diagnostic);
    object["row"] = json!(row);
    object
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
