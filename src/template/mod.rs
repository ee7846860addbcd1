//! Content to layout markup: expands the texts, then runs the template of the document's kind.
//!
//! In: [`Content`], whose texts still hold tera expressions, and [`Templates`].
//! Out: layout markup (see `docs/markup.md`), every text of the YAML in it with its origin.
//! Not here: what a figure is worth (`figures`), what Markdown means, any measure.
//!
//! tera stays inside this folder; `guard` keeps it in bounds.

mod align;
mod appendices;
mod carried;
mod codes;
mod context;
mod data;
mod doubled;
mod expand;
mod filters;
pub(crate) mod folder;
mod guard;
mod marks;
mod references;
mod replaced;
mod signs;
mod small;
mod store;
mod table;
mod unmark;
mod unprinted;
mod values;

#[cfg(test)]
mod tests;

pub use crate::markdown::Known;
pub use store::Templates;

use crate::{
    content::Content,
    diagnostic::{Diagnostic, Result},
};

/// Tells whether a name means something already in expressions, so that no row may have it.
pub fn is_taken(name: &str) -> bool {
    table::is_taken(name)
}

/// The fields of `row` that the tags of a text use (`row.field`); none where a tag goes through the
/// row as a whole, or never closes.
pub(crate) fn fields_of<'t>(text: &'t str, row: &str) -> Option<Vec<&'t str>> {
    guard::fields_of(text, row)
}

/// What the tags of a text name, and the field of it that they use: `khom.ten`; nothing where a tag never closes.
#[cfg(feature = "serve")]
pub(crate) fn named_fields(text: &str) -> Vec<(&str, &str)> {
    guard::named_fields(text)
}

/// The result of a rendering.
#[derive(Debug)]
pub struct Rendered {
    /// Layout markup.
    pub markup: String,
    /// Warnings about what was made all the same but should be looked at.
    pub warnings: Vec<Diagnostic>,
}

/// Expands the texts of `content`, converts its Markdown, and runs the kind's template.
///
/// # Errors
/// What is wrong in a text or in the template, with its place.
pub fn render(content: &Content, templates: &Templates, known: Known<'_>) -> Result<Rendered> {
    rendered(content, templates, known, content.electronic)
}

/// As [`render`], of a document whose appendices become files of their own: electronic ones, on
/// which number and date are not filled in (Phụ lục I, III.1.c; Phụ lục III, Mẫu 2.2).
///
/// # Errors
/// As [`render`].
pub fn render_apart(
    content: &Content,
    templates: &Templates,
    known: Known<'_>,
) -> Result<Rendered> {
    rendered(content, templates, known, true)
}

fn rendered(
    content: &Content,
    templates: &Templates,
    known: Known<'_>,
    electronic: bool,
) -> Result<Rendered> {
    templates.begin(|rendering| {
        let mut lines = expand::expand(content, known, rendering)?;
        let mut warnings = std::mem::take(&mut lines.warnings);
        let (mut context, found) = context::context(content, &lines, known)?;
        context.insert_value("van_ban_dien_tu", tera::Value::from(electronic));
        warnings.extend(found);
        let markup = templates.run(content, &context, rendering)?;
        warnings.extend(unprinted::check(content, &lines, &markup));
        let again = |context: &_| templates.run(content, context, rendering);
        warnings.extend(unprinted::check_date(content, &mut context, &markup, again));
        Ok(Rendered { markup, warnings })
    })
}
