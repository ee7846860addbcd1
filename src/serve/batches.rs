//! Batches that are run: one run of a batch file at a time, on a thread of its own; how far it is, is told as it goes.
//!
//! It goes through the same stages as `vanban batch`. A run that is stopped ends the documents that it has begun;
//! so does one whose program ends.

use super::{
    App,
    ask::Ask,
    documents,
    messages::Teller,
    paths::{self, Named},
    reply::{Answer, Refusal, json_of},
};
use crate::{
    batch::{
        self,
        run::{Choices, Finished, Run, report::Report},
    },
    compile::{self, Fingerprint},
    content,
    diagnostic::{Diagnostic, Diagnostics, Rendering, Result as Told, Severity, render},
    project::{
        File, Outcome,
        folder::{Fate, Folder},
    },
};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// Runs at once.
const MOST_RUNNING: usize = 2;
/// Runs that are remembered.
const MOST: usize = 16;
/// Different messages of a run that are told; the rest are in its report.
const MOST_MESSAGES: usize = 200;
/// Rows and files that are named for one thing.
const MOST_NAMED: usize = 20;
/// Tabs are told at most so often.
const BEAT: Duration = Duration::from_millis(120);

/// The batches that are run or were, by path.
#[derive(Default)]
pub(super) struct Batches(Mutex<BTreeMap<String, Arc<Going>>>);

/// A run.
struct Going {
    path: String,
    is_stopped: AtomicBool,
    state: Mutex<Standing>,
}

/// How far a run is.
struct Standing {
    status: Status,
    /// Another run writes into the folder and has to be waited for.
    waits: bool,
    total: usize,
    /// The name of the document that was done last.
    last: String,
    report: Report,
    messages: Messages,
    /// Files that a person changed: they stay, with the one that was written beside them.
    edited: Files,
    /// Files that a person changed and that stand under another name now.
    backed: Files,
    began: Instant,
    told: Instant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    Running,
    Done,
    Stopped,
    /// Nothing was made, or not all could be.
    Failed,
}

/// The first of some files, and how many there are.
#[derive(Default)]
struct Files {
    count: usize,
    first: Vec<(String, Option<String>)>,
}

impl Files {
    fn add(&mut self, name: &str, other: Option<&str>) {
        self.count += 1;
        if self.first.len() < MOST_NAMED {
            self.first.push((name.to_owned(), other.map(str::to_owned)));
        }
    }

    fn value(&self) -> Value {
        let first = self.first.iter();
        let first = first.map(|(name, other)| json!({ "name": name, "other": other }));
        json!({ "count": self.count, "first": first.collect::<Vec<_>>() })
    }
}

/// Messages, each once, with the rows that have it.
#[derive(Default)]
struct Messages {
    known: BTreeMap<u64, usize>,
    all: Vec<(Value, Vec<usize>, usize)>,
    /// Findings that are no errors.
    warnings: usize,
    hints: usize,
}

impl Messages {
    fn add(&mut self, diagnostics: &[Diagnostic], row: Option<usize>) {
        let teller = Teller::of("", "");
        for one in diagnostics {
            let text = render(std::slice::from_ref(one), Rendering::Plain);
            let print = Fingerprint::of(text.as_bytes()).short();
            let at = match self.known.get(&print) {
                Some(at) => *at,
                None if self.all.len() >= MOST_MESSAGES => continue,
                None => {
                    self.known.insert(print, self.all.len());
                    self.all.push((teller.one(one), Vec::new(), 0));
                    self.all.len() - 1
                }
            };
            let (_, rows, count) = &mut self.all[at];
            *count += 1;
            if let Some(row) = row.filter(|_| rows.len() < MOST_NAMED) {
                rows.push(row);
            }
        }
    }

    fn value(&self) -> Value {
        let all = self.all.iter().map(|(message, rows, count)| {
            let mut message = message.clone();
            if let Value::Object(entries) = &mut message {
                entries.insert("rows".to_owned(), json!(rows));
                entries.insert("count".to_owned(), json!(count));
            }
            message
        });
        all.collect()
    }
}

