//! Words about tables, from `templates/tables.yaml`.

use crate::data::{self, DataFile};
use crate::diagnostic::{Result, Source};
use serde::Deserialize;
use std::sync::Arc;

/// The words above and within tables: `tables.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableWords {
    /// The word before the number of a table.
    pub(crate) caption: String,
    /// The sign between the number and the name of a table.
    pub(crate) caption_end: String,
    /// The words that a unit line begins with; the first is the one that the program writes.
    pub(crate) unit: Vec<String>,
    /// The label of the row that sums the table.
    pub(crate) total: String,
    /// The label of a row that sums a group.
    pub(crate) subtotal: String,
}

impl DataFile for TableWords {
    const NAME: &'static str = "tables.yaml";
    const BUILTIN: &'static str = include_str!("../../templates/tables.yaml");

    fn parse(source: &Arc<Source>) -> Result<Self> {
        data::read(source)
    }
}
