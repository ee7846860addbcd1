//! Dates with signs between their numbers: `05/3/2024`, `05-3-2024`, `05.3.2024`, `05/3`, `3/2024`.

use super::reader::Reader;
use super::{Date, DatePart};
use crate::check::reading::tokens::TokenKind;

/// Words before a day that say that it is one.
const BEFORE_DAY: [&str; 10] = [
    "ngày", "hôm", "sáng", "trưa", "chiều", "tối", "đêm", "mùng", "mồng", "nhật",
];
/// Words before a day and month that may stand before figures as well.
const MAY_BE: [&str; 8] = ["từ", "đến", "tới", "trước", "sau", "qua", "hết", "dịp"];
/// Words before a number of a house, a plot or a paper: what follows is none.
const NOT_DATE: [&str; 16] = [
    "số",
    "hẻm",
    "ngõ",
    "ngách",
    "kiệt",
    "nhà",
    "đường",
    "thửa",
    "lô",
    "tờ",
    "tổ",
    "ấp",
    "khóm",
    "phòng",
    "hàng",
    "tuyến",
];
/// Names of the seven weekdays without `thứ`.
const WEEKDAYS: [&str; 12] = [
    "hai", "ba", "tư", "năm", "sáu", "bảy", "2", "3", "4", "5", "6", "7",
];

impl Reader<'_> {
    /// A date with signs between its numbers: `05/3/2024`, `05-3-2024`, `05.3.2024`, `05/3`, `3/2024`.
    pub(super) fn slashed(&mut self, at: usize) -> Option<usize> {
        if self.glued(at) || NOT_DATE.contains(&self.before(at)) {
            return None;
        }
        if let Some(date) = self.with_stops(at) {
            self.found.push(date);
            return Some(at + 1);
        }
        let sign = self.small(at + 1);
        if !matches!(sign, "/" | "-" | "–") {
            return None;
        }
        let first = self.number(at, 2)?;
        let full = (self.small(at + 3) == sign)
            .then(|| Some((self.number(at + 2, 2)?, self.year(at + 4)?)));
        if let Some((month, year)) = full.flatten() {
            let end = at + 5;
            if self.goes_on(end) {
                return None;
            }
            let word = self.before(at);
            self.push(word, end, Some(first), month, Some(year), true);
            return Some(end);
        }
        if sign != "/" {
            // `15-20/3/2024`
            return self.days_from(at.saturating_sub(1), at);
        }
        if self.goes_on(at + 3) {
            return None;
        }
        let word = self.before(at);
        if let Some(year) = self.year(at + 2) {
            let certain = word == "tháng";
            let is_month = (1..=12).contains(&first.value) && year.value >= 1900;
            if certain || is_month {
                self.push(word, at + 3, None, first, Some(year), certain);
            }
            return Some(at + 3);
        }
        let month = self.number(at + 2, 2)?;
        let certain = BEFORE_DAY.contains(&word) || self.is_weekday_before(at);
        let may_be = (1..=31).contains(&first.value)
            && (1..=12).contains(&month.value)
            && (MAY_BE.contains(&word) || matches!(self.before(at), "-" | "–" | "(" | "và" | ","));
        if certain || may_be {
            self.push(word, at + 3, Some(first), month, None, certain);
            return Some(at + 3);
        }
        None
    }

    fn push(
        &mut self,
        word: &str,
        end: usize,
        day: Option<DatePart>,
        month: DatePart,
        year: Option<DatePart>,
        certain: bool,
    ) {
        let start = day
            .as_ref()
            .map_or(month.range.start, |day| day.range.start);
        let first = self
            .tokens
            .partition_point(|token| token.range.start < start);
        self.found.push(Date {
            range: start..self.tokens[end - 1].range.end,
            lunar: matches!(word, "mùng" | "mồng") || self.is_lunar(first, end),
            day,
            month: Some(month),
            year,
            long: false,
            certain,
        });
    }

    /// `05.3.2024`, which is one token.
    fn with_stops(&self, at: usize) -> Option<Date> {
        let range = self.tokens.get(at)?.range.clone();
        let text = self.passage.slice(&range);
        let (day, rest) = text.split_once('.')?;
        let (month, year) = rest.split_once('.')?;
        let is_date = matches!(day.len(), 1 | 2) && matches!(month.len(), 1 | 2) && year.len() == 4;
        let part = |text: &str, from: usize| {
            let value = text.parse().ok()?;
            let range = from..from + text.len();
            Some(DatePart { value, range })
        };
        let month_at = range.start + day.len() + 1;
        let year = part(year, range.end - year.len()).filter(|_| is_date)?;
        if !(1900..=2100).contains(&year.value) {
            return None;
        }
        Some(Date {
            day: Some(part(day, range.start)?),
            month: Some(part(month, month_at)?),
            year: Some(year),
            long: false,
            lunar: self.is_lunar(at, at + 1),
            certain: self.before(at) == "ngày",
            range,
        })
    }

    /// Tells whether a letter, digit, slash or dash stands right before a number, which is then part of
    /// something longer.
    fn glued(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        match self.kind(before) {
            Some(TokenKind::Word) => true,
            Some(TokenKind::Sign) => {
                let sign = self.small(before);
                let ends_date = |date: &Date| date.range.end == self.tokens[before].range.start;
                sign == "/"
                    || matches!(sign, "-" | "–") && {
                        let is_number =
                            before > 0 && self.kind(before - 1) == Some(TokenKind::Number);
                        is_number && !self.found.last().is_some_and(ends_date)
                    }
            }
            _ => false,
        }
    }

    /// Tells whether something longer goes on behind a date: `/UBND`, `%`, letters.
    fn goes_on(&self, at: usize) -> bool {
        let follows = self.kind(at + 1);
        match self.small(at) {
            "/" => true,
            "-" | "–" => follows == Some(TokenKind::Word),
            "%" => true,
            _ => self.kind(at) == Some(TokenKind::Word),
        }
    }

    /// Tells whether a weekday stands before: `thứ Hai, 05/3`, `Chủ nhật (05/3`.
    fn is_weekday_before(&self, at: usize) -> bool {
        let mut words = self.tokens[..at].iter().rev().filter(|token| {
            token.kind != TokenKind::Space && !matches!(self.passage.slice(&token.range), "," | "(")
        });
        let mut word = || words.next().map_or("", |token| self.passage.small(token));
        let (last, first) = (word(), word());
        first == "thứ" && WEEKDAYS.contains(&last) || (first, last) == ("chủ", "nhật")
    }
}
