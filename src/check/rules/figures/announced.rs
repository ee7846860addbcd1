//! Numbers that announce a list: `05 nhiệm vụ sau:`, `07 công trình, gồm: …`.

use super::parts::{Manner, trigger};
use crate::check::lists::List;
use crate::check::reading::quantities::ends_sentence;
use crate::check::reading::{Measure, Passage, Quantity, TokenKind};
use rust_decimal::prelude::ToPrimitive;
use std::ops::Range;

/// Things of which a document lists as many as it says, whatever stands between number and list.
static LISTED: List = List::new(include_str!("../../../../templates/check/listed.txt"));

/// The most items that a number is believed to announce.
const MOST: u64 = 60;
/// How many words may stand between the number and the list.
const FAR: usize = 24;

/// A number with the place where its list begins.
pub(super) struct Announced {
    /// How many.
    pub(super) count: usize,
    /// The bytes of the number.
    pub(super) digits: Range<usize>,
    /// The bytes of the number with what it counts.
    pub(super) range: Range<usize>,
    /// The token behind the words that announce.
    pub(super) end: usize,
    /// The figure, if the number is written with digits.
    pub(super) figure: Option<usize>,
}

/// The number that announces the list below a passage.
pub(super) fn below(passage: &Passage<'_>) -> Option<Announced> {
    let last = passage.solid_before(passage.tokens.len())?;
    let colon = passage.at(last) == ":";
    let end = if matches!(passage.at(last), ":" | ".") {
        last
    } else {
        last + 1
    };
    let (number, ending) = (number_before(passage, end)?, ending(passage, end));
    let words = phrase(passage, &number, ending.start)?;
    let strong = matches!(ending.kind, Ending::Divides | Ending::Plain) || words.commas == 0;
    let says = match ending.kind {
        Ending::Divides => true,
        Ending::Follows => strong || words.listed,
        Ending::Plain => colon && (words.listed || words.commas == 0),
    };
    let ok = says && (colon || ending.kind == Ending::Follows) && !words.other_list;
    ok.then_some(Announced {
        end: last + 1,
        ..number
    })
}

/// All numbers of a passage that announce a list in the same sentence.
pub(super) fn inside(passage: &Passage<'_>) -> Vec<Announced> {
    let mut found = Vec::new();
    if passage.quantities().is_empty() {
        return found;
    }
    let mut at = 0;
    while at < passage.tokens.len() {
        let word = passage.at(at);
        let divides = trigger(passage, at, word).filter(|(manner, _)| *manner == Manner::All);
        let end = match (divides, word) {
            (Some((_, end)), _) => end,
            (None, ":") => at,
            _ => {
                at += 1;
                continue;
            }
        };
        let behind = passage.solid(end);
        let begins = if passage.at(behind) == ":" {
            behind + 1
        } else {
            end
        };
        let begins = if word == ":" { at + 1 } else { begins };
        found.extend(announced_before(passage, at, begins, divides.is_some()));
        at = begins.max(at + 1);
    }
    found
}

