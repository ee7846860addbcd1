//! The closing: recipients, and who signs.

use super::{
    Reading, Signatory, Why,
    head::{rest_of, segments},
    lines::{Element, Grid, GridCell, GridRow, Para, What},
    opening::dashed,
    words::{Words, begins, behind, is_capitals},
};

/// A line of the closing.
#[derive(Debug, Clone)]
struct ClosingLine {
    at: usize,
    text: String,
    gap: bool,
    /// It begins an item of a list.
    labelled: bool,
}

impl Reading<'_> {
    /// The index of the element that the closing begins with; the end where there is none.
    pub(super) fn closing_at(&self) -> usize {
        let from = self.next;
        let all = &self.elements[from..];
        let is_closing = |(index, element): &(usize, &Element)| match &element.what {
            What::Table(grid) => {
                !grid.bordered && self.closes(grid)
                    || grid.rows.len() <= 3 && grid.columns.len() <= 3 && self.has_recipients(grid)
            }
            What::Para(para) => {
                let first = segments(&para.text())
                    .into_iter()
                    .next()
                    .unwrap_or_default();
                let below = all.get(index + 1).and_then(Element::para);
                let is_signed = para.outline.is_none()
                    && para.label.is_none()
                    && (para.is_centred() || para.left > 2400)
                    && is_capitals(&para.text())
                    && below.is_some_and(|below| {
                        begins(&para.text(), &self.words.capacities)
                            || begins(&para.text(), &self.words.titles) && is_name(below)
                    });
                is_recipients(&first, &self.words.recipients) || is_signed
            }
        };
        let found = all.iter().enumerate().find(is_closing);
        found.map_or(self.elements.len(), |(index, _)| from + index)
    }

    fn has_recipients(&self, grid: &Grid) -> bool {
        let cells = grid.rows.iter().flat_map(|row| &row.cells);
        let mut firsts = cells.filter_map(|cell| cell.paras.first());
        firsts.any(|para| is_recipients(&para.text(), &self.words.recipients))
    }

    /// Tells whether a table is that of a closing: it has recipients, or cells in which people sign.
    fn closes(&self, grid: &Grid) -> bool {
        let cells = || grid.rows.iter().flat_map(|row| &row.cells);
        let signs = |para: &Para| {
            let text = para.text();
            let first = text.lines().next().unwrap_or_default();
            is_capitals(first)
                && (begins(first, &self.words.capacities)
                    || begins(first, &self.words.parties)
                    || begins(first, &self.words.titles))
        };
        let mut firsts = cells().filter_map(|cell| cell.paras.first().map(|para| (cell, para)));
        self.has_recipients(grid)
            || firsts
                .any(|(cell, para)| signs(para) && (cell.paras.len() > 1 || grid.rows.len() > 1))
    }

    /// Cuts a table whose last rows are the closing, which a program joined to it, before these rows.
    pub(super) fn cut_closing(elements: Vec<Element>, words: &Words) -> Vec<Element> {
        let mut out = Vec::with_capacity(elements.len());
        for element in elements {
            let at = element.table().and_then(|grid| closing_row(grid, words));
            let (What::Table(grid), Some(at)) = (&element.what, at) else {
                out.push(element);
                continue;
            };
            let part = |rows: &[GridRow], bordered: bool| Grid {
                columns: grid.columns.clone(),
                bordered,
                rows: rows.to_vec(),
            };
            for (grid, fresh) in [
                (part(&grid.rows[..at], grid.bordered), element.fresh),
                (part(&grid.rows[at..], false), false),
            ] {
                out.push(Element {
                    what: What::Table(simple(grid)),
                    landscape: element.landscape,
                    fresh,
                });
            }
        }
        out
    }

    pub(super) fn closing(&mut self) {
        let mut is_first = true;
        while let Some(element) = self.elements.get(self.next) {
            // Who signs may stand in a table, and the recipients below it, or the other way round.
            let goes_on = match &element.what {
                What::Table(grid) => !grid.bordered && self.closes(grid),
                What::Para(para) => is_recipients(&para.text(), &self.words.recipients),
            };
            if !is_first && (element.fresh || !goes_on) {
                return;
            }
            is_first = false;
            let columns: Vec<Vec<ClosingLine>> = match &element.what {
                What::Table(grid) => {
                    self.next += 1;
                    self.columns(grid)
                }
                What::Para(_) => {
                    let columns = self.typed_columns();
                    columns.into_iter().collect()
                }
            };
            for column in columns {
                self.column(&column);
            }
        }
    }

    /// The lines of each column of a closing's table from top to bottom, cell by cell.
    fn columns(&mut self, grid: &Grid) -> Vec<Vec<ClosingLine>> {
        let mut out: Vec<(usize, usize, Vec<ClosingLine>)> = Vec::new();
        for (row, cells) in grid.rows.iter().enumerate() {
            for cell in &cells.cells {
                let mut lines = Vec::new();
                for para in &cell.paras {
                    self.tell_marks_of(para);
                    for part in para.split() {
                        lines.push(ClosingLine {
                            at: part.at,
                            text: part.text().split_whitespace().collect::<Vec<_>>().join(" "),
                            gap: part.gap,
                            labelled: part.label.is_some(),
                        });
                    }
                }
                if lines.is_empty() {
                    continue;
                }
                // A name in a row of its own is that of the title above; a whole signature begins another one.
                let above = out
                    .iter_mut()
                    .rev()
                    .find(|(_, column, _)| *column == cell.column);
                let whole = |lines: &[ClosingLine]| {
                    lines.len() > 1 && !is_capitals(&lines[lines.len() - 1].text)
                };
                match above {
                    Some((_, _, above))
                        if !whole(above)
                            && !is_recipients(&lines[0].text, &self.words.recipients)
                            || !is_capitals(&lines[0].text)
                                && lines[0].labelled
                                && is_recipients(&above[0].text, &self.words.recipients) =>
                    {
                        lines[0].gap = true;
                        above.append(&mut lines);
                    }
                    _ => out.push((row, cell.column, lines)),
                }
            }
        }
        out.into_iter().map(|(_, _, lines)| lines).collect()
    }

    /// The lines of a closing that is typed in paragraphs: recipients on the left, who signs on the right.
    fn typed_columns(&mut self) -> [Vec<ClosingLine>; 2] {
        let mut left = Vec::new();
        let mut right: Vec<ClosingLine> = Vec::new();
        let mut in_recipients = false;
        while let Some(element) = self.elements.get(self.next) {
            let Some(para) = element.para() else { break };
            let begins_other = element.fresh
                || begins(&para.text(), &self.words.appendix[..1]) && para.is_centred();
            if begins_other && !(left.is_empty() && right.is_empty()) {
                break;
            }
            let para = para.clone();
            self.tell_marks_of(&para);
            for part in para.split() {
                let text = part.text();
                let all = segments(&text);
                let several = all.len() > 1;
                let is_right = part.is_centred() || part.left > 2400 || plain_right(&part);
                for (nth, text) in all.into_iter().enumerate() {
                    let line = |text: String| ClosingLine {
                        at: part.at,
                        text,
                        gap: part.gap,
                        labelled: part.label.is_some(),
                    };
                    let is_dashed =
                        dashed(&text, &["-", "–", "+", "•"]).is_some() || part.label.is_some();
                    let is_first = is_recipients(&text, &self.words.recipients);
                    in_recipients |= is_first;
                    let is_left = nth == 0
                        && (is_first || is_dashed && in_recipients || several && in_recipients)
                        || nth == 0
                            && !is_right
                            && !several
                            && in_recipients
                            && !is_capitals(&text)
                            && right.is_empty();
                    match is_left {
                        true => left.push(line(text)),
                        false => right.push(line(text)),
                    }
                }
            }
            self.next += 1;
        }
        [left, right]
    }

    fn column(&mut self, lines: &[ClosingLine]) {
        let Some(first) = lines.first() else { return };
        if is_recipients(&first.text, &self.words.recipients) {
            return self.recipients(lines);
        }
        if begins(&first.text, &self.words.confirmation) {
            let text: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
            return self.ledger.tell(first.at, &text.join(" "), Why::Printed);
        }
        self.signatory(lines);
    }

    fn recipients(&mut self, lines: &[ClosingLine]) {
        let Some((first, rest)) = lines.split_first() else {
            return;
        };
        let behind_label = behind(&first.text, &self.words.recipients).unwrap_or_default();
        let mut items: Vec<(usize, String)> = Vec::new();
        let inline = behind_label.trim_start_matches([':', ' ']).trim();
        self.ledger.tell(
            first.at,
            &rest_of(&first.text, [&inline.to_owned()]),
            Why::Printed,
        );
        if !inline.is_empty() {
            items.push((first.at, inline.to_owned()));
        }
        for line in rest {
            let dash = dashed(&line.text, &["-", "–", "+", "•", "*"]);
            let text = dash.unwrap_or(&line.text).trim().to_owned();
            let goes_on = !line.labelled
                && dash.is_none()
                && items
                    .last()
                    .is_some_and(|(_, last)| !last.ends_with([';', '.', ',']))
                && behind(&text, &self.words.archive).is_none();
            match items.last_mut().filter(|_| goes_on) {
                Some((_, last)) => {
                    last.push(' ');
                    last.push_str(&text);
                }
                None => items.push((line.at, text)),
            }
        }
        for (at, text) in items {
            let archive = behind(&text, &self.words.archive).filter(|rest| {
                rest.trim_start().starts_with([':', ' '])
                    || rest.trim().is_empty()
                    || rest.starts_with(char::is_whitespace)
            });
            let is_archive = archive.is_some_and(|rest| {
                rest.trim_start().starts_with(':') || rest.trim_start().starts_with("VT")
            });
            if let Some(rest) =
                archive.filter(|_| is_archive && self.said.closing.archive.is_none())
            {
                self.ledger.tell(
                    at,
                    &self.words.archive.clone().replacen('l', "L", 1),
                    Why::Printed,
                );
                self.archive(rest.trim_start_matches([':', ' ']).trim());
                continue;
            }
            let text = text.trim_end_matches([';', ',', '.', ' ']);
            if !text.is_empty() {
                self.said.closing.recipients.push(text.to_owned());
            }
        }
    }

    /// `VT, VPTK. PL.(300)`: archive, drafter, copies.
    fn archive(&mut self, text: &str) {
        let text = text.trim_end_matches([';', ',', ' ']);
        let (text, copies) = match text.rsplit_once('(') {
            Some((before, number)) if number.trim_end_matches(['.', ' ']).ends_with(')') => {
                let number = number.trim_end_matches(['.', ' ', ')']);
                match number.chars().all(|c| c.is_ascii_digit()) && before.trim_end().ends_with('.')
                {
                    true => (before.trim_end(), Some(number.to_owned())),
                    false => (text, None),
                }
            }
            _ => (text, None),
        };
        let closing = &mut self.said.closing;
        closing.copies = copies;
        let text = text.trim_end_matches(['.', ' ']);
        match text.split_once(". ") {
            Some((archive, drafter)) if !drafter.contains(' ') => {
                closing.archive = Some(archive.to_owned());
                closing.drafter = Some(drafter.to_owned());
            }
            _ => closing.archive = Some(text.to_owned()),
        }
    }

    fn signatory(&mut self, lines: &[ClosingLine]) {
        let mut signatory = Signatory::default();
        let mut lines: Vec<ClosingLine> = lines.to_vec();
        lines.retain(|line| {
            let hint = begins(&line.text, &self.words.signing_hints);
            if hint {
                self.ledger.tell(line.at, &line.text, Why::Printed);
            }
            !hint
        });
        let Some(first) = lines.first().cloned() else {
            return;
        };
        // A name is no title and stands last.
        let last_is_name = lines.len() > 1
            && lines
                .last()
                .is_some_and(|last| !begins(&last.text, &self.words.titles) || last.gap);
        if last_is_name {
            signatory.name = lines.pop().map(|line| line.text);
        } else if let Some(line) = lines
            .first()
            .filter(|line| lines.len() == 1 && !is_capitals(&line.text))
        {
            self.ledger.tell(line.at, &line.text, Why::Unplaced);
            return;
        }
        let mut rest = lines.into_iter().peekable();
        while let Some(line) = rest.next_if(|line| begins(&line.text, &self.words.parties)) {
            let party = self
                .words
                .parties
                .iter()
                .find_map(|word| behind(&line.text, word));
            let party = party.unwrap_or(&line.text).trim().to_owned();
            self.ledger
                .tell(line.at, &rest_of(&line.text, [&party]), Why::Printed);
            signatory.party.push(party);
        }
        while let Some(line) = rest.next_if(|line| {
            begins(&line.text, &self.words.capacities)
                || !signatory.capacity.is_empty() && begins(&line.text, &self.words.units)
        }) {
            signatory.capacity.push(line.text);
        }
        let mut titled = false;
        for line in rest {
            let is_office = titled && (line.gap || !is_capitals(&line.text));
            match is_office || !signatory.office.is_empty() {
                true => signatory.office.push(line.text),
                false => signatory.title.push(line.text),
            }
            titled = true;
        }
        if signatory.title.is_empty() {
            // KT. CHỦ TỊCH without a title of who signs.
            if let Some(capacity) = signatory.capacity.pop() {
                signatory.title.push(capacity);
            }
        }
        if signatory.title.is_empty() && signatory.party.is_empty() {
            if let Some(name) = &signatory.name {
                self.ledger.tell(first.at, name, Why::Unplaced);
            }
            return;
        }
        if signatory.name.is_none() {
            self.ledger.tell_beside(first.at, "ho_ten", Why::Missing);
        }
        self.said.closing.signatories.push(signatory);
    }
}

