//! Names of persons with a small letter: `ông Trần văn Nam`.

use super::words::{
    after, before, has_capital, is_foreign, is_shouted, is_small, is_word, small, span, text,
};
use crate::check::lists::List;
use crate::check::reading::{Passage, Role};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::collections::HashMap;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH002",
        level: Severity::Warning,
        about: "Chữ thường trong tên người",
        clause: Some("Phụ lục II, II.1.a"),
    },
    name: "ten-nguoi",
    explanation: "Mọi âm tiết của tên người đều viết hoa chữ cái đầu. Xét tên đứng sau Ông, Bà, đồng chí…, tên có họ rồi “văn”, “thị”, \
                  và tên đã viết đúng ở chỗ khác trong cùng văn bản.",
    bad: "Mời ông Trần văn Nam phát biểu.",
    good: "Mời ông Trần Văn Nam phát biểu.",
    check,
};

static SURNAMES: List = List::new(include_str!("../../../../templates/check/ho-nguoi.txt"));
static MIDDLE: List = List::new(include_str!("../../../../templates/check/ten-dem.txt"));
static COMMON: List = List::new(include_str!(
    "../../../../templates/check/sau-ten-nguoi.txt"
));

/// Words before a name of a person.
const ADDRESS: [&str; 8] = ["ông", "bà", "anh", "chị", "chí", "em", "cháu", "cô"];

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let known = known(reading);
    for passage in &reading.passages {
        if matches!(passage.role, Role::Name(_)) {
            continue;
        }
        let mut behind = 0;
        for at in 0..passage.tokens.len() {
            if at < behind || !is_word(passage, at) || is_foreign(passage, at) {
                continue;
            }
            if let Some((wrong, end)) = wrong(passage, at, &known) {
                tell(passage, &wrong, (at, end), found);
                behind = end + 1;
            }
        }
    }
}

fn tell(
    passage: &Passage<'_>,
    wrong: &[usize],
    (first, end): (usize, usize),
    found: &mut Findings,
) {
    let (Some(from), Some(to)) = (wrong.first(), wrong.last()) else {
        return;
    };
    let name = passage.slice(&span(passage, first, end));
    found.add(
        RULE.finding(format!("chữ thường trong tên người “{name}”"))
            .at(passage.place(&span(passage, *from, *to)))
            .help("viết hoa chữ cái đầu mọi âm tiết của tên"),
    );
}

/// The small words of a name that stands at a token, and its last token.
fn wrong(passage: &Passage<'_>, at: usize, known: &Known<'_>) -> Option<(Vec<usize>, usize)> {
    let first = small(passage, Some(at));
    if let Some(names) = known.get(first) {
        let found = names.iter().find_map(|name| as_known(passage, at, name));
        if found.is_some() {
            return found;
        }
    }
    if !SURNAMES.has(first) || is_shouted(text(passage, Some(at))) {
        return None;
    }
    let is_addressed = ADDRESS.contains(&small(passage, before(passage, at)));
    let second = after(passage, at).filter(|next| is_word(passage, *next))?;
    let third = after(passage, second).filter(|next| is_word(passage, *next));
    let middle = small(passage, Some(second));
    let is_van = matches!(middle, "văn" | "thị");
    let is_name = |at: usize| has_capital(passage, at) && !is_shouted(text(passage, Some(at)));
    let third_is_name = third.is_some_and(is_name);
    let mut all = Vec::new();
    if is_name(at) {
        let is_middle = is_van || is_addressed && MIDDLE.has(middle) && !COMMON.has(middle);
        if is_small(passage, second) && is_middle && (third_is_name || is_van && is_addressed) {
            all.push(second);
        }
        let last = third.filter(|third| is_small(passage, *third) && is_van && is_addressed);
        if let Some(last) = last.filter(|last| !COMMON.has(small(passage, Some(*last)))) {
            all.push(last);
        }
    } else if is_addressed && (is_van && third.is_some() || is_name(second) && third_is_name) {
        all.push(at);
        all.extend(Some(second).filter(|second| is_small(passage, *second)));
    }
    let end = all
        .last()
        .copied()?
        .max(if third_is_name { third? } else { second });
    Some((all, end))
}

/// Full names that the document writes as such, by their first words, in small letters.
type Known<'p> = HashMap<&'p str, Vec<Vec<&'p str>>>;

/// The names of those who sign, and those of three words and more behind Ông, Bà, đồng chí.
fn known<'p>(reading: &'p Reading<'_>) -> Known<'p> {
    let mut known: Known<'p> = HashMap::new();
    let mut add = |words: Vec<&'p str>| {
        if let (Some(first), true) = (words.first(), words.len() >= 3) {
            let names = known.entry(first).or_default();
            if !names.contains(&words) {
                names.push(words);
            }
        }
    };
    for passage in &reading.passages {
        if matches!(passage.role, Role::Name(_)) {
            let words: Vec<_> = passage.words().map(|word| passage.small(word)).collect();
            if words
                .iter()
                .rev()
                .nth(2)
                .is_some_and(|word| SURNAMES.has(word))
            {
                add(words[words.len() - 3..].to_vec());
            }
            continue;
        }
        for at in 0..passage.tokens.len() {
            let is_address = is_word(passage, at) && ADDRESS.contains(&small(passage, Some(at)));
            if is_address {
                add(capitals(passage, at));
            }
        }
    }
    known
}

/// The words with capitals that follow a token, a surname first; at most four.
fn capitals<'p>(passage: &'p Passage<'_>, at: usize) -> Vec<&'p str> {
    let mut words = Vec::new();
    let mut at = at;
    while let Some(next) = after(passage, at) {
        let word = text(passage, Some(next));
        let is_name = is_word(passage, next) && has_capital(passage, next) && !is_shouted(word);
        if !is_name
            || words.len() == 4
            || words.is_empty() && !SURNAMES.has(small(passage, Some(next)))
        {
            break;
        }
        words.push(small(passage, Some(next)));
        at = next;
    }
    words
}

/// The small words of a known name that stands at a token, and its last token.
fn as_known(passage: &Passage<'_>, at: usize, name: &[&str]) -> Option<(Vec<usize>, usize)> {
    let mut all = Vec::new();
    let (mut at, mut end) = (Some(at), at);
    for word in name {
        let here = at.filter(|here| small(passage, Some(*here)) == *word)?;
        if is_shouted(text(passage, Some(here))) {
            return None;
        }
        if is_small(passage, here) {
            all.push(here);
        }
        end = here;
        at = after(passage, here);
    }
    (!all.is_empty()).then_some((all, end))
}
