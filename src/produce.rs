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
        Self::of(Outcome::Failed(failed))
    }

    fn of(outcome: Outcome) -> Self {
        Self {
            outcome,
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
    let known = match is_known.then(&mut folder).transpose() {
        Ok(known) => known,
        Err(unwritten) => return Produced::of(Outcome::Unwritten(unwritten)),
    };
    match job.prepare(known) {
        Prepared::Done(produced) => produced,
        Prepared::Pending(pending) => pending.write(folder()),
    }
}

/// A document before anything is written.
pub enum Prepared {
    /// Nothing has to be, or can be.
    Done(Produced),
    /// Its files are made. Writing them is mostly waiting, which others may do.
    Pending(Pending),
}

/// A document whose files are made, but not written yet.
pub struct Pending {
    name: String,
    force: bool,
    outputs: Vec<Output>,
    pages: usize,
    kept: Vec<(String, bool)>,
    /// What is kept in the folder about it.
    source: Option<String>,
    warnings: Vec<Diagnostic>,
    laid_out: Option<Pages>,
}

impl Pending {
    /// Writes the files.
    pub fn write(mut self, folder: Result<&Folder>) -> Produced {
        let fates = folder.and_then(|folder| {
            let fates = folder.write(&self.outputs, self.force)?;
            let newer = self
                .outputs
                .iter()
                .zip(&fates)
                .flat_map(|(output, fate)| match fate {
                    Fate::Beside(_) => Vec::new(),
                    Fate::Made | Fate::Same | Fate::Backed(_) => folder.newer(&output.name),
                });
            let newer: Vec<String> = newer.collect();
            self.warnings.extend(outdated(&self.name, &newer));
            if let Some(source) = &self.source {
                folder.keep(&self.name, source)?;
            }
            Ok(fates)
        });
        self.written(fates)
    }

    fn written(self, fates: Result<Vec<Fate>>) -> Produced {
        let Self {
            name: _,
            force: _,
            outputs,
            pages,
            mut kept,
            source: _,
            warnings,
            laid_out,
        } = self;
        let outcome = match fates {
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
        };
        Produced {
            outcome,
            warnings,
            laid_out,
        }
    }
}

/// The warning about files that an earlier run wrote beside edited ones: the document itself is
/// the newest again.
fn outdated(name: &str, newer: &[String]) -> Option<Diagnostic> {
    if newer.is_empty() {
        return None;
    }
    let message = format!(
        "“{name}” vừa được làm lại, mà bản làm lần trước còn nằm cạnh: {}",
        newer.join(", ")
    );
    let warning = Diagnostic::warning("ban-moi-thua", message);
    Some(warning.help("không gửi nhầm các tệp ấy; xem lại rồi tự xóa, vanban không xóa tệp nào"))
}

impl Job<'_> {
    /// Makes the files that are due. `known` is the folder if it was written into before.
    pub fn prepare(self, known: Option<&Folder>) -> Prepared {
        let mut warnings = Vec::new();
        match self.outputs(known, &mut warnings) {
            Ok(prepared) => prepared,
            Err(outcome) => Prepared::Done(Produced {
                warnings,
                ..Produced::of(outcome)
            }),
        }
    }

    fn outputs(
        self,
        known: Option<&Folder>,
        warnings: &mut Vec<Diagnostic>,
    ) -> std::result::Result<Prepared, Outcome> {
        let source = self.source().map_err(Outcome::Failed)?;
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
                .collect::<Result<_>>()
                .map_err(Outcome::Unwritten)?;
            if !self.pages && !due.contains(&true) {
                return Ok(Prepared::Done(Produced::of(Outcome::Unchanged {
                    pages: check.pages,
                    kept: check.kept,
                })));
            }
            check.kept.clear();
        }
        let content::Loaded {
            content,
            warnings: found,
        } = self.content().map_err(Outcome::Failed)?;
        warnings.extend(found);
        let made = make::make(&content, self.resources, self.options);
        let mut made = made.map_err(Outcome::Failed)?;
        warnings.append(&mut made.compiled.warnings);
        if self.options.split_appendices && made.appendices.is_empty() {
            warnings.push(self.nothing_to_split());
        }
        let split_off = self
            .options
            .split_appendices
            .then_some(made.appendices.len());
        warnings.extend(known.and_then(|folder| self.left_over(folder, split_off)));
        let pages = made.pages.pages.len();
        let keep = self.keep.then_some(&made.compiled);
        let kept_source = keep.map(|compiled| version::write(&content, compiled));
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
                if check.is_due(&name, inputs).map_err(Outcome::Unwritten)? {
                    outputs.push(Output {
                        name,
                        bytes,
                        inputs,
                        pages,
                    });
                }
            }
        }
        let laid_out = self.pages.then_some(made.pages);
        let (kept, warnings) = (check.kept, std::mem::take(warnings));
        if outputs.is_empty() {
            return Ok(Prepared::Done(Produced {
                outcome: Outcome::Unchanged { pages, kept },
                warnings,
                laid_out,
            }));
        }
        Ok(Prepared::Pending(Pending {
            name: self.name.to_owned(),
            force: self.force,
            outputs,
            pages,
            kept,
            source: kept_source,
            warnings,
            laid_out,
        }))
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
    fn source(&self) -> Result<Fingerprint> {
        let print = self.draft.fingerprint_of(self.row.as_ref());
        if !self.options.attach_source {
            return Ok(print);
        }
        let sources: Vec<_> = self.draft.sources().cloned().collect();
        let mut exact = Fingerprinter::default();
        exact.add(print.to_string().as_bytes());
        for attachment in attach::sources(&sources, self.resources.attachments()?) {
            let Attachment { name, bytes, .. } = attachment;
            exact.add(name.as_bytes()).add(&bytes);
        }
        Ok(exact.finish())
    }

    /// Files of appendices that the document has no more: nobody may take them for its own.
    fn left_over(&self, folder: &Folder, split_off: Option<usize>) -> Option<Diagnostic> {
        let count = split_off.unwrap_or(0);
        let begin = format!("{}.{APPENDIX}", self.name);
        let is_left = |name: &String| {
            let rest = name.strip_prefix(&begin);
            let number = rest.and_then(|rest| {
                let mut formats = make::Format::ALL.iter();
                formats.find_map(|f| rest.strip_suffix(f.extension())?.strip_suffix('.'))
            });
            number.is_some_and(|n| n.parse::<usize>().is_ok_and(|n| n > count))
        };
        let left: Vec<String> = folder
            .beginning(&begin)
            .into_iter()
            .filter(is_left)
            .collect();
        if left.is_empty() {
            return None;
        }
        let message = format!(
            "“{}” nay {}, mà còn tệp của phụ lục làm lần trước: {}",
            self.name,
            match split_off {
                None => "không tách phụ lục".to_owned(),
                Some(0) => "không có phụ lục".to_owned(),
                Some(count) => format!("chỉ có {count} phụ lục"),
            },
            left.join(", ")
        );
        let warning = Diagnostic::warning("phu-luc-thua", message);
        Some(warning.help("không gửi kèm các tệp ấy; xem lại rồi tự xóa, vanban không xóa tệp nào"))
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
