//! Numbers and bullets as Word counts and prints them.
//!
//! In: the part with numberings, and the paragraphs in the order of the text. Out: the [`Label`] of each.

use super::legacy::{Font, symbols};
use super::properties::{ParagraphLook, RunLook, bounded, child_or_chosen};
use super::styles::{Styles, Theme};
use super::xml::{Node, Tree};
use crate::import::flat::Label;
use std::collections::{BTreeMap, BTreeSet};

/// Word knows no deeper level.
const LEVELS: usize = 9;
/// Word counts no further.
const MOST: u32 = 32_767;

#[derive(Debug, Clone, PartialEq)]
enum Format {
    Decimal,
    /// Zeros before numbers with fewer digits.
    Padded(usize),
    Roman {
        capitals: bool,
    },
    Letters {
        capitals: bool,
    },
    /// `(1)`, `- 1 -`, `①`.
    Between(&'static str, &'static str),
    Circled,
    Bullet,
    None,
}

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: Format,
    /// With `%1` for the number of the first level.
    text: String,
    /// The level (from 1) behind which it starts anew; 0 never; none after any higher one.
    restart: Option<usize>,
    /// All numbers in it are Arabic.
    plain: bool,
    look: ParagraphLook,
    style: Option<String>,
    font: Option<Font>,
    capitals: bool,
    hidden: bool,
}

type Definition = [Option<Level>; LEVELS];

#[derive(Debug, Default)]
struct Abstract {
    levels: Definition,
    /// The style of lists that it stands for.
    linked: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    of: u32,
    starts: [Option<u32>; LEVELS],
    levels: Definition,
}

/// The numberings of a file.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    abstracts: BTreeMap<u32, Abstract>,
    lists: BTreeMap<u32, List>,
}

/// How far each list has counted.
#[derive(Debug, Default)]
pub(super) struct Counters {
    counts: BTreeMap<u32, [Option<u32>; LEVELS]>,
    begun: BTreeSet<u32>,
}

impl Numbering {
    /// Reads the part with numberings.
    pub(super) fn read(tree: &Tree<'_>, theme: &Theme) -> Self {
        let mut numbering = Self::default();
        let id = |node: Node<'_>, name: &str| node.attribute(name)?.trim().parse::<u32>().ok();
        for node in tree.root().children() {
            match node.word() {
                "abstractNum" => {
                    let Some(id) = id(node, "abstractNumId") else {
                        continue;
                    };
                    let mut read = Abstract {
                        linked: node.value_of("numStyleLink").map(bounded),
                        ..Abstract::default()
                    };
                    levels(node, theme, &mut read.levels);
                    numbering.abstracts.insert(id, read);
                }
                "num" => {
                    let of = node.value_of("abstractNumId");
                    let of = of.and_then(|of| of.trim().parse().ok());
                    let (Some(id), Some(of)) = (id(node, "numId"), of) else {
                        continue;
                    };
                    let mut list = List {
                        of,
                        ..List::default()
                    };
                    for over in node.children().filter(|node| node.word() == "lvlOverride") {
                        let level = over.attribute("ilvl").and_then(|v| v.parse::<usize>().ok());
                        let Some(level) = level.filter(|level| *level < LEVELS) else {
                            continue;
                        };
                        let start = over.value_of("startOverride");
                        list.starts[level] = start.and_then(|v| v.trim().parse().ok());
                        levels(over, theme, &mut list.levels);
                    }
                    numbering.lists.insert(id, list);
                }
                _ => {}
            }
        }
        numbering
    }

    /// The list with what it is made of, styles of lists followed.
    fn list(&self, id: u32, styles: &Styles) -> Option<(&List, u32, &Abstract)> {
        let list = self.lists.get(&id)?;
        let mut of = list.of;
        let mut found = self.abstracts.get(&of)?;
        // Styles that lead to each other lead nowhere.
        for _ in 0..4 {
            let Some(linked) = &found.linked else { break };
            let next = styles.list_of(linked).and_then(|id| self.lists.get(&id));
            let Some(next) = next.filter(|next| next.of != of) else {
                break;
            };
            of = next.of;
            found = self.abstracts.get(&of)?;
        }
        Some((list, of, found))
    }

    fn level<'n>(list: &'n List, of: &'n Abstract, at: usize) -> Option<&'n Level> {
        let own = list.levels.get(at)?.as_ref();
        own.or_else(|| of.levels.get(at)?.as_ref())
    }

