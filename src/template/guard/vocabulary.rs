//! The form of the table of all that a template may call. The same rows register the filters with
//! tera and tell which names are known.

use super::{limits::Meter, refusal::Answer};
use crate::figures::Words;
use std::sync::Arc;
use tera::{Kwargs, State, Tera, Value};

/// The things that the filters of one rendering share.
#[derive(Debug)]
pub(in crate::template) struct Shared {
    pub(in crate::template) words: Arc<Words>,
    pub(in crate::template) meter: Meter,
}

/// A filter of ours: it gets the value before the `|` and the arguments.
pub(in crate::template) type RunFilter = fn(&Shared, &Value, Kwargs, &State<'_>) -> Answer;
/// A function of ours.
pub(in crate::template) type RunFunction = fn(&Shared, Kwargs) -> Answer;
/// A test of ours (`is …`).
pub(in crate::template) type RunTest = fn(&Value, Kwargs) -> Answer<bool>;

/// A filter that templates may use. tera's own are in the table, too: what is not in it is refused,
/// also if tera learns it later.
#[derive(Debug)]
pub(in crate::template) struct Filter {
    pub(in crate::template) name: &'static str,
    pub(in crate::template) takes: Takes,
    /// None for a filter of tera's that is good as it is.
    pub(in crate::template) run: Option<RunFilter>,
}

/// The form in which a filter wants a number of a cell or of `so_lieu`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::template) enum Takes {
    /// It works with the number.
    Numbers,
    /// It works with the text that is printed of it.
    Texts,
}

impl Filter {
    /// A filter of ours that works with numbers.
    pub(in crate::template) const fn numbers(name: &'static str, run: RunFilter) -> Self {
        Self {
            name,
            takes: Takes::Numbers,
            run: Some(run),
        }
    }

    /// A filter of ours that works with texts.
    pub(in crate::template) const fn texts(name: &'static str, run: RunFilter) -> Self {
        Self {
            name,
            takes: Takes::Texts,
            run: Some(run),
        }
    }

    /// A filter of tera's as it is.
    pub(in crate::template) const fn of_tera(name: &'static str, takes: Takes) -> Self {
        Self {
            name,
            takes,
            run: None,
        }
    }
}

/// Everything that templates may call or name.
#[derive(Debug)]
pub(in crate::template) struct Vocabulary {
    pub(in crate::template) filters: &'static [Filter],
    /// Tests (`is …`); those without a function are tera's.
    pub(in crate::template) tests: &'static [(&'static str, Option<RunTest>)],
    /// Functions; those without a function of ours are tera's.
    pub(in crate::template) functions: &'static [(&'static str, Option<RunFunction>)],
    /// The fields of the document.
    pub(in crate::template) fields: &'static [&'static str],
}

impl Vocabulary {
    pub(super) fn filter_names(&self) -> Vec<&'static str> {
        self.filters.iter().map(|filter| filter.name).collect()
    }

    pub(super) fn test_names(&self) -> Vec<&'static str> {
        self.tests.iter().map(|(name, _)| *name).collect()
    }

    pub(super) fn function_names(&self) -> Vec<&'static str> {
        self.functions.iter().map(|(name, _)| *name).collect()
    }

    /// Tells whether a filter wants a number as it is printed; a filter that nobody knows is
    /// refused elsewhere.
    pub(super) fn takes_texts(&self, filter: &str) -> bool {
        let known = self.filters.iter().find(|known| known.name == filter);
        known.is_none_or(|known| known.takes == Takes::Texts)
    }

    /// Registers all of ours with tera.
    pub(super) fn register(&self, tera: &mut Tera, shared: &Arc<Shared>) {
        for filter in self.filters {
            if let Some(run) = filter.run {
                register_filter(tera, filter.name, run, shared);
            }
        }
        for (name, run) in self.tests {
            if let Some(run) = *run {
                let shared = Arc::clone(shared);
                tera.register_test(*name, move |value: &Value, k: Kwargs, _: &State<'_>| {
                    run(value, k).map_err(|refusal| {
                        refusal.into_error(|misuse| shared.meter.put_down(misuse))
                    })
                });
            }
        }
        for (name, run) in self.functions {
            if let Some(run) = *run {
                register_function(tera, name, run, shared);
            }
        }
    }
}

pub(super) fn register_filter(
    tera: &mut Tera,
    name: &'static str,
    run: RunFilter,
    shared: &Arc<Shared>,
) {
    let shared = Arc::clone(shared);
    tera.register_filter(name, move |value: &Value, k: Kwargs, state: &State<'_>| {
        run(&shared, value, k, state)
            .map_err(|refusal| refusal.into_error(|misuse| shared.meter.put_down(misuse)))
    });
}

pub(super) fn register_function(
    tera: &mut Tera,
    name: &'static str,
    run: RunFunction,
    shared: &Arc<Shared>,
) {
    let shared = Arc::clone(shared);
    tera.register_function(name, move |k: Kwargs, _: &State<'_>| {
        run(&shared, k)
            .map_err(|refusal| refusal.into_error(|misuse| shared.meter.put_down(misuse)))
    });
}
