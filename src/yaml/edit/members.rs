//! Members of lists and maps that become others, come, go and change places.

use super::{
    Wanted,
    faults::Fault,
    render,
    spots::{Member, Shape, Spot},
    values,
    write::{Around, Done, Writer},
};
use std::ops::Range;

impl Writer<'_> {
    /// The items of a list become others: what is alike at the start and end stays, what stands between is
    /// written over item by item.
    pub(super) fn set_items(
        &mut self,
        spot: &Spot,
        around: Around,
        all: &[Member],
        items: &[Wanted],
    ) -> Done {
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
    pub(super) fn set_entries(
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

pub(super) fn shares_key(all: &[Member], entries: &[(String, Wanted)]) -> bool {
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
