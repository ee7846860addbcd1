//! Ô số 1–5b: agency beside national title, number beside place and date; and the rules under them.

use super::text::twips_up;
use super::{Dresser, inlines};
use crate::decree::{Look, RuleLook};
use crate::document::{Breaks, Cell, Form, InLetterhead, Lines, Origin};
use crate::font::FaceId;
use crate::sheet::{
    self, Block, Inline, Padding, Paragraph, Role, Row, RunFormat, Table, TableRole, Twips,
    VerticalAlign,
};
use std::collections::{BTreeMap, BTreeSet};

/// Text that fills its line to the last twip may break when a program rounds: room on each side.
const ROUNDING: Twips = Twips(6);

/// From the line above a letterhead to its text.
const RULE_ABOVE: Twips = Twips(40);

/// Between a place and its date (II.4.c).
const DATE_BEGINS: &str = ", ";

/// A component of the letterhead, dressed.
struct Part<'a> {
    place: InLetterhead,
    look: &'a Look,
    paragraphs: Vec<Paragraph>,
}

impl<'a> Dresser<'a> {
    pub(super) fn letterhead(&mut self, parts: &[Lines], origin: Option<Origin>) -> Vec<Block> {
        let parts = self.letterhead_parts(parts, origin);
        let (margins, mut parts): (Vec<_>, Vec<_>) = parts
            .into_iter()
            .partition(|part| part.place.cell.is_margin());
        let columns = self.letterhead_columns(&parts);
        let gutter = self.style.letterhead.gutter;
        let lines = [columns[0] - gutter, columns[1]];
        for part in &mut parts {
            self.fit_part(part, lines);
        }
        for part in &mut parts {
            self.finish_part(part, column_of(part, lines));
            if is_left(part.place.cell) {
                for paragraph in &mut part.paragraphs {
                    paragraph.format.right += gutter;
                }
            }
        }
        self.margins(margins, columns);
        let above = parts.iter().find_map(|part| part.look.rule_above);
        let mut cells = [
            Cell::LeftTop,
            Cell::RightTop,
            Cell::LeftBottom,
            Cell::RightBottom,
        ]
        .map(|cell| (cell, Vec::new()));
        for part in parts {
            let cell = cells.iter_mut().find(|(cell, _)| *cell == part.place.cell);
            if let Some((_, paragraphs)) = cell {
                paragraphs.extend(part.paragraphs);
            }
        }
        let [left, right, number, date] = cells.map(|(_, mut paragraphs)| {
            self.part_frames(&mut paragraphs);
            paragraphs
        });
        let mut rows = vec![row(vec![self.filled(left), self.filled(right)])];
        if !number.is_empty() || !date.is_empty() {
            rows.push(row(vec![self.filled(number), self.filled(date)]));
        }
        // What has a line above it opens the part of a copy, which stays in one piece (Phần II, II.2.a).
        let rule = above.and_then(|rule| self.rule(Some(rule), self.column, self.column));
        if rule.is_some() {
            let cells = rows.iter_mut().flat_map(|row| &mut row.cells);
            for paragraph in cells.flat_map(|cell| &mut cell.paragraphs) {
                paragraph.format.keep_next = true;
            }
        }
        let rule = rule.map(|mut rule| {
            rule.format.before = self.style.closing.before;
            rule.format.after = RULE_ABOVE;
            rule.format.keep_next = true;
            Block::Paragraph(rule)
        });
        let table = Table {
            words: self.style.letterhead_words.clone(),
            ..plain_table(TableRole::Letterhead, columns.to_vec(), rows, origin)
        };
        rule.into_iter().chain([Block::Table(table)]).collect()
    }

    /// Puts a part into its frame, or its rule under it.
    fn finish_part(&mut self, part: &mut Part<'_>, column: Twips) {
        let lines = std::mem::take(&mut part.paragraphs);
        part.paragraphs = match self.framed(&lines, part.look, column) {
            Some(framed) => vec![framed],
            None => lines,
        };
        if let Some(rule) = part.look.rule {
            self.rule_part(part, rule, column);
        }
    }

    /// Sets the parts that stand in the margins of the first page: above the right column (ô số 11), and at the
    /// foot over the whole width (ô số 13).
    fn margins(&mut self, parts: Vec<Part<'_>>, [left, right]: [Twips; 2]) {
        for mut part in parts {
            let is_above = part.place.cell == Cell::TopMargin;
            let (start, column) = match is_above {
                true => (left, right),
                false => (Twips(0), left + right),
            };
            for paragraph in &mut part.paragraphs {
                self.balance(paragraph, column);
            }
            self.finish_part(&mut part, column);
            for paragraph in &mut part.paragraphs {
                paragraph.format.left += start;
            }
            let above = part.look.rule_above;
            let above = self.rule(above, column, column);
            let margin = match is_above {
                true => &mut self.first_header,
                false => &mut self.first_footer,
            };
            margin.extend(above);
            margin.extend(part.paragraphs);
        }
        let mut above = std::mem::take(&mut self.first_header);
        self.part_frames(&mut above);
        self.first_header = above;
    }

