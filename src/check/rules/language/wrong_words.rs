//! Words that are known to be misspelt: `sát nhập`, `bổ xung`.

use super::names;
use crate::check::lists::Pairs;
use crate::check::reading::{Glue, Passage, Role, Word, keys};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::collections::HashMap;
use std::sync::LazyLock;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN006",
        level: Severity::Warning,
        about: "Từ hay viết sai chính tả",
        clause: None,
    },
    name: "tu-hay-sai",
    explanation: "Từ nằm trong danh sách những từ hay viết sai (sát nhập, xử dụng, bổ xung, phân đấu…): từng chữ là \
                  tiếng Việt nhưng ghép lại không thành từ đúng. Lời trích trong ngoặc kép và tên riêng không bị xét.",
    bad: "Đề nghị bổ xung kinh phí.",
    good: "Đề nghị bổ sung kinh phí.",
    check,
};

static PAIRS: Pairs = Pairs::new(include_str!("../../../../templates/check/wrong-words.txt"));

/// A wrong word: the rest of its syllables, how it is right, and the words beside which it is no fault.
struct Wrong {
    rest: Vec<u64>,
    right: &'static str,
    beside: Vec<u64>,
}

/// All wrong words by their first syllable.
static WRONG: LazyLock<HashMap<u64, Vec<Wrong>>> = LazyLock::new(|| {
    let mut all: HashMap<u64, Vec<Wrong>> = HashMap::new();
    let key = |word: &str| keys(word).0;
    for (wrong, value) in PAIRS.all() {
        let (right, beside) = value.split_once(" ! ").unwrap_or((value, ""));
        let mut syllables = wrong.split(' ').map(key);
        if let Some(first) = syllables.next() {
            all.entry(first).or_default().push(Wrong {
                rest: syllables.collect(),
                right,
                beside: beside.split_whitespace().map(key).collect(),
            });
        }
    }
    all
});

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        if matches!(passage.role, Role::Name(_)) {
            continue;
        }
        let row = passage.row();
        for (at, word) in row.iter().enumerate() {
            let wrong = WRONG.get(&word.key).into_iter().flatten();
            for wrong in wrong.filter(|wrong| wrong.stands(row, at)) {
                look(reading, passage, (at, at + wrong.rest.len()), wrong, found);
            }
        }
    }
}

impl Wrong {
    /// Whether it stands there, and nothing beside it makes it right.
    fn stands(&self, row: &[Word], first: usize) -> bool {
        let behind = row.get(first + 1..).unwrap_or_default();
        let Some(words) = behind.get(..self.rest.len()) else {
            return false;
        };
        let fits = words.iter().zip(&self.rest);
        let stands = fits
            .clone()
            .all(|(word, key)| word.key == *key && word.glue == Glue::Space);
        let is_beside = |word: Option<&Word>, glue: Option<Glue>| {
            let word = word.filter(|_| glue == Some(Glue::Space));
            word.is_some_and(|word| self.beside.contains(&word.key))
        };
        let next = behind.get(self.rest.len());
        let before = first.checked_sub(1).and_then(|at| row.get(at));
        stands
            && !is_beside(next, next.map(|next| next.glue))
            && !is_beside(before, row.get(first).map(|word| word.glue))
    }
}

fn look(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    (first, last): (usize, usize),
    wrong: &Wrong,
    found: &mut Findings,
) {
    let row = passage.row();
    let words = row.get(first..=last).unwrap_or_default();
    let (Some(from), Some(to)) = (words.first(), words.last()) else {
        return;
    };
    let range = passage.span(from, to);
    let is_part = words.iter().any(|word| word.is_part);
    if is_part
        || is_name(passage, words)
        || passage.is_quoted(range.start)
        || reading.own_words.cover(passage, &range)
        || names::covers(passage, &range)
    {
        return;
    }
    let message = format!(
        "“{}” là cách viết sai, viết đúng là “{}”",
        passage.slice(&range),
        wrong.right
    );
    found.add(RULE.finding(message).at(passage.place(&range)));
}

/// Whether each of the words has a capital of its own, as names have.
fn is_name(passage: &Passage<'_>, words: &[Word]) -> bool {
    words.iter().all(|word| {
        let mut letters = passage.written(word).chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_none_or(char::is_lowercase)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::told;

    #[test]
    fn every_pair_is_found_and_none_of_the_right_words() {
        let mut body = String::new();
        for (wrong, value) in PAIRS.all() {
            let (right, _) = value.split_once(" ! ").unwrap_or((value, ""));
            body.push_str(&format!(
                "Khi đó {wrong}, rồi thôi.\n\nKhi đó {right}, rồi thôi.\n\n"
            ));
        }
        let (found, _) = told(&body);
        let found: Vec<String> = found
            .into_iter()
            .filter(|told| told.contains(" NN00"))
            .collect();
        let expected = PAIRS
            .all()
            .keys()
            .map(|wrong| format!("Warning NN006 {wrong}: "));
        let expected: Vec<String> = expected.collect();
        let odd = found
            .iter()
            .filter(|told| !expected.iter().any(|e| told.starts_with(e)));
        assert_eq!(odd.collect::<Vec<_>>(), Vec::<&String>::new());
        let missed = expected
            .iter()
            .filter(|e| !found.iter().any(|told| told.starts_with(*e)));
        assert_eq!(missed.collect::<Vec<_>>(), Vec::<&String>::new());
        assert_eq!(found.len(), expected.len());
    }

    #[test]
    fn what_stands_beside_makes_a_word_right() {
        for body in [
            "Đất được chia sẽ được giao cho hộ.",
            "Bộ phận phân đấu thầu.",
            "Gia công xuất khẩu, khả năng xuất khẩu.",
            "Lời ghi “bổ xung” trong sổ.",
            "Ông Bổ Xung đi vắng.",
            "Hồ sơ xuất khẩu.",
        ] {
            let (found, _) = told(body);
            assert!(
                !found.iter().any(|told| told.contains("NN006")),
                "{body}: {found:?}"
            );
        }
    }
}
