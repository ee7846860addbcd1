//! A measure of the style file, and its conversion into the sheet's units.

use crate::sheet::{HalfPoints, Twips};
use serde::Deserialize;

/// A measure: a bare number where the law is silent, else the law's range with the value in use.
///
/// `theo` and the choices of agency and document are resolved before ([`crate::decree::choose`]).
#[derive(Deserialize, Clone, Copy)]
#[serde(untagged)]
pub(super) enum Measure {
    House(f64),
    Lawful {
        #[serde(rename = "mac_dinh")]
        value: f64,
    },
}

impl Default for Measure {
    fn default() -> Self {
        Self::House(0.0)
    }
}

impl Measure {
    pub(super) fn get(self) -> f64 {
        match self {
            Self::House(value) | Self::Lawful { value } => value,
        }
    }
    pub(super) fn mm(self) -> Twips {
        Twips::from_micrometres((self.get() * 1000.0).round() as i32)
    }
    pub(super) fn cm(self) -> Twips {
        Twips::from_micrometres((self.get() * 10_000.0).round() as i32)
    }
    pub(super) fn points(self) -> Twips {
        Twips((self.get() * 20.0).round() as i32)
    }
    pub(super) fn half_points(self) -> HalfPoints {
        HalfPoints((self.get() * 2.0).round() as u32)
    }
    pub(super) fn eighths(self) -> u32 {
        (self.get() * 8.0).round() as u32
    }
    pub(super) fn thousandths(self) -> i32 {
        (self.get() * 1000.0).round() as i32
    }
    pub(super) fn times(self) -> f64 {
        self.get()
    }
    pub(super) fn count(self) -> usize {
        self.get().round() as usize
    }
    pub(super) fn line(self) -> u32 {
        (self.get() * 240.0).round() as u32
    }
}
