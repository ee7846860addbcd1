//! Columns that no text uses: most likely a name that was misspelt somewhere.

use super::super::{Batch, Column};
use crate::{
    Resources,
    content::Draft,
    diagnostic::{Diagnostic, nearest},
};
use std::collections::BTreeSet;

/// The columns that are used somewhere, by their names.
pub(super) struct Used(Option<BTreeSet<String>>);

impl Used {
    /// Those that a text, a template or the names of outputs use; all, where one goes through the
    /// row as a whole.
    pub(super) fn of(batch: &Batch, draft: &Draft, resources: &Resources) -> Self {
        let texts = draft.sources().map(|source| source.text.as_str());
        let templates = resources.templates.files().map(|(_, text)| text);
        let texts = texts.chain(templates).chain([batch.name.text.as_str()]);
        let mut used = BTreeSet::new();
        for text in texts {
            match uses(text, &batch.row_name) {
                Some(uses) => used.extend(uses.into_iter().map(str::to_owned)),
                None => return Self(None),
            }
        }
        Self(Some(used))
    }

    /// Whether a column may be used.
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

/// The names after `row.` in a text; none where the row stands by itself in a tag.
fn uses<'t>(text: &'t str, row: &str) -> Option<Vec<&'t str>> {
    let mut used = Vec::new();
    for (at, _) in text.match_indices(row) {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let after = &text[at + row.len()..];
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| is_name(c) || c == '.') || after.starts_with(is_name) {
            continue;
        }
        let rest = after.strip_prefix('?').unwrap_or(after);
        match rest.strip_prefix('.') {
            Some(rest) => {
                let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
                used.push(&rest[..end]);
            }
            None if in_tag(&text[..at]) => return None,
            None => {}
        }
    }
    Some(used)
}

/// Whether a text ends inside a tag.
fn in_tag(before: &str) -> bool {
    let open = before.rfind("{{").max(before.rfind("{%"));
    let close = before.rfind("}}").max(before.rfind("%}"));
    open > close
}

#[cfg(test)]
mod tests {
    use super::uses;

    #[test]
    fn names_after_the_row() {
        let text = "Khóm: {{ khom.ten }}, khom khác; {{ khom?.so_ho | default(0) }} {{ a.khom.x }} {{ khomx.y }}";
        assert_eq!(uses(text, "khom"), Some(vec!["ten", "so_ho"]));
        assert_eq!(uses("{% for k, v in khom %}", "khom"), None);
    }
}
