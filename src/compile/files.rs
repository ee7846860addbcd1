//! One document whole: content to the bytes of its DOCX and PDF.

use super::{Compiled, Resources, attach, compile, compile_split, last_page, spaced};
use crate::decree::Spacing;
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

/// The main document, its appendices, and the main document's pages.
type Parts = (Compiled, Vec<Compiled>, layout::Pages);

/// The main document on its pages, and its appendices. Where its signature stands over with little text, and would come a
/// page earlier if the spaces that only follow the forms gave way, they do; so do the others down to the least, where
/// the document asks for that. What could be drawn in but was not is told. Only where little stands over the document
/// is set a second time.
///
/// Word's lines decide that, whatever program's habits the PDF follows: the DOCX is the same for all.
fn fitted(
    parts: (Compiled, Vec<Compiled>),
    content: &Content,
    resources: &Resources,
    options: Options,
) -> Result<Parts> {
    let word = Options {
        habits: layout::Habits::word(),
        ..options
    };
    let mut parts = fitted_in_word(parts, content, resources, word)?;
    if options.habits != word.habits {
        parts.2 = lay_out(&parts.0, resources, options);
    }
    Ok(parts)
}

/// As [`fitted`], on pages as Word has them.
fn fitted_in_word(
    (main, appendices): (Compiled, Vec<Compiled>),
    content: &Content,
    resources: &Resources,
    options: Options,
) -> Result<Parts> {
    let pages = lay_out(&main, resources, options);
    let mut parts = (main, appendices, pages);
    let Some(over) = last_page::over(&parts.2, last_page::SOME) else {
        return Ok(parts);
    };
    let set = |parts: &Parts, spacing| respaced(parts, spacing, content, resources, options);
    let close = set(&parts, Spacing::Close)?;
    if last_page::is_drawn_in(over, &close.2) {
        return Ok(close);
    }
    if over.lines > last_page::FEW {
        return Ok(parts);
    }
    let least = set(&parts, Spacing::Least)?;
    let fits = last_page::is_drawn_in(over, &least.2);
    let asks = parts.0.fit_page;
    if fits && asks {
        return Ok(least);
    }
    // Of what cannot be mended by measures only those hear who asked for it.
    if fits || asks {
        let message = last_page::message(over, &least.0.lowered, fits);
        parts.0.warnings.push(message);
    }
    Ok(parts)
}

/// A document and its appendices set with other spaces.
fn respaced(
    (main, appendices, _): &Parts,
    spacing: Spacing,
    content: &Content,
    resources: &Resources,
    options: Options,
) -> Result<Parts> {
    let set = |part: &Compiled| {
        let warnings = part.warnings.clone();
        let part = spaced(part, spacing, content, resources)?;
        Ok(Compiled { warnings, ..part })
    };
    let main = set(main)?;
    let appendices = appendices.iter().map(set).collect::<Result<_>>()?;
    let pages = lay_out(&main, resources, options);
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
