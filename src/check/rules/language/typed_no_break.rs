//! No-break spaces that someone typed, or that came along from Word.

use super::source;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN054",
        level: Severity::Hint,
        about: "Dấu cách không ngắt dòng (U+00A0) gõ trong văn bản",
        clause: None,
    },
    name: "dau-cach-cung",
    explanation: "Dấu cách không ngắt dòng thường đi theo chữ chép từ Word hay trang web; tìm kiếm hai từ \
                  cách nhau bằng dấu cách thường sẽ không thấy. Chỗ nào cần giữ liền một dòng (ngày 05, \
                  Điều 3 …) vanban tự giữ. Mỗi văn bản chỉ nhắc một lần.",
    bad: "Ủy\u{a0}ban nhân dân (giữa hai tiếng là U+00A0).",
    good: "Ủy ban nhân dân.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let lines = source::lines(reading, |text| !text.is_ascii() && text.contains('\u{a0}'));
    let count: usize = lines
        .iter()
        .map(|line| line.text.matches('\u{a0}').count())
        .sum();
    let Some((line, at)) = lines
        .first()
        .and_then(|line| Some((line, line.text.find('\u{a0}')?)))
    else {
        return;
    };
    let message = format!("dấu cách không ngắt dòng (U+00A0), có {count} chỗ trong văn bản");
    let place = line.place(at..at + '\u{a0}'.len_utf8());
    found.add(
        RULE.finding(message)
            .at(place)
            .help("thay bằng dấu cách thường"),
    );
}
