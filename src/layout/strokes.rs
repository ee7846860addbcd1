//! Strokes on a line of text beside its letters: lines under words, boxes to be ticked.

use super::{
    inline::{Fragment, Kind, Look},
    pages::RuleLine,
    word,
};

/// The strokes of a line that begins at `x` and whose blanks are stretched by so much. Places are from
/// the column's left edge, and below the baseline.
pub(super) fn of(fragments: &[Fragment<'_>], x: f64, stretch: f64) -> Vec<RuleLine> {
    let end = fragments
        .iter()
        .rposition(|one| !matches!(one.kind, Kind::Space | Kind::Break));
    let mut out: Vec<RuleLine> = Vec::new();
    let mut pen = x;
    for fragment in &fragments[..end.map_or(0, |last| last + 1)] {
        let left = pen;
        pen += fragment.width + stretch * fragment.blanks() as f64;
        if fragment.look.underline && fragment.kind != Kind::Break {
            underline(&mut out, (left, pen), fragment.look);
        }
        if let Kind::Check { ticked } = fragment.kind {
            check(&mut out, left, fragment.look, ticked);
        }
    }
    out
}

/// A line under text, drawn on where the text before has the same.
fn underline(out: &mut Vec<RuleLine>, (x0, x1): (f64, f64), Look { size, colour, .. }: Look) {
    let (below, thickness) = word::UNDERLINE;
    let (y, width) = (size * below, size * thickness);
    match out.last_mut() {
        Some(last) if (last.x1 - x0).abs() < 1e-6 && last.y1 == y && last.y0 == y => last.x1 = x1,
        _ => out.push(RuleLine {
            x0,
            y0: y,
            x1,
            y1: y,
            width,
            colour,
        }),
    }
}

/// A box as high as capitals, in the middle of its width, and a tick in it.
fn check(out: &mut Vec<RuleLine>, left: f64, Look { size, colour, .. }: Look, ticked: bool) {
    const SIDE: f64 = 0.66;
    let side = SIDE * size;
    let width = size / 24.0;
    let x0 = left + (word::CHECK_WIDTH * size - side) / 2.0;
    let (x1, y0, y1) = (x0 + side, -side, 0.0);
    let half = width / 2.0;
    let mut stroke = |x0, y0, x1, y1| {
        out.push(RuleLine {
            x0,
            y0,
            x1,
            y1,
            width,
            colour,
        });
    };
    // The horizontal sides reach over the ends of the upright ones.
    stroke(x0 - half, y0, x1 + half, y0);
    stroke(x0 - half, y1, x1 + half, y1);
    stroke(x0, y0, x0, y1);
    stroke(x1, y0, x1, y1);
    if ticked {
        let point = |x: f64, y: f64| (x0 + x * side, y0 + y * side);
        let [start, foot, end] = [point(0.2, 0.5), point(0.42, 0.75), point(0.82, 0.22)];
        stroke(start.0, start.1, foot.0, foot.1);
        stroke(foot.0, foot.1, end.0, end.1);
    }
}
