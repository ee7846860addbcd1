//! Cells over several columns and rows: from markup to the DOCX, the pages and the tags of the PDF.
//! What it looks like, `merged/` shows: a template folder whose tables have what there is.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod common;

use std::io::Cursor;
use vanban::content::Pictures;
use vanban::decree::{Spacing, Style};
use vanban::diagnostic::Source;
use vanban::layout::{Item, Pages, RuleLine};
use vanban::sheet::{Block, Down, Sheet, Table};
use vanban::{Resources, diff, document, docx, dress, layout, pdf, typography};

struct Stage {
    resources: Resources,
    style: Style,
}

impl Stage {
    fn new() -> Self {
        let resources = Resources::from_dirs(None, None).unwrap();
        let decree = resources.decree().unwrap();
        let (style, _) = decree.style(&[], Spacing::Chosen).unwrap();
        Self { resources, style }
    }

    /// The sheet of a table, between two paragraphs.
    fn sheet(&self, table: &str) -> Sheet {
        let markup = format!(
            "<document><letterhead><agency>A</agency><national-title>B</national-title><motto>C</motto></letterhead>\
             <p>trước</p><table>{table}</table><p>sau</p></document>"
        );
        let markup = Source::new("m.xml", markup);
        let mut document = document::parse(&markup, &[], &self.style.components).unwrap();
        let rules = self.resources.typography().unwrap();
        typography::keep_together(&mut document, rules, self.style.keep_together);
        let fonts = &self.resources.fonts;
        dress::dress(&document, &self.style, fonts, rules, &Pictures::default())
            .unwrap()
            .sheet
    }

    fn pages(&self, table: &str) -> Pages {
        layout::lay_out(&self.sheet(table), &self.resources.fonts)
    }
}

fn table_of(sheet: &Sheet) -> &Table {
    let blocks = sheet.sections.iter().flat_map(|section| &section.blocks);
    let mut tables = blocks.filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    });
    tables.next_back().unwrap()
}

/// Every line of a page with the text `what`: the page and how far down it stands.
fn found(pages: &Pages, what: &str) -> Vec<(usize, f64)> {
    let mut all = Vec::new();
    for (index, page) in pages.pages.iter().enumerate() {
        for item in &page.items {
            if let Item::Line(line) = item {
                let text: String = line.spans.iter().map(|span| span.text.as_str()).collect();
                if text.replace('\u{a0}', " ").trim() == what {
                    all.push((index, line.baseline));
                }
            }
        }
    }
    all
}

fn rules(pages: &Pages) -> Vec<RuleLine> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    let rules = items.filter_map(|item| match item {
        Item::Rule(rule) => Some(*rule),
        _ => None,
    });
    rules.collect()
}

const TWO_HEADS: &str = "<column/><column/><column/>\
    <head><row><cell down=\"2\">TT</cell><cell across=\"2\">Năm</cell></row><row><cell>2023</cell><cell>2024</cell></row></head>\
    <row kind=\"group\"><cell across=\"3\">Nhóm</cell></row>\
    <row><cell down=\"2\">gộp</cell><cell>b</cell><cell>c</cell></row><row><cell>d</cell><cell>e</cell></row>";

#[test]
fn word_gets_spans_and_the_style_of_tables() {
    let stage = Stage::new();
    let bytes = docx::write(&stage.sheet(TWO_HEADS)).unwrap();
    let part = |name| {
        let mut package = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        std::io::read_to_string(package.by_name(name).unwrap()).unwrap()
    };
    let body = part("word/document.xml");
    let count = |what: &str| body.matches(what).count();
    assert_eq!(count("<w:gridSpan w:val=\"2\"/>"), 1);
    assert_eq!(count("<w:gridSpan w:val=\"3\"/>"), 1);
    assert_eq!(count("<w:vMerge w:val=\"restart\"/>"), 2);
    assert_eq!(count("<w:vMerge/>"), 2);
    assert_eq!(count("<w:tblHeader/>"), 2);
    assert_eq!(count("<w:tblStyle w:val=\"KieuBang\"/>"), 1);
    assert_eq!(
        count("w:tblBorders") + count("w:tcBorders"),
        0,
        "the style has them"
    );
    let styles = part("word/styles.xml");
    assert!(
        styles.contains("<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"KieuBang\">")
    );
}

