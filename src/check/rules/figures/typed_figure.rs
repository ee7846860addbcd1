//! A figure typed into the text that contradicts the named figure of `so_lieu`.

use crate::check::reading::{Measure, Passage, Quantity, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Place, Severity};
use crate::figures::{Figure, number};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// A number with so many digits, zeros at the end left out, is hardly twice the same by chance.
const TELLING: usize = 6;

/// So many words before a number tell what it is.
const WORDS: usize = 3;

/// More figures than a person names.
const MOST: usize = 5_000;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL121",
        level: Severity::Warning,
        about: "Số gõ trong lời văn khác với số cùng tên ở so_lieu",
        clause: None,
    },
    name: "so-go-khac-so-lieu",
    explanation: "Số đã khai ở so_lieu mà lại gõ tay ở chỗ khác thì dễ lệch nhau. Báo khi số gõ tay chỉ khác một chữ số (hoặc hai chữ số liền nhau đổi chỗ) so với một số dài ở so_lieu, hoặc khi đứng sau đúng những từ mà ở chỗ khác in số của so_lieu, cùng đơn vị, nhưng giá trị khác.",
    bad: "so_lieu: {chi: 7512469825}\nChi 7.512.469.285 đồng.",
    good: "so_lieu: {chi: 7512469825}\nChi {{ so_lieu.chi | tien }}.",
    check,
};

/// A figure of the tree.
struct Named {
    path: String,
    value: Decimal,
    place: Place,
}

/// A number in the text, with the figure behind it if an expression printed it.
struct Printed<'r, 'a> {
    passage: &'r Passage<'a>,
    quantity: &'r Quantity,
    words: String,
}

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let mut named = Vec::new();
    collect(&reading.content.figures.0, "so_lieu", None, &mut named);
    if named.is_empty() {
        return;
    }
    let near = near(&named);
    let mut typed = Vec::new();
    let mut printed: HashMap<String, Vec<Printed<'_, '_>>> = HashMap::new();
    for passage in &reading.passages {
        for quantity in passage.quantities() {
            let Some(place) = passage.place(&quantity.digits) else {
                continue;
            };
            let there = place
                .source
                .text
                .get(place.range.clone())
                .unwrap_or_default();
            let words = words_before(passage, quantity);
            if there.starts_with("{{") {
                if there.contains("so_lieu") && !words.is_empty() {
                    let one = Printed {
                        passage,
                        quantity,
                        words: words.clone(),
                    };
                    printed.entry(words).or_default().push(one);
                }
            } else if there == passage.slice(&quantity.digits)
                && !passage.is_quoted(quantity.digits.start)
            {
                typed.push((
                    place,
                    Printed {
                        passage,
                        quantity,
                        words,
                    },
                ));
            }
        }
    }
    for (place, one) in typed {
        if !close_digits(&one, &place, &named, &near, found) {
            same_words(&one, &place, &printed, found);
        }
    }
}

/// The numbers of a tree, with their names.
fn collect(figure: &Figure, path: &str, at: Option<&Place>, named: &mut Vec<Named>) {
    match figure {
        Figure::Number { value, .. } if named.len() < MOST => {
            if let Some(place) = at {
                named.push(Named {
                    path: path.to_owned(),
                    value: *value,
                    place: place.clone(),
                });
            }
        }
        Figure::Map(entries) => {
            for (key, figure, place) in entries {
                collect(figure, &format!("{path}.{key}"), Some(place), named);
            }
        }
        Figure::List(entries) => {
            for (figure, place) in entries {
                collect(figure, path, Some(place), named);
            }
        }
        _ => {}
    }
}

/// The digits of a whole number, if they are telling.
fn digits(value: Decimal) -> Option<String> {
    let value = value.abs().normalize();
    let text = value.to_string();
    let telling = text.trim_end_matches('0').len() >= TELLING;
    (value.scale() == 0 && telling).then_some(text)
}

/// The text with each of its digits left out once.
fn shortened(digits: &str) -> impl Iterator<Item = String> {
    (0..digits.len()).map(|at| {
        let (before, rest) = digits.split_at(at);
        let mut text = before.to_owned();
        text.extend(rest.chars().skip(1));
        text
    })
}

/// Figures by their digits with one left out: two numbers with one digit changed, or two exchanged,
/// share such a text.
fn near(named: &[Named]) -> HashMap<String, Vec<usize>> {
    let mut near: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, figure) in named.iter().enumerate() {
        if let Some(digits) = digits(figure.value) {
            for text in shortened(&digits) {
                near.entry(text).or_default().push(index);
            }
        }
    }
    near
}

