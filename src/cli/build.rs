//! `vanban build`: each file to DOCX and PDF.

use super::args::{BuildArgs, Stage};
use super::output::{self, edited, tell};
use super::{Exit, complain, say};
use crate::content::{self, Draft};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::fingerprint::{Fingerprint, Fingerprinter};
use crate::folder::{Folder, Output, State};
use crate::make::{self, Format, Made, Options};
use crate::pdf::Attachment;
use crate::{Resources, attach, compile};
use std::collections::{BTreeMap, btree_map::Entry};
use std::path::{Path, PathBuf};

/// In the names of files of an appendix, before its number.
const APPENDIX: &str = "phu-luc-";

/// Makes every file's documents. A file with errors does not stop the others.
pub(super) fn execute(args: &BuildArgs) -> Exit {
    let resources = match Resources::from_dirs(args.templates.as_deref(), args.fonts.as_deref()) {
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
    let mut builder = Builder {
        args,
        resources,
        folders: BTreeMap::new(),
    };
    args.files
        .iter()
        .map(|file| builder.build(file))
        .max()
        .unwrap_or(Exit::Done)
}

impl BuildArgs {
    fn options(&self) -> Options {
        Options {
            only: self.only,
            no_fields: self.no_fields,
            attach_source: self.attach_source,
            split_appendices: self.split_appendices,
        }
    }
}

/// The folder and the name, without extension, of a file's documents.
fn target<'a>(file: &'a Path, args: &'a BuildArgs) -> (&'a Path, String) {
    let beside = file.parent().unwrap_or(Path::new(""));
    let stem = file.file_stem().unwrap_or_default();
    let stem = stem.to_string_lossy().into_owned();
    (args.output.as_deref().unwrap_or(beside), stem)
}

/// The name, without extension, of an appendix in files of its own; they count from 1.
fn appendix_name(stem: &str, index: usize) -> String {
    format!("{stem}.{APPENDIX}{}", index + 1)
}

/// Whether two targets are one, or one may be that of the other's appendix.
fn clash(one: &(&Path, String), other: &(&Path, String), split: bool) -> bool {
    let is_appendix = |stem: &str, of: &str| {
        let number = stem
            .strip_prefix(of)
            .and_then(|rest| rest.strip_prefix('.')?.strip_prefix(APPENDIX));
        number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    };
    one == other
        || (split
            && one.0 == other.0
            && (is_appendix(&one.1, &other.1) || is_appendix(&other.1, &one.1)))
}

/// Two files of one name would write over each other in the output folder.
fn distinct(args: &BuildArgs) -> std::result::Result<(), Box<Diagnostic>> {
    for (index, file) in args.files.iter().enumerate() {
        let this = target(file, args);
        let twin = args.files[..index]
            .iter()
            .find(|twin| clash(&target(twin, args), &this, args.split_appendices));
        if let Some(twin) = twin {
            return Err(Box::new(
                Diagnostic::error(
                    "trung-ten-ket-qua",
                    format!(
                        "“{}” và “{}” cùng ra một tên kết quả",
                        twin.display(),
                        file.display()
                    ),
                )
                .help("chạy riêng từng tệp, mỗi lần một thư mục -o, hoặc đổi tên một tệp"),
            ));
        }
    }
    Ok(())
}

struct Builder<'a> {
    args: &'a BuildArgs,
    resources: Resources,
    /// Those that are open.
    folders: BTreeMap<PathBuf, Folder>,
}

