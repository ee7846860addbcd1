//! The names of places and changes, for people.

use crate::diff::{FigureChange, Place, Where};
use crate::figures::number;
use crate::sheet::{Role, TableRole};

/// `Căn cứ 2`, `II. CHỈ TIÊU, đoạn 3`, `Bảng 1, hàng 4, cột 2`.
pub(super) fn place(place: &Place) -> String {
    let what = match place.what {
        Where::Paragraph { role, number } => component(role, number),
        Where::Table { table } => format!("bảng {table}"),
        Where::Row { table, row } => format!("bảng {table}, hàng {row}"),
        Where::Cell { table, row, column } => format!("bảng {table}, hàng {row}, cột {column}"),
        Where::Note(note) => format!("chú thích {}", note.0 + 1),
        Where::Frame(TableRole::Letterhead) => "đầu văn bản".to_owned(),
        Where::Frame(_) => "nơi nhận và chữ ký".to_owned(),
    };
    match &place.under {
        Some(heading) => format!("{heading}: {what}"),
        None => capital(&what),
    }
}

/// The name of a role.
pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::NationalTitle => "quốc hiệu",
        Role::Motto => "tiêu ngữ",
        Role::Superior => "cơ quan chủ quản",
        Role::Agency => "cơ quan ban hành",
        Role::Number => "số, ký hiệu",
        Role::PlaceDate => "địa danh, thời gian",
        Role::About | Role::Subject => "trích yếu",
        Role::Kind => "tên loại",
        Role::Addressees => "kính gửi",
        Role::Authority => "thẩm quyền ban hành",
        Role::Basis => "căn cứ",
        Role::Resolution => "câu quyết định",
        Role::Heading { .. } => "đề mục",
        Role::Body => "đoạn",
        Role::ListItem => "mục liệt kê",
        Role::ListContinuation => "đoạn trong mục liệt kê",
        Role::TableHead => "đầu bảng",
        Role::TableCell => "ô bảng",
        Role::RecipientsLabel => "chữ “Nơi nhận”",
        Role::Recipient => "nơi nhận",
        Role::SignatureTitle => "chức vụ người ký",
        Role::SignatureName => "họ tên người ký",
        Role::Footnote => "chú thích",
        Role::PageNumber => "số trang",
        Role::AppendixLabel => "phụ lục",
        Role::AppendixTitle => "tên phụ lục",
        Role::AppendixReference => "dòng kèm theo của phụ lục",
        Role::Rule => "đường kẻ",
    }
}

/// The name of a component; where there are several of a sort, with its number.
fn component(role_: Role, number: usize) -> String {
    let name = role(role_);
    match role_ {
        Role::Basis
        | Role::Body
        | Role::ListItem
        | Role::ListContinuation
        | Role::Recipient
        | Role::Addressees => format!("{name} {number}"),
        _ => name.to_owned(),
    }
}

/// `1.674 → 1.680 (+6; +0,36%)`
pub(super) fn figure(change: &FigureChange) -> String {
    let FigureChange {
        old,
        new,
        difference,
        percent,
    } = change;
    let signed = |value: &rust_decimal::Decimal| {
        let sign = if value.is_sign_negative() || value.is_zero() {
            ""
        } else {
            "+"
        };
        format!("{sign}{}", number(*value))
    };
    let beside = match percent {
        Some(percent) => format!("; {}%", signed(percent)),
        None if new.ends_with('%') => " điểm phần trăm".to_owned(),
        None => String::new(),
    };
    format!("{old} → {new} ({}{beside})", signed(difference))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
