//! Findings that a comment in the file silences: `# vanban: bo-qua SL001 "118/240" lý do …`.
//!
//! A comment is about the entry that follows it or on whose line it stands. It must give a reason: who
//! reads the file later has to know why the finding is none. What is wrong with a comment is told.

use super::{Report, Selection, rule, select};
use crate::content::Content;
use crate::diagnostic::{Code, Diagnostic, Place, Source, folded, nearest};
use crate::yaml::{
    comments::{self, Comment},
    names::Names,
    tree,
};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// The word behind `vanban:`.
const WORD: &str = "bo-qua";

/// How it is to be written.
const FORM: &str = "viết: # vanban: bo-qua MÃ lý do bỏ qua; chỉ bỏ qua một chỗ thì ghi thêm chữ của chỗ ấy trong ngoặc kép sau mã";

/// A comment that silences.
struct Order {
    codes: Vec<&'static str>,
    /// Only findings of these words.
    words: Option<String>,
    reason: String,
    place: Place,
    about: Option<Place>,
    hits: usize,
}

/// Takes findings that are silenced out of the report, and puts into it what is wrong with comments.
pub(super) fn silence(report: &mut Report, content: &Content, selection: &Selection) {
    let mut orders = Vec::new();
    for (number, source) in content.sources.iter().enumerate() {
        let (found, faults) = orders_of(source);
        let faults = faults.into_iter().filter(|fault| selection.has(fault.code));
        report.findings.extend(faults);
        orders.extend(found.into_iter().map(|order| (number, order)));
    }
    if orders.is_empty() {
        return;
    }
    for finding in std::mem::take(&mut report.findings) {
        let order = orders.iter_mut().find(|(_, order)| order.hits(&finding));
        match order {
            Some((_, order)) => {
                order.hits += 1;
                report.silenced.push((finding, order.reason.clone()));
            }
            None => report.findings.push(finding),
        }
    }
    // Of a profile other documents may have the finding, and of a content file other rows of a batch.
    let is_judged = |number: usize| number == 0 && content.row.is_none();
    let idle = orders.iter().filter(|(number, order)| {
        let ran = |code: &&str| selection.has(code) && rule(code).is_some();
        is_judged(*number) && order.hits == 0 && order.codes.iter().all(ran)
    });
    let idle = idle.map(|(_, order)| {
        let codes = order.codes.join(", ");
        let of = order.words.as_ref();
        let of = of.map_or_else(String::new, |words| format!(" với chữ “{words}”"));
        Diagnostic::hint(
            "bo-qua-thua",
            format!("lời dặn bỏ qua không trúng chỗ nào của {codes}{of} trong mục này"),
        )
        .at(order.place.clone())
        .help("chỗ ấy đã sửa thì xóa lời dặn; lời dặn đứng ngay trên mục có chỗ ấy, hoặc ở cuối dòng đầu của mục")
    });
    let idle = idle.filter(|hint| selection.has(hint.code));
    report.findings.extend(idle);
}

/// The comments of a file that silence, and the faults of others.
fn orders_of(source: &Arc<Source>) -> (Vec<Order>, Vec<Diagnostic>) {
    let (mut orders, mut faults) = (Vec::new(), Vec::new());
    if !comments::may_have(source) {
        return (orders, faults);
    }
    // It was read before without a fault.
    let Ok(root) = tree::parse(source, &Names::default()) else {
        return (orders, faults);
    };
    for comment in comments::of(source, &root) {
        match order(source, &comment) {
            Ok(order) => orders.extend(order),
            Err(fault) => faults.push(*fault),
        }
    }
    (orders, faults)
}

/// What a comment asks for; none where it speaks of something else.
fn order(source: &Arc<Source>, comment: &Comment) -> Result<Option<Order>, Box<Diagnostic>> {
    let said = source.text.get(comment.words.clone()).unwrap_or_default();
    let said: String = said.nfc().collect();
    let place = Place::new(source, comment.range.clone());
    let fault = |code, message: String, help: String| {
        let fault = Diagnostic::warning(code, message);
        Box::new(fault.at(place.clone()).help(help))
    };
    let Some(rest) = behind_word(&said) else {
        let first = said.split_whitespace().next().unwrap_or_default();
        if nearest(first, [WORD]).is_none() {
            return Ok(None);
        }
        let message = format!("không có lời dặn “{first}”");
        return Err(fault("bo-qua-la", message, FORM.to_owned()));
    };
    let (names, rest) = names(rest);
    let mut codes = Vec::new();
    for name in names {
        let found = rule(name).map(|rule| rule.code.name);
        let found = found.or_else(|| Code::find(name).map(|code| code.name));
        let Some(code) = found else {
            let message = format!("lời dặn bỏ qua một quy tắc không có: “{name}”");
            return Err(fault("bo-qua-la", message, select::meant(name)));
        };
        codes.push(code);
    }
    if codes.is_empty() {
        let message = "lời dặn bỏ qua chưa ghi mã của quy tắc".to_owned();
        return Err(fault("bo-qua-la", message, FORM.to_owned()));
    }
    let (words, rest) = quoted(rest);
    let reason = reason(rest);
    if !reason.chars().any(char::is_alphabetic) {
        let message = "lời dặn bỏ qua không có lý do nên không có tác dụng".to_owned();
        return Err(fault("bo-qua-ly-do", message, FORM.to_owned()));
    }
    Ok(Some(Order {
        codes,
        words: words.map(one_line),
        reason: reason.to_owned(),
        about: comment.about.clone().map(|about| Place::new(source, about)),
        place,
        hits: 0,
    }))
}

