//! Rules on short texts, without files.

use super::*;
use crate::{Resources, compile, content};

/// The findings of a document with this body, as `LEVEL CODE words: message`, and the reasons of what was not decided.
pub(in crate::check) fn told(body: &str) -> (Vec<String>, Vec<String>) {
    told_of(&content_of(body))
}

/// A report with this body.
fn content_of(body: &str) -> String {
    let body = body.replace('\n', "\n  ");
    format!(
        "loai: bao-cao\nco_quan: UBND PHƯỜNG AN PHÚ\nviet_tat: UBND\ndia_danh: An Phú\nngay_ban_hanh: 15/03/2024\n\
         so: 12\ntrich_yeu: Kết quả công tác\nnoi_dung: |\n  {body}\nnguoi_ky:\n  quyen_han: TM. ỦY BAN NHÂN DÂN\n  \
         chuc_vu: CHỦ TỊCH\n  ho_ten: Trần Thị Bình\nnoi_nhan: [Đảng ủy phường]\nluu: VT\n"
    )
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

/// Reads a paragraph and looks at its quantities.
pub(in crate::check) fn quantities<T>(
    text: &str,
    look: impl Fn(&reading::Passage<'_>, &[reading::Quantity]) -> T,
) -> T {
    let resources = Resources::embedded();
    let loaded =
        content::from_text("thu.yaml", &content_of(text)).unwrap_or_else(|e| panic!("{e}"));
    let compiled = compile(&loaded.content, &resources).unwrap_or_else(|e| panic!("{e}"));
    let reading = Reading::of(&loaded.content, &compiled, None);
    let passage = reading.prose().next().unwrap_or_else(|| panic!("no text"));
    look(passage, passage.quantities())
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

/// A check that nobody waits for any longer ends between two rules, whichever they are, and tells nothing.
#[test]
fn a_check_ends_when_nobody_wants_it() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let resources = Resources::embedded();
    let text = content_of("Thu đạt 104,2%% dự toán.");
    let loaded = content::from_text("thu.yaml", &text).unwrap();
    let (compiled, pages) =
        compile::on_pages(&loaded.content, &resources, compile::Options::default()).unwrap();
    let run = |most: usize| {
        let asked = AtomicUsize::new(0);
        let goes_on = || asked.fetch_add(1, Ordering::SeqCst) < most;
        let report = check_while(&loaded.content, &compiled, &pages, Vec::new(), &goes_on);
        (report, asked.into_inner())
    };
    let (whole, asked) = run(usize::MAX);
    assert_eq!(whole, Some(check(&loaded.content, &compiled, Some(&pages))));
    assert!(asked > rules().count());
    for most in [0, 1, 5, asked - 1] {
        assert_eq!(run(most).0, None, "asked {most} times");
    }
    assert_eq!(run(asked).0, whole);
}

#[test]
fn a_doubled_sign_is_found_at_its_place() {
    let (found, _) = told("Thu đạt 104,2%% dự toán, nộp 5.000đđ.");
    assert_eq!(found[0], "Error SL101 %%: ký hiệu “%” gõ lặp: “%%”");
    assert!(found[1].starts_with("Error SL101 đđ"));
}

#[test]
fn own_words_are_those_of_the_document_and_of_its_profiles() {
    let document = "loai: bao-cao\nho_so: p.yaml\ntu_dien: [Cù lao Ông Hổ]\nngay_ban_hanh: 15/03/2024\nso: 1\n\
                    trich_yeu: Thử\nnoi_dung: Xã Cù lao  Ông Hổ có TSKT và ông hổ.\n";
    let profile = "co_quan: UBND XÃ AN PHÚ\nviet_tat: UBND\ndia_danh: An Phú\nluu: VT\nnoi_nhan: [Như trên]\n\
                   nguoi_ky: {ct: {chuc_vu: CHỦ TỊCH, ho_ten: Trần Thị Bình}}\nnguoi_ky_mac_dinh: ct\n\
                   tu_dien: |\n  TSKT, ktxh\n  chùm ngây;\n";
    let mut read = |_: &std::path::Path| Ok(profile.as_bytes().to_vec());
    let loaded = content::from_sources("a.yaml".as_ref(), document, &mut read)
        .unwrap_or_else(|e| panic!("{e}"));
    let resources = Resources::embedded();
    let compiled = compile(&loaded.content, &resources).unwrap_or_else(|e| panic!("{e}"));
    let reading = Reading::of(&loaded.content, &compiled, None);
    let own = &reading.own_words;
    for word in ["tskt", "ktxh", "chùm ngây", "cù lao ông hổ"] {
        assert!(own.has(word), "{word}");
    }
    assert!(!own.has("cù lao") && !own.is_empty());
    let passage = reading.prose().next().unwrap();
    let covers = |words: &str, nth: usize| {
        let (at, _) = passage.lower.match_indices(words).nth(nth).unwrap();
        own.cover(passage, &(at..at + words.len()))
    };
    assert!(covers("tskt", 0) && covers("lao ", 0));
    // Two spaces stand in the text where the entry has one.
    assert!(!covers("ông hổ", 1) && !covers("xã", 0));
}

/// The findings of a text whose body has a comment above it, and those that it silenced.
fn silenced(comment: &str, body: &str) -> (Vec<String>, Vec<String>) {
    let yaml = format!(
        "loai: bao-cao\nco_quan: UBND PHƯỜNG AN PHÚ\nviet_tat: UBND\ndia_danh: An Phú\nngay_ban_hanh: 15/03/2024\n\
         so: 12\ntrich_yeu: Kết quả công tác\n{comment}\nnoi_dung: |\n  {body}\nnguoi_ky:\n  chuc_vu: CHỦ TỊCH\n  \
         ho_ten: Trần Thị Bình\nnoi_nhan: [Như trên]\nluu: VT\nso_lieu: {{ty_le: 7%%}}\n"
    );
    let resources = Resources::embedded();
    let loaded = content::from_text("thu.yaml", &yaml).unwrap_or_else(|e| panic!("{e}"));
    let compiled = compile(&loaded.content, &resources).unwrap_or_else(|e| panic!("{e}"));
    let selection = Selection::read(&["SL101", "bo-qua-la", "bo-qua-ly-do", "bo-qua-thua"], &[]);
    let report = check_with(
        &loaded.content,
        &compiled,
        None,
        &selection.unwrap(),
        vec![],
    );
    let words = |d: &Diagnostic| {
        let place = d.place.as_ref().unwrap();
        format!("{} {}", d.code, &place.source.text[place.range.clone()])
    };
    let silenced = report.silenced.iter();
    let silenced = silenced.map(|(d, reason)| format!("{} ({reason})", words(d)));
    (
        report.findings.iter().map(words).collect(),
        silenced.collect(),
    )
}

#[test]
fn a_comment_silences_with_a_reason() {
    let body = "Đạt 5%% và 6đđ và {{ so_lieu.ty_le }}.";
    let all = ["SL101 %%", "SL101 đđ", "SL101 {{ so_lieu.ty_le }}"];
    let (found, _) = silenced("# một lời khác", body);
    assert_eq!(found, all);
    for comment in [
        "# vanban: bo-qua SL101 lý do: chép nguyên văn",
        "# vanban: bỏ qua sl101 (chép nguyên văn)",
        "#vanban: bo-qua don-vi-lap chép nguyên văn",
        "# vanban: bo-qua o-trong, SL101 - chép nguyên văn",
    ] {
        let (found, silenced) = silenced(comment, body);
        assert!(found.is_empty(), "{comment}: {found:?}");
        assert_eq!(silenced.len(), 3, "{comment}");
        assert!(silenced[0].ends_with("(chép nguyên văn)"), "{silenced:?}");
    }
    // Only what the words say, be it at the place, around it, or printed by an expression.
    for (words, left) in [
        ("\"đđ\"", [0, 2]),
        ("“6đđ”", [0, 2]),
        ("'5%%  và'", [1, 2]),
        ("\"{{ so_lieu.ty_le\"", [0, 1]),
    ] {
        let (found, silenced) = silenced(&format!("# vanban: bo-qua SL101 {words} vì thế"), body);
        assert_eq!(found, left.map(|at| all[at]), "{words}");
        assert_eq!(silenced.len(), 1);
    }
}

#[test]
fn comments_that_silence_nothing_are_told() {
    let code = |comment: &str, body: &str| silenced(comment, body).0;
    let of = |comment: &str| code(comment, "Đạt 5%%.").join("; ");
    let comment = "# vanban: bo-qua SL101 lý do:";
    assert_eq!(of(comment), format!("bo-qua-ly-do {comment}; SL101 %%"));
    let comment = "# vanban: bo-qua SL1O1 chép nguyên văn";
    assert_eq!(of(comment), format!("bo-qua-la {comment}; SL101 %%"));
    let comment = "# vanban: bo-qa SL101 chép nguyên văn";
    assert_eq!(of(comment), format!("bo-qua-la {comment}; SL101 %%"));
    let comment = "# vanban: bo-qua chép nguyên văn";
    assert_eq!(of(comment), format!("bo-qua-la {comment}; SL101 %%"));
    assert_eq!(of("# vanban: tệp của phòng Tài chính"), "SL101 %%");
    let comment = "# vanban: bo-qua SL101 \"7%%\" chép nguyên văn";
    assert_eq!(of(comment), format!("bo-qua-thua {comment}; SL101 %%"));
    let comment = "# vanban: bo-qua SL101 chép nguyên văn";
    assert_eq!(code(comment, "Đạt 5%."), [format!("bo-qua-thua {comment}")]);
}
