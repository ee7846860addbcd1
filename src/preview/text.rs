//! Lines of text: an element a line, a part of it for each span, a part of that for each place of the sources.

use super::MAIN;
use super::write::Svg;
use crate::diagnostic::Utf16;
use crate::document::{Origin, OriginKind, Stretch};
use crate::font::FaceId;
use crate::layout::{Line, Span};
use crate::sheet::Colour;

/// A blank at which no line ends. Browsers widen it as any blank; justification does not.
const NO_BREAK: char = '\u{a0}';

/// The places of texts as the page of a browser counts them.
pub(super) struct Places<'a> {
    /// All sources.
    pub(super) sources: &'a [Utf16<'a>],
    /// From where the places of the document's own file count.
    pub(super) base: usize,
}

/// Writes a line.
pub(super) fn line(line: &Line, places: &Places<'_>, svg: &mut Svg<'_>) {
    let Line {
        part: _, // for tags
        baseline,
        spans,
        origins: _, // `Line::origins_of`
    } = line;
    let mut drawn = spans.iter().filter(|span| !span.text.is_empty()).peekable();
    let Some(first) = drawn.next() else {
        return;
    };
    if drawn.peek().is_none() {
        let y = baseline - first.rise;
        return part("text", first, Some(y), line, places, svg);
    }
    svg.raw("<text>");
    let mut height = None;
    for span in std::iter::once(first).chain(drawn) {
        let y = baseline - span.rise;
        let moved = height.replace(y) != Some(y);
        part("tspan", span, moved.then_some(y), line, places, svg);
    }
    svg.raw("</text>");
}

/// Writes a span as an element of that name.
fn part(
    name: &str,
    span: &Span,
    y: Option<f64>,
    line: &Line,
    places: &Places<'_>,
    svg: &mut Svg<'_>,
) {
    let Span {
        x,
        face,
        size,
        rise: _, // in `y`
        colour,
        text,
        space_extra,
        blank: _, // `shapes::field`
        mark: _,  // for tags
        reads: _, // for tags
        title: _, // for tags
        cross: _, // for links
        origins: _,
    } = span;
    svg.raw("<").raw(name).length("x", *x);
    if let Some(y) = y {
        svg.length("y", y);
    }
    svg.length("font-size", *size);
    if matches!(face, FaceId::Bold | FaceId::BoldItalic) {
        svg.raw(" font-weight=\"bold\"");
    }
    if matches!(face, FaceId::Italic | FaceId::BoldItalic) {
        svg.raw(" font-style=\"italic\"");
    }
    if *colour != Colour::BLACK {
        let Colour { red, green, blue } = *colour;
        svg.colour("fill", [red, green, blue]);
    }
    let widened = *space_extra != 0.0;
    if widened {
        svg.length("word-spacing", *space_extra);
    }
    let stretches = line.origins_of(span);
    let mut letters = text.chars();
    if let [Stretch { origin, .. }] = stretches {
        if let Some(origin) = origin {
            place(*origin, places, svg);
        }
        svg.raw(">");
        words(letters, widened, svg);
    } else {
        svg.raw(">");
        for Stretch { origin, chars, .. } in stretches {
            if let Some(origin) = origin {
                svg.raw("<tspan");
                place(*origin, places, svg);
                svg.raw(">");
            }
            words(letters.by_ref().take(*chars as usize), widened, svg);
            if origin.is_some() {
                svg.raw("</tspan>");
            }
        }
        words(letters, widened, svg);
    }
    svg.raw("</").raw(name).raw(">");
}

/// The attributes that tell where a text came from.
fn place(origin: Origin, places: &Places<'_>, svg: &mut Svg<'_>) {
    let Origin {
        source,
        kind,
        start,
        end,
    } = origin;
    let Some(text) = places.sources.get(usize::from(source)) else {
        return;
    };
    let base = if source == MAIN { places.base } else { 0 };
    let at = |byte: u32| text.at(byte as usize).saturating_sub(base);
    svg.raw(" data-at=\"").whole(at(start));
    svg.raw("-").whole(at(end)).raw("\"");
    if source != MAIN {
        svg.raw(" data-src=\"").whole(usize::from(source)).raw("\"");
    }
    match kind {
        OriginKind::Exact => {}
        OriginKind::Rewritten => {
            svg.raw(" data-as=\"rewritten\"");
        }
        OriginKind::Printed => {
            svg.raw(" data-as=\"printed\"");
        }
    }
}

/// Writes letters; in a widened line blanks at which no line ends keep their width.
fn words(letters: impl Iterator<Item = char>, widened: bool, svg: &mut Svg<'_>) {
    let mut kept = false;
    for letter in letters {
        if widened && (letter == NO_BREAK) != kept {
            kept = !kept;
            svg.raw(match kept {
                true => "<tspan word-spacing=\"0\">",
                false => "</tspan>",
            });
        }
        svg.letter(letter);
    }
    if kept {
        svg.raw("</tspan>");
    }
}
