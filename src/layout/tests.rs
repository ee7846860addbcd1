//! The promises of layout, tested on small sheets. Positions in these tests are LibreOffice's own,
//! measured on a DOCX with the same measures.

use super::{Habits, Item, Line, Pages, lay_out, lay_out_as, testing::*, word::ROUNDING};
use crate::font::FontSet;
use crate::sheet::*;
use proptest::prelude::*;

fn pages(blocks: Vec<Block>) -> Pages {
    lay_out(&sheet(blocks), &FontSet::embedded())
}

fn lines(pages: &Pages, page: usize) -> Vec<&Line> {
    pages.pages[page]
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Line(line) => Some(line),
            Item::Rule(_) | Item::Picture(_) => None,
        })
        .collect()
}

fn text(line: &Line) -> String {
    line.spans.iter().map(|span| span.text.as_str()).collect()
}

fn texts(pages: &Pages, page: usize) -> Vec<String> {
    lines(pages, page).into_iter().map(text).collect()
}

/// Right edge of a line's text.
fn end(line: &Line, fonts: &FontSet) -> f64 {
    let inked = line
        .spans
        .iter()
        .rev()
        .find(|span| !span.text.trim_end().is_empty());
    let last = inked.expect("a line has text");
    let ink = last.text.trim_end_matches(' ');
    let spaces = ink.matches(' ').count() as f64;
    last.x + fonts.face(last.face).width(ink, last.size) + last.space_extra * spaces
}

fn baselines(pages: &Pages, page: usize) -> Vec<f64> {
    lines(pages, page)
        .iter()
        .map(|line| line.baseline)
        .collect()
}

#[track_caller]
fn near(found: &[f64], wanted: &[f64]) {
    assert_eq!(found.len(), wanted.len(), "{found:?}");
    for (f, w) in found.iter().zip(wanted) {
        assert!((f - w).abs() < 0.2, "{found:?} for {wanted:?}");
    }
}

fn spaced(text: &str, before: i32, after: i32, line: u32) -> Block {
    Block::Paragraph(with(text, |p| {
        p.format.before = Twips(before);
        p.format.after = Twips(after);
        p.format.line = line;
    }))
}

#[test]
fn spacing_between_paragraphs_and_lines() {
    let found = pages(vec![
        spaced("a", 0, 120, 276),
        spaced("b", 120, 0, 276),
        spaced("c", 120, 120, 360),
        spaced("d", 0, 0, 240),
        spaced("e", 120, 0, 240),
        spaced("f", 40, 40, 360),
        spaced("g", 40, 0, 240),
    ]);
    near(
        &baselines(&found, 0),
        &[69.8, 94.3, 118.8, 149.0, 171.1, 189.2, 215.3],
    );
}

#[test]
fn space_above_is_dropped_after_a_full_page_only() {
    let found = pages((0..30).map(|_| spaced("x", 240, 0, 240)).collect());
    near(&baselines(&found, 0)[..2], &[81.8, 109.9]);
    assert_eq!(lines(&found, 0).len(), 25);
    near(&baselines(&found, 1)[..1], &[69.8]);

    let mut blocks = fill(1);
    blocks.push(Block::Paragraph(with("y", |p| {
        p.format.page_break_before = true;
        p.format.before = Twips(240);
    })));
    let found = pages(blocks);
    near(&baselines(&found, 1), &[81.8, 41.5]);
}

#[test]
fn leading_below_the_last_line_need_not_fit() {
    for (short, wanted) in [(0, 10), (120, 10), (150, 10), (170, 9), (200, 9)] {
        let mut sheet = sheet((0..12).map(|_| spaced("x", 0, 0, 360)).collect());
        sheet.sections[0].page.height = Twips(1134 * 2 + 10 * 483 - short);
        let found = lay_out(&sheet, &FontSet::embedded());
        assert_eq!(lines(&found, 0).len(), wanted, "{short} twips short");
    }
}

#[test]
fn rule_stands_under_the_text() {
    let mut ruled = with("ruled", |p| {
        p.format.rule_below = Some(Rule {
            eighths: 6,
            space: 1,
        });
        p.format.left = Twips(1000);
        p.format.right = Twips(1000);
    });
    ruled.format.align = Align::Centre;
    let found = pages(vec![
        spaced("a", 0, 0, 240),
        Block::Paragraph(ruled),
        spaced("b", 0, 0, 240),
    ]);
    near(&baselines(&found, 0), &[69.8, 85.9, 103.8]);
    let Some(Item::Rule(rule)) = found.pages[0].items.get(2) else {
        panic!("no rule: {:?}", found.pages[0].items);
    };
    near(&[rule.x0, rule.x1, rule.y0], &[135.05, 502.75, 90.3]);
}

