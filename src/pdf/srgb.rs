//! The colour space that pages are meant for, as an ICC profile: sRGB (IEC 61966-2-1).
//!
//! Built from the numbers of the standard: as a profile of version 4 with parametric curves it
//! takes half a kilobyte, where the profiles that operating systems bring take three.

/// The name of the colour space.
pub(super) const NAME: &str = "sRGB IEC61966-2.1";

/// Red, green, blue.
pub(super) const COMPONENTS: i64 = 3;

/// The white point of profile connection spaces, D50.
const D50: [f64; 3] = [0.9642, 1.0, 0.8249];

/// The primaries as seen under D50; they add up to it.
const RED: [f64; 3] = [0.436035, 0.222488, 0.013916];
const GREEN: [f64; 3] = [0.385117, 0.716904, 0.097061];
const BLUE: [f64; 3] = [0.143048, 0.060608, 0.713928];

/// From sRGB's own white, D65, to D50 (Bradford), by rows.
const ADAPTATION: [f64; 9] = [
    1.047882, 0.022919, -0.050217, //
    0.029587, 0.990479, -0.017059, //
    -0.009232, 0.015076, 0.751678,
];

/// Parameters of the curve: `(a·x + b)^g` from `d` on, `c·x` below it.
const CURVE: [f64; 5] = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045];

const HEADER: usize = 128;
const ENTRY: usize = 12;

/// The profile.
pub(super) fn profile() -> Vec<u8> {
    let curve = element(b"para", &[&[0, 3, 0, 0][..], &numbers(&CURVE)].concat());
    let elements: [(&[&[u8; 4]], Vec<u8>); 8] = [
        (&[b"desc"], text("sRGB")),
        (&[b"cprt"], text("CC0")),
        (&[b"wtpt"], element(b"XYZ ", &numbers(&D50))),
        (&[b"chad"], element(b"sf32", &numbers(&ADAPTATION))),
        (&[b"rXYZ"], element(b"XYZ ", &numbers(&RED))),
        (&[b"gXYZ"], element(b"XYZ ", &numbers(&GREEN))),
        (&[b"bXYZ"], element(b"XYZ ", &numbers(&BLUE))),
        (&[b"rTRC", b"gTRC", b"bTRC"], curve),
    ];
    let count: usize = elements.iter().map(|(names, _)| names.len()).sum();
    let mut table = (count as u32).to_be_bytes().to_vec();
    let mut data = Vec::new();
    let start = HEADER + 4 + count * ENTRY;
    for (names, element) in elements {
        for name in names {
            table.extend_from_slice(*name);
            table.extend_from_slice(&((start + data.len()) as u32).to_be_bytes());
            table.extend_from_slice(&(element.len() as u32).to_be_bytes());
        }
        data.extend(element);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = header(start + data.len());
    profile.extend(table);
    profile.extend(data);
    profile
}

/// The header (ICC.1:2004-10, 7.2): zeros where it may be silent.
fn header(size: usize) -> Vec<u8> {
    let mut header = vec![0; HEADER];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &(size as u32).to_be_bytes());
    put(8, &[4, 0x20, 0, 0]); // version 4.2
    put(12, b"mntrRGB XYZ ");
    put(24, &[0x07, 0xCF, 0, 10, 0, 18]); // the day of the standard: 18 October 1999
    put(36, b"acsp");
    put(68, &numbers(&D50));
    header
}

fn element(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&kind[..], &[0; 4], content].concat()
}

/// Numbers of 16 bits before the point and 16 after it.
fn numbers(values: &[f64]) -> Vec<u8> {
    let fixed = |value: &f64| ((value * 65536.0).round() as i32).to_be_bytes();
    values.iter().flat_map(fixed).collect()
}

/// A text (ASCII) in one language.
fn text(text: &str) -> Vec<u8> {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut content = Vec::new();
    // One record of 12 bytes; the text is 28 bytes from the element's start.
    for number in [1, 12] {
        content.extend_from_slice(&u32::to_be_bytes(number));
    }
    content.extend_from_slice(b"enUS");
    for number in [utf16.len() as u32, 28] {
        content.extend_from_slice(&u32::to_be_bytes(number));
    }
    content.extend(utf16);
    element(b"mluc", &content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn primaries_add_up_to_white() {
        let profile = profile();
        assert_eq!(profile.len() % 4, 0);
        assert_eq!(profile[..4], (profile.len() as u32).to_be_bytes());
        let sum: Vec<i32> = (0..3)
            .map(|i| {
                let part = |xyz: [f64; 3]| (xyz[i] * 65536.0).round() as i32;
                part(RED) + part(GREEN) + part(BLUE)
            })
            .collect();
        assert_eq!(sum, [0xF6D6, 0x10000, 0xD32D]);
    }
}
