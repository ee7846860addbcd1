//! A word written twice: `và và`, `thực hiện hiện`.

use super::{names, seams};
use crate::check::lists::List;
use crate::check::reading::{Glue, Passage, Role, Word};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN001",
        level: Severity::Warning,
        about: "Một từ viết hai lần liền nhau",
        clause: None,
    },
    name: "tu-lap",
    explanation: "Một từ đứng hai lần liền nhau, không có dấu câu ở giữa. Từ ngữ pháp (và, của, các, được…) \
                  lặp thì chắc chắn sai; từ khác có thể đúng ở chỗ nối hai từ ghép (“chấp hành hành chính”) \
                  và ở từ láy (“dần dần”), những chỗ ấy không bị coi là lỗi.",
    bad: "Giao các các phòng chuyên môn tham mưu.",
    good: "Giao các phòng chuyên môn tham mưu.",
    check,
};

static GRAMMAR: List = List::new(include_str!(
    "../../../../templates/check/grammar-words.txt"
));
static REDUPLICATIONS: List = List::new(include_str!(
    "../../../../templates/check/reduplications.txt"
));

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        if matches!(passage.role, Role::Name(_)) {
            continue;
        }
        let row = passage.row();
        let mut at = 1;
        while at < row.len() {
            let run = run(row, at - 1);
            if run > 1 {
                look(reading, passage, at - 1, run, found);
            }
            at += run;
        }
    }
}

/// How often a word stands there, one behind the other.
fn run(row: &[Word], first: usize) -> usize {
    let Some(word) = row
        .get(first)
        .filter(|word| !word.is_number && !word.is_part)
    else {
        return 1;
    };
    let rest = row.get(first + 1..).unwrap_or_default().iter();
    let same = |next: &&Word| next.key == word.key && next.glue == Glue::Space && !next.is_part;
    1 + rest.take_while(same).count()
}

fn look(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    first: usize,
    run: usize,
    found: &mut Findings,
) {
    let row = passage.row();
    let (Some(from), Some(to)) = (row.get(first), row.get(first + run - 1)) else {
        return;
    };
    let word = passage.said(from);
    let range = passage.span(from, to);
    let is_grammar = GRAMMAR.has(word);
    let is_short = word.chars().nth(1).is_none() && !is_grammar;
    if is_short
        || is_reduplicated(passage, first, run)
        || reading.own_words.cover(passage, &range)
        || names::covers(passage, &range)
    {
        return;
    }
    if run == 2 {
        let before = neighbour(passage, first.checked_sub(1), from.glue);
        let behind = row.get(first + run);
        let behind = behind.map_or("", |next| neighbour(passage, Some(first + run), next.glue));
        match seams::seam(word, before, behind) {
            (true, true) => return,
            // An act named after its first word: Luật Luật sư.
            (false, true) if is_title(passage, from) && is_title(passage, to) => return,
            // A name behind a common word: cán bộ Bộ Công an.
            (true, false) if !is_title(passage, from) && is_title(passage, to) => return,
            (false, false) if is_name(passage, first) => return,
            (true, false) | (false, true) if is_grammar => {
                let words = passage.slice(&range);
                let reason = format!(
                    "“{words}” có thể là chỗ nối hai từ ghép “{before} {word}”, “{word} {behind}”"
                );
                found.unsure(RULE.unsure(reason).at(passage.place(&range)));
                return;
            }
            _ => {}
        }
    }
    let level = if is_grammar {
        Severity::Error
    } else {
        Severity::Warning
    };
    let times = if run == 2 {
        "hai lần".to_owned()
    } else {
        format!("{run} lần")
    };
    let message = format!(
        "từ “{word}” viết {times} liền nhau: “{}”",
        passage.slice(&range)
    );
    found.add(
        RULE.finding_as(level, message)
            .at(passage.place(&range))
            .help(format!(
                "xóa bớt, chỉ để một “{word}”, hoặc viết từ đúng vào chỗ thừa"
            )),
    );
}

/// A word beside the doubled one, if nothing but white space is between them.
fn neighbour<'p>(passage: &'p Passage<'_>, at: Option<usize>, glue: Glue) -> &'p str {
    let word = at.and_then(|at| passage.row().get(at));
    let word = word.filter(|word| glue == Glue::Space && !word.is_number);
    word.map_or("", |word| passage.said(word))
}

/// Whether a word is doubled by right: always (`dần dần`), or at the edge of a clause (`người người, nhà nhà`).
fn is_reduplicated(passage: &Passage<'_>, first: usize, run: usize) -> bool {
    let row = passage.row();
    let Some(word) = row.get(first).map(|word| passage.said(word)) else {
        return false;
    };
    if REDUPLICATIONS.has(word) {
        return true;
    }
    let joined = |at: usize| row.get(at).is_some_and(|word| word.glue == Glue::Space);
    let inside = joined(first) && joined(first + run);
    !inside && REDUPLICATIONS.has(&format!("{word} ~"))
}

/// Whether the two stand at the end of a person's or a foreign name: both with a capital of their own, as
/// the word before them.
fn is_name(passage: &Passage<'_>, first: usize) -> bool {
    let words = passage
        .row()
        .get(first.saturating_sub(1)..first + 2)
        .unwrap_or_default();
    let glued = words.iter().skip(1).all(|word| word.glue == Glue::Space);
    words.len() == 3 && glued && words.iter().all(|word| is_title(passage, word))
}

/// Whether a word has one capital, at its beginning.
fn is_title(passage: &Passage<'_>, word: &Word) -> bool {
    let mut letters = passage.written(word).chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use crate::check::tests::told;

    fn codes(body: &str) -> Vec<String> {
        let (found, _) = told(body);
        let found = found.into_iter().filter(|told| told.contains("NN001"));
        found
            .map(|told| told.split(':').next().unwrap_or_default().to_owned())
            .collect()
    }

    #[test]
    fn doubled_words_are_found_whatever_is_around_them() {
        for (body, words) in [
            ("Giao các các phòng thực hiện.", "Error NN001 các các"),
            ("Các các phòng thực hiện.", "Error NN001 Các các"),
            ("Giao **các** các phòng thực hiện.", "Error NN001 các** các"),
            (
                "Giao phòng Kinh tế của\ncủa phường thực hiện.",
                "Error NN001 của\n  của",
            ),
            (
                "Giao phòng thực hiện hiện công việc.",
                "Warning NN001 hiện hiện",
            ),
            ("Giao phòng và và và trường.", "Error NN001 và và và"),
            ("Uỷ ban hoà hòa giải.", "Warning NN001 hoà hòa"),
            (
                "| Nội dung | Số |\n|---|---|\n| Chi cho cho trường | 12 |",
                "Error NN001 cho cho",
            ),
            ("- Giao trường trường.", "Warning NN001 trường trường"),
        ] {
            assert_eq!(codes(body), [words], "{body}");
        }
    }

    #[test]
    fn compounds_meet_and_words_are_reduplicated_by_right() {
        for body in [
            "Người chấp hành hành chính.",
            "Quyền tự do do pháp luật bảo hộ.",
            "Danh mục kèm theo theo quy định.",
            "Dần dần, ngày ngày, song song, đời đời.",
            "Có, có và và/hoặc không.",
            "Việc tuân thủ thủ tục và bảo vệ vệ sinh.",
            "Bà Nguyễn Thị Linh Linh.",
            "Tổ 1 1 người.",
        ] {
            assert!(codes(body).is_empty(), "{body}: {:?}", codes(body));
        }
    }
}
