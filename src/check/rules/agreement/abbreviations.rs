//! Abbreviations that the document never explains.

use super::cursor::{Cursor, is_in_capitals};
use crate::check::lists::{List, Pairs};
use crate::check::reading::Role;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NQ003",
        level: Severity::Hint,
        about: "Chữ viết tắt không được giải thích",
        clause: None,
    },
    name: "viet-tat-khong-giai-thich",
    explanation: "Chữ viết tắt ít gặp cần viết đủ ở lần đầu, chữ viết tắt trong ngoặc đơn: “Ban Bảo vệ đê (BBVĐ)”, hoặc \
        “(sau đây viết tắt là BBVĐ)”. Chữ ai cũng hiểu (UBND, HĐND, GDP…) và chữ trong từ điển của cơ quan (tu_dien) không xét. \
        Gợi ý; là lưu ý khi chữ ít gặp được dùng từ ba lần trở lên. Mỗi chữ báo một lần, ở chỗ đầu tiên.",
    bad: "Giao BBVĐ kiểm tra đê trước mùa lũ.",
    good: "Giao Ban Bảo vệ đê (BBVĐ) kiểm tra đê trước mùa lũ.",
    check,
};

/// Those that everybody knows.
static KNOWN: List = List::new(include_str!(
    "../../../../templates/check/abbreviations.txt"
));

/// Those that are usual in a trade, with their words.
static TRADE: Pairs = Pairs::new(include_str!(
    "../../../../templates/check/abbreviations-trade.txt"
));

/// How many are told at most.
const MOST: usize = 5;

/// Words before a name or a mark that is no abbreviation: `Công ty TNHH ABC`, `giống lúa OM`.
const NAMES: [&str; 28] = [
    "tnhh", "cp", "mtv", "phần", "mềm", "hiệu", "giống", "lúa", "lớp", "khối", "nhóm", "hạng",
    "loại", "lô", "khu", "tuyến", "mẫu", "biển", "mã", "hãng", "tập", "đoàn", "ty", "dụng",
    "thống", "model", "vitamin", "chuẩn",
];

/// The uses of an abbreviation.
struct Use {
    passage: usize,
    range: Range<usize>,
    count: usize,
}

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let mut uses: HashMap<&str, Use> = HashMap::new();
    let mut explained: BTreeSet<&str> = BTreeSet::new();
    for (index, passage) in reading.passages.iter().enumerate() {
        if !speaks(passage.role) || is_in_capitals(&passage.text) {
            continue;
        }
        let cursor = Cursor { passage };
        for at in 0..passage.tokens.len() {
            let word = cursor.text(at);
            if !is_short(word) || stands_in_other(cursor, at) {
                continue;
            }
            if explains(cursor, at) {
                explained.insert(word);
                continue;
            }
            let range = cursor.range(at, at + 1);
            let first = uses.entry(word).or_insert(Use {
                passage: index,
                range,
                count: 0,
            });
            first.count += 1;
        }
    }
    if uses.is_empty() {
        return;
    }
    let own = reading.content.symbol.as_str();
    let own: BTreeSet<&str> = own.split(['-', '/', '.', ' ']).collect();
    uses.retain(|word, _| {
        !explained.contains(word)
            && !own.contains(word)
            && !KNOWN.has(word)
            && !reading.own_words.has(&word.to_lowercase())
            && !is_syllable_in_capitals(word)
    });
    let mut all: Vec<(&str, Use)> = uses.into_iter().collect();
    // The most used first, then in the order of the text.
    all.sort_by_key(|(word, used)| {
        (
            usize::MAX - used.count,
            used.passage,
            used.range.start,
            *word,
        )
    });
    for (word, used) in all.into_iter().take(MOST) {
        tell(reading, word, &used, found);
    }
}

fn tell(reading: &Reading<'_>, word: &str, used: &Use, found: &mut Findings) {
    let Some(passage) = reading.passages.get(used.passage) else {
        return;
    };
    let words = TRADE.get(word);
    let often = used.count >= 3 && words.is_none();
    let level = if often {
        Severity::Warning
    } else {
        Severity::Hint
    };
    let times = match used.count {
        1 => String::new(),
        count => format!(", dùng {count} lần"),
    };
    let message = format!("chữ viết tắt “{word}” không được giải thích ở đâu trong văn bản{times}");
    let help = match words {
        Some(words) => format!("viết đủ ở lần đầu: “{words} ({word})”"),
        None => format!(
            "viết đủ ở lần đầu, “{word}” trong ngoặc đơn; hoặc thêm vào tu_dien của hồ sơ cơ quan"
        ),
    };
    found.add(
        RULE.finding_as(level, message)
            .at(passage.place(&used.range))
            .help(help),
    );
}

/// Tells whether abbreviations of this part of the document have to be explained.
fn speaks(role: Role) -> bool {
    role.is_prose() || matches!(role, Role::Heading(..) | Role::Cell { .. })
}

/// Tells whether a word is of capitals without tones, two at least, and no Roman number.
fn is_short(word: &str) -> bool {
    let mut letters = word.chars();
    let two = letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_uppercase);
    two && word.chars().all(char::is_uppercase)
        && !word
            .chars()
            .all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'M'))
        && word.chars().count() <= 12
        && !has_tone(word)
}

fn has_tone(word: &str) -> bool {
    let is_tone = |c| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    !word.is_ascii() && word.nfd().any(is_tone)
}