/// One border fewer where a cell lies over a place, and none through it.
#[test]
fn no_border_is_drawn_within_a_cell() {
    let stage = Stage::new();
    let pages = stage.pages(TWO_HEADS);
    let (_, merged) = found(&pages, "gộp")[0];
    let text = pages.pages[0].items.iter().find_map(|item| match item {
        Item::Line(line) if line.baseline == merged => line.spans.first().map(|span| span.x),
        _ => None,
    });
    let (x, y) = (text.unwrap(), merged - 3.0);
    let crossing = rules(&pages).into_iter().filter(|rule| {
        let flat = (rule.y0 - rule.y1).abs() < 0.01;
        flat && rule.x0 < x && x < rule.x1 && (rule.y0 - y).abs() < 9.0
    });
    assert_eq!(crossing.count(), 0);
    let (_, group) = found(&pages, "Nhóm")[0];
    let upright = rules(&pages).into_iter().filter(|rule| {
        (rule.x0 - rule.x1).abs() < 0.01 && rule.y0 < group - 3.0 && group - 3.0 < rule.y1
    });
    assert_eq!(upright.count(), 2, "the outer borders");
    // In the middle of its two rows.
    let (b, d) = (found(&pages, "b")[0].1, found(&pages, "d")[0].1);
    assert!((merged - (b + d) / 2.0).abs() < 0.1, "{b} {merged} {d}");
}

/// Rows of a low cell stay together; of a high one so many as its text needs.
#[test]
fn pages_end_between_cells_as_far_as_they_can() {
    let stage = Stage::new();
    for lines in 30..48 {
        let before = "<row><cell>x</cell><cell>y</cell></row>".repeat(lines);
        let table = format!(
            "<column/><column/>{before}<row><cell down=\"3\">gộp</cell><cell>đầu</cell></row>\
             <row><cell>giữa</cell></row><row><cell>cuối</cell></row>"
        );
        let pages = stage.pages(&table);
        let on = |what| found(&pages, what)[0].0;
        assert_eq!(on("đầu"), on("cuối"), "after {lines} rows");
    }
    let rows = "<row><cell>hàng</cell></row>".repeat(59);
    let table = format!(
        "<column width=\"1\"/><column width=\"1\"/>\
         <row><cell down=\"60\">một<br/>hai<br/>ba<br/>bốn</cell><cell>hàng</cell></row>{rows}"
    );
    for above in 0..45 {
        let above = "<row><cell>x</cell><cell>y</cell></row>".repeat(above);
        let pages = stage.pages(&table.replacen("<row>", &format!("{above}<row>"), 1));
        let first = found(&pages, "một")[0];
        let last = found(&pages, "bốn")[0];
        let rows = found(&pages, "hàng");
        assert_eq!(rows.len(), 60);
        assert_eq!(first.0, rows[0].0);
        assert!((first.1 - rows[0].1).abs() < 0.1, "at the top of its rows");
        let beside = rows.iter().filter(|row| row.0 == last.0).map(|row| row.1);
        let lowest = beside.fold(0.0, f64::max);
        assert!(
            last.0 == first.0 && last.1 < lowest + 1.0,
            "{last:?} {lowest}"
        );
    }
}

/// The last row is higher where a cell needs more than its rows have.
#[test]
fn rows_make_room_for_what_lies_over_them() {
    let stage = Stage::new();
    let table = "<column width=\"1\"/><column width=\"1\"/>\
        <row><cell down=\"2\">một<br/>hai<br/>ba<br/>bốn</cell><cell vertical=\"top\">trên</cell></row><row><cell vertical=\"top\">dưới</cell></row>";
    let pages = stage.pages(table);
    let at = |what| found(&pages, what)[0].1;
    assert!((at("một") - at("trên")).abs() < 0.1);
    assert!(at("dưới") < at("ba"));
    assert!(at("sau") > at("bốn") + 10.0);
}

