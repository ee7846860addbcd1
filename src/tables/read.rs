//! The entries of a table to [`Table`]: its columns, and its rows from wherever they stand.

use super::{
    Column, Grouping, MAX_COLUMNS, Ratio, Table, file, inline,
    schema::{AlignEntry, ColumnEntry, Kind, TableEntry},
};
use crate::{
    diagnostic::{Diagnostic, Place},
    document::ColumnAlign,
    rows::{RowWords, column_name},
    yaml::{
        Text, nearest,
        typed::{Choice, Field, Marked, Member, ScalarOr, Words},
    },
};
use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The tools that a table is read with.
pub(crate) struct Reading<'a> {
    /// The folder that paths start from.
    pub(crate) folder: &'a Path,
    /// The words by which rows are known that are no data.
    pub(crate) words: &'a RowWords,
    /// Gives the bytes of a file of rows, which were read already.
    pub(crate) bytes: &'a dyn Fn(&Path) -> io::Result<Arc<[u8]>>,
    /// The errors that stand against the table.
    pub(crate) errors: &'a mut Vec<Diagnostic>,
    pub(crate) warnings: &'a mut Vec<Diagnostic>,
}

/// The path of the file that a table names; none where it names none, or what must not be read.
pub(crate) fn path(folder: &Path, entry: &TableEntry) -> Option<PathBuf> {
    let named = &entry.file.filled()?.value.0;
    // Writers on Windows use its separator; the file goes to others as well.
    let relative = named.text.trim().replace('\\', "/");
    let is_absolute = relative.starts_with('/') || relative.as_bytes().get(1) == Some(&b':');
    (!relative.is_empty() && !is_absolute).then(|| folder.join(relative))
}

/// Reads a table by its name, which stands at `place`. None after an error was noted.
pub(crate) fn read(
    name: &str,
    place: &Place,
    entry: &TableEntry,
    with: &mut Reading<'_>,
) -> Option<Table> {
    let before = with.errors.len();
    if column_name(name).is_none_or(|name| name.is_empty()) {
        let message = format!("tên bảng “{name}” không có chữ cái hay chữ số nào");
        let error = Diagnostic::error("ten-bang", message).at(place.clone());
        with.errors
            .push(error.help("đặt tên bảng bằng chữ không dấu, ví dụ ho-ngheo"));
        return None;
    }
    let mut columns = columns(entry, with.errors);
    let printed = columns.len();
    let grouping = grouping(entry, &mut columns, with.errors);
    if with.errors.len() > before {
        return None;
    }
    let text = |field: &Field<Words>| field.filled().map(|given| given.value.0.clone());
    let mut table = Table {
        name: name.to_owned(),
        place: place.clone(),
        caption: text(&entry.caption),
        unit: text(&entry.unit),
        columns,
        printed,
        rows: Vec::new(),
        grouping,
        file: entry.file.filled().map(|named| named.value.0.place.clone()),
        writing: entry.choices.writing.given().map(|mark| mark.value),
        total_label: text(&entry.total_label),
    };
    match (entry.rows.filled(), entry.file.filled()) {
        (Some(rows), None) => inline::read(&mut table, rows, with),
        (None, Some(named)) => file::read(&mut table, entry, &named.value.0, with),
        (Some(_), Some(named)) => {
            let error = Diagnostic::error("hai-bang", "bảng có cả “tep” và “cac_hang”")
                .at(entry.rows.mark.key.clone())
                .related(named.place.clone(), "mục kia ở đây");
            with.errors.push(error.help(
                "giữ lại một mục: “tep” cho tệp riêng, “cac_hang” cho các hàng ghi ngay ở đây",
            ));
        }
        (None, None) => {
            let message = format!("bảng “{name}” chưa có hàng nào");
            let error = Diagnostic::error("bang-trong", message).at(place.clone());
            with.errors.push(
                error.help("ghi các hàng ở mục “cac_hang”, hoặc tên tệp .csv, .xlsx ở mục “tep”"),
            );
        }
    }
    (with.errors.len() == before).then_some(table)
}

