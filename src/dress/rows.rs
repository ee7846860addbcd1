//! Rows of a table: which are never cut, which stay with the row before.

use super::Dresser;
use super::table::{Sort, keep_next};
use super::text::check_width;
use crate::document::RowKind;
use crate::font::FaceId;
use crate::sheet::reading::placed;
use crate::sheet::{Cell, Down, Drawing, Inline, Paragraph, Row, Twips};

/// So many headings of groups that follow one another stay together with the row after them.
const MOST_HEADINGS: usize = 4;

impl Dresser<'_> {
    /// A row that a page can hold below the header rows is not cut at the end of a page. A row of
    /// sums stays with the row before it, the heading of a group with the row after it, and the rows
    /// of a cell that lies over several with one another.
    pub(super) fn hold_rows(&self, rows: &mut [Row], sorts: &[Sort], columns: &[Twips]) {
        let heads = rows.iter().take_while(|row| row.header).count();
        let own: Vec<f64> = rows.iter().map(|row| self.height(row, columns)).collect();
        let room = self.room.points() - own[..heads].iter().sum::<f64>();
        self.hold_merged(rows, own.clone(), (columns, room));
        for (row, height) in rows.iter_mut().zip(own).skip(heads) {
            row.cant_split = height <= room;
        }
        let sums: Vec<bool> = rows
            .iter()
            .zip(sorts)
            .map(|(row, sort)| match sort {
                Sort::Body(RowKind::Subtotal | RowKind::Total) => true,
                Sort::Body(RowKind::Plain) => self.is_sum(row),
                Sort::Head | Sort::Body(RowKind::Group) => false,
            })
            .collect();
        for at in (heads + 1)..rows.len() {
            // A run of sums is not held together as a whole: it might be the whole table.
            let run = sums[at - 1] && at >= 2 && sums[at - 2];
            if sums[at] && !run {
                keep_next(&mut rows[at - 1]);
            }
            // Nor is a run of headings.
            let heading = |at: usize| sorts[at] == Sort::Body(RowKind::Group);
            let run = (1..=MOST_HEADINGS).all(|back| at > back && heading(at - 1 - back));
            if heading(at - 1) && !run {
                keep_next(&mut rows[at - 1]);
            }
        }
    }

    /// About the height of a row with a border: where the text just fills a page, the layout may
    /// find a line more or less. Cells that lie over several rows do not count.
    pub(super) fn height(&self, row: &Row, columns: &[Twips]) -> f64 {
        let cells = placed(row).filter(|(_, cell)| cell.down == Down::Rows(1));
        let heights = cells.map(|(at, cell)| self.cell_height(cell, &columns[at]));
        heights.fold(0.0, f64::max) + self.around_text()
    }

    /// Padding and border above and below the text of a row, in pt.
    pub(super) fn around_text(&self) -> f64 {
        let table = &self.style.table;
        (table.padding_y + table.padding_y).points() + f64::from(table.border) / 8.0
    }

    /// Height of a cell's text in the columns that it lies over, in pt.
    pub(super) fn cell_height(&self, cell: &Cell, columns: &[Twips]) -> f64 {
        let width: i32 = columns.iter().map(|column| column.0).sum();
        let room = Twips(width) - self.cell_margin - self.cell_margin;
        let heights = cell.paragraphs.iter();
        heights
            .map(|p| self.text_height(p, room.points().max(1.0)))
            .sum()
    }

    /// Height of a paragraph's lines where they are `room` points wide.
    pub(super) fn text_height(&self, paragraph: &Paragraph, room: f64) -> f64 {
        let mut filled = Filled {
            room,
            lines: 1.0,
            taken: 0.0,
            word: 0.0,
        };
        let mut pitch = 0.0_f64;
        for inline in &paragraph.inlines {
            match inline {
                Inline::Run(run) => {
                    let format = run.format;
                    let face = self.fonts.face(FaceId::new(format.bold, format.italic));
                    let size = format.size.points();
                    let line = face.ascent(size) + face.descent(size) + face.line_gap(size);
                    pitch = pitch.max(line);
                    for piece in run.text.split_inclusive(' ') {
                        let word = piece.trim_end_matches(' ');
                        filled.word += face.width(word, size);
                        if word.len() < piece.len() {
                            filled.end_word();
                            filled.taken += face.width(" ", size);
                        }
                    }
                }
                Inline::Break => {
                    filled.end_word();
                    filled.next_line();
                }
                Inline::Picture(Drawing::Standing(illustration)) => {
                    pitch = pitch.max(illustration.size.height.points());
                }
                Inline::Check { ticked: _, format } => filled.word += check_width(*format),
                Inline::Note { .. } | Inline::Picture(Drawing::Floating(_)) | Inline::Leader(_) => {
                }
            }
        }
        filled.end_word();
        let line = f64::from(paragraph.format.line) / 240.0;
        filled.lines * pitch * line + (paragraph.format.before + paragraph.format.after).points()
    }

    /// Tells whether one of the first two cells with text says that the row is a sum.
    fn is_sum(&self, row: &Row) -> bool {
        self.says_sum(row.cells.iter().map(|cell| {
            let inlines = cell.paragraphs.iter().flat_map(|p| &p.inlines);
            let runs = inlines.filter_map(|inline| match inline {
                Inline::Run(run) => Some(run.text.replace('\u{a0}', " ")),
                Inline::Break
                | Inline::Note { .. }
                | Inline::Picture(_)
                | Inline::Leader(_)
                | Inline::Check { .. } => None,
            });
            runs.collect::<String>()
        }))
    }

    /// Tells whether one of the first two texts that are not empty begins with a word for a sum.
    pub(super) fn says_sum(&self, texts: impl Iterator<Item = String>) -> bool {
        let texts = texts.map(|text| text.trim().to_lowercase());
        let mut first = texts.filter(|text| !text.is_empty()).take(2);
        first.any(|text| self.style.sum_words.iter().any(|word| says(&text, word)))
    }
}

