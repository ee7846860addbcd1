//! Acts that a passage cites by their symbols: `Quyết định số 15/QĐ-UBND ngày 05/3/2029 của Ủy ban nhân
//! dân tỉnh về …`.

use super::passage::{BLANK, Passage};
use super::tokens::{Token, TokenKind};
use crate::check::lists::{List, Pairs};
use std::ops::Range;

static KINDS: Pairs = Pairs::new(include_str!("../../../templates/check/acts.txt"));
static SUBJECTS: List = List::new(include_str!("../../../templates/check/subjects.txt"));

/// So many words before the symbol may hold the kind: `Thông báo kết luận cuộc họp số …`.
const WORDS_BEFORE: usize = 7;

/// The longest name of a kind, in words.
const LONGEST_KIND: usize = 4;

/// An act that is cited. All ranges are of the passage's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Citation {
    /// The words for its kind with the abbreviations that symbols of it have, the first first: of
    /// `Quyết định phê duyệt kế hoạch số …` both. None for one whose kind does not stand before it.
    pub(crate) kinds: Vec<Kind>,
    /// It stands in a row behind another one whose kind is meant: `… số 5/KH-UBND, số 7/KH-UBND`.
    pub(crate) continues: bool,
    /// Its number with its symbol: `15/QĐ-UBND`.
    pub(crate) symbol: Range<usize>,
    /// The date that stands behind: `ngày 05/3/2029`.
    pub(crate) date: Option<Range<usize>>,
    /// Where its agency begins behind the symbol.
    pub(crate) agency: Option<usize>,
    /// Where its subject begins behind the symbol.
    pub(crate) subject: Option<usize>,
    /// From its kind, else its symbol, to the end of what is said of it.
    pub(crate) whole: Range<usize>,
}

/// The kind of an act, as it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kind {
    /// Where it stands.
    pub(crate) range: Range<usize>,
    /// The abbreviations that symbols of it have, between spaces; empty for kinds that have none.
    pub(crate) abbreviations: &'static str,
}

/// The abbreviation in a symbol that may be that of the kind, and what stands behind it.
pub(crate) fn abbreviation(symbol: &str) -> Option<(&str, &str)> {
    let is_number = |part: &str| {
        let signs = |c: char| c.is_ascii_digit() || c == BLANK || matches!(c, '.' | '…');
        part.chars().all(signs)
    };
    let mut rest = symbol;
    loop {
        let end = rest.find(['/', '-']).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(end);
        if behind.is_empty() {
            let end = part.find('.').unwrap_or(part.len());
            let (first, behind) = part.split_at(end);
            let letters = !first.is_empty() && !is_number(first);
            return letters.then_some((first, behind.trim_start_matches('.')));
        }
        if is_number(part) {
            rest = &behind[1..];
            continue;
        }
        return Some((part, &behind[1..]));
    }
}

/// The abbreviations of a kind by its name in small letters.
pub(crate) fn abbreviations(kind: &str) -> Option<&'static str> {
    KINDS.get(kind)
}

/// Tells whether symbols of some kind have this abbreviation.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    let mut all = KINDS.all().values();
    all.any(|known| known.split(' ').any(|one| one == word))
}

/// All acts that a passage cites, in order.
pub(super) fn of(passage: &Passage<'_>) -> Vec<Citation> {
    let mut found: Vec<Citation> = Vec::new();
    for symbol in &passage.symbols {
        let is_web = passage.slice(symbol).contains(['@', ':']);
        if is_web || abbreviation(passage.slice(symbol)).is_none() {
            continue;
        }
        let first = passage
            .tokens
            .partition_point(|token| token.range.end <= symbol.start);
        let mut kinds = kinds(passage, first);
        let last = found.last();
        let continues = kinds.is_empty() && last.is_some_and(|last| is_row(passage, last, symbol));
        if let (true, Some(last)) = (continues, last) {
            kinds.clone_from(&last.kinds);
        }
        // `hướng dẫn thi hành Nghị định số …`: the name of the act begins at the last capital.
        let is_capital = |kind: &&Kind| passage.slice(&kind.range).starts_with(char::is_uppercase);
        let named = kinds.iter().rfind(is_capital).or(kinds.first());
        let start = match named {
            Some(kind) if !continues => kind.range.start,
            _ => symbol.start,
        };
        found.push(Citation {
            kinds,
            continues,
            symbol: symbol.clone(),
            date: None,
            agency: None,
            subject: None,
            whole: start..passage.text.len(),
        });
    }
    // From the last to the first: what is said of one ends where the next begins at the latest.
    let mut limit = passage.text.len();
    for citation in found.iter_mut().rev() {
        citation.whole.end = end(passage, citation.symbol.end, limit);
        limit = citation.whole.start;
    }
    for citation in &mut found {
        tail(passage, citation);
    }
    found
}

