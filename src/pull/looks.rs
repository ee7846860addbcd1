//! What a person changed that has no words in YAML: colours, sizes, places of paragraphs, margins, pictures. vanban sets
//! these by the decree, so that they are told, not taken.

use super::notes::line_edits;
use super::seen::Seen;
use crate::{
    diff::Plan,
    import::flat::{self, Block, Flat, Paragraph, Piece, Run},
};
use std::collections::{BTreeMap, BTreeSet};

/// What looks otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Look {
    Colour,
    /// Text that is marked as with a pen.
    Marked,
    Size,
    Align,
    Indent,
    /// The edges of pages, or how they lie.
    Pages,
    Pictures,
}

/// A paragraph, or the whole document, that looks otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Restyled {
    /// The paragraph of the edited DOCX, from 1; none for what is no paragraph's.
    pub(crate) at: Option<usize>,
    pub(crate) text: String,
    pub(crate) looks: Vec<Look>,
}

/// Programs round measures, each to units of its own: less than this, in twips, nobody moved.
const LEAST: i32 = 20;

/// What looks otherwise in a document than in the one that it was made as.
pub(super) fn looks(plan: &Plan<'_, Seen>, old: &Flat, edited: &Flat) -> Vec<Restyled> {
    let (was, is) = (Paragraphs::of(old), Paragraphs::of(edited));
    let mut all: Vec<Restyled> = line_edits(plan)
        .into_iter()
        .filter_map(|edit| {
            let (old, new) = (was.0.get(&edit.old.form.at)?, is.0.get(&edit.new.form.at)?);
            let looks = of_paragraph(old, new);
            (!looks.is_empty()).then(|| Restyled {
                at: Some(new.at),
                text: words(new),
                looks,
            })
        })
        .collect();
    all.sort_by_key(|one| one.at);
    let whole = [
        (Look::Pages, pages_differ(old, edited)),
        (Look::Pictures, pictures(old) != pictures(edited)),
    ];
    let whole = whole.into_iter().filter(|(_, differs)| *differs);
    all.extend(whole.map(|(look, _)| Restyled {
        at: None,
        text: String::new(),
        looks: vec![look],
    }));
    all
}

/// The paragraphs of a document by their numbers.
struct Paragraphs<'f>(BTreeMap<usize, &'f Paragraph>);

impl<'f> Paragraphs<'f> {
    fn of(flat: &'f Flat) -> Self {
        let mut all = BTreeMap::new();
        let mut stack: Vec<&Block> = flat.blocks.iter().collect();
        while let Some(block) = stack.pop() {
            match block {
                Block::Paragraph(paragraph) => {
                    all.insert(paragraph.at, paragraph);
                }
                Block::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    stack.extend(cells.flat_map(|cell| &cell.blocks));
                }
                Block::Section(_) => {}
            }
        }
        Self(all)
    }
}

/// So many pictures are shown.
fn pictures(flat: &Flat) -> usize {
    let pieces = Paragraphs::of(flat).0.into_values();
    let pieces = pieces.flat_map(|paragraph| &paragraph.pieces);
    pieces
        .filter(|piece| matches!(piece, Piece::Picture(_)))
        .count()
}

fn runs(paragraph: &Paragraph) -> impl Iterator<Item = &Run> {
    paragraph.pieces.iter().filter_map(|piece| match piece {
        Piece::Text(run) if !run.text.trim().is_empty() => Some(run),
        _ => None,
    })
}

fn words(paragraph: &Paragraph) -> String {
    runs(paragraph).map(|run| run.text.as_str()).collect()
}

fn of_paragraph(old: &Paragraph, new: &Paragraph) -> Vec<Look> {
    /// What a paragraph's runs have of something and had not.
    fn come<T: Ord>(old: &Paragraph, new: &Paragraph, of: impl Fn(&Run) -> T) -> bool {
        let had: BTreeSet<T> = runs(old).map(&of).collect();
        !had.is_empty() && runs(new).any(|run| !had.contains(&of(run)))
    }
    // A counted paragraph has its indent of the list.
    let is_counted = old.label.is_some() || new.label.is_some();
    let differs = [
        (Look::Colour, come(old, new, |run| run.colour)),
        (Look::Marked, come(old, new, |run| run.marked)),
        (Look::Size, come(old, new, |run| run.size)),
        (Look::Align, old.align != new.align),
        (
            Look::Indent,
            !is_counted && (far(old.left, new.left) || far(old.first, new.first)),
        ),
    ];
    differs
        .into_iter()
        .filter_map(|(look, differs)| differs.then_some(look))
        .collect()
}

/// Tells whether the pages of the sections lie otherwise, or have other edges.
fn pages_differ(old: &Flat, new: &Flat) -> bool {
    let (old, new) = (sections(old), sections(new));
    let differ = |(old, new): (&&flat::Section, &&flat::Section)| {
        let mut edges = old.margins.into_iter().zip(new.margins);
        old.landscape != new.landscape || edges.any(|(old, new)| far(old, new))
    };
    old.len() != new.len() || old.iter().zip(&new).any(differ)
}

fn sections(flat: &Flat) -> Vec<&flat::Section> {
    let sections = flat.blocks.iter().filter_map(|block| match block {
        Block::Section(section) => Some(section),
        _ => None,
    });
    sections.collect()
}

/// Tells whether two measures differ by more than programs round.
fn far(one: i32, other: i32) -> bool {
    (one - other).abs() > LEAST
}
