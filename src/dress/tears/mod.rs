//! Justified lines whose blanks would be torn wide open, because what comes next is long.
//!
//! A line is torn where its blanks would be stretched too far ([`Limits`]). Then what is kept together
//! ([`crate::typography`]) gives way, by a blank or a hyphen. Where that does not help (an address,
//! dots to write on), the line ends with a break of its own behind its last blank, and so is set to
//! the left. The text stays what it was: a break behind a blank is no part of it ([`Inline::Break`]).
//!
//! The lines are those that the layout would make ([`crate::layout::measure`]). Each is tried in a
//! stretch of text just long enough, so that time grows with the text and no faster. Most paragraphs
//! are never tried: [`bound`] sees that none of their words is long enough to tear a line.

mod bound;
mod text;

use crate::decree::Tears as Limits;
use crate::font::FontSet;
use crate::layout::measure::Setting;
use crate::sheet::{
    Align, Block, HalfPoints, Inline, Note, NoteId, Paragraph, RunFormat, Script, Section, Sheet,
    Style, Twips,
};
use std::collections::BTreeMap;
use text::Text;

/// Mends every torn line of paragraphs and notes. Cells of tables are never justified.
pub(super) fn mend(sheet: &mut Sheet, fonts: &FontSet, limits: Limits) {
    let styles = &sheet.styles;
    let mut columns: BTreeMap<NoteId, Twips> = BTreeMap::new();
    for section in &mut sheet.sections {
        let column = text_width(section);
        for paragraph in section.blocks.iter_mut().flat_map(paragraphs) {
            for inline in &paragraph.inlines {
                if let Inline::Note { note, format: _ } = inline {
                    columns.insert(*note, column);
                }
            }
            mend_paragraph(paragraph, setting(styles, paragraph, fonts, column), limits);
        }
    }
    for (note, column) in columns {
        let Some(Note { paragraphs, mark }) = sheet.notes.get_mut(note.0) else {
            continue;
        };
        for (index, paragraph) in paragraphs.iter_mut().enumerate() {
            let setting = Setting {
                note: (index == 0).then_some((note, *mark)),
                ..setting(styles, paragraph, fonts, column)
            };
            mend_paragraph(paragraph, setting, limits);
        }
    }
}

fn text_width(section: &Section) -> Twips {
    let page = &section.page;
    page.width - page.left - page.right
}

/// The paragraphs of a block, those of a table's cells, too.
fn paragraphs(block: &mut Block) -> Vec<&mut Paragraph> {
    match block {
        Block::Paragraph(paragraph) => vec![paragraph],
        Block::Table(table) => {
            let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
            cells.flat_map(|cell| &mut cell.paragraphs).collect()
        }
    }
}

fn setting<'f>(
    styles: &[Style],
    paragraph: &Paragraph,
    fonts: &'f FontSet,
    column: Twips,
) -> Setting<'f> {
    Setting {
        fonts,
        style: style_run(styles, paragraph),
        note: None,
        column,
    }
}

/// The run format of a paragraph's style.
pub(super) fn style_run(styles: &[Style], paragraph: &Paragraph) -> RunFormat {
    let found = styles.get(paragraph.style.0).or(styles.first());
    found.map_or(
        RunFormat {
            size: HalfPoints(28),
            bold: false,
            italic: false,
            colour: crate::sheet::Colour::BLACK,
            underline: false,
            script: Script::Base,
        },
        |style| style.run,
    )
}

fn mend_paragraph(paragraph: &mut Paragraph, setting: Setting<'_>, limits: Limits) {
    if paragraph.format.align != Align::Justify || !bound::may_be_torn(paragraph, setting, limits) {
        return;
    }
    let mut text = Text::of(paragraph, setting, limits);
    if text.may_be_torn() {
        text.mend();
        paragraph.inlines = text.into_inlines();
    }
}
