//! Pictures of the body: PNG and JPEG files, decoded once to see that they are whole.
//!
//! In: the bytes of a file. Out: [`Image`], which both writers take in as it is, or [`Unfit`]. What a
//! file says of its maker, of the place and of the hour is left out: documents are published.

mod jpeg;
mod png;
mod profile;
#[cfg(test)]
mod tests;

use sha2::{Digest, Sha256};
use std::{fmt, sync::Arc};

/// The largest file that is taken.
pub(crate) const MOST_BYTES: usize = 16 << 20;
/// The most pixels: a photograph of 50 megapixels.
pub(crate) const MOST_PIXELS: u64 = 50_000_000;
/// The most pixels on a side, which is what a JPEG can have.
const MOST_SIDE: u32 = 65_535;

/// Pixels of an inch where the file does not tell, as Word takes it.
const DENSITY: f64 = 96.0;
/// A density outside of this is a slip of a program.
const SENSIBLE: std::ops::RangeInclusive<f64> = 30.0..=4800.0;

/// A picture that can be printed. Clones share its bytes.
#[derive(Clone)]
pub struct Image(Arc<Data>);

struct Data {
    format: ImageFormat,
    file: Vec<u8>,
    width: u32,
    height: u32,
    /// Pixels of an inch across and down.
    density: Option<(f64, f64)>,
    samples: Samples,
    profile: Option<Vec<u8>>,
    digest: [u8; 32],
}

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageFormat {
    /// Portable Network Graphics.
    Png,
    /// JPEG, baseline or progressive.
    Jpeg,
}

/// The colours of a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Colours {
    /// One channel.
    Grey,
    /// Red, green, blue.
    Rgb,
    /// Indices into these colours, three bytes each.
    Palette(Vec<u8>),
}

/// The samples of a picture in a form that a PDF holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Samples {
    /// How they are packed.
    pub packing: Packing,
    /// Their colours.
    pub colours: Colours,
    /// Bits of a channel: 1, 2, 4 or 8.
    pub bits: u8,
    /// The bytes; none where they are those of the file.
    pub bytes: Vec<u8>,
}

/// How samples are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// Row by row, not packed at all.
    Plain,
    /// As in a PNG file: zlib, with a predictor for each row.
    Png,
    /// The JPEG file itself.
    Jpeg,
}

/// Why a file is no picture for the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// Neither a PNG nor a JPEG file; the name of the format where it is known.
    Unknown(Option<&'static str>),
    /// It ends early or contradicts itself.
    Broken,
    /// More than `MOST_BYTES`.
    TooManyBytes,
    /// More than `MOST_PIXELS`: width, height.
    TooManyPixels(u32, u32),
    /// It moves.
    Animated,
    /// Colours of the printing press (CMYK), which have no one look.
    Cmyk,
    /// A kind of JPEG that few programs know.
    Rare,
}

impl Image {
    /// Reads a PNG or JPEG file. Its size is looked at before anything is unpacked.
    ///
    /// # Errors
    /// See [`Unfit`].
    pub fn read(file: &[u8]) -> Result<Self, Unfit> {
        let is_png = file.starts_with(super::SIGNATURE);
        let is_jpeg = file.starts_with(jpeg::START);
        if !is_png && !is_jpeg {
            return Err(Unfit::Unknown(known(file)));
        }
        if file.len() > MOST_BYTES {
            return Err(Unfit::TooManyBytes);
        }
        let read = if is_png {
            png::read(file)?
        } else {
            jpeg::read(file)?
        };
        Ok(Self::of(read))
    }

    /// A white picture in place of one whose file is gone: of that, the digest's hexadecimal digits and
    /// width and height in points are known.
    pub(crate) fn blank(digest: &str, (width, height): (f64, f64)) -> Self {
        let side = |points: f64| (points.clamp(1.0, 4000.0)).round() as u32;
        let (across, down) = (side(width), side(height));
        let density = |pixels: u32, points: f64| f64::from(pixels) * 72.0 / points.max(1.0);
        let mut known = [0; 32];
        for (byte, digits) in known.iter_mut().zip(digest.as_bytes().chunks(2)) {
            let digits = str::from_utf8(digits).unwrap_or_default();
            *byte = u8::from_str_radix(digits, 16).unwrap_or_default();
        }
        Self(Arc::new(Data {
            digest: known,
            format: ImageFormat::Png,
            file: png::white(),
            width: across,
            height: down,
            density: Some((density(across, width), density(down, height))),
            samples: Samples {
                packing: Packing::Plain,
                colours: Colours::Grey,
                bits: 8,
                bytes: vec![u8::MAX; across as usize * down as usize],
            },
            profile: None,
        }))
    }

