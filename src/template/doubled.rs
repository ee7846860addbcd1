//! Filters that take off what a clerk typed although the template adds it: `Lưu: Lưu: VT`.
//!
//! The words stand in the templates, beside the place where they are added; a template that does
//! not add them takes nothing off.

use super::{
    context::escape,
    guard::{Answer, Shared},
};
use crate::document::{Origin, OriginKind};
use std::ops::Range;
use tera::{Kwargs, State, Value};

/// The signs that are typed for a dash at the start of an item.
const DASHES: &str = "-–—―‒−‐‑+•·*";

/// Tests `{{ dong is mo_dau_bang(chu="-") }}`: the line begins with these letters.
pub(super) fn starts_with(value: &Value, k: Kwargs) -> Answer<bool> {
    Ok(bare_text(value).starts_with(k.must_get::<&str>("chu")?))
}

/// Tests `{{ dong is ket_thuc_bang(dau=".;") }}`: the line ends with one of these signs.
pub(super) fn ends_with(value: &Value, k: Kwargs) -> Answer<bool> {
    let signs = k.must_get::<&str>("dau")?;
    Ok(bare_text(value).ends_with(|c| signs.contains(c)))
}

/// `{{ luu | bo_dau(chu="Lưu:", tru="Lưu trữ") }}`: without these words, unless it begins with
/// those. `-` stands for dashes of any sort. Words before a list stand before its first line; one
/// that holds nothing else is left out.
pub(super) fn start(_: &Shared, value: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    let words = k.must_get::<&str>("chu")?;
    let except = k.get::<&str>("tru")?;
    let strip = |text: &str| without_start(text, words, except).to_owned();
    let Some(items) = value.as_array() else {
        return Ok(line(value, strip));
    };
    let mut items = items.to_vec();
    if let Some(first) = items.first_mut() {
        *first = line(first, strip);
        if bare_text(first).is_empty() {
            items.remove(0);
        }
    }
    Ok(Value::from(items))
}

/// `{{ dia_danh | bo_cuoi(dau=",.", tu=", ngày") }}`: without these signs at its end, and without
/// what begins with these words.
pub(super) fn end(_: &Shared, value: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    let signs = k.must_get::<&str>("dau")?;
    let words = k.get::<&str>("tu")?;
    Ok(line(value, |text| {
        let kept = words
            .and_then(|words| text.find(words))
            .map_or(text, |at| &text[..at]);
        let is_sign = |c: char| signs.contains(c) || c.is_whitespace();
        kept.trim_end_matches(is_sign).to_owned()
    }))
}

/// `{{ noi_dung | bo_doan(chu="QUYẾT ĐỊNH:") }}`: without a first paragraph or heading that says
/// this and nothing else.
pub(super) fn paragraph(_: &Shared, value: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    let words = k.must_get::<&str>("chu")?;
    let markup = value.as_str().unwrap_or("");
    let Some((first, rest)) = markup.split_once('\n').filter(|_| value.is_safe()) else {
        return Ok(value.clone());
    };
    let text = bare_text(&Value::safe_string(first));
    if text.is_empty() || !without_start(&text, words, None).is_empty() {
        return Ok(value.clone());
    }
    Ok(Value::safe_string(rest))
}

/// Changes the text of a line, and keeps the places of what is left of it.
fn line(value: &Value, change: impl Fn(&str) -> String) -> Value {
    let Some(whole) = value.as_str() else {
        return value.clone();
    };
    let text = bare_text(value);
    let changed = change(&text);
    if changed == text {
        return value.clone();
    }
    if !value.is_safe() {
        return Value::from(changed);
    }
    let Some(start) = text.find(&changed) else {
        return Value::safe_string(&escape(&changed));
    };
    let all = untagged(whole);
    let start = start + all.len() - all.trim_start().len();
    let kept = start..start + changed.len();
    Value::safe_string(&cut(whole, kept))
}

/// A text of a line with its place.
pub(super) struct Piece {
    pub(super) origin: Option<Origin>,
    pub(super) text: String,
}

impl Piece {
    /// As markup has it.
    pub(super) fn markup(&self) -> String {
        let text = escape(&self.text);
        match self.origin {
            Some(origin) => format!("{}{text}</t>", origin.tag()),
            None => text,
        }
    }
}

/// The texts of a line with their places; a plain text has none.
pub(super) fn pieces(value: &Value) -> Vec<Piece> {
    let text = value.as_str().unwrap_or("");
    match value.is_safe() {
        true => parts(text).collect(),
        false => vec![Piece {
            origin: None,
            text: text.to_owned(),
        }],
    }
}

fn parts(markup: &str) -> impl Iterator<Item = Piece> + '_ {
    markup.split_inclusive("</t>").flat_map(|piece| {
        let (before, tagged) = piece.split_at(piece.find("<t ").unwrap_or(piece.len()));
        let (tag, inside) = tagged.split_at(tagged.find('>').map_or(0, |end| end + 1));
        [("", before), (tag, inside)].map(|(tag, text)| Piece {
            origin: origin(tag),
            text: unescape(text.strip_suffix("</t>").unwrap_or(text)),
        })
    })
}

