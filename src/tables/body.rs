//! The rows of a table as they are printed: those that its writer gives, with the rows that begin
//! groups, and those of sums.

use super::{
    Table, TableWords,
    cells::{Cells, Value},
    schema::{GroupMark, GroupSum, RowWord},
    spans::Mark,
    sums::{self, Numbers},
    write,
};
use crate::{
    diagnostic::{Diagnostic, Place},
    figures,
    yaml::MAX_REPORTED,
};
use rust_decimal::Decimal;

/// A row as it is printed.
pub(super) struct Line {
    pub(super) word: Option<RowWord>,
    /// As many as columns are printed.
    pub(super) cells: Vec<Value>,
}

/// The rows as they are printed, and the sums of the whole table.
pub(super) struct Body {
    pub(super) lines: Vec<Line>,
    pub(super) sums: Numbers,
    /// How many are rows of data.
    pub(super) count: usize,
    /// Warnings: they prevent nothing.
    pub(super) warnings: Vec<Diagnostic>,
}

/// Works out all rows; what is wrong goes to the errors of `cells`.
pub(super) fn body(cells: &mut Cells<'_>, words: &TableWords) -> Body {
    let table = cells.table;
    let mut work = Work {
        cells,
        words,
        lines: Vec::with_capacity(table.rows.len() + 1),
        data: Vec::new(),
        group: None,
        groups: 0,
        index: (0, 0),
        has_total: false,
        warnings: Vec::new(),
    };
    for row in &table.rows {
        if work.cells.errors.len() >= MAX_REPORTED {
            break;
        }
        match row.word {
            None => work.plain(&row.cells),
            Some(word) => work.special(word, &row.cells, row.place.as_ref()),
        }
    }
    work.end_group();
    let sums = work.sums(0);
    if table.columns.iter().any(|column| column.sum.is_some()) && !work.has_total {
        work.total(&sums);
    }
    Body {
        count: work.data.len(),
        lines: work.lines,
        sums,
        warnings: work.warnings,
    }
}

/// A group whose rows are being read.
struct Group {
    /// The words that its rows have in common; none where a row of its own begins it.
    words: Option<String>,
    /// The first of its rows among those of data.
    first: usize,
    /// The row that begins it, if its sums stand there.
    line: Option<usize>,
}

struct Work<'w, 'a> {
    cells: &'w mut Cells<'a>,
    words: &'w TableWords,
    lines: Vec<Line>,
    /// The numbers of the rows of data.
    data: Vec<Numbers>,
    group: Option<Group>,
    groups: usize,
    /// The numbers of the last row in the table and in its group.
    index: (usize, usize),
    has_total: bool,
    warnings: Vec<Diagnostic>,
}

impl Work<'_, '_> {
    fn table(&self) -> &Table {
        self.cells.table
    }

    /// A row of data.
    fn plain(&mut self, row: &[super::Cell]) {
        let table = self.cells.table;
        let mut values: Vec<Value> = (0..table.columns.len())
            .map(|index| self.cells.value(&row[index], index))
            .collect();
        let group = table.grouping.as_ref().and_then(|all| all.column);
        if let Some(column) = group {
            let value = std::mem::take(&mut values[column]);
            self.grouped(value);
        }
        self.index = (self.index.0 + 1, self.index.1 + 1);
        let mut numbers: Numbers = values.iter().map(|value| value.number).collect();
        if let Err(error) = sums::ratios(table, &mut numbers) {
            self.cells.errors.push(*error);
        }
        for (index, column) in table.columns.iter().enumerate().take(table.printed) {
            let number = match column.kind {
                super::schema::Kind::Index => Some(self.index.0.to_string()),
                super::schema::Kind::GroupIndex => Some(self.index.1.to_string()),
                _ => None,
            };
            if let Some(number) = number {
                if values[index].is_blank() {
                    let origin = write::origin(&column.kind_place, self.cells.sources);
                    write::text(&number, origin, &mut values[index].markup);
                }
                // It counts rows, and adds up to nothing.
                numbers[index] = None;
            }
        }
        self.fill(&mut values, &numbers);
        values.truncate(table.printed);
        self.data.push(numbers);
        self.lines.push(Line {
            word: None,
            cells: values,
        });
    }

