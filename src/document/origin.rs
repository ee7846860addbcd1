//! Where text came from: byte ranges of the sources, and how exactly a text follows from its range.
//!
//! An [`Origin`] is one range. A text that was put together from several places (words of the YAML,
//! values that expressions printed, words of a template) has [`Origins`]: stretches that are counted
//! in characters, because capitals and no-break spaces change how many bytes a letter takes, but
//! never how many letters there are.

use crate::diagnostic::Source;
use std::sync::Arc;

/// How the text follows from its range of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OriginKind {
    /// It stands there letter for letter. What the style makes of the letters later (capitals,
    /// no-break spaces and hyphens) does not count.
    Exact,
    /// It is made of what stands there, but is written otherwise: an escape, a letter in two
    /// parts, lines that YAML joined. The range may be wider than the text.
    Rewritten,
    /// The expression at the range printed it.
    Printed,
}

/// The attribute values of the layout markup.
const KINDS: [(&str, OriginKind); 3] = [
    ("exact", OriginKind::Exact),
    ("rewritten", OriginKind::Rewritten),
    ("printed", OriginKind::Printed),
];

/// Where a text came from: a byte range of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Origin {
    /// Index into [`super::Document::sources`].
    pub source: u16,
    /// How the text follows from the range.
    pub kind: OriginKind,
    /// The first byte, an offset into [`Source::text`].
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Origin {
    /// The origin of what is made of a text of this one.
    #[must_use]
    pub fn rewritten(self) -> Self {
        let kind = match self.kind {
            OriginKind::Exact => OriginKind::Rewritten,
            kind => kind,
        };
        Self { kind, ..self }
    }

    /// The text in the range; none where the source is not among these.
    pub fn slice(self, sources: &[Arc<Source>]) -> Option<&str> {
        let source = sources.get(usize::from(self.source))?;
        source.text.get(self.start as usize..self.end as usize)
    }

    /// The range that covers this text and one that follows it, in the same source.
    #[must_use]
    pub fn through(self, next: Self) -> Self {
        if next.source != self.source {
            return self;
        }
        let joins = self.end == next.start && self.kind == next.kind;
        let kind = match self.kind {
            OriginKind::Exact if joins => OriginKind::Exact,
            kind if self == next => kind,
            _ => OriginKind::Rewritten,
        };
        Self {
            kind,
            end: self.end.max(next.end),
            ..self
        }
    }

    /// The start tag of `<t>` in the layout markup.
    pub fn tag(self) -> String {
        format!("<t{}>", self.attributes())
    }

    /// The attributes of an element that tell it, with the blank before them.
    pub fn attributes(self) -> String {
        let Self {
            source,
            kind,
            start,
            end,
        } = self;
        match kind {
            OriginKind::Exact => format!(" at=\"{source}:{start}-{end}\""),
            kind => format!(
                " at=\"{source}:{start}-{end}\" as=\"{}\"",
                super::names::word(&KINDS, &kind)
            ),
        }
    }

    /// Reads the attributes `at` (`SOURCE:START-END`) and `as` of `<t>`.
    pub fn read(at: &str, kind: Option<&str>) -> Option<Self> {
        let (source, range) = at.split_once(':')?;
        let (start, end) = range.split_once('-')?;
        let number = |digits: &str| {
            let plain = digits.bytes().all(|b| b.is_ascii_digit());
            digits.parse::<u32>().ok().filter(|_| plain)
        };
        let origin = Self {
            source: u16::try_from(number(source)?).ok()?,
            kind: kind.map_or(Some(OriginKind::Exact), |word| {
                super::names::value(&KINDS, word)
            })?,
            start: number(start)?,
            end: number(end)?,
        };
        (origin.start <= origin.end).then_some(origin)
    }
}

/// A stretch of a text with one origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stretch {
    /// Where it came from; none for words of a template.
    pub origin: Option<Origin>,
    /// How many characters of the origin's text stand before the stretch: a text may be cut, and
    /// its parts go on telling the whole range.
    pub skip: u32,
    /// How many characters of the text it has.
    pub chars: u32,
}

impl Stretch {
    /// Tells whether `next` goes on where this one ends, so that both are one stretch.
    fn continues(&self, next: &Self) -> bool {
        match (self.origin, next.origin) {
            (None, None) => true,
            (Some(one), Some(other)) => {
                let goes_on = self.skip + self.chars == next.skip;
                one == other && (goes_on || one.kind != OriginKind::Exact)
            }
            _ => false,
        }
    }
}

