//! What one place of a file says of runs and paragraphs: direct, in a style, in a level of a numbering.
//!
//! In: `w:rPr` and `w:pPr`. Out: [`RunLook`] and [`ParagraphLook`], in which nothing that is not said has a value, so
//! that they can be laid one over another.

use super::legacy::Font;
use super::styles::Theme;
use super::xml::{Node, Ns, number};
use crate::import::flat::{Align, Raised};

/// The longest text of an attribute that is handed on: Word's own bound of names.
const LONGEST: usize = 255;

/// The beginning of a name, as much as Word itself allows.
pub(super) fn bounded(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// Lays what `other` says over what is there.
macro_rules! overlay {
    ($self:ident, $other:ident: $($field:ident),*) => {
        $(if $other.$field.is_some() { $self.$field = $other.$field.clone(); })*
    };
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct RunLook {
    pub(super) style: Option<String>,
    pub(super) toggles: Toggles,
    pub(super) underline: Option<bool>,
    pub(super) raised: Option<Raised>,
    pub(super) size: Option<u16>,
    /// Said to be the program's choice where there is nothing inside.
    pub(super) colour: Option<Option<u32>>,
    pub(super) marked: Option<bool>,
    /// The font of plain letters.
    pub(super) ascii: Option<Font>,
    /// The font of other letters.
    pub(super) other: Option<Font>,
}

/// Properties that are on where one of two styles has them, and off where both have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Toggles {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) caps: Option<bool>,
    pub(super) small_caps: Option<bool>,
    pub(super) strike: Option<bool>,
    pub(super) double_strike: Option<bool>,
    pub(super) hidden: Option<bool>,
}

impl Toggles {
    fn lay(&mut self, other: &Self) {
        overlay!(self, other: bold, italic, caps, small_caps, strike, double_strike, hidden);
    }

    /// What the styles of different kinds make together, `other` being another kind.
    pub(super) fn against(self, other: &Self) -> Self {
        let either = |one: Option<bool>, two: Option<bool>| match (one, two) {
            (Some(one), Some(two)) => Some(one != two),
            (one, two) => one.or(two),
        };
        Self {
            bold: either(self.bold, other.bold),
            italic: either(self.italic, other.italic),
            caps: either(self.caps, other.caps),
            small_caps: either(self.small_caps, other.small_caps),
            strike: either(self.strike, other.strike),
            double_strike: either(self.double_strike, other.double_strike),
            hidden: either(self.hidden, other.hidden),
        }
    }

    /// Those of the document's defaults stay on whatever a style says.
    pub(super) fn or(self, defaults: &Self) -> Self {
        let or = |own: Option<bool>, default: Option<bool>| match default {
            Some(true) => Some(true),
            _ => own,
        };
        Self {
            bold: or(self.bold, defaults.bold),
            italic: or(self.italic, defaults.italic),
            caps: or(self.caps, defaults.caps),
            small_caps: or(self.small_caps, defaults.small_caps),
            strike: or(self.strike, defaults.strike),
            double_strike: or(self.double_strike, defaults.double_strike),
            hidden: or(self.hidden, defaults.hidden),
        }
    }
}

impl RunLook {
    /// Reads a `w:rPr`; `rejected` reads what it was before it was changed.
    pub(super) fn read(node: Node<'_>, theme: &Theme, rejected: bool) -> Self {
        let before = node.child("rPrChange").filter(|_| rejected);
        if let Some(before) = before.and_then(|change| change.child("rPr")) {
            return Self::read(before, theme, false);
        }
        let mut look = Self::default();
        for child in node.children() {
            let on = || Some(child.switch());
            match child.word() {
                "rStyle" => look.style = child.value().map(bounded),
                "b" => look.toggles.bold = on(),
                "i" => look.toggles.italic = on(),
                "caps" => look.toggles.caps = on(),
                "smallCaps" => look.toggles.small_caps = on(),
                "strike" => look.toggles.strike = on(),
                "dstrike" => look.toggles.double_strike = on(),
                "vanish" => look.toggles.hidden = on(),
                "u" => look.underline = Some(!matches!(child.value(), Some("none" | "0"))),
                "vertAlign" => {
                    look.raised = Some(match child.value() {
                        Some("superscript") => Raised::Above,
                        Some("subscript") => Raised::Below,
                        _ => Raised::No,
                    });
                }
                "sz" => {
                    // Half-points, or a measure with its unit in Strict files.
                    let value = child.value().unwrap_or_default();
                    let plain = value.ends_with(|c: char| c.is_ascii_digit());
                    let size = number(value).map(|size| if plain { size } else { size / 10 });
                    look.size = size.and_then(|size| u16::try_from(size.clamp(0, 3276)).ok());
                }
                "color" => {
                    let value = child.value().unwrap_or_default();
                    let colour = u32::from_str_radix(value, 16).ok();
                    // Black is what the program chooses on white paper.
                    look.colour = Some(colour.filter(|colour| *colour != 0));
                }
                "highlight" => look.marked = Some(child.value() != Some("none")),
                "rFonts" => {
                    let font = |of_theme: &str, own: &str| {
                        let theme = child.attribute(of_theme).and_then(|name| theme.font(name));
                        theme.or_else(|| child.attribute(own).map(Font::of))
                    };
                    look.ascii = font("asciiTheme", "ascii");
                    look.other = font("hAnsiTheme", "hAnsi");
                }
                _ => {}
            }
        }
        look
    }

    /// Lays what `other` says over what is there, toggles too.
    pub(super) fn lay(&mut self, other: &Self) {
        self.toggles.lay(&other.toggles);
        self.lay_plain(other);
    }

    /// Likewise, but for the toggles.
    pub(super) fn lay_plain(&mut self, other: &Self) {
        overlay!(self, other: style, underline, raised, size, colour, marked, ascii, other);
    }
}

/// Lines above, below and around: whether each is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Edges {
    pub(super) top: Option<bool>,
    pub(super) bottom: Option<bool>,
    pub(super) left: Option<bool>,
    pub(super) right: Option<bool>,
    pub(super) between_rows: Option<bool>,
    pub(super) between_columns: Option<bool>,
}

