//! Pictures as image objects (ISO 32000-1, 8.9.5); of those that are seen through, the opacity of each
//! pixel as a mask (11.6.5.3).
//!
//! In: the pages. Out: the objects under the names that `draw` calls them by.

use super::broken;
use crate::diagnostic::Result;
use crate::layout::{Graphic, Item, Page, PlacedPicture};
use crate::picture::{Colours, Image, Packing, Picture, Samples};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use std::collections::BTreeMap;

/// The name of a page's picture, both counted from 0.
pub(super) fn name(page: usize, picture: usize) -> String {
    format!("Picture{}.{}", page + 1, picture + 1)
}

/// Adds the pictures to the file.
pub(super) fn write(document: &mut Document, pages: &[Page]) -> Result<()> {
    let ids: Vec<ObjectId> = document.page_iter().collect();
    let mut all = Dictionary::new();
    // A picture that is shown twice is held once.
    let mut known = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        let pictures = page.items.iter().filter_map(|item| match item {
            Item::Picture(PlacedPicture {
                graphic: Graphic::Plot(_),
                ..
            }) => None,
            Item::Picture(placed) => Some(&placed.graphic),
            Item::Line(_) | Item::Rule(_) => None,
        });
        let mut transparent = false;
        for (number, graphic) in pictures.enumerate() {
            let object = match graphic {
                Graphic::Stamp(picture) => {
                    transparent = true;
                    stamp(document, picture)
                }
                // Drawn by `plot`.
                Graphic::Plot(_) => continue,
                Graphic::Image(image) => match known.get(&image.digest()) {
                    Some(&object) => object,
                    None => {
                        let object = add(document, image);
                        known.insert(image.digest(), object);
                        object
                    }
                },
            };
            all.set(name(at, number), object);
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

/// A picture that is seen through, with the opacity of each pixel beside it.
fn stamp(document: &mut Document, picture: &Picture) -> ObjectId {
    let plain = |colours: &str, samples: &[u8]| {
        let entries = entries(picture.pixels(), colours.into(), 8);
        Stream::new(entries, samples.to_owned())
    };
    let mut image = plain("DeviceRGB", picture.rgb());
    let mask = document.add_object(plain("DeviceGray", picture.alpha()));
    image.dict.set("SMask", mask);
    document.add_object(image)
}

/// A picture of the body, its samples packed as its file has them where PDF knows that packing.
fn add(document: &mut Document, image: &Image) -> ObjectId {
    let Samples {
        packing,
        colours,
        bits,
        bytes: _, // `Image::sample_bytes`
    } = image.samples();
    let channels: i64 = if *colours == Colours::Rgb { 3 } else { 1 };
    let space = colour_space(document, image, colours);
    let mut entries = entries(image.pixels(), space, *bits);
    let filter = match packing {
        Packing::Plain => None,
        Packing::Png => {
            let (width, _) = image.pixels();
            let predictor = dictionary! {
                // As each row says.
                "Predictor" => 15,
                "Colors" => channels,
                "BitsPerComponent" => i64::from(*bits),
                "Columns" => i64::from(width),
            };
            entries.set("DecodeParms", predictor);
            Some("FlateDecode")
        }
        Packing::Jpeg => Some("DCTDecode"),
    };
    if let Some(filter) = filter {
        entries.set("Filter", filter);
    }
    document.add_object(Stream::new(entries, image.sample_bytes().to_owned()))
}

/// The colours as the file's own profile has them, or else sRGB's.
fn colour_space(document: &mut Document, image: &Image, colours: &Colours) -> Object {
    let base = match (image.profile(), colours) {
        (None, Colours::Rgb | Colours::Palette(_)) => "DeviceRGB".into(),
        (_, Colours::Grey) => "DeviceGray".into(),
        (Some(profile), _) => {
            let entries = dictionary! { "N" => 3, "Alternate" => "DeviceRGB" };
            let profile = document.add_object(Stream::new(entries, profile.to_owned()));
            Object::Array(vec!["ICCBased".into(), profile.into()])
        }
    };
    match colours {
        Colours::Grey | Colours::Rgb => base,
        Colours::Palette(palette) => {
            let last = (palette.len() / 3).saturating_sub(1) as i64;
            let palette = Object::String(palette.clone(), StringFormat::Hexadecimal);
            Object::Array(vec!["Indexed".into(), base, last.into(), palette])
        }
    }
}

fn entries((width, height): (u32, u32), space: Object, bits: u8) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(width),
        "Height" => i64::from(height),
        "ColorSpace" => space,
        "BitsPerComponent" => i64::from(bits),
    }
}
