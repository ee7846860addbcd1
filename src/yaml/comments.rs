//! Comments by which a file speaks to the program: `# vanban: …`.
//!
//! A parser of YAML passes over comments, so they are looked for in the text, outside of the ranges that
//! the marked tree gives to scalars: in a block of Markdown a `#` is text.

use super::tree::{Node, Style, Value};
use crate::diagnostic::Source;
use std::ops::Range;

/// What such a comment begins with, behind its `#`.
const WORD: &str = "vanban";

/// A comment to the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Comment {
    /// From its `#` to the end of the line.
    pub(crate) range: Range<usize>,
    /// What it says behind `vanban:`.
    pub(crate) words: Range<usize>,
    /// The entry or item of a list that it is about, key and value: the one on its line, else the next.
    pub(crate) about: Option<Range<usize>>,
}

/// Tells whether a comment, without its `#`, speaks to the program.
pub(crate) fn is_word(comment: &str) -> bool {
    said(comment).is_some()
}

/// What a comment without its `#` says to the program.
fn said(comment: &str) -> Option<&str> {
    let rest = comment.trim_start().strip_prefix(WORD)?;
    rest.trim_start().strip_prefix(':')
}

/// Tells whether a text may hold comments to the program.
pub(crate) fn may_have(source: &Source) -> bool {
    let mut found = source.text.match_indices(WORD);
    found.any(|(at, _)| {
        source.text[..at]
            .trim_end_matches([' ', '\t'])
            .ends_with('#')
    })
}

/// All comments to the program in a file, in order.
pub(crate) fn of(source: &Source, root: &Node) -> Vec<Comment> {
    let mut places = Places::default();
    places.node(&source.text, root);
    places.texts.sort_by_key(|range| range.start);
    let mut found = Vec::new();
    for (at, _) in source.text.match_indices('#') {
        let line_start = source.text[..at]
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let line = source.text[at..].lines().next().unwrap_or_default();
        let free = source.text[line_start..at].ends_with([' ', '\t']) || line_start == at;
        let Some(words) = said(&line[1..]).filter(|_| free && !places.is_text(at)) else {
            continue;
        };
        let end = at + line.trim_end().len();
        let alone = source.text[line_start..at].trim().is_empty();
        found.push(Comment {
            range: at..end,
            words: (at + line.len() - words.len()).min(end)..end,
            about: match alone {
                true => places.next(end),
                false => places.on_line(line_start..at, end),
            },
        });
    }
    found
}

/// All comments of a file, whoever they speak to, from their `#` to the end of the line.
#[cfg(test)]
pub(crate) fn every(source: &Source, root: &Node) -> Vec<Range<usize>> {
    let mut places = Places::default();
    places.node(&source.text, root);
    places.texts.sort_by_key(|range| range.start);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in source.text.match_indices('#') {
        let free = at == 0 || source.text[..at].ends_with([' ', '\t', '\n']);
        let inside = found.last().is_some_and(|last| last.contains(&at));
        if free && !inside && !places.is_text(at) {
            let line = source.text[at..].lines().next().unwrap_or_default();
            found.push(at..at + line.trim_end().len());
        }
    }
    found
}

/// An entry of a map or an item of a list.
struct Unit {
    range: Range<usize>,
    is_scalar: bool,
}

#[derive(Default)]
struct Places {
    /// Keys and scalars.
    texts: Vec<Range<usize>>,
    /// Entries and items, the outer before the inner.
    units: Vec<Unit>,
}

impl Places {
    /// Trees are at most as deep as the parser lets them be.
    fn node(&mut self, text: &str, node: &Node) {
        match &node.value {
            Value::Scalar(_, style) => self.texts.push(covered(text, &node.range, *style)),
            Value::Seq(items) => {
                for item in items {
                    self.unit(item.range.clone(), item);
                    self.node(text, item);
                }
            }
            Value::Map(entries) => {
                for entry in entries {
                    // The value of an alias stands elsewhere.
                    let end = entry.value.range.end.max(entry.key_range.end);
                    let is_here = entry.value.range.start >= entry.key_range.end;
                    let end = if is_here { end } else { entry.key_range.end };
                    self.texts.push(entry.key_range.clone());
                    self.unit(entry.key_range.start..end, &entry.value);
                    if is_here {
                        self.node(text, &entry.value);
                    }
                }
            }
        }
    }

    fn unit(&mut self, range: Range<usize>, node: &Node) {
        self.units.push(Unit {
            range,
            is_scalar: matches!(node.value, Value::Scalar(..)),
        });
    }