    /// A row whose group is told by a value: the first of a group has a row above it.
    fn grouped(&mut self, value: Value) {
        let Some(words) = value.group.filter(|words| !words.is_empty()) else {
            return;
        };
        let known = self.group.as_ref().and_then(|group| group.words.as_ref());
        if known == Some(&words) {
            return;
        }
        self.end_group();
        let label = Value {
            markup: value.markup,
            ..Value::default()
        };
        self.begin_group(Some(words), Some(label));
    }

    /// Begins a group, with a row of its own where its label is given.
    fn begin_group(&mut self, words: Option<String>, label: Option<Value>) {
        self.groups += 1;
        self.index.1 = 0;
        let sum = self.table().grouping.as_ref().and_then(|all| all.sum);
        let line = label.map(|label| {
            let mark = self.group_mark();
            let has_sums = sum == Some(GroupSum::Above);
            let cells = self.labelled(mark, label, has_sums);
            self.lines.push(Line {
                word: Some(RowWord::Group),
                cells,
            });
            self.lines.len() - 1
        });
        self.group = Some(Group {
            words,
            first: self.data.len(),
            line: line
                .or(Some(self.lines.len()))
                .filter(|_| sum == Some(GroupSum::Above)),
        });
    }

    /// Ends the group: its sums go to where they are wanted.
    fn end_group(&mut self) {
        let Some(group) = self.group.take() else {
            return;
        };
        match self.table().grouping.as_ref().and_then(|all| all.sum) {
            Some(GroupSum::Above) => {
                let sums = self.sums(group.first);
                if let Some(at) = group.line.filter(|at| *at < self.lines.len()) {
                    let mut cells = std::mem::take(&mut self.lines[at].cells);
                    self.fill(&mut cells, &sums);
                    self.lines[at].cells = cells;
                }
            }
            Some(GroupSum::Below) => {
                let sums = self.sums(group.first);
                let label = self.label(&self.words.subtotal);
                let mut cells = self.labelled(None, label, true);
                self.fill(&mut cells, &sums);
                self.lines.push(Line {
                    word: Some(RowWord::Subtotal),
                    cells,
                });
            }
            None => {}
        }
    }

    /// A row of which its writer says what it is.
    fn special(&mut self, word: RowWord, row: &[super::Cell], place: Option<&Place>) {
        let table = self.cells.table;
        if word != RowWord::Subtotal {
            self.end_group();
        }
        let mut values: Vec<Value> = (0..table.printed)
            .map(|index| self.cells.value(&row[index], index))
            .collect();
        match word {
            RowWord::Group => {
                let over_all = values.iter().skip(1).all(|value| value.merged.is_some());
                if over_all && !values.is_empty() {
                    let label = std::mem::take(&mut values[0]);
                    self.begin_group(None, Some(label));
                    return;
                }
                self.begin_group(None, None);
                let has_mark = table.columns.first().is_some_and(|c| c.kind.is_index());
                if let (Some((text, place)), true, true) = (
                    self.group_mark(),
                    has_mark,
                    values.first().is_some_and(Value::is_blank),
                ) {
                    let origin = write::origin(&place, self.cells.sources);
                    write::text(&text, origin, &mut values[0].markup);
                }
            }
            RowWord::Subtotal => {
                let first = self.group.take().map_or(0, |group| group.first);
                let sums = self.sums(first);
                self.compare(&values, &sums, place);
                self.fill(&mut values, &sums);
                // What follows without a row that begins a group is one.
                self.group = Some(Group {
                    words: None,
                    first: self.data.len(),
                    line: None,
                });
            }
            RowWord::Total => {
                let sums = self.sums(0);
                self.compare(&values, &sums, place);
                self.fill(&mut values, &sums);
                self.has_total = true;
            }
        }
        self.lines.push(Line {
            word: Some(word),
            cells: values,
        });
    }

    /// The row that sums the table.
    fn total(&mut self, sums: &Numbers) {
        let table = self.cells.table;
        let label = match &table.total_label {
            Some(text) => {
                let printed = (self.cells.expand)(text);
                let mut value = Value::default();
                write::line(&printed, &mut value.markup);
                value
            }
            None => self.label(&self.words.total),
        };
        let mut cells = self.labelled(None, label, true);
        self.fill(&mut cells, sums);
        self.lines.push(Line {
            word: Some(RowWord::Total),
            cells,
        });
    }

    /// Words of the program's own, which stand where a column says that it is summed.
    fn label(&self, words: &str) -> Value {
        let mut columns = self.table().columns.iter();
        let place = columns.find_map(|column| column.sum.as_ref());
        let origin = place.and_then(|place| write::origin(place, self.cells.sources));
        let mut value = Value {
            align: Some("centre"),
            ..Value::default()
        };
        write::text(words, origin, &mut value.markup);
        value
    }

