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
//!    [`wording::check`] tells of words in it that are not what their writer saw.
//! 4. [`typography::keep_together`] marks the spaces and hyphens at which no line may end;
//!    [`dress::dress`] applies the measures of [`style::Style`] (the decree as data):
//!    [`sheet::Sheet`], every paragraph with its final measures, nothing placed.
//! 5. From the sheet, two writers: [`docx::write`] prints it for Word to flow;
//!    [`layout::lay_out`] flows it as Word does into [`layout::Pages`], which [`pdf::write`] draws.
//!    [`attach::sources`] are files for [`pdf::write_with`] to put into the PDF.
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

pub mod attach;
pub mod batch;
pub mod cli;
pub mod content;
pub mod data;
mod deflate;
pub mod diagnostic;
pub mod diff;
pub mod document;
pub mod docx;
pub mod dress;
pub mod figures;
pub mod fingerprint;
mod fit;
pub mod folder;
pub mod font;
pub mod layout;
pub mod make;
pub mod pdf;
pub mod picture;
pub mod produce;
mod resources;
pub mod sheet;
pub mod slug;
pub mod style;
pub mod template;
pub mod typography;
pub mod version;
pub mod wording;

pub use resources::Resources;

use diagnostic::{Diagnostic, Result, Source};
use std::sync::Arc;

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
    /// The document asks to be drawn in where little stands over on its last page.
    pub fit_page: bool,
    /// The measures that were lowered for it.
    pub(crate) lowered: Vec<style::Lowered>,
}

/// Content to sheet: template, document, typography and dress in one call.
///
/// # Errors
/// What is wrong in a text, a template or a choice of measures, with its place.
pub fn compile(content: &content::Content, resources: &Resources) -> Result<Compiled> {
    let Read {
        markup,
        document,
        style,
        warnings,
    } = read(content, resources)?;
    let compiled = set(content, markup, document, &style, resources)?;
    Ok(Compiled {
        warnings,
        ..compiled
    })
}

/// As [`compile`], with each appendix as a document of its own: the main document, which has the
/// warnings, and its appendices (Phụ lục I, III.1.d).
///
/// # Errors
/// As [`compile`].
pub fn compile_split(
    content: &content::Content,
    resources: &Resources,
) -> Result<(Compiled, Vec<Compiled>)> {
    let Read {
        markup,
        document,
        style,
        warnings,
    } = read(content, resources)?;
    let (main, appendices) = document.split_appendices();
    let set = |document| set(content, Arc::clone(&markup), document, &style, resources);
    let main = set(main)?;
    let appendices = appendices.into_iter().map(set).collect::<Result<_>>()?;
    Ok((Compiled { warnings, ..main }, appendices))
}

/// A document that was compiled, dressed once more with spaces as small as may be.
pub(crate) fn drawn_in(
    compiled: &Compiled,
    content: &content::Content,
    resources: &Resources,
) -> Result<Compiled> {
    let (style, _) = resources
        .decree()?
        .style(&content.measures, style::Spacing::Least)?;
    let markup = Arc::clone(&compiled.markup);
    set(
        content,
        markup,
        compiled.document.clone(),
        &style,
        resources,
    )
}

/// What a content says, and the style that it is to be set in.
struct Read {
    markup: Arc<Source>,
    document: document::Document,
    style: style::Style,
    warnings: Vec<Diagnostic>,
}

/// Content to document and style.
fn read(content: &content::Content, resources: &Resources) -> Result<Read> {
    let rendered = template::render(content, &resources.templates, resources.markdown()?)?;
    let template::Rendered {
        markup,
        mut warnings,
    } = rendered;
    let markup = Source::new(content.kind.template.as_str(), markup);
    let document = document::parse(&markup, &content.sources)?;
    warnings.extend(wording::check(&document, resources.writing()?));
    let chosen = style::Spacing::Chosen;
    let (style, more) = resources.decree()?.style(&content.measures, chosen)?;
    warnings.extend(more);
    Ok(Read {
        markup,
        document,
        style,
        warnings,
    })
}

/// Document to sheet.
fn set(
    content: &content::Content,
    markup: Arc<Source>,
    mut document: document::Document,
    style: &style::Style,
    resources: &Resources,
) -> Result<Compiled> {
    let rules = resources.typography()?;
    typography::keep_together(&mut document, rules, style.keep_together);
    let mut sheet = dress::dress(&document, style, &resources.fonts, rules, &content.pictures)?;
    sheet.fingerprint = Some(content.fingerprint);
    Ok(Compiled {
        markup,
        document,
        sheet,
        warnings: Vec::new(),
        fit_page: style.fit_page,
        lowered: style.lowered.clone(),
    })
}
