//! Colour profiles of pictures (ICC.1): which of them a PDF may hold.

/// A profile begins with so many bytes.
const HEADER: usize = 128;
/// Larger ones are none of a camera or screen.
const MOST_BYTES: usize = 1 << 20;

/// A profile that PDF/A-2 takes (ISO 19005-2, 6.2.4.2) and that says something else than sRGB, which
/// is what colours are without one. Whatever else a picture brings is left out.
pub(super) fn usable(profile: Vec<u8>) -> Option<Vec<u8>> {
    let at = |from: usize| profile.get(from..from + 4);
    let size = u32::from_be_bytes(at(0)?.try_into().ok()?) as usize;
    let is_whole = size == profile.len() && (HEADER..=MOST_BYTES).contains(&size);
    let is_known = at(36)? == b"acsp"
        && matches!(profile[8], 2 | 4)
        && [b"scnr", b"mntr", b"prtr", b"spac"]
            .iter()
            .any(|class| at(12) == Some(*class))
        && at(16)? == b"RGB "
        && matches!(at(20)?, b"XYZ " | b"Lab ");
    let says = |what: &[u8]| profile.windows(what.len()).any(|window| window == what);
    let is_srgb = says(b"sRGB") || says(b"s\0R\0G\0B");
    (is_whole && is_known && !is_srgb).then_some(profile)
}
