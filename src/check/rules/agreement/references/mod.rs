//! References to parts of the document that it does not have: `Điều 9 Quyết định này` of five articles.

mod mention;
mod structure;

use crate::check::reading::{Passage, Role};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use crate::document::POINTS;
use mention::{DOCUMENTS, Item, Level, Mention, Owner};
use structure::{Node, Structure, Unit};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NQ001",
        level: Severity::Error,
        about: "Dẫn chiếu đến điều, khoản, điểm, mục mà văn bản không có",
        clause: None,
    },
    name: "dan-chieu-khong-co",
    explanation: "“Điều 9 Quyết định này”, “khoản 3 Điều này”, “mục V Kế hoạch này”, “Như Điều 4” phải trỏ đến phần có thật \
        của văn bản. Thường sai vì văn bản đã thêm, bớt hoặc đánh số lại các phần. Dẫn chiếu trong ngoặc kép, dẫn chiếu đến \
        văn bản khác (“Điều 9 Luật …”) không xét; số điều đứng một mình chỉ xét khi trong câu không có văn bản nào khác.",
    bad: "Điều 1. Ban hành Quy chế. Điều 2. Quyết định này có hiệu lực từ ngày ký, trừ nội dung tại Điều 4 Quyết định này.",
    good: "Điều 1. Ban hành Quy chế. Điều 2. Quyết định này có hiệu lực từ ngày ký, trừ nội dung tại Điều 1 Quyết định này.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let (mut structure, mut titles) = (None, None);
    for (index, passage) in reading.passages.iter().enumerate() {
        let recipient = passage.role == Role::Recipient;
        let looks = passage.role.is_prose()
            || passage.role.is_heading()
            || recipient
            || matches!(passage.role, Role::Cell { .. });
        if !looks {
            continue;
        }
        for mention in mention::mentions(passage) {
            let structure = structure.get_or_insert_with(|| Structure::of(&reading.passages));
            Look {
                reading,
                structure,
                titles: titles.get_or_insert_with(|| titles_of(reading)),
                index,
                passage,
            }
            .mention(&mention, found);
        }
    }
}

/// The lines that tell what the parts of the document are, in small letters.
fn titles_of<'r>(reading: &'r Reading<'_>) -> Vec<(usize, &'r str)> {
    let titled = |passage: &&Passage<'_>| {
        passage.is("kind")
            || passage.is("kind-alone")
            || matches!(passage.role, Role::AppendixTitle | Role::AppendixLabel)
    };
    let passages = reading.passages.iter().filter(titled);
    passages
        .map(|passage| (passage.part, passage.lower.as_str()))
        .collect()
}

/// What the look-up of a part came to.
enum Outcome {
    /// It is there.
    There,
    /// It is not; why, and the piece that should have it.
    Missing(String, Option<usize>),
    /// It cannot be told.
    Unsure(&'static str),
}

/// A passage whose references are looked up.
struct Look<'l, 'a> {
    reading: &'l Reading<'a>,
    structure: &'l Structure,
    titles: &'l [(usize, &'l str)],
    index: usize,
    passage: &'l Passage<'a>,
}

impl Look<'_, '_> {
    fn mention(&self, mention: &Mention, found: &mut Findings) {
        let parts = match &mention.owner {
            Owner::Other => return,
            Owner::This(kind) => {
                let kind = self.passage.lower.get(kind.clone()).unwrap_or_default();
                let parts = self.parts(kind);
                if parts.is_empty() {
                    if let Some(item) = mention.items.first() {
                        let reason = format!("văn bản không có phần nào tên là “{kind}”");
                        found.unsure(RULE.unsure(reason).at(self.passage.place(&item.range)));
                    }
                    return;
                }
                parts
            }
            Owner::Unnamed => vec![self.passage.part],
        };
        // `Điều này` is of this text, whatever else the passage speaks of.
        let here = mention.items.iter().any(|item| item.label.is_none());
        let unnamed = mention.owner == Owner::Unnamed && !here;
        let has_article = mention
            .items
            .iter()
            .any(|item| item.level == Level::Article);
        if unnamed && !has_article {
            return;
        }
        for (at, item) in mention.items.iter().enumerate() {
            let outcome = self.look_up(&mention.items, at, &parts, unnamed);
            match outcome {
                Outcome::There => {}
                Outcome::Unsure(reason) => {
                    found.unsure(RULE.unsure(reason).at(self.passage.place(&item.range)));
                }
                Outcome::Missing(..) if unnamed && self.speaks_of_others() => {
                    let reason = "có thể là dẫn chiếu đến văn bản khác được nhắc trong đoạn";
                    found.unsure(RULE.unsure(reason).at(self.passage.place(&item.range)));
                }
                Outcome::Missing(why, near) => {
                    self.tell(item, &why, near, found);
                }
            }
        }
    }

