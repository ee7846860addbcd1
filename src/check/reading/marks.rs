//! What is no running prose: symbols of acts, addresses of the web, the labels of items.

use super::tokens::{Token, TokenKind};
use std::ops::Range;

/// Symbols of acts with all their digits and capitals (`126/2027/NĐ-CP`, `14-CTr/ĐU`, `05/HNB.QN`),
/// addresses of the web and of mail.
pub(super) fn symbols(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    let ends = text.char_indices().map(|(at, c)| (at, c.is_whitespace()));
    for (at, is_space) in ends.chain([(text.len(), true)]) {
        match (start, is_space) {
            (None, false) => start = Some(at),
            (Some(from), true) => {
                found.extend(symbol(&text[from..at]).map(|r| r.start + from..r.end + from));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// The symbol in a run without spaces, signs around it left out.
fn symbol(run: &str) -> Option<Range<usize>> {
    if !run.contains(['/', '@', '.', '-']) {
        return None;
    }
    let rest = run.trim_start_matches(|c: char| !c.is_alphanumeric() && c != super::passage::BLANK);
    let start = run.len() - rest.len();
    let core = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_symbol = is_web(core) || is_act(core);
    is_symbol.then(|| start..start + core.len())
}

fn is_web(core: &str) -> bool {
    let domain = [".vn", ".com", ".org", ".net"];
    core.contains("://")
        || core.starts_with("www.")
        || core.contains('@') && core.contains('.')
        || domain.iter().any(|end| core.contains(end)) && core.is_ascii()
}

/// Letters and digits in parts by `/` and `-`, one part being digits or a gap, another capitals.
fn is_act(core: &str) -> bool {
    let Some((number, rest)) = core.split_once(['/', '-']) else {
        return false;
    };
    let begins = number.is_empty()
        || number
            .chars()
            .all(|c| c.is_ascii_digit() || c == super::passage::BLANK || c == '.' || c == '…');
    let mut parts = rest.split(['/', '-', '.', '&']);
    let is_capital = |part: &str| {
        let capitals = part.chars().filter(|c| c.is_uppercase()).count();
        let letters = part.chars().filter(|c| c.is_alphabetic()).count();
        capitals >= 2 || (capitals == 1 && letters <= 2 && letters == part.chars().count())
    };
    begins && parts.any(is_capital) && core.contains(['/', '-'])
}

/// The label at the start of a paragraph.
pub(super) fn label(text: &str, tokens: &[Token]) -> Range<usize> {
    let kind = |at: usize| tokens.get(at).map(|token| token.kind);
    let word = |at: usize| tokens.get(at).map_or("", |t| &text[t.range.clone()]);
    let end = |at: usize| tokens.get(at).map_or(0, |token| token.range.end);
    let is_short = |at: usize| match kind(at) {
        Some(TokenKind::Number) => true,
        Some(TokenKind::Word) => {
            let letters = word(at).chars().count();
            letters == 1 || is_roman(word(at))
        }
        _ => false,
    };
    let is_end = |at: usize| matches!(kind(at), None | Some(TokenKind::Space));
    // `(3)`
    if word(0) == "(" && is_short(1) && word(2) == ")" {
        return 0..end(2);
    }
    // `Điều 5.`, `Mục 2`, `Chương I`
    let heads = ["điều", "khoản", "chương", "mục", "phần", "tiểu"];
    let is_head = heads.contains(&word(0).to_lowercase().as_str());
    if is_head && kind(1) == Some(TokenKind::Space) && is_short(2) && word(3) == "." && is_end(4) {
        return 0..end(3);
    }
    // `1.`, `a)`, `II.`, `1.2.`, `b.1)`
    let mut at = 0;
    while is_short(at) && word(at + 1) == "." && is_short(at + 2) {
        at += 2;
    }
    let closed = matches!(word(at + 1), "." | ")") || word(at + 1) == "/" && at == 0;
    if is_short(at) && closed && is_end(at + 2) {
        return 0..end(at + 1);
    }
    0..0
}

fn is_roman(word: &str) -> bool {
    !word.is_empty()
        && word
            .chars()
            .all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'))
}

#[cfg(test)]
mod tests {
    use super::super::tokens;
    use super::*;

    #[test]
    fn symbols_are_told_from_days_and_rates() {
        let text = "theo Nghị định số 126/2027/NĐ-CP, Chương trình 14-CTr/ĐU; ngày 30/4, 24/24 giờ, \
                    1.500 đồng/người, kg/năm, 88/2003/QĐ.UB, 05/2031/QH16 (1876/SYT-NVYTCC), xã/phường, www.an-phu.gov.vn.";
        let found: Vec<&str> = symbols(text).into_iter().map(|r| &text[r]).collect();
        let expected = [
            "126/2027/NĐ-CP",
            "14-CTr/ĐU",
            "88/2003/QĐ.UB",
            "05/2031/QH16",
            "1876/SYT-NVYTCC",
            "www.an-phu.gov.vn",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn labels_of_items() {
        for (text, label) in [
            ("a) Khoản", "a)"),
            ("đ) Khoản", "đ)"),
            ("1. Nội dung", "1."),
            ("1.2. Nội dung", "1.2."),
            ("b.1) Nội dung", "b.1)"),
            ("(3) Nội dung", "(3)"),
            ("IV. NỘI DUNG", "IV."),
            ("Điều 5. Hiệu lực", "Điều 5."),
            ("15 người", ""),
            ("Ông A. đi", ""),
        ] {
            let found = super::label(text, &tokens::of(text));
            assert_eq!(&text[found], label, "{text}");
        }
    }
}
