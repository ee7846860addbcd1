//! Text of a component: capitals where the decree wants them, blanks as gaps, and the check that
//! the faces have every character.

use super::Dresser;
use super::styles::{role_format, run_format};
use crate::diagnostic::{Diagnostic, Place};
use crate::document::{self, Inlines, Origin};
use crate::font::FaceId;
use crate::sheet::{Inline, NoteId, Paragraph, Role, Run, RunFormat, Twips};
use crate::style::Look;

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
            inlines: self.inlines(look, inlines, look.upper),
            origin: inlines_origin(inlines).or(origin),
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
                document::Inline::Blank { name } => Inline::Run(Run {
                    text: NO_BREAK_SPACE.repeat(self.blank(name)),
                    format: base,
                    blank: Some(name.clone()),
                }),
                document::Inline::Text(text) => Inline::Run(self.run(base, text, upper)),
            })
            .collect()
    }

    fn blank(&self, name: &str) -> usize {
        let blanks = &self.style.blanks;
        match name {
            "so" => blanks.number,
            "thang" => blanks.month,
            _ => blanks.day,
        }
    }

    fn run(&mut self, base: RunFormat, text: &document::Text, upper: bool) -> Run {
        let format = RunFormat {
            size: base.size,
            bold: base.bold || text.bold,
            // Italic inside italic stands out by being upright, as a typist sets it.
            italic: base.italic != text.italic,
        };
        let set = if upper {
            text.text.to_uppercase()
        } else {
            text.text.clone()
        };
        self.check_glyphs(&set, format, text);
        Run {
            text: set,
            format,
            blank: None,
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
                .place(text.origin)
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

    /// Width of a text, rounded up.
    pub(super) fn width(&self, inlines: &[Inline]) -> Twips {
        let points: f64 = inlines
            .iter()
            .filter_map(|inline| match inline {
                Inline::Run(run) => Some(run),
                Inline::Break | Inline::Note { .. } | Inline::Picture(_) => None,
            })
            .map(|run| {
                let face = self
                    .fonts
                    .face(FaceId::new(run.format.bold, run.format.italic));
                face.width(&run.text, run.format.size.points())
            })
            .sum();
        Twips((points * 20.0).ceil() as i32)
    }
}

/// From the place of a text to the first such character after it.
fn narrow(place: Place, c: char) -> Place {
    let start = place.range.start;
    match place.source.text.get(start..).and_then(|rest| rest.find(c)) {
        Some(at) => Place::new(&place.source, start + at..start + at + c.len_utf8()),
        None => place,
    }
}

/// The first origin among inlines.
pub(super) fn inlines_origin(inlines: &Inlines) -> Option<Origin> {
    inlines.iter().find_map(|inline| match inline {
        document::Inline::Text(text) => text.origin,
        _ => None,
    })
}
