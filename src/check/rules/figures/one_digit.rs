//! Counts of one digit without a zero (`7 công trình`) in a document that writes zeros elsewhere.

use crate::check::lists::List;
use crate::check::reading::{Measure, Passage, Quantity};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::collections::HashSet;

static NAMES: List = List::new(include_str!("../../../../templates/check/ordinals.txt"));

/// So many counts with a zero make it the way of a document.
const USUAL: usize = 3;

/// At most so many other places are named.
const MOST_RELATED: usize = 10;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL105",
        level: Severity::Hint,
        about: "Số đếm một chữ số có nơi viết số 0 ở trước, có nơi không",
        clause: None,
    },
    name: "so-mot-chu-so",
    explanation: "Văn bản đã viết “07 công trình”, “04 hộ” ở ít nhất ba nơi thì số đếm người, đếm vật ở nơi khác cũng nên viết như vậy. Không xét thời gian, tuổi, cấp, lớp, điều khoản, tên gọi, đơn vị đo, tiền, khoảng số và số thập phân. Mỗi văn bản chỉ nhắc một lần.",
    bad: "Hoàn thành 07 công trình, sửa 04 nhà, cấp 05 giấy phép, tổ chức 3 hội nghị.",
    good: "Hoàn thành 07 công trình, sửa 04 nhà, cấp 05 giấy phép, tổ chức 03 hội nghị.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let mut zeros = 0;
    // What the document counts with a zero.
    let mut nouns: HashSet<&str> = HashSet::new();
    let mut bare: Vec<(&Passage<'_>, &Quantity)> = Vec::new();
    for passage in reading.prose() {
        for quantity in passage.quantities() {
            let text = passage.slice(&quantity.digits).as_bytes();
            let is_counted = quantity.measure.is_counted() || quantity.measure == Measure::Other;
            match text {
                [b'0', b'1'..=b'9'] if is_counted => {
                    zeros += 1;
                    nouns.extend(passage.lower.get(quantity.unit.clone()));
                }
                [b'1'..=b'9'] if is_counted && is_count(passage, quantity) => {
                    bare.push((passage, quantity));
                }
                _ => {}
            }
        }
    }
    bare.retain(|(passage, quantity)| {
        let noun = passage.lower.get(quantity.unit.clone());
        quantity.measure.is_counted() || noun.is_some_and(|noun| nouns.contains(noun))
    });
    let Some((first, rest)) = bare.split_first() else {
        return;
    };
    if zeros < USUAL || bare.len() > zeros {
        return;
    }
    let (passage, quantity) = first;
    let text = passage.slice(&quantity.range);
    let message =
        format!("“{text}” không có số 0 ở trước, mà văn bản viết số 0 ở {zeros} nơi khác");
    let mut finding = RULE
        .finding(message)
        .at(passage.place(&quantity.range))
        .help(format!("viết “0{text}”"));
    for (passage, quantity) in rest.iter().take(MOST_RELATED) {
        if let Some(place) = passage.place(&quantity.range) {
            finding = finding.related(place, "cũng không có số 0");
        }
    }
    found.add(finding);
}

/// Tells whether a number counts, and is no name, span or idiom.
fn is_count(passage: &Passage<'_>, quantity: &Quantity) -> bool {
    let start = quantity.digits.start;
    let at = quantity.tokens.start;
    let touching = at.checked_sub(1).map_or("", |before| passage.at(before));
    let before = passage
        .solid_before(at)
        .map_or("", |before| passage.at(before));
    let is_series = matches!(touching, "/" | "-" | "–") || passage.at(at + 1) == "/";
    let is_idiom = matches!(before, "thứ" | "số" | "gấp" | "các" | "lần") || NAMES.has(before);
    !quantity.span
        && !quantity.name
        && !is_series
        && !is_idiom
        && !passage.is_quoted(start)
        && start >= passage.label.end
}
