//! Pictures as image objects: colours, and the opacity of each pixel as a mask (ISO 32000-1, 11.6.5.3).
//!
//! In: the pages. Out: the objects under the names that `draw` calls them by.

use super::broken;
use crate::diagnostic::Result;
use crate::layout::{Item, Page};
use crate::picture::Picture;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// The name of a page's picture, both counted from 0.
pub(super) fn name(page: usize, picture: usize) -> String {
    format!("Picture{}.{}", page + 1, picture + 1)
}

/// Adds the pictures to the file.
pub(super) fn write(document: &mut Document, pages: &[Page]) -> Result<()> {
    let ids: Vec<ObjectId> = document.page_iter().collect();
    let mut all = Dictionary::new();
    for (at, page) in pages.iter().enumerate() {
        let pictures = page.items.iter().filter_map(|item| match item {
            Item::Picture(placed) => Some(&placed.picture),
            Item::Line(_) | Item::Rule(_) => None,
        });
        let mut transparent = false;
        for (number, picture) in pictures.enumerate() {
            all.set(name(at, number), add(document, picture));
            transparent = true;
        }
        if transparent {
            let &id = ids.get(at).ok_or_else(|| broken("thiếu trang"))?;
            let page = document.get_dictionary_mut(id).map_err(broken)?;
            // In which colours the page is mixed (PDF/A, 6.2.10): those of the output intent.
            let group = dictionary! {
                "Type" => "Group",
                "S" => "Transparency",
                "CS" => "DeviceRGB",
            };
            page.set("Group", group);
        }
    }
    if all.is_empty() {
        return Ok(());
    }
    // `finish` leaves all pages the same resources.
    for id in ids {
        let page = document.get_dictionary(id).map_err(broken)?;
        let resources = page
            .get(b"Resources")
            .and_then(Object::as_reference)
            .map_err(broken)?;
        let resources = document.get_dictionary_mut(resources).map_err(broken)?;
        resources.set("XObject", all.clone());
    }
    Ok(())
}

fn add(document: &mut Document, picture: &Picture) -> ObjectId {
    let mask = document.add_object(image(picture, "DeviceGray", picture.alpha()));
    let mut image = image(picture, "DeviceRGB", picture.rgb());
    image.dict.set("SMask", mask);
    document.add_object(image)
}

fn image(picture: &Picture, colours: &str, samples: &[u8]) -> Stream {
    let (width, height) = picture.pixels();
    let dictionary = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(width),
        "Height" => i64::from(height),
        "ColorSpace" => colours,
        "BitsPerComponent" => 8,
    };
    Stream::new(dictionary, samples.to_owned())
}
