//! Template files: the built-in ones, and a user's folder that shadows them.

use super::{
    expand,
    guard::{Dialect, Engine, Engines, Limits, Stopped, Unit, diagnose, prepare},
    places::Codes,
    table::VOCABULARY,
    values::Named,
};
use crate::{
    content::{Content, Row, Text},
    diagnostic::{Diagnostic, Diagnostics, Place, Result, Source},
    figures::Words,
};
use std::{
    collections::BTreeMap,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::Arc,
};
use tera::Context;

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
    (WORDS, include_str!("../../templates/words.yaml")),
];

const WORDS: &str = "words.yaml";

/// Bytes that a template file may have.
const MOST_BYTES: u64 = 1 << 20;

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
        let mut sources = builtin_sources();
        for path in template_files(dir)? {
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            sources.insert(name, read(&path)?);
        }
        Self::load(sources)
    }

    /// Name and text of each file.
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
            Some(source) => read_words(&source)?,
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

    /// A rendering, with all limits anew. Any number of them may go on at once.
    pub(super) fn begin<T>(&self, work: impl FnOnce(&mut Engine) -> Result<T>) -> Result<T> {
        match self.engines.begin(work) {
            Ok(done) => done,
            Err(stopped) => Err(self.diagnose(&stopped, &Named::default()).into()),
        }
    }

    /// Works out a text that stands for itself: the name of an output, a number, a date.
    ///
    /// # Errors
    /// What is wrong in the text or the row, at its place.
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

/// The files of a user's folder that we know what to do with, by name.
fn template_files(dir: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(dir).map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Diagnostic::error(
            Codes::FILE,
            format!("không có thư mục mẫu `{}`", dir.display()),
        )
        .help("xem lại đường dẫn, hoặc tạo thư mục bằng cách xuất mẫu có sẵn ra đó"),
        _ => io_problem("đọc", dir, &error),
    })?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry
            .map_err(|error| io_problem("đọc", dir, &error))?
            .path();
        let known = path.extension().is_some_and(|ext| ext == "xml")
            || path.file_name().is_some_and(|name| name == WORDS);
        // A template that cannot be looked at is not passed over: the built-in one is another.
        let is_file = || match fs::metadata(&path) {
            Ok(there) => Ok(there.is_file()),
            Err(error) => Err(io_problem("đọc", &path, &error)),
        };
        if known && is_file()? {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<Arc<Source>> {
    let size = fs::metadata(path).map_err(|error| io_problem("đọc", path, &error))?;
    if size.len() > MOST_BYTES {
        return Err(Diagnostic::error(
            Codes::LIMIT,
            format!("tệp mẫu `{}` quá lớn (hơn 1 MiB)", path.display()),
        )
        .help("chia tệp mẫu thành nhiều tệp nhỏ")
        .into());
    }
    let bytes = fs::read(path).map_err(|error| io_problem("đọc", path, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Diagnostic::error(
            Codes::FILE,
            format!("tệp mẫu `{}` không phải mã UTF-8", path.display()),
        )
        .help("lưu lại tệp với mã Unicode UTF-8")
    })?;
    Ok(Source::of_file(path.display().to_string(), text))
}

fn read_words(source: &Arc<Source>) -> Result<Words> {
    serde_yaml::from_str(&source.text).map_err(|error| {
        let place = error
            .location()
            .map(|at| Place::at_line(source, at.line(), at.column()));
        Diagnostic::error(
            Codes::FILE,
            format!("tệp chữ của số `{}` không đúng: {error}", source.name),
        )
        .at(place)
        .help("so với tệp gốc: mỗi khóa phải có đủ, không thừa khóa nào")
        .into()
    })
}

fn io_problem(what: &str, path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(
        Codes::FILE,
        format!("không {what} được `{}`: {error}", path.display()),
    )
    .help("xem lại đường dẫn và quyền truy cập")
}
