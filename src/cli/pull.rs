//! `vanban pull`: what a person edited in the DOCX goes back into the content file.

use super::args::PullArgs;
use super::diff::{self, Marks};
use super::fonts::Telling;
use super::{Exit, complain, say};
use crate::batch::{
    self,
    run::{Known, Sought},
};
use crate::content::Draft;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Result, Source};
use crate::docx::Made;
use crate::fingerprint::Fingerprint;
use crate::import::{Options, flat::Flat};
use crate::project::folder::Folder;
use crate::project::save::{Saved, save};
use crate::pull::{
    Change, Pulled, Reason, Restyled, report,
    whole::{self, Asked, Edited},
};
use crate::{Resources, yaml::source};
use anstream::ColorChoice;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What was read of both sides, and what came of it.
struct Outcome {
    file: PathBuf,
    /// The bytes of the content file as they were read.
    bytes: Vec<u8>,
    flat: Flat,
    pulled: Pulled,
    source: Arc<Source>,
    /// What changes in the document, as `vanban diff` tells it.
    told: String,
    /// The row of the batch that it is the document of.
    row: Option<Known>,
}

impl Outcome {
    /// Tells whether the changes would go into the documents of other rows, which nobody has asked for.
    fn is_unasked(&self, args: &PullArgs) -> bool {
        self.row.is_some() && !args.all_rows
    }
}

/// Shows what can be taken, and takes it with `--write`.
pub(super) fn run(args: &PullArgs) -> Exit {
    let outcome = match pulled(args) {
        Ok(outcome) => outcome,
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Faults;
        }
    };
    let left: Vec<&Change> = outcome
        .pulled
        .changes
        .iter()
        .filter(|change| change.left.is_some())
        .collect();
    let is_changed = outcome.pulled.text != outcome.source.text;
    match args.report {
        Some(_) => say(&report::json(&outcome.pulled, &outcome.flat.comments)),
        None => {
            if is_changed {
                say(&outcome.told);
            }
            looks(&outcome.pulled.looks);
            comments(&outcome.flat);
        }
    }
    let told: Vec<Diagnostic> = left
        .iter()
        .map(|change| warning(change, &outcome))
        .collect();
    complain(&told);
    let written = match (is_changed, args.write) {
        (true, true) if outcome.is_unasked(args) => Err(unasked(&outcome).into()),
        (true, false) if outcome.is_unasked(args) => Ok(format!(
            "Chưa ghi gì. {} là tệp nội dung chung của mọi hàng trong lô: muốn mọi văn bản cùng đổi thì thêm --write --all-rows\n",
            outcome.file.display()
        )),
        (true, true) => write(&outcome),
        (true, false) => Ok(format!(
            "Chưa ghi gì. Muốn ghi vào {}: thêm --write\n",
            outcome.file.display()
        )),
        (false, _) if outcome.pulled.changes.is_empty() => {
            Ok("DOCX và tệp YAML nói như nhau: không có gì để lấy.\n".to_owned())
        }
        (false, _) => Ok("Không có sửa đổi nào lấy được.\n".to_owned()),
    };
    match written {
        Ok(line) => {
            if args.report.is_none() {
                say(&line);
            }
            if left.is_empty() {
                Exit::Done
            } else {
                Exit::Faults
            }
        }
        Err(Diagnostics(all)) => {
            complain(&all);
            Exit::Unwritten
        }
    }
}

