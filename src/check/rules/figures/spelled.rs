//! Numbers that stand in digits and in words: `2.500.000 đồng (Bằng chữ: Hai triệu năm trăm nghìn đồng)`, `03 (ba) bản`.

use crate::check::reading::numerals::{self, Spelled};
use crate::check::reading::{Measure, Passage, Quantity, Reading, TokenKind};
use rust_decimal::Decimal;
use std::ops::Range;

/// A number in digits with the same in words.
pub(super) struct Twice<'r, 'p> {
    /// The passage of the digits.
    pub(super) of_digits: &'r Passage<'p>,
    pub(super) digits: &'r Quantity,
    /// The bytes of the words in their passage.
    pub(super) words: Range<usize>,
    /// The number that the words are, or the word that cannot be read.
    pub(super) value: Result<Decimal, String>,
    /// It is an amount: money, or told by `bằng chữ`.
    pub(super) is_amount: bool,
}

/// The most words of a number.
const MOST_WORDS: usize = 60;

/// All numbers of a passage that stand there twice.
pub(super) fn all<'r, 'p>(reading: &'r Reading<'p>, index: usize) -> Vec<Twice<'r, 'p>> {
    let Some(passage) = reading.passages.get(index) else {
        return Vec::new();
    };
    let mut found = by_name(reading, index, passage);
    for at in 0..passage.tokens.len() {
        if passage.at(at) == "(" {
            found.extend(bracket(passage, at).or_else(|| reversed(passage, at)));
        }
    }
    found
}

/// `Bằng chữ: …`; the digits may stand in a passage before.
fn by_name<'r, 'p>(
    reading: &'r Reading<'p>,
    index: usize,
    passage: &'r Passage<'p>,
) -> Vec<Twice<'r, 'p>> {
    if !passage.lower.contains("bằng chữ") {
        return Vec::new();
    }
    let named = passage.words_in(0..passage.tokens.len());
    let named = named.filter_map(|(at, word)| {
        (word == "bằng").then(|| passage.follows(at, "bằng chữ").map(|end| (at, end)))?
    });
    named
        .filter_map(|(at, end)| {
            let begins = (end..end + 4).find(|at| passage.kind(*at) == Some(TokenKind::Word))?;
            let (words, value) = spelled(passage, begins)?;
            let own = passage.quantities().iter().rfind(|q| q.tokens.end <= at);
            let own = own
                .filter(|q| passage.words_in(q.tokens.end..at).count() <= 8)
                .map(|digits| (passage, digits));
            let earlier = || {
                let passages = reading
                    .passages
                    .get(index.saturating_sub(3)..index)?
                    .iter()
                    .rev();
                let mut sums =
                    passages.filter_map(|earlier| Some((earlier, earlier.quantities().last()?)));
                sums.find(|(_, sum)| {
                    sum.measure == Measure::Money || sum.value >= Decimal::ONE_THOUSAND
                })
            };
            let (of_digits, digits) = own.or_else(earlier)?;
            Some(Twice {
                of_digits,
                digits,
                words,
                value,
                is_amount: true,
            })
        })
        .collect()
}

/// `03 (ba) bản`, `2.500.000 đồng (hai triệu năm trăm nghìn đồng)`.
fn bracket<'r, 'p>(passage: &'r Passage<'p>, open: usize) -> Option<Twice<'r, 'p>> {
    let close = (open + 1..open + 2 * MOST_WORDS).find(|at| passage.at(*at) == ")")?;
    let first = passage.solid(open + 1);
    if !numerals::is_numeral(passage.at(first)) {
        return None;
    }
    let mut inside = passage
        .words_in(first..close)
        .map(|(_, word)| word)
        .peekable();
    let only = inside.all(|word| numerals::is_numeral(word) || matches!(word, "đồng" | "chẵn"));
    let signs = (first..close).any(|at| {
        !matches!(passage.kind(at), Some(TokenKind::Word | TokenKind::Space))
            && passage.at(at) != ","
    });
    let digits = passage
        .quantities()
        .iter()
        .rfind(|q| q.tokens.end <= open)?;
    let unit_end = digits.tokens.end.max(digits.tokens.start + 1);
    let directly =
        passage.solid(digits.tokens.start + 1) == open || passage.solid(unit_end) == open;
    if !only || signs || !directly || digits.is_percent() {
        return None;
    }
    let (words, value) = spelled(passage, first)?;
    let is_amount = digits.measure == Measure::Money;
    Some(Twice {
        of_digits: passage,
        digits,
        words,
        value,
        is_amount,
    })
}