/// Tells whether a text begins with a word for a sum. A word of one syllable begins other words, too
/// (`Cộng đồng`): no other may follow it.
fn says(text: &str, word: &str) -> bool {
    text.strip_prefix(word)
        .is_some_and(|rest| match rest.chars().next() {
            None => true,
            Some(next) if word.contains(' ') => !next.is_alphabetic(),
            Some(_) => !rest.trim_start().starts_with(char::is_alphabetic),
        })
}

/// Lines being filled.
struct Filled {
    room: f64,
    lines: f64,
    /// The width taken of the last line, in pt.
    taken: f64,
    /// The width of the word that is being read, in pt.
    word: f64,
}

impl Filled {
    fn end_word(&mut self) {
        let word = std::mem::take(&mut self.word);
        if self.taken > 0.0 && self.taken + word > self.room {
            self.next_line();
        }
        // A word that is wider than the line is broken anywhere.
        let more = ((word / self.room).ceil() - 1.0).max(0.0);
        self.lines += more;
        self.taken += word - more * self.room;
    }

    fn next_line(&mut self) {
        self.lines += 1.0;
        self.taken = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::says;

    #[test]
    fn sums_are_told_from_words_that_begin_like_them() {
        for sum in ["tổng cộng", "tổng số hộ", "cộng", "cộng (i + ii)", "cộng:"] {
            assert!(
                ["tổng cộng", "tổng số", "cộng"]
                    .iter()
                    .any(|w| says(sum, w)),
                "{sum}"
            );
        }
        for other in ["cộng đồng", "tổng hợp", "tổng sốt", "phép cộng"] {
            assert!(
                !["tổng cộng", "tổng số", "cộng"]
                    .iter()
                    .any(|w| says(other, w)),
                "{other}"
            );
        }
    }
}
