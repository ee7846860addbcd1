//! Files of every sort, made here, and what is refused.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use ::png::{BitDepth, ColorType};

fn png(
    (width, height): (u32, u32),
    (kind, depth): (ColorType, BitDepth),
    samples: &[u8],
    more: impl FnOnce(&mut ::png::Encoder<'_, &mut Vec<u8>>),
) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut file, width, height);
    encoder.set_color(kind);
    encoder.set_depth(depth);
    more(&mut encoder);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(samples).unwrap();
    writer.finish().unwrap();
    file
}

/// Sixteen pixels a side: the left half dark, the right half light; of so many channels.
fn halves(colours: jpeg_encoder::ColorType, channels: usize) -> Vec<u8> {
    let row = (0..16).flat_map(|x| vec![if x < 8 { 20 } else { 230 }; channels]);
    let row: Vec<u8> = row.collect();
    let mut file = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut file, 95);
    encoder.encode(&row.repeat(8), 16, 8, colours).unwrap();
    file
}

fn jpeg() -> Vec<u8> {
    halves(jpeg_encoder::ColorType::Rgb, 3)
}

/// The file with a segment behind its start.
fn with_segment(file: &[u8], marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
    [&file[..2], &[0xff, marker], &length, data, &file[2..]].concat()
}

fn exif(turn: u8) -> Vec<u8> {
    let mut data = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    data.extend([turn, 0, 0, 0, 0, 0, 0, 0]);
    data
}

fn refused(file: &[u8]) -> Unfit {
    Image::read(file).unwrap_err()
}

#[test]
fn what_a_pdf_can_hold_is_taken_as_it_is() {
    let rgb = png(
        (2, 1),
        (ColorType::Rgb, BitDepth::Eight),
        &[1, 2, 3, 4, 5, 6],
        |_| {},
    );
    let image = Image::read(&rgb).unwrap();
    assert_eq!(image.pixels(), (2, 1));
    let Samples {
        packing,
        colours,
        bits,
        bytes,
    } = image.samples();
    assert_eq!((*packing, colours, *bits), (Packing::Png, &Colours::Rgb, 8));
    let mut unpacked = Vec::new();
    std::io::Read::read_to_end(
        &mut flate2::read::ZlibDecoder::new(&bytes[..]),
        &mut unpacked,
    )
    .unwrap();
    // One row: its predictor, then six samples.
    assert_eq!(unpacked.len(), 7);
    let file = jpeg();
    let image = Image::read(&file).unwrap();
    assert_eq!((image.pixels(), image.file()), ((16, 8), &file[..]));
    assert_eq!(image.samples().packing, Packing::Jpeg);
    assert_eq!(
        Image::read(&halves(jpeg_encoder::ColorType::Luma, 1))
            .unwrap()
            .samples()
            .colours,
        Colours::Grey
    );
}

#[test]
fn what_is_clear_lies_on_white_paper() {
    let samples = [10, 20, 30, 255, 10, 20, 30, 0, 0, 0, 0, 51];
    let file = png((3, 1), (ColorType::Rgba, BitDepth::Eight), &samples, |_| {});
    let image = Image::read(&file).unwrap();
    assert_eq!(
        image.samples().bytes,
        [10, 20, 30, 255, 255, 255, 204, 204, 204]
    );
    let indexed = png(
        (2, 1),
        (ColorType::Indexed, BitDepth::One),
        &[0b0100_0000],
        |encoder| {
            encoder.set_palette(vec![1, 2, 3, 9, 9, 9]);
            encoder.set_trns(vec![255, 0]);
        },
    );
    let image = Image::read(&indexed).unwrap();
    assert_eq!(image.samples().bytes, [1, 2, 3, 255, 255, 255]);
    let deep = png(
        (1, 1),
        (ColorType::Rgb, BitDepth::Sixteen),
        &[1, 0, 2, 0, 3, 0],
        |_| {},
    );
    assert_eq!(Image::read(&deep).unwrap().samples().bytes, [1, 2, 3]);
}

#[test]
fn a_photograph_that_lies_on_its_side_is_set_upright() {
    for (turn, pixels, dark) in [
        (1, (16, 8), (0, 4)),
        (3, (16, 8), (15, 4)),
        (6, (8, 16), (4, 0)),
        (8, (8, 16), (4, 15)),
    ] {
        let image = Image::read(&with_segment(&jpeg(), 0xe1, &exif(turn))).unwrap();
        assert_eq!(image.pixels(), pixels, "{turn}");
        let mut decoder = zune_jpeg::JpegDecoder::new(
            zune_jpeg::zune_core::bytestream::ZCursor::new(image.file()),
        );
        let seen = decoder.decode().unwrap();
        let (x, y) = dark;
        assert!(seen[(y * pixels.0 as usize + x) * 3] < 80, "{turn}");
        assert!(!image.file().windows(4).any(|word| word == b"Exif"));
    }
}

