//! Runs to measured fragments: the pieces between which a line may or may not break.
//!
//! Every character is measured here, once; what follows adds widths.

use super::{
    pages::Mark,
    pen::Pen,
    ruler::Ruler,
    word::{self, Place},
};
use crate::document::{Blank, Origin};
use crate::font::FaceId;
use crate::sheet::{Colour, Cross, Inline, ListItem, NoteId, Run, RunFormat, Script};
use std::borrow::Cow;

/// A piece of text in one format that stays together.
#[derive(Debug, Clone)]
pub(super) struct Fragment<'a> {
    /// The text as it will be drawn; empty for a break.
    pub(super) text: Cow<'a, str>,
    /// Size, face, place on the line.
    pub(super) look: Look,
    /// Natural width in points.
    pub(super) width: f64,
    /// The same in grains ([`word::grains`]); 0 where lines are filled by exact widths.
    pub(super) grains: i64,
    /// Width of the dots of a row, which may be a little narrower than the row; of all else the width.
    pub(super) drawn: f64,
    /// Measured by itself whatever stands beside it ([`word::stands_apart`]).
    pub(super) apart: bool,
    /// Text, a space, a break or another sort of fragment.
    pub(super) kind: Kind,
    /// Whether the line may end after it.
    pub(super) after: After,
    /// The gap that it is.
    pub(super) blank: Option<Blank>,
    /// The item or note that it is the mark of; none for text.
    pub(super) mark: Option<Mark>,
    /// Its letters are those of a run: no mark, and not the space behind one.
    pub(super) of_run: bool,
    /// Where it came from, if its letters are not those of a run but stand for some.
    pub(super) origin: Option<Origin>,
    /// It is of the title of a heading behind which text runs on.
    pub(super) title: bool,
    /// The part that it plays for references.
    pub(super) cross: Option<&'a Cross>,
}

/// How a fragment is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    /// The face.
    pub(super) face: FaceId,
    /// Font size in points.
    pub(super) size: f64,
    /// Above the line's baseline.
    pub(super) rise: f64,
    /// A line is drawn under it.
    pub(super) underline: bool,
    /// The room that the line must leave for it above and below its baseline.
    pub(super) metrics: Metrics,
    /// Its ink.
    pub(super) colour: Colour,
}

impl Look {
    /// Tells whether the face is slanted.
    pub(super) fn is_italic(&self) -> bool {
        match self.face {
            FaceId::Italic | FaceId::BoldItalic => true,
            FaceId::Regular | FaceId::Bold => false,
        }
    }
}

impl Fragment<'_> {
    /// The room before a row of dots that its dots do not fill: they end where it does.
    pub(super) fn before_dots(&self) -> f64 {
        match self.kind {
            Kind::Leader => (self.width - self.drawn).max(0.0),
            _ => 0.0,
        }
    }

    /// How many of its characters a justified line widens or squeezes. The gap of a blank and the
    /// space of a list mark keep their width.
    pub(super) fn blanks(&self) -> usize {
        match self.kind {
            Kind::Space if self.blank.is_none() => self.text.len(),
            Kind::Space
            | Kind::Word
            | Kind::Mark
            | Kind::Break
            | Kind::Leader
            | Kind::Check { .. } => 0,
        }
    }
}

/// Height of a line in one format, in whole twips.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Metrics {
    /// Above the baseline, with the font's line gap.
    pub(super) ascent: f64,
    /// Below it.
    pub(super) descent: f64,
}

impl Metrics {
    /// The metrics of a format.
    pub(super) fn of(format: RunFormat, ruler: Ruler<'_>) -> Self {
        let RunFormat {
            size,
            bold,
            italic,
            colour: _, // these three: `plain`
            underline: _,
            script: _,
        } = format;
        let face = ruler.fonts.face(FaceId::new(bold, italic));
        let size = size.points();
        let (ascent, descent) = word::heights(face, size);
        Self { ascent, descent }
    }

    /// The smallest room that holds both.
    pub(super) fn max(self, other: Self) -> Self {
        Self {
            ascent: self.ascent.max(other.ascent),
            descent: self.descent.max(other.descent),
        }
    }
}

