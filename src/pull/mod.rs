//! What a person edited in Word goes back into the YAML (`vanban pull`).
//!
//! In: the edited DOCX, the text of the content file, and the document as it was built last. Out: [`Pulled`], the
//! text with all changes that it can say, and each change with what became of it. Both documents are read from their
//! DOCX by one reader (`seen`), so that what differs is what the person did; `diff` pairs what belongs together;
//! `wishes` finds for each change the ways in which the YAML may say it, by the places that every letter has; `put`
//! writes them. Whether a way is right is not reckoned but looked at (`settle`, `failed`): the text is compiled and read
//! again, and what does not print what the person wrote gives way to the next way, or is told as not taken.

mod carry;
mod choice;
mod failed;
mod grids;
mod header;
mod looks;
mod markup;
mod notes;
mod put;
pub(crate) mod report;
mod seen;
mod settle;
mod ways;
pub(crate) mod whole;
mod wishes;

pub(crate) use choice::{Chosen, Side};
pub(crate) use looks::{Look, Restyled};
pub(crate) use wishes::{Fate, Reason};

use crate::{
    diagnostic::{Result, Source},
    diff::Plan,
    docx::{self, Made},
    import::{self, flat::Flat},
    sheet::{
        Sheet,
        reading::{Line, Part, Reading},
    },
    yaml::{edit::Written, names::Names},
};
use failed::failed;
use seen::{Seen, Styles};
use settle::{Open, settle};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::Range,
    rc::Rc,
    sync::Arc,
};
use wishes::{Wish, Wisher};

/// What is pulled, and from where.
pub(crate) struct Sides<'a> {
    /// The DOCX that a person edited.
    pub(crate) edited: &'a Flat,
    /// The content file.
    pub(crate) source: &'a Arc<Source>,
    /// The document that it makes now.
    pub(crate) now: &'a Sheet,
    /// The document that the DOCX was made as, where it is known and another one.
    pub(crate) then: Option<&'a Sheet>,
    /// What the DOCX tells of how it was made, where the YAML has changed since and `then` is not known: paragraphs
    /// that still read as they were printed are not the person's.
    pub(crate) made: Option<&'a Made>,
    /// Whose words are taken where both the person and the YAML changed the same ones.
    pub(crate) chosen: Chosen,
    /// The names of entries, for reading YAML.
    pub(crate) names: &'a Names,
    /// Compiles a text of the content file.
    pub(crate) compile: &'a dyn Fn(&str) -> Result<Sheet>,
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct Pulled {
    /// The text of the content file with all that was taken.
    pub(crate) text: String,
    /// Every change of the person, in the order of the document.
    pub(crate) changes: Vec<Change>,
    /// Where the document that the text makes still reads otherwise than the edited one: what was not taken, and what
    /// the template prints otherwise since (the sign behind the last of a list).
    pub(crate) rest: Vec<Difference>,
    /// What the person made look otherwise, which no YAML says.
    pub(crate) looks: Vec<Restyled>,
}

/// A paragraph that still differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    /// The paragraph of the edited DOCX, from 1; none for one that is only printed.
    pub(crate) at: Option<usize>,
    /// As the text makes it.
    pub(crate) made: String,
    /// As it stands in the edited DOCX.
    pub(crate) edited: String,
}

/// A change that a person made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) fate: Fate,
    /// The paragraph of the edited DOCX, from 1; of the one before for what is gone.
    pub(crate) at: usize,
    /// The line of the content file near it, from 1.
    pub(crate) line: Option<usize>,
    pub(crate) old: String,
    pub(crate) new: String,
    /// The words before and behind in the paragraph as the person made it, where but some of its words changed.
    pub(crate) around: (String, String),
    /// Why it was not taken; none where it was.
    pub(crate) left: Option<Reason>,
    /// The YAML changed the same paragraph.
    pub(crate) clash: Option<Clash>,
}

/// A paragraph that both sides changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clash {
    /// By which it is chosen, from 1; changes of one paragraph are chosen together.
    pub(crate) number: usize,
    /// The paragraph as the YAML has it now, and as the person made it; empty where it is gone.
    pub(crate) yaml: String,
    pub(crate) word: String,
    pub(crate) chosen: Option<Side>,
}

