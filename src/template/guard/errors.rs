//! tera's errors as diagnostics: in Vietnamese, at the place in the YAML or the template.

use super::{engine::Stopped, limits::output_misuse, messages, prepared::Prepared};
use crate::{
    diagnostic::{Diagnostic, Place, nearest},
    template::{
        codes::Codes,
        values::{self, Named},
    },
};
use std::ops::Range;
use tera::ErrorKind;

/// A template in which the fault may stand.
pub(in crate::template) struct Unit<'a> {
    /// The template as it was written.
    pub(in crate::template) original: &'a str,
    pub(in crate::template) prepared: &'a Prepared,
    /// Gives the place of a range of `original`.
    pub(in crate::template) place: Box<dyn Fn(Range<usize>) -> Place + 'a>,
}

/// Makes the diagnostic for a rendering that stopped. `unit` finds a template by tera's name for
/// it.
pub(in crate::template) fn diagnose<'a>(
    stopped: &Stopped,
    named: &Named<'_>,
    unit: impl Fn(&str) -> Option<Unit<'a>>,
) -> Diagnostic {
    let error = &stopped.error;
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let code = match error.kind() {
                ErrorKind::SyntaxError(_) => Codes::SYNTAX,
                _ => Codes::RUN,
            };
            let unit = unit(report.filename());
            let range = report.span().range.clone();
            located(stopped, code, report.message(), unit, |_| range, named)
        }
        ErrorKind::Io(_) => {
            let misuse = output_misuse();
            Diagnostic::error(misuse.code, misuse.message).help(misuse.help)
        }
        ErrorKind::MissingParent { current, parent } => {
            at_words(stopped, current, parent, named, unit)
        }
        ErrorKind::CircularExtend { tpl, .. } => at_words(stopped, tpl, "extends", named, unit),
        ErrorKind::CircularInclude { tpl, .. } => at_words(stopped, tpl, "include", named, unit),
        _ => general(stopped, named, unit),
    }
}

/// Makes the diagnostic for an error about the file `name`; it points where `words` first stand
/// there.
fn at_words<'a>(
    stopped: &Stopped,
    name: &str,
    words: &str,
    named: &Named<'_>,
    unit: impl Fn(&str) -> Option<Unit<'a>>,
) -> Diagnostic {
    let found = |prepared: &Prepared| {
        let start = prepared.text.find(words).unwrap_or(0);
        start..start + words.len()
    };
    let error = stopped.error.to_string();
    located(stopped, Codes::RUN, &error, unit(name), found, named)
}

/// Makes the diagnostic for an error that tera gives as words only. Those about a template end in a
/// drawing with the place as
/// `--> name:line:column`.
fn general<'a>(
    stopped: &Stopped,
    named: &Named<'_>,
    unit: impl Fn(&str) -> Option<Unit<'a>>,
) -> Diagnostic {
    let words = stopped.error.to_string();
    let first = words.lines().next().unwrap_or("");
    let message = first.strip_prefix("error: ").unwrap_or(first);
    let place = words
        .lines()
        .nth(1)
        .and_then(|line| line.trim().strip_prefix("--> "))
        .and_then(|place| {
            let mut parts = place.rsplitn(3, ':');
            let column = parts.next()?.parse().ok()?;
            let line = parts.next()?.parse().ok()?;
            Some((parts.next()?, line, column))
        });
    let (name, line, column) = place.unwrap_or(("", 0, 0));
    located(
        stopped,
        Codes::RUN,
        message,
        unit(name),
        |prepared| {
            let at = prepared.line_column(line, column);
            let width = prepared.text[at..].chars().next().map_or(0, char::len_utf8);
            at..at + width
        },
        named,
    )
}

fn located(
    stopped: &Stopped,
    code: &'static str,
    words: &str,
    unit: Option<Unit<'_>>,
    range: impl FnOnce(&Prepared) -> Range<usize>,
    named: &Named<'_>,
) -> Diagnostic {
    let range = unit
        .as_ref()
        .map(|unit| unit.prepared.original(range(unit.prepared)));
    let original = unit.as_ref().map_or("", |unit| unit.original);
    let misuse = stopped.misuse.as_deref();
    let undefined = match misuse {
        Some(misuse) => misuse.code == Codes::UNDEFINED,
        None => messages::is_undefined(words),
    };
    let (diagnostic, range) = if undefined {
        let argument = misuse.and_then(|misuse| misuse.argument).unwrap_or("");
        let path = range.map(|range| path_around(original, range, argument));
        let name = path.clone().map_or("", |range| &original[range]);
        (undefined_name(name, words, stopped.fields, named), path)
    } else if let Some(misuse) = misuse {
        // tera points at the first name of a path only.
        let range = range.map(|range| match original.get(range.clone()) {
            Some(name) if name.chars().all(of_path) => path_around(original, range, ""),
            _ => range,
        });
        let name = range.clone().and_then(|range| original.get(range));
        let cell = name.and_then(|name| named.cell(&name.replace('?', "")));
        let mut diagnostic =
            Diagnostic::error(misuse.code, misuse.message.as_str()).help(misuse.help.as_str());
        if let Some(cell) = cell {
            diagnostic = diagnostic.related(cell, "giá trị ở đây");
        }
        (diagnostic, range)
    } else {
        let (message, help) = messages::translate(words);
        (Diagnostic::error(code, message).help(help), range)
    };
    diagnostic.at(unit.zip(range).map(|(unit, range)| (unit.place)(range)))
}

/// Widens a range to the whole path `a.b.c` around it, or to that of the argument `argument=…`
/// behind it.
fn path_around(text: &str, range: Range<usize>, argument: &str) -> Range<usize> {
    let mut at = range.start.min(text.len());
    if !argument.is_empty() {
        let named = text[at..]
            .find(argument)
            .map(|found| at + found + argument.len());
        if let Some(after) = named {
            let rest = text[after..].trim_start_matches([' ', '=']);
            at = text.len() - rest.len();
        }
    }
    let start = text[..at].rfind(|c| !of_path(c)).map_or(0, |i| {
        i + text[i..].chars().next().map_or(1, char::len_utf8)
    });
    let covered = range.end.max(at);
    // A field's span ends with the field; a whole path's may end before the last one.
    let end = text[at..]
        .find(|c| !of_path(c))
        .map_or(text.len(), |i| at + i);
    if end <= start {
        return range.start..covered;
    }
    start..end
}

fn of_path(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '?')
}

fn undefined_name(
    path: &str,
    words: &str,
    fields: &[&'static str],
    named: &Named<'_>,
) -> Diagnostic {
    let clean = path.replace('?', "");
    let missing = values::missing_figure(&clean, named);
    let (message, help) = missing.unwrap_or_else(|| {
        let mut known = messages::available(words);
        let mut name = clean.rsplit('.').next().unwrap_or("");
        if known.is_empty() && !clean.contains('.') || words.starts_with("Variable") {
            known = fields.to_vec();
            name = clean.split('.').next().unwrap_or("");
        }
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("có phải là `{near}`?"),
            None if known.is_empty() => "xem lại tên, hoặc ghi giá trị này vào tệp nội dung".into(),
            None => format!("có: {}", values::listed(known.iter().copied())),
        };
        (format!("không có `{clean}`"), help)
    });
    Diagnostic::error(Codes::UNDEFINED, message).help(help)
}
