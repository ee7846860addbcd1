//! `vanban batch`: a document of each row; `vanban report`: the reports of shares as one.

use super::args::{BatchArgs, MakeArgs, ReportArgs};
use super::output::{self, Others, edited, tell};
use super::{Exit, complain, complain_of, complain_plain, say};
use crate::Resources;
use crate::batch::run::{Choices, Finished, Run};
use crate::batch::{self, run::report::Report, run::select, run::select::Selection};
use crate::diagnostic::{Diagnostic, Diagnostics, Rendering, Severity, render};
use crate::document::Properties;
use crate::fingerprint::Fingerprint;
use crate::layout::Joined;
use crate::pdf;
use crate::project::folder::{Fate, Folder};
use crate::project::{File, Outcome};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Rows that are named as having had a message that was told of another.
const NAMED_ROWS: usize = 20;

/// Makes the documents of a batch.
pub(super) fn run(args: &BatchArgs) -> Exit {
    match selection(args) {
        Ok(selection) => run_selected(args, selection),
        Err(diagnostic) => {
            complain(&[*diagnostic]);
            Exit::Usage
        }
    }
}

fn selection(args: &BatchArgs) -> std::result::Result<Selection, Box<Diagnostic>> {
    let wrong =
        |message: String, help: &str| Box::new(Diagnostic::error("dong-lenh", message).help(help));
    let rows = match &args.rows {
        None => None,
        Some(text) => Some(select::rows(text).ok_or_else(|| {
            let message = format!("“--rows {text}” không phải là các số hàng");
            wrong(message, "ghi như --rows 2,4-7; hàng đầu là hàng 1")
        })?),
    };
    let share = match &args.shard {
        None => None,
        Some(text) => {
            let variable = |name: &str| std::env::var(name).ok();
            Some(select::share(text, &variable).ok_or_else(|| {
                let message = format!("“--shard {text}” không phải là một phần của lô");
                wrong(
                    message,
                    "ghi như --shard 0/3, 1/3, 2/3; auto/3 lấy số thứ tự từ Kubernetes (JOB_COMPLETION_INDEX) hoặc Slurm (SLURM_ARRAY_TASK_ID)",
                )
            })?)
        }
    };
    Ok(Selection { rows, share })
}

fn run_selected(args: &BatchArgs, selection: Selection) -> Exit {
    if let Some(threads) = args.threads {
        // Fails only where the pool was built before; ours is built once.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let _ = pool.build_global();
    }
    let make = &args.make;
    match make.data.resources(make.telling()) {
        Ok(resources) => run_with(args, selection, &resources, &mut Vec::new()),
        Err(Diagnostics(all)) => {
            complain(&all);
            Exit::Faults
        }
    }
}

/// For `vanban watch`: makes what changed, and gives the files that were read.
pub(super) fn again(file: &Path, make: &MakeArgs, resources: &Resources) -> Vec<PathBuf> {
    let args = BatchArgs {
        file: file.to_owned(),
        make: make.clone(),
        rows: None,
        shard: None,
        merge: None,
        report: None,
        threads: None,
        quiet: true,
    };
    let mut read = Vec::new();
    run_with(&args, Selection::default(), resources, &mut read);
    read
}

fn run_with(
    args: &BatchArgs,
    selection: Selection,
    resources: &Resources,
    read: &mut Vec<PathBuf>,
) -> Exit {
    let started = Instant::now();
    let batch = match resources
        .rows()
        .and_then(|words| batch::read(&args.file, words))
    {
        Ok(batch) => batch,
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Faults;
        }
    };
    complain(&batch.warnings);
    read.push(batch.content.clone());
    read.extend(batch.rows.files().map(Path::to_owned));
    let share = selection.share;
    let choices = Choices {
        options: args.make.options(),
        force: args.make.force,
        selection,
        pages: args.merge.is_some(),
    };
    let run = match Run::prepare(&batch, resources, choices) {
        Ok((run, warnings)) => {
            complain(&warnings);
            run
        }
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Faults;
        }
    };
    read.extend(run.files());
    let beside = args.file.parent().unwrap_or(Path::new(""));
    let dir = args.make.output.as_deref().unwrap_or(beside);
    match output::open(dir, share) {
        Ok((folder, warnings)) => {
            complain(&warnings);
            finish(args, &run, &folder, resources, started)
        }
        Err(Diagnostics(all)) => {
            complain(&all);
            Exit::Unwritten
        }
    }
}

