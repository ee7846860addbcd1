//! Tables of the sheet as Word's: fixed widths, own cell margins, all borders or none.

use super::format::unsigned;
use super::paragraph::{Paragraphs, Written};
use super::xml::Element;
use crate::diagnostic::Result;
use crate::sheet::reading::written_rows;
use crate::sheet::{Cell, Padding, Row, Table, TableRole, Twips, VerticalAlign};

const BORDERS: [&str; 6] = [
    "w:top",
    "w:left",
    "w:bottom",
    "w:right",
    "w:insideH",
    "w:insideV",
];
/// The borders of a single cell; within it there are none to draw.
const CELL_BORDERS: usize = 4;

/// What the paragraph between two tables takes: a closing in the table before it stands as far
/// below the rows as one on its own does.
const BETWEEN: i32 = super::paragraph::TINY_LINE;

/// A table as it is written, with what it is made of.
pub(super) struct WrittenTable<'a> {
    pub(super) table: &'a Table,
    /// The `w:tbl` without its rows.
    pub(super) frame: Element,
    pub(super) rows: Vec<WrittenRow<'a>>,
}

/// A row as it is written.
pub(super) struct WrittenRow<'a> {
    /// The `w:tr` without its cells.
    pub(super) frame: Element,
    pub(super) cells: Vec<WrittenCell<'a>>,
}

/// A cell as it is written.
pub(super) struct WrittenCell<'a> {
    /// The `w:tc` without its paragraphs.
    pub(super) frame: Element,
    pub(super) paragraphs: Vec<Written<'a>>,
}

impl WrittenTable<'_> {
    /// The table as it stands in the file.
    pub(super) fn into_element(self) -> Element {
        let cell = |cell: WrittenCell<'_>| {
            let paragraphs = cell.paragraphs.into_iter();
            cell.frame.holding(paragraphs.map(Written::into_element))
        };
        let row = |row: WrittenRow<'_>| row.frame.holding(row.cells.into_iter().map(cell));
        self.frame.holding(self.rows.into_iter().map(row))
    }
}

/// A table; `None` where it has no cell (Word refuses such a table). The rows of `closing` are its
/// last ones then: a row stays with the next of its own table in Word and in LibreOffice, while
/// LibreOffice does not heed what a last row stays with once its table goes over pages.
pub(super) fn build<'a>(
    table: &'a Table,
    closing: Option<&'a Table>,
    paragraphs: &mut Paragraphs<'a>,
) -> Result<Option<WrittenTable<'a>>> {
    let Table {
        role: _,
        columns,
        indent,
        padding,
        border,
        rows: _,
        origin: _,
    } = table;
    let mut grid = edges(columns);
    if let Some(closing) = closing {
        grid.extend(edges(&closing.columns));
        grid.sort_unstable();
        grid.dedup();
    }
    let mut rows = Rows {
        grid: &grid,
        alone: closing.is_none(),
        built: Vec::new(),
    };
    rows.add(table, *padding, paragraphs)?;
    if rows.built.is_empty() {
        return Ok(None);
    }
    if let Some(closing) = closing {
        let top = closing.padding.top + Twips(BETWEEN);
        rows.add(
            closing,
            Padding {
                top,
                ..closing.padding
            },
            paragraphs,
        )?;
    }
    // A joined table has the borders of its cells.
    let border = border.filter(|_| closing.is_none());
    Ok(Some(WrittenTable {
        table,
        frame: frame(&grid, *indent, *padding, border),
        rows: rows.built,
    }))
}

/// A table (`w:tbl`) without its rows.
fn frame(grid: &[Twips], indent: Twips, padding: Padding, border: Option<u32>) -> Element {
    let widths: Vec<u32> = grid
        .windows(2)
        .map(|pair| unsigned(pair[1] - pair[0]))
        .collect();
    let borders = border.map(|eighths| {
        let lines = BORDERS.map(|position| line(position, eighths));
        Element::new("w:tblBorders").holding(lines)
    });
    let mut properties = Element::new("w:tblPr").holding([
        width("w:tblW", widths.iter().sum::<u32>()),
        Element::value("w:jc", "left"),
        width("w:tblInd", indent.0),
    ]);
    properties.extend(borders);
    properties.extend([
        Element::new("w:tblLayout").with("w:type", "fixed"),
        Element::new("w:tblCellMar").holding(margins(padding)),
    ]);
    let column = |width: &u32| Element::new("w:gridCol").with("w:w", width.to_string());
    let columns = Element::new("w:tblGrid").holding(widths.iter().map(column));
    Element::new("w:tbl").holding([properties, columns])
}

