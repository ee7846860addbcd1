//! Ô số 7 and 9b: Nơi nhận beside the signature.

use super::Dresser;
use super::letterhead::{plain_table, row};
use crate::document::{Closing, Origin};
use crate::sheet::{Block, Role, TableRole, Twips};

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
}
