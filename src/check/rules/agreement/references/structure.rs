//! The parts of a text by their numbers and letters, as a reference looks them up: headings, paragraphs that
//! begin with a label, items of lists.

use crate::check::reading::{Passage, Role, TokenKind};
use crate::document::{HeadingForm, ListMark, Manner, letter};
use std::collections::HashMap;

/// What bears a label, the widest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    /// `Phần I`
    Part,
    /// `Chương I`
    Chapter,
    /// `Mục 1`
    Section,
    /// `Tiểu mục 1`
    Subsection,
    /// `A.`
    Capital,
    /// `I.`
    Roman,
    /// `Điều 1.`
    Article,
    /// `1.`
    Number,
    /// `1.1.`
    Dotted,
    /// `a)`
    Point,
    /// `1)`, `(1)`
    Bracket,
}

/// A piece of the text with a label.
#[derive(Debug)]
pub(super) struct Node {
    /// How it is labelled.
    pub(super) unit: Unit,
    /// The label without signs: `5a`, `1.2`, `đ`, `II`.
    pub(super) label: String,
    /// The part of the document.
    pub(super) part: usize,
    /// Its first passage.
    pub(super) passage: usize,
    /// One past its last passage.
    pub(super) end: usize,
}

/// All labelled pieces of a document.
pub(super) struct Structure {
    /// In reading order.
    pub(super) nodes: Vec<Node>,
    articles: HashMap<(usize, String), usize>,
}

