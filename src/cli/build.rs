//! `vanban build`: each file to DOCX and PDF.

use super::args::{BuildArgs, MakeArgs, Stage};
use super::fonts::Telling;
use super::output::{self, Others, edited, tell};
use super::{Exit, complain, complain_plain, say};
use crate::Resources;
use crate::compile;
use crate::content::{self, Draft};
use crate::diagnostic::{Diagnostic, Diagnostics, Result, Severity};
use crate::project::folder::Folder;
use crate::project::{self, APPENDIX, ATTACHED, Job, Outcome};
use crate::slug::folded;
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// Makes every file's documents. A file with errors does not stop the others.
pub(super) fn run(args: &BuildArgs) -> Exit {
    let make = &args.make;
    let telling = match args.emit {
        None => make.telling(),
        Some(_) => Telling::Silent,
    };
    let resources = match make.data.resources(telling) {
        Ok(resources) => resources,
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Faults;
        }
    };
    if let Err(clash) = distinct(args) {
        complain(&[*clash]);
        return Exit::Usage;
    }
    let mut builder = Builder::new(make, &resources);
    let several = args.files.len() > 1;
    // `*.yaml` names the profile of the documents, too.
    let files = args.files.iter().filter(|file| {
        let passed = several && content::is_profile(file);
        if passed {
            complain_plain(&format!(
                "Bỏ qua “{}”: đây là hồ sơ cơ quan, văn bản dùng nó qua mục ho_so\n",
                file.display()
            ));
        }
        !passed
    });
    let exits = files.map(|file| match args.emit {
        None => builder.build(file),
        Some(stage) => match emit(file, stage, make, &resources) {
            Ok(text) => {
                say(&text);
                Exit::Done
            }
            Err(Diagnostics(all)) => {
                complain(&all);
                Exit::Faults
            }
        },
    });
    exits.max().unwrap_or(Exit::Done)
}

/// The folder and the name, without extension, of a file's documents.
fn target<'a>(file: &'a Path, args: &'a MakeArgs) -> (&'a Path, String) {
    let beside = file.parent().unwrap_or(Path::new(""));
    let stem = file.file_stem().unwrap_or_default();
    let stem = stem.to_string_lossy().into_owned();
    (args.output.as_deref().unwrap_or(beside), stem)
}

/// The name of which another is that of an appendix or attached text.
fn whole(stem: &str) -> Option<&str> {
    let (of, part) = stem.rsplit_once('.')?;
    let number = part
        .strip_prefix(APPENDIX)
        .or(part.strip_prefix(ATTACHED))?;
    (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then_some(of)
}

/// Two files of one name would write over each other in the output folder; on Windows so would those whose names differ
/// in capitals alone.
fn distinct(args: &BuildArgs) -> std::result::Result<(), Box<Diagnostic>> {
    let make = &args.make;
    let mut names: HashMap<(&Path, String), &Path> = HashMap::new();
    let mut of_parts: HashMap<(&Path, String), &Path> = HashMap::new();
    for file in &args.files {
        let (dir, stem) = target(file, make);
        let name = (dir, folded(&stem));
        let of = whole(&name.1).filter(|_| make.split_appendices);
        let of = of.map(|of| (dir, of.to_owned()));
        let twin = names
            .get(&name)
            .or_else(|| names.get(of.as_ref()?))
            .or_else(|| of_parts.get(&name));
        if let Some(twin) = twin {
            let message = format!(
                "“{}” và “{}” cùng ra một tên kết quả",
                twin.display(),
                file.display()
            );
            let is_by_capitals = target(twin, make).1 != stem && of.is_none();
            let help = match is_by_capitals {
                true => {
                    "trên Windows hai tên chỉ khác nhau chữ hoa, chữ thường là một: đổi tên một tệp, hoặc chạy riêng từng tệp, mỗi lần một thư mục -o"
                }
                false => "chạy riêng từng tệp, mỗi lần một thư mục -o, hoặc đổi tên một tệp",
            };
            return Err(Box::new(
                Diagnostic::error("trung-ten-ket-qua", message).help(help),
            ));
        }
        if let Some(of) = of {
            of_parts.insert(of, file);
        }
        names.insert(name, file);
    }
    Ok(())
}

/// Builds files one after the other, and holds the folders that they go to.
pub(super) struct Builder<'a> {
    args: &'a MakeArgs,
    resources: &'a Resources,
    folders: BTreeMap<PathBuf, OnceCell<Folder>>,
    /// Says nothing of what is as it was.
    quiet: bool,
    read: Vec<PathBuf>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(args: &'a MakeArgs, resources: &'a Resources) -> Self {
        Self {
            args,
            resources,
            folders: BTreeMap::new(),
            quiet: false,
            read: Vec::new(),
        }
    }

    pub(super) fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// The files that were read.
    pub(super) fn into_read(self) -> Vec<PathBuf> {
        self.read
    }

    pub(super) fn build(&mut self, file: &Path) -> Exit {
        let draft = match self
            .resources
            .kinds()
            .and_then(|kinds| Draft::load(file, kinds))
        {
            Ok(draft) => draft,
            Err(Diagnostics(all)) => {
                complain(&all);
                return Exit::Faults;
            }
        };
        self.read.extend(draft.paths().map(Path::to_owned));
        let (dir, name) = target(file, self.args);
        let job = Job {
            draft: &draft,
            row: None,
            name: &name,
            resources: self.resources,
            options: self.args.options(),
            force: self.args.force,
            anew: false,
            pages: false,
            keep: true,
        };
        let cell = self.folders.entry(dir.to_owned()).or_default();
        let is_known = cell.get().is_some() || Folder::is_known(dir);
        let built = project::build(job, is_known, || open(cell, dir));
        complain(&built.warnings);
        found(file, &built.findings);
        let Some(folder) = cell.get() else {
            return match built.outcome {
                Outcome::Unwritten(Diagnostics(all)) => {
                    complain(&all);
                    Exit::Unwritten
                }
                Outcome::Failed(Diagnostics(all)) => {
                    complain(&all);
                    Exit::Faults
                }
                Outcome::Made { .. } | Outcome::Unchanged { .. } => Exit::Done,
            };
        };
        report(built.outcome, folder, self.quiet)
    }
}

