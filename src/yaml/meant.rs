//! Text that parses as YAML but cannot be what its writer meant: told, before words are lost.

use super::{
    names::Names,
    slips,
    tree::{Entry, Node, Style, Value},
};
use crate::diagnostic::{Diagnostic, Place, Source};
use std::{collections::HashSet, sync::Arc};

/// The messages about a file.
#[derive(Default)]
pub(crate) struct Findings {
    pub(crate) errors: Vec<Diagnostic>,
    pub(crate) warnings: Vec<Diagnostic>,
}

/// Looks through a whole file. Lines mean something in the texts of the entries that `is_markdown`
/// tells; `names` are those of all entries.
pub(crate) fn check(
    source: &Arc<Source>,
    root: &Node,
    names: &Names,
    is_markdown: &dyn Fn(&str) -> bool,
) -> Findings {
    let called = source.text.split('*').skip(1).map(first_word).collect();
    let mut look = Look {
        source,
        names,
        is_markdown,
        called,
        findings: Findings::default(),
    };
    look.node(None, root);
    let mut findings = look.findings;
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

/// A walk over all nodes of a file.
struct Look<'a> {
    source: &'a Arc<Source>,
    names: &'a Names,
    is_markdown: &'a dyn Fn(&str) -> bool,
    /// The anchors that some alias calls.
    called: HashSet<&'a str>,
    findings: Findings,
}

impl Look<'_> {
    /// Looks at a node and all below it; `entry` is the one that it stands in.
    fn node(&mut self, entry: Option<&Entry>, node: &Node) {
        if self.findings.errors.len() >= super::MAX_REPORTED {
            return;
        }
        match &node.value {
            Value::Scalar(_, Style::Plain) => {
                let joined = self.joined(entry, node);
                self.findings.errors.extend(joined);
            }
            Value::Scalar(_, Style::Literal | Style::Folded) => self
                .findings
                .warnings
                .extend(lost_heading(self.source, node)),
            Value::Scalar(_, Style::Quoted | Style::Number) => {}
            Value::Seq(items) => {
                for item in items {
                    let tab = slips::tab_behind_dash(self.source, item.range.start);
                    self.findings.errors.extend(tab);
                    self.node(entry, item);
                }
            }
            Value::Map(entries) => self.map(entries),
        }
    }

    fn map(&mut self, entries: &[Entry]) {
        let mut above: Option<&Entry> = None;
        for entry in entries {
            if let Some(above) = above.replace(entry)
                && let Some(prose) = self.prose(above, entry)
            {
                self.findings.errors.push(prose);
                continue;
            }
            // Remarks on a line stand further off, as those of `vanban new` do.
            if self.source.text[entry.key_range.end..].starts_with(": #") {
                let commented = commented(self.source, entry);
                self.findings.warnings.extend(commented);
            }
            let anchored = anchored(self.source, &self.called, entry);
            self.findings.warnings.extend(anchored);
            self.node(Some(entry), &entry.value);
        }
    }

    /// A line of prose under a block, which YAML takes for an entry because it has a colon.
    fn prose(&self, above: &Entry, entry: &Entry) -> Option<Diagnostic> {
        let is_block = matches!(
            above.value.value,
            Value::Scalar(_, Style::Literal | Style::Folded)
        );
        let in_name = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
        // Columns of a table are called as its writer likes: `Nội dung`, then `Số tiền`.
        let is_own = !above.key.chars().all(in_name);
        if !is_block || is_own || entry.key.chars().all(in_name) {
            return None;
        }
        let start = entry.key_range.start;
        let line = self.source.text[start..].split('\n').next()?;
        let line = start..start + line.trim_end().len();
        let text = &self.source.text[line.clone()];
        let slip = slips::joined_key(self.source, self.names, start, text);
        Some(slip.unwrap_or_else(|| slips::outdented(self.source, line, &above.key)))
    }

    /// Lines that YAML joins into one, though they are several paragraphs, items or entries.
    fn joined(&self, entry: Option<&Entry>, node: &Node) -> Option<Diagnostic> {
        let source = self.source;
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
            .find_map(|(at, line)| slips::joined_key(source, self.names, *at, line));
        if slip.is_some() || lines.len() < 2 {
            return slip;
        }
        let (first, head) = lines[0];
        if let Some(rest) = head.strip_prefix('-').filter(|_| is_item(lines[1].1)) {
            return Some(slips::joined_dash(source, first, rest));
        }
        let key = entry.map_or("", |entry| entry.key.as_str());
        let is_markdown = (self.is_markdown)(key);
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
            format!(
                "viết “{key}: |” rồi xuống dòng, hoặc ghi thành danh sách, mỗi dòng một dấu “-”"
            )
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
}

/// An entry without a value but with a remark: `trich_yeu: # Họp`.
pub(super) fn commented(source: &Arc<Source>, entry: &Entry) -> Option<Diagnostic> {
    let empty = entry.value.is_null();
    empty.then(|| remark(source, &entry.key, entry.key_range.end))?
}

/// An item of a list that is nothing but a remark: `- # Họp`.
pub(super) fn commented_item(source: &Arc<Source>, key: &str, item: &Node) -> Option<Diagnostic> {
    let before = &source.text[..item.range.start];
    let line = before.rfind('\n').map_or(0, |i| i + 1);
    let dash = line + source.text[line..].find('-')?;
    remark(source, key, dash + 1)
}

/// The remark behind a key or dash that ends at `start`, told as what was left empty for it.
pub(super) fn remark(source: &Arc<Source>, key: &str, start: usize) -> Option<Diagnostic> {
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