impl Builder<'_> {
    fn build(&mut self, file: &Path) -> Exit {
        let draft = match Draft::load(file) {
            Ok(draft) => draft,
            Err(Diagnostics(all)) => {
                complain(&all);
                return Exit::Faults;
            }
        };
        if let Some(stage) = self.args.emit {
            return match self.emit(&draft, stage) {
                Ok(text) => {
                    say(&text);
                    Exit::Done
                }
                Err(Diagnostics(all)) => {
                    complain(&all);
                    Exit::Faults
                }
            };
        }
        let (dir, stem) = target(file, self.args);
        let due = match self.due(dir, &draft, &stem) {
            Ok(due) if due.is_empty() => return Exit::Done,
            Ok(due) => due,
            Err(Diagnostics(all)) => {
                complain(&all);
                return Exit::Unwritten;
            }
        };
        let options = self.args.options();
        let made = draft.content().and_then(|loaded| {
            complain(&loaded.warnings);
            make::make(&loaded.content, &self.resources, options)
        });
        let made = match made {
            Ok(made) => made,
            Err(Diagnostics(all)) => {
                complain(&all);
                return Exit::Faults;
            }
        };
        complain(&made.compiled.warnings);
        if options.split_appendices && made.appendices.is_empty() {
            complain(&[nothing_to_split(file)]);
        }
        let source = self.source(&draft);
        let appendices = made.appendices;
        let main = Made {
            appendices: Vec::new(),
            ..made
        };
        let parts = std::iter::once((stem.clone(), main)).chain(
            (appendices.into_iter().enumerate())
                .map(|(index, appendix)| (appendix_name(&stem, index), appendix)),
        );
        let mut outputs = Vec::new();
        for (stem, part) in parts {
            let pages = part.pages.pages.len();
            let files = part.files.into_iter();
            outputs.extend(files.filter(|(format, _)| due.contains(format)).map(
                |(format, bytes)| Output {
                    name: format!("{stem}.{}", format.extension()),
                    bytes,
                    inputs: options.inputs(source, &self.resources, format),
                    pages,
                },
            ));
        }
        let written = self
            .only_due(dir, outputs)
            .and_then(|outputs| self.write(dir, &outputs));
        match written {
            Ok(()) => Exit::Done,
            Err(Diagnostics(all)) => {
                complain(&all);
                Exit::Unwritten
            }
        }
    }

    fn folder(&mut self, dir: &Path) -> Result<&Folder> {
        match self.folders.entry(dir.to_owned()) {
            Entry::Occupied(open) => Ok(open.into_mut()),
            Entry::Vacant(place) => {
                let (folder, warnings) = output::open(dir, None)?;
                complain(&warnings);
                Ok(place.insert(folder))
            }
        }
    }

    /// The kinds of files that have to be made; tells of the others.
    fn due(&mut self, dir: &Path, draft: &Draft, stem: &str) -> Result<Vec<Format>> {
        let options = self.args.options();
        let mut formats: Vec<Format> = options.formats().collect();
        // How many files there are shows only when the appendices are split off.
        if self.args.force || self.args.split_appendices || !Folder::is_known(dir) {
            return Ok(formats);
        }
        let source = self.source(draft);
        let inputs = formats
            .iter()
            .map(|f| options.inputs(source, &self.resources, *f));
        let inputs: Vec<Fingerprint> = inputs.collect();
        let folder = self.folder(dir)?;
        let mut inputs = inputs.into_iter();
        formats.retain(|format| {
            let name = format!("{stem}.{}", format.extension());
            let inputs = inputs.next();
            inputs.is_none_or(|inputs| is_due(folder, &name, inputs))
        });
        Ok(formats)
    }

    /// [`Builder::due`] for a document whose files are known only when they are made.
    fn only_due(&mut self, dir: &Path, mut outputs: Vec<Output>) -> Result<Vec<Output>> {
        if self.args.split_appendices && !self.args.force && Folder::is_known(dir) {
            let folder = self.folder(dir)?;
            outputs.retain(|output| is_due(folder, &output.name, output.inputs));
        }
        Ok(outputs)
    }

    /// Of what the files are made of: to the byte where they carry it.
    fn source(&self, draft: &Draft) -> Fingerprint {
        if !self.args.attach_source {
            return draft.fingerprint();
        }
        let sources: Vec<_> = draft.sources().cloned().collect();
        let mut print = Fingerprinter::default();
        for Attachment { name, bytes, .. } in attach::sources(&sources) {
            print.add(name.as_bytes()).add(&bytes);
        }
        print.finish()
    }

    fn write(&mut self, dir: &Path, outputs: &[Output]) -> Result<()> {
        let force = self.args.force;
        let folder = self.folder(dir)?;
        let fates = folder.write(outputs, force)?;
        for (output, fate) in outputs.iter().zip(fates) {
            let (line, warning) = tell(folder, &output.name, output.bytes.len(), &fate);
            complain(warning.as_slice());
            say(&line);
        }
        Ok(())
    }

    fn emit(&self, draft: &Draft, stage: Stage) -> Result<String> {
        let content::Loaded { content, warnings } = draft.content()?;
        let compiled = compile(&content, &self.resources)?;
        complain(&warnings);
        complain(&compiled.warnings);
        Ok(match stage {
            Stage::Markup => format!("{}\n", compiled.markup.text.trim_end()),
            Stage::Document => compiled.document.dump(),
            Stage::Sheet => format!("{:#?}\n", compiled.sheet),
            Stage::Layout => {
                let pages = make::lay_out(&compiled, &self.resources, self.args.options());
                pages.dump(&self.resources.fonts)
            }
        })
    }
}

/// Whether a file has to be made; tells of it where not.
fn is_due(folder: &Folder, name: &str, inputs: Fingerprint) -> bool {
    let path = folder.path(name);
    match folder.state(name, inputs) {
        State::Current { .. } => say(&format!("Không đổi {}\n", path.display())),
        State::Edited { .. } => complain(&[edited(&path)]),
        State::Due => return true,
    }
    false
}

/// The warning about appendices that are not there.
fn nothing_to_split(file: &Path) -> Diagnostic {
    Diagnostic::warning(
        "khong-co-phu-luc",
        format!(
            "“{}” không có phụ lục nào để tách thành tệp riêng",
            file.display()
        ),
    )
    .help("bỏ --split-appendices; hoặc kiểm tra lại phụ lục trong nội dung hay trong mẫu trình bày")
}
