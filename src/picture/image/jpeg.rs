//! JPEG files: taken as they are where they lie the right way round, set upright where they do not.

use super::{Colours, ImageFormat, Packing, Read, Samples, Unfit, check_size};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use zune_jpeg::{
    JpegDecoder,
    zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions},
};

/// The first bytes of every file.
pub(super) const START: &[u8] = &[0xff, 0xd8, 0xff];
/// The quality of a picture that had to be set upright, of 100: no eye tells it from the original.
const QUALITY: u8 = 93;
/// More scans than any program writes: each goes over the whole picture.
const MOST_SCANS: usize = 64;

/// The facts of a file's segments.
#[derive(Debug, Default)]
struct Head {
    width: u32,
    height: u32,
    channels: u8,
    density: Option<(f64, f64)>,
    /// As EXIF numbers it: 1 is upright.
    turn: u16,
    profile: Vec<u8>,
    /// The channels are red, green, blue and no brightness.
    is_plain_rgb: bool,
    /// The segments that belong to the picture.
    kept: Vec<u8>,
}

/// Reads a file that begins as one.
pub(super) fn read(file: &[u8]) -> Result<Read, Unfit> {
    let head = head(file)?;
    check_size(head.width, head.height)?;
    let colours = match head.channels {
        1 => ColorSpace::Luma,
        3 => ColorSpace::RGB,
        4 => return Err(Unfit::Cmyk),
        _ => return Err(Unfit::Rare),
    };
    let options = DecoderOptions::new_safe()
        .set_max_width(head.width as usize)
        .set_max_height(head.height as usize)
        .jpeg_set_max_scans(MOST_SCANS)
        .jpeg_set_out_colorspace(colours)
        .set_strict_mode(true);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(&head.kept), options);
    let pixels = decoder.decode().map_err(|_| Unfit::Broken)?;
    let channels = usize::from(head.channels);
    if pixels.len() != head.width as usize * head.height as usize * channels {
        return Err(Unfit::Broken);
    }
    let profile = (!head.profile.is_empty()).then(|| head.profile.clone());
    let (file, width, height) = if head.turn == 1 && !head.is_plain_rgb {
        (head.kept, head.width, head.height)
    } else {
        upright(&head, &pixels)?
    };
    let density = match head.turn {
        5..=8 => head.density.map(|(across, down)| (down, across)),
        _ => head.density,
    };
    Ok(Read {
        format: ImageFormat::Jpeg,
        file,
        width,
        height,
        density,
        samples: Samples {
            packing: Packing::Jpeg,
            colours: match head.channels {
                1 => Colours::Grey,
                _ => Colours::Rgb,
            },
            bits: 8,
            bytes: Vec::new(),
        },
        profile,
    })
}

/// Goes over the segments up to the end of the picture.
fn head(file: &[u8]) -> Result<Head, Unfit> {
    let mut head = Head {
        turn: 1,
        kept: START[..2].to_vec(),
        ..Head::default()
    };
    let (mut at, mut adobe) = (2, None);
    loop {
        while file.get(at) == Some(&0xff) && file.get(at + 1) == Some(&0xff) {
            at += 1;
        }
        let (&[0xff, marker], rest) = file
            .get(at..)
            .and_then(<[u8]>::split_first_chunk::<2>)
            .ok_or(Unfit::Broken)?
        else {
            return Err(Unfit::Broken);
        };
        if marker == 0xd9 {
            head.kept.extend([0xff, marker]);
            break;
        }
        let length = rest.first_chunk::<2>().ok_or(Unfit::Broken)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let data = rest.get(2..length).ok_or(Unfit::Broken)?;
        let mut kept = true;
        match marker {
            0xe0 => head.density = head.density.or_else(|| jfif(data)),
            0xe1 => {
                kept = false;
                head.turn = turn(data).unwrap_or(head.turn);
            }
            0xe2 => match data.strip_prefix(b"ICC_PROFILE\0") {
                // In as many pieces as it takes, in their order.
                Some(piece) => head.profile.extend(piece.get(2..).unwrap_or_default()),
                None => kept = false,
            },
            0xee => {
                adobe = data
                    .strip_prefix(b"Adobe")
                    .and_then(|data| data.get(6).copied())
            }
            0xe3..=0xef | 0xfe => kept = false,
            0xc0..=0xc2 => frame(data, &mut head)?,
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => return Err(Unfit::Rare),
            _ => {}
        }
        let mut end = at + 2 + length;
        if marker == 0xda {
            end += scan(file.get(end..).ok_or(Unfit::Broken)?);
        }
        if kept {
            head.kept.extend(file.get(at..end).ok_or(Unfit::Broken)?);
        }
        at = end;
    }
    if head.channels == 0 {
        return Err(Unfit::Broken);
    }
    head.is_plain_rgb &= adobe.is_none();
    Ok(head)
}

