//! Pictures in the file: images, where they stand, what is said of them.

use super::{dictionary, load, real, text};
use crate::pdf::write;
use crate::{Resources, compile, content, layout};
use lopdf::{Dictionary, Document, Object, Stream};

fn pictured() -> (layout::Pages, Document) {
    let resources = Resources::embedded();
    let loaded = content::load("tests/parity/anh-ky.yaml".as_ref()).unwrap();
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
        let (width, height) = placed.picture.pixels();
        for (key, value) in [("Width", width), ("Height", height)] {
            let found = image.dict.get(key.as_bytes()).unwrap().as_i64().unwrap();
            assert_eq!(found, i64::from(value));
        }
        assert_eq!(image.decompressed_content().unwrap(), placed.picture.rgb());
        let mask = stream(&document, &image.dict, b"SMask");
        assert_eq!(mask.decompressed_content().unwrap(), placed.picture.alpha());
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
