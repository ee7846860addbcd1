//! Pictures: DrawingML in the document, anchored over the text or standing in a line, and their files
//! beside it.

use super::package::Part;
use super::parts::Relations;
use super::xml::Element;
use super::{OFFICE, charts};
use crate::diagnostic::Result;
use crate::picture::{Image, ImageFormat};
use crate::sheet::{
    BoxSize, Chart, ChartLook, Drawing, FloatingPicture, Graphic, Illustration, Twips,
};

const EMU_PER_TWIP: i32 = 635;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";

/// The pictures of a document in the order of its text.
#[derive(Default)]
pub(super) struct Pictures<'a> {
    /// How many are drawn.
    count: usize,
    files: Vec<File<'a>>,
    charts: Vec<(&'a Chart, &'a ChartLook)>,
}

/// A file that pictures show.
struct File<'a> {
    format: &'static str,
    bytes: &'a [u8],
    /// The digest of a picture that may be shown more than once.
    digest: Option<[u8; 32]>,
}

impl<'a> Pictures<'a> {
    /// The run that holds one more picture.
    pub(super) fn run(&mut self, drawing: &'a Drawing) -> Element {
        self.count += 1;
        let number = self.count;
        let drawn = match drawing {
            Drawing::Floating(picture) => {
                let file = self.add(File {
                    format: "png",
                    bytes: picture.picture.file(),
                    digest: None,
                });
                anchor(picture, number, file)
            }
            Drawing::Standing(illustration) => {
                let Illustration {
                    graphic,
                    description,
                    size,
                } = illustration;
                let (uri, graphic) = match graphic {
                    Graphic::Chart(chart, look) => {
                        self.charts.push((chart, look));
                        ("chart", charts::reference(self.charts.len()))
                    }
                    Graphic::Image(image) => {
                        let file = self.image(image);
                        ("picture", picture(*size, (number, file), description))
                    }
                };
                inline(*size, number, description, (uri, graphic))
            }
        };
        Element::new("w:r").holding([Element::new("w:drawing").holding([drawn])])
    }

    fn image(&mut self, image: &'a Image) -> usize {
        self.add(File {
            format: match image.format() {
                ImageFormat::Png => "png",
                ImageFormat::Jpeg => "jpeg",
            },
            bytes: image.file(),
            digest: Some(image.digest()),
        })
    }

    /// The number of a file, which is held once.
    fn add(&mut self, file: File<'a>) -> usize {
        let same = |known: &File<'_>| known.digest.is_some() && known.digest == file.digest;
        if let Some(known) = self.files.iter().position(same) {
            return known + 1;
        }
        self.files.push(file);
        self.files.len()
    }

    /// The files, related to the document; the words of charts are in a font of that family.
    pub(super) fn parts(&self, relations: &mut Relations, family: &str) -> Result<Vec<Part>> {
        let numbered = (1..).zip(&self.files);
        let mut parts: Vec<Part> = numbered
            .map(|(number, file)| {
                let target = format!("media/image{number}.{}", file.format);
                relations.add(&relation(number), &format!("{OFFICE}/image"), &target);
                Part::bare(&format!("word/{target}"), file.bytes)
            })
            .collect();
        for (number, (chart, look)) in (1..).zip(&self.charts) {
            parts.extend(charts::parts(number, (chart, look), family, relations)?);
        }
        Ok(parts)
    }
}

fn relation(number: usize) -> String {
    format!("rIdPicture{number}")
}

/// An illustration as a letter of its line.
fn inline(
    size: BoxSize,
    number: usize,
    description: &str,
    (uri, graphic): (&'static str, Element),
) -> Element {
    let inline = ["distT", "distB", "distL", "distR"];
    let inline = inline
        .iter()
        .fold(Element::new("wp:inline"), |inline, side| {
            inline.with(side, "0")
        });
    let locks = Element::new("a:graphicFrameLocks").with("noChangeAspect", "1");
    let data = Element::new("a:graphicData").with("uri", format!("{DRAWING}/{uri}"));
    spaces(inline).holding([
        extent("wp:extent", size),
        no_effect(),
        named("wp:docPr", number, description),
        Element::new("wp:cNvGraphicFramePr").holding([locks]),
        Element::new("a:graphic").holding([data.holding([graphic])]),
    ])
}

/// The element with the name spaces of drawings.
fn spaces(element: Element) -> Element {
    element
        .with("xmlns:wp", format!("{DRAWING}/wordprocessingDrawing"))
        .with("xmlns:a", format!("{DRAWING}/main"))
        .with("xmlns:pic", format!("{DRAWING}/picture"))
}

fn no_effect() -> Element {
    let sides = ["l", "t", "r", "b"].iter();
    sides.fold(Element::new("wp:effectExtent"), |e, side| e.with(side, "0"))
}

/// A picture in front of the text, which flows as if it were not there. A paragraph's top is above the space
/// before it. (From the line's top would do as well, but LibreOffice counts upwards from there.)
fn anchor(floating: &FloatingPicture, number: usize, file: usize) -> Element {
    let FloatingPicture {
        picture: _,
        description,
        across,
        down,
        size,
    } = floating;
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
        spaces(Element::new("wp:anchor")),
        |anchor, (name, value)| anchor.with(name, value.to_owned()),
    );
    let locks = Element::new("a:graphicFrameLocks").with("noChangeAspect", "1");
    let data = Element::new("a:graphicData").with("uri", format!("{DRAWING}/picture"));
    anchor.holding([
        Element::new("wp:simplePos").with("x", "0").with("y", "0"),
        position("wp:positionH", "column", *across),
        position("wp:positionV", "paragraph", *down),
        extent("wp:extent", *size),
        no_effect(),
        Element::new("wp:wrapNone"),
        named("wp:docPr", number, description),
        Element::new("wp:cNvGraphicFramePr").holding([locks]),
        Element::new("a:graphic").holding([data.holding([picture(
            *size,
            (number, file),
            description,
        )])]),
    ])
}

/// A picture of its file.
fn picture(size: BoxSize, (number, file): (usize, usize), description: &str) -> Element {
    let identity = [
        named("pic:cNvPr", number, description),
        Element::new("pic:cNvPicPr"),
    ];
    let fill = [
        Element::new("a:blip").with("r:embed", relation(file)),
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
