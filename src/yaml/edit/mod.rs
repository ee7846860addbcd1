//! Edits of a YAML text that touch no byte but those of what they change.
//!
//! In: the text, and [`Edit`]s by paths of keys and indices. Out: [`Change`]s of byte ranges, after which the text
//! parses to exactly the wanted value: that is looked at here, so that a fault comes out rather than a wrong file.
//! Comments, order, quotes, blank lines and ends of lines stay. Not here: what any entry means.
//!
//! `spots` finds where each node of the marked tree is written, `write` says what an edit changes there,
//! [`render`] how new values are written, [`values`] what the text must say afterwards.

mod changes;
mod faults;
mod found;
mod letters;
mod lines;
mod members;
mod place;
mod render;
mod spots;
#[cfg(test)]
mod tests;
mod values;
mod wanted;
mod write;

pub(crate) use found::{Found, Written};
pub(crate) use wanted::{Edit, Slice, Step, Wanted};

use super::{
    names::Names,
    source,
    tree::{self, Node},
};
use crate::diagnostic::{Diagnostics, Place, Result, Source};
use changes::Changing;
use faults::Fault;
use lines::Lines;
use render::{Care, Hand};
use spots::{Shape, Spot};
use std::{ops::Range, sync::Arc};
use values::Said;
use write::{Around, Writer};

/// A change of a text: the bytes of a range become another text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// In the text as it was before all changes; an empty range where nothing goes.
    pub(crate) range: Range<usize>,
    /// The text that comes.
    pub(crate) text: String,
}

/// What an editor is told of the kind of file.
pub(crate) struct Manner<'a> {
    /// The names of entries, for messages about syntax.
    pub(crate) names: &'a Names,
    /// The names that the map at a path may have, in the order in which new ones are put.
    pub(crate) order: &'a dyn Fn(&[Step]) -> Vec<String>,
}

/// The most nodes of a file that is edited, as of one that is read.
const MAX_NODES: usize = 100_000;

/// How a text may begin, which is not part of it.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A text that is edited step by step: the path of each edit is that of the text after those before it.
pub(crate) struct Editor<'t> {
    changing: Changing<'t>,
    /// The bytes of a byte order mark.
    before: usize,
}

impl<'t> Editor<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let bare = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        Self {
            changing: Changing::new(bare),
            before: text.len() - bare.len(),
        }
    }

    /// The text as it is now, without a byte order mark.
    #[cfg(feature = "serve")]
    pub(crate) fn text(&self) -> &str {
        &self.changing.text
    }

    /// Makes an edit.
    ///
    /// # Errors
    /// The text is no YAML, the path leads nowhere or into an alias, or nothing that can be written gives the wanted
    /// value. The text is then as it was.
    pub(crate) fn edit(&mut self, edit: &Edit, manner: &Manner<'_>) -> Result<()> {
        one(&mut self.changing, edit, manner)
    }

    /// The changes of the text that was given, in its order; they do not touch each other. None where nothing changed.
    pub(crate) fn changes(self) -> Vec<Change> {
        let moved = |change: Change| Change {
            range: change.range.start + self.before..change.range.end + self.before,
            ..change
        };
        self.changing.changes().into_iter().map(moved).collect()
    }
}

/// The changes that make all edits, one after the other, as an [`Editor`] makes them.
///
/// # Errors
/// As [`Editor::edit`].
pub(crate) fn edit(text: &str, edits: &[Edit], manner: &Manner<'_>) -> Result<Vec<Change>> {
    let mut editor = Editor::new(text);
    for edit in edits {
        editor.edit(edit, manner)?;
    }
    Ok(editor.changes())
}

/// Reads a text as YAML; none where it holds nothing.
pub(crate) fn parsed(text: &str, names: &Names) -> Result<(Arc<Source>, Option<Arc<Node>>)> {
    let source = Source::new("", text);
    let root = tree::parse_any(&source, names, MAX_NODES)?;
    Ok((source, root.filter(|root| !root.is_null())))
}

