//! The letters of an SVG: numbers, escapes, and pictures, which are named in it and handed over beside it.

use super::base64;
use crate::picture::{Image, ImageFormat, Picture};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fmt::Write as _};

/// The family under which a page of the browser holds the four faces.
const FAMILY: &str = "vanban, 'Liberation Serif', 'Times New Roman', serif";
/// Places are written in thousandths of a point.
const GRAIN: f64 = 1000.0;

/// An SVG that is being written.
pub(super) struct Svg<'a> {
    text: String,
    /// The pictures that it shows, by their keys.
    pictures: BTreeMap<String, File<'a>>,
}

/// A file of a picture.
#[derive(Clone, Copy)]
pub(super) enum File<'a> {
    /// Of a signature or seal.
    Stamp(&'a Picture),
    /// Of the body.
    Image(&'a Image),
}

impl File<'_> {
    fn key(self) -> String {
        key(&match self {
            Self::Stamp(picture) => Sha256::digest(picture.file()).into(),
            Self::Image(image) => image.digest(),
        })
    }

    /// The file itself as an address.
    pub(super) fn address(self) -> String {
        let (kind, bytes) = match self {
            Self::Stamp(picture) => ("png", picture.file()),
            Self::Image(image) => match image.format() {
                ImageFormat::Png => ("png", image.file()),
                ImageFormat::Jpeg => ("jpeg", image.file()),
            },
        };
        let mut address = format!("data:image/{kind};base64,");
        base64::push(bytes, &mut address);
        address
    }
}

/// The first half of a digest, in hexadecimal digits.
pub(super) fn key(digest: &[u8; 32]) -> String {
    digest[..16].iter().fold(String::new(), |mut key, byte| {
        for digit in [byte >> 4, byte & 15] {
            key.extend(char::from_digit(u32::from(digit), 16));
        }
        key
    })
}

impl<'a> Svg<'a> {
    /// An empty page.
    pub(super) fn new(width: f64, height: f64) -> Self {
        let mut svg = Self {
            text: String::with_capacity(16 << 10),
            pictures: BTreeMap::new(),
        };
        svg.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
        svg.number(width).raw(" ").number(height).raw("\"");
        svg.raw(" xml:space=\"preserve\" text-rendering=\"geometricPrecision\"");
        svg.raw(" font-family=\"").raw(FAMILY).raw("\">");
        svg
    }

    /// Ends the page.
    pub(super) fn end(&mut self) {
        self.raw("</svg>");
    }

    /// Markup as it is.
    pub(super) fn raw(&mut self, markup: &str) -> &mut Self {
        self.text.push_str(markup);
        self
    }

    /// A whole number.
    pub(super) fn whole(&mut self, number: usize) -> &mut Self {
        self.text.push_str(itoa::Buffer::new().format(number));
        self
    }

    /// A length or place in points, without digits that say nothing.
    pub(super) fn number(&mut self, number: f64) -> &mut Self {
        let grains = (number * GRAIN).round() as i64;
        if grains < 0 {
            self.text.push('-');
        }
        let (whole, part) = (grains.unsigned_abs() / 1000, grains.unsigned_abs() % 1000);
        self.text.push_str(itoa::Buffer::new().format(whole));
        if part > 0 {
            self.text.push('.');
            let mut left = part;
            for unit in [100, 10, 1] {
                if left == 0 {
                    break;
                }
                self.text.push(char::from(b'0' + (left / unit) as u8));
                left %= unit;
            }
        }
        self
    }

    /// An attribute that is a number.
    pub(super) fn length(&mut self, name: &str, number: f64) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").number(number).raw("\"")
    }

    /// An attribute that is a colour.
    pub(super) fn colour(&mut self, name: &str, [red, green, blue]: [u8; 3]) -> &mut Self {
        // Writing to a text cannot fail.
        let _ = write!(
            self.text,
            " {name}=\"#{:06x}\"",
            u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue)
        );
        self
    }

    /// A letter of text or of an attribute's value. What XML cannot hold is a blank, and a hyphen at which no
    /// line may end is the face's hyphen, which the PDF draws, too.
    pub(super) fn letter(&mut self, letter: char) -> &mut Self {
        match letter {
            '&' => self.text.push_str("&amp;"),
            '<' => self.text.push_str("&lt;"),
            '>' => self.text.push_str("&gt;"),
            '"' => self.text.push_str("&quot;"),
            '\u{2011}' => self.text.push('-'),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => self.text.push(' '),
            letter => self.text.push(letter),
        }
        self
    }

    /// Text, escaped.
    pub(super) fn words(&mut self, words: &str) -> &mut Self {
        for letter in words.chars() {
            self.letter(letter);
        }
        self
    }

    /// The attribute that names a picture by its key.
    pub(super) fn picture(&mut self, file: File<'a>) -> &mut Self {
        let key = file.key();
        self.raw(" data-picture=\"").raw(&key).raw("\"");
        self.pictures.insert(key, file);
        self
    }

    /// What was written so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The whole of it, and the pictures that it shows by their keys.
    pub(super) fn finish(self) -> (String, BTreeMap<String, File<'a>>) {
        (self.text, self.pictures)
    }
}