fn pulled(args: &PullArgs) -> Result<Outcome> {
    let resources = args.data.resources(Telling::Silent)?;
    let unreadable =
        |path: &Path, error: &std::io::Error| source::unreadable(&path.to_string_lossy(), error);
    let bytes = std::fs::read(&args.edited).map_err(|error| unreadable(&args.edited, &error))?;
    let options = Options {
        rejected: args.rejected,
    };
    let edited = Edited::read(&args.edited.display().to_string(), &bytes, options)?;
    let named = content_file(args, edited.made.as_ref())?;
    let row = match batch::is_batch(&named) {
        true => Some(row(args, &named, &edited, &resources)?),
        false => None,
    };
    let (file, row) = match row {
        Some((file, row)) => (file, Some(row)),
        None => (named.clone(), None),
    };
    let bytes = source::read_file(&file).map_err(|error| unreadable(&file, &error))?;
    let kinds = resources.kinds()?;
    let asked = Asked {
        file: &file,
        bytes: &bytes,
        content: &|bytes| {
            let draft = Draft::of_bytes(&file, bytes, kinds)?;
            let loaded = match &row {
                None => draft.content(),
                Some(known) => draft.content_of_row(known.row.clone(), &|text, row| {
                    resources.templates.line(text, row)
                }),
            };
            Ok(loaded?.content)
        },
        kept: &|| kept(args, &named, row.as_ref().map(|known| known.name.as_str())),
        chosen: args.prefer.clone().unwrap_or_default(),
    };
    let whole::Outcome {
        pulled,
        source,
        sheets: (before, after),
        lost,
    } = whole::outcome(&edited, &asked, &resources)?;
    if let Some(lost) = lost {
        complain(&[lost.help("xem kỹ phần cho xem trước khi thêm --write; kết quả của vanban build ở thư mục khác thì thêm --built")]);
    }
    let changes = crate::diff::diff(&before, &after, resources.typography()?);
    let colour = anstream::AutoStream::choice(&std::io::stdout()) != ColorChoice::Never;
    let told = diff::report(&changes, if colour { Marks::Colour } else { Marks::Plain });
    Ok(Outcome {
        file,
        bytes,
        flat: edited.flat,
        pulled,
        source,
        told,
        row,
    })
}

/// The content file of a batch, and the row that the DOCX is the document of.
fn row(
    args: &PullArgs,
    named: &Path,
    edited: &Edited,
    resources: &Resources,
) -> Result<(PathBuf, Known)> {
    let batch = batch::read(named, resources.rows()?)?;
    let name = args
        .edited
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy();
    let sought = Sought {
        fingerprint: edited.made.as_ref().and_then(|made| made.of.as_deref()),
        number: args.row,
        name: &name,
    };
    let found = batch::run::row(&batch, resources, &sought)?;
    let Some(found) = found else {
        let message = format!(
            "không rõ “{}” là văn bản của hàng nào trong “{}”",
            args.edited.display(),
            named.display()
        );
        return Err(Diagnostic::error("khong-ro-yaml", message)
            .help("ghi thêm số của hàng: --row 3; hàng đầu là hàng 1, không kể dòng tên cột")
            .into());
    };
    Ok((batch.content, found))
}

/// The changes are for one document, and would be made in all of the batch.
fn unasked(outcome: &Outcome) -> Diagnostic {
    let label = outcome
        .row
        .as_ref()
        .map_or("", |known| known.label.as_str());
    let message = format!(
        "sửa đổi là của một văn bản ({label}), mà “{}” là tệp nội dung chung của mọi hàng: chưa ghi gì",
        outcome.file.display()
    );
    Diagnostic::error("sua-moi-hang", message).help(
        "muốn mọi văn bản của lô cùng đổi: thêm --all-rows; chỉ riêng hàng này: thêm một cột vào bảng, rồi dùng cột ấy trong tệp nội dung",
    )
}

/// The content file: the one that was given, else the one of the DOCX's name, or of the name that it tells, beside it.
fn content_file(args: &PullArgs, made: Option<&Made>) -> Result<PathBuf> {
    if let Some(file) = &args.file {
        return Ok(file.clone());
    }
    let folder = args.edited.parent().unwrap_or(Path::new(""));
    let told = made.and_then(|made| made.file.as_deref());
    // A name that leads elsewhere is none.
    let told = told
        .and_then(|name| Path::new(name).file_name())
        .map(|name| folder.join(name));
    let candidates = [told, Some(args.edited.with_extension("yaml"))];
    let mut found = candidates
        .into_iter()
        .flatten()
        .filter(|path| path.is_file());
    found.next().ok_or_else(|| {
        let message = format!(
            "không rõ “{}” được làm ra từ tệp YAML nào",
            args.edited.display()
        );
        Diagnostic::error("khong-ro-yaml", message)
            .help("ghi thêm tệp YAML ấy: vanban pull TỆP.docx TỆP.yaml")
            .into()
    })
}