/// The sorts of fragments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text without a U+0020.
    Word,
    /// U+0020 only: stretches in a justified line, hangs at its end.
    Space,
    /// A list mark with its space, which does not stretch (measured).
    Mark,
    /// Ends the line.
    Break,
    /// A row of dots to the next tab stop; its width is known once the line is filled.
    Leader,
    /// A box to be ticked, which is drawn.
    Check {
        /// It is ticked.
        ticked: bool,
    },
}

/// Whether a line may end after a fragment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// No.
    Stay,
    /// Inside a word too wide for a line, where there is no better place.
    Emergency,
    /// Yes.
    May,
    /// Yes, in LibreOffice's manner ([`word::Place::Slash`]).
    Slash,
    /// It does.
    Must,
}

/// The look of text in a format.
fn plain(format: RunFormat, ruler: Ruler<'_>) -> Look {
    let face = FaceId::new(format.bold, format.italic);
    let size = format.size.points();
    let font = ruler.fonts.face(face);
    let (size, rise) = match format.script {
        Script::Base => (size, 0.0),
        Script::Superscript => (
            size * word::SUPERSCRIPT_SIZE,
            word::superscript_rise(font, size),
        ),
        Script::Subscript => (
            size * word::SUPERSCRIPT_SIZE,
            -word::subscript_drop(font, size),
        ),
    };
    Look {
        face,
        size,
        rise,
        underline: format.underline,
        metrics: Metrics::of(format, ruler),
        colour: format.colour,
    }
}

/// Collects the fragments of one paragraph.
pub(super) struct Collector<'a, 'f> {
    ruler: Ruler<'f>,
    fragments: Vec<Fragment<'a>>,
}

impl<'a, 'f> Collector<'a, 'f> {
    /// An empty paragraph.
    pub(super) fn new(ruler: Ruler<'f>) -> Self {
        Self {
            ruler,
            fragments: Vec::new(),
        }
    }

    /// The mark of a list item and the space after it.
    pub(super) fn item(&mut self, item: &'a ListItem, format: RunFormat) {
        let ListItem {
            list: _,
            level: _,
            mark,
        } = item;
        let look = plain(format, self.ruler);
        self.push(
            Cow::Owned(format!("{mark} ")),
            look,
            Kind::Mark,
            After::Stay,
        );
        self.mark_last(Mark::Item);
    }

    /// The mark before a note's text.
    pub(super) fn note_lead(&mut self, note: NoteId, format: RunFormat) {
        self.note_mark(note, format);
        self.mark_last(Mark::Note);
    }

    /// The superscript mark of a note, in the text or before the note.
    fn note_mark(&mut self, note: NoteId, format: RunFormat) {
        let face = self
            .ruler
            .fonts
            .face(FaceId::new(format.bold, format.italic));
        // The mark is raised once, whatever text it stands in.
        let format = RunFormat {
            underline: false,
            script: Script::Base,
            ..format
        };
        let base = plain(format, self.ruler);
        let look = Look {
            size: base.size * word::SUPERSCRIPT_SIZE,
            rise: word::superscript_rise(face, base.size),
            ..base
        };
        if let Some(before) = self.fragments.last_mut()
            && before.kind == Kind::Word
        {
            before.after = After::Stay;
        }
        let text = Cow::Owned((note.0 + 1).to_string());
        self.push(text, look, Kind::Word, After::Stay);
    }

    /// The space between a note's mark and its text.
    pub(super) fn note_space(&mut self, format: RunFormat) {
        let look = plain(format, self.ruler);
        self.push(Cow::Borrowed(" "), look, Kind::Space, After::Stay);
    }

