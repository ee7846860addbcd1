//! Tables as clerks type them, brought into the order that the Markdown parser knows: it takes one
//! row above the dashes for the head, and none that stands right below words.
//!
//! Rows of the head behind the first go below the dashes; [`super::table`] knows them again, for they
//! stand above the dashes in the text. A line that names the table and is stuck to it is parted from
//! it. Every place stays that of the text as it was written: [`Arranged::old`].

use super::{captions, table};
use crate::tables::TableWords;
use std::{borrow::Cow, ops::Range};

/// A text in another order.
pub(super) struct Arranged<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where parts of the text begin, and where they stood; an inserted sign has no length there.
    parts: Vec<(usize, usize)>,
}

impl Arranged<'_> {
    /// The range of the text as it was written.
    pub(super) fn old(&self, range: Range<usize>) -> Range<usize> {
        if self.parts.is_empty() {
            return range;
        }
        let start = self.at(range.start);
        match range.is_empty() {
            true => start..start,
            false => start..(self.at(range.end - 1) + 1).max(start),
        }
    }

    fn at(&self, at: usize) -> usize {
        let index = self.parts.partition_point(|(new, _)| *new <= at);
        let Some((new, old)) = index.checked_sub(1).and_then(|index| self.parts.get(index)) else {
            return at;
        };
        // An inserted line end has one byte and stands where the next part begins.
        let end = self.parts.get(index).map(|(new, old)| (*new, *old));
        match end {
            Some((next, begins)) if next == new + 1 && begins == *old => *old,
            _ => old + (at - new),
        }
    }
}

/// A line with bars above the dashes, or one that may stand above a table.
#[derive(Clone)]
struct Line {
    range: Range<usize>,
    bars: usize,
}

/// Finds tables whose head has several rows, or that are stuck to the lines that name them.
pub(super) fn arrange<'t>(text: Cow<'t, str>, words: &TableWords) -> Arranged<'t> {
    let mut arranger = Arranger {
        text: &text,
        words,
        made: String::new(),
        parts: Vec::new(),
        copied: 0,
        run: Vec::new(),
        above: None,
        in_body: false,
    };
    if !text.contains('|') {
        return Arranged {
            text,
            parts: Vec::new(),
        };
    }
    let mut start = 0;
    for whole in text.split_inclusive('\n') {
        let range = start..start + whole.len();
        start = range.end;
        arranger.line(whole.trim(), range);
    }
    let Arranger {
        mut made,
        mut parts,
        copied,
        ..
    } = arranger;
    if parts.is_empty() {
        return Arranged { text, parts };
    }
    parts.push((made.len(), copied));
    made.push_str(&text[copied..]);
    Arranged {
        text: Cow::Owned(made),
        parts,
    }
}

struct Arranger<'a> {
    text: &'a str,
    words: &'a TableWords,
    made: String,
    parts: Vec<(usize, usize)>,
    /// How much of the text was taken over.
    copied: usize,
    /// Lines with bars that follow one another.
    run: Vec<Line>,
    /// The line above the run, if it has words.
    above: Option<Range<usize>>,
    in_body: bool,
}

impl Arranger<'_> {
    fn line(&mut self, line: &str, range: Range<usize>) {
        let bars = table::bars(table::inner(line));
        let has_bars = table::bars(line) > 0;
        if line.is_empty() {
            self.reset(None);
        } else if !has_bars {
            self.reset(Some(range));
        } else if self.in_body {
        } else if table::is_dashes(line) {
            let run = std::mem::take(&mut self.run);
            self.dashes(&run, &Line { range, bars });
            self.in_body = true;
        } else {
            self.run.push(Line { range, bars });
        }
    }

    fn reset(&mut self, above: Option<Range<usize>>) {
        self.run.clear();
        self.above = above;
        self.in_body = false;
    }

    /// The dashes below rows of the head.
    fn dashes(&mut self, run: &[Line], dashes: &Line) {
        let Some(first) = run.first() else {
            return;
        };
        let names = |range: &Range<usize>| {
            let line = self.text.get(range.clone()).unwrap_or("").trim();
            captions::names_a_table(line, self.words)
        };
        match &self.above {
            Some(above) if names(above) => {
                self.copy(first.range.start);
                self.parts.push((self.made.len(), first.range.start));
                self.made.push('\n');
            }
            Some(_) => return,
            None => {}
        }
        let ends = self
            .text
            .get(dashes.range.clone())
            .unwrap_or("")
            .ends_with('\n');
        if run.len() < 2 || run.iter().any(|line| line.bars != dashes.bars) || !ends {
            return;
        }
        self.copy(first.range.end);
        self.take(dashes.range.clone());
        self.take(first.range.end..dashes.range.start);
        self.copied = dashes.range.end;
    }

    /// Takes over all up to an offset.
    fn copy(&mut self, to: usize) {
        self.take(self.copied..to);
        self.copied = to;
    }

    fn take(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.parts.push((self.made.len(), range.start));
            self.made.push_str(&self.text[range]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::DataFile;

    fn arranged(text: &str) -> Arranged<'_> {
        arrange(Cow::Borrowed(text), &TableWords::builtin().unwrap())
    }

    #[test]
    fn rows_of_the_head_go_below_the_dashes() {
        let text = "Lời\n\n| a | < |\n| b | c |\n|---|---|\n| 1 | 2 |\n\nsau";
        let made = arranged(text);
        assert_eq!(
            made.text,
            "Lời\n\n| a | < |\n|---|---|\n| b | c |\n| 1 | 2 |\n\nsau"
        );
        for word in ["Lời", "| a", "| b", "| 1", "sau", "|---"] {
            let at = made.text.find(word).unwrap();
            let old = made.old(at..at + word.len());
            assert_eq!(text[old].to_owned(), word);
        }
    }

    #[test]
    fn a_line_that_names_the_table_is_parted_from_it() {
        let text = "Bảng: Số hộ\nĐơn vị tính: hộ\n| a | b |\n|---|---|\n| 1 | 2 |\n";
        let made = arranged(text);
        assert!(made.text.contains("hộ\n\n| a"), "{}", made.text);
        let at = made.text.find("| 1").unwrap();
        assert_eq!(
            made.old(at..at + 3),
            text.find("| 1").unwrap()..text.find("| 1").unwrap() + 3
        );
    }

    #[test]
    fn anything_else_stays() {
        for text in [
            "| a | b |\n|---|---|\n| 1 | 2 |\n",
            "| a | b |\n|---|---|\n| 1 | 2 |\n|---|---|\n| 3 | 4 |\n",
            "Lời văn\n| a | b |\n| c | d |\n|---|---|\n",
            "| a | b | c |\n| c | d |\n|---|---|\n",
        ] {
            assert_eq!(arranged(text).text, text);
        }
    }
}
