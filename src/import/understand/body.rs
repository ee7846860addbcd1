//! Headings, paragraphs, lists, tables and pictures of a text.

use super::{
    Cell, Part, Reading, Set, Table, Why, labelled,
    lines::{Element, Grid, GridCell, Line, Para, Span, What, all, cut, plain, trimmed},
    opening::dashed,
    quoted::quoted,
    words::{begins, small},
};
use crate::import::flat::Align;

/// The longest line of a caption or unit, in letters.
const LONGEST_CAPTION: usize = 200;

/// The level of a heading below all others.
const LOWEST: usize = 6;

impl Reading<'_> {
    /// Reads a text; `within` tells whether it stands on landscape pages anyhow.
    pub(super) fn body(&mut self, elements: &[Element], within: bool) -> Vec<Part> {
        let mut out = Vec::new();
        let mut landscape = within;
        let mut behind = 0;
        for (index, element) in elements.iter().enumerate() {
            if index < behind {
                continue;
            }
            if element.landscape != landscape && !within {
                landscape = element.landscape;
                out.push(Part::Turned { landscape });
            } else if element.fresh && index > 0 {
                out.push(Part::PageBreak);
            }
            if let Some((count, part)) = quoted(&elements[index..], out.last()) {
                behind = index + count;
                out.push(part);
                continue;
            }
            match &element.what {
                What::Para(para) => {
                    let next = elements[index + 1..].iter().take(3);
                    let above = next.map_while(|next| match &next.what {
                        What::Table(_) => Some(true),
                        What::Para(para) => self.is_of_table(para).then_some(false),
                    });
                    let is_above =
                        above.into_iter().any(|is_table| is_table) && self.is_of_table(para);
                    self.para(para, is_above, &mut out);
                }
                What::Table(grid) => self.table(grid, &mut out),
            }
        }
        if landscape && !within {
            out.push(Part::Turned { landscape: false });
        }
        out
    }

    /// Tells whether a line may be the name of a table or the unit of its figures.
    fn is_of_table(&self, para: &Para) -> bool {
        let text = small(para.text().trim_start_matches('('));
        if text.chars().count() > LONGEST_CAPTION || para.label.is_some() {
            return false;
        }
        let is_unit = begins(&text, &self.words.unit) && text.contains(':');
        is_unit || is_numbered(&text, &self.words.caption)
    }

    fn para(&mut self, para: &Para, above_table: bool, out: &mut Vec<Part>) {
        let pictures: Vec<usize> = para.line.iter().filter_map(|span| span.picture).collect();
        let mut line: Line = para
            .line
            .iter()
            .filter(|span| span.picture.is_none())
            .cloned()
            .collect();
        for index in pictures {
            out.push(Part::Picture {
                index,
                caption: None,
            });
        }
        if plain(&line).trim().is_empty() && line.iter().all(|span| span.note.is_none()) {
            return;
        }
        untab(&mut line);
        // A mark of a note alone is no paragraph.
        if plain(&line).trim().is_empty() {
            line.insert(
                0,
                Span {
                    text: "…".to_owned(),
                    ..Span::default()
                },
            );
        }
        let para = &Para {
            line: trimmed(&line),
            ..para.clone()
        };
        if let Some(Part::Picture {
            caption: caption @ None,
            ..
        }) = out.last_mut()
            && is_numbered(&small(&para.text()), &self.words.picture)
            && para.text().chars().count() <= LONGEST_CAPTION
        {
            *caption = Some(para.text());
            return;
        }
        if above_table {
            let line = para.line.iter().map(|span| Span {
                bold: false,
                italic: false,
                ..span.clone()
            });
            out.push(Part::Paragraph {
                line: line.collect(),
                set: Set::OfTable,
            });
            return;
        }
        if let Some(outline) = para.outline.filter(|_| is_title(para)) {
            let whole = Para {
                line: labelled(para),
                ..para.clone()
            };
            let lines = whole.split().into_iter().map(|para| {
                let spans = trimmed(&para.line).into_iter();
                spans
                    .map(|span| Span {
                        bold: false,
                        ..span
                    })
                    .collect()
            });
            out.push(Part::Heading {
                level: usize::from(outline) + 1,
                lines: lines.collect(),
            });
            return;
        }
        if let Some(is_point) = set_off(para) {
            let spans = para.line.iter().map(|span| Span {
                bold: !is_point,
                italic: false,
                underline: false,
                ..span.clone()
            });
            let line: Line = spans.collect();
            // A clause is known by its number and letters; a point is below whatever stands above it.
            out.push(match is_point {
                true => Part::Heading {
                    level: LOWEST,
                    lines: vec![line],
                },
                false => Part::Paragraph {
                    line,
                    set: Set::Plain,
                },
            });
            return;
        }
        if let Some((level, mark, line)) = self.item(para, out) {
            out.push(Part::Item { level, mark, line });
            return;
        }
        // A label in the middle, and the title below it, are a heading, which the reader of Markdown knows.
        let is_label = self.is_label(para);
        let below_label = self.label_above && para.is_centred() && !para.gap;
        self.label_above =
            is_label && para.text().split_whitespace().count() <= 3 && !para.text().contains('\n');
        if is_label || below_label {
            let whole = Para {
                line: labelled(para),
                label: None,
                ..para.clone()
            };
            for para in whole.split() {
                let spans = trimmed(&para.line).into_iter().map(|span| Span {
                    bold: false,
                    ..span
                });
                out.push(Part::Paragraph {
                    line: spans.collect(),
                    set: Set::Plain,
                });
            }
            return;
        }
        let set = match para.align {
            Align::Center if para.label.is_none() => Set::Centre,
            Align::Right if para.label.is_none() => Set::Right,
            _ => Set::Plain,
        };
        out.push(Part::Paragraph {
            line: labelled(para),
            set,
        });
    }

    /// Tells whether a line in the middle begins with the number of a heading: Chương I.
    pub(super) fn is_label(&self, para: &Para) -> bool {
        let text = para.text();
        let mut words = text.split_whitespace();
        let counts = |word: &str| {
            let word = word.trim_end_matches(['.', ':']);
            word.chars()
                .all(|c| c.is_ascii_digit() || "IVXLC".contains(c))
                && !word.is_empty()
                || small(word) == "thứ"
        };
        let behind_word = self
            .words
            .headings
            .iter()
            .map(|word| word.split(' ').count())
            .rev()
            .any(|count| {
                let begin: Vec<&str> = text.split_whitespace().take(count).collect();
                self.words.headings.contains(&small(&begin.join(" ")))
                    && words.clone().nth(count).is_some_and(counts)
            });
        words.next().is_some()
            && para.is_centred()
            && behind_word
            && text.chars().count() <= LONGEST_CAPTION
    }

    /// An item of a list: its level, its mark and what it says.
    fn item(&self, para: &Para, out: &[Part]) -> Option<(usize, String, Line)> {
        let below = |wanted: usize| -> usize {
            // A level that skips one is closed up.
            let above = match out.last() {
                Some(Part::Item { level, .. }) => *level,
                _ => 0,
            };
            wanted.min(above + 1).max(1)
        };
        if let Some(label) = &para.label {
            let level = usize::from(label.level) + 1;
            if label.bullet {
                return Some((below(level), "-".to_owned(), para.line.clone()));
            }
            let mark = mark_of(label.text.trim())
                .filter(|(_, rest)| rest.is_empty())?
                .0;
            return Some((below(level), mark, para.line.clone()));
        }
        let text = plain(&para.line);
        let signs: Vec<&str> = self.words.dashes.keys().map(String::as_str).collect();
        if let Some(rest) = dashed(&text, &signs) {
            let sign = &text[..text.len() - rest.len()];
            let level = self.words.dashes.get(sign.trim()).copied().unwrap_or(1);
            let line = cut(&para.line, text.len() - rest.len());
            return Some((below(level), "-".to_owned(), trimmed(&line)));
        }
        let (mark, rest) = mark_of(&text)?;
        let line = trimmed(&cut(&para.line, text.len() - rest.len()));
        // What is bold to its end is a heading, which the reader of Markdown knows.
        let bold_mark = para.line.first().is_some_and(|span| span.bold);
        // Letters below a number that announces them.
        let is_letter = |mark: &str| mark.starts_with(char::is_alphabetic);
        let is_below = is_letter(&mark)
            && match out.last() {
                Some(Part::Item {
                    level: 1,
                    mark: above,
                    line,
                }) => !is_letter(above) && above != "-" && plain(line).trim_end().ends_with(':'),
                Some(Part::Item {
                    level: 2,
                    mark: above,
                    ..
                }) => is_letter(above),
                _ => false,
            };
        let level = 1 + usize::from(is_below);
        (!bold_mark && !rest.is_empty()).then_some((level, mark, line))
    }

    fn table(&mut self, grid: &Grid, out: &mut Vec<Part>) {
        let columns = grid.columns.len().max(widest(grid));
        let paras = || {
            grid.rows
                .iter()
                .flat_map(|row| &row.cells)
                .flat_map(|cell| &cell.paras)
        };
        if columns == 0 || paras().all(|para| para.text().is_empty()) {
            // Pictures and marks of notes of a table without words stand on lines of their own.
            let first = paras().next().map_or(0, |para| para.at);
            self.ledger.tell_beside(first, "", Why::BlankTable);
            for para in paras().cloned().collect::<Vec<_>>() {
                self.para(&para, false, out);
            }
            return;
        }
        let mut rows: Vec<Vec<Cell>> = vec![vec![Cell::Text(Vec::new()); columns]; grid.rows.len()];
        let mut pictures = Vec::new();
        for (at, row) in grid.rows.iter().enumerate() {
            for cell in &row.cells {
                let last = (cell.column + cell.columns).min(columns);
                let below = (at + cell.rows).min(grid.rows.len());
                for (down, covered) in rows.iter_mut().enumerate().take(below).skip(at) {
                    let across = cell.column.min(last)..last;
                    for (across, covered) in covered[across.clone()]
                        .iter_mut()
                        .zip(across)
                        .map(|(covered, across)| (across, covered))
                    {
                        *covered = match (down == at, across == cell.column) {
                            (true, true) => Cell::Text(self.cell(cell, &mut pictures)),
                            (_, false) => Cell::Left,
                            (false, true) => Cell::Above,
                        };
                    }
                }
            }
        }
        let head = head_rows(grid, &self.words.counts);
        let aligns = (0..columns).map(|column| align_of(grid, column, head));
        for (nth, row) in rows.iter_mut().enumerate() {
            let is_sum = match row.first() {
                Some(Cell::Text(lines)) => {
                    let first: String = lines.iter().map(|line| plain(line)).collect();
                    self.words
                        .totals
                        .iter()
                        .any(|word| small(&first).starts_with(word.as_str()))
                }
                _ => false,
            };
            let is_group = matches!(row.get(1..), Some(rest) if !rest.is_empty() && rest.iter().all(|cell| *cell == Cell::Left));
            if nth < head || is_sum || is_group {
                for cell in row.iter_mut() {
                    if let Cell::Text(lines) = cell {
                        for span in lines.iter_mut().flatten() {
                            span.bold = false;
                        }
                    }
                }
            }
        }
        out.push(Part::Table(Table {
            head,
            shares: grid.columns.clone(),
            aligns: aligns.collect(),
            rows,
        }));
        for index in pictures {
            out.push(Part::Picture {
                index,
                caption: None,
            });
        }
    }

    fn cell(&self, cell: &GridCell, pictures: &mut Vec<usize>) -> Vec<Line> {
        let mut out = Vec::new();
        for para in &cell.paras {
            pictures.extend(para.line.iter().filter_map(|span| span.picture));
            let mut line: Line = para
                .line
                .iter()
                .filter(|span| span.picture.is_none())
                .cloned()
                .collect();
            untab(&mut line);
            let para = Para {
                line: trimmed(&line),
                ..para.clone()
            };
            if para.is_blank() {
                continue;
            }
            let bullet = para.label.as_ref().is_some_and(|label| label.bullet);
            let mut line = match bullet {
                true => para.line.clone(),
                false => labelled(&para),
            };
            if bullet {
                line.insert(
                    0,
                    Span {
                        text: "- ".to_owned(),
                        ..Span::default()
                    },
                );
            }
            out.push(line);
        }
        out
    }
}

