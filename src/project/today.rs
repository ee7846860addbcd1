//! The one place that asks for the time of day.

use std::time::{Duration, SystemTime};

/// The year of today in Vietnam; with `SOURCE_DATE_EPOCH` (seconds since 1970, as other tools take it) it is that
/// moment's.
pub(crate) fn this_year() -> u16 {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok();
    let given = given.and_then(|seconds| seconds.parse().ok());
    let now = given.map(Duration::from_secs).unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        now.unwrap_or_default()
    });
    year(now)
}

fn year(since_1970: Duration) -> u16 {
    // Seven hours ahead, without summer time.
    let mut days = (since_1970.as_secs() + 7 * 3600) / 86_400;
    let mut year = 1970;
    loop {
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = 365 + u64::from(is_leap);
        if days < length || year == 9999 {
            return year;
        }
        days -= length;
        year += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_begin_at_midnight_in_vietnam() {
        for (seconds, expected) in [
            (0, 1970),
            (1_735_664_399, 2024), // 31/12/2024, 23:59:59
            (1_735_664_400, 2025),
            (951_782_400, 2000), // a leap day of a century
            (978_281_999, 2000),
            (978_282_000, 2001),
            (u64::MAX / 2, 9999),
        ] {
            assert_eq!(year(Duration::from_secs(seconds)), expected, "{seconds}");
        }
    }
}