/// What stands behind `bo-qua`, which may be written as in a sentence: `bỏ qua`.
fn behind_word(said: &str) -> Option<&str> {
    let said = said.trim_start();
    let word = folded(WORD);
    let ends = said.match_indices(char::is_whitespace).map(|(at, _)| at);
    let mut ends = ends.chain([said.len()]).take(2);
    let end = ends.find(|end| folded(&said[..*end]) == word)?;
    Some(said[end..].trim_start())
}

/// Names of rules with commas between them, and what stands behind.
fn names(mut rest: &str) -> (Vec<&str>, &str) {
    let mut names = Vec::new();
    loop {
        let end = rest.find(|c: char| c.is_whitespace() || c == ',');
        let (name, behind) = rest.split_at(end.unwrap_or(rest.len()));
        // A word of a sentence is no name.
        if !name.is_empty() && !name.starts_with(OPENING) && name.is_ascii() {
            names.push(name);
            rest = behind.trim_start();
        }
        match rest.strip_prefix(',') {
            Some(more) if !name.is_empty() => rest = more.trim_start(),
            _ => return (names, rest),
        }
    }
}

const OPENING: [char; 4] = ['"', '“', '\'', '‘'];

/// The words in quotation marks at the start, and what stands behind.
fn quoted(rest: &str) -> (Option<&str>, &str) {
    let whole = (None, rest);
    let Some(open) = rest.chars().next().filter(|c| OPENING.contains(c)) else {
        return whole;
    };
    let close = match open {
        '“' => '”',
        '‘' => '’',
        straight => straight,
    };
    let inside = &rest[open.len_utf8()..];
    match inside.split_once(close) {
        Some((words, behind)) if !words.trim().is_empty() => (Some(words.trim()), behind),
        _ => whole,
    }
}

/// The reason, without the words that announce it.
fn reason(rest: &str) -> &str {
    let separators = [' ', ':', ',', ';', '-', '–', '.', '('];
    let rest = rest.trim_start_matches(separators);
    let announced = ["lý do", "lí do", "Lý do", "Lí do", "vì", "ly do"];
    let behind = announced.iter().find_map(|words| {
        let behind = rest.strip_prefix(words)?;
        let is_whole = !behind.starts_with(char::is_alphanumeric);
        is_whole.then_some(behind)
    });
    let reason = behind.unwrap_or(rest).trim_start_matches(separators);
    reason.trim_end_matches([' ', ')'])
}

/// A text in NFC with single spaces.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").nfc().collect()
}

impl Order {
    /// Tells whether it silences a finding.
    fn hits(&self, finding: &Diagnostic) -> bool {
        let (Some(about), Some(place)) = (&self.about, &finding.place) else {
            return false;
        };
        self.codes.contains(&finding.code)
            && about.source == place.source
            && about.range.contains(&place.range.start)
            && self
                .words
                .as_ref()
                .is_none_or(|words| self.says(words, finding, place))
    }

    /// Tells whether a finding is of these words: at its place, at places that belong to it, around it or in
    /// its message, which shows what an expression printed.
    fn says(&self, words: &str, finding: &Diagnostic, place: &Place) -> bool {
        let there = |place: &Place| {
            let text = place.source.text.get(place.range.clone());
            let text = one_line(text.unwrap_or_default());
            text.contains(words) || !text.is_empty() && words.contains(&text) && text.len() > 2
        };
        let related = finding.related.iter();
        finding.message.contains(words)
            || there(place)
            || related.into_iter().any(|(place, _)| there(place))
            || self.stand_around(words, place)
    }

    /// Tells whether the words are written in the entry so that they touch a place.
    fn stand_around(&self, words: &str, place: &Place) -> bool {
        let Some(about) = &self.about else {
            return false;
        };
        let text = place
            .source
            .text
            .get(about.range.clone())
            .unwrap_or_default();
        let mut found = text.match_indices(words);
        found.any(|(at, _)| {
            let start = about.range.start + at;
            start < place.range.end.max(place.range.start + 1)
                && place.range.start < start + words.len()
        })
    }
}