/// The row, not the first, that a closing at the end of a table begins with.
fn closing_row(grid: &Grid, words: &Words) -> Option<usize> {
    let firsts = |row: &GridRow| -> Vec<Para> {
        let firsts = row.cells.iter().filter_map(|cell| cell.paras.first());
        firsts.cloned().collect()
    };
    let receives = |row: &GridRow| {
        let mut firsts = firsts(row).into_iter();
        row.cells.len() <= 3 && firsts.any(|para| is_recipients(&para.text(), &words.recipients))
    };
    let signs = |row: &GridRow| {
        let filled: Vec<_> = row
            .cells
            .iter()
            .filter(|cell| !cell.paras.is_empty())
            .collect();
        let signs = |cell: &&GridCell| {
            let text = cell.paras[0].text();
            let named = begins(&text, &words.capacities)
                || begins(&text, &words.titles)
                || begins(&text, &words.parties);
            cell.paras.len() > 1 && is_capitals(&text) && named
        };
        !filled.is_empty() && filled.len() <= 3 && filled.iter().all(signs)
    };
    let last = grid.rows.len().checked_sub(1)?;
    let near = last.saturating_sub(4).max(1)..=last;
    let mut at = near
        .into_iter()
        .find(|at| receives(&grid.rows[*at]))
        .or_else(|| signs(&grid.rows[last]).then_some(last))?;
    while at > 1 && signs(&grid.rows[at - 1]) {
        at -= 1;
    }
    // A closing alone is no table with rows of its own above it.
    let own = grid.rows[..at].iter().any(|row| !signs(row));
    (at > 0 && own && grid.bordered).then_some(at)
}