impl Batches {
    fn all(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Going>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn of(&self, path: &str) -> Option<Arc<Going>> {
        self.all().get(path).cloned()
    }

    /// The report of a run, for programs.
    pub(super) fn report(&self, path: &str) -> Option<String> {
        let going = self.of(path)?;
        let state = going.state();
        Some(state.report.json())
    }

    fn begin(&self, path: &str) -> Result<Arc<Going>, Refusal> {
        let mut all = self.all();
        let running = |going: &Arc<Going>| going.state().status == Status::Running;
        let is_running = all.get(path).is_some_and(running);
        if is_running || all.values().filter(|going| running(going)).count() >= MOST_RUNNING {
            let message = match is_running {
                true => "lô này đang chạy",
                false => "đang có lô khác chạy",
            };
            let help = "chờ chạy xong, hoặc bấm dừng rồi chạy lại";
            return Err(Refusal::new(
                StatusCode::CONFLICT,
                "lo-dang-chay",
                message,
                help,
            ));
        }
        if all.len() >= MOST {
            all.retain(|_, going| running(going));
        }
        let now = Instant::now();
        let going = Arc::new(Going {
            path: path.to_owned(),
            is_stopped: AtomicBool::new(false),
            state: Mutex::new(Standing {
                status: Status::Running,
                waits: false,
                total: 0,
                last: String::new(),
                report: Report::new(),
                messages: Messages::default(),
                edited: Files::default(),
                backed: Files::default(),
                began: now,
                told: now,
            }),
        });
        all.insert(path.to_owned(), Arc::clone(&going));
        Ok(going)
    }
}

impl Going {
    fn state(&self) -> MutexGuard<'_, Standing> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn goes_on(&self, app: &App) -> bool {
        !self.is_stopped.load(Ordering::Relaxed) && !app.writes.is_ending()
    }

    /// Tells the tabs how far it is: at the end, or when they were not told for a while.
    fn tell(&self, app: &App, always: bool) {
        let mut state = self.state();
        if !always && state.told.elapsed() < BEAT {
            return;
        }
        state.told = Instant::now();
        let mut event = state.progress(&self.path);
        drop(state);
        event["type"] = json!("progress");
        app.touch();
        app.events.tell(&event);
    }

    fn value(&self) -> Value {
        let state = self.state();
        let mut value = state.progress(&self.path);
        value["words"] = json!(state.report.words());
        value["messages"] = state.messages.value();
        value["warnings"] = json!(state.messages.warnings);
        value["hints"] = json!(state.messages.hints);
        value["edited"] = state.edited.value();
        value["backed"] = state.backed.value();
        value
    }

    /// Notes what became of a document; tells whether the disk is full.
    fn add(&self, document: &Finished) -> bool {
        let mut state = self.state();
        state.report.add(document, true);
        state.report.milliseconds = milliseconds(state.began);
        state.last.clone_from(&document.name);
        let built = &document.built;
        let count = |level| {
            built
                .findings
                .iter()
                .filter(|d| d.severity == level)
                .count()
        };
        state.messages.warnings += count(Severity::Warning);
        state.messages.hints += count(Severity::Hint);
        let errors = built.findings.iter();
        let errors = errors.filter(|d| d.severity == Severity::Error).cloned();
        let mut told: Vec<Diagnostic> = built.warnings.iter().cloned().chain(errors).collect();
        let mut kept_ones: &[(String, bool)] = &[];
        let mut is_full = false;
        match &built.outcome {
            Outcome::Made { files, kept, .. } => {
                kept_ones = kept;
                for File { name, fate, .. } in files {
                    match fate {
                        // That one is held is a warning of its document.
                        Fate::Made | Fate::Same | Fate::Held(_) => {}
                        Fate::Beside(other) => state.edited.add(name, Some(other)),
                        Fate::Backed(other) => state.backed.add(name, Some(other)),
                    }
                }
            }
            Outcome::Unchanged { kept, .. } => kept_ones = kept,
            Outcome::Failed(Diagnostics(all)) => told.extend(all.iter().cloned()),
            Outcome::Unwritten(Diagnostics(all)) => {
                is_full = all.iter().any(|one| one.code == "o-dia-day");
                told.extend(all.iter().cloned());
            }
        }
        for (name, _) in kept_ones.iter().filter(|(_, edited)| *edited) {
            state.edited.add(name, None);
        }
        state.messages.add(&told, Some(document.number));
        is_full
    }

    fn end(&self, app: &App, status: Status, told: &[Diagnostic]) {
        let mut state = self.state();
        state.messages.add(told, None);
        state.report.milliseconds = milliseconds(state.began);
        state.status = status;
        state.waits = false;
        drop(state);
        self.tell(app, true);
    }
}

fn milliseconds(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}

