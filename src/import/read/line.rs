//! The pieces of a paragraph put together: neighbours of one look are one, old codes are Unicode, capitals are
//! capitals.

use super::legacy::{self, Font};
use crate::import::flat::{Piece, Run};
use crate::wording::codes::{Code, is_unicode_alone};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// What was read, before its code is known.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Raw {
    Text(Told),
    Piece(Piece),
}

/// Text with what decides how it is read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Told {
    pub(super) run: Run,
    pub(super) font: Font,
    pub(super) capitals: bool,
}

impl Told {
    /// Tells whether two are of one look.
    fn is_like(&self, other: &Self) -> bool {
        let Run {
            text: _,
            bold,
            italic,
            underline,
            strike,
            raised,
            size,
            colour,
            marked,
            link,
        } = &self.run;
        let run = &other.run;
        (self.font, self.capitals) == (other.font, other.capitals)
            && (*bold, *italic, *underline, *strike)
                == (run.bold, run.italic, run.underline, run.strike)
            && (*raised, *size, *colour, *marked) == (run.raised, run.size, run.colour, run.marked)
            && *link == run.link
    }
}

/// Puts text behind the others, in the last piece where that is of the same look.
pub(super) fn push(pieces: &mut Vec<Raw>, told: Told) {
    if told.run.text.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(Raw::Text(last)) if last.is_like(&told) => last.run.text.push_str(&told.run.text),
        _ => pieces.push(Raw::Text(told)),
    }
}

/// The pieces as they are handed on, and the words that were converted.
pub(super) fn finished(mut raws: Vec<Raw>) -> (Vec<Piece>, String) {
    let mut converted = String::new();
    for code in [Code::Tcvn3, Code::Vni] {
        convert(&mut raws, code, &mut converted);
    }
    let mut pieces: Vec<Raw> = Vec::with_capacity(raws.len());
    for raw in raws {
        match raw {
            Raw::Text(mut told) => {
                if told.capitals || told.font.is_capitals() {
                    told.run.text = told.run.text.to_uppercase();
                }
                told.capitals = false;
                told.font = Font::Plain;
                push(&mut pieces, told);
            }
            piece @ Raw::Piece(_) => pieces.push(piece),
        }
    }
    let pieces = pieces.into_iter().map(|raw| match raw {
        Raw::Text(Told { mut run, .. }) => {
            if !is_nfc(&run.text) {
                run.text = run.text.nfc().collect();
            }
            Piece::Text(run)
        }
        Raw::Piece(piece) => piece,
    });
    (pieces.collect(), converted)
}

/// Converts what is set in fonts of a code, if it is in that code.
fn convert(raws: &mut [Raw], code: Code, converted: &mut String) {
    let is_of = |told: &Told| told.font.code() == Some(code);
    let mut all = String::new();
    for raw in raws.iter() {
        match raw {
            Raw::Text(told) if is_of(told) => all.push_str(&told.run.text),
            Raw::Text(_) | Raw::Piece(_) => all.push(' '),
        }
    }
    if all.is_ascii() || !legacy::is_coded(&all, code) {
        return;
    }
    if code == Code::Vni {
        take_marks_back(raws);
    }
    for raw in raws {
        let Raw::Text(told) = raw else { continue };
        // What has letters that no old code has was typed as Unicode.
        if is_of(told) && !told.run.text.contains(is_unicode_alone) {
            told.run.text = told.font.shown(&told.run.text);
            converted.push_str(&told.run.text);
            if told.font.is_capitals() {
                // Done here: what was left in the code must not be taken for Unicode.
                told.run.text = told.run.text.to_uppercase();
            }
        }
    }
}

/// A mark whose vowel stands in the run before goes to it.
fn take_marks_back(raws: &mut [Raw]) {
    for at in 1..raws.len() {
        let (before, rest) = raws.split_at_mut(at);
        let (Some(Raw::Text(before)), Some(Raw::Text(told))) =
            (before.last_mut(), rest.first_mut())
        else {
            continue;
        };
        if before.font == Font::Vni && told.font == Font::Vni {
            let marks = legacy::vni_marks_at_start(&before.run.text, &told.run.text);
            before.run.text.extend(told.run.text.drain(..marks));
        }
    }
}