/// Where the characters of a text came from: stretches that follow one another and are together as
/// long as the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origins {
    /// Most texts have but one stretch, which needs no allocation.
    first: Stretch,
    more: Vec<Stretch>,
}

impl Origins {
    /// The origins of a text of so many characters that has one origin, or none.
    pub fn of(origin: Option<Origin>, chars: usize) -> Self {
        Self {
            first: Stretch {
                origin,
                skip: 0,
                chars: count(chars),
            },
            more: Vec::new(),
        }
    }

    /// The stretches in the order of the text.
    pub fn stretches(&self) -> impl Iterator<Item = Stretch> + Clone + '_ {
        let all = std::iter::once(self.first).chain(self.more.iter().copied());
        all.filter(|stretch| stretch.chars > 0)
    }

    /// A stretch by its number, from 0.
    pub fn get(&self, index: usize) -> Option<Stretch> {
        match index.checked_sub(1) {
            None => Some(self.first),
            Some(index) => self.more.get(index).copied(),
        }
    }

    /// The range of the whole text: from where its first words with an origin stand to the last of
    /// those that stand in the same source.
    pub fn whole(&self) -> Option<Origin> {
        let mut origins = self.stretches().filter_map(|stretch| stretch.origin);
        let first = origins.next()?;
        Some(origins.fold(first, Origin::through))
    }

    /// Adds a text of one origin behind the others. An exact one that goes on where the last one
    /// ends becomes part of it.
    pub fn push(&mut self, origin: Option<Origin>, chars: usize) {
        let chars = count(chars);
        let last = self.more.last_mut().unwrap_or(&mut self.first);
        if let (Some(before), Some(next)) = (&mut last.origin, origin)
            && (before.kind, next.kind) == (OriginKind::Exact, OriginKind::Exact)
            && (before.source, before.end) == (next.source, next.start)
            && last.chars > 0
        {
            before.end = next.end;
            last.chars += chars;
            return;
        }
        self.push_stretch(Stretch {
            origin,
            skip: 0,
            chars,
        });
    }

    /// Adds a stretch behind the others.
    pub fn push_stretch(&mut self, next: Stretch) {
        let last = self.more.last_mut().unwrap_or(&mut self.first);
        if next.chars == 0 {
        } else if last.chars == 0 {
            *last = next;
        } else if last.continues(&next) {
            last.chars += next.chars;
        } else {
            self.more.push(next);
        }
    }

    /// Adds the origins of a text that is joined to the end of this one.
    pub fn append(&mut self, other: &Self) {
        for stretch in other.stretches() {
            self.push_stretch(stretch);
        }
    }

    /// The origins of a part of the text, from one character to another.
    #[must_use]
    pub fn part(&self, from: usize, to: usize) -> Self {
        let (from, to) = (count(from), count(to));
        let mut part = Self::default();
        let mut start = 0;
        for stretch in self.stretches() {
            let end = start + stretch.chars;
            let (first, last) = (from.max(start), to.min(end));
            if first < last {
                part.push_stretch(Stretch {
                    skip: stretch.skip + first - start,
                    chars: last - first,
                    ..stretch
                });
            }
            start = end;
        }
        part
    }

    /// Where a character of the text came from: its own bytes where it is taken letter for letter.
    pub fn at(&self, index: usize, sources: &[Arc<Source>]) -> Option<Origin> {
        let index = count(index);
        let mut start = 0;
        for stretch in self.stretches() {
            if index < start + stretch.chars {
                let one = Stretch {
                    skip: stretch.skip + index - start,
                    chars: 1,
                    ..stretch
                };
                return resolved(one, sources);
            }
            start += stretch.chars;
        }
        None
    }
}

impl Origins {
    /// Where each character came from, as [`Origins::at`] tells it, in one walk.
    pub fn each(&self, sources: &[Arc<Source>]) -> Vec<Option<Origin>> {
        let mut all = Vec::new();
        for stretch in self.stretches() {
            let count = stretch.chars as usize;
            let exact = stretch.origin.filter(|o| o.kind == OriginKind::Exact);
            let Some((origin, text)) = exact.and_then(|o| Some((o, o.slice(sources)?))) else {
                all.extend(std::iter::repeat_n(stretch.origin, count));
                continue;
            };
            let letters = text.char_indices().skip(stretch.skip as usize).take(count);
            let before = all.len();
            all.extend(letters.map(|(at, c)| {
                let start = origin.start + at as u32;
                let end = start + c.len_utf8() as u32;
                Some(Origin {
                    start,
                    end,
                    ..origin
                })
            }));
            // What has more letters than its range stands at the end of it.
            let behind = Origin {
                start: origin.end,
                ..origin
            };
            all.resize(before + count, Some(behind));
        }
        all
    }
}

