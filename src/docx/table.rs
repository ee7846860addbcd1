//! Tables of the sheet as Word's: fixed widths; borders and cell margins by the style of tables, where
//! they are as that has them.

use super::body::Child;
use super::format::unsigned;
use super::paragraph::{Paragraphs, Written};
use super::xml::Element;
use crate::diagnostic::Result;
use crate::sheet::reading::{placed, written_rows};
use crate::sheet::{Cell, Down, Padding, Row, Table, TableRole, TableStyle, Twips, VerticalAlign};

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

/// The height of the paragraph between two tables: a closing in the table before it stands as far
/// below the rows as one on its own does.
const BETWEEN: i32 = super::paragraph::TINY_LINE;

/// A row as it is written.
pub(super) struct WrittenRow<'a> {
    /// The `w:tr` without its cells.
    pub(super) frame: Element,
    pub(super) cells: Vec<WrittenCell<'a>>,
}

/// A cell as it is written.
pub(super) struct WrittenCell<'a> {
    /// The first column of the sheet's table that it lies over, from 0.
    pub(super) column: usize,
    /// The `w:tc` without its paragraphs.
    pub(super) frame: Element,
    pub(super) paragraphs: Vec<Written<'a>>,
}

impl WrittenRow<'_> {
    /// The row as it stands in the file.
    pub(super) fn into_element(self) -> Element {
        let cell = |cell: WrittenCell<'_>| {
            let paragraphs = cell.paragraphs.into_iter();
            cell.frame.holding(paragraphs.map(Written::into_element))
        };
        self.frame.holding(self.cells.into_iter().map(cell))
    }
}

/// Hands on a table, row by row: of a long one no more than a row is held at a time. False, and
/// nothing, where it has no cell (Word refuses such a table). The rows of `closing` are its
/// last ones then: a row stays with the next of its own table in Word and in LibreOffice, while
/// LibreOffice does not heed what a last row stays with once its table goes over pages.
pub(super) fn write<'a>(
    table: &'a Table,
    closing: Option<&'a Table>,
    paragraphs: &mut Paragraphs<'a>,
    take: &mut impl FnMut(Child<'a>),
) -> Result<bool> {
    let Table {
        role,
        columns,
        indent,
        padding,
        border,
        rows: _,
        words,
        origin: _,
    } = table;
    if written_rows(table).next().is_none() {
        return Ok(false);
    }
    let mut grid = edges(columns);
    if let Some(closing) = closing {
        grid.extend(edges(&closing.columns));
        grid.sort_unstable();
        grid.dedup();
    }
    let style = paragraphs.sheet.table_style.as_ref();
    let style = style.filter(|style| {
        let looks_so = *border == Some(style.border)
            && (padding.top, padding.bottom) == (style.padding.top, style.padding.bottom);
        *role == TableRole::Data && looks_so
    });
    let look = match style {
        Some(style) => Look::Style(style, (*padding != style.padding).then_some(*padding)),
        None => Look::Own(border.filter(|_| closing.is_none()), *padding),
    };
    let header = table.rows.first().is_some_and(|row| row.header);
    let mut begins = frame(&grid, *indent, look, header);
    begins.edit("w:tblPr", |properties| {
        properties.extend(told(*role, words));
    });
    take(Child::TableBegins(table, begins));
    let edges = match (style, closing) {
        (Some(_), _) | (None, None) => Edges::Table,
        (None, Some(_)) => Edges::Own(*border, *padding),
    };
    let rows = Rows {
        grid: &grid,
        edges,
        above: Twips(0),
    };
    rows.write(table, paragraphs, take)?;
    if let Some(closing) = closing {
        let edges = match style {
            Some(_) => Edges::Bare(closing.padding),
            None => Edges::Own(closing.border, closing.padding),
        };
        let rows = Rows {
            edges,
            above: Twips(BETWEEN),
            ..rows
        };
        rows.write(closing, paragraphs, take)?;
    }
    take(Child::TableEnds);
    Ok(true)
}

/// Borders and cell margins of a table.
enum Look<'s> {
    /// As its style has them, but for cell margins of its own.
    Style(&'s TableStyle, Option<Padding>),
    /// Its own.
    Own(Option<u32>, Padding),
}

