//! Keeps words on one line: spaces and hyphens that become no-break ones.
//!
//! In: [`Document`]. Out: the same document; inside `Điều 5`, `15 hộ`, `14-CTr/ĐU` and their like
//! U+0020 is U+00A0 and `-` is U+2011. Which words these are is data: `templates/typography.yaml`.
//! What is said is not changed, and no line is broken here.

mod line;
mod rules;
mod titles;

use crate::document::{Document, Inlines, Spot};
use line::Line;
pub use rules::Rules;
pub(crate) use titles::{Ending, endings};

/// The space at which no line ends.
const NO_BREAK_SPACE: char = '\u{a0}';
/// The hyphen after which no line ends.
const NO_BREAK_HYPHEN: char = '\u{2011}';

/// Tells whether `number` is the number by which `word` names something (Điều 5, năm 2024), not a figure.
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
    document.each_line_mut(&mut |spot, line| match spot {
        Spot::Line | Spot::Note => pass.line(line),
        Spot::Cell => pass.cell(line),
    });
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
}

#[cfg(test)]
mod tests;
