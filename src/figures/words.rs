//! Numbers and dates in words. The words themselves stand in `templates/words.yaml`.

use super::{FigureError, number};
use crate::data::{self, DataFile};
use crate::diagnostic::{self, Source};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The words that numbers, dates and money are written with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// không to chín.
    pub digits: [String; 10],
    /// mười
    pub ten: String,
    /// mươi
    pub tens: String,
    /// trăm
    pub hundred: String,
    /// nghìn
    pub thousand: String,
    /// triệu
    pub million: String,
    /// tỷ
    pub billion: String,
    /// linh
    pub zero_tens: String,
    /// mốt
    pub one_after_tens: String,
    /// tư
    pub four_after_tens: String,
    /// lăm
    pub five_after_tens: String,
    /// phẩy
    pub point: String,
    /// âm
    pub minus: String,
    /// đồng
    pub currency: String,
    /// ngày
    pub day: String,
    /// tháng
    pub month: String,
    /// năm
    pub year: String,
    /// The words before the number of a place that tells only the number (references), by the function.
    #[serde(default = "references")]
    references: BTreeMap<String, String>,
}

/// Those of the program, for files that have none.
fn references() -> BTreeMap<String, String> {
    Words::builtin().map_or_else(|_| BTreeMap::new(), |words| words.references)
}

impl DataFile for Words {
    const NAME: &'static str = "words.yaml";
    const BUILTIN: &'static str = include_str!("../../templates/words.yaml");

    fn parse(source: &Arc<Source>) -> diagnostic::Result<Self> {
        data::read(source)
    }
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Date {
    /// 1 to 31.
    pub day: u8,
    /// 1 to 12.
    pub month: u8,
    /// Year.
    pub year: u16,
}

impl Date {
    /// Reads `2024-01-05` or `5/1/2024`; none where there is no such day.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let parts: Vec<&str> = text.split(['-', '/']).collect();
        let [a, b, c] = parts.as_slice() else {
            return None;
        };
        let (day, month, year) = if text.contains('/') {
            (a, b, c)
        } else {
            (c, b, a)
        };
        if ![day, month, year]
            .iter()
            .all(|part| part.bytes().all(|b| b.is_ascii_digit()))
        {
            return None;
        }
        let date = Self {
            day: day.parse().ok()?,
            month: month.parse().ok()?,
            year: year.parse().ok()?,
        };
        date.exists().then_some(date)
    }

    fn exists(self) -> bool {
        let leap = self.year.is_multiple_of(4)
            && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        let days = match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => return false,
        };
        self.year >= 1000 && (1..=days).contains(&self.day)
    }

    /// The day's digits: a leading zero below 10 (Phụ lục I, II.4.b).
    pub(crate) fn day_digits(day: u8) -> String {
        format!("{day:02}")
    }

    /// The month's digits: a leading zero for 1 and 2 only (Phụ lục I, II.4.b).
    pub(crate) fn month_digits(month: u8) -> String {
        if month <= 2 {
            format!("{month:02}")
        } else {
            month.to_string()
        }
    }
}

impl Words {
    /// The word before the number of a place, where the place has none of its own: `khoản`.
    pub(crate) fn reference(&self, kind: &str) -> &str {
        self.references.get(kind).map_or("", String::as_str)
    }

    /// `7.512.469.825 đồng`; `unit` instead of the currency where given.
    pub(crate) fn money(&self, value: Decimal, unit: Option<&str>) -> String {
        let unit = unit.unwrap_or(&self.currency);
        if unit.is_empty() {
            return number(value);
        }
        format!("{} {unit}", number(value))
    }

    /// `ngày 05 tháng 01 năm 2024`.
    pub(crate) fn date(&self, date: Date) -> String {
        format!(
            "{} {} {} {} {} {}",
            self.day,
            Date::day_digits(date.day),
            self.month,
            Date::month_digits(date.month),
            self.year,
            date.year
        )
    }

    /// [`Self::date`] of a text.
    pub(crate) fn date_of(&self, text: &str) -> Result<String, FigureError> {
        Date::parse(text)
            .map(|date| self.date(date))
            .ok_or_else(|| FigureError::NotADate(text.to_owned()))
    }

