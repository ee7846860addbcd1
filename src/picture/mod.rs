//! Pictures: of a signature and of a seal, a PNG file with transparency (Phụ lục I, II.7.d, II.8.a),
//! and of the body, a PNG or JPEG file.
//!
//! In: the bytes of a file. Out: [`Picture`] or [`Image`], decoded and known to be sound, or [`Refusal`]
//! or [`Unfit`]. Nothing here knows where a picture goes or what is said to the writer.

mod image;
#[cfg(test)]
mod tests;

pub use image::{Colours, Image, ImageFormat, Packing, Samples, Unfit};
pub(crate) use image::{MOST_BYTES, MOST_PIXELS};

use png::{ColorType, DecodingError, Limits, Reader, Transformations, Unit};
use std::{fmt, io::Cursor, sync::Arc};

/// The largest file that is taken.
pub(crate) const MAX_BYTES: usize = 2 << 20;
/// The most pixels on a side: 60 mm at more than 1700 dpi.
pub(crate) const MAX_SIDE: u32 = 4096;

/// Memory that the decoder may take beside the pixels themselves: lines, tables, chunks.
const DECODER_BYTES: usize = 8 << 20;
/// The first bytes of every PNG file.
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// From so much on a pixel counts as ink.
const INK: u8 = 128;
/// Below this difference between its channels, in 255ths, a colour has no hue to speak of.
const GREY: u64 = 30;

/// A picture that can be drawn. Clones share its bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture(Arc<Data>);

#[derive(PartialEq, Eq)]
struct Data {
    file: Vec<u8>,
    width: u32,
    height: u32,
    density: Option<(u32, u32)>,
    rgb: Vec<u8>,
    alpha: Vec<u8>,
}

/// Why a file is no picture to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Not a PNG file at all.
    NotPng,
    /// A PNG file that ends early or contradicts itself.
    Broken,
    /// More than `MAX_BYTES`.
    TooManyBytes,
    /// More than `MAX_SIDE` pixels on a side: width, height.
    TooManyPixels(u32, u32),
    /// Nothing of it is transparent.
    Opaque,
    /// All of it is.
    Empty,
}

/// The colour of a picture's ink, as far as the decree asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// II.8.a: the seal's.
    Red,
    /// II.7.d: the signature's.
    Blue,
    /// Any other.
    Other,
}

