//! Text of a component: capitals where the decree wants them, blanks as gaps, and the check that
//! the faces have every character.

use super::Dresser;
use super::styles::{role_format, run_format};
use crate::decree::Look;
use crate::diagnostic::{Diagnostic, Place};
use crate::document::{self, Blank, Inlines, Origin, Origins};
use crate::font::{FaceId, FontSet};
use crate::layout::measure::{CHECK_WIDTH, LEAST_LEADER, SCRIPT_SIZE};
use crate::sheet::reading::check;
use crate::sheet::{Inline, NoteId, Paragraph, Role, Run, RunFormat, Script, Twips};

/// After this many missing characters the rest is not worth reading.
const MOST_MISSING: usize = 10;
/// A gap is made of these.
const NO_BREAK_SPACE: &str = "\u{a0}";

impl Dresser<'_> {
    /// A paragraph in the look of its role.
    pub(super) fn paragraph(
        &mut self,
        role: Role,
        look: &Look,
        inlines: &Inlines,
        origin: Option<Origin>,
    ) -> Paragraph {
        Paragraph {
            style: self.styles.id(role, look),
            format: role_format(role, look),
            item: None,
            outline: None,
            inlines: self.inlines(look, inlines, look.upper),
            origin: inlines_origin(inlines).or(origin),
            block: self.current,
        }
    }

    /// Text of the document as runs.
    pub(super) fn inlines(&mut self, look: &Look, inlines: &Inlines, upper: bool) -> Vec<Inline> {
        let base = run_format(look);
        inlines
            .iter()
            .map(|inline| match inline {
                document::Inline::Break => Inline::Break,
                document::Inline::Note(note) => Inline::Note {
                    note: NoteId(*note),
                    format: base,
                },
                document::Inline::Blank(blank) => Inline::Run(Run {
                    text: NO_BREAK_SPACE.repeat(self.blank_width(*blank)),
                    format: base,
                    blank: Some(*blank),
                    title: false,
                    cross: None,
                    origins: Origins::of(None, self.blank_width(*blank)),
                }),
                document::Inline::Leader(text) => Inline::Leader(self.run(base, text, false)),
                document::Inline::Check(ticked) => Inline::Check {
                    ticked: *ticked,
                    format: base,
                },
                document::Inline::Text(text) => Inline::Run(self.run(base, text, upper)),
            })
            .collect()
    }

    /// How many no-break spaces a gap is made of.
    fn blank_width(&self, blank: Blank) -> usize {
        let blanks = &self.style.blanks;
        match blank {
            Blank::Number => blanks.number,
            Blank::Day => blanks.day,
            Blank::Month => blanks.month,
        }
    }

    fn run(&mut self, base: RunFormat, text: &document::Text, upper: bool) -> Run {
        let format = RunFormat {
            bold: base.bold || text.bold,
            // Italic inside italic stands out by being upright, as a typist sets it.
            italic: base.italic != text.italic,
            underline: base.underline || text.marks.underline,
            script: text.marks.script,
            ..base
        };
        let set = if upper {
            text.text.to_uppercase()
        } else {
            text.text.clone()
        };
        self.check_glyphs(&set, format, text);
        let chars = set.chars().count();
        let origins = match upper && chars != text.text.chars().count() {
            // A capital that is two letters (ß): which of them is which is not looked into.
            true => Origins::of(text.origin().map(Origin::rewritten), chars),
            false => text.origins.clone(),
        };
        Run {
            text: set,
            format,
            blank: None,
            title: false,
            cross: text.marks.cross.clone(),
            origins,
        }
    }

    fn check_glyphs(&mut self, set: &str, format: RunFormat, text: &document::Text) {
        let face = self.fonts.face(FaceId::new(format.bold, format.italic));
        for c in set.chars().filter(|&c| face.glyph(c).is_none()) {
            if self.errors.len() >= MOST_MISSING {
                return;
            }
            let place = self
                .document
                .place(text.origin())
                .map(|place| narrow(place, c));
            self.errors.push(
                Diagnostic::error(
                    "thieu-chu",
                    format!("phông chữ không có ký tự “{c}” (U+{:04X})", c as u32),
                )
                .at(place)
                .help("bỏ hoặc thay ký tự này; văn bản hành chính không dùng biểu tượng, hình vẽ trong chữ"),
            );
        }
    }

    /// The words of each line of a text on lines as long as it likes. Words end at blanks only.
    pub(super) fn words(&self, paragraph: &Paragraph) -> Vec<TextLine> {
        let mut lines = vec![TextLine::default()];
        let mut open = false;
        for inline in &paragraph.inlines {
            let line = match (inline, lines.last_mut()) {
                (Inline::Run(run), Some(line)) => {
                    for c in run.text.chars() {
                        line.push(c, char_width(c, run.format, self.fonts), &mut open);
                    }
                    continue;
                }
                (Inline::Note { note, format }, Some(line)) => {
                    line.push('*', mark_width(*note, *format, self.fonts), &mut open);
                    continue;
                }
                (Inline::Break, _) => TextLine::default(),
                (Inline::Leader(run), Some(line)) => {
                    let dot = char_width('.', run.format, self.fonts);
                    LEAST_LEADER
                        .chars()
                        .for_each(|c| line.push(c, dot, &mut open));
                    continue;
                }
                (Inline::Check { ticked, format }, Some(line)) => {
                    line.push(check(*ticked), check_width(*format), &mut open);
                    continue;
                }
                (Inline::Picture(_), _) | (_, None) => continue,
            };
            open = false;
            lines.push(line);
        }
        lines
    }

    /// Width of the longest word and of the longest line of a text on lines as long as it likes,
    /// rounded up.
    pub(super) fn extent(&self, paragraph: &Paragraph) -> (Twips, Twips) {
        let lines = self.words(paragraph);
        let words = lines.iter().flat_map(|line| &line.words);
        let word = words.map(|word| word.width).fold(0.0, f64::max);
        let line = lines.iter().map(|line| line.width).fold(0.0, f64::max);
        (twips_up(word), twips_up(line))
    }

    /// Width of a text, rounded up.
    pub(super) fn width(&self, inlines: &[Inline]) -> Twips {
        let points: f64 = inlines
            .iter()
            .filter_map(|inline| match inline {
                Inline::Run(run) => Some(run),
                Inline::Break
                | Inline::Note { .. }
                | Inline::Picture(_)
                | Inline::Leader(_)
                | Inline::Check { .. } => None,
            })
            .map(|run| {
                let face = self
                    .fonts
                    .face(FaceId::new(run.format.bold, run.format.italic));
                face.width(&run.text, run.format.size.points())
            })
            .sum();
        twips_up(points)
    }
}

