//! `vanban build`: each file to DOCX and PDF.

use super::args::{BuildArgs, Stage};
use super::output::{self, edited, tell};
use super::{Exit, complain, say};
use crate::content::{self, Draft};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::fingerprint::Fingerprint;
use crate::folder::{Folder, Output, State};
use crate::make::{self, Format, Options};
use crate::{Resources, compile};
use std::collections::{BTreeMap, btree_map::Entry};
use std::path::{Path, PathBuf};

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

/// Two files of one name would write over each other in the output folder.
fn distinct(args: &BuildArgs) -> std::result::Result<(), Box<Diagnostic>> {
    for (index, file) in args.files.iter().enumerate() {
        let this = target(file, args);
        let twin = args.files[..index].iter().find(|f| target(f, args) == this);
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
        let source = draft.fingerprint();
        let outputs: Vec<Output> = made
            .files
            .into_iter()
            .filter(|(format, _)| due.contains(format))
            .map(|(format, bytes)| Output {
                name: format!("{stem}.{}", format.extension()),
                bytes,
                inputs: options.inputs(source, &self.resources, format),
                pages: made.pages.pages.len(),
            })
            .collect();
        match self.write(dir, &outputs) {
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
        if self.args.force || !Folder::is_known(dir) {
            return Ok(formats);
        }
        let source = draft.fingerprint();
        let inputs = formats
            .iter()
            .map(|f| options.inputs(source, &self.resources, *f));
        let inputs: Vec<Fingerprint> = inputs.collect();
        let folder = self.folder(dir)?;
        let mut inputs = inputs.into_iter();
        formats.retain(|format| {
            let name = format!("{stem}.{}", format.extension());
            let path = folder.path(&name);
            let state = inputs.next().map(|inputs| folder.state(&name, inputs));
            match state {
                Some(State::Current { .. }) => say(&format!("Không đổi {}\n", path.display())),
                Some(State::Edited { .. }) => complain(&[edited(&path)]),
                _ => return true,
            }
            false
        });
        Ok(formats)
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
