//! Columns that no text uses: most likely a name that was misspelt somewhere.

use super::super::{Batch, Column};
use crate::{
    Resources,
    content::Draft,
    diagnostic::{Diagnostic, nearest},
};

/// A warning for each column that neither a text nor a template nor the names of outputs use.
pub(super) fn columns(
    batch: &Batch,
    draft: &Draft,
    resources: &Resources,
    columns: &[Column],
) -> Vec<Diagnostic> {
    let row = batch.row_name.as_str();
    let texts = draft.sources().map(|source| source.text.as_str());
    let templates = resources.templates.files().map(|(_, text)| text);
    let texts: Vec<&str> = texts
        .chain(templates)
        .chain([batch.name.text.as_str()])
        .collect();
    let mut used = Vec::new();
    for text in texts {
        let Some(mut uses) = uses(text, row) else {
            // The row as a whole is gone through: every column may be used.
            return Vec::new();
        };
        used.append(&mut uses);
    }
    let unused = columns.iter().filter(|c| !used.contains(&c.name.as_str()));
    unused
        .map(|column| {
            let message = format!("cột “{}” không được dùng ở đâu", column.header);
            let unknown = used.iter().copied();
            let unknown = unknown.filter(|name| !columns.iter().any(|c| c.name == **name));
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
