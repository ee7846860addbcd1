//! Ô số 1–5b: agency beside national title, number beside place and date; and the rules under them.

use super::Dresser;
use crate::document::{Inlines, Letterhead, Origin};
use crate::sheet::{
    Block, Cell, Padding, Paragraph, Role, Row, Table, TableRole, Twips, VerticalAlign,
};
use crate::style::{Look, RuleLook};

/// Text that fills its line to the last twip may break when a program rounds: room on each side.
const ROUNDING: Twips = Twips(6);

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
        let number: Vec<Paragraph> = self
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
        let date: Vec<Paragraph> = self
            .optional(
                Role::PlaceDate,
                &looks.place_date,
                head.place_date.as_ref(),
                origin,
            )
            .into_iter()
            .collect();

        let columns = self.letterhead_columns(&left, right.iter().chain(&date));
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

    /// The right column holds Quốc hiệu, and place and date, on one line each. The left column
    /// takes its share, and more where its lines want it and the right can spare it.
    fn letterhead_columns<'p>(
        &self,
        left: &[Paragraph],
        right: impl Iterator<Item = &'p Paragraph>,
    ) -> [Twips; 2] {
        let whole = self.style.page.text_width();
        let measures = &self.style.letterhead;
        let widest = |width: Option<Twips>| width.unwrap_or_default() + measures.slack;
        let needed = widest(right.map(|line| self.width(&line.inlines)).max()).min(whole);
        let wanted = widest(left.iter().map(|line| self.width(&line.inlines)).max());
        let share = Twips(whole.0 * measures.left_share / 1000);
        let left = wanted.max(share).min(whole - needed);
        [left, whole - left]
    }

    /// The longest of some lines, as far as the column lets it be.
    pub(super) fn widest(&self, lines: &[Paragraph], column: Twips) -> Twips {
        let widest = lines.iter().map(|line| self.width(&line.inlines)).max();
        widest.unwrap_or_default().min(column)
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
        };
        under(&mut paragraph, look.rule.unwrap(), Twips(1001), Twips(3000));
        let format = &paragraph.format;
        assert_eq!(format.left, format.right);
        assert!(3000 - format.left.0 - format.right.0 >= 1001);
    }
}
