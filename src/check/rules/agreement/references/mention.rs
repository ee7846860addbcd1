//! Reading of words that refer to a part of an act: `điểm a, b khoản 2 Điều 5 Quy chế này`.

use super::super::cursor::Cursor;
use crate::check::lists::List;
use crate::check::reading::{Passage, TokenKind};
use std::ops::{Deref, Range};

/// Kinds of acts, in small letters.
pub(super) static DOCUMENTS: List =
    List::new(include_str!("../../../../../templates/check/documents.txt"));

/// The parts of an act that are referred to, the widest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Phần.
    Part,
    /// Chương.
    Chapter,
    /// Mục.
    Section,
    /// Tiểu mục.
    Subsection,
    /// Điều.
    Article,
    /// Khoản.
    Clause,
    /// Điểm.
    Point,
}

impl Level {
    /// Its word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Part => "phần",
            Self::Chapter => "chương",
            Self::Section => "mục",
            Self::Subsection => "tiểu mục",
            Self::Article => "Điều",
            Self::Clause => "khoản",
            Self::Point => "điểm",
        }
    }
}

/// One of the parts that a mention names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// Its level.
    pub(super) level: Level,
    /// Its number or letter in small letters; none for `Điều này`.
    pub(super) label: Option<String>,
    /// Its words.
    pub(super) range: Range<usize>,
    /// A comma or `và` stands before it: it stands beside the one before, not around it.
    pub(super) beside: bool,
}

/// The act that the parts are of.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// `Quy chế này`, `Quy chế ban hành kèm theo Quyết định này`: the words `Quy chế`.
    This(Range<usize>),
    /// Another act is named, or something that cannot be told from one.
    Other,
    /// Nothing follows.
    Unnamed,
}

/// Parts of an act that are named in one breath.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// The parts as they follow one another; the narrower ones stand first.
    pub(super) items: Vec<Item>,
    /// Whose they are.
    pub(super) owner: Owner,
}

