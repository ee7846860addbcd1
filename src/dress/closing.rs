//! Ô số 7 and 9b: Nơi nhận beside the signature, or below several of them.

use super::Dresser;
use super::keep_last_row;
use super::letterhead::{plain_table, row};
use super::shares::divide;
use super::signed::Signed;
use super::styles::run_format;
use crate::decree::Look;
use crate::document::{self, BlockKind, Closing, Origin, RecipientsPlace, Signature};
use crate::font::FaceId;
use crate::sheet::{Block, Paragraph, Role, Row, Table, TableRole, Twips};

/// Text that fills its line to the last twip may break when a program rounds.
const ROUNDING: Twips = Twips(24);

/// The share of a page's height that a closing may take to be kept in one piece.
const KEPT_SHARE: f64 = 0.5;

impl Dresser<'_> {
    /// One signature stands on the right of Nơi nhận; several stand side by side over the whole
    /// width, in rows of two or three, and Nơi nhận below the first (Phụ lục III, Mẫu 1.9), or in the
    /// place on the left that the last row leaves. A box for confirmation stands below (Mẫu 1.10).
    pub(super) fn closing(&mut self, closing: &Closing, origin: Option<Origin>) -> Block {
        let mut recipients = self.recipients(closing, origin);
        let signed = self.signed(closing, origin);
        let alone = signed.len() == 1;
        let beside = alone && closing.place == RecipientsPlace::Beside;
        let columns = match signed.as_slice() {
            [only] => self.beside(only, if beside { &recipients } else { &[] }),
            several => self.several(several),
        };
        for line in &mut recipients {
            line.format.right += self.style.closing.gutter;
        }
        let mut rows = Vec::new();
        let mut rest = signed.into_iter().peekable();
        while rest.peek().is_some() {
            let of_row: Vec<Signed> = rest.by_ref().take(columns.len()).collect();
            let free = columns.len() - of_row.len();
            let beside = rest.peek().is_none()
                && free > 0
                && (!alone || closing.place == RecipientsPlace::Beside);
            let mut cells = vec![Vec::new(); free];
            if beside {
                cells[0] = std::mem::take(&mut recipients);
            }
            cells.extend(self.signed_row(of_row, &columns[free..]));
            rows.push(self.closing_row(cells, &columns));
        }
        if !recipients.is_empty() {
            rows.push(self.closing_row(vec![recipients], &columns));
        }
        if let Some(confirmation) = &closing.confirmation {
            let cell = self.confirmation(confirmation, columns[0], origin);
            rows.push(self.closing_row(vec![cell], &columns));
        }
        self.keep_rows(&mut rows, &columns);
        Block::Table(Table {
            words: self.style.closing_words.clone(),
            ..plain_table(TableRole::Closing, columns, rows, origin)
        })
    }

    /// The columns of Nơi nhận and of who signs alone: the title takes what it needs for its lines, as long as the
    /// recipients keep their words and a share; then these what they need.
    fn beside(&self, signed: &Signed, recipients: &[Paragraph]) -> Vec<Twips> {
        let whole = self.column;
        let measures = &self.style.closing;
        let share = |thousandths: i32| Twips(whole.0 * thousandths / 1000);
        let most = |widths: &mut dyn Iterator<Item = Twips>| widths.max().unwrap_or_default();
        let words = most(&mut recipients.iter().map(|line| self.extent(line).0));
        let lines = most(&mut recipients.iter().map(|line| self.want(&line.inlines)));
        let usual = share(measures.left_share);
        let wanted = lines + ROUNDING + measures.gutter;
        let wanted = wanted.min(share(measures.most_left_share)).max(usual);
        let least = share(measures.least_left_share).max(words + ROUNDING + measures.gutter);
        let least = least.min(usual);
        // A line that has no room in any case is broken, and asks for none.
        let titles = signed.titles.iter().chain(&signed.under);
        let title = titles.map(|line| self.want(&line.inlines) + ROUNDING);
        let title = most(&mut title.filter(|&width| width <= whole - least));
        let left = wanted.min(whole - title).max(least);
        vec![left, whole - left]
    }

    /// The columns of several who sign side by side: of one width, where each has room for its lines; else by
    /// their lines, where all have.
    fn several(&self, signed: &[Signed]) -> Vec<Twips> {
        let whole = self.column;
        let count = self.side_by_side(signed);
        let even = divide(whole, &vec![1; count]);
        let mut wanted = vec![Twips(0); count];
        for row in signed.chunks(count) {
            let free = count - row.len();
            for (one, wanted) in row.iter().zip(wanted.iter_mut().skip(free)) {
                let width = self.widest_of(one) + ROUNDING + self.style.closing.gutter;
                *wanted = width.max(*wanted);
            }
        }
        let fits = |columns: &[Twips]| {
            wanted
                .iter()
                .zip(columns)
                .all(|(wanted, has)| wanted <= has)
        };
        let rest = wanted.iter().fold(whole, |rest, &wanted| rest - wanted);
        if fits(&even) || rest < Twips(0) {
            return even;
        }
        let more = divide(rest, &vec![1; count]);
        let columns = wanted.into_iter().zip(more);
        columns.map(|(wanted, more)| wanted + more).collect()
    }

    /// The longest line of who signs, on one line.
    fn widest_of(&self, signed: &Signed) -> Twips {
        let lines = signed.titles.iter().chain(&signed.under);
        let widths = lines.map(|line| self.want(&line.inlines));
        widths.max().unwrap_or_default()
    }

    /// A row of cells, those that have nothing and those that are missing filled.
    fn closing_row(&mut self, mut cells: Vec<Vec<Paragraph>>, columns: &[Twips]) -> Row {
        cells.resize(columns.len(), Vec::new());
        row(cells.into_iter().map(|cell| self.filled(cell)).collect())
    }

    /// Keeps rows on one page, unless they are many.
    fn keep_rows(&self, rows: &mut [Row], columns: &[Twips]) {
        let space = |row: &Row| {
            let cells = row.cells.iter();
            let spaces = cells.map(|cell| {
                let paragraphs = cell.paragraphs.iter();
                let spaces = paragraphs.map(|one| one.format.before.0 + one.format.after.0);
                spaces.sum::<i32>()
            });
            Twips(spaces.max().unwrap_or(0)).points()
        };
        let spaces: f64 = rows.iter().map(space).sum();
        let height = spaces + self.rows_height(rows.iter(), columns);
        let keeps = height <= self.room.points() * KEPT_SHARE;
        if let Some((_last, above)) = rows.split_last_mut() {
            let cells = above.iter_mut().flat_map(|row| &mut row.cells);
            for paragraph in cells.flat_map(|cell| &mut cell.paragraphs) {
                // Where they may be parted, not even a title may keep its row: LibreOffice looks at the first
                // paragraph of a row alone, Word at all of its first cell.
                paragraph.format.keep_next = keeps;
            }
        }
    }

    /// The paragraphs of Nơi nhận.
    fn recipients(&mut self, closing: &Closing, origin: Option<Origin>) -> Vec<Paragraph> {
        let looks = &self.style.looks;
        let mut recipients = Vec::new();
        if !closing.recipients.is_empty() {
            let (role, look) = (Role::RecipientsLabel, &looks.recipients_label);
            recipients.push(self.paragraph(role, look, &closing.recipients_label, origin));
        }
        for line in &closing.recipients {
            recipients.push(self.paragraph(Role::Recipient, &looks.recipient, line, origin));
        }
        self.itemize(&mut recipients, run_format(&looks.recipient));
        if let Some(first) = recipients.first_mut() {
            first.format.before = self.style.closing.before;
        }
        recipients
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
        let before = measures.before.points();
        let recipients = lines(&looks.recipients_label, 1)
            + lines(&looks.recipient, closing.recipients.len() + 1);
        let height = |signature: &Signature| {
            let titles = signature.capacity.len() + signature.title.len();
            lines(&looks.signature_title, titles + 1)
                + lines(&looks.signature_office, signature.office.len())
                + lines(&looks.signature_name, 1)
                + measures.signature_gap.points()
        };
        let highest = closing.signatures.iter().map(height).fold(0.0, f64::max);
        let count = closing.signatures.len();
        let beside = count == 1 && closing.place == RecipientsPlace::Beside;
        let first = match beside {
            true => before + recipients.max(highest),
            false => before + highest,
        };
        // Two side by side are the fewest.
        let more = count.div_ceil(2) - 1;
        let confirmed = closing.confirmation.as_ref().map_or(0.0, |confirmation| {
            before
                + lines(&looks.confirmation, 2 * confirmation.title.len())
                + measures.signature_gap.points()
                + lines(&looks.signature_name, 1)
        });
        let below = match beside || closing.recipients.is_empty() {
            true => 0.0,
            false => before + recipients,
        };
        let whole = first + more as f64 * (before + highest) + confirmed + below;
        // What is not kept in one piece needs room for its first row.
        match whole > self.room.points() * KEPT_SHARE {
            true => first,
            false => whole,
        }
    }
}