#[test]
fn nothing_is_told_of_the_maker() {
    let told = with_segment(&with_segment(&jpeg(), 0xfe, b"Nguyen"), 0xed, b"Photoshop");
    let mut told = told;
    told.extend(b"after the end");
    assert_eq!(Image::read(&told).unwrap().file(), jpeg());
    let plain = png(
        (1, 1),
        (ColorType::Grayscale, BitDepth::Eight),
        &[7],
        |_| {},
    );
    let told = png(
        (1, 1),
        (ColorType::Grayscale, BitDepth::Eight),
        &[7],
        |encoder| {
            encoder
                .add_text_chunk("Author".into(), "Nguyen".into())
                .unwrap();
        },
    );
    assert_ne!(told, plain);
    assert_eq!(Image::read(&told).unwrap().file(), plain);
    assert_eq!(Image::read(&told).unwrap(), Image::read(&plain).unwrap());
}

#[test]
fn what_is_no_picture_is_refused_by_name() {
    assert_eq!(refused(b"text"), Unfit::Unknown(None));
    assert_eq!(refused(b"GIF89a"), Unfit::Unknown(Some("GIF")));
    assert_eq!(refused(b"RIFF1234WEBPVP8 "), Unfit::Unknown(Some("WebP")));
    assert_eq!(
        refused(b"<?xml version=\"1.0\"?><svg/>"),
        Unfit::Unknown(Some("SVG"))
    );
    let mut long = jpeg();
    long.resize(MOST_BYTES + 1, 0);
    assert_eq!(refused(&long), Unfit::TooManyBytes);
    let cmyk = halves(jpeg_encoder::ColorType::Cmyk, 4);
    assert_eq!(refused(&cmyk), Unfit::Cmyk);
    let moving = png(
        (1, 1),
        (ColorType::Grayscale, BitDepth::Eight),
        &[7],
        |encoder| {
            encoder.set_animated(1, 0).unwrap();
        },
    );
    assert_eq!(refused(&moving), Unfit::Animated);
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let mut file = png(
        (1, 1),
        (ColorType::Grayscale, BitDepth::Eight),
        &[7],
        |_| {},
    );
    file[16..24].copy_from_slice(&[0, 0, 0xff, 0, 0, 0, 0xff, 0]);
    let mut sum = flate2::Crc::new();
    sum.update(&file[12..29]);
    file[29..33].copy_from_slice(&sum.sum().to_be_bytes());
    assert_eq!(refused(&file), Unfit::TooManyPixels(65280, 65280));
    let mut file = jpeg();
    let at = file
        .windows(2)
        .position(|pair| pair == [0xff, 0xc0])
        .unwrap();
    file[at + 5..at + 9].fill(0xff);
    assert_eq!(refused(&file), Unfit::TooManyPixels(65535, 65535));
}

#[test]
fn a_file_cut_anywhere_is_broken() {
    let whole = jpeg();
    for end in 3..whole.len() {
        assert_eq!(refused(&whole[..end]), Unfit::Broken, "at {end}");
    }
    let whole = png(
        (2, 1),
        (ColorType::Rgb, BitDepth::Eight),
        &[1, 2, 3, 4, 5, 6],
        |_| {},
    );
    for end in 8..whole.len() - 12 {
        assert_eq!(refused(&whole[..end]), Unfit::Broken, "at {end}");
    }
}

#[test]
fn the_density_tells_the_size() {
    let file = png(
        (300, 1),
        (ColorType::Grayscale, BitDepth::Eight),
        &[0; 300],
        |encoder| {
            encoder.set_pixel_dims(Some(::png::PixelDimensions {
                xppu: 11811,
                yppu: 11811,
                unit: ::png::Unit::Meter,
            }));
        },
    );
    assert_eq!(Image::read(&file).unwrap().points().0.round(), 72.0);
    let file = png(
        (96, 1),
        (ColorType::Grayscale, BitDepth::Eight),
        &[0; 96],
        |_| {},
    );
    assert_eq!(Image::read(&file).unwrap().points().0, 72.0);
}

#[test]
fn a_profile_that_a_pdf_takes_is_kept() {
    let mut profile = vec![0; 200];
    profile[..4].copy_from_slice(&200_u32.to_be_bytes());
    profile[8] = 4;
    profile[12..24].copy_from_slice(b"mntrRGB XYZ ");
    profile[36..40].copy_from_slice(b"acsp");
    assert!(super::profile::usable(profile.clone()).is_some());
    profile[150..154].copy_from_slice(b"sRGB");
    assert!(super::profile::usable(profile.clone()).is_none());
    profile[150] = 0;
    profile[16..20].copy_from_slice(b"CMYK");
    assert!(super::profile::usable(profile).is_none());
    assert!(super::profile::usable(vec![1, 2]).is_none());
}