/// All mentions of a passage that stand outside quotations.
pub(super) fn mentions(passage: &Passage<'_>) -> Vec<Mention> {
    let reader = Reader(Cursor { passage });
    let mut all = Vec::new();
    let mut at = reader.behind(passage.label.end);
    while at < passage.tokens.len() {
        let token = &passage.tokens[at];
        let begins = token.kind == TokenKind::Word && !passage.is_quoted(token.range.start);
        match begins.then(|| reader.mention(at)).flatten() {
            Some((mention, next)) => {
                all.push(mention);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    all
}

struct Reader<'p, 'a>(Cursor<'p, 'a>);

impl<'p, 'a> Deref for Reader<'p, 'a> {
    type Target = Cursor<'p, 'a>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Reader<'_, '_> {
    /// The first token behind these bytes.
    fn behind(&self, at: usize) -> usize {
        let tokens = &self.passage.tokens;
        tokens.partition_point(|token| token.range.start < at)
    }

    /// A word of a level, and the token behind it.
    fn level(&self, at: usize) -> Option<(Level, usize)> {
        let level = match self.small(at) {
            "phần" => Level::Part,
            "chương" => Level::Chapter,
            "mục" => Level::Section,
            "tiểu" if self.small(self.skip(at + 1)) == "mục" => {
                return Some((Level::Subsection, self.skip(at + 1) + 1));
            }
            "điều" => Level::Article,
            "khoản" => Level::Clause,
            "điểm" => Level::Point,
            _ => return None,
        };
        Some((level, at + 1))
    }

    /// A word of a level with its number, letter or `này`.
    fn item(&self, at: usize, beside: bool, items: &mut Vec<Item>) -> Option<usize> {
        let (level, next) = self.level(at)?;
        if self.kind(next) != Some(TokenKind::Space) {
            return None;
        }
        let from = next + 1;
        if self.small(from) == "này" {
            items.push(Item {
                level,
                label: None,
                range: self.range(at, from + 1),
                beside,
            });
            return Some(from + 1);
        }
        let from = if self.small(from) == "số" {
            self.skip(from + 1)
        } else {
            from
        };
        let (labels, next) = self.labels(level, from)?;
        let count = labels.len();
        for (number, label) in labels.into_iter().enumerate() {
            let start = if number == 0 { at } else { from };
            items.push(Item {
                level,
                label: Some(label),
                range: self.range(start, if count == 1 { next } else { from + 1 }),
                beside: beside || number > 0,
            });
        }
        Some(next)
    }

    /// The number or letter of a level; several where digits were joined by commas without spaces.
    fn labels(&self, level: Level, at: usize) -> Option<(Vec<String>, usize)> {
        let (labels, next) = match (self.kind(at)?, level) {
            (TokenKind::Number, _) => self.numbers(level, at),
            (TokenKind::Word, Level::Point) => self.letter(at)?,
            (TokenKind::Word, Level::Part) if self.small(at) == "thứ" => self.ordinal(at)?,
            (
                TokenKind::Word,
                Level::Part | Level::Chapter | Level::Section | Level::Subsection,
            ) => self.roman(at)?,
            _ => return None,
        };
        let ends = !matches!(self.small(next), "/" | "%");
        ends.then_some((labels, next))
    }

    fn numbers(&self, level: Level, at: usize) -> (Vec<String>, usize) {
        let bare = |number: &str| {
            let digits = number.trim_start_matches('0');
            if digits.is_empty() { "0" } else { digits }.to_owned()
        };
        let digits = self.text(at);
        let suffix = self.text(at + 1);
        let has_letter = self.kind(at + 1) == Some(TokenKind::Word)
            && suffix.chars().count() == 1
            && level != Level::Part;
        if has_letter {
            return (vec![format!("{}{suffix}", bare(digits))], at + 2);
        }
        (digits.split(',').map(bare).collect(), at + 1)
    }

    /// `a`, `đ`, `b.1`, `b1`.
    fn letter(&self, at: usize) -> Option<(Vec<String>, usize)> {
        let letter = self.text(at);
        let plain = |c: char| c.is_ascii_lowercase() || c == 'đ';
        if letter.chars().count() != 1 || !letter.chars().all(plain) {
            return None;
        }
        let point = usize::from(self.text(at + 1) == ".");
        if self.kind(at + 1 + point) == Some(TokenKind::Number) {
            let label = format!("{letter}.{}", self.text(at + 1 + point));
            return Some((vec![label], at + 2 + point));
        }
        Some((vec![letter.to_owned()], at + 1))
    }

    /// `thứ nhất`.
    fn ordinal(&self, at: usize) -> Option<(Vec<String>, usize)> {
        let next = self.skip(at + 1);
        let words = [
            "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười",
        ];
        let number = words.iter().position(|word| *word == self.small(next))? + 1;
        Some((vec![number.to_string()], next + 1))
    }

    /// `II`, `II.3`, `A`.
    fn roman(&self, at: usize) -> Option<(Vec<String>, usize)> {
        let word = self.text(at);
        let is_roman = super::structure::roman(word).is_some();
        let is_letter = word.len() == 1 && word.chars().all(|c| c.is_ascii_uppercase());
        if !is_roman && !is_letter {
            return None;
        }
        if self.text(at + 1) == "." && self.kind(at + 2) == Some(TokenKind::Number) {
            return Some((vec![format!("{word}.{}", self.text(at + 2))], at + 3));
        }
        Some((vec![word.to_owned()], at + 1))
    }

    /// Parts that are named from a token on, with whose they are, and the token behind.
    fn mention(&self, at: usize) -> Option<(Mention, usize)> {
        let mut items = Vec::new();
        let mut next = self.item(at, false, &mut items)?;
        while let Some(further) = self.further(next, &mut items) {
            next = further;
        }
        // Nothing but this very text is meant by `Điều này`.
        let here = items.last().is_some_and(|item| item.label.is_none());
        let owner = if here {
            Owner::Unnamed
        } else {
            self.owner(next)
        };
        Some((Mention { items, owner }, next))
    }

    /// One more part behind the others.
    fn further(&self, at: usize, items: &mut Vec<Item>) -> Option<usize> {
        let start = self.skip(at);
        if let Some(next) = self.item(start, false, items) {
            return Some(next);
        }
        let joint = self.small(start);
        let after = self.skip(start + 1);
        match joint {
            "của" | "thuộc" | "tại" | "trong" => self.item(after, false, items),
            "," | ";" | "-" | "–" | "và" | "hoặc" | "hay" | "đến" => {
                let several = matches!(self.small(after), "các" | "từ" | "tại" | "và" | "hoặc");
                let after = if several { self.skip(after + 1) } else { after };
                self.item(after, true, items)
                    .or_else(|| self.bare(after, items))
            }
            _ => None,
        }
    }

    /// A number or letter without its word, where nothing behind it says that it counts something.
    fn bare(&self, at: usize, items: &mut Vec<Item>) -> Option<usize> {
        let level = items.last()?.level;
        if self.text(at).starts_with('0') {
            return None;
        }
        let (labels, next) = self.labels(level, at)?;
        let behind = self.skip(next);
        let ends = match self.kind(behind) {
            None => true,
            Some(TokenKind::Sign) => matches!(self.text(behind), "," | "." | ";" | ":" | ")"),
            Some(TokenKind::Word) => {
                let word = self.small(behind);
                let follows = [
                    "và", "hoặc", "hay", "đến", "khoản", "điều", "mục", "chương", "phần", "của",
                    "này", "tại", "nêu",
                ];
                follows.contains(&word) || self.is_capital(behind)
            }
            _ => false,
        };
        if !ends {
            return None;
        }
        for label in labels {
            items.push(Item {
                level,
                label: Some(label),
                range: self.range(at, next),
                beside: true,
            });
        }
        Some(next)
    }

    fn is_capital_at(&self, byte: usize) -> bool {
        let rest = self.passage.text.get(byte..).unwrap_or_default();
        rest.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whose the parts are that end before a token.
    fn owner(&self, at: usize) -> Owner {
        let mut at = self.skip(at);
        let links = [
            "của", "tại", "trong", "thuộc", "bản", "nêu", "nói", "trên", ",", "ở",
        ];
        let mut after_comma = false;
        for _ in 0..3 {
            if links.contains(&self.small(at)) {
                after_comma |= self.small(at) == ",";
                at = self.skip(at + 1);
            }
        }
        // The longest name of a kind: `thông tư liên tịch`.
        let mut kind = None;
        let mut end = at;
        for _ in 0..4 {
            if self.kind(end) != Some(TokenKind::Word) {
                break;
            }
            if DOCUMENTS.has(self.phrase(at, end + 1)) {
                kind = Some((self.range(at, end + 1), end + 1));
            }
            end = self.skip(end + 1);
        }
        match kind {
            Some((range, end)) if self.small(self.skip(end)) == "này" => Owner::This(range),
            Some((range, end)) if self.goes_with_this(end) => Owner::This(range),
            Some((range, _)) if after_comma && !self.is_capital_at(range.start) => Owner::Unnamed,
            Some(_) => Owner::Other,
            None if self.is_capital(at) => Owner::Other,
            None => Owner::Unnamed,
        }
    }

    /// Tells whether `kèm theo Quyết định này` follows in the same clause.
    fn goes_with_this(&self, from: usize) -> bool {
        let mut with = false;
        for at in from..(from + 60).min(self.passage.tokens.len()) {
            match self.small(at) {
                "." | ";" | ":" | "(" | "," => return false,
                "theo" if self.small(at.saturating_sub(2)) == "kèm" => with = true,
                "này" => return with,
                "số" if with => return false,
                _ => {}
            }
        }
        false
    }
}
