//! `vanban build`: each file to DOCX and PDF.

use super::args::{BuildArgs, Format, Stage};
use super::output::{self, Output};
use super::{Exit, complain, say};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::{Resources, compile, content, docx, font::FontSet, layout, pdf, template::Templates};
use std::path::{Path, PathBuf};

/// Makes every file's documents. A file with errors does not stop the others.
pub(super) fn execute(args: &BuildArgs) -> Exit {
    let resources = match resources(args.templates.as_deref(), args.fonts.as_deref()) {
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
    args.files
        .iter()
        .map(|file| build(file, args, &resources))
        .max()
        .unwrap_or(Exit::Done)
}

/// Fonts and templates: the user's own where folders are given.
pub(super) fn resources(templates: Option<&Path>, fonts: Option<&Path>) -> Result<Resources> {
    Ok(Resources {
        fonts: match fonts {
            Some(dir) => FontSet::from_dir(dir)?,
            None => FontSet::embedded(),
        },
        templates: match templates {
            Some(dir) => Templates::with_dir(dir)?,
            None => Templates::builtin(),
        },
    })
}

fn formats(args: &BuildArgs) -> Vec<Format> {
    Format::ALL
        .into_iter()
        .filter(|format| args.only.is_none_or(|only| only == *format))
        .collect()
}

/// Where a file's document of a format goes.
fn target(file: &Path, args: &BuildArgs, format: Format) -> PathBuf {
    let beside = file.with_extension(format.extension());
    match (&args.output, beside.file_name()) {
        (Some(dir), Some(name)) => dir.join(name),
        _ => beside,
    }
}

/// Two files of one name would write over each other in the output folder.
fn distinct(args: &BuildArgs) -> std::result::Result<(), Box<Diagnostic>> {
    for (index, file) in args.files.iter().enumerate() {
        let this = target(file, args, Format::Pdf);
        let twin = args.files[..index]
            .iter()
            .find(|f| target(f, args, Format::Pdf) == this);
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

fn build(file: &Path, args: &BuildArgs, resources: &Resources) -> Exit {
    let made = match make(file, args, resources) {
        Ok(made) => made,
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Faults;
        }
    };
    let outputs = match made {
        Made::Text(text) => {
            say(&text);
            return Exit::Done;
        }
        Made::Files(outputs) => outputs,
    };
    match output::write_all(&outputs, args.force) {
        Ok(()) => {
            for output in &outputs {
                let path = output.path.display();
                say(&format!(
                    "Đã ghi {path} ({} kB)\n",
                    output.bytes.len().div_ceil(1000)
                ));
            }
            Exit::Done
        }
        Err(Diagnostics(all)) => {
            complain(&all);
            Exit::Unwritten
        }
    }
}

/// What a file gives: documents, or the text of a stage.
enum Made {
    Files(Vec<Output>),
    Text(String),
}

fn make(file: &Path, args: &BuildArgs, resources: &Resources) -> Result<Made> {
    let loaded = content::load(file)?;
    let compiled = compile(&loaded.content, resources)?;
    complain(&loaded.warnings);
    complain(&compiled.warnings);
    let pages = || {
        let mut pages = layout::lay_out(&compiled.sheet, &resources.fonts);
        if args.no_fields {
            pages.fields.clear();
        }
        pages
    };
    let text = match args.emit {
        Some(Stage::Markup) => Some(format!("{}\n", compiled.markup.text.trim_end())),
        Some(Stage::Document) => Some(compiled.document.dump()),
        Some(Stage::Sheet) => Some(format!("{:#?}\n", compiled.sheet)),
        Some(Stage::Layout) => Some(pages().dump(&resources.fonts)),
        None => None,
    };
    if let Some(text) = text {
        return Ok(Made::Text(text));
    }
    let outputs = formats(args)
        .into_iter()
        .map(|format| {
            let bytes = match format {
                Format::Docx => docx::write(&compiled.sheet)?,
                Format::Pdf => pdf::write(&pages(), &resources.fonts)?,
            };
            Ok(Output {
                path: target(file, args, format),
                format,
                bytes,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(Made::Files(outputs))
}