/// Takes what a person changed into the text of the content file.
///
/// # Errors
/// The document cannot be written as DOCX or read again.
pub(crate) fn pull(sides: &Sides<'_>) -> Result<Pulled> {
    let styles = Styles::of(sides.now);
    let mut edited = styles.read(sides.edited);
    let flat_now = flat(sides.now)?;
    let now = placed(sides.now, &flat_now);
    if let Some(made) = sides.made {
        without_removed(&mut edited, &now, made);
    }
    let flat_then = sides.then.map(flat).transpose()?;
    let then = (sides.then.zip(flat_then.as_ref())).map(|(sheet, flat)| placed(sheet, flat));
    let looks = {
        let old = then.as_ref().unwrap_or(&now);
        let plan = Plan::of(old, &edited);
        looks::looks(&plan, flat_then.as_ref().unwrap_or(&flat_now), sides.edited)
    };
    // What both sides did alike needs no taking.
    let there = then.as_ref().map(|_| texts(&now));
    let old = match then {
        Some(then) => carry::carry(then, &now),
        None => now,
    };
    let mut wishes = wishes(sides, &sides.source.text, sides.now, &old, &edited)?;
    if let Some(made) = sides.made {
        wishes.retain_mut(|open| open.is_of(made));
    }
    if let Some(there) = there {
        wishes.retain(|open| !open.is_there(&there));
    }
    let mut text = settle(sides, &sides.source.text, &edited, &mut wishes)?;
    let clashes = clashes(sides, &text, &edited, &mut wishes)?;
    let by_word: BTreeSet<usize> = clashes
        .iter()
        .filter(|(_, clash)| clash.chosen == Some(Side::Word))
        .map(|(at, _)| *at)
        .collect();
    if !by_word.is_empty() {
        text = prefer(sides, text, &edited, &mut wishes, &by_word)?;
    }
    let rest = failed(&(sides.compile)(&text)?, &edited)?.all;
    let lines: HashMap<usize, &Line<Seen>> =
        lines(&edited).map(|line| (line.form.at, line)).collect();
    let changes = wishes.into_iter().map(|open| Change {
        around: around(&open.wish, &lines),
        clash: clashes
            .get(&open.wish.at)
            .filter(|_| open.is_clash)
            .cloned(),
        fate: open.wish.fate,
        at: open.wish.at,
        line: open.wish.line,
        old: open.wish.old,
        new: open.wish.new,
        left: open.left,
    });
    Ok(Pulled {
        text,
        changes: changes.collect(),
        rest,
        looks,
    })
}

/// Tells whether a DOCX that does not tell what it was made of may be a document that a person edited: of every three words
/// that follow each other in it, some follow each other in the document, too. Letterhead and recipients alone, which all
/// documents of an office share, are less.
pub(crate) fn is_of(edited: &Flat, now: &Sheet) -> Result<bool> {
    /// One in so many.
    const SOME: usize = 3;
    let threes = |reading: &Reading<Seen>| -> BTreeSet<[String; 3]> {
        let mut all = BTreeSet::new();
        for line in seen::lines(reading) {
            let text = markup::text(&line.signs).to_lowercase();
            let words: Vec<&str> = text.split_whitespace().collect();
            all.extend(
                words
                    .windows(3)
                    .map(|w| [w[0], w[1], w[2]].map(str::to_owned)),
            );
        }
        all
    };
    let edited = threes(&Styles::of(now).read(edited));
    let now = threes(&reading(now)?);
    Ok(edited.intersection(&now).count() * SOME >= edited.len())
}

/// The texts of all paragraphs.
fn texts(reading: &Reading<Seen>) -> BTreeSet<String> {
    let texts = lines(reading).map(|line| markup::text(&line.signs));
    texts.collect()
}

/// All paragraphs, those of tables and notes, too.
fn lines(reading: &Reading<Seen>) -> impl Iterator<Item = &Line<Seen>> {
    seen::lines(reading).chain(reading.notes.iter().flatten())
}

/// The words before and behind those of a change, as many as tell where it is.
fn around(wish: &Wish, lines: &HashMap<usize, &Line<Seen>>) -> (String, String) {
    const MOST: usize = 60;
    let Range { start, end } = wish.signs;
    let line = lines.get(&wish.at).filter(|_| wish.fate == Fate::Words);
    let Some(signs) = line
        .map(|line| &line.signs)
        .filter(|signs| end <= signs.len())
    else {
        return Default::default();
    };
    let before = &signs[start.saturating_sub(MOST)..start];
    let behind = &signs[end..signs.len().min(end + MOST)];
    (markup::text(before), markup::text(behind))
}

