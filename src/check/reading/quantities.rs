//! The quantities of a passage: its numbers with what they count or measure. What is no quantity is
//! left out: days, years, symbols of acts, labels, numbers of articles and of things.
//!
//! In: [`Passage`]. Out: [`Quantity`], in order.

use super::passage::{BLANK, Passage};
use super::tokens::TokenKind;
use super::units::{Measure, ends_unit, has_unit, unit};
use crate::check::lists::List;
use crate::figures::{Rule, Writing, read};
use rust_decimal::Decimal;
use std::ops::Range;

static ORDINALS: List = List::new(include_str!("../../../templates/check/ordinals.txt"));

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quantity {
    /// The bytes of the digits.
    pub(crate) digits: Range<usize>,
    /// The bytes of the digits with sign and unit.
    pub(crate) range: Range<usize>,
    /// The tokens of the same.
    pub(crate) tokens: Range<usize>,
    /// The number as it is written.
    pub(crate) value: Decimal,
    /// What a word behind it multiplies it with: a million for `triệu`.
    pub(crate) scale: Decimal,
    /// The unit.
    pub(crate) measure: Measure,
    /// The bytes of the first word of the unit; empty without one.
    pub(crate) unit: Range<usize>,
    /// The unit is one by another: `đồng/hộ`, `tạ/ha`.
    pub(crate) rate: bool,
    /// No exact number: `khoảng 50`, `trên 98%`, `≥ 97%`.
    pub(crate) about: bool,
    /// An end of a span: `45 - 50%`, `từ 5 đến 10%`.
    pub(crate) span: bool,
    /// Maybe the name of something (`Tổ 5`, `lớp 6`), or a year.
    pub(crate) name: bool,
    /// The number of its sentence in the passage.
    pub(crate) sentence: usize,
    /// How deep in brackets it stands.
    pub(crate) depth: usize,
}

impl Quantity {
    /// The number with the multiple of its unit.
    pub(crate) fn amount(&self) -> Option<Decimal> {
        self.value.checked_mul(self.scale)
    }

    /// One unit of the last place that is written.
    pub(crate) fn step(&self) -> Decimal {
        Decimal::new(1, self.value.scale())
            .checked_mul(self.scale)
            .unwrap_or(Decimal::MAX)
    }

    /// Half a unit of the last place, if the number may have been rounded: a multiple or a measure with
    /// decimals. Things are counted exactly.
    pub(crate) fn slack(&self) -> Decimal {
        self.slack_beside(self)
    }

    /// [`Self::slack`] beside another figure of the same multiple: the finer of the two tells how far both
    /// were rounded.
    pub(crate) fn slack_beside(&self, other: &Self) -> Decimal {
        if self.value.scale() == 0 && self.scale == Decimal::ONE {
            return Decimal::ZERO;
        }
        let step = match self.scale == other.scale {
            true => self.step().min(other.step()),
            false => self.step(),
        };
        step / Decimal::TWO
    }

    /// The same with the multiple and the unit of another, if it has none: `7,5/7,9 tỷ đồng`.
    pub(crate) fn in_unit_of(&self, other: &Self) -> Self {
        let mut same = self.clone();
        if same.measure == Measure::Bare && same.scale == Decimal::ONE {
            (same.scale, same.measure) = (other.scale, other.measure);
        }
        same
    }

    /// Tells whether it measures time, which documents divide into no parts.
    pub(crate) fn is_time(&self) -> bool {
        let times = ["năm", "tháng", "ngày", "tuổi", "giờ", "phút", "điểm"];
        matches!(self.measure, Measure::Known(unit) if times.contains(&unit))
    }

    /// Tells whether it is a share of a hundred.
    pub(crate) fn is_percent(&self) -> bool {
        matches!(self.measure, Measure::Percent | Measure::Points)
    }

    /// Tells whether it is an exact number that can be reckoned with.
    pub(crate) fn is_exact(&self) -> bool {
        !self.about && !self.span && !self.name
    }
}

/// All quantities of a passage.
pub(super) fn of(passage: &Passage<'_>) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut sentence = 0;
    let mut depth: usize = 0;
    let mut skip = passage
        .tokens
        .partition_point(|t| t.range.end <= passage.label.end);
    for (at, token) in passage.tokens.iter().enumerate() {
        match passage.at(at) {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            _ if ends_sentence(passage, at) => {
                sentence += 1;
                depth = 0;
            }
            _ => {}
        }
        if token.kind != TokenKind::Number || at < skip {
            continue;
        }
        if let Some(end) = no_quantity(passage, at) {
            skip = end;
            continue;
        }
        let Some(mut quantity) = quantity(passage, at) else {
            continue;
        };
        (quantity.sentence, quantity.depth) = (sentence, depth);
        span(passage, found.last_mut(), &mut quantity);
        found.push(quantity);
    }
    found
}