    fn of(read: Read) -> Self {
        let Read {
            format,
            file,
            width,
            height,
            density,
            samples,
            profile,
        } = read;
        let sensible =
            |(across, down): &(f64, f64)| SENSIBLE.contains(across) && SENSIBLE.contains(down);
        Self(Arc::new(Data {
            digest: Sha256::digest(&file).into(),
            format,
            file,
            width,
            height,
            density: density.filter(sensible),
            samples,
            profile: profile.and_then(profile::usable),
        }))
    }

    /// The kind of its file.
    pub fn format(&self) -> ImageFormat {
        self.0.format
    }

    /// The file, without what does not belong to the picture.
    pub fn file(&self) -> &[u8] {
        &self.0.file
    }

    /// Width and height in pixels.
    pub fn pixels(&self) -> (u32, u32) {
        (self.0.width, self.0.height)
    }

    /// Width and height in points as the file has them; at 96 pixels an inch where it does not tell.
    pub fn points(&self) -> (f64, f64) {
        let (across, down) = self.0.density.unwrap_or((DENSITY, DENSITY));
        let length = |pixels: u32, density: f64| f64::from(pixels) * 72.0 / density;
        (length(self.0.width, across), length(self.0.height, down))
    }

    /// Its samples.
    pub fn samples(&self) -> &Samples {
        &self.0.samples
    }

    /// The bytes of its samples.
    pub fn sample_bytes(&self) -> &[u8] {
        match self.0.samples.packing {
            Packing::Jpeg => &self.0.file,
            Packing::Plain | Packing::Png => &self.0.samples.bytes,
        }
    }

    /// The ICC profile of its colours, where these are not sRGB's.
    pub fn profile(&self) -> Option<&[u8]> {
        self.0.profile.as_deref()
    }

    /// A digest of its file: what is alike is the same picture.
    pub fn digest(&self) -> [u8; 32] {
        self.0.digest
    }
}

impl PartialEq for Image {
    fn eq(&self, other: &Self) -> bool {
        self.0.digest == other.0.digest
    }
}

impl Eq for Image {}

/// Its measures: millions of pixels say nothing to a reader of a dump.
impl fmt::Debug for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Image")
            .field("format", &self.0.format)
            .field("bytes", &self.0.file.len())
            .field("pixels", &self.pixels())
            .field("density", &self.0.density)
            .finish_non_exhaustive()
    }
}

/// The findings of a reader of one format.
struct Read {
    format: ImageFormat,
    file: Vec<u8>,
    width: u32,
    height: u32,
    density: Option<(f64, f64)>,
    samples: Samples,
    profile: Option<Vec<u8>>,
}

/// Refuses what has too many pixels, or none.
fn check_size(width: u32, height: u32) -> Result<(), Unfit> {
    if width == 0 || height == 0 {
        return Err(Unfit::Broken);
    }
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS || width > MOST_SIDE || height > MOST_SIDE {
        return Err(Unfit::TooManyPixels(width, height));
    }
    Ok(())
}

/// The format of a file that is neither PNG nor JPEG, by how it begins.
fn known(file: &[u8]) -> Option<&'static str> {
    let is = |start: &[u8]| file.starts_with(start);
    let at = |from: usize, what: &[u8]| file.get(from..from + what.len()) == Some(what);
    let head = file.get(..256.min(file.len())).unwrap_or_default();
    let says = |what: &[u8]| head.windows(what.len()).any(|window| window == what);
    if is(b"GIF8") {
        Some("GIF")
    } else if is(b"RIFF") && at(8, b"WEBP") {
        Some("WebP")
    } else if is(b"BM") {
        Some("BMP")
    } else if is(b"II*\0") || is(b"MM\0*") {
        Some("TIFF")
    } else if at(4, b"ftyp") {
        Some("HEIC")
    } else if is(b"%PDF") {
        Some("PDF")
    } else if is(b"PK\x03\x04") {
        Some("ZIP")
    } else if says(b"<svg") {
        Some("SVG")
    } else {
        None
    }
}