/// A part of a line by a range of its text: its places are those of what is left.
fn cut(markup: &str, kept: Range<usize>) -> String {
    let mut out = String::with_capacity(markup.len());
    let mut at = 0;
    for Piece { mut origin, text } in parts(markup) {
        let part = kept.start.clamp(at, at + text.len())..kept.end.clamp(at, at + text.len());
        let part = part.start - at..part.end - at;
        at += text.len();
        let Some(left) = text.get(part.clone()).filter(|left| !left.is_empty()) else {
            continue;
        };
        if let Some(origin) = origin
            .as_mut()
            .filter(|whole| whole.kind == OriginKind::Exact)
        {
            origin.end = origin.start + part.end as u32;
            origin.start += part.start as u32;
        }
        let text = left.to_owned();
        out.push_str(&Piece { origin, text }.markup());
    }
    out
}

/// The origin that a start tag of `<t>` tells.
fn origin(tag: &str) -> Option<Origin> {
    let value = |key: &str| {
        let (_, rest) = tag.split_once(&format!("{key}=\""))?;
        Some(rest.split_once('"')?.0)
    };
    Origin::read(value(" at")?, value(" as"))
}

/// Gives the text of a line, without the markup that says where it came from.
pub(super) fn bare_text(value: &Value) -> String {
    let text = value.as_str().unwrap_or("");
    if !value.is_safe() {
        return text.trim().to_owned();
    }
    untagged(text).trim().to_owned()
}

/// Takes the tags out of markup.
fn untagged(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    let mut inside = false;
    for c in markup.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    // Only a final `;` could be mistaken, that of an escaped character.
    unescape(&out)
}

/// Turns the entities of markup into their characters.
fn unescape(text: &str) -> String {
    let mut out = text.to_owned();
    for (escaped, plain) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        if out.contains(escaped) {
            out = out.replace(escaped, plain);
        }
    }
    out
}

fn without_start<'t>(text: &'t str, words: &str, except: Option<&str>) -> &'t str {
    let mut rest = text.trim();
    loop {
        let undashed = rest.trim_start_matches(|c: char| DASHES.contains(c) || c.is_whitespace());
        if words == "-" {
            return undashed;
        }
        if except.is_some_and(|except| after(undashed, except).is_some()) {
            return rest;
        }
        match after(undashed, words) {
            Some(after) => rest = after,
            None => return rest,
        }
    }
}

/// Gives what follows the words, their stop and white space; none where the text begins otherwise.
fn after<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let is_stop = |c: char| matches!(c, ':' | '.' | '：');
    let words = words.trim_end_matches(is_stop);
    let mut rest = text.chars();
    for wanted in words.chars() {
        let c = rest.next()?;
        let c = if c == '\u{a0}' { ' ' } else { c };
        if !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    let rest = rest.as_str();
    let goes_on = words.ends_with(char::is_alphabetic) && rest.starts_with(char::is_alphanumeric);
    (!goes_on).then(|| rest.trim_start_matches(|c: char| is_stop(c) || c.is_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_at_the_start_go() {
        for (text, words, expected) in [
            ("Lưu: VT", "Lưu:", "VT"),
            ("- Lưu : VT", "Lưu:", "VT"),
            ("LƯU VT", "Lưu:", "VT"),
            ("lưu: Lưu: VT", "Lưu:", "VT"),
            ("Lưu trữ, VT", "Lưu:", "Lưu trữ, VT"),
            ("Lưu: Lưu trữ", "Lưu:", "Lưu trữ"),
            ("Lương Văn A", "Lưu:", "Lương Văn A"),
            ("Lưuu VT", "Lưu:", "Lưuu VT"),
            ("Kính\u{a0}gửi: Sở A", "Kính gửi:", "Sở A"),
            ("KÍNH GỬI", "Kính gửi:", ""),
            ("-Như trên", "-", "Như trên"),
            ("–\u{a0}Như trên", "-", "Như trên"),
            ("• Như trên", "-", "Như trên"),
            ("V/v: mời họp", "V/v", "mời họp"),
            ("v/v mời họp", "V/v", "mời họp"),
            ("/TB-UBND", "/", "TB-UBND"),
        ] {
            assert_eq!(
                without_start(text, words, Some("Lưu trữ")),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn lines_keep_their_place() {
        let value = Value::safe_string(
            "<t at=\"0:50-57\">Lưu: A &amp; </t><t at=\"0:60-70\" as=\"printed\">B</t><t at=\"0:70-71\">.</t>",
        );
        let changed = line(&value, |text| without_start(text, "Lưu:", None).to_owned());
        assert_eq!(
            changed.as_str(),
            Some(
                "<t at=\"0:56-60\">A &amp; </t><t at=\"0:60-70\" as=\"printed\">B</t><t at=\"0:70-71\">.</t>"
            )
        );
        assert!(changed.is_safe());
        let changed = line(&changed, |text| text.trim_end_matches('.').to_owned());
        assert_eq!(
            changed.as_str(),
            Some("<t at=\"0:56-60\">A &amp; </t><t at=\"0:60-70\" as=\"printed\">B</t>")
        );
    }
}
