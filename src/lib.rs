//! vanban writes Vietnam's official administrative documents: one YAML file in, a DOCX and a PDF
//! out, laid out by Nghị định 30/2020/NĐ-CP.
//!
//! # The way through
//!
//! Data goes one way; each stage is a module with one function and the type that it hands on.
//!
//! 1. [`content::load`] reads the YAML and its agency profile: [`content::Content`], every text
//!    with its place.
//! 2. [`template::render`] works out the figures, turns Markdown into markup and runs the kind's
//!    tera template: layout markup, XML that says what each piece *is*.
//! 3. [`document::parse`] reads the markup: [`document::Document`], the model of what is said.
//! 4. [`typography::keep_together`] marks the spaces and hyphens at which no line may end;
//!    [`dress::dress`] applies the measures of [`decree::Style`] (the decree as data):
//!    [`sheet::Sheet`], every paragraph with its final measures, nothing placed.
//! 5. From the sheet, two writers: [`docx::write`] prints it for Word to flow;
//!    [`layout::lay_out`] flows it as Word does into [`layout::Pages`], which [`pdf::write`] draws.
//!    [`compile::attach::sources`] are files for [`pdf::write_with`] to put into the PDF.
//!
//! [`diff::diff`] compares two sheets; [`docx::write_changes`] writes the new one with what differs
//! marked as revisions.
//!
//! [`compile::compile`] is steps 2 to 4 in one call, [`compile::to_files`] gives the bytes of both files, and
//! `project::build` puts them into a folder where they are due. Every failure is [`diagnostic::Diagnostics`]: what is
//! wrong, where in which file, and how to mend it, in Vietnamese.
//!
//! # Example
//!
//! ```
//! use vanban::{Resources, compile, content, docx, layout, pdf};
//! # fn main() -> vanban::diagnostic::Result<()> {
//! let resources = Resources::embedded();
//! let path = "samples/phuong-2/ke-hoach-2024.yaml".as_ref();
//! let loaded = content::load_of(path, resources.kinds()?)?;
//! let compiled = compile(&loaded.content, &resources)?;
//! let docx: Vec<u8> = docx::write(&compiled.sheet)?;
//! let pages = layout::lay_out(&compiled.sheet, &resources.fonts);
//! let pdf: Vec<u8> = pdf::write(&pages, &resources.fonts)?;
//! assert!(docx.starts_with(b"PK") && pdf.starts_with(b"%PDF"));
//! # Ok(())
//! # }
//! ```

pub mod announced;
mod batch;
mod chart;
pub mod check;
pub mod cli;
pub mod compile;
pub mod content;
mod data;
pub mod decree;
mod deflate;
pub mod diagnostic;
pub mod diff;
pub mod document;
pub mod docx;
pub mod dress;
mod figures;
mod fingerprint;
pub mod font;
#[cfg(feature = "serve")]
mod form;
#[cfg(any(fuzzing, test))]
#[doc(hidden)]
pub mod fuzzing;
mod import;
pub mod layout;
mod markdown;
#[cfg(feature = "serve")]
mod paste;
pub mod pdf;
mod picture;
pub mod preview;
mod project;
mod pull;
mod rows;
#[cfg(feature = "serve")]
mod serve;
pub mod sheet;
mod slug;
mod tables;
pub mod template;
pub mod typography;
pub mod wording;
mod yaml;

pub use compile::{Compiled, Resources, compile, compile_split};
