//! A phrase written twice: `tổng số tiền tổng số tiền`.

use crate::check::lists::Pairs;
use crate::check::reading::{Glue, Passage, Role, Word};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::ops::Range;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN002",
        level: Severity::Error,
        about: "Một cụm từ viết hai lần liền nhau",
        clause: None,
    },
    name: "cum-tu-lap",
    explanation: "Một cụm từ hai đến tám tiếng viết lại ngay sau chính nó, không có dấu câu ở giữa, thường do chép, \
                  dán hay sửa dở. Cụm lặp có dấu phẩy ở giữa và chỗ động từ đứng sau tên gọi (“Ban Chỉ đạo chỉ đạo…”) \
                  không bị coi là lỗi.",
    bad: "Hỗ trợ các hộ với tổng số tiền tổng số tiền 50 triệu đồng.",
    good: "Hỗ trợ các hộ với tổng số tiền 50 triệu đồng.",
    check,
};

/// Syllables of the longest phrase that is looked for.
const LONGEST: usize = 8;

/// Verbs that name those who do it, too, with the words before that make a name of them.
static VERBS: Pairs = Pairs::new(include_str!(
    "../../../../templates/check/doubled-verbs.txt"
));

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        if matches!(passage.role, Role::Name(_)) {
            continue;
        }
        let mut done = 0;
        for (start, length) in doubled(passage.row()) {
            if start >= done {
                let times = times(passage.row(), start, length);
                done = start + times * length;
                look(reading, passage, (start, length, times), found);
            }
        }
    }
}

/// Where phrases begin that stand twice, and how many syllables they have; in the order of the text.
/// For each length one walk along the row, so the time is linear.
fn doubled(row: &[Word]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for length in 2..=LONGEST {
        let mut same = 0;
        for at in length..row.len() {
            let (word, before) = (&row[at], &row[at - length]);
            // All but the first word of the two stand right behind another.
            let joined = word.glue == Glue::Space;
            same = if joined && word.key == before.key {
                same + 1
            } else {
                0
            };
            if same >= length {
                let start = at + 1 - 2 * length;
                let inner = &row[start + 1..=at];
                if inner.iter().all(|word| word.glue == Glue::Space) {
                    found.push((start, length));
                }
                same = 0;
            }
        }
    }
    found.sort_unstable();
    found
}

/// How often a phrase stands from there on.
fn times(row: &[Word], start: usize, length: usize) -> usize {
    let rest = row.iter().enumerate().skip(start + length);
    let same = rest.take_while(|(at, word)| {
        word.glue == Glue::Space
            && row
                .get(at - length)
                .is_some_and(|before| before.key == word.key)
    });
    1 + same.count() / length
}

fn look(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    (start, length, times): (usize, usize, usize),
    found: &mut Findings,
) {
    let row = passage.row();
    let phrase = row.get(start..start + length).unwrap_or_default();
    let again = row
        .get(start + length..start + times * length)
        .unwrap_or_default();
    let (Some(first), Some(last)) = (again.first(), again.last()) else {
        return;
    };
    let (Some(head), Some(tail)) = (phrase.first(), phrase.last()) else {
        return;
    };
    let all = passage.span(head, last);
    if !is_speech(passage, phrase) || reading.own_words.cover(passage, &all) {
        return;
    }
    let before = start.checked_sub(1).and_then(|at| row.get(at));
    let before = before.filter(|_| head.glue == Glue::Space);
    let second = passage.span(first, last);
    let words = passage.slice(&second);
    if before.is_some_and(|before| is_name_and_verb(passage, before, phrase, again)) {
        let reason = format!("“{words}” thứ hai có thể là động từ đứng sau tên gọi");
        found.unsure(RULE.unsure(reason).at(passage.place(&second)));
        return;
    }
    let phrase = passage.slice(&passage.span(head, tail));
    let count = if times == 2 {
        "hai".to_owned()
    } else {
        times.to_string()
    };
    let message = format!("cụm từ “{phrase}” viết {count} lần liền nhau");
    let mut finding = RULE.finding(message).at(passage.place(&second));
    if let Some(place) = passage.place(&passage.span(head, tail)) {
        finding = finding.related(place, "lần thứ nhất");
    }
    // The second goes with the space before it; where marks stand between, the first with that behind it.
    let gap = passage.span(head, tail).end..second.end;
    let front = all.start..second.start;
    let place = passage.editable(&gap).or_else(|| passage.editable(&front));
    if let Some(place) = place {
        finding = finding.fix(format!("chỉ để một lần “{phrase}”"), place, "");
    }
    found.add(finding);
}

