//! Several spaces between two words.

use super::source;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::ops::Range;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN064",
        level: Severity::Hint,
        about: "Hai dấu cách trở lên giữa hai từ",
        clause: None,
    },
    name: "dau-cach-lap",
    explanation: "Giữa hai từ chỉ có một dấu cách. vanban in ra một dấu cách dù trong tệp có mấy, nên đây \
                  chỉ là gợi ý cho tệp gọn.",
    bad: "Ủy ban  nhân dân.",
    good: "Ủy ban nhân dân.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for line in source::lines(reading, |text| text.contains("  ")) {
        for range in spaces(line.text) {
            let place = line.place(range.clone());
            let message = format!("{} dấu cách liền nhau giữa hai từ", range.len());
            found.add(RULE.finding(message).at(place.clone()).fix(
                "chỉ để một dấu cách",
                place,
                " ",
            ));
        }
    }
}

/// Where several spaces stand in a line with words before and behind them; those in an expression and
/// beside a sign of tables are its writer's.
fn spaces(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = line.len() - line.trim_start().len();
    while let Some(start) = line.get(at..).and_then(|rest| rest.find("  ")) {
        let start = at + start;
        let rest = &line[start..];
        let end = start + rest.len() - rest.trim_start_matches(' ').len();
        at = end;
        let (before, behind) = (&line[..start], line[end..].trim_end());
        let is_code =
            before.rfind("{{") > before.rfind("}}") || before.rfind("{%") > before.rfind("%}");
        let is_cell = before.ends_with('|') || behind.starts_with('|');
        let is_label =
            before.trim_start().len() <= 3 && !before.trim_start().starts_with(char::is_alphabetic);
        if !before.trim().is_empty() && !behind.is_empty() && !is_code && !is_cell && !is_label {
            found.push(start..end);
        }
    }
    found
}
