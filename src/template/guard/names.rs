//! Names that templates may use.

use crate::content::Row;

/// Our filters first, then tera's.
pub(in crate::template) fn filters() -> &'static [&'static str] {
    &[
        "tien",
        "so",
        "phan_tram",
        "tang_truong",
        "hieu",
        "tong",
        "dem",
        "la_ma",
        "chu",
        "ngay",
        "bo_dau",
        "bo_cuoi",
        "bo_doan",
        "safe",
        "default",
        "upper",
        "lower",
        "wordcount",
        "escape",
        "escape_html",
        "escape_xml",
        "newlines_to_br",
        "pluralize",
        "trim",
        "trim_start",
        "trim_end",
        "replace",
        "capitalize",
        "title",
        "truncate",
        "indent",
        "str",
        "int",
        "float",
        "length",
        "reverse",
        "split",
        "abs",
        "round",
        "first",
        "last",
        "nth",
        "join",
        "sort",
        "unique",
        "get",
        "values",
        "keys",
        "pairs",
        "group_by",
    ]
}

/// Tests (`is …`).
pub(in crate::template) fn tests() -> &'static [&'static str] {
    &[
        "mo_dau_bang",
        "ket_thuc_bang",
        "string",
        "number",
        "map",
        "bool",
        "array",
        "integer",
        "float",
        "none",
        "iterable",
        "defined",
        "undefined",
        "odd",
        "even",
        "divisible_by",
        "starting_with",
        "ending_with",
        "containing",
    ]
}

/// Functions.
pub(in crate::template) fn functions() -> &'static [&'static str] {
    &["range", "throw", "super"]
}

/// Whether a name means something already where texts name a row by it.
pub(in crate::template) fn is_taken(name: &str) -> bool {
    let words = [
        "true", "false", "none", "and", "or", "not", "in", "is", "if", "else", "for", "loop",
    ];
    let tera = ["set", "block", "body", "context", "__tera_context"];
    name == Row::NUMBER
        || [fields(), functions(), &words, &tera]
            .concat()
            .contains(&name)
}

/// What the templates of kinds may name; texts may name the first nine.
pub(in crate::template) fn fields() -> &'static [&'static str] {
    &[
        "so_lieu",
        "dia_danh",
        "so",
        "ky_hieu",
        "ngay_ban_hanh",
        "co_quan",
        "co_quan_chu_quan",
        "loai",
        "ten_loai",
        "trich_yeu",
        "kinh_gui",
        "tham_quyen",
        "can_cu",
        "mo_dau",
        "noi_dung",
        "ket_thuc",
        "noi_nhan",
        "luu",
        "nguoi_ky",
        "tieu_de",
        "tac_gia",
        "chu_de",
    ]
}
