//! Lines, rules and pictures to printpdf's operations.
//!
//! In: pages with every position decided, y downwards. Out: the same in PDF's coordinates, y
//! upwards. Everything but pictures is black, which is how a page begins, so no colour is ever set. All that is
//! drawn stands in marked content: of an element of the tag tree, or as an artifact.

use super::broken;
use super::fonts::resource;
use super::pictures;
use super::tags::{Artifact, Owner, Tags};
use crate::diagnostic::Result;
use crate::font::FaceId;
use crate::layout::{Item, Line, Page, PlacedPicture, RuleLine, Span};
use printpdf::{
    DictItem, LinePoint, Op, PdfFontHandle, PdfPage, Point, Pt, Rect, TextItem, TextMatrix,
    XObjectId, XObjectTransform,
};
use std::collections::BTreeMap;

/// Draws all pages and tells the tags what stands where.
pub(super) fn pages(pages: &[Page], tags: &mut Tags) -> Result<Vec<PdfPage>> {
    let numbered = pages.iter().enumerate();
    numbered.map(|(at, sheet)| page(at, sheet, tags)).collect()
}

fn page(at: usize, page: &Page, tags: &mut Tags) -> Result<PdfPage> {
    let Page {
        width,
        height,
        items,
    } = page;
    let mut pen = Pen::new(at, *height, tags);
    for item in items {
        match item {
            Item::Line(line) => pen.line(line)?,
            Item::Rule(rule) => pen.rule(rule)?,
            Item::Picture(picture) => pen.picture(picture)?,
        }
    }
    pen.close();
    let paper = Rect::from_wh(points(*width)?, points(*height)?);
    Ok(PdfPage {
        media_box: paper.clone(),
        trim_box: paper.clone(),
        crop_box: paper,
        ops: pen.ops,
    })
}

/// Writes the content of one page, and no state that stands already.
struct Pen<'t> {
    tags: &'t mut Tags,
    /// Index of the page.
    page: usize,
    height: f64,
    /// To whom the marked content belongs that is open.
    owner: Option<Owner>,
    /// A text section is open, inside the marked content.
    in_text: bool,
    font: Option<(FaceId, Pt)>,
    thickness: Option<Pt>,
    /// How many pictures the page has so far.
    pictures: usize,
    ops: Vec<Op>,
}

impl<'t> Pen<'t> {
    fn new(page: usize, height: f64, tags: &'t mut Tags) -> Self {
        Self {
            tags,
            page,
            height,
            owner: None,
            in_text: false,
            font: None,
            thickness: None,
            pictures: 0,
            ops: Vec::new(),
        }
    }

    /// Goes on in the marked content of an owner, opened where it is not.
    fn mark(&mut self, owner: Owner) {
        if self.owner == Some(owner) {
            return;
        }
        self.close();
        let (tag, properties) = match owner {
            Owner::Element(element) => {
                let (tag, number) = self.tags.content(element, self.page);
                (tag, vec![("MCID", DictItem::Int(number as i64))])
            }
            Owner::Artifact(artifact) => ("Artifact", kind(artifact)),
        };
        let map: BTreeMap<String, DictItem> = properties
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect();
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag.to_owned(),
            properties: DictItem::Dict { map },
        });
        self.owner = Some(owner);
    }

    /// Ends what is open.
    fn close(&mut self) {
        if std::mem::take(&mut self.in_text) {
            self.ops.push(Op::EndTextSection);
        }
        if self.owner.take().is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn line(&mut self, line: &Line) -> Result<()> {
        let Line {
            part,
            baseline,
            spans,
        } = line;
        for span in spans.iter().filter(|span| !span.text.is_empty()) {
            let owner = self.tags.owner(*part, span);
            self.mark(owner);
            if !std::mem::replace(&mut self.in_text, true) {
                self.ops.push(Op::StartTextSection);
            }
            self.span(span, *baseline)?;
        }
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
            blank: _, // for tags
            mark: _,  // for tags
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
        self.mark(Owner::Artifact(Artifact::Rule));
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

    fn picture(&mut self, placed: &PlacedPicture) -> Result<()> {
        let PlacedPicture {
            part,
            picture: _, // for `pictures`
            description,
            left,
            top,
            right,
            bottom,
        } = placed;
        let (x, y) = (points(*left)?, self.up(*bottom)?);
        let (far_x, far_y) = (points(*right)?, self.up(*top)?);
        let corners = [x, y, far_x, far_y].map(|side| side.0);
        let figure = self.tags.figure(*part, description, corners);
        self.mark(Owner::Element(figure));
        self.ops.push(Op::UseXobject {
            id: XObjectId(pictures::name(self.page, self.pictures)),
            transform: XObjectTransform {
                translate_x: Some(x),
                translate_y: Some(y),
                scale_x: Some(far_x.0 - x.0),
                scale_y: Some(far_y.0 - y.0),
                no_auto_scale: true,
                ..XObjectTransform::default()
            },
        });
        self.pictures += 1;
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

/// What an artifact says of itself.
fn kind(artifact: Artifact) -> Vec<(&'static str, DictItem)> {
    let name = |name: &str| DictItem::Name(name.into());
    match artifact {
        Artifact::PageNumber => vec![("Type", name("Pagination")), ("Subtype", name("Header"))],
        Artifact::RepeatedRow => vec![("Type", name("Pagination"))],
        Artifact::Rule | Artifact::Gap => vec![("Type", name("Layout"))],
    }
}

/// Text with an offset after each space. The operator for word spacing (Tw) would be shorter, but
/// has no effect on codes of two bytes. Spaces that end the text need none.
fn widened(text: &str, offset: Pt) -> Vec<TextItem> {
    let mut items = Vec::new();
    for piece in text.split_inclusive([' ', '\u{a0}']) {
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
