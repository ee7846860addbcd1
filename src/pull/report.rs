//! What is told of a pull: for people, and for other programs, JSON with Vietnamese keys, as in the YAML.

use super::{Change, Fate, Look, Pulled, Reason, Side};
use crate::import::flat::Comment;
use serde_json::{Value, json};

/// Why a change was not taken, and what to do; by its code.
pub(crate) struct Why {
    pub(crate) code: &'static str,
    pub(crate) words: String,
    pub(crate) help: &'static str,
}

/// Tells why a change was not taken.
pub(crate) fn why(reason: &Reason) -> Why {
    let (code, words, help) = match reason {
        Reason::Conflict => (
            "cung-sua",
            "tệp YAML cũng đã sửa chỗ này".to_owned(),
            "sửa tay trong tệp YAML",
        ),
        Reason::Elsewhere { file, line } => (
            "khong-lay-duoc",
            format!("chữ ấy ở tệp “{file}”, dòng {line}"),
            "sửa ở tệp ấy: mọi văn bản dùng nó đều đổi theo",
        ),
        Reason::Computed(expression) => (
            "khong-lay-duoc",
            format!("chữ ấy được tính ra: {expression}"),
            "sửa số liệu gốc trong “so_lieu” hoặc trong bảng, hoặc thay biểu thức bằng chữ",
        ),
        Reason::Template => (
            "khong-lay-duoc",
            "chữ ấy do mẫu in ra, không có trong tệp YAML".to_owned(),
            "không cần sửa: vanban in lại theo thể thức",
        ),
        Reason::NoWay => (
            "khong-lay-duoc",
            "không ghi được vào tệp YAML mà làm ra đúng như vậy".to_owned(),
            "sửa tay trong tệp YAML",
        ),
    };
    Why { code, words, help }
}

/// The report, on lines of its own.
pub(crate) fn json(pulled: &Pulled, comments: &[Comment]) -> String {
    let (taken, left): (Vec<&Change>, Vec<&Change>) = pulled
        .changes
        .iter()
        .partition(|change| change.left.is_none());
    let report = json!({
        "lay": taken.into_iter().map(change).collect::<Vec<_>>(),
        "bo_lai": left.into_iter().map(change).collect::<Vec<_>>(),
        "con_khac": pulled.rest.iter().map(|rest| json!({
            "doan": rest.at,
            "yaml": rest.made,
            "word": rest.edited,
        })).collect::<Vec<_>>(),
        "hinh_thuc": pulled.looks.iter().map(|one| json!({
            "doan": one.at,
            "chu": one.text,
            "doi": one.looks.iter().map(|look| key(*look)).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "nhan_xet": comments.iter().map(|comment| json!({
            "doan": comment.at,
            "nguoi": comment.author,
            "ve": comment.about,
            "chu": comment.text,
        })).collect::<Vec<_>>(),
    });
    format!("{report:#}\n")
}

/// What looks otherwise, in words.
pub(crate) fn words(look: Look) -> &'static str {
    match look {
        Look::Colour => "màu chữ",
        Look::Marked => "tô nền chữ",
        Look::Size => "cỡ chữ",
        Look::Align => "căn lề đoạn",
        Look::Indent => "thụt lề đoạn",
        Look::Pages => "lề hoặc hướng trang",
        Look::Pictures => "số hình",
    }
}

/// The key of a look.
fn key(look: Look) -> &'static str {
    match look {
        Look::Colour => "mau_chu",
        Look::Marked => "to_nen",
        Look::Size => "co_chu",
        Look::Align => "can_le",
        Look::Indent => "thut_le",
        Look::Pages => "le_trang",
        Look::Pictures => "hinh",
    }
}

fn change(change: &Change) -> Value {
    let Change {
        fate,
        at,
        line,
        old,
        new,
        around: _,
        left,
        clash,
    } = change;
    let kind = match fate {
        Fate::Words => "sua",
        Fate::Gone => "bo",
        Fate::Come => "them",
    };
    let mut told = json!({ "loai": kind, "doan": at, "dong": line, "cu": old, "moi": new });
    if let Some(reason) = left {
        let (word, about) = match reason {
            Reason::Template => ("mau", Value::Null),
            Reason::Elsewhere { file, line } => ("tep_khac", json!({ "tep": file, "dong": line })),
            Reason::Computed(expression) => ("tinh_ra", json!(expression)),
            Reason::Conflict => ("cung_sua", Value::Null),
            Reason::NoWay => ("khong_co_cach", Value::Null),
        };
        told["ly_do"] = json!(word);
        told["chi_tiet"] = about;
    }
    if let Some(clash) = clash {
        let chosen = clash.chosen.map(|side| match side {
            Side::Word => "word",
            Side::Yaml => "yaml",
        });
        told["cung_sua"] = json!({
            "so": clash.number,
            "yaml": clash.yaml,
            "word": clash.word,
            "chon": chosen,
        });
    }
    told
}
