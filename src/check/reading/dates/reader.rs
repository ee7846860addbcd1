//! Finds dates among the tokens of a passage.

use super::{Date, DatePart};
use crate::check::reading::passage::{BLANK, Passage};
use crate::check::reading::tokens::{Token, TokenKind};
use std::ops::Range;

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
/// The ten stems (can) of lunar years.
const STEMS: [&str; 11] = [
    "giáp", "ất", "bính", "đinh", "mậu", "kỷ", "kỉ", "canh", "tân", "nhâm", "quý",
];
/// The most days that one month is written for.
const MOST_DAYS: usize = 16;

/// Reads the tokens of a passage from left to right.
pub(super) struct Reader<'p> {
    passage: &'p Passage<'p>,
    tokens: &'p [Token],
    found: Vec<Date>,
}

impl<'p> Reader<'p> {
    pub(super) fn new(passage: &'p Passage<'p>) -> Self {
        Self {
            passage,
            tokens: &passage.tokens,
            found: Vec::new(),
        }
    }

    /// All dates, in order.
    pub(super) fn all(mut self) -> Vec<Date> {
        let mut at = 0;
        while let Some(token) = self.tokens.get(at) {
            let next = match token.kind {
                TokenKind::Word => match self.small(at) {
                    "ngày" | "từ" | "mùng" | "mồng" => self.days(at),
                    "tháng" => self.month(at),
                    _ => None,
                },
                TokenKind::Number if !self.passage.is_symbol(token.range.start) => self.slashed(at),
                _ => None,
            };
            at = next.map_or(at + 1, |next| next.max(at + 1));
        }
        self.ends();
        self.found
    }

    fn small(&self, at: usize) -> &'p str {
        self.tokens
            .get(at)
            .map_or("", |token| self.passage.small(token))
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The token from here on that is no space.
    fn behind_space(&self, at: usize) -> usize {
        at + usize::from(self.kind(at) == Some(TokenKind::Space))
    }