/// The words for those who do not see a table: its title, or the description of one that only places
/// text. Nothing else tells a program that a table is of that sort; it has no border and no header row.
fn told(role: TableRole, words: &str) -> Option<Element> {
    let name = match role {
        TableRole::Data => "w:tblCaption",
        TableRole::Letterhead | TableRole::Closing => "w:tblDescription",
    };
    (!words.is_empty()).then(|| Element::new(name).with_text("w:val", words))
}

/// A table (`w:tbl`) without its rows; `header` tells whether it has header rows.
fn frame(grid: &[Twips], indent: Twips, look: Look<'_>, header: bool) -> Element {
    let widths: Vec<u32> = grid
        .windows(2)
        .map(|pair| unsigned(pair[1] - pair[0]))
        .collect();
    let mut properties = Element::new("w:tblPr");
    if let Look::Style(style, _) = &look {
        properties.push(Element::value("w:tblStyle", style.id.clone()));
    }
    properties.extend([
        width("w:tblW", widths.iter().sum::<u32>()),
        Element::value("w:jc", "left"),
        width("w:tblInd", indent.0),
    ]);
    if let Look::Own(border, _) = &look {
        properties.extend(border.map(borders));
    }
    properties.push(Element::new("w:tblLayout").with("w:type", "fixed"));
    if let Look::Own(_, padding) | Look::Style(_, Some(padding)) = look {
        properties.push(Element::new("w:tblCellMar").holding(margins(padding)));
    }
    properties.push(parts_of_style(header));
    let column = |width: &u32| Element::new("w:gridCol").with("w:w", width.to_string());
    let columns = Element::new("w:tblGrid").holding(widths.iter().map(column));
    Element::new("w:tbl").holding([properties, columns])
}

/// Which parts of its style a table takes (`w:tblLook`): that of the first row, where it is a header. Word
/// and readers of screens take it for the table having one.
fn parts_of_style(header: bool) -> Element {
    let flag = |on: bool| if on { "1" } else { "0" };
    Element::new("w:tblLook")
        .with("w:val", if header { "0620" } else { "0600" })
        .with("w:firstRow", flag(header))
        .with("w:lastRow", flag(false))
        .with("w:firstColumn", flag(false))
        .with("w:lastColumn", flag(false))
        .with("w:noHBand", flag(true))
        .with("w:noVBand", flag(true))
}

/// The style of the tables of the body (`w:style`). Header cells are bold by the style of their
/// paragraphs: bold in both, Word would take for bold undone.
pub(super) fn style(style: &TableStyle) -> Element {
    let TableStyle {
        id,
        name,
        padding,
        border,
    } = style;
    let middle = Element::new("w:tcPr").holding([Element::value("w:vAlign", "center")]);
    Element::new("w:style")
        .with("w:type", "table")
        .with("w:customStyle", "1")
        .with("w:styleId", id.clone())
        .holding([
            Element::new("w:name").with_text("w:val", name),
            Element::value("w:basedOn", "TableNormal"),
            Element::value("w:uiPriority", "39"),
            Element::new("w:qFormat"),
            Element::new("w:tblPr").holding([
                borders(*border),
                Element::new("w:tblCellMar").holding(margins(*padding)),
            ]),
            Element::new("w:tblStylePr")
                .with("w:type", "firstRow")
                .holding([middle]),
        ])
}

fn borders(eighths: u32) -> Element {
    let lines = BORDERS.map(|position| line(position, eighths));
    Element::new("w:tblBorders").holding(lines)
}

/// Tells whether the closing may be the last rows of the table before it: it stays with the table's last
/// row, and both begin and end at the same edges.
pub(super) fn joins(table: &Table, closing: &Table) -> bool {
    let ends = |table: &Table| (table.indent, edges(&table.columns).last().copied());
    closing.role == TableRole::Closing
        && closing.border.is_none()
        && keeps_next(table)
        && ends(table) == ends(closing)
}

/// The edges of columns: where each begins, and where the last one ends.
fn edges(columns: &[Twips]) -> Vec<Twips> {
    let ends = columns.iter().scan(Twips(0), |at, width| {
        *at += *width;
        Some(*at)
    });
    std::iter::once(Twips(0)).chain(ends).collect()
}