#[test]
fn justified_lines_reach_the_margin_and_others_do_not() {
    let mut first = with(&SENTENCE.repeat(2), |p| p.format.align = Align::Justify);
    first.format.first_line = Twips(720);
    let found = pages(vec![Block::Paragraph(first)]);
    let fonts = FontSet::embedded();
    let ends: Vec<f64> = lines(&found, 0)
        .iter()
        .map(|line| end(line, &fonts))
        .collect();
    near(&ends, &[552.8, 552.8, 552.8, 202.7]);
    near(&[lines(&found, 0)[0].spans[0].x], &[121.05]);

    let broken = with("", |p| {
        p.format.align = Align::Justify;
        p.inlines = vec![run("một hai", TEXT), Inline::Break, run("ba", TEXT)];
    });
    let found = pages(vec![Block::Paragraph(broken)]);
    assert!(
        lines(&found, 0)
            .iter()
            .all(|l| l.spans[0].space_extra == 0.0)
    );
}

/// The paragraph "một hai ba bốn" in a room that lacks so much of its width (in parts of the three
/// blanks), and the places of its lines' blanks.
fn squeezed(align: Align, lacking: f64) -> Vec<f64> {
    let text = "một hai ba bốn";
    let fonts = FontSet::embedded();
    let face = fonts.face(crate::font::FaceId::Regular);
    let blanks = 3.0 * face.width(" ", 14.0);
    let room = face.width(text, 14.0) - lacking * blanks;
    let made = with(text, |p| {
        p.format.align = align;
        p.format.right = Twips(11906 - 1701 - 850 - (room * 20.0).round() as i32);
    });
    let found = pages(vec![Block::Paragraph(made)]);
    lines(&found, 0)
        .iter()
        .map(|line| line.spans[0].space_extra)
        .collect()
}

/// The last line of a paragraph is squeezed as any other, and then stands flush.
#[test]
fn justified_blanks_are_squeezed_by_a_quarter_at_most() {
    near(&squeezed(Align::Justify, 0.0), &[0.0]);
    near(&squeezed(Align::Justify, 0.1), &[-0.35]);
    near(&squeezed(Align::Justify, 0.24), &[-0.84]);
    assert_eq!(squeezed(Align::Justify, 0.26).len(), 2);
    assert_eq!(squeezed(Align::Left, 0.1).len(), 2);
}

#[test]
fn no_break_spaces_keep_their_width() {
    let sentence = SENTENCE.replace("địa phương", "địa\u{a0}phương");
    let found = pages(vec![Block::Paragraph(with(&sentence.repeat(2), |p| {
        p.format.align = Align::Justify;
    }))]);
    let fonts = FontSet::embedded();
    let first = lines(&found, 0)[0];
    assert!(text(first).contains('\u{a0}'), "{}", text(first));
    near(&[end(first, &fonts)], &[552.8]);
}

#[test]
fn mark_of_a_list_item_does_not_stretch() {
    let item = with(SENTENCE, |p| {
        p.format.align = Align::Justify;
        p.item = Some(ListItem {
            list: ListId(0),
            level: 0,
            mark: "1.".to_owned(),
        });
    });
    let found = pages(vec![Block::Paragraph(item)]);
    let line = lines(&found, 0)[0];
    assert_eq!(line.spans[0].text, "1. ");
    assert_eq!(line.spans[0].space_extra, 0.0);
    assert_ne!(line.spans[1].space_extra, 0.0);
}

#[test]
fn page_number_from_the_second_page_and_a_high_header() {
    let mut sheet = sheet(fill(60));
    sheet.sections[0].page.header = Twips(900);
    sheet.sections.push(section(fill(1)));
    let found = lay_out(&sheet, &FontSet::embedded());
    assert_eq!(found.pages.len(), 3);
    near(&baselines(&found, 0)[..1], &[69.8]);
    let second = lines(&found, 1);
    assert_eq!(text(second[second.len() - 1]), "2");
    near(
        &[second[0].baseline, second[second.len() - 1].baseline],
        &[74.2, 58.1],
    );
    assert_eq!(texts(&found, 2), ["l0"]);
}

#[test]
fn numbers_go_on_where_a_section_has_none_of_its_own() {
    let mut sheet = sheet(fill(60));
    for start in [None, Some(1), None] {
        let mut next = section(fill(1));
        next.page.page_number.start = start;
        sheet.sections.push(next);
    }
    let found = lay_out(&sheet, &FontSet::embedded());
    let numbers: Vec<_> = (0..found.pages.len())
        .map(|page| {
            texts(&found, page)
                .into_iter()
                .next_back()
                .unwrap_or_default()
        })
        .collect();
    assert_eq!(numbers, ["l44", "2", "3", "l0", "2"]);
}