/// Tells whether a sentence ends with this token.
pub(crate) fn ends_sentence(passage: &Passage<'_>, at: usize) -> bool {
    match passage.at(at) {
        "." => {
            let before = at.checked_sub(1).map_or("", |before| passage.at(before));
            let is_short = matches!(before, "tp" | "tx" | "ts" | "ths" | "v" | "đ" | "st");
            let next = passage.kind(at + 1);
            !is_short && matches!(next, None | Some(TokenKind::Space | TokenKind::Sign))
        }
        "?" | "!" | "\n" => true,
        _ => false,
    }
}

/// Where what is no quantity ends, if this number begins such: the day of a date, a year, a symbol, the
/// number of an article, digits that belong to a word.
fn no_quantity(passage: &Passage<'_>, at: usize) -> Option<usize> {
    let token = passage.tokens.get(at)?;
    if passage.is_symbol(token.range.start) {
        return Some(at + 1);
    }
    let before = at.checked_sub(1);
    let touching = before.map_or("", |before| passage.at(before));
    if before.is_some_and(|before| passage.kind(before) == Some(TokenKind::Word))
        || touching.contains(BLANK)
    {
        return Some(at + 1);
    }
    let word = passage
        .solid_before(at)
        .map_or("", |before| passage.at(before));
    let end = fraction_end(passage, at);
    let is_day = matches!(
        word,
        "ngày"
            | "mùng"
            | "mồng"
            | "sáng"
            | "chiều"
            | "tối"
            | "đêm"
            | "dịp"
            | "lễ"
            | "tháng"
            | "quý"
            | "năm"
    );
    let last_is_year = end > at + 1 && is_year(passage, end - 1);
    if end > at + 3 || last_is_year || is_day && end > at + 1 {
        return Some(end);
    }
    let year = is_year(passage, at);
    let is_number = matches!(
        word,
        "điều"
            | "khoản"
            | "mục"
            | "chương"
            | "thứ"
            | "quý"
            | "tháng"
            | "ngày"
            | "mùng"
            | "mồng"
            | "lục"
    ) || word == "số" && !is_total(passage, at)
        || word == "năm" && (year || !has_unit(passage, at + 1));
    let is_telephone = passage.at(at).len() >= 6
        && passage.at(at).starts_with('0')
        && !passage.at(at).contains(',');
    (is_number || is_telephone || year && touching == "/").then_some(at + 1)
}

/// The end of numbers with slashes, hyphens or stops between them from this one on, without spaces.
fn fraction_end(passage: &Passage<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while passage.at(end) == "/" && passage.kind(end + 1) == Some(TokenKind::Number) {
        end += 2;
    }
    end
}

/// Tells whether a number looks like a year.
fn is_year(passage: &Passage<'_>, at: usize) -> bool {
    let digits = passage.at(at);
    digits.len() == 4
        && ("1900".."2100").contains(&digits)
        && digits.bytes().all(|b| b.is_ascii_digit())
}

/// `tổng số 540`, `trong số 45`
fn is_total(passage: &Passage<'_>, at: usize) -> bool {
    ["tổng số", "trong số", "trên số"]
        .iter()
        .any(|words| passage.precedes(at, words).is_some())
}

fn quantity(passage: &Passage<'_>, at: usize) -> Option<Quantity> {
    let token = passage.tokens.get(at)?;
    let digits = token.range.clone();
    let value = read(passage.slice(&digits), Rule::Text(Some(Writing::Comma))).number()?;
    let before = passage.solid_before(at);
    let (scale, measure, unit, end) = unit(passage, at + 1);
    let is_named =
        before.is_some_and(|before| ORDINALS.has(passage.at(before)) || ends_unit(passage, before));
    let coded = passage.at(at).len() > 1
        && passage.at(at).starts_with('0')
        && !passage.at(at).contains(',');
    let counted = !matches!(measure, Measure::Bare | Measure::Other);
    let year = is_year(passage, at) && !counted;
    let rate = passage.at(end) == "/"
        && passage.kind(end + 1) == Some(TokenKind::Word)
        && measure != Measure::Bare;
    Some(Quantity {
        range: digits.start..passage.bytes(at..end).end,
        digits,
        tokens: at..end,
        value,
        scale,
        measure,
        unit,
        rate,
        about: is_about(passage, at),
        span: false,
        name: year || is_named && !coded && !counted,
        sentence: 0,
        depth: 0,
    })
}

