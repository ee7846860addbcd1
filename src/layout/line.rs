//! A line set: spans with their places, height, notes.

use super::{
    breaks::End,
    inline::{Fragment, Kind, Metrics},
    pages::{Mark, RuleLine, Span},
    strokes,
    trace::{self, Trace},
    word::{self, Habits},
};
use crate::document::Stretch;
use crate::sheet::{Align, NoteId};

/// A line whose spans stand relative to the left edge of its column.
#[derive(Debug, Clone)]
pub(super) struct LineBox {
    /// Left to right.
    pub(super) spans: Vec<Span>,
    /// From the top of the line to its baseline.
    pub(super) ascent: f64,
    /// Ascent and descent.
    pub(super) height: f64,
    /// The space, in pt, that proportional spacing adds below; it need not fit at the foot of a page.
    pub(super) extra: f64,
    /// Notes whose marks stand on it.
    pub(super) notes: Vec<NoteId>,
    /// Where the letters of its spans came from.
    pub(super) origins: Vec<Stretch>,
    /// Lines under its text and boxes in it: from the column's left, and below the baseline.
    pub(super) strokes: Vec<RuleLine>,
}

/// Where a line stands and how it fills its width.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    /// Left edge.
    pub(super) x: f64,
    /// Room.
    pub(super) width: f64,
    /// How to fill it.
    pub(super) align: Align,
    /// Distance of lines in 240ths.
    pub(super) line: u32,
    /// Height of a line without text.
    pub(super) empty: Metrics,
}

/// Sets one line. A line that ends its paragraph is not stretched, one that was squeezed is drawn to
/// the margin. The blanks of a justified line make good what rounding admitted
/// ([`word::ROUNDING`]).
pub(super) fn set(
    fragments: &[Fragment<'_>],
    setting: Setting,
    end: End,
    habits: Habits,
    trace: &mut Trace<'_>,
) -> LineBox {
    let text_end = fragments
        .iter()
        .rposition(|f| !matches!(f.kind, Kind::Space | Kind::Break))
        .map_or(0, |i| i + 1);
    let natural: f64 = fragments[..text_end].iter().map(|f| f.width).sum();
    let room = setting.width - natural;
    let spare = room.max(0.0);
    let each = |room: f64| room / blanks(&fragments[..text_end]).max(1) as f64;
    let (shift, stretch) = match setting.align {
        Align::Left => (0.0, 0.0),
        Align::Right => (spare, 0.0),
        Align::Centre => (spare / 2.0, 0.0),
        Align::Justify => match end {
            End::Squeezed => (0.0, each(room)),
            End::Full => (0.0, each(room.max(-word::ROUNDING))),
            End::Last => (0.0, 0.0),
        },
    };
    let metrics = height(fragments, setting.empty);
    let natural_height = metrics.ascent + metrics.descent;
    let spaced = habits.spaced(natural_height, setting.line);
    // Spacing below single takes from above the text; above single it adds below.
    let cut = (natural_height - spaced).max(0.0);
    let strokes = strokes::of(fragments, setting.x + shift, stretch);
    let (spans, origins) = spans(fragments, setting.x + shift, stretch, trace);
    LineBox {
        spans,
        origins,
        strokes,
        ascent: metrics.ascent - cut,
        height: natural_height - cut,
        extra: (spaced - natural_height).max(0.0),
        notes: fragments
            .iter()
            .filter_map(|fragment| match fragment.mark {
                Some(Mark::Reference(note)) => Some(note),
                Some(Mark::Item | Mark::Note) | None => None,
            })
            .collect(),
    }
}

/// The blanks that share what is spare or missing.
fn blanks(fragments: &[Fragment<'_>]) -> usize {
    fragments.iter().map(Fragment::blanks).sum()
}

fn height(fragments: &[Fragment<'_>], empty: Metrics) -> Metrics {
    if fragments.iter().all(|f| f.kind == Kind::Break) {
        return empty;
    }
    fragments
        .iter()
        .map(|f| f.look.metrics)
        .fold(Metrics::default(), Metrics::max)
}

/// Joins neighbours that are drawn alike.
fn spans(
    fragments: &[Fragment<'_>],
    x: f64,
    stretch: f64,
    trace: &mut Trace<'_>,
) -> (Vec<Span>, Vec<Stretch>) {
    let mut spans: Vec<Span> = Vec::new();
    let mut origins = Vec::new();
    let mut pen = x;
    let mut before: Option<&Fragment<'_>> = None;
    for fragment in fragments {
        if fragment.kind == Kind::Break {
            // A break parts words as a space does.
            if let Some(span) = spans.last_mut()
                && span.blank.is_none()
            {
                span.text.push(' ');
                trace::add_blank(&mut origins, &mut span.origins);
            }
            continue;
        }
        match spans.last_mut() {
            Some(span) if before.is_some_and(|b| alike(b, fragment)) && span.reads.is_none() => {
                span.text.push_str(&fragment.text);
            }
            _ => spans.push(Span {
                reads: reads(fragment.kind),
                title: fragment.title,
                cross: fragment.cross.cloned(),
                x: pen + fragment.before_dots(),
                face: fragment.look.face,
                size: fragment.look.size,
                rise: fragment.look.rise,
                colour: fragment.look.colour,
                text: fragment.text.clone().into_owned(),
                space_extra: if fragment.kind == Kind::Mark || fragment.blank.is_some() {
                    0.0
                } else {
                    stretch
                },
                blank: fragment.blank,
                mark: fragment.mark,
                origins: origins.len() as u32..0,
            }),
        }
        if let Some(span) = spans.last_mut() {
            trace.draw(fragment, &mut origins, span.origins.start as usize);
            span.origins.end = origins.len() as u32;
        }
        pen += fragment.width;
        pen += stretch * fragment.blanks() as f64;
        before = Some(fragment);
    }
    (spans, origins)
}

/// The text that is read where something else is drawn.
fn reads(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Leader => Some("…"),
        Kind::Check { ticked } => Some(if ticked { "☑" } else { "☐" }),
        Kind::Word | Kind::Space | Kind::Mark | Kind::Break => None,
    }
}

/// Tells whether two neighbours are drawn in one go.
pub(super) fn alike(a: &Fragment<'_>, b: &Fragment<'_>) -> bool {
    (a.look.face, a.look.size, a.look.rise, a.blank)
        == (b.look.face, b.look.size, b.look.rise, b.blank)
        && a.look.colour == b.look.colour
        && a.look.underline == b.look.underline
        && (a.kind == Kind::Mark) == (b.kind == Kind::Mark)
        && reads(a.kind) == reads(b.kind)
        && a.mark == b.mark
        && a.title == b.title
        && a.cross == b.cross
}
