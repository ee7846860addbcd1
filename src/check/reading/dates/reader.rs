//! Finds dates among the tokens of a passage.

use super::{Date, DatePart};
use crate::check::reading::passage::{BLANK, Passage};
use crate::check::reading::tokens::{Token, TokenKind};
use std::ops::Range;

/// The ten stems (can) of lunar years.
const STEMS: [&str; 11] = [
    "giáp", "ất", "bính", "đinh", "mậu", "kỷ", "kỉ", "canh", "tân", "nhâm", "quý",
];
/// The most days that one month is written for.
const MOST_DAYS: usize = 16;
/// How many tokens before a date, and letters behind it, are looked at for words of the lunar calendar.
const MOST_AROUND: usize = 48;

/// Reads the tokens of a passage from left to right.
pub(super) struct Reader<'p> {
    pub(super) passage: &'p Passage<'p>,
    pub(super) tokens: &'p [Token],
    pub(super) found: Vec<Date>,
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

    pub(super) fn small(&self, at: usize) -> &'p str {
        self.tokens
            .get(at)
            .map_or("", |token| self.passage.small(token))
    }

    pub(super) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The token from here on that is no space.
    fn behind_space(&self, at: usize) -> usize {
        at + usize::from(self.kind(at) == Some(TokenKind::Space))
    }

    /// The word or sign before a token, spaces left out.
    pub(super) fn before(&self, at: usize) -> &'p str {
        let before = at.checked_sub(1);
        let before = match before.and_then(|at| self.kind(at)) {
            Some(TokenKind::Space) => at.checked_sub(2),
            _ => before,
        };
        before.map_or("", |at| self.small(at))
    }

    /// The number at a token, with digits alone, so many at most.
    pub(super) fn number(&self, at: usize, digits: usize) -> Option<DatePart> {
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
    pub(super) fn year(&self, at: usize) -> Option<DatePart> {
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
    pub(super) fn days_from(&mut self, word: usize, first: usize) -> Option<usize> {
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

    /// Tells whether the words around tokens are of the lunar calendar.
    pub(super) fn is_lunar(&self, from: usize, end: usize) -> bool {
        let before = self.tokens[..from].iter().rev().take(MOST_AROUND);
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
        let far = rest.char_indices().nth(MOST_AROUND);
        let rest = &rest[..far.map_or(rest.len(), |(end, _)| end)];
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
