//! Template files: the built-in ones, and a user's folder that shadows them.

use super::{
    engine::engine,
    errors::{Unit, diagnose},
    expand,
    folder::{self, WORDS},
    instrument::{self, Dialect},
    limits::{self, Bounded},
    places::{Codes, Prepared},
    values::Named,
};
use crate::{
    content::{Content, Row, Text},
    data::DataFile,
    diagnostic::{Diagnostic, Diagnostics, Place, Result, Source},
    figures::Words,
};
use std::{collections::BTreeMap, path::Path, sync::Arc};
use tera::{Context, Tera};

/// The built-in files: name and text.
const BUILTIN: [(&str, &str); 6] = [
    ("base.xml", include_str!("../../templates/base.xml")),
    ("named.xml", include_str!("../../templates/named.xml")),
    ("decision.xml", include_str!("../../templates/decision.xml")),
    (
        "resolution.xml",
        include_str!("../../templates/resolution.xml"),
    ),
    ("letter.xml", include_str!("../../templates/letter.xml")),
    (WORDS, Words::BUILTIN),
];

/// Templates, parsed and ready; made once, used for any number of documents, from any thread.
#[derive(Clone)]
pub struct Templates {
    pub(super) engine: Tera,
    files: BTreeMap<String, File>,
}

#[derive(Clone)]
struct File {
    source: Arc<Source>,
    prepared: Prepared,
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

    /// The built-in templates, with files of a folder in place of the ones of the same name; those that
    /// are no templates are left to others.
    pub(crate) fn with_files(files: &BTreeMap<String, Arc<Source>>) -> Result<Self> {
        let mut sources = builtin_sources();
        let templates = files.iter().filter(|(name, _)| folder::is_template(name));
        sources.extend(templates.map(|(name, source)| (name.clone(), Arc::clone(source))));
        Self::load(sources)
    }

    /// Name and text of each template.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.files.iter();
        all.map(|(name, file)| (name.as_str(), file.source.text.as_str()))
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
        for (name, source) in sources {
            match instrument::prepare(&source.text, Dialect::File) {
                Ok(prepared) => {
                    files.insert(name, File { source, prepared });
                }
                Err(faults) => problems.extend(
                    faults
                        .into_iter()
                        .map(|(range, fault)| fault.at(Place::new(&source, range))),
                ),
            }
        }
        if !problems.is_empty() {
            return Err(Diagnostics(problems));
        }
        let mut templates = Self {
            engine: engine(&Arc::new(words)),
            files,
        };
        let raw = templates
            .files
            .iter()
            .map(|(name, file)| (name, &file.prepared.text));
        if let Err(error) = templates.engine.add_raw_templates(raw) {
            return Err(templates.diagnose(&error, &Named::default()).into());
        }
        Ok(templates)
    }

    /// Works out a text that stands for itself: the name of an output, a number, a date.
    ///
    /// # Errors
    /// What is wrong in the text or the row, at its place.
    pub fn line(&self, text: &Text, row: &Row) -> Result<String> {
        limits::begin();
        expand::line(text, row, self)
    }

    /// Runs the template of the document's kind.
    pub(super) fn run(&self, content: &Content, context: &Context) -> Result<String> {
        let name = &content.kind.template;
        let Some(file) = self.files.get(name) else {
            let known: Vec<&str> = self.files.keys().map(String::as_str).collect();
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
        let mut out = Bounded::default();
        self.engine
            .render_to(name, context, &mut out)
            .map_err(|error| {
                let start = Place::new(&file.source, 0..0);
                self.diagnose(&error, &Named::of(content)).or_at(&start)
            })?;
        Ok(out.into_string())
    }

    fn diagnose(&self, error: &tera::Error, named: &Named<'_>) -> Diagnostic {
        diagnose(error, named, |name| {
            let file = self.files.get(name)?;
            Some(Unit {
                original: &file.source.text,
                prepared: &file.prepared,
                place: Box::new(|range| Place::new(&file.source, range)),
            })
        })
    }
}

impl std::fmt::Debug for Templates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Templates")
            .field("files", &self.files.keys())
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
