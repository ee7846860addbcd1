//! Every line of a document in reading order, for whatever looks at text or changes it wherever it
//! stands.
//!
//! The walk is written once (the macro `walk`) and made twice: for lines that are looked at and for lines
//! that are changed. Notes come after the text, in the order of their marks.

use super::{
    Block, BlockKind, CellContent, Closing, Confirmation, Document, Heading, Illustration, Inlines,
    Labelled, Lines, Signature, Table,
};

/// The kind of place that a line stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    /// A line or paragraph across the page or half of it.
    Line,
    /// A cell of a table of the body: a narrow place.
    Cell,
    /// A paragraph of a footnote.
    Note,
}

impl Document {
    /// Shows every line to `visit`.
    pub(crate) fn each_line<'a>(&'a self, visit: &mut dyn FnMut(Spot, &'a Inlines)) {
        for block in &self.blocks {
            lines(&block.kind, visit);
        }
        for note in &self.notes {
            note.paragraphs.iter().for_each(|p| visit(Spot::Note, p));
        }
    }

    /// Gives every line to `visit` to change.
    pub(crate) fn each_line_mut(&mut self, visit: &mut dyn FnMut(Spot, &mut Inlines)) {
        for block in &mut self.blocks {
            lines_mut(&mut block.kind, visit);
        }
        for note in &mut self.notes {
            let paragraphs = note.paragraphs.iter_mut();
            paragraphs.for_each(|p| visit(Spot::Note, p));
        }
    }
}

impl Block {
    /// Shows every line of this block to `visit`.
    pub(crate) fn each_line<'a>(&'a self, visit: &mut dyn FnMut(&'a Inlines)) {
        lines(&self.kind, &mut |_, line| visit(line));
    }

    /// Gives every line of this block to `visit` to change; its notes stand in the document.
    pub(super) fn each_line_mut(&mut self, visit: &mut dyn FnMut(Spot, &mut Inlines)) {
        lines_mut(&mut self.kind, visit);
    }
}

/// Makes a function that takes a block apart into its lines.
macro_rules! walk {
    ($(#[$doc:meta])* $name:ident, $iter:ident, $($mutable:tt)?) => {
        $(#[$doc])*
        pub(super) fn $name<'a>(
            kind: &'a $($mutable)? BlockKind,
            visit: &mut dyn FnMut(Spot, &'a $($mutable)? Inlines),
        ) {
            match kind {
                BlockKind::Letterhead(parts) => {
                    for Lines { component: _, lines } in parts {
                        lines.$iter().for_each(|line| visit(Spot::Line, line));
                    }
                }
                BlockKind::Lines(Lines { component: _, lines }) => {
                    lines.$iter().for_each(|line| visit(Spot::Line, line));
                }
                BlockKind::Labelled(Labelled {
                    component: _,
                    label,
                    items,
                }) => {
                    visit(Spot::Line, label);
                    items.$iter().for_each(|line| visit(Spot::Line, line));
                }
                BlockKind::Paragraph(line) | BlockKind::Set(_, line) => visit(Spot::Line, line),
                BlockKind::Heading(Heading {
                    form: _,
                    level: _,
                    label,
                    title,
                    text,
                }) => {
                    visit(Spot::Line, label);
                    title.$iter().for_each(|line| visit(Spot::Line, line));
                    visit(Spot::Line, text);
                }
                BlockKind::List(list) => {
                    for block in list.items.$iter().flatten() {
                        $name(& $($mutable)? block.kind, visit);
                    }
                }
                BlockKind::Table(Table {
                    name: _,
                    caption,
                    unit,
                    columns: _,
                    head,
                    rows,
                }) => {
                    visit(Spot::Line, caption);
                    visit(Spot::Line, unit);
                    for row in head.$iter().chain(rows) {
                        for cell in row.cells.$iter() {
                            match & $($mutable)? cell.content {
                                CellContent::Text(text) => visit(Spot::Cell, text),
                                CellContent::Blocks(blocks) => {
                                    for block in blocks {
                                        // Lines of a cell, whatever they are elsewhere.
                                        $name(& $($mutable)? block.kind, &mut |_, line| visit(Spot::Cell, line));
                                    }
                                }
                            }
                        }
                    }
                }
                BlockKind::Illustration(Illustration {
                    subject: _,
                    description,
                    caption,
                    width: _,
                }) => {
                    visit(Spot::Line, description);
                    visit(Spot::Line, caption);
                }
                BlockKind::Closing(Closing {
                    recipients_label,
                    recipients,
                    place: _,
                    signatures,
                    confirmation,
                }) => {
                    visit(Spot::Line, recipients_label);
                    recipients.$iter().for_each(|line| visit(Spot::Line, line));
                    for signature in signatures {
                        let Signature {
                            person: _,
                            sealed: _,
                            capacity,
                            title,
                            office,
                            name,
                        } = signature;
                        let above = capacity.$iter().chain(title).chain(office);
                        above.for_each(|line| visit(Spot::Line, line));
                        visit(Spot::Line, name);
                    }
                    if let Some(Confirmation { title, name }) = confirmation {
                        title.$iter().for_each(|line| visit(Spot::Line, line));
                        visit(Spot::Line, name);
                    }
                }
                BlockKind::Turn(_) | BlockKind::PageBreak | BlockKind::Attached { .. } => {}
                BlockKind::Appendix {
                    orientation: _,
                    label,
                    title,
                    reference,
                } => {
                    visit(Spot::Line, label);
                    title.$iter().for_each(|line| visit(Spot::Line, line));
                    visit(Spot::Line, reference);
                }
            }
        }
    };
}

walk! {
    /// Shows every line of a block to `visit`.
    lines, iter,
}
walk! {
    /// Gives every line of a block to `visit` to change.
    lines_mut, iter_mut, mut
}
