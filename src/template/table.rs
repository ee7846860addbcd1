//! The table of everything that templates may call or name. The filters are registered with tera
//! from it, and unknown names are told by it.

use super::{
    doubled, filters,
    guard::{Filter, Takes, Vocabulary},
    references, replaced, small,
};
use crate::content::Row;

/// The table for texts and for template files.
pub(super) static VOCABULARY: Vocabulary = Vocabulary {
    filters: &FILTERS,
    tests: &[
        ("mo_dau_bang", Some(doubled::starts_with)),
        ("ket_thuc_bang", Some(doubled::ends_with)),
        ("string", None),
        ("number", None),
        ("map", None),
        ("bool", None),
        ("array", None),
        ("integer", None),
        ("float", None),
        ("none", None),
        ("iterable", None),
        ("defined", None),
        ("undefined", None),
        ("odd", None),
        ("even", None),
        ("divisible_by", None),
        ("starting_with", None),
        ("ending_with", None),
        ("containing", None),
    ],
    functions: &[
        ("range", Some(replaced::range)),
        ("phan", Some(references::phan)),
        ("chuong", Some(references::chuong)),
        ("muc", Some(references::muc)),
        ("tieu_muc", Some(references::tieu_muc)),
        ("dieu", Some(references::dieu)),
        ("khoan", Some(references::khoan)),
        ("diem", Some(references::diem)),
        ("bang", Some(references::bang)),
        ("phu_luc", Some(references::phu_luc)),
        ("throw", None),
        ("super", None),
    ],
    fields: &FIELDS,
};

/// The filters: ours first, then tera's in tera's order, some of them replaced. Messages list them
/// in this order.
const FILTERS: [Filter; 51] = [
    Filter::numbers("tien", filters::money),
    Filter::numbers("so", filters::number),
    Filter::numbers("phan_tram", filters::percent),
    Filter::numbers("tang_truong", filters::growth),
    Filter::numbers("hieu", filters::difference),
    Filter::numbers("tong", filters::sum),
    Filter::numbers("dem", filters::count),
    Filter::numbers("la_ma", filters::roman),
    Filter::numbers("chu", filters::in_words),
    Filter::numbers("ngay", filters::date),
    Filter::texts("bo_dau", doubled::start),
    Filter::texts("bo_cuoi", doubled::end),
    Filter::texts("bo_doan", doubled::paragraph),
    Filter::texts("ten_thuong", small::name),
    Filter::of_tera("safe", Takes::Texts),
    Filter::numbers("default", filters::default),
    Filter::of_tera("upper", Takes::Texts),
    Filter::of_tera("lower", Takes::Texts),
    Filter::of_tera("wordcount", Takes::Texts),
    Filter::of_tera("escape", Takes::Texts),
    Filter::of_tera("escape_html", Takes::Texts),
    Filter::of_tera("escape_xml", Takes::Texts),
    Filter::of_tera("newlines_to_br", Takes::Texts),
    Filter::of_tera("pluralize", Takes::Texts),
    Filter::of_tera("trim", Takes::Texts),
    Filter::of_tera("trim_start", Takes::Texts),
    Filter::of_tera("trim_end", Takes::Texts),
    Filter::texts("replace", replaced::replace),
    Filter::of_tera("capitalize", Takes::Texts),
    Filter::of_tera("title", Takes::Texts),
    Filter::of_tera("truncate", Takes::Texts),
    Filter::texts("indent", replaced::indent),
    Filter::of_tera("str", Takes::Texts),
    Filter::numbers("int", replaced::int),
    Filter::numbers("float", replaced::float),
    Filter::of_tera("length", Takes::Texts),
    Filter::of_tera("reverse", Takes::Texts),
    Filter::of_tera("split", Takes::Texts),
    Filter::numbers("abs", replaced::abs),
    Filter::numbers("round", replaced::round),
    Filter::of_tera("first", Takes::Numbers),
    Filter::of_tera("last", Takes::Numbers),
    Filter::of_tera("nth", Takes::Texts),
    Filter::numbers("join", replaced::join),
    Filter::numbers("sort", replaced::sort),
    Filter::numbers("unique", replaced::unique),
    Filter::of_tera("get", Takes::Texts),
    Filter::of_tera("values", Takes::Texts),
    Filter::of_tera("keys", Takes::Texts),
    Filter::of_tera("pairs", Takes::Texts),
    Filter::numbers("group_by", replaced::group_by),
];

/// The fields that the templates of kinds may name; texts may name the first ten.
const FIELDS: [&str; 28] = [
    "so_lieu",
    "bang",
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
    "viet_tat_loai",
    "ten_co_quan",
    "van_ban_dien_tu",
    "ban_hanh_kem_theo",
    "phu_luc",
];

/// Tells whether a name means something already, so that texts cannot name a row by it.
pub(super) fn is_taken(name: &str) -> bool {
    let words = [
        "true", "false", "none", "and", "or", "not", "in", "is", "if", "else", "for", "loop",
    ];
    let tera = ["set", "block", "body", "context", "__tera_context"];
    let functions = VOCABULARY.functions.iter();
    name == Row::NUMBER
        || functions.into_iter().any(|(known, _)| *known == name)
        || [&FIELDS[..], &words, &tera].concat().contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tera::{Context, Tera};

    /// tera does not list what it has; it knows of a name when asked, and says how many there are.
    #[test]
    fn the_table_has_all_of_tera_and_no_more() {
        let tera = Tera::new();
        let knows = |expression: &str| {
            let error = tera.render_str(expression, &Context::new(), false).err();
            !error.is_some_and(|error| error.to_string().contains("Unknown"))
        };
        let ours = |name: &str| !knows(&format!("{{{{ 1 | {name} }}}}"));
        let of_tera = FILTERS.iter().filter(|filter| !ours(filter.name));
        for filter in &FILTERS {
            assert!(
                filter.run.is_some() || !ours(filter.name),
                "{}",
                filter.name
            );
        }
        let of_tera_tests = VOCABULARY.tests.iter().filter(|(name, run)| {
            let known = knows(&format!("{{{{ 1 is {name} }}}}"));
            assert!(run.is_some() || known, "{name}");
            known
        });
        let of_tera_functions = VOCABULARY.functions.iter().filter(|(name, run)| {
            let known = *name != "super" && knows(&format!("{{{{ {name}() }}}}"));
            assert!(run.is_some() || known || *name == "super", "{name}");
            known
        });
        let counts = format!(
            "filters: {}, tests: {}, functions: {},",
            of_tera.count(),
            of_tera_tests.count(),
            of_tera_functions.count()
        );
        assert!(format!("{tera:?}").contains(&counts), "{tera:?}\n{counts}");
    }
}