/// A table without the edges of columns at which none of its cells begins or ends.
fn simple(grid: Grid) -> Grid {
    let cells = || grid.rows.iter().flat_map(|row| &row.cells);
    let mut edges: Vec<usize> = cells()
        .flat_map(|cell| [cell.column, cell.column + cell.columns])
        .collect();
    edges.push(0);
    edges.sort_unstable();
    edges.dedup();
    let place = |edge: usize| edges.partition_point(|own| *own < edge);
    let columns = edges.windows(2).map(|pair| {
        let within = grid.columns.get(pair[0]..pair[1].min(grid.columns.len()));
        within.unwrap_or_default().iter().sum()
    });
    let rows = grid.rows.iter().map(|row| GridRow {
        header: row.header,
        cells: row
            .cells
            .iter()
            .map(|cell| GridCell {
                column: place(cell.column),
                columns: (place(cell.column + cell.columns) - place(cell.column)).max(1),
                ..cell.clone()
            })
            .collect(),
    });
    Grid {
        columns: columns.collect(),
        bordered: grid.bordered,
        rows: rows.collect(),
    }
}

fn plain_right(para: &Para) -> bool {
    para.align == crate::import::flat::Align::Right
}

/// Tells whether a paragraph is the name of who signs, below the room for the signature.
fn is_name(para: &Para) -> bool {
    let text = para.text();
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_word = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    para.gap
        && (para.is_centred() || para.left > 2400 || plain_right(para))
        && (2..=6).contains(&words.len())
        && words.iter().all(is_word)
        && !text.contains(|c: char| c.is_ascii_digit())
}

fn is_recipients(text: &str, word: &str) -> bool {
    let rest = behind(text, word);
    rest.is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.is_empty() || rest.starts_with([':', '.', ';', '-'])
    })
}
