//! Quotation marks without their partner, over a whole part of the document.

use super::ways::straight_quotes;
use crate::check::reading::Passage;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::ops::Range;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN072",
        level: Severity::Warning,
        about: "Dấu ngoặc kép mở mà không đóng hoặc đóng mà không mở",
        clause: None,
    },
    name: "ngoac-kep-le",
    explanation: "Dấu “ và dấu ” đi thành cặp, lồng nhau được và có thể cách nhau nhiều đoạn khi trích một \
                  văn bản khác. Dấu ngoặc kép thẳng cũng phải đủ đôi trong một đoạn.",
    bad: "Phong trào “Xanh - sạch - đẹp được duy trì.",
    good: "Phong trào “Xanh - sạch - đẹp” được duy trì.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let parts = reading
        .passages
        .chunk_by(|one, other| one.part == other.part);
    for passages in parts {
        curly(passages, found);
        straight(passages, found);
    }
}

/// A mark and its passage.
type Mark = (usize, Range<usize>);

fn curly(passages: &[Passage<'_>], found: &mut Findings) {
    let mut open: Vec<Mark> = Vec::new();
    for (index, passage) in passages.iter().enumerate() {
        if !passage.text.contains(['“', '”']) {
            continue;
        }
        for (at, sign) in passage.text.char_indices() {
            let range = at..at + sign.len_utf8();
            match sign {
                '“' => open.push((index, range)),
                '”' if open.pop().is_none() => {
                    // `“Điều 5. …"`: the partner is of the other kind.
                    tell(passage, &range, "đóng mà không có dấu mở", found);
                }
                _ => {}
            }
        }
    }
    for (index, range) in open {
        tell(&passages[index], &range, "mở mà không đóng", found);
    }
}

/// Straight marks: one passage of a part with an odd number of them has lost one; two may quote what
/// stands between them.
fn straight(passages: &[Passage<'_>], found: &mut Findings) {
    let mut odd = passages.iter().filter_map(|passage| {
        let marks = straight_quotes(&passage.text);
        let last = marks.last().filter(|_| marks.len() % 2 == 1)?;
        Some((passage, *last))
    });
    if let (Some((passage, at)), None) = (odd.next(), odd.next()) {
        tell(passage, &(at..at + 1), "không đủ đôi", found);
    }
}

fn tell(passage: &Passage<'_>, range: &Range<usize>, what: &str, found: &mut Findings) {
    let Some(place) = passage.place(range) else {
        return;
    };
    let message = format!("dấu {} {what}", passage.slice(range));
    found.add(
        RULE.finding(message)
            .at(place)
            .help("thêm dấu còn thiếu, hoặc bỏ dấu này"),
    );
}
