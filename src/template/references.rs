//! References within the document: `{{ dieu("tham-quyen") }}`.
//!
//! The functions print a mark with the kind of place and its name; what is read there is known once the
//! whole document is: `document` puts it in. A mark goes through Markdown and templates as letters of a
//! private plane, and becomes `<ref>` in the markup.

use super::guard::{Answer, Misuse, Shared};
use crate::markdown::references;
use tera::{Kwargs, Value};

/// The functions, by the kinds of places.
pub(super) const KINDS: [&str; 9] = [
    "phan", "chuong", "muc", "tieu_muc", "dieu", "khoan", "diem", "bang", "phu_luc",
];
/// The argument of each of them.
pub(super) const NAME: &str = "ten";

macro_rules! functions {
    ($($name:ident)*) => {
        $(pub(super) fn $name(shared: &Shared, k: Kwargs) -> Answer {
            reference(stringify!($name), shared, &k)
        })*
    };
}

functions! { phan chuong muc tieu_muc dieu khoan diem bang phu_luc }

fn reference(kind: &str, shared: &Shared, k: &Kwargs) -> Answer {
    let name = k.get::<&str>(NAME).ok().flatten();
    let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else {
        return Err(Misuse::figure(
            format!("`{kind}` thiếu tên chỗ được dẫn chiếu"),
            format!("ghi `{kind}(\"tham-quyen\")`, và [#tham-quyen] ở cuối dòng được dẫn chiếu"),
        )
        .into());
    };
    Ok(Value::from(references::mark(
        kind,
        name,
        shared.words.reference(kind),
    )))
}
