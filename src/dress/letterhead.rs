//! Ô số 1–5b: agency beside national title, number beside place and date; and the rules under them.

use super::text::twips_up;
use super::{Dresser, inlines};
use crate::document::{Inlines, Letterhead, Origin};
use crate::font::FaceId;
use crate::sheet::{
    Block, Cell, Inline, Padding, Paragraph, Role, Row, RunFormat, Table, TableRole, Twips,
    VerticalAlign,
};
use crate::style::{Look, RuleLook};

/// Text that fills its line to the last twip may break when a program rounds: room on each side.
const ROUNDING: Twips = Twips(6);

/// Between a place and its date (II.4.c).
const DATE_BEGINS: &str = ", ";

/// The lines of the letterhead that its columns are measured by.
struct Heads<'a> {
    /// Quốc hiệu, Tiêu ngữ.
    title: &'a [Paragraph],
    /// Place and date, if any.
    date: &'a [Paragraph],
    /// The agencies' names.
    agency: &'a [Paragraph],
    /// Số, ký hiệu, if any.
    number: &'a [Paragraph],
    /// V/v
    about: &'a [Paragraph],
}

impl Dresser<'_> {
    pub(super) fn letterhead(&mut self, head: &Letterhead, origin: Option<Origin>) -> Block {
        let looks = &self.style.looks;
        let mut right = vec![
            self.paragraph(
                Role::NationalTitle,
                &looks.national_title,
                &head.national_title,
                origin,
            ),
            self.paragraph(Role::Motto, &looks.motto, &head.motto, origin),
        ];
        let mut left = Vec::new();
        for line in &head.superior {
            left.push(self.paragraph(Role::Superior, &looks.superior, line, origin));
        }
        for line in &head.agency {
            left.push(self.paragraph(Role::Agency, &looks.agency, line, origin));
        }
        let mut number: Vec<Paragraph> = self
            .optional(Role::Number, &looks.number, head.number.as_ref(), origin)
            .into_iter()
            .chain(head.about.iter().enumerate().map(|(index, line)| {
                let mut about = self.paragraph(Role::About, &looks.about, line, origin);
                if index > 0 {
                    about.format.before = Twips(0);
                }
                about
            }))
            .collect();
        let place_date = head.place_date.as_ref();
        let mut date: Vec<Paragraph> = self
            .optional(Role::PlaceDate, &looks.place_date, place_date, origin)
            .into_iter()
            .collect();

        let whole_number = usize::from(head.number.is_some());
        let columns = self.letterhead_columns(&Heads {
            title: &right,
            date: &date,
            agency: &left,
            number: &number[..whole_number],
            about: &number[whole_number..],
        });
        for paragraph in number.iter_mut().take(whole_number) {
            if self.want(&paragraph.inlines) > columns[0] {
                inlines::break_at_hyphens(&mut paragraph.inlines);
            }
        }
        for paragraph in left.iter_mut().chain(&mut number) {
            self.balance(paragraph, columns[0]);
        }
        for paragraph in &mut date {
            self.fit_date(paragraph, columns[1]);
        }
        if let (Some(motto), Some(rule)) = (right.last_mut(), looks.motto.rule) {
            let width = self.width(&motto.inlines);
            under(motto, rule, width, columns[1]);
        }
        let agency_width = self.widest(&left[head.superior.len()..], columns[0]);
        left.extend(self.rule(looks.agency.rule, agency_width, columns[0]));

        let mut rows = vec![row(left, right)];
        if !number.is_empty() || !date.is_empty() {
            rows.push(row(self.filled(number), self.filled(date)));
        }
        Block::Table(plain_table(
            TableRole::Letterhead,
            columns.to_vec(),
            rows,
            origin,
        ))
    }

    /// Keeps a date whole that has no room beside its place. The line then ends behind the place; a
    /// place that is too long for a line is broken evenly.
    fn fit_date(&self, date: &mut Paragraph, column: Twips) {
        if self.want(&date.inlines) <= column {
            return;
        }
        let parts = inlines::parts(&date.inlines, DATE_BEGINS);
        inlines::keep_from(&mut date.inlines, DATE_BEGINS);
        let place = parts.first().map_or(Twips(0), |place| self.want(place));
        if place > column {
            self.balance(date, column);
        }
    }

    fn optional(
        &mut self,
        role: Role,
        look: &Look,
        inlines: Option<&Inlines>,
        origin: Option<Origin>,
    ) -> Option<Paragraph> {
        inlines.map(|inlines| self.paragraph(role, look, inlines, origin))
    }

    /// A cell cannot be without a paragraph: `Biên bản` has no date beside its number.
    pub(super) fn filled(&mut self, paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
        if paragraphs.is_empty() {
            let look = &self.style.looks.rule;
            return vec![self.paragraph(Role::Rule, look, &Vec::new(), None)];
        }
        paragraphs
    }

    /// The right column holds Quốc hiệu on one line (II.1), and place and date on one line, too, where
    /// that leaves the left column its words, its number whole and a fair share; else the date goes
    /// to a line of its own behind the place, and then the place breaks as well. The left column
    /// takes its share, and more where its lines want it and the right can spare it.
    fn letterhead_columns(&self, heads: &Heads<'_>) -> [Twips; 2] {
        let Heads {
            title,
            date,
            agency,
            number,
            about,
        } = heads;
        let whole = self.style.page.text_width();
        let measures = &self.style.letterhead;
        let share = |thousandths: i32| Twips(whole.0 * thousandths / 1000);
        let widest = |widths: &mut dyn Iterator<Item = Twips>| match widths.max() {
            Some(width) => width + measures.slack,
            None => Twips(0),
        };
        let want = |line: &Paragraph| self.want(&line.inlines);
        let word = |line: &Paragraph| self.extent(line).0;

        let wanted = widest(&mut agency.iter().chain(*number).map(want));
        let words = widest(&mut agency.iter().chain(*about).map(word));
        let number = widest(&mut number.iter().map(want));
        let least = words.max(number).max(share(measures.least_left_share));

        let title = widest(&mut title.iter().map(want));
        let line = widest(&mut date.iter().map(want));
        let parts = date
            .iter()
            .flat_map(|line| inlines::parts(&line.inlines, DATE_BEGINS));
        let parts: Vec<Twips> = parts.map(|part| self.want(&part)).collect();
        let two_lines = widest(&mut parts.iter().copied());
        let day = widest(&mut parts.last().copied().into_iter());
        let right = [line, two_lines]
            .map(|date| title.max(date))
            .into_iter()
            .find(|right| whole - *right >= least)
            .unwrap_or(title.max(day))
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

    /// What LibreOffice wants beyond its width at the end of italic text, and at each no-break space
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

/// Puts a centred rule of a length under a paragraph.
fn under(paragraph: &mut Paragraph, rule: RuleLook, length: Twips, column: Twips) {
    let side = Twips(((column - length).0 / 2).max(0));
    let side = (side - ROUNDING).max(Twips(0));
    paragraph.format.left = side;
    paragraph.format.right = side;
    paragraph.format.rule_below = Some(rule.rule);
}

/// A row of two cells that stays in one piece.
pub(super) fn row(left: Vec<Paragraph>, right: Vec<Paragraph>) -> Row {
    let cell = |paragraphs| Cell {
        paragraphs,
        vertical: VerticalAlign::Top,
    };
    Row {
        cells: vec![cell(left), cell(right)],
        header: false,
        cant_split: true,
    }
}

/// Two columns without borders or padding.
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
        origin,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_is_centred_and_not_shorter_than_asked() {
        let style = crate::style::Style::nd30(&[]).unwrap().0;
        let look = &style.looks.motto;
        let mut paragraph = Paragraph {
            style: crate::sheet::StyleId(0),
            format: super::super::styles::paragraph_format(look),
            item: None,
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
