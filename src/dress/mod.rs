//! Document × style → sheet: the decree applied, a file a component.
//!
//! In: what the document says, the decree's measures, the pictures to print where it is signed, the faces (to see that they
//! have every character, and how wide words and lines are). Out: [`Sheet`]. Nothing is placed here; where a measure hangs on
//! how a paragraph falls into lines (`balance`, `tears`), `layout::measure` tells that beforehand.

mod aligns;
mod balance;
mod body;
mod cells;
mod closing;
mod columns;
mod frame;
mod heads;
mod illustration;
mod inlines;
mod leaders;
mod letterhead;
mod list;
mod loosen;
mod merged;
mod outline;
mod pictures;
mod rows;
mod sense;
mod shares;
mod signed;
mod styles;
mod table;
mod tears;
#[cfg(test)]
mod tests;
mod text;

use crate::content::Pictures;
use crate::decree::{self, Look, Style};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::document::{Block, BlockKind, ComponentName, Document, Lines, Orientation, Origin};
use crate::font::FontSet;
use crate::sheet::{
    self, CornerSignature, ListDefinition, NoteSettings, PageNumber, PageSetup, Role, RunFormat,
    Section, Sheet, SigningPlace, Twips,
};
use crate::typography;
use outline::{Titles, make_title};
use std::sync::Arc;
use styles::{Styles, paragraph_format, run_format};

/// Word's distance between default tab stops where none is chosen (1.27 cm).
const DEFAULT_TAB: Twips = Twips(720);

/// Applies the decree.
///
/// # Errors
/// A character that the faces lack, or a table with more columns than there is room for, with its place.
pub fn dress(
    document: &Document,
    style: &Style,
    fonts: &FontSet,
    rules: &typography::Rules,
    pictures: &Pictures,
) -> Result<Dressed> {
    let mut dresser = Dresser {
        document,
        style,
        fonts,
        rules,
        column: style.page.text_width(),
        room: style.page.text_height(),
        pictures,
        styles: Styles::default(),
        lists: Vec::new(),
        signing_places: Vec::new(),
        current: None,
        titles: Titles::default(),
        first_header: Vec::new(),
        first_footer: Vec::new(),
        cell_margin: style.table.padding_x,
        errors: Vec::new(),
        warnings: Vec::new(),
    };
    let body = dresser.styles.id(Role::Body, &style.looks.body);
    debug_assert_eq!(body.0, 0, "the body's style comes first");
    let page = dresser.page_setup();
    let sections = dresser.sections(&page);
    let notes = dresser.notes();
    let mut blocks = document.blocks.iter();
    let has_tables = blocks.any(|block| matches!(block.kind, BlockKind::Table(_)));
    let table_style = has_tables.then(|| dresser.table_style());
    if !dresser.errors.is_empty() {
        return Err(Diagnostics(dresser.errors));
    }
    let first = sections.first().filter(|_| document.is_apart());
    let corner_signature = first.map(|section| corner_signature(style, &section.page));
    let footnote = &style.looks.footnote;
    let mut sheet = Sheet {
        sources: document.sources.clone(),
        properties: document.properties.clone(),
        fingerprint: None,
        font_family: style.family.clone(),
        signing: style.signing,
        signing_places: dresser.signing_places,
        corner_signature,
        default_tab: DEFAULT_TAB,
        note_settings: NoteSettings {
            separator_width: style.note_separator.width,
            separator: sheet::ParagraphFormat {
                align: sheet::Align::Left,
                ..paragraph_format(footnote)
            },
            separator_run: RunFormat {
                size: style.note_separator.size,
                ..run_format(footnote)
            },
        },
        components: Arc::clone(&style.components),
        styles: dresser.styles.into_vec(),
        table_style,
        lists: dresser.lists,
        sections,
        notes,
    };
    leaders::settle(&mut sheet);
    tears::mend(&mut sheet, fonts, style.tears);
    heads::raise(&mut sheet, fonts);
    Ok(Dressed {
        sheet,
        warnings: dresser.warnings,
    })
}

/// A document dressed.
#[derive(Debug)]
pub struct Dressed {
    /// How it is set.
    pub sheet: Sheet,
    /// What is made all the same but should be looked at.
    pub warnings: Vec<Diagnostic>,
}

/// The state that the components share while they are dressed.
struct Dresser<'a> {
    document: &'a Document,
    style: &'a Style,
    fonts: &'a FontSet,
    /// Compounds that no line of a title parts.
    rules: &'a typography::Rules,
    /// Width between the margins of the section that is being dressed.
    column: Twips,
    /// Height between the margins of that section.
    room: Twips,
    pictures: &'a Pictures,
    styles: Styles,
    lists: Vec<ListDefinition>,
    /// Where those who sign do, in the order of their names.
    signing_places: Vec<SigningPlace>,
    /// The block that is being dressed.
    current: Option<u32>,
    /// The titles above that block.
    titles: Titles,
    /// The parts of the letterhead that stand in the top margin of the first page.
    first_header: Vec<sheet::Paragraph>,
    /// Those that stand at its foot.
    first_footer: Vec<sheet::Paragraph>,
    /// Left and right of the text in the cells of the table that is being dressed.
    cell_margin: Twips,
    errors: Vec<Diagnostic>,
    /// What is made all the same but should be looked at.
    warnings: Vec<Diagnostic>,
}