    /// The text.
    pub(super) fn inlines(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            match inline {
                Inline::Run(run) => self.run(run),
                Inline::Break => self.line_end(),
                // Takes no room; `strip` has it.
                Inline::Picture(_) => {}
                Inline::Leader(run) => {
                    let look = plain(run.format, self.ruler);
                    // So many dots it wants at least, or goes to the next line.
                    let dots = Cow::Borrowed(word::LEAST_LEADER);
                    self.push(dots, look, Kind::Leader, After::May);
                    if let Some(leader) = self.fragments.last_mut() {
                        leader.origin = run.origins.whole().map(Origin::rewritten);
                    }
                }
                Inline::Check { ticked, format } => {
                    let look = plain(*format, self.ruler);
                    let ticked = *ticked;
                    let gap = Cow::Borrowed("\u{a0}");
                    self.push(gap, look, Kind::Check { ticked }, After::Stay);
                    if let Some(check) = self.fragments.last_mut() {
                        check.width = look.size * word::CHECK_WIDTH;
                        check.grains = word::grains_of(check.width);
                        check.apart = true;
                    }
                }
                Inline::Note { note, format } => {
                    self.note_mark(*note, *format);
                    self.mark_last(Mark::Reference(*note));
                }
            }
        }
    }

    fn line_end(&mut self) {
        // A break has no height of its own: an empty line takes the paragraph's.
        let look = Look {
            face: FaceId::Regular,
            size: 0.0,
            rise: 0.0,
            underline: false,
            metrics: Metrics::default(),
            colour: Colour::BLACK,
        };
        self.push(Cow::Borrowed(""), look, Kind::Break, After::Must);
    }

    fn run(&mut self, run: &'a Run) {
        let Run {
            text,
            format,
            blank,
            title,
            cross,
            origins: _, // for `trace`
        } = run;
        let look = plain(*format, self.ruler);
        let mut start = 0;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let end = at + c.len_utf8();
            let next = chars.peek().map(|&(_, c)| c);
            let space = c == ' ';
            let apart = |c| word::stands_apart(c);
            let after = match self.ruler.habits.place(c, next) {
                Place::Break => After::May,
                Place::Slash => After::Slash,
                Place::None if space => After::May,
                Place::None => After::Stay,
            };
            let cut = next.is_none_or(|n| (n == ' ') != space || apart(n))
                || apart(c)
                || matches!(after, After::May | After::Slash)
                || (start == at && self.ends_with_slash());
            if cut {
                let kind = if space { Kind::Space } else { Kind::Word };
                self.push(Cow::Borrowed(&text[start..end]), look, kind, after);
                if let Some(fragment) = self.fragments.last_mut() {
                    fragment.blank = *blank;
                    fragment.of_run = true;
                    fragment.title = *title;
                    fragment.cross = cross.as_ref();
                }
                start = end;
            }
        }
    }

    /// The letter behind a slash is alone: where the line may end hangs on it.
    fn ends_with_slash(&self) -> bool {
        let last = self.fragments.last();
        last.is_some_and(|fragment| fragment.after == After::Slash)
    }

    fn mark_last(&mut self, mark: Mark) {
        if let Some(fragment) = self.fragments.last_mut() {
            fragment.mark = Some(mark);
        }
    }

    fn push(&mut self, text: Cow<'a, str>, look: Look, kind: Kind, after: After) {
        let (width, grains) = measure(self.ruler, look, &text);
        let apart = text.starts_with(word::stands_apart);
        self.fragments.push(Fragment {
            text: draw(text),
            look,
            width,
            grains,
            drawn: width,
            apart,
            kind,
            after,
            blank: None,
            mark: None,
            of_run: false,
            origin: None,
            title: false,
            cross: None,
        });
    }

    /// The fragments; words wider than `narrow` (the narrowest line) are cut into characters.
    pub(super) fn finish(self, narrow: f64) -> Vec<Fragment<'a>> {
        let Self { ruler, fragments } = self;
        if !has_wide_word(&fragments, narrow, ruler) {
            return fragments;
        }
        let mut cut = Vec::with_capacity(fragments.len() * 4);
        let mut word = Vec::new();
        let mut with_slash = false;
        for fragment in fragments {
            // With a slash a word is one from blank to blank: its hyphens may be no places to break.
            with_slash |= fragment.after == After::Slash;
            let blank = fragment.kind == Kind::Space || fragment.after == After::Must;
            let ends = if with_slash {
                blank
            } else {
                ends_word(&fragment)
            };
            word.push(fragment);
            if ends {
                flush_word(&mut cut, &mut word, narrow, ruler);
                with_slash = false;
            }
        }
        flush_word(&mut cut, &mut word, narrow, ruler);
        cut
    }
}

