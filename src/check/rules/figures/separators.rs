//! Signs between digits that Vietnamese documents do not have: `7,512,469`, `97.5%`, `7 512 469 đồng`.

use crate::check::reading::{Measure, Passage, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use rust_decimal::Decimal;
use std::ops::Range;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL102",
        level: Severity::Error,
        about: "Dấu phân cách giữa các chữ số đặt sai",
        clause: None,
    },
    name: "dau-so-sai",
    explanation: "Số trong văn bản có dấu chấm giữa các hàng nghìn và dấu phẩy trước phần thập phân. Dấu phẩy giữa các nhóm ba chữ số là lỗi; dấu chấm trước một, hai chữ số rồi đến đơn vị là cảnh báo. “7,512” chỉ bị coi là sai khi đếm người, đếm vật hoặc đồng, vì “7,512 tỷ đồng” là số thập phân.",
    bad: "Chi 7,512,469 đồng, đạt 97.5% dự toán.",
    good: "Chi 7.512.469 đồng, đạt 97,5% dự toán.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        for (at, token) in passage.tokens.iter().enumerate() {
            let start = token.range.start;
            if token.kind != TokenKind::Number || start < passage.label.end {
                continue;
            }
            let text = passage.slice(&token.range);
            let is_plain = text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
            if is_plain {
                spaced(passage, at, found);
            } else if text.contains(['.', ','])
                && !passage.is_symbol(start)
                && !passage.is_quoted(start)
            {
                number(passage, at, text, found);
            }
        }
    }
    for ledger in reading.ledgers() {
        for figure in &ledger.regrouped {
            let passage = reading.passages.get(figure.passage);
            if let Some(passage) =
                passage.filter(|p| p.slice(&figure.range).matches(',').count() == 1)
            {
                tell(passage, figure.range.clone(), Kind::Thousands, found);
            }
        }
        for figure in &ledger.pointed {
            if let Some(passage) = reading.passages.get(figure.passage) {
                tell(passage, figure.range.clone(), Kind::Decimals, found);
            }
        }
    }
}

/// What is wrong with a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Commas between thousands.
    Thousands,
    /// A stop before decimals.
    Decimals,
    /// Spaces between thousands.
    Spaces,
    /// Groups that have not three digits, or signs in a wrong order.
    Groups,
}

/// A number with signs.
fn number(passage: &Passage<'_>, at: usize, text: &str, found: &mut Findings) {
    let Some(shape) = shape(text) else {
        return;
    };
    let (scale, measure, _) = passage.unit_behind(at);
    let range = passage.tokens[at].range.clone();
    let before = at.checked_sub(1).map(|before| passage.at(before));
    if before.is_some_and(|before| {
        matches!(before, "/" | "." | ",") || before.chars().any(char::is_alphabetic)
    }) {
        return;
    }
    let is_money = measure == Measure::Money;
    let has_unit = !matches!(measure, Measure::Bare | Measure::Other);
    let kind = match shape {
        Shape::English => {
            if !has_unit && is_list(text) {
                let reason = "có thể là các số kể liền nhau, không phải dấu phân cách hàng nghìn";
                found.unsure(RULE.unsure(reason).at(passage.place(&range)));
                return;
            }
            Kind::Thousands
        }
        Shape::OneComma => {
            let whole = measure.is_counted() || is_money && scale == Decimal::ONE;
            if !whole || text.starts_with('0') {
                return;
            }
            Kind::Thousands
        }
        Shape::OneStop => {
            let broken = matches!(
                measure,
                Measure::Percent | Measure::Points | Measure::Permille
            ) || is_money && scale > Decimal::ONE
                || measure.is_measured() && !(at == 0 && passage.role.is_heading());
            if !broken {
                return;
            }
            // `1.2 km` at the start of a paragraph may be a label.
            if at == 0 && measure.is_measured() {
                return;
            }
            Kind::Decimals
        }
        Shape::Odd => {
            if !has_unit || is_date(text) || measure == Measure::Known("giờ") {
                return;
            }
            Kind::Groups
        }
    };
    tell(passage, range, kind, found);
}

