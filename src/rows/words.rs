//! Words about the rows of a table, from `templates/rows.yaml`.

use crate::data::{self, DataFile};
use crate::diagnostic::{Result, Source};
use serde::Deserialize;
use std::sync::Arc;

/// The words that sums and lines of signatures begin with: `rows.yaml`. Cheap to clone.
#[derive(Debug, Clone)]
pub struct RowWords(Arc<Words>);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    totals: Vec<String>,
    signatures: Vec<String>,
}

impl RowWords {
    /// The words that the first text of a row of sums may be, in small letters.
    pub(crate) fn totals(&self) -> &[String] {
        &self.0.totals
    }

    /// The words that a text in a row of signatures begins with, in small letters.
    pub(crate) fn signatures(&self) -> &[String] {
        &self.0.signatures
    }
}

impl DataFile for RowWords {
    const NAME: &'static str = "rows.yaml";
    const BUILTIN: &'static str = include_str!("../../templates/rows.yaml");

    fn parse(source: &Arc<Source>) -> Result<Self> {
        data::read(source).map(Arc::new).map(Self)
    }
}
