//! The letters of an SVG: numbers, escapes, and pictures that are put in only when they are wanted.

use super::base64;
use crate::picture::{Image, ImageFormat, Picture};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The family under which a page of the browser holds the four faces.
const FAMILY: &str = "vanban, 'Liberation Serif', 'Times New Roman', serif";
/// Places are written in thousandths of a point.
const GRAIN: f64 = 1000.0;

/// An SVG that is being written.
pub(super) struct Svg<'a> {
    text: String,
    /// Where in the text the bytes of a picture belong, and the picture.
    pictures: Vec<(usize, File<'a>)>,
}

/// A file of a picture.
#[derive(Clone, Copy)]
pub(super) enum File<'a> {
    /// Of a signature or seal.
    Stamp(&'a Picture),
    /// Of the body.
    Image(&'a Image),
}

impl<'a> Svg<'a> {
    /// An empty page.
    pub(super) fn new(width: f64, height: f64) -> Self {
        let mut svg = Self {
            text: String::with_capacity(16 << 10),
            pictures: Vec::new(),
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
    pub(super) fn whole(&mut self, number: u32) -> &mut Self {
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

    /// The address of a picture: the file itself.
    pub(super) fn address(&mut self, file: File<'a>) -> &mut Self {
        self.pictures.push((self.text.len(), file));
        self
    }

    /// What a digest of the page is made of: its text, and of each picture its digest.
    pub(super) fn without_pictures(&self) -> Vec<u8> {
        let mut bytes = self.text.as_bytes().to_vec();
        for (at, file) in &self.pictures {
            bytes.extend((*at as u64).to_le_bytes());
            match file {
                File::Stamp(picture) => bytes.extend(Sha256::digest(picture.file())),
                File::Image(image) => bytes.extend(image.digest()),
            }
        }
        bytes
    }

    /// The whole of it, with the pictures.
    pub(super) fn into_string(self) -> String {
        let Self { text, pictures } = self;
        if pictures.is_empty() {
            return text;
        }
        let mut whole = String::with_capacity(text.len());
        let mut from = 0;
        for (at, file) in pictures {
            whole.push_str(&text[from..at]);
            from = at;
            let (kind, bytes) = match file {
                File::Stamp(picture) => ("png", picture.file()),
                File::Image(image) => match image.format() {
                    ImageFormat::Png => ("png", image.file()),
                    ImageFormat::Jpeg => ("jpeg", image.file()),
                },
            };
            whole.push_str("data:image/");
            whole.push_str(kind);
            whole.push_str(";base64,");
            base64::push(bytes, &mut whole);
        }
        whole.push_str(&text[from..]);
        whole
    }
}
