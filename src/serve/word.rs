//! Word: documents that are brought in, and what was edited in Word taken back into a content file. The bytes of a
//! file are the body of the request, what is asked stands in its address.

use super::{
    App,
    ask::Upload,
    documents, files,
    messages::Teller,
    paths::{self, Named},
    reply::{Answer, Refusal, json_of},
};
use crate::{
    compile::{Fingerprint, Resources},
    content::Draft,
    diagnostic::{Diagnostic, Result as Told},
    import::{
        self, Options, report,
        understand::Why,
        whole::{Asked, Imported},
    },
    project::{folder::Folder, put_new, today::this_year},
    pull::{
        self, Change, Chosen, Fate, Side,
        whole::{Edited, Outcome},
    },
    slug::slug,
};
use axum::{
    extract::State,
    http::{StatusCode, Uri},
};
use serde_json::{Value, json};
use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Names are tried with so many numbers behind them.
const MOST_NAMES: usize = 1000;
/// Letters of a name, so that those of what is made of the document are names, too.
const LONGEST_NAME: usize = 100;
/// The most things of a kind that one answer tells.
const MOST: usize = 2000;

/// Makes a content file of a document of another program, under a name that is free; tells what is not sure.
pub(super) async fn import(State(app): State<Arc<App>>, uri: Uri, Upload(bytes): Upload) -> Answer {
    let name = files::entry(&uri, "name").ok_or_else(|| Refusal::misunderstood("thiếu tên tệp"))?;
    app.writing(move |app| {
        // A path of another machine tells a name at its end.
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        if !paths::is_name(name) {
            return Err(paths::unfit());
        }
        imported(app, Path::new(name), bytes)
    })
    .await
}

fn imported(app: &App, name: &Path, bytes: Vec<u8>) -> Answer {
    let resources = app.resources();
    let stem = free(app, name)?;
    let path = format!("{stem}.yaml");
    let asked = Asked {
        name,
        bytes,
        target: Path::new(&path),
        profile: None,
        options: Options::default(),
        year: this_year(),
    };
    let imported = import::import(asked, &resources, &mut |path| app.within.read(path));
    let unread = |told| Refusal::told(StatusCode::UNPROCESSABLE_ENTITY, told);
    let imported = imported.map_err(unread)?;
    let mut put: Vec<PathBuf> = Vec::new();
    let unwritten = |told| Refusal::told(StatusCode::INSUFFICIENT_STORAGE, told);
    let written = write(app, &path, &imported, &mut put).map_err(unwritten);
    if written.is_err() {
        // Pictures of nothing are of no use.
        put.iter().for_each(|path| drop(fs::remove_file(path)));
    }
    written?;
    json_of(&told(&imported, &path))
}

/// A name for a document, without its extension, of which the folder has no file yet.
fn free(app: &App, name: &Path) -> Result<String, Refusal> {
    let stem = name.file_stem().unwrap_or_default().to_string_lossy();
    let plain: String = slug(&stem, '-').chars().take(LONGEST_NAME).collect();
    let plain = match plain.as_str() {
        "" => "van-ban",
        plain => plain,
    };
    let there: Vec<String> = fs::read_dir(app.within.root())
        .map_err(|error| Refusal::unreadable("", &error))?
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().to_lowercase()))
        .collect();
    let is_free = |stem: &String| {
        // What is made of the document, and its pictures, bear its name, too.
        let of_it = |name: &String| {
            let rest = name.strip_prefix(stem.as_str());
            rest.is_some_and(|rest| rest.starts_with('.') || rest.starts_with("-anh-"))
        };
        paths::is_name(stem) && !there.iter().any(of_it)
    };
    let names = (1..=MOST_NAMES).map(|number| match number {
        1 => plain.to_owned(),
        number => format!("{plain}-{number}"),
    });
    let message = "đã có quá nhiều tệp cùng tên";
    let none = || Refusal::misunderstood(message).with_status(StatusCode::CONFLICT);
    { names }.find(is_free).ok_or_else(none)
}

/// Writes what was made, the content file last, and notes what stands there.
fn write(app: &App, path: &str, imported: &Imported, put: &mut Vec<PathBuf>) -> Told<()> {
    let root = app.within.root();
    for (name, bytes) in imported.pictures() {
        let picture = root.join(name);
        put_new(&picture, bytes)?;
        put.push(picture);
    }
    put_new(&root.join(path), imported.written.text.as_bytes())
}

/// What was found, and what is to be looked at again.
fn told(imported: &Imported, path: &str) -> Value {
    let unsure = imported.told.iter().filter(|told| told.why != Why::Printed);
    let all: Vec<Value> = unsure
        .map(|told| {
            json!({ "at": told.at, "text": told.text, "code": told.why.code(), "why": told.why.reason() })
        })
        .collect();
    let missing = imported.written.missing.iter();
    let missing: Vec<Value> = missing
        .map(|name| json!({ "name": name, "why": Why::Missing.reason() }))
        .collect();
    let teller = Teller::of(path, &imported.written.text);
    json!({
        "path": path,
        "found": report::found(imported),
        "kind": imported.said.kind.is_some(),
        "count": all.len() + missing.len(),
        "told": all.into_iter().take(MOST).collect::<Vec<_>>(),
        "missing": missing,
        "messages": teller.all(&imported.faults),
    })
}