/// The kinds that are named before a symbol.
fn kinds(passage: &Passage<'_>, symbol: usize) -> Vec<Kind> {
    let mut words: Vec<usize> = Vec::with_capacity(WORDS_BEFORE);
    for index in (0..symbol).rev() {
        let token = &passage.tokens[index];
        match token.kind {
            TokenKind::Space => {}
            TokenKind::Word if words.len() < WORDS_BEFORE => words.push(index),
            TokenKind::Sign
                if words.len() <= 1 && matches!(passage.slice(&token.range), ":" | "(") => {}
            _ => break,
        }
    }
    words.reverse();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let known = (1..=LONGEST_KIND.min(words.len() - at))
            .rev()
            .find_map(|count| {
                let start = passage.tokens[words[at]].range.start;
                let range = start..passage.tokens[words[at + count - 1]].range.end;
                let abbreviations = KINDS.get(passage.lower.get(range.clone())?)?;
                Some((
                    count,
                    Kind {
                        range,
                        abbreviations,
                    },
                ))
            });
        match known {
            Some((count, kind)) => {
                found.push(kind);
                at += count;
            }
            None => at += 1,
        }
    }
    found
}

/// Tells whether a symbol goes on a row that another one began: between them stand no other sentence.
fn is_row(passage: &Passage<'_>, last: &Citation, symbol: &Range<usize>) -> bool {
    let between = passage.slice(&(last.symbol.end..symbol.start));
    !between.contains(". ") && between.len() < 400
}

/// Where what is said of an act ends, up to a limit: at a semicolon, the end of the sentence, a bracket that was opened
/// before.
fn end(passage: &Passage<'_>, from: usize, limit: usize) -> usize {
    let first = passage
        .tokens
        .partition_point(|token| token.range.start < from);
    let mut depth = 0_usize;
    for (index, token) in passage.tokens.iter().enumerate().skip(first) {
        if token.range.start >= limit {
            break;
        }
        let next = passage.tokens.get(index + 1);
        match passage.slice(&token.range) {
            "(" => depth += 1,
            ")" if depth == 0 => return token.range.start,
            ")" => depth -= 1,
            ";" | "\n" => return token.range.start,
            "." if next.is_none_or(|next| next.kind == TokenKind::Space) => {
                return token.range.start;
            }
            _ => {}
        }
    }
    limit
}

/// Reads date, agency and subject behind the symbol.
fn tail(passage: &Passage<'_>, citation: &mut Citation) {
    let end = citation.whole.end;
    let first = passage
        .tokens
        .partition_point(|token| token.range.start < citation.symbol.end);
    let mut index = first;
    while let Some(token) = passage.tokens.get(index) {
        if token.range.start >= end {
            return;
        }
        index += 1;
        if token.kind != TokenKind::Word {
            continue;
        }
        if citation.date.is_none()
            && passage.small(token) == "ngày"
            && let Some((date, next)) = date(passage, index - 1, end)
        {
            citation.date = Some(date);
            index = next;
            continue;
        }
        let begins = passage.slice(&token.range).starts_with(char::is_uppercase);
        if (citation.agency.is_none() || !begins) && is_subject(passage, index - 1) {
            citation.subject = Some(token.range.start);
            return;
        }
        if passage.small(token) == "của" || begins {
            citation.agency.get_or_insert(token.range.start);
        }
    }
}