impl Edges {
    /// Reads `w:pBdr`, `w:tblBorders`, `w:tcBorders`.
    pub(super) fn read(node: Node<'_>) -> Self {
        let mut edges = Self::default();
        for child in node.children() {
            let drawn = Some(!matches!(child.value(), None | Some("nil" | "none")));
            match child.word() {
                "top" => edges.top = drawn,
                "bottom" => edges.bottom = drawn,
                "left" | "start" => edges.left = drawn,
                "right" | "end" => edges.right = drawn,
                "insideH" | "between" => edges.between_rows = drawn,
                "insideV" => edges.between_columns = drawn,
                _ => {}
            }
        }
        edges
    }

    pub(super) fn lay(&mut self, other: &Self) {
        overlay!(self, other: top, bottom, left, right, between_rows, between_columns);
    }

    pub(super) fn any(&self) -> bool {
        let all = [
            self.top,
            self.bottom,
            self.left,
            self.right,
            self.between_rows,
            self.between_columns,
        ];
        all.contains(&Some(true))
    }
}

/// Which list a paragraph counts in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counted {
    /// 0 takes a style's number away.
    pub(super) list: Option<u32>,
    pub(super) level: Option<u8>,
}

/// The most tab stops of a paragraph; Word has 64.
const MOST_STOPS: usize = 64;

/// A paragraph that stands apart from the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    Box,
    /// A large first letter, of the paragraph that follows.
    DropCap,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct ParagraphLook {
    pub(super) style: Option<String>,
    pub(super) align: Option<Align>,
    pub(super) left: Option<i32>,
    pub(super) first: Option<i32>,
    /// 9 and more is text of the body.
    pub(super) outline: Option<u8>,
    pub(super) page_before: Option<bool>,
    pub(super) edges: Edges,
    pub(super) counted: Counted,
    pub(super) frame: Option<Frame>,
    /// Of each tab stop from left to right, whether dots or a line lead to it.
    pub(super) leaders: Option<Vec<bool>>,
}

