//! Keeps tera in bounds: what a template may hold, and what it may use while it runs.
//!
//! In: a template as it was written, by a clerk in the YAML or by the maker of a template file, and
//! a [`Vocabulary`], the table of what templates may call.
//! Out: [`Engines`] in which prepared templates run, each rendering with limits of its own, and
//! tera's errors as diagnostics at the place where they were written.
//! Not here: what a filter works out, what is rendered in which order.
//!
//! `scan` splits a template once; `rules` refuses by its pieces what is not allowed, `instrument`
//! puts in the counters, `wrappers` are the filters that do the counting, `limits` the bounds.

mod engine;
mod errors;
mod instrument;
mod limits;
mod messages;
mod operands;
mod prepared;
mod refusal;
mod rules;
mod scan;
mod vocabulary;
mod wrappers;

pub(super) use engine::{Engine, Engines, Stopped};
pub(super) use errors::{Unit, diagnose};
pub(super) use instrument::{Checked, Dialect, Fault, prepare};
pub(super) use limits::{Limits, RANGE, check_size, printed_size};
pub(super) use operands::fields_of;
#[cfg(feature = "serve")]
pub(super) use operands::named_fields;
pub(super) use prepared::Prepared;
pub(super) use refusal::{Answer, Misuse, Refusal};
pub(super) use scan::has_tags;
pub(super) use vocabulary::{Filter, Shared, Takes, Vocabulary};
pub(super) use wrappers::{inexact, text_of};