/// Makes one edit.
fn one(changing: &mut Changing<'_>, edit: &Edit, manner: &Manner<'_>) -> Result<()> {
    let edit = cleaned(edit);
    let (source, root) = parsed(&changing.text, manner.names)?;
    let spot = root.as_ref().map(|root| spots::of(&changing.text, root));
    let fault = |fault: Fault, range: Range<usize>| Diagnostics::from(fault.told(&source, range));
    let spot = match spot {
        Some(None) => return Err(fault(Fault::Odd, 0..0)),
        Some(Some(spot)) => Some(spot),
        None => None,
    };
    let place = |path: &[Step]| place_of(spot.as_ref(), path);
    let here = place(path_of(&edit));
    let index = new_index(spot.as_ref(), &edit, manner);
    let mut said = root
        .as_ref()
        .map_or(Said::Map(Vec::new()), |root| Said::of(root));
    said.make(&edit, index)
        .map_err(|told| fault(told, here.clone()))?;
    let mut refused = Fault::Misread;
    let by_letter = matches!(edit, Edit::Text { .. }).then_some((Care::Little, true));
    let cares = [Care::Little, Care::More, Care::Most];
    for (care, by_letter) in by_letter.into_iter().chain(cares.map(|care| (care, false))) {
        let hand = Hand::of(&changing.text, spot.as_ref(), care, &edit);
        let made = changes_of(&changing.text, spot.as_ref(), &edit, index, hand, by_letter);
        let made = made.map(changes::ordered);
        let changes = match made {
            Ok(Some(changes)) => changes,
            Ok(None) => continue,
            Err(told) => {
                refused = told;
                continue;
            }
        };
        let new = changes::applied(&changing.text, &changes);
        if says(&new, &said, manner.names) {
            changing.apply(&changes, new);
            return Ok(());
        }
    }
    match forbidden(&edit) {
        Some(c) => Err(source::forbidden(c, Place::new(&source, here)).into()),
        None => Err(fault(refused, here)),
    }
}

/// Tells whether a text says exactly this.
fn says(text: &str, said: &Said, names: &Names) -> bool {
    match parsed(text, names) {
        Ok((_, Some(root))) => said.is(&Said::of(&root)),
        Ok((_, None)) => said.is_nothing(),
        Err(_) => false,
    }
}

fn cleaned(edit: &Edit) -> Edit {
    match edit.clone() {
        Edit::Set {
            path,
            value,
            quoted,
        } => Edit::Set {
            path,
            value: values::clean(&value),
            quoted,
        },
        Edit::Insert {
            path,
            index,
            value,
            quoted,
        } => Edit::Insert {
            path,
            index,
            value: values::clean(&value),
            quoted,
        },
        Edit::Lines { path, text } => Edit::Lines {
            path,
            text: values::clean_text(&text),
        },
        other => other,
    }
}

/// A character in what comes that no document may hold.
fn forbidden(edit: &Edit) -> Option<char> {
    fn of(value: &Wanted) -> Option<char> {
        match value {
            Wanted::Text(text) => text.chars().find(|c| source::is_forbidden(*c)),
            Wanted::List(items) => items.iter().find_map(of),
            Wanted::Map(entries) => entries.iter().find_map(|(_, value)| of(value)),
            _ => None,
        }
    }
    match edit {
        Edit::Set { value, .. } | Edit::Insert { value, .. } => of(value),
        Edit::Text { changes, .. } => {
            let mut all = changes.iter().flat_map(|slice| slice.insert.chars());
            all.find(|c| source::is_forbidden(*c))
        }
        Edit::Lines { text, .. } => text.chars().find(|c| source::is_forbidden(*c)),
        Edit::Remove { .. } | Edit::Move { .. } => None,
    }
}

fn path_of(edit: &Edit) -> &[Step] {
    match edit {
        Edit::Set { path, .. }
        | Edit::Insert { path, .. }
        | Edit::Remove { path }
        | Edit::Move { path, .. }
        | Edit::Lines { path, .. }
        | Edit::Text { path, .. } => path,
    }
}

/// A way through spots, as far as it goes.
struct Way<'s> {
    /// The spot at its end, and what stands around it.
    spot: &'s Spot,
    around: Around,
    /// The one that holds it, with its index there.
    holder: Option<(&'s Spot, Around, usize)>,
    /// The steps that lead on from there.
    rest: usize,
}

