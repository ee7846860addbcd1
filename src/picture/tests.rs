//! PNG files of every kind, made here, and what is refused.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use png::{BitDepth, PixelDimensions};

const BLUE: [u8; 3] = [20, 50, 160];

/// A PNG file of these samples.
fn png(
    (width, height): (u32, u32),
    (kind, depth): (ColorType, BitDepth),
    samples: &[u8],
    more: impl FnOnce(&mut png::Encoder<'_, &mut Vec<u8>>),
) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(kind);
    encoder.set_depth(depth);
    more(&mut encoder);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(samples).unwrap();
    writer.finish().unwrap();
    file
}

/// Two by one pixels: the first in a colour, the second clear.
fn half(colour: [u8; 3]) -> Vec<u8> {
    let [red, green, blue] = colour;
    let samples = [red, green, blue, 255, 0, 0, 0, 0];
    png((2, 1), (ColorType::Rgba, BitDepth::Eight), &samples, |_| {})
}

fn refused(file: Vec<u8>) -> Refusal {
    Picture::from_png(file).unwrap_err()
}

#[test]
fn every_kind_of_png_becomes_colours_and_opacities() {
    let palette = |encoder: &mut png::Encoder<'_, &mut Vec<u8>>| {
        encoder.set_palette([BLUE, [9, 9, 9]].concat());
        encoder.set_trns(vec![255, 0]);
    };
    let grey = |encoder: &mut png::Encoder<'_, &mut Vec<u8>>| encoder.set_trns(vec![0, 9]);
    let deep = |v: u8| [v, 0x7f];
    let sixteen = [20, 50, 160, 255, 9, 9, 9, 0].map(deep).concat();
    let files = [
        (
            png(
                (2, 1),
                (ColorType::Rgba, BitDepth::Eight),
                &[20, 50, 160, 255, 9, 9, 9, 0],
                |_| {},
            ),
            BLUE,
        ),
        (
            png(
                (2, 1),
                (ColorType::Rgba, BitDepth::Sixteen),
                &sixteen,
                |_| {},
            ),
            BLUE,
        ),
        (
            png(
                (2, 1),
                (ColorType::Indexed, BitDepth::One),
                &[0b0100_0000],
                palette,
            ),
            BLUE,
        ),
        (
            png(
                (2, 1),
                (ColorType::GrayscaleAlpha, BitDepth::Eight),
                &[77, 255, 9, 0],
                |_| {},
            ),
            [77; 3],
        ),
        (
            png(
                (2, 1),
                (ColorType::Grayscale, BitDepth::Eight),
                &[77, 9],
                grey,
            ),
            [77; 3],
        ),
    ];
    for (file, colour) in files {
        let picture = Picture::from_png(file.clone()).unwrap();
        assert_eq!(picture.pixels(), (2, 1));
        assert_eq!(picture.rgb(), [colour, [9; 3]].concat());
        assert_eq!(picture.alpha(), [255, 0]);
        assert_eq!(picture.file(), file);
    }
}

/// Adam7, 5 × 5, red at (0, 0) and (4, 4): written by another program, for the crate writes none.
#[test]
fn an_interlaced_file_is_put_in_order() {
    let picture = Picture::from_png(include_bytes!("fixtures/interlaced.png").to_vec()).unwrap();
    assert_eq!(picture.pixels(), (5, 5));
    let inked: Vec<usize> = (0..25).filter(|&i| picture.alpha()[i] > 0).collect();
    assert_eq!(inked, [0, 24]);
    assert_eq!(picture.rgb()[..3], [200, 20, 30]);
    assert_eq!(picture.ink(), Ink::Red);
}

#[test]
fn what_is_no_picture_is_refused() {
    assert_eq!(refused(Vec::new()), Refusal::NotPng);
    assert_eq!(refused(b"\xff\xd8\xff\xe0 JFIF".to_vec()), Refusal::NotPng);
    let mut long = half(BLUE);
    long.resize(MAX_BYTES + 1, 0);
    assert_eq!(refused(long), Refusal::TooManyBytes);
    let solid = png(
        (2, 1),
        (ColorType::Rgb, BitDepth::Eight),
        &[1, 2, 3, 4, 5, 6],
        |_| {},
    );
    assert_eq!(refused(solid), Refusal::Opaque);
    let covered = png(
        (1, 1),
        (ColorType::Rgba, BitDepth::Eight),
        &[1, 2, 3, 255],
        |_| {},
    );
    assert_eq!(refused(covered), Refusal::Opaque);
    let clear = png(
        (1, 1),
        (ColorType::Rgba, BitDepth::Eight),
        &[1, 2, 3, 0],
        |_| {},
    );
    assert_eq!(refused(clear), Refusal::Empty);
}

#[test]
fn a_file_cut_anywhere_or_damaged_is_broken() {
    let whole = half(BLUE);
    for end in SIGNATURE.len()..whole.len() {
        assert_eq!(refused(whole[..end].to_vec()), Refusal::Broken, "at {end}");
    }
    let at = whole.windows(4).position(|name| name == b"IDAT").unwrap() + 8;
    let mut damaged = whole;
    damaged[at] ^= 0xff;
    assert_eq!(refused(damaged), Refusal::Broken);
}

/// A header that promises a gigabyte of pixels is refused by its numbers alone.
#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let mut file = half(BLUE);
    // Width, height and their checksum stand behind signature, length and name.
    file[16..24].copy_from_slice(&[0, 0, 0x40, 0, 0, 0, 0x40, 0]);
    let mut sum = flate2::Crc::new();
    sum.update(&file[12..29]);
    file[29..33].copy_from_slice(&sum.sum().to_be_bytes());
    assert_eq!(refused(file), Refusal::TooManyPixels(16384, 16384));
}

#[test]
fn ink_is_blue_red_or_neither() {
    let ink = |colour| Picture::from_png(half(colour)).unwrap().ink();
    assert_eq!(ink(BLUE), Ink::Blue);
    assert_eq!(ink([40, 40, 220]), Ink::Blue);
    assert_eq!(ink([60, 140, 230]), Ink::Blue);
    assert_eq!(ink([200, 20, 30]), Ink::Red);
    assert_eq!(ink([230, 60, 40]), Ink::Red);
    for other in [
        [0; 3],
        [128; 3],
        [20, 160, 20],
        [220, 180, 0],
        [160, 20, 160],
    ] {
        assert_eq!(ink(other), Ink::Other, "{other:?}");
    }
}

#[test]
fn the_density_tells_millimetres() {
    let dense = |unit| {
        let samples = [1, 2, 3, 0, 1, 2, 3, 255];
        let kind = (ColorType::Rgba, BitDepth::Eight);
        let file = png((2, 1), kind, &samples, |encoder| {
            encoder.set_pixel_dims(Some(PixelDimensions {
                xppu: 1000,
                yppu: 500,
                unit,
            }));
        });
        Picture::from_png(file).unwrap()
    };
    let told = dense(Unit::Meter);
    assert_eq!(told.millimetres(), Some((2.0, 2.0)));
    assert_eq!(told.aspect(), 1.0);
    // Without a unit it tells the shape of pixels only, which none of these programs writes.
    assert_eq!(dense(Unit::Unspecified).millimetres(), None);
}