/// Tells the errors that `check` finds in a document, and how many other findings there are.
fn found(file: &Path, findings: &[Diagnostic]) {
    let errors = findings.iter().filter(|d| d.severity == Severity::Error);
    let errors: Vec<Diagnostic> = errors.cloned().collect();
    complain(&errors);
    let mut others = Others::default();
    others.add(findings);
    if let Some(others) = others.words() {
        let file = file.display();
        complain_plain(&format!("Còn {others}: chạy vanban check {file}\n"));
    }
}

fn open<'c>(cell: &'c OnceCell<Folder>, dir: &Path) -> Result<&'c Folder> {
    if let Some(folder) = cell.get() {
        return Ok(folder);
    }
    let (folder, warnings) = output::open(dir, None)?;
    complain(&warnings);
    Ok(cell.get_or_init(|| folder))
}

/// Tells what became of a document's files.
fn report(outcome: Outcome, folder: &Folder, quiet: bool) -> Exit {
    let (files, kept) = match outcome {
        Outcome::Failed(Diagnostics(all)) => {
            complain(&all);
            return Exit::Faults;
        }
        Outcome::Unwritten(Diagnostics(all)) => {
            complain(&all);
            return Exit::Unwritten;
        }
        Outcome::Made { files, kept, .. } => (files, kept),
        Outcome::Unchanged { kept, .. } => (Vec::new(), kept),
    };
    for file in files {
        let (line, warning) = tell(folder, &file.name, file.size, &file.fate);
        complain(warning.as_slice());
        say(&line);
    }
    for (name, is_edited) in kept {
        let path = folder.path(&name);
        match (is_edited, quiet) {
            (true, _) => complain(&[edited(&path)]),
            (false, false) => say(&format!("Không đổi {}\n", path.display())),
            (false, true) => {}
        }
    }
    Exit::Done
}

fn emit(file: &Path, stage: Stage, args: &MakeArgs, resources: &Resources) -> Result<String> {
    let content::Loaded { content, warnings } = content::load_of(file, resources.kinds()?)?;
    let (compiled, pages) = compile::on_pages(&content, resources, args.options())?;
    complain(&warnings);
    complain(&compiled.warnings);
    Ok(match stage {
        Stage::Markup => format!("{}\n", compiled.markup.text.trim_end()),
        Stage::Document => compiled.document.dump(),
        Stage::Sheet => format!("{:#?}\n", compiled.sheet),
        Stage::Layout => pages.dump(&resources.fonts),
    })
}
