//! Rows of dots (leaders): how long they are once it is known what stands on their line.

use super::{
    inline::{Fragment, Kind},
    ruler::Ruler,
};
use crate::sheet::{TabAlign, TabStop};

/// The places where rows of dots end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tabs<'a> {
    /// From left to right.
    pub(super) stops: &'a [TabStop],
    /// The right edge of the lines, in points: where no stop is left, dots end here.
    pub(super) end: f64,
}

/// Gives the rows of dots of a line that begins at `start`, in points, their width and their dots.
pub(super) fn fill(line: &mut [Fragment<'_>], start: f64, tabs: Tabs<'_>, ruler: Ruler<'_>) {
    let mut x = start;
    for index in 0..line.len() {
        if line[index].kind == Kind::Leader {
            let behind: f64 = line[index + 1..]
                .iter()
                .take_while(|one| !matches!(one.kind, Kind::Leader | Kind::Break))
                .map(|one| one.width)
                .sum();
            line[index].width = (end(x, behind, tabs) - x).max(0.0);
            dots(&mut line[index], ruler);
        }
        x += line[index].width;
    }
}

/// Where a row of dots that begins at `x` ends, with so much text behind it.
fn end(x: f64, behind: f64, tabs: Tabs<'_>) -> f64 {
    let stop = tabs.stops.iter().find(|stop| stop.position.points() > x);
    match stop {
        Some(TabStop {
            position,
            align: TabAlign::Left,
        }) => position.points(),
        Some(TabStop {
            position,
            align: TabAlign::Right,
        }) => position.points() - behind,
        None => tabs.end - behind,
    }
}

/// As many dots as the width holds.
fn dots(leader: &mut Fragment<'_>, ruler: Ruler<'_>) {
    let dot = ruler
        .fonts
        .face(leader.look.face)
        .width(".", leader.look.size);
    let count = match dot > 0.0 {
        true => (leader.width / dot) as usize,
        false => 0,
    };
    leader.drawn = dot * count as f64;
    leader.text = ".".repeat(count).into();
}