    /// The parts in the order in which the data declares them, a paragraph a line. A cell in which
    /// components take turns (those of a joint document's agencies) keeps its order.
    fn letterhead_parts(&mut self, parts: &[Lines], origin: Option<Origin>) -> Vec<Part<'a>> {
        let declared = self.style.components.iter().enumerate();
        let declared: Vec<_> = declared
            .filter_map(|(at, component)| match component.form {
                Form::Letterhead(place) => Some((at, component.name, place)),
                Form::Lines { .. } | Form::Labelled => None,
            })
            .collect();
        let find = |part: &Lines| declared.iter().find(|(_, name, _)| *name == part.component);
        let each = parts.iter().filter_map(|part| Some((find(part)?, part)));
        let mut ordered: Vec<_> = each
            .map(|(&(at, _, place), part)| (at, place, part))
            .collect();
        let (mut seen, mut in_turns) = (BTreeSet::new(), BTreeSet::new());
        let mut first: BTreeMap<Cell, usize> = BTreeMap::new();
        for (at, place, part) in &ordered {
            if !seen.insert(part.component) {
                in_turns.insert(place.cell);
            }
            let first = first.entry(place.cell).or_insert(*at);
            *first = (*first).min(*at);
        }
        ordered.sort_by_key(|(at, place, _)| match in_turns.contains(&place.cell) {
            true => first.get(&place.cell).copied().unwrap_or(*at),
            false => *at,
        });
        let mut dressed: Vec<Part<'a>> = Vec::new();
        for (_, place, part) in ordered {
            let mut paragraphs = self.part_lines(part, origin);
            let above = dressed
                .iter()
                .rev()
                .find(|above| above.place.cell == place.cell);
            // Another agency's name begins under the rule of the one before.
            if in_turns.contains(&place.cell)
                && above.is_some_and(|above| above.look.rule.is_some())
                && let Some(first) = paragraphs.first_mut()
            {
                first.format.before = self.style.letterhead.joint_gap;
            }
            dressed.push(Part {
                place,
                look: self.look(part.component, origin),
                paragraphs,
            });
        }
        dressed
    }

    /// The lines of a part, with the space above the first and below the last.
    fn part_lines(&mut self, part: &Lines, origin: Option<Origin>) -> Vec<Paragraph> {
        let look = self.look(part.component, origin);
        let role = Role::Component(part.component);
        let lines = part.lines.iter();
        let lines = lines.map(|line| self.paragraph(role, look, line, origin));
        let mut paragraphs: Vec<Paragraph> = lines.collect();
        let last = paragraphs.len().saturating_sub(1);
        for (index, paragraph) in paragraphs.iter_mut().enumerate() {
            if index > 0 {
                paragraph.format.before = Twips(0);
            }
            if index < last {
                paragraph.format.after = Twips(0);
            }
        }
        paragraphs
    }

    /// Breaks the lines of a part that have no room, each as its component wants it.
    fn fit_part(&self, part: &mut Part<'_>, columns: [Twips; 2]) {
        let column = column_of(part, columns);
        for paragraph in &mut part.paragraphs {
            match part.place.breaks {
                Breaks::BeforeDate => self.fit_date(paragraph, column),
                Breaks::AtHyphens if self.want(&paragraph.inlines) > column => {
                    inlines::break_at_hyphens(&mut paragraph.inlines);
                    self.balance(paragraph, column);
                }
                Breaks::AtHyphens | Breaks::Evenly | Breaks::Freely => {
                    self.balance(paragraph, column);
                }
            }
        }
    }

    /// Puts the rule of a part under its text: one as long as the text is the border of its last
    /// line, a shorter one a paragraph of its own.
    fn rule_part(&mut self, part: &mut Part<'_>, rule: RuleLook, column: Twips) {
        if rule.share == WHOLE {
            if let Some(last) = part.paragraphs.last_mut() {
                let width = self.width(&last.inlines);
                under(last, rule, width, column);
            }
            return;
        }
        let width = self.widest(&part.paragraphs, column);
        part.paragraphs.extend(self.rule(Some(rule), width, column));
    }

    /// Keeps a date whole that has no room beside its place. The line then ends behind the place; a
    /// place that is too long for a line is broken evenly. What fits with plain blanks only has them.
    fn fit_date(&self, date: &mut Paragraph, column: Twips) {
        if self.want(&date.inlines) <= column {
            return;
        }
        for plain in self.one_line_dates(&date.inlines) {
            if self.want(&plain) <= column {
                date.inlines = plain;
                return;
            }
        }
        let parts = inlines::parts(&date.inlines, DATE_BEGINS);
        inlines::keep_from(&mut date.inlines, DATE_BEGINS);
        let place = parts.first().map_or(Twips(0), |place| self.want(place));
        if place > column {
            self.balance(date, column);
        }
    }

    /// The ways to set a place and its date on one line that has little room, the one that loses least first: with
    /// plain blanks, beside which LibreOffice wants nothing; and with shorter gaps for day and month.
    fn one_line_dates(&self, date: &[Inline]) -> Vec<Vec<Inline>> {
        let mut plain = date.to_vec();
        inlines::break_at_blanks(&mut plain);
        let gaps = (self.style.blanks.least..inlines::longest_gap(&plain)).rev();
        let shorter = gaps.map(|gap| {
            let mut date = plain.clone();
            inlines::shorten_gaps(&mut date, gap);
            date
        });
        let shorter: Vec<_> = shorter.collect();
        std::iter::once(plain).chain(shorter).collect()
    }

    /// A cell cannot be without a paragraph: `Biên bản` has no date beside its number.
    pub(super) fn filled(&mut self, paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
        if paragraphs.is_empty() {
            let look = &self.style.looks.rule;
            return vec![self.paragraph(Role::Rule, look, &Vec::new(), None)];
        }
        paragraphs
    }

    /// The right column holds Quốc hiệu on one line (II.1), and place and date on one line (II.4.c), too. For that
    /// the left column gives way: to its fair share; then to its words and its number whole, and no blank of the date
    /// keeps words together; then gaps for day and month get shorter; compounds of the agency's name are parted last. Where even that is not enough, the date goes
    /// to a line of its own behind the place, and then the place breaks as well. The left column
    /// takes its share, and more where its lines want it and the right can spare it.
    fn letterhead_columns(&self, parts: &[Part<'_>]) -> [Twips; 2] {
        let lines = |left: bool, breaks: &'static [Breaks]| {
            let of = move |part: &&Part<'_>| {
                is_left(part.place.cell) == left && breaks.contains(&part.place.breaks)
            };
            parts.iter().filter(of).flat_map(|part| &part.paragraphs)
        };
        let title = || lines(false, &[Breaks::Evenly, Breaks::Freely, Breaks::AtHyphens]);
        let date = || lines(false, &[Breaks::BeforeDate]);
        let number = || lines(true, &[Breaks::AtHyphens]);
        let whole = self.column;
        let measures = &self.style.letterhead;
        let share = |thousandths: i32| Twips(whole.0 * thousandths / 1000);
        let widest = |widths: &mut dyn Iterator<Item = Twips>, slack: Twips| match widths.max() {
            Some(width) => width + slack,
            None => Twips(0),
        };
        let slack = measures.slack;
        let want = |line: &Paragraph| self.want(&line.inlines);
        let word = |line: &Paragraph| self.extent(line).0;

        let one_line = lines(
            true,
            &[Breaks::Evenly, Breaks::AtHyphens, Breaks::BeforeDate],
        );
        let gutter = measures.gutter;
        let wanted = widest(&mut one_line.map(want), slack) + gutter;
        let parted = || lines(true, &[Breaks::Evenly, Breaks::Freely, Breaks::BeforeDate]);
        let whole_left = |words: Twips, slack: Twips| {
            let number = widest(&mut number().map(want), slack);
            number.max(words + slack) + gutter
        };
        let words = parted().map(word).max().unwrap_or_default();
        let compounds = parted().map(|line| self.longest_compound(line));
        let least = whole_left(words, slack).max(share(measures.least_left_share));
        let tightest = [compounds.max().unwrap_or_default(), words];
        let tightest = tightest.map(|words| whole_left(words, ROUNDING));

        let widest_title = widest(&mut title().map(want), slack);
        let line = widest(&mut date().map(want), slack);
        let ways: Vec<_> = date()
            .map(|line| self.one_line_dates(&line.inlines))
            .collect();
        let longest = ways.iter().map(Vec::len).max().unwrap_or(0);
        let tight = tightest
            .into_iter()
            .flat_map(|least| (0..longest).map(move |at| (at, least)));
        let tight = tight.map(|(at, least)| {
            let dates = ways.iter().filter_map(|ways| ways.get(at).or(ways.last()));
            let dates = widest(&mut dates.map(|line| self.want(line)), ROUNDING);
            (widest(&mut title().map(want), ROUNDING).max(dates), least)
        });
        let parts = date().flat_map(|line| inlines::parts(&line.inlines, DATE_BEGINS));
        let parts: Vec<Twips> = parts.map(|part| self.want(&part)).collect();
        let two_lines = widest(&mut parts.iter().copied(), slack);
        let day = widest(&mut parts.last().copied().into_iter(), slack);
        let right = std::iter::once((widest_title.max(line), least))
            .chain(tight)
            .chain([(widest_title.max(two_lines), least)])
            .find(|(right, least)| whole - *right >= *least)
            .map_or(widest_title.max(day), |(right, _)| right)
            .min(whole);
        let left = wanted.max(share(measures.left_share)).min(whole - right);
        [left, whole - left]
    }

    /// The longest of the lines that some paragraphs take in a column.
    pub(super) fn widest(&self, lines: &[Paragraph], column: Twips) -> Twips {
        let widest = lines
            .iter()
            .map(|line| self.widest_line(line, column))
            .max();
        widest.unwrap_or_default().min(column)
    }

    /// The room that a text wants on one line, rounded up.
    pub(super) fn want(&self, inlines: &[Inline]) -> Twips {
        let mut surplus = 0.0;
        for inline in inlines {
            if let Inline::Run(run) = inline {
                let kept = run
                    .text
                    .chars()
                    .filter(|c| matches!(c, '\u{a0}' | '\u{2011}'));
                surplus += (kept.count() + 1) as f64 * self.italic_surplus(run.format);
            }
        }
        self.width(inlines) + twips_up(surplus)
    }

    /// The room that LibreOffice wants beyond its width at the end of italic text, and at each no-break space
    /// and hyphen in it, in points: a twelfth of the line's height.
    pub(super) fn italic_surplus(&self, format: RunFormat) -> f64 {
        if !format.italic {
            return 0.0;
        }
        let face = self.fonts.face(FaceId::new(format.bold, true));
        let size = format.size.points();
        (face.ascent(size) + face.descent(size) + face.line_gap(size)) / 12.0
    }

    /// A paragraph that carries a rule shorter than the text above it: a border is as wide as its
    /// paragraph's indents leave it, and indents on the text itself would break its lines.
    pub(super) fn rule(
        &mut self,
        rule: Option<RuleLook>,
        text: Twips,
        column: Twips,
    ) -> Option<Paragraph> {
        let rule = rule?;
        let mut paragraph = self.paragraph(Role::Rule, &self.style.looks.rule, &Vec::new(), None);
        let length = Twips(text.0 * rule.share / 1000);
        under(&mut paragraph, rule, length, column);
        Some(paragraph)
    }
}

