//! What was pulled, for other programs: JSON with Vietnamese keys, as in the YAML.

use crate::import::flat::Comment;
use crate::pull::{Change, Fate, Look, Pulled, Reason};
use serde_json::{Value, json};

/// The report, on lines of its own.
pub(super) fn report(pulled: &Pulled, comments: &[Comment]) -> String {
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
        left,
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
    told
}