impl<'a> Dresser<'a> {
    /// The look of a component. Without one, the document was read by the table of another style.
    fn look(&mut self, component: ComponentName, origin: Option<Origin>) -> &'a Look {
        let looks = &self.style.looks;
        looks.component(component).unwrap_or_else(|| {
            let message = format!("thể thức không có thành phần <{component}>");
            let error = Diagnostic::error("thanh-phan-la", message)
                .at(self.document.place(origin))
                .help("khai báo thành phần này trong nd30.yaml của thư mục mẫu");
            self.errors.push(error);
            &looks.body
        })
    }

    fn page_setup(&mut self) -> PageSetup {
        let page = &self.style.page;
        let look = &self.style.looks.page_number;
        PageSetup {
            width: page.width,
            height: page.height,
            top: page.top,
            right: page.right,
            bottom: page.bottom,
            left: page.left,
            header: page.number_distance,
            footer: page.number_distance,
            first_header: Vec::new(),
            first_footer: Vec::new(),
            page_number: PageNumber {
                start: Some(1),
                style: self.styles.id(Role::PageNumber, look),
                paragraph: paragraph_format(look),
                run: run_format(look),
            },
        }
    }

    /// An appendix starts a section: its pages count from 1 (III.1.đ). So does a turn of the pages,
    /// where the count goes on. Nơi nhận and signature stay with what stands before them, on turned
    /// pages too: a page of their own would have no text.
    fn sections(&mut self, page: &PageSetup) -> Vec<Section> {
        let mut sections = vec![Section {
            page: page.clone(),
            blocks: Vec::new(),
        }];
        let (mut now, mut wanted) = (Orientation::Portrait, Orientation::Portrait);
        let blocks = &self.document.blocks;
        for (index, block) in blocks.iter().enumerate() {
            let start = match &block.kind {
                BlockKind::Turn(orientation) => {
                    wanted = *orientation;
                    continue;
                }
                BlockKind::Appendix { orientation, .. }
                | BlockKind::Attached { orientation, .. } => {
                    wanted = *orientation;
                    Some(page.page_number.start)
                }
                BlockKind::Closing(_) => None,
                _ => (wanted != now).then_some(None),
            };
            if let Some(start) = start {
                now = wanted;
                let mut page = turned(page, self.style.page.turned, now);
                page.page_number.start = start;
                self.column = page.width - page.left - page.right;
                self.room = page.height - page.top - page.bottom;
                if index == 0 {
                    // An appendix in a file of its own.
                    sections.clear();
                }
                sections.push(Section {
                    page,
                    blocks: Vec::new(),
                });
            }
            self.current = u32::try_from(index).ok();
            self.titles.pass(&block.kind, &self.style.components);
            let mut dressed = self.block(block);
            let mut rest = blocks.iter().skip(index + 1);
            if let Some(next) = rest.find(|next| !matches!(next.kind, BlockKind::Turn(_))) {
                let above = sections.last().map_or(&[][..], |section| &section.blocks);
                self.join(above, &mut dressed, block, next);
            }
            if begins_page(blocks, index) {
                begin_page(&mut dressed);
            }
            if let (BlockKind::Table(_), Some(sheet::Block::Paragraph(first))) =
                (previous(blocks, index), dressed.first_mut())
            {
                // Word gives a table no space below: the paragraph after it brings it along.
                first.format.before = first.format.before.max(self.style.table.after);
            }
            if let Some(section) = sections.last_mut() {
                if section.blocks.is_empty()
                    && matches!(block.kind, BlockKind::Illustration(_))
                    && let Some(sheet::Block::Paragraph(first)) = dressed.first_mut()
                {
                    // Nothing stands above it. Word and LibreOffice 7.4 would leave the space, 25.2 would not.
                    first.format.before = Twips(0);
                }
                section.blocks.extend(dressed);
            }
        }
        self.current = None;
        if let Some(first) = sections.first_mut() {
            first.page.first_header = std::mem::take(&mut self.first_header);
            first.page.first_footer = std::mem::take(&mut self.first_footer);
        }
        for section in &mut sections {
            // A file has a paragraph after a table that ends a section: on a page of its own, that
            // page would be empty.
            if let Some(sheet::Block::Table(table)) = section.blocks.last_mut() {
                keep_last_row(table);
            }
        }
        sections
    }

    fn block(&mut self, block: &Block) -> Vec<sheet::Block> {
        match &block.kind {
            BlockKind::Letterhead(parts) => self.letterhead(parts, block.origin),
            BlockKind::Closing(closing) => vec![self.closing(closing, block.origin)],
            BlockKind::Table(table) => self.table(table, block.origin),
            BlockKind::List(list) => self.list(list),
            BlockKind::Lines(Lines { component, lines }) => {
                let look = self.look(*component, block.origin);
                let role = Role::Component(*component);
                let mut lines = self.lines(role, look, lines, block.origin);
                if let Some(depth) = self.titles.title() {
                    make_title(&mut lines, depth);
                } else if lines.len() > 1 {
                    // As Mẫu 1.6 has the addressees of a telegram.
                    let paragraphs = lines.iter_mut().filter_map(|line| match line {
                        sheet::Block::Paragraph(paragraph) => Some(paragraph),
                        sheet::Block::Table(_) => None,
                    });
                    self.itemize(paragraphs, run_format(look));
                }
                lines
            }
            BlockKind::Labelled(labelled) => self.labelled(labelled, block.origin),
            BlockKind::Heading(heading) => vec![self.heading(heading, block.origin)],
            BlockKind::Paragraph(inlines) => {
                let lines = std::slice::from_ref(inlines);
                self.lines(Role::Body, &self.style.looks.body, lines, block.origin)
            }
            BlockKind::Illustration(shown) => self.illustration(shown, block.origin),
            BlockKind::Set(manner, inlines) => self.set(*manner, inlines, block.origin),
            // The section says it, and the next paragraph.
            BlockKind::Turn(_) | BlockKind::PageBreak | BlockKind::Attached { .. } => Vec::new(),
            BlockKind::Appendix {
                orientation: _,
                label,
                title,
                reference,
            } => self.appendix(label, title, reference, block.origin),
        }
    }

    fn notes(&mut self) -> Vec<sheet::Note> {
        let look = &self.style.looks.footnote;
        let mark: RunFormat = run_format(look);
        let document = self.document;
        document
            .notes
            .iter()
            .map(|note| sheet::Note {
                paragraphs: note
                    .paragraphs
                    .iter()
                    .map(|inlines| self.paragraph(Role::Footnote, look, inlines, note.origin))
                    .collect(),
                mark,
            })
            .collect()
    }
}