/// A cell whose text no page holds is no longer one: its text goes over pages in its first row.
#[test]
fn a_cell_higher_than_a_page_loses_no_text() {
    let stage = Stage::new();
    let lines: String = (0..120).map(|n| format!("dòng{n}<br/>")).collect();
    let table = format!(
        "<column/><column/><row><cell down=\"2\">{lines}hết</cell><cell>b</cell></row><row><cell>c</cell></row>"
    );
    let sheet = stage.sheet(&table);
    let mut cells = table_of(&sheet).rows.iter().flat_map(|row| &row.cells);
    assert!(cells.all(|cell| cell.down == Down::Rows(1)));
    let pages = stage.pages(&table);
    assert_eq!(pages.pages.len(), 3);
    for n in 0..120 {
        assert_eq!(found(&pages, &format!("dòng{n}")).len(), 1);
    }
    let bottom = pages.pages[0].height - 56.6;
    let lines = pages.pages.iter().flat_map(|page| &page.items);
    assert!(
        lines
            .into_iter()
            .all(|item| !matches!(item, Item::Line(line) if line.baseline > bottom))
    );
}

/// Caption and unit stand on the page of the first rows, a heading of a group on that of the row below it.
#[test]
fn what_leads_on_is_not_left_alone() {
    let stage = Stage::new();
    for lines in 20..50 {
        let before = "<row><cell>x</cell></row>".repeat(lines);
        let table = format!(
            "<column/>{before}<row kind=\"group\"><cell>Nhóm</cell></row><row><cell>con</cell></row>"
        );
        let pages = stage.pages(&table);
        assert_eq!(found(&pages, "Nhóm")[0].0, found(&pages, "con")[0].0);
        let above = "<p>x</p>".repeat(lines - 18);
        let captioned = format!(
            "<column/><row><cell>x</cell></row></table>{above}<table><caption>Bảng 1</caption><unit>Đơn vị: hộ</unit><column/>\
             <head><row><cell>đầu</cell></row></head><row><cell>hàng</cell></row>"
        );
        let pages = stage.pages(&captioned);
        let on = |what| found(&pages, what)[0].0;
        assert_eq!(on("Bảng 1"), on("hàng"), "after {lines}");
        assert_eq!(on("Đơn vị: hộ"), on("hàng"), "after {lines}");
    }
}

/// Numbers to the right, ordinals centred, text left; sums and headings of groups are not asked.
#[test]
fn columns_align_by_what_they_hold() {
    use vanban::sheet::Align;
    let stage = Stage::new();
    let sheet = stage.sheet(
        "<column align=\"auto\"/><column align=\"auto\"/><column align=\"auto\"/><column align=\"left\"/>\
         <row kind=\"group\"><cell across=\"4\">A</cell></row>\
         <row><cell>1</cell><cell>An</cell><cell>1.000 đồng</cell><cell>5</cell></row>\
         <row><cell>2</cell><cell>12</cell><cell>-</cell><cell>6</cell></row>\
         <row kind=\"total\"><cell>Cộng</cell><cell/><cell>1.000</cell><cell align=\"centre\">11</cell></row>",
    );
    let aligns: Vec<Vec<Align>> = table_of(&sheet)
        .rows
        .iter()
        .map(|row| {
            row.cells
                .iter()
                .map(|cell| cell.paragraphs[0].format.align)
                .collect()
        })
        .collect();
    use Align::{Centre, Left, Right};
    let row = vec![Centre, Left, Right, Left];
    assert_eq!(
        aligns,
        [
            vec![Left],
            row.clone(),
            row,
            vec![Centre, Left, Right, Centre]
        ]
    );
}

