//! The reader of foreign DOCX: what a typist left, with every look resolved and nothing understood.
//!
//! In: the bytes of a file that is said to be a DOCX, of whatever program. Out: [`Flat`], or what is wrong with the
//! file. A file is opened (`package.rs`), its parts become trees (`xml.rs`), styles and numberings are resolved
//! (`styles.rs`, `numbering.rs`, of `properties.rs`), and the text is walked once: `story.rs` has what stands one
//! above the other, `runs.rs` what stands in a line, with fields (`fields.rs`), drawings (`drawing.rs`) and tables
//! (`table.rs`); `line.rs` puts the pieces of a paragraph together, `legacy.rs` makes old codes Unicode.
//!
//! Everything is bounded, and nothing is taken twice: what a small file could make large is counted against
//! [`MOST_TEXT`].

mod drawing;
mod fields;
mod legacy;
mod line;
mod numbering;
mod package;
mod properties;
mod runs;
mod story;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod xml;

use super::flat::{Comment, Flat};
use crate::diagnostic::Result;
use numbering::Numbering;
use package::{Package, Part};
use std::collections::BTreeMap;
use story::{Reader, Source};
use styles::{Styles, Theme};
use xml::{Node, Tree};

/// The most bytes of texts, names and links that are handed on.
const MOST_TEXT: usize = 512 << 20;

/// What is taken of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// Tracked changes are undone: the text as it was before them. Else it is the text with all of them made.
    pub(crate) rejected: bool,
}

/// Reads a DOCX.
///
/// # Errors
/// What the file is if it is none, or what in it cannot be read.
pub(crate) fn read(bytes: &[u8], options: Options) -> Result<Flat> {
    let mut package = Package::open(bytes)?;
    let name = package.main()?;
    let Some(main) = package.part(&name)? else {
        return Err(package::Fault::Broken.told(&name));
    };
    let parts = Parts::of(&mut package, &main)?;
    let main_tree = main.tree()?;
    let Some(body) = main_tree.root().child("body") else {
        return Err(package::Fault::Broken.told(&main.name));
    };
    let theme = match &parts.theme {
        Some(part) => Theme::read(&part.tree()?),
        None => Theme::default(),
    };
    let styles = match &parts.styles {
        Some(part) => Styles::read(&part.tree()?, &theme),
        None => Styles::default(),
    };
    let numbering = match &parts.numbering {
        Some(part) => Numbering::read(&part.tree()?, &theme),
        None => Numbering::default(),
    };
    let footnotes = parts.footnotes.as_ref().map(Part::tree).transpose()?;
    let endnotes = parts.endnotes.as_ref().map(Part::tree).transpose()?;
    let comments = parts.comments.as_ref().map(Part::tree).transpose()?;
    let margins: Vec<(&Part, Tree<'_>)> = parts
        .margins
        .iter()
        .map(|part| Ok((part, part.tree()?)))
        .collect::<Result<_>>()?;
    let mut reader = Reader::new(
        &mut package,
        &theme,
        &styles,
        &numbering,
        options.rejected,
        Source::new(main_tree.root(), &main.relations),
    );
    reader.footnotes = notes(footnotes.as_ref(), parts.footnotes.as_ref(), "footnote");
    reader.endnotes = notes(endnotes.as_ref(), parts.endnotes.as_ref(), "endnote");
    reader.margins = margins
        .iter()
        .map(|(part, tree)| {
            let source = Source::new(tree.root(), &part.relations);
            (part.name.as_str(), (tree.root(), source))
        })
        .collect();
    let (mut flat, marked) = reader.body(body)?;
    if let Some(tree) = &comments {
        let texts: BTreeMap<&str, Node<'_>> = tree
            .root()
            .children()
            .filter(|node| node.word() == "comment")
            .filter_map(|node| Some((node.attribute("id")?, node)))
            .collect();
        flat.comments = marked
            .into_iter()
            .filter_map(|marked| {
                let node = texts.get(marked.id.as_str())?;
                Some(Comment {
                    at: marked.at,
                    author: properties::bounded(node.attribute("author").unwrap_or_default()),
                    text: runs::plain_text(*node),
                    about: marked.about,
                })
            })
            .collect();
    }
    legacy::settle(&mut flat);
    Ok(flat)
}

/// The parts beside the text.
#[derive(Default)]
struct Parts {
    theme: Option<Part>,
    styles: Option<Part>,
    numbering: Option<Part>,
    footnotes: Option<Part>,
    endnotes: Option<Part>,
    comments: Option<Part>,
    /// Headers and footers.
    margins: Vec<Part>,
}

impl Parts {
    fn of(package: &mut Package<'_>, main: &Part) -> Result<Self> {
        let mut parts = Self::default();
        for relation in main.relations.values().filter(|r| !r.is_outside) {
            let place = match relation.kind.as_str() {
                "theme" => &mut parts.theme,
                "styles" => &mut parts.styles,
                "numbering" => &mut parts.numbering,
                "footnotes" => &mut parts.footnotes,
                "endnotes" => &mut parts.endnotes,
                "comments" => &mut parts.comments,
                "header" | "footer" => {
                    // Sections may share one.
                    let is_new = |part: &Part| part.name != relation.target;
                    if parts.margins.iter().all(is_new) {
                        parts.margins.extend(package.part(&relation.target)?);
                    }
                    continue;
                }
                _ => continue,
            };
            if place.is_none() {
                *place = package.part(&relation.target)?;
            }
        }
        Ok(parts)
    }
}

/// The notes of a part by their names in the text.
fn notes<'t>(tree: Option<&'t Tree<'t>>, part: Option<&'t Part>, name: &str) -> story::Notes<'t> {
    let (Some(tree), Some(part)) = (tree, part) else {
        return story::Notes::default();
    };
    let all = tree.root().children().filter(|node| node.word() == name);
    story::Notes {
        all: all
            .filter_map(|node| Some((node.attribute("id")?, node)))
            .collect(),
        source: Source::new(tree.root(), &part.relations),
    }
}