impl ParagraphLook {
    /// Reads a `w:pPr`; `rejected` reads what it was before it was changed.
    pub(super) fn read(node: Node<'_>, rejected: bool) -> Self {
        let before = node.child("pPrChange").filter(|_| rejected);
        if let Some(before) = before.and_then(|change| change.child("pPr")) {
            return Self::read(before, false);
        }
        let mut look = Self::default();
        let mut turned = false;
        for child in node.children() {
            match child.word() {
                "pStyle" => look.style = child.value().map(bounded),
                "jc" => {
                    look.align = Some(match child.value() {
                        Some("center") => Align::Center,
                        Some("right" | "end") => Align::Right,
                        Some("left" | "start") | None => Align::Left,
                        Some(_) => Align::Justify,
                    });
                }
                "bidi" => turned = child.switch(),
                "ind" => {
                    let measure = |name: &str| child.attribute(name).and_then(number);
                    look.left = measure("left").or_else(|| measure("start"));
                    let hanging = measure("hanging").map(|twips| -twips);
                    look.first = hanging.or_else(|| measure("firstLine"));
                }
                "outlineLvl" => look.outline = child.value().and_then(|v| v.parse().ok()),
                "pageBreakBefore" => look.page_before = Some(child.switch()),
                "tabs" => look.leaders = leaders(child),
                "pBdr" => look.edges = Edges::read(child),
                "numPr" => {
                    let value = |name: &str| child.value_of(name);
                    look.counted.list = value("numId").and_then(|v| v.trim().parse().ok());
                    look.counted.level = value("ilvl").and_then(|v| v.trim().parse().ok());
                }
                "framePr" => {
                    look.frame = Some(match child.attribute("dropCap") {
                        Some("drop" | "margin") => Frame::DropCap,
                        _ => Frame::Box,
                    });
                }
                _ => {}
            }
        }
        if turned {
            // In text from right to left, `left` is where lines begin.
            look.align = match look.align {
                Some(Align::Right) => Some(Align::Left),
                Some(Align::Left) | None => Some(Align::Right),
                other => other,
            };
        }
        look
    }

    /// Lays what `other` says over what is there.
    pub(super) fn lay(&mut self, other: &Self) {
        overlay!(self, other: style, align, left, first, outline, page_before, frame, leaders);
        self.edges.lay(&other.edges);
        let (counted, over) = (&mut self.counted, &other.counted);
        overlay!(counted, over: list, level);
    }
}

/// The stops of a `w:tabs`; nothing where none has a leader, which is what they mostly are.
fn leaders(node: Node<'_>) -> Option<Vec<bool>> {
    let stops = node.children().filter(|stop| stop.word() == "tab");
    let stops = stops.filter(|stop| stop.value() != Some("clear"));
    let leads = |stop: &Node<'_>| {
        let leader = stop.attribute("leader").unwrap_or("none");
        !matches!(leader, "none" | "middleDot")
    };
    let mut all: Vec<(i32, bool)> = stops
        .take(MOST_STOPS)
        .map(|stop| {
            (
                stop.attribute("pos").and_then(number).unwrap_or(0),
                leads(&stop),
            )
        })
        .collect();
    all.sort_unstable_by_key(|(at, _)| *at);
    let any = all.iter().any(|(_, leads)| *leads);
    any.then(|| all.into_iter().map(|(_, leads)| leads).collect())
}

/// The first of Word's own elements of this name in one of them, which stand in branches of compatibility, too.
pub(super) fn child_or_chosen<'t>(node: Node<'t>, name: &str) -> Option<Node<'t>> {
    node.child(name).or_else(|| {
        let mut branches = node
            .children()
            .filter(|child| child.is(Ns::Mc, "AlternateContent"));
        branches.find_map(|branch| branch.chosen()?.child(name))
    })
}
