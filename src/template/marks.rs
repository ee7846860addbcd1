//! Marks and address for the templates: their texts, expanded, under the names that templates call them by.

use super::{context::marked, expand::Line};
use crate::content::{Address, Content, DraftMark, Marks, Text};
use tera::{Context, Map, Value};

/// The name of a draft's number among the texts; templates call it `du_thao.lan`.
const DRAFT: &str = "du_thao";

/// Expands the texts of marks and address, each under its name.
pub(super) fn expand(
    content: &Content,
    one: &mut dyn FnMut(&Text) -> Line,
) -> Vec<(&'static str, Line)> {
    let Marks {
        secrecy: _, // these two: `insert`
        urgency: _,
        deadline,
        circulation,
        draft,
        drafter,
        copies,
    } = &content.marks;
    let Address {
        street,
        telephone,
        fax,
        mail,
        website,
    } = &content.address;
    let draft = draft
        .as_ref()
        .and_then(|DraftMark { number }| number.as_ref());
    let texts = [
        ("hen_gio", deadline.as_ref()),
        ("pham_vi_luu_hanh", circulation.as_ref()),
        (DRAFT, draft),
        ("nguoi_soan_thao", drafter.as_ref()),
        ("so_ban", copies.as_ref()),
        ("dia_chi", street.as_ref()),
        ("dien_thoai", telephone.as_ref()),
        ("fax", fax.as_ref()),
        ("thu_dien_tu", mail.as_ref()),
        ("trang_thong_tin", website.as_ref()),
    ];
    let texts = texts.into_iter();
    texts
        .filter_map(|(name, text)| Some((name, one(text?))))
        .collect()
}

/// Gives the templates all of these names; what the document does not have is none.
pub(super) fn insert(context: &mut Context, content: &Content, lines: &[(&'static str, Line)]) {
    let line = |name: &str| {
        let found = lines.iter().find(|(known, _)| *known == name);
        found.map_or_else(Value::none, |(_, line)| marked(line))
    };
    for name in [
        "hen_gio",
        "pham_vi_luu_hanh",
        "nguoi_soan_thao",
        "so_ban",
        "dia_chi",
        "dien_thoai",
        "fax",
        "thu_dien_tu",
        "trang_thong_tin",
    ] {
        context.insert_value(name, line(name));
    }
    let draft = content.marks.draft.as_ref().map(|_| {
        let map: Map = [("lan".into(), line(DRAFT))].into_iter().collect();
        Value::from(map)
    });
    context.insert_value(DRAFT, draft.unwrap_or_else(Value::none));
    for (name, degree) in [
        ("do_mat", &content.marks.secrecy),
        ("do_khan", &content.marks.urgency),
    ] {
        let degree = degree.as_deref().map_or_else(Value::none, Value::from);
        context.insert_value(name, degree);
    }
}
