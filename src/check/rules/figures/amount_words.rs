//! An amount whose words are not its digits: `2.500.000 đồng (Bằng chữ: Hai triệu năm nghìn đồng)`.

use super::spelled::{self, Twice};
use crate::check::reading::Passage;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use crate::figures::number;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL012",
        level: Severity::Error,
        about: "Số tiền bằng số và bằng chữ khác nhau",
        clause: None,
    },
    name: "so-tien-bang-chu",
    explanation: "Số tiền ghi bằng số và phần “Bằng chữ” phải là một. Chữ được đọc theo đơn vị của số đứng trước (triệu \
                  đồng, tỷ đồng); “linh” và “lẻ”, “nghìn” và “ngàn”, “bốn” và “tư”, dấu phẩy giữa các hàng đều được. Chữ \
                  không đọc được thì không xét.",
    bad: "Tổng mức đầu tư 2.500.000 đồng (Bằng chữ: Hai triệu năm nghìn đồng).",
    good: "Tổng mức đầu tư 2.500.000 đồng (Bằng chữ: Hai triệu năm trăm nghìn đồng).",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    tell_all(reading, &RULE, true, found);
}

/// Tells of all numbers whose words are not their digits.
pub(super) fn tell_all(
    reading: &Reading<'_>,
    rule: &'static Rule,
    amounts: bool,
    found: &mut Findings,
) {
    for (index, passage) in reading.passages.iter().enumerate() {
        if !passage.lower.contains("bằng chữ")
            && (!passage.text.contains('(') || passage.quantities().is_empty())
        {
            continue;
        }
        for twice in spelled::all(reading, index) {
            if twice.is_amount == amounts {
                tell(passage, &twice, rule, found);
            }
        }
    }
}

fn tell(passage: &Passage<'_>, twice: &Twice<'_, '_>, rule: &'static Rule, found: &mut Findings) {
    let Twice {
        of_digits,
        digits,
        words,
        value,
        ..
    } = twice;
    let place = passage.place(words);
    let value = match value {
        Ok(value) => *value,
        Err(word) => {
            found.unsure(
                rule.unsure(format!(
                    "không đọc được chữ “{word}” trong số viết bằng chữ"
                ))
                .at(place),
            );
            return;
        }
    };
    if Some(value) == digits.amount() || value == digits.value {
        return;
    }
    let message = format!(
        "số ghi {}, chữ ghi {} (“{}”)",
        of_digits.slice(&digits.range),
        number(value.normalize()),
        passage.slice(words)
    );
    let mut finding = rule.finding(message).at(place);
    if let Some(place) = of_digits.place(&digits.range) {
        finding = finding.related(place, "số");
    }
    found.add(finding);
}