/// The frame: eight bits, size, channels.
fn frame(data: &[u8], head: &mut Head) -> Result<(), Unfit> {
    let &[bits, h1, h2, w1, w2, channels, ..] = data else {
        return Err(Unfit::Broken);
    };
    if bits != 8 {
        return Err(Unfit::Rare);
    }
    head.height = u32::from(u16::from_be_bytes([h1, h2]));
    head.width = u32::from(u16::from_be_bytes([w1, w2]));
    head.channels = channels;
    let names = data.get(6..).unwrap_or_default().chunks_exact(3);
    let names: Vec<u8> = names.map(|channel| channel[0]).collect();
    head.is_plain_rgb = names == b"RGB";
    Ok(())
}

/// Length of the packed samples: up to a marker that is no part of them.
fn scan(data: &[u8]) -> usize {
    let mut pairs = data.windows(2);
    let end = pairs.position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7 | 0xff));
    end.unwrap_or(data.len())
}

/// Pixels of an inch as JFIF tells them.
fn jfif(data: &[u8]) -> Option<(f64, f64)> {
    let &[_, _, unit, x1, x2, y1, y2, ..] = data.strip_prefix(b"JFIF\0")? else {
        return None;
    };
    let density = |pair| f64::from(u16::from_be_bytes(pair));
    let (across, down) = (density([x1, x2]), density([y1, y2]));
    match unit {
        1 => Some((across, down)),
        2 => Some((across * 2.54, down * 2.54)),
        _ => None,
    }
}

/// The orientation in EXIF data (tag 0x0112 of its first directory).
fn turn(data: &[u8]) -> Option<u16> {
    let tiff = data.strip_prefix(b"Exif\0\0")?;
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let pair = tiff.get(at..)?.first_chunk::<2>()?;
        Some(match little {
            true => u16::from_le_bytes(*pair),
            false => u16::from_be_bytes(*pair),
        })
    };
    let long = |at: usize| {
        let four = tiff.get(at..)?.first_chunk::<4>()?;
        Some(match little {
            true => u32::from_le_bytes(*four),
            false => u32::from_be_bytes(*four),
        })
    };
    let directory = long(4)? as usize;
    let count = usize::from(short(directory)?);
    let entries = (0..count).map(|index| directory + 2 + 12 * index);
    let entry = entries
        .take_while(|at| *at < tiff.len())
        .find(|at| short(*at) == Some(0x0112))?;
    short(entry + 8).filter(|turn| (1..=8).contains(turn))
}

/// The picture as it is meant to be seen: file, width, height.
fn upright(head: &Head, pixels: &[u8]) -> Result<(Vec<u8>, u32, u32), Unfit> {
    let (across, down) = (head.width as usize, head.height as usize);
    let channels = usize::from(head.channels);
    let swapped = head.turn >= 5;
    let (width, height) = if swapped {
        (down, across)
    } else {
        (across, down)
    };
    let mut turned = Vec::with_capacity(pixels.len());
    for y in 0..height {
        for x in 0..width {
            let (from_x, from_y) = match head.turn {
                2 => (across - 1 - x, y),
                3 => (across - 1 - x, down - 1 - y),
                4 => (x, down - 1 - y),
                5 => (y, x),
                6 => (y, down - 1 - x),
                7 => (across - 1 - y, down - 1 - x),
                8 => (across - 1 - y, x),
                _ => (x, y),
            };
            let at = (from_y * across + from_x) * channels;
            turned.extend(pixels.get(at..at + channels).ok_or(Unfit::Broken)?);
        }
    }
    let side = |length: usize| u16::try_from(length).map_err(|_| Unfit::Broken);
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    if !head.profile.is_empty() {
        encoder
            .add_icc_profile(&head.profile)
            .map_err(|_| Unfit::Broken)?;
    }
    let colours = match head.channels {
        1 => ColorType::Luma,
        _ => ColorType::Rgb,
    };
    encoder
        .encode(&turned, side(width)?, side(height)?, colours)
        .map_err(|_| Unfit::Broken)?;
    Ok((file, width as u32, height as u32))
}
