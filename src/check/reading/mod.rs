//! A document as the rules read it: its passages in reading order, each with its text, its part in the
//! document and its words, and what is no running prose marked as such.
//!
//! In: content, document, pages. Out: [`Reading`]. Made once for all rules.

pub(crate) mod citations;
mod collect;
pub(crate) mod dates;
mod items;
pub(crate) mod labels;
mod ledger;
mod likeness;
mod marks;
pub(super) mod names;
pub(crate) mod numerals;
mod own;
mod passage;
mod phrases;
mod places;
pub(crate) mod quantities;
mod quotes;
mod spelling;
mod table;
mod tokens;
mod units;
mod words;

pub(crate) use dates::{Date, DatePart};
pub(crate) use items::Items;
pub(crate) use ledger::{Fault, Figure, Law, Ledger};
pub(crate) use likeness::{Likeness, likeness};
pub(crate) use own::OwnWords;
pub(crate) use passage::{BLANK, ListPlace, Passage, Role};
pub(crate) use quantities::Quantity;
pub(crate) use spelling::{Spelling, Tone};
pub(crate) use table::{Table, TableCell};
pub(crate) use tokens::{Token, TokenKind};
pub(crate) use units::Measure;
pub(crate) use words::{Glue, Word, keys};

use crate::compile::Compiled;
use crate::content::Content;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::layout::Pages;
use std::sync::OnceLock;

/// A document with all that rules look at.
pub(crate) struct Reading<'a> {
    /// The content that it is made of.
    pub(crate) content: &'a Content,
    /// The document by meaning; what a passage does not tell stands there.
    pub(crate) document: &'a Document,
    /// Its pages, where they were laid out.
    pub(crate) pages: Option<&'a Pages>,
    /// What was told when it was made.
    pub(crate) warnings: &'a [Diagnostic],
    /// Its texts in reading order; footnotes last.
    pub(crate) passages: Vec<Passage<'a>>,
    /// Its tables.
    pub(crate) tables: Vec<Table<'a>>,
    names: OnceLock<Vec<names::Named>>,
    ledgers: OnceLock<Vec<Ledger>>,
    /// Words of the office that are right though no rule knows them.
    pub(crate) own_words: OwnWords,
}

impl<'a> Reading<'a> {
    /// Reads a document.
    pub(crate) fn of(
        content: &'a Content,
        compiled: &'a Compiled,
        pages: Option<&'a Pages>,
    ) -> Self {
        let document = &compiled.document;
        let mut collected = collect::Collected::of(document);
        quotes::mark(&mut collected.passages);
        Self {
            content,
            document,
            pages,
            warnings: &compiled.warnings,
            passages: collected.passages,
            tables: collected.tables,
            names: OnceLock::new(),
            ledgers: OnceLock::new(),
            own_words: OwnWords::of(&content.own_words),
        }
    }

    /// The figures of all tables that do not agree with others.
    pub(crate) fn ledgers(&self) -> &[Ledger] {
        let of = |table: &Table<'_>| ledger::of(table, &self.passages);
        self.ledgers
            .get_or_init(|| self.tables.iter().map(of).collect())
    }

    /// The items that stand right below a passage, if there are any.
    pub(crate) fn below(&self, index: usize) -> Option<Items> {
        items::below(&self.passages, index)
    }

    /// The passages in which someone speaks: paragraphs, items of lists, text behind headings, notes.
    pub(crate) fn prose(&self) -> impl Iterator<Item = &Passage<'a>> {
        self.passages
            .iter()
            .filter(|passage| passage.role.is_prose())
    }

    /// The passages of a component of the letterhead or between the other blocks, by the name of its
    /// element in the markup: `basis`.
    pub(crate) fn component(&self, name: &str) -> impl Iterator<Item = &Passage<'a>> {
        self.passages.iter().filter(move |passage| passage.is(name))
    }

    /// The names that the rules of capitals know, in reading order.
    pub(crate) fn names(&self) -> &[names::Named] {
        self.names.get_or_init(|| names::find(&self.passages))
    }
}
