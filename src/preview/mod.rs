//! Pages as pictures for a browser: an SVG a page, drawn from the same lines as the PDF.
//!
//! In: [`Pages`] and the sources that their texts came from. Out: a [`Drawn`] a page. Nothing here decides a
//! position; the writer of a page holds the four faces under the family `vanban`, with kerning and ligatures
//! off, because widths were added up letter by letter.
//!
//! `text` writes lines, `shapes` all that is no text, `write` knows numbers and escapes. Attributes are
//! presentation attributes throughout: a page whose policy forbids inline styles shows them all the same.
//!
//! Where a text came from is told by `data-at="FROM-TO"`, in UTF-16 code units. In the document's own file these
//! count from [`Drawn::base`], so that a letter typed on one page leaves the others as they are; a text of
//! another file has its number in `data-src` and counts from the file's start. `data-as` tells of texts that do
//! not stand there letter for letter: `rewritten`, or `printed` by an expression.

mod base64;
mod shapes;
#[cfg(test)]
mod tests;
mod text;
mod write;

use crate::diagnostic::{Source, Utf16};
use crate::layout::{Field, Item, Page, Pages};
use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use write::Svg;

/// The source that is the document's own file.
const MAIN: u16 = 0;
/// Below this many pages one thread is as fast as many.
const FEW: usize = 8;

/// A page drawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drawn {
    /// A digest of all that the page shows and of where it came from, counted from `base`: pages alike have the
    /// same one, also of another document.
    pub key: String,
    /// Width of the paper in points.
    pub width: f64,
    /// Height of the paper in points.
    pub height: f64,
    /// The first place of the document's own file that the page shows, in UTF-16 code units: what `data-at`
    /// counts from.
    pub base: usize,
    /// The picture; none where it was not wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub svg: Option<String>,
    /// The pictures on it that are not there yet: large files are not sent again with every letter.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<Shown>,
}

/// A picture of a page, which the SVG names in `data-picture`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// A digest of its file.
    pub key: String,
    /// The file itself as an address of the scheme `data`.
    pub address: String,
}

/// Draws all pages. Of a page whose key `has` says is there already, no picture is made; nor are those on it handed
/// over of which it says so.
///
/// `sources` are those of the document ([`crate::document::Document::sources`]), its own file first.
pub fn draw(
    pages: &Pages,
    sources: &[Arc<Source>],
    has: impl Fn(&str) -> bool + Sync,
) -> Vec<Drawn> {
    let sources: Vec<Utf16<'_>> = sources.iter().map(|s| Utf16::of(&s.text)).collect();
    let mut fields = vec![Vec::new(); pages.pages.len()];
    for field in &pages.fields {
        if let Some(fields) = fields.get_mut(field.page) {
            fields.push(field);
        }
    }
    let one = |(page, fields): (&Page, &Vec<&Field>)| drawn(page, fields, &sources, &has);
    let each = pages.pages.par_iter().zip(&fields);
    each.with_min_len(FEW).map(one).collect()
}

fn drawn(
    page: &Page,
    fields: &[&Field],
    sources: &[Utf16<'_>],
    has: impl Fn(&str) -> bool,
) -> Drawn {
    let Page {
        width,
        height,
        items,
    } = page;
    let base = base(items, sources);
    let mut svg = Svg::new(*width, *height);
    let places = text::Places { sources, base };
    let mut rules = shapes::Rules::default();
    for item in items {
        match item {
            Item::Rule(rule) => {
                rules.add(rule, &mut svg);
                continue;
            }
            Item::Line(line) => {
                rules.end(&mut svg);
                text::line(line, &places, &mut svg);
            }
            Item::Picture(picture) => {
                rules.end(&mut svg);
                shapes::picture(picture, &mut svg);
            }
        }
    }
    rules.end(&mut svg);
    for field in fields {
        shapes::field(field, &mut svg);
    }
    svg.end();
    let key = write::key(&Sha256::digest(svg.text()).into());
    let (svg, pictures) = match has(&key) {
        true => (None, Vec::new()),
        false => {
            let (svg, pictures) = svg.finish();
            let unknown = pictures.into_iter().filter(|(key, _)| !has(key));
            let unknown = unknown.map(|(key, file)| Shown {
                key,
                address: file.address(),
            });
            (Some(svg), unknown.collect())
        }
    };
    Drawn {
        key,
        width: *width,
        height: *height,
        base,
        svg,
        pictures,
    }
}

/// The first place of the document's own file that stands on a page; 0 where none does.
fn base(items: &[Item], sources: &[Utf16<'_>]) -> usize {
    let lines = items.iter().filter_map(|item| match item {
        Item::Line(line) => Some(line),
        Item::Rule(_) | Item::Picture(_) => None,
    });
    let origins = lines
        .flat_map(|line| &line.origins)
        .filter_map(|one| one.origin);
    let starts = origins
        .filter(|origin| origin.source == MAIN)
        .map(|origin| origin.start);
    let first = starts.min().zip(sources.first());
    first.map_or(0, |(byte, text)| text.at(byte as usize))
}