fn columns(entry: &TableEntry, errors: &mut Vec<Diagnostic>) -> Vec<Column> {
    let given = entry.columns.given();
    let members = given.map_or(&[][..], |columns| &columns.value.0);
    if members.len() > MAX_COLUMNS {
        let message = format!("bảng có quá {MAX_COLUMNS} cột");
        let error =
            Diagnostic::error("qua-nhieu-cot", message).at(members[MAX_COLUMNS].key.clone());
        errors.push(error.help("chỉ giữ lại những cột dùng trong văn bản"));
        return Vec::new();
    }
    let mut columns: Vec<Column> = Vec::with_capacity(members.len() + 1);
    for member in members {
        let Some(column) = column(member, errors) else {
            continue;
        };
        if let Some(first) = columns.iter().find(|known| known.name == column.name) {
            let message = format!("hai cột cùng có tên `{}`", column.name);
            let error = Diagnostic::error("trung-ten-cot", message)
                .at(member.key.clone())
                .related(first.title.place.clone(), "cột kia ở đây");
            errors.push(
                error.help("đổi tên một cột; tên không kể dấu, chữ hoa chữ thường và dấu câu"),
            );
            continue;
        }
        columns.push(column);
    }
    let ratios: Vec<_> = members
        .iter()
        .filter_map(|member| match &member.value.as_ref()?.value {
            ScalarOr::Map(entry) => {
                let name = column_name(&member.name)?;
                Some((name, &entry.ratio.filled()?.value.0))
            }
            ScalarOr::Scalar(_) => None,
        })
        .collect();
    for (name, written) in ratios {
        let ratio = ratio(written, &columns).map_err(|error| errors.push(*error));
        if let Some(column) = columns.iter_mut().find(|column| column.name == name) {
            column.ratio = ratio.ok();
        }
    }
    columns
}

fn column(member: &Member<ScalarOr<ColumnEntry>>, errors: &mut Vec<Diagnostic>) -> Option<Column> {
    let Some(name) = column_name(&member.name) else {
        let message = format!("tên cột “{}” không có chữ cái hay chữ số nào", member.name);
        let error = Diagnostic::error("ten-cot-sai", message).at(member.key.clone());
        errors.push(error.help("đặt tên cột bằng chữ, ví dụ Tỷ lệ"));
        return None;
    };
    let mut column = Column {
        name,
        key: named(member),
        title: named(member),
        above: Vec::new(),
        kind: Kind::Looks,
        kind_place: member.key.clone(),
        align: None,
        width: 0,
        sum: None,
        ratio: None,
        digits: None,
    };
    match &member.value {
        None => {}
        Some(Marked {
            value: ScalarOr::Scalar(word),
            ..
        }) => kind(word, &mut column, errors),
        Some(Marked {
            value: ScalarOr::Map(entry),
            ..
        }) => parts(entry, &mut column, errors),
    }
    Some(column)
}

/// The name of a column as its title.
fn named(member: &Member<ScalarOr<ColumnEntry>>) -> Text {
    let mut place = member.key.clone();
    let covered = place.source.text.get(place.range.clone()).unwrap_or("");
    if covered.len() > 1 && covered.starts_with(['"', '\'']) {
        place.range = place.range.start + 1..place.range.end - 1;
    }
    Text {
        text: member.name.clone(),
        place,
        indent: 0,
    }
}

fn parts(entry: &ColumnEntry, column: &mut Column, errors: &mut Vec<Diagnostic>) {
    if let Some(title) = entry.title.filled() {
        column.title = title.value.0.clone();
    }
    if let Some(above) = entry.above.filled() {
        column.above = above.value.0.clone();
    }
    if let Some(Marked {
        value: Choice(word),
        ..
    }) = entry.kind.filled()
    {
        kind(word, column, errors);
    }
    column.align = entry.align.given().map(|align| match align.value {
        AlignEntry::Left => ColumnAlign::Left,
        AlignEntry::Centre => ColumnAlign::Centre,
        AlignEntry::Right => ColumnAlign::Right,
    });
    column.width = small(&entry.width, 1000, errors).unwrap_or(0);
    column.digits = small(&entry.digits, 20, errors);
    if let Some(sum) = entry.sum.given().filter(|sum| sum.value.0) {
        column.sum = Some(sum.place.clone());
        if matches!(column.kind, Kind::Text | Kind::Date) || column.kind.is_index() {
            let error = Diagnostic::error(
                "cot-khong-cong",
                "cột này không phải cột số nên không cộng được",
            )
            .at(sum.place.clone())
            .related(column.kind_place.clone(), "kiểu của cột ở đây");
            errors.push(error.help("đổi kiểu của cột thành so, hoặc bỏ “tong: true”"));
        } else if column.kind == Kind::Looks {
            column.kind = Kind::Number;
        }
    }
    if entry.ratio.filled().is_some() {
        column.kind = Kind::Percent;
        column.digits = column.digits.or(Some(2));
    }
}

