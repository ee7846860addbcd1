//! Ô số 7: those who sign, each in a cell, and the places of their signatures.

use super::Dresser;
use crate::document::{Closing, Confirmation, Origin, Signature};
use crate::sheet::{BoxSize, Paragraph, Role, Signing, SigningPlace, Twips};

/// The least width of a box for a signature, in twentieths of a point: 25 mm.
const LEAST_BOX: Twips = Twips(1417);

/// Someone who signs, dressed.
pub(super) struct Signed {
    /// Capacity and title.
    pub(super) titles: Vec<Paragraph>,
    /// Under the space for the signature: another title, then the name.
    pub(super) under: Vec<Paragraph>,
    /// A seal stands beside the signature.
    pub(super) sealed: bool,
    /// No other signature of the closing has a seal.
    pub(super) only_seal: bool,
    /// Index among those who sign.
    pub(super) person: usize,
}

impl Dresser<'_> {
    /// All who sign, from left to right.
    pub(super) fn signed(&mut self, closing: &Closing, origin: Option<Origin>) -> Vec<Signed> {
        let seals = closing.signatures.iter().filter(|one| one.sealed).count();
        // Where the markup does not say who signs, the last ones of the content do.
        let people = self.pictures.signatories.len();
        let first = people.saturating_sub(closing.signatures.len());
        let each = closing.signatures.iter().enumerate();
        each.map(|(index, signature)| {
            let Signature {
                person,
                sealed,
                capacity,
                title,
                office,
                name,
            } = signature;
            let looks = &self.style.looks;
            let titles = capacity.iter().chain(title);
            let mut titles: Vec<Paragraph> = titles
                .map(|line| {
                    self.paragraph(Role::SignatureTitle, &looks.signature_title, line, origin)
                })
                .collect();
            let mut under: Vec<Paragraph> = office
                .iter()
                .map(|line| {
                    self.paragraph(Role::SignatureOffice, &looks.signature_office, line, origin)
                })
                .collect();
            under.push(self.paragraph(Role::SignatureName, &looks.signature_name, name, origin));
            self.open_space(&mut titles, &mut under);
            Signed {
                titles,
                under,
                sealed: *sealed,
                only_seal: *sealed && seals == 1,
                person: person.map_or(first + index, |person| person as usize),
            }
        })
        .collect()
    }

    /// The space for the signature, and that above it all.
    fn open_space(&self, titles: &mut [Paragraph], under: &mut [Paragraph]) {
        let measures = self.style.closing;
        if let Some(first) = under.first_mut() {
            first.format.before = measures.signature_gap;
            if titles.is_empty() {
                first.format.before += measures.before;
            }
        }
        if let Some(first) = titles.first_mut() {
            first.format.before = measures.before;
        }
    }

    /// How many stand side by side: two; three, where there are so many, at most one has a seal, and
    /// each line has room. Four are two and two.
    pub(super) fn side_by_side(&self, signed: &[Signed]) -> usize {
        let seals = signed.iter().filter(|one| one.sealed).count();
        let third = Twips(self.column.0 / 3) - self.style.closing.gutter;
        let mut lines = signed
            .iter()
            .flat_map(|one| one.titles.iter().chain(&one.under));
        let three = !matches!(signed.len(), 0..=2 | 4)
            && seals <= 1
            && lines.all(|line| self.want(&line.inlines) <= third);
        if three { 3 } else { 2 }
    }

    /// The cells of a row, the names at one height; notes where each signs.
    pub(super) fn signed_row(
        &mut self,
        mut signed: Vec<Signed>,
        columns: &[Twips],
    ) -> Vec<Vec<Paragraph>> {
        // Who signs alone has the gutter on the side of Nơi nhận.
        let side = match columns.len() {
            1 => Twips(0),
            _ => Twips(self.style.closing.gutter.0 / 2),
        };
        for (one, &column) in signed.iter_mut().zip(columns) {
            for line in one.titles.iter_mut().chain(&mut one.under) {
                line.format.left += side;
                line.format.right += side;
                self.balance(line, column);
            }
        }
        self.level_names(&mut signed, columns);
        let sealed = signed.iter().any(|one| one.sealed);
        let mut cells = Vec::new();
        for (mut one, &column) in signed.into_iter().zip(columns) {
            let leader = match columns.len() {
                1 => self.style.signing.leader,
                _ => self.leader_box(column, sealed),
            };
            self.place_pictures(&mut one, column, leader);
            self.signing_places.push(SigningPlace {
                leader,
                sealed: one.sealed,
                confirms: false,
                gap: self.space(&one),
            });
            cells.push([one.titles, one.under].concat());
        }
        cells
    }

    /// The box of a signature beside others: boxes do not overlap, and a seal, which stands on the left of
    /// its signature, does not reach the one before.
    fn leader_box(&self, column: Twips, sealed: bool) -> BoxSize {
        let Signing {
            leader,
            agency,
            overlap,
        } = self.style.signing;
        let room = match sealed {
            true => Twips((column - agency.width).0 * 1000 / (1000 - overlap).max(1)),
            false => column,
        };
        BoxSize {
            width: leader.width.min(room).max(LEAST_BOX),
            height: leader.height,
        }
    }

    /// The space for the signature above a name.
    pub(super) fn space(&self, signed: &Signed) -> Twips {
        let before = signed
            .under
            .first()
            .map_or(Twips(0), |under| under.format.before);
        match signed.titles.is_empty() {
            true => before - self.style.closing.before,
            false => before,
        }
    }

    /// Sets the names of several signatories at one height, whatever their titles take.
    fn level_names(&self, signed: &mut [Signed], columns: &[Twips]) {
        let heights: Vec<f64> = signed
            .iter()
            .zip(columns)
            .map(|(one, column)| {
                let lines = one.titles.iter().chain(&one.under);
                lines
                    .map(|line| self.text_height(line, column.points()))
                    .sum()
            })
            .collect();
        let highest = heights.iter().copied().fold(0.0, f64::max);
        for (one, height) in signed.iter_mut().zip(heights) {
            if let Some(first) = one.under.first_mut() {
                first.format.before += Twips(((highest - height) * 20.0).round() as i32);
            }
        }
    }

    /// The box in which another agency confirms the document: its words, the space, perhaps a name.
    pub(super) fn confirmation(
        &mut self,
        confirmation: &Confirmation,
        column: Twips,
        origin: Option<Origin>,
    ) -> Vec<Paragraph> {
        let Confirmation { title, name } = confirmation;
        let looks = &self.style.looks;
        let mut titles: Vec<Paragraph> = title
            .iter()
            .map(|line| self.paragraph(Role::Confirmation, &looks.confirmation, line, origin))
            .collect();
        for line in &mut titles {
            self.balance(line, column);
        }
        let name = self.paragraph(Role::SignatureName, &looks.signature_name, name, origin);
        let mut under = vec![name];
        self.open_space(&mut titles, &mut under);
        self.signing_places.push(SigningPlace {
            leader: self.leader_box(column, false),
            sealed: false,
            confirms: true,
            gap: self.style.closing.signature_gap,
        });
        [titles, under].concat()
    }
}
