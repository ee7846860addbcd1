//! Mends that are certain: changes of a text, offered with a message and applied on request.

use super::{Diagnostic, Place, Source};
use std::ops::Range;

/// A change of a source: what stands at a place becomes another text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The change in words, in Vietnamese: `đổi “so_ky_hieu” thành “ky_hieu”`.
    pub title: String,
    /// Where the text stands that goes; an empty range where nothing goes.
    pub place: Place,
    /// The text that comes.
    pub text: String,
}

/// A source with the mends of these messages; of two that touch the same text, the first is made.
/// None where no mend is of this source.
pub fn apply(source: &Source, diagnostics: &[Diagnostic]) -> Option<String> {
    let edits = diagnostics.iter().filter_map(|d| d.fix.as_deref());
    let mut edits: Vec<&Edit> = edits.filter(|edit| *edit.place.source == *source).collect();
    if edits.is_empty() {
        return None;
    }
    edits.sort_by_key(|edit| edit.place.range.start);
    let mut out = String::with_capacity(source.text.len());
    let mut done = 0;
    for edit in edits {
        let Range { start, end } = edit.place.range;
        let kept = source.text.get(done..start);
        if let (Some(kept), Some(_)) = (kept, source.text.get(start..end)) {
            out.push_str(kept);
            out.push_str(&edit.text);
            done = end;
        }
    }
    out.push_str(source.text.get(done..).unwrap_or_default());
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mend(source: &std::sync::Arc<Source>, range: Range<usize>, text: &str) -> Diagnostic {
        Diagnostic::error("thu", "sai").fix("đổi", Place::new(source, range), text)
    }

    #[test]
    fn mends_are_made_in_any_order_and_never_twice_at_a_place() {
        let source = Source::new("a.yaml", "một hai ba");
        let all = [
            mend(&source, 10..12, "bốn"),
            mend(&source, 0..5, "1"),
            mend(&source, 4..8, "x"),
            mend(&source, 6..6, "và "),
        ];
        assert_eq!(apply(&source, &all).as_deref(), Some("1 và hai bốn"));
        assert_eq!(apply(&source, &[Diagnostic::error("thu", "sai")]), None);
        let other = Source::new("b.yaml", "một");
        assert_eq!(apply(&other, &all), None);
    }
}
