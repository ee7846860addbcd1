//! The dates (ngày tháng) of a passage: `05/3/2024`, `ngày 05 và 06 tháng 3`, `tháng 3 năm 2024`.
//!
//! Not every slash is a date (`30/40 hộ`, `24/24 giờ`, `tờ trình 12/2024`): a date without its year is read
//! where a word says that it is one (`ngày`, `sáng`, `thứ Hai`), or as the other end of such a date.

mod calendar;
mod reader;
mod slashed;
#[cfg(test)]
mod tests;

pub(crate) use calendar::{Day, days_in};

use super::passage::Passage;
use super::tokens::TokenKind;
use std::ops::Range;

/// A part of a date: its number and where its digits stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DatePart {
    /// The number.
    pub(crate) value: u16,
    /// Its digits.
    pub(crate) range: Range<usize>,
}

/// A date as it is written; it need not be one of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Date {
    /// From its first digit to its last. Where days share a month (`05 và 06/3`), that of the first is
    /// its day alone.
    pub(crate) range: Range<usize>,
    /// The day of the month.
    pub(crate) day: Option<DatePart>,
    /// The month; days that share it have the same.
    pub(crate) month: Option<DatePart>,
    /// The year, where it is written.
    pub(crate) year: Option<DatePart>,
    /// Whether it is written out with `tháng` before the month.
    pub(crate) long: bool,
    /// Whether words beside it say that it is of the lunar calendar (âm lịch).
    pub(crate) lunar: bool,
    /// Whether it can be nothing else: a full date, or one that a word says to be one.
    pub(crate) certain: bool,
}

impl Date {
    /// The day of the solar calendar, where it is written in full and there is one.
    pub(crate) fn full(&self) -> Option<Day> {
        self.in_year(self.year.as_ref()?.value)
    }

    /// [`Date::full`] with a year for a date that has none.
    pub(crate) fn in_year(&self, year: u16) -> Option<Day> {
        let year = self.year.as_ref().map_or(year, |year| year.value);
        let (day, month) = (self.day.as_ref()?.value, self.month.as_ref()?.value);
        Day::new(year, month, day).filter(|_| !self.lunar)
    }
}

/// All dates of a passage, in order.
pub(super) fn of(passage: &Passage<'_>) -> Vec<Date> {
    let has_number = passage
        .tokens
        .iter()
        .any(|token| token.kind == TokenKind::Number);
    if has_number {
        reader::Reader::new(passage).all()
    } else {
        Vec::new()
    }
}