/// Runs it and tells of it.
fn finish(
    args: &BatchArgs,
    run: &Run<'_>,
    folder: &Folder,
    resources: &Resources,
    started: Instant,
) -> Exit {
    let mut teller = Teller::new(run.total(), folder, args.report.is_some());
    let mut joined = args.merge.as_ref().map(|_| Joined::default());
    let mut exit = Exit::Done;
    let mut full = false;
    let ended = run.execute(folder, &|| true, &mut |mut document| {
        if let (Some(joined), Some(pages)) = (&mut joined, document.built.laid_out.take()) {
            joined.add(&document.name, pages);
        }
        teller.tell(&document);
        exit = exit.max(match &document.built.outcome {
            Outcome::Made { .. } | Outcome::Unchanged { .. } => Exit::Done,
            Outcome::Failed(_) => Exit::Faults,
            Outcome::Unwritten(_) => Exit::Unwritten,
        });
        match document.built.outcome {
            // What has no room here has none for the next, either.
            Outcome::Unwritten(all) if all.0.iter().any(|d| d.code == "o-dia-day") => {
                full = true;
                Err(all)
            }
            _ => Ok(()),
        }
    });
    let mut report = teller.finish();
    // That the disk is full was told with its row.
    if let Err(Diagnostics(all)) = ended
        && !full
    {
        complain(&all);
        exit = exit.max(Exit::Faults);
    }
    if let (Some(path), Some(joined)) = (&args.merge, joined)
        && let Err((failed, Diagnostics(all))) =
            merge(path, joined, folder, resources, args.make.force)
    {
        complain(&all);
        exit = exit.max(failed);
    }
    report.milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    if args.report.is_some() {
        print(&report);
    } else if !args.quiet || report.made + report.failed > 0 {
        say(&(report.words() + "\n"));
    }
    exit
}

/// Writes the print-out of all documents.
fn merge(
    path: &Path,
    joined: Joined,
    folder: &Folder,
    resources: &Resources,
    force: bool,
) -> std::result::Result<(), (Exit, Diagnostics)> {
    let title = path.file_stem().unwrap_or_default().to_string_lossy();
    let pages = joined.finish(Properties {
        title: title.into_owned(),
        ..Properties::default()
    });
    if pages.pages.is_empty() {
        let empty = Diagnostic::error("ghep-rong", "không có văn bản nào để ghép");
        let empty = empty.help("chữa các hàng có lỗi, hoặc chọn hàng khác bằng --rows");
        return Err((Exit::Faults, empty.into()));
    }
    let bytes = pdf::write(&pages, &resources.fonts).map_err(|all| (Exit::Faults, all))?;
    let line = output::put(path, bytes, Some(folder), force);
    complain_plain(&line.map_err(|all| (Exit::Unwritten, all))?);
    Ok(())
}

/// Tells of rows as they are done: a bar on a terminal, else lines.
struct Teller<'a> {
    folder: &'a Folder,
    report: Report,
    /// Lines are held, for programs to read.
    hold: bool,
    bar: Option<ProgressBar>,
    total: usize,
    done: usize,
    /// The messages that were told already, by their digests.
    told: BTreeSet<u64>,
    /// The first rows that had some of it, too.
    alike: Vec<usize>,
    /// How many there were.
    all_alike: usize,
    /// Findings of `check` that are no errors.
    others: Others,
}

impl<'a> Teller<'a> {
    fn new(total: usize, folder: &'a Folder, hold: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} văn bản, còn {eta}");
        let bar = match style {
            Ok(style) if !bar.is_hidden() => Some(bar.with_style(style)),
            _ => None,
        };
        Self {
            folder,
            report: Report::new(),
            hold,
            bar,
            total,
            done: 0,
            told: BTreeSet::new(),
            alike: Vec::new(),
            all_alike: 0,
            others: Others::default(),
        }
    }

