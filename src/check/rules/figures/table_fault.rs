//! How a figure of a table that does not agree with others is told, for all rules on tables.

use crate::check::reading::{Fault, Figure, Law};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Place, Severity};
use crate::figures::number;

/// Tells of the faults and doubts by some laws.
pub(super) fn tell(
    rule: &'static Rule,
    reading: &Reading<'_>,
    found: &mut Findings,
    is_own: fn(Law) -> bool,
) {
    for ledger in reading.ledgers() {
        for fault in ledger.faults.iter().filter(|fault| is_own(fault.law)) {
            let level = match fault.is_cut {
                true => Severity::Warning,
                false => rule.code.level,
            };
            let mut finding = rule
                .finding_as(level, message(fault, reading))
                .at(place(reading, &fault.figure));
            for other in &fault.others {
                if let Some(place) = place(reading, other) {
                    finding = finding.related(place, "số cùng phép tính");
                }
            }
            found.add(finding);
        }
        let doubts = ledger.doubts.iter().filter(|(law, _)| is_own(*law));
        for (_, figure) in doubts {
            let reason = "không rõ số này được tính từ những số nào của bảng";
            found.unsure(rule.unsure(reason).at(place(reading, figure)));
        }
    }
}

fn place(reading: &Reading<'_>, figure: &Figure) -> Option<Place> {
    let passage = reading.passages.get(figure.passage)?;
    passage.place(&figure.range)
}

fn message(fault: &Fault, reading: &Reading<'_>) -> String {
    let slice = |figure: &Figure| {
        let passage = reading.passages.get(figure.passage);
        passage.map_or("", |passage| passage.slice(&figure.range))
    };
    let written = slice(&fault.figure);
    let expected = number(fault.expected);
    let row = if fault.row.is_empty() {
        String::new()
    } else {
        format!("hàng “{}”, ", fault.row)
    };
    let here = format!("{row}cột “{}” ghi {written}", fault.column);
    if !fault.is_result {
        return format!("{here}, nhưng các tổng và tỷ lệ của bảng chỉ khớp nếu là {expected}");
    }
    let pair = match fault.others.as_slice() {
        [part, whole, ..] => format!("{}/{}", slice(part), slice(whole)),
        _ => String::new(),
    };
    let how = match fault.law {
        Law::Rows => "cộng các hàng được".to_owned(),
        Law::Group => "cộng các phần của nhóm được".to_owned(),
        Law::Columns => "cộng các cột được".to_owned(),
        Law::Less => "hiệu của hai cột là".to_owned(),
        Law::Share => format!("tỷ trọng {pair} là"),
        Law::ShareOf(whole) => format!("tỷ lệ trên {whole} (như các hàng khác) là"),
        Law::Quotient(_) => format!("{pair} là"),
        Law::Ratio => format!("tỷ lệ {pair} là"),
        Law::Growth => format!("mức tăng tính từ {pair} là"),
        Law::Product(_) => "nhân các cột được".to_owned(),
    };
    let cut = if fault.is_cut {
        " (số đã bị cắt đuôi chứ không làm tròn)"
    } else {
        ""
    };
    format!("{here}, nhưng {how} {expected}{cut}")
}
