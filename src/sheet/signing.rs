//! The places where a document is signed.

use super::{HalfPoints, Twips};

/// The box of the agency's signature on an appendix in a file of its own (Phụ lục I, II.8.b,
/// III.1.d): in the corner at the top right of the first page, above the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CornerSignature {
    /// Its size.
    pub area: BoxSize,
    /// From the top edge of the paper to the box.
    pub top: Twips,
    /// From the box to the right edge of the paper.
    pub right: Twips,
    /// Size of the upright text that it shows when signed.
    pub text: HalfPoints,
}

/// The boxes of the two digital signatures (Phụ lục I, II.7.d, II.8.a), centred in the space
/// between title and name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signing {
    /// The leader's.
    pub leader: BoxSize,
    /// The agency's, on the left of the leader's.
    pub agency: BoxSize,
    /// How much of the leader's box the agency's covers, in thousandths of its width.
    pub overlap: i32,
}

/// The place above a name where someone signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SigningPlace {
    /// The box of the signature, no larger than [`Signing::leader`].
    pub leader: BoxSize,
    /// An agency signs on its left.
    pub sealed: bool,
    /// Another agency confirms the document here, after all have signed.
    pub confirms: bool,
    /// Height of the space above the name, or above the other title over it.
    pub gap: Twips,
}

/// Width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoxSize {
    /// Width.
    pub width: Twips,
    /// Height.
    pub height: Twips,
}
