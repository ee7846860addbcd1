//! Lists of the sheet as Word's own lists.
//!
//! In: the items in the order of the text. Out: the number (`w:numId`) of each, and numbering.xml.
//! The mark that the sheet prints decides: wherever Word, counting by itself, would print
//! another mark, the item gets a `w:num` of its own that makes it print this one.

use super::normalise::{Element, Node, read};
use super::{fault, format};
use crate::diagnostic::Result;
use crate::sheet::{ListDefinition, ListFormat, ListId, ListItem, ListLevel};
use docx_rs::{
    AbstractNumbering, Level, LevelJc, LevelOverride, LevelSuffixType, LevelText, NumberFormat,
    Numbering, Numberings, Start,
};
use std::collections::BTreeMap;

/// docx-rs always adds a definition of its own under 1 (dropped in [`finish`]).
const FIRST: usize = 2;
/// Word knows no deeper level.
const LEVELS: usize = 9;

/// Hands out numbers.
pub(super) struct Lists<'a> {
    lists: &'a [ListDefinition],
    family: &'a str,
    abstracts: Vec<AbstractNumbering>,
    numbers: Vec<Numbering>,
    counted: BTreeMap<ListId, Counted>,
    /// The number of each level of a list with one mark: Word has no numbers in Vietnamese letters, so
    /// each of `a)`, `b)`, `đ)` is a fixed text in a definition of its own. The reader sees a list all
    /// the same; only a new item must be given its letter by hand.
    fixed: BTreeMap<(ListId, usize, String), usize>,
    /// The first free number.
    first: usize,
    /// Nothing is counted: every mark is a text.
    literal: bool,
}

/// A list that Word counts.
struct Counted {
    definition: usize,
    number: usize,
    /// The last number of each level since a shallower item.
    counters: [Option<u32>; LEVELS],
    /// Where `number` makes a level start, other than its definition.
    restart: Option<(usize, u32)>,
}

impl Counted {
    /// Word starts the deeper levels anew after each item.
    fn pass(&mut self, depth: usize, count: Option<u32>) {
        self.counters[depth] = count;
        self.counters[depth + 1..].fill(None);
    }

    fn expected(&self, depth: usize, start: u32) -> u32 {
        let restart = self.restart.filter(|(at, _)| *at == depth);
        let first = restart.map_or(start, |(_, count)| count);
        self.counters[depth].map_or(first, |last| last.saturating_add(1))
    }
}

impl<'a> Lists<'a> {
    pub(super) fn new(lists: &'a [ListDefinition], family: &'a str) -> Self {
        Self {
            lists,
            family,
            abstracts: Vec::new(),
            numbers: Vec::new(),
            counted: BTreeMap::new(),
            fixed: BTreeMap::new(),
            first: FIRST,
            literal: false,
        }
    }

    /// For items that are to keep the marks they have whatever stands around them; numbered after
    /// those of `others`.
    pub(super) fn literal(
        lists: &'a [ListDefinition],
        family: &'a str,
        others: &Numberings,
    ) -> Self {
        Self {
            first: FIRST + others.abstract_nums.len().max(others.numberings.len()),
            literal: true,
            ..Self::new(lists, family)
        }
    }

