//! Numbers in words: `hai nghìn không trăm bốn mươi lăm tỷ, ba trăm triệu`.

use rust_decimal::Decimal;

/// What came of reading words as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelled {
    /// The number.
    Number(Decimal),
    /// The word of this place is none of a number, or stands where it cannot.
    Wrong(usize),
}

/// Tells whether a word may stand in a number.
pub(crate) fn is_numeral(word: &str) -> bool {
    digit(word).is_some()
        || multiple(word).is_some()
        || matches!(
            word,
            "mười" | "mươi" | "chục" | "trăm" | "linh" | "lẻ" | "rưỡi" | "phẩy" | "phảy"
        )
}

fn digit(word: &str) -> Option<u64> {
    let digit = match word {
        "không" => 0,
        "một" | "mốt" => 1,
        "hai" => 2,
        "ba" => 3,
        "bốn" | "tư" => 4,
        "năm" | "lăm" | "nhăm" => 5,
        "sáu" => 6,
        "bảy" | "bẩy" => 7,
        "tám" => 8,
        "chín" => 9,
        _ => return None,
    };
    Some(digit)
}

fn multiple(word: &str) -> Option<u64> {
    match word {
        "nghìn" | "ngàn" => Some(1_000),
        "triệu" => Some(1_000_000),
        "tỷ" | "tỉ" => Some(1_000_000_000),
        _ => None,
    }
}

/// Reads words, in small letters, as one number.
pub(crate) fn read<'w>(words: impl Iterator<Item = &'w str>) -> Spelled {
    let mut number = Number::default();
    let mut last = 0;
    for (place, word) in words.enumerate() {
        last = place;
        if number.take(word).is_none() {
            return Spelled::Wrong(place);
        }
    }
    number.end().map_or(Spelled::Wrong(last), Spelled::Number)
}

/// A number as far as it was read.
#[derive(Default)]
struct Number {
    /// What stands before, each with the multiple that it was read with; multiples fall.
    groups: Vec<(Decimal, Decimal)>,
    /// The group of three digits that is being read.
    group: u64,
    /// A digit that may be one of hundreds, tens or units.
    digit: Option<u64>,
    /// Something of the group was read.
    begun: bool,
    /// Tens or hundreds without a digit behind them yet; `linh` asks for one.
    open: Open,
    /// The digits behind `phẩy`.
    fraction: Option<String>,
    /// What `rưỡi` adds.
    half: Decimal,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Open {
    #[default]
    Nothing,
    Hundreds,
    Tens,
    Zero,
}

impl Number {
    fn take(&mut self, word: &str) -> Option<()> {
        if self.half > Decimal::ZERO {
            return None;
        }
        if let Some(fraction) = &mut self.fraction {
            if let Some(digit) = digit(word) {
                fraction.push_str(&digit.to_string());
                return (fraction.len() <= 12).then_some(());
            }
            return self.multiply(Decimal::from(multiple(word)?));
        }
        if let Some(digit) = digit(word) {
            if self.digit.is_some() {
                return None;
            }
            (self.digit, self.begun) = (Some(digit), true);
            return Some(());
        }
        match word {
            "trăm" => {
                self.group = self.digit.take().filter(|_| self.open == Open::Nothing)? * 100;
                self.open = Open::Hundreds;
            }
            "mười" => {
                let free =
                    matches!(self.open, Open::Nothing | Open::Hundreds) && self.digit.is_none();
                self.group += if free { 10 } else { return None };
                (self.open, self.begun) = (Open::Tens, true);
            }
            "mươi" | "chục" => {
                let free = matches!(self.open, Open::Nothing | Open::Hundreds);
                self.group += self.digit.take().filter(|_| free)? * 10;
                self.open = Open::Tens;
            }
            "linh" | "lẻ" => {
                if self.digit.is_some() || !matches!(self.open, Open::Hundreds | Open::Nothing) {
                    return None;
                }
                self.open = Open::Zero;
            }
            "phẩy" | "phảy" => self.fraction = self.begun.then(String::new),
            "rưỡi" => self.half()?,
            _ => return self.multiply(Decimal::from(multiple(word)?)),
        }
        Some(())
    }

