//! A document's files on their way to the disk.

use super::{
    folder::{Fate, Folder, Output, taken},
    outcome::{Built, File, Outcome},
};
use crate::{
    diagnostic::{Diagnostic, Result},
    layout::Pages,
};

/// A document whose files are made, but not written yet.
pub(crate) struct Pending {
    pub(super) name: String,
    /// Files that a person changed are replaced (and kept under another name).
    pub(super) force: bool,
    pub(super) outputs: Vec<Output>,
    /// How many pages the document has.
    pub(super) pages: usize,
    /// Files that were not due; true for those that a person changed.
    pub(super) kept: Vec<(String, bool)>,
    /// The document as it is built now, to be kept in the folder and compared with later.
    pub(super) last_built: Option<String>,
    pub(super) warnings: Vec<Diagnostic>,
    /// What `check` finds in the document.
    pub(super) findings: Vec<Diagnostic>,
    /// The document on its pages, where the caller wants them.
    pub(super) laid_out: Option<Pages>,
}

impl Pending {
    /// Writes the files.
    pub(crate) fn write(mut self, folder: Result<&Folder>) -> Built {
        let fates = folder.and_then(|folder| {
            let fates = folder.write(&self.outputs, self.force)?;
            let newer = self
                .outputs
                .iter()
                .zip(&fates)
                .flat_map(|(output, fate)| match fate {
                    Fate::Beside(_) | Fate::Held(_) => Vec::new(),
                    Fate::Made | Fate::Same | Fate::Backed(_) => folder.newer(&output.name),
                });
            let newer: Vec<String> = newer.collect();
            self.warnings.extend(outdated(&self.name, &newer));
            for (output, fate) in self.outputs.iter().zip(&fates) {
                if let Fate::Held(beside) = fate {
                    let told = taken(&folder.path(&output.name), &folder.path(beside));
                    self.warnings.push(told);
                }
            }
            if let Some(last_built) = &self.last_built {
                folder.keep(&self.name, last_built)?;
            }
            Ok(fates)
        });
        self.written(fates)
    }

    fn written(self, fates: Result<Vec<Fate>>) -> Built {
        let Self {
            name: _,
            force: _,
            outputs,
            pages,
            mut kept,
            last_built: _,
            warnings,
            findings,
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
        Built {
            outcome,
            warnings,
            findings,
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
