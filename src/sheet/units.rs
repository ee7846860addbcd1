//! Units of the sheet, and the only conversions between them.

use std::ops::{Add, AddAssign, Neg, Sub};

/// Twentieths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Twips(pub i32);

impl Twips {
    /// From thousandths of a millimetre, rounded to the nearest twip (1 mm = 1440/25.4 twips).
    pub const fn from_micrometres(um: i32) -> Self {
        let scaled = um as i64 * 1440;
        let half = if scaled < 0 { -12_700 } else { 12_700 };
        Self(((scaled + half) / 25_400) as i32)
    }

    /// From whole points.
    pub const fn from_points(points: i32) -> Self {
        Self(points * 20)
    }

    /// In points.
    pub fn points(self) -> f64 {
        f64::from(self.0) / 20.0
    }
}

impl Add for Twips {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Twips {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Twips {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Twips {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

/// Half-points, Word's grain of font size: 28 is 14 pt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HalfPoints(pub u32);

impl HalfPoints {
    /// In points.
    pub fn points(self) -> f64 {
        f64::from(self.0) / 2.0
    }
}