fn way<'s>(
    writer: &Writer<'_>,
    root: &'s Spot,
    path: &[Step],
) -> std::result::Result<Way<'s>, Fault> {
    let mut way = Way {
        spot: root,
        around: Around {
            flow: matches!(root.shape, Shape::Flow(_)),
            item: false,
            column: 0,
            mark: 0,
            marked: true,
            root: true,
        },
        holder: None,
        rest: path.len(),
    };
    for (depth, step) in path.iter().enumerate() {
        match way.spot.shape {
            Shape::Alias => return Err(Fault::Alias),
            Shape::Odd => return Err(Fault::Odd),
            _ => {}
        }
        let members = way.spot.members().unwrap_or_default();
        let index = match step {
            Step::Index(index) if way.spot.is_list() => Some(*index),
            Step::Key(key) => members.iter().position(|m| m.key.as_ref() == Some(key)),
            Step::Index(_) => None,
        };
        let Some((index, member)) = index.and_then(|i| Some((i, members.get(i)?))) else {
            break;
        };
        let around = writer.of_member(way.spot, member);
        way = Way {
            holder: Some((way.spot, way.around, index)),
            spot: &member.spot,
            around,
            rest: path.len() - depth - 1,
        };
    }
    Ok(way)
}

/// Where messages about a path point.
fn place_of(root: Option<&Spot>, path: &[Step]) -> Range<usize> {
    let mut place = 0..0;
    let mut here = root;
    for step in path {
        let members = here.and_then(Spot::members).unwrap_or_default();
        let found = match step {
            Step::Index(index) => members.get(*index),
            Step::Key(key) => members
                .iter()
                .find(|member| member.key.as_ref() == Some(key)),
        };
        let Some(member) = found else {
            break;
        };
        place = member.head..member.spot.end.max(member.head);
        here = Some(&member.spot);
    }
    place
}

/// Where an entry that is not there comes among the others of its map.
fn new_index(root: Option<&Spot>, edit: &Edit, manner: &Manner<'_>) -> Option<usize> {
    let (Edit::Set { path, .. } | Edit::Lines { path, .. }) = edit else {
        return None;
    };
    let mut here = root?;
    for (depth, step) in path.iter().enumerate() {
        let members = here.members()?;
        let found = match step {
            Step::Index(index) => members.get(*index),
            Step::Key(key) => members
                .iter()
                .find(|member| member.key.as_ref() == Some(key)),
        };
        if let Some(member) = found {
            here = &member.spot;
            continue;
        }
        let Step::Key(key) = step else {
            return None;
        };
        let order = (manner.order)(&path[..depth]);
        let rank = |name: &str| order.iter().position(|known| known == name);
        let Some(own) = rank(key) else {
            return Some(members.len());
        };
        let ranks = members
            .iter()
            .map(|m| rank(m.key.as_deref().unwrap_or_default()));
        let ranks: Vec<Option<usize>> = ranks.collect();
        // Behind the nearest of those before it, else before the nearest of those behind it.
        let before = (0..ranks.len()).filter(|i| ranks[*i].is_some_and(|r| r < own));
        let behind = (0..ranks.len()).filter(|i| ranks[*i].is_some_and(|r| r > own));
        let before = before.max_by_key(|i| ranks[*i]).map(|i| i + 1);
        return before
            .or_else(|| behind.min_by_key(|i| ranks[*i]))
            .or(Some(members.len()));
    }
    None
}

impl Hand {
    /// The hand that a text is written in.
    fn of(text: &str, root: Option<&Spot>, care: Care, edit: &Edit) -> Self {
        let quoted = match edit {
            Edit::Set { quoted, .. } | Edit::Insert { quoted, .. } => *quoted,
            _ => false,
        };
        let is_json = || serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
        let (step, dash) = root.map_or((None, None), habits);
        Self {
            care,
            json: text.trim_start().starts_with(['{', '[']) && is_json(),
            quoted,
            step: step.unwrap_or(2),
            dash: dash.or(step).unwrap_or(2),
            line_break: Lines(text).line_break(0),
        }
    }
}

/// How far the first map in a map, and the first list in a map, stand in.
fn habits(spot: &Spot) -> (Option<usize>, Option<usize>) {
    let Shape::Lines(column, members) = &spot.shape else {
        return (None, None);
    };
    let mut found = (None, None);
    for member in members {
        let inner = match (&member.key, &member.spot.shape) {
            (Some(_), Shape::Lines(inner, _)) => inner.checked_sub(*column),
            _ => None,
        };
        match member.spot.is_list() {
            true => found.1 = found.1.or(inner),
            false => found.0 = found.0.or(inner),
        }
        if let (Some(_), Shape::Block(block)) = (&member.key, &member.spot.shape) {
            let inner = block.indent.checked_sub(*column).filter(|step| *step > 0);
            found.0 = found.0.or(inner);
        }
        let below = habits(&member.spot);
        found = (found.0.or(below.0), found.1.or(below.1));
        if found.0.is_some() && found.1.is_some() {
            break;
        }
    }
    found
}

