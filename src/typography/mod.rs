//! What stays on one line: spaces and hyphens that become no-break ones.
//!
//! In: [`Document`]. Out: the same document; inside `Điều 5`, `15 hộ`, `14-CTr/ĐU` and their like
//! U+0020 is U+00A0 and `-` is U+2011. Which words these are is data: `templates/typography.yaml`.
//! What is said is not changed, and no line is broken here.

mod line;
mod rules;

use crate::document::{Block, BlockKind, Closing, Document, Heading, Inlines, Letterhead, Table};
use line::Line;
pub use rules::Rules;

/// The space at which no line ends.
const NO_BREAK_SPACE: char = '\u{a0}';
/// The hyphen after which no line ends.
const NO_BREAK_HYPHEN: char = '\u{2011}';

/// Whether `number` is the number by which `word` names something (Điều 5, năm 2024), not a figure.
pub(crate) fn is_numbered(rules: &Rules, word: &str, number: &str) -> bool {
    rules.is_numbered(None, word, number)
}

/// Keeps together what belongs together, in pieces of at most `longest` characters: a longer one
/// would tear a hole into the line before it. With 0 the document stays as it is.
pub fn keep_together(document: &mut Document, rules: &Rules, longest: usize) {
    if longest == 0 {
        return;
    }
    let pass = Pass { rules, longest };
    for block in &mut document.blocks {
        pass.block(block);
    }
    for note in &mut document.notes {
        pass.lines(&mut note.paragraphs);
    }
}

/// A line of a title with the compounds kept together that no line of a title should part (`NHÂN DÂN`,
/// `thực hiện`), letter for letter the same but for the kind of its spaces.
pub(crate) fn keep_title(text: &str, rules: &Rules, longest: usize) -> String {
    let mut line = Line::of_text(text);
    line.titles(rules, longest);
    line.into_text()
}

struct Pass<'a> {
    rules: &'a Rules,
    longest: usize,
}

impl Pass<'_> {
    fn line(&self, inlines: &mut Inlines) {
        let mut line = Line::of(inlines);
        line.hyphens(self.longest);
        line.spaces(self.rules, self.longest);
        line.write_to(inlines);
    }

    /// A cell is narrow: a column that holds the longest word need not hold a word and its number.
    fn cell(&self, inlines: &mut Inlines) {
        let mut line = Line::of(inlines);
        line.hyphens(self.longest);
        line.write_to(inlines);
    }

    fn lines(&self, lines: &mut [Inlines]) {
        for line in lines {
            self.line(line);
        }
    }

    fn block(&self, block: &mut Block) {
        match &mut block.kind {
            BlockKind::Letterhead(letterhead) => self.letterhead(letterhead),
            BlockKind::Kind(line)
            | BlockKind::Basis(line)
            | BlockKind::Resolution(line)
            | BlockKind::Paragraph(line) => self.line(line),
            BlockKind::Subject(lines) | BlockKind::Authority(lines) => self.lines(lines),
            BlockKind::Addressees { label, items } => {
                self.line(label);
                self.lines(items);
            }
            BlockKind::Heading(Heading {
                form: _,
                level: _,
                label,
                title,
            }) => {
                self.line(label);
                self.lines(title);
            }
            BlockKind::List(list) => {
                for block in list.items.iter_mut().flatten() {
                    self.block(block);
                }
            }
            BlockKind::Table(Table {
                columns: _,
                head,
                rows,
            }) => {
                for cell in head.iter_mut().chain(rows).flatten() {
                    self.cell(cell);
                }
            }
            BlockKind::Closing(closing) => self.closing(closing),
            BlockKind::Turn(_) => {}
            BlockKind::Appendix {
                orientation: _,
                label,
                title,
                reference,
            } => {
                self.line(label);
                self.lines(title);
                self.line(reference);
            }
        }
    }

    fn letterhead(&self, letterhead: &mut Letterhead) {
        let Letterhead {
            superior,
            agency,
            number,
            about,
            national_title,
            motto,
            place_date,
        } = letterhead;
        self.lines(superior);
        self.lines(agency);
        self.lines(about);
        for line in number.iter_mut().chain(place_date) {
            self.line(line);
        }
        self.line(national_title);
        self.line(motto);
    }

    fn closing(&self, closing: &mut Closing) {
        let Closing {
            recipients_label,
            recipients,
            authority,
            title,
            name,
        } = closing;
        self.line(recipients_label);
        self.lines(recipients);
        self.lines(authority);
        self.lines(title);
        self.line(name);
    }
}

#[cfg(test)]
mod tests;
