//! Sections: where one begins, how its pages are turned, how they count.

mod apart;
mod closing;
mod foot;
mod letterhead;
mod lines;

use super::dress;
use crate::data::DataFile;
use crate::decree::{Choice, Style};
use crate::diagnostic::Source;
use crate::document::parse;
use crate::font::FontSet;
use crate::layout::{Item, Line};
use crate::sheet::{Block, Role, Section, Sheet, Twips};
use crate::typography::Rules;
use std::sync::LazyLock;

const TABLE: &str = "<table><column/><row><cell>a</cell></row></table>";
const CLOSING: &str = "<closing><signature><title>A</title><name>B</name></signature></closing>";

fn sections(body: &str, choices: &[Choice]) -> Vec<Section> {
    sheet(body, choices).sections
}

/// The markup set as a document is, what belongs together kept together.
fn sheet(body: &str, choices: &[Choice]) -> Sheet {
    let markup = format!("<document>{body}</document>");
    let style = Style::nd30(choices).unwrap().0;
    let markup = Source::new("m.xml", markup.as_str());
    let mut document = parse(&markup, &[], &style.components).unwrap();
    let rules = Rules::builtin().unwrap();
    crate::typography::keep_together(&mut document, &rules, style.keep_together);
    let pictures = crate::content::Pictures::default();
    let dressed = dress(&document, &style, fonts(), &rules, &pictures);
    dressed.unwrap().sheet
}

/// The program's own, read once.
fn fonts() -> &'static FontSet {
    static FONTS: LazyLock<FontSet> = LazyLock::new(FontSet::embedded);
    &FONTS
}

/// A line on a page: what it is of, its text with plain spaces and hyphens, and how it is set.
struct Set {
    role: Role,
    text: String,
    line: Line,
}

impl Set {
    fn left(&self) -> f64 {
        self.line.spans[0].x
    }

    /// The widest of what is added to its blanks.
    fn extra(&self) -> f64 {
        let extras = self.line.spans.iter().map(|span| span.space_extra);
        extras.fold(0.0, f64::max)
    }
}

/// The lines of a sheet.
fn set(sheet: &Sheet) -> Vec<Set> {
    let pages = crate::layout::lay_out(sheet, fonts());
    let items = pages.pages.into_iter().flat_map(|page| page.items);
    items
        .filter_map(|item| match item {
            Item::Line(line) => Some(line),
            Item::Rule(_) | Item::Picture(_) => None,
        })
        .map(|line| {
            let text: String = line.spans.iter().map(|span| span.text.as_str()).collect();
            Set {
                role: line.part.role,
                text: text
                    .replace('\u{a0}', " ")
                    .replace('\u{2011}', "-")
                    .trim()
                    .to_owned(),
                line,
            }
        })
        .collect()
}

/// The lines of one role.
fn of(role: Role, lines: &[Set]) -> Vec<&str> {
    let found = lines.iter().filter(|line| line.role == role);
    found.map(|line| line.text.as_str()).collect()
}

/// Width of the paper in twips, first number, number of blocks.
fn shape(body: &str) -> Vec<(i32, Option<u32>, usize)> {
    sections(body, &[])
        .iter()
        .map(|section| {
            let page = &section.page;
            (page.width.0, page.page_number.start, section.blocks.len())
        })
        .collect()
}

#[test]
fn turned_pages_are_sections_that_count_on() {
    let turned = format!("<landscape>{TABLE}</landscape>");
    assert_eq!(
        shape(&format!("<p>a</p>{turned}<p>b</p>{CLOSING}")),
        [(11906, Some(1), 1), (16838, None, 1), (11906, None, 2)]
    );
    // What turns back and forth at once does not turn; the closing stays with what it closes.
    assert_eq!(
        shape(&format!("<p>a</p>{turned}{turned}{CLOSING}")),
        [(11906, Some(1), 1), (16838, None, 3)]
    );
}

