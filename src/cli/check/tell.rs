//! What a check came to, for people and for programs.

use super::Checked;
use crate::check;
use crate::diagnostic::sarif::{Entry, State};
use crate::diagnostic::{Rendering, Severity, render, render_as, sarif_of};

/// Nothing was found.
const NOTHING: &str = "không thấy lỗi nào";

/// The findings of a file, drawn, and how many there are.
pub(super) fn file(checked: &Checked, with_unevaluated: bool) -> String {
    let mut out = render_as("đã sửa", &checked.made, Rendering::Colour);
    for (row, report) in &checked.parts {
        let mut drawn = render(&report.findings, Rendering::Colour);
        if with_unevaluated {
            let unevaluated = render_as("chưa xét", &report.unevaluated, Rendering::Colour);
            drawn.push_str(&unevaluated);
        }
        if let (Some(row), false) = (row, drawn.is_empty()) {
            out.push_str(&format!("{row}\n"));
        }
        out.push_str(&drawn);
    }
    let silenced = checked.reports().map(|report| report.silenced.len()).sum();
    let unevaluated = match with_unevaluated {
        true => 0,
        false => checked
            .reports()
            .map(|report| report.unevaluated.len())
            .sum(),
    };
    let rest = [
        (unevaluated, "chỗ chưa xét (xem bằng --not-evaluated)"),
        (silenced, "chỗ bỏ qua theo lời dặn"),
    ];
    let rest = counted(&rest);
    let found = match (checked.is_read, counts([checked])) {
        (true, found) if found.is_empty() => NOTHING.to_owned(),
        (true, found) => found,
        (false, found) => format!("chưa soát được, {found}"),
    };
    let made = counted(&[(checked.made.len(), "chỗ đã sửa")]);
    let all = [made, found, rest]
        .into_iter()
        .filter(|part| !part.is_empty());
    let all: Vec<String> = all.collect();
    out.push_str(&format!("{}: {}\n", checked.name, all.join("; ")));
    out
}

/// The sum of several files.
pub(super) fn total(all: &[Checked]) -> String {
    if all.len() < 2 {
        return String::new();
    }
    let found = match counts(all) {
        found if found.is_empty() => NOTHING.to_owned(),
        found => found,
    };
    format!("{} tệp: {found}\n", all.len())
}

/// `2 lỗi, 3 lưu ý, 1 gợi ý`; nothing where nothing was found.
fn counts<'a>(all: impl IntoIterator<Item = &'a Checked> + Clone) -> String {
    let of = |level| {
        let all = all.clone().into_iter();
        all.map(|checked| checked.count(level)).sum()
    };
    counted(&[
        (of(Severity::Error), "lỗi"),
        (of(Severity::Warning), "lưu ý"),
        (of(Severity::Hint), "gợi ý"),
    ])
}

fn counted(all: &[(usize, &str)]) -> String {
    let some = all.iter().filter(|(count, _)| *count > 0);
    let some: Vec<String> = some.map(|(count, of)| format!("{count} {of}")).collect();
    some.join(", ")
}

/// One object for all files.
pub(super) fn json(all: &[Checked]) -> String {
    let files = all.iter().map(|checked| check::json::File {
        name: &checked.name,
        parts: &checked.parts,
        made: &checked.made,
        is_read: checked.is_read,
    });
    check::json::json(&files.collect::<Vec<_>>())
}

/// One log for all files; what was not evaluated only on request.
pub(super) fn sarif(all: &[Checked], with_unevaluated: bool) -> String {
    let mut entries = Vec::new();
    for report in all.iter().flat_map(Checked::reports) {
        let told = report.findings.iter().map(|d| (d, State::Told));
        let open = report.unevaluated.iter().filter(|_| with_unevaluated);
        let open = open.map(|d| (d, State::Open));
        let silenced = report.silenced.iter();
        let silenced = silenced.map(|(d, reason)| (d, State::Silenced(reason)));
        let all = told.chain(open).chain(silenced);
        entries.extend(all.map(|(message, state)| Entry { message, state }));
    }
    sarif_of(&entries, &check::descriptors())
}
