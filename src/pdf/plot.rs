//! Charts to the content of a page: areas, lines and words in colours of their own.
//!
//! In: a [`Plot`], whose places count from its upper left corner. Out: operators between `q` and `Q`, so
//! that the page goes on in black.

use super::content::Content;
use super::fonts::{Fonts, resource};
use crate::chart::{Plot, Shape, Stroke, Tint};
use crate::diagnostic::Result;
use crate::font::FaceId;

/// Draws a chart whose upper left corner stands there.
pub(super) fn draw(
    plot: &Plot,
    (left, top): (f64, f64),
    fonts: &Fonts,
    content: &mut Content,
) -> Result<()> {
    let Plot {
        width: _,
        height: _,
        shapes,
    } = plot;
    content.operator("q");
    // Corners and ends as a pen of some breadth makes them.
    content.draw("j", &[1.0])?;
    for shape in shapes {
        match shape {
            Shape::Area {
                points,
                fill,
                outline,
            } => {
                paint("rg", *fill, content)?;
                if let Some(stroke) = outline {
                    take(stroke, content)?;
                }
                trace(points, (left, top), content)?;
                content.operator(if outline.is_some() { "b" } else { "f" });
            }
            Shape::Path { points, stroke } => {
                take(stroke, content)?;
                trace(points, (left, top), content)?;
                content.operator("S");
            }
            Shape::Words {
                at: (x, y),
                size,
                turned,
                colour,
                text,
            } => {
                paint("rg", *colour, content)?;
                content.operator("BT");
                content.font(resource(FaceId::Regular), *size)?;
                let (sine, cosine) = turned.to_radians().sin_cos();
                content.draw("Tm", &[cosine, sine, -sine, cosine, left + x, top - y])?;
                let mut codes = Vec::with_capacity(2 * text.len());
                for c in text.chars() {
                    codes.extend(fonts.code(FaceId::Regular, c)?);
                }
                content.text(&codes);
                content.operator("ET");
            }
        }
    }
    content.operator("Q");
    Ok(())
}

/// Sets the colour of areas and words (`rg`) or of lines (`RG`).
fn paint(operator: &str, Tint(colour): Tint, content: &mut Content) -> Result<()> {
    content.draw(operator, &colour.map(|channel| f64::from(channel) / 255.0))
}

/// Takes up a pen.
fn take(stroke: &Stroke, content: &mut Content) -> Result<()> {
    let Stroke {
        colour,
        width,
        dashes,
    } = stroke;
    paint("RG", *colour, content)?;
    content.draw("w", &[*width])?;
    content.dashes(dashes)
}

/// Goes from point to point.
fn trace(points: &[(f64, f64)], (left, top): (f64, f64), content: &mut Content) -> Result<()> {
    for (at, (x, y)) in points.iter().enumerate() {
        let operator = if at == 0 { "m" } else { "l" };
        content.draw(operator, &[left + x, top - y])?;
    }
    Ok(())
}
