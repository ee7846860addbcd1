//! What the list tells of a document.

use super::{App, walk::Text};
use crate::{
    check::{self, Selection},
    compile::{self, Fingerprint, Options, Resources},
    content::{Content, Draft, IssueDate, Loaded, Wanted},
    diagnostic::{Diagnostic, Diagnostics, Severity},
    pdf,
    project::folder::glance::{Glance, Standing},
};
use serde::Serialize;
use std::path::Path;

/// What the list tells of a document without making it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Facts {
    path: String,
    kind: Option<String>,
    kind_name: Option<String>,
    subject: Option<String>,
    number: Option<String>,
    date: Option<String>,
    built: &'static str,
    signed: bool,
    /// Its kind asks for a subject.
    has_subject: bool,
    /// The batch file that it is the content file of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) batch: Option<String>,
    /// Why it is no document yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<String>,
    modified: u64,
    #[serde(flatten)]
    counts: Option<Counts>,
    /// Its messages are being counted.
    checking: bool,
    /// What its messages are told of.
    #[serde(skip)]
    pub(super) print: Option<Fingerprint>,
}

/// How many messages there are of each level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(super) struct Counts {
    errors: usize,
    warnings: usize,
    hints: usize,
}

impl Counts {
    fn of(all: &[Diagnostic]) -> Self {
        let count = |level| all.iter().filter(|one| one.severity == level).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            hints: count(Severity::Hint),
        }
    }
}

/// Reads a document, as far as it can be.
pub(super) fn read(app: &App, text: &Text, resources: &Resources) -> (Facts, Option<Draft>) {
    let mut facts = Facts {
        path: text.path.clone(),
        kind: None,
        kind_name: None,
        subject: None,
        number: None,
        date: None,
        built: "no",
        signed: false,
        has_subject: true,
        batch: None,
        fault: None,
        modified: text.modified,
        counts: None,
        checking: false,
        print: None,
    };
    let draft = draft(app, &text.path, resources);
    let loaded = draft.and_then(|draft| Ok((draft.content()?, draft)));
    let (Loaded { content, .. }, draft) = match loaded {
        Ok(loaded) => loaded,
        Err(Diagnostics(told)) => {
            facts.counts = Some(Counts::of(&told));
            facts.fault = told.into_iter().next().map(|first| first.message);
            return (facts, None);
        }
    };
    facts.tell(&content);
    facts.stand(app, &draft, resources);
    facts.print = Some(draft.fingerprint());
    (facts, Some(draft))
}

fn draft(app: &App, path: &str, resources: &Resources) -> crate::diagnostic::Result<Draft> {
    let path = Path::new(path);
    let unreadable = |error| crate::content::unreadable(&path.to_string_lossy(), &error);
    let bytes = app.within.read(path).map_err(unreadable)?;
    let mut read = |path: &Path| app.within.read(path);
    Draft::from_sources(path, bytes, &mut read, resources.kinds()?)
}

/// Counts the messages about a document.
pub(super) fn count(draft: &Draft, resources: &Resources) -> Counts {
    let made = draft.content().and_then(|loaded| {
        let Loaded { content, warnings } = loaded;
        let (compiled, pages) = compile::on_pages(&content, resources, Options::default())?;
        Ok((content, compiled, pages, warnings))
    });
    match made {
        Ok((content, compiled, pages, mut told)) => {
            told.extend(compiled.warnings.iter().cloned());
            let selection = Selection::default();
            let report = check::check_with(&content, &compiled, Some(&pages), &selection, told);
            Counts::of(&report.findings)
        }
        Err(Diagnostics(told)) => Counts::of(&told),
    }
}

impl Facts {
    /// Its messages, counted or still to be counted.
    pub(super) fn counted(&mut self, counts: Option<Counts>) {
        self.checking = counts.is_none();
        self.counts = counts;
    }

    /// What it says of itself.
    fn tell(&mut self, content: &Content) {
        let kind = &content.kind;
        let lines = content.subject.iter().map(|line| line.text.trim());
        let subject = lines.collect::<Vec<_>>().join(" ");
        let number = content.number.as_ref().map(|number| number.text.as_str());
        let number = match (number, content.symbol.as_str()) {
            (None, "") => None,
            (Some(number), "") => Some(number.to_owned()),
            (number, symbol) => Some(format!("{}/{symbol}", number.unwrap_or("…"))),
        };
        self.has_subject = kind.wants(Wanted::Subject);
        self.kind = Some(kind.slug.clone());
        self.kind_name = Some(kind.title());
        self.subject = Some(subject).filter(|subject| !subject.is_empty());
        self.number = number;
        self.date = content.date.as_ref().map(date);
    }

    /// How its files stand to it.
    fn stand(&mut self, app: &App, draft: &Draft, resources: &Resources) {
        let path = Path::new(&self.path);
        let folder = path.parent().unwrap_or(Path::new(""));
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let Ok(folder) = app.within.find(folder) else {
            return;
        };
        let Ok(glance) = Glance::of(&folder, compile::is_untouched) else {
            return;
        };
        let options = Options::default();
        let mut worst = Standing::Missing;
        for format in options.formats() {
            let name = format!("{stem}.{}", format.extension());
            let inputs = options.inputs(draft.fingerprint(), resources, format);
            let Ok((standing, changed)) = glance.standing(&name, inputs) else {
                continue;
            };
            worst = worst.max(standing);
            self.signed |= changed.is_some_and(|bytes| is_signed(&bytes));
        }
        self.built = match worst {
            Standing::Missing => "no",
            Standing::Current => "current",
            Standing::Stale => "stale",
            Standing::Edited => "edited",
        };
    }
}

/// Tells whether the bytes of a file are a PDF with a digital signature.
fn is_signed(bytes: &[u8]) -> bool {
    // Only who signs tells which bytes are signed.
    const SIGNED: &[u8] = b"/ByteRange";
    let may_be =
        bytes.starts_with(b"%PDF") && bytes.windows(SIGNED.len()).any(|part| part == SIGNED);
    may_be && pdf::Original::read(bytes).is_ok_and(|file| file.is_signed())
}

/// A date as clerks write it in lists; dots where it is blank.
fn date(date: &IssueDate) -> String {
    let part = |part: Option<u8>| part.map_or("…".to_owned(), |part| format!("{part:02}"));
    format!("{}/{}/{}", part(date.day), part(date.month), date.year)
}
