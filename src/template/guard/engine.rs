//! tera itself: engines in which one rendering at a time runs.
//!
//! A filter of tera's is a closure that the engine keeps, so what the filters of a rendering share
//! (its [`Meter`]) belongs to the engine that it runs in. Any number of
//! renderings may go on at once, within each other or on several threads: each has an engine to
//! itself, and gives it back for the next one.

use super::{
    instrument::{self, Checked, Dialect, Fault},
    limits::{Bounded, Limits, Meter},
    refusal::{Misuse, Refusal},
    vocabulary::{Shared, Vocabulary},
    wrappers,
};
use crate::figures::Words;
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};
use tera::{Context, Error, ErrorKind, Tera};

/// The template files, with the engines in which they and the texts of documents run.
pub(in crate::template) struct Engines {
    vocabulary: &'static Vocabulary,
    words: Arc<Words>,
    limits: Limits,
    files: BTreeMap<String, Checked>,
    /// Engines that no rendering uses now.
    free: Mutex<Vec<Engine>>,
}

/// A tera engine in which one rendering runs at a time.
pub(in crate::template) struct Engine {
    tera: Tera,
    vocabulary: &'static Vocabulary,
    shared: Arc<Shared>,
    texts: Texts,
}

/// The reason why a rendering stopped: tera's error, and what a filter of ours refused if that
/// caused it.
#[derive(Debug)]
pub(in crate::template) struct Stopped {
    pub(super) error: Box<Error>,
    pub(super) misuse: Option<Box<Misuse>>,
    /// The names of fields that a template may use, for suggestions.
    pub(super) fields: &'static [&'static str],
}

impl Engines {
    /// Engines for these prepared files, given by name; none is built yet.
    pub(in crate::template) fn new(
        vocabulary: &'static Vocabulary,
        words: Arc<Words>,
        limits: Limits,
        files: BTreeMap<String, Checked>,
    ) -> Self {
        Self {
            vocabulary,
            words,
            limits,
            files,
            free: Mutex::default(),
        }
    }

    /// The prepared template file of this name.
    pub(in crate::template) fn file(&self, name: &str) -> Option<&Checked> {
        self.files.get(name)
    }

    /// Does one rendering: `work` has an engine to itself, whose limits begin anew.
    ///
    /// # Errors
    /// The files are no templates, or do not go together.
    pub(in crate::template) fn begin<T>(
        &self,
        work: impl FnOnce(&mut Engine) -> T,
    ) -> Result<T, Stopped> {
        let free = || self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = free().pop();
        let mut engine = match taken {
            Some(engine) => engine,
            None => self.engine()?,
        };
        engine.shared.meter.begin(self.limits);
        engine.texts.begin(&mut engine.tera);
        let done = work(&mut engine);
        if !engine.texts.is_full() {
            free().push(engine);
        }
        Ok(done)
    }

    fn engine(&self) -> Result<Engine, Stopped> {
        let shared = Arc::new(Shared {
            words: Arc::clone(&self.words),
            meter: Meter::new(),
        });
        let mut tera = Tera::new();
        self.vocabulary.register(&mut tera, &shared);
        wrappers::register(&mut tera, &shared);
        let files = self.files.iter();
        tera.add_raw_templates(files.map(|(name, file)| (name, &file.prepared.text)))
            .map_err(|error| Stopped {
                error: Box::new(error),
                misuse: None,
                fields: self.vocabulary.fields,
            })?;
        Ok(Engine {
            tera,
            vocabulary: self.vocabulary,
            shared,
            texts: Texts::default(),
        })
    }
}

impl Engine {
    /// Checks a text of the YAML and prepares it for tera.
    ///
    /// # Errors
    /// Everything in the text that no text may hold, with its place in it.
    pub(in crate::template) fn text(&mut self, text: &str) -> Result<Ready, Vec<Fault>> {
        self.texts.get(text, self.vocabulary)
    }

    /// Runs a prepared text and gives what it prints, with the signs of `template/signs.rs` in it.
    ///
    /// # Errors
    /// tera cannot read it, or something in it cannot be worked out.
    pub(in crate::template) fn run(
        &mut self,
        text: &Ready,
        context: &Context,
    ) -> Result<String, Stopped> {
        let prepared = &text.checked.prepared.text;
        let mut out = Bounded::with_capacity(prepared.len());
        let done = match self.texts.name(text) {
            Some(name) => self.tera.render_to(name, context, &mut out),
            None => self.tera.render_str_to(prepared, context, false, &mut out),
        };
        done.map_err(|error| self.stopped(error))?;
        Ok(out.into_string())
    }

    /// Runs a template file.
    ///
    /// # Errors
    /// There is no such file, or something in it cannot be worked out.
    pub(in crate::template) fn run_file(
        &mut self,
        name: &str,
        context: &Context,
    ) -> Result<String, Stopped> {
        let mut out = Bounded::with_capacity(0);
        self.tera
            .render_to(name, context, &mut out)
            .map_err(|error| self.stopped(error))?;
        Ok(out.into_string())
    }

    fn stopped(&self, error: Error) -> Stopped {
        let misuse = self.shared.meter.take_misuse().filter(|_| {
            let report = match error.kind() {
                ErrorKind::RenderingError(report) => report.message(),
                _ => "",
            };
            Refusal::is_told_elsewhere(report)
        });
        Stopped {
            error: Box::new(error),
            misuse: misuse.map(Box::new),
            fields: self.vocabulary.fields,
        }
    }
}

