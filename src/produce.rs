//! One document into its folder: what has to be made is made, what stands there as it would be made
//! is left alone.
//!
//! In: a [`Job`] and the [`Folder`]. Out: [`Outcome`]. Nothing here prints.

use crate::{
    Resources, attach,
    content::{self, Draft, Row},
    diagnostic::{Diagnostic, Diagnostics, Result},
    fingerprint::{Fingerprint, Fingerprinter},
    folder::{Fate, Folder, Output, State},
    layout::Pages,
    make::{self, Made, Options},
    pdf::Attachment,
    version,
};

/// In the names of files of an appendix, before its number.
pub const APPENDIX: &str = "phu-luc-";

/// A document to be made.
pub struct Job<'a> {
    /// Its files.
    pub draft: &'a Draft,
    /// The row of a batch that it is made of.
    pub row: Option<Row>,
    /// The name of its outputs, without extension.
    pub name: &'a str,
    /// Fonts and templates.
    pub resources: &'a Resources,
    /// What is made.
    pub options: Options,
    /// Made even if nothing changed, and over a person's work (which is kept under another name).
    pub force: bool,
    /// Its pages are wanted even if no file has to be made.
    pub pages: bool,
    /// What it was made of is kept in the folder, to be compared with later.
    pub keep: bool,
}

/// What became of a document.
#[derive(Debug)]
pub struct Produced {
    /// What became of it.
    pub outcome: Outcome,
    /// What should be looked at all the same.
    pub warnings: Vec<Diagnostic>,
    /// Its pages, where they were wanted.
    pub laid_out: Option<Pages>,
}

impl Produced {
    /// Of what is no good from the start.
    pub fn failed(failed: Diagnostics) -> Self {
        Self {
            outcome: Outcome::Failed(failed),
            warnings: Vec::new(),
            laid_out: None,
        }
    }
}

/// What became of a document's files.
#[derive(Debug)]
pub enum Outcome {
    /// At least one file was made.
    Made {
        /// Pages of the document.
        pages: usize,
        /// Each file that was due.
        files: Vec<File>,
        /// The others; true for those that a person changed.
        kept: Vec<(String, bool)>,
    },
    /// All files are as they would be made.
    Unchanged {
        /// Pages of the document.
        pages: usize,
        /// The files; true for those that a person changed.
        kept: Vec<(String, bool)>,
    },
    /// The text is no good: nothing was written.
    Failed(Diagnostics),
    /// The files could not be written.
    Unwritten(Diagnostics),
}

/// A file that was due.
#[derive(Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Bytes.
    pub size: usize,
    /// What became of it.
    pub fate: Fate,
}

/// Makes a document. `folder` opens its folder, which is not asked for before there is something to
/// write unless it `is_known`: what fails leaves nothing behind.
pub fn produce<'f>(
    job: Job<'_>,
    is_known: bool,
    mut folder: impl FnMut() -> Result<&'f Folder>,
) -> Produced {
    let mut produced = Produced {
        outcome: Outcome::Unchanged {
            pages: 0,
            kept: Vec::new(),
        },
        warnings: Vec::new(),
        laid_out: None,
    };
    let known = match is_known.then(&mut folder).transpose() {
        Ok(known) => known,
        Err(unwritten) => {
            produced.outcome = Outcome::Unwritten(unwritten);
            return produced;
        }
    };
    let (force, name, keep) = (job.force, job.name, job.keep);
    let outcome = match job.outputs(known, &mut produced) {
        Err(failed) => Outcome::Failed(failed),
        Ok(Work::Nothing { pages, kept }) => Outcome::Unchanged { pages, kept },
        Ok(Work::Write {
            outputs,
            pages,
            mut kept,
            source,
        }) => match folder().and_then(|folder| {
            let fates = folder.write(&outputs, force)?;
            if keep {
                folder.keep(name, &source)?;
            }
            Ok(fates)
        }) {
            Err(unwritten) => Outcome::Unwritten(unwritten),
            Ok(fates) if fates.iter().all(|fate| *fate == Fate::Same) => {
                kept.extend(outputs.into_iter().map(|output| (output.name, false)));
                Outcome::Unchanged { pages, kept }
            }
            Ok(fates) => {
                let files = outputs.into_iter().zip(fates).map(|(output, fate)| File {
                    name: output.name,
                    size: output.bytes.len(),
                    fate,
                });
                Outcome::Made {
                    pages,
                    files: files.collect(),
                    kept,
                }
            }
        },
    };
    produced.outcome = outcome;
    produced
}

