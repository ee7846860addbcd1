//! Rows of a table that someone should know of, told once with their numbers; and those that the
//! batch file leaves out.

use super::{
    Column, RowRules,
    form::{self, Special},
    grid::Record,
};
use crate::diagnostic::{Diagnostic, Place};

/// Lines that are named in a message.
const NAMED: usize = 20;

/// Lines of one kind.
#[derive(Debug, Default)]
struct Lines {
    first: Vec<usize>,
    count: usize,
}

impl Lines {
    fn add(&mut self, line: usize) {
        if self.first.len() < NAMED {
            self.first.push(line);
        }
        self.count += 1;
    }

    /// `3, 5 và 7 hàng nữa`
    fn named(&self) -> String {
        let names: Vec<String> = self.first.iter().map(usize::to_string).collect();
        let names = names.join(", ");
        match self.count - self.first.len() {
            0 => names,
            more => format!("{names} và {more} hàng nữa"),
        }
    }
}

/// Oddities met while a table is read, counted so that each sort is told once.
#[derive(Debug, Default)]
pub(super) struct Notes {
    hidden: Lines,
    counted: Lines,
    totals: Lines,
    signatures: Lines,
    /// Which rules of `bo_hang` left something out.
    used: Vec<usize>,
}

impl Notes {
    /// Tells whether a record is left out; what is not is noted where it is no row of data.
    pub(super) fn leaves_out(
        &mut self,
        rules: &RowRules,
        record: &Record,
        is_hidden: bool,
        is_first: bool,
        columns: usize,
    ) -> bool {
        let special = form::special(&rules.words, record, is_first, columns);
        let mut left_out = is_hidden && rules.visible == Some(true);
        for (index, rule) in rules.left_out.iter().enumerate() {
            if rule.matches(record, special) {
                left_out = true;
                if !self.used.contains(&index) {
                    self.used.push(index);
                }
            }
        }
        if left_out {
            return true;
        }
        if is_hidden && rules.visible.is_none() {
            self.hidden.add(record.line);
        }
        match special {
            Some(Special::Counted) => self.counted.add(record.line),
            Some(Special::Total) => self.totals.add(record.line),
            Some(Special::Signature) => self.signatures.add(record.line),
            None => {}
        }
        false
    }

    /// The warnings to be told at the end of the table.
    pub(super) fn told(
        &self,
        rules: &RowRules,
        table: &str,
        place: Option<Place>,
    ) -> Vec<Diagnostic> {
        let Self {
            hidden,
            counted,
            totals,
            signatures,
            used,
        } = self;
        let mut told = Vec::new();
        let mut tell = |lines: &Lines, code, what: &str, help: &str| {
            if lines.count > 0 {
                let message = format!(
                    "{table}: {} (dòng {})",
                    what.replace("{}", &lines.count.to_string()),
                    lines.named()
                );
                told.push(
                    Diagnostic::warning(code, message)
                        .at(place.clone())
                        .help(help),
                );
            }
        };
        tell(
            hidden,
            "hang-an",
            "có {} hàng đang ẩn hoặc bị lọc mà vẫn được làm",
            "chỉ làm hàng đang hiện thì thêm “hang: hien” vào mục “bang”; làm cả hàng ẩn thì “hang: tat_ca”",
        );
        tell(
            counted,
            "hang-so-cot",
            "có hàng đánh số cột được đọc như một hàng dữ liệu",
            "bỏ hàng ấy: thêm “bo_hang: [so_cot]” vào mục “bang”",
        );
        tell(
            totals,
            "hang-tong",
            "có {} hàng tổng cộng được đọc như hàng dữ liệu",
            "bỏ các hàng ấy: thêm “bo_hang: [tong]” vào mục “bang”",
        );
        tell(
            signatures,
            "hang-ky",
            "có {} hàng ký tên được đọc như hàng dữ liệu",
            "bỏ các hàng ấy: thêm “bo_hang: [ky]” vào mục “bang”",
        );
        let unused = rules.left_out.iter().enumerate();
        let unused = unused.filter(|(index, rule)| rule.is_told && !used.contains(index));
        told.extend(unused.map(|(_, rule)| {
            let message = format!("“{}” ở “bo_hang” không trúng hàng nào", rule.written);
            Diagnostic::warning("bo-hang-khong-trung", message)
                .at(rule.place.clone())
                .help(
                    "ghi số dòng như trong bảng (5 hoặc 5-7), chữ của một ô, hoặc so_cot, tong, ky",
                )
        }));
        told
    }

    /// The warning about columns that are not seen in their program.
    pub(super) fn hidden_columns(hidden: &[&Column]) -> Option<Diagnostic> {
        let first = hidden.first()?;
        let names: Vec<String> = hidden.iter().map(|c| format!("“{}”", c.header)).collect();
        let message = format!(
            "cột {} đang ẩn trong bảng tính mà vẫn được đọc",
            names.join(", ")
        );
        Some(
            Diagnostic::warning("cot-an", message)
                .at(first.place.clone())
                .help("xem lại số liệu của cột ấy; không cần báo nữa thì bỏ ẩn cột trong Excel"),
        )
    }
}

/// Which rows are left out by one entry of `bo_hang`.
#[derive(Debug, Clone)]
pub(super) struct LeftOut {
    /// As the batch file has it.
    pub(super) written: String,
    pub(super) place: Place,
    /// Whether an entry that leaves nothing out is told.
    pub(super) is_told: bool,
    rule: Rule,
}

#[derive(Debug, Clone)]
enum Rule {
    Lines(std::ops::RangeInclusive<usize>),
    Special(Special),
    /// A cell says this.
    Says(String),
}

impl LeftOut {
    /// `5`, `5-7`, `tong`, or what a cell of the row says.
    pub(super) fn new(written: String, place: Place) -> Self {
        let number = |text: &str| text.trim().parse::<usize>().ok();
        let lines = match written.split_once('-') {
            Some((first, last)) => number(first).zip(number(last)),
            None => number(&written).map(|line| (line, line)),
        };
        let special = match written.as_str() {
            "so_cot" => Some(Special::Counted),
            "tong" => Some(Special::Total),
            "ky" => Some(Special::Signature),
            _ => None,
        };
        let rule = match (lines, special) {
            (Some((first, last)), _) => Rule::Lines(first..=last),
            (None, Some(special)) => Rule::Special(special),
            (None, None) => Rule::Says(written.to_lowercase()),
        };
        Self {
            is_told: !matches!(rule, Rule::Special(_)),
            written,
            place,
            rule,
        }
    }

    fn matches(&self, record: &Record, special: Option<Special>) -> bool {
        match &self.rule {
            Rule::Lines(lines) => lines.contains(&record.line),
            Rule::Special(wanted) => special == Some(*wanted),
            Rule::Says(text) => {
                let mut cells = record.cells.iter();
                cells.any(|(value, _)| value.as_header().to_lowercase() == *text)
            }
        }
    }
}