/// A text of the YAML that may run.
#[derive(Clone)]
pub(in crate::template) struct Ready {
    pub(in crate::template) checked: Arc<Checked>,
    /// Its index among the texts that the engine remembers.
    index: Option<usize>,
}

/// An engine that remembers more bytes of texts than this is not used again.
const MOST_REMEMBERED: usize = 4 << 20;

/// Texts that the engine has met. The rows of a batch have the same texts: what comes in a second
/// rendering is compiled before the third, and not read by tera again. A text that comes once costs
/// nothing but its room.
#[derive(Default)]
struct Texts {
    indices: HashMap<Box<str>, usize>,
    met: Vec<Met>,
    bytes: usize,
    /// The number of the rendering that goes on, from 1.
    rendering: u64,
    /// Indices of the texts that came again and are not compiled yet.
    again: Vec<usize>,
}

struct Met {
    checked: Arc<Checked>,
    /// The rendering in which it came first.
    first: u64,
    is_again: bool,
    /// The name by which tera knows it, once it is compiled.
    name: Option<String>,
}

impl Texts {
    /// Begins a rendering: compiles the texts that came again, all at once since tera goes through
    /// all of its templates each time that some are added.
    fn begin(&mut self, tera: &mut Tera) {
        self.rendering += 1;
        if self.again.is_empty() {
            return;
        }
        let again = std::mem::take(&mut self.again);
        // No suffix: tera escapes nothing in it. No file has such a name.
        let name = |index: usize| format!("__text_{index}");
        let texts = again
            .iter()
            .map(|i| (name(*i), &self.met[*i].checked.prepared.text));
        // They ran before; if tera would not take them now, they go on as they did.
        if tera.add_raw_templates(texts).is_ok() {
            for i in again {
                self.met[i].name = Some(name(i));
            }
        }
    }

    fn get(&mut self, text: &str, vocabulary: &Vocabulary) -> Result<Ready, Vec<Fault>> {
        if let Some(index) = self.indices.get(text).copied() {
            let met = &mut self.met[index];
            if !met.is_again && met.first < self.rendering {
                met.is_again = true;
                self.again.push(index);
            }
            let checked = Arc::clone(&met.checked);
            return Ok(Ready {
                checked,
                index: Some(index),
            });
        }
        let checked = Arc::new(instrument::prepare(text, Dialect::Text, vocabulary)?);
        if self.is_full() {
            return Ok(Ready {
                checked,
                index: None,
            });
        }
        let index = self.met.len();
        self.indices.insert(text.into(), index);
        self.bytes += text.len() + checked.prepared.text.len();
        self.met.push(Met {
            checked: Arc::clone(&checked),
            first: self.rendering,
            is_again: false,
            name: None,
        });
        Ok(Ready {
            checked,
            index: Some(index),
        })
    }

    /// The name by which tera knows a text, if it is compiled.
    fn name(&self, ready: &Ready) -> Option<&str> {
        self.met.get(ready.index?)?.name.as_deref()
    }

    fn is_full(&self) -> bool {
        self.bytes > MOST_REMEMBERED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEW: Limits = Limits::of(100, 1000);

    fn engines() -> Engines {
        let words = include_str!("../../../templates/words.yaml");
        let words = Arc::new(serde_yaml::from_str(words).unwrap());
        Engines::new(
            &crate::template::table::VOCABULARY,
            words,
            FEW,
            BTreeMap::new(),
        )
    }

    /// Runs a loop of so many rounds; tells whether it came to its end, else why not.
    fn run(engine: &mut Engine, rounds: usize) -> Result<(), String> {
        let text = format!("{{% for i in range(end={rounds}) %}}{{% endfor %}}");
        let ready = engine.text(&text).unwrap();
        match engine.run(&ready, &Context::new()) {
            Ok(_) => Ok(()),
            Err(stopped) => Err(stopped.misuse.unwrap().message),
        }
    }

    /// Renderings that go on at once, within each other or on several threads, share no limits; one
    /// that reaches its limit stops no other.
    #[test]
    fn renderings_have_limits_of_their_own() {
        let engines = engines();
        let within_each_other = || {
            let done = engines.begin(|outer| {
                run(outer, 60).unwrap();
                let inner = engines.begin(|inner| {
                    run(inner, 60).unwrap();
                    let refused = run(inner, 60).unwrap_err();
                    assert!(refused.contains("vòng lặp chạy quá lâu"), "{refused}");
                });
                assert!(inner.is_ok());
                run(outer, 30).unwrap();
                run(outer, 30).unwrap_err();
            });
            assert!(done.is_ok());
        };
        within_each_other();
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(within_each_other)).collect();
            for thread in threads {
                thread.join().unwrap();
            }
        });
        within_each_other();
    }

    /// A refusal is told of with the error that it caused, and with no later one.
    #[test]
    fn a_refusal_belongs_to_its_error() {
        let engines = engines();
        let done = engines.begin(|engine| {
            run(engine, 101).unwrap_err();
            let ready = engine.text("{{ throw(message=\"vanban\") }}").unwrap();
            let stopped = engine.run(&ready, &Context::new()).unwrap_err();
            assert_eq!(stopped.misuse, None);
        });
        assert!(done.is_ok());
    }
}
