//! Pictures in the file: images, where they stand, what is said of them.

use super::{dictionary, load, real, text};
use crate::pdf::write;
use crate::{Resources, compile, content, layout};
use lopdf::{Dictionary, Document, Object, Stream};

fn pictured() -> (layout::Pages, Document) {
    of("tests/parity/anh-ky.yaml")
}

fn of(path: &str) -> (layout::Pages, Document) {
    let resources = Resources::embedded();
    let loaded = content::load(path.as_ref()).unwrap();
    let compiled = compile(&loaded.content, &resources).unwrap();
    let pages = layout::lay_out(&compiled.sheet, &resources.fonts);
    let document = load(&write(&pages, &resources.fonts).unwrap());
    (pages, document)
}

fn placed(pages: &layout::Pages) -> Vec<&layout::PlacedPicture> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    items
        .filter_map(|item| match item {
            layout::Item::Picture(picture) => Some(picture),
            _ => None,
        })
        .collect()
}

fn stream<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> &'a Stream {
    let id = dictionary.get(key).unwrap().as_reference().unwrap();
    document.get_object(id).unwrap().as_stream().unwrap()
}

#[test]
fn images_have_their_pixels_and_a_mask() {
    let (pages, document) = pictured();
    let page = document.page_iter().next().unwrap();
    let page = document.get_dictionary(page).unwrap();
    let resources = dictionary(&document, page, "Resources");
    let images = dictionary(&document, resources, "XObject");
    assert_eq!(images.len(), 2);
    for (number, placed) in placed(&pages).into_iter().enumerate() {
        let name = format!("Picture1.{}", number + 1);
        let image = stream(&document, images, name.as_bytes());
        let layout::Graphic::Stamp(picture) = &placed.graphic else {
            panic!("{placed:?}");
        };
        let (width, height) = picture.pixels();
        for (key, value) in [("Width", width), ("Height", height)] {
            let found = image.dict.get(key.as_bytes()).unwrap().as_i64().unwrap();
            assert_eq!(found, i64::from(value));
        }
        assert_eq!(image.decompressed_content().unwrap(), picture.rgb());
        let mask = stream(&document, &image.dict, b"SMask");
        assert_eq!(mask.decompressed_content().unwrap(), picture.alpha());
    }
    let group = dictionary(&document, page, "Group");
    assert_eq!(group.get(b"CS").unwrap().as_name().unwrap(), b"DeviceRGB");
}

#[test]
fn images_are_drawn_seal_last_and_told_of_in_words() {
    let (pages, document) = pictured();
    let placed = placed(&pages);
    let page = document.page_iter().next().unwrap();
    let operations = document.get_and_decode_page_content(page).unwrap();
    let drawn: Vec<[f64; 4]> = operations
        .operations
        .windows(2)
        .filter(|pair| pair[1].operator == "Do")
        .map(|pair| {
            assert_eq!(pair[0].operator, "cm");
            let m: Vec<f64> = pair[0].operands.iter().map(real).collect();
            assert_eq!((m[1], m[2]), (0.0, 0.0));
            [m[4], m[5], m[4] + m[0], m[5] + m[3]]
        })
        .collect();
    let figures: Vec<&Dictionary> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|d| {
            d.get(b"S")
                .and_then(Object::as_name)
                .is_ok_and(|s| s == b"Figure")
        })
        .collect();
    assert_eq!((drawn.len(), figures.len()), (2, 2));
    for (corners, placed) in drawn.iter().zip(placed) {
        let height = pages.pages[0].height;
        let expected = [
            placed.left,
            height - placed.bottom,
            placed.right,
            height - placed.top,
        ];
        let near = |found: &[f64]| {
            found
                .iter()
                .zip(expected)
                .all(|(a, b)| (a - b).abs() < 0.01)
        };
        assert!(near(corners), "{corners:?} {expected:?}");
        let figure = figures
            .iter()
            .find(|figure| text(figure, "Alt") == placed.description)
            .unwrap();
        let attributes = dictionary(&document, figure, "A");
        let told = attributes.get(b"BBox").unwrap().as_array().unwrap();
        let told: Vec<f64> = told.iter().map(real).collect();
        assert!(near(&told), "{told:?} {expected:?}");
    }
}

/// A picture that is shown three times is one object; a photograph is the file's own bytes.
#[test]
fn illustrations_are_held_once_and_packed_as_they_came() {
    let (pages, document) = of("tests/parity/hinh-anh.yaml");
    let page = document.page_iter().next().unwrap();
    let page = document.get_dictionary(page).unwrap();
    let images = dictionary(
        &document,
        dictionary(&document, page, "Resources"),
        "XObject",
    );
    let object = |name: &str| images.get(name.as_bytes()).unwrap().as_reference().unwrap();
    assert_eq!(object("Picture1.1"), object("Picture1.2"));
    assert_eq!(object("Picture1.1"), object("Picture3.1"));
    let photograph = stream(&document, images, b"Picture2.1");
    assert_eq!(
        photograph.dict.get(b"Filter").unwrap().as_name().unwrap(),
        b"DCTDecode"
    );
    let placed = placed(&pages);
    let shown = placed[2];
    let layout::Graphic::Image(image) = &shown.graphic else {
        panic!("{shown:?}");
    };
    assert_eq!(photograph.content, image.file());
    // Turned upright, as wide as it was asked to be, in its own proportions.
    assert_eq!(image.pixels(), (480, 320));
    assert!((shown.right - shown.left - 11.5 / 2.54 * 72.0).abs() < 0.1);
    let height = (shown.right - shown.left) * 320.0 / 480.0;
    assert!((shown.bottom - shown.top - height).abs() < 0.1);
    for placed in placed {
        assert!(!placed.description.is_empty());
    }
}

/// A chart is drawn in the marked content of its figure: its words are set in the document's own font,
/// and the figure is told by its figures.
#[test]
fn charts_are_drawn_and_told() {
    let (pages, document) = of("samples/phuong-2/bao-cao-bieu-do.yaml");
    let shown = placed(&pages);
    assert_eq!(shown.len(), 2);
    let layout::Graphic::Plot(plot) = &shown[0].graphic else {
        panic!("{shown:?}");
    };
    assert!((plot.width - (shown[0].right - shown[0].left)).abs() < 0.1);
    assert!(
        shown[0]
            .description
            .starts_with("Biểu đồ cột (Đơn vị tính: hộ).")
    );
    let page = document.page_iter().next().unwrap();
    let content = document.get_and_decode_page_content(page).unwrap();
    let operators: Vec<&str> = content
        .operations
        .iter()
        .map(|o| o.operator.as_str())
        .collect();
    // Ten columns, each filled and outlined; all state is given back.
    assert!(
        operators
            .iter()
            .filter(|operator| **operator == "b")
            .count()
            >= 10
    );
    let count = |wanted| {
        operators
            .iter()
            .filter(|operator| **operator == wanted)
            .count()
    };
    assert_eq!((count("q"), count("Q")), (1, 1));
    assert!(!operators.contains(&"Do"));
}
