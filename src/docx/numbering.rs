//! Lists of the sheet as Word's own lists.
//!
//! In: the items in the order of the text. Out: the number (`w:numId`) of each, and numbering.xml.
//! The mark that the sheet prints decides: wherever Word, counting by itself, would print
//! another mark, the item gets a `w:num` of its own that makes it print this one.
//!
//! To know that, [`Lists`] counts along as Word does: for each list the last number of each level,
//! where an item makes the deeper levels start anew. An item whose number is the expected one goes on
//! in the list's present `w:num`; any other number begins a new `w:num` of the same definition that
//! restarts its level there. A mark that is no number is a text: each such mark of a level has one
//! definition that prints it.

use super::fault;
use super::library::{self, FIRST_LIST};
use super::xml::Element;
use crate::diagnostic::Result;
use crate::sheet::{ListDefinition, ListFormat, ListId, ListItem, ListLevel};
use std::collections::BTreeMap;

/// Word knows no deeper level.
const LEVELS: usize = 9;

/// A definition of a list (`w:abstractNum`).
#[derive(Clone)]
pub(super) struct Definition<'a> {
    pub(super) id: usize,
    pub(super) levels: &'a [ListLevel],
    /// The level at this depth prints this text instead of its own mark.
    pub(super) mark: Option<(usize, String)>,
}

/// A list that counts by a definition (`w:num`).
#[derive(Clone)]
pub(super) struct Number {
    pub(super) id: usize,
    pub(super) definition: usize,
    /// The level at this depth starts at this number.
    pub(super) restart: Option<(usize, u32)>,
}

/// All that numbering.xml holds.
#[derive(Default)]
pub(super) struct Numbering<'a> {
    pub(super) definitions: Vec<Definition<'a>>,
    pub(super) numbers: Vec<Number>,
}

/// Hands out numbers.
pub(super) struct Lists<'a> {
    lists: &'a [ListDefinition],
    made: Numbering<'a>,
    counted: BTreeMap<ListId, Counted>,
    /// The number of each level of a list with one mark. Word has no numbers in Vietnamese letters, but its
    /// Latin ones are the same from one left-out letter to the next: a–d, e, g–i, k–v, x, y. So `a)`, `b)`
    /// count, Enter behind `b)` gives `c)`, and `g)` starts anew at the seventh; `đ)` alone is a fixed text in
    /// a definition of its own. Behind d), e), i) and v) the next letter is still to be mended by hand.
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
    /// The level that `number` makes start elsewhere than its definition does, and where.
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
    pub(super) fn new(lists: &'a [ListDefinition]) -> Self {
        Self {
            lists,
            made: Numbering::default(),
            counted: BTreeMap::new(),
            fixed: BTreeMap::new(),
            first: FIRST_LIST,
            literal: false,
        }
    }

    /// Lists whose items keep the marks they have whatever stands around them; numbered after those
    /// of `others`.
    pub(super) fn literal(lists: &'a [ListDefinition], others: &Numbering<'_>) -> Self {
        Self {
            first: FIRST_LIST + others.definitions.len().max(others.numbers.len()),
            literal: true,
            ..Self::new(lists)
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
            ListFormat::Letter { suffix } => {
                match item.mark.strip_suffix(suffix.as_str()).and_then(latin) {
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
        let next_number = self.first + self.made.numbers.len();
        let list = self.counted(item.list);
        let expected = list.expected(depth, level.start);
        list.pass(depth, Some(count));
        if expected == count {
            return list.number;
        }
        list.number = next_number;
        list.restart = Some((depth, count));
        let number = Number {
            id: next_number,
            definition: list.definition,
            restart: list.restart,
        };
        self.made.numbers.push(number);
        next_number
    }

    fn counted(&mut self, list: ListId) -> &mut Counted {
        let (definition, number) = match self.counted.get(&list) {
            Some(known) => (known.definition, known.number),
            None => self.define(list, None),
        };
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
        let definition = self.first + self.made.definitions.len();
        let levels = &self.lists[list.0].levels;
        self.made.definitions.push(Definition {
            id: definition,
            levels: &levels[..levels.len().min(LEVELS)],
            mark: mark.map(|(depth, mark)| (depth, mark.to_owned())),
        });
        let number = self.first + self.made.numbers.len();
        self.made.numbers.push(Number {
            id: number,
            definition,
            restart: None,
        });
        (definition, number)
    }

    /// All that was handed out.
    pub(super) fn finish(self) -> Numbering<'a> {
        self.made
    }
}

/// The place of a letter in the Latin alphabet, if it is one.
fn latin(mark: &str) -> Option<u32> {
    let &[letter @ b'a'..=b'z'] = mark.as_bytes() else {
        return None;
    };
    Some(u32::from(letter - b'a') + 1)
}

impl Numbering<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The part's content.
    pub(super) fn part(&self, family: &str) -> Result<String> {
        let root = library::numbering(&self.definitions, &self.numbers, family, know_again)?;
        Ok(Element::root("w:numbering").taking(root).to_part())
    }
}

/// The ids by which Word knows a definition again when text is copied between documents.
fn know_again(definition: &Element) -> [Element; 2] {
    let hash = fingerprint(definition);
    let template = hash.rotate_left(16) ^ 0x5A5A_5A5A;
    [("w:nsid", hash), ("w:tmpl", template)]
        .map(|(name, id)| Element::value(name, format!("{id:08X}")))
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