    /// Tells whether a place is in a key or a scalar.
    fn is_text(&self, at: usize) -> bool {
        let before = self.texts.partition_point(|range| range.start <= at);
        let last = before.checked_sub(1).and_then(|last| self.texts.get(last));
        last.is_some_and(|range| range.contains(&at))
    }

    /// The first that begins behind a place; the outermost of those that begin together.
    fn next(&self, at: usize) -> Option<Range<usize>> {
        let behind = self.units.iter().filter(|unit| unit.range.start >= at);
        let next = behind.min_by_key(|unit| unit.range.start)?;
        Some(next.range.clone())
    }

    /// The one that begins on a line before a comment and holds no others beyond it, else the outermost that
    /// begins there, else the innermost that reaches over it.
    fn on_line(&self, line: Range<usize>, end: usize) -> Option<Range<usize>> {
        let begins = |unit: &&Unit| line.contains(&unit.range.start);
        // The range of a list in brackets may reach over the comment behind it.
        let own = |unit: &&Unit| unit.is_scalar || unit.range.end <= end;
        let mut all = self.units.iter().filter(begins);
        let found = all.clone().find(own).or_else(|| all.next());
        let reaches = |unit: &&Unit| unit.range.start < line.start && unit.range.end > line.start;
        let found = found.or_else(|| self.units.iter().rfind(reaches));
        found.map(|unit| unit.range.clone())
    }
}

/// The range of a scalar without the comments that stand behind a block, less indented than it.
fn covered(text: &str, range: &Range<usize>, style: Style) -> Range<usize> {
    let whole = text.get(range.clone()).unwrap_or_default();
    if !matches!(style, Style::Literal | Style::Folded) {
        return range.clone();
    }
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let mut lines = whole.split('\n').filter(|line| !line.trim().is_empty());
    let least = lines.next().map_or(0, indent);
    let mut end = range.start;
    for line in whole.split_inclusive('\n') {
        if !line.trim().is_empty() && indent(line) < least {
            break;
        }
        end += line.len();
    }
    range.start..end
}

#[cfg(test)]
mod tests {
    use super::super::{names::Names, tree};
    use super::*;

    /// What each comment says, and the first and last line of what it is about.
    fn shown(text: &str) -> Vec<String> {
        let source = Source::new("a.yaml", text);
        let root = tree::parse(&source, &Names::default()).unwrap_or_else(|e| panic!("{e}"));
        let line = |at: usize| source.line_column(at).0;
        let all = of(&source, &root).into_iter().map(|comment| {
            let about = comment.about.map_or_else(
                || "–".to_owned(),
                |range| {
                    let word = source.text[range.clone()].split([':', '\n']).next();
                    format!(
                        "{} {}-{}",
                        word.unwrap_or_default(),
                        line(range.start),
                        line(range.end)
                    )
                },
            );
            format!("{} → {about}", source.text[comment.words].trim())
        });
        all.collect()
    }

    #[test]
    fn comments_are_about_the_entry_on_their_line_or_the_next() {
        let text = "\
# vanban: một
# một lời khác
loai: \"a # vanban: không\" # vanban: hai
so: 5   #vanban : ba
noi_dung: |  # vanban: bốn
  # vanban: chữ của văn bản

  Lời # vanban: cũng thế
  - khác
# vanban: năm
so_lieu:
  # vanban: sáu
  thu: 1
  chi: [2, 3] # vanban: bảy
noi_nhan:
  # vanban: tám
  - Một # vanban: chín
  # vanban: mười
  - ten: Hai
    so: 2
phu_luc: # vanban: mười một
  - ten: Ba # vanban: mười hai
    kem: >-
      dài
      # vanban: không
  # vanban: mười ba
# vanban: mười bốn
";
        insta::assert_snapshot!(shown(text).join("\n"), @"
        một → loai 3-3
        hai → loai 3-3
        ba → so 4-4
        bốn → noi_dung 5-10
        năm → so_lieu 11-14
        sáu → thu 13-13
        bảy → chi 14-14
        tám → Một 17-17
        chín → Một 17-17
        mười → ten 19-20
        mười một → phu_luc 21-27
        mười hai → ten 22-22
        mười ba → –
        mười bốn → –
        ");
    }

    #[test]
    fn odd_files_have_their_comments_all_the_same() {
        for text in [
            "a: &x 1 # vanban: b\nb: *x # vanban: c\n",
            "a: 'x\n  y' # vanban: b\n",
            "{a: 1, # vanban: b\n b: 2}\n",
            "a: x\r\n# vanban: đ\r\nb: y\r\n",
            "a: x#vanban\n# vanban:",
        ] {
            let source = Source::new("a.yaml", text);
            assert!(!shown(text).is_empty(), "{text}");
            assert!(may_have(&source), "{text}");
        }
    }
}
