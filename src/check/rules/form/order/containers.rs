//! Labels to sequences: which of them count together.

use crate::check::Reading;
use crate::check::reading::labels::{self, Label, Style};
use crate::check::reading::{Passage, Role};
use crate::document::HeadingForm;

/// A label where it stands.
pub(super) struct Entry {
    /// Index of its passage.
    pub(super) passage: usize,
    pub(super) label: Label,
    /// The whole number of the label above: of `2.3.` it should be 2.
    pub(super) parent: Option<u32>,
    /// The passage before announces something: it ends in a colon, or is a title without a number.
    pub(super) announced: bool,
}

/// Labels of one style that count together.
pub(super) struct Sequence {
    pub(super) entries: Vec<Entry>,
    /// The sequence of the same style that was open when this one began anew.
    pub(super) after: Option<usize>,
}

/// An open sequence.
struct Open {
    style: Style,
    depth: usize,
    /// The level of its headings; none for labels in the text.
    level: Option<u8>,
    sequence: usize,
}

/// Reads all sequences of a document.
#[derive(Default)]
pub(super) struct Containers {
    pub(super) sequences: Vec<Sequence>,
    open: Vec<Open>,
    /// The last sequence of each style that was closed in this part.
    closed: Vec<(Style, usize)>,
    part: usize,
}

impl Containers {
    pub(super) fn of(reading: &Reading<'_>) -> Self {
        let mut all = Self::default();
        let mut announced = false;
        for (index, passage) in reading.passages.iter().enumerate() {
            if passage.part != all.part {
                all.part = passage.part;
                all.open.clear();
                all.closed.clear();
            }
            if !is_body(passage.role) {
                continue;
            }
            match labels::of(passage) {
                Some(mut label) if !passage.is_quoted(label.range.start) => {
                    // The sign behind the letter has a rule of its own.
                    if label.style == Style::LetterStop {
                        label.style = Style::Letter;
                    }
                    all.label(passage, index, label, announced);
                }
                Some(_) => {}
                None => {
                    if let Role::Heading(HeadingForm::Plain, level) = passage.role {
                        all.plain(level);
                    }
                }
            }
            let is_title = matches!(passage.role, Role::Heading(HeadingForm::Plain, _));
            announced = is_title || passage.text.trim_end().ends_with(':');
        }
        all
    }

    /// A heading without a number closes all below it.
    fn plain(&mut self, level: u8) {
        while self
            .open
            .last()
            .is_some_and(|open| open.level.is_none_or(|own| own >= level))
        {
            self.close();
        }
    }

    fn close(&mut self) {
        if let Some(open) = self.open.pop() {
            self.closed.retain(|(style, _)| *style != open.style);
            self.closed.push((open.style, open.sequence));
        }
    }

    fn close_above(&mut self, at: usize) {
        while self.open.len() > at + 1 {
            self.close();
        }
    }

    fn last(&self, sequence: usize) -> Option<&Label> {
        let last = self.sequences.get(sequence)?.entries.last()?;
        Some(&last.label)
    }

    fn label(&mut self, passage: &Passage<'_>, index: usize, label: Label, announced: bool) {
        let level = match passage.role {
            _ if is_worded(label.style) => None,
            Role::Heading(_, level) | Role::HeadingLabel(_, level) => Some(level),
            _ => None,
        };
        while self
            .open
            .last()
            .is_some_and(|open| open.depth > label.depth)
        {
            self.close();
        }
        let entry = |parent| Entry {
            passage: index,
            label: label.clone(),
            parent,
            announced,
        };
        match self.find(&label, level) {
            Meant::GoesOn(at) => {
                self.close_above(at);
                let parent = self.parent(&label);
                let sequence = self.open[at].sequence;
                self.sequences[sequence].entries.push(entry(parent));
            }
            Meant::Anew { open, replaces } => {
                let after = self.open.get(open).map(|open| open.sequence);
                if replaces {
                    self.close_above(open);
                    self.close();
                }
                let parent = self.parent(&label);
                self.push(&label, level, after, entry(parent));
            }
            Meant::New => {
                let rank = rank(&label);
                while self
                    .open
                    .last()
                    .is_some_and(|open| rank_of(open.style, open.depth) > rank)
                {
                    self.close();
                }
                let parent = self.parent(&label);
                let known = self.closed.iter().find(|(style, _)| *style == label.style);
                let known = known.map(|(_, sequence)| *sequence);
                let runs_on = known.filter(|sequence| {
                    let last = self.last(*sequence);
                    last.is_some_and(|last| follows(last, &label))
                        || !is_first(&label)
                            && matches!(label.style, Style::Article | Style::Chapter)
                });
                match runs_on {
                    Some(sequence) if !is_first(&label) => {
                        self.sequences[sequence].entries.push(entry(parent));
                        self.open.push(Open {
                            style: label.style,
                            depth: label.depth,
                            level,
                            sequence,
                        });
                    }
                    _ => {
                        let after = known.filter(|_| label.style == Style::Article);
                        self.push(&label, level, after, entry(parent));
                    }
                }
            }
        }
    }