    /// The level of a list that is of a style: where a style has the number, it does not always say the level.
    pub(super) fn level_of(&self, id: u32, style: Option<&str>, styles: &Styles) -> Option<u8> {
        let (list, _, of) = self.list(id, styles)?;
        let of_style = |at: &usize| {
            let level = Self::level(list, of, *at);
            level.is_some_and(|level| level.style.is_some() && level.style.as_deref() == style)
        };
        let at = (0..LEVELS).find(of_style)?;
        u8::try_from(at).ok()
    }

    /// What a level says of its paragraphs.
    pub(super) fn look(&self, id: u32, level: u8, styles: &Styles) -> Option<&ParagraphLook> {
        let (list, _, of) = self.list(id, styles)?;
        Self::level(list, of, usize::from(level)).map(|level| &level.look)
    }

    /// Counts a paragraph; what is printed before it, if anything is.
    pub(super) fn count(
        &self,
        id: u32,
        level: u8,
        styles: &Styles,
        counters: &mut Counters,
    ) -> Option<Label> {
        let (list, of_id, of) = self.list(id, styles)?;
        let at = usize::from(level).min(LEVELS - 1);
        let start = |at: usize| {
            let level = Self::level(list, of, at);
            list.starts[at].unwrap_or_else(|| level.map_or(1, |level| level.start))
        };
        let counts = counters.counts.entry(of_id).or_default();
        if counters.begun.insert(id) {
            // A list of the same definition that starts elsewhere starts there when it is first met.
            for (count, start) in counts.iter_mut().zip(&list.starts) {
                if start.is_some() {
                    *count = None;
                }
            }
        }
        counts[at] = Some(counts[at].map_or_else(|| start(at), |last| last.saturating_add(1)));
        for (deeper, count) in counts.iter_mut().enumerate().skip(at + 1) {
            let restart = Self::level(list, of, deeper).and_then(|level| level.restart);
            if restart.is_none_or(|behind| behind > at) {
                *count = None;
            }
        }
        let own = Self::level(list, of, at)?;
        if own.hidden {
            return None;
        }
        let is_bullet = own.format == Format::Bullet;
        let text = match (is_bullet, &own.format) {
            (true, _) => bullet(own),
            (false, Format::None) if own.text.is_empty() => return None,
            (false, _) => printed(own, |of_level| {
                let format = match own.plain {
                    true => &Format::Decimal,
                    false => Self::level(list, of, of_level)
                        .map_or(&Format::Decimal, |level| &level.format),
                };
                format.print(counts[of_level].unwrap_or_else(|| start(of_level)))
            }),
        };
        let text = text.trim();
        (!text.is_empty()).then(|| Label {
            text: text.to_owned(),
            level: u8::try_from(at).unwrap_or(0),
            bullet: is_bullet,
        })
    }
}

/// The levels in a definition.
fn levels(node: Node<'_>, theme: &Theme, into: &mut Definition) {
    for node in node.children().filter(|node| node.word() == "lvl") {
        let at = node.attribute("ilvl").and_then(|v| v.parse::<usize>().ok());
        if let Some(place) = at.and_then(|at| into.get_mut(at)) {
            *place = Some(level(node, theme));
        }
    }
}

fn level(node: Node<'_>, theme: &Theme) -> Level {
    let number = |name: &str| {
        node.value_of(name)
            .and_then(|v| v.trim().parse::<u32>().ok())
    };
    let run = node.child("rPr");
    let run = run
        .map(|node| RunLook::read(node, theme, false))
        .unwrap_or_default();
    let paragraph = node.child("pPr");
    let look = paragraph.map(|node| ParagraphLook::read(node, false));
    let text = node.child("lvlText");
    // A picture for a bullet has no letter.
    let is_picture = node.child("lvlPicBulletId").is_some();
    Level {
        // A level that says nothing begins with 0 in Word.
        start: number("start").unwrap_or(0),
        format: match is_picture {
            true => Format::Bullet,
            false => Format::read(node),
        },
        text: match is_picture {
            true => "•".to_owned(),
            false => bounded(text.and_then(Node::value).unwrap_or_default()),
        },
        restart: number("lvlRestart").and_then(|level| usize::try_from(level).ok()),
        plain: node.child("isLgl").is_some_and(Node::switch),
        look: look.unwrap_or_default(),
        style: node.value_of("pStyle").map(bounded),
        font: run.other.or(run.ascii),
        capitals: run.toggles.caps == Some(true) || run.toggles.small_caps == Some(true),
        hidden: run.toggles.hidden == Some(true),
    }
}

