//! Columns that no text uses: most likely a name that was misspelt somewhere.

use super::super::{Batch, Column};
use crate::{
    Resources,
    content::Draft,
    diagnostic::{Diagnostic, nearest},
    template::fields_of,
};
use std::collections::BTreeSet;

/// The columns that are used somewhere, by their names.
pub(super) struct Used(Option<BTreeSet<String>>);

impl Used {
    /// Those that a tag of a text, a template or the names of outputs uses; all, where one goes
    /// through the row as a whole.
    pub(super) fn of(batch: &Batch, draft: &Draft, resources: &Resources) -> Self {
        let templates = resources.templates.files().map(|(_, text)| text);
        let texts = draft.texts().into_iter().chain(templates);
        let mut used = BTreeSet::new();
        for text in texts.chain([batch.name.text.as_str()]) {
            match fields_of(text, &batch.row_name) {
                Some(fields) => used.extend(fields.into_iter().map(str::to_owned)),
                None => return Self(None),
            }
        }
        Self(Some(used))
    }

    /// Tells whether a column may be used.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.as_ref().is_none_or(|used| used.contains(name))
    }

    /// A warning for each column that is not used.
    pub(super) fn unused(&self, batch: &Batch, columns: &[Column]) -> Vec<Diagnostic> {
        let Self(Some(used)) = self else {
            return Vec::new();
        };
        let row = batch.row_name.as_str();
        let unused = columns.iter().filter(|c| !used.contains(&c.name));
        unused
            .map(|column| {
                let message = format!("cột “{}” không được dùng ở đâu", column.header);
                let unknown = used.iter().map(String::as_str);
                let unknown = unknown.filter(|name| !columns.iter().any(|c| c.name == *name));
                let help = match nearest(&column.name, unknown) {
                    Some(near) => format!(
                        "trong nội dung có `{row}.{near}`: có phải là `{row}.{}`?",
                        column.name
                    ),
                    None => format!(
                        "trong nội dung gọi cột này bằng {{{{ {row}.{} }}}}; không cần thì bỏ cột",
                        column.name
                    ),
                };
                Diagnostic::warning("cot-khong-dung", message)
                    .at(column.place.clone())
                    .help(help)
            })
            .collect()
    }
}
