//! Lists from their items: layout tells of each item its list and level, the tree wants lists
//! inside items.

use super::tree::{ElementId, Numbering, Tag, Tree};
use super::{Paragraph, Place, Tags};
use crate::layout::ItemPart;
use crate::sheet::ListId;

/// A list whose items may go on.
#[derive(Debug, Clone, Copy)]
pub(super) struct OpenList {
    element: ElementId,
    id: ListId,
    level: u8,
    /// The body of its last item.
    body: ElementId,
}

impl Tags {
    /// The first paragraph of an item; `mark` stands before it.
    pub(super) fn list_item(&mut self, place: Place, item: ItemPart, mark: &str) -> Paragraph {
        let ItemPart { list: id, level } = item;
        let Self { tree, rooms, .. } = self;
        let (room, lists) = match rooms.get_mut(&place) {
            Some(room) => (room.element, &mut room.lists),
            None => (Tree::ROOT, &mut Vec::new()),
        };
        while lists
            .last()
            .is_some_and(|open| open.level > level || (open.level == level && open.id != id))
        {
            lists.pop();
        }
        let list = match lists.pop_if(|open| open.level == level) {
            Some(open) => open.element,
            None => {
                let parent = lists.last().map_or(room, |open| open.body);
                tree.append(parent, Tag::List(numbering(mark)))
            }
        };
        let item = tree.append(list, Tag::ListItem);
        let label = tree.append(item, Tag::Label);
        let body = tree.append(item, Tag::ListBody);
        lists.push(OpenList {
            element: list,
            id,
            level,
            body,
        });
        Paragraph {
            element: tree.append(body, Tag::Paragraph),
            parent: body,
            label: Some(label),
        }
    }

    /// A further paragraph of the innermost item. (Layout does not tell its level; one that
    /// follows a nested list reads as part of the nested list's last item.)
    pub(super) fn list_continuation(&mut self, place: Place) -> Paragraph {
        let room = self.rooms.get(&place);
        let parent = room.map_or(Tree::ROOT, |room| {
            room.lists.last().map_or(room.element, |open| open.body)
        });
        Paragraph {
            element: self.tree.append(parent, Tag::Paragraph),
            parent,
            label: None,
        }
    }

    /// Closes the lists that are open at a place: the next line there is no part of any.
    pub(super) fn end_lists(&mut self, place: Place) {
        if let Some(room) = self.rooms.get_mut(&place) {
            room.lists.clear();
        }
    }
}

fn numbering(mark: &str) -> Numbering {
    match mark.chars().next() {
        Some(first) if first.is_numeric() => Numbering::Decimal,
        Some(first) if first.is_alphabetic() => Numbering::Letter,
        _ => Numbering::Sign,
    }
}