impl Format {
    fn read(node: Node<'_>) -> Self {
        let Some(format) = child_or_chosen(node, "numFmt") else {
            return Self::Decimal;
        };
        match format.value().unwrap_or_default() {
            "decimalZero" => Self::Padded(2),
            "custom" => {
                // Told by its first numbers: `001, 002, 003, ...`.
                let first = format.attribute("format").unwrap_or_default();
                let first = first.split(',').next().unwrap_or_default().trim();
                Self::Padded(first.chars().count().clamp(1, 8))
            }
            "upperRoman" => Self::Roman { capitals: true },
            "lowerRoman" => Self::Roman { capitals: false },
            "upperLetter" => Self::Letters { capitals: true },
            "lowerLetter" => Self::Letters { capitals: false },
            "decimalEnclosedParen" => Self::Between("(", ")"),
            "decimalEnclosedFullstop" => Self::Between("", "."),
            "numberInDash" => Self::Between("- ", " -"),
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "bullet" => Self::Bullet,
            "none" => Self::None,
            _ => Self::Decimal,
        }
    }

    fn print(&self, number: u32) -> String {
        match self {
            Self::Padded(digits) => format!("{number:0digits$}"),
            Self::Roman { capitals } if (1..=MOST).contains(&number) => {
                let text = roman(number);
                if *capitals { text } else { text.to_lowercase() }
            }
            Self::Letters { capitals } if (1..=780).contains(&number) => {
                // z is followed by aa, bb.
                let first = if *capitals { b'A' } else { b'a' };
                let offset = u8::try_from((number - 1) % 26).unwrap_or(0);
                let letter = char::from(first + offset);
                let times = usize::try_from((number - 1) / 26 + 1).unwrap_or(1);
                letter.to_string().repeat(times)
            }
            Self::Between(before, after) => format!("{before}{number}{after}"),
            Self::Circled => {
                let circled = (1..=20).contains(&number);
                let circled = circled
                    .then(|| char::from_u32(0x2460 + number - 1))
                    .flatten();
                circled.map_or_else(|| number.to_string(), String::from)
            }
            Self::Bullet | Self::None => String::new(),
            Self::Decimal | Self::Roman { .. } | Self::Letters { .. } => number.to_string(),
        }
    }
}

fn roman(mut number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

/// The text of a level with its numbers put in.
fn printed(level: &Level, number: impl Fn(usize) -> String) -> String {
    let font = level.font.unwrap_or_default();
    let mut out = String::new();
    let mut text = String::new();
    let mut chars = level.text.chars().peekable();
    while let Some(c) = chars.next() {
        let digit = chars.peek().and_then(|c| c.to_digit(10));
        match digit.and_then(|digit| usize::try_from(digit).ok()) {
            Some(digit @ 1..=LEVELS) if c == '%' => {
                chars.next();
                out.push_str(&font.shown(&std::mem::take(&mut text)));
                out.push_str(&number(digit - 1));
            }
            _ => text.push(c),
        }
    }
    out.push_str(&font.shown(&text));
    if level.capitals || font.is_capitals() {
        out = out.to_uppercase();
    }
    out
}

fn bullet(level: &Level) -> String {
    let font = level.font.unwrap_or_default();
    let shown = symbols(&level.text, font);
    let is_private = |c: char| ('\u{e000}'..='\u{f8ff}').contains(&c);
    match shown.chars().any(is_private) {
        true => "•".to_owned(),
        false => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, roman};

    #[test]
    fn numbers_are_printed_as_word_prints_them() {
        let letters = Format::Letters { capitals: false };
        for (number, text) in [(1, "a"), (5, "e"), (26, "z"), (27, "aa"), (54, "bbb")] {
            assert_eq!(letters.print(number), text);
        }
        for (number, text) in [(4, "IV"), (9, "IX"), (14, "XIV"), (1999, "MCMXCIX")] {
            assert_eq!(roman(number), text);
        }
        assert_eq!(Format::Padded(2).print(7), "07");
        assert_eq!(Format::Roman { capitals: true }.print(0), "0");
        assert_eq!(
            Format::Letters { capitals: true }.print(u32::MAX),
            "4294967295"
        );
        assert_eq!(Format::Between("- ", " -").print(3), "- 3 -");
    }
}
