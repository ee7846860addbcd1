//! Names of units that the document itself writes right elsewhere: `phường An phú`.

use super::units::{self, Known};
use super::words::{
    after, has_capital, is_foreign, is_loud, is_shouted, is_small, small, span, text,
};
use crate::check::reading::Passage;
use crate::check::reading::names::has_names;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH005",
        level: Severity::Error,
        about: "Chữ thường trong tên xã, phường, huyện đã viết hoa ở chỗ khác",
        clause: Some("Phụ lục II, III.1.a"),
    },
    name: "ten-don-vi",
    explanation: "Mọi âm tiết của tên riêng đơn vị hành chính đều viết hoa chữ cái đầu. So với phần đầu văn bản và với chỗ khác trong \
                  cùng văn bản đã viết đúng tên ấy.",
    bad: "UBND phường An phú (văn bản của UBND phường An Phú)",
    good: "UBND phường An Phú",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let known = units::known(reading);
    if known.is_empty() {
        return;
    }
    for passage in &reading.passages {
        if !has_names(passage.role) || is_loud(passage) {
            continue;
        }
        for at in 0..passage.tokens.len() {
            let Some(unit) = units::unit(passage, at) else {
                continue;
            };
            if let Some((wrong, last)) = wrong(passage, unit.last, &known) {
                tell(passage, &wrong, (at, last), found);
            }
        }
    }
}

/// The small words of a known name behind a unit's word, and its last token.
fn wrong(passage: &Passage<'_>, unit: usize, known: &Known<'_>) -> Option<(Vec<usize>, usize)> {
    let first = after(passage, unit)?;
    let names = known.get(small(passage, Some(first)))?;
    names.iter().find_map(|name| {
        let mut all = Vec::new();
        let (mut at, mut last) = (Some(first), first);
        for word in name {
            let here = at.filter(|here| small(passage, Some(*here)) == *word)?;
            if is_shouted(text(passage, Some(here))) || is_foreign(passage, here) {
                return None;
            }
            if is_small(passage, here) {
                all.push(here);
            }
            last = here;
            at = after(passage, here);
        }
        let runs_on =
            at.is_some_and(|at| has_capital(passage, at) && !is_shouted(text(passage, Some(at))));
        (!all.is_empty() && !runs_on).then_some((all, last))
    })
}

fn tell(
    passage: &Passage<'_>,
    wrong: &[usize],
    (first, last): (usize, usize),
    found: &mut Findings,
) {
    let (Some(from), Some(to)) = (wrong.first(), wrong.last()) else {
        return;
    };
    let name = passage.slice(&span(passage, first, last));
    found.add(
        RULE.finding(format!("chữ thường trong tên “{name}”, chỗ khác viết hoa"))
            .at(passage.place(&span(passage, *from, *to)))
            .help("viết hoa chữ cái đầu mọi âm tiết của tên riêng"),
    );
}
