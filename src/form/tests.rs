use super::*;
use crate::data::DataFile;
use serde_json::Value as Json;
use std::{collections::BTreeSet, fmt::Write, fs};

fn kinds() -> Kinds {
    Kinds::builtin().unwrap()
}

fn form_of(path: &str, text: &str, told: &[Diagnostic]) -> Form {
    let about = About {
        sort: Sort::Document,
        path: Path::new(path),
        kinds: &kinds(),
        told,
    };
    form(text, &about, &mut |path| fs::read(path)).unwrap_or_else(|e| panic!("{e}"))
}

/// The types of the schema and the sets that their fields stand in.
const SETS: [(&str, &str); 7] = [
    ("SignatoryEntry", "nguoi_ky"),
    ("JointEntry", "lien_tich"),
    ("TableEntry", "bang"),
    ("ColumnEntry", "cot"),
    ("ChartEntry", "bieu_do"),
    ("AppendixEntry", "phu_luc"),
    ("AttachedEntry", "kem_theo"),
];

#[test]
fn every_entry_of_the_schema_has_a_field_or_a_reason() {
    let described = Described::builtin(Sort::Document).unwrap();
    let kinds = kinds();
    let schema = kinds.schema();
    let own: BTreeSet<&str> = kinds
        .iter()
        .flat_map(|kind| kind.entries.iter().map(|e| e.name.as_str()))
        .collect();
    let names = |of: &Json| -> BTreeSet<String> {
        let all = of["properties"].as_object().into_iter().flatten();
        all.map(|(name, _)| name.clone()).collect()
    };
    let top: BTreeSet<String> = described
        .groups
        .iter()
        .flat_map(|g| &g.fields)
        .map(|f| f.name.clone())
        .collect();
    let wanted: BTreeSet<String> = names(schema)
        .into_iter()
        .filter(|name| !own.contains(name.as_str()))
        .collect();
    let left_out: BTreeSet<String> = described.left_out.keys().cloned().collect();
    let simple: BTreeSet<String> = left_out
        .iter()
        .filter(|name| !name.contains('.'))
        .cloned()
        .collect();
    assert_eq!(top.union(&simple).cloned().collect::<BTreeSet<_>>(), wanted);
    assert!(top.is_disjoint(&simple));
    let order: BTreeSet<String> = described.order(None, &[]).into_iter().collect();
    assert_eq!(order, top, "thu_tu");
    let mut seen = BTreeSet::new();
    for (name, of) in schema["$defs"].as_object().unwrap() {
        if let Some((_, set)) = SETS.iter().find(|(known, _)| known == name) {
            let fields = &described.sets[*set];
            assert_eq!(
                fields
                    .iter()
                    .map(|f| f.name.clone())
                    .collect::<BTreeSet<_>>(),
                names(of),
                "{name}"
            );
            let required = of["required"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Json::as_str);
            let required: BTreeSet<&str> = required.collect();
            let told = fields
                .iter()
                .filter(|f| f.required)
                .map(|f| f.name.as_str());
            assert_eq!(told.collect::<BTreeSet<_>>(), required, "{name}");
            seen.insert(*set);
        } else if name == "DateParts" {
            for part in names(of) {
                assert!(
                    left_out.contains(&format!("ngay_ban_hanh.{part}")),
                    "{part}"
                );
            }
        } else {
            assert!(names(of).is_empty(), "{name} has entries and no set");
        }
    }
    assert_eq!(seen.len(), described.sets.len());
}

#[test]
fn choices_are_those_of_the_schema() {
    let described = Described::builtin(Sort::Document).unwrap();
    let kinds = kinds();
    let schema = kinds.schema();
    let of = |properties: &Json, fields: &[described::FieldSpec]| {
        for field in fields {
            let node = &properties["properties"][&field.name];
            let node = node["anyOf"].as_array().map_or(node, |all| &all[0]);
            let words = match (node["enum"].as_array(), node["oneOf"].as_array()) {
                (Some(all), _) => all.iter().filter_map(Json::as_str).collect(),
                (_, Some(all)) => all.iter().filter_map(|one| one["const"].as_str()).collect(),
                _ => Vec::new(),
            };
            if !words.is_empty() && field.widget == Widget::Choice && field.name != "loai" {
                let told: BTreeSet<&str> = field.choices.iter().map(|c| c.value.as_str()).collect();
                let words: BTreeSet<&str> = words.into_iter().filter(|w| *w != "\t").collect();
                assert_eq!(told, words, "{}", field.name);
            }
        }
    };
    let top: Vec<_> = described
        .groups
        .iter()
        .flat_map(|g| g.fields.clone())
        .collect();
    of(schema, &top);
    for (name, set) in SETS {
        of(&schema["$defs"][name], &described.sets[set]);
    }
}

