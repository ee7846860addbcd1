//! Measures of the sheet as Word's properties, only where they differ from a base.

use super::xml::Element;
use crate::sheet::{
    Align, Colour, Frame, ParagraphFormat, Rule, RunFormat, Script, TabAlign, TabStop, Twips,
};
use std::iter::once;

/// The things that a paragraph's properties hold besides its measures.
#[derive(Default)]
pub(super) struct About<'a> {
    /// The id of its style.
    pub(super) style: Option<&'a str>,
    /// Level and `w:numId` of a list item.
    pub(super) number: Option<(u8, usize)>,
    /// Its depth in the outline, from 1.
    pub(super) outline: Option<u8>,
    /// The format of the paragraph mark.
    pub(super) mark: Option<Element>,
    /// A style shows its spacing even where it is Word's own.
    pub(super) is_style: bool,
}

/// The properties of a paragraph (`w:pPr`), in the schema's order.
pub(super) fn paragraph(
    format: &ParagraphFormat,
    base: &ParagraphFormat,
    about: About<'_>,
) -> Element {
    let ParagraphFormat {
        align,
        left: _, // these three: `indent`
        right: _,
        first_line: _,
        before: _, // these three: `spacing`
        after: _,
        line: _,
        keep_next,
        keep_lines,
        widow_control,
        page_break_before,
        rule_below,
        frame,
        tabs,
    } = format;
    let About {
        style,
        number,
        outline,
        mark,
        is_style,
    } = about;
    let mut out = Element::new("w:pPr");
    out.extend(style.map(|id| Element::new("w:pStyle").with_text("w:val", id)));
    out.extend(
        [
            ("w:keepNext", *keep_next, base.keep_next),
            ("w:keepLines", *keep_lines, base.keep_lines),
            (
                "w:pageBreakBefore",
                *page_break_before,
                base.page_break_before,
            ),
        ]
        .into_iter()
        .filter_map(|(name, on, inherited)| switch(name, on, inherited)),
    );
    if is_style || *widow_control != base.widow_control {
        let on = if *widow_control { "1" } else { "0" };
        out.push(Element::value("w:widowControl", on));
    }
    out.extend(number.map(|(level, number)| {
        Element::new("w:numPr").holding([
            Element::value("w:ilvl", level.to_string()),
            Element::value("w:numId", number.to_string()),
        ])
    }));
    if let Some(frame) = frame {
        out.push(Element::new("w:pBdr").holding(frame_lines(*frame)));
    } else if *rule_below != base.rule_below {
        out.push(Element::new("w:pBdr").holding([rule(*rule_below)]));
    }
    if *tabs != base.tabs {
        out.push(Element::new("w:tabs").holding(tabs.iter().map(tab)));
    }
    out.extend(spacing(format, base, is_style).if_any());
    out.extend(indent(format, base).if_any());
    if *align != base.align {
        out.push(Element::value("w:jc", alignment(*align)));
    }
    // Word counts from 0, and knows nine levels.
    let depth = outline.map(|level| level.saturating_sub(1).min(8));
    out.extend(depth.map(|depth| Element::value("w:outlineLvl", depth.to_string())));
    out.extend(mark);
    out
}

/// A property that is there or not, and is switched off where only the base has it.
fn switch(name: &'static str, on: bool, inherited: bool) -> Option<Element> {
    match (on, inherited) {
        (true, false) => Some(Element::new(name)),
        (false, true) => Some(Element::value(name, "0")),
        _ => None,
    }
}

/// A tab stop with a row of dots before it.
fn tab(stop: &TabStop) -> Element {
    let TabStop { position, align } = stop;
    let align = match align {
        TabAlign::Left => "left",
        TabAlign::Right => "right",
    };
    Element::value("w:tab", align)
        .with("w:leader", "dot")
        .with("w:pos", position.0.to_string())
}

fn spacing(format: &ParagraphFormat, base: &ParagraphFormat, whole: bool) -> Element {
    let mut out = Element::new("w:spacing");
    if whole || format.before != base.before {
        out.set("w:before", unsigned(format.before).to_string());
    }
    if whole || format.after != base.after {
        out.set("w:after", unsigned(format.after).to_string());
    }
    if whole || format.line != base.line {
        out.set("w:line", format.line.to_string());
        out.set("w:lineRule", "auto");
    }
    out
}