impl Structure {
    /// Reads the labels of all passages.
    pub(super) fn of(passages: &[Passage<'_>]) -> Self {
        let mut nodes: Vec<Node> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut last = 0;
        for (index, passage) in passages.iter().enumerate() {
            if matches!(passage.role, Role::Note(_)) {
                break;
            }
            let changed = nodes.last().is_some_and(|node| node.part != passage.part);
            let ends =
                passage.role == Role::RecipientsLabel || matches!(passage.role, Role::Capacity(_));
            if changed || ends {
                close(&mut nodes, &mut open, index, None);
            }
            last = index + 1;
            let Some((unit, label)) = label(passage, &nodes) else {
                continue;
            };
            close(&mut nodes, &mut open, index, Some(unit));
            open.push(nodes.len());
            nodes.push(Node {
                unit,
                label,
                part: passage.part,
                passage: index,
                end: usize::MAX,
            });
        }
        close(&mut nodes, &mut open, last, None);
        let articles = nodes.iter().enumerate();
        let articles = articles.filter(|(_, node)| node.unit == Unit::Article);
        let articles = articles
            .map(|(at, node)| ((node.part, node.label.clone()), at))
            .collect();
        Self { nodes, articles }
    }

    /// The article of a part by its number.
    pub(super) fn article(&self, part: usize, label: &str) -> Option<usize> {
        self.articles.get(&(part, label.to_owned())).copied()
    }

    /// The articles of a part, in order.
    pub(super) fn articles_of(&self, part: usize) -> impl Iterator<Item = &Node> {
        let of_part = move |node: &&Node| node.part == part && node.unit == Unit::Article;
        self.nodes.iter().filter(of_part)
    }

    /// The pieces below one.
    pub(super) fn below(&self, node: usize) -> &[Node] {
        let Some(of) = self.nodes.get(node) else {
            return &[];
        };
        let rest = self.nodes.get(node + 1..).unwrap_or_default();
        let count = rest.partition_point(|next| next.passage < of.end);
        &rest[..count]
    }

    /// The nearest piece of a sort around a passage.
    pub(super) fn around(&self, passage: usize, is: impl Fn(&Node) -> bool) -> Option<usize> {
        let before = self.nodes.partition_point(|node| node.passage <= passage);
        let holds = |node: &Node| node.end > passage && is(node);
        (0..before)
            .rev()
            .take(400)
            .find(|at| self.nodes.get(*at).is_some_and(holds))
    }
}

/// Ends the pieces that do not go on beside a new one.
fn close(nodes: &mut [Node], open: &mut Vec<usize>, at: usize, unit: Option<Unit>) {
    while let Some(last) = open.last().copied() {
        let Some(node) = nodes.get_mut(last) else {
            break;
        };
        if unit.is_some_and(|unit| node.unit < unit) {
            break;
        }
        node.end = at;
        open.pop();
    }
}

/// The label of a passage.
fn label(passage: &Passage<'_>, nodes: &[Node]) -> Option<(Unit, String)> {
    if passage.is_quoted(0) {
        return None;
    }
    match passage.role {
        Role::Item(place) => match place.mark {
            ListMark::Bullet => typed(passage, nodes),
            ListMark::Decimal(form) if form.bracket => {
                Some((Unit::Bracket, place.number.to_string()))
            }
            ListMark::Decimal(_) => Some((Unit::Number, place.number.to_string())),
            ListMark::Letter => Some((Unit::Point, letter(place.number))),
        },
        Role::HeadingLabel(form, _) => headed(passage, form),
        Role::Heading(form, _) => headed(passage, form).or_else(|| typed(passage, nodes)),
        Role::Set(Manner::Quote) => None,
        Role::Paragraph | Role::Set(_) | Role::InItem(_) => typed(passage, nodes),
        _ => None,
    }
}

/// The label of a heading that has a word in front: `Phần I`, `Mục 1`.
fn headed(passage: &Passage<'_>, form: HeadingForm) -> Option<(Unit, String)> {
    let unit = match form {
        HeadingForm::Part => Unit::Part,
        HeadingForm::Chapter => Unit::Chapter,
        HeadingForm::Section => Unit::Section,
        HeadingForm::Subsection => Unit::Subsection,
        _ => return None,
    };
    let words = ["phần", "chương", "tiểu", "mục", "thứ"];
    let first = passage.tokens.first().map(|token| passage.small(token));
    // The title of a heading whose label stands above has none of the words.
    if !first.is_some_and(|first| words.contains(&first)) {
        return None;
    }
    let mut tokens = passage.tokens.iter();
    let is_number = |text: &str, small: &str| {
        !words.contains(&small) && text.chars().next().is_some_and(char::is_alphanumeric)
    };
    let number =
        tokens.find(|token| is_number(passage.slice(&token.range), passage.small(token)))?;
    Some((
        unit,
        ordinal(passage.small(number)).unwrap_or_else(|| passage.slice(&number.range).to_owned()),
    ))
}

fn ordinal(word: &str) -> Option<String> {
    let words = [
        "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười",
    ];
    let number = words.iter().position(|one| *one == word)?;
    Some((number + 1).to_string())
}

/// The label that a text begins with.
fn typed(passage: &Passage<'_>, nodes: &[Node]) -> Option<(Unit, String)> {
    if passage.small(passage.tokens.first()?) == "điều" {
        return article(passage, nodes);
    }
    let text = passage.slice(&passage.label);
    let core = text.trim_matches(|c: char| !c.is_alphanumeric());
    if core.is_empty() {
        return None;
    }
    let is_number = core.chars().all(|c| c.is_ascii_digit());
    let unit = if is_number && text.ends_with(')') {
        Unit::Bracket
    } else if is_number {
        Unit::Number
    } else if roman(core).is_some() {
        Unit::Roman
    } else if core.chars().all(|c| c.is_ascii_digit() || c == '.') {
        Unit::Dotted
    } else if core.chars().count() == 1 {
        let capital = core.chars().all(char::is_uppercase);
        if capital { Unit::Capital } else { Unit::Point }
    } else if core.contains('.') && text.ends_with(')') {
        Unit::Bracket
    } else {
        return None;
    };
    let label = if is_number {
        core.trim_start_matches('0')
    } else {
        core
    };
    Some((unit, label.to_owned()))
}

/// `Điều 5.`, `Điều 5:`; without a sign only where it is the next one and a title follows.
fn article(passage: &Passage<'_>, nodes: &[Node]) -> Option<(Unit, String)> {
    let word = |at: usize| {
        passage
            .tokens
            .get(at)
            .map_or("", |t| passage.slice(&t.range))
    };
    let kind = |at: usize| passage.tokens.get(at).map(|token| token.kind);
    if kind(2) != Some(TokenKind::Number) {
        return None;
    }
    let mut label = word(2).trim_start_matches('0').to_owned();
    let mut next = 3;
    if kind(next) == Some(TokenKind::Word) && word(next).chars().count() == 1 {
        label.push_str(word(next));
        next += 1;
    }
    if kind(next) == Some(TokenKind::Space) && matches!(word(next + 1), "." | ":" | "-" | "–") {
        next += 1;
    }
    let closed = kind(next).is_none() || matches!(word(next), "." | ":" | "-" | "–" | "\n");
    let articles = nodes.iter().rev();
    let mut articles = articles.filter(|n| n.part == passage.part && n.unit == Unit::Article);
    let is_next = || {
        let last = articles
            .next()
            .map_or(0, |node| node.label.parse().unwrap_or(0));
        let title = word(next + 1)
            .chars()
            .next()
            .is_some_and(char::is_uppercase);
        title && label.parse() == Ok(last + 1)
    };
    let mut is_next = is_next;
    (closed || is_next()).then_some((Unit::Article, label))
}

/// The value of a Roman number in capitals, as far as headings go.
pub(super) fn roman(word: &str) -> Option<u32> {
    if word.is_empty() || matches!(word, "L" | "C") {
        return None;
    }
    let value = |c: char| match c {
        'I' => Some(1_u32),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    let mut total: u32 = 0;
    let mut before = 0;
    for c in word.chars().take(12) {
        let value = value(c)?;
        total += value;
        if before < value {
            total = total.checked_sub(2 * before)?;
        }
        before = value;
    }
    (word.len() < 12).then_some(total)
}
