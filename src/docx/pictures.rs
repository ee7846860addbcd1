//! Pictures over the text: DrawingML anchors in the document, PNG parts beside it.

use super::OFFICE;
use super::package::Part;
use super::parts::Relations;
use super::xml::Element;
use crate::sheet::{BoxSize, FloatingPicture, Twips};

const EMU_PER_TWIP: i32 = 635;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";

/// The pictures of a document in the order of its text.
#[derive(Default)]
pub(super) struct Pictures<'a>(Vec<&'a FloatingPicture>);

impl<'a> Pictures<'a> {
    /// The run that holds one more picture.
    pub(super) fn run(&mut self, picture: &'a FloatingPicture) -> Element {
        self.0.push(picture);
        let drawing = Element::new("w:drawing").holding([anchor(picture, self.0.len())]);
        Element::new("w:r").holding([drawing])
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

fn relation(number: usize) -> String {
    format!("rIdPicture{number}")
}

/// A picture in front of the text, which flows as if it were not there. A paragraph's top is above the space
/// before it. (From the line's top would do as well, but LibreOffice counts upwards from there.)
fn anchor(picture: &FloatingPicture, number: usize) -> Element {
    let FloatingPicture {
        picture: _,
        description,
        across,
        down,
        size,
    } = picture;
    let number_text = number.to_string();
    let anchor = [
        ("distT", "0"),
        ("distB", "0"),
        ("distL", "0"),
        ("distR", "0"),
        ("simplePos", "0"),
        // The later over the earlier.
        ("relativeHeight", &number_text),
        ("behindDoc", "0"),
        ("locked", "0"),
        ("layoutInCell", "1"),
        ("allowOverlap", "1"),
    ]
    .into_iter()
    .fold(
        Element::new("wp:anchor")
            .with("xmlns:wp", format!("{DRAWING}/wordprocessingDrawing"))
            .with("xmlns:a", format!("{DRAWING}/main"))
            .with("xmlns:pic", format!("{DRAWING}/picture")),
        |anchor, (name, value)| anchor.with(name, value.to_owned()),
    );
    let locks = Element::new("a:graphicFrameLocks").with("noChangeAspect", "1");
    let data = Element::new("a:graphicData").with("uri", format!("{DRAWING}/picture"));
    anchor.holding([
        Element::new("wp:simplePos").with("x", "0").with("y", "0"),
        position("wp:positionH", "column", *across),
        position("wp:positionV", "paragraph", *down),
        extent("wp:extent", *size),
        ["l", "t", "r", "b"]
            .iter()
            .fold(Element::new("wp:effectExtent"), |e, side| e.with(side, "0")),
        Element::new("wp:wrapNone"),
        named("wp:docPr", number, description),
        Element::new("wp:cNvGraphicFramePr").holding([locks]),
        Element::new("a:graphic").holding([data.holding([graphic(*size, number, description)])]),
    ])
}

fn graphic(size: BoxSize, number: usize, description: &str) -> Element {
    let identity = [
        named("pic:cNvPr", number, description),
        Element::new("pic:cNvPicPr"),
    ];
    let fill = [
        Element::new("a:blip").with("r:embed", relation(number)),
        Element::new("a:stretch").holding([Element::new("a:fillRect")]),
    ];
    let frame = [
        Element::new("a:off").with("x", "0").with("y", "0"),
        extent("a:ext", size),
    ];
    let shape = [
        Element::new("a:xfrm").holding(frame),
        Element::new("a:prstGeom")
            .with("prst", "rect")
            .holding([Element::new("a:avLst")]),
    ];
    Element::new("pic:pic").holding([
        Element::new("pic:nvPicPr").holding(identity),
        Element::new("pic:blipFill").holding(fill),
        Element::new("pic:spPr").holding(shape),
    ])
}

/// Word wants a name; what is read out is the description.
fn named(element: &'static str, number: usize, description: &str) -> Element {
    Element::new(element)
        .with("id", number.to_string())
        .with("name", format!("Picture {number}"))
        .with_text("descr", description)
}

fn position(element: &'static str, from: &'static str, offset: Twips) -> Element {
    let value = Element::new("wp:posOffset").saying(&emu(offset));
    Element::new(element)
        .with("relativeFrom", from)
        .holding([value])
}

fn extent(element: &'static str, size: BoxSize) -> Element {
    let BoxSize { width, height } = size;
    Element::new(element)
        .with("cx", emu(width))
        .with("cy", emu(height))
}

fn emu(length: Twips) -> String {
    length.0.saturating_mul(EMU_PER_TWIP).to_string()
}