#[test]
fn readers_of_the_pdf_are_told_the_spans() {
    let stage = Stage::new();
    let table = format!("<caption>Bảng 1</caption>{TWO_HEADS}");
    let bytes = pdf::write(&stage.pages(&table), &stage.resources.fonts).unwrap();
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let number = |object: &lopdf::Object, key: &[u8]| {
        let (_, attributes) = file
            .dereference(object.as_dict().ok()?.get(b"A").ok()?)
            .ok()?;
        attributes.as_dict().ok()?.get(key).ok()?.as_i64().ok()
    };
    let spans = |key: &[u8]| {
        let mut all: Vec<i64> = file
            .objects
            .values()
            .filter_map(|o| number(o, key))
            .collect();
        all.sort_unstable();
        all
    };
    assert_eq!(spans(b"ColSpan"), [2, 3]);
    assert_eq!(spans(b"RowSpan"), [2, 2]);
    let named = |wanted: &[u8]| {
        let name = |object: &lopdf::Object| {
            let name = object.as_dict().ok()?.get(b"S").ok()?.as_name().ok()?;
            Some(name.to_vec())
        };
        file.objects
            .values()
            .filter_map(name)
            .filter(|name| name == wanted)
            .count()
    };
    assert_eq!((named(b"Caption"), named(b"TH"), named(b"TD")), (1, 4, 6));
}

/// A change in a merged cell is told by the column that it begins in.
#[test]
fn changes_are_told_by_column() {
    let stage = Stage::new();
    let old = stage.sheet(TWO_HEADS);
    let new = stage.sheet(&TWO_HEADS.replace("<cell>e</cell>", "<cell>khác</cell>"));
    let rules = stage.resources.typography().unwrap();
    let changes = diff::diff(&old, &new, rules);
    let place = changes.all[0].place.what;
    assert_eq!(changes.all.len(), 1);
    assert!(
        matches!(
            place,
            diff::Where::Cell {
                table: 1,
                row: 5,
                column: 3
            }
        ),
        "{place:?}"
    );
}

/// Rows of cells that lie over several come and go as revisions, and every row still fills the columns.
#[test]
fn revisions_keep_the_spans() {
    let stage = Stage::new();
    let old = stage.sheet(TWO_HEADS);
    let new = TWO_HEADS
        .replace("<cell>e</cell>", "<cell>khác</cell>")
        .replace("down=\"2\">gộp", "down=\"3\">gộp");
    let new = stage.sheet(&format!(
        "{new}<row><cell>thêm</cell><cell>vào</cell></row>"
    ));
    for (old, new) in [(&old, &new), (&new, &old)] {
        let bytes = docx::write_changes(old, new).unwrap();
        let mut package = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let body = std::io::read_to_string(package.by_name("word/document.xml").unwrap()).unwrap();
        assert!(body.contains("<w:ins ") && body.contains("<w:del "));
        assert!(body.contains("<w:tblStyle w:val=\"KieuBang\"/>"));
        let rows: Vec<&str> = body.split("<w:tr>").skip(2).collect();
        assert_eq!(rows.len(), 6, "and the letterhead");
        for row in rows {
            let cells = row.matches("<w:tc>").count();
            let wider = (2..=3)
                .map(|n| (n - 1) * row.matches(&format!("<w:gridSpan w:val=\"{n}\"/>")).count());
            assert_eq!(cells + wider.sum::<usize>(), 3, "{row}");
        }
    }
}

/// The fixture is a whole document; looked at beside LibreOffice's by hand, judged in `.ci/referees.py`.
#[test]
fn a_template_may_write_such_tables() {
    let out = tempfile::tempdir().unwrap();
    let mut command = common::vanban();
    command.args(["build", "--templates", "tests/merged/mau", "-o"]);
    let run = command
        .arg(out.path())
        .arg("tests/merged/bao-cao.yaml")
        .output()
        .unwrap();
    common::succeeded(&run);
}
