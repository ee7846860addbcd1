//! A DOCX to the flat model: bytes of anybody, so that everything is bounded and nothing is trusted.
//!
//! `package` opens the archive, `styles` and `numbers` say what the body leaves to them, `body` walks through it.

mod body;
mod numbers;
mod package;
mod runs;
mod styles;
mod tables;
#[cfg(test)]
mod tests;
mod xml;

use super::flat::{Flat, Lost};
use crate::diagnostic::{Diagnostic, Result};
use body::Body;
use package::Package;

/// How a document is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// Tracked changes are taken back, not accepted.
    pub(crate) rejected: bool,
}

/// Reads a DOCX.
///
/// # Errors
/// The file is no DOCX, or one that cannot be read: encrypted, broken, too large.
pub(crate) fn read(bytes: &[u8], options: Options) -> Result<Flat> {
    let mut package = Package::open(bytes)?;
    let main = package.main()?;
    let styles = package.related(&main, "styles")?;
    let numbering = package.related(&main, "numbering")?;
    let notes = [
        package.related(&main, "footnotes")?,
        package.related(&main, "endnotes")?,
    ];
    let comments = package.related(&main, "comments")?;
    let document = xml::parse(&main)?;
    let styles = styles.as_ref().map(xml::parse).transpose()?;
    let styles = styles::Styles::of(styles.as_ref());
    let numbering = numbering.as_ref().map(xml::parse).transpose()?;
    let numbers = numbers::Numbers::of(numbering.as_ref(), &styles);
    let mut body = Body::new(&mut package, &main, styles, numbers, options);
    let mut flat = body.document(&document)?;
    let [footnotes, endnotes] = notes;
    let footnotes = footnotes.as_ref().map(xml::parse).transpose()?;
    let endnotes = endnotes.as_ref().map(xml::parse).transpose()?;
    flat.notes = body.notes(footnotes.as_ref(), endnotes.as_ref())?;
    let comments = comments.as_ref().map(xml::parse).transpose()?;
    flat.comments = body.comments(comments.as_ref());
    let (pictures, losses) = body.finish();
    (flat.pictures, flat.losses) = (pictures, losses);
    for kind in ["header", "footer"] {
        for part in package.all_related(&main, kind)? {
            let words = xml::words(&xml::parse(&part)?);
            // A page number is no word, nor what stands around it.
            if words.chars().any(char::is_alphabetic) {
                flat.losses.push(super::flat::Loss {
                    at: 1,
                    what: Lost::Header,
                    text: words,
                });
            }
        }
    }
    Ok(flat)
}

/// A file that cannot be read as a DOCX.
fn refused(code: &'static str, message: impl Into<String>, help: &'static str) -> Diagnostic {
    Diagnostic::error(code, message.into()).help(help)
}
