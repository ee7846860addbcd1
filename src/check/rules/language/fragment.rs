//! A sentence that ends before it says anything: `Căn cứ kết quả năm 2023. Ủy ban …`

use crate::check::reading::{Passage, Token, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN007",
        level: Severity::Warning,
        about: "Câu mở đầu bằng “Căn cứ” chấm hết khi chưa nói gì",
        clause: None,
    },
    name: "cau-cut",
    explanation: "“Căn cứ …” chỉ là phần mở đầu: sau dấu phẩy còn phải nói ai làm gì. Chấm hết ngay sau đó rồi mới viết câu khác \
                  là ngắt sai chỗ. Không xét câu có dấu phẩy, dấu chấm phẩy, câu có từ cho thấy đã đủ ý (thì, được, đã, các …), và \
                  căn cứ đứng riêng thành đoạn.",
    bad: "Căn cứ kết quả rà soát cuối năm 2023. Phường đề ra 12 chỉ tiêu.",
    good: "Căn cứ kết quả rà soát cuối năm 2023, phường đề ra 12 chỉ tiêu.",
    check,
};

/// Words of a clause that says who does what; a sentence with one of them may be whole.
const WHOLE: [&str; 24] = [
    "thì", "được", "đã", "sẽ", "phải", "các", "những", "là", "đề", "yêu", "chúng", "tôi", "ubnd",
    "ủy", "uỷ", "sở", "phòng", "đơn", "hãy", "nay", "cần", "tiến", "gồm", "có",
];

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in reading.prose() {
        let mut begins = passage.label.end;
        for (at, token) in passage.tokens.iter().enumerate() {
            let goes_on = ends(passage, at, token);
            if goes_on && !passage.is_symbol(token.range.start) {
                sentence(passage, begins..token.range.start, found);
                begins = token.range.end;
            }
        }
    }
}

/// Tells whether a stop ends a sentence, behind which another one begins in the same paragraph.
fn ends(passage: &Passage<'_>, at: usize, token: &Token) -> bool {
    let next = passage.tokens.get(at + 1);
    let behind = passage.tokens.get(at + 2);
    let begins = behind.and_then(|word| passage.slice(&word.range).chars().next());
    passage.slice(&token.range) == "."
        && next.is_some_and(|next| next.kind == TokenKind::Space)
        && begins.is_some_and(char::is_uppercase)
}

fn sentence(passage: &Passage<'_>, range: std::ops::Range<usize>, found: &mut Findings) {
    let text = passage.slice(&range);
    let start = range.start + (text.len() - text.trim_start().len());
    if !text.trim_start().starts_with("Căn cứ ") || passage.is_quoted(start) {
        return;
    }
    let small = passage.lower.get(range.clone()).unwrap_or_default();
    let mut words = small.split_whitespace();
    let is_whole = text.contains([',', ';', ':', '(']) || words.any(|word| WHOLE.contains(&word));
    if is_whole {
        found.unsure(
            RULE.unsure("câu “Căn cứ …” có thể đã đủ ý")
                .at(passage.place(&(start..range.end))),
        );
        return;
    }
    let finding = RULE
        .finding("câu “Căn cứ …” chấm hết khi chưa nói ai làm gì")
        .at(passage.place(&(start..range.end)));
    found.add(finding.help("thay dấu chấm bằng dấu phẩy và viết tiếp câu sau, hoặc bỏ “Căn cứ”"));
}

#[cfg(test)]
mod tests {
    use crate::check::tests::told;

    #[test]
    fn only_what_says_nothing_is_a_fragment() {
        for (text, faults) in [
            ("Căn cứ kết quả năm 2023. Phường đề ra 12 chỉ tiêu.", 1),
            (
                "Đã họp. **Căn cứ** kết quả năm 2023. Phường đề ra 12 chỉ tiêu.",
                1,
            ),
            (
                "Căn cứ kết quả năm 2023, phường đề ra 12 chỉ tiêu. Các tổ thực hiện.",
                0,
            ),
            (
                "Căn cứ kết quả năm 2023 thì mức thu giữ nguyên. Các tổ thực hiện.",
                0,
            ),
            ("Căn cứ kết quả năm 2023.", 0),
        ] {
            let (found, _) = told(text);
            let own = found.iter().filter(|line| line.contains("NN007"));
            assert_eq!(own.count(), faults, "{text}: {found:?}");
        }
    }
}
