//! Sections: where one begins, how its pages are turned, how they count.

use super::dress;
use crate::diagnostic::Source;
use crate::document::parse;
use crate::font::FontSet;
use crate::sheet::{Block, Section, Twips};
use crate::style::{Choice, Style};

const TABLE: &str = "<table><column/><row><cell>a</cell></row></table>";
const CLOSING: &str = "<closing><signature><title>A</title><name>B</name></signature></closing>";

fn sections(body: &str, choices: &[Choice]) -> Vec<Section> {
    let markup = format!("<document>{body}</document>");
    let document = parse(&Source::new("m.xml", markup.as_str()), &[]).unwrap();
    let style = Style::nd30(choices).unwrap().0;
    dress(
        &document,
        &style,
        &FontSet::embedded(),
        &crate::content::Pictures::default(),
    )
    .unwrap()
    .sections
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
