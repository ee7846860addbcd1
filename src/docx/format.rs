//! Measures of the sheet as docx-rs properties, only where they differ from a base.

use super::normalise::{Hint, UNSET};
use crate::sheet::{Align, HalfPoints, ParagraphFormat, Rule, RunFormat, Twips};
use docx_rs::{
    AlignmentType, LineSpacing, LineSpacingType, ParagraphBorder, ParagraphBorderPosition,
    ParagraphBorders, ParagraphProperty, RunFonts, RunProperty, SpecialIndentType,
};

/// What Word takes where no style says anything (and `docDefaults` says the same).
pub(super) const PLAIN: ParagraphFormat = ParagraphFormat {
    align: Align::Left,
    left: Twips(0),
    right: Twips(0),
    first_line: Twips(0),
    before: Twips(0),
    after: Twips(0),
    line: 240,
    keep_next: false,
    keep_lines: false,
    widow_control: true,
    page_break_before: false,
    rule_below: None,
};

/// Properties of a paragraph that differ from `base`; the hints are what docx-rs cannot say.
pub(super) fn paragraph(
    format: &ParagraphFormat,
    base: &ParagraphFormat,
) -> (ParagraphProperty, Vec<Hint>) {
    let ParagraphFormat {
        align,
        left,
        right,
        first_line,
        before,
        after,
        line,
        keep_next,
        keep_lines,
        widow_control,
        page_break_before,
        rule_below,
    } = format;
    let mut property = ParagraphProperty::new();
    let mut hints = Vec::new();
    if *align != base.align {
        property = property.align(alignment(*align));
    }
    if (*left, *right, *first_line) != (base.left, base.right, base.first_line) {
        property = property.indent(
            Some(only(*left, base.left)),
            (*first_line != base.first_line).then(|| special(*first_line)),
            Some(only(*right, base.right)),
            None,
        );
    }
    if (*before, *after, *line) != (base.before, base.after, base.line) {
        property = property.line_spacing(spacing_beside(format, base));
    }
    if *widow_control != base.widow_control {
        property = property.widow_control(*widow_control);
    }
    if *rule_below != base.rule_below {
        property = property.set_borders(borders(*rule_below));
    }
    for (value, inherited, hint) in [
        (*keep_next, base.keep_next, Hint::NoKeepNext),
        (*keep_lines, base.keep_lines, Hint::NoKeepLines),
        (
            *page_break_before,
            base.page_break_before,
            Hint::NoPageBreakBefore,
        ),
    ] {
        match (value, inherited, hint) {
            (false, true, hint) => hints.push(hint),
            (true, false, Hint::NoKeepNext) => property = property.keep_next(true),
            (true, false, Hint::NoKeepLines) => property = property.keep_lines(true),
            (true, false, _) => property = property.page_break_before(true),
            _ => {}
        }
    }
    (property, hints)
}

/// All of a style's spacing: a style shows its measures even where they are Word's own.
pub(super) fn spacing(format: &ParagraphFormat) -> LineSpacing {
    LineSpacing::new()
        .before(unsigned(format.before))
        .after(unsigned(format.after))
        .line(i32::try_from(format.line).unwrap_or(i32::MAX))
        .line_rule(LineSpacingType::Auto)
}

fn spacing_beside(format: &ParagraphFormat, base: &ParagraphFormat) -> LineSpacing {
    let mut spacing = LineSpacing::new();
    if format.before != base.before {
        spacing = spacing.before(unsigned(format.before));
    }
    if format.after != base.after {
        spacing = spacing.after(unsigned(format.after));
    }
    if format.line != base.line {
        spacing = spacing
            .line(i32::try_from(format.line).unwrap_or(i32::MAX))
            .line_rule(LineSpacingType::Auto);
    }
    spacing
}

fn only(value: Twips, base: Twips) -> i32 {
    if value == base { UNSET } else { value.0 }
}

/// First line or hanging indent; 0 stands as a first line, which undoes both.
pub(super) fn special(first_line: Twips) -> SpecialIndentType {
    if first_line.0 < 0 {
        SpecialIndentType::Hanging(-first_line.0)
    } else {
        SpecialIndentType::FirstLine(first_line.0)
    }
}

fn alignment(align: Align) -> AlignmentType {
    match align {
        Align::Left => AlignmentType::Left,
        Align::Centre => AlignmentType::Center,
        Align::Right => AlignmentType::Right,
        Align::Justify => AlignmentType::Both,
    }
}

fn borders(rule: Option<Rule>) -> ParagraphBorders {
    let Some(Rule { eighths, space }) = rule else {
        return ParagraphBorders::with_empty().clear(ParagraphBorderPosition::Bottom);
    };
    ParagraphBorders::with_empty().set(
        ParagraphBorder::new(ParagraphBorderPosition::Bottom)
            .size(eighths as usize)
            .space(space as usize),
    )
}

/// Properties of a run that differ from `base`.
pub(super) fn run(format: RunFormat, base: RunFormat) -> RunProperty {
    let RunFormat { size, bold, italic } = format;
    let mut property = RunProperty::new();
    if size != base.size {
        property = property.size(half_points(size));
    }
    property = match (bold, base.bold) {
        (true, false) => property.bold(),
        (false, true) => property.disable_bold(),
        _ => property,
    };
    match (italic, base.italic) {
        (true, false) => property.italic(),
        (false, true) => property.disable_italic(),
        _ => property,
    }
}

/// A font size as docx-rs takes it.
pub(super) fn half_points(size: HalfPoints) -> usize {
    size.0 as usize
}

/// One family for every script: Word picks the slot by the character.
pub(super) fn fonts(family: &str) -> RunFonts {
    RunFonts::new()
        .ascii(family)
        .hi_ansi(family)
        .cs(family)
        .east_asia(family)
}

/// Lengths that Word takes without a sign.
pub(super) fn unsigned(length: Twips) -> u32 {
    u32::try_from(length.0).unwrap_or(0)
}