    /// The number of the group that has just begun, and where it is said that groups have one.
    fn group_mark(&self) -> Option<(String, Place)> {
        let (mark, place) = self.table().grouping.as_ref()?.mark.as_ref()?;
        let text = match mark {
            GroupMark::Roman => figures::roman(Decimal::from(self.groups)).ok()?,
            GroupMark::Letter => {
                let letter = u8::try_from(self.groups - 1).ok().filter(|n| *n < 26)?;
                char::from(b'A' + letter).to_string()
            }
        };
        Some((text, place.clone()))
    }

    /// A row with a label over the columns before the first that is summed, or over all.
    fn labelled(&self, mark: Option<(String, Place)>, label: Value, has_sums: bool) -> Vec<Value> {
        let table = self.table();
        let columns = &table.columns[..table.printed];
        let mut cells = vec![Value::default(); table.printed];
        let (mut start, mut label) = (0, label);
        if let Some((text, place)) = mark {
            let origin = write::origin(&place, self.cells.sources);
            let has_column = columns.first().is_some_and(|column| column.kind.is_index());
            if has_column && columns.len() > 1 {
                write::text(&text, origin, &mut cells[0].markup);
                start = 1;
            } else {
                let mut markup = String::new();
                write::text(&format!("{text}. "), origin, &mut markup);
                markup.push_str(&label.markup);
                label.markup = markup;
            }
        }
        let summed = |column: &super::Column| column.sum.is_some() || column.ratio.is_some();
        let first = columns.iter().position(summed).filter(|_| has_sums);
        let end = first
            .filter(|first| *first > start)
            .unwrap_or(columns.len());
        if let Some(first) = cells.get_mut(start) {
            *first = label;
        }
        let place = Place::new(&table.place.source, table.place.range.clone());
        for cell in cells.iter_mut().take(end).skip(start + 1) {
            cell.merged = Some((Mark::Left, place.clone()));
        }
        cells
    }

    /// The sums of the rows of data from one on.
    fn sums(&mut self, first: usize) -> Numbers {
        let sums = sums::sums(self.cells.table, self.data[first..].iter());
        sums.unwrap_or_else(|error| {
            // The same sum may be worked out for a group and for the table.
            if !self
                .cells
                .errors
                .iter()
                .any(|known| known.message == error.message)
            {
                self.cells.errors.push(*error);
            }
            vec![None; self.table().columns.len()]
        })
    }

    /// Puts numbers into cells that have nothing.
    fn fill(&mut self, cells: &mut [Value], numbers: &Numbers) {
        let table = self.cells.table;
        for (index, cell) in cells.iter_mut().enumerate() {
            let column = &table.columns[index];
            let place = match (&column.ratio, &column.sum) {
                (Some(ratio), _) => Some(&ratio.place),
                (None, sum) => sum.as_ref(),
            };
            if let (Some(number), Some(place), true) = (numbers[index], place, cell.is_blank()) {
                let shown = self.cells.shown(number, column);
                let origin = write::origin(place, self.cells.sources);
                write::text(&shown, origin, &mut cell.markup);
                cell.number = Some(number);
            }
        }
    }

    /// Tells of a sum that its writer gives and that is not what the rows add up to. It stays.
    fn compare(&mut self, cells: &[Value], sums: &Numbers, place: Option<&Place>) {
        let table = self.cells.table;
        for (index, cell) in cells.iter().enumerate() {
            let column = &table.columns[index];
            let (Some(given), Some(sum), Some(_)) = (cell.number, sums[index], &column.sum) else {
                continue;
            };
            // A sum that is printed with fewer digits than it has is the sum all the same.
            let rounded = column
                .digits
                .and_then(|digits| figures::round(sum, digits).ok());
            if given != sum && rounded != Some(given) && self.warnings.len() < MAX_REPORTED {
                let message = format!(
                    "hàng tổng ghi {} ở cột “{}”, nhưng các hàng cộng lại là {}",
                    figures::number(given),
                    column.title.text,
                    figures::number(sum)
                );
                let warning = Diagnostic::warning("tong-lech", message).at(place.cloned());
                self.warnings.push(warning.help(
                    "sửa số tổng hoặc số của các hàng; để trống ô này thì chương trình tự cộng",
                ));
            }
        }
    }
}