/// A rule as long as its text, in thousandths.
const WHOLE: i32 = 1000;

fn is_left(cell: Cell) -> bool {
    matches!(cell, Cell::LeftTop | Cell::LeftBottom)
}

fn column_of(part: &Part<'_>, [left, right]: [Twips; 2]) -> Twips {
    if is_left(part.place.cell) {
        left
    } else {
        right
    }
}

/// Puts a centred rule of a length under a paragraph.
fn under(paragraph: &mut Paragraph, rule: RuleLook, length: Twips, column: Twips) {
    let side = Twips(((column - length).0 / 2).max(0));
    let side = (side - ROUNDING).max(Twips(0));
    paragraph.format.left = side;
    paragraph.format.right = side;
    paragraph.format.rule_below = Some(rule.rule);
}

/// A row that stays in one piece.
pub(super) fn row(cells: Vec<Vec<Paragraph>>) -> Row {
    let cell = |paragraphs| sheet::Cell {
        paragraphs,
        vertical: VerticalAlign::Top,
        across: 1,
        down: sheet::Down::Rows(1),
    };
    Row {
        cells: cells.into_iter().map(cell).collect(),
        header: false,
        cant_split: true,
        least_height: None,
    }
}

/// Columns without borders or padding.
pub(super) fn plain_table(
    role: TableRole,
    columns: Vec<Twips>,
    rows: Vec<Row>,
    origin: Option<Origin>,
) -> Table {
    let none = Twips(0);
    Table {
        role,
        columns,
        indent: none,
        padding: Padding {
            top: none,
            right: none,
            bottom: none,
            left: none,
        },
        border: None,
        rows,
        words: String::new(),
        origin,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ComponentName;

    #[test]
    fn rule_is_centred_and_not_shorter_than_asked() {
        let style = crate::decree::Style::nd30(&[]).unwrap().0;
        let look = style
            .looks
            .component(ComponentName::new("motto").unwrap())
            .unwrap();
        let mut paragraph = Paragraph {
            style: crate::sheet::StyleId(0),
            format: super::super::styles::paragraph_format(look),
            item: None,
            outline: None,
            inlines: Vec::new(),
            origin: None,
            block: None,
        };
        under(&mut paragraph, look.rule.unwrap(), Twips(1001), Twips(3000));
        let format = &paragraph.format;
        assert_eq!(format.left, format.right);
        assert!(3000 - format.left.0 - format.right.0 >= 1001);
    }
}
