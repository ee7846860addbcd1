//! Parts behind `trong đó` that are more than their whole: `45 hộ, trong đó có 50 hộ cận nghèo`.

use super::parts::{self, Division, Manner};
use crate::check::reading::{Measure, Passage};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL008",
        level: Severity::Warning,
        about: "Phần nêu sau “trong đó” lớn hơn tổng số",
        clause: None,
    },
    name: "trong-do-qua-tong",
    explanation: "“Trong đó” nêu một số phần của con số gần nhất đứng trước: cộng lại có thể ít hơn, không thể nhiều hơn. \
                  Với người và hộ, các phần có thể chồng nhau (nữ, đảng viên), nên chỉ báo khi một phần đã lớn hơn cả tổng \
                  số.",
    bad: "Có 45 hộ đăng ký, trong đó có 54 hộ ở Khóm 1.",
    good: "Có 54 hộ đăng ký, trong đó có 45 hộ ở Khóm 1.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        for division in parts::all(passage) {
            if division.manner == Manner::Some
                && division.exceeds() == Some(true)
                && !division.fits()
            {
                tell(passage, &division, found);
            }
        }
    }
}

fn tell(passage: &Passage<'_>, division: &Division<'_>, found: &mut Findings) {
    let Division { whole, first, .. } = division;
    let place = passage.place(&whole.range);
    let greater = first
        .iter()
        .find(|part| part.in_unit_of(whole).amount() > whole.amount());
    let overlapping = matches!(whole.measure, Measure::Known("người" | "hộ" | "hồ sơ"));
    let doubt = match greater {
        None if overlapping && first.len() > 1 => Some("các phần có thể chồng nhau"),
        _ => division.doubt,
    };
    if let Some(reason) = doubt {
        found.unsure(RULE.unsure(reason).at(place));
        return;
    }
    let written = passage.slice(&whole.range);
    let message = match greater {
        Some(part) => format!(
            "phần {} lớn hơn tổng số {written}",
            passage.slice(&part.range)
        ),
        None => {
            let Some(sum) = parts::told(first, whole) else {
                return;
            };
            format!("các phần cộng lại là {sum}, lớn hơn tổng số {written}")
        }
    };
    let mut finding = RULE.finding(message).at(place);
    for part in first.iter().take(12) {
        if let Some(place) = passage.place(&part.range) {
            finding = finding.related(place, "phần");
        }
    }
    found.add(finding);
}
