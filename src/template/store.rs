//! Template files: the built-in ones, and a user's folder that shadows them.

use super::{
    codes::Codes,
    expand,
    folder::{self, WORDS},
    guard::{Dialect, Engine, Engines, Limits, Stopped, Unit, diagnose, prepare},
    table::VOCABULARY,
    values::Named,
};
use crate::{
    content::{Content, Row, Text},
    data::DataFile,
    diagnostic::{Diagnostic, Diagnostics, Place, Result, Source},
    figures::Words,
};
use std::{collections::BTreeMap, path::Path, sync::Arc};
use tera::Context;

/// The built-in files: name and text.
const BUILTIN: [(&str, &str); 21] = [
    ("base.xml", include_str!("../../templates/base.xml")),
    ("named.xml", include_str!("../../templates/named.xml")),
    ("decision.xml", include_str!("../../templates/decision.xml")),
    (
        "resolution.xml",
        include_str!("../../templates/resolution.xml"),
    ),
    ("letter.xml", include_str!("../../templates/letter.xml")),
    ("copy.xml", include_str!("../../templates/copy.xml")),
    ("date.xml", include_str!("../../templates/date.xml")),
    ("dashed.xml", include_str!("../../templates/dashed.xml")),
    ("telegram.xml", include_str!("../../templates/telegram.xml")),
    (
        "invitation.xml",
        include_str!("../../templates/invitation.xml"),
    ),
    (
        "introduction.xml",
        include_str!("../../templates/introduction.xml"),
    ),
    ("minutes.xml", include_str!("../../templates/minutes.xml")),
    ("leave.xml", include_str!("../../templates/leave.xml")),
    (
        "agreement.xml",
        include_str!("../../templates/agreement.xml"),
    ),
    (
        "official_letter.xml",
        include_str!("../../templates/official_letter.xml"),
    ),
    ("attached.xml", include_str!("../../templates/attached.xml")),
    ("appendix.xml", include_str!("../../templates/appendix.xml")),
    ("head.xml", include_str!("../../templates/head.xml")),
    (
        "reference.xml",
        include_str!("../../templates/reference.xml"),
    ),
    (
        "agency-name.xml",
        include_str!("../../templates/agency-name.xml"),
    ),
    (WORDS, Words::BUILTIN),
];

/// Templates, parsed and ready; made once, used for any number of documents, from any thread.
#[derive(Clone)]
pub struct Templates {
    engines: Arc<Engines>,
    sources: Arc<BTreeMap<String, Arc<Source>>>,
}

impl Templates {
    /// The built-in templates.
    pub fn builtin() -> Self {
        // Invariant, held by the test `builtin_templates_load`: our own files are in order.
        #[expect(clippy::expect_used, reason = "built-in files are tested")]
        Self::load(builtin_sources()).expect("built-in templates load")
    }

    /// The built-in templates, with those in `dir` in place of the ones of the same name.
    pub fn with_dir(dir: &Path) -> Result<Self> {
        Self::with_files(&folder::read(dir, &[])?)
    }

    /// The built-in templates, with files of a folder in place of the ones of the same name; those
    /// that are no templates are left to others.
    pub(crate) fn with_files(files: &BTreeMap<String, Arc<Source>>) -> Result<Self> {
        let mut sources = builtin_sources();
        let templates = files.iter().filter(|(name, _)| folder::is_template(name));
        sources.extend(templates.map(|(name, source)| (name.clone(), Arc::clone(source))));
        Self::load(sources)
    }

    /// Name and text of each template.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.sources.iter();
        all.map(|(name, source)| (name.as_str(), source.text.as_str()))
    }

    /// Name and text of each built-in file.
    pub fn originals() -> impl Iterator<Item = (&'static str, &'static str)> {
        BUILTIN.into_iter()
    }

    fn load(mut sources: BTreeMap<String, Arc<Source>>) -> Result<Self> {
        let words = match sources.remove(WORDS) {
            Some(source) => Words::brought(&source)?,
            None => {
                return Err(Diagnostic::error(Codes::FILE, format!("thiếu tệp `{WORDS}`")).into());
            }
        };
        let mut files = BTreeMap::new();
        let mut problems = Vec::new();
        for (name, source) in &sources {
            match prepare(&source.text, Dialect::File, &VOCABULARY) {
                Ok(checked) => {
                    files.insert(name.clone(), checked);
                }
                Err(faults) => problems.extend(
                    faults
                        .into_iter()
                        .map(|(range, fault)| fault.at(Place::new(source, range))),
                ),
            }
        }
        if !problems.is_empty() {
            return Err(Diagnostics(problems));
        }
        let templates = Self {
            engines: Arc::new(Engines::new(
                &VOCABULARY,
                Arc::new(words),
                Limits::DOCUMENT,
                files,
            )),
            sources: Arc::new(sources),
        };
        // Whether they go together shows when an engine takes them.
        templates.begin(|_| Ok(()))?;
        Ok(templates)
    }

    /// Does one rendering, with limits of its own. Any number of them may go on at once.
    pub(super) fn begin<T>(&self, work: impl FnOnce(&mut Engine) -> Result<T>) -> Result<T> {
        match self.engines.begin(work) {
            Ok(done) => done,
            Err(stopped) => Err(self.diagnose(&stopped, &Named::default()).into()),
        }
    }

    /// Works out a text that stands for itself: the name of an output, a number, a date.
    ///
    /// # Errors
    /// Something in the text or the row is wrong: told at its place.
    pub fn line(&self, text: &Text, row: &Row) -> Result<String> {
        self.begin(|rendering| expand::line(text, row, rendering))
    }

    /// Runs the template of the document's kind.
    pub(super) fn run(
        &self,
        content: &Content,
        context: &Context,
        rendering: &mut Engine,
    ) -> Result<String> {
        let name = &content.kind.template;
        let Some(source) = self.sources.get(name) else {
            let known: Vec<&str> = self.sources.keys().map(String::as_str).collect();
            return Err(Diagnostic::error(
                Codes::FILE,
                format!(
                    "không có tệp mẫu `{name}` cho loại văn bản `{}`",
                    content.kind.slug
                ),
            )
            .help(format!("có các mẫu: {}", known.join(", ")))
            .into());
        };
        rendering.run_file(name, context).map_err(|stopped| {
            let start = Place::new(source, 0..0);
            let diagnostic = self.diagnose(&stopped, &Named::of(content));
            diagnostic.or_at(&start).into()
        })
    }

    fn diagnose(&self, stopped: &Stopped, named: &Named<'_>) -> Diagnostic {
        diagnose(stopped, named, |name| {
            let source = self.sources.get(name)?;
            Some(Unit {
                original: &source.text,
                prepared: &self.engines.file(name)?.prepared,
                place: Box::new(|range| Place::new(source, range)),
            })
        })
    }
}

impl std::fmt::Debug for Templates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Templates")
            .field("files", &self.sources.keys())
            .finish_non_exhaustive()
    }
}

fn builtin_sources() -> BTreeMap<String, Arc<Source>> {
    BUILTIN
        .into_iter()
        .map(|(name, text)| {
            let shown = format!("{name} (mẫu có sẵn)");
            (name.to_owned(), Source::new(shown, text))
        })
        .collect()
}
