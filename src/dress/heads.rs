//! Rows that programs make of different heights.
//!
//! A row may have no cell of its own, where each of its cells lies over rows above or below it, too. LibreOffice 7.4
//! makes it as high as nothing, so that the cells that end with it seem to end in the row above. It is told to be as
//! high as an empty line.
//!
//! Header rows may stand under a high cell that lies over several of them. Word makes the last of such rows higher
//! where the cell's text needs it, on every page. LibreOffice 7.4 does so where the table begins, but not where the
//! header rows stand again, and cuts the text off there. So the last row gets the height by itself: as space above and
//! below the text of one of its cells. A least height of the row would do, too, but LibreOffice 25.2 leaves the border
//! out of it, 7.4 does not.

use super::tears::style_run;
use crate::font::FontSet;
use crate::layout::measure;
use crate::sheet::reading::placed;
use crate::sheet::{Block, Cell, Down, Padding, Sheet, Style, Table, Twips};

/// Gives rows without a cell of their own the height of a line, and the header rows of all tables the height that the
/// cells over them need.
pub(super) fn raise(sheet: &mut Sheet, fonts: &FontSet) {
    let styles = &sheet.styles;
    for section in &mut sheet.sections {
        for block in &mut section.blocks {
            if let Block::Table(table) = block {
                raise_bare(table, (styles, fonts));
                raise_heads(table, styles, fonts);
            }
        }
    }
}

/// A cell over several header rows.
struct Tall {
    start: usize,
    last: usize,
    height: f64,
}

/// Gives each row without a cell of its own the height of its covered cells, which are an empty line.
fn raise_bare(table: &mut Table, set: (&[Style], &FontSet)) {
    let border = border(table);
    let Table {
        columns,
        padding,
        rows,
        ..
    } = table;
    for row in rows {
        if row.cells.iter().any(|cell| cell.down == Down::Rows(1)) {
            continue;
        }
        let covered = placed(row).filter(|(_, cell)| cell.down == Down::Covered);
        let heights = covered.map(|(at, cell)| text_height(cell, &columns[at], *padding, set));
        let height = heights.fold(0.0, f64::max);
        if height > 0.0 {
            row.least_height = Some(Twips(((height + border) * 20.0).round() as i32));
        }
    }
}

/// Thickness of a table's borders in pt.
fn border(table: &Table) -> f64 {
    table.border.map_or(0.0, |eighths| f64::from(eighths) / 8.0)
}

fn raise_heads(table: &mut Table, styles: &[Style], fonts: &FontSet) {
    let heads = table.rows.iter().take_while(|row| row.header).count();
    let border = border(table);
    let mut tall = Vec::new();
    let mut heights = Vec::new();
    for (at, row) in table.rows[..heads].iter().enumerate() {
        let least = row.least_height.map_or(0.0, |height| height.points());
        let mut own = (least - border).max(0.0);
        for (place, cell) in placed(row) {
            let height = text_height(cell, &table.columns[place], table.padding, (styles, fonts));
            match cell.down {
                Down::Rows(count @ 2..) => tall.push(Tall {
                    start: at,
                    last: heads.min(at + count as usize) - 1,
                    height,
                }),
                Down::Rows(_) => own = own.max(height),
                // Its one paragraph is empty: it makes the row no higher than any other.
                Down::Covered => {}
            }
        }
        heights.push(own);
    }
    tall.sort_by_key(|tall| (tall.last, tall.start));
    for Tall {
        start,
        last,
        height,
    } in tall
    {
        let between = border * (last - start) as f64;
        let missing = height - heights[start..=last].iter().sum::<f64>() - between;
        if missing > 0.0 && grow(table, last, heights[last] + missing, (styles, fonts)) {
            heights[last] += missing;
        }
    }
}

/// Spaces the text of a row's first own cell out until the row is so high, in pt; false where it has none.
fn grow(table: &mut Table, row: usize, height: f64, set: (&[Style], &FontSet)) -> bool {
    let mut cells = placed(&table.rows[row]).enumerate();
    let own = cells.find(|(_, (_, cell))| cell.down == Down::Rows(1));
    let Some((index, (place, cell))) = own else {
        return false;
    };
    let missing = height - text_height(cell, &table.columns[place], table.padding, set);
    let missing = Twips((missing * 20.0).ceil() as i32);
    let above = Twips(missing.0 / 2);
    drop(cells);
    let paragraphs = &mut table.rows[row].cells[index].paragraphs;
    if let Some(first) = paragraphs.first_mut() {
        first.format.before += above;
    }
    if let Some(last) = paragraphs.last_mut() {
        last.format.after += missing - above;
    }
    true
}

/// Height of a cell's text with its padding, in pt.
fn text_height(
    cell: &Cell,
    columns: &[Twips],
    padding: Padding,
    (styles, fonts): (&[Style], &FontSet),
) -> f64 {
    let Padding {
        top,
        right,
        bottom,
        left,
    } = padding;
    let width: i32 = columns.iter().map(|column| column.0).sum();
    let paragraphs = cell.paragraphs.iter();
    let paragraphs = paragraphs.map(|paragraph| (paragraph, style_run(styles, paragraph)));
    measure::cell_height(paragraphs, Twips(width) - left - right, fonts) + (top + bottom).points()
}
