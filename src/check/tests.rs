//! Rules on short texts, without files.

use super::*;
use crate::{Resources, compile, content};

/// The findings of a document with this body, as `LEVEL CODE words: message`, and the reasons of what was not decided.
pub(in crate::check) fn told(body: &str) -> (Vec<String>, Vec<String>) {
    let body = body.replace('\n', "\n  ");
    told_of(&format!(
        "loai: bao-cao\nco_quan: UBND PHƯỜNG AN PHÚ\nviet_tat: UBND\ndia_danh: An Phú\nngay_ban_hanh: 15/03/2024\n\
         so: 12\ntrich_yeu: Kết quả công tác\nnoi_dung: |\n  {body}\nnguoi_ky:\n  quyen_han: TM. ỦY BAN NHÂN DÂN\n  \
         chuc_vu: CHỦ TỊCH\n  ho_ten: Trần Thị Bình\nnoi_nhan: [Đảng ủy phường]\nluu: VT\n"
    ))
}

/// [`told`] of a whole content file.
pub(in crate::check) fn told_of(yaml: &str) -> (Vec<String>, Vec<String>) {
    let resources = Resources::embedded();
    let loaded = content::from_text("thu.yaml", yaml).unwrap_or_else(|e| panic!("{e}"));
    let compiled = compile(&loaded.content, &resources).unwrap_or_else(|e| panic!("{e}"));
    let report = check(&loaded.content, &compiled, None);
    let show = |d: &Diagnostic| {
        let place = d.place.as_ref();
        let words = place.map_or("", |p| &p.source.text[p.range.clone()]);
        format!("{:?} {} {words}: {}", d.severity, d.code, d.message)
    };
    let all = |list: &[Diagnostic]| list.iter().map(show).collect();
    (all(&report.findings), all(&report.unevaluated))
}

#[test]
fn codes_and_names_are_of_one_rule() {
    let mut seen = std::collections::BTreeSet::new();
    let mut before = "";
    for rule in rules() {
        assert!(seen.insert(rule.code.name), "{} twice", rule.code.name);
        assert!(seen.insert(rule.name), "{} twice", rule.name);
        let same_family = before.get(..2) == rule.code.name.get(..2);
        assert!(
            !same_family || before < rule.code.name,
            "{} stands behind {before}",
            rule.code.name
        );
        before = rule.code.name;
    }
}

#[test]
fn a_doubled_sign_is_found_at_its_place() {
    let (found, _) = told("Thu đạt 104,2%% dự toán, nộp 5.000đđ.");
    assert_eq!(found[0], "Error SL101 %%: ký hiệu “%” gõ lặp: “%%”");
    assert!(found[1].starts_with("Error SL101 đđ"));
}
