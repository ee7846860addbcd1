//! A sum of money without its unit: `750.650.000` and then a stop.

use crate::check::lists::List;
use crate::check::reading::{Measure, Passage, Quantity, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use rust_decimal::Decimal;

static MONEY: List = List::new(include_str!("../../../../templates/check/money-words.txt"));

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL103",
        level: Severity::Warning,
        about: "Số tiền không có đơn vị theo sau",
        clause: None,
    },
    name: "thieu-don-vi",
    explanation: "Một con số từ hàng triệu trở lên mà đến dấu chấm, dấu phẩy kế tiếp không có đơn vị nào thì thường là số tiền bị sót chữ “đồng”. Số trong bảng, số có đơn vị ghi ở trước hoặc ở số sau của cùng một dãy thì không xét.",
    bad: "Xử phạt 31 trường hợp với số tiền 38.550.000.",
    good: "Xử phạt 31 trường hợp với số tiền 38.550.000 đồng.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in reading.prose() {
        // Two stops of thousands take nine bytes at least.
        if passage.text.len() < 9 || passage.text.matches('.').count() < 2 {
            continue;
        }
        for quantity in passage.quantities() {
            if is_bare(passage, quantity) {
                let range = quantity.digits.clone();
                let digits = passage.slice(&range);
                let message = format!("số {digits} không có đơn vị theo sau (đồng?)");
                found.add(RULE.finding(message).at(passage.place(&range)));
            }
        }
    }
}

/// Tells whether a number is so large a sum without a unit.
fn is_bare(passage: &Passage<'_>, quantity: &Quantity) -> bool {
    let digits = passage.slice(&quantity.digits);
    let start = quantity.digits.start;
    if digits.matches('.').count() < 2
        || quantity.scale != Decimal::ONE
        || passage.is_quoted(start)
        || passage.is_symbol(start)
    {
        return false;
    }
    let at = quantity.tokens.start;
    let is_open = match quantity.measure {
        Measure::Bare => true,
        Measure::Other => after_money(passage, at),
        _ => false,
    };
    is_open && !has_unit_near(passage, at)
}

/// Tells whether a word for money stands closely before.
fn after_money(passage: &Passage<'_>, at: usize) -> bool {
    let words = passage.words_in(at.saturating_sub(6)..at);
    words.last().is_some_and(|(_, word)| MONEY.has(word))
}

/// Tells whether a unit of money stands in the same clause, or behind a later number of one series.
fn has_unit_near(passage: &Passage<'_>, at: usize) -> bool {
    let is_unit = |at: usize| {
        matches!(
            passage.at(at),
            "đ" | "đồng" | "vnđ" | "vnd" | "usd" | "$" | "nghìn" | "triệu" | "tỷ" | "tỉ"
        )
    };
    let mut next = at + 1;
    // Words that tell something else between two numbers: the unit of the second is its own.
    let mut apart = false;
    while next < passage.tokens.len() {
        if is_unit(next) {
            return true;
        }
        match passage.kind(next) {
            Some(TokenKind::Number) if apart => break,
            Some(TokenKind::Word) => apart |= !joins(passage.at(next)),
            _ => {}
        }
        if ends_clause(passage, next) {
            let behind = passage.solid(next + 1);
            let goes_on = passage.at(next) == ","
                && passage.kind(behind) == Some(TokenKind::Number)
                && passage.at(behind).contains('.');
            if !goes_on {
                break;
            }
            next = behind;
        }
        next += 1;
    }
    let before = (0..at)
        .rev()
        .take_while(|&before| !matches!(passage.at(before), "." | ";" | "\n"));
    before.take(24).any(|before| {
        let told = matches!(
            passage.at(before),
            "vnđ" | "vnd" | "usd" | "$" | "đvt" | "tính"
        );
        told || is_unit(before) && before.checked_sub(1).is_some_and(|b| passage.at(b) == "(")
    })
}

/// Words between the numbers of one series or span.
fn joins(word: &str) -> bool {
    matches!(word, "đến" | "tới" | "và" | "hoặc" | "hay")
}

fn ends_clause(passage: &Passage<'_>, at: usize) -> bool {
    matches!(passage.at(at), "." | "," | ";" | ")" | "\n")
}
