//! A share of a whole that its figures do not give: `540 hồ sơ, trong đó đất đai 315 hồ sơ, chiếm 59,33%`.

use super::ratio;
use super::reckon::{self, Verdict};
use crate::check::reading::{Likeness, Measure, Passage, Quantity, likeness};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL005",
        level: Severity::Error,
        about: "Tỷ trọng ghi trong câu không đúng với phần và tổng số",
        clause: None,
    },
    name: "ti-trong-sai",
    explanation: "Khi một câu ghi tổng số, một phần của nó và tỷ trọng của phần đó (“chiếm … %”, hoặc số phần trăm trong \
                  ngoặc ngay sau phần đó) thì ba số phải khớp. Mọi số cùng đơn vị trong câu đều được thử làm tổng số; chỉ \
                  báo khi không số nào cho ra tỷ trọng ấy và câu có nêu rõ tổng số.",
    bad: "Tổng số 400 hồ sơ, trong đó đất đai 100 hồ sơ, chiếm 30%.",
    good: "Tổng số 400 hồ sơ, trong đó đất đai 100 hồ sơ, chiếm 25%.",
    check,
};

/// How many figures of a sentence are tried as the whole.
const MOST_WHOLES: usize = 12;

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        let figures = passage.quantities();
        if figures.len() < 3 {
            continue;
        }
        let ratios = ratio::all(passage);
        for (index, share) in figures.iter().enumerate() {
            let of_ratio = ratios
                .iter()
                .any(|ratio| ratio.share.digits == share.digits);
            if share.measure == Measure::Percent
                && !of_ratio
                && !passage.is_quoted(share.range.start)
            {
                hold(passage, index, found);
            }
        }
    }
}

fn hold(passage: &Passage<'_>, index: usize, found: &mut Findings) {
    let figures = passage.quantities();
    let share = &figures[index];
    let Some(part) = part(passage, index) else {
        return;
    };
    let can_be_whole = |q: &&Quantity| {
        q.sentence == part.sentence
            && q.digits != part.digits
            && q.is_exact()
            && !q.rate
            && !q.is_percent()
            && likeness((passage, q), (passage, part)) != Likeness::Different
            && q.amount() >= part.amount()
    };
    let wholes: Vec<&Quantity> = figures
        .iter()
        .filter(can_be_whole)
        .take(MOST_WHOLES)
        .collect();
    let right = |whole: &&&Quantity| {
        let part = part.in_unit_of(whole);
        matches!(reckon::ratio(&part, whole, share), Some(Verdict::Right))
    };
    if wholes.iter().any(|whole| right(&whole)) {
        return;
    }
    let named = wholes
        .iter()
        .rfind(|whole| is_whole(passage, whole, part, share));
    let Some(whole) = named else { return };
    let place = passage.place(&share.range);
    if share.about || share.span || part.about {
        found.unsure(RULE.unsure("có từ chỉ số gần đúng trước con số").at(place));
        return;
    }
    let told = (passage.slice(&part.digits), passage.slice(&whole.digits));
    let written = passage.slice(&share.range);
    let (message, level) = match reckon::ratio(&part.in_unit_of(whole), whole, share) {
        Some(Verdict::Wrong(right)) => {
            let message = format!(
                "{} trên tổng số {} là {right}%, ở đây ghi {written}",
                told.0, told.1
            );
            (message, Severity::Error)
        }
        Some(Verdict::Cut(right, closer)) => {
            let message = format!(
                "{} trên tổng số {} là {closer}…%, làm tròn thành {right}%; ở đây cắt thành {written}",
                told.0, told.1
            );
            (message, Severity::Warning)
        }
        _ => return,
    };
    let mut finding = RULE.finding_as(level, message).at(place);
    for (figure, words) in [(*whole, "tổng số"), (part, "phần")] {
        if let Some(place) = passage.place(&figure.range) {
            finding = finding.related(place, words);
        }
    }
    found.add(finding);
}

/// The figure that a percentage is the share of: the one right before it.
fn part<'p>(passage: &'p Passage<'_>, index: usize) -> Option<&'p Quantity> {
    let figures = passage.quantities();
    let share = &figures[index];
    let part = figures[..index].iter().rfind(|q| !q.name)?;
    let between = part.tokens.end..share.tokens.start;
    let sensible =
        !part.is_percent() && part.measure != Measure::Permille && !part.span && !part.rate;
    if !sensible || part.sentence != share.sentence || between.len() > 24 {
        return None;
    }
    let words: Vec<&str> = passage
        .words_in(between.clone())
        .map(|(_, word)| word)
        .collect();
    let stops = between
        .clone()
        .any(|at| matches!(passage.at(at), ";" | ":" | "/" | ")"));
    let changes = [
        "tăng", "giảm", "vượt", "hơn", "so", "còn", "lãi", "mỗi", "bình",
    ];
    if stops || words.iter().any(|word| changes.contains(word)) {
        return None;
    }
    let last = |count: usize| words.len().checked_sub(count).map_or("", |at| words[at]);
    let takes = ["chiếm"];
    let lead = takes.contains(&last(1))
        || matches!(
            (last(2), last(1)),
            ("chiếm", "khoảng" | "gần" | "trên" | "hơn")
        )
        || matches!(
            (last(3), last(2), last(1)),
            ("chiếm", "tỷ" | "tỉ", "lệ" | "trọng")
        )
        || matches!((last(2), last(1)), ("tỷ" | "tỉ", "lệ" | "trọng"));
    let opening = passage.solid_before(share.tokens.start);
    let bracket = opening.is_some_and(|at| passage.at(at) == "(")
        && passage.at(passage.solid(share.tokens.end)) == ")";
    (lead || bracket).then_some(part)
}

/// Tells whether the text calls a figure the whole of a part: by `tổng`, `toàn` before it, or by `trong đó`,
/// `gồm` between it and the part.
fn is_whole(passage: &Passage<'_>, whole: &Quantity, part: &Quantity, share: &Quantity) -> bool {
    let begin = whole.tokens.start.saturating_sub(14);
    let stop = (begin..whole.tokens.start).rfind(|at| matches!(passage.at(*at), "," | ";" | "."));
    let mut before = passage.words_in(stop.unwrap_or(begin)..whole.tokens.start);
    let called = before.any(|(_, word)| matches!(word, "tổng" | "toàn" | "cộng"));
    if whole.tokens.start > share.tokens.start {
        return called
            && passage
                .words_in(share.tokens.end..whole.tokens.start)
                .count()
                <= 8;
    }
    let mut between = passage.words_in(whole.tokens.end..part.tokens.start);
    let divides = between.any(|(at, word)| {
        word == "gồm" || word == "trong" && passage.follows(at, "trong đó").is_some()
    });
    whole.tokens.start < part.tokens.start && (called || divides)
}