/// What there is to do.
enum Work {
    Nothing {
        pages: usize,
        kept: Vec<(String, bool)>,
    },
    Write {
        outputs: Vec<Output>,
        pages: usize,
        kept: Vec<(String, bool)>,
        source: String,
    },
}

impl Job<'_> {
    fn outputs(self, known: Option<&Folder>, produced: &mut Produced) -> Result<Work> {
        let source = self.source();
        let mut check = Check {
            folder: known.filter(|_| !self.force),
            kept: Vec::new(),
            pages: 0,
        };
        // How many files there are shows only when the appendices are split off.
        if !self.options.split_appendices && known.is_some() {
            let due: Vec<bool> = self
                .options
                .formats()
                .map(|format| {
                    let name = format!("{}.{}", self.name, format.extension());
                    let inputs = self.options.inputs(source, self.resources, format);
                    check.is_due(&name, inputs)
                })
                .collect();
            if !self.pages && !due.contains(&true) {
                return Ok(Work::Nothing {
                    pages: check.pages,
                    kept: check.kept,
                });
            }
            check.kept.clear();
        }
        let content::Loaded { content, warnings } = self.content()?;
        produced.warnings = warnings;
        let mut made = make::make(&content, self.resources, self.options)?;
        produced.warnings.append(&mut made.compiled.warnings);
        if self.options.split_appendices && made.appendices.is_empty() {
            produced.warnings.push(self.nothing_to_split());
        }
        let pages = made.pages.pages.len();
        let kept_source = if self.keep {
            version::write(&content, &made.compiled)
        } else {
            String::new()
        };
        let appendices = std::mem::take(&mut made.appendices);
        let numbered = (1..).zip(appendices);
        let appendices =
            numbered.map(|(number, part)| (format!("{}.{APPENDIX}{number}", self.name), part));
        let mut outputs = Vec::new();
        for (name, part) in std::iter::once((self.name.to_owned(), &mut made)).chain(
            appendices
                .collect::<Vec<_>>()
                .iter_mut()
                .map(|(n, p)| (n.clone(), p)),
        ) {
            let part: &mut Made = part;
            let pages = part.pages.pages.len();
            for (format, bytes) in part.files.drain(..) {
                let name = format!("{name}.{}", format.extension());
                let inputs = self.options.inputs(source, self.resources, format);
                if check.is_due(&name, inputs) {
                    outputs.push(Output {
                        name,
                        bytes,
                        inputs,
                        pages,
                    });
                }
            }
        }
        produced.laid_out = self.pages.then_some(made.pages);
        if outputs.is_empty() {
            return Ok(Work::Nothing {
                pages,
                kept: check.kept,
            });
        }
        Ok(Work::Write {
            outputs,
            pages,
            kept: check.kept,
            source: kept_source,
        })
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

    /// Of what the files are made of: to the byte where they carry it.
    fn source(&self) -> Fingerprint {
        let print = self.draft.fingerprint_of(self.row.as_ref());
        if !self.options.attach_source {
            return print;
        }
        let sources: Vec<_> = self.draft.sources().cloned().collect();
        let mut exact = Fingerprinter::default();
        exact.add(print.to_string().as_bytes());
        for attachment in attach::sources(&sources) {
            let Attachment { name, bytes, .. } = attachment;
            exact.add(name.as_bytes()).add(&bytes);
        }
        exact.finish()
    }

    fn nothing_to_split(&self) -> Diagnostic {
        let message = format!(
            "“{}” không có phụ lục nào để tách thành tệp riêng",
            self.name
        );
        Diagnostic::warning("khong-co-phu-luc", message).help(
            "bỏ --split-appendices; hoặc kiểm tra lại phụ lục trong nội dung hay trong mẫu trình bày",
        )
    }
}

/// Goes through files, and notes those that need not be made.
struct Check<'f> {
    /// None where everything is made.
    folder: Option<&'f Folder>,
    kept: Vec<(String, bool)>,
    pages: usize,
}

impl Check<'_> {
    fn is_due(&mut self, name: &str, inputs: Fingerprint) -> bool {
        let state = self.folder.map(|folder| folder.state(name, inputs));
        let (pages, edited) = match state {
            None | Some(State::Due) => return true,
            Some(State::Current { pages }) => (pages, false),
            Some(State::Edited { pages }) => (pages, true),
        };
        self.pages = pages;
        self.kept.push((name.to_owned(), edited));
        false
    }
}
