//! The order of the bases, by the rank of what they cite.

use crate::check::reading::Passage;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "TT003",
        level: Severity::Hint,
        about: "Các căn cứ không xếp theo thứ bậc của văn bản",
        clause: None,
    },
    name: "thu-tu-can-cu",
    explanation: "Theo thông lệ, căn cứ xếp từ cao xuống thấp: hiến pháp, luật, pháp lệnh, nghị quyết của Quốc hội, nghị \
        định, quyết định của Thủ tướng Chính phủ, thông tư, văn bản của địa phương; rồi đến “Thực hiện …”, “Xét …”, “Theo đề \
        nghị …”. Mỗi văn bản một gợi ý.",
    bad: "Căn cứ Nghị định số 45/2031/NĐ-CP …;\nCăn cứ Luật Thanh niên …",
    good: "Căn cứ Luật Thanh niên …;\nCăn cứ Nghị định số 45/2031/NĐ-CP …",
    check,
};

/// The rank of bases that come last.
const LAST: u8 = 9;

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let mut highest: Option<(u8, &Passage<'_>)> = None;
    for passage in super::all(reading) {
        let Some(rank) = rank(passage) else {
            continue;
        };
        let Some((before, first)) = highest.filter(|(before, _)| *before > rank) else {
            highest = Some((rank, passage));
            continue;
        };
        let message = match before {
            LAST => "căn cứ pháp lý đứng sau “Thực hiện”, “Xét” hoặc “Theo đề nghị”",
            _ => "căn cứ này có thứ bậc cao hơn căn cứ đứng trước",
        };
        let start = passage.text.len() - passage.text.trim_start_matches(['-', ' ']).len();
        let mut words = passage.words().filter(|word| word.range.start >= start);
        let end = words
            .nth(3)
            .map_or(passage.text.len(), |word| word.range.end);
        let mut finding = RULE.finding(message).at(passage.place(&(start..end)));
        if let Some(place) = first.whole() {
            finding = finding.related(place, "căn cứ đứng trước");
        }
        found.add(finding);
        return;
    }
}

/// How far down a basis should stand; none where that is not known.
fn rank(passage: &Passage<'_>) -> Option<u8> {
    let text = passage.lower.trim_start_matches(['-', ' ']);
    if let Some((_, kind)) = super::law(passage) {
        return Some(match kind {
            "hiến pháp" => 0,
            "pháp lệnh" => 2,
            _ => 1,
        });
    }
    if ["theo đề nghị", "xét ", "thực hiện ", "sau khi"]
        .iter()
        .any(|word| text.starts_with(word))
    {
        return Some(LAST);
    }
    if !text.starts_with("căn cứ") {
        return None;
    }
    let citation = passage.citations().first()?;
    let symbol = passage.slice(&citation.symbol);
    let ends = |ends: &[&str]| ends.iter().any(|end| symbol.ends_with(end));
    if symbol.contains("UBTVQH") || symbol.contains("/QH") {
        return Some(2);
    }
    if ends(&["NĐ-CP", "/CP", "NQ-CP", "-HĐBT"]) {
        return Some(3);
    }
    if ends(&["-TTg"]) {
        return Some(4);
    }
    let kind = citation.kinds.first()?;
    if passage.lower[kind.range.clone()].starts_with("thông tư") {
        return Some(5);
    }
    let is_local = ["UBND", "HĐND"]
        .iter()
        .any(|agency| symbol.contains(agency));
    is_local.then_some(6)
}