/// A line of text before it is broken.
#[derive(Debug, Default)]
pub(super) struct TextLine {
    /// In points, with all its blanks.
    pub(super) width: f64,
    /// In letters, with all its blanks.
    pub(super) letters: usize,
    pub(super) words: Vec<Word>,
}

/// A word: the text between two blanks.
#[derive(Debug, Default)]
pub(super) struct Word {
    /// In points.
    pub(super) width: f64,
    pub(super) letters: usize,
    /// The widest of the parts that its hyphens part it into, in points.
    pub(super) part: f64,
    /// The part that is being read.
    open: f64,
}

impl TextLine {
    /// Adds a letter; `open` tells whether a word goes on.
    fn push(&mut self, c: char, width: f64, open: &mut bool) {
        self.width += width;
        self.letters += 1;
        if c == ' ' {
            *open = false;
            return;
        }
        if !std::mem::replace(open, true) {
            self.words.push(Word::default());
        }
        if let Some(word) = self.words.last_mut() {
            word.width += width;
            word.letters += 1;
            word.open += width;
            word.part = word.part.max(word.open);
            if matches!(c, '-' | '\u{2011}') {
                word.open = 0.0;
            }
        }
    }
}

/// Points as twips, rounded up.
pub(super) fn twips_up(points: f64) -> Twips {
    // The small amount keeps the rounding of sums from making a whole twip one more.
    Twips((points * 20.0 - 1e-6).ceil() as i32)
}

/// The digits of a note's mark, over the text's size.
const MARK_SIZE: f64 = 0.6;

/// Width of a note's mark in points.
pub(super) fn mark_width(note: NoteId, format: RunFormat, fonts: &FontSet) -> f64 {
    let mark = (note.0 + 1).to_string();
    let width: f64 = mark.chars().map(|c| char_width(c, format, fonts)).sum();
    width * MARK_SIZE
}

/// Width of a character in points; nothing where the face lacks it.
pub(super) fn char_width(c: char, format: RunFormat, fonts: &FontSet) -> f64 {
    let face = fonts.face(FaceId::new(format.bold, format.italic));
    let advance = face.glyph(c).map_or(0, |(_, advance)| advance);
    let size = match format.script {
        Script::Base => format.size.points(),
        Script::Superscript | Script::Subscript => format.size.points() * SCRIPT_SIZE,
    };
    f64::from(advance) * size / f64::from(face.units_per_em())
}

/// Width of a box to be ticked in points.
pub(super) fn check_width(format: RunFormat) -> f64 {
    format.size.points() * CHECK_WIDTH
}

/// From the place of a text to the first such character after it.
fn narrow(place: Place, c: char) -> Place {
    let start = place.range.start;
    match place.source.text.get(start..).and_then(|rest| rest.find(c)) {
        Some(at) => Place::new(&place.source, start + at..start + at + c.len_utf8()),
        None => place,
    }
}

/// The origin of inlines together.
pub(super) fn inlines_origin(inlines: &Inlines) -> Option<Origin> {
    let texts = inlines.iter().filter_map(|inline| match inline {
        document::Inline::Text(text) => text.origin(),
        _ => None,
    });
    texts.reduce(Origin::through)
}
