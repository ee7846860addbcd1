//! Tables of the body: column widths, header rows, cells.

use super::Dresser;
use crate::document::{Column, ColumnAlign, Inlines, Origin, Table};
use crate::sheet::{
    self, Align, Block, Cell, Inline, Padding, Paragraph, Role, Row, TableRole, Twips,
    VerticalAlign,
};

/// A column exactly as wide as its longest word breaks it in a program that counts the borders in.
const ROUNDING: Twips = Twips(30);

impl Dresser<'_> {
    pub(super) fn table(&mut self, table: &Table, origin: Option<Origin>) -> Block {
        let mut rows = Vec::new();
        for cells in &table.head {
            rows.push(self.row(cells, &table.columns, true, origin));
        }
        for cells in &table.rows {
            rows.push(self.row(cells, &table.columns, false, origin));
        }
        let columns = self.column_widths(&table.columns, &rows);
        self.hold_rows(&mut rows, &columns);
        let measures = &self.style.table;
        Block::Table(sheet::Table {
            role: TableRole::Data,
            columns,
            indent: Twips(0),
            padding: Padding {
                top: measures.padding_y,
                right: measures.padding_x,
                bottom: measures.padding_y,
                left: measures.padding_x,
            },
            border: Some(measures.border),
            rows,
            origin,
        })
    }

    fn row(
        &mut self,
        cells: &[Inlines],
        columns: &[Column],
        header: bool,
        origin: Option<Origin>,
    ) -> Row {
        let cells = cells
            .iter()
            .zip(columns)
            .map(|(inlines, column)| Cell {
                paragraphs: vec![self.cell(inlines, *column, header, origin)],
                vertical: VerticalAlign::Middle,
            })
            .collect();
        Row {
            cells,
            header,
            cant_split: true,
        }
    }

    fn cell(
        &mut self,
        inlines: &Inlines,
        column: Column,
        header: bool,
        origin: Option<Origin>,
    ) -> Paragraph {
        let looks = &self.style.looks;
        if header {
            let mut paragraph = self.paragraph(Role::TableHead, &looks.table_head, inlines, origin);
            // A header row alone at the foot of a page says nothing.
            paragraph.format.keep_next = true;
            return paragraph;
        }
        let mut paragraph = self.paragraph(Role::TableCell, &looks.table_cell, inlines, origin);
        paragraph.format.align = match column.align {
            ColumnAlign::Left => Align::Left,
            ColumnAlign::Centre => Align::Centre,
            ColumnAlign::Right => Align::Right,
        };
        paragraph
    }

    /// By the shares given, but no column narrower than its longest word; where no share is
    /// given, by what the cells hold.
    fn column_widths(&self, columns: &[Column], rows: &[Row]) -> Vec<Twips> {
        let whole = self.column;
        let padding = Twips(self.style.table.padding_x.0 * 2) + ROUNDING;
        let wants: Vec<Want> = (0..columns.len())
            .map(|index| {
                let cells = rows.iter().filter_map(|row| row.cells.get(index));
                let mut want = Want {
                    least: padding,
                    most: padding,
                };
                for paragraph in cells.flat_map(|cell| &cell.paragraphs) {
                    let (least, most) = self.extent(paragraph);
                    want.least = want.least.max(least + padding);
                    want.most = want.most.max(most + padding);
                }
                want
            })
            .collect();
        if columns.iter().any(|column| column.width > 0) {
            let shares: Vec<i64> = columns.iter().map(|c| i64::from(c.width.max(1))).collect();
            share_out(whole, &shares, &wants)
        } else {
            fit(whole, &wants)
        }
    }

    /// Width of the longest word and of the whole text.
    fn extent(&self, paragraph: &Paragraph) -> (Twips, Twips) {
        let mut whole = Twips(0);
        let mut word = Twips(0);
        for inline in &paragraph.inlines {
            let Inline::Run(run) = inline else { continue };
            let face = self
                .fonts
                .face(crate::font::FaceId::new(run.format.bold, run.format.italic));
            let width = |text: &str| {
                Twips((face.width(text, run.format.size.points()) * 20.0).ceil() as i32)
            };
            whole += width(&run.text);
            word = run
                .text
                .split(' ')
                .map(width)
                .max()
                .unwrap_or_default()
                .max(word);
        }
        (word, whole)
    }
}

