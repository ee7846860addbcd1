//! What is told of an import: for people, and for programs.

use super::{
    understand::{Part, Said, Told, Why, words_of, words_said},
    whole::Imported,
};
use serde_json::json;
use std::path::Path;

/// The longest words of a paragraph that a line of the report shows, in letters.
const LONGEST: usize = 90;

/// A line for each thing told, but for what the program prints itself.
pub(crate) fn text(told: &[Told], missing: &[String]) -> String {
    let mut out = String::new();
    for told in told.iter().filter(|told| told.why != Why::Printed) {
        let place = if told.at == 0 {
            String::new()
        } else {
            format!("Đoạn {}: ", told.at)
        };
        let words = shortened(&told.text);
        let words = if words.is_empty() {
            words
        } else {
            format!("“{words}”: ")
        };
        out.push_str(&format!("{place}{words}{}\n", told.why.reason()));
    }
    for name in missing {
        out.push_str(&format!("Mục {name}: {}\n", Why::Missing.reason()));
    }
    let words: usize = told
        .iter()
        .filter(|told| told.why == Why::Printed)
        .map(|told| words_of(&told.text).len())
        .sum();
    if words > 0 {
        out.push_str(&format!(
            "{words} chữ là phần {}\n",
            "vanban tự in (Quốc hiệu, Tiêu ngữ, tên loại, “Số:”, “Nơi nhận:” …)"
        ));
    }
    out
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{} …", &text[..at]),
        None => text.to_owned(),
    }
}

/// What was found, counted, in one line.
pub(crate) fn found(imported: &Imported) -> String {
    let said = &imported.said;
    let parts = || parts_of(said);
    let count = |holds: fn(&Part) -> bool| parts().filter(|part| holds(part)).count();
    let found = [
        (count(|part| matches!(part, Part::Heading { .. })), "đề mục"),
        (count(|part| matches!(part, Part::Paragraph { .. })), "đoạn"),
        (
            count(|part| matches!(part, Part::Item { .. })),
            "mục danh sách",
        ),
        (
            count(|part| matches!(part, Part::Quote(_))),
            "khối trích dẫn",
        ),
        (count(|part| matches!(part, Part::Table(_))), "bảng"),
        (
            said.notes.iter().filter(|note| !note.is_empty()).count(),
            "chú thích",
        ),
        (said.attached.len(), "văn bản kèm theo"),
        (said.appendices.len(), "phụ lục"),
        (said.closing.signatories.len(), "người ký"),
    ];
    let found = found
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}"));
    found.collect::<Vec<_>>().join(", ")
}

/// A few lines on what was found.
pub(crate) fn summary(imported: &Imported, target: &Path, reported: bool) -> String {
    let mut out = String::new();
    if let Some((path, _)) = &imported.profile {
        out.push_str(&format!("Đã lập hồ sơ cơ quan {}\n", path.display()));
    }
    out.push_str(&format!(
        "Đã ghi {}: {}\n",
        target.display(),
        found(imported)
    ));
    let unsure = imported
        .told
        .iter()
        .filter(|told| told.why != Why::Printed)
        .count()
        + imported.written.missing.len();
    out.push_str(&match (unsure, reported) {
        (0, _) => "Mọi chữ đã vào tệp, không có chỗ nào phải xem lại\n".to_owned(),
        (unsure, true) => format!("{unsure} chỗ cần xem lại, kể ở trên\n"),
        (unsure, false) => format!("{unsure} chỗ cần xem lại: thêm --report - để xem từng chỗ\n"),
    });
    out
}

fn parts_of(said: &Said) -> impl Iterator<Item = &Part> {
    let attached = said.attached.iter().flat_map(|attached| {
        let own = attached
            .appendices
            .iter()
            .flat_map(|appendix| &appendix.body);
        attached.body.iter().chain(own)
    });
    let appendices = said.appendices.iter().flat_map(|appendix| &appendix.body);
    said.body.iter().chain(attached).chain(appendices)
}

/// All that is told, for programs.
pub(crate) fn json(imported: &Imported, target: &Path) -> String {
    let told: Vec<_> = imported
        .told
        .iter()
        .map(|told| json!({ "doan": told.at, "ma": told.why.code(), "chu": told.text, "ly_do": told.why.reason() }))
        .collect();
    let count = |why: Why| -> usize {
        imported
            .told
            .iter()
            .filter(|told| told.why == why && !told.beside)
            .map(|told| words_of(&told.text).len())
            .sum()
    };
    let taken = words_said(&imported.said).len();
    let report = json!({
        "tep": target.to_string_lossy(),
        "loai": imported.said.kind,
        "chu_lay": taken,
        "chu_tu_in": count(Why::Printed),
        "chu_khong_lay": count(Why::Unplaced),
        "thieu": imported.written.missing,
        "muc": told,
    });
    format!("{report:#}\n")
}