fn announced_before(
    passage: &Passage<'_>,
    at: usize,
    begins: usize,
    divides: bool,
) -> Option<Announced> {
    let number = number_before(passage, at)?;
    let ending = ending(passage, at);
    let start = if divides { at } else { ending.start };
    let words = phrase(passage, &number, start)?;
    let says = divides || words.commas == 0 || words.listed;
    (says && !words.other_list).then_some(Announced {
        end: begins,
        ..number
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// `gồm`
    Divides,
    /// `sau`, `như sau`, `cụ thể`
    Follows,
    /// Nothing.
    Plain,
}

struct Words {
    start: usize,
    kind: Ending,
}

/// The words that announce before a token, and where they begin.
fn ending(passage: &Passage<'_>, end: usize) -> Words {
    let mut start = end;
    let mut kind = Ending::Plain;
    let follow = [
        "như sau",
        "sau đây",
        "cụ thể",
        "cụ thể là",
        "đó là",
        "sau",
        "là",
        "dưới đây",
        "gồm có",
        "gồm",
        "bao gồm",
        "cơ bản",
        "chủ yếu",
    ];
    while let Some((words, before)) = follow
        .iter()
        .find_map(|words| Some((*words, passage.precedes(start, words)?)))
    {
        start = before;
        kind = match words {
            "gồm" | "gồm có" | "bao gồm" => Ending::Divides,
            "cơ bản" | "chủ yếu" => kind,
            _ if kind == Ending::Divides => kind,
            _ => Ending::Follows,
        };
        while let Some(sign) = passage
            .solid_before(start)
            .filter(|at| matches!(passage.at(*at), "," | ":"))
        {
            start = sign;
        }
    }
    Words { start, kind }
}

/// The last number before a token in its sentence that counts things.
fn number_before(passage: &Passage<'_>, end: usize) -> Option<Announced> {
    let figures = passage.quantities();
    let index = figures
        .partition_point(|q| q.tokens.start < end)
        .checked_sub(1);
    let figure = index
        .map(|index| &figures[index])
        .filter(|q| !(q.tokens.end..end).any(|at| ends_sentence(passage, at)));
    let word = word_before(passage, end, figure.map_or(0, |q| q.tokens.end));
    if word.is_some() {
        return word;
    }
    let (index, figure) = (index?, figure?);
    let count = counted(passage, figure)?;
    Some(Announced {
        count,
        digits: figure.digits.clone(),
        range: figure.range.clone(),
        end,
        figure: Some(index),
    })
}

/// A number in words before a thing that documents list: `ba nhiệm vụ`.
fn word_before(passage: &Passage<'_>, end: usize, from: usize) -> Option<Announced> {
    let numbers = [
        "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười",
    ];
    let begin = end.saturating_sub(2 * FAR).max(from);
    let begin = (begin..end)
        .rfind(|at| ends_sentence(passage, *at))
        .map_or(begin, |at| at + 1);
    let mut words = passage.words_in(begin..end).filter_map(|(at, word)| {
        let count = numbers.iter().position(|number| *number == word)? + 2;
        let thing = passage.solid(at + 1);
        let before = passage
            .solid_before(at)
            .map_or("", |before| passage.at(before));
        let compound =
            matches!(before, "mươi" | "trăm" | "mười" | "thứ" | "lần") || numbers.contains(&before);
        let length = listed(passage, thing)?;
        (!compound).then(|| Announced {
            count,
            digits: passage.bytes(at..at + 1),
            range: passage.bytes(at..thing + length),
            end,
            figure: None,
        })
    });
    words.next()
}

/// How many tokens the thing takes that stands here, if documents list such things.
fn listed(passage: &Passage<'_>, at: usize) -> Option<usize> {
    let has = |tokens: &usize| {
        let words = passage.lower.get(passage.bytes(at..at + tokens));
        words.is_some_and(|words| LISTED.has(words))
    };
    [3, 1].into_iter().find(has)
}

/// How many things a figure counts, if it may announce a list of them.
fn counted(passage: &Passage<'_>, figure: &Quantity) -> Option<usize> {
    let things = match figure.measure {
        Measure::Known(unit) => !matches!(
            unit,
            "ha" | "m2"
                | "m3"
                | "km"
                | "m"
                | "tấn"
                | "tạ"
                | "kg"
                | "lít"
                | "giờ"
                | "phút"
                | "ngày"
                | "tháng"
                | "năm"
                | "tuổi"
                | "điểm"
                | "kwh"
                | "usd"
                | "lần"
                | "con"
                | "cây"
        ),
        Measure::Other => true,
        _ => false,
    };
    let slash = figure
        .tokens
        .start
        .checked_sub(1)
        .is_some_and(|at| matches!(passage.at(at), "/" | "-"));
    let whole = figure.value.scale() == 0 && figure.scale.is_integer() && figure.slack().is_zero();
    let count = figure
        .value
        .to_u64()
        .filter(|count| (2..=MOST).contains(count))?;
    let ok = things
        && whole
        && figure.is_exact()
        && !figure.rate
        && !slash
        && !is_joined(passage, figure);
    let quoted = passage.is_quoted(figure.digits.start);
    (ok && !quoted).then(|| usize::try_from(count).ok())?
}

/// `trên tổng số 12 khóm`, `trong 12 khóm`: the number is what others are held against.
fn is_joined(passage: &Passage<'_>, figure: &Quantity) -> bool {
    let before = passage
        .solid_before(figure.tokens.start)
        .map_or("", |at| passage.at(at));
    matches!(before, "trên" | "trong" | "mỗi" | "cứ" | "từng" | "thứ")
}

/// What stands between a number and the words that announce.
struct Phrase {
    commas: usize,
    /// The thing is one that documents list.
    listed: bool,
    /// Something else is announced: `các nội dung`, `kết quả`.
    other_list: bool,
}

fn phrase(passage: &Passage<'_>, number: &Announced, end: usize) -> Option<Phrase> {
    let start = passage
        .tokens
        .partition_point(|token| token.range.start < number.digits.end);
    if start > end {
        return None;
    }
    let between = start..end;
    let mut phrase = Phrase {
        commas: 0,
        listed: listed(passage, passage.solid(start)).is_some(),
        other_list: false,
    };
    let mut words = 0;
    for at in between {
        match passage.at(at) {
            ";" | "." | ":" => return None,
            "," => phrase.commas += 1,
            "các" | "những" | "mỗi" | "từng" | "kết" | "đó" => phrase.other_list = true,
            "một" if passage.follows(at, "một số").is_some() => phrase.other_list = true,
            "nội" if words > 3 && passage.follows(at, "nội dung").is_some() => {
                phrase.other_list = true
            }
            _ if passage.kind(at) == Some(TokenKind::Number) => return None,
            _ => {}
        }
        words += usize::from(passage.kind(at) == Some(TokenKind::Word));
    }
    (words <= FAR).then_some(phrase)
}
