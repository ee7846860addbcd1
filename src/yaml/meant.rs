//! What parses as YAML but cannot be what its writer meant: told, before words are lost.

use super::{
    slips,
    tree::{Entry, Node, Style, Value},
};
use crate::diagnostic::{Diagnostic, Place, Source};
use std::{collections::HashSet, sync::Arc};

/// Texts in Markdown, where lines mean something.
const MARKDOWN: [&str; 3] = ["mo_dau", "noi_dung", "ket_thuc"];

/// Errors, and warnings.
#[derive(Default)]
pub(crate) struct Findings {
    pub(crate) errors: Vec<Diagnostic>,
    pub(crate) warnings: Vec<Diagnostic>,
}

/// Looks through a whole file.
pub(crate) fn check(source: &Arc<Source>, root: &Node) -> Findings {
    let mut findings = Findings::default();
    let called = source.text.split('*').skip(1).map(first_word).collect();
    look(source, &called, None, root, &mut findings);
    findings.errors.truncate(super::MAX_REPORTED);
    findings.warnings.truncate(super::MAX_REPORTED);
    findings
}

/// The name of an anchor, or of what calls it.
fn first_word(text: &str) -> &str {
    text.split(|c: char| c.is_whitespace() || ",[]{}".contains(c))
        .next()
        .unwrap_or_default()
}

fn look(
    source: &Arc<Source>,
    called: &HashSet<&str>,
    entry: Option<&Entry>,
    node: &Node,
    findings: &mut Findings,
) {
    if findings.errors.len() >= super::MAX_REPORTED {
        return;
    }
    match &node.value {
        Value::Scalar(_, Style::Plain) => findings.errors.extend(joined(source, entry, node)),
        Value::Scalar(_, Style::Literal | Style::Folded) => {
            findings.warnings.extend(lost_heading(source, node))
        }
        Value::Scalar(_, Style::Quoted | Style::Number) => {}
        Value::Seq(items) => {
            for item in items {
                look(source, called, entry, item, findings);
            }
        }
        Value::Map(entries) => {
            let mut above: Option<&Entry> = None;
            for entry in entries {
                if let Some(above) = above.replace(entry)
                    && let Value::Scalar(_, Style::Literal | Style::Folded) = above.value.value
                    && !entry
                        .key
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))
                {
                    let start = entry.key_range.start;
                    let line = source.text[start..].split('\n').next().unwrap_or_default();
                    let line = start..start + line.trim_end().len();
                    let slip = slips::joined_key(source, start, &source.text[line.clone()]);
                    let prose = || slips::outdented(source, line, &above.key);
                    findings.errors.push(slip.unwrap_or_else(prose));
                    continue;
                }
                // Remarks on a line stand further off, as those of `vanban new` do.
                if source.text[entry.key_range.end..].starts_with(": #") {
                    findings.warnings.extend(commented(source, entry));
                }
                findings.warnings.extend(anchored(source, called, entry));
                look(source, called, Some(entry), &entry.value, findings);
            }
        }
    }
}

/// An entry without a value but with a remark: `trich_yeu: # Họp`.
pub(crate) fn commented(source: &Arc<Source>, entry: &Entry) -> Option<Diagnostic> {
    if !entry.value.is_null() {
        return None;
    }
    remark(source, &entry.key, entry.key_range.end)
}

/// An item of a list that is nothing but a remark: `- # Họp`.
pub(crate) fn commented_item(source: &Arc<Source>, key: &str, item: &Node) -> Option<Diagnostic> {
    let before = &source.text[..item.range.start];
    let line = before.rfind('\n').map_or(0, |i| i + 1);
    let dash = line + source.text[line..].find('-')?;
    remark(source, key, dash + 1)
}

fn remark(source: &Arc<Source>, key: &str, start: usize) -> Option<Diagnostic> {
    let rest = source.text[start..].split('\n').next()?.trim_end();
    let remark = rest.trim_start_matches([':', ' ', '\t']);
    remark.starts_with('#').then(|| {
        let at = start + rest.len() - remark.len();
        let message = format!("“{key}” để trống: phần sau dấu “#” là lời dặn, không in ra");
        Diagnostic::warning("loi-dan", message)
            .at(Place::new(source, at..at + remark.len()))
            .help("nếu là nội dung, đặt cả nội dung trong dấu ngoặc kép \"…\"; nếu là lời dặn, ghi ở dòng riêng bắt đầu bằng “#”")
    })
}

