//! Bookmarks.
//!
//! In: the headings in reading order, each with its level and place. Out: the tree of outline
//! items that readers show beside the pages.

use super::broken;
use crate::diagnostic::Result;
use crate::layout::{OutlineEntry, Page};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

/// How many levels a reader shows when the file is opened; deeper ones are folded.
const LEVELS_SHOWN: u8 = 2;

/// Writes the bookmarks, if there are headings.
pub(super) fn write(
    document: &mut Document,
    entries: &[OutlineEntry],
    pages: &[Page],
) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let root = document.new_object_id();
    let places = document
        .page_iter()
        .zip(pages.iter().map(|page| page.height))
        .collect();
    let family = Writer { document, places }.family(entries, root)?;
    let mut outlines = dictionary! { "Type" => "Outlines" };
    family.tell(&mut outlines, true);
    document.set_object(root, outlines);
    let catalog = document.catalog_mut().map_err(broken)?;
    catalog.set("Outlines", root);
    // A single bookmark, as a text without headings has for its title, leads nowhere new.
    if entries.len() > 1 {
        catalog.set("PageMode", "UseOutlines");
    }
    Ok(())
}

/// The items below one parent.
struct Family {
    first: ObjectId,
    last: ObjectId,
    /// How many of them and of their descendants are seen when the parent is open.
    shown: i64,
}

impl Family {
    /// Tells the parent of its children. A folded parent has a negative count.
    fn tell(&self, parent: &mut Dictionary, open: bool) {
        parent.set("First", self.first);
        parent.set("Last", self.last);
        parent.set("Count", if open { self.shown } else { -self.shown });
    }
}

struct Writer<'a> {
    document: &'a mut Document,
    /// Each page with its height.
    places: Vec<(ObjectId, f64)>,
}

impl Writer<'_> {
    /// Writes entries that have one parent, with all that is below them. `entries` is not empty:
    /// its first entry sets the level, and each further entry of that level starts an item.
    fn family(&mut self, entries: &[OutlineEntry], parent: ObjectId) -> Result<Family> {
        let level = entries[0].level;
        let groups: Vec<&[OutlineEntry]> = entries
            .chunk_by(|_, following| following.level > level)
            .collect();
        let ids: Vec<ObjectId> = groups
            .iter()
            .map(|_| self.document.new_object_id())
            .collect();
        let mut family = Family {
            first: ids[0],
            last: ids[ids.len() - 1],
            shown: ids.len() as i64,
        };
        for (index, group) in groups.iter().enumerate() {
            let mut item = self.item(&group[0], parent)?;
            if index > 0 {
                item.set("Prev", ids[index - 1]);
            }
            if let Some(&next) = ids.get(index + 1) {
                item.set("Next", next);
            }
            if group.len() > 1 {
                let children = self.family(&group[1..], ids[index])?;
                let open = group[0].level < LEVELS_SHOWN;
                children.tell(&mut item, open);
                family.shown += if open { children.shown } else { 0 };
            }
            self.document.set_object(ids[index], item);
        }
        Ok(family)
    }

    fn item(&self, entry: &OutlineEntry, parent: ObjectId) -> Result<Dictionary> {
        let OutlineEntry {
            level: _, // told by the place in the tree
            title,
            page,
            y,
        } = entry;
        let &(page, height) = self
            .places
            .get(*page)
            .ok_or_else(|| broken("đề mục trỏ tới trang không có"))?;
        let top = ((height - y) * 1000.0).round() / 1000.0;
        // Nulls keep the reader's horizontal place and zoom.
        let destination: Vec<Object> = vec![
            page.into(),
            "XYZ".into(),
            Object::Null,
            Object::Real(top as f32),
            Object::Null,
        ];
        Ok(dictionary! {
            "Title" => text_string(title),
            "Parent" => parent,
            "Dest" => destination,
        })
    }
}