/// Width in points of a text as it is drawn, and in grains where they are asked for.
fn measure(ruler: Ruler<'_>, look: Look, text: &str) -> (f64, i64) {
    let face = ruler.fonts.face(look.face);
    let rounds = ruler.habits.rounds_advances;
    let em = face.units_per_em();
    let (mut units, mut grains) = (0, 0);
    for (_, advance) in text.chars().filter_map(|c| face.glyph(word::drawn(c))) {
        units += u64::from(advance);
        if rounds {
            grains += word::grains(advance, em, look.size);
        }
    }
    (units as f64 * look.size / f64::from(em), grains)
}

/// The text with the characters that are drawn.
fn draw(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.chars().any(|c| word::drawn(c) != c) {
        Cow::Owned(text.chars().map(word::drawn).collect())
    } else {
        text
    }
}

fn ends_word(fragment: &Fragment<'_>) -> bool {
    match fragment.after {
        After::May | After::Must => true,
        After::Stay | After::Emergency | After::Slash => fragment.kind == Kind::Space,
    }
}

fn has_wide_word(fragments: &[Fragment<'_>], narrow: f64, ruler: Ruler<'_>) -> bool {
    let parts_addresses = ruler.habits.parts_addresses;
    let ends = |fragment: &Fragment<'_>| match parts_addresses {
        true => fragment.kind == Kind::Space || fragment.after == After::Must,
        false => ends_word(fragment),
    };
    fragments
        .split_inclusive(ends)
        .any(|word| is_wide(word, narrow, ruler))
}

/// Tells whether a word does not fit on a line by itself.
fn is_wide(word: &[Fragment<'_>], narrow: f64, ruler: Ruler<'_>) -> bool {
    let mut pen = Pen::new(ruler.habits);
    let mut text = word
        .iter()
        .filter(|fragment| fragment.kind != Kind::Space)
        .peekable();
    while let Some(fragment) = text.next() {
        pen = pen.after(fragment);
        if !pen.fits(text.peek().copied(), narrow) {
            return true;
        }
    }
    false
}

/// Moves a word over, in characters where it is too wide.
fn flush_word<'a>(
    out: &mut Vec<Fragment<'a>>,
    word: &mut Vec<Fragment<'a>>,
    narrow: f64,
    ruler: Ruler<'_>,
) {
    let wide = is_wide(word, narrow, ruler);
    for fragment in word.drain(..) {
        // The mark of a note is one sign in both programs, however many digits it has.
        let is_mark = matches!(fragment.mark, Some(Mark::Reference(_) | Mark::Note));
        if wide && fragment.kind == Kind::Word && !is_mark {
            characters(out, &fragment, ruler);
        } else {
            out.push(fragment);
        }
    }
}

fn characters<'a>(out: &mut Vec<Fragment<'a>>, fragment: &Fragment<'a>, ruler: Ruler<'_>) {
    let mut rest = &*fragment.text;
    while let Some(first) = rest.chars().next() {
        // A combining mark stays with its letter: it has no width of its own.
        let end = rest[first.len_utf8()..]
            .find(|c: char| !('\u{300}'..='\u{36F}').contains(&c))
            .map_or(rest.len(), |n| n + first.len_utf8());
        let (piece, tail) = rest.split_at(end);
        let (width, grains) = measure(ruler, fragment.look, piece);
        out.push(Fragment {
            text: Cow::Owned(piece.to_owned()),
            width,
            grains,
            after: if tail.is_empty() && fragment.after != After::Stay {
                fragment.after
            } else {
                After::Emergency
            },
            mark: fragment.mark.filter(|_| tail.is_empty()),
            ..fragment.clone()
        });
        rest = tail;
    }
}
