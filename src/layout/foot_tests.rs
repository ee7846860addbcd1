//! What stands at the foot of a page, swept over all heights of the text above: notes with their marks,
//! header rows with the first row.

use super::{Habits, Item, Line, Pages, lay_out_as, pages::Mark, testing::*};
use crate::font::FontSet;
use crate::sheet::*;

/// `before` lines, then the blocks; notes of so many sentences.
fn pages(before: usize, blocks: &[Block], notes: &[usize], habits: Habits) -> Pages {
    let mut all = fill(before);
    all.extend_from_slice(blocks);
    let mut sheet = sheet(all);
    sheet.notes = notes
        .iter()
        .map(|count| note(&SENTENCE.repeat(*count)))
        .collect();
    lay_out_as(&sheet, &FontSet::embedded(), habits)
}

fn lines(pages: &Pages) -> impl Iterator<Item = (usize, &Line)> {
    let all = pages.pages.iter().enumerate();
    all.flat_map(|(number, page)| {
        page.items.iter().filter_map(move |item| match item {
            Item::Line(line) => Some((number, line)),
            Item::Rule(_) | Item::Picture(_) => None,
        })
    })
}

/// The page of a note's mark in the text.
fn marked(pages: &Pages, note: usize) -> usize {
    let wanted = Some(Mark::Reference(NoteId(note)));
    let mut found = lines(pages).filter(|(_, line)| line.spans.iter().any(|s| s.mark == wanted));
    found.next().expect("a mark").0
}

/// The pages of a note's lines.
fn noted(pages: &Pages, note: usize) -> Vec<usize> {
    let found = lines(pages).filter(|(_, line)| line.part.note == Some(NoteId(note)));
    found.map(|(page, _)| page).collect()
}

/// A paragraph of six lines with marks in its third and fourth.
fn with_marks() -> Block {
    let mut made = paragraph("");
    let mut text = SENTENCE.repeat(2);
    text.truncate(text.trim_end().len());
    made.inlines = vec![
        run(&text, TEXT),
        mark(0),
        run(&format!(" {SENTENCE}"), TEXT),
        mark(1),
        run(&SENTENCE.repeat(2), TEXT),
    ];
    Block::Paragraph(made)
}

/// A note that has begun with all its lines keeps them where text follows its mark's line.
#[test]
fn text_below_a_mark_does_not_push_lines_of_its_note_overleaf() {
    let mut parted = 0;
    for habits in [Habits::word(), Habits::libreoffice_7_4()] {
        for before in 20..45 {
            let found = pages(before, &[with_marks()], &[4, 1], habits);
            let page = marked(&found, 0);
            let of_body = lines(&found).filter(|(_, line)| {
                line.part.note.is_none() && line.spans.iter().any(|s| s.text.len() > 20)
            });
            let last = of_body.filter(|(on, _)| *on == page).last();
            let is_mark = |s: &super::Span| s.mark.is_some();
            let ends_in_mark = last.is_some_and(|(_, line)| line.spans.iter().any(is_mark));
            let whole = noted(&found, 0).iter().all(|on| *on == page);
            assert!(whole || ends_in_mark, "{} {before}", habits.name());
            parted += usize::from(!whole);
        }
    }
    assert!(parted > 0);
}

/// Word sets the first lines of a note on the page of its mark; LibreOffice leaves the mark where one
/// more line of text has room above the notes.
#[test]
fn marks_stay_without_their_note_in_libreoffice_only() {
    for (habits, leaves) in [(Habits::libreoffice_7_4(), true), (Habits::word(), false)] {
        let left = (20..45).filter(|before| {
            let found = pages(*before, &[with_marks()], &[1, 3], habits);
            noted(&found, 1)[0] != marked(&found, 1)
        });
        assert_eq!(left.count() > 0, leaves, "{}", habits.name());
    }
}

