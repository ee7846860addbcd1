//! Messages of the stages as the page takes them.
//!
//! Places in the text that the page sent are counted in UTF-16 code units from its first; of another file only
//! line and column are told.

use super::paths;
use crate::yaml::edit::Change;
use crate::{
    check,
    diagnostic::{Diagnostic, Edit, Extent, Place, Severity, Utf16, position::Position},
};
use serde_json::{Map, Value, json};

/// The most messages of one answer.
const MOST: usize = 2000;

/// Tells messages about a text.
pub(super) struct Teller<'t> {
    /// The path of the text, as its source is called.
    name: &'t str,
    units: Utf16<'t>,
    /// Units of a byte order mark, which sources do not count.
    before: usize,
}

impl<'t> Teller<'t> {
    /// For the text that was sent under a path.
    pub(super) fn of(name: &'t str, text: &'t str) -> Self {
        let bare = text.strip_prefix('\u{feff}');
        Self {
            name,
            units: Utf16::of(bare.unwrap_or(text)),
            before: usize::from(bare.is_some()),
        }
    }

    /// All messages, the gravest first where there are too many.
    pub(super) fn all(&self, diagnostics: &[Diagnostic]) -> Vec<Value> {
        let mut wanted: Vec<&Diagnostic> = diagnostics.iter().collect();
        if wanted.len() > MOST {
            wanted.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
            wanted.truncate(MOST);
        }
        wanted.into_iter().map(|one| self.one(one)).collect()
    }

    /// A message.
    pub(super) fn one(&self, diagnostic: &Diagnostic) -> Value {
        let Diagnostic {
            severity,
            code,
            message,
            place,
            related,
            help,
            fix,
            clause: _,
        } = diagnostic;
        let level = match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        };
        let mut object = self.place(place.as_ref());
        let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
        put("code", json!(code));
        put("level", json!(level));
        put("message", json!(message));
        put("help", json!(help));
        put(
            "reason",
            json!(check::rule(code).map(|rule| rule.explanation)),
        );
        put("clause", json!(diagnostic.law()));
        put("fix", json!(fix.as_deref().and_then(|fix| self.mend(fix))));
        let notes = related.iter().map(|(place, words)| {
            let mut note = self.place(Some(place));
            note.insert("message".to_owned(), json!(words));
            Value::Object(note)
        });
        put("notes", notes.collect());
        Value::Object(object)
    }

    /// Changes of a text, counted from its first unit.
    pub(super) fn changes(text: &str, changes: &[Change]) -> Vec<Value> {
        let units = Utf16::of(text);
        let change = |Change { range, text }: &Change| json!({ "from": units.at(range.start), "to": units.at(range.end), "insert": text });
        changes.iter().map(change).collect()
    }

    /// A mend; none where it is of another file.
    fn mend(&self, Edit { title, place, text }: &Edit) -> Option<Value> {
        let (from, to) = self.range(place)?;
        let change = json!({ "from": from, "to": to, "insert": text });
        Some(json!({ "title": title, "changes": [change] }))
    }

    fn place(&self, place: Option<&Place>) -> Map<String, Value> {
        let range = place.and_then(|place| self.range(place));
        let position = place.and_then(Position::of);
        let mut object = Map::new();
        let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
        put(
            "source",
            json!(place.map(|place| paths::plain(&place.source.name))),
        );
        put("from", json!(range.map(|(from, _)| from)));
        put("to", json!(range.map(|(_, to)| to)));
        put("line", json!(position.as_ref().map(|p| p.line)));
        put("column", json!(position.as_ref().map(|p| p.column)));
        object
    }

    /// A place in the text that was sent.
    fn range(&self, Place { source, range }: &Place) -> Option<(usize, usize)> {
        let unit = |byte: usize| self.before + self.units.at(byte);
        let is_sent = source.name == self.name && source.extent == Extent::Whole;
        is_sent.then(|| (unit(range.start), unit(range.end)))
    }
}
