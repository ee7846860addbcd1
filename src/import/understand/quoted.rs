//! What an amendment quotes: paragraphs of another text between quotation marks, which count and head nothing in this one.

use super::{
    Part, labelled,
    lines::{Element, Line, Para, What, plain, trimmed},
};

/// Paragraphs that one quotation has at most.
const MOST: usize = 300;

/// The quotation that a text begins with, and how many elements it takes: a paragraph that opens with a quotation mark and
/// the number of a unit (“Điều 5., “2., “a)) or goes on in further ones, below a line that announces it with a colon; it ends
/// with the paragraph at whose end as many marks are closed as were opened.
pub(super) fn quoted(elements: &[Element], above: Option<&Part>) -> Option<(usize, Part)> {
    let announces = match above? {
        Part::Paragraph { line, .. } | Part::Item { line, .. } => line,
        Part::Heading { lines, .. } => lines.last()?,
        _ => return None,
    };
    if !plain(announces).trim_end().ends_with(':') {
        return None;
    }
    let (mut open, mut lines) = (0, Vec::new());
    for (index, element) in elements.iter().take(MOST).enumerate() {
        let What::Para(para) = &element.what else {
            return None;
        };
        let turns = element.landscape != elements.first()?.landscape;
        if index > 0 && (turns || element.fresh)
            || para.line.iter().any(|span| span.picture.is_some())
        {
            return None;
        }
        let text = para.text();
        let text = text.trim();
        if index == 0 && !text.starts_with(['“', '"']) {
            return None;
        }
        if !text.is_empty() {
            lines.push(line(para));
        }
        open = text.chars().fold(open, |open, c| match c {
            '“' => open + 1,
            '”' => open - 1,
            '"' if open > 0 => open - 1,
            '"' => open + 1,
            _ => open,
        });
        let end = text.trim_end_matches(['.', ';', ',', ' ']);
        if open <= 0 {
            let is_whole = end.ends_with(['”', '"']) && (lines.len() > 1 || opens_unit(text));
            return is_whole.then(|| (index + 1, Part::Quote(lines)));
        }
    }
    None
}

fn line(para: &Para) -> Line {
    let mut line = labelled(para);
    super::body::untab(&mut line);
    trimmed(&line)
}

/// Tells whether a quotation begins with the number of a unit of a text.
fn opens_unit(text: &str) -> bool {
    let text = text.trim_start_matches(['“', '"']);
    let is_counted = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else {
        return false;
    };
    let is_letter = first.chars().count() == 2 && first.ends_with(')');
    is_counted(first) && first.ends_with(['.', ')'])
        || is_letter
        || words
            .next()
            .is_some_and(|word| is_counted(word) && word.ends_with('.'))
}
