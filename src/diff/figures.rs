//! Figures that stand in the place of other figures.

use super::FigureChange;
use crate::figures::{Reading, Rounding, Rule, Writing, difference, growth, read};
use crate::typography;
use rust_decimal::Decimal;

/// Digits of the change in per cent.
const DIGITS: u32 = 2;

/// Years: four digits without a point, as no figure is written.
const YEARS: std::ops::Range<u32> = 1900..2100;

/// The changes of figures between two stretches of text that stand after `before`; none unless
/// both hold as many.
pub(super) fn changes(
    before: &str,
    old: &str,
    new: &str,
    rules: &typography::Rules,
) -> Vec<FigureChange> {
    let (old, new) = (figures(before, old, rules), figures(before, new, rules));
    if old.len() != new.len() {
        return Vec::new();
    }
    let pairs = old.into_iter().zip(new);
    pairs.filter_map(|(old, new)| change(old, new)).collect()
}

/// A figure as written, and its value.
type Figure = (String, Decimal);

fn change((old, before): Figure, (new, after): Figure) -> Option<FigureChange> {
    let difference = difference(after, before).ok()?;
    if difference.is_zero() || old.ends_with('%') != new.ends_with('%') {
        return None;
    }
    Some(FigureChange {
        difference: difference.normalize(),
        // Per cent of per cent says nothing to anybody.
        percent: match new.ends_with('%') {
            true => None,
            false => growth(after, before, DIGITS, Rounding::HalfUp).ok(),
        },
        old,
        new,
    })
}

/// The figures of a text. No part of a date or of a document's number is one, nor is `17/19`.
fn figures(before: &str, text: &str, rules: &typography::Rules) -> Vec<Figure> {
    let split = |text: &'_ str| -> Vec<String> {
        let words = text.split(|c: char| c.is_whitespace() || "()[]“”\"".contains(c));
        words.filter(|w| !w.is_empty()).map(str::to_owned).collect()
    };
    let mut last = split(before).pop().unwrap_or_default();
    let mut found = Vec::new();
    for word in split(text) {
        if !typography::is_numbered(rules, &last, &word) {
            found.extend(figure(&word));
        }
        last = word;
    }
    found
}

fn figure(word: &str) -> Option<Figure> {
    let word = word.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    let digits = word.trim_end_matches(['%', 'đ']);
    let unit = &word[digits.len()..];
    let unsigned = digits.strip_prefix(['-', '+', '–']).unwrap_or(digits);
    if unsigned.len() == 4 && unsigned.parse().is_ok_and(|year| YEARS.contains(&year)) {
        return None;
    }
    // One point without three digits behind it (3.2) counts headings.
    let value = match read(unsigned, Rule::Text(Some(Writing::Comma))) {
        Reading::Number {
            told: Some(Writing::Point),
            ..
        }
        | Reading::Either { .. }
        | Reading::TooLong
        | Reading::No => return None,
        Reading::Number { value, .. } => value,
    };
    let shown = match unit {
        "" | "đ" => digits.to_owned(),
        // Two signs are a slip of the pen that figures need not repeat.
        unit if unit.chars().all(|c| c == '%') => format!("{digits}%"),
        _ => return None,
    };
    let negative = digits.starts_with(['-', '–']);
    Some((shown, if negative { -value } else { value }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::DataFile;
    use crate::figures::number;

    fn told(old: &str, new: &str) -> String {
        let rules = typography::Rules::builtin().unwrap();
        let told = changes("tổng", old, new, &rules).into_iter().map(|c| {
            let percent = c.percent.map(number).unwrap_or_default();
            format!(
                "{} > {} ({}; {percent}%)",
                c.old,
                c.new,
                number(c.difference)
            )
        });
        told.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn figures_that_pair_up() {
        insta::assert_snapshot!([
            told("1.674 hộ", "1.680 hộ"),
            told("đạt 94,58%,", "đạt 97,2%."),
            told("750.650.000đ", "750.000.000đ"),
            told("1.674,5 ha", "1.680 ha"),
            told("07 công trình", "08 công trình"),
            told("giảm -5,41%", "giảm -3%"),
            told("0 hộ", "2 hộ"),
        ].join("\n"), @"
            1.674 > 1.680 (6; 0,36%)
            94,58% > 97,2% (2,62; %)
            750.650.000 > 750.000.000 (-650.000; -0,09%)
            1.674,5 > 1.680 (5,5; 0,33%)
            07 > 08 (1; 14,29%)
            -5,41% > -3% (2,41; %)
            0 > 2 (2; %)
            ");
    }

    #[test]
    fn what_is_no_figure() {
        for (old, new) in [
            ("ngày 26/12/2023", "ngày 27/12/2023"),
            ("số 14-CTr/ĐU", "số 15-CTr/ĐU"),
            ("30/2020/NĐ-CP", "78/2025/NĐ-CP"),
            ("17/19 chỉ tiêu", "18/19 chỉ tiêu"),
            ("2021-2025", "2026-2030"),
            ("(2023)", "2023"),
            ("5 hộ", "5 hộ 6 em"),
            ("mục 3.2", "mục 3.3"),
            ("A4", "A5"),
            ("năm 2023", "năm 2024"),
            ("2021 - 2025", "2026 - 2030"),
            ("Điều 5", "Điều 6"),
            ("5%", "6"),
            ("999999999999999999999999999999999 đồng", "1 đồng"),
        ] {
            assert_eq!(told(old, new), "", "{old} > {new}");
        }
    }
}
