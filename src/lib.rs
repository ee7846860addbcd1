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
//!    [`dress::dress`] applies the measures of [`style::Style`] (the decree as data):
//!    [`sheet::Sheet`], every paragraph with its final measures, nothing placed.
//! 5. From the sheet, two writers: [`docx::write`] prints it for Word to flow;
//!    [`layout::lay_out`] flows it as Word does into [`layout::Pages`], which [`pdf::write`] draws.
//!
//! [`diff::diff`] compares two sheets; [`docx::write_changes`] writes the new one with what differs
//! marked as revisions.
//!
//! [`compile`] is steps 2 to 4 in one call. Every failure is [`diagnostic::Diagnostics`]: what is
//! wrong, where in which file, and how to mend it, in Vietnamese.
//!
//! # Example
//!
//! ```
//! use vanban::{Resources, compile, content, docx, layout, pdf};
//! # fn main() -> vanban::diagnostic::Result<()> {
//! let resources = Resources::embedded();
//! let loaded = content::load("samples/phuong-2/ke-hoach-2024.yaml".as_ref())?;
//! let compiled = compile(&loaded.content, &resources)?;
//! let docx: Vec<u8> = docx::write(&compiled.sheet)?;
//! let pages = layout::lay_out(&compiled.sheet, &resources.fonts);
//! let pdf: Vec<u8> = pdf::write(&pages, &resources.fonts)?;
//! assert!(docx.starts_with(b"PK") && pdf.starts_with(b"%PDF"));
//! # Ok(())
//! # }
//! ```

pub mod cli;
pub mod content;
pub mod diagnostic;
pub mod diff;
pub mod document;
pub mod docx;
pub mod dress;
pub mod figures;
pub mod font;
pub mod layout;
pub mod pdf;
pub mod sheet;
pub mod style;
pub mod template;
pub mod typography;

use diagnostic::{Diagnostic, Result, Source};
use std::sync::Arc;

/// What documents share: loaded once, used for any number of them, from any thread.
pub struct Resources {
    /// The four faces.
    pub fonts: font::FontSet,
    /// The templates.
    pub templates: template::Templates,
}

impl Resources {
    /// The program's own fonts and templates.
    pub fn embedded() -> Self {
        Self {
            fonts: font::FontSet::embedded(),
            templates: template::Templates::builtin(),
        }
    }
}

/// A document on its way, up to the sheet that both writers print.
pub struct Compiled {
    /// The layout markup that the template wrote.
    pub markup: Arc<Source>,
    /// What the document says.
    pub document: document::Document,
    /// How it is set.
    pub sheet: sheet::Sheet,
    /// What is made all the same but should be looked at.
    pub warnings: Vec<Diagnostic>,
}

/// Content to sheet: template, document, typography and dress in one call.
///
/// # Errors
/// What is wrong in a text, a template or a choice of measures, with its place.
pub fn compile(content: &content::Content, resources: &Resources) -> Result<Compiled> {
    let markup = template::render(content, &resources.templates)?;
    let markup = Source::new(content.kind.template.as_str(), markup);
    let mut document = document::parse(&markup, &content.sources)?;
    let (style, warnings) = style::Style::nd30(&content.measures)?;
    typography::keep_together(&mut document, style.keep_together);
    let sheet = dress::dress(&document, &style, &resources.fonts)?;
    Ok(Compiled {
        markup,
        document,
        sheet,
        warnings,
    })
}
