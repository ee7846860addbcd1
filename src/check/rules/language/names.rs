//! A fixed name or set phrase with a syllable missing, doubled, out of place or misspelt: `Ủy nhân dân dân`.

use super::phrases::{Fault, Hit, Phrases};
use super::seams;
use crate::check::reading::{Glue, Passage, Role, Word};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::ops::Range;
use std::sync::LazyLock;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN005",
        level: Severity::Error,
        about: "Tên gọi cố định thiếu chữ, thừa chữ hoặc sai chữ",
        clause: Some("Phụ lục II, Mục IV"),
    },
    name: "ten-co-dinh-sai",
    explanation: "Tên cơ quan, tổ chức của Nhà nước (Ủy ban nhân dân, Hội đồng nhân dân, Mặt trận Tổ quốc Việt Nam…) \
                  thiếu một tiếng, thừa một tiếng, đảo hai tiếng hay sai dấu. Cụm từ cố định (kinh tế - xã hội, \
                  cải cách hành chính…) viết sai như thế là cảnh báo.",
    bad: "Giao Ủy nhân dân phường An Phú thực hiện.",
    good: "Giao Ủy ban nhân dân phường An Phú thực hiện.",
    check,
};

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        include_str!("../../../../templates/check/fixed-names.txt"),
        include_str!("../../../../templates/check/set-phrases.txt"),
        include_str!("../../../../templates/check/near-names.txt"),
    )
});

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        if matches!(passage.role, Role::Name(_)) {
            continue;
        }
        for hit in faults(passage) {
            if let Some(range) = range(passage, &hit)
                && !reading.own_words.cover(passage, &range)
            {
                tell(passage, &hit, &range, found);
            }
        }
    }
}

/// Whether a part of a passage stands in a name that this rule finds fault with.
pub(super) fn covers(passage: &Passage<'_>, part: &Range<usize>) -> bool {
    let ranges = || faults(passage).filter_map(|hit| range(passage, &hit));
    passage.in_wrong_name(part, || ranges().collect())
}

fn range(passage: &Passage<'_>, hit: &Hit) -> Option<Range<usize>> {
    let words = words(passage, hit);
    Some(passage.span(words.first()?, words.last()?))
}

fn words<'p>(passage: &'p Passage<'_>, hit: &Hit) -> &'p [Word] {
    let row = passage.row();
    row.get(hit.first..hit.first + hit.length)
        .unwrap_or_default()
}

/// The faults in a passage, but those that what stands behind makes right.
fn faults<'p>(passage: &'p Passage<'_>) -> impl Iterator<Item = Hit> + 'p {
    let all = PHRASES.faults(passage).into_iter();
    all.filter(|hit| !is_made_right(passage, hit))
}

/// Whether a word at the end of the phrase belongs to the one beside it instead (`Ủy ban Dân tộc`, `cán bộ
/// Bộ Công an`), or the line ends before the name does.
fn is_made_right(passage: &Passage<'_>, hit: &Hit) -> bool {
    let row = passage.row();
    let end = hit.first + hit.length;
    let (Some(first), Some(last)) = (row.get(hit.first), row.get(end - 1)) else {
        return true;
    };
    let next = row
        .get(end)
        .filter(|next| next.glue == Glue::Space && !next.is_number);
    let behind = next.map_or("", |next| passage.said(next));
    let before = hit.first.checked_sub(1).and_then(|at| row.get(at));
    let before = before.filter(|_| first.glue == Glue::Space);
    let before = before.map_or("", |before| passage.said(before));
    let starts = seams::seam(passage.said(first), before, "").0;
    let ends = seams::seam(passage.said(last), "", behind).1;
    let same = |a: usize, b: usize| {
        row.get(a)
            .zip(row.get(b))
            .is_some_and(|(a, b)| a.key == b.key)
    };
    match hit.fault {
        Fault::Missing(at) | Fault::MissingAndDoubled(at) => {
            let is_place = next.is_some_and(|next| is_capital(passage, next));
            let compass = matches!(passage.said(last), "nam" | "bắc") && is_capital(passage, last);
            passage.at(last.token + 1) == "\n"
                || ends
                || compass && is_place
                || hit.phrase.is_dash_for_and(at, words(passage, hit))
        }
        Fault::Doubled(_) => {
            same(end - 2, end - 1) && ends || same(hit.first, hit.first + 1) && starts
        }
        Fault::Swapped(_) | Fault::Misspelt(_) => false,
    }
}

fn is_capital(passage: &Passage<'_>, word: &Word) -> bool {
    passage.written(word).starts_with(char::is_uppercase)
}

fn tell(passage: &Passage<'_>, hit: &Hit, range: &Range<usize>, found: &mut Findings) {
    let there = passage.slice(range);
    let words = words(passage, hit);
    let right = hit.phrase.in_place_of(passage, words);
    let what = match hit.fault {
        Fault::Missing(_) | Fault::MissingAndDoubled(_) => "thiếu chữ",
        Fault::Doubled(_) => "thừa chữ",
        Fault::Swapped(_) => "đảo chữ",
        Fault::Misspelt(_) => "sai chữ",
    };
    let kind = if hit.phrase.is_name {
        "tên gọi"
    } else {
        "cụm từ"
    };
    let level = if hit.phrase.is_name {
        Severity::Error
    } else {
        Severity::Warning
    };
    let message = format!("{kind} “{}” viết {what}: “{there}”", hit.phrase.right());
    let mut finding = RULE.finding_as(level, message).at(passage.place(range));
    match passage.editable(range).filter(|_| hit.phrase.is_name) {
        Some(place) => finding = finding.fix(format!("viết “{right}”"), place, right),
        None => finding = finding.help(format!("viết “{right}”")),
    }
    found.add(finding);
}
