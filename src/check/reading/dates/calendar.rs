//! Days of the solar calendar.

/// A day that there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    /// Year.
    pub(crate) year: u16,
    /// Month, 1 to 12.
    pub(crate) month: u16,
    /// Day of the month.
    pub(crate) day: u16,
}

impl Day {
    /// The day, if there is one.
    pub(crate) fn new(year: u16, month: u16, day: u16) -> Option<Self> {
        let is_day = (1..=12).contains(&month) && (1..=days_in(month, year)).contains(&day);
        is_day.then_some(Self { year, month, day })
    }

    /// How many days lie between the first of March of the year 0 and it.
    pub(crate) fn number(self) -> i32 {
        // Years that begin in March have the leap day at their end.
        let early = self.month <= 2;
        let year = i32::from(self.year) - i32::from(early);
        let month = i32::from(self.month) + if early { 9 } else { -3 };
        let before = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        before + (153 * month + 2) / 5 + i32::from(self.day) - 1
    }

    /// The day of the week: 0 is Monday (thứ Hai), 6 Sunday (Chủ nhật).
    pub(crate) fn weekday(self) -> usize {
        // The first of March of the year 0 was a Wednesday.
        usize::try_from((self.number() + 2).rem_euclid(7)).unwrap_or(0)
    }
}

/// How many days a month has; 31 for what is no month.
pub(crate) fn days_in(month: u16, year: u16) -> u16 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}
