//! Merged cells: what marks in cells say, to the cells that are left with what they cover.
//!
//! A mark says that its cell is one with the cell at its left, or with the one above. Both kinds of
//! tables, those of the text and those of `bang`, are written so.

/// A cell of a grid, as far as merging goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A cell of its own.
    Own,
    /// One with the cell at its left: `<`.
    Left,
    /// One with the cell above: `^`.
    Above,
}

impl Mark {
    /// Reads what a cell says.
    pub(crate) fn of(text: &str) -> Self {
        match text {
            "<" => Self::Left,
            "^" => Self::Above,
            _ => Self::Own,
        }
    }
}

/// How many columns and rows of the grid a cell covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) across: usize,
    pub(crate) down: usize,
}

/// Why cells cannot be merged as their marks say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) why: Why,
}

/// The ways in which a mark can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// No cell is at its left.
    NothingLeft,
    /// No cell is above it: the row is the first of the head or of the body.
    NothingAbove,
    /// The cells that become one form no rectangle, or lie over those of another.
    NoRectangle,
    /// No cell of the row begins in it.
    NoCell,
}

/// For each cell of rows of the same length the cells that it covers; none for a cell that another
/// one covers. Linear in the number of cells.
pub(crate) fn spans(rows: &[Vec<Mark>]) -> Result<Vec<Vec<Option<Span>>>, Fault> {
    // The cell that each cell is one with, and of such a cell how far it reaches and how many are one.
    let mut first: Vec<Vec<(usize, usize)>> = Vec::with_capacity(rows.len());
    let mut reach: Vec<Vec<Reach>> = Vec::with_capacity(rows.len());
    for (row, marks) in rows.iter().enumerate() {
        first.push(Vec::with_capacity(marks.len()));
        reach.push(vec![Reach::default(); marks.len()]);
        for (column, mark) in marks.iter().enumerate() {
            let fault = |why| Fault { row, column, why };
            let one = match mark {
                Mark::Own => (row, column),
                Mark::Left if column == 0 => return Err(fault(Why::NothingLeft)),
                Mark::Left => first[row][column - 1],
                Mark::Above => {
                    let above = row
                        .checked_sub(1)
                        .and_then(|above| first[above].get(column));
                    *above.ok_or_else(|| fault(Why::NothingAbove))?
                }
            };
            first[row].push(one);
            let known = &mut reach[one.0][one.1];
            known.right = known.right.max(column);
            known.bottom = known.bottom.max(row);
            known.cells += 1;
            known.last = (row, column);
        }
        if !marks.is_empty() && !first[row].iter().any(|(begins, _)| *begins == row) {
            let why = Why::NoCell;
            return Err(Fault {
                row,
                column: 0,
                why,
            });
        }
    }
    let span = |row: usize, column: usize, reach: Reach| {
        if reach.cells == 0 {
            return Ok(None);
        }
        let span = Span {
            across: reach.right + 1 - column,
            down: reach.bottom + 1 - row,
        };
        if span.across * span.down == reach.cells {
            Ok(Some(span))
        } else {
            let (row, column) = reach.last;
            let why = Why::NoRectangle;
            Err(Fault { row, column, why })
        }
    };
    let rows = reach.into_iter().enumerate();
    rows.map(|(row, cells)| {
        let cells = cells.into_iter().enumerate();
        cells
            .map(|(column, reach)| span(row, column, reach))
            .collect()
    })
    .collect()
}

/// How far a cell reaches.
#[derive(Debug, Clone, Copy, Default)]
struct Reach {
    right: usize,
    bottom: usize,
    cells: usize,
    /// The last cell that is one with it.
    last: (usize, usize),
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(grid: &[&str]) -> Result<Vec<String>, Fault> {
        let mark = |c: char| Mark::of(c.encode_utf8(&mut [0; 4]));
        let rows: Vec<Vec<Mark>> = grid
            .iter()
            .map(|row| row.chars().map(mark).collect())
            .collect();
        let told = |span: &Option<Span>| match span {
            Some(Span { across, down }) => format!("{across}x{down}"),
            None => "-".to_owned(),
        };
        let row = |row: &Vec<Option<Span>>| row.iter().map(told).collect::<Vec<_>>().join(" ");
        spans(&rows).map(|rows| rows.iter().map(row).collect())
    }

    #[test]
    fn cells_cover_rectangles() {
        assert_eq!(of(&["a<b", "^<c"]).unwrap(), ["2x2 - 1x1", "- - 1x1"]);
        assert_eq!(of(&["a<b", "^^c"]).unwrap(), ["2x2 - 1x1", "- - 1x1"]);
        assert_eq!(
            of(&["aab<", "^^cd"]).unwrap(),
            ["1x2 1x2 2x1 -", "- - 1x1 1x1"]
        );
    }

    #[test]
    fn what_is_no_rectangle_is_told() {
        let fault = |row, column, why| Err(Fault { row, column, why });
        assert_eq!(of(&["<a"]), fault(0, 0, Why::NothingLeft));
        assert_eq!(of(&["a^"]), fault(0, 1, Why::NothingAbove));
        assert_eq!(of(&["a<", "^b"]), fault(1, 0, Why::NoRectangle));
        assert_eq!(of(&["abx", "c^y", "^<z"]), fault(2, 1, Why::NoRectangle));
        assert_eq!(of(&["ab", "^^"]), fault(1, 0, Why::NoCell));
    }

    proptest! {
        /// Where it is no fault, each cell of the grid is covered once.
        #[test]
        fn every_cell_is_covered_once(
            grid in prop::collection::vec(prop::collection::vec(0..5_u8, 4), 1..6)
        ) {
            let mark = |code: &u8| match code { 0 => Mark::Left, 1 => Mark::Above, _ => Mark::Own };
            let rows: Vec<Vec<Mark>> = grid.iter().map(|row| row.iter().map(mark).collect()).collect();
            if let Ok(spans) = spans(&rows) {
                let mut covered = vec![vec![0; 4]; rows.len()];
                for (row, cells) in spans.iter().enumerate() {
                    for (column, span) in cells.iter().enumerate() {
                        let Some(Span { across, down }) = span else { continue };
                        for line in &mut covered[row..row + down] {
                            line[column..column + across].iter_mut().for_each(|n| *n += 1);
                        }
                    }
                }
                prop_assert!(covered.iter().flatten().all(|n| *n == 1), "{covered:?}");
            }
        }
    }
}