    /// `một triệu rưỡi`, `hai trăm rưỡi`
    fn half(&mut self) -> Option<()> {
        let of = match (self.begun, self.open, self.groups.last()) {
            (false, _, Some((_, multiple))) => *multiple,
            (true, Open::Hundreds, _) if self.digit.is_none() => Decimal::ONE_HUNDRED,
            _ => return None,
        };
        self.half = of / Decimal::TWO;
        Some(())
    }

    fn multiply(&mut self, multiple: Decimal) -> Option<()> {
        let mut value = self.value()?;
        if !self.begun && self.groups.is_empty() {
            return None;
        }
        // `hai triệu không trăm nghìn triệu`: all smaller multiples before belong to this one.
        while let Some((before, of)) = self.groups.pop() {
            if of > multiple {
                self.groups.push((before, of));
                break;
            }
            value = value.checked_add(before)?;
        }
        self.groups.push((value.checked_mul(multiple)?, multiple));
        (self.group, self.digit, self.begun, self.open) = (0, None, false, Open::Nothing);
        self.fraction = None;
        (self.groups.len() < 12).then_some(())
    }

    /// The group that is being read.
    fn value(&self) -> Option<Decimal> {
        if self.open == Open::Zero && self.digit.is_none() {
            return None;
        }
        let whole = Decimal::from(self.group + self.digit.unwrap_or(0));
        let Some(fraction) = &self.fraction else {
            return Some(whole);
        };
        let places = u32::try_from(fraction.len())
            .ok()
            .filter(|places| *places > 0)?;
        let digits = Decimal::from(fraction.parse::<u64>().ok()?);
        let scale = Decimal::from(10u64.checked_pow(places)?);
        whole.checked_add(digits.checked_div(scale)?)
    }

    fn end(self) -> Option<Decimal> {
        if !self.begun && self.groups.is_empty() {
            return None;
        }
        // `một triệu hai` means 1.200.000 or 1.000.002.
        let bare = self.group == 0 && self.open == Open::Nothing && self.fraction.is_none();
        if bare && self.digit.is_some_and(|digit| digit > 0) && !self.groups.is_empty() {
            return None;
        }
        let value = self.value()?.checked_add(self.half)?;
        let all = self.groups.iter();
        all.map(|(value, _)| value)
            .try_fold(value, |sum, value| sum.checked_add(*value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::DataFile;
    use crate::figures::Words;
    use proptest::prelude::*;

    fn value(text: &str) -> Option<String> {
        match read(text.split_whitespace()) {
            Spelled::Number(value) => Some(value.normalize().to_string()),
            Spelled::Wrong(_) => None,
        }
    }

    #[test]
    fn words_are_numbers() {
        for (text, expected) in [
            ("không", "0"),
            ("mười lăm", "15"),
            ("hai mươi mốt", "21"),
            ("hai mươi tư", "24"),
            ("hai mươi nhăm", "25"),
            ("một trăm lẻ năm", "105"),
            ("một trăm linh năm", "105"),
            ("một ngàn không trăm lẻ hai", "1002"),
            (
                "hai nghìn không trăm bốn mươi lăm tỷ ba trăm triệu",
                "2045300000000",
            ),
            ("hai triệu bốn mươi lăm nghìn triệu", "2045000000000"),
            ("một tỷ rưỡi", "1500000000"),
            ("hai trăm rưỡi", "250"),
            ("hai phẩy năm tỷ", "2500000000"),
            ("bảy triệu không trăm linh năm nghìn", "7005000"),
        ] {
            assert_eq!(value(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in [
            "",
            "hai ba",
            "mươi",
            "trăm",
            "hai trăm linh",
            "một triệu hai",
            "rưỡi",
            "năm người",
            "tỷ",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn numbers_in_words_read_back(number in 0u64..=999_999_999_999_999) {
            let words = Words::builtin().unwrap().number(number.into());
            prop_assert_eq!(value(&words), Some(number.to_string()), "{}", words);
        }
    }
}
