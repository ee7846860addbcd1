//! All that is no text: rules, pictures, charts, and the places that are filled in later.

use super::write::{File, Svg};
use crate::chart::{Plot, Shape, Stroke, Tint};
use crate::layout::{Field, FieldKind, Graphic, PlacedPicture, RuleLine};
use crate::sheet::Colour;

/// Rules that follow one another and look alike are one path.
#[derive(Default)]
pub(super) struct Rules {
    /// The look of the path that is open.
    open: Option<(f64, Colour)>,
}

impl Rules {
    /// Adds a rule.
    pub(super) fn add(&mut self, rule: &RuleLine, svg: &mut Svg<'_>) {
        let RuleLine {
            x0,
            y0,
            x1,
            y1,
            width,
            colour,
        } = *rule;
        if self.open != Some((width, colour)) {
            self.end(svg);
            self.open = Some((width, colour));
            let Colour { red, green, blue } = colour;
            svg.raw("<path").colour("stroke", [red, green, blue]);
            svg.length("stroke-width", width).raw(" d=\"");
        }
        svg.raw("M").number(x0).raw(" ").number(y0);
        svg.raw("L").number(x1).raw(" ").number(y1);
    }

    /// Ends the path that is open.
    pub(super) fn end(&mut self, svg: &mut Svg<'_>) {
        if self.open.take().is_some() {
            svg.raw("\"/>");
        }
    }
}

/// Draws a picture or a chart, with its words for those who do not see it.
pub(super) fn picture<'a>(placed: &'a PlacedPicture, svg: &mut Svg<'a>) {
    let PlacedPicture {
        part: _, // for tags
        graphic,
        description,
        left,
        top,
        right,
        bottom,
    } = placed;
    let file = match graphic {
        Graphic::Plot(plot) => {
            svg.raw("<g role=\"img\" aria-label=\"");
            svg.words(description).raw("\" transform=\"translate(");
            svg.number(*left).raw(" ").number(*top).raw(")\"");
            svg.raw(" stroke-linejoin=\"round\">");
            plotted(plot, svg);
            svg.raw("</g>");
            return;
        }
        Graphic::Stamp(picture) => File::Stamp(picture),
        Graphic::Image(image) => File::Image(image),
    };
    svg.raw("<image").length("x", *left).length("y", *top);
    svg.length("width", right - left);
    svg.length("height", bottom - top);
    svg.raw(" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"");
    svg.words(description);
    svg.raw("\"").picture(file).raw("/>");
}

fn plotted(plot: &Plot, svg: &mut Svg<'_>) {
    let Plot {
        width: _,
        height: _,
        shapes,
    } = plot;
    for shape in shapes {
        match shape {
            Shape::Area {
                points,
                fill,
                outline,
            } => {
                svg.raw("<path").colour("fill", fill.0);
                if let Some(stroke) = outline {
                    pen(stroke, svg);
                }
                way(points, svg);
                svg.raw("Z\"/>");
            }
            Shape::Path { points, stroke } => {
                svg.raw("<path fill=\"none\"");
                pen(stroke, svg);
                way(points, svg);
                svg.raw("\"/>");
            }
            Shape::Words {
                at: (x, y),
                size,
                turned,
                colour,
                text,
            } => {
                svg.raw("<text").length("font-size", *size);
                if *colour != Tint::BLACK {
                    svg.colour("fill", colour.0);
                }
                if *turned == 0.0 {
                    svg.length("x", *x).length("y", *y);
                } else {
                    svg.raw(" transform=\"translate(");
                    svg.number(*x).raw(" ").number(*y).raw(") rotate(");
                    svg.number(-turned).raw(")\"");
                }
                svg.raw(">").words(text).raw("</text>");
            }
        }
    }
}

/// The attributes of a pen.
fn pen(stroke: &Stroke, svg: &mut Svg<'_>) {
    let Stroke {
        colour,
        width,
        dashes,
    } = stroke;
    svg.colour("stroke", colour.0);
    svg.length("stroke-width", *width);
    if !dashes.is_empty() {
        svg.raw(" stroke-dasharray=\"");
        for (at, dash) in dashes.iter().enumerate() {
            svg.raw(if at > 0 { " " } else { "" }).number(*dash);
        }
        svg.raw("\"");
    }
}

/// Begins the attribute that goes from point to point.
fn way(points: &[(f64, f64)], svg: &mut Svg<'_>) {
    svg.raw(" d=\"");
    for (at, (x, y)) in points.iter().enumerate() {
        svg.raw(if at > 0 { "L" } else { "M" });
        svg.number(*x).raw(" ").number(*y);
    }
}

/// Marks a place to fill in or to sign; how it looks is the page's.
pub(super) fn field(field: &Field, svg: &mut Svg<'_>) {
    let Field {
        page: _,
        left,
        top,
        right,
        bottom,
        kind,
        anchor: _,
        closing: _,
    } = field;
    let class = match kind {
        FieldKind::Text { .. } => "gap",
        FieldKind::LeaderSignature
        | FieldKind::AgencySignature
        | FieldKind::Confirmation
        | FieldKind::CornerSignature { .. } => "signing",
    };
    svg.raw("<rect class=\"").raw(class).raw("\" fill=\"none\"");
    svg.length("x", *left).length("y", *top);
    svg.length("width", right - left);
    svg.length("height", bottom - top).raw("/>");
}