impl Standing {
    fn progress(&self, path: &str) -> Value {
        let Self { report, total, .. } = self;
        let status = match self.status {
            Status::Running => "running",
            Status::Done => "done",
            Status::Stopped => "stopped",
            Status::Failed => "failed",
        };
        json!({
            "path": path,
            "status": status,
            "waits": self.waits,
            "total": total,
            "done": report.total(),
            "made": report.made,
            "unchanged": report.unchanged,
            "failed": report.failed,
            "pages": report.pages,
            "milliseconds": report.milliseconds,
            "last": self.last,
        })
    }
}

/// A request to run a batch.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Start {
    path: String,
    /// All is made anew, also over what a person changed, which is kept under another name.
    #[serde(default)]
    force: bool,
}

/// Begins to make the documents of a batch file as it is on the disk.
pub(super) async fn run(State(app): State<Arc<App>>, Ask(asked): Ask<Start>) -> Answer {
    let Start { path, force } = asked;
    // It is known by the path that the page calls it by.
    let own = path.clone();
    let named = app
        .aside(move |app| {
            let named = paths::text(app, &path)?;
            documents::own_is_inside(&app.within, &named.there)?;
            Ok(named)
        })
        .await?;
    let turn = app.writes.turn().await?;
    let going = app.batches.begin(&own)?;
    let answer = json_of(&going.value());
    tokio::spawn(async move {
        let (its, working) = (Arc::clone(&going), Arc::clone(&app));
        let work = move || {
            let done = made(&working, &its, &named, force);
            let (status, told) = match done {
                Ok(()) if its.goes_on(&working) => (Status::Done, Vec::new()),
                Ok(()) => (Status::Stopped, Vec::new()),
                Err(Diagnostics(told)) => (Status::Failed, told),
            };
            its.end(&working, status, &told);
            drop(turn);
        };
        if tokio::task::spawn_blocking(work).await.is_err() {
            let fault = Refusal::broken().fault();
            going.state().messages.all.push((fault, Vec::new(), 1));
            going.end(&app, Status::Failed, &[]);
        }
    });
    answer
}

/// Makes the documents of a batch. That the disk is full is told with its row, and ends it.
fn made(app: &App, going: &Going, named: &Named, force: bool) -> Told<()> {
    let resources = app.resources();
    let unreadable = |error| content::unreadable(&named.path, &error);
    let bytes = app.within.read(named.relative()).map_err(unreadable)?;
    let batch = batch::read_within(&app.within, named.relative(), bytes, resources.rows()?)?;
    let choices = Choices {
        force,
        ..Choices::default()
    };
    let (run, warnings) = Run::prepare(&batch, &resources, choices)?;
    {
        let mut state = going.state();
        state.total = run.total();
        state.messages.add(&batch.warnings, None);
        state.messages.add(&warnings, None);
    }
    let dir = named.there.parent().unwrap_or(Path::new("."));
    let (folder, warnings) = Folder::open(dir, None, compile::is_untouched, &mut || {
        going.state().waits = true;
        going.tell(app, true);
    })?;
    {
        let mut state = going.state();
        state.waits = false;
        state.messages.add(&warnings, None);
    }
    going.tell(app, true);
    // One core is left to who goes on typing.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(cores.saturating_sub(1).max(1));
    let work = || {
        run.execute(&folder, &|| going.goes_on(app), &mut |document| {
            // What has no room here has none for the next, either; it was told with its row.
            if going.add(&document) {
                return Err(Diagnostics(Vec::new()));
            }
            going.tell(app, false);
            Ok(())
        })
    };
    match pool.build() {
        Ok(pool) => pool.install(work),
        // Without threads of its own it shares those of all.
        Err(_) => work(),
    }
}

/// A request about a batch that is run.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    path: String,
}

/// Has a run end with the documents that it has begun.
pub(super) async fn stop(State(app): State<Arc<App>>, Ask(asked): Ask<Which>) -> Answer {
    let going = app.batches.of(&asked.path);
    if let Some(going) = &going {
        going.is_stopped.store(true, Ordering::Relaxed);
    }
    json_of(&json!({ "state": going.map(|going| going.value()) }))
}

/// How far a run is, or what came of it; null where there was none.
pub(super) async fn state(State(app): State<Arc<App>>, Ask(asked): Ask<Which>) -> Answer {
    let going = app.batches.of(&asked.path);
    json_of(&json!({ "state": going.map(|going| going.value()) }))
}
