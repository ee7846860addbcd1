//! The common noun of a unit with a capital before its name, where the document has it small elsewhere.

use super::units;
use super::words::{after, has_capital, is_foreign, is_loud, is_number, span};
use crate::check::lists::List;
use crate::check::reading::Passage;
use crate::check::reading::names::has_names;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Place, Severity};
use std::collections::BTreeMap;
use std::ops::Range;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH006",
        level: Severity::Hint,
        about: "Danh từ chung trước tên đơn vị hành chính lúc viết hoa, lúc viết thường",
        clause: Some("Phụ lục II, III.1.a"),
    },
    name: "danh-tu-chung",
    explanation: "Danh từ chung (tỉnh, huyện, xã…) đứng trước tên riêng viết thường: tỉnh Nam Định. Viết hoa khi nó gắn với chữ số, tên người, \
                  tên sự kiện (Phường 2), và trong Thành phố Hồ Chí Minh. Chỉ nhắc một lần, khi văn bản viết cả hai cách.",
    bad: "Huyện ủy huyện Sông Lam và Huyện Sông Lam",
    good: "Huyện ủy huyện Sông Lam và huyện Sông Lam",
    check,
};

static PERSONS: List = List::new(include_str!(
    "../../../../templates/check/viet-hoa-nhan-vat.txt"
));

/// How a unit's word is written before names.
#[derive(Default)]
struct Ways {
    small: usize,
    capital: Option<(Option<Place>, String)>,
}

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let mut units: BTreeMap<&str, Ways> = BTreeMap::new();
    for passage in &reading.passages {
        if !has_names(passage.role) || is_loud(passage) {
            continue;
        }
        for at in 0..passage.tokens.len() {
            let Some(unit) = units::unit(passage, at).filter(|_| !is_foreign(passage, at)) else {
                continue;
            };
            let name = units::name(passage, unit.last);
            let next = after(passage, unit.last);
            let is_numbered = next.is_some_and(|next| is_number(passage, next));
            if name.len() < 2 || is_numbered || is_person(&name) || name == ["hồ", "chí", "minh"]
            {
                continue;
            }
            let word: Range<usize> = span(passage, at, unit.last);
            let ways = units
                .entry(passage.lower.get(word.clone()).unwrap_or_default())
                .or_default();
            if unit.is_capital && ways.capital.is_none() {
                let written = format!(
                    "{} {}",
                    passage.slice(&word),
                    name_of(passage, unit.last, name.len())
                );
                ways.capital = Some((passage.place(&word), written));
            } else if !has_capital(passage, at) {
                ways.small += 1;
            }
        }
    }
    for (word, ways) in units {
        if let (Some((place, written)), 1..) = (ways.capital, ways.small) {
            let message = format!("“{written}” viết hoa danh từ chung, chỗ khác viết “{word}”");
            found.add(
                RULE.finding(message)
                    .at(place)
                    .help(format!("viết “{word}” trước tên riêng")),
            );
        }
    }
}

/// The name behind a unit's word as it is written.
fn name_of<'p>(passage: &'p Passage<'_>, unit: usize, words: usize) -> &'p str {
    let first = after(passage, unit).unwrap_or(unit);
    let mut last = first;
    for _ in 1..words {
        last = after(passage, last).unwrap_or(last);
    }
    passage.slice(&span(passage, first, last))
}

fn is_person(name: &[&str]) -> bool {
    (2..=name.len()).any(|count| PERSONS.has(&name[..count].join(" ")))
}
