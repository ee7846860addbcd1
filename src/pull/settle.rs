//! Which of the ways that changes may go are taken: all are tried together, and what does not print what the person wrote
//! gives way to its next way, until all that are left do.

use super::{
    Sides, failed,
    put::{self, Put},
    seen::Seen,
    wishes::{Fate, Reason, Wish},
};
use crate::{
    diagnostic::Result,
    docx::Made,
    sheet::{Sheet, reading::Reading},
};
use std::collections::BTreeSet;

/// So many times a text is compiled at most to look for changes that go together.
const MOST_TRIALS: usize = 200;

/// A wish and how far it got.
pub(super) struct Open {
    pub(super) wish: Wish,
    /// The way that is tried.
    way: usize,
    pub(super) left: Option<Reason>,
    /// The YAML changed the same paragraph.
    pub(super) is_clash: bool,
}

impl Open {
    pub(super) fn new(wish: Wish) -> Self {
        let left = match (&wish.reason, wish.ways.is_empty()) {
            (Reason::Conflict, _) => Some(Reason::Conflict),
            (reason, true) => Some(reason.clone()),
            _ => None,
        };
        Self {
            wish,
            way: 0,
            left,
            is_clash: false,
        }
    }

    /// Tells whether the YAML has made the same change itself.
    pub(super) fn is_there(&self, there: &BTreeSet<String>) -> bool {
        let (_, new) = &self.wish.whole;
        match self.wish.fate {
            Fate::Words | Fate::Come => there.contains(new),
            Fate::Gone => self.wish.line.is_none() && self.left == Some(Reason::Conflict),
        }
    }

    /// Tells whether the change is the person's, by the paragraphs as they were printed, and which of them both changed.
    pub(super) fn is_of(&mut self, made: &Made) -> bool {
        let (old, new) = &self.wish.whole;
        let was = |text: &String| made.printed(text);
        match self.wish.fate {
            Fate::Gone => was(old),
            Fate::Come => !was(new),
            Fate::Words if was(new) => false,
            Fate::Words => {
                if !was(old) {
                    self.left = Some(Reason::Conflict);
                }
                true
            }
        }
    }

    fn puts(&self) -> &[Put] {
        match self.left {
            Some(_) => &[],
            None => self.wish.ways.get(self.way).map_or(&[], Vec::as_slice),
        }
    }

    /// Goes on to the next way, or gives up.
    fn fail(&mut self) {
        self.way += 1;
        if self.way >= self.wish.ways.len() {
            self.left = Some(self.wish.reason.clone());
        }
    }
}

/// Tries ways until all that are put in print what the person wrote.
pub(super) fn settle(
    sides: &Sides<'_>,
    text: &str,
    edited: &Reading<Seen>,
    wishes: &mut [Open],
) -> Result<String> {
    for _ in 0..MOST_TRIALS {
        let Some((made, sheet)) = together(sides, text, wishes) else {
            // They do not go together: each is tried alone, and what fails alone fails.
            one_by_one(sides, text, wishes);
            continue;
        };
        let failed = failed(&sheet, edited)?;
        let mut is_done = true;
        for open in wishes.iter_mut() {
            if open.left.is_none() && failed.has(&open.wish) {
                open.fail();
                is_done = false;
            }
        }
        if is_done {
            return Ok(made);
        }
    }
    // No end was found: nothing is taken rather than something wrong.
    for open in wishes.iter_mut() {
        open.left.get_or_insert(Reason::NoWay);
    }
    Ok(text.to_owned())
}

/// The text with all ways that are tried, and what it makes.
fn together(sides: &Sides<'_>, text: &str, wishes: &[Open]) -> Option<(String, Sheet)> {
    let puts: Vec<&Put> = wishes.iter().flat_map(Open::puts).collect();
    let made = put::put(text, &puts, sides.names)?;
    let sheet = (sides.compile)(&made).ok()?;
    Some((made, sheet))
}

/// Lets those go on to their next way that cannot be put in beside the ones before them.
fn one_by_one(sides: &Sides<'_>, text: &str, wishes: &mut [Open]) {
    let mut kept: Vec<usize> = Vec::new();
    let open: Vec<usize> = (0..wishes.len())
        .filter(|at| wishes[*at].left.is_none())
        .collect();
    // By halves: most go together.
    let mut stack = vec![open];
    while let Some(all) = stack.pop() {
        if all.is_empty() {
            continue;
        }
        let tried = kept.iter().chain(&all);
        let puts: Vec<&Put> = tried.flat_map(|at| wishes[*at].puts()).collect();
        let goes =
            put::put(text, &puts, sides.names).is_some_and(|made| (sides.compile)(&made).is_ok());
        match (goes, all.len()) {
            (true, _) => kept.extend(all),
            (false, 1) => wishes[all[0]].fail(),
            (false, count) => {
                let (head, tail) = all.split_at(count / 2);
                stack.push(tail.to_vec());
                stack.push(head.to_vec());
            }
        }
    }
}
