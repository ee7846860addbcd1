//! How wide the columns of a table are.
//!
//! In this order: no word or number is broken, but for one that is longer than any word is (an
//! address); a short cell (a name, a date, an amount) stands on one line; then the shares that were
//! asked for; or, where none were, a cell that is up to twice as long on two lines, and then what the
//! cells could still use. A cell over several columns asks the same of all of them together. Where
//! that is too much, phrases that are kept together give way ([`super::loosen`]); then the margins of the
//! cells, then the size of the text, with a warning; what cannot be had even so is an error.

use super::Dresser;
use super::shares::{Want, divide, fitting, share_out};
use super::text::twips_up;
use crate::diagnostic::Diagnostic;
use crate::document::{Column, Origin};
use crate::font::FaceId;
use crate::sheet::reading::placed;
use crate::sheet::{Cell, HalfPoints, Inline, Row, Twips};
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
        rows: &mut [Row],
        origin: Option<Origin>,
    ) -> Vec<Twips> {
        let whole = self.column;
        self.cell_margin = self.style.table.padding_x;
        let wants = match self.fitting_wants(columns.len(), rows) {
            Ok(wants) => wants,
            Err(_) => match self.tighten(columns.len(), rows, origin) {
                Ok(wants) => wants,
                Err(least) => {
                    self.too_many(&least, origin);
                    return divide(whole, &vec![1; columns.len()]);
                }
            },
        };
        let shares = columns.iter().any(|column| column.width > 0);
        let shares = shares.then(|| columns.iter().map(|c| i64::from(c.width.max(1))).collect());
        share_out(whole, shares, &wants)
    }

    /// What the columns ask for where that has room, with phrases kept together as long as they have it; else
    /// the least that they ask for.
    fn fitting_wants(&self, columns: usize, rows: &[Row]) -> Result<Vec<Want>, Vec<Want>> {
        let fits = |wants: &[Want]| fitting(self.column, wants) == wants.len();
        let wants = self.wants(columns, rows, Parts::Words);
        if fits(&wants) {
            return Ok(wants);
        }
        let loose = self.with_loose_blanks(rows);
        let wants = self.wants(columns, &loose, Parts::Words);
        if fits(&wants) {
            return Ok(wants);
        }
        let wants = self.wants(columns, &loose, Parts::Hyphens);
        if fits(&wants) { Ok(wants) } else { Err(wants) }
    }

    /// Makes room in a table that has too little: by narrower margins of its cells, then by smaller text. What is
    /// done is told once. Where not even the smallest text is enough, the least that the columns ask for with it.
    fn tighten(
        &mut self,
        columns: usize,
        rows: &mut [Row],
        origin: Option<Origin>,
    ) -> Result<Vec<Want>, Vec<Want>> {
        let measures = &self.style.table;
        let looks = &self.style.looks;
        let own = looks.table_cell.size.max(looks.table_head.size);
        self.cell_margin = measures.least_padding_x.min(measures.padding_x);
        let point = |size: u32| HalfPoints(size - size % 2);
        let smaller = (measures.least_size.0..own.0).rev();
        let smaller = smaller
            .filter(|size| point(*size).0 == *size)
            .map(HalfPoints);
        let mut loose = self.with_loose_blanks(rows);
        let mut least = Vec::new();
        for size in std::iter::once(own).chain(smaller) {
            if size < own {
                self.shrink(&mut loose, size);
            }
            least = self.wants(columns, &loose, Parts::Hyphens);
            if fitting(self.column, &least) < columns {
                continue;
            }
            if size < own {
                self.shrink(rows, size);
            }
            let wants = self.fitting_wants(columns, rows)?;
            self.tell_tightened((size < own).then_some(size), origin);
            return Ok(wants);
        }
        Err(least)
    }

    /// Sets the text of cells no larger than a size: in a style of its own, so that Word counts the ends of
    /// paragraphs as large, too.
    fn shrink(&mut self, rows: &mut [Row], size: HalfPoints) {
        let cells = rows.iter_mut().flat_map(|row| &mut row.cells);
        for paragraph in cells.flat_map(|cell| &mut cell.paragraphs) {
            paragraph.style = self.styles.smaller(paragraph.style, size);
            for inline in &mut paragraph.inlines {
                let format = match inline {
                    Inline::Run(run) | Inline::Leader(run) => &mut run.format,
                    Inline::Note { format, .. } | Inline::Check { format, .. } => format,
                    Inline::Break | Inline::Picture(_) => continue,
                };
                format.size = format.size.min(size);
            }
        }
    }

    fn tell_tightened(&mut self, size: Option<HalfPoints>, origin: Option<Origin>) {
        let done = match size {
            Some(size) => format!("hẹp lề ô và chữ cỡ {}", size.points()),
            None => "hẹp lề ô".to_owned(),
        };
        let turned = match self.style.page.turned_width() > self.column {
            true => "đặt bảng trên trang ngang (`::: ngang`), ",
            false => "",
        };
        let warning = Diagnostic::warning(
            "bang-chu-nho",
            format!("từ dài nhất của các cột không đủ chỗ trong bề ngang trang, nên bảng này {done}"),
        )
        .at(self.document.place(origin))
        .help(format!(
            "muốn chữ to như các bảng khác: {turned}bớt cột hoặc tách thành nhiều bảng, rút ngắn chữ trong ô"
        ));
        self.warnings.push(warning);
    }

    /// The widths that the cells of each column ask for.
    fn wants(&self, columns: usize, rows: &[Row], parts: Parts) -> Vec<Want> {
        let padding = Twips(self.cell_margin.0 * 2) + ROUNDING;
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
            let size = self.styles.run(p.style).size;
            let lines = self.words(p).into_iter();
            lines.map(move |line| (line, padding, size))
        });
        for (line, padding, size) in lines {
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
                    width.min(padding + self.digits(measures.least_digits, size))
                };
                want.floor = want.floor.max(floor);
            }
        }
        want.short = want.short.max(want.least);
        want.two = want.two.max(want.short);
    }

    /// Width of so many digits in a cell.
    fn digits(&self, count: usize, size: HalfPoints) -> Twips {
        let look = &self.style.looks.table_cell;
        let face = self.fonts.face(FaceId::new(look.bold, look.italic));
        twips_up(face.width("0", look.size.min(size).points()) * count as f64)
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
                "bảng có {} cột, nhưng bề ngang {} mm chỉ đủ chỗ cho {} cột mà chữ và số trong ô không bị cắt vụn, dù chữ cỡ {} và lề ô hẹp",
                wants.len(),
                millimetres(self.column),
                fitting(self.column, wants),
                self.style.table.least_size.points(),
            ),
        )
        .at(self.document.place(origin))
        .help(format!(
            "{landscape}tách thành nhiều bảng, hoặc rút ngắn chữ trong ô"
        ));
        self.errors.push(error);
    }
}
