//! Pictures over the text: DrawingML anchors in the document, PNG parts beside it.
//!
//! docx-rs numbers pictures over the whole process and knows no words in their place, so a run
//! that names a style which no document has stands for each until the part is read back.

use super::OFFICE;
use super::normalise::Element;
use super::package::Part;
use super::parts::Relations;
use crate::sheet::{BoxSize, FloatingPicture, Twips};
use docx_rs::Run;
use quick_xml::escape::escape;

/// Before a picture's number in the style of the run that stands for it.
const MARK: &str = "vanban:picture:";
const EMU_PER_TWIP: i32 = 635;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";

/// The pictures of a document in the order of its text.
#[derive(Default)]
pub(super) struct Pictures<'a>(Vec<&'a FloatingPicture>);

impl<'a> Pictures<'a> {
    /// The run that stands for one more picture.
    pub(super) fn run(&mut self, picture: &'a FloatingPicture) -> Run {
        self.0.push(picture);
        Run::new().style(&format!("{MARK}{}", self.0.len()))
    }

    /// Puts the pictures where their runs are.
    pub(super) fn fill(&self, element: &mut Element) {
        if element.name == "w:r"
            && let Some(number) = number(element)
            && let Some(picture) = self.0.get(number - 1)
        {
            let mut drawing = Element::new("w:drawing");
            drawing.push(anchor(picture, number));
            element.children.clear();
            element.push(drawing);
        } else {
            element.elements_mut().for_each(|child| self.fill(child));
        }
    }

    /// The files, related to the document.
    pub(super) fn parts(&self, relations: &mut Relations) -> Vec<Part> {
        let numbered = (1..).zip(&self.0);
        numbered
            .map(|(number, picture)| {
                let target = format!("media/image{number}.png");
                relations.add(&relation(number), &format!("{OFFICE}/image"), &target);
                Part::png(&format!("word/{target}"), picture.picture.file())
            })
            .collect()
    }
}

/// The number of the picture that a run stands for, from 1.
fn number(run: &Element) -> Option<usize> {
    let style = run.child("w:rPr")?.child("w:rStyle")?;
    let number = style.attribute("w:val")?.strip_prefix(MARK)?;
    number.parse().ok().filter(|&number| number > 0)
}

fn relation(number: usize) -> String {
    format!("rIdPicture{number}")
}

/// In front of the text, which flows as if it were not there. A paragraph's top is above the space
/// before it. (From the line's top would do as well, but LibreOffice counts upwards from there.)
fn anchor(picture: &FloatingPicture, number: usize) -> Element {
    let FloatingPicture {
        picture: _,
        description,
        across,
        down,
        size,
    } = picture;
    let mut anchor = Element::new("wp:anchor")
        .with("xmlns:wp", format!("{DRAWING}/wordprocessingDrawing"))
        .with("xmlns:a", format!("{DRAWING}/main"))
        .with("xmlns:pic", format!("{DRAWING}/picture"));
    for (name, value) in [
        ("distT", "0"),
        ("distB", "0"),
        ("distL", "0"),
        ("distR", "0"),
        ("simplePos", "0"),
        // The later over the earlier.
        ("relativeHeight", &number.to_string()),
        ("behindDoc", "0"),
        ("locked", "0"),
        ("layoutInCell", "1"),
        ("allowOverlap", "1"),
    ] {
        anchor.set(name, value);
    }
    anchor.push(Element::new("wp:simplePos").with("x", "0").with("y", "0"));
    anchor.push(position("wp:positionH", "column", *across));
    anchor.push(position("wp:positionV", "paragraph", *down));
    anchor.push(extent("wp:extent", *size));
    anchor.push(
        ["l", "t", "r", "b"]
            .iter()
            .fold(Element::new("wp:effectExtent"), |e, side| e.with(side, "0")),
    );
    anchor.push(Element::new("wp:wrapNone"));
    anchor.push(named("wp:docPr", number, description));
    anchor.push(holding(
        Element::new("wp:cNvGraphicFramePr"),
        [Element::new("a:graphicFrameLocks").with("noChangeAspect", "1")],
    ));
    let data = holding(
        Element::new("a:graphicData").with("uri", format!("{DRAWING}/picture")),
        [graphic(*size, number, description)],
    );
    anchor.push(holding(Element::new("a:graphic"), [data]));
    anchor
}

fn graphic(size: BoxSize, number: usize, description: &str) -> Element {
    let identity = [
        named("pic:cNvPr", number, description),
        Element::new("pic:cNvPicPr"),
    ];
    let fill = [
        Element::new("a:blip").with("r:embed", relation(number)),
        holding(Element::new("a:stretch"), [Element::new("a:fillRect")]),
    ];
    let frame = [
        Element::new("a:off").with("x", "0").with("y", "0"),
        extent("a:ext", size),
    ];
    let shape = [
        holding(Element::new("a:xfrm"), frame),
        holding(
            Element::new("a:prstGeom").with("prst", "rect"),
            [Element::new("a:avLst")],
        ),
    ];
    holding(
        Element::new("pic:pic"),
        [
            holding(Element::new("pic:nvPicPr"), identity),
            holding(Element::new("pic:blipFill"), fill),
            holding(Element::new("pic:spPr"), shape),
        ],
    )
}

fn holding<const N: usize>(mut parent: Element, children: [Element; N]) -> Element {
    children.into_iter().for_each(|child| parent.push(child));
    parent
}

/// Word wants a name; what is read out is the description.
fn named(element: &str, number: usize, description: &str) -> Element {
    Element::new(element)
        .with("id", number.to_string())
        .with("name", format!("Picture {number}"))
        .with("descr", escape(description))
}

fn position(element: &str, from: &str, offset: Twips) -> Element {
    let mut value = Element::new("wp:posOffset");
    value.push_text(emu(offset));
    holding(Element::new(element).with("relativeFrom", from), [value])
}

fn extent(element: &str, size: BoxSize) -> Element {
    let BoxSize { width, height } = size;
    Element::new(element)
        .with("cx", emu(width))
        .with("cy", emu(height))
}

fn emu(length: Twips) -> String {
    length.0.saturating_mul(EMU_PER_TWIP).to_string()
}
