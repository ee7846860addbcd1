//! Two dates between which something lasts: `từ ngày 01 đến ngày 10/3/2024`, `(27/7/1947 - 27/7/2023)`.

use crate::check::reading::dates::Day;
use crate::check::reading::{Date, Passage};
use std::ops::Range;

/// The dates at both ends.
pub(super) struct Pair<'p> {
    pub(super) from: &'p Date,
    pub(super) to: &'p Date,
}

/// All pairs of a passage.
pub(super) fn of<'p>(passage: &'p Passage<'_>) -> impl Iterator<Item = Pair<'p>> {
    let neighbours = passage.dates().windows(2);
    neighbours.filter_map(move |dates| {
        let [from, to] = dates else { return None };
        let words = passage.lower.get(from.range.end..to.range.start)?.trim();
        // `05 - 06 tháng 3`: what joins days of one month may stand before `tháng`.
        let words = words.strip_suffix("tháng").unwrap_or(words).trim_end();
        let words = words.strip_suffix("ngày").unwrap_or(words).trim_end();
        let words = words.strip_suffix("hết").unwrap_or(words).trim_end();
        let is_span = matches!(words, "-" | "–" | "—" | "đến" | "tới");
        (is_span && !from.lunar && !to.lunar).then_some(Pair { from, to })
    })
}

impl Pair<'_> {
    /// The bytes of both dates.
    pub(super) fn range(&self) -> Range<usize> {
        self.from.range.start..self.to.range.end
    }

    /// Tells whether both have their years.
    pub(super) fn has_years(&self) -> bool {
        self.from.year.is_some() && self.to.year.is_some()
    }

    /// The days, a missing year being that of the other end (the year before where the months turn), or
    /// the document's.
    pub(super) fn days(&self, own_year: Option<u16>) -> Option<(Day, Day)> {
        let year = self.to.year.as_ref().map(|year| year.value).or(own_year)?;
        let to = self.to.in_year(year)?;
        let from = match self.from.year {
            Some(_) => self.from.full()?,
            None => {
                let from = self.from.in_year(to.year)?;
                if from.month > to.month {
                    self.from.in_year(to.year - 1)?
                } else {
                    from
                }
            }
        };
        Some((from, to))
    }
}
