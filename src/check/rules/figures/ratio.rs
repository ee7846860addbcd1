//! Ratios with their percentage in sentences: `220/439 hộ, đạt 50,11%`, `tỷ lệ 50,11% (220/439 hộ)`,
//! `220 hộ trên tổng số 439 hộ, đạt 50,11%`.

use super::reckon::{self, Verdict};
use crate::check::reading::{Likeness, Measure, Passage, Quantity, TokenKind, likeness};
use rust_decimal::Decimal;

/// A ratio and the percentage that the text gives for it.
pub(super) struct Ratio<'p> {
    pub(super) part: Quantity,
    pub(super) whole: &'p Quantity,
    pub(super) share: &'p Quantity,
    /// What the percentage comes to, or why that cannot be said.
    pub(super) verdict: Result<Verdict, &'static str>,
}

/// How many numbers that are names (`Tổ 5`) may stand between a ratio and its percentage.
const MOST_NAMES: usize = 16;

/// All ratios of a passage that have a percentage.
pub(super) fn all<'p>(passage: &'p Passage<'_>) -> Vec<Ratio<'p>> {
    let figures = passage.quantities();
    if figures.len() < 3 || !figures.iter().any(|q| q.measure == Measure::Percent) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut lonely: Option<usize> = None;
    for at in 0..figures.len() - 1 {
        if !is_ratio(passage, at) {
            continue;
        }
        let share = behind(passage, at).or_else(|| before(passage, at));
        let Some(share) = share else {
            lonely = Some(at);
            continue;
        };
        let whole = &figures[at + 1];
        let part = figures[at].in_unit_of(whole);
        let shared = lonely.is_some_and(|l| same_clause(passage, &figures[l], &part));
        let verdict = match doubt(passage, &part, whole, share) {
            _ if passage.is_quoted(share.range.start) => continue,
            _ if shared => Err("nhiều tỷ số đứng trước, chưa rõ tỷ lệ phần trăm là của tỷ số nào"),
            Some(reason) => Err(reason),
            None => reckon::ratio(&part, whole, share).ok_or("không chia được"),
        };
        lonely = None;
        found.push(Ratio {
            part,
            whole,
            share,
            verdict,
        });
    }
    found
}

/// Tells whether no `;` and no end of a sentence stands between two figures.
fn same_clause(passage: &Passage<'_>, one: &Quantity, other: &Quantity) -> bool {
    let mut between = one.tokens.end..other.tokens.start;
    one.sentence == other.sentence && between.all(|at| passage.at(at) != ";")
}

/// Tells whether a figure and the next one are part and whole of a ratio.
pub(super) fn is_ratio(passage: &Passage<'_>, at: usize) -> bool {
    let figures = passage.quantities();
    let (Some(part), Some(whole)) = (figures.get(at), figures.get(at + 1)) else {
        return false;
    };
    let counts = |q: &Quantity| !q.is_percent() && q.measure != Measure::Permille && !q.span;
    let alike = likeness((passage, part), (passage, whole)) != Likeness::Different;
    let sensible = counts(part) && counts(whole) && !part.name && alike && !part.rate;
    sensible
        && part.sentence == whole.sentence
        && joined(passage, part, whole)
        && !is_day(passage, part, whole)
}

/// Tells whether `/` or `trên (tổng số)` stands between two figures, no more than a few words before it.
fn joined(passage: &Passage<'_>, part: &Quantity, whole: &Quantity) -> bool {
    let between = part.tokens.end..whole.tokens.start;
    if between.len() > 24 {
        return false;
    }
    let mut words = 0;
    for at in between {
        let rest = passage.solid(at + 1) == whole.tokens.start;
        match passage.at(at) {
            "/" => return rest && words <= 6,
            "trên" | "trong" => {
                let total = ["tổng số", "tổng", "số", "tổng cộng"];
                let from = passage.solid(at + 1);
                let mut ends = total
                    .iter()
                    .filter_map(|words| passage.follows(from, words));
                let is_total = ends.any(|end| passage.solid(end) == whole.tokens.start);
                let same = likeness((passage, part), (passage, whole)) == Likeness::Same;
                if is_total || rest && (same || passage.at(at) == "trên") {
                    return true;
                }
                words += 1;
            }
            _ => match passage.kind(at) {
                Some(TokenKind::Word) => words += 1,
                Some(TokenKind::Space) => {}
                _ if passage.at(at) == "("
                    && matches!(passage.at(passage.solid(at + 1)), "trên" | "trong") => {}
                _ => return false,
            },
        }
    }
    false
}

