//! Letters whose marks are characters of their own (NFD): `tổ` in four characters.

use super::source;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::ops::Range;
use unicode_normalization::{UnicodeNormalization, is_nfc};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN051",
        level: Severity::Error,
        about: "Chữ có dấu rời (Unicode tổ hợp) trong tệp",
        clause: Some("Phụ lục I, Phần I, I.4"),
    },
    name: "dau-roi",
    explanation: "Chữ quốc ngữ phải ở dạng Unicode dựng sẵn. Chữ chép từ máy Mac, từ PDF hay từ trang web \
                  có thể mang dấu rời: nhìn như nhau nhưng tìm kiếm, đối chiếu không thấy. Văn bản in ra \
                  không sai, vì khi làm vanban đã ghép dấu; chữ trong tệp thì cần sửa.",
    bad: "Tổ dân phố số 3 (chữ “ổ” là o, dấu mũ và dấu hỏi rời nhau).",
    good: "Tổ dân phố số 3.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for line in source::lines(reading, has_marks) {
        let Some(range) = stretch(line.text) else {
            continue;
        };
        let words = &line.text[range.clone()];
        let mended: String = words.nfc().collect();
        let shown: String = mended.chars().take(40).collect();
        let message = format!("chữ có dấu rời (Unicode tổ hợp): “{shown}”");
        let place = line.place(range);
        found.add(RULE.finding(message).at(place.clone()).fix(
            "ghép dấu vào chữ (Unicode dựng sẵn)",
            place,
            mended,
        ));
    }
}

fn has_marks(text: &str) -> bool {
    !text.is_ascii() && text.contains(is_mark)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// From the first word of a line that would be written otherwise to the last.
fn stretch(line: &str) -> Option<Range<usize>> {
    let start = line.as_ptr() as usize;
    let words = line.split_whitespace();
    let mut odd = words.filter(|word| word.contains(is_mark) && !is_nfc(word));
    let at = |word: &str| word.as_ptr() as usize - start;
    let first = odd.next()?;
    let last = odd.next_back().unwrap_or(first);
    Some(at(first)..at(last) + last.len())
}