/// Stretches dealt out anew, in order, to the parts that a text was cut into.
pub struct Deal<I> {
    stretches: I,
    rest: Stretch,
}

impl<I: Iterator<Item = Stretch>> Deal<I> {
    /// Deals these out.
    pub fn new(stretches: I) -> Self {
        Self {
            stretches,
            rest: Stretch::default(),
        }
    }

    /// The origins of the next so many characters.
    pub fn take(&mut self, chars: usize) -> Origins {
        let mut dealt = Origins::default();
        let mut left = count(chars);
        while left > 0 {
            if self.rest.chars == 0 {
                match self.stretches.next() {
                    Some(next) => self.rest = next,
                    None => break,
                }
            }
            let taken = left.min(self.rest.chars);
            dealt.push_stretch(Stretch {
                chars: taken,
                ..self.rest
            });
            self.rest.skip += taken;
            self.rest.chars -= taken;
            left -= taken;
        }
        dealt
    }
}

/// The range of a stretch itself, where it is a part of a text that is taken letter for letter; else
/// that of the whole.
fn resolved(stretch: Stretch, sources: &[Arc<Source>]) -> Option<Origin> {
    let origin = stretch.origin?;
    if origin.kind != OriginKind::Exact {
        return Some(origin);
    }
    let text = origin.slice(sources)?;
    let from = byte_of(text, stretch.skip as usize);
    let to = from + byte_of(&text[from..], stretch.chars as usize);
    Some(Origin {
        start: origin.start + from as u32,
        end: origin.start + to as u32,
        ..origin
    })
}

/// The byte offset behind so many characters of a text.
fn byte_of(text: &str, chars: usize) -> usize {
    let mut all = text.char_indices();
    all.nth(chars).map_or(text.len(), |(at, _)| at)
}

/// A number of characters as it is kept; no text that is read is longer.
fn count(chars: usize) -> u32 {
    u32::try_from(chars).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn exact(start: u32, end: u32) -> Origin {
        Origin {
            source: 0,
            kind: OriginKind::Exact,
            start,
            end,
        }
    }

    #[test]
    fn attributes_are_read_as_they_are_written() {
        let printed = Origin {
            kind: OriginKind::Printed,
            ..exact(5, 12)
        };
        assert_eq!(exact(5, 12).tag(), "<t at=\"0:5-12\">");
        assert_eq!(printed.tag(), "<t at=\"0:5-12\" as=\"printed\">");
        assert_eq!(Origin::read("0:5-12", None), Some(exact(5, 12)));
        assert_eq!(Origin::read("0:5-12", Some("printed")), Some(printed));
        for (at, kind) in [
            ("0:12:5", None),
            ("0:12-5", None),
            ("0:+1-5", None),
            ("0:1-", None),
            ("70000:1-2", None),
            ("0:1-2-3", None),
            ("0:1-2", Some("in")),
        ] {
            assert_eq!(Origin::read(at, kind), None, "{at}");
        }
    }

    #[test]
    fn parts_tell_their_own_bytes() {
        let sources = [Source::new("a.yaml", "Điều năm")];
        let mut origins = Origins::default();
        origins.push(Some(exact(0, 7)), 5);
        origins.push(Some(exact(7, 11)), 3);
        origins.push(None, 1);
        assert_eq!(origins.stretches().count(), 2, "{origins:?}");
        assert_eq!(origins.whole(), Some(exact(0, 11)));
        let part = origins.part(2, 6).part(1, 4);
        assert_eq!(part.at(0, &sources), Some(exact(6, 7)));
        assert_eq!(origins.at(0, &sources), Some(exact(0, 2)));
        assert_eq!(origins.at(8, &sources), None);
        let each = origins.each(&sources);
        let one_by_one: Vec<_> = (0..9).map(|at| origins.at(at, &sources)).collect();
        assert_eq!(each, one_by_one);
        assert_eq!(origins.part(8, 9).whole(), None);
    }
}
