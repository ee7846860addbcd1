//! Ô số 7 and 9b: Nơi nhận beside the signature.

use super::Dresser;
use super::keep_last_row;
use super::letterhead::{plain_table, row};
use crate::document::{self, BlockKind, Closing, Origin};
use crate::font::FaceId;
use crate::sheet::{Block, Role, Row, TableRole, Twips};
use crate::style::Look;

impl Dresser<'_> {
    pub(super) fn closing(&mut self, closing: &Closing, origin: Option<Origin>) -> Block {
        let looks = &self.style.looks;
        let mut left = Vec::new();
        if !closing.recipients.is_empty() {
            left.push(self.paragraph(
                Role::RecipientsLabel,
                &looks.recipients_label,
                &closing.recipients_label,
                origin,
            ));
        }
        for line in &closing.recipients {
            left.push(self.paragraph(Role::Recipient, &looks.recipient, line, origin));
        }
        let mut right = Vec::new();
        for line in closing.authority.iter().chain(&closing.title) {
            right.push(self.paragraph(Role::SignatureTitle, &looks.signature_title, line, origin));
        }
        let mut name = self.paragraph(
            Role::SignatureName,
            &looks.signature_name,
            &closing.name,
            origin,
        );
        name.format.before = self.style.closing.signature_gap;

        let whole = self.column;
        let left_width = Twips(whole.0 * self.style.closing.left_share / 1000);
        let columns = vec![left_width, whole - left_width];
        for title in &mut right {
            self.balance(title, columns[1]);
        }
        right.push(name);
        for first in [left.first_mut(), right.first_mut()].into_iter().flatten() {
            first.format.before = self.style.closing.before;
        }
        self.place_pictures(&mut right, columns[1]);
        let rows = vec![row(self.filled(left), right)];
        Block::Table(plain_table(TableRole::Closing, columns, rows, origin))
    }

    /// Nơi nhận and signature never stand on a page without text: what comes before stays with them,
    /// where one page can hold both. What is higher goes over pages in any case, and to keep it
    /// would leave the page before it empty; the layout sees to its end. `above` it stands what the
    /// section has before.
    pub(super) fn join(
        &self,
        above: &[Block],
        dressed: &mut [Block],
        block: &document::Block,
        next: &document::Block,
    ) {
        let BlockKind::Closing(closing) = &next.kind else {
            return;
        };
        if matches!(block.kind, BlockKind::Closing(_)) {
            return;
        }
        let Some((last, before)) = dressed.split_last_mut() else {
            return;
        };
        let opening = self.opening_height(above.iter().chain(before.iter()));
        let room = self.room.points() - self.closing_height(closing);
        match last {
            Block::Paragraph(paragraph) => {
                let height = self.text_height(paragraph, self.column.points());
                paragraph.format.keep_next = height <= room - opening;
            }
            Block::Table(table) => {
                let heads = table.rows.iter().take_while(|row| row.header);
                let head = self.rows_height(heads.clone(), &table.columns);
                let last = self.rows_height(table.rows.last(), &table.columns);
                // Two rows may be a sum and its only part: the opening stays with them, too.
                let whole = table.rows.len() <= heads.count() + 2;
                let opening = if whole { opening } else { 0.0 };
                if head + last <= room - opening {
                    keep_last_row(table);
                } else if head + last > room
                    && let Some(last) = table.rows.last_mut()
                {
                    last.cant_split = false;
                }
            }
        }
    }

    /// About the height of what stands before a block, where all of it but the letterhead stays with
    /// that block: to move it to another page would leave the letterhead alone.
    fn opening_height<'b>(&self, before: impl DoubleEndedIterator<Item = &'b Block>) -> f64 {
        let mut height = 0.0;
        for block in before.rev() {
            match block {
                Block::Paragraph(paragraph) if paragraph.format.keep_next => {
                    height += self.text_height(paragraph, self.column.points());
                }
                Block::Table(table) if table.role == TableRole::Letterhead => {
                    return height + self.rows_height(&table.rows, &table.columns);
                }
                Block::Paragraph(_) | Block::Table(_) => return 0.0,
            }
        }
        height
    }

    fn rows_height<'r>(&self, rows: impl IntoIterator<Item = &'r Row>, columns: &[Twips]) -> f64 {
        let rows = rows.into_iter();
        rows.map(|row| self.height(row, columns)).sum()
    }

    /// About the height of Nơi nhận and signature, a line more than they should take.
    fn closing_height(&self, closing: &Closing) -> f64 {
        let looks = &self.style.looks;
        let measures = &self.style.closing;
        let lines = |look: &Look, count: usize| {
            let face = self.fonts.face(FaceId::Regular);
            let size = look.size.points();
            let pitch = face.ascent(size) + face.descent(size) + face.line_gap(size);
            pitch * count as f64
        };
        let recipients = lines(&looks.recipients_label, 1)
            + lines(&looks.recipient, closing.recipients.len() + 1);
        let titles = closing.authority.len() + closing.title.len();
        let signature = lines(&looks.signature_title, titles + 1)
            + lines(&looks.signature_name, 1)
            + measures.signature_gap.points();
        measures.before.points() + recipients.max(signature)
    }
}