/// Leaves out of the edited document what the YAML has no more, and the person did not touch: it is not new.
fn without_removed(edited: &mut Reading<Seen>, now: &Reading<Seen>, made: &Made) {
    let texts = |part: &Part<Seen>| match part {
        Part::Line(line) => Some(markup::text(&line.signs)),
        Part::Table(_) => None,
    };
    let there: BTreeSet<String> = now.blocks.iter().filter_map(texts).collect();
    edited.blocks.retain(|part| {
        let text = texts(part);
        text.is_none_or(|text| there.contains(&text) || !made.printed(&text))
    });
}

/// The reading of a sheet by way of its DOCX, with the places of its letters.
fn reading(sheet: &Sheet) -> Result<Reading<Seen>> {
    Ok(placed(sheet, &flat(sheet)?))
}

/// A sheet by way of its DOCX.
fn flat(sheet: &Sheet) -> Result<Flat> {
    import::read(&docx::write(sheet)?, import::Options::default())
}

fn placed(sheet: &Sheet, flat: &Flat) -> Reading<Seen> {
    let mut reading = Styles::of(sheet).read(flat);
    seen::place(&mut reading, sheet);
    reading
}

fn wishes(
    sides: &Sides<'_>,
    text: &str,
    now: &Sheet,
    old: &Reading<Seen>,
    edited: &Reading<Seen>,
) -> Result<Vec<Open>> {
    let plan = Plan::of(old, edited);
    let source = Source::new(sides.source.name.as_str(), text);
    let mut wisher = Wisher {
        source: &source,
        sources: &now.sources,
        written: Written::new(text, sides.names)?,
        wishes: Vec::new(),
        fields: HashMap::new(),
        headings: Vec::new(),
        columns: Vec::new(),
        notes: Rc::default(),
        header: None,
        names: sides.names,
    };
    wisher.learn_notes(&plan, old, edited);
    wisher.all(&plan);
    let mut all: Vec<Open> = wisher.wishes.into_iter().map(Open::new).collect();
    // Words of one paragraph are taken together or not: half of what a person wrote is nobody's sentence.
    let is_conflict = |open: &&Open| open.left == Some(Reason::Conflict);
    let both: BTreeSet<usize> = all
        .iter()
        .filter(is_conflict)
        .map(|open| open.wish.at)
        .collect();
    for open in &mut all {
        if open.wish.fate == Fate::Words && both.contains(&open.wish.at) {
            open.left = Some(Reason::Conflict);
        }
    }
    Ok(all)
}

/// The paragraphs that both sides changed, by their place in the edited document.
fn clashes(
    sides: &Sides<'_>,
    text: &str,
    edited: &Reading<Seen>,
    wishes: &mut [Open],
) -> Result<BTreeMap<usize, Clash>> {
    // The words of each side are those of the whole paragraph; of one that is gone, as it was.
    let mut clashes: BTreeMap<usize, Clash> = BTreeMap::new();
    for open in wishes {
        open.is_clash = open.left == Some(Reason::Conflict);
        if !open.is_clash {
            continue;
        }
        let (old, new) = open.wish.whole.clone();
        clashes.entry(open.wish.at).or_insert(Clash {
            number: 0,
            yaml: old,
            word: new,
            chosen: None,
        });
    }
    if clashes.is_empty() {
        return Ok(clashes);
    }
    for (number, clash) in clashes.values_mut().enumerate() {
        clash.number = number + 1;
        clash.chosen = sides.chosen.side(clash.number);
    }
    for Difference { at, made, edited } in failed(&(sides.compile)(text)?, edited)?.all {
        if let Some(clash) = at.and_then(|at| clashes.get_mut(&at)) {
            (clash.yaml, clash.word) = (made, edited);
        }
    }
    Ok(clashes)
}

/// Takes the person's words in some of the paragraphs that the YAML changed, too: what the text makes now is taken for
/// what stood there before.
fn prefer(
    sides: &Sides<'_>,
    text: String,
    edited: &Reading<Seen>,
    wishes: &mut Vec<Open>,
    at: &BTreeSet<usize>,
) -> Result<String> {
    let sheet = (sides.compile)(&text)?;
    let now = reading(&sheet)?;
    let mut again = self::wishes(sides, &text, &sheet, &now, edited)?;
    again.retain(|open| at.contains(&open.wish.at));
    let text = settle(sides, &text, edited, &mut again)?;
    for mut open in again.into_iter().filter(|open| open.left.is_none()) {
        wishes.retain(|old| old.left != Some(Reason::Conflict) || old.wish.at != open.wish.at);
        open.is_clash = true;
        wishes.push(open);
    }
    wishes.sort_by_key(|open| open.wish.at);
    Ok(text)
}

#[cfg(test)]
mod tests;