impl Picture {
    /// Reads a PNG file of any kind. Its size is looked at before anything is unpacked.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub fn from_png(file: Vec<u8>) -> Result<Self, Refusal> {
        if !file.starts_with(SIGNATURE) {
            return Err(Refusal::NotPng);
        }
        if file.len() > MAX_BYTES {
            return Err(Refusal::TooManyBytes);
        }
        let mut decoder = png::Decoder::new_with_limits(
            Cursor::new(file.as_slice()),
            Limits {
                bytes: DECODER_BYTES,
            },
        );
        decoder.set_ignore_text_chunk(true);
        decoder.set_ignore_iccp_chunk(true);
        decoder.set_transformations(Transformations::normalize_to_color8());
        let header = decoder.read_header_info().map_err(broken)?;
        let (width, height) = (header.width, header.height);
        if width > MAX_SIDE || height > MAX_SIDE {
            return Err(Refusal::TooManyPixels(width, height));
        }
        let mut reader = decoder.read_info().map_err(broken)?;
        let density = reader
            .info()
            .pixel_dims
            .filter(|dims| matches!(dims.unit, Unit::Meter) && dims.xppu > 0 && dims.yppu > 0)
            .map(|dims| (dims.xppu, dims.yppu));
        let (rgb, alpha) = planes(&mut reader)?;
        reader.finish().map_err(broken)?;
        if alpha.iter().all(|&alpha| alpha == u8::MAX) {
            return Err(Refusal::Opaque);
        }
        if alpha.iter().all(|&alpha| alpha == 0) {
            return Err(Refusal::Empty);
        }
        Ok(Self(Arc::new(Data {
            file,
            width,
            height,
            density,
            rgb,
            alpha,
        })))
    }

    /// The file as it came.
    pub fn file(&self) -> &[u8] {
        &self.0.file
    }

    /// Width and height in pixels.
    pub fn pixels(&self) -> (u32, u32) {
        (self.0.width, self.0.height)
    }

    /// Width and height in millimetres, where the file tells.
    pub fn millimetres(&self) -> Option<(f64, f64)> {
        let (across, down) = self.0.density?;
        let length =
            |pixels: u32, per_metre: u32| 1000.0 * f64::from(pixels) / f64::from(per_metre);
        Some((length(self.0.width, across), length(self.0.height, down)))
    }

    /// Width over height, of pixels that need not be square.
    pub fn aspect(&self) -> f64 {
        let (width, height) = self
            .millimetres()
            .unwrap_or((f64::from(self.0.width), f64::from(self.0.height)));
        width / height
    }

    /// Red, green, blue of each pixel, row by row.
    pub fn rgb(&self) -> &[u8] {
        &self.0.rgb
    }

    /// The opacity of each pixel, row by row.
    pub fn alpha(&self) -> &[u8] {
        &self.0.alpha
    }

    /// The colour of what is not transparent, taken together.
    pub fn ink(&self) -> Ink {
        let mut sums = [0_u64; 3];
        let mut count = 0_u64;
        let opaque = self.0.alpha.iter().map(|&alpha| alpha >= INK);
        for (pixel, _) in self
            .0
            .rgb
            .chunks_exact(3)
            .zip(opaque)
            .filter(|(_, ink)| *ink)
        {
            for (sum, &channel) in sums.iter_mut().zip(pixel) {
                *sum += u64::from(channel);
            }
            count += 1;
        }
        let [red, green, blue] = sums.map(|sum| sum / count.max(1));
        let (least, most) = (red.min(green).min(blue), red.max(green).max(blue));
        let spread = most - least;
        if spread < GREY {
            Ink::Other
        } else if blue == most && 4 * red.abs_diff(green) <= 3 * spread {
            // Within 45 degrees of pure blue on the circle of hues.
            Ink::Blue
        } else if red == most && 2 * green.abs_diff(blue) <= spread {
            // Within 30 degrees of pure red.
            Ink::Red
        } else {
            Ink::Other
        }
    }
}

/// Its measures: millions of pixels say nothing to a reader of a dump.
impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Data {
            file,
            width,
            height,
            density,
            rgb: _,
            alpha: _,
        } = &*self.0;
        f.debug_struct("Picture")
            .field("bytes", &file.len())
            .field("pixels", &(width, height))
            .field("density", density)
            .finish()
    }
}

/// Unpacks the pixels into colours and opacities.
fn planes(reader: &mut Reader<Cursor<&[u8]>>) -> Result<(Vec<u8>, Vec<u8>), Refusal> {
    let (kind, _) = reader.output_color_type();
    let channels = kind.samples();
    if !matches!(kind, ColorType::Rgba | ColorType::GrayscaleAlpha) {
        return Err(Refusal::Opaque);
    }
    let size = reader.output_buffer_size().ok_or(Refusal::Broken)?;
    let mut samples = vec![0; size];
    let frame = reader.next_frame(&mut samples).map_err(broken)?;
    samples.truncate(frame.buffer_size());
    let mut rgb = Vec::with_capacity(size / channels * 3);
    let mut alpha = Vec::with_capacity(size / channels);
    for pixel in samples.chunks_exact(channels) {
        match *pixel {
            [red, green, blue, opacity] => {
                rgb.extend([red, green, blue]);
                alpha.push(opacity);
            }
            [grey, opacity] => {
                rgb.extend([grey; 3]);
                alpha.push(opacity);
            }
            _ => return Err(Refusal::Broken),
        }
    }
    Ok((rgb, alpha))
}

fn broken(_: DecodingError) -> Refusal {
    Refusal::Broken
}
