//! Ô số 7 and 9b: Nơi nhận beside the signature.

use super::Dresser;
use super::keep_last_row;
use super::letterhead::{plain_table, row};
use super::shares::divide;
use crate::decree::Look;
use crate::document::{self, BlockKind, Closing, Origin, Signature};
use crate::font::FaceId;
use crate::sheet::{Block, Paragraph, Role, Row, TableRole, Twips};

impl Dresser<'_> {
    /// One signature stands on the right of Nơi nhận; several stand side by side over the whole
    /// width, and Nơi nhận below the first (Phụ lục III, Mẫu 1.9). Pictures of signature and seal
    /// belong to the last, who signs for the agency.
    pub(super) fn closing(&mut self, closing: &Closing, origin: Option<Origin>) -> Block {
        let (recipients, mut signed) = self.closing_cells(closing, origin);
        let whole = self.column;
        let columns = match signed.len() {
            0 | 1 => {
                let left = Twips(whole.0 * self.style.closing.left_share / 1000);
                vec![left, whole - left]
            }
            count => divide(whole, &vec![1; count]),
        };
        // The column of the first signature.
        let first = columns.len() - signed.len();
        for (cell, &column) in signed.iter_mut().zip(&columns[first..]) {
            if let Some((_name, titles)) = cell.split_last_mut() {
                for title in titles {
                    self.balance(title, column);
                }
            }
        }
        self.level_names(&mut signed, &columns[first..]);
        if let (Some(cell), Some(&column)) = (signed.last_mut(), columns.last()) {
            self.place_pictures(cell, column);
        }
        let rows = if first == 1 {
            let left = self.filled(recipients);
            vec![row([vec![left], signed].concat())]
        } else {
            let mut rows = vec![row(signed)];
            if !recipients.is_empty() {
                let mut cells = vec![recipients];
                cells.resize(columns.len(), Vec::new());
                let cells = cells.into_iter().map(|cell| self.filled(cell)).collect();
                rows.push(row(cells));
            }
            rows
        };
        Block::Table(plain_table(TableRole::Closing, columns, rows, origin))
    }

    /// The paragraphs of Nơi nhận, and those of each signature, the name last.
    fn closing_cells(
        &mut self,
        closing: &Closing,
        origin: Option<Origin>,
    ) -> (Vec<Paragraph>, Vec<Vec<Paragraph>>) {
        let looks = &self.style.looks;
        let measures = self.style.closing;
        let mut recipients = Vec::new();
        if !closing.recipients.is_empty() {
            let (role, look) = (Role::RecipientsLabel, &looks.recipients_label);
            recipients.push(self.paragraph(role, look, &closing.recipients_label, origin));
        }
        for line in &closing.recipients {
            recipients.push(self.paragraph(Role::Recipient, &looks.recipient, line, origin));
        }
        let mut signed = Vec::new();
        for signature in &closing.signatures {
            let Signature {
                capacity,
                title,
                name,
            } = signature;
            let mut cell = Vec::new();
            for line in capacity.iter().chain(title) {
                let look = &looks.signature_title;
                cell.push(self.paragraph(Role::SignatureTitle, look, line, origin));
            }
            let look = &looks.signature_name;
            let mut name = self.paragraph(Role::SignatureName, look, name, origin);
            name.format.before = measures.signature_gap;
            cell.push(name);
            signed.push(cell);
        }
        for cell in signed.iter_mut().chain([&mut recipients]) {
            if let Some(first) = cell.first_mut() {
                first.format.before = measures.before;
            }
        }
        (recipients, signed)
    }

    /// Sets the names of several signatories at one height, whatever their titles take.
    fn level_names(&self, signed: &mut [Vec<Paragraph>], columns: &[Twips]) {
        let heights: Vec<f64> = signed
            .iter()
            .zip(columns)
            .map(|(cell, column)| {
                let titles = cell.split_last().map_or(&[][..], |(_name, titles)| titles);
                let heights = titles.iter();
                heights
                    .map(|title| self.text_height(title, column.points()))
                    .sum()
            })
            .collect();
        let highest = heights.iter().copied().fold(0.0, f64::max);
        for (cell, height) in signed.iter_mut().zip(heights) {
            if let Some(name) = cell.last_mut() {
                name.format.before += Twips(((highest - height) * 20.0).round() as i32);
            }
        }
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
        let titles = |signature: &Signature| signature.capacity.len() + signature.title.len();
        let titles = closing.signatures.iter().map(titles).max().unwrap_or(0);
        let signature = lines(&looks.signature_title, titles + 1)
            + lines(&looks.signature_name, 1)
            + measures.signature_gap.points();
        let both = match closing.signatures.len() {
            0 | 1 => recipients.max(signature),
            _ if closing.recipients.is_empty() => signature,
            _ => measures.before.points() + recipients + signature,
        };
        measures.before.points() + both
    }
}