/// How the signs of a number stand, if it is none that Vietnamese documents have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// `7,512,469`, `7,512,469.5`, `1,234.5`
    English,
    /// `7,512`
    OneComma,
    /// `97.5`, `0.125`
    OneStop,
    /// `750.6500.000`, `7.512,469.825`
    Odd,
}

fn shape(text: &str) -> Option<Shape> {
    let (whole, decimals) = match text.split_once(',') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let groups: Vec<&str> = whole.split('.').collect();
    let grouped = groups.len() > 1 && are_thousands(&groups);
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    match decimals {
        // `1.234`, `1.234,5`, `5,25`; `5,125` is doubtful.
        None if grouped => return None,
        Some(decimals) if (grouped || groups.len() == 1) && plain(decimals) => {
            let doubtful = groups.len() == 1 && whole.len() <= 3 && decimals.len() == 3;
            return doubtful.then_some(Shape::OneComma);
        }
        _ => {}
    }
    let (whole, decimals) = match text.rsplit_once('.') {
        Some((whole, decimals)) if !whole.contains('.') => (whole, Some(decimals)),
        _ => (text, None),
    };
    let groups: Vec<&str> = whole.split(',').collect();
    if groups.len() > 1 && are_thousands(&groups) && decimals.is_none_or(plain) {
        return Some(Shape::English);
    }
    if let (Some(decimals), 1) = (decimals, groups.len()) {
        let short = decimals.len() <= 2 || whole == "0";
        return Some(if short { Shape::OneStop } else { Shape::Odd });
    }
    // `5,6,7 triệu` may be three numbers; three digits between signs are of one.
    let mut parts = text.split(['.', ',']);
    let has_stop = text.contains('.');
    (has_stop && parts.any(|part| part.len() == 3)).then_some(Shape::Odd)
}

/// Groups of three behind a first one of one to three that does not begin with 0.
fn are_thousands(groups: &[&str]) -> bool {
    let Some((first, rest)) = groups.split_first() else {
        return false;
    };
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && rest.iter().all(|group| group.len() == 3)
}

/// Tells whether groups go up by little, as rooms or plots do: `101,102,103`.
fn is_list(text: &str) -> bool {
    let mut last: Option<u32> = None;
    let mut up = true;
    for group in text.split(',') {
        let Ok(number) = group.parse::<u32>() else {
            return false;
        };
        up &= last.is_none_or(|last| number > last && number - last <= 60);
        last = Some(number);
    }
    up
}

/// `26.12.2023`
fn is_date(text: &str) -> bool {
    let parts: Vec<usize> = text.split('.').map(str::len).collect();
    matches!(parts.as_slice(), [1 | 2, 1 | 2, 4])
}

/// `7 512 469 đồng`
fn spaced(passage: &Passage<'_>, at: usize, found: &mut Findings) {
    let group = |at: usize| {
        let text = passage
            .tokens
            .get(at)
            .map_or("", |token| passage.slice(&token.range));
        text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit())
    };
    let follows = |at: usize| passage.at(at + 1) == " " && group(at + 2);
    let before = at.checked_sub(2).is_some_and(|before| {
        passage.at(before + 1) == " " && passage.kind(before) == Some(TokenKind::Number)
    });
    if before || !follows(at) {
        return;
    }
    let mut last = at;
    while follows(last) {
        last += 2;
    }
    let (_, measure, _) = passage.unit_behind(last);
    let text = passage.slice(&passage.tokens[at].range);
    let start = passage.tokens[at].range.start;
    if measure == Measure::Money && !text.starts_with('0') && !passage.is_quoted(start) {
        tell(
            passage,
            start..passage.tokens[last].range.end,
            Kind::Spaces,
            found,
        );
    }
}