/// What was edited in a DOCX, as changes of the content file: the DOCX of the request's body, or the one beside the
/// content file where that is empty. Nothing is written: the text belongs to the tab.
pub(super) async fn pull(State(app): State<Arc<App>>, uri: Uri, Upload(bytes): Upload) -> Answer {
    let entry = |name| files::entry(&uri, name);
    let path = entry("path").ok_or_else(|| Refusal::misunderstood("thiếu tên tệp"))?;
    let name = entry("name").unwrap_or_default();
    let is_rejected = entry("rejected").is_some();
    let chosen = entry("chosen").filter(|chosen| !chosen.is_empty());
    let chosen = chosen.map(|chosen| chosen.parse::<Chosen>()).transpose();
    let chosen = chosen.map_err(|_| Refusal::misunderstood("không hiểu yêu cầu của trang"))?;
    let turn = app.turns.any().await;
    app.aside(move |app| {
        let _turn = turn;
        let named = paths::text(app, &path)?;
        documents::own_is_inside(&app.within, &named.there)?;
        let unread = |told| Refusal::told(StatusCode::UNPROCESSABLE_ENTITY, told);
        let options = Options {
            rejected: is_rejected,
        };
        let edited = match bytes.is_empty() {
            true => {
                let (name, bytes) = beside(app, &named)?;
                Edited::read(&name, &bytes, options)
            }
            false => Edited::read(&name, &bytes, options),
        };
        let edited = edited.map_err(unread)?;
        let bytes = app.within.read(named.relative());
        let bytes = bytes.map_err(|error| Refusal::unreadable(&path, &error))?;
        let resources = app.resources();
        let chosen = chosen.unwrap_or_default();
        let outcome = pulled(app, &named, &bytes, &edited, chosen, &resources);
        json_of(&changes(&edited, &bytes, &outcome.map_err(unread)?))
    })
    .await
}

/// The DOCX beside a content file.
fn beside(app: &App, named: &Named) -> Result<(String, Vec<u8>), Refusal> {
    let docx = named.relative().with_extension("docx");
    let name = docx.file_name().unwrap_or_default().to_string_lossy();
    let read = || {
        let file = fs::File::open(app.within.file(&docx)?)?;
        let mut bytes = Vec::new();
        file.take(Upload::MOST_BYTES as u64 + 1)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes: std::io::Result<Vec<u8>> = read();
    let bytes = bytes.map_err(|error| Refusal::unreadable(&name, &error))?;
    match bytes.len() > Upload::MOST_BYTES {
        true => Err(Upload::too_long()),
        false => Ok((name.into_owned(), bytes)),
    }
}

fn pulled(
    app: &App,
    named: &Named,
    bytes: &[u8],
    edited: &Edited,
    chosen: Chosen,
    resources: &Resources,
) -> Told<Outcome> {
    let kinds = resources.kinds()?;
    let asked = pull::whole::Asked {
        file: named.relative(),
        bytes,
        content: &|bytes| {
            let mut read = |path: &Path| app.within.read(path);
            let draft = Draft::from_sources(named.relative(), bytes, &mut read, kinds)?;
            Ok(draft.content()?.content)
        },
        kept: &|| {
            let dir = named.there.parent()?;
            let stem = named.there.file_stem()?.to_string_lossy();
            Folder::kept(dir, &stem).ok().flatten()
        },
        chosen,
    };
    pull::whole::outcome(edited, &asked, resources)
}

fn changes(edited: &Edited, bytes: &[u8], outcome: &Outcome) -> Value {
    let pulled = &outcome.pulled;
    let all = pulled.changes.iter();
    let comments = edited.flat.comments.iter().map(|comment| {
        json!({
            "at": comment.at,
            "author": comment.author,
            "about": comment.about,
            "text": comment.text,
        })
    });
    let looks = pulled.looks.iter().map(|one| {
        let what = one.looks.iter().map(|look| pull::report::words(*look));
        json!({ "at": one.at, "text": one.text, "what": what.collect::<Vec<_>>() })
    });
    let lost: Option<&Diagnostic> = outcome.lost.as_ref();
    json!({
        "digest": Fingerprint::of(bytes).to_string(),
        "name": edited.name,
        // Of a document that vanban never made nothing is taken for an edit.
        "made": edited.made.is_some(),
        "lost": lost.map(|lost| &lost.message),
        "text": pulled.text,
        "changed": pulled.text != outcome.source.text,
        "looks": looks.take(MOST).collect::<Vec<_>>(),
        "count": pulled.changes.len(),
        "changes": all.take(MOST).map(change).collect::<Vec<_>>(),
        "comments": comments.take(MOST).collect::<Vec<_>>(),
    })
}

fn change(change: &Change) -> Value {
    let Change {
        fate,
        at,
        line,
        old,
        new,
        around: (before, behind),
        left,
        clash,
    } = change;
    let kind = match fate {
        Fate::Words => "edited",
        Fate::Gone => "removed",
        Fate::Come => "added",
    };
    let left = left.as_ref().map(|reason| {
        let pull::report::Why { code, words, help } = pull::report::why(reason);
        json!({ "code": code, "why": words, "help": help })
    });
    let clash = clash.as_ref().map(|clash| {
        let chosen = clash.chosen.map(|side| match side {
            Side::Word => "word",
            Side::Yaml => "yaml",
        });
        json!({ "number": clash.number, "yaml": clash.yaml, "word": clash.word, "chosen": chosen })
    });
    json!({
        "kind": kind,
        "at": at,
        "line": line,
        "old": old,
        "new": new,
        "before": before,
        "behind": behind,
        "left": left,
        "clash": clash,
    })
}
