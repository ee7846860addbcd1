//! A space before a comma, a stop and their like: `báo cáo , kết quả .`

use crate::check::reading::{Passage, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN061",
        level: Severity::Warning,
        about: "Dấu cách thừa trước dấu câu",
        clause: None,
    },
    name: "cach-truoc-dau",
    explanation: "Dấu phẩy, chấm phẩy, hai chấm, chấm, chấm than, chấm hỏi viết liền chữ đứng trước. Dấu ba \
                  chấm, “./.” và tỷ lệ 1 : 500 không bị xét.",
    bad: "Họp ngày 05/3 , tại hội trường .",
    good: "Họp ngày 05/3, tại hội trường.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        for space in 1..passage.tokens.len() {
            if passage.kind(space) == Some(TokenKind::Space) && is_wrong(passage, space) {
                tell(passage, space, found);
            }
        }
    }
}

fn is_wrong(passage: &Passage<'_>, space: usize) -> bool {
    let (before, mark, behind) = (
        passage.at(space - 1),
        passage.at(space + 1),
        passage.at(space + 2),
    );
    if !matches!(mark, "," | ";" | ":" | "." | "!" | "?") || passage.at(space).contains('\n') {
        return false;
    }
    let follows = passage.kind(space + 2);
    let is_run = matches!(
        before,
        "." | "…" | "," | ":" | ";" | "_" | "-" | "–" | "/" | "+"
    ) || before.starts_with(crate::check::reading::BLANK);
    let goes_on = match mark {
        // `...`, `./.`, `.NET`
        "." => matches!(behind, "." | "/" | "…") || follows == Some(TokenKind::Word),
        // A ratio `1 : 500`, a sign `:=`.
        ":" => {
            let number = passage.kind(space - 1) == Some(TokenKind::Number);
            let next = passage.kind(passage.solid(space + 2));
            behind == "=" || behind == ":" || number && next == Some(TokenKind::Number)
        }
        _ => behind == mark,
    };
    !is_run && !goes_on
}

fn tell(passage: &Passage<'_>, space: usize, found: &mut Findings) {
    let mark = passage.at(space + 1);
    let range = passage.bytes(space..space + 2);
    let Some(place) = passage.place(&range) else {
        return;
    };
    let before = passage.slice(&passage.bytes(space - 1..space));
    let message = format!("dấu cách thừa trước dấu “{mark}”: “{before} {mark}”");
    let mut finding = RULE.finding(message).at(place);
    if let Some(place) = passage.editable(&range) {
        finding = finding.fix(format!("viết liền: “{before}{mark}”"), place, mark);
    }
    found.add(finding);
}
