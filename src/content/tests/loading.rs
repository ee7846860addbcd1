//! Files that load, and the content that they become.

use super::*;

#[test]
fn least_file() {
    let content = ok(LEAST);
    assert_eq!(content.symbol, "KH-UBND");
    assert_eq!(content.number, None);
    assert_eq!(
        content.date.map(|date| (date.day, date.month, date.year)),
        Some((None, Some(1), 2024))
    );
    assert_eq!(strings(&content.agency), ["UBND PHƯỜNG 2"]);
    assert_eq!(content.signatories[0].name.text, "Nguyễn Văn A");
    assert_eq!(covered(&content.signatories[0].name), "Nguyễn Văn A");
    assert_eq!(content.figures, Figures(Figure::Map(vec![])));
}

#[test]
fn block_scalars_know_their_lines() {
    let content = ok(&with(
        "noi_dung",
        "so_lieu:\n  dân: 1\nnoi_dung: |  # chú thích\n\n    Dòng một\n      thụt\n\n    Dòng bốn\n\n\n# hết\nco_quan_chu_quan: |\n  Ủy ban\n  nhân dân\n",
    ));
    let body = content.body.as_ref().unwrap();
    assert_eq!(body.text, "\nDòng một\n  thụt\n\nDòng bốn");
    assert_eq!(body.indent, 4);
    assert_eq!(covered(body), "\n    Dòng một\n      thụt\n\n    Dòng bốn");
    let lines: Vec<_> = content
        .superior
        .iter()
        .map(|t| (t.text.as_str(), covered(t)))
        .collect();
    assert_eq!(lines, [("Ủy ban", "  Ủy ban"), ("nhân dân", "  nhân dân")]);
    assert_eq!(content.superior[1].indent, 2);
    assert_eq!(
        body.place.source.line_column(body.place.range.start),
        (11, 1)
    );
}

#[test]
fn explicit_indentation_and_folded_blocks() {
    let content = ok(&with(
        "noi_dung",
        "noi_dung: |2-\n    # a\n  b\nmo_dau: >-\n   x\n   y\n",
    ));
    let body = content.body.unwrap();
    assert_eq!((body.text.as_str(), body.indent), ("  # a\nb", 2));
    assert_eq!(covered(&body), "    # a\n  b");
    let opening = content.opening.unwrap();
    assert_eq!(
        (opening.text.as_str(), opening.indent, covered(&opening)),
        ("x\ny", 3, "   x\n   y")
    );
}

#[test]
fn crlf_bom_and_decomposed_text() {
    let text = with("noi_dung", "noi_dung: |\n  Một\n  Ha\u{300}nh\tđộng\n").replace('\n', "\r\n");
    let content = ok(&format!("\u{feff}{text}"));
    assert_eq!(content.body.as_ref().unwrap().text, "Một\nHành\tđộng");
    assert_eq!(
        covered(content.body.as_ref().unwrap()),
        "  Một\r\n  Ha\u{300}nh\tđộng"
    );
    assert_eq!(covered(content.place.as_ref().unwrap()), "Phường 2");
}

#[test]
fn places_of_quoted_and_plain_text() {
    let content = ok(&with(
        "dia_danh",
        "luu: 'VT, VP'\ndia_danh: \"Thành phố\"   # x\n",
    ));
    assert_eq!(covered(content.place.as_ref().unwrap()), "Thành phố");
    assert_eq!(covered(&content.archive.unwrap()), "VT, VP");
    let content = ok(&with("trich_yeu", "trich_yeu: Dòng\n  tiếp theo  # x\n"));
    assert_eq!(strings(&content.subject), ["Dòng tiếp theo"]);
    assert_eq!(covered(&content.subject[0]), "Dòng\n  tiếp theo");
}

