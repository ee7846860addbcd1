//! One document to be built: which of its files are due, and what they hold.

use super::{
    appendices::SplitOff,
    folder::{Folder, Output, State},
    outcome::{Built, Outcome},
    pending::Pending,
};
use crate::{
    check,
    compile::{self, Compiled, Files, Options, Resources, last_built},
    content::{self, Draft, Row},
    diagnostic::{Diagnostic, Result},
    fingerprint::{Fingerprint, Fingerprinter},
    layout::Pages,
    pdf::Attachment,
};

/// A document to be built.
pub(crate) struct Job<'a> {
    /// The content's files, read but not put together yet.
    pub draft: &'a Draft,
    /// The row of a batch that fills the content's gaps.
    pub row: Option<Row>,
    /// The name of its outputs, without extension.
    pub name: &'a str,
    /// Fonts and templates.
    pub resources: &'a Resources,
    /// Which files are made, and how.
    pub options: Options,
    /// Everything is made, even if nothing changed, and over a person's work (which is kept under
    /// another name).
    pub force: bool,
    /// Everything is made, even if nothing changed; a person's work stays as it is, and the new file beside it.
    pub anew: bool,
    /// Its pages are wanted even if no file has to be made.
    pub pages: bool,
    /// Its markup and measures are kept in the folder, to be compared with later.
    pub keep: bool,
}

/// A document before anything is written.
pub(crate) enum Prepared {
    /// Nothing has to be written, or nothing can be.
    Done(Built),
    /// Its files are made. Writing them is mostly waiting, which others may do.
    Pending(Pending),
}

