//! Lists of the body as Word lists.

use super::Dresser;
use super::body::is_title;
use crate::decree::Look;
use crate::document::{Block as Content, BlockKind, List, ListMark, Numbering};
use crate::sheet::{
    Align, Block, Inline, ListDefinition, ListFormat, ListId, ListItem, ListLevel, Paragraph, Role,
    RunFormat,
};

/// Signs with which a clerk begins a line of a list.
const DASHES: [char; 5] = ['-', '–', '—', '+', '•'];

/// The looks of a list's paragraphs.
#[derive(Debug, Clone, Copy)]
pub(super) struct ListLook<'a> {
    /// Role and look of an item's first paragraph.
    item: (Role, &'a Look),
    /// Role and look of its further ones.
    continuation: (Role, &'a Look),
}

impl<'a> ListLook<'a> {
    /// In a cell of a table all paragraphs have the look of the cell.
    pub(super) fn cell(role: Role, look: &'a Look) -> Self {
        Self {
            item: (role, look),
            continuation: (role, look),
        }
    }
}

impl Dresser<'_> {
    /// A list of the body.
    pub(super) fn list(&mut self, list: &List) -> Vec<Block> {
        let looks = &self.style.looks;
        let look = ListLook {
            item: (Role::ListItem, &looks.list_item),
            continuation: (Role::ListContinuation, &looks.list_continuation),
        };
        self.list_in(list, look)
    }

    /// A list in some look: one Word list with its levels.
    pub(super) fn list_in(&mut self, list: &List, look: ListLook<'_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        let id = self.new_definition();
        self.list_level(list, look, (id, 0), &mut blocks);
        blocks
    }

    /// Makes lines that begin with a dash items of a Word list, as Kính gửi and Nơi nhận have them (II.9):
    /// the dash becomes the mark. Nothing moves by it. Other lines stay what they are.
    pub(super) fn itemize<'p>(
        &mut self,
        lines: impl IntoIterator<Item = &'p mut Paragraph>,
        base: RunFormat,
    ) {
        let mut list = None;
        for line in lines {
            let Some(mark) = take_dash(&mut line.inlines, base) else {
                continue;
            };
            let id = match list {
                Some(id) => id,
                None => {
                    let id = self.new_definition();
                    self.lists[id.0].levels.push(ListLevel {
                        format: ListFormat::Bullet(mark.clone()),
                        start: 1,
                        left: line.format.left,
                        first_line: line.format.first_line,
                    });
                    list = Some(id);
                    id
                }
            };
            line.item = Some(ListItem {
                list: id,
                level: 0,
                mark,
            });
        }
    }

    fn new_definition(&mut self) -> ListId {
        self.lists.push(ListDefinition { levels: Vec::new() });
        ListId(self.lists.len() - 1)
    }

    fn list_level(
        &mut self,
        list: &List,
        look: ListLook<'_>,
        (id, level): (ListId, u8),
        blocks: &mut Vec<Block>,
    ) {
        let id = self.with_level(id, level, list, look);
        for (number, item) in (list.start..).zip(&list.items) {
            let mark = self.mark(list.mark, number, level);
            let mut mark = Some(ListItem {
                list: id,
                level,
                mark,
            });
            for content in item {
                self.item_block(content, look, &mut mark, (id, level), blocks);
            }
        }
    }

    /// A block of an item; its first paragraph takes the mark.
    fn item_block(
        &mut self,
        content: &Content,
        look: ListLook<'_>,
        mark: &mut Option<ListItem>,
        (id, level): (ListId, u8),
        blocks: &mut Vec<Block>,
    ) {
        match &content.kind {
            BlockKind::Paragraph(inlines) => {
                let (role, its) = match mark {
                    Some(_) => look.item,
                    None => look.continuation,
                };
                let mut paragraph = self.paragraph(role, its, inlines, content.origin);
                paragraph.item = mark.take();
                if matches!(role, Role::ListItem | Role::ListContinuation) {
                    self.leaders(&mut paragraph, self.column);
                }
                if paragraph.item.is_some() && is_title(&paragraph.inlines) {
                    paragraph.format.align = Align::Left;
                }
                blocks.push(Block::Paragraph(paragraph));
            }
            BlockKind::List(nested) => {
                self.list_level(nested, look, (id, level.saturating_add(1)), blocks);
            }
            _ => blocks.extend(self.block(content)),
        }
    }

    /// The list to use at a level: the same one where the level counts alike, as a typist would
    /// have it; a new one where it does not.
    fn with_level(&mut self, id: ListId, level: u8, list: &List, look: ListLook<'_>) -> ListId {
        let wanted = self.level(list.mark, list.start, level, look);
        let levels = &self.lists[id.0].levels;
        let id = match levels.get(usize::from(level)) {
            Some(found) if *found != wanted => self.new_definition(),
            _ => id,
        };
        while self.lists[id.0].levels.len() <= usize::from(level) {
            let depth = self.lists[id.0].levels.len() as u8;
            let filler = self.level(ListMark::Bullet, 1, depth, look);
            self.lists[id.0].levels.push(filler);
        }
        self.lists[id.0].levels[usize::from(level)] = wanted;
        id
    }

    fn level(&self, mark: ListMark, start: u32, level: u8, look: ListLook<'_>) -> ListLevel {
        ListLevel {
            format: match mark {
                ListMark::Bullet => ListFormat::Bullet(self.mark(mark, 1, level)),
                ListMark::Decimal(numbering) => ListFormat::Decimal {
                    suffix: self.after_number(numbering).to_owned(),
                    padded: numbering.padded,
                },
                ListMark::Letter => ListFormat::Letter {
                    suffix: self.style.list_marks.after_letter.clone(),
                },
            },
            start: if matches!(mark, ListMark::Decimal(_)) {
                start
            } else {
                1
            },
            left: crate::sheet::Twips(0),
            first_line: look.item.1.first_line,
        }
    }

    fn after_number(&self, numbering: Numbering) -> &str {
        match numbering.bracket {
            true => ")",
            false => &self.style.list_marks.after_number,
        }
    }

    /// The mark that stands before an item.
    fn mark(&self, mark: ListMark, number: u32, level: u8) -> String {
        let marks = &self.style.list_marks;
        match mark {
            ListMark::Bullet => {
                let count = marks.bullets.len().max(1);
                marks
                    .bullets
                    .get(usize::from(level) % count)
                    .cloned()
                    .unwrap_or_default()
            }
            ListMark::Decimal(numbering) => numbering.digits(number) + self.after_number(numbering),
            ListMark::Letter => {
                let index = (number as usize).saturating_sub(1);
                let count = marks.alphabet.len().max(1);
                let letter = marks
                    .alphabet
                    .get(index % count)
                    .cloned()
                    .unwrap_or_default();
                // After the alphabet's end letters double: aa, bb.
                format!("{}{}", letter.repeat(index / count + 1), marks.after_letter)
            }
        }
    }
}

/// Takes the dash and the blank behind it off the start of a line, where they are set as the line's style
/// has it, as a mark always is, and something follows.
fn take_dash(inlines: &mut Vec<Inline>, base: RunFormat) -> Option<String> {
    let is_alone = inlines.len() == 1;
    let Some(Inline::Run(run)) = inlines.first_mut() else {
        return None;
    };
    let mut letters = run.text.chars();
    let (dash, blank) = (letters.next()?, letters.next()?);
    let rest = letters.as_str();
    let is_mark = DASHES.contains(&dash) && matches!(blank, ' ' | '\u{a0}');
    if !is_mark || run.format != base || run.cross.is_some() || (is_alone && rest.is_empty()) {
        return None;
    }
    if rest.is_empty() {
        inlines.remove(0);
    } else {
        let rest = rest.to_owned();
        run.origins = run.origins.part(2, run.text.chars().count());
        run.text = rest;
    }
    Some(dash.to_string())
}