/// A form in lines: label, where, widget, value.
fn shown(form: &Form) -> String {
    let mut out = String::new();
    for group in &form.groups {
        writeln!(out, "== {}", group.title).unwrap();
        group
            .fields
            .iter()
            .for_each(|field| show(field, 0, &mut out));
    }
    out
}

fn show(field: &Field, depth: usize, out: &mut String) {
    let spaces = "  ".repeat(depth);
    let widget = serde_json::to_value(field.widget).unwrap();
    let required = if field.required { "*" } else { "" };
    let mut value = field.value.to_string();
    if value.chars().count() > 60 {
        value = format!("{}…", value.chars().take(60).collect::<String>());
    }
    let is_empty = field.value.is_null()
        && field.items.is_empty()
        && field.grid.is_none()
        && field.figures.is_empty();
    if is_empty && field.from_profile.is_none() && field.messages.is_empty() && depth > 0 {
        return;
    }
    write!(
        out,
        "{spaces}{}{required} ({}) {value}",
        field.label,
        widget.as_str().unwrap()
    )
    .unwrap();
    if let Some(profile) = &field.from_profile {
        write!(out, " ← {profile}").unwrap();
    }
    if let Some(span) = field.range {
        write!(out, " @{}-{}", span.from, span.to).unwrap();
    }
    out.push('\n');
    for message in &field.messages {
        writeln!(out, "{spaces}  ! {}: {}", message.code, message.message).unwrap();
    }
    for line in &field.figures {
        writeln!(
            out,
            "{spaces}  {}{} {:?} {}",
            "  ".repeat(line.depth),
            line.name,
            line.kind,
            line.text
        )
        .unwrap();
    }
    if let Some(grid) = &field.grid {
        let titles: Vec<&str> = grid.columns.iter().map(|c| c.title.as_str()).collect();
        writeln!(out, "{spaces}  | {}", titles.join(" | ")).unwrap();
        for row in &grid.rows {
            let cells = row
                .cells
                .iter()
                .map(|cell| cell.as_ref().map_or("·", |cell| cell.text.as_str()));
            let cells = cells.collect::<Vec<_>>().join(" | ");
            writeln!(
                out,
                "{spaces}  | {}{cells}",
                row.group.as_deref().unwrap_or_default()
            )
            .unwrap();
        }
    }
    for item in &field.items {
        writeln!(out, "{spaces}  - {}", item.title).unwrap();
        item.fields
            .iter()
            .for_each(|field| show(field, depth + 2, out));
    }
}

fn of_sample(path: &str) -> String {
    let text = fs::read_to_string(path).unwrap();
    shown(&form_of(path, &text, &[]))
}

#[test]
fn samples_fill_their_forms() {
    insta::assert_snapshot!("plan", of_sample("samples/phuong-2/ke-hoach-2024.yaml"));
    insta::assert_snapshot!(
        "joint",
        of_sample("samples/lien-tich/ke-hoach-phoi-hop.yaml")
    );
    insta::assert_snapshot!("agreement", of_sample("samples/an-phu/hop-dong.yaml"));
    insta::assert_snapshot!("minutes", of_sample("samples/an-phu/bien-ban.yaml"));
}