/// So it does in rows that are not cut, whatever stands above.
#[test]
fn rows_do_not_wait_for_their_notes_in_libreoffice_only() {
    let mut rows: Vec<Row> = (0..20).map(|i| row(&format!("r{i}"), "một dòng")).collect();
    for row in &mut rows {
        row.cant_split = true;
    }
    rows[12].cells[1].paragraphs[0].inlines.push(mark(0));
    let table = [Block::Table(table(rows))];
    for (habits, leaves) in [(Habits::libreoffice_7_4(), true), (Habits::word(), false)] {
        let left = (20..45).filter(|before| {
            let found = pages(*before, &table, &[3], habits);
            noted(&found, 0)[0] != marked(&found, 0)
        });
        assert_eq!(left.count() > 0, leaves, "{}", habits.name());
    }
}

/// A header row goes overleaf with a first row of which not even the least has room, however high that is.
#[test]
fn header_rows_do_not_stand_alone_above_a_row_that_is_cut() {
    for habits in [Habits::word(), Habits::libreoffice_7_4()] {
        for (before, height) in (35..46).flat_map(|before| [(before, 12), (before, 60)]) {
            let mut head = row("Tiêu đề", "Cột hai");
            (head.header, head.cant_split) = (true, true);
            let long = row("r0", &SENTENCE.repeat(height));
            let table = Block::Table(table(vec![head, long, row("r1", "x")]));
            let found = pages(before, &[table], &[], habits);
            for (number, _) in found.pages.iter().enumerate() {
                let last = lines(&found).filter(|(on, _)| *on == number).last();
                let cell = last.and_then(|(_, line)| line.part.cell);
                assert!(
                    !cell.is_some_and(|cell| cell.header),
                    "{} {before} {height} page {number}",
                    habits.name()
                );
            }
        }
    }
}

/// The part that ends a row has its text in the middle in LibreOffice 7.4, at its top in Word; the part
/// before it at its top in both.
#[test]
fn the_rest_of_a_row_is_centred_in_libreoffice_only() {
    let mut long = row(&SENTENCE.repeat(12), &SENTENCE.repeat(22));
    for cell in &mut long.cells {
        cell.vertical = VerticalAlign::Middle;
    }
    let table = [Block::Table(table(vec![long]))];
    for (habits, centres) in [(Habits::libreoffice_7_4(), true), (Habits::word(), false)] {
        let found = pages(0, &table, &[], habits);
        let first = |page: usize, column: u32| {
            let of = lines(&found).find(|(on, line)| {
                *on == page && line.part.cell.is_some_and(|cell| cell.column == column)
            });
            of.map(|(_, line)| line.baseline).expect("a line")
        };
        assert_eq!(found.pages.len(), 2);
        assert!((first(0, 0) - first(0, 1)).abs() < 0.1);
        let lower = first(1, 1) - first(1, 0) > 20.0;
        assert_eq!(lower, centres, "{}", habits.name());
    }
}

/// The separator of LibreOffice 25.2 takes a line of the text, 322 twips at 14 pt, where that of 7.4 takes 124 and that of
/// Word a line of its own small type: as many lines fewer stand on a page with a note as that makes.
#[test]
fn the_separator_takes_a_line_of_the_text_in_libreoffice_25() {
    let top_of_notes = |habits| {
        let found = pages(3, &[with_marks()], &[1, 1], habits);
        let mut rules = found.pages[0].items.iter().filter_map(|item| match item {
            Item::Rule(rule) => Some(rule.y0),
            Item::Line(_) | Item::Picture(_) => None,
        });
        rules.next_back().expect("a separator")
    };
    let old = top_of_notes(Habits::libreoffice_7_4());
    let new = top_of_notes(Habits::libreoffice_25_2());
    // The notes stand alike, 3.1 pt below the one line and 6.2 below the other.
    assert!((old - new - 3.1).abs() < 0.1, "{old} {new}");
    let lines_above = |habits, before| {
        let found = pages(before, &[with_marks()], &[1, 1], habits);
        let first = lines(&found).filter(|(page, line)| *page == 0 && line.part.note.is_none());
        first.map(|(_, line)| line.baseline).fold(0.0, f64::max)
    };
    let fewer = (20..45).filter(|&before| {
        let lines = [Habits::libreoffice_7_4(), Habits::libreoffice_25_2()]
            .map(|habits| lines_above(habits, before));
        lines[1] < lines[0] - 1.0
    });
    assert!(fewer.count() > 0);
}