/// The date that begins with the word `ngày`, and the token behind it.
fn date(passage: &Passage<'_>, from: usize, end: usize) -> Option<(Range<usize>, usize)> {
    let goes_on = |token: &Token| match token.kind {
        TokenKind::Number | TokenKind::Space => true,
        TokenKind::Word => matches!(passage.small(token), "tháng" | "năm"),
        TokenKind::Sign => {
            let sign = passage.slice(&token.range);
            matches!(sign, "/" | "-" | "…" | "_") || sign.starts_with(BLANK)
        }
    };
    let mut last = from;
    for (index, token) in passage.tokens.iter().enumerate().skip(from + 1) {
        if token.range.start >= end || !goes_on(token) {
            break;
        }
        if token.kind != TokenKind::Space {
            last = index;
        }
    }
    (last > from).then(|| {
        let range = passage.tokens[from].range.start..passage.tokens[last].range.end;
        (range, last + 1)
    })
}

/// Tells whether a subject begins with this word.
pub(crate) fn is_subject(passage: &Passage<'_>, index: usize) -> bool {
    let start = passage.tokens[index].range.start;
    let words = passage.tokens[index..].iter();
    let words = words.filter(|token| token.kind == TokenKind::Word).take(3);
    if passage.lower[start..].starts_with("v/v") {
        return true;
    }
    words.into_iter().any(|last| {
        let phrase = passage.lower.get(start..last.range.end);
        phrase.is_some_and(|phrase| SUBJECTS.has(phrase))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::reading::passage::tests::passage;

    /// The citations of a text as `kind|symbol|date|agency|subject`.
    fn shown(text: &str) -> Vec<String> {
        let passage = passage(text);
        let cited = of(&passage).into_iter().map(|c| {
            let kinds: Vec<&str> = c.kinds.iter().map(|k| passage.slice(&k.range)).collect();
            let from = |at: Option<usize>| {
                let rest = at.map_or("", |at| &passage.text[at..]);
                rest.split(' ').take(2).collect::<Vec<_>>().join(" ")
            };
            format!(
                "{}|{}|{}|{}|{}",
                kinds.join("+"),
                passage.slice(&c.symbol),
                c.date.map_or("", |date| &passage.text[date]),
                from(c.agency),
                from(c.subject)
            )
        });
        cited.collect()
    }

    #[test]
    fn parts_of_citations() {
        for (text, expected) in [
            (
                "Căn cứ Quyết định số 15/QĐ-UBND ngày 05/3/2029 của Ủy ban nhân dân tỉnh về việc giao dự toán;",
                "Quyết định|15/QĐ-UBND|ngày 05/3/2029|của Ủy|về việc",
            ),
            (
                "Căn cứ Nghị định số 126/2027/NĐ-CP ngày 08 tháng 10 năm 2027 của Chính phủ quy định về hội.",
                "Nghị định|126/2027/NĐ-CP|ngày 08 tháng 10 năm 2027|của Chính|quy định",
            ),
            (
                "Thực hiện Chương trình hành động số 14-CTr/ĐU của Ban Chấp hành Đảng bộ xã",
                "Chương trình|14-CTr/ĐU||của Ban|",
            ),
            (
                "Thông báo kết luận số 5/TB-UBND ngày … tháng 3 năm 2029",
                "Thông báo+kết luận|5/TB-UBND|ngày … tháng 3 năm 2029||",
            ),
            (
                "theo Công văn số 12/STC-NS (Sở Tài chính)",
                "Công văn|12/STC-NS||Sở Tài|",
            ),
        ] {
            assert_eq!(shown(text), [expected], "{text}");
        }
        let row = "các Kế hoạch số 5/KH-UBND ngày 01/3/2029 và số 7/KH-UBND; Luật Thủ đô";
        assert_eq!(
            shown(row),
            [
                "Kế hoạch|5/KH-UBND|ngày 01/3/2029||",
                "Kế hoạch|7/KH-UBND|||"
            ]
        );
    }

    #[test]
    fn abbreviations_of_symbols() {
        for (symbol, expected) in [
            ("15/QĐ-UBND", Some(("QĐ", "UBND"))),
            ("126/2027/NĐ-CP", Some(("NĐ", "CP"))),
            ("14-CTr/ĐU", Some(("CTr", "ĐU"))),
            ("88/2003/QĐ.UB", Some(("QĐ", "UB"))),
            ("05/2031/QH16", Some(("QH16", ""))),
            ("1876/SYT-NVYTCC", Some(("SYT", "NVYTCC"))),
            ("30/4", None),
        ] {
            assert_eq!(abbreviation(symbol), expected, "{symbol}");
        }
    }
}
