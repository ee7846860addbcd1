//! Lines and rules to printpdf's operations.
//!
//! In: pages with every position decided, y downwards. Out: the same in PDF's coordinates, y
//! upwards. Everything is black, which is how a page begins, so no colour is ever set.

use super::broken;
use super::fonts::resource;
use crate::diagnostic::Result;
use crate::font::FaceId;
use crate::layout::{Item, Line, Page, RuleLine, Span};
use printpdf::{LinePoint, Op, PdfFontHandle, PdfPage, Point, Pt, Rect, TextItem, TextMatrix};

/// Draws all pages.
pub(super) fn pages(pages: &[Page]) -> Result<Vec<PdfPage>> {
    pages.iter().map(page).collect()
}

fn page(page: &Page) -> Result<PdfPage> {
    let Page {
        width,
        height,
        items,
    } = page;
    let mut pen = Pen::new(*height);
    for item in items {
        match item {
            Item::Line(line) => pen.line(line)?,
            Item::Rule(rule) => pen.rule(rule)?,
        }
    }
    let paper = Rect::from_wh(points(*width)?, points(*height)?);
    Ok(PdfPage {
        media_box: paper.clone(),
        trim_box: paper.clone(),
        crop_box: paper,
        ops: pen.ops,
    })
}

/// Writes the content of one page, and no state that stands already.
struct Pen {
    height: f64,
    font: Option<(FaceId, Pt)>,
    thickness: Option<Pt>,
    ops: Vec<Op>,
}

impl Pen {
    fn new(height: f64) -> Self {
        Self {
            height,
            font: None,
            thickness: None,
            ops: Vec::new(),
        }
    }

    /// A text section of its own for each line, so that tags can enclose it.
    fn line(&mut self, line: &Line) -> Result<()> {
        let Line {
            part: _, // for tags, which come with PDF/A
            baseline,
            spans,
        } = line;
        if spans.iter().all(|span| span.text.is_empty()) {
            return Ok(());
        }
        self.ops.push(Op::StartTextSection);
        for span in spans.iter().filter(|span| !span.text.is_empty()) {
            self.span(span, *baseline)?;
        }
        self.ops.push(Op::EndTextSection);
        Ok(())
    }

    fn span(&mut self, span: &Span, baseline: f64) -> Result<()> {
        let Span {
            x,
            face,
            size,
            rise,
            text,
            space_extra,
            blank: _, // for text fields, which come later
        } = span;
        self.set_font(*face, points(*size)?);
        let matrix = TextMatrix::Translate(points(*x)?, self.up(baseline - rise)?);
        self.ops.push(Op::SetTextMatrix { matrix });
        let items = if *space_extra == 0.0 {
            vec![TextItem::Text(text.clone())]
        } else {
            widened(text, points(-space_extra * 1000.0 / size)?)
        };
        self.ops.push(Op::ShowText { items });
        Ok(())
    }

    fn rule(&mut self, rule: &RuleLine) -> Result<()> {
        let RuleLine {
            x0,
            y0,
            x1,
            y1,
            width,
        } = *rule;
        let thickness = points(width)?;
        if self.thickness != Some(thickness) {
            self.thickness = Some(thickness);
            self.ops.push(Op::SetOutlineThickness { pt: thickness });
        }
        let end = |x: f64, y: f64| -> Result<LinePoint> {
            let p = Point {
                x: points(x)?,
                y: self.up(y)?,
            };
            Ok(LinePoint { p, bezier: false })
        };
        let line = printpdf::Line {
            points: vec![end(x0, y0)?, end(x1, y1)?],
            is_closed: false,
        };
        self.ops.push(Op::DrawLine { line });
        Ok(())
    }

    fn set_font(&mut self, face: FaceId, size: Pt) {
        if self.font != Some((face, size)) {
            self.font = Some((face, size));
            let font = PdfFontHandle::External(resource(face));
            self.ops.push(Op::SetFont { font, size });
        }
    }

    /// A height from the top of the paper as one from its foot.
    fn up(&self, y: f64) -> Result<Pt> {
        points(self.height - y)
    }
}

/// Text with an offset after each space. The operator for word spacing (Tw) would be shorter, but
/// has no effect on codes of two bytes. Spaces that end the text need none.
fn widened(text: &str, offset: Pt) -> Vec<TextItem> {
    let mut items = Vec::new();
    for piece in text.split_inclusive(' ') {
        if !items.is_empty() {
            items.push(TextItem::Offset(offset.0));
        }
        items.push(TextItem::Text(piece.to_owned()));
    }
    items
}

/// A number for the file: three decimals, a 70,000th of an inch.
fn points(value: f64) -> Result<Pt> {
    // Adding 0 makes a negative zero positive.
    let rounded = (value * 1000.0).round() / 1000.0 + 0.0;
    if rounded.is_finite() {
        Ok(Pt(rounded as f32))
    } else {
        Err(broken("có vị trí không phải là số"))
    }
}