/// Tells whether the words before a number make it no exact one.
fn is_about(passage: &Passage<'_>, at: usize) -> bool {
    let Some(before) = passage.solid_before(at) else {
        return false;
    };
    let one = [
        "khoảng", "gần", "trên", "hơn", "ước", "dưới", "chừng", "độ", "quá", "ngót", "≥", "≤", ">",
        "<", "±", "~", "≈", "đến", "tới",
    ];
    let two = [
        "xấp xỉ",
        "ước đạt",
        "ước tính",
        "ước khoảng",
        "tối thiểu",
        "tối đa",
        "ít nhất",
        "nhiều nhất",
    ];
    let compared = passage
        .solid_before(before)
        .map_or("", |earlier| passage.at(earlier));
    let compares = passage.at(before) == "hơn"
        && matches!(compared, "cao" | "thấp" | "nhiều" | "ít" | "lớn" | "nhỏ");
    one.contains(&passage.at(before)) && !compares
        || two
            .iter()
            .any(|words| passage.precedes(at, words).is_some())
}

/// Marks two numbers that are the ends of a span: `45-50%`, `từ 5 đến 10%`.
fn span(passage: &Passage<'_>, last: Option<&mut Quantity>, next: &mut Quantity) {
    let Some(last) = last else { return };
    let between = last.tokens.end..next.tokens.start;
    if between.len() > 3 {
        return;
    }
    let mut signs = between.filter(|at| passage.kind(*at) != Some(TokenKind::Space));
    let sign = signs.next().map_or("", |at| passage.at(at));
    if matches!(sign, "-" | "–" | "đến" | "tới") && signs.next().is_none() {
        (last.span, next.span) = (true, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::quantities;

    fn shown(text: &str) -> String {
        quantities(text, |passage, all| {
            let one = |q: &Quantity| {
                let marks = [(q.about, '~'), (q.span, '-'), (q.name, '#'), (q.rate, '/')];
                let marks: String = marks
                    .iter()
                    .filter(|(is, _)| *is)
                    .map(|(_, sign)| *sign)
                    .collect();
                format!("{}[{:?}]{marks}", passage.slice(&q.range), q.measure)
            };
            all.iter().map(one).collect::<Vec<_>>().join(" ")
        })
    }

    #[test]
    fn quantities_have_units() {
        for (text, expected) in [
            (
                "Thu đạt 51,11% với 7,5 tỷ đồng.",
                "51,11%[Percent] 7,5 tỷ đồng[Money]",
            ),
            (
                "Nuôi 2,1 triệu con, trồng 12 ha, cấp 665 thẻ.",
                "2,1 triệu con[Known(\"con\")] 12 ha[Known(\"ha\")] 665 thẻ[Known(\"thẻ\")]",
            ),
            (
                "Nộp 750.650.000đ; 15 triệu đồng/hộ.",
                "750.650.000đ[Money] 15 triệu đồng[Money]/",
            ),
            (
                "Tăng 2,5 điểm phần trăm, 3 điểm %, 12 ‰.",
                "2,5 điểm phần trăm[Points] 3 điểm %[Points] 12 ‰[Permille]",
            ),
            ("Có 220/439 người.", "220[Bare] 439 người[Known(\"người\")]"),
            (
                "Sân 120 m², đường 3,5 km.",
                "120 m²[Known(\"m2\")] 3,5 km[Known(\"km\")]",
            ),
            ("Kết quả: 12, 05 gạch.", "12[Bare] 05 gạch[Other]"),
            ("Tổng số 540 hồ sơ, số 12.", "540 hồ sơ[Known(\"hồ sơ\")]"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_quantity() {
        for text in [
            "Ngày 30/4, ngày 01/5/2031, tháng 3/2031, quý 2, năm 2031, năm học 2030 - 2031.",
            "Theo Điều 5, khoản 3 Nghị định số 126/2031/NĐ-CP, Kế hoạch số 45.",
            "Điện thoại 0912345678, H5N1, dịp 2/9.",
        ] {
            let shown = shown(text);
            assert!(
                shown.split(' ').all(|q| q.is_empty() || q.contains('#')),
                "{shown}"
            );
        }
    }

    #[test]
    fn no_exact_numbers_are_marked() {
        for (text, expected) in [
            (
                "khoảng 50 hộ, trên 98%, ≥ 97%",
                "50 hộ[Known(\"hộ\")]~ 98%[Percent]~ 97%[Percent]~",
            ),
            (
                "45-50%, từ 5 đến 10%",
                "45[Bare]- 50%[Percent]- 5[Bare]- 10%[Percent]~-",
            ),
            (
                "Tổ 5, Khóm 2 có 12 hộ",
                "5[Bare]# 2[Bare]# 12 hộ[Known(\"hộ\")]",
            ),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
