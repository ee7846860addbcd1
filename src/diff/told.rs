//! The names of places and changes, for people.

use super::{Changes, FigureChange, Place, Where};
use crate::document::{Components, Manner};
use crate::figures::number;
use crate::sheet::{Role, TableRole};

/// `Căn cứ 2`, `II. CHỈ TIÊU, đoạn 3`, `Bảng 1, hàng 4, cột 2`.
pub(crate) fn place(place: &Place, components: &Components) -> String {
    let what = match place.what {
        Where::Paragraph { role, number } => component(role, number, components),
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
pub(crate) fn role(role: Role, components: &Components) -> String {
    let name = match role {
        Role::Component(name) => {
            let known = components.get(name);
            return known.map_or_else(|| name.to_string(), |known| known.called.clone());
        }
        Role::Heading { form: _ } => "đề mục",
        Role::RunIn { form: _ } => "điều",
        Role::Set(Manner::Right) => "dòng canh phải",
        Role::Set(Manner::Centre) => "dòng canh giữa",
        Role::Set(Manner::Quote) => "đoạn trích dẫn",
        Role::Body => "đoạn",
        Role::ListItem => "mục liệt kê",
        Role::ListContinuation => "đoạn trong mục liệt kê",
        Role::TableHead => "đầu bảng",
        Role::TableCell => "ô bảng",
        Role::TableCaption => "tên bảng",
        Role::TableUnit => "đơn vị tính của bảng",
        Role::TableGroup => "dòng nhóm của bảng",
        Role::TableSubtotal => "dòng cộng nhóm của bảng",
        Role::TableTotal => "dòng tổng cộng của bảng",
        Role::RecipientsLabel => "chữ “Nơi nhận”",
        Role::Recipient => "nơi nhận",
        Role::SignatureTitle => "chức vụ người ký",
        Role::SignatureOffice => "chức vụ khác của người ký",
        Role::Confirmation => "chữ ở ô xác nhận",
        Role::SignatureName => "họ tên người ký",
        Role::Footnote => "chú thích",
        Role::PageNumber => "số trang",
        Role::AppendixLabel => "phụ lục",
        Role::AppendixTitle => "tên phụ lục",
        Role::AppendixReference => "dòng kèm theo của phụ lục",
        Role::Illustration => "hình",
        Role::Caption => "tên hình",
        Role::Rule => "đường kẻ",
    };
    name.to_owned()
}

/// The name of what stands at a place, with its number where a document has many of it.
fn component(what: Role, number: usize, components: &Components) -> String {
    let name = role(what, components);
    let counted = match what {
        Role::Component(name) => components.get(name).is_some_and(|known| known.counted),
        Role::Body | Role::Set(_) | Role::ListItem | Role::ListContinuation | Role::Recipient => {
            true
        }
        _ => false,
    };
    match counted {
        true => format!("{name} {number}"),
        false => name,
    }
}

/// `1.674 → 1.680 (+6; +0,36%)`
pub(crate) fn figure(change: &FigureChange) -> String {
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

/// How many places changed, in a sentence.
pub(crate) fn summary(changes: &Changes) -> String {
    let measures = "số đo (khổ giấy, cỡ chữ, khoảng cách)";
    match (changes.all.len(), changes.measures) {
        (0, false) => "Không có thay đổi nào thấy được.".to_owned(),
        (0, true) => {
            format!("Không có thay đổi nào thấy được trong lời văn; chỉ {measures} khác.")
        }
        (count, false) => format!("{count} chỗ thay đổi."),
        (count, true) => format!("{count} chỗ thay đổi; {measures} cũng khác."),
    }
}
