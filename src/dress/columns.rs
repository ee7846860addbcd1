//! How wide the columns of a table are.
//!
//! In this order: no word or number is broken, but for one that is longer than any word is (an
//! address); a short cell (a name, a date, an amount) stands on one line; then the shares that were
//! asked for; or, where none were, a cell that is up to twice as long on two lines, and then what the
//! cells could still use. A cell over several columns asks the same of all of them together. Where
//! that is too much, phrases that are kept together give way ([`super::loosen`]); what cannot be had
//! even so is an error.

use super::Dresser;
use super::shares::{Want, divide, fitting, share_out};
use super::text::twips_up;
use crate::diagnostic::Diagnostic;
use crate::document::{Column, Origin};
use crate::font::FaceId;
use crate::sheet::reading::placed;
use crate::sheet::{Cell, Row, Twips};
use std::collections::BTreeMap;

/// A column exactly as wide as its longest word breaks it in a program that counts the borders in.
pub(super) const ROUNDING: Twips = Twips(30);

/// The parts of a cell's text that its column must hold whole.
#[derive(Debug, Clone, Copy)]
enum Parts {
    /// Words between blanks.
    Words,
    /// What stands between blanks and hyphens.
    Hyphens,
}

impl Dresser<'_> {
    /// By the shares given; where no share is given, by what the cells hold.
    pub(super) fn column_widths(
        &mut self,
        columns: &[Column],
        rows: &[Row],
        origin: Option<Origin>,
    ) -> Vec<Twips> {
        let whole = self.column;
        let mut wants = self.wants(columns.len(), rows, Parts::Words);
        if fitting(whole, &wants) < wants.len() {
            let loose = self.with_loose_blanks(rows);
            let parted =
                [Parts::Words, Parts::Hyphens].map(|by| self.wants(columns.len(), &loose, by));
            let [_, least] = &parted;
            let fits = |wants: &&Vec<Want>| fitting(whole, wants) == wants.len();
            wants = parted.iter().find(fits).unwrap_or(least).clone();
        }
        if fitting(whole, &wants) < wants.len() {
            self.too_many(&wants, origin);
            return divide(whole, &vec![1; columns.len()]);
        }
        let shares = columns.iter().any(|column| column.width > 0);
        let shares = shares.then(|| columns.iter().map(|c| i64::from(c.width.max(1))).collect());
        share_out(whole, shares, &wants)
    }

    /// The widths that the cells of each column ask for.
    fn wants(&self, columns: usize, rows: &[Row], parts: Parts) -> Vec<Want> {
        let padding = Twips(self.style.table.padding_x.0 * 2) + ROUNDING;
        let mut wants = vec![Want::nothing(padding); columns];
        // By the columns that they lie over: those over few come first.
        let mut wide: BTreeMap<(usize, usize), Want> = BTreeMap::new();
        for row in rows {
            for (place, cell) in placed(row) {
                let want = match place.len() {
                    1 => wants.get_mut(place.start),
                    count => {
                        let known = wide.entry((count, place.start));
                        Some(known.or_insert(Want::nothing(padding)))
                    }
                };
                if let Some(want) = want {
                    self.read_cell(cell, (row.header, parts), padding, want);
                }
            }
        }
        for ((count, start), want) in wide {
            if let Some(columns) = wants.get_mut(start..start + count) {
                want.ask_of(columns);
            }
        }
        wants
    }

    /// The widths that a cell asks for.
    fn read_cell(
        &self,
        cell: &Cell,
        (header, parts): (bool, Parts),
        padding: Twips,
        want: &mut Want,
    ) {
        let measures = &self.style.table;
        let lines = cell.paragraphs.iter().flat_map(|p| {
            let padding = padding + self.beside_text(p);
            self.words(p).into_iter().map(move |line| (line, padding))
        });
        for (line, padding) in lines {
            let width = padding + twips_up(line.width);
            want.most = want.most.max(width);
            let longest = line.words.iter().map(|word| word.width).fold(0.0, f64::max);
            if !header && line.letters <= measures.short_cell {
                want.short = want.short.max(width);
            } else if line.letters <= 2 * measures.short_cell {
                // However the words fall, two lines of this width hold them.
                let half = padding + twips_up((line.width + longest) / 2.0);
                want.two = want.two.max(half);
            }
            want.least = want.least.max(padding + twips_up(longest));
            for word in line.words {
                let width = match parts {
                    Parts::Words => word.width,
                    Parts::Hyphens => word.part,
                };
                let width = padding + twips_up(width);
                let floor = if word.letters <= measures.whole_word {
                    width
                } else {
                    width.min(padding + self.digits(measures.least_digits))
                };
                want.floor = want.floor.max(floor);
            }
        }
        want.short = want.short.max(want.least);
        want.two = want.two.max(want.short);
    }

    /// Width of so many digits in a cell.
    fn digits(&self, count: usize) -> Twips {
        let look = &self.style.looks.table_cell;
        let face = self.fonts.face(FaceId::new(look.bold, look.italic));
        twips_up(face.width("0", look.size.points()) * count as f64)
    }

    /// More columns than there is room for: overprinted or in splinters, they would say nothing.
    fn too_many(&mut self, wants: &[Want], origin: Option<Origin>) {
        let millimetres = |width: Twips| (f64::from(width.0) / 1440.0 * 25.4).round();
        let turned = self.style.page.turned_width();
        let landscape = match fitting(turned, wants) {
            _ if turned <= self.column => String::new(),
            count if count == wants.len() => "đặt bảng trên trang ngang (`::: ngang`), ".to_owned(),
            count => format!("đặt bảng trên trang ngang (`::: ngang`, đủ chỗ cho {count} cột), "),
        };
        let error = Diagnostic::error(
            "bang-qua-nhieu-cot",
            format!(
                "bảng có {} cột, nhưng bề ngang {} mm chỉ đủ chỗ cho {} cột mà chữ và số trong ô không bị cắt vụn",
                wants.len(),
                millimetres(self.column),
                fitting(self.column, wants),
            ),
        )
        .at(self.document.place(origin))
        .help(format!(
            "{landscape}tách thành nhiều bảng, rút ngắn chữ trong ô, hoặc chọn cỡ chữ nhỏ hơn: `the_thuc: {{ o_bang: {{ co_chu: 10 }}, dong_dau_bang: {{ co_chu: 10 }} }}`"
        ));
        self.errors.push(error);
    }
}
