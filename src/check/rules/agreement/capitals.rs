//! One thing named in two ways: the same words with other capitals, `Ban Chỉ đạo` and `Ban chỉ đạo`.

use super::cursor::{Cursor, is_in_capitals};
use crate::check::lists::List;
use crate::check::reading::{Passage, Role};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::collections::HashMap;
use std::ops::Range;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NQ004",
        level: Severity::Hint,
        about: "Một tên viết hoa theo hai cách trong cùng văn bản",
        clause: Some("Phụ lục II"),
    },
    name: "mot-ten-hai-cach",
    explanation: "Cùng một tên thì viết hoa như nhau từ đầu đến cuối: “Ban Chỉ đạo” hoặc “Ban chỉ đạo”, không lẫn lộn. Vanban so các \
        cụm từ bắt đầu bằng chữ hoa ở giữa câu, và báo cách viết ít gặp hơn. Không xét đầu câu, trích dẫn, dòng chữ in hoa, và các \
        từ chỉ đơn vị hành chính (Thành phố, Phường) viết hoa thay cho tên riêng.",
    bad: "Giao Hội Trồng rừng lập danh sách. Báo cáo của Hội trồng rừng gửi trước ngày 15.",
    good: "Giao Hội Trồng rừng lập danh sách. Báo cáo của Hội Trồng rừng gửi trước ngày 15.",
    check,
};

/// How many are told at most.
const MOST: usize = 3;

/// The longest names, in words, up to the word that differs.
const LONGEST: usize = 5;

/// Words that offices write both ways with two meanings: the capital stands for a name.
const UNITS: [&str; 20] = [
    "thành",
    "phố",
    "tỉnh",
    "phường",
    "xã",
    "quận",
    "huyện",
    "thị",
    "trấn",
    "trung",
    "ương",
    "ngành",
    "khu",
    "khóm",
    "ấp",
    "thôn",
    "tổ",
    "bộ",
    "sở",
    "nhà",
];

/// Words that names of agencies, offices and acts begin with.
static HEADS: List = List::new(include_str!("../../../../templates/check/name-heads.txt"));

/// How a name with its last word is written.
#[derive(Default)]
struct Forms {
    /// With a capital at the last word: how often, and where first.
    capital: (usize, Option<(usize, Range<usize>)>),
    /// Without.
    small: (usize, Option<(usize, Range<usize>)>),
}

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let mut names: HashMap<u64, Forms> = HashMap::new();
    for (index, passage) in reading.passages.iter().enumerate() {
        if !looks(passage) {
            continue;
        }
        let cursor = Cursor { passage };
        for at in 0..passage.tokens.len() {
            if cursor.is_capital(at) {
                collect(cursor, at, index, &mut names);
            }
        }
    }
    let both = |forms: &Forms| forms.capital.0 > 0 && forms.small.0 > 0;
    let mut all: Vec<Forms> = names.into_values().filter(both).collect();
    let rarer = |forms: &Forms| {
        let capital = forms.capital.0 < forms.small.0;
        let (one, other) = if capital {
            (&forms.capital, &forms.small)
        } else {
            (&forms.small, &forms.capital)
        };
        Some((one.1.clone()?, other.1.clone()?, one.0, other.0))
    };
    all.sort_by_cached_key(|forms| {
        rarer(forms).map(|((passage, range), ..)| (passage, range.start, range.end))
    });
    let mut told = Vec::new();
    for (rare, usual, few, many) in all.iter().filter_map(rarer) {
        if told.len() == MOST {
            break;
        }
        // A longer name of the same place says the same once more.
        let again = |(passage, range): &(usize, Range<usize>)| {
            *passage == rare.0 && range.start < rare.1.end && rare.1.start < range.end
        };
        if told.iter().any(again) {
            continue;
        }
        if tell(reading, &rare, &usual, (few, many), found) {
            told.push(rare);
        }
    }
}

/// Tells whether texts of this part of the document are compared.
fn looks(passage: &Passage<'_>) -> bool {
    let role = passage.role.is_prose()
        || matches!(
            passage.role,
            Role::Heading(..) | Role::Cell { .. } | Role::Recipient
        );
    role && !is_in_capitals(&passage.text)
}

/// Notes the names that begin at a word with a capital.
fn collect(cursor: Cursor<'_, '_>, at: usize, index: usize, names: &mut HashMap<u64, Forms>) {
    let passage = cursor.passage;
    let start = cursor.start(at);
    if begins_sentence(cursor, at) || passage.is_quoted(start) || passage.is_symbol(start) {
        return;
    }
    let mut hash = Hash::default();
    hash.add(cursor.text(at));
    let mut next = at + 1;
    // Two words alone may be a name and what is said of it: `miền Nam định hướng`.
    let is_head = HEADS.has(cursor.small(at));
    for count in 1..LONGEST {
        let word = cursor.skip(next);
        if word == next || !cursor.is_word(word) || cursor.text(next) != " " {
            return;
        }
        let text = cursor.text(word);
        let shouted = text.chars().nth(1).is_some_and(char::is_uppercase);
        if shouted {
            return;
        }
        let small = cursor.small(word);
        if !UNITS.contains(&small) && (is_head || count > 1) {
            let mut key = hash;
            key.add(small);
            let forms = names.entry(key.0).or_default();
            let form = if cursor.is_capital(word) {
                &mut forms.capital
            } else {
                &mut forms.small
            };
            form.0 += 1;
            form.1
                .get_or_insert_with(|| (index, cursor.range(at, word + 1)));
        }
        hash.add(text);
        next = word + 1;
    }
}

/// Tells whether a word stands where any word has a capital.
fn begins_sentence(cursor: Cursor<'_, '_>, at: usize) -> bool {
    let Some(before) = cursor.before(at) else {
        return true;
    };
    let ends = cursor.passage.label.end > cursor.start(before);
    ends || !(cursor.is_word(before) || matches!(cursor.text(before), "," | "(" | "-" | "–" | "/"))
        || matches!(cursor.text(before), "-" | "–") && before == 0
}

/// A running digest of words (FNV-1a).
#[derive(Clone, Copy)]
struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    fn add(&mut self, word: &str) {
        for byte in word.bytes().chain([b' ']) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// Tells of a name unless another rule has told of its capitals.
fn tell(
    reading: &Reading<'_>,
    rare: &(usize, Range<usize>),
    usual: &(usize, Range<usize>),
    (few, many): (usize, usize),
    found: &mut Findings,
) -> bool {
    let words = |(passage, range): &(usize, Range<usize>)| {
        let passage = reading.passages.get(*passage)?;
        Some((passage.slice(range), passage.place(range)?))
    };
    let (Some((text, place)), Some((other, there))) = (words(rare), words(usual)) else {
        return false;
    };
    let overlaps = |one: &crate::diagnostic::Place| {
        one.source == place.source
            && one.range.start < place.range.end
            && place.range.start < one.range.end
    };
    let told = found.0.findings.iter().any(|finding| {
        finding.code.starts_with("VH") && finding.place.as_ref().is_some_and(overlaps)
    });
    if told {
        return true;
    }
    let message =
        format!("“{text}” ({few} lần) và “{other}” ({many} lần): một tên viết hoa theo hai cách");
    found.add(
        RULE.finding(message)
            .at(Some(place))
            .help("viết hoa như nhau trong cả văn bản")
            .related(there, "viết cách khác ở đây"),
    );
    true
}
