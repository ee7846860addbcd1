//! Keeps tera in bounds: what a template may hold, and what it may use while it runs.
//!
//! In: a template as it was written, by a clerk in the YAML or by the maker of a template file.
//! Out: the same template prepared for tera, an engine to run it in, and tera's errors as our own
//! diagnostics at the place where they were written.
//! Not here: what a filter works out ([`super::filters`]), what is rendered in which order.

pub(super) mod engine;
pub(super) mod errors;
pub(super) mod instrument;
pub(super) mod limits;
mod messages;
pub(super) mod misuse;
pub(super) mod names;
mod operands;
mod rules;
pub(super) mod scan;