#[test]
fn widows_and_orphans() {
    let sentence = |n: usize| Block::Paragraph(paragraph(&SENTENCE.repeat(n)));
    // Three lines where two fit, four where one fits, four where three fit.
    for (before, lines_of, on_first) in [(43, 1, 2), (44, 2, 0), (43, 2, 2), (42, 2, 2)] {
        let mut blocks = fill(before);
        blocks.push(sentence(lines_of));
        let found = pages(blocks);
        assert_eq!(lines(&found, 0).len(), before + on_first, "{before}");
    }
}

#[test]
fn kept_paragraphs_move_with_what_follows() {
    let mut blocks = fill(43);
    blocks.push(Block::Paragraph(with("HEAD", |p| {
        p.format.keep_next = true
    })));
    blocks.push(Block::Paragraph(paragraph(&SENTENCE.repeat(3))));
    let found = pages(blocks);
    assert_eq!(lines(&found, 0).len(), 43);
    assert_eq!(texts(&found, 1)[0], "HEAD");

    let mut blocks = fill(40);
    blocks.push(Block::Paragraph(with(&SENTENCE.repeat(2), |p| {
        p.format.keep_next = true;
    })));
    let mut signature = row("Nơi nhận:", "CHỦ TỊCH");
    signature.cant_split = true;
    signature.cells[1].paragraphs.push(paragraph("Tên"));
    blocks.push(Block::Table(table(vec![signature])));
    let found = pages(blocks);
    assert_eq!(lines(&found, 0).len(), 40);
    assert_eq!(lines(&found, 1).len(), 4 + 3 + 1);
}

#[test]
fn table_rows_and_borders() {
    let found = pages(vec![
        spaced("trước", 0, 120, 240),
        Block::Table(table(vec![row("A1", "B1"), row("A2", "B2")])),
        spaced("sau", 0, 0, 240),
    ]);
    near(
        &baselines(&found, 0),
        &[69.8, 92.4, 92.4, 109.0, 109.0, 125.6],
    );
    near(&[lines(&found, 0)[1].spans[0].x], &[90.5]);
}

#[test]
fn header_rows_repeat_and_rows_break() {
    let mut head = row("Tiêu đề", "Cột hai");
    head.header = true;
    let mut rows = vec![head];
    rows.extend((0..25).map(|i| row(&format!("r{i}"), SENTENCE)));
    let mut blocks = fill(1);
    blocks.push(Block::Table(table(rows)));
    let found = pages(blocks);
    assert_eq!(texts(&found, 1)[..3], ["Tiêu đề", "Cột hai", "r14"]);
    near(&baselines(&found, 1)[..3], &[70.3, 70.3, 86.9]);
    let repeated = |page| {
        lines(&found, page)
            .iter()
            .filter(|l| l.part.cell.is_some_and(|c| c.repeated))
            .count()
    };
    assert_eq!((repeated(0), repeated(1)), (0, 2));

    let mut head = row("Tiêu đề", "Cột hai");
    head.header = true;
    let long = pages(vec![Block::Table(table(vec![
        head,
        row("r0", &SENTENCE.repeat(40)),
        row("r1", &SENTENCE.repeat(40)),
    ]))]);
    assert_eq!(long.pages.len(), 5);
    assert_eq!(texts(&long, 1)[0], "Tiêu đề");
}

/// LibreOffice parts them; in Word widow control holds in cells, too.
#[test]
fn a_row_parts_a_paragraph_of_two_lines_in_libreoffice_only() {
    for (habits, on_first) in [(Habits::libreoffice_7_4(), true), (Habits::word(), false)] {
        let mut blocks = fill(43);
        blocks.push(Block::Table(table(vec![row("x", "a"), row("A", SENTENCE)])));
        let found = lay_out_as(&sheet(blocks), &FontSet::embedded(), habits);
        let last = texts(&found, 0).pop().expect("lines");
        assert_eq!(last.starts_with("Căn cứ"), on_first, "{last}");
    }
}

#[test]
fn mark_of_a_note_stays_at_its_hyphen() {
    let mut body = paragraph(&format!("{} kinh tế -", &SENTENCE[..96]));
    body.inlines.push(mark(0));
    body.inlines.push(run(&"x".repeat(30), TEXT));
    let mut sheet = sheet(vec![Block::Paragraph(body)]);
    sheet.notes = vec![note("Ghi chú")];
    let found = lay_out(&sheet, &FontSet::embedded());
    assert!(
        texts(&found, 0)[1].starts_with("-1"),
        "{:?}",
        texts(&found, 0)
    );
}

fn noted(before: usize, after: usize, notes: Vec<Note>) -> Pages {
    let mut blocks = fill(before);
    let mut marked = paragraph("có chú");
    for i in 0..notes.len() {
        marked.inlines.push(mark(i));
    }
    marked.inlines.push(run(" thích", TEXT));
    blocks.push(Block::Paragraph(marked));
    blocks.extend(fill(after));
    let mut sheet = sheet(blocks);
    sheet.notes = notes;
    lay_out(&sheet, &FontSet::embedded())
}

