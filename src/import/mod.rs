//! Documents that others made: read from their files ([`read()`]) as a flat model ([`flat::Flat`]), understood, and
//! written as content files; `whole` is all of it in a row.

pub(crate) mod flat;
pub(crate) mod office;
mod profile;
mod read;
pub(crate) mod report;
mod signs;
pub(crate) mod understand;
pub(crate) mod whole;
pub(crate) mod write;

pub(crate) use read::{Options, read};
pub(crate) use whole::import;
