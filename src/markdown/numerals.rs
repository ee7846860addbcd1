//! Numbers as headings write them.

/// So many figures alone: a heading's number has no more than three.
pub(super) fn digits(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// `12`, and `5a` as laws insert articles.
pub(super) fn arabic(text: &str) -> bool {
    digits(text.trim_end_matches(|c: char| c.is_lowercase())) && text.chars().count() <= 4
}

const PARTS: [(&str, u32); 9] = [
    ("C", 100),
    ("XC", 90),
    ("L", 50),
    ("XL", 40),
    ("X", 10),
    ("IX", 9),
    ("V", 5),
    ("IV", 4),
    ("I", 1),
];

/// The value of a Roman number in capitals, written as it should be.
pub(super) fn roman(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 12 {
        return None;
    }
    let (mut rest, mut sum) = (text, 0);
    for (part, worth) in PARTS {
        while let Some(after) = rest.strip_prefix(part) {
            rest = after;
            sum += worth;
        }
    }
    // Only the canonical writing has the fewest letters in this order.
    (rest.is_empty() && in_roman(sum) == text).then_some(sum)
}

/// A number in Roman letters.
pub(super) fn in_roman(value: u32) -> String {
    let mut out = String::new();
    let mut left = value;
    for (part, worth) in PARTS {
        while left >= worth {
            out.push_str(part);
            left -= worth;
        }
    }
    out
}
