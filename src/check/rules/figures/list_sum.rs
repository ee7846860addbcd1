//! Figures of a list that do not add up to the one that announces it: `40 hồ sơ, gồm:` with items of 15 and 20.

use super::parts::{adds_up, told};
use crate::check::reading::quantities::ends_sentence;
use crate::check::reading::{Items, Likeness, Measure, Passage, Quantity, likeness};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL009",
        level: Severity::Warning,
        about: "Các mục liệt kê bên dưới cộng lại không bằng tổng số nêu trước",
        clause: None,
    },
    name: "tong-danh-sach",
    explanation: "Khi câu dẫn nêu một tổng số và mọi mục ngay bên dưới đều có một con số cùng đơn vị, các số ấy phải cộng \
                  lại bằng tổng số. Chỉ cộng các mục cùng cấp, mỗi mục con số đầu tiên ngoài ngoặc; số đã làm tròn được \
                  lệch nửa đơn vị của chữ số cuối cho mỗi mục. Sau “trong đó” chỉ báo khi các mục nhiều hơn tổng số.",
    bad: "Đã nhận 40 hồ sơ, gồm:\n\n- Đất đai: 15 hồ sơ.\n- Xây dựng: 20 hồ sơ.",
    good: "Đã nhận 40 hồ sơ, gồm:\n\n- Đất đai: 15 hồ sơ.\n- Xây dựng: 25 hồ sơ.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for (index, passage) in reading.passages.iter().enumerate() {
        if !passage.role.is_prose() || passage.quantities().is_empty() {
            continue;
        }
        if let Some(items) = reading.below(index).filter(|items| items.items.len() > 1) {
            hold(reading, passage, &items, found);
        }
    }
}

/// A figure of an item, in its passage.
type Part<'r, 'p> = (&'r Passage<'p>, &'r Quantity);

fn hold(reading: &Reading<'_>, passage: &Passage<'_>, items: &Items, found: &mut Findings) {
    let last = passage.quantities().last().map_or(0, |q| q.sentence);
    let says = Says::of(passage);
    let mut wrong = None;
    for whole in passage
        .quantities()
        .iter()
        .rev()
        .filter(|q| q.sentence == last)
    {
        let slash = passage.at(passage.solid(whole.tokens.end)) == "/"
            || whole
                .tokens
                .start
                .checked_sub(1)
                .is_some_and(|at| passage.at(at) == "/");
        if whole.is_percent() || whole.is_time() || !whole.is_exact() || whole.rate || slash {
            continue;
        }
        let Some(parts) = parts(reading, passage, whole, items) else {
            continue;
        };
        let figures: Vec<&Quantity> = parts.iter().map(|part| part.1).collect();
        if adds_up(&figures, whole) {
            return;
        }
        wrong.get_or_insert((whole, parts));
    }
    let Some((whole, parts)) = wrong else { return };
    let figures: Vec<&Quantity> = parts.iter().map(|part| part.1).collect();
    let sum = crate::figures::sum(
        figures
            .iter()
            .filter_map(|part| part.in_unit_of(whole).amount()),
    );
    let greater = sum.ok() > whole.amount();
    let fires = match says {
        Says::All => true,
        Says::Some => greater,
        Says::Nothing => whole.measure == Measure::Money && is_last(passage, whole),
    };
    if fires && !ends_sentence_between(passage, whole) {
        tell(passage, whole, &parts, items, found);
    }
}

fn tell(
    passage: &Passage<'_>,
    whole: &Quantity,
    parts: &[Part<'_, '_>],
    items: &Items,
    found: &mut Findings,
) {
    let place = passage.place(&whole.range);
    let figures: Vec<&Quantity> = parts.iter().map(|part| part.1).collect();
    let about = figures.iter().any(|part| part.about || part.span);
    if about || !items.complete {
        let reason = if about {
            "có từ chỉ số gần đúng trước con số"
        } else {
            "danh sách bên dưới bị ngắt quãng"
        };
        found.unsure(RULE.unsure(reason).at(place));
        return;
    }
    let Some(sum) = told(&figures, whole) else {
        return;
    };
    let message = format!(
        "các mục bên dưới cộng lại là {sum}, tổng số ghi {}",
        passage.slice(&whole.range)
    );
    let mut finding = RULE
        .finding(message)
        .at(place)
        .help("xem lại tổng số và từng mục, rồi sửa số sai");
    for (item, part) in parts.iter().take(20) {
        if let Some(place) = item.place(&part.range) {
            finding = finding.related(place, "mục");
        }
    }
    found.add(finding);
}

/// The figure of each item that counts the same; none if an item has none.
fn parts<'r, 'p>(
    reading: &'r Reading<'p>,
    passage: &Passage<'_>,
    whole: &Quantity,
    items: &Items,
) -> Option<Vec<Part<'r, 'p>>> {
    let part = |item: &usize| {
        let item = reading.passages.get(*item)?;
        let all = item.quantities();
        let depth = all.iter().map(|q| q.depth).min()?;
        let counts = |q: &&Quantity| {
            q.depth == depth
                && !q.is_percent()
                && !q.name
                && !q.rate
                && q.measure != Measure::Permille
        };
        let mut figures = all.iter().filter(counts);
        let first = figures.clone().next()?;
        let same = figures.find(|q| likeness((passage, whole), (item, q)) == Likeness::Same);
        let open = likeness((passage, whole), (item, first)) == Likeness::Open;
        let figure = same.or(open.then_some(first))?;
        let ratio = item.at(figure.tokens.end) == "/"
            || figure
                .tokens
                .start
                .checked_sub(1)
                .is_some_and(|at| item.at(at) == "/");
        (!ratio).then_some((item, figure))
    };
    items.items.iter().map(part).collect()
}

/// What the words behind the whole say of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// `gồm:`, `cụ thể như sau:`, or a colon alone.
    All,
    /// `trong đó:`
    Some,
    /// The sentence ends.
    Nothing,
}

impl Says {
    fn of(passage: &Passage<'_>) -> Self {
        let Some(last) = passage.solid_before(passage.tokens.len()) else {
            return Self::Nothing;
        };
        let end = if passage.at(last) == ":" {
            last
        } else {
            last + 1
        };
        match passage.at(last) {
            _ if passage.precedes(end, "trong đó").is_some() => Self::Some,
            ":" => Self::All,
            _ => Self::Nothing,
        }
    }
}

/// Tells whether a figure is the last of its passage, with no words behind it.
fn is_last(passage: &Passage<'_>, whole: &Quantity) -> bool {
    let words = passage.words_in(whole.tokens.end..passage.tokens.len());
    words.count() == 0
}

/// Tells whether a sentence ends between a figure and the end of its passage.
fn ends_sentence_between(passage: &Passage<'_>, whole: &Quantity) -> bool {
    let last = passage.solid_before(passage.tokens.len()).unwrap_or(0);
    (whole.tokens.end..last).any(|at| ends_sentence(passage, at))
}