    /// The number in words: `hai mươi mốt`, `chín mươi tư phẩy năm mươi tám`.
    ///
    /// After the comma: zeros in front one by one, then up to two digits as a number, more digit
    /// by digit.
    pub(crate) fn number(&self, value: Decimal) -> String {
        let value = value.normalize();
        let places = value.scale();
        // A decimal has at most 28 places, so that this is no more than a u128 holds.
        let one = 10u128.pow(places);
        let digits = value.mantissa().unsigned_abs();
        let mut out: Vec<&str> = Vec::new();
        if value.is_sign_negative() && !value.is_zero() {
            out.push(&self.minus);
        }
        self.whole(digits / one, false, &mut out);
        if places > 0 {
            out.push(&self.point);
            self.fraction(digits % one, places as usize, &mut out);
        }
        out.join(" ")
    }

    /// The digits after the comma, given as a number with so many places.
    fn fraction<'a>(&'a self, value: u128, places: usize, out: &mut Vec<&'a str>) {
        let digits = value.to_string();
        out.extend((digits.len()..places).map(|_| self.digits[0].as_str()));
        if value < 100 {
            self.group(value as u16, false, out);
        } else {
            let digits = digits.bytes().map(|digit| usize::from(digit - b'0'));
            out.extend(digits.map(|digit| self.digits[digit].as_str()));
        }
    }

    /// `full`: something stands before, so that the hundreds are read even where they are zero.
    fn whole<'a>(&'a self, n: u128, full: bool, out: &mut Vec<&'a str>) {
        const BILLION: u128 = 1_000_000_000;
        if n >= BILLION {
            self.whole(n / BILLION, full, out);
            out.push(&self.billion);
            if !n.is_multiple_of(BILLION) {
                self.below_billion(n % BILLION, true, out);
            }
        } else {
            self.below_billion(n, full, out);
        }
    }

    fn below_billion<'a>(&'a self, n: u128, mut full: bool, out: &mut Vec<&'a str>) {
        for (step, word) in [(1_000_000, &self.million), (1000, &self.thousand)] {
            let group = n / step % 1000;
            if group > 0 {
                self.group(group as u16, full, out);
                out.push(word);
                full = true;
            }
        }
        let group = (n % 1000) as u16;
        if group > 0 || !full {
            self.group(group, full, out);
        }
    }

    /// Three digits.
    fn group<'a>(&'a self, n: u16, full: bool, out: &mut Vec<&'a str>) {
        let [hundreds, tens, units] = [n / 100 % 10, n / 10 % 10, n % 10].map(usize::from);
        if hundreds > 0 || full {
            out.push(&self.digits[hundreds]);
            out.push(&self.hundred);
            if tens == 0 && units > 0 {
                out.push(&self.zero_tens);
            }
        }
        match tens {
            0 => {}
            1 => out.push(&self.ten),
            _ => {
                out.push(&self.digits[tens]);
                out.push(&self.tens);
            }
        }
        match (tens, units) {
            (0, 0) if hundreds == 0 && !full => out.push(&self.digits[0]),
            (_, 0) => {}
            (2.., 1) => out.push(&self.one_after_tens),
            (2.., 4) => out.push(&self.four_after_tens),
            (1.., 5) => out.push(&self.five_after_tens),
            _ => out.push(&self.digits[units]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words() -> Words {
        Words::builtin().unwrap()
    }

    fn w(text: &str) -> String {
        words().number(text.parse().unwrap())
    }

    #[test]
    fn numbers_in_words() {
        for (n, expected) in [
            ("0", "không"),
            ("10", "mười"),
            ("11", "mười một"),
            ("14", "mười bốn"),
            ("15", "mười lăm"),
            ("20", "hai mươi"),
            ("21", "hai mươi mốt"),
            ("24", "hai mươi tư"),
            ("25", "hai mươi lăm"),
            ("100", "một trăm"),
            ("105", "một trăm linh năm"),
            ("115", "một trăm mười lăm"),
            ("1005", "một nghìn không trăm linh năm"),
            ("1000000000", "một tỷ"),
            ("1000000000000000000", "một tỷ tỷ"),
            ("1000000000005000000", "một tỷ tỷ không trăm linh năm triệu"),
            ("1005000", "một triệu không trăm linh năm nghìn"),
            ("-3", "âm ba"),
            ("94.58", "chín mươi tư phẩy năm mươi tám"),
            ("0.05", "không phẩy không năm"),
            ("3.1416", "ba phẩy một bốn một sáu"),
            ("2.50", "hai phẩy năm"),
            (
                "7512469825",
                "bảy tỷ năm trăm mười hai triệu bốn trăm sáu mươi chín nghìn tám trăm hai mươi lăm",
            ),
        ] {
            assert_eq!(w(n), expected, "{n}");
        }
    }

    #[test]
    fn money_and_dates() {
        let words = words();
        let sum: Decimal = "7512469825".parse().unwrap();
        assert_eq!(words.money(sum, None), "7.512.469.825 đồng");
        assert_eq!(
            words.money(sum, Some("triệu đồng")),
            "7.512.469.825 triệu đồng"
        );
        let date = |text| words.date_of(text);
        assert_eq!(date("2024-01-05").unwrap(), "ngày 05 tháng 01 năm 2024");
        assert_eq!(date("5/3/2020").unwrap(), "ngày 05 tháng 3 năm 2020");
        assert_eq!(date("29/2/2024").unwrap(), "ngày 29 tháng 02 năm 2024");
        for wrong in [
            "29/2/2023",
            "2024-13-01",
            "0/1/2024",
            "mai",
            "1/1/24",
            "+1/1/2024",
            "2024-04-31",
        ] {
            assert!(date(wrong).is_err(), "{wrong}");
        }
    }

    /// Reads the words back: the last "tỷ" splits, then triệu, nghìn, trăm.
    fn read(words: &[&str]) -> u128 {
        for (word, step) in [
            ("tỷ", 1_000_000_000),
            ("triệu", 1_000_000),
            ("nghìn", 1000),
            ("trăm", 100),
        ] {
            if let Some(i) = words.iter().rposition(|w| *w == word) {
                return read(&words[..i]) * step + read(&words[i + 1..]);
            }
        }
        let mut total = 0;
        for word in words {
            total = match *word {
                "mười" => 10,
                "mươi" => total * 10,
                "linh" => total,
                "mốt" => total + 1,
                "tư" => total + 4,
                "lăm" => total + 5,
                digit => total + DIGITS.iter().position(|d| *d == digit).unwrap() as u128,
            };
        }
        total
    }

    const DIGITS: [&str; 10] = [
        "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
    ];

    fn read_fraction(words: &[&str]) -> String {
        let zeros = words.iter().take_while(|w| **w == "không").count();
        let rest = &words[zeros..];
        let tail = if rest.iter().any(|w| ["mười", "mươi"].contains(w)) {
            read(rest).to_string()
        } else {
            rest.iter()
                .map(|w| DIGITS.iter().position(|d| d == w).unwrap().to_string())
                .collect()
        };
        "0".repeat(zeros) + &tail
    }

    proptest! {
        #[test]
        fn whole_numbers_read_back(n in 0u64..=1_000_000_000_000_000_000) {
            let text = words().number(n.into());
            let split: Vec<&str> = text.split(' ').collect();
            prop_assert_eq!(read(&split), u128::from(n), "{}", text);
        }

        #[test]
        fn round_numbers_read_back(n in 0u64..2000, zeros in 0u32..15) {
            let n = n * 10u64.pow(zeros);
            let text = words().number(n.into());
            let split: Vec<&str> = text.split(' ').collect();
            prop_assert_eq!(read(&split), u128::from(n), "{}", text);
        }

        #[test]
        fn decimals_read_back(mantissa in any::<i64>(), scale in 0u32..12) {
            let value = Decimal::new(mantissa, scale).normalize();
            let text = words().number(value);
            let positive = text.strip_prefix("âm ");
            let (whole, fraction) = positive.unwrap_or(&text).split_once(" phẩy ")
                .unwrap_or((positive.unwrap_or(&text), ""));
            let whole = read(&whole.split(' ').collect::<Vec<_>>()).to_string();
            let fraction: Vec<&str> = fraction.split(' ').filter(|w| !w.is_empty()).collect();
            let mut digits = if positive.is_some() { format!("-{whole}") } else { whole };
            if !fraction.is_empty() {
                digits = format!("{digits}.{}", read_fraction(&fraction));
            }
            prop_assert_eq!(digits, value.to_string(), "{}", text);
        }
    }
}