#[test]
fn an_appendix_is_turned_by_itself() {
    let appendix = "<label>Phụ lục</label><title>B</title></appendix>";
    let body = format!(
        "<p>a</p><landscape><p>b</p></landscape>{CLOSING}<appendix>{appendix}\
         <appendix orientation=\"landscape\">{appendix}{TABLE}<appendix>{appendix}"
    );
    assert_eq!(
        shape(&body),
        [
            (11906, Some(1), 1),
            (16838, None, 2),
            (11906, Some(1), 2),
            (16838, Some(1), 3),
            (11906, Some(1), 2)
        ]
    );
}

/// The edge where the paper is bound stays the wide one, and what is set as wide as the text is
/// as wide as the turned text.
#[test]
fn margins_stay_with_the_edges_of_the_sheet() {
    let body = format!("<p>a</p><landscape><p>b</p>{TABLE}{CLOSING}</landscape>");
    let body = body.replace(
        &format!("{CLOSING}</landscape>"),
        &format!("</landscape>{CLOSING}"),
    );
    let found = sections(&body, &[]);
    let (upright, turned) = (&found[0].page, &found[1].page);
    assert_eq!(turned.top, upright.left);
    assert_eq!(turned.right, upright.top);
    assert_eq!(turned.bottom, upright.right);
    assert_eq!(turned.left, upright.bottom);
    assert_eq!(turned.height, upright.width);
    let width = turned.width - turned.left - turned.right;
    for block in &found[1].blocks {
        if let Block::Table(table) = block {
            let sum: i32 = table.columns.iter().map(|column| column.0).sum();
            assert_eq!(Twips(sum), width);
        }
    }
}

/// The paragraph that a file has after a table at a section's end stays with the table's last row, but not with one
/// that no page can hold.
#[test]
fn the_last_row_of_a_section_holds_on_unless_it_goes_over_pages() {
    for (words, holds) in [(1, true), (4000, false)] {
        let cell = "chữ ".repeat(words);
        let body = format!("<table><column/><row><cell>{cell}</cell></row></table>");
        let sections = sections(&body, &[]);
        let Some(Block::Table(table)) = sections[0].blocks.last() else {
            panic!("no table");
        };
        let last = table.rows.last().unwrap();
        assert_eq!(last.cells[0].paragraphs[0].format.keep_next, holds);
    }
}

/// LibreOffice 7.4 cuts the text of a cell over header rows off where these stand again lower than the cell.
#[test]
fn header_rows_are_as_high_as_the_cells_over_them() {
    let spaces = |title: &str| {
        let body = format!(
            "<table><column width=\"1\"/><column width=\"9\"/><head>\
             <row><cell down=\"2\">{title}</cell><cell>a</cell></row><row><cell>b</cell></row></head>\
             <row><cell>c</cell><cell>d</cell></row></table>"
        );
        let sections = sections(&body, &[]);
        let Some(Block::Table(table)) = sections[0].blocks.last() else {
            panic!("no table");
        };
        let format = &table.rows[1].cells[1].paragraphs[0].format;
        let padding = table.padding.top + table.padding.bottom;
        (format.before.0, format.after.0, padding.0)
    };
    for low in ["Số", "Thời gian"] {
        let (before, after, _) = spaces(low);
        assert_eq!((before, after), (0, 0), "{low}");
    }
    // Four lines of 13.8 pt over two of them; the rows have the padding of one more, and a border between them.
    let (before, after, padding) = spaces("Thời gian hoàn thành");
    assert_eq!(before + after, 2 * 276 - padding - 10);
    assert!((before - after).abs() <= 1);
}

/// LibreOffice 7.4 makes a row as high as nothing if each of its cells lies over rows above or below it, too.
#[test]
fn a_row_without_a_cell_of_its_own_is_as_high_as_a_line() {
    let body = "<table><column width=\"1\"/><column width=\"1\"/><head><row><cell>a</cell><cell>b</cell></row></head>\
        <row><cell down=\"2\">c</cell><cell>d</cell></row><row><cell down=\"2\">e</cell></row>\
        <row><cell>f</cell></row></table>";
    let sections = sections(body, &[]);
    let Some(Block::Table(table)) = sections[0].blocks.last() else {
        panic!("no table");
    };
    let heights: Vec<_> = table.rows.iter().map(|row| row.least_height).collect();
    let line = Twips(276) + table.padding.top + table.padding.bottom + Twips(10);
    assert_eq!(heights, [None, None, Some(line), None]);
}
