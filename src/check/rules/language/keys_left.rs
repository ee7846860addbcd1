//! Keys of Telex or VNI that the typing program left as they are: `ddoongf`, `d9o6ng2`.

use super::odd_words::{self, Odd};
use super::typed;
use crate::check::reading::{Passage, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::collections::HashMap;
use std::ops::Range;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN004",
        level: Severity::Error,
        about: "Phím gõ Telex, VNI còn sót trong chữ",
        clause: None,
    },
    name: "phim-go-sot",
    explanation: "Bộ gõ tắt hoặc gõ nhanh để lại phím dấu trong chữ: “ddoongf” (đồng), “nguwowif” (người), “d9o6ng2”. Chỉ coi là \
                  lỗi khi đọc theo kiểu gõ ấy thành một âm tiết và không giống một từ mượn.",
    bad: "Hỗ trợ 50 triệu ddoongf cho các hộ.",
    good: "Hỗ trợ 50 triệu đồng cho các hộ.",
    check,
};

/// Letters of the longest word that keys come to, with the keys.
const LONGEST: usize = 14;

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let mut known = HashMap::new();
    for passage in &reading.passages {
        for (word, odd) in odd_words::of(reading, passage, &mut known) {
            if let Odd::Keys(meant) = odd {
                tell(passage, &passage.span(word, word), "Telex", &meant, found);
            }
        }
        for range in mixed(passage) {
            if passage.is_symbol(range.start) || reading.own_words.cover(passage, &range) {
                continue;
            }
            let word = passage.lower.get(range.clone()).unwrap_or_default();
            if let Some(meant) = typed::vni(word) {
                tell(passage, &range, "VNI", &meant, found);
            }
        }
    }
}

/// Runs of letters and single digits without anything between them that begin with a letter; capitals
/// are at most the first.
fn mixed(passage: &Passage<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let tokens = &passage.tokens;
    let mut at = 0;
    while at + 1 < tokens.len() {
        if tokens[at].kind != TokenKind::Word || tokens[at + 1].kind != TokenKind::Number {
            at += 1;
            continue;
        }
        let rest = tokens[at..].iter();
        let parts =
            rest.take_while(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number));
        let count = parts.count();
        let range = passage.bytes(at..at + count);
        let text = passage.slice(&range);
        let is_short = text.chars().count() <= LONGEST;
        let capitals = text.chars().skip(1).any(char::is_uppercase);
        let begins = at == 0 || !matches!(passage.at(at - 1), "-" | "/" | "." | "_" | "@");
        let ends = !matches!(passage.at(at + count), "-" | "/" | "_" | "@");
        if is_short && !capitals && begins && ends {
            found.push(range);
        }
        at += count;
    }
    found
}

fn tell(passage: &Passage<'_>, range: &Range<usize>, way: &str, meant: &str, found: &mut Findings) {
    let typed = passage.slice(range);
    let message = format!("“{typed}” là phím gõ {way} còn sót, đọc ra là “{meant}”");
    found.add(RULE.finding(message).at(passage.place(range)));
}

#[cfg(test)]
mod tests {
    use crate::check::tests::told;

    fn found(body: &str) -> Vec<String> {
        let (found, _) = told(body);
        found
            .into_iter()
            .filter(|told| told.contains("NN0"))
            .collect()
    }

    #[test]
    fn keys_are_found_in_all_kinds_of_text() {
        for (body, meant) in [
            ("Hỗ trợ 50 triệu ddoongf cho các hộ.", "đồng"),
            ("Hỗ trợ **nguwowif** nghèo.", "người"),
            ("- Hỗ trợ 50 triệu d9o6ng2 cho các hộ.", "đồng"),
            ("Các đơn vị tuyeen truyền.", "tuyên"),
            ("Các đơn vị cuar phường.", "của"),
            ("Các đơn vị vaf các khu phố.", "và"),
            ("Các đơn vị cua3 phường.", "của"),
            (
                "| Nội dung | Số |\n|---|---|\n| Số tiền hoox trợ | 12 |",
                "hỗ",
            ),
            ("Nguwowif dân được hỗ trợ.", "người"),
        ] {
            let all = found(body);
            assert_eq!(all.len(), 1, "{body}: {all:?}");
            assert!(
                all[0].starts_with("Error NN004") && all[0].contains(&format!("“{meant}”")),
                "{all:?}"
            );
        }
    }

    #[test]
    fn numbers_and_foreign_words_are_no_keys() {
        for body in [
            "Diện tích 50 m2, khí CO2, dịch H1N1, tổ 1, khu2, lớp 5A1.",
            "Chạy web, show, test, file, file excel, box, fax, bus, gas, bar.",
            "Tại door to door, các từ is, has, her, or.",
        ] {
            assert!(found(body).is_empty(), "{body}: {:?}", found(body));
        }
    }
}