/// `trich_yeu: &a Họp`: the word after `&` is a name that nothing calls.
fn anchored(source: &Arc<Source>, called: &HashSet<&str>, entry: &Entry) -> Option<Diagnostic> {
    let (start, end) = (entry.key_range.end, entry.value.range.start);
    let between = source.text.get(start..end)?;
    let at = start + between.find('&')?;
    let name = first_word(&source.text[at + 1..end]);
    if name.is_empty() || called.contains(name) {
        return None;
    }
    let message = format!("“&{name}” bị bỏ đi: dấu “&” có nghĩa riêng trong YAML");
    let warning = Diagnostic::warning("dau-va", message)
        .at(Place::new(source, at..at + 1 + name.len()))
        .help("đặt cả nội dung trong dấu ngoặc kép \"…\"");
    // In one line, and without what a text in quotes writes otherwise.
    let whole = at..entry.value.range.end;
    let written = source.text.get(whole.clone()).unwrap_or_default();
    let is_simple = matches!(entry.value.value, Value::Scalar(_, Style::Plain))
        && !written.contains(['\n', '"', '\\']);
    Some(match is_simple {
        true => warning.fix(
            "đặt cả nội dung trong dấu ngoặc kép",
            Place::new(source, whole),
            format!("\"{written}\""),
        ),
        false => warning,
    })
}

/// Lines that YAML joins into one, though they are several paragraphs, items or entries.
fn joined(source: &Arc<Source>, entry: Option<&Entry>, node: &Node) -> Option<Diagnostic> {
    let text = source.text.get(node.range.clone())?;
    let mut start = node.range.start;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let inner = line.trim_start_matches(' ');
        lines.push((start + line.len() - inner.len(), inner.trim_end()));
        start += line.len();
    }
    let slip = lines
        .iter()
        .find_map(|(at, line)| slips::joined_key(source, *at, line));
    if slip.is_some() || lines.len() < 2 {
        return slip;
    }
    let (first, head) = lines[0];
    if let Some(rest) = head.strip_prefix('-').filter(|_| is_item(lines[1].1)) {
        return Some(slips::joined_dash(source, first, rest));
    }
    let key = entry.map_or("", |entry| entry.key.as_str());
    let is_markdown = MARKDOWN.contains(&key);
    // `l` or `1` for the mark `|`.
    let is_mark = is_markdown && head.chars().nth(1).is_none();
    let torn = |(_, line): &&(usize, &str)| is_mark || line.is_empty() || is_item(line);
    let (at, line) = *lines.iter().skip(1).find(torn)?;
    let help = if is_markdown {
        format!("viết “{key}: |” rồi xuống dòng, thụt mọi dòng vào hai dấu cách")
    } else if is_item(head) || line.starts_with("- ") {
        "mỗi dòng của danh sách bắt đầu bằng một dấu “-” thường và một dấu cách, thụt vào bằng nhau"
            .to_owned()
    } else {
        format!("viết “{key}: |” rồi xuống dòng, hoặc ghi thành danh sách, mỗi dòng một dấu “-”")
    };
    // The mark is missing after the key, a slip in a list is where the line is.
    let at = match entry {
        Some(entry) if is_markdown => entry.key_range.clone(),
        _ if is_item(head) => first..first + head.len(),
        _ => at..at + line.len(),
    };
    let message = format!("các dòng của “{key}” bị nối liền thành một dòng");
    Some(
        Diagnostic::error("dong-bi-noi", message)
            .at(Place::new(source, at))
            .help(help),
    )
}

/// A line that is no mere continuation of the one above.
fn is_item(line: &str) -> bool {
    let marks = ["- ", "– ", "— ", "• ", "+ ", "* ", "#", "|", "> "];
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    marks.iter().any(|mark| line.starts_with(mark))
        || number.len() < line.len() && (number.starts_with(". ") || number.starts_with(") "))
        || line.starts_with(|c: char| c.is_lowercase()) && line.chars().nth(1) == Some(')')
}

/// A heading at the first column under a block: to YAML it is a remark.
fn lost_heading(source: &Arc<Source>, node: &Node) -> Option<Diagnostic> {
    let rest = source.text.get(node.range.end..)?;
    let line = rest.lines().find(|line| !line.trim().is_empty())?;
    let text = line.trim_start_matches(' ');
    let words = text.trim_start_matches('#').trim_start();
    let hashes = text.len() - text.trim_start_matches('#').len();
    let number = words.trim_start_matches(['I', 'V', 'X']);
    let number = if number.len() == words.len() {
        words.trim_start_matches(|c: char| c.is_ascii_digit())
    } else {
        number
    };
    let numbered = number.len() < words.len() && number.starts_with(". ");
    let named = [
        "PHẦN ",
        "Phần ",
        "CHƯƠNG ",
        "Chương ",
        "MỤC ",
        "Mục ",
        "Điều ",
    ];
    let heading = hashes > 1 && text[hashes..].starts_with(' ')
        || hashes == 1 && (numbered || named.iter().any(|name| words.starts_with(name)));
    if !heading || words.is_empty() {
        return None;
    }
    // The block may end with blank lines: the line is looked for from there.
    let at = node.range.end + rest.find(text)?;
    Some(
        Diagnostic::warning(
            "loi-dan",
            "dòng bắt đầu bằng “#” ở ngoài khối là lời dặn, không in ra",
        )
        .at(Place::new(source, at..at + text.trim_end().len()))
        .help("nếu là đề mục, thụt dòng này vào bằng các dòng ở trên"),
    )
}