/// What was kept of the document as it was built last; a record that cannot be read is as good as none.
fn kept(args: &PullArgs, file: &Path, row: Option<&str>) -> Option<String> {
    let beside = file.parent().unwrap_or(Path::new(""));
    let dir = args.built.as_deref().unwrap_or(beside);
    let own = file.file_stem().unwrap_or_default().to_string_lossy();
    let name = row.unwrap_or(&own);
    Folder::kept(dir, name).ok().flatten()
}

/// Tells what was made to look otherwise, which has no words in YAML.
fn looks(all: &[Restyled]) {
    for one in all {
        let what: Vec<&str> = one.looks.iter().map(|look| report::words(*look)).collect();
        let place = match one.at {
            Some(_) => format!("“{}”", short(&one.text)),
            None => "cả văn bản".to_owned(),
        };
        say(&format!(
            "Hình thức không lấy vào YAML ({place}): {}\n",
            what.join(", ")
        ));
    }
}

/// Tells the comments of the DOCX.
fn comments(flat: &Flat) {
    for comment in &flat.comments {
        let about = match comment.about.trim() {
            "" => String::new(),
            about => format!(" về “{about}”"),
        };
        say(&format!(
            "Nhận xét của {}{about}: {}\n",
            comment.author,
            comment.text.trim()
        ));
    }
}

/// A change that was not taken.
fn warning(change: &Change, outcome: &Outcome) -> Diagnostic {
    let source = &outcome.source;
    let what = match (change.old.trim(), change.new.trim()) {
        ("", new) => format!("thêm “{}”", short(new)),
        (old, "") => format!("bỏ “{}”", short(old)),
        (old, new) => format!("sửa “{}” thành “{}”", short(old), short(new)),
    };
    let report::Why { code, words, help } =
        report::why(change.left.as_ref().unwrap_or(&Reason::NoWay));
    // What a row gives stands in its table.
    let cell = match (&change.left, &outcome.row) {
        (Some(Reason::Computed(expression)), Some(known)) => expression
            .contains(&format!("{}.", known.row.name))
            .then_some(&known.label),
        _ => None,
    };
    let (words, help) = match cell {
        Some(label) => (
            format!("{words}, là một ô của bảng ({label})"),
            "sửa ô ấy trong bảng; chỉ văn bản của hàng ấy đổi theo",
        ),
        None => (words, help),
    };
    let help = match &change.clash {
        Some(clash) if clash.chosen.is_none() => format!(
            "theo Word: thêm --prefer word (riêng chỗ này: --prefer {0}=word); giữ như tệp YAML: --prefer yaml; hoặc sửa tay",
            clash.number
        ),
        _ => help.to_owned(),
    };
    let told = Diagnostic::warning(code, format!("không lấy được chỗ {what}: {words}")).help(help);
    match change.line {
        Some(line) => told.at(Place::at_line(source, line, 1)),
        None => told,
    }
}

/// The beginning of a long text.
fn short(text: &str) -> String {
    const MOST: usize = 60;
    let text = text.replace('\n', " ");
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

fn write(outcome: &Outcome) -> Result<String> {
    let file = outcome.file.display();
    // A byte order mark is no part of the text.
    let mark: &[u8] = if outcome.bytes.starts_with(b"\xef\xbb\xbf") {
        b"\xef\xbb\xbf"
    } else {
        b""
    };
    let text = [mark, outcome.pulled.text.as_bytes()].concat();
    match save(&outcome.file, Some(Fingerprint::of(&outcome.bytes)), &text)? {
        Saved::Done(_) => Ok(format!(
            "Đã ghi {file}; bản trước được cất trong .vanban. Làm lại DOCX và PDF: vanban build {file}\n"
        )),
        Saved::Other(_) => {
            let message = format!("“{file}” vừa được sửa ở nơi khác: chưa ghi gì");
            Err(Diagnostic::error("khong-ghi-duoc", message)
                .help("chạy lại lệnh này")
                .into())
        }
    }
}