/// Whether a phrase is one of speech: words, not the same one again and again, no part of a symbol; no
/// labels of which one names a part of the other (`tiểu mục 1 mục 1`).
fn is_speech(passage: &Passage<'_>, phrase: &[Word]) -> bool {
    let words = phrase.iter().filter(|word| !word.is_number);
    let long = words.filter(|word| passage.said(word).chars().nth(1).is_some());
    let all_one = phrase
        .iter()
        .all(|word| Some(word.key) == phrase.first().map(|first| first.key));
    let labels = phrase.iter().any(|word| word.is_number) && phrase.len() == 2;
    let tokens = phrase.first().map_or(0, |word| word.token);
    let part = labels
        && passage
            .solid_before(tokens)
            .is_some_and(|at| passage.at(at) == "tiểu");
    long.count() > 0
        && !all_one
        && !part
        && !phrase
            .iter()
            .any(|word| word.is_part || passage.is_symbol(start(passage, word)))
}

fn start(passage: &Passage<'_>, word: &Word) -> usize {
    let range: Range<usize> = passage.span(word, word);
    range.start
}

/// Whether the first may be the end of a name and the second what the named does: `Ban Chỉ đạo chỉ đạo`.
fn is_name_and_verb(passage: &Passage<'_>, before: &Word, phrase: &[Word], again: &[Word]) -> bool {
    let is_capital = |word: Option<&Word>| {
        let letter = word.and_then(|word| passage.written(word).chars().next());
        letter.is_some_and(char::is_uppercase)
    };
    let differ = is_capital(phrase.first()) && !is_capital(again.first());
    if differ && (is_capital(Some(before)) || phrase.len() == 2) {
        return true;
    }
    let words: Vec<&str> = phrase.iter().map(|word| passage.said(word)).collect();
    let befores = VERBS.get(&words.join(" ")).unwrap_or_default();
    befores
        .split(' ')
        .any(|entry| entry == passage.said(before))
}

#[cfg(test)]
mod tests {
    use crate::check::tests::told;

    fn codes(body: &str) -> Vec<String> {
        let (found, _) = told(body);
        let found = found.into_iter().filter(|told| told.contains("NN00"));
        found
            .map(|told| told.split(':').next().unwrap_or_default().to_owned())
            .collect()
    }

    #[test]
    fn doubled_phrases_of_all_lengths_are_found() {
        let words = ["giao", "phòng", "Kinh", "tế", "lập", "báo", "cáo", "mới"];
        for length in 2..=words.len() {
            let phrase = words[..length].join(" ");
            let body = format!("Nay {phrase} {phrase} gửi Ủy ban nhân dân phường.");
            assert_eq!(codes(&body), [format!("Error NN002 {phrase}")]);
        }
    }

    #[test]
    fn doubled_phrases_are_found_over_lines_and_marks() {
        for body in [
            "Nộp tổng số tiền tổng\nsố tiền vào quỹ.",
            "Nộp tổng số tiền\ntổng số tiền vào quỹ.",
            "Nộp **tổng số tiền** tổng số tiền vào quỹ.",
            "Nộp **tổng số tiền tổng số tiền** vào quỹ.",
            "| Nội dung | Số |\n|---|---|\n| Tổng số tiền tổng số tiền | 12 |",
            "- Tổng số tiền tổng số tiền nộp vào quỹ.",
            "1. Trong năm 2024 năm 2024 phường thu đủ.",
        ] {
            assert_eq!(codes(body).len(), 1, "{body}: {:?}", codes(body));
        }
    }

    #[test]
    fn what_is_rightly_said_twice() {
        for body in [
            "Hỗ trợ tổ chức xã hội, tổ chức xã hội nghề nghiệp.",
            "Giao các tổ chức tổ chức thực hiện.",
            "Ban Chỉ đạo chỉ đạo các ngành; Đoàn Kiểm tra kiểm tra các trường.",
            "Theo tiểu mục 1 mục 1 của Kế hoạch.",
            "Từng bước, từng bước tháo gỡ.",
            "Vừa làm vừa học, vừa học vừa làm.",
        ] {
            assert!(codes(body).is_empty(), "{body}: {:?}", codes(body));
        }
    }
}