    fn tell(&mut self, document: &Finished) {
        self.done += 1;
        self.report.add(document, self.hold);
        let heading = match document.name.as_str() {
            "" => format!("Hàng {} ({})", document.number, document.label),
            name => format!("Hàng {} ({}): {name}", document.number, document.label),
        };
        let mut lines = Vec::new();
        let mut diagnostics = document.built.warnings.clone();
        let findings = &document.built.findings;
        let errors = findings.iter().filter(|d| d.severity == Severity::Error);
        diagnostics.extend(errors.cloned());
        self.others.add(findings);
        match &document.built.outcome {
            Outcome::Made { pages, files, kept } => {
                lines.push(format!(
                    "[{}/{}] {}: {pages} trang\n",
                    self.done, self.total, document.name
                ));
                for File { name, size, fate } in files {
                    let (line, warning) = tell(self.folder, name, *size, fate);
                    // A file made as usual needs no line, a person's work that was moved does.
                    if !matches!(fate, Fate::Made | Fate::Same) {
                        lines.push(line);
                    }
                    diagnostics.extend(warning);
                }
                diagnostics.extend(self.edited(kept));
            }
            Outcome::Unchanged { kept, .. } => diagnostics.extend(self.edited(kept)),
            Outcome::Failed(Diagnostics(all)) | Outcome::Unwritten(Diagnostics(all)) => {
                diagnostics.extend(all.iter().cloned());
            }
        }
        let new = self.new_ones(document.number, diagnostics);
        let say = || {
            if self.bar.is_none() && !self.hold {
                lines.iter().for_each(|line| say(line));
            }
            if !new.is_empty() {
                complain_of(&heading, &new);
            }
        };
        match &self.bar {
            Some(bar) if !new.is_empty() => bar.suspend(say),
            _ => say(),
        }
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    fn edited(&self, kept: &[(String, bool)]) -> impl Iterator<Item = Diagnostic> {
        let changed = kept.iter().filter(|(_, edited)| *edited);
        changed.map(|(name, _)| edited(&self.folder.path(name)))
    }

    /// Those that were not told yet: a fault of the text shows in every row.
    fn new_ones(&mut self, number: usize, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut new = diagnostics;
        let all = new.len();
        new.retain(|diagnostic| {
            let text = render(std::slice::from_ref(diagnostic), Rendering::Plain);
            self.told.insert(Fingerprint::of(text.as_bytes()).short())
        });
        if new.len() < all {
            self.all_alike += 1;
            if self.alike.len() < NAMED_ROWS {
                self.alike.push(number);
            }
        }
        new
    }

    fn finish(self) -> Report {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
        if !self.alike.is_empty() {
            let rows: Vec<String> = self.alike.iter().map(usize::to_string).collect();
            let more = match self.all_alike - rows.len() {
                0 => String::new(),
                more => format!(" và {more} hàng khác"),
            };
            let rows = rows.join(", ");
            complain_plain(&format!("Thông báo trên có cả ở hàng {rows}{more}.\n"));
        }
        if let Some(others) = self.others.words() {
            complain_plain(&format!(
                "Còn {others}: xem từng hàng bằng vanban check hoặc --report json\n"
            ));
        }
        self.report
    }
}

fn print(report: &Report) {
    say(&report.json());
}

/// Joins the reports of shares.
pub(super) fn report(args: &ReportArgs) -> Exit {
    let mut all = Vec::new();
    for path in &args.files {
        let read = std::fs::read_to_string(path).map_err(|error| error.to_string());
        let parsed = read.and_then(|text| serde_json::from_str(&text).map_err(|e| e.to_string()));
        match parsed {
            Ok(report) => all.push(report),
            Err(error) => {
                let message = format!(
                    "“{}” không phải là báo cáo của vanban: {error}",
                    path.display()
                );
                let help = "đưa vào các tệp do “vanban batch --report json” in ra";
                complain(&[Diagnostic::error("bao-cao-sai", message).help(help)]);
                return Exit::Faults;
            }
        }
    }
    let merged = Report::merged(all);
    print(&merged);
    match merged.failed {
        0 => Exit::Done,
        _ => Exit::Faults,
    }
}
