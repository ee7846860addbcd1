//! Headings that were written as text: `**Điều 1.** Phê duyệt …`, `Chương I`, `I. MỤC TIÊU` without `#`.
//!
//! What can be nothing else is taken for a heading; what may be one is told, with the way to write it, so
//! that no heading is set as plain text in silence. A letter behind `\` (`I\. …`) says that it is text.

use super::Known;
use super::headings::{Headings, Numbered};
use super::joined::is_finished;
use super::pasted::more;
use super::report::Report;
use super::tree::{Line, List, Node, Piece, plain, split, visible};
use crate::diagnostic::Diagnostic;
use crate::document::{HeadingForm, ListMark};
use std::ops::Range;

/// The longest title, in letters.
const LONGEST_TITLE: usize = 150;

/// Makes headings of the paragraphs that are, and tells of those that may be. Levels come from the
/// headings above: a form stands below the nearest form that is higher by `headings.yaml`.
pub(super) fn recognise(nodes: Vec<Node>, known: Known<'_>, report: &mut Report<'_>) -> Vec<Node> {
    let mut pass = Pass {
        known,
        open: Vec::new(),
        doubtful: Vec::new(),
    };
    let mut out = Vec::with_capacity(nodes.len());
    let mut rest = nodes.into_iter().peekable();
    while let Some(node) = rest.next() {
        match node {
            Node::Heading { depth, line, text } => {
                pass.marked(depth, &line);
                out.push(Node::Heading { depth, line, text });
            }
            Node::Paragraph { line, at } => match pass.paragraph(&line, &at, rest.peek(), report) {
                Found::Text => out.push(Node::Paragraph { line, at }),
                Found::Heading { form, title, text } => {
                    let depth = pass.depth(form);
                    out.push(Node::Heading {
                        depth,
                        line: title,
                        text,
                    });
                }
                Found::Label { form, lines } => {
                    let depth = pass.depth(form);
                    let is_alone = lines.len() == 1;
                    out.extend(lines.into_iter().map(|line| heading(depth, line)));
                    // The title of a label that stands alone is the paragraph below it.
                    let title = rest.next_if(|next| is_alone && pass.is_title_of_label(next));
                    if let Some(Node::Paragraph { line, .. }) = title {
                        out.push(heading(depth, line));
                    }
                }
            },
            Node::List(list) => {
                pass.list(&list, rest.peek());
                out.push(Node::List(list));
            }
            other => out.push(other),
        }
    }
    tell(&pass.doubtful, report);
    out
}

fn heading(depth: u8, line: Line) -> Node {
    Node::Heading {
        depth,
        line,
        text: Line::new(),
    }
}

/// The part that a paragraph without marks plays.
enum Found {
    Text,
    /// A heading in one line, with the text that runs on behind its title.
    Heading {
        form: HeadingForm,
        title: Line,
        text: Line,
    },
    /// A label, and the lines of its title.
    Label {
        form: HeadingForm,
        lines: Vec<Line>,
    },
}

struct Pass<'a> {
    known: Known<'a>,
    /// Rank and depth of the headings that are open.
    open: Vec<(usize, u8)>,
    /// Lines that may be headings, and how each would be written.
    doubtful: Vec<(Range<usize>, String)>,
}