#[test]
fn text_takes_digits_as_written() {
    let content = ok(&with(
        "so",
        "so: 5\nluu: 1.50\nco_quan_chu_quan: 0x10\nkinh_gui: [1.10, yes]\n",
    ));
    assert_eq!(content.number.unwrap().text, "05");
    assert_eq!(content.archive.unwrap().text, "1.50");
    assert_eq!(strings(&content.superior), ["0x10"]);
    assert_eq!(strings(&content.addressees), ["1.10", "yes"]);
    for (so, expected) in [
        ("012", Some("012")),
        ("'7'", Some("07")),
        ("", None),
        ("___", None),
    ] {
        let number = ok(&with("so", &format!("so: {so}\n"))).number;
        assert_eq!(number.map(|n| n.text).as_deref(), expected);
    }
}

#[test]
fn figures_keep_every_digit() {
    let content = ok(&with(
        "so_lieu",
        "so_lieu:\n  a: 12345678901234567.89\n  b: '5'\n  c: [true, ~, +1.50, 1.674.000, -3, 1e5]\n  2024:\n",
    ));
    let Figures(Figure::Map(map)) = content.figures else {
        panic!("not a map");
    };
    assert!(matches!(&map[0].1, Figure::Number { value, shown }
        if value.to_string() == "12345678901234567.89" && shown == "12.345.678.901.234.567,89"));
    assert_eq!(map[1].1, Figure::Text("5".to_owned()));
    let Figure::List(list) = &map[2].1 else {
        panic!("not a list");
    };
    assert_eq!(list[0].0, Figure::Bool(true));
    assert_eq!(list[1].0, Figure::Blank);
    assert!(matches!(&list[2].0, Figure::Number { shown, .. } if shown == "+1,50"));
    assert!(matches!(&list[3].0, Figure::Number { value, shown }
        if value.to_string() == "1674000" && shown == "1.674.000"));
    assert!(matches!(&list[4].0, Figure::Number { shown, .. } if shown == "-3"));
    assert_eq!(list[5].0, Figure::Text("1e5".to_owned()));
    assert_eq!((map[3].0.as_str(), &map[3].1), ("2024", &Figure::Blank));
}

#[test]
fn ways_to_write_a_date() {
    for (written, expected) in [
        ("05/01/2024", (Some(5), Some(1), 2024)),
        ("5/1/2024", (Some(5), Some(1), 2024)),
        ("__/01/2024", (None, Some(1), 2024)),
        ("…/…/2024", (None, None, 2024)),
        ("//2024", (None, None, 2024)),
        ("01/2024", (None, Some(1), 2024)),
        ("2024-02-29", (Some(29), Some(2), 2024)),
        ("'05.01.2024'", (Some(5), Some(1), 2024)),
        ("{ngay: , thang: 1, nam: 2024}", (None, Some(1), 2024)),
    ] {
        let date = ok(&with(
            "ngay_ban_hanh",
            &format!("ngay_ban_hanh: {written}\n"),
        ))
        .date
        .unwrap();
        assert_eq!((date.day, date.month, date.year), expected, "{written}");
    }
}

#[test]
fn a_profile_gives_what_the_document_does_not() {
    let content = files(&[("d/a.yaml", SHORT), ("d/../p.yaml", PROFILE)])
        .unwrap()
        .content;
    assert_eq!(content.sources.len(), 2);
    assert_eq!(strings(&content.agency), ["UBND", "PHƯỜNG 2"]);
    assert_eq!(content.symbol, "BC-UBND");
    assert_eq!(content.signatories[0].name.text, "A");
    assert_eq!(content.signatories[0].name.place.source.name, "d/../p.yaml");
    let own = format!(
        "{SHORT}nguoi_ky: pho\nluu: ''\ndia_danh: ~\nthe_thuc: {{co_chu: {{noi_dung: 13.5}}}}\n"
    );
    let content = files(&[("d/a.yaml", &own), ("d/../p.yaml", PROFILE)])
        .unwrap()
        .content;
    assert_eq!(
        strings(&content.signatories[0].capacity),
        ["TM. UBND", "KT. CHỦ TỊCH"]
    );
    assert_eq!(content.archive, None);
    assert_eq!(content.place.unwrap().text, "Phường 2");
    let measures: Vec<_> = content
        .measures
        .iter()
        .map(|(p, t)| (p.as_str(), t.text.as_str()))
        .collect();
    assert_eq!(
        measures,
        [("co_chu.noi_dung", "13.5"), ("co_chu.tieu_ngu", "13")]
    );
}

