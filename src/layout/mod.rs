//! Sheet to pages: lines, notes, tables, page breaks, as Word flows them.
//!
//! In: [`Sheet`] with every measure, and the faces to measure with. Out: [`Pages`] with every line
//! placed. What it is that is laid out does not matter here; roles are passed through.
//!
//! The way of the text: `inline` measures runs once, `breaks` fills lines, `line` sets them,
//! `strip` stacks the lines of paragraphs, `table` does so for cells, `flow` cuts all that into
//! pages with the help of `rows` (tables), `notes` (the foot) and `page` (number, placing).
//! `leader` draws rows of dots out to their tab stops. `trace` tells where the letters of each line came from.
//! `fields` finds the places to fill in and to sign on the finished pages.
//! Habits of Word and LibreOffice stand in `word`. `measure` tells beforehand how one paragraph would
//! fall into lines.

mod borders;
mod breaks;
mod dump;
mod fields;
mod flow;
#[cfg(test)]
mod foot_tests;
mod inline;
mod join;
mod leader;
mod line;
pub(crate) mod measure;
mod merged;
mod notes;
mod outline;
mod page;
mod pages;
mod pen;
mod prepare;
mod put;
mod rows;
mod ruler;
mod strip;
mod strokes;
mod table;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod trace;
mod word;

pub use join::Joined;
pub use pages::{
    CellPart, Field, FieldKind, Graphic, Item, ItemPart, Line, Mark, OutlineEntry, Page, Pages,
    Part, PlacedPicture, RuleLine, Span,
};

pub use crate::chart::{Plot, Shape, Stroke};
pub use word::Habits;

use crate::font::FontSet;
use crate::sheet::Sheet;

/// Lays a sheet out in pages as Word does. It always comes out: what cannot fit stands out of its
/// room.
pub fn lay_out(sheet: &Sheet, fonts: &FontSet) -> Pages {
    lay_out_as(sheet, fonts, Habits::word())
}

/// Lays a sheet out as the program does whose habits are given; to be compared with that program.
pub fn lay_out_as(sheet: &Sheet, fonts: &FontSet, habits: Habits) -> Pages {
    let prepare = prepare::Preparer::new(
        sheet,
        ruler::Ruler {
            fonts,
            habits,
            sources: &sheet.sources,
        },
    );
    let (pages, outline) = match sheet.sections.first() {
        Some(first) => {
            let mut flow = flow::Flow::new(prepare, first);
            for section in &sheet.sections {
                flow.section(section);
            }
            flow.finish()
        }
        None => (Vec::new(), Vec::new()),
    };
    let fields = fields::collect(&pages, sheet, fonts);
    Pages {
        properties: sheet.properties.clone(),
        pages,
        outline,
        fields,
    }
}
