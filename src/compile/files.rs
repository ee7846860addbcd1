//! One document whole: content to the bytes of its DOCX and PDF.

use super::{Compiled, Resources, attach, compile, compile_split, drawn_in, last_page};
use crate::{
    content::Content,
    diagnostic::Result,
    docx,
    fingerprint::{Fingerprint, Fingerprinter},
    layout, pdf,
};
use std::path::Path;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For Word.
    Docx,
    /// For signing.
    Pdf,
}

impl Format {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Docx, Self::Pdf];

    /// The extension of its files' names, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }
}

/// Which files are made of a document, and how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// This kind of file alone.
    pub only: Option<Format>,
    /// The PDF has no fields to fill in and to sign.
    pub no_fields: bool,
    /// The PDF carries the files of the content.
    pub attach_source: bool,
    /// Each appendix is a document of its own.
    pub split_appendices: bool,
    /// The program whose habits the lines of the PDF follow.
    pub habits: layout::Habits,
}

impl Options {
    /// The kinds of files.
    pub fn formats(self) -> impl Iterator<Item = Format> {
        let wanted = move |format: &Format| self.only.is_none_or(|only| only == *format);
        Format::ALL.into_iter().filter(wanted)
    }

    /// The fingerprint of all that a file is made of; `source` is that of the content's files.
    pub fn inputs(self, source: Fingerprint, resources: &Resources, format: Format) -> Fingerprint {
        let Self {
            only: _,
            no_fields,
            attach_source,
            split_appendices,
            habits,
        } = self;
        let flags = [no_fields, attach_source, split_appendices];
        let mut print = Fingerprinter::default();
        print
            .add(env!("CARGO_PKG_VERSION").as_bytes())
            .add(resources.fingerprint.to_string().as_bytes())
            .add(source.to_string().as_bytes())
            .add(format.extension().as_bytes())
            .add(&flags.map(u8::from))
            .add(habits.name().as_bytes());
        print.finish()
    }
}

/// A document's files, and the stages that they came through.
pub struct Files {
    /// The document up to its sheet.
    pub compiled: Compiled,
    /// The bytes of each kind of file that was wanted.
    pub files: Vec<(Format, Vec<u8>)>,
    /// The document on its pages.
    pub pages: layout::Pages,
    /// Its appendices, where they are documents of their own.
    pub appendices: Vec<Files>,
}

/// Makes the files of a document. Those of the content are attached to the main document's alone.
///
/// # Errors
/// What is wrong in a text, a template or a choice of measures, with its place.
pub fn to_files(content: &Content, resources: &Resources, options: Options) -> Result<Files> {
    let (files, ()) = to_files_beside(content, resources, options, |_, _| ())?;
    Ok(files)
}

/// As [`to_files`]; what `look` makes of the document and its pages is made while the files are written.
///
/// # Errors
/// As [`to_files`].
pub fn to_files_beside<T: Send>(
    content: &Content,
    resources: &Resources,
    options: Options,
    look: impl FnOnce(&Compiled, &layout::Pages) -> T + Send,
) -> Result<(Files, T)> {
    let compiled = if options.split_appendices {
        compile_split(content, resources)?
    } else {
        (compile(content, resources)?, Vec::new())
    };
    let (main, appendices, pages) = fitted(compiled, content, resources, options)?;
    let mut beside = pdf::Options::default();
    let appendices = appendices
        .into_iter()
        .map(|appendix| {
            let pages = lay_out(&appendix, resources, options);
            write(appendix, pages, resources, options, &beside)
        })
        .collect::<Result<_>>()?;
    if options.attach_source {
        beside.attachments = attach::sources(&content.sources, resources.attachments()?);
    }
    let (files, looked) = rayon::join(
        || bytes(&main, &pages, resources, options, &beside),
        || look(&main, &pages),
    );
    let files = Files {
        compiled: main,
        files: files?,
        pages,
        appendices,
    };
    Ok((files, looked))
}

/// A document on the pages that its PDF will have, without the bytes of any file.
///
/// # Errors
/// As [`to_files`].
pub fn on_pages(
    content: &Content,
    resources: &Resources,
    options: Options,
) -> Result<(Compiled, layout::Pages)> {
    let compiled = (compile(content, resources)?, Vec::new());
    let (main, _, pages) = fitted(compiled, content, resources, options)?;
    Ok((main, pages))
}

/// The main document on its pages, and its appendices: with the least measures where it asks for that
/// and its signature comes a page earlier so. Where little stands over on its last page that could be
/// drawn in, that is said; only where little stands over it is set a second time.
fn fitted(
    (mut main, appendices): (Compiled, Vec<Compiled>),
    content: &Content,
    resources: &Resources,
    options: Options,
) -> Result<(Compiled, Vec<Compiled>, layout::Pages)> {
    let pages = lay_out(&main, resources, options);
    let Some(over) = last_page::over(&pages) else {
        return Ok((main, appendices, pages));
    };
    let close = drawn_in(&main, content, resources)?;
    let close_pages = lay_out(&close, resources, options);
    let fits = last_page::is_drawn_in(over, &close_pages);
    if fits && main.fit_page {
        let warnings = main.warnings;
        let appendices = appendices.iter();
        let appendices = appendices.map(|appendix| drawn_in(appendix, content, resources));
        let appendices = appendices.collect::<Result<_>>()?;
        return Ok((Compiled { warnings, ..close }, appendices, close_pages));
    }
    // Of what cannot be mended by measures only those hear who asked for it.
    if fits || main.fit_page {
        main.warnings
            .push(last_page::message(over, &close.lowered, fits));
    }
    Ok((main, appendices, pages))
}

/// Makes the files of one of its parts.
pub(super) fn write(
    compiled: Compiled,
    pages: layout::Pages,
    resources: &Resources,
    options: Options,
    beside: &pdf::Options,
) -> Result<Files> {
    let files = bytes(&compiled, &pages, resources, options, beside)?;
    Ok(Files {
        compiled,
        files,
        pages,
        appendices: Vec::new(),
    })
}

/// The bytes of each kind of file that is wanted.
fn bytes(
    compiled: &Compiled,
    pages: &layout::Pages,
    resources: &Resources,
    options: Options,
    beside: &pdf::Options,
) -> Result<Vec<(Format, Vec<u8>)>> {
    let made = options.formats().map(|format| {
        let bytes = match format {
            Format::Docx => docx::write(&compiled.sheet)?,
            Format::Pdf => pdf::write_with(pages, &resources.fonts, beside)?,
        };
        Ok((format, bytes))
    });
    made.collect()
}

/// The document on its pages, with the fields that are wanted.
pub fn lay_out(compiled: &Compiled, resources: &Resources, options: Options) -> layout::Pages {
    let mut pages = layout::lay_out_as(&compiled.sheet, &resources.fonts, options.habits);
    if options.no_fields {
        pages.fields.clear();
    }
    pages
}

/// Tells whether a file tells by its own seal that it is as vanban wrote it; its name tells its kind.
pub fn is_untouched(name: &str, bytes: &[u8]) -> bool {
    let extension = Path::new(name).extension().and_then(|ext| ext.to_str());
    match Format::ALL
        .into_iter()
        .find(|f| Some(f.extension()) == extension)
    {
        Some(Format::Docx) => docx::is_untouched(bytes),
        Some(Format::Pdf) => pdf::is_untouched(bytes),
        None => false,
    }
}