    /// The level that an item stands on.
    pub(super) fn level(&self, item: &ListItem) -> Result<&'a ListLevel> {
        let levels = self.lists.get(item.list.0).map(|list| &list.levels);
        levels
            .and_then(|levels| levels.get(usize::from(item.level)))
            .filter(|_| usize::from(item.level) < LEVELS)
            .ok_or_else(|| fault("mục danh sách không có cấp"))
    }

    /// The `w:numId` of the next item.
    pub(super) fn number(&mut self, item: &ListItem) -> Result<usize> {
        let level = self.level(item)?;
        match &level.format {
            _ if self.literal => Ok(self.fixed(item)),
            ListFormat::Bullet(text) if *text == item.mark => {
                let list = self.counted(item.list);
                list.pass(usize::from(item.level), None);
                Ok(list.number)
            }
            ListFormat::Decimal { suffix, padded: _ } => {
                let count = item.mark.strip_suffix(suffix.as_str());
                match count.and_then(|digits| digits.parse().ok()) {
                    Some(count) => Ok(self.decimal(item, level, count)),
                    None => Ok(self.fixed(item)),
                }
            }
            ListFormat::Bullet(_) | ListFormat::Fixed => Ok(self.fixed(item)),
        }
    }

    fn decimal(&mut self, item: &ListItem, level: &ListLevel, count: u32) -> usize {
        let depth = usize::from(item.level);
        self.counted(item.list); // may itself take the next number
        let next_number = self.first + self.numbers.len();
        let list = self.counted(item.list);
        let expected = list.expected(depth, level.start);
        list.pass(depth, Some(count));
        if expected == count {
            return list.number;
        }
        list.number = next_number;
        list.restart = Some((depth, count));
        let restart = LevelOverride::new(depth).start(count as usize);
        let number = Numbering::new(next_number, list.definition).add_override(restart);
        self.numbers.push(number);
        next_number
    }

    fn counted(&mut self, list: ListId) -> &mut Counted {
        let is_new = !self.counted.contains_key(&list);
        let defined = is_new.then(|| self.define(list, None));
        let (definition, number) = defined.unwrap_or_default();
        self.counted.entry(list).or_insert(Counted {
            definition,
            number,
            counters: [None; LEVELS],
            restart: None,
        })
    }

    fn fixed(&mut self, item: &ListItem) -> usize {
        let depth = usize::from(item.level);
        let key = (item.list, depth, item.mark.clone());
        if let Some(number) = self.fixed.get(&key) {
            return *number;
        }
        let (_, number) = self.define(item.list, Some((depth, &item.mark)));
        self.fixed.insert(key, number);
        number
    }

    /// Adds a definition and a number of it; `mark` replaces the text of one level.
    fn define(&mut self, list: ListId, mark: Option<(usize, &str)>) -> (usize, usize) {
        let definition = self.first + self.abstracts.len();
        let mut numbering = AbstractNumbering::new(definition);
        numbering.multi_level_type = Some("multilevel".to_owned());
        for (depth, level) in self.lists[list.0].levels.iter().take(LEVELS).enumerate() {
            let mark = mark.filter(|(at, _)| *at == depth).map(|(_, mark)| mark);
            numbering = numbering.add_level(self.built(depth, level, mark));
        }
        self.abstracts.push(numbering);
        let number = self.first + self.numbers.len();
        self.numbers.push(Numbering::new(number, definition));
        (definition, number)
    }

    /// The mark takes size and weight from the paragraph; the font is named, since Word would
    /// take Symbol for a bullet.
    fn built(&self, depth: usize, level: &ListLevel, mark: Option<&str>) -> Level {
        let ListLevel {
            format: counting,
            start,
            left,
            first_line,
        } = level;
        let (kind, text) = match (mark, counting) {
            (Some(mark), _) => (literal(mark), mark.to_owned()),
            (None, ListFormat::Bullet(text)) => (literal(text), text.clone()),
            (None, ListFormat::Decimal { suffix, padded }) => {
                let kind = if *padded { "decimalZero" } else { "decimal" };
                (kind, format!("%{}{suffix}", depth + 1))
            }
            (None, ListFormat::Fixed) => ("none", String::new()),
        };
        // docx-rs does not escape this one attribute.
        let text = quick_xml::escape::escape(text).into_owned();
        Level::new(
            depth,
            Start::new(*start as usize),
            NumberFormat::new(kind),
            LevelText::new(text),
            LevelJc::new("left"),
        )
        .suffix(LevelSuffixType::Space)
        .indent(
            Some(left.0),
            Some(format::special(*first_line)),
            Some(super::normalise::UNSET),
            None,
        )
        .fonts(format::fonts(self.family))
    }

    /// The part's content.
    pub(super) fn into_numberings(self) -> Numberings {
        Numberings {
            abstract_nums: self.abstracts,
            numberings: self.numbers,
        }
    }
}

/// How a level prints a text that does not count. LibreOffice cuts a bullet down to its first
/// character, so anything longer is a number whose text names no number; Word prints both whole.
fn literal(text: &str) -> &'static str {
    if text.chars().nth(1).is_none() {
        "bullet"
    } else {
        "decimal"
    }
}

/// Drops docx-rs's own list and gives each definition the ids by which Word knows it again
/// when text is copied between documents.
pub(super) fn finish(part: &[u8]) -> Result<Element> {
    let mut root = read(part)?;
    root.children.retain(|node| !is_own(node));
    for definition in root.elements_mut().filter(|e| e.name == "w:abstractNum") {
        let hash = fingerprint(definition);
        definition.push(Element::new("w:nsid").with("w:val", format!("{hash:08X}")));
        let template = hash.rotate_left(16) ^ 0x5A5A_5A5A;
        definition.push(Element::new("w:tmpl").with("w:val", format!("{template:08X}")));
    }
    Ok(root)
}

fn is_own(node: &Node) -> bool {
    node.element().is_some_and(|e| {
        e.attribute("w:abstractNumId") == Some("1") || e.attribute("w:numId") == Some("1")
    })
}

/// FNV-1a over the definition as written: the same list gets the same id on every run.
fn fingerprint(definition: &Element) -> u32 {
    definition
        .to_part()
        .bytes()
        .fold(0x811C_9DC5, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        })
}
