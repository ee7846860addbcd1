//! The codes of this stage's messages.

/// Stable names of the messages of this stage.
pub(super) struct Codes;

impl Codes {
    /// The template cannot be read.
    pub(super) const SYNTAX: &'static str = "the-sai";
    /// A tag that texts or templates may not use.
    pub(super) const FORBIDDEN: &'static str = "the-cam";
    /// No such filter, function or test.
    pub(super) const UNKNOWN_FILTER: &'static str = "loc-la";
    /// No such figure or variable.
    pub(super) const UNDEFINED: &'static str = "so-lieu-la";
    /// A filter given what it cannot work with.
    pub(super) const FIGURE: &'static str = "so-lieu-sai";
    /// A ratio over zero.
    pub(super) const ZERO: &'static str = "chia-cho-khong";
    /// A bound was reached.
    pub(super) const LIMIT: &'static str = "vuot-muc";
    /// Anything else that fails while a template runs.
    pub(super) const RUN: &'static str = "mau-loi";
    /// Template files that are missing or cannot be read.
    pub(super) const FILE: &'static str = "tep-mau";
}