/// Tells whether it may be a day and a month: no unit, and a word of time before it.
fn is_day(passage: &Passage<'_>, part: &Quantity, whole: &Quantity) -> bool {
    let bare = matches!(whole.measure, Measure::Bare | Measure::Other);
    let small = part.value <= Decimal::from(31) && whole.value <= Decimal::from(12);
    let before = passage.solid_before(part.tokens.start);
    let word = before.map_or("", |before| passage.at(before));
    let time = [
        "từ", "đến", "tới", "trước", "sau", "dịp", "và", "hết", "đợt", "lễ", "quá", "(", "vào",
        "kịp",
    ];
    let scale = part.value == Decimal::ONE && matches!(word, "lệ" | "tỷ" | "đồ" | "bản");
    let hours = part.value == Decimal::from(24)
        && matches!(passage.at(part.tokens.end), "/")
        && whole.measure == Measure::Known("giờ");
    scale || hours || bare && small && time.contains(&word)
}

/// The percentage behind a ratio.
fn behind<'p>(passage: &'p Passage<'_>, at: usize) -> Option<&'p Quantity> {
    let figures = passage.quantities();
    let (part, whole) = (figures.get(at)?, figures.get(at + 1)?);
    let mut next = figures[at + 2..].iter().take(MOST_NAMES);
    let share = next.find(|q| !q.name)?;
    let opens = share.depth == whole.depth + 1;
    let closes = whole.depth > part.depth && share.depth == part.depth;
    let near = share.sentence == whole.sentence && share.tokens.start < whole.tokens.end + 60;
    if share.measure != Measure::Percent
        || !near
        || !(share.depth == whole.depth || opens || closes)
    {
        return None;
    }
    if !leads(passage, whole, share) || is_comparison(passage, share) {
        return None;
    }
    Some(share)
}

/// Tells whether the words right before a percentage say that it is that of the ratio before.
fn leads(passage: &Passage<'_>, whole: &Quantity, share: &Quantity) -> bool {
    let Some(mut before) = passage.solid_before(share.tokens.start) else {
        return false;
    };
    let skipped = [
        "khoảng", "gần", "trên", "hơn", "là", "được", "mức", "xỉ", "xấp", "ước", "tới", "đến",
    ];
    while before >= whole.tokens.end && skipped.contains(&passage.at(before)) {
        match passage.solid_before(before) {
            Some(earlier) => before = earlier,
            None => return false,
        }
    }
    if before < whole.tokens.end {
        return true;
    }
    let leading = [
        "đạt", "lệ", "chiếm", "bằng", "đương", "ứng", "(", ",", ":", "=", "–", "-", "thành",
        "suất", "tức", "trọng",
    ];
    if !leading.contains(&passage.at(before)) {
        return false;
    }
    let between = whole.tokens.end..before;
    let stop = between
        .clone()
        .rfind(|at| matches!(passage.at(*at), "," | ";" | "(" | ")" | ":" | "–" | "-"));
    let Some(stop) = stop else {
        return passage
            .words_in(between)
            .all(|(_, word)| !matches!(word, "tăng" | "giảm" | "vượt" | "riêng" | "còn"));
    };
    let connecting = [
        "đạt", "tỷ", "tỉ", "lệ", "chiếm", "bằng", "tương", "đương", "ứng", "kết", "quả", "hoàn",
        "thành", "với", "đã", "mới", "lần", "lượt", "chỉ", "cũng", "tức", "là", "như", "vậy", "và",
        "có", "tỉ", "trọng", "hiệu", "suất", "tính", "ra", "ước", "lần", "lượt",
    ];
    // `45 người tham gia, tỷ lệ tham gia đạt …`: words of what is counted may come again.
    let before_stop = whole.tokens.start.saturating_sub(16)..stop;
    let again = |word: &str| {
        let mut earlier = passage.words_in(before_stop.clone());
        earlier.any(|(_, said)| said == word)
    };
    let mut words = passage.words_in(stop..before).map(|(_, word)| word);
    words.all(|word| connecting.contains(&word) || again(word))
}

