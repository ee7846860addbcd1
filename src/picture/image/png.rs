//! PNG files: what of them a PDF takes as it is, and what has to be unpacked.

use super::{Colours, ImageFormat, Packing, Read, Samples, Unfit, check_size};
use png::{BitDepth, ColorType, DecodingError, Limits, Reader, Transformations, Unit};
use std::io::Cursor;

/// Memory that the decoder may take beside the pixels themselves: lines, tables, chunks.
const DECODER_BYTES: usize = 32 << 20;
/// The chunks that belong to the picture itself.
const KEPT: [&[u8; 4]; 10] = [
    b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs", b"IDAT", b"IEND",
];
/// A file of one white pixel, in grey.
const WHITE_PIXEL: &[u8] = include_bytes!("../fixtures/white.png");
const INCHES_OF_A_METRE: f64 = 39.370_078_74;
/// The paper.
const WHITE: u32 = 255;

/// Reads a file that begins as one.
pub(super) fn read(file: &[u8]) -> Result<Read, Unfit> {
    let mut decoder = png::Decoder::new_with_limits(
        Cursor::new(file),
        Limits {
            bytes: DECODER_BYTES,
        },
    );
    decoder.set_ignore_text_chunk(true);
    let header = decoder.read_header_info().map_err(broken)?;
    check_size(header.width, header.height)?;
    let as_it_is = is_taken(header.color_type, header.bit_depth) && !header.interlaced;
    if !as_it_is {
        decoder.set_transformations(Transformations::normalize_to_color8());
    }
    let mut reader = decoder.read_info().map_err(broken)?;
    let info = reader.info();
    if info.animation_control.is_some() {
        return Err(Unfit::Animated);
    }
    let (width, height) = (info.width, info.height);
    let density = info
        .pixel_dims
        .filter(|dims| matches!(dims.unit, Unit::Meter))
        .map(|dims| [dims.xppu, dims.yppu].map(|per| f64::from(per) / INCHES_OF_A_METRE))
        .map(|[across, down]| (across, down));
    let profile = info.icc_profile.as_ref().map(|profile| profile.to_vec());
    let clear = info.trns.is_some();
    let palette = info.palette.as_ref().map(|palette| palette.to_vec());
    let (kind, bits) = (info.color_type, info.bit_depth);
    let samples = match as_it_is && !clear {
        true => {
            while reader.next_row().map_err(broken)?.is_some() {}
            packed(file, (kind, bits), palette)?
        }
        false if as_it_is => {
            drop(reader);
            return unpacked(file, (width, height), density, profile);
        }
        false => planes(&mut reader)?,
    };
    Ok(Read {
        format: ImageFormat::Png,
        file: cleaned(file),
        width,
        height,
        density,
        samples,
        profile,
    })
}

/// The file of one white pixel.
pub(super) fn white() -> Vec<u8> {
    WHITE_PIXEL.to_vec()
}

/// A file whose colours are partly clear although its header does not tell.
fn unpacked(
    file: &[u8],
    (width, height): (u32, u32),
    density: Option<(f64, f64)>,
    profile: Option<Vec<u8>>,
) -> Result<Read, Unfit> {
    let limits = Limits {
        bytes: DECODER_BYTES,
    };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(file), limits);
    decoder.set_ignore_text_chunk(true);
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(broken)?;
    Ok(Read {
        format: ImageFormat::Png,
        file: cleaned(file),
        width,
        height,
        density,
        samples: planes(&mut reader)?,
        profile,
    })
}

/// Tells whether a PDF takes the samples as a PNG file packs them.
fn is_taken(kind: ColorType, bits: BitDepth) -> bool {
    let opaque = matches!(
        kind,
        ColorType::Grayscale | ColorType::Rgb | ColorType::Indexed
    );
    opaque && bits != BitDepth::Sixteen
}

/// The samples as they stand in the file, which was found whole.
fn packed(
    file: &[u8],
    (kind, bits): (ColorType, BitDepth),
    palette: Option<Vec<u8>>,
) -> Result<Samples, Unfit> {
    let bytes: Vec<u8> = chunks(file)
        .filter(|chunk| chunk.name == b"IDAT")
        .flat_map(|chunk| chunk.data)
        .copied()
        .collect();
    let colours = match kind {
        ColorType::Grayscale => Colours::Grey,
        ColorType::Indexed => Colours::Palette(palette.ok_or(Unfit::Broken)?),
        _ => Colours::Rgb,
    };
    Ok(Samples {
        packing: Packing::Png,
        colours,
        bits: bits as u8,
        bytes,
    })
}

/// The samples in eight bits, laid on white paper where they are clear.
fn planes(reader: &mut Reader<Cursor<&[u8]>>) -> Result<Samples, Unfit> {
    let (kind, _) = reader.output_color_type();
    let size = reader.output_buffer_size().ok_or(Unfit::Broken)?;
    let mut bytes = vec![0; size];
    let frame = reader.next_frame(&mut bytes).map_err(broken)?;
    bytes.truncate(frame.buffer_size());
    reader.finish().map_err(broken)?;
    let (colours, clear) = match kind {
        ColorType::Grayscale => (Colours::Grey, None),
        ColorType::GrayscaleAlpha => (Colours::Grey, Some(2)),
        ColorType::Rgb => (Colours::Rgb, None),
        ColorType::Rgba => (Colours::Rgb, Some(4)),
        ColorType::Indexed => return Err(Unfit::Broken),
    };
    Ok(Samples {
        packing: Packing::Plain,
        colours,
        bits: 8,
        bytes: match clear {
            Some(channels) => on_paper(&bytes, channels),
            None => bytes,
        },
    })
}

/// Samples whose last channel is their opacity, laid on white paper.
fn on_paper(samples: &[u8], channels: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(samples.len() / channels * (channels - 1));
    for pixel in samples.chunks_exact(channels) {
        let (colours, alpha) = pixel.split_at(channels - 1);
        let alpha = alpha.iter().map(|&alpha| u32::from(alpha)).sum::<u32>();
        out.extend(colours.iter().map(|&colour| {
            let mixed = u32::from(colour) * alpha + WHITE * (WHITE - alpha);
            ((mixed + WHITE / 2) / WHITE) as u8
        }));
    }
    out
}

/// A chunk of a file.
struct Chunk<'f> {
    name: &'f [u8],
    data: &'f [u8],
    /// Length, name, data and sum.
    whole: &'f [u8],
}

/// The chunks of a file up to its end.
fn chunks(file: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let mut at = super::super::SIGNATURE.len();
    std::iter::from_fn(move || {
        let length = file.get(at..at + 4)?.try_into().ok()?;
        let length = u32::from_be_bytes(length) as usize;
        let whole = file.get(at..at.checked_add(length)?.checked_add(12)?)?;
        at += whole.len();
        Some(Chunk {
            name: &whole[4..8],
            data: &whole[8..8 + length],
            whole,
        })
    })
}

/// The file without texts, times and whatever else is no part of the picture.
fn cleaned(file: &[u8]) -> Vec<u8> {
    let mut out = super::super::SIGNATURE.to_vec();
    let kept = chunks(file).filter(|chunk| KEPT.iter().any(|name| chunk.name == *name));
    kept.for_each(|chunk| out.extend(chunk.whole));
    out
}

fn broken(_: DecodingError) -> Unfit {
    Unfit::Broken
}