fn indent(format: &ParagraphFormat, base: &ParagraphFormat) -> Element {
    let mut out = Element::new("w:ind");
    if format.left != base.left {
        out.set("w:left", format.left.0.to_string());
    }
    if format.right != base.right {
        out.set("w:right", format.right.0.to_string());
    }
    match format.first_line {
        same if same == base.first_line => {}
        Twips(hanging @ ..0) => out.set("w:hanging", hanging.unsigned_abs().to_string()),
        // 0 stands as a first line, which undoes both.
        Twips(first) => out.set("w:firstLine", first.to_string()),
    }
    out
}

fn alignment(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
        Align::Justify => "both",
    }
}

fn rule(rule: Option<Rule>) -> Element {
    let (kind, Rule { eighths, space }) = match rule {
        Some(rule) => ("single", rule),
        // Switched off; the schema wants measures all the same.
        None => (
            "nil",
            Rule {
                eighths: 2,
                space: 0,
            },
        ),
    };
    Element::value("w:bottom", kind)
        .with("w:space", space.to_string())
        .with("w:sz", eighths.to_string())
        .with("w:color", "auto")
}

/// The four lines of a frame.
fn frame_lines(frame: Frame) -> [Element; 4] {
    let Frame {
        eighths,
        double,
        above,
        below,
        colour: inked,
    } = frame;
    let kind = if double { "double" } else { "single" };
    [
        ("w:top", above),
        ("w:left", 0),
        ("w:bottom", below),
        ("w:right", 0),
    ]
    .map(|(side, space)| {
        Element::value(side, kind)
            .with("w:sz", eighths.to_string())
            .with("w:space", space.to_string())
            .with("w:color", colour(inked))
    })
}

/// Black is what Word takes by itself.
fn colour(colour: Colour) -> String {
    let Colour { red, green, blue } = colour;
    if colour == Colour::BLACK {
        return "auto".to_owned();
    }
    format!("{red:02X}{green:02X}{blue:02X}")
}

/// The properties of a run (`w:rPr`) that differ from `base`, in the schema's order; none where
/// nothing does.
pub(super) fn run(format: RunFormat, base: RunFormat) -> Option<Element> {
    Element::new("w:rPr")
        .holding(differences(format, base))
        .if_any()
}

/// The same with a character style.
pub(super) fn styled_run(style: &'static str, format: RunFormat, base: RunFormat) -> Element {
    Element::new("w:rPr")
        .holding(once(Element::value("w:rStyle", style)).chain(differences(format, base)))
}

/// The same in a font of its own.
pub(super) fn in_font(font: &'static str, format: RunFormat, base: RunFormat) -> Element {
    let fonts = ["w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"]
        .into_iter()
        .fold(Element::new("w:rFonts"), |fonts, slot| {
            fonts.with(slot, font)
        });
    Element::new("w:rPr").holding(once(fonts).chain(differences(format, base)))
}

fn differences(format: RunFormat, base: RunFormat) -> impl Iterator<Item = Element> {
    let RunFormat {
        size,
        bold,
        italic,
        colour: inked,
        underline,
        script,
    } = format;
    let underline = (underline != base.underline)
        .then(|| Element::value("w:u", if underline { "single" } else { "none" }));
    let script = (script != base.script).then(|| {
        let place = match script {
            Script::Base => "baseline",
            Script::Superscript => "superscript",
            Script::Subscript => "subscript",
        };
        Element::value("w:vertAlign", place)
    });
    let pair = |on: bool, inherited: bool, names: [&'static str; 2]| {
        let shown = (on != inherited).then_some(names);
        shown.into_iter().flatten().map(move |name| match on {
            true => Element::new(name),
            false => Element::value(name, "false"),
        })
    };
    let size = (size != base.size).then(|| sizes(size.0));
    let inked = (inked != base.colour).then(|| Element::value("w:color", colour(inked)));
    pair(bold, base.bold, ["w:b", "w:bCs"])
        .chain(pair(italic, base.italic, ["w:i", "w:iCs"]))
        .chain(inked)
        .chain(size.into_iter().flatten())
        .chain(underline)
        .chain(script)
}

/// A font size in half-points, for all scripts.
pub(super) fn sizes(half_points: u32) -> [Element; 2] {
    ["w:sz", "w:szCs"].map(|name| Element::value(name, half_points.to_string()))
}

/// Lengths that Word takes without a sign.
pub(super) fn unsigned(length: Twips) -> u32 {
    u32::try_from(length.0).unwrap_or(0)
}
