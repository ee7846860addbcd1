//! Letters of other alphabets in a Vietnamese word: a Cyrillic `а` in `bаn`.

use crate::check::reading::Passage;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use crate::wording::{
    Writing,
    alphabets::{Stranger, may_have, mended, strangers},
};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN052",
        level: Severity::Error,
        about: "Chữ của bảng chữ cái khác lẫn trong từ",
        clause: Some("Phụ lục I, Phần I, I.4"),
    },
    name: "chu-giong",
    explanation: "Một số chữ Nga, Hy Lạp nhìn như chữ Latinh (а, о, х …), chữ Ð nhìn như chữ Đ. Chúng lẫn \
                  vào khi chép từ tệp cũ, PDF hay trang web; để nguyên thì tìm kiếm, đối chiếu không thấy \
                  từ ấy. Chữ Hy Lạp dùng làm ký hiệu (kΩ, ΔT) và câu tiếng Nga là đúng.",
    bad: "Ủy ban nhân dân хã (chữ “х” là chữ Nga).",
    good: "Ủy ban nhân dân xã.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        if !may_have(&passage.text) {
            continue;
        }
        let Some(writing) = Writing::shared() else {
            return;
        };
        for (at, word, stranger) in strangers(&passage.text, writing) {
            tell(passage, at, word, &stranger, writing, found);
        }
    }
}

fn tell(
    passage: &Passage<'_>,
    at: usize,
    word: &str,
    stranger: &Stranger,
    writing: &Writing,
    found: &mut Findings,
) {
    let range = at..at + word.len();
    let message = format!(
        "chữ “{}” (U+{:04X}) trong “{word}” {}",
        stranger.letter,
        u32::from(stranger.letter),
        stranger.words()
    );
    let mut finding = RULE.finding(message).at(passage.place(&range));
    let mend = mended(word, writing).filter(|mended| mended != word);
    finding = match (mend, passage.editable(&range)) {
        (Some(mended), Some(place)) => {
            finding.fix(format!("gõ lại thành “{mended}”"), place, mended)
        }
        _ => finding.help("gõ lại từ này bằng bộ gõ tiếng Việt, mã Unicode"),
    };
    found.add(finding);
}
