//! The text of a paragraph in runs, as typing makes them: inlines of one format stand in one run.
//!
//! In: the inlines of a paragraph. Out: [`Piece`]s, which still hold the inlines that they are
//! made of, so that a piece can be written and read alike.

use super::controls::{Control, Ids};
use super::format;
use super::references::{self, Anchors};
use super::xml::Element;
use crate::sheet::reading::LEADER;
use crate::sheet::{Block, Cross, Inline, NoteId, RunFormat, Sheet};
use std::rc::Rc;

/// Id of the character style of note marks.
pub(super) const NOTE_MARK: &str = "FootnoteReference";
/// The sheet's texts have it as a character; where Word finds that, it takes it from another font
/// if the text's lacks it. Its own form is the element `w:noBreakHyphen`.
const NO_BREAK_HYPHEN: char = '\u{2011}';

/// The font that Word itself takes for a box to be ticked: that of the text has none.
pub(super) const CHECK_FONT: &str = "MS Gothic";

/// A child of a paragraph.
pub(super) enum Piece<'a> {
    /// A run: text and breaks, or the mark of a note.
    Run {
        look: Look,
        inlines: Vec<&'a Inline>,
    },
    /// A blank in a content control.
    Control {
        control: Control,
        look: Look,
        inline: &'a Inline,
    },
    /// Words of a reference, or those that references repeat; the number is a bookmark's.
    Crossed {
        cross: &'a Cross,
        id: u32,
        look: Look,
        inline: &'a Inline,
    },
    /// A picture in a run of its own.
    Picture { run: Element, inline: &'a Inline },
}

/// The format of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// As the paragraph's style has it.
    Plain,
    /// Text.
    Text { format: RunFormat, base: RunFormat },
    /// The mark of a note.
    Mark { format: RunFormat, base: RunFormat },
    /// A box to be ticked, in a font that has one.
    Check { format: RunFormat, base: RunFormat },
}

impl Look {
    /// The properties of the run; none where it has none.
    pub(super) fn properties(self) -> Option<Element> {
        match self {
            Self::Plain => None,
            Self::Text { format, base } => format::run(format, base),
            Self::Mark { format, base } => Some(format::styled_run(NOTE_MARK, format, base)),
            Self::Check { format, base } => Some(format::in_font(CHECK_FONT, format, base)),
        }
    }

    fn run(self) -> Element {
        Element::new("w:r").holding(self.properties())
    }
}

impl Piece<'_> {
    /// The piece as it stands in the file: one element, but an anchor, which has its bookmark around it.
    pub(super) fn into_elements(self) -> Vec<Element> {
        match self {
            Self::Crossed {
                cross,
                id,
                look,
                inline,
            } => references::around(cross, id, write(look.run(), inline)),
            other => vec![other.into_element()],
        }
    }

    /// The piece as one element.
    pub(super) fn into_element(self) -> Element {
        match self {
            Self::Crossed { look, inline, .. } => write(look.run(), inline),
            Self::Run { look, inlines } => inlines.into_iter().fold(look.run(), write),
            Self::Control {
                control,
                look,
                inline,
            } => control.around(write(look.run(), inline)),
            Self::Picture { run, inline: _ } => run,
        }
    }
}

/// Writes an inline into a run. Pictures have runs of their own.
fn write(mut run: Element, inline: &Inline) -> Element {
    match inline {
        Inline::Run(text) => push_text(&mut run, "w:t", &text.text),
        Inline::Break => run.push(line_break()),
        Inline::Note { note, format: _ } => run.push(note_mark(note_number(*note))),
        Inline::Leader(_) => run.push(Element::new("w:tab")),
        Inline::Check { ticked, format: _ } => push_text(&mut run, "w:t", check(*ticked)),
        Inline::Picture(_) => {}
    }
    run
}

/// Tells whether there is a box to be ticked among the text of a sheet, notes left out.
pub(super) fn has_checks(sheet: &Sheet) -> bool {
    let blocks = sheet.sections.iter().flat_map(|section| &section.blocks);
    let is_check = |inline: &Inline| matches!(inline, Inline::Check { .. });
    blocks.into_iter().any(|block| match block {
        Block::Paragraph(paragraph) => paragraph.inlines.iter().any(is_check),
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            let mut lines = cells.flat_map(|cell| &cell.paragraphs);
            lines.any(|line| line.inlines.iter().any(is_check))
        }
    })
}

/// A box to be ticked, as a letter.
pub(super) fn check(ticked: bool) -> &'static str {
    match ticked {
        true => "☑",
        false => "☐",
    }
}

/// The end of a line.
pub(super) fn line_break() -> Element {
    Element::new("w:br")
}

/// The mark of the note of that number.
pub(super) fn note_mark(number: usize) -> Element {
    Element::new("w:footnoteReference").with("w:id", number.to_string())
}