    fn push(&mut self, label: &Label, level: Option<u8>, after: Option<usize>, entry: Entry) {
        self.sequences.push(Sequence {
            entries: vec![entry],
            after,
        });
        self.open.push(Open {
            style: label.style,
            depth: label.depth,
            level,
            sequence: self.sequences.len() - 1,
        });
    }

    /// The whole number of the label that a dotted one stands below.
    fn parent(&self, label: &Label) -> Option<u32> {
        let above = |style: &Style| match label.style {
            Style::Dotted(2) => matches!(style, Style::Number),
            Style::Dotted(parts) => *style == Style::Dotted(parts - 1),
            Style::LetterDotted => *style == Style::Letter,
            _ => false,
        };
        let mut open = self.open.iter().rev();
        let open = open.find(|open| above(&open.style))?;
        self.last(open.sequence).map(whole)
    }

    /// The open sequence that a label belongs to.
    fn find(&self, label: &Label, level: Option<u8>) -> Meant {
        let same = |open: &Open| open.style == label.style && open.depth == label.depth;
        let alike = |open: &Open| same(open) && open.level == level;
        let fits = |open: &Open| {
            let last = self.last(open.sequence);
            last.is_some_and(|last| follows(last, label))
        };
        let find = |wanted: &dyn Fn(&Open) -> bool| self.open.iter().rposition(wanted);
        let first = is_first(label);
        if let Some(at) = find(&|open| alike(open) && fits(open)) {
            return Meant::GoesOn(at);
        }
        // Numbers run through headings and the text below them together.
        let mixed = |open: &Open| same(open) && (open.level.is_none() || level.is_none());
        if let Some(at) = find(&|open| mixed(open) && fits(open)).filter(|_| !first) {
            return Meant::GoesOn(at);
        }
        if let Some(at) = find(&alike) {
            return match first {
                false => Meant::GoesOn(at),
                true => Meant::Anew {
                    open: at,
                    replaces: level.is_some()
                        || is_worded(label.style)
                        || at + 1 == self.open.len(),
                },
            };
        }
        match find(&mixed).filter(|_| !first) {
            Some(at) => Meant::GoesOn(at),
            None => Meant::New,
        }
    }
}

/// How a label goes with the open sequences.
enum Meant {
    /// It goes on the open sequence of this index.
    GoesOn(usize),
    /// It begins anew while this one is open, in its place or below it.
    Anew { open: usize, replaces: bool },
    /// It is the first of its style.
    New,
}

fn is_body(role: Role) -> bool {
    matches!(
        role,
        Role::Paragraph
            | Role::Set(_)
            | Role::Item(_)
            | Role::InItem(_)
            | Role::Heading(..)
            | Role::HeadingLabel(..)
    )
}

/// Tells whether a word says what is counted, so that how deep the heading lies does not matter.
fn is_worded(style: Style) -> bool {
    matches!(
        style,
        Style::Part | Style::Chapter | Style::Section | Style::Subsection | Style::Article
    )
}

/// How high a label stands among others, whatever the document: headings above numbers above letters.
fn rank(label: &Label) -> usize {
    rank_of(label.style, label.depth)
}

fn rank_of(style: Style, depth: usize) -> usize {
    if depth > 0 {
        return 20 + depth;
    }
    match style {
        Style::Part => 0,
        Style::Chapter => 1,
        Style::Section => 2,
        Style::Subsection => 3,
        Style::Capital => 4,
        Style::Roman | Style::Article => 5,
        Style::Number => 6,
        Style::Dotted(parts) => 6 + usize::from(parts),
        Style::Other(..) | Style::Letter | Style::LetterStop | Style::LetterDotted => 20,
    }
}

/// The number of a label with what stands before it: of `2.3.` 203.
pub(super) fn whole(label: &Label) -> u32 {
    match label.style {
        Style::Dotted(_) => label.prefix.saturating_mul(100).saturating_add(label.value),
        _ => label.value,
    }
}

fn is_first(label: &Label) -> bool {
    match label.letter {
        Some(letter) => letter == 'A',
        None => label.value == 1,
    }
}

fn follows(last: &Label, next: &Label) -> bool {
    match (last.letter, next.letter) {
        (Some(last), Some(next)) => [LATIN, VIETNAMESE]
            .iter()
            .any(|letters| capital(next, letters) == capital(last, letters) + 1),
        _ => next.value == last.value + 1,
    }
}

/// The alphabets that capital letters count by: with the letters that Vietnamese has not, and with its own.
pub(super) const LATIN: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
pub(super) const VIETNAMESE: &str = "ABCDĐEGHIKLMNOPQRSTUVXY";

/// The place of a capital letter in an alphabet, from 1; 0 for others.
pub(super) fn capital(letter: char, letters: &str) -> u32 {
    let place = letters.chars().position(|known| known == letter);
    place
        .and_then(|place| u32::try_from(place + 1).ok())
        .unwrap_or(0)
}