#[test]
fn every_file_has_a_form_and_its_ranges_hold_its_values() {
    let mut count = 0;
    for (path, text) in crate::yaml::testing::texts(&["samples", "tests"]) {
        let about = About {
            sort: Sort::Document,
            path: &path,
            kinds: &kinds(),
            told: &[],
        };
        let Ok(form) = form(&text, &about, &mut |path| fs::read(path)) else {
            continue;
        };
        let offsets = Utf16::of(&text);
        let at =
            |span: Span| &text[offsets.byte(span.from).unwrap()..offsets.byte(span.to).unwrap()];
        for field in form.groups.iter().flat_map(|group| &group.fields) {
            let Some(Step::Key(name)) = field.path.first() else {
                panic!()
            };
            if let Some(range) = field.range {
                let entry = at(range).trim_start_matches(['"', '\'']);
                assert!(
                    entry.starts_with(name.as_str()),
                    "{}: {entry}",
                    path.display()
                );
                count += 1;
            }
            if let (Some(range), Some(value)) = (field.value_range, field.value.as_str()) {
                let same = at(range).trim_matches(['"', '\'']) == value;
                assert!(
                    same || field.widget != Widget::Line
                        || value.contains(['\n', '"', '\'', '\\'])
                        || at(range).contains('\n'),
                    "{}: {} {value}",
                    path.display(),
                    at(range)
                );
            }
        }
    }
    assert!(count > 4000, "{count}");
}