fn kind(word: &Text, column: &mut Column, errors: &mut Vec<Diagnostic>) {
    let known = Kind::ALL.iter().find(|(name, _)| *name == word.text.trim());
    if let Some((_, kind)) = known {
        column.kind = *kind;
        column.kind_place = word.place.clone();
        return;
    }
    let message = format!("không có kiểu cột “{}”", word.text);
    let error = Diagnostic::error("kieu-cot", message).at(word.place.clone());
    let advice = nearest::advice(&word.text, Kind::ALL.iter().map(|(name, _)| *name));
    errors.push(advice.on(error, &word.text, &word.place));
}

/// A whole number of an entry, at most `most`.
fn small(field: &Field<Choice>, most: u32, errors: &mut Vec<Diagnostic>) -> Option<u32> {
    let Choice(text) = &field.filled()?.value;
    let number = text.text.trim().parse().ok().filter(|n| *n <= most);
    if number.is_none() {
        let message = format!("mục “{}” không nhận “{}”", field.mark.name, text.text);
        let error = Diagnostic::error("gia-tri-la", message).at(text.place.clone());
        errors.push(error.help(format!("ghi một số nguyên từ 0 đến {most}")));
    }
    number
}

/// `thuc_hien / ke_hoach`
fn ratio(written: &Text, columns: &[Column]) -> Result<Ratio, Box<Diagnostic>> {
    let Some((part, whole)) = written.text.split_once('/') else {
        let message = format!("“{}” không phải là tỷ lệ của hai cột", written.text);
        let error = Diagnostic::error("ti-le", message).at(written.place.clone());
        return Err(Box::new(error.help(
            "ghi tên hai cột với dấu / ở giữa, ví dụ thuc_hien / ke_hoach",
        )));
    };
    let find = |named: &str| find(named, columns, &written.place);
    let (part, whole) = (find(part)?, find(whole)?);
    for index in [part, whole] {
        let column = &columns[index];
        if matches!(column.kind, Kind::Text | Kind::Date) || column.kind.is_index() {
            let message = format!(
                "cột “{}” không phải cột số nên không tính tỷ lệ được",
                column.title.text
            );
            let error = Diagnostic::error("cot-khong-cong", message).at(written.place.clone());
            let error = error.related(column.kind_place.clone(), "kiểu của cột ở đây");
            return Err(Box::new(
                error.help("đổi kiểu của cột thành so, hoặc chọn cột khác"),
            ));
        }
    }
    Ok(Ratio {
        part,
        whole,
        place: written.place.clone(),
    })
}

/// The index of a column that an entry names, by its name in expressions or as it is written.
fn find(named: &str, columns: &[Column], place: &Place) -> Result<usize, Box<Diagnostic>> {
    let wanted = column_name(named.trim()).unwrap_or_default();
    let found = columns.iter().position(|column| column.name == wanted);
    found.ok_or_else(|| {
        let message = format!("bảng không có cột “{}”", named.trim());
        let error = Diagnostic::error("cot-la", message).at(place.clone());
        let names = columns.iter().map(|column| column.name.as_str());
        Box::new(error.help(nearest::advice(&wanted, names).text))
    })
}

/// How the rows are grouped; the column that groups goes behind those that are printed.
fn grouping(
    entry: &TableEntry,
    columns: &mut Vec<Column>,
    errors: &mut Vec<Diagnostic>,
) -> Option<Grouping> {
    let mark = entry.group_mark.given();
    let mark = mark.map(|mark| (mark.value, mark.place.clone()));
    let sum = entry.group_sum.given().map(|sum| sum.value);
    let Some(Marked {
        value: Choice(named),
        ..
    }) = entry.group.filled()
    else {
        return (mark.is_some() || sum.is_some()).then_some(Grouping {
            column: None,
            mark,
            sum,
        });
    };
    let Some(name) = column_name(&named.text) else {
        errors.extend(
            find(&named.text, columns, &named.place)
                .map_err(|error| *error)
                .err(),
        );
        return None;
    };
    if let Some(index) = columns.iter().position(|column| column.name == name) {
        let message = format!("cột “{}” vừa in ra vừa dùng để chia nhóm", named.text);
        let error = Diagnostic::error("cot-nhom", message)
            .at(named.place.clone())
            .related(columns[index].title.place.clone(), "cột ấy ở đây");
        errors.push(error.help("bỏ cột này khỏi mục “cot”: giá trị của cột in ở hàng nhóm"));
        return None;
    }
    columns.push(Column {
        name,
        key: named.clone(),
        title: named.clone(),
        above: Vec::new(),
        kind: Kind::Text,
        kind_place: named.place.clone(),
        align: None,
        width: 0,
        sum: None,
        ratio: None,
        digits: None,
    });
    Some(Grouping {
        column: Some(columns.len() - 1),
        mark,
        sum,
    })
}
