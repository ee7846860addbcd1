//! One edit as changes of the text that stands there.

use super::{
    Change, Step, Wanted,
    faults::Fault,
    letters,
    lines::Lines,
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

type Done = Result<(), Fault>;

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
    fn flow(&mut self, spot: &Spot, around: Around, wanted: &Wanted) -> Done {
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
    fn replace(&mut self, spot: &Spot, around: Around, wanted: &Wanted) -> Done {
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
    fn put(&mut self, spot: &Spot, around: Around, written: Written) -> Done {
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
    fn before_break(&self, at: usize) -> usize {
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

    /// The items of a list become others: what is alike at the start and end stays, what stands between is
    /// written over item by item.
    fn set_items(&mut self, spot: &Spot, around: Around, all: &[Member], items: &[Wanted]) -> Done {
        let is =
            |member: &Member, item: &Wanted| values::is(&member.spot.node, item, self.hand.quoted);
        let before = all.iter().zip(items).take_while(|(m, i)| is(m, i)).count();
        let rest = all[before..].iter().rev().zip(items[before..].iter().rev());
        let behind = rest.take_while(|(m, i)| is(m, i)).count();
        let (old, new) = (before..all.len() - behind, before..items.len() - behind);
        let both = old.len().min(new.len());
        for index in before..before + both {
            let around = self.of_member(spot, &all[index]);
            self.set(&all[index].spot, around, &items[index])?;
        }
        if old.len() > both {
            return self.remove(spot, around, before + both..old.end);
        }
        let more: Vec<_> = items[before + both..new.end]
            .iter()
            .map(|item| (None, item))
            .collect();
        match more.is_empty() {
            true => Ok(()),
            false => self.insert(spot, around, before + both, &more),
        }
    }

    /// The entries of a map become others, those of the same key in their places.
    fn set_entries(
        &mut self,
        spot: &Spot,
        around: Around,
        all: &[Member],
        entries: &[(String, Wanted)],
    ) -> Done {
        let find = |key: &str| all.iter().position(|m| m.key.as_deref() == Some(key));
        let mut gone = 0..0;
        for (index, member) in all.iter().enumerate() {
            match entries
                .iter()
                .find(|(key, _)| member.key.as_ref() == Some(key))
            {
                Some((_, value)) => {
                    self.remove(spot, around, std::mem::replace(&mut gone, 0..0))?;
                    let around = self.of_member(spot, member);
                    self.set(&member.spot, around, value)?;
                }
                None if gone.end == index && !gone.is_empty() => gone.end = index + 1,
                None => gone = index..index + 1,
            }
        }
        self.remove(spot, around, gone)?;
        let mut next = 0;
        let mut more = Vec::new();
        for (key, value) in entries {
            match find(key) {
                Some(index) => {
                    self.insert(spot, around, next, &std::mem::take(&mut more))?;
                    next = index + 1;
                }
                None => more.push((Some(key.as_str()), value)),
            }
        }
        self.insert(spot, around, next, &more)
    }

    /// Members go.
    pub(super) fn remove(&mut self, spot: &Spot, around: Around, gone: Range<usize>) -> Done {
        let Some(all) = spot.members() else {
            return Err(Fault::Nowhere);
        };
        if gone.is_empty() {
            return Ok(());
        }
        if all[gone.clone()].iter().any(|member| member.spot.shared) {
            return Err(Fault::Shared);
        }
        let Shape::Lines(column, _) = &spot.shape else {
            self.remove_flow(all, gone);
            return Ok(());
        };
        if gone.len() == all.len() && !around.root {
            let empty = match spot.is_list() {
                true => Wanted::List(Vec::new()),
                false => Wanted::Map(Vec::new()),
            };
            let written = render::value(&empty, around.item, around.column, self.hand);
            return self.put(spot, around, written);
        }
        let mark = (!around.root).then_some(around.mark);
        let rows = self.rows(*column, all, mark);
        let mut ranges = Vec::with_capacity(gone.len());
        let mut start = gone.start;
        if rows.is_compact(start) {
            // The next that stays comes behind the dash.
            let from = all[start].head;
            let next = rows.begin(gone.end);
            ranges.push(from..self.lines.skip_blanks(next));
            start = gone.end;
        }
        for index in start..gone.end {
            let mut range = rows.range(index);
            let whole = self.lines.0.len();
            if range.end == whole && !self.lines.0.ends_with('\n') {
                range.start = self.before_break(range.start);
            }
            ranges.push(range);
        }
        for range in ranges {
            self.change(range, "");
        }
        Ok(())
    }

    fn remove_flow(&mut self, all: &[Member], gone: Range<usize>) {
        let has_comment = |range: Range<usize>| self.lines.0[range].contains('#');
        let comma = |at: usize| {
            let at = self.lines.skip(at);
            at + usize::from(self.lines.byte(at) == Some(b','))
        };
        let (first, last) = (&all[gone.start], &all[gone.end - 1]);
        let range = match (gone.start.checked_sub(1), all.get(gone.end)) {
            (_, Some(next)) if !has_comment(last.spot.end..next.head) => first.head..next.head,
            (Some(before), None) if !has_comment(all[before].spot.end..first.head) => {
                all[before].spot.end..last.spot.end
            }
            _ => first.head..comma(last.spot.end),
        };
        self.change(range, "");
    }

    /// Members come, before the one of an index.
    pub(super) fn insert(
        &mut self,
        spot: &Spot,
        around: Around,
        index: usize,
        come: &[(Option<&str>, &Wanted)],
    ) -> Done {
        if come.is_empty() {
            return Ok(());
        }
        if spot.shared {
            return Err(Fault::Shared);
        }
        match &spot.shape {
            Shape::Flow(all) if !all.is_empty() => {
                self.insert_flow(all, index, come);
                Ok(())
            }
            Shape::Flow(_) if around.flow || self.hand.json || around.root => {
                let texts = come.iter().map(|one| self.in_brackets(*one));
                let text = texts.collect::<Vec<_>>().join(", ");
                self.change(spot.value + 1..spot.value + 1, text);
                Ok(())
            }
            Shape::Lines(column, all) => {
                self.insert_lines(*column, all, around, index, come);
                Ok(())
            }
            Shape::Odd => Err(Fault::Odd),
            Shape::Alias => Err(Fault::Alias),
            _ => {
                let wanted = whole_of(come);
                match around.flow || self.hand.json {
                    true => self.flow(spot, around, &wanted),
                    false => self.replace(spot, around, &wanted),
                }
            }
        }
    }

    fn in_brackets(&self, (key, value): (Option<&str>, &Wanted)) -> String {
        let value = render::flow(value, self.hand);
        match key {
            Some(key) => format!("{}: {value}", render::key(key, true, self.hand)),
            None => value,
        }
    }

    fn insert_flow(&mut self, all: &[Member], index: usize, come: &[(Option<&str>, &Wanted)]) {
        let near = &all[index.saturating_sub(1)];
        // Where each stands on a line of its own, new ones do, too.
        let apart = match self.lines.begins(near.head) {
            true => {
                let line = self.lines.start(near.head);
                format!(
                    ",{}{}",
                    self.hand.line_break,
                    &self.lines.0[line..near.head]
                )
            }
            false => ", ".to_owned(),
        };
        let texts: Vec<String> = come.iter().map(|one| self.in_brackets(*one)).collect();
        let text = texts.join(&apart);
        match index {
            0 => self.change(near.head..near.head, format!("{text}{apart}")),
            _ => self.change(near.spot.end..near.spot.end, format!("{apart}{text}")),
        }
    }

    fn insert_lines(
        &mut self,
        column: usize,
        all: &[Member],
        around: Around,
        index: usize,
        come: &[(Option<&str>, &Wanted)],
    ) {
        let made = come.iter();
        let made = made.flat_map(|(key, value)| render::member(*key, value, column, self.hand));
        let mut made: Vec<String> = made.collect();
        let mark = (!around.root).then_some(around.mark);
        let rows = self.rows(column, all, mark);
        let line_break = self.hand.line_break;
        let Some(above) = index.checked_sub(1) else {
            let (at, text) = match rows.is_compact(0) {
                true => {
                    let first = made.remove(0);
                    made.insert(0, first.trim_start().to_owned());
                    let text = made.join(line_break);
                    (
                        all[0].head,
                        format!("{text}{line_break}{}", " ".repeat(column)),
                    )
                }
                false => (
                    rows.begin(0),
                    format!("{}{line_break}", made.join(line_break)),
                ),
            };
            return self.change(at..at, text);
        };
        let at = rows.end(above);
        // Long entries of a file stand apart from each other.
        let is_long = self.lines.0[all[above].head..all[above].spot.end].contains('\n');
        let apart = |at: usize| at < self.lines.0.len() && self.lines.at(at).trim().is_empty();
        if around.root && is_long && apart(at) {
            made.insert(0, String::new());
        }
        let text = made.join(line_break);
        match self.lines.0[..at].ends_with('\n') {
            true => self.change(at..at, format!("{text}{line_break}")),
            false => self.change(at..at, format!("{line_break}{text}")),
        }
    }

    /// A member goes to another index.
    pub(super) fn shift(&mut self, spot: &Spot, around: Around, from: usize, to: usize) -> Done {
        let Some(all) = spot
            .members()
            .filter(|all| from < all.len() && to < all.len())
        else {
            return Err(Fault::Nowhere);
        };
        if spot.shared {
            return Err(Fault::Shared);
        }
        if from == to {
            return Ok(());
        }
        let Shape::Lines(column, _) = &spot.shape else {
            let slots: Vec<usize> = (from.min(to)..=from.max(to)).collect();
            for &slot in &slots {
                let comes = match (slot == to, from < to) {
                    (true, _) => from,
                    (false, true) => slot + 1,
                    (false, false) => slot - 1,
                };
                let (old, new) = (&all[slot], &all[comes]);
                let text = self.lines.0[new.head..new.spot.end].to_owned();
                self.change(old.head..old.spot.end, text);
            }
            return Ok(());
        };
        let mark = (!around.root).then_some(around.mark);
        let rows = self.rows(*column, all, mark);
        let (first, last) = (from.min(to), from.max(to));
        let ranges: Vec<Range<usize>> = (first..=last).map(|index| rows.range(index)).collect();
        let compact = rows.is_compact(first);
        // Each place keeps its own start (behind a dash or on a line) and its own end (with a break or without).
        let spaces = " ".repeat(*column);
        let text = |index: usize| -> String {
            let whole = &self.lines.0[ranges[index - first].clone()];
            let whole = whole.strip_suffix('\n').unwrap_or(whole);
            let whole = whole.strip_suffix('\r').unwrap_or(whole);
            match compact && index == first {
                true => format!("{spaces}{whole}"),
                false => whole.to_owned(),
            }
        };
        let mut changes = Vec::new();
        for slot in first..=last {
            let comes = match (slot == to, from < to) {
                (true, _) => from,
                (false, true) => slot + 1,
                (false, false) => slot - 1,
            };
            let range = ranges[slot - first].clone();
            let end = range.start + self.before_break(range.end).saturating_sub(range.start);
            let new = text(comes);
            let new = match compact && slot == first {
                true => new
                    .strip_prefix(spaces.as_str())
                    .unwrap_or(new.trim_start())
                    .to_owned(),
                false => new,
            };
            changes.push((range.start..end, new));
        }
        for (range, text) in changes {
            self.change(range, text);
        }
        Ok(())
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

fn shares_key(all: &[Member], entries: &[(String, Wanted)]) -> bool {
    let mut keys = all.iter().filter_map(|member| member.key.as_ref());
    keys.any(|key| entries.iter().any(|(other, _)| key == other))
}

/// The list or map of some members.
fn whole_of(come: &[(Option<&str>, &Wanted)]) -> Wanted {
    match come.iter().any(|(key, _)| key.is_some()) {
        true => {
            let entries = come.iter();
            let entries =
                entries.map(|(key, value)| (key.unwrap_or_default().to_owned(), (*value).clone()));
            Wanted::Map(entries.collect())
        }
        false => Wanted::List(come.iter().map(|(_, value)| (*value).clone()).collect()),
    }
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
