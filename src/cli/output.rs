//! Tells what became of outputs; writes files that are written once.

use super::{complain, complain_plain};
use crate::compile;
use crate::diagnostic::{Diagnostic, Result, Severity};
use crate::fingerprint::Fingerprint;
use crate::project::folder::{Fate, Folder, Output, Share, taken};
use std::path::Path;

/// Opens a folder; tells of another run that has to be waited for.
pub(super) fn open(dir: &Path, share: Option<Share>) -> Result<(Folder, Vec<Diagnostic>)> {
    Folder::open(dir, share, compile::is_untouched, &mut || {
        // Standard output may be a report that a program reads.
        complain_plain("Thư mục kết quả đang được một lần chạy khác ghi, đang đợi…\n");
    })
}

/// Writes one file where its path says, and tells of it. `held` is a folder that this run has open:
/// it must not be waited for.
pub(super) fn put(
    path: &Path,
    bytes: Vec<u8>,
    held: Option<&Folder>,
    force: bool,
) -> Result<String> {
    let dir = match path.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => dir,
        _ => Path::new("."),
    };
    let own;
    let folder = match held {
        Some(held) if held.is_at(dir)? => held,
        _ => {
            let (opened, warnings) = open(dir, None)?;
            complain(&warnings);
            own = opened;
            &own
        }
    };
    let output = Output {
        name: path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        inputs: Fingerprint::of(&bytes),
        bytes,
        pages: 0,
    };
    let mut said = String::new();
    for fate in folder.write(std::slice::from_ref(&output), force)? {
        let (line, warning) = tell(folder, &output.name, output.bytes.len(), &fate);
        complain(warning.as_slice());
        if let Fate::Held(beside) = &fate {
            complain(&[taken(&folder.path(&output.name), &folder.path(beside))]);
        }
        said.push_str(&line);
    }
    Ok(said)
}

/// A line about what became of a file, and a warning where a person's work was in the way. That another program has
/// it open is told with the document's other warnings.
pub(super) fn tell(
    folder: &Folder,
    name: &str,
    size: usize,
    fate: &Fate,
) -> (String, Option<Diagnostic>) {
    let path = folder.path(name);
    let path = path.display();
    let size = size.div_ceil(1000);
    match fate {
        Fate::Made => (format!("Đã ghi {path} ({size} kB)\n"), None),
        Fate::Same => (format!("Không đổi {path}\n"), None),
        Fate::Beside(new) => {
            let new = folder.path(new);
            let warning = Diagnostic::warning(
                "tep-da-sua",
                format!("“{path}” đã được sửa hoặc ký sau khi vanban ghi: không ghi đè"),
            )
            .help(format!(
                "bản mới ở “{}”: so hai tệp rồi giữ một; hoặc chạy lại với --force để bản mới thay bản đã sửa (bản đã sửa được cất sang tên khác)",
                new.display()
            ));
            (
                format!("Đã ghi {} ({size} kB)\n", new.display()),
                Some(warning),
            )
        }
        Fate::Held(new) => {
            let new = folder.path(new);
            (format!("Đã ghi {} ({size} kB)\n", new.display()), None)
        }
        Fate::Backed(old) => {
            let old = folder.path(old);
            (
                format!(
                    "Đã ghi {path} ({size} kB); bản đã sửa được cất ở {}\n",
                    old.display()
                ),
                None,
            )
        }
    }
}

/// The warning about a file that a person changed and that has nothing new to say.
pub(super) fn edited(path: &Path) -> Diagnostic {
    Diagnostic::warning(
        "tep-da-sua",
        format!(
            "“{}” đã được sửa hoặc ký sau khi vanban ghi; nguồn của nó không đổi nên giữ nguyên",
            path.display()
        ),
    )
    .help("muốn làm lại từ nguồn: thêm --force (bản đã sửa được cất sang tên khác)")
}

/// How many findings are no errors: `3 lưu ý, 2 gợi ý`.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Others {
    warnings: usize,
    hints: usize,
}

impl Others {
    /// Counts those of a document, too.
    pub(super) fn add(&mut self, findings: &[Diagnostic]) {
        let count = |level| findings.iter().filter(|d| d.severity == level).count();
        self.warnings += count(Severity::Warning);
        self.hints += count(Severity::Hint);
    }

    /// The counts in words; none where there is nothing to count.
    pub(super) fn words(self) -> Option<String> {
        let counts = [(self.warnings, "lưu ý"), (self.hints, "gợi ý")];
        let some = counts.iter().filter(|(count, _)| *count > 0);
        let some: Vec<String> = some.map(|(count, of)| format!("{count} {of}")).collect();
        (!some.is_empty()).then(|| some.join(", "))
    }
}