impl Pass<'_> {
    fn headings(&self) -> &Headings {
        self.known.headings
    }

    /// A heading whose depth the author gave.
    fn marked(&mut self, depth: u8, line: &[Piece]) {
        let (form, _) = self.headings().recognise(&plain(line));
        let rank = self.headings().rank(form);
        self.open.retain(|(_, above)| *above < depth);
        self.open.push((rank, depth));
    }

    /// The depth of a heading that has none of the author's.
    fn depth(&mut self, form: HeadingForm) -> u8 {
        let rank = self.headings().rank(form);
        while self.open.last().is_some_and(|(above, _)| *above >= rank) {
            self.open.pop();
        }
        let depth = self
            .open
            .last()
            .map_or(1, |(_, depth)| depth.saturating_add(1));
        self.open.push((rank, depth));
        depth
    }

    /// The depth that it would have.
    fn hashes(&self, form: HeadingForm) -> String {
        let rank = self.headings().rank(form);
        let above = self.open.iter().rev().find(|(above, _)| *above < rank);
        "#".repeat(above.map_or(1, |(_, depth)| usize::from(*depth) + 1).min(6))
    }

    fn paragraph(
        &mut self,
        line: &Line,
        at: &Range<usize>,
        next: Option<&Node>,
        report: &Report<'_>,
    ) -> Found {
        let first = first_line(line);
        let opening = plain(&line[..first]);
        let (form, label) = self.headings().recognise(&opening);
        if form == HeadingForm::Plain || is_escaped(line, report) {
            return Found::Text;
        }
        match label {
            Some(chars) => self.label(form, chars, line, at),
            None => self.numbered(form, line, at, next),
        }
    }

    /// `Chương I`, alone or with its title.
    fn label(&mut self, form: HeadingForm, chars: usize, line: &Line, at: &Range<usize>) -> Found {
        let lines: Vec<Line> = lines(line);
        let first = lines.first().map_or("".to_owned(), |first| plain(first));
        let behind: String = first.chars().skip(chars).collect();
        let is_title = |line: &Line| is_upper(&plain(line)) || is_bold(line);
        let certain = match behind.trim().is_empty() {
            true => lines.iter().skip(1).all(is_title),
            false => lines.len() == 1 && (is_upper(&behind) || is_bold(line)),
        };
        if certain {
            return Found::Label { form, lines };
        }
        self.doubt(form, line, at);
        Found::Text
    }

    fn numbered(
        &mut self,
        form: HeadingForm,
        line: &Line,
        at: &Range<usize>,
        next: Option<&Node>,
    ) -> Found {
        let text = plain(line);
        let Some(Numbered { number_end, dotted }) = self.headings().number_end(&text) else {
            return Found::Text;
        };
        let behind: String = text.chars().skip(number_end).collect();
        let whole = |line: &Line| Found::Heading {
            form,
            title: line.clone(),
            text: Line::new(),
        };
        match form {
            HeadingForm::Article => {
                let bold = bold_chars(line);
                let is_title = match bold > number_end {
                    true => bold >= text.trim_end().chars().count(),
                    false => behind.trim().is_empty() || self.is_title(&behind, next),
                };
                if is_title {
                    return whole(line);
                }
                let (title, text) = split(line.clone(), bold.max(number_end));
                Found::Heading { form, title, text }
            }
            HeadingForm::Roman if is_upper(&behind) || is_bold(line) => whole(line),
            HeadingForm::Clause if is_bold(line) => whole(line),
            HeadingForm::Roman => {
                self.doubt(form, line, at);
                Found::Text
            }
            HeadingForm::Clause if dotted && self.is_title(&behind, next) => {
                self.doubt(form, line, at);
                Found::Text
            }
            _ => Found::Text,
        }
    }

    /// Tells whether words behind a number are a title rather than a sentence: they end without a stop,
    /// and something follows that they are the title of.
    fn is_title(&self, words: &str, next: Option<&Node>) -> bool {
        let follows = match next {
            None | Some(Node::Heading { .. } | Node::Turn(_) | Node::PageBreak) => false,
            Some(Node::Paragraph { line, .. }) => {
                let (form, _) = self.headings().recognise(&plain(line));
                !matches!(
                    form,
                    HeadingForm::Article | HeadingForm::Chapter | HeadingForm::Part
                )
            }
            Some(_) => true,
        };
        follows
            && !is_finished(words, self.known.signs)
            && !words.trim_end().ends_with([',', '…'])
            && words.chars().count() <= LONGEST_TITLE
    }

    fn is_title_of_label(&self, next: &Node) -> bool {
        let Node::Paragraph { line, .. } = next else {
            return false;
        };
        let text = plain(line);
        let form = self.headings().recognise(&text).0;
        form == HeadingForm::Plain
            && (is_upper(&text) || is_bold(line))
            && !text.trim_end().ends_with(['.', ':', ';', ','])
            && text.chars().count() <= 2 * LONGEST_TITLE
    }

    /// A list of one item whose words are the title of what follows: `1. Mục tiêu`.
    fn list(&mut self, list: &List, next: Option<&Node>) {
        let ([item], ListMark::Decimal(_)) = (list.items.as_slice(), list.mark) else {
            return;
        };
        if let ([Node::Paragraph { line, at }], Some(Node::Paragraph { .. })) =
            (item.nodes.as_slice(), next)
            && self.is_title(&plain(line), next)
            && !plain(line).contains(':')
        {
            let hashes = self.hashes(HeadingForm::Clause);
            let written = format!("{hashes} {}. {}", list.start, short(&plain(line)));
            self.doubtful.push((at.clone(), written));
        }
    }

    fn doubt(&mut self, form: HeadingForm, line: &Line, at: &Range<usize>) {
        let written = format!("{} {}", self.hashes(form), short(&plain(line)));
        self.doubtful.push((at.clone(), written));
    }
}

