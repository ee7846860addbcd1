//! One edit as changes of the text that stands there.

use super::{
    Change, Step, Wanted,
    faults::Fault,
    letters,
    lines::Lines,
    members::shares_key,
    place::Rows,
    render::{self, Hand, Quotes, Written},
    spots::{Block, Member, Shape, Spot},
    values,
};
use std::ops::Range;

/// What stands around a value.
#[derive(Clone, Copy)]
pub(super) struct Around {
    /// Brackets: all stands between signs.
    pub(super) flow: bool,
    /// It is an item of a list of lines.
    pub(super) item: bool,
    /// The column of the key or dash that it stands behind.
    pub(super) column: usize,
    /// Behind its colon or dash.
    pub(super) mark: usize,
    /// It has a colon or dash; a key in braces may have none.
    pub(super) marked: bool,
    /// It is the whole file.
    pub(super) root: bool,
}

/// Writes changes of a text.
pub(super) struct Writer<'a> {
    pub(super) lines: Lines<'a>,
    pub(super) hand: Hand,
    pub(super) changes: Vec<Change>,
}

/// Done, or why not.
pub(super) type Done = Result<(), Fault>;

impl Writer<'_> {
    pub(super) fn change(&mut self, range: Range<usize>, text: impl Into<String>) {
        let text = text.into();
        self.changes.push(Change { range, text });
    }

    pub(super) fn of_member(&self, parent: &Spot, member: &Member) -> Around {
        let (flow, column) = match &parent.shape {
            Shape::Lines(column, _) => (false, *column),
            _ => (true, 0),
        };
        let marked = match (&member.key, flow) {
            (None, true) => true,
            _ => self.lines.0[..member.mark].ends_with([':', '-']),
        };
        Around {
            flow,
            item: member.key.is_none(),
            column,
            mark: member.mark,
            marked,
            root: false,
        }
    }

    /// A value becomes another.
    pub(super) fn set(&mut self, spot: &Spot, around: Around, wanted: &Wanted) -> Done {
        if values::is(&spot.node, wanted, self.hand.quoted) {
            return Ok(());
        }
        if spot.shared {
            return Err(Fault::Shared);
        }
        match (&spot.shape, wanted) {
            (Shape::Odd, _) => Err(Fault::Odd),
            (Shape::Flow(all) | Shape::Lines(_, all), Wanted::List(items))
                if spot.is_list() && !all.is_empty() && !items.is_empty() =>
            {
                self.set_items(spot, around, all, items)
            }
            (Shape::Flow(all) | Shape::Lines(_, all), Wanted::Map(entries))
                if spot.is_map() && shares_key(all, entries) =>
            {
                self.set_entries(spot, around, all, entries)
            }
            (Shape::Flow(all), Wanted::Map(entries)) if all.is_empty() && entries.is_empty() => {
                Ok(())
            }
            (Shape::Lines(column, all), Wanted::List(items))
                if spot.is_map() && self.hand.care == render::Care::Little =>
            {
                match self.enlisted(spot, around, *column, all, items) {
                    Some(change) => self.changes.push(change),
                    None => self.replace(spot, around, wanted)?,
                }
                Ok(())
            }
            _ if around.flow || self.hand.json => self.flow(spot, around, wanted),
            _ => self.replace(spot, around, wanted),
        }
    }

    /// A map of lines becomes an item of a list, in its place and with its comments; none where it is none of the items
    /// or does not begin on a line of its own.
    fn enlisted(
        &self,
        spot: &Spot,
        around: Around,
        column: usize,
        all: &[Member],
        items: &[Wanted],
    ) -> Option<Change> {
        let is_it = |item: &Wanted| values::is(&spot.node, item, self.hand.quoted);
        let at = items.iter().position(is_it)?;
        let rows = self.rows(column, all, Some(around.mark));
        if around.root || around.item || all.is_empty() || rows.is_compact(0) {
            return None;
        }
        let range = all[0].head..self.before_break(rows.end(all.len() - 1));
        let line_break = self.hand.line_break;
        let written = |items: &[Wanted]| -> Vec<String> {
            let lines = items.iter();
            let lines = lines.flat_map(|item| render::member(None, item, column, self.hand));
            lines.collect()
        };
        let spaces = " ".repeat(column);
        let mut text = String::new();
        for line in written(&items[..at]) {
            text.push_str(
                line.strip_prefix(&spaces)
                    .filter(|_| text.is_empty())
                    .unwrap_or(&line),
            );
            text.push_str(line_break);
        }
        if at > 0 {
            text.push_str(&spaces);
        }
        for (nth, line) in self.lines.0[range.clone()]
            .split_inclusive('\n')
            .enumerate()
        {
            text.push_str(match nth {
                0 => "- ",
                _ if line.trim().is_empty() => "",
                _ => "  ",
            });
            text.push_str(line);
        }
        for line in written(&items[at + 1..]) {
            text.push_str(line_break);
            text.push_str(&line);
        }
        Some(Change { range, text })
    }

    /// Between brackets everything is written on one line.
    pub(super) fn flow(&mut self, spot: &Spot, around: Around, wanted: &Wanted) -> Done {
        let text = match (wanted, &spot.shape) {
            (Wanted::Text(text), _) if self.hand.json && values::stays_number(&spot.node, text) => {
                text.clone()
            }
            (Wanted::Text(text), shape) => render::inline(text, quotes(shape), true, self.hand),
            _ => render::flow(wanted, self.hand),
        };
        match (&spot.shape, around.marked) {
            (Shape::Nothing, true) => self.change(spot.end..spot.end, format!(" {text}")),
            (Shape::Nothing, false) => self.change(spot.end..spot.end, format!(": {text}")),
            _ => self.change(spot.value..spot.end, text),
        }
        Ok(())
    }

    /// A value of lines, or behind the mark of one, is written anew.
    pub(super) fn replace(&mut self, spot: &Spot, around: Around, wanted: &Wanted) -> Done {
        if around.root {
            return Err(Fault::Odd);
        }
        if let Wanted::Text(text) = wanted {
            return self.scalar(spot, around, text);
        }
        let written = render::value(wanted, around.item, around.column, self.hand);
        self.put(spot, around, written)
    }

    /// A value becomes a text, in the style that stands there if that can hold it.
    fn scalar(&mut self, spot: &Spot, around: Around, text: &str) -> Done {
        let trimmed = text.trim_end_matches('\n');
        let written = match &spot.shape {
            Shape::Block(block) if !block.folded => match self.lines_of(block, trimmed) {
                true => return Ok(()),
                false => None,
            },
            _ => None,
        };
        let (Hand { care, step, .. }, column) = (self.hand, around.column);
        if let Shape::Block(Block { folded: true, .. }) = &spot.shape
            && care == render::Care::Little
            && let Some(changes) =
                whole(spot, trimmed).and_then(|s| letters::changes(self.lines.0, spot, &s))
        {
            self.changes.extend(changes);
            return Ok(());
        }
        let had_lines = spot.node.scalars().iter().any(|old| old.contains('\n'));
        let wants_lines = trimmed.contains('\n') && !(had_lines && is_quoted(&spot.shape));
        let wants_lines =
            wants_lines || text.ends_with('\n') || matches!(spot.shape, Shape::Block(_));
        let block = || render::block(trimmed, column + step, column, self.hand);
        let written = written.or_else(|| wants_lines.then(block).flatten());
        let written = written.unwrap_or_else(|| Written {
            head: render::inline(trimmed, quotes(&spot.shape), false, self.hand),
            lines: Vec::new(),
        });
        self.put(spot, around, written)
    }

    /// A value becomes lines under `|`.
    pub(super) fn set_lines(&mut self, spot: &Spot, around: Around, text: &str) -> Done {
        let trimmed = text.trim_end_matches('\n');
        let is_block = matches!(&spot.shape, Shape::Block(block) if !block.folded);
        if around.flow || self.hand.json || trimmed.is_empty() || is_block {
            return self.set(spot, around, &Wanted::Text(text.to_owned()));
        }
        if spot.shared || around.root {
            return Err(if spot.shared {
                Fault::Shared
            } else {
                Fault::Odd
            });
        }
        // The lines under `>` stay where they are: only the sign changes, and what differs.
        if let Shape::Block(block) = &spot.shape
            && self.lines_of(block, trimmed)
        {
            self.change(block.header.start..block.header.start + 1, "|");
            return Ok(());
        }
        let written = render::block(
            trimmed,
            around.column + self.hand.step,
            around.column,
            self.hand,
        );
        match written {
            Some(written) => self.put(spot, around, written),
            None => self.scalar(spot, around, trimmed),
        }
    }

    /// Lines under `|` become others, if these can stand there as the others do.
    fn lines_of(&mut self, block: &Block, text: &str) -> bool {
        if self.hand.care > render::Care::Little || block.lines.is_empty() {
            return false;
        }
        if text.trim().is_empty() {
            if !text.is_empty() || self.lines.0[block.header.clone()].contains('+') {
                return false;
            }
            let start = self.lines.end(block.header.end);
            self.change(start..block.lines.end, "");
            return true;
        }
        let lines = render::indented(text, block.indent);
        self.change(block.lines.clone(), lines.join(self.hand.line_break));
        true
    }

    /// Puts what was written in place of a value.
    pub(super) fn put(&mut self, spot: &Spot, around: Around, written: Written) -> Done {
        let Written { head, lines } = written;
        let old = self.taken(spot, around)?;
        let line_end = self.lines.end(old.head.end);
        let behind = &self.lines.0[old.head.end..line_end];
        let has_comment = behind.trim_start().starts_with('#');
        // `- ten: A # …` with lines below: the comment stays behind the dash.
        let (head, lines) =
            match lines.is_empty() || head.starts_with('|') || !(has_comment && around.item) {
                true => (head, lines),
                false => {
                    let column = around.column + 2;
                    let mut lines = lines;
                    lines.insert(0, format!("{}{head}", " ".repeat(column)));
                    (String::new(), lines)
                }
            };
        match head.is_empty() {
            true => {
                let before = &self.lines.0[around.mark..old.head.start];
                let start =
                    old.head.start - (before.len() - before.trim_end_matches([' ', '\t']).len());
                self.change(start..old.head.end, "");
            }
            false if old.head.is_empty() => self.change(old.head.clone(), format!(" {head}")),
            false => self.change(old.head.clone(), head),
        }
        let mut text = String::new();
        for line in &lines {
            text.push_str(self.hand.line_break);
            text.push_str(line);
        }
        match old.lines {
            Some(range) => self.change(line_end..range.end, text),
            None if !text.is_empty() => self.change(line_end..line_end, text),
            None => {}
        }
        Ok(())
    }

    /// What goes where a value is written anew.
    fn taken(&self, spot: &Spot, around: Around) -> Result<Taken, Fault> {
        let head = match &spot.shape {
            Shape::Nothing => spot.end..spot.end,
            Shape::Block(block) => block.header.clone(),
            Shape::Lines(..) if self.lines.start(spot.value) > around.mark => {
                around.mark..around.mark
            }
            Shape::Odd => return Err(Fault::Odd),
            _ => spot.value..spot.end,
        };
        let lines = match &spot.shape {
            Shape::Block(block) if !block.lines.is_empty() => Some(block.lines.clone()),
            Shape::Lines(column, members) if head.is_empty() => {
                let rows = self.rows(*column, members, Some(around.mark));
                let last = rows.end(members.len() - 1);
                Some(self.lines.end(around.mark)..self.before_break(last))
            }
            _ => None,
        };
        Ok(Taken { head, lines })
    }

    /// The end of the line above the start of a line; an end of the text that ends no line stays.
    pub(super) fn before_break(&self, at: usize) -> usize {
        let text = &self.lines.0[..at];
        let text = text.strip_suffix('\n').unwrap_or(text);
        text.strip_suffix('\r').unwrap_or(text).len()
    }

    pub(super) fn rows<'m>(
        &'m self,
        column: usize,
        members: &'m [Member],
        mark: Option<usize>,
    ) -> Rows<'m> {
        Rows {
            lines: self.lines,
            column,
            members,
            mark,
        }
    }
}