    fn tell(&self, item: &Item, why: &str, near: Option<usize>, found: &mut Findings) {
        let label = item.label.as_deref().unwrap_or_default();
        let message = format!("không có {} {label}: {why}", item.level.word());
        let mut finding = RULE
            .finding(message)
            .at(self.passage.place(&item.range))
            .help("sửa lại số dẫn chiếu, hoặc ghi tên văn bản được dẫn chiếu");
        let near = near.and_then(|near| self.structure.nodes.get(near));
        let place = near.and_then(|node| self.reading.passages.get(node.passage)?.whole());
        if let Some(place) = place {
            finding = finding.related(place, "phần được tra");
        }
        found.add(finding);
    }

    /// The parts of the document that are a text of this kind; the passage's own first.
    fn parts(&self, kind: &str) -> Vec<usize> {
        if kind == "văn bản" {
            return vec![self.passage.part];
        }
        let whole = |title: &str| {
            let rest = title.strip_prefix(kind);
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        let of_kind = self.titles.iter().filter(|(_, title)| whole(title));
        let mut parts: Vec<usize> = of_kind.map(|(part, _)| *part).collect();
        if kind == "công văn" && self.reading.content.kind.name.is_empty() {
            parts.push(0);
        }
        if parts.contains(&self.passage.part) {
            return vec![self.passage.part];
        }
        parts.dedup();
        parts
    }

    /// Looks an item up that stands at a place among those of its mention.
    fn look_up(&self, items: &[Item], at: usize, parts: &[usize], unnamed: bool) -> Outcome {
        let Some(item) = items.get(at) else {
            return Outcome::There;
        };
        let Some(label) = item.label.as_deref() else {
            return Outcome::There;
        };
        let around = items
            .iter()
            .skip(at + 1)
            .find(|next| next.level < item.level);
        match (item.level, around) {
            (Level::Article, _) => self.article(label, parts, unnamed),
            (Level::Clause | Level::Point, Some(around)) if around.level >= Level::Article => {
                let within = match self.resolve(items, around, parts) {
                    Ok(within) => within,
                    Err(outcome) => return outcome,
                };
                within.map_or(Outcome::There, |node| self.below(item, node))
            }
            (_, Some(around)) if !unnamed => match self.resolve(items, around, parts) {
                Ok(Some(node)) => self.below(item, node),
                Ok(None) => Outcome::There,
                Err(outcome) => outcome,
            },
            (_, None) if !unnamed => self.anywhere(item, parts),
            _ => Outcome::There,
        }
    }

    /// The piece that an item names; none where it is missing itself, which is told at that item.
    fn resolve(
        &self,
        items: &[Item],
        item: &Item,
        parts: &[usize],
    ) -> Result<Option<usize>, Outcome> {
        let position = items
            .iter()
            .position(|one| std::ptr::eq(one, item))
            .unwrap_or(0);
        let Some(label) = item.label.as_deref() else {
            let plain = |node: &Node| node.unit == Unit::Number;
            let fits = |node: &Node| fits(item.level, node.unit);
            let numbered = item.level == Level::Clause;
            let here = numbered
                .then(|| self.structure.around(self.index, plain))
                .flatten();
            let here = here.or_else(|| self.structure.around(self.index, fits));
            return match here {
                Some(here) => Ok(Some(here)),
                None => Err(Outcome::Unsure("không rõ đoạn này thuộc phần nào")),
            };
        };
        if item.level == Level::Article {
            let mut all = parts.iter();
            return Ok(all.find_map(|part| self.structure.article(*part, label)));
        }
        let around = items
            .iter()
            .skip(position + 1)
            .find(|next| next.level < item.level);
        let within = match around {
            Some(around) => match self.resolve(items, around, parts)? {
                Some(within) => Some(within),
                None => return Ok(None),
            },
            None => None,
        };
        let Some(within) = within else {
            let nodes = self.structure.nodes.iter();
            let found = nodes.enumerate().find(|(_, node)| {
                parts.contains(&node.part)
                    && fits(item.level, node.unit)
                    && same(&node.label, label)
            });
            return Ok(found.map(|(index, _)| index));
        };
        let below = self.structure.below(within).iter().enumerate();
        let mut below = below.filter(|(_, node)| fits(item.level, node.unit));
        let found = below.find(|(_, node)| same(&node.label, label));
        Ok(found.map(|(index, _)| within + 1 + index))
    }

    fn article(&self, label: &str, parts: &[usize], unnamed: bool) -> Outcome {
        if parts
            .iter()
            .any(|part| self.structure.article(*part, label).is_some())
        {
            return Outcome::There;
        }
        let part = parts.first().copied().unwrap_or(0);
        let mut articles = self.structure.articles_of(part);
        let first = articles.next();
        let last = articles.last().or(first);
        match (first, last) {
            (Some(first), Some(last)) if first.label == last.label => {
                Outcome::Missing(format!("văn bản chỉ có Điều {}", last.label), None)
            }
            (Some(first), Some(last)) => Outcome::Missing(
                format!("văn bản có Điều {} đến Điều {}", first.label, last.label),
                self.structure.article(part, &last.label),
            ),
            _ if unnamed && self.passage.role != Role::Recipient => {
                Outcome::Unsure("văn bản không chia thành điều")
            }
            _ => Outcome::Missing("văn bản không chia thành điều".to_owned(), None),
        }
    }

    /// Looks up a part below a piece.
    fn below(&self, item: &Item, node: usize) -> Outcome {
        let label = item.label.as_deref().unwrap_or_default();
        let below = self.structure.below(node);
        let fitting = || below.iter().filter(|node| fits(item.level, node.unit));
        if fitting().any(|node| same(&node.label, label)) {
            return Outcome::There;
        }
        let Some(of) = self.structure.nodes.get(node) else {
            return Outcome::There;
        };
        let name = named(of);
        let nearest = fitting().map(|node| node.unit).min();
        let Some(nearest) = nearest else {
            // Paragraphs without labels may be counted.
            let count = of.end.saturating_sub(of.passage);
            return if ordinal(label) <= count {
                Outcome::Unsure("phần được dẫn không đánh số")
            } else {
                Outcome::Missing(
                    format!("{name} không chia thành {}", item.level.word()),
                    Some(node),
                )
            };
        };
        let labels = fitting().filter(|node| node.unit == nearest);
        let labels: Vec<&str> = labels.map(|node| node.label.as_str()).collect();
        let has = match labels.as_slice() {
            [one] => format!("{name} chỉ có {} {one}", item.level.word()),
            [first, .., last] => format!("{name} có {} {first} đến {last}", item.level.word()),
            [] => name,
        };
        Outcome::Missing(has, Some(node))
    }

    /// Looks up a part that may stand anywhere in the text.
    fn anywhere(&self, item: &Item, parts: &[usize]) -> Outcome {
        let label = item.label.as_deref().unwrap_or_default();
        let nodes = || {
            self.structure
                .nodes
                .iter()
                .filter(|node| parts.contains(&node.part))
        };
        let fitting = || nodes().filter(|node| fits(item.level, node.unit));
        if fitting().any(|node| same(&node.label, label)) || self.is_chain(label, parts) {
            return Outcome::There;
        }
        let nearest = fitting().map(|node| node.unit).min();
        let labels = fitting().filter(|node| Some(node.unit) == nearest);
        let labels: Vec<&Node> = labels.collect();
        let why = match labels.as_slice() {
            [] => format!(
                "văn bản không có phần nào đánh số như {}",
                item.level.word()
            ),
            [one] => format!("văn bản chỉ có {} {}", item.level.word(), one.label),
            [first, .., last] => format!(
                "văn bản có {} {} đến {}",
                item.level.word(),
                first.label,
                last.label
            ),
        };
        Outcome::Missing(why, None)
    }

    /// Tells whether `II.3` is the piece `3` below the piece `II`.
    fn is_chain(&self, label: &str, parts: &[usize]) -> bool {
        let Some((outer, inner)) = label.split_once('.') else {
            return false;
        };
        let nodes = self.structure.nodes.iter().enumerate();
        let mut nodes = nodes.filter(|(_, n)| parts.contains(&n.part) && same(&n.label, outer));
        nodes.any(|(at, _)| {
            let mut below = self.structure.below(at).iter();
            below.any(|node| same(&node.label, inner))
        })
    }

    /// Tells whether another act is spoken of where the mention stands, so that it may be meant.
    fn speaks_of_others(&self) -> bool {
        if self.passage.role == Role::Recipient {
            return false;
        }
        let leads = self.reading.passages[..self.index].iter().rev().take(40);
        let lead = leads
            .take_while(|passage| passage.part == self.passage.part)
            .find(|passage| passage.text.trim_end().ends_with(':'));
        let changes = |passage: &Passage<'_>| {
            let words = ["sửa đổi", "bổ sung", "bãi bỏ", "thay thế", "đính chính"];
            words.iter().any(|word| passage.lower.contains(word))
        };
        let subject = self.reading.component("subject");
        changes(self.passage)
            || names_act(self.passage)
            || lead.is_some_and(|lead| changes(lead) || names_act(lead))
            || subject.into_iter().any(changes)
    }
}