/// Tells whether a line is the name of something by its number: `bảng 1. …`.
fn is_numbered(text: &str, words: &[String]) -> bool {
    let behind = words
        .iter()
        .find_map(|word| text.strip_prefix(word.as_str()));
    behind.is_some_and(|rest| {
        let rest = rest.trim_start().trim_start_matches("số ");
        rest.starts_with(':') || rest.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// A heading is what an outline has, unless text runs on behind its bold beginning.
fn is_title(para: &Para) -> bool {
    let first_bold = para
        .line
        .iter()
        .find(|span| !span.text.trim().is_empty())
        .is_some_and(|span| span.bold);
    !first_bold || para.is_bold()
}

/// Tells of a line that begins with a number or letter, and is a heading by the look of its letters alone, whether it
/// is a point (`a)`).
fn set_off(para: &Para) -> Option<bool> {
    let text = plain(&para.line);
    let text = text.trim();
    let (mark, rest) = mark_of(text)?;
    let is_point = mark.starts_with(char::is_alphabetic);
    // The reader of Markdown knows a bold clause by itself.
    let looks = |span: &Span| span.italic || span.underline || span.bold && is_point;
    let is_heading = !rest.is_empty()
        && para.label.is_none()
        && all(&para.line, looks)
        && text.chars().count() <= LONGEST_CAPTION
        && !text.contains('\n')
        && !text.ends_with([';', '.', ',', ':', '/']);
    is_heading.then_some(is_point)
}

/// Tabs and rows of spaces are one space, as they are printed.
pub(super) fn untab(line: &mut Line) {
    let mut blank = true;
    for span in line.iter_mut() {
        if span.breaks || span.note.is_some() {
            blank = span.breaks;
            continue;
        }
        let mut text = String::with_capacity(span.text.len());
        for c in span.text.chars() {
            let is_blank = c.is_whitespace();
            if !(is_blank && blank) {
                text.push(if is_blank { ' ' } else { c });
            }
            blank = is_blank;
        }
        span.text = text;
    }
    line.retain(|span| !span.text.is_empty() || span.breaks || span.note.is_some());
}

/// The mark that a text begins with (`1.`, `01)`, `a)`), and what stands behind it.
fn mark_of(text: &str) -> Option<(String, &str)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let end = match digits {
        1 | 2 => digits,
        0 => text.chars().next().filter(|c| c.is_lowercase())?.len_utf8(),
        _ => return None,
    };
    let sign = text[end..]
        .chars()
        .next()
        .filter(|c| *c == ')' || *c == '.' && digits > 0)?;
    let rest = &text[end + sign.len_utf8()..];
    let begins = rest.is_empty() || rest.starts_with([' ', '\t']);
    begins.then(|| (text[..=end].to_owned(), rest.trim_start()))
}

fn widest(grid: &Grid) -> usize {
    let cells = grid.rows.iter().flat_map(|row| &row.cells);
    cells
        .map(|cell| cell.column + cell.columns)
        .max()
        .unwrap_or(0)
}

/// How many rows are the head: those that come again on each page, else a first one that is bold or capitals.
fn head_rows(grid: &Grid, counts: &[String]) -> usize {
    let mut head = grid.rows.iter().take_while(|row| row.header).count();
    if head == 0 {
        let paras = || grid.rows[0].cells.iter().flat_map(|cell| &cell.paras);
        let all_said = grid.rows[0].cells.iter().all(|cell| !cell.paras.is_empty());
        let looks = all_said
            && grid.rows[0].cells.len() > 1
            && (paras().all(Para::is_bold) || paras().all(Para::is_centred));
        let first = grid.rows[0]
            .cells
            .first()
            .and_then(|cell| cell.paras.first());
        let counted = first.is_some_and(|para| counts.contains(&small(&para.text())));
        head = usize::from((looks || counted) && grid.bordered);
    }
    // A cell of the head that reaches down takes its rows along.
    let mut at = 0;
    while at < head {
        let reach = grid.rows[at]
            .cells
            .iter()
            .map(|cell| at + cell.rows)
            .max()
            .unwrap_or(0);
        head = head.max(reach).min(grid.rows.len());
        at += 1;
    }
    if head >= grid.rows.len() { 0 } else { head }
}

/// How most cells of a column are aligned; none where they differ much.
fn align_of(grid: &Grid, column: usize, head: usize) -> Option<Align> {
    let cells = grid.rows.iter().skip(head).flat_map(|row| &row.cells);
    let own = cells.filter(|cell| cell.column == column && cell.columns == 1);
    let aligns: Vec<Align> = own
        .filter_map(|cell| cell.paras.first())
        .map(|para| para.align)
        .collect();
    let count = |align: Align| aligns.iter().filter(|own| **own == align).count();
    let most = [Align::Left, Align::Center, Align::Right, Align::Justify]
        .into_iter()
        .max_by_key(|align| count(*align))?;
    (!aligns.is_empty()).then_some(match most {
        Align::Justify => Align::Left,
        align => align,
    })
}