/// The box in the corner, inside the top margin so that it covers no text.
pub(crate) fn corner_signature(style: &Style, page: &PageSetup) -> CornerSignature {
    let decree::CornerSignature {
        area,
        top,
        right,
        text,
    } = style.corner_signature;
    CornerSignature {
        area,
        top: top.min(page.top - area.height).max(Twips(0)),
        right: page.right + right,
        text,
    }
}

/// The page turned, with the margins that the style gives to turned pages. Paper that is wide already
/// stays.
fn turned(page: &PageSetup, margins: decree::Margins, orientation: Orientation) -> PageSetup {
    if orientation == Orientation::Portrait || page.width > page.height {
        return page.clone();
    }
    let decree::Margins {
        top,
        right,
        bottom,
        left,
    } = margins;
    PageSetup {
        width: page.height,
        height: page.width,
        top,
        right,
        bottom,
        left,
        ..page.clone()
    }
}

/// The block before, or the block itself at the start.
fn previous(blocks: &[Block], index: usize) -> &BlockKind {
    &blocks[index.saturating_sub(1)].kind
}

/// Tells whether a page is to begin with a block: a page break stands before it, and not at the very start.
fn begins_page(blocks: &[Block], index: usize) -> bool {
    let mut before = blocks[..index].iter().rev();
    let is_break = |block: &&Block| matches!(block.kind, BlockKind::PageBreak);
    let is_turn = |block: &&Block| matches!(block.kind, BlockKind::Turn(_));
    before
        .find(|block| !is_turn(block))
        .is_some_and(|block| is_break(&block))
}

/// Has the first of these begin a page.
fn begin_page(blocks: &mut [sheet::Block]) {
    let first = match blocks.first_mut() {
        Some(sheet::Block::Paragraph(paragraph)) => Some(paragraph),
        Some(sheet::Block::Table(table)) => {
            let row = table.rows.first_mut();
            let cell = row.and_then(|row| row.cells.first_mut());
            cell.and_then(|cell| cell.paragraphs.first_mut())
        }
        None => None,
    };
    if let Some(paragraph) = first {
        paragraph.format.page_break_before = true;
    }
}

/// The last row stays with what follows the table, unless it may go over pages: LibreOffice moves such a row to
/// a fresh page first, and leaves the rest of the page before it blank.
fn keep_last_row(table: &mut sheet::Table) {
    if let Some(last) = table.rows.last_mut().filter(|last| last.cant_split) {
        table::keep_next(last);
    }
}