#[test]
fn several_sign_in_the_order_of_the_file() {
    let names = |document: &str, profile: &str| -> Vec<String> {
        let loaded = files(&[("d/a.yaml", document), ("d/../p.yaml", profile)]).unwrap();
        let pictures = loaded.content.pictures.signatories.len();
        let all = loaded.content.signatories;
        assert_eq!(pictures, all.len());
        all.into_iter().map(|one| one.name.text).collect()
    };
    let own = "nguoi_ky:\n  - {chuc_vu: THƯ KÝ, ho_ten: C}\n  - pho\n";
    assert_eq!(names(&format!("{SHORT}{own}"), PROFILE), ["C", "B"]);
    assert_eq!(names(&format!("{SHORT}nguoi_ky: [pho]\n"), PROFILE), ["B"]);
    let both = PROFILE.replace("mac_dinh: chu-tich", "mac_dinh: [pho, chu-tich]");
    assert_eq!(names(SHORT, &both), ["B", "A"]);
}

#[test]
fn schema_is_for_editors() {
    let kinds = Kinds::builtin().unwrap();
    let schema: serde_json::Value = serde_json::from_str(&schema(&kinds)).unwrap();
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    let names = schema["properties"]["loai"]["enum"].as_array().unwrap();
    assert_eq!(names.len(), 2 * kinds.iter().count());
    assert!(names.contains(&"Giấy mời".into()) && names.contains(&"giay-moi".into()));
    assert_eq!(schema["additionalProperties"], false);
    for (key, value) in schema["properties"].as_object().unwrap() {
        assert!(value["description"].is_string() || *value == true, "{key}");
    }
    assert_eq!(schema["required"], serde_json::json!(["loai"]));
    let rules = schema["allOf"].as_array().unwrap();
    let of = |name: &str| {
        let is_of = |rule: &&serde_json::Value| {
            let names = rule["if"]["properties"]["loai"]["enum"].as_array().unwrap();
            names.contains(&name.into())
        };
        let mut rules = rules.iter().filter(is_of);
        let rule = rules.next().unwrap();
        assert!(rules.next().is_none(), "{name}");
        &rule["then"]
    };
    let plan = of("ke-hoach");
    assert_eq!(plan["properties"]["kinh_moi"], false);
    assert_eq!(
        plan["required"],
        serde_json::json!(["ngay_ban_hanh", "trich_yeu", "noi_dung"])
    );
    let invitation = of("Giấy mời");
    assert!(invitation["properties"]["kinh_moi"]["description"].is_string());
    let required = invitation["required"].as_array().unwrap();
    assert!(required.contains(&"dia_diem".into()) && !required.contains(&"noi_dung".into()));
    let contract = &of("hop-dong")["properties"]["cac_ben"];
    assert_eq!(contract["minItems"], 2);
    assert_eq!(contract["items"]["additionalProperties"], false);
}

#[test]
fn aliases_and_core_tags_are_read() {
    let content = ok(&with(
        "dia_danh",
        "luu: &a !!str 12\ndia_danh: *a\nso_lieu: {a: *a}\n",
    ));
    assert_eq!(content.place.unwrap().text, "12");
    assert!(
        matches!(&content.figures.0, Figure::Map(m) if m[0].1 == Figure::Text("12".to_owned()))
    );
}

#[test]
fn files_on_disk() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("d")).unwrap();
    std::fs::write(dir.path().join("p.yaml"), PROFILE).unwrap();
    std::fs::write(dir.path().join("d/a.yaml"), SHORT).unwrap();
    let content = load(&dir.path().join("d/a.yaml")).unwrap().content;
    assert_eq!(content.symbol, "BC-UBND");
    for wrong in ["d", "d/b.yaml"] {
        let errors = load(&dir.path().join(wrong)).unwrap_err();
        assert_eq!(errors.0[0].code, "khong-doc-duoc");
    }
}