#[test]
fn messages_stand_at_their_fields() {
    let text = "loai: cong-van\nnoi_nhan: A\nkinh_gui:\n  - B\nso: [x]\nnguoi_ky:\n  - ho_ten: A\n";
    let path = Path::new("a.yaml");
    let told = crate::content::from_sources(path, text, &mut |path| fs::read(path))
        .unwrap_err()
        .0;
    let form = shown(&form_of("a.yaml", text, &told));
    let lines: Vec<&str> = form.lines().collect();
    let found = lines
        .windows(2)
        .filter(|two| two[1].trim_start().starts_with('!'));
    insta::assert_snapshot!(found.map(|two| two.join("\n")).collect::<Vec<_>>().join("\n"), @r#"
    Số (line) ["x"] @43-50
      ! sai-kieu: mục “so” không thể là một danh sách
    Địa danh* (line) null
      ! thieu-muc: thiếu mục “dia_danh”
    Ngày ban hành* (date) null
      ! thieu-muc: thiếu mục “ngay_ban_hanh”
    Trích yếu* (text) null
      ! thieu-muc: thiếu mục “trich_yeu”
    Nội dung* (markdown) null
      ! thieu-muc: thiếu mục “noi_dung”
        Chức vụ* (text) null
          ! thieu-muc: thiếu mục “nguoi_ky, dòng 1.chuc_vu”
    Cơ quan ban hành* (text) null
      ! thieu-muc: thiếu mục “co_quan”
    "#);
    let about = About {
        sort: Sort::Document,
        path,
        kinds: &kinds(),
        told: &[],
    };
    let broken = super::form("a: [", &about, &mut |path| fs::read(path)).unwrap_err();
    assert_eq!(broken.0[0].code, "cu-phap-yaml");
}

fn typed(text: &str, json: &str) -> String {
    typed_into(Sort::Document, text, json)
}

fn typed_into(sort: Sort, text: &str, json: &str) -> String {
    let edits: Vec<Edit> = serde_json::from_str(json).unwrap();
    let changes = edit(text, sort, &edits, &kinds()).unwrap_or_else(|e| panic!("{json}\n{e}"));
    let units: Vec<u16> = text.encode_utf16().collect();
    let (mut out, mut done) = (Vec::new(), 0);
    for change in changes {
        out.extend_from_slice(&units[done..change.from]);
        out.extend(change.insert.encode_utf16());
        done = change.to;
    }
    out.extend_from_slice(&units[done..]);
    String::from_utf16(&out).unwrap()
}

#[test]
fn what_is_typed_goes_into_the_file_as_it_is_written() {
    for (text, json, wanted) in [
        // A list that is one line, or lines.
        (
            "noi_nhan: A # a\n",
            r#"[{"op":"insert","path":["noi_nhan"],"index":1,"value":"B"}]"#,
            "noi_nhan: # a\n  - A\n  - B\n",
        ),
        (
            "noi_nhan: A # a\n",
            r#"[{"op":"set","path":["noi_nhan",0],"value":"B"}]"#,
            "noi_nhan: B # a\n",
        ),
        (
            "noi_nhan: |\n  A\n  B\n",
            r#"[{"op":"remove","path":["noi_nhan",0]}]"#,
            "noi_nhan: |\n  B\n",
        ),
        (
            "noi_nhan:\n",
            r#"[{"op":"insert","path":["noi_nhan"],"index":0,"value":"A"}]"#,
            "noi_nhan:\n  - A\n",
        ),
        (
            "loai: ke-hoach\n",
            r#"[{"op":"set","path":["noi_nhan",0],"value":"A"}]"#,
            "loai: ke-hoach\nnoi_nhan:\n  - A\n",
        ),
        // Lines in a list.
        (
            "co_quan:\n  - ỦY BAN # u\n  - XÃ\n",
            r#"[{"op":"set","path":["co_quan"],"value":"ỦY BAN\nPHƯỜNG"}]"#,
            "co_quan:\n  - ỦY BAN # u\n  - PHƯỜNG\n",
        ),
        (
            "trich_yeu: Họp\n",
            r#"[{"op":"text","path":["trich_yeu"],"changes":[{"from":0,"to":0,"insert":"😀"}]},{"op":"text","path":["trich_yeu"],"changes":[{"from":2,"to":3,"insert":"h"}]}]"#,
            "trich_yeu: 😀họp\n",
        ),
        // Markdown that YAML would join.
        (
            "noi_dung: >  # n\n  - một\n  - hai\n",
            r#"[{"op":"text","path":["noi_dung"],"changes":[{"from":11,"to":11,"insert":"\n- ba"}]}]"#,
            "noi_dung: |  # n\n  - một\n  - hai\n  - ba\n",
        ),
        (
            "noi_dung: một\n  hai\nluu: VT\n",
            r#"[{"op":"set","path":["noi_dung"],"value":"một\nhai ba"}]"#,
            "noi_dung: |\n  một\n  hai ba\nluu: VT\n",
        ),
        (
            "noi_dung:\nluu: VT\n",
            r##"[{"op":"set","path":["noi_dung"],"value":"# I"}]"##,
            "noi_dung: |\n  # I\nluu: VT\n",
        ),
        (
            "loai: ke-hoach\nluu: VT\n",
            r#"[{"op":"set","path":["noi_dung"],"value":"Lời"}]"#,
            "loai: ke-hoach\nnoi_dung: |\n  Lời\nluu: VT\n",
        ),
        (
            "noi_dung: \"một\"\n",
            r#"[{"op":"set","path":["noi_dung"],"value":"hai"}]"#,
            "noi_dung: \"hai\"\n",
        ),
        // The date in parts becomes a date.
        (
            "ngay_ban_hanh: {ngay: 1, thang: 2, nam: 2024}\n",
            r#"[{"op":"set","path":["ngay_ban_hanh"],"value":"05/01/2024"}]"#,
            "ngay_ban_hanh: 05/01/2024\n",
        ),
        // Signatories by name, and one alone.
        (
            "loai: ke-hoach\n",
            r#"[{"op":"set","path":["nguoi_ky"],"value":["chu_tich"]}]"#,
            "loai: ke-hoach\nnguoi_ky:\n  - chu_tich\n",
        ),
        (
            "nguoi_ky: chu_tich\n",
            r#"[{"op":"insert","path":["nguoi_ky"],"index":1,"value":{"ho_ten":"A","chuc_vu":"B"}}]"#,
            "nguoi_ky:\n  - chu_tich\n  - ho_ten: A\n    chuc_vu: B\n",
        ),
        // One alone that has comments: they stay, whoever comes beside it.
        (
            "nguoi_ky:   # một người\n  # ký thay\n  quyen_han: |-\n    TM. A\n\n    KT. B\n  chuc_vu: C   # phó\n  # tên đủ\n  ho_ten: D\nso: 1\n",
            r#"[{"op":"insert","path":["nguoi_ky"],"index":1,"value":{"ho_ten":"E","chuc_vu":"G"}}]"#,
            "nguoi_ky:   # một người\n  # ký thay\n  - quyen_han: |-\n      TM. A\n\n      KT. B\n    chuc_vu: C   # phó\n    # tên đủ\n    ho_ten: D\n  - ho_ten: E\n    chuc_vu: G\nso: 1\n",
        ),
        (
            "nguoi_ky:\r\n    chuc_vu: C # phó\r\n    ho_ten: D",
            r#"[{"op":"insert","path":["nguoi_ky"],"index":0,"value":"chu_tich"}]"#,
            "nguoi_ky:\r\n    - chu_tich\r\n    - chuc_vu: C # phó\r\n      ho_ten: D",
        ),
        // A column that is declared by its kind alone.
        (
            "bang:\n  b:\n    cot:\n      So: so\n",
            r#"[{"op":"set","path":["bang","b","cot","So","ten"],"value":"Số"}]"#,
            "bang:\n  b:\n    cot:\n      So:\n        ten: Số\n        kieu: so\n",
        ),
        (
            "bang:\n  b:\n    cot:\n      So: so\n",
            r#"[{"op":"set","path":["bang","b","cot","So","kieu"],"value":"tien"}]"#,
            "bang:\n  b:\n    cot:\n      So: tien\n",
        ),
        (
            "bang:\n  b:\n    cac_hang:\n      - [1, 2]\n",
            r#"[{"op":"set","path":["bang","b","tieu_de"],"value":"Thu"}]"#,
            "bang:\n  b:\n    tieu_de: Thu\n    cac_hang:\n      - [1, 2]\n",
        ),
        // The agency's entries stand at the top of a file.
        (
            "loai: ke-hoach\nso: 1\nnoi_dung: x\n",
            r#"[{"op":"set","path":["co_quan"],"value":"A"}]"#,
            "loai: ke-hoach\nco_quan: A\nso: 1\nnoi_dung: x\n",
        ),
        (
            "\u{feff}so: 1\r\n",
            r#"[{"op":"set","path":["so"],"value":"2"}]"#,
            "\u{feff}so: 2\r\n",
        ),
    ] {
        assert_eq!(typed(text, json), wanted, "{json}");
    }
}

#[test]
fn a_profile_has_a_form_of_its_own() {
    let described = Described::builtin(Sort::Profile).unwrap();
    let fields = described.groups.iter().flat_map(|group| &group.fields);
    let fields: Vec<String> = fields.map(|field| field.name.clone()).collect();
    let all: BTreeSet<String> = fields.iter().cloned().collect();
    assert_eq!(all.len(), fields.len(), "each once");
    let schema: Json = serde_json::from_str(&crate::content::profile_schema()).unwrap();
    let wanted = schema["properties"].as_object().unwrap().keys().cloned();
    let left_out = |name: &String| described.left_out.contains_key(name);
    assert_eq!(
        all,
        wanted
            .filter(|name| !left_out(name))
            .collect::<BTreeSet<_>>()
    );
    let order: BTreeSet<String> = described.order(None, &[]).into_iter().collect();
    assert_eq!(order, all, "thu_tu_ho_so");

    let text = fs::read_to_string("samples/phuong-2/co-quan.yaml").unwrap();
    let about = About {
        sort: Sort::Profile,
        path: Path::new("samples/phuong-2/co-quan.yaml"),
        kinds: &kinds(),
        told: &[],
    };
    let form = form(&text, &about, &mut |path| fs::read(path)).unwrap();
    let field = |name: &str| {
        let all = form.groups.iter().flat_map(|group| &group.fields);
        let mut found = all.filter(|field| field.path == [Step::Key(name.to_owned())]);
        found.next().unwrap()
    };
    assert_eq!(field("viet_tat").value, "UBND");
    assert!(field("viet_tat").required && !field("fax").required);
    assert_eq!(
        field("nguoi_ky_mac_dinh").value,
        serde_json::json!(["chu_tich"])
    );
    let people = field("nguoi_ky");
    assert_eq!(people.members, Some(Members::Named));
    assert_eq!(
        people.items[0].fields.len(),
        described.sets["nguoi_ky"].len()
    );

    let made = typed_into(
        Sort::Profile,
        &text,
        r#"[{"op":"set","path":["nguoi_ky","chu_tich","ho_ten"],"value":"Trần Văn B"},
            {"op":"set","path":["nguoi_ky","pho"],"value":{"chuc_vu":"PHÓ CHỦ TỊCH","ho_ten":"C"}},
            {"op":"set","path":["luu"],"value":"VT"}]"#,
    );
    let wanted = text
        .replace(
            "Hồ Lê Hoàng Khoa\n",
            "Trần Văn B\n  pho:\n    chuc_vu: PHÓ CHỦ TỊCH\n    ho_ten: C\n",
        )
        .replace(
            "nguoi_ky_mac_dinh: chu_tich\n",
            "nguoi_ky_mac_dinh: chu_tich\nluu: VT\n",
        );
    assert_eq!(made, wanted);
}