/// Tells of a number that is a figure but for one digit; whether it did, or the number is a figure.
fn close_digits(
    one: &Printed<'_, '_>,
    place: &Place,
    named: &[Named],
    near: &HashMap<String, Vec<usize>>,
    found: &mut Findings,
) -> bool {
    let amounts = [Some(one.quantity.value), one.quantity.amount()];
    if named
        .iter()
        .take(200)
        .any(|figure| amounts.contains(&Some(figure.value)))
    {
        return true;
    }
    let Some(written) = digits(one.quantity.value) else {
        return false;
    };
    let mut all = shortened(&written)
        .filter_map(|text| near.get(&text))
        .flatten();
    let Some(figure) = all.next().and_then(|index| named.get(*index)) else {
        return false;
    };
    if figure.value == one.quantity.value {
        return true;
    }
    let text = one.passage.slice(&one.quantity.digits);
    let message = format!(
        "số {text} chỉ khác một chữ số so với {} là {}",
        figure.path,
        number(figure.value)
    );
    let finding = RULE.finding(message).at(place.clone());
    found.add(
        finding
            .related(figure.place.clone(), "số đã khai")
            .help(format!(
                "nếu cùng là một số thì viết {{{{ {} }}}}",
                figure.path
            )),
    );
    true
}

/// Tells of a number behind the same words as a printed figure, with the same unit and another value.
fn same_words(
    one: &Printed<'_, '_>,
    place: &Place,
    printed: &HashMap<String, Vec<Printed<'_, '_>>>,
    found: &mut Findings,
) {
    let Some(others) = printed.get(&one.words) else {
        return;
    };
    let unit = |one: &Printed<'_, '_>| (one.quantity.measure, one.quantity.scale);
    let same = others
        .iter()
        .find(|other| unit(other) == unit(one) && one.quantity.measure != Measure::Bare);
    let Some(other) = same else {
        return;
    };
    if others
        .iter()
        .any(|other| other.quantity.amount() == one.quantity.amount())
    {
        return;
    }
    let text = one.passage.slice(&one.quantity.range);
    let printed = other.passage.slice(&other.quantity.range);
    let message = format!(
        "“{} {text}”, mà ở chỗ khác số in từ so_lieu sau chính những từ ấy là {printed}",
        one.words
    );
    let mut finding = RULE.finding(message).at(place.clone());
    if let Some(place) = other.passage.place(&other.quantity.digits) {
        finding = finding.related(place, "số in từ so_lieu");
    }
    found.add(finding);
}

/// The words right before a number; none where fewer stand there, or where the sentence names a part.
fn words_before(passage: &Passage<'_>, quantity: &Quantity) -> String {
    let mut words: Vec<&str> = Vec::new();
    let mut at = quantity.tokens.start;
    while let Some(before) = passage.solid_before(at) {
        let is_word = passage.kind(before) == Some(TokenKind::Word);
        if !is_word || words.len() == WORDS {
            break;
        }
        words.push(passage.at(before));
        at = before;
    }
    // Who or what is told of by parts has many figures of one name.
    let parts = [
        "khóm", "thôn", "ấp", "tổ", "đó", "trước", "kỳ", "năm", "tháng", "quý", "kế", "dự",
    ];
    let start = quantity.tokens.start.saturating_sub(40);
    let sentence = passage.words_in(start..quantity.tokens.start);
    let is_part = sentence.into_iter().any(|(_, word)| parts.contains(&word));
    if words.len() < WORDS || is_part {
        return String::new();
    }
    words.reverse();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use crate::check::tests::told_of;

    fn told(figures: &str, text: &str) -> Vec<String> {
        let (found, _) = told_of(&format!(
            "loai: bao-cao\nco_quan: UBND PHƯỜNG AN PHÚ\nviet_tat: UBND\ndia_danh: An Phú\n\
             ngay_ban_hanh: 15/03/2024\nso: 12\ntrich_yeu: Kết quả công tác\nso_lieu:\n{figures}\n\
             noi_dung: |\n  {text}\nnguoi_ky:\n  quyen_han: TM. ỦY BAN NHÂN DÂN\n  chuc_vu: CHỦ TỊCH\n  \
             ho_ten: Trần Thị Bình\nnoi_nhan: [Như trên]\nluu: VT\n"
        ));
        let own = found.into_iter().filter(|line| line.contains("SL121"));
        own.map(|line| line.split(':').next().unwrap_or_default().to_owned())
            .collect()
    }

    #[test]
    fn typed_figures_are_held_against_named_ones() {
        let figures = "  chi: 7512469825\n  nha: 12";
        for (text, expected) in [
            ("Chi 7.512.469.285 đồng.", Some("7.512.469.285")),
            ("Chi 7.512.469.835 đồng.", Some("7.512.469.835")),
            ("Chi 7.512.469.825 đồng.", None),
            ("Chi 7.942.500.000 đồng.", None),
            (
                "Sửa được tất cả {{ so_lieu.nha }} nhà. Như vậy sửa được tất cả 13 nhà.",
                Some("13"),
            ),
            (
                "Sửa được tất cả {{ so_lieu.nha }} nhà. Như vậy sửa được tất cả 12 nhà.",
                None,
            ),
        ] {
            let expected: Vec<String> = expected
                .iter()
                .map(|n| format!("Warning SL121 {n}"))
                .collect();
            assert_eq!(told(figures, text), expected, "{text}");
        }
    }
}