/// What goes of a value.
struct Taken {
    /// On the line of its mark, as a rule.
    head: Range<usize>,
    /// Lines below, from somewhere before their first to the end of their last.
    lines: Option<Range<usize>>,
}

fn quotes(shape: &Shape) -> Quotes {
    match shape {
        Shape::Single => Quotes::Single,
        Shape::Double => Quotes::Double,
        _ => Quotes::None,
    }
}

fn is_quoted(shape: &Shape) -> bool {
    matches!(shape, Shape::Single | Shape::Double)
}

/// The slice of a scalar that differs from a text.
fn whole(spot: &Spot, text: &str) -> Option<Vec<super::Slice>> {
    let old = spot
        .node
        .scalars()
        .first()
        .copied()?
        .trim_end_matches('\n')
        .to_owned();
    let change = super::changes::least(&old, 0..old.len(), text)?;
    Some(vec![super::Slice {
        from: change.range.start,
        to: change.range.end,
        insert: change.text,
    }])
}

/// The steps of a path that lead to a value that is not there, as a value.
pub(super) fn wrapped(steps: &[Step], value: &Wanted) -> Result<Wanted, Fault> {
    let Some((first, rest)) = steps.split_first() else {
        return Ok(value.clone());
    };
    let inner = wrapped(rest, value)?;
    match first {
        Step::Key(key) => Ok(Wanted::Map(vec![(key.clone(), inner)])),
        Step::Index(0) => Ok(Wanted::List(vec![inner])),
        Step::Index(_) => Err(Fault::Nowhere),
    }
}