#[test]
fn notes_stand_at_the_foot() {
    let found = noted(3, 56, vec![note("Ghi chú một")]);
    assert_eq!(lines(&found, 0).len(), 45);
    let last = lines(&found, 0)[44];
    assert_eq!(text(last), "1 Ghi chú một");
    near(&[last.baseline, last.spans[0].rise], &[783.0, 3.9]);
    near(&[last.spans[0].size], &[5.8]);

    // The mark's line goes to the next page with its note.
    let found = noted(44, 15, vec![note("x")]);
    assert_eq!(lines(&found, 0).len(), 44);
    assert_eq!(lines(&found, 1).len(), 18);
}

#[test]
fn long_notes_go_on_overleaf() {
    let found = noted(40, 19, vec![note(&SENTENCE.repeat(12))]);
    assert_eq!(lines(&found, 0).len(), 41 + 5);
    near(&[lines(&found, 0)[41].baseline], &[736.8]);
    let rest = lines(&found, 1);
    assert!(rest.iter().any(|l| l.part.note.is_some()));

    let found = noted(20, 39, vec![note(&SENTENCE.repeat(300))]);
    let all: String = (0..found.pages.len())
        .flat_map(|page| lines(&found, page))
        .filter(|line| line.part.note.is_some())
        .map(text)
        .collect();
    assert_eq!(all, format!("1 {}", SENTENCE.repeat(300)));
}

#[test]
fn outline_joins_lines_of_a_heading() {
    let mut heading = with("", |p| {
        p.style = StyleId(1);
        p.outline = Some(1);
    });
    heading.inlines = vec![run("Chương I", TEXT), Inline::Break, run("QUY ĐỊNH ", TEXT)];
    let mut blocks = fill(50);
    blocks.push(Block::Paragraph(heading));
    let found = pages(blocks);
    let entry = &found.outline[0];
    assert_eq!((entry.title.as_str(), entry.page), ("Chương I QUY ĐỊNH", 1));
}

#[test]
fn measures_that_leave_no_room() {
    let mut sheet = sheet(vec![
        Block::Paragraph(paragraph(&"m".repeat(300))),
        Block::Table(table(vec![row("a", SENTENCE)])),
        Block::Table(table(Vec::new())),
    ]);
    for (left, top) in [(1701, 9000), (11000, 1134), (30000, 30000)] {
        sheet.sections[0].page.left = Twips(left);
        sheet.sections[0].page.top = Twips(top);
        let found = lay_out(&sheet, &FontSet::embedded());
        assert!(!found.pages.is_empty());
    }
}

#[test]
fn dump_of_a_small_sheet() {
    let mut heading = with("Điều 1. Phạm vi", |p| {
        p.style = StyleId(1);
        p.outline = Some(1);
    });
    heading.format.keep_next = true;
    let mut body = with(SENTENCE, |p| p.format.align = Align::Justify);
    body.inlines.push(mark(0));
    let mut sheet = sheet(vec![
        Block::Paragraph(heading),
        Block::Paragraph(body),
        Block::Table(table(vec![row("một", "hai")])),
    ]);
    sheet.notes = vec![note("Ghi chú")];
    let fonts = FontSet::embedded();
    insta::assert_snapshot!(lay_out(&sheet, &fonts).dump(&fonts));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_is_lost_and_lines_stay_inside(
        words in proptest::collection::vec("[a-zđ/–-]{1,12}|[m]{30,90}", 1..400),
        note_at in 0..400usize,
        height in 3000..16838i32,
    ) {
        let text_in = words.join(" ");
        let split = words[..note_at.min(words.len())].join(" ").len();
        let (first, second) = text_in.split_at(split);
        let mut body = paragraph(first);
        body.format.align = Align::Justify;
        body.inlines.push(mark(0));
        body.inlines.push(run(second, TEXT));
        let mut sheet = sheet(vec![Block::Paragraph(body)]);
        sheet.sections[0].page.height = Twips(height);
        sheet.notes = vec![note(&text_in)];
        let fonts = FontSet::embedded();
        let found = lay_out(&sheet, &fonts);
        let mut body = String::new();
        let mut notes = String::new();
        for page in 0..found.pages.len() {
            for line in lines(&found, page) {
                if line.part.role == Role::PageNumber { continue; }
                let out = if line.part.note.is_some() { &mut notes } else { &mut body };
                out.push_str(&text(line));
                let x0 = line.spans[0].x;
                prop_assert!(x0 >= 85.0);
                let end = end(line, &fonts);
                prop_assert!(end <= 552.75 + ROUNDING, "{end}: {}", text(line));
            }
        }
        prop_assert_eq!(body, format!("{first}1{second}"));
        prop_assert_eq!(notes, format!("1 {text_in}"));
    }
}
