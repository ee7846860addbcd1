//! Layout markup to the model.
//!
//! In: the XML of `docs/markup.md` as a template wrote it. Out: [`Document`].
//! Strict: what is unknown or stands in the wrong place is an error with its place in the
//! markup, so that a slip in a template never loses text in silence.

mod blocks;
mod closing;
mod illustration;
mod inline;
mod letterhead;
mod lists;
mod node;
mod syntax;
mod tables;

#[cfg(test)]
mod tests;

use super::{Components, Document, Note, Origin, Properties};
use crate::diagnostic::{Diagnostic, Place, Result, Source};
use node::{attribute, attributes, children, name};
use roxmltree::Node as Xml;
use std::sync::Arc;

/// Layout markup to the model. `sources` are the files that the `at` attributes count from 0,
/// `components` are those that the style has a look for.
///
/// # Errors
/// The first thing that is not as `docs/markup.md` says, with its place in the markup.
pub fn parse(
    markup: &Arc<Source>,
    sources: &[Arc<Source>],
    components: &Components,
) -> Result<Document> {
    read(markup, Some(sources), components)
}

/// Layout markup to the model, where the files that it tells places in are gone: its texts have no
/// origin.
///
/// # Errors
/// As [`parse`].
pub fn parse_alone(markup: &Arc<Source>, components: &Components) -> Result<Document> {
    read(markup, None, components)
}

fn read(
    markup: &Arc<Source>,
    sources: Option<&[Arc<Source>]>,
    components: &Components,
) -> Result<Document> {
    let tree =
        roxmltree::Document::parse(&markup.text).map_err(|error| syntax::error(markup, &error))?;
    let mut reader = Reader {
        markup,
        sources,
        components,
        notes: Vec::new(),
    };
    let root = tree.root_element();
    if name(root) != "document" {
        return Err(reader.unknown(root, "ngoài cùng phải là <document>"));
    }
    attributes(
        &reader,
        root,
        &["kind", "lang", "title", "author", "subject"],
    )?;
    let text = |key| attribute(root, key).unwrap_or_default().to_owned();
    let properties = Properties {
        title: text("title"),
        author: text("author"),
        subject: text("subject"),
        language: attribute(root, "lang").unwrap_or("vi-VN").to_owned(),
    };
    let elements = children(&reader, root)?;
    let blocks = blocks::blocks(&mut reader, elements)?;
    if blocks.is_empty() {
        return Err(reader.error(root, "markup-trong", "tài liệu không có thành phần nào"));
    }
    let mut document = Document {
        kind: attribute(root, "kind").map(str::to_owned),
        sources: sources.unwrap_or_default().to_vec(),
        properties,
        blocks,
        notes: reader.notes,
    };
    super::references::settle(&mut document)?;
    Ok(document)
}

/// The markup that is read, and the notes gathered on the way.
struct Reader<'a> {
    markup: &'a Arc<Source>,
    /// The files that places are told in; none where they are gone.
    sources: Option<&'a [Arc<Source>]>,
    components: &'a Components,
    notes: Vec<Note>,
}

impl Reader<'_> {
    /// An error at the start tag of an element (or at a text).
    fn diagnostic(&self, at: Xml<'_, '_>, code: &'static str, message: &str) -> Diagnostic {
        let whole = at.range();
        let text = self.markup.text.get(whole.clone()).unwrap_or("");
        let range = whole.end - text.trim_start().len()..whole.end;
        let end = match text.find('>') {
            Some(end) if at.is_element() => range.start + end + 1,
            _ => range.end,
        };
        Diagnostic::error(code, message).at(Place::new(self.markup, range.start..end))
    }

    fn error(
        &self,
        at: Xml<'_, '_>,
        code: &'static str,
        message: &str,
    ) -> crate::diagnostic::Diagnostics {
        self.diagnostic(at, code, message).into()
    }

    fn unknown(&self, at: Xml<'_, '_>, help: &str) -> crate::diagnostic::Diagnostics {
        let message = format!("phần tử <{}> không được đặt ở đây", at.tag_name().name());
        self.diagnostic(at, "markup-phan-tu", &message)
            .help(help)
            .into()
    }
}

/// The origin of some texts together: from where the first that has one stands to the last of those
/// in the same source.
pub(super) fn origin_of<'i>(lines: impl IntoIterator<Item = &'i super::Inlines>) -> Option<Origin> {
    let texts = lines
        .into_iter()
        .flatten()
        .filter_map(|inline| match inline {
            super::Inline::Text(text) => text.origin(),
            _ => None,
        });
    texts.reduce(Origin::through)
}
