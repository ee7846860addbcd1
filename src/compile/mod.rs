//! Content to the bytes of its files, without a look at a disk.
//!
//! In: [`Content`] and [`Resources`]. Out: [`Compiled`], the document up to the sheet that both writers
//! print ([`compile`], [`compile_split`]), or [`Files`], the bytes of its DOCX and PDF with what goes
//! into them ([`to_files`]). Where files are put, and whether they have to be made at all, is
//! `project`'s.

pub mod attach;
pub mod copy;
mod files;
pub mod last_built;
pub(crate) mod last_page;
mod resources;

pub use crate::fingerprint::Fingerprint;
pub use files::{
    Files, Format, Options, is_untouched, lay_out, on_pages, to_files, to_files_beside,
};
pub use resources::Resources;

use crate::{
    announced,
    content::Content,
    decree,
    diagnostic::{Diagnostic, Result, Source},
    document, dress, sheet, template, typography,
};
use std::sync::Arc;

/// A document on its way, up to the sheet that both writers print.
pub struct Compiled {
    /// The layout markup that the template wrote.
    pub markup: Arc<Source>,
    /// The document by meaning, without measures.
    pub document: document::Document,
    /// How it is set.
    pub sheet: sheet::Sheet,
    /// Messages about things that are made all the same but should be looked at.
    pub warnings: Vec<Diagnostic>,
    /// The document asks to be drawn in where little stands over on its last page.
    pub fit_page: bool,
    /// The measures that were lowered for it.
    pub(crate) lowered: Vec<decree::Lowered>,
}

/// Content to sheet: template, document, typography and dress in one call.
///
/// # Errors
/// What is wrong in a text, a template or a choice of measures, with its place.
pub fn compile(content: &Content, resources: &Resources) -> Result<Compiled> {
    let Read {
        markup,
        document,
        style,
        mut warnings,
    } = read(content, resources, template::render)?;
    let mut compiled = set(content, markup, document, &style, resources)?;
    warnings.append(&mut compiled.warnings);
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
    content: &Content,
    resources: &Resources,
) -> Result<(Compiled, Vec<Compiled>)> {
    let Read {
        markup,
        document,
        style,
        mut warnings,
    } = read(content, resources, template::render_apart)?;
    let (main, appendices) = document.split_appendices();
    let set = |document| set(content, Arc::clone(&markup), document, &style, resources);
    let mut main = set(main)?;
    let mut appendices: Vec<Compiled> = appendices.into_iter().map(set).collect::<Result<_>>()?;
    for part in std::iter::once(&mut main).chain(&mut appendices) {
        warnings.append(&mut part.warnings);
    }
    Ok((Compiled { warnings, ..main }, appendices))
}

/// A document that was compiled, dressed once more with other spaces.
fn spaced(
    compiled: &Compiled,
    spacing: decree::Spacing,
    content: &Content,
    resources: &Resources,
) -> Result<Compiled> {
    let (style, _) = resources.decree()?.style(&content.measures, spacing)?;
    let markup = Arc::clone(&compiled.markup);
    set(
        content,
        markup,
        compiled.document.clone(),
        &style,
        resources,
    )
}

/// A document by meaning, and the style that it is to be set in.
struct Read {
    markup: Arc<Source>,
    document: document::Document,
    style: decree::Style,
    warnings: Vec<Diagnostic>,
}

/// The function that runs the template of a document.
type Render = fn(&Content, &template::Templates, template::Known<'_>) -> Result<template::Rendered>;

/// Content to document and style.
fn read(content: &Content, resources: &Resources, render: Render) -> Result<Read> {
    let rendered = render(content, &resources.templates, resources.markdown()?)?;
    let template::Rendered {
        markup,
        mut warnings,
    } = rendered;
    let markup = Source::new(content.kind.template.as_str(), markup);
    let mut document = document::parse(
        &markup,
        &content.sources,
        &*resources.decree()?.components()?,
    )?;
    warnings.extend(announced::check(&document, resources.announcements()?));
    let chosen = decree::Spacing::Chosen;
    let (style, more) = resources.decree()?.style(&content.measures, chosen)?;
    warnings.extend(more);
    typography::keep_together(&mut document, resources.typography()?, style.keep_together);
    Ok(Read {
        markup,
        document,
        style,
        warnings,
    })
}

/// Document to sheet.
fn set(
    content: &Content,
    markup: Arc<Source>,
    document: document::Document,
    style: &decree::Style,
    resources: &Resources,
) -> Result<Compiled> {
    let rules = resources.typography()?;
    let dress::Dressed {
        mut sheet,
        warnings,
    } = dress::dress(&document, style, &resources.fonts, rules, &content.pictures)?;
    sheet.fingerprint = Some(content.fingerprint);
    Ok(Compiled {
        markup,
        document,
        sheet,
        warnings,
        fit_page: style.fit_page,
        lowered: style.lowered.clone(),
    })
}
