//! The first citation of an act: with date, agency and subject (Phụ lục I, II.6.b).

use crate::check::reading::citations::Citation;
use crate::check::reading::{BLANK, Passage, Role, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::collections::HashSet;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "TT006",
        level: Severity::Hint,
        about: "Lần đầu viện dẫn một văn bản mà thiếu ngày, cơ quan ban hành hoặc trích yếu",
        clause: Some("Phụ lục I, Phần I, II.6.b"),
    },
    name: "vien-dan-lan-dau",
    explanation: "Lần đầu viện dẫn ghi đủ tên loại, số, ký hiệu, ngày, cơ quan ban hành và trích yếu; các phần có thể đứng ở chỗ \
        khác trong câu. Chỉ thiếu trích yếu hoặc cơ quan thì không nhắc. Những lần sau chỉ ghi tên loại, số và ký hiệu. Mỗi văn bản một gợi ý, ở chỗ đầu tiên.",
    bad: "Thực hiện Kế hoạch số 15/KH-UBND, phường đã tổ chức tập huấn.",
    good: "Thực hiện Kế hoạch số 15/KH-UBND ngày 03/3/2031 của Ủy ban nhân dân tỉnh về chuyển đổi số, phường đã tổ chức tập huấn.",
    check,
};

const AGENCY: &str = "cơ quan ban hành";
const SUBJECT: &str = "trích yếu";

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let mut known: HashSet<&str> = HashSet::new();
    let mut first: Option<(&Passage<'_>, &Citation, Vec<&'static str>)> = None;
    let mut count = 0;
    for passage in &reading.passages {
        if passage.symbols.is_empty() || !(passage.role.is_prose() || passage.is("basis")) {
            continue;
        }
        for citation in passage.citations() {
            let symbol = passage.slice(&citation.symbol);
            if citation.kinds.is_empty() || !known.insert(symbol) || symbol.contains(BLANK) {
                continue;
            }
            // Bases have a rule of their own; notes name their sources shortly.
            let is_text = passage.role.is_prose() && !matches!(passage.role, Role::Note(_));
            if !is_text || citation.continues || passage.is_quoted(citation.symbol.start) {
                continue;
            }
            let missing = missing(passage, citation);
            // Most texts leave the subject to the reader.
            if missing.is_empty() || missing == [SUBJECT] || missing == [AGENCY] {
                continue;
            }
            count += 1;
            first.get_or_insert((passage, citation, missing));
        }
    }
    let Some((passage, citation, missing)) = first else {
        return;
    };
    let range = citation.whole.start..citation.symbol.end;
    let more = match count {
        1 => String::new(),
        count => format!(" (và {} văn bản nữa trong bài)", count - 1),
    };
    let message = format!(
        "lần đầu viện dẫn “{}” thiếu {}{more}",
        passage.slice(&range),
        missing.join(", ")
    );
    found.add(RULE.finding(message).at(passage.place(&range)));
}

/// How many bytes of a sentence are looked at before an act.
const FARTHEST: usize = 4_000;

/// The parts that stand nowhere in the sentence.
fn missing(passage: &Passage<'_>, citation: &Citation) -> Vec<&'static str> {
    let at = citation.whole.start;
    let mut near = at.saturating_sub(FARTHEST)..at;
    let from = near
        .find(|from| passage.text.is_char_boundary(*from))
        .unwrap_or(at);
    let stop = passage.text[from..at].rfind(". ");
    let start = stop.map_or(from, |stop| from + stop + 2);
    let before = &passage.lower[start..at];
    let tail = passage.lower.get(citation.symbol.end..citation.whole.end);
    let tail = tail.unwrap_or_default();
    let mut missing = Vec::new();
    let has_date = |words: &str| words.contains("ngày ") || words.contains("cùng ngày");
    if citation.date.is_none() && !has_date(before) && !has_date(tail) {
        missing.push("ngày ban hành");
    }
    // The agency may be the subject of the sentence: `Sở Y tế có Công văn số …`.
    let first = passage
        .tokens
        .partition_point(|token| token.range.start <= start);
    let sentence = passage.tokens.iter().skip(first);
    let names = sentence
        .take_while(|token| token.range.end <= at)
        .filter(|token| token.kind == TokenKind::Word);
    let mut capitals =
        names.filter(|token| passage.slice(&token.range).starts_with(char::is_uppercase));
    let is_subject = ["có ", "ban hành ", "gửi ", "tại ", "theo "]
        .iter()
        .any(|verb| before.ends_with(verb));
    let named = is_subject && capitals.next().is_some() || before.contains(" của ");
    if citation.agency.is_none() && !named && !tail.contains(" của ") {
        missing.push(AGENCY);
    }
    let words = tail.split_whitespace().count();
    if citation.subject.is_none()
        && words < 12
        && !before.contains("về ")
        && !tail.contains("về ")
        && !tail.contains('“')
    {
        missing.push(SUBJECT);
    }
    missing
}