/// Tells whether a passage names an act, `này` ones left out.
fn names_act(passage: &Passage<'_>) -> bool {
    if !passage.symbols.is_empty() {
        return true;
    }
    let words: Vec<_> = passage.words().collect();
    words.iter().enumerate().any(|(at, word)| {
        let capital = passage.slice(&word.range).chars().next();
        if !capital.is_some_and(char::is_uppercase) {
            return false;
        }
        (0..3).any(|more| {
            let Some(last) = words.get(at + more) else {
                return false;
            };
            let range = word.range.start..last.range.end;
            let is_kind = DOCUMENTS.has(passage.lower.get(range).unwrap_or_default());
            let next = words.get(at + more + 1).map(|next| passage.small(next));
            is_kind && next != Some("này")
        })
    })
}

/// Tells whether a reference of this level may mean a piece of this sort.
fn fits(level: Level, unit: Unit) -> bool {
    match level {
        Level::Part => matches!(
            unit,
            Unit::Part | Unit::Capital | Unit::Roman | Unit::Section
        ),
        Level::Chapter => unit == Unit::Chapter,
        Level::Section | Level::Subsection => !matches!(unit, Unit::Chapter | Unit::Article),
        Level::Article => unit == Unit::Article,
        Level::Clause => matches!(unit, Unit::Number | Unit::Bracket | Unit::Dotted),
        Level::Point => matches!(
            unit,
            Unit::Point | Unit::Number | Unit::Dotted | Unit::Bracket
        ),
    }
}

/// Tells whether a label is the one that a reference names: `II` may be written 2.
fn same(label: &str, wanted: &str) -> bool {
    let value = |text: &str| structure::roman(text).or_else(|| text.parse().ok());
    label.eq_ignore_ascii_case(wanted)
        || value(label).is_some_and(|label| Some(label) == value(wanted))
}

/// The place of a label in its order.
fn ordinal(label: &str) -> usize {
    let number = label.parse().ok();
    let letter = || POINTS.chars().position(|c| label.starts_with(c));
    number.or_else(|| letter().map(|at| at + 1)).unwrap_or(0)
}

/// A piece by the word for it.
fn named(node: &Node) -> String {
    let word = match node.unit {
        Unit::Part => "Phần",
        Unit::Chapter => "Chương",
        Unit::Section => "Mục",
        Unit::Subsection => "Tiểu mục",
        Unit::Article => "Điều",
        Unit::Number => "khoản",
        Unit::Point => "điểm",
        Unit::Capital | Unit::Roman | Unit::Dotted | Unit::Bracket => "mục",
    };
    format!("{word} {}", node.label)
}