    /// The word or sign before a token, spaces left out.
    fn before(&self, at: usize) -> &'p str {
        let before = at.checked_sub(1);
        let before = match before.and_then(|at| self.kind(at)) {
            Some(TokenKind::Space) => at.checked_sub(2),
            _ => before,
        };
        before.map_or("", |at| self.small(at))
    }

    /// The number at a token, with digits alone, so many at most.
    fn number(&self, at: usize, digits: usize) -> Option<DatePart> {
        let token = self.tokens.get(at)?;
        let text = self.passage.slice(&token.range);
        let fits = token.kind == TokenKind::Number && text.len() <= digits;
        let value = text.parse().ok().filter(|_| fits)?;
        Some(DatePart {
            value,
            range: token.range.clone(),
        })
    }

    /// The number of a year, which has four digits.
    fn year(&self, at: usize) -> Option<DatePart> {
        let year = self.number(at, 4)?;
        (1000..=2999).contains(&year.value).then_some(year)
    }

    fn is_slash(&self, at: usize) -> bool {
        self.small(at) == "/"
    }

    /// `năm 2024`, `/2024`, `, năm 2024` behind a month; the year and the token behind it.
    fn year_behind(&self, at: usize) -> Option<(DatePart, usize)> {
        if self.is_slash(at) {
            return Some((self.year(at + 1)?, at + 2));
        }
        let mut at = at;
        if self.small(at) == "," {
            at += 1;
        }
        let at = self.behind_space(at);
        if self.small(at) != "năm" {
            return None;
        }
        let at = self.behind_space(at + 1);
        Some((self.year(at)?, at + 1))
    }

    /// `ngày 05 tháng 3`, `ngày 05, 06 và 07/3/2024`, `từ 01 đến 10/3`, from the word before on; the token
    /// behind what was read.
    fn days(&mut self, word: usize) -> Option<usize> {
        self.days_from(word, self.behind_space(word + 1))
    }

    /// [`Reader::days`] whose first day is at a token.
    fn days_from(&mut self, word: usize, first: usize) -> Option<usize> {
        let opens = self.small(word);
        let mut at = first;
        if opens == "ngày" && matches!(self.small(at), "mùng" | "mồng") {
            at = self.behind_space(at + 1);
        }
        let mut days: Vec<DatePart> = Vec::new();
        // A day that is left to be written by hand.
        if matches!(self.small(at), "…" | "." | "_") || self.small(at).starts_with(BLANK) {
            at = self.gap(at);
        } else if self.small(at) != "tháng" && !self.is_slash(at) {
            loop {
                let day = self.number(at, 2)?;
                if days.len() == MOST_DAYS {
                    return None;
                }
                days.push(day);
                at += 1;
                match self.joint(at) {
                    Some(next) if self.number(next, 2).is_some() => at = next,
                    _ => break,
                }
            }
        }
        if opens == "từ" && days.len() < 2 {
            return None;
        }
        let (month, year, end, long) = self.month_of_days(at)?;
        let is_day = opens == "ngày" || opens.starts_with('m');
        if days.is_empty() && !(long && year.is_some())
            || !is_day && opens != "từ" && year.is_none()
        {
            return None;
        }
        let certain = is_day || year.is_some();
        let lunar = opens.starts_with('m') || self.is_lunar(word, end);
        let last = self.tokens[end - 1].range.end;
        let count = days.len();
        for (index, day) in days.into_iter().enumerate() {
            let range = match index + 1 == count {
                true => day.range.start..last,
                false => day.range.clone(),
            };
            self.found.push(Date {
                range,
                day: Some(day),
                month: Some(month.clone()),
                year: year.clone(),
                long,
                lunar,
                certain,
            });
        }
        if count == 0 {
            self.found.push(Date {
                range: month.range.start..last,
                day: None,
                month: Some(month),
                year,
                long,
                lunar,
                certain,
            });
        }
        Some(end)
    }

    /// Behind dots or a gap that stand for a day.
    fn gap(&self, from: usize) -> usize {
        let mut at = from;
        while matches!(self.small(at), "…" | "." | "_") || self.small(at).starts_with(BLANK) {
            at += 1;
        }
        at
    }

    /// The token behind what joins two days of one month: `, `, ` và `, ` đến ngày `.
    fn joint(&self, at: usize) -> Option<usize> {
        let mut at = self.behind_space(at);
        match self.small(at) {
            "," | ";" | "-" | "–" | "và" | "đến" | "tới" | "hoặc" | "hay" | "&" => {
                at += 1
            }
            _ => return None,
        }
        at = self.behind_space(at);
        if self.small(at) == "và" || self.small(at) == "đến" {
            at = self.behind_space(at + 1);
        }
        if self.small(at) == "ngày" {
            at = self.behind_space(at + 1);
        }
        Some(at)
    }

    /// The month behind days, with its year; the token behind them, and whether it is written out.
    fn month_of_days(&self, at: usize) -> Option<(DatePart, Option<DatePart>, usize, bool)> {
        let (month, at, long) = if self.is_slash(at) {
            (self.number(at + 1, 2)?, at + 2, false)
        } else {
            let at = self.behind_space(at);
            if self.small(at) != "tháng" {
                return None;
            }
            let at = self.behind_space(at + 1);
            (self.number(at, 2)?, at + 1, true)
        };
        match self.year_behind(at) {
            Some((year, end)) => Some((month, Some(year), end, long)),
            None => Some((month, None, at, long)),
        }
    }

    /// `tháng 3 năm 2024`, `tháng 3/2024`; a month alone is no date.
    fn month(&mut self, word: usize) -> Option<usize> {
        let at = self.behind_space(word + 1);
        let month = self.number(at, 2)?;
        let (year, end) = self.year_behind(at + 1)?;
        self.found.push(Date {
            range: month.range.start..year.range.end,
            day: None,
            month: Some(month),
            year: Some(year),
            long: !self.is_slash(at + 1),
            lunar: self.is_lunar(word, end),
            certain: true,
        });
        Some(end)
    }

    /// A date with signs between its numbers: `05/3/2024`, `05-3-2024`, `05.3.2024`, `05/3`, `3/2024`.
    fn slashed(&mut self, at: usize) -> Option<usize> {
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
            let word = self.word_before(at);
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
        let word = self.word_before(at);
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

    /// The word before a date: `ngày` of `ngày 05/3`, `chiều` of `chiều (05/3`.
    fn word_before(&self, at: usize) -> &'p str {
        self.before(at)
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

    /// Tells whether the words around tokens are of the lunar calendar.
    fn is_lunar(&self, from: usize, end: usize) -> bool {
        let before = self.tokens[..from].iter().rev();
        let before = before.filter(|token| token.kind == TokenKind::Word).take(3);
        if before
            .map(|token| self.passage.small(token))
            .any(|word| matches!(word, "âm" | "mùng" | "mồng" | "nhằm" | "tức"))
        {
            return true;
        }
        let start = match self.tokens.get(end) {
            Some(token) => token.range.start,
            None => return false,
        };
        let rest = &self.passage.lower[start..];
        let rest = rest.split(['.', ';']).next().unwrap_or_default();
        let mut words = rest
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty());
        let words: [&str; 3] = std::array::from_fn(|_| words.next().unwrap_or_default());
        let stem = words[0] == "năm" && STEMS.contains(&words[1]);
        stem || words[0] == "âm" || words[0] == "âl" || words[1] == "âm"
    }

    /// The dates between which a certain one is an end are certain, too: `từ ngày 25/4 đến 02/5`.
    fn ends(&mut self) {
        for at in 1..self.found.len() {
            let (one, other) = (&self.found[at - 1], &self.found[at]);
            if one.certain == other.certain {
                continue;
            }
            let between = self.between(one.range.end..other.range.start);
            if between {
                self.found[at - 1].certain = true;
                self.found[at].certain = true;
            }
        }
    }

    fn between(&self, range: Range<usize>) -> bool {
        let words = self.passage.lower.get(range).unwrap_or_default().trim();
        let words = words.strip_suffix("ngày").unwrap_or(words).trim();
        matches!(
            words,
            "đến" | "tới" | "-" | "–" | "và" | "đến hết" | "," | "hoặc"
        )
    }
}