/// Tells whether the last row is to stand on the page of what follows the table: its first cell says so,
/// in Word as in the layout.
pub(super) fn keeps_next(table: &Table) -> bool {
    let row = table.rows.iter().rev().find(|row| !row.cells.is_empty());
    let first = row.and_then(|row| row.cells.first());
    first.is_some_and(|cell| {
        let mut paragraphs = cell.paragraphs.iter();
        !cell.paragraphs.is_empty() && paragraphs.all(|paragraph| paragraph.format.keep_next)
    })
}

/// Whence the cells of some rows have their borders and margins.
#[derive(Debug, Clone, Copy)]
enum Edges {
    /// From the table.
    Table,
    /// They have their own.
    Own(Option<u32>, Padding),
    /// They have margins of their own, and none of the borders of the table that they stand in. The upper
    /// border of the first row is the lower one of the row above, which stays.
    Bare(Padding),
}

/// The rows of one table of the file.
struct Rows<'g> {
    /// The edges of all its columns.
    grid: &'g [Twips],
    edges: Edges,
    /// What the cells of the first row leave free above their text beside their margin, where they have one of their own.
    above: Twips,
}

impl Rows<'_> {
    /// Hands on the rows of a table of the sheet.
    fn write<'a>(
        &self,
        table: &'a Table,
        paragraphs: &mut Paragraphs<'a>,
        take: &mut impl FnMut(Child<'a>),
    ) -> Result<()> {
        let edges = edges(&table.columns);
        for (index, row) in written_rows(table).enumerate() {
            let Row {
                cells,
                header,
                cant_split,
                least_height,
            } = row;
            let mut built = Vec::with_capacity(cells.len());
            for (place, cell) in placed(row) {
                let Cell {
                    paragraphs: lines,
                    vertical,
                    across: _, // its place
                    down,
                } = cell;
                let above = if index == 0 { self.above } else { Twips(0) };
                let lowered = |padding: Padding| Padding {
                    top: padding.top + above,
                    ..padding
                };
                let mut properties = Element::new("w:tcPr");
                let ends = (edges.get(place.start), edges.get(place.end));
                if let (Some(left), Some(right)) = ends {
                    self.stretch(&mut properties, *left, *right);
                }
                properties.extend(match down {
                    Down::Rows(0 | 1) => None,
                    Down::Rows(_) => Some(Element::value("w:vMerge", "restart")),
                    Down::Covered => Some(Element::new("w:vMerge")),
                });
                match self.edges {
                    Edges::Table => {}
                    Edges::Own(border, padding) => {
                        let positions = &BORDERS[..CELL_BORDERS];
                        let lines = border.map(|eighths| {
                            positions
                                .iter()
                                .map(move |position| line(position, eighths))
                        });
                        own_edges(&mut properties, lines, lowered(padding));
                    }
                    Edges::Bare(padding) => {
                        let positions = &BORDERS[usize::from(index == 0)..CELL_BORDERS];
                        let none = positions
                            .iter()
                            .map(|position| Element::value(position, "nil"));
                        own_edges(&mut properties, Some(none), lowered(padding));
                    }
                }
                if *vertical == VerticalAlign::Middle {
                    properties.push(Element::value("w:vAlign", "center"));
                }
                let written = lines.iter().enumerate().map(|(at, line)| match at {
                    0 => paragraphs.marked(line),
                    _ => paragraphs.build(line),
                });
                built.push(WrittenCell {
                    column: place.start,
                    frame: Element::new("w:tc").holding(properties.if_any()),
                    paragraphs: written.collect::<Result<_>>()?,
                });
            }
            take(Child::Row(WrittenRow {
                frame: row_frame(*cant_split, *least_height, *header),
                cells: built,
            }));
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
fn row_frame(cant_split: bool, least_height: Option<Twips>, header: bool) -> Element {
    let mut properties = Element::new("w:trPr");
    properties.extend(cant_split.then(|| Element::new("w:cantSplit")));
    properties.extend(least_height.map(|height| {
        let least = Element::value("w:trHeight", unsigned(height).to_string());
        least.with("w:hRule", "atLeast")
    }));
    properties.extend(header.then(|| Element::new("w:tblHeader")));
    Element::new("w:tr").holding(properties.if_any())
}

/// Borders and margins of a cell's own.
fn own_edges(
    properties: &mut Element,
    borders: Option<impl Iterator<Item = Element>>,
    padding: Padding,
) {
    properties.extend(borders.map(|lines| Element::new("w:tcBorders").holding(lines)));
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
