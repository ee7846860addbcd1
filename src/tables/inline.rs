//! Rows that stand in the content file.

use super::{
    Cell, MAX_ROWS, Row, Table,
    read::Reading,
    schema::{RowWord, TableRows},
    spans::Mark,
};
use crate::{
    diagnostic::{Diagnostic, Place, Source},
    rows::column_name,
    yaml::{
        MAX_REPORTED, nearest, text,
        tree::{Entry, Node, Style, Value},
        typed::Marked,
    },
};
use std::sync::Arc;

/// Reads the rows of a table.
pub(super) fn read(table: &mut Table, rows: &Marked<TableRows>, with: &mut Reading<'_>) {
    let source = Arc::clone(&rows.place.source);
    let mut reader = Reader {
        source: &source,
        table,
        errors: Vec::new(),
        warnings: Vec::new(),
    };
    if reader.table.columns.is_empty() {
        let error = Diagnostic::error("thieu-muc", "bảng có các hàng mà chưa có mục “cot”")
            .at(rows.place.clone());
        with.errors.push(error.help(
            "thêm mục “cot” ghi các cột từ trái sang, ví dụ cot: {TT: tt, Khóm: chu, Số hộ: so}",
        ));
        return;
    }
    if rows.value.0.len() > MAX_ROWS {
        with.errors.push(too_many(rows.place.clone()));
        return;
    }
    for node in &rows.value.0 {
        if reader.errors.len() >= MAX_REPORTED {
            break;
        }
        if let Some(row) = reader.row(node) {
            reader.table.rows.push(row);
        }
    }
    reader.check_group();
    with.errors.append(&mut reader.errors);
    with.warnings.append(&mut reader.warnings);
}

/// The message about a table of too many rows.
pub(super) fn too_many(place: Place) -> Diagnostic {
    let message = format!("bảng có quá {MAX_ROWS} hàng");
    let error = Diagnostic::error("bang-qua-lon", message).at(place);
    error.help("tách thành nhiều bảng, hoặc chỉ giữ những hàng cần in")
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    table: &'a mut Table,
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn place(&self, node: &Node) -> Place {
        Place::new(self.source, node.range.clone())
    }

    fn row(&mut self, node: &Arc<Node>) -> Option<Row> {
        let place = Some(self.place(node));
        match &node.value {
            // The shape check told of it.
            _ if node.is_null() => None,
            Value::Seq(cells) => Some(Row {
                word: None,
                place,
                cells: self.list(node, cells)?,
            }),
            Value::Map(entries) => self.map(node, entries),
            Value::Scalar(..) => {
                let first = self.cell(node);
                let mut cells = vec![first];
                cells.resize(self.table.printed, Cell::Left(self.place(node)));
                cells.resize(self.table.columns.len(), Cell::Blank);
                Some(Row {
                    word: Some(RowWord::Group),
                    place,
                    cells,
                })
            }
        }
    }

    /// Cells from the left: of all columns, or of those that are not worked out.
    fn list(&mut self, node: &Node, nodes: &[Arc<Node>]) -> Option<Vec<Cell>> {
        let printed = self.table.columns[..self.table.printed].iter();
        let given: Vec<usize> = printed
            .enumerate()
            .filter(|(_, column)| !column.kind.is_index() && column.ratio.is_none())
            .map(|(index, _)| index)
            .collect();
        let columns = if nodes.len() == self.table.printed {
            (0..self.table.printed).collect()
        } else if nodes.len() == given.len() {
            given
        } else {
            let message = format!(
                "hàng này có {} ô nhưng bảng có {} cột",
                nodes.len(),
                self.table.printed
            );
            let more = match given.len() < self.table.printed {
                true => format!(", hoặc {} ô nếu bỏ các cột tự tính", given.len()),
                false => String::new(),
            };
            self.errors.push(
                Diagnostic::error("bang-so-o", message)
                    .at(self.place(node))
                    .help(format!(
                        "ghi đủ {} ô{more}; ô để trống thì ghi \"\"",
                        self.table.printed
                    )),
            );
            return None;
        };
        let mut cells = vec![Cell::Blank; self.table.columns.len()];
        for (index, node) in columns.into_iter().zip(nodes) {
            cells[index] = self.cell(node);
        }
        Some(cells)
    }

    /// Cells by the names of their columns.
    fn map(&mut self, node: &Node, entries: &[Entry]) -> Option<Row> {
        let mut cells = vec![Cell::Blank; self.table.columns.len()];
        let mut word = None;
        for entry in entries {
            if entry.key == RowWord::ENTRY {
                word = self.word(&entry.value);
                continue;
            }
            let name = column_name(&entry.key).unwrap_or_default();
            let found = self.table.columns.iter().position(|c| c.name == name);
            match found {
                Some(index) => cells[index] = self.cell(&entry.value),
                None => {
                    let message = format!("bảng không có cột “{}”", entry.key);
                    let place = Place::new(self.source, entry.key_range.clone());
                    let error = Diagnostic::error("cot-la", message).at(place.clone());
                    let names = self.table.columns.iter().map(|c| c.name.as_str());
                    let advice = nearest::advice(&name, names);
                    self.errors.push(error.help(advice.text));
                }
            }
        }
        Some(Row {
            word,
            place: Some(self.place(node)),
            cells,
        })
    }

    fn word(&mut self, node: &Node) -> Option<RowWord> {
        let text = text::text(self.source, node).map_or_else(String::new, |text| text.text);
        let known = RowWord::ALL.iter().find(|(name, _)| *name == text);
        if known.is_none() {
            let message = format!("không có kiểu hàng “{text}”");
            let error = Diagnostic::error("gia-tri-la", message).at(self.place(node));
            let advice = nearest::advice(&text, RowWord::ALL.iter().map(|(name, _)| *name));
            self.errors.push(error.help(advice.text));
        }
        known.map(|(_, word)| *word)
    }

    fn cell(&mut self, node: &Arc<Node>) -> Cell {
        if node.is_blank() && matches!(node.value, Value::Scalar(..)) {
            return Cell::Blank;
        }
        let text = match &node.value {
            Value::Scalar(_, Style::Literal | Style::Folded) => text::markdown(self.source, node),
            _ => text::text(self.source, node),
        };
        let Some(text) = text else {
            let error = Diagnostic::error("sai-kieu", "ô này không phải là chữ hay số")
                .at(self.place(node));
            self.errors.push(error.help(
                "ghi một đoạn chữ hoặc một số; ô nhiều dòng thì ghi sau dấu | , mỗi dòng một dòng",
            ));
            return Cell::Blank;
        };
        match Mark::of(text.text.trim()) {
            Mark::Own => Cell::Written(Box::new(text)),
            Mark::Left => Cell::Left(text.place),
            Mark::Above => Cell::Above(text.place),
        }
    }

    /// A column by which rows are grouped, and that no row has.
    fn check_group(&mut self) {
        let index = self.table.grouping.as_ref().and_then(|all| all.column);
        let Some(index) = index.filter(|_| self.errors.is_empty()) else {
            return;
        };
        if self
            .table
            .rows
            .iter()
            .all(|row| row.cells[index] == Cell::Blank)
        {
            let title = &self.table.columns[index].title;
            let message = format!("không hàng nào có cột “{}” để chia nhóm", title.text);
            let error = Diagnostic::error("cot-la", message).at(title.place.clone());
            self.errors
                .push(error.help("ghi giá trị của cột này vào các hàng, hoặc bỏ mục “nhom_hang”"));
        }
    }
}
