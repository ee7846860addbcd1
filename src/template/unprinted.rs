//! Entries that a document has and its template does not print: told, so that no text is lost without
//! a word. Whether one was printed shows in the markup that came out, by the origins in it.

use super::{
    context::{lists, singles},
    expand::{Expanded, Line},
    values,
};
use crate::{
    content::{Content, Wanted},
    diagnostic::{Diagnostic, Place, Result, Source},
    document::Origin,
};
use std::sync::Arc;
use tera::Context;

/// The words before the range of an origin in markup.
const AT: &str = " at=\"";

/// The warnings about entries of the document itself whose words are not in `markup`. Those of a
/// profile are for documents of all kinds; opening, body and closing every template has.
pub(super) fn check(content: &Content, lines: &Expanded<'_>, markup: &str) -> Vec<Diagnostic> {
    let Some(source) = content.sources.first() else {
        return Vec::new();
    };
    let printed = printed(markup);
    let singles = singles(lines).into_iter();
    let singles = singles.filter_map(|(name, line)| Some((name, std::slice::from_ref(line?))));
    let marks = lines.marks.iter();
    let marks = marks.map(|(name, line)| (*name, std::slice::from_ref(line)));
    let all = lists(lines).into_iter().map(|(name, list)| (name, &**list));
    let all = all.chain(singles).chain(marks);
    let lost = all.filter_map(|(name, list)| {
        let own: Vec<Origin> = list.iter().flat_map(origins).collect();
        let line = list.first().filter(|_| !own.is_empty())?;
        let is_lost = !own.iter().any(|origin| is_printed(*origin, &printed));
        let place = || line.map.place(&line.text, 0..line.text.len());
        (is_lost && !is_named(source, name)).then(|| told(content, name, place()))
    });
    let mut lost: Vec<Diagnostic> = lost.collect();
    lost.sort_by_key(|told| told.place.as_ref().map(|place| place.range.start));
    lost
}

/// The warning about a date that the kind does not ask for and its template does not print: without
/// it the same markup comes out.
pub(super) fn check_date(
    content: &Content,
    context: &mut Context,
    markup: &str,
    run: impl FnOnce(&Context) -> Result<String>,
) -> Option<Diagnostic> {
    let date = content.date.as_ref()?;
    let name = Wanted::Date.name();
    let source = content.sources.first()?;
    if content.kind.wants(Wanted::Date) || is_named(source, name) {
        return None;
    }
    context.insert_value(name, values::date(None));
    let is_same = run(context).is_ok_and(|without| without == markup);
    is_same.then(|| told(content, name, date.place.clone()))
}

fn told(content: &Content, name: &str, place: Place) -> Diagnostic {
    let kind = content.kind.title();
    let message = format!("mục “{name}” không được in: mẫu của {kind} không có chỗ cho mục này");
    Diagnostic::warning("muc-khong-in", message)
        .at(place)
        .help("bỏ mục này; nếu văn bản cần lời ấy thì viết vào “noi_dung”")
}

/// The ranges of the document itself that the words of a line stand in.
fn origins(line: &Line) -> impl Iterator<Item = Origin> + '_ {
    let pieces = line.map.pieces(0..line.text.len());
    let origins = pieces.filter_map(|(_, origin)| origin);
    origins.filter(|origin| origin.source == 0 && origin.start < origin.end)
}

/// The first bytes of all ranges of the document that markup has words of, in order.
fn printed(markup: &str) -> Vec<u32> {
    let parts = markup.split(AT).skip(1);
    let all = parts.filter_map(|part| Origin::read(part.split('"').next()?, None));
    let own = all.filter(|origin| origin.source == 0);
    let mut starts: Vec<u32> = own.map(|origin| origin.start).collect();
    starts.sort_unstable();
    starts
}

/// Tells whether a range begins inside an origin: a template may have taken words off its start.
fn is_printed(origin: Origin, printed: &[u32]) -> bool {
    let next = printed.partition_point(|start| *start < origin.start);
    printed.get(next).is_some_and(|start| *start < origin.end)
}

/// Tells whether an expression of the file names an entry, so that it is printed elsewhere.
fn is_named(source: &Arc<Source>, name: &str) -> bool {
    let is_inner = |c: char| c.is_alphanumeric() || c == '_';
    let mut tags = source.text.split('{').skip(1).filter_map(|part| {
        let inside = part.strip_prefix('%').unwrap_or(part);
        inside.split('}').next()
    });
    tags.any(|tag| tag.split(|c| !is_inner(c)).any(|word| word == name))
}