/// What a column's cells ask for.
struct Want {
    /// The longest word.
    least: Twips,
    /// The longest cell on one line.
    most: Twips,
}

/// Divides by shares; a column that would be narrower than its longest word gets that word's
/// width, and the others share the rest, as long as there is enough for all.
fn share_out(whole: Twips, shares: &[i64], wants: &[Want]) -> Vec<Twips> {
    let mut shares = shares.to_vec();
    let mut fixed = vec![Twips(0); shares.len()];
    // Each round fixes at least one column, or is the last.
    for _ in 0..shares.len() {
        let rest = Twips(whole.0 - fixed.iter().map(|width| width.0).sum::<i32>());
        let widths = divide(rest, &shares);
        let narrow: Vec<usize> = (0..shares.len())
            .filter(|&i| shares[i] > 0 && widths[i] < wants[i].least)
            .collect();
        let needed: i32 = narrow.iter().map(|&i| wants[i].least.0).sum();
        let all_narrow = narrow.len() == shares.iter().filter(|share| **share > 0).count();
        if narrow.is_empty() || all_narrow || needed >= rest.0 {
            return widths
                .into_iter()
                .zip(&fixed)
                .map(|(width, fixed)| width + *fixed)
                .collect();
        }
        for i in narrow {
            fixed[i] = wants[i].least;
            shares[i] = 0;
        }
    }
    divide(whole, &shares)
}

/// Gives each column its longest word, and what is left by what its cells could still use.
fn fit(whole: Twips, wants: &[Want]) -> Vec<Twips> {
    let least: i64 = wants.iter().map(|want| i64::from(want.least.0)).sum();
    if least >= i64::from(whole.0) {
        let shares: Vec<i64> = wants
            .iter()
            .map(|want| i64::from(want.least.0.max(1)))
            .collect();
        return divide(whole, &shares);
    }
    let spare = Twips(whole.0 - least as i32);
    // One more than wanted, so that columns which want nothing still share the rest.
    let shares: Vec<i64> = wants
        .iter()
        .map(|want| i64::from((want.most - want.least).0.max(0)) + 1)
        .collect();
    divide(spare, &shares)
        .into_iter()
        .zip(wants)
        .map(|(extra, want)| want.least + extra)
        .collect()
}

/// Divides a width by shares; the parts add up to the whole to the twip.
fn divide(whole: Twips, shares: &[i64]) -> Vec<Twips> {
    let total: i64 = shares.iter().sum::<i64>().max(1);
    let mut done = 0;
    let mut used = 0;
    shares
        .iter()
        .map(|share| {
            done += share;
            let end = (i64::from(whole.0) * done / total) as i32;
            let part = Twips(end - used);
            used = end;
            part
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up() {
        for shares in [vec![1, 1, 1], vec![3, 17, 5, 9], vec![1]] {
            let parts = divide(Twips(9355), &shares);
            assert_eq!(parts.iter().map(|part| part.0).sum::<i32>(), 9355);
        }
    }

    #[test]
    fn shares_hold_but_for_words_that_would_not_fit() {
        let want = |least| Want {
            least: Twips(least),
            most: Twips(least),
        };
        let wants = [want(600), want(900), want(900)];
        let widths = share_out(Twips(10_000), &[3, 60, 37], &wants);
        assert_eq!(widths[0], Twips(600));
        assert_eq!(widths.iter().map(|width| width.0).sum::<i32>(), 10_000);
        assert_eq!(
            share_out(Twips(10_000), &[1, 1], &[want(10), want(20)]),
            [Twips(5000); 2]
        );
        // Words wider than the page: the shares as they are.
        let widths = share_out(Twips(1000), &[1, 3], &[want(2000), want(2000)]);
        assert_eq!(widths, [Twips(250), Twips(750)]);
    }

    #[test]
    fn every_column_keeps_its_longest_word() {
        let wants = [
            Want {
                least: Twips(400),
                most: Twips(400),
            },
            Want {
                least: Twips(900),
                most: Twips(20_000),
            },
            Want {
                least: Twips(700),
                most: Twips(1500),
            },
        ];
        let widths = fit(Twips(9355), &wants);
        assert!(
            widths
                .iter()
                .zip(&wants)
                .all(|(width, want)| *width >= want.least)
        );
        assert!(widths[1] > widths[2]);
        assert_eq!(widths.iter().map(|width| width.0).sum::<i32>(), 9355);
    }
}