/// Tells, once, of lines that may be headings.
fn tell(doubtful: &[(Range<usize>, String)], report: &mut Report<'_>) {
    let Some((first, written)) = doubtful.first() else {
        return;
    };
    let more = more(doubtful.iter().map(|(at, _)| at), report);
    report.warning(
        first.clone(),
        Diagnostic::warning(
            "de-muc-khong-ro",
            format!("đoạn này bắt đầu như một đề mục nhưng không viết như đề mục nên in như lời văn{more}"),
        )
        .help(format!(
            "là đề mục thì viết dấu # phía trước: {written}; là lời văn thì viết \\ trước dấu sau số, ví dụ I\\. hoặc 1\\."
        )),
    );
}

/// The first words of a line, for a message.
fn short(text: &str) -> String {
    let words: String = text.trim().chars().take(40).collect();
    match words.len() < text.trim().len() {
        true => words.trim_end().to_owned() + "…",
        false => words,
    }
}

/// How many pieces stand on the first line of the source.
fn first_line(line: &[Piece]) -> usize {
    let ends = |piece: &Piece| matches!(piece, Piece::Soft | Piece::Break { .. });
    line.iter().position(ends).unwrap_or(line.len())
}

/// The lines of the source.
fn lines(line: &Line) -> Vec<Line> {
    let ends = |piece: &Piece| matches!(piece, Piece::Soft | Piece::Break { .. });
    let all = line.split(ends).map(<[Piece]>::to_vec);
    all.filter(|line| visible(line)).collect()
}

/// Tells whether the author wrote `\` within the number: the line is text.
fn is_escaped(line: &[Piece], report: &Report<'_>) -> bool {
    let Some(Piece::Text { at, .. }) = line
        .iter()
        .find(|piece| matches!(piece, Piece::Text { .. }))
    else {
        return false;
    };
    let source = report.text.get(at.start..).unwrap_or("");
    // Before the second blank: `Điều 1\.`, `I\.`.
    let opening = source.split_whitespace().take(2);
    opening.into_iter().any(|word| word.contains('\\'))
}

/// How many letters from the start are bold.
fn bold_chars(line: &[Piece]) -> usize {
    let bold = line.iter().map_while(|piece| match piece {
        Piece::Text { text, style, .. } if style.bold => Some(text.chars().count()),
        _ => None,
    });
    bold.sum()
}

/// Tells whether all that is seen is bold.
fn is_bold(line: &[Piece]) -> bool {
    visible(line)
        && line.iter().all(|piece| match piece {
            Piece::Text { text, style, .. } => style.bold || text.trim().is_empty(),
            _ => true,
        })
}

/// Tells whether a text has letters, and all of them are capitals.
fn is_upper(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_lowercase())
}