fn tell(passage: &Passage<'_>, range: Range<usize>, kind: Kind, found: &mut Findings) {
    let text = passage.slice(&range);
    let (level, message, mended) = match kind {
        Kind::Thousands => {
            let swapped: String = text.chars().map(swapped).collect();
            let message = format!(
                "“{text}” có dấu phẩy giữa các hàng nghìn, văn bản tiếng Việt dùng dấu chấm"
            );
            (Severity::Error, message, Some(swapped))
        }
        Kind::Decimals => {
            let message = format!(
                "“{text}” có dấu chấm trước phần thập phân, văn bản tiếng Việt dùng dấu phẩy"
            );
            (Severity::Warning, message, Some(text.replace('.', ",")))
        }
        Kind::Spaces => {
            let message = format!(
                "“{text}” có dấu cách giữa các hàng nghìn, văn bản tiếng Việt dùng dấu chấm"
            );
            (Severity::Warning, message, Some(text.replace(' ', ".")))
        }
        Kind::Groups => {
            let message = format!(
                "“{text}”: các nhóm sau dấu chấm phải có ba chữ số, thiếu hoặc thừa chữ số"
            );
            (Severity::Error, message, None)
        }
    };
    let mut finding = RULE.finding_as(level, message).at(passage.place(&range));
    if let (Some(mended), Some(place)) = (mended, passage.editable(&range)) {
        finding = finding.fix(format!("viết “{mended}”"), place, mended);
    }
    found.add(finding);
}

fn swapped(c: char) -> char {
    match c {
        ',' => '.',
        '.' => ',',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::told;

    fn codes(text: &str) -> Vec<String> {
        let (found, _) = told(text);
        let own = found.into_iter().filter(|line| line.contains("SL102"));
        own.map(|line| line.split(':').next().unwrap_or_default().to_owned())
            .collect()
    }

    #[test]
    fn wrong_signs_are_found() {
        for (text, expected) in [
            ("Chi 7,512,469 đồng.", "Error SL102 7,512,469"),
            ("Chi 7,512,469.50 đồng.", "Error SL102 7,512,469.50"),
            ("Có 1,234.5 ha rừng.", "Error SL102 1,234.5"),
            ("Có 12,450 người.", "Error SL102 12,450"),
            ("Thu 512,469 đồng.", "Error SL102 512,469"),
            ("Đạt 97.5% dự toán.", "Warning SL102 97.5"),
            ("Đạt 97.53 % dự toán.", "Warning SL102 97.53"),
            ("Vốn 2.5 tỷ đồng.", "Warning SL102 2.5"),
            ("Có 12.5 ha lúa.", "Warning SL102 12.5"),
            ("Giảm 0.125%.", "Warning SL102 0.125"),
            ("Chi 7 512 469 đồng.", "Warning SL102 7 512 469"),
            ("Thu 750.6500.000 đồng.", "Error SL102 750.6500.000"),
            ("Thu 1.234.56 đồng.", "Error SL102 1.234.56"),
            ("Thu 5000.000 đồng.", "Error SL102 5000.000"),
        ] {
            assert_eq!(codes(text), [expected], "{text}");
        }
    }

    #[test]
    fn right_signs_and_what_is_no_number_are_left() {
        for text in [
            "Chi 7.512.469,5 đồng, 2,534 tỷ đồng, 0,125%, 12,345 ha, 512,469 triệu đồng.",
            "Thửa đất số 121,122,123; phòng 101,102,103; thứ 2,4,6; Điều 5,6,7.",
            "Lúc 7.30 giờ, ngày 26.12.2023, mục 1.2, tiêu chí 17.5; phiên bản 2.0.",
            "Điện thoại 0277.3851.234, Tiêu chuẩn TCVN 9001.2015; hẻm 12.5.",
            "Năm 2023, 100 đại biểu; khóm 3 có 120 hộ, 450 người.",
        ] {
            assert!(codes(text).is_empty(), "{text}: {:?}", codes(text));
        }
    }
}