/// The number that a note has in the file, which is the one that it prints.
pub(super) fn note_number(note: NoteId) -> usize {
    note.0 + 1
}

/// A text without no-break hyphens, spaces at its ends and all, as an element of that name.
pub(super) fn text(name: &'static str, text: &str) -> Element {
    let element = Element::new(name).with("xml:space", "preserve");
    element.saying(&clean(text))
}

/// Writes a text into a run, as elements of that name.
pub(super) fn push_text(run: &mut Element, name: &'static str, words: &str) {
    for (index, piece) in words.split(NO_BREAK_HYPHEN).enumerate() {
        if index > 0 {
            run.push(Element::new("w:noBreakHyphen"));
        }
        for (index, piece) in piece.split(LEADER).enumerate() {
            if index > 0 {
                run.push(Element::new("w:tab"));
            }
            if !piece.is_empty() {
                run.push(text(name, piece));
            }
        }
    }
}

/// Drops what XML cannot hold at all; none should reach this stage, but a broken file is worse.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'))
        .collect()
}

/// Gathers inlines into runs.
pub(super) struct Runs<'a> {
    known: Rc<Anchors>,
    base: RunFormat,
    done: Vec<Piece<'a>>,
    /// The run of text that is still open, and its format.
    open: Option<(RunFormat, Vec<&'a Inline>)>,
    /// Breaks before any text: they take the format of the text that follows.
    waiting: Vec<&'a Inline>,
}

impl<'a> Runs<'a> {
    /// Gathers the inlines of a paragraph whose style has that format.
    pub(super) fn new(base: RunFormat, known: Rc<Anchors>) -> Self {
        Self {
            known,
            base,
            done: Vec::new(),
            open: None,
            waiting: Vec::new(),
        }
    }

    /// Adds text, or a blank as a control.
    pub(super) fn text(&mut self, inline: &'a Inline, ids: &mut Ids) {
        let Inline::Run(run) = inline else { return };
        if run.text.is_empty() {
            return;
        }
        if let Some(control) = Control::of(run, ids) {
            self.close();
            // A control of plain text holds no line breaks.
            self.close_breaks();
            self.done.push(Piece::Control {
                control,
                look: self.look(run.format),
                inline,
            });
            return;
        }
        if let Some(cross) = self.known.find(run.cross.as_ref()) {
            self.close();
            self.close_breaks();
            self.done.push(Piece::Crossed {
                cross,
                id: ids.next(),
                look: self.look(run.format),
                inline,
            });
            return;
        }
        match &mut self.open {
            Some((format, inlines)) if *format == run.format => inlines.push(inline),
            _ => {
                self.close();
                let mut inlines = std::mem::take(&mut self.waiting);
                inlines.push(inline);
                self.open = Some((run.format, inlines));
            }
        }
    }

    /// Adds a row of dots, or a box to be ticked: in a control that ticks it where there are `ids`.
    pub(super) fn sign(&mut self, inline: &'a Inline, format: RunFormat, ids: Option<&mut Ids>) {
        self.close();
        self.close_breaks();
        let base = self.base;
        let look = match inline {
            Inline::Check { .. } => Look::Check { format, base },
            _ => self.look(format),
        };
        self.done.push(match (inline, ids) {
            (Inline::Check { ticked, format: _ }, Some(ids)) => Piece::Control {
                control: Control::check(*ticked, ids),
                look,
                inline,
            },
            _ => Piece::Run {
                look,
                inlines: vec![inline],
            },
        });
    }

    /// Ends the line.
    pub(super) fn line_break(&mut self, inline: &'a Inline) {
        match &mut self.open {
            Some((_, inlines)) => inlines.push(inline),
            None => self.waiting.push(inline),
        }
    }

    /// Adds the mark of a note.
    pub(super) fn note(&mut self, inline: &'a Inline, format: RunFormat) {
        self.close();
        let mut inlines = std::mem::take(&mut self.waiting);
        inlines.push(inline);
        let base = self.base;
        self.done.push(Piece::Run {
            look: Look::Mark { format, base },
            inlines,
        });
    }

    /// Adds a picture.
    pub(super) fn picture(&mut self, run: Element, inline: &'a Inline) {
        self.close();
        self.close_breaks();
        self.done.push(Piece::Picture { run, inline });
    }

    /// The pieces in order.
    pub(super) fn finish(mut self) -> Vec<Piece<'a>> {
        self.close();
        self.close_breaks();
        self.done
    }

    fn look(&self, format: RunFormat) -> Look {
        let base = self.base;
        Look::Text { format, base }
    }

    fn close(&mut self) {
        if let Some((format, inlines)) = self.open.take() {
            let look = self.look(format);
            self.done.push(Piece::Run { look, inlines });
        }
    }

    fn close_breaks(&mut self) {
        if !self.waiting.is_empty() {
            self.done.push(Piece::Run {
                look: Look::Plain,
                inlines: std::mem::take(&mut self.waiting),
            });
        }
    }
}