impl Job<'_> {
    /// Makes the files that are due. `known` is the folder if it was written into before.
    pub(crate) fn prepare(self, known: Option<&Folder>) -> Prepared {
        let mut warnings = Vec::new();
        match self.due_files(known, &mut warnings) {
            Ok(prepared) => prepared,
            Err(outcome) => Prepared::Done(Built {
                warnings,
                ..Built::of(outcome)
            }),
        }
    }

    /// The record tells whether the files are due before the content is read; only where that cannot
    /// be told, or they are, is the document made. Each file is then compared once more.
    fn due_files(
        self,
        known: Option<&Folder>,
        warnings: &mut Vec<Diagnostic>,
    ) -> std::result::Result<Prepared, Outcome> {
        let source = self.source().map_err(Outcome::Failed)?;
        let looked_at = known.filter(|_| !self.force && !self.anew);
        if let Some(unchanged) = self
            .unchanged(looked_at, source)
            .map_err(Outcome::Unwritten)?
        {
            return Ok(Prepared::Done(Built::of(unchanged)));
        }
        let (made, last_built, findings) = self.files(known, warnings).map_err(Outcome::Failed)?;
        let pages = made.pages.pages.len();
        let mut check = Check::new(looked_at);
        let (outputs, laid_out) = self
            .outputs(made, source, &mut check)
            .map_err(Outcome::Unwritten)?;
        let (kept, warnings) = (check.kept, std::mem::take(warnings));
        if outputs.is_empty() {
            return Ok(Prepared::Done(Built {
                outcome: Outcome::Unchanged { pages, kept },
                warnings,
                findings,
                laid_out,
            }));
        }
        Ok(Prepared::Pending(Pending {
            name: self.name.to_owned(),
            force: self.force,
            outputs,
            pages,
            kept,
            last_built,
            warnings,
            findings,
            laid_out,
        }))
    }

    /// The outcome where no file is due, nor the document's pages wanted. None, too, where
    /// appendices are split off: how many files there are shows only when they are made.
    fn unchanged(&self, folder: Option<&Folder>, source: Fingerprint) -> Result<Option<Outcome>> {
        if self.options.split_appendices || self.pages || folder.is_none() {
            return Ok(None);
        }
        let mut check = Check::new(folder);
        for format in self.options.formats() {
            let name = format!("{}.{}", self.name, format.extension());
            let inputs = self.options.inputs(source, self.resources, format);
            if check.is_due(&name, inputs)? {
                return Ok(None);
            }
        }
        Ok(Some(Outcome::Unchanged {
            pages: check.pages,
            kept: check.kept,
        }))
    }

    /// The document's files, what is kept of it in the folder, and what `check` finds in it.
    fn files(
        &self,
        known: Option<&Folder>,
        warnings: &mut Vec<Diagnostic>,
    ) -> Result<(Files, Option<String>, Vec<Diagnostic>)> {
        let content::Loaded {
            content,
            warnings: found,
        } = self.content()?;
        warnings.extend(found);
        let look =
            |compiled: &Compiled, pages: &Pages| check::check(&content, compiled, Some(pages));
        let (mut made, report) =
            compile::to_files_beside(&content, self.resources, self.options, look)?;
        warnings.append(&mut made.compiled.warnings);
        let mut findings = report.findings;
        check::told_once(warnings, &mut findings);
        let splits = self.options.split_appendices;
        if splits && made.appendices.is_empty() {
            warnings.push(self.nothing_to_split());
        }
        let split_off = splits.then(|| SplitOff::names(&made.appendices).1);
        warnings.extend(known.and_then(|folder| self.left_over(folder, split_off)));
        let last_built = self
            .keep
            .then(|| last_built::write(&content, &made.compiled));
        Ok((made, last_built, findings))
    }

    /// The files that are due, those of the appendices behind the document's own; and the
    /// document's pages, where they are wanted.
    fn outputs(
        &self,
        made: Files,
        source: Fingerprint,
        check: &mut Check<'_>,
    ) -> Result<(Vec<Output>, Option<Pages>)> {
        let Files {
            compiled: _,
            files,
            pages,
            appendices,
        } = made;
        let main = (self.name.to_owned(), files, pages.pages.len());
        let (names, _) = SplitOff::names(&appendices);
        let appendices = names.into_iter().zip(appendices).map(|(name, part)| {
            let name = format!("{}.{name}", self.name);
            (name, part.files, part.pages.pages.len())
        });
        let mut outputs = Vec::new();
        for (name, files, pages) in std::iter::once(main).chain(appendices) {
            for (format, bytes) in files {
                let name = format!("{name}.{}", format.extension());
                let inputs = self.options.inputs(source, self.resources, format);
                if check.is_due(&name, inputs)? {
                    outputs.push(Output {
                        name,
                        bytes,
                        inputs,
                        pages,
                    });
                }
            }
        }
        Ok((outputs, self.pages.then_some(pages)))
    }

    fn content(&self) -> Result<content::Loaded> {
        match &self.row {
            None => self.draft.content(),
            Some(row) => {
                let templates = &self.resources.templates;
                let expand = |text: &content::Text, row: &Row| templates.line(text, row);
                self.draft.content_of_row(row.clone(), &expand)
            }
        }
    }

    /// The fingerprint of what the files are made of: of every byte of it where they carry it.
    fn source(&self) -> Result<Fingerprint> {
        let print = self.draft.fingerprint_of(self.row.as_ref());
        if !self.options.attach_source {
            return Ok(print);
        }
        let sources: Vec<_> = self.draft.sources().cloned().collect();
        let mut exact = Fingerprinter::default();
        exact.add(print.to_string().as_bytes());
        for attachment in compile::attach::sources(&sources, self.resources.attachments()?) {
            let Attachment { name, bytes, .. } = attachment;
            exact.add(name.as_bytes()).add(&bytes);
        }
        Ok(exact.finish())
    }
}

/// Goes through files, and notes those that need not be made.
struct Check<'f> {
    /// None where everything is made.
    folder: Option<&'f Folder>,
    /// Those that need not be made; true for those that a person changed.
    kept: Vec<(String, bool)>,
    /// Pages of the document as it was made last.
    pages: usize,
}

impl<'f> Check<'f> {
    fn new(folder: Option<&'f Folder>) -> Self {
        Self {
            folder,
            kept: Vec::new(),
            pages: 0,
        }
    }

    /// Tells whether the file of a name has to be made.
    ///
    /// # Errors
    /// Nobody can tell: what is there cannot be read.
    fn is_due(&mut self, name: &str, inputs: Fingerprint) -> Result<bool> {
        let state = self.folder.map(|folder| folder.state(name, inputs));
        let (pages, edited) = match state.transpose()? {
            None | Some(State::Due) => return Ok(true),
            Some(State::Current { pages }) => (pages, false),
            Some(State::Edited { pages }) => (pages, true),
        };
        self.pages = pages;
        self.kept.push((name.to_owned(), edited));
        Ok(false)
    }
}