/// Whether the closing may be the last rows of the table before it: it stays with the table's last
/// row, and both begin and end at the same edges.
pub(super) fn joins(table: &Table, closing: &Table) -> bool {
    let ends = |table: &Table| (table.indent, edges(&table.columns).last().copied());
    closing.role == TableRole::Closing
        && closing.border.is_none()
        && keeps_next(table)
        && ends(table) == ends(closing)
}

/// Where columns begin, and where the last one ends.
fn edges(columns: &[Twips]) -> Vec<Twips> {
    let ends = columns.iter().scan(Twips(0), |at, width| {
        *at += *width;
        Some(*at)
    });
    std::iter::once(Twips(0)).chain(ends).collect()
}

/// Whether the last row is to stand on the page of what follows the table: its first cell says so,
/// in Word as in the layout.
pub(super) fn keeps_next(table: &Table) -> bool {
    let row = table.rows.iter().rev().find(|row| !row.cells.is_empty());
    let first = row.and_then(|row| row.cells.first());
    first.is_some_and(|cell| {
        let mut paragraphs = cell.paragraphs.iter();
        !cell.paragraphs.is_empty() && paragraphs.all(|paragraph| paragraph.format.keep_next)
    })
}

/// The rows of one table of the file.
struct Rows<'g, 'a> {
    /// The edges of all its columns.
    grid: &'g [Twips],
    /// All rows are of one table of the sheet: borders and margins are the table's, not the cells'.
    alone: bool,
    built: Vec<WrittenRow<'a>>,
}

impl<'a> Rows<'_, 'a> {
    /// Adds the rows of a table of the sheet.
    fn add(
        &mut self,
        table: &'a Table,
        padding: Padding,
        paragraphs: &mut Paragraphs<'a>,
    ) -> Result<()> {
        let edges = edges(&table.columns);
        for row in written_rows(table) {
            let Row {
                cells,
                header,
                cant_split,
            } = row;
            let mut built = Vec::with_capacity(cells.len());
            for (index, cell) in cells.iter().enumerate() {
                let Cell {
                    paragraphs: lines,
                    vertical,
                } = cell;
                let mut properties = Element::new("w:tcPr");
                if let Some(&[left, right]) = edges.get(index..index + 2) {
                    self.stretch(&mut properties, left, right);
                }
                if !self.alone {
                    own_edges(&mut properties, table.border, padding);
                }
                if *vertical == VerticalAlign::Middle {
                    properties.push(Element::value("w:vAlign", "center"));
                }
                let written = lines.iter().enumerate().map(|(at, line)| match at {
                    0 => paragraphs.marked(line),
                    _ => paragraphs.build(line),
                });
                built.push(WrittenCell {
                    frame: Element::new("w:tc").holding(properties.if_any()),
                    paragraphs: written.collect::<Result<_>>()?,
                });
            }
            self.built.push(WrittenRow {
                frame: row_frame(*cant_split, *header),
                cells: built,
            });
        }
        Ok(())
    }

    /// A cell between two edges, over as many columns of the table as lie between them.
    fn stretch(&self, properties: &mut Element, left: Twips, right: Twips) {
        properties.push(width("w:tcW", unsigned(right - left)));
        let within = |edge: &&Twips| left < **edge && **edge <= right;
        let span = self.grid.iter().filter(within).count();
        if span > 1 {
            properties.push(Element::value("w:gridSpan", span.to_string()));
        }
    }
}

/// A row (`w:tr`) without its cells.
fn row_frame(cant_split: bool, header: bool) -> Element {
    let mut properties = Element::new("w:trPr");
    properties.extend(cant_split.then(|| Element::new("w:cantSplit")));
    properties.extend(header.then(|| Element::new("w:tblHeader")));
    Element::new("w:tr").holding(properties.if_any())
}

/// Borders and margins of a cell's own.
fn own_edges(properties: &mut Element, border: Option<u32>, padding: Padding) {
    properties.extend(border.map(|eighths| {
        let positions = BORDERS[..CELL_BORDERS].iter();
        Element::new("w:tcBorders").holding(positions.map(|position| line(position, eighths)))
    }));
    properties.push(Element::new("w:tcMar").holding(margins(padding)));
}

fn margins(padding: Padding) -> [Element; 4] {
    let Padding {
        top,
        right,
        bottom,
        left,
    } = padding;
    [
        width("w:top", unsigned(top)),
        width("w:left", unsigned(left)),
        width("w:bottom", unsigned(bottom)),
        width("w:right", unsigned(right)),
    ]
}

/// An element that is a width in twips.
fn width(name: &'static str, twips: impl ToString) -> Element {
    Element::new(name)
        .with("w:w", twips.to_string())
        .with("w:type", "dxa")
}

fn line(position: &'static str, eighths: u32) -> Element {
    Element::value(position, "single")
        .with("w:sz", eighths.to_string())
        .with("w:space", "0")
        .with("w:color", "auto")
}