/// `ba (03) bản`, `hai triệu đồng (2.000.000 đồng)`.
fn reversed<'r, 'p>(passage: &'r Passage<'p>, open: usize) -> Option<Twice<'r, 'p>> {
    let figures = passage.quantities();
    let first = passage.solid(open + 1);
    let digits = &figures[figures
        .binary_search_by_key(&first, |q| q.tokens.start)
        .ok()?];
    let money = digits.measure == Measure::Money;
    let closes = passage.at(passage.solid(digits.tokens.end)) == ")";
    if !closes || digits.name || !(money || digits.measure == Measure::Bare) {
        return None;
    }
    let mut begin = passage.solid_before(open)?;
    if money && passage.at(begin) == "đồng" {
        begin = passage.solid_before(begin)?;
    }
    let last = begin;
    if !numerals::is_numeral(passage.at(last)) {
        return None;
    }
    while let Some(before) = passage
        .solid_before(begin)
        .filter(|at| numerals::is_numeral(passage.at(*at)))
    {
        begin = before;
    }
    let before = passage.solid_before(begin).map_or("", |at| passage.at(at));
    let follows =
        passage.kind(passage.solid(passage.solid(digits.tokens.end) + 1)) == Some(TokenKind::Word);
    let one = begin == last;
    let ordinal = matches!(
        before,
        "thứ" | "tháng" | "tổ" | "khóm" | "ấp" | "thôn" | "khóa" | "lần" | "phần" | "mùng"
    );
    if one
        && (ordinal || !follows || passage.at(begin) == "năm" && digits.value != Decimal::from(5))
        || begin > last
    {
        return None;
    }
    let (words, value) = spelled(passage, begin)?;
    Some(Twice {
        of_digits: passage,
        digits,
        words,
        value,
        is_amount: money,
    })
}

/// The number that the words from a token on are, with their bytes.
fn spelled(passage: &Passage<'_>, from: usize) -> Option<(Range<usize>, Result<Decimal, String>)> {
    let mut end = from;
    let mut tokens = Vec::new();
    for at in from..passage.tokens.len().min(from + 2 * MOST_WORDS) {
        match (passage.kind(at), passage.at(at)) {
            (Some(TokenKind::Space), _) | (_, ",") => {}
            (Some(TokenKind::Word), "đồng" | "chẵn" | "việt" | "nam" | "vnđ" | "vnd" | "đ") =>
            {
                break;
            }
            (Some(TokenKind::Word), _) => {
                tokens.push(at);
                end = at + 1;
            }
            _ => break,
        }
    }
    if tokens.is_empty() {
        return None;
    }
    // Behind the number may stand what it counts: `mười lăm người`.
    let known = tokens
        .iter()
        .rposition(|at| numerals::is_numeral(passage.at(*at)))?;
    let counted = tokens.len() - known - 1;
    if counted <= 2 && !is_money(passage, end) {
        tokens.truncate(known + 1);
        end = tokens.last().map_or(end, |at| at + 1);
    }
    let value = match numerals::read(tokens.iter().map(|at| passage.at(*at))) {
        Spelled::Number(value) => Ok(value),
        Spelled::Wrong(place) => Err(passage.at(*tokens.get(place)?).to_owned()),
    };
    Some((passage.bytes(from..end), value))
}

/// Tells whether the words end with a currency.
fn is_money(passage: &Passage<'_>, end: usize) -> bool {
    matches!(passage.at(passage.solid(end)), "đồng" | "vnđ" | "vnd")
}
