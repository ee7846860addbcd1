//! Documents that others made: read from their files ([`read()`]) as a flat model ([`flat::Flat`]), with nothing yet
//! understood of them.

pub(crate) mod flat;
mod read;
pub(crate) mod understand;
pub(crate) mod write;

pub(crate) use read::{Options, read};
