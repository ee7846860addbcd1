//! Figures (số liệu) of a document: exact decimals, and how Vietnamese offices write them.
//!
//! In: [`Figures`] as the YAML gives them, or [`Decimal`]s taken from them.
//! Out: exact results ([`percent`], [`growth`], …) and the way they are written
//! ([`number`], [`Words`]). [`read()`] is the one reader of written numbers. Pure functions over [`rust_decimal::Decimal`]; no float anywhere.

mod arithmetic;
mod format;
mod machine;
mod read;
mod words;

pub(crate) use arithmetic::{Rounding, difference, growth, percent, round, sum};
pub(crate) use format::{bare, count, number, roman};
pub(crate) use read::{Reading, Rule, Writing, is_coded, read};
pub(crate) use words::{Date, Words};

use crate::diagnostic::Place;
use rust_decimal::Decimal;
use thiserror::Error;

/// A figure, a text, or a tree of them under `so_lieu`.
#[derive(Debug, Clone, PartialEq)]
pub enum Figure {
    /// A number.
    Number {
        /// The exact value; of a percentage the part before the sign.
        value: Decimal,
        /// The writing that is printed where no filter says otherwise: `07`, `94,50`, `97,5%`.
        shown: String,
    },
    /// Any other scalar: a name, a date.
    Text(String),
    /// true / false
    Bool(bool),
    /// No value given (`null`, empty).
    Blank,
    /// A list.
    List(Vec<(Figure, Place)>),
    /// A map, in the order of the YAML.
    Map(Vec<(String, Figure, Place)>),
}

/// The tree under `so_lieu`; an empty map where there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures(pub Figure);

/// Why a figure cannot be worked out or written. The message is for the clerk.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum FigureError {
    /// A ratio whose base is zero.
    #[error("không chia được cho 0")]
    DivisionByZero,
    /// The result has more digits than a decimal holds (28).
    #[error("kết quả có quá nhiều chữ số, không giữ được chính xác")]
    TooLarge,
    /// More digits after the comma were asked for than a decimal holds.
    #[error("số chữ số sau dấu phẩy phải từ 0 đến 20, đây là {0}")]
    TooPrecise(i64),
    /// A count must be a whole number from 0.
    #[error("số đếm phải là số nguyên không âm, đây là {0}")]
    NotACount(String),
    /// Roman numerals go from 1 to 3999.
    #[error("chữ số La Mã chỉ viết được số nguyên từ 1 đến 3999, đây là {0}")]
    NotRoman(String),
    /// No such day.
    #[error("không có ngày “{0}”")]
    NotADate(String),
}