/// Tells whether a word in capitals is one that is only shouted: `KHÔNG`, `CON`.
fn is_syllable_in_capitals(word: &str) -> bool {
    let is_vowel = |c: char| "AĂÂEÊIOÔƠUƯY".contains(c);
    let rest = word.trim_start_matches(|c| !is_vowel(c));
    let onset = &word[..word.len() - rest.len()];
    let coda = rest.trim_start_matches(is_vowel);
    let nucleus = &rest[..rest.len() - coda.len()];
    let onsets = [
        "", "B", "C", "CH", "D", "Đ", "G", "GH", "GI", "H", "K", "KH", "L", "M", "N", "NG", "NGH",
        "NH", "PH", "Q", "R", "S", "T", "TH", "TR", "V", "X",
    ];
    let codas = ["", "C", "CH", "M", "N", "NG", "NH", "P", "T"];
    // An abbreviation of three letters may look like a syllable; one with a closed or a long rime is one.
    let long = word.chars().count() > 3 || nucleus.chars().any(|c| "ĂÂÊÔƠ".contains(c));
    long && !nucleus.is_empty() && onsets.contains(&onset) && codas.contains(&coda)
}

/// Tells whether the word is part of something else: a symbol, a name, a quotation, words in capitals.
fn stands_in_other(cursor: Cursor<'_, '_>, at: usize) -> bool {
    let passage = cursor.passage;
    let start = cursor.start(at);
    if passage.is_symbol(start) || passage.is_quoted(start) || passage.label.contains(&start) {
        return true;
    }
    let joined = |sign: &str| matches!(sign, "/" | "-" | "." | "&" | "_" | "@" | "–" | "+");
    let before = at.checked_sub(1).map_or("", |before| cursor.text(before));
    let behind = cursor.text(at + 1);
    let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let touches = (joined(before) || digit(before))
        || digit(behind)
        || (joined(behind) && behind != "." && !cursor.text(at + 2).starts_with(' '))
        || (behind == "." && cursor.is_word(at + 2));
    if touches {
        return true;
    }
    let last = cursor.before(at);
    let next = cursor.skip(at + 1);
    // Words in capitals beside it: a heading, or words that are shouted.
    let shouts = |text: &str| {
        let capital = text.chars().count() > 1 && text.chars().all(char::is_uppercase);
        capital && (has_tone(text) || is_syllable_in_capitals(text))
    };
    if shouts(cursor.text(next)) || last.is_some_and(|last| shouts(cursor.text(last))) {
        return true;
    }
    let named = last.is_some_and(|last| NAMES.contains(&cursor.small(last)));
    named || is_alone_in_cell(cursor, at)
}

/// A cell with the abbreviation alone is a mark, which the head or a note explains.
fn is_alone_in_cell(cursor: Cursor<'_, '_>, at: usize) -> bool {
    matches!(cursor.passage.role, Role::Cell { .. })
        && cursor.text(at).len() == cursor.passage.text.trim().len()
}

/// Tells whether the abbreviation is explained where it stands.
fn explains(cursor: Cursor<'_, '_>, at: usize) -> bool {
    let last = cursor.before(at);
    let before = last.map_or("", |last| cursor.text(last));
    let next = cursor.skip(at + 1);
    let behind = cursor.text(next);
    // `Ban Bảo vệ đê (BBVĐ)`
    let has_words = || {
        last.is_some_and(|open| open > 0 && cursor.before(open).is_some_and(|w| cursor.is_word(w)))
    };
    if before == "(" && matches!(behind, ")" | ";" | ",") && has_words() {
        return true;
    }
    // `viết tắt là`, `gọi tắt là`, `gọi là Quỹ …`
    let near = at.saturating_sub(14)..at;
    let told = near.clone().any(|at| {
        cursor.small(at) == "tắt" || cursor.small(at) == "gọi" && cursor.small(at + 2) == "là"
    });
    if told
        && near
            .into_iter()
            .any(|at| cursor.text(at) == "(" || cursor.small(at) == "tắt")
    {
        return true;
    }
    // `BBVĐ (Ban Bảo vệ đê)`
    if behind == "(" {
        let first = cursor.skip(next + 1);
        let second = cursor.skip(first + 1);
        if cursor.is_word(first) && cursor.is_word(second) && cursor.text(first).chars().count() > 1
        {
            return true;
        }
    }
    // `BBVĐ: Ban Bảo vệ đê`, `- BBVĐ là Ban Bảo vệ đê`
    let begins = last.is_none_or(|last| last == 0 && !cursor.is_word(last)) || before == "-";
    if begins && matches!(behind, ":" | "=") {
        return true;
    }
    matches!(before, "-" | "–") && spells(cursor, last, cursor.text(at))
}

/// Tells whether the words before a sign begin with the letters of the abbreviation.
fn spells(cursor: Cursor<'_, '_>, sign: Option<usize>, short: &str) -> bool {
    let mut at = sign;
    for letter in short.chars().rev() {
        at = at.and_then(|at| cursor.before(at));
        let word = at.map_or("", |at| cursor.text(at));
        if word
            .chars()
            .next()
            .is_none_or(|first| !first.to_uppercase().eq([letter]))
        {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_in_capitals_are_no_abbreviations() {
        for word in ["CHƯƠNG", "TRONG", "QUÊ", "CÔN"] {
            assert!(is_syllable_in_capitals(word), "{word}");
        }
        for word in ["BBVĐ", "ATVSTP", "HTX", "CNTT", "BHYT", "TGN", "ĐTC"] {
            assert!(!is_syllable_in_capitals(word), "{word}");
        }
    }
}