/// Tells whether a percentage compares with another time: `bằng 120% so với cùng kỳ`.
fn is_comparison(passage: &Passage<'_>, share: &Quantity) -> bool {
    let next = passage.solid(share.tokens.end);
    let times = [
        "cùng kỳ",
        "cùng kì",
        "năm trước",
        "năm ngoái",
        "tháng trước",
        "quý trước",
    ];
    if let Some(end) = passage
        .follows(next, "so với")
        .or_else(|| passage.follows(next, "so"))
    {
        let rest = passage.solid(end);
        return times
            .iter()
            .any(|time| passage.follows(rest, time).is_some())
            || matches!(passage.at(rest), "năm" | "tháng" | "quý" | "đầu" | "thời");
    }
    times
        .iter()
        .any(|time| passage.follows(next, time).is_some())
}

/// The percentage before a ratio, which stands in a bracket or behind a word: `50,11% (220/439 hộ)`.
fn before<'p>(passage: &'p Passage<'_>, at: usize) -> Option<&'p Quantity> {
    let figures = passage.quantities();
    let part = figures.get(at)?;
    let near = at.saturating_sub(MOST_NAMES)..at;
    let last = near.rev().find(|index| !figures[*index].name)?;
    let mut index = last;
    let slash = |index: usize| passage.at(passage.solid(figures[index].tokens.end)) == "/";
    if index > 0 && figures[index - 1].is_percent() && slash(index - 1) {
        index -= 1;
    }
    let share = &figures[index];
    if share.measure != Measure::Percent
        || share.sentence != part.sentence
        || part.depth > share.depth + 1
    {
        return None;
    }
    let between = figures[last].tokens.end..part.tokens.start;
    let open = between.clone().rfind(|at| passage.at(*at) == "(");
    let comma = between
        .clone()
        .rfind(|at| matches!(passage.at(*at), "," | ";"));
    let inside = open.or(comma)? + 1..part.tokens.start;
    let leading = [
        "tức", "là", "tương", "ứng", "đương", "với", "có", "cụ", "thể", "đạt", "được", "bằng",
        "số", "lượng",
    ];
    let only_leading = passage
        .words_in(inside.clone())
        .all(|(_, word)| leading.contains(&word));
    let said = passage
        .words_in(inside)
        .any(|(_, word)| matches!(word, "tương" | "tức" | "với"));
    let words = passage.words_in(between.clone()).count();
    let stops =
        between.clone().any(|at| passage.at(at) == ";") || open.is_some() && comma.is_some();
    let grows = passage.words_in(share.tokens.start.saturating_sub(8)..share.tokens.start);
    let grows = grows
        .last()
        .is_some_and(|(_, word)| matches!(word, "tăng" | "giảm" | "vượt" | "hơn" | "thêm"));
    let ok = only_leading && (open.is_some() || said) && words <= 14 && !stops && !grows;
    (ok && !is_comparison(passage, share)).then_some(share)
}

/// Why a ratio cannot be held against its percentage.
fn doubt(
    passage: &Passage<'_>,
    part: &Quantity,
    whole: &Quantity,
    share: &Quantity,
) -> Option<&'static str> {
    let said = passage.solid_before(whole.tokens.start);
    let said = said.is_some_and(|at| matches!(passage.at(at), "trên" | "số" | "tổng" | "cộng"));
    if part.about || share.about || whole.about && !said {
        return Some("có từ chỉ số gần đúng trước con số");
    }
    if share.span {
        return Some("tỷ lệ phần trăm là một khoảng");
    }
    let over = part.amount()? > whole.amount()?;
    let hundred = share.value == Decimal::ONE_HUNDRED;
    if over && hundred {
        return Some("số thực hiện vượt số giao, có thể chỉ tính đến 100%");
    }
    let next = passage.solid(share.tokens.end);
    let plan = ["kế", "chỉ", "dự", "nghị"].contains(&passage.at(next));
    let told_before = share.tokens.start < part.tokens.start;
    let money = whole.measure == Measure::Money;
    (plan && !over && !money && !told_before && share.value > Decimal::ONE_HUNDRED)
        .then_some("tỷ lệ phần trăm có thể tính theo một chỉ tiêu khác")
}

/// The words of a ratio: from its part to its whole.
pub(super) fn range(ratio: &Ratio<'_>) -> std::ops::Range<usize> {
    ratio.part.range.start..ratio.whole.range.end
}

/// A ratio as it is told: `220/439`.
pub(super) fn told(passage: &Passage<'_>, ratio: &Ratio<'_>) -> String {
    let of = |q: &Quantity| {
        let behind = if q.scale == Decimal::ONE {
            q.digits.end
        } else {
            q.range.end
        };
        passage.slice(&(q.digits.start..behind)).to_owned()
    };
    format!("{}/{}", of(&ratio.part), of(ratio.whole))
}
