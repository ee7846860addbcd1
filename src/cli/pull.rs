//! `vanban pull`: what a person edited in the DOCX goes back into the content file.

mod json;

use super::args::{Prefer, PullArgs};
use super::diff::{self, Marks};
use super::fonts::Telling;
use super::{Exit, complain, say};
use crate::compile::{self, last_built};
use crate::content::Draft;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Result, Source};
use crate::docx::Made;
use crate::fingerprint::Fingerprint;
use crate::import::{self, flat::Flat};
use crate::project::folder::Folder;
use crate::project::save::{Saved, save};
use crate::pull::{self, Change, Look, Pulled, Reason, Restyled, Sides};
use crate::sheet::Sheet;
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
        Some(_) => say(&json::report(&outcome.pulled, &outcome.flat.comments)),
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
        .map(|change| warning(change, &outcome.source, args.prefer))
        .collect();
    complain(&told);
    let written = match (is_changed, args.write) {
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
    let edited = std::fs::read(&args.edited).map_err(|error| unreadable(&args.edited, &error))?;
    let options = import::Options {
        rejected: args.rejected,
    };
    let flat =
        import::read(&edited, options).map_err(|Diagnostics(all)| named(all, &args.edited))?;
    let made = Made::of(&edited);
    let file = content_file(args, made.as_ref())?;
    let bytes = source::read_file(&file).map_err(|error| unreadable(&file, &error))?;
    let kinds = resources.kinds()?;
    let draft = Draft::of_bytes(&file, bytes.clone(), kinds)?;
    let loaded = draft.content()?;
    let now = compile::compile(&loaded.content, &resources)?.sheet;
    let Some(source) = now.sources.first().map(Arc::clone) else {
        return Err(Diagnostic::error("khong-ro-yaml", "văn bản này không có tệp YAML").into());
    };
    let is_as_made = made
        .as_ref()
        .is_some_and(|made| made.of == Some(loaded.content.fingerprint.to_string()));
    let then = match &made {
        Some(made) if !is_as_made => then(args, &file, made, &resources)?,
        _ => None,
    };
    if !is_as_made && then.is_none() {
        let message = format!(
            "không còn bản gốc của “{}”: so từng đoạn với tệp YAML đang có",
            args.edited.display()
        );
        complain(&[Diagnostic::warning("mat-ban-goc", message)
            .help("xem kỹ phần cho xem trước khi thêm --write; kết quả của vanban build ở thư mục khác thì thêm --built")]);
    }
    let compile = |text: &str| -> Result<Sheet> {
        let content = Draft::of_bytes(&file, text, kinds)?.content()?.content;
        Ok(compile::compile(&content, &resources)?.sheet)
    };
    let sides = Sides {
        edited: &flat,
        source: &source,
        now: &now,
        then: then.as_ref(),
        made: made.as_ref().filter(|_| !is_as_made && then.is_none()),
        prefers_word: args.prefer == Some(Prefer::Word),
        names: kinds.names(),
        compile: &compile,
    };
    let pulled = pull::pull(&sides)?;
    let changes = crate::diff::diff(&now, &compile(&pulled.text)?, resources.typography()?);
    let colour = anstream::AutoStream::choice(&std::io::stdout()) != ColorChoice::Never;
    let told = diff::report(&changes, if colour { Marks::Colour } else { Marks::Plain });
    Ok(Outcome {
        file,
        bytes,
        flat,
        pulled,
        source,
        told,
    })
}

/// Messages about the DOCX, with its name.
fn named(all: Vec<Diagnostic>, path: &Path) -> Diagnostics {
    let name = |mut diagnostic: Diagnostic| {
        diagnostic.message = format!("“{}”: {}", path.display(), diagnostic.message);
        diagnostic
    };
    Diagnostics(all.into_iter().map(name).collect())
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

/// The document as it was built last, where the DOCX was made as that.
fn then(args: &PullArgs, file: &Path, made: &Made, resources: &Resources) -> Result<Option<Sheet>> {
    let beside = file.parent().unwrap_or(Path::new(""));
    let dir = args.built.as_deref().unwrap_or(beside);
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    // A record that cannot be read is as good as none.
    let Ok(Some(kept)) = Folder::kept(dir, &name) else {
        return Ok(None);
    };
    let is_it = made.of.is_some() && last_built::fingerprint(&kept) == made.of;
    is_it
        .then(|| last_built::read(&file.display().to_string(), &kept, resources))
        .transpose()
}

/// Tells what was made to look otherwise, which has no words in YAML.
fn looks(all: &[Restyled]) {
    for one in all {
        let what: Vec<&str> = one.looks.iter().map(|look| named_look(*look)).collect();
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

fn named_look(look: Look) -> &'static str {
    match look {
        Look::Colour => "màu chữ",
        Look::Marked => "tô nền chữ",
        Look::Size => "cỡ chữ",
        Look::Align => "căn lề đoạn",
        Look::Indent => "thụt lề đoạn",
        Look::Pages => "lề hoặc hướng trang",
        Look::Pictures => "số hình",
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
fn warning(change: &Change, source: &Arc<Source>, prefer: Option<Prefer>) -> Diagnostic {
    let what = match (change.old.trim(), change.new.trim()) {
        ("", new) => format!("thêm “{}”", short(new)),
        (old, "") => format!("bỏ “{}”", short(old)),
        (old, new) => format!("sửa “{}” thành “{}”", short(old), short(new)),
    };
    let (code, why, help) = match &change.left {
        Some(Reason::Conflict) => (
            "cung-sua",
            "tệp YAML cũng đã sửa chỗ này".to_owned(),
            match prefer {
                None => {
                    "theo Word: thêm --prefer word; giữ như tệp YAML: --prefer yaml; hoặc sửa tay"
                        .to_owned()
                }
                Some(_) => "sửa tay trong tệp YAML".to_owned(),
            },
        ),
        Some(Reason::Elsewhere { file, line }) => (
            "khong-lay-duoc",
            format!("chữ ấy ở tệp “{file}”, dòng {line}"),
            "sửa ở tệp ấy: mọi văn bản dùng nó đều đổi theo".to_owned(),
        ),
        Some(Reason::Computed(expression)) => (
            "khong-lay-duoc",
            format!("chữ ấy được tính ra: {expression}"),
            "sửa số liệu gốc trong “so_lieu” hoặc trong bảng, hoặc thay biểu thức bằng chữ"
                .to_owned(),
        ),
        Some(Reason::Template) => (
            "khong-lay-duoc",
            "chữ ấy do mẫu in ra, không có trong tệp YAML".to_owned(),
            "không cần sửa: vanban in lại theo thể thức".to_owned(),
        ),
        Some(Reason::NoWay) | None => (
            "khong-lay-duoc",
            "không ghi được vào tệp YAML mà làm ra đúng như vậy".to_owned(),
            "sửa tay trong tệp YAML".to_owned(),
        ),
    };
    let told = Diagnostic::warning(code, format!("không lấy được chỗ {what}: {why}")).help(help);
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