/// The changes that an edit makes of a text.
fn changes_of(
    text: &str,
    root: Option<&Spot>,
    edit: &Edit,
    index: Option<usize>,
    hand: Hand,
    by_letter: bool,
) -> std::result::Result<Vec<Change>, Fault> {
    let mut writer = Writer {
        lines: Lines(text),
        hand,
        changes: Vec::new(),
    };
    let Some(root) = root else {
        return first(writer, edit);
    };
    let way = way(&writer, root, path_of(edit))?;
    let whole = way.rest == 0;
    match edit {
        Edit::Lines { text, .. } if whole => writer.set_lines(way.spot, way.around, text)?,
        Edit::Lines { path, text } => {
            // An end of a line makes a block of a new text.
            let value = Wanted::Text(format!("{text}\n"));
            add(
                &mut writer,
                &way,
                &path[path.len() - way.rest..],
                &value,
                index,
            )?;
        }
        Edit::Set { value, .. } if whole => writer.set(way.spot, way.around, value)?,
        Edit::Set { path, value, .. } => {
            let rest = &path[path.len() - way.rest..];
            add(&mut writer, &way, rest, value, index)?;
        }
        _ if !whole => return Err(Fault::Nowhere),
        Edit::Insert { index, value, .. } => {
            writer.insert(way.spot, way.around, *index, &[(None, value)])?;
        }
        Edit::Remove { .. } => {
            let (holder, around, index) = way.holder.ok_or(Fault::Nowhere)?;
            writer.remove(holder, around, index..index + 1)?;
        }
        Edit::Move { from, to, .. } => writer.shift(way.spot, way.around, *from, *to)?,
        Edit::Text { changes, .. } => {
            let old = way.spot.node.scalars();
            let old = old.first().copied().filter(|_| !way.spot.node.is_null());
            let old = old.unwrap_or_default();
            let slices = values::within(old, changes).ok_or(Fault::Nowhere)?;
            match way.spot.shape {
                Shape::Alias => return Err(Fault::Alias),
                _ if way.spot.shared => return Err(Fault::Shared),
                _ => {}
            }
            if by_letter && !way.spot.node.is_null() {
                return letters::changes(text, way.spot, &slices).ok_or(Fault::Misread);
            }
            let new = values::sliced(old, changes).ok_or(Fault::Nowhere)?;
            writer.set(way.spot, way.around, &Wanted::Text(new))?;
        }
    }
    Ok(writer.changes)
}

/// Puts in what is not there.
fn add(
    writer: &mut Writer<'_>,
    way: &Way<'_>,
    rest: &[Step],
    value: &Wanted,
    index: Option<usize>,
) -> std::result::Result<(), Fault> {
    let (first, inner) = rest.split_first().ok_or(Fault::Nowhere)?;
    let value = write::wrapped(inner, value)?;
    let members = way.spot.members().map_or(0, <[_]>::len);
    match first {
        Step::Key(key) if way.spot.is_map() => {
            let index = index.unwrap_or(members);
            writer.insert(way.spot, way.around, index, &[(Some(key), &value)])
        }
        Step::Index(index) if way.spot.is_list() && *index == members => {
            writer.insert(way.spot, way.around, members, &[(None, &value)])
        }
        _ if way.spot.members().is_some_and(|all| !all.is_empty()) => Err(Fault::Nowhere),
        _ => {
            let value = write::wrapped(std::slice::from_ref(first), &value)?;
            writer.set(way.spot, way.around, &value)
        }
    }
}

/// The first entry of a file that has none.
fn first(mut writer: Writer<'_>, edit: &Edit) -> std::result::Result<Vec<Change>, Fault> {
    let whole = match edit {
        Edit::Set { path, value, .. } => write::wrapped(path, value)?,
        Edit::Lines { path, text } => write::wrapped(path, &Wanted::Text(format!("{text}\n")))?,
        _ => return Err(Fault::Nowhere),
    };
    let Wanted::Map(_) = &whole else {
        return Err(Fault::Odd);
    };
    let text = writer.lines.0;
    let end = text.len();
    let line_break = writer.hand.line_break;
    let lines = render::members(&whole, 0, writer.hand).join(line_break);
    match text.is_empty() || text.ends_with('\n') {
        true => writer.change(end..end, format!("{lines}{line_break}")),
        false => writer.change(end..end, format!("{line_break}{lines}")),
    }
    Ok(writer.changes)
}
