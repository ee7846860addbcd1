//! Acts that are cited by one kind and have the symbol of another: `Quyết định số 5/KH-UBND`.

use crate::check::reading::citations::{self, Citation};
use crate::check::reading::{Passage, Role};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "TT005",
        level: Severity::Warning,
        about: "Văn bản được viện dẫn có tên loại không khớp ký hiệu",
        clause: Some("Phụ lục I, Phần I, II.6.b"),
    },
    name: "vien-dan-sai-ky-hieu",
    explanation: "Tên loại đứng trước số phải khớp chữ viết tắt trong ký hiệu (Phụ lục III, Mục I). Một trong hai đã gõ nhầm. \
        Ký hiệu chỉ có chữ viết tắt của cơ quan, đơn vị thì không so.",
    bad: "Thực hiện Quyết định số 15/KH-UBND ngày 03/3/2031 của Ủy ban nhân dân tỉnh",
    good: "Thực hiện Kế hoạch số 15/KH-UBND ngày 03/3/2031 của Ủy ban nhân dân tỉnh",
    check,
};

/// Abbreviations of kinds that are those of agencies, too: Cục Thuế, Cục Trồng trọt, Thông báo of a firm.
const AGENCIES_TOO: [&str; 7] = ["CT", "TT", "TC", "L", "KL", "DA", "TB"];

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        if passage.symbols.is_empty()
            || passage.is("number")
            || matches!(passage.role, Role::Name(_))
        {
            continue;
        }
        for citation in passage.citations() {
            if citation.continues || citation.kinds.is_empty() {
                continue;
            }
            act(passage, citation, found);
        }
    }
}

fn act(passage: &Passage<'_>, citation: &Citation, found: &mut Findings) {
    let symbol = passage.slice(&citation.symbol);
    let Some((written, rest)) = citations::abbreviation(symbol) else {
        return;
    };
    let Some(kind) = citation.kinds.last() else {
        return;
    };
    let name = &passage.lower[kind.range.clone()];
    if name == "văn bản" || rest.is_empty() || !citations::is_abbreviation(written) {
        return;
    }
    let known = |kind: &citations::Kind| kind.abbreviations.split(' ').any(|one| one == written);
    if citation.kinds.iter().any(known) {
        return;
    }
    let issues = ["UBND", "HĐND", "UB", "CP", "TTg", "CTUBND", "TW", "TU"];
    let is_agency = AGENCIES_TOO.contains(&written);
    if is_agency && !rest.split(['-', '/']).any(|part| issues.contains(&part)) {
        return;
    }
    let message = match kind.abbreviations.split(' ').next() {
        None | Some("") => format!(
            "{name} không có chữ viết tắt tên loại trong ký hiệu, mà số này ghi “{written}”"
        ),
        Some(due) => {
            format!("tên loại là {name} (viết tắt {due}), mà ký hiệu ghi “{written}”: {symbol}")
        }
    };
    let range = kind.range.start..citation.symbol.end;
    found.add(RULE.finding(message).at(passage.place(&range)));
}
