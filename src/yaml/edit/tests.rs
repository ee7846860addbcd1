//! Edits shown by what they make of a text, and a walk over all files of the project.

use super::*;
use crate::yaml::{comments, tree::Value};

mod chance;
mod walk;

fn edits(json: &str) -> Vec<Edit> {
    serde_json::from_str(json).unwrap_or_else(|e| panic!("{json}: {e}"))
}

const ORDER: [&str; 8] = [
    "loai",
    "so",
    "trich_yeu",
    "can_cu",
    "noi_dung",
    "noi_nhan",
    "luu",
    "so_lieu",
];

fn changes(text: &str, edits: &[Edit]) -> Result<Vec<Change>> {
    let names = Names::default();
    let order = |path: &[Step]| match path {
        [] => ORDER.iter().map(|name| (*name).to_owned()).collect(),
        _ => Vec::new(),
    };
    let manner = Manner {
        names: &names,
        order: &order,
    };
    edit(text, edits, &manner)
}

fn after(text: &str, json: &str) -> String {
    match changes(text, &edits(json)) {
        Ok(all) => changes::applied(text, &all),
        Err(told) => told
            .0
            .iter()
            .map(|d| format!("! {}\n", d.message))
            .collect(),
    }
}

#[track_caller]
fn shows(text: &str, json: &str, wanted: &str) {
    assert_eq!(after(text, json), wanted, "{json}");
}

#[test]
fn scalars_are_written_over_in_their_style() {
    for (text, value, wanted) in [
        ("so:   # để trống\n", "\"5\"", "so: 5   # để trống\n"),
        ("so: 4 # bốn\n", "\"5\"", "so: 5 # bốn\n"),
        ("so: \"4\"  # bốn\n", "\"5\"", "so: \"5\"  # bốn\n"),
        (
            "so: '4'\r\nluu: VT\r\n",
            "\"Ủy ban 'x'\"",
            "so: 'Ủy ban ''x'''\r\nluu: VT\r\n",
        ),
        ("so: ~", "\"A: b\"", "so: \"A: b\""),
        ("so: a", "\"{{ x }}\"", "so: \"{{ x }}\""),
        ("so: a", "\"null\"", "so: \"null\""),
        ("so: a", "\"\"", "so: \"\""),
        ("so: a # b", "null", "so: # b"),
        ("so: a", "true", "so: true"),
        ("so: a", "12.5", "so: 12.5"),
        ("so: a", "\"#1\"", "so: \"#1\""),
        ("so: a", "\"x \\\"y\\\" #z\"", "so: 'x \"y\" #z'"),
        ("\u{feff}so: a\n", "\"b\"", "\u{feff}so: b\n"),
        (
            "so:\n  a\n  b # c\nluu: x",
            "\"một\"",
            "so:\n  một # c\nluu: x",
        ),
        (
            "{so: a, luu: b} # c\n",
            "\"một, hai\"",
            "{so: \"một, hai\", luu: b} # c\n",
        ),
        ("{so, luu: b}\n", "\"một\"", "{so: một, luu: b}\n"),
        ("{so: , luu: b}\n", "\"một\"", "{so: một , luu: b}\n"),
        (
            "{\"so\": 4, \"luu\": null}",
            "\"5\"",
            "{\"so\": 5, \"luu\": null}",
        ),
        (
            "{\"so\": 4, \"luu\": null}",
            "\"năm\"",
            "{\"so\": \"năm\", \"luu\": null}",
        ),
        ("so: !!str 4\n", "\"5\"", "so: !!str 5\n"),
    ] {
        let json = format!("[{{\"op\":\"set\",\"path\":[\"so\"],\"value\":{value}}}]");
        shows(text, &json, wanted);
    }
}

#[test]
fn texts_of_lines_keep_their_block() {
    let text = "noi_dung: |  # lời\n  Một.\n\n  Hai.\n\nluu: VT\n";
    let set =
        |value: &str| format!("[{{\"op\":\"set\",\"path\":[\"noi_dung\"],\"value\":{value}}}]");
    shows(
        text,
        &set("\"Một.\\n\\nHai ba.\\n\""),
        "noi_dung: |  # lời\n  Một.\n\n  Hai ba.\n\nluu: VT\n",
    );
    shows(
        text,
        &set("\"  Một\\nhai\""),
        "noi_dung: |2  # lời\n    Một\n  hai\n\nluu: VT\n",
    );
    shows(text, &set("\"\""), "noi_dung: |  # lời\n\nluu: VT\n");
    shows(
        text,
        &set("\"một\""),
        "noi_dung: |  # lời\n  một\n\nluu: VT\n",
    );
    shows(
        "noi_dung: |  # lời\nluu: VT",
        &set("\"một\""),
        "noi_dung: |  # lời\n  một\nluu: VT",
    );
    shows(
        "noi_dung:  # lời\nluu: VT",
        &set("\"một\\n\\nhai\""),
        "noi_dung: |  # lời\n  một\n\n  hai\nluu: VT",
    );
    shows(
        "noi_dung: một",
        &set("\"một\\nhai\""),
        "noi_dung: |\n  một\n  hai",
    );
    shows(
        "noi_dung: một\r\n",
        &set("\"một\\nhai\""),
        "noi_dung: |\r\n  một\r\n  hai\r\n",
    );
    shows(
        "noi_dung: >-\n    dài\n    lắm\n    # không\n  # lời\n",
        &set("\"dài lắm # không, thật\""),
        "noi_dung: >-\n    dài\n    lắm\n    # không, thật\n  # lời\n",
    );
    shows(
        "noi_dung: \"a\\nb\"\n",
        &set("\"a\\nc\""),
        "noi_dung: \"a\\nc\"\n",
    );
    let slice = |from, to, insert| {
        format!(
            "[{{\"op\":\"text\",\"path\":[\"noi_dung\"],\"changes\":[{{\"from\":{from},\"to\":{to},\"insert\":\"{insert}\"}}]}}]"
        )
    };
    let one = "Một.".len();
    shows(
        text,
        &slice(one, one, " Nữa."),
        "noi_dung: |  # lời\n  Một. Nữa.\n\n  Hai.\n\nluu: VT\n",
    );
    shows(
        text,
        &slice(one + 1, one + 1, "x"),
        "noi_dung: |  # lời\n  Một.\n  x\n  Hai.\n\nluu: VT\n",
    );
    shows(
        text,
        &slice(one, one + 2, ""),
        "noi_dung: |  # lời\n  Một.Hai.\n\nluu: VT\n",
    );
    shows(
        text,
        &slice(one, one, "\\n\\n- a\\n- b"),
        "noi_dung: |  # lời\n  Một.\n\n  - a\n  - b\n\n  Hai.\n\nluu: VT\n",
    );
    shows(
        text,
        &slice(12, 12, "\\nBa."),
        "noi_dung: |  # lời\n  Một.\n\n  Hai.\n  Ba.\n\nluu: VT\n",
    );
}

#[test]
fn entries_come_in_order_and_go_with_their_comments() {
    let text = "# tệp\nloai: ke-hoach\n# về lưu\nluu: VT # lưu\n\nso_lieu:\n  # thu\n  thu: 1 # một\n    # vẫn thu\n  chi: 2\n";
    let set =
        |path: &str, value: &str| format!("[{{\"op\":\"set\",\"path\":{path},\"value\":{value}}}]");
    let remove = |path: &str| format!("[{{\"op\":\"remove\",\"path\":{path}}}]");
    shows(
        text,
        &set("[\"so\"]", "\"5\""),
        &text.replace("ke-hoach\n", "ke-hoach\nso: 5\n"),
    );
    shows(
        text,
        &set("[\"can_cu\"]", "[\"A\",\"B: c\"]"),
        &text.replace("ke-hoach\n", "ke-hoach\ncan_cu:\n  - A\n  - \"B: c\"\n"),
    );
    shows(
        text,
        &remove("[\"luu\"]"),
        "# tệp\nloai: ke-hoach\n\nso_lieu:\n  # thu\n  thu: 1 # một\n    # vẫn thu\n  chi: 2\n",
    );
    shows(
        text,
        &remove("[\"loai\"]"),
        &text.replace("loai: ke-hoach\n", ""),
    );
    shows(
        text,
        &remove("[\"so_lieu\",\"thu\"]"),
        "# tệp\nloai: ke-hoach\n# về lưu\nluu: VT # lưu\n\nso_lieu:\n  chi: 2\n",
    );
    shows("so: 1\nluu: VT", &remove("[\"luu\"]"), "so: 1");
    shows("so: 1", &set("[\"luu\"]", "\"VT\""), "so: 1\nluu: VT");
    shows("", &set("[\"luu\"]", "\"VT\""), "luu: VT\n");
    shows(
        "# một\n",
        &set("[\"so_lieu\",\"thu\"]", "\"5\""),
        "# một\nso_lieu:\n  thu: 5\n",
    );
    shows(
        "so_lieu:\n",
        &set("[\"so_lieu\",\"thu\",\"a\"]", "\"5\""),
        "so_lieu:\n  thu:\n    a: 5\n",
    );
    shows(
        "so_lieu:\n  a: 1 # x\n",
        &remove("[\"so_lieu\",\"a\"]"),
        "so_lieu: {}\n",
    );
    shows("a: {b: 1, c: 2}\n", &remove("[\"a\",\"b\"]"), "a: {c: 2}\n");
    shows("a: {b: 1, c: 2}\n", &remove("[\"a\",\"c\"]"), "a: {b: 1}\n");
    shows(
        "a: {b: 1, c: 2}\n",
        &set("[\"a\",\"d\"]", "\"x\""),
        "a: {b: 1, c: 2, d: x}\n",
    );
}

#[test]
fn items_come_go_and_move() {
    let text =
        "noi_nhan:\n  # một\n  - A # a\n  # hai\n  - B\n\n  # ba\n  - C # c\n# lưu\nluu: VT\n";
    let at = |op: &str| format!("[{{\"path\":[\"noi_nhan\"],{op}}}]");
    shows(
        text,
        &at("\"op\":\"insert\",\"index\":1,\"value\":\"X\""),
        &text.replace("# a\n", "# a\n  - X\n"),
    );
    shows(
        text,
        &at("\"op\":\"insert\",\"index\":0,\"value\":\"X\""),
        &text.replace("  # một\n", "  - X\n  # một\n"),
    );
    shows(
        text,
        &at("\"op\":\"insert\",\"index\":3,\"value\":\"X\""),
        &text.replace("# c\n", "# c\n  - X\n"),
    );
    shows(
        text,
        &at("\"op\":\"move\",\"from\":0,\"to\":2"),
        "noi_nhan:\n  # hai\n  - B\n  # ba\n  - C # c\n\n  # một\n  - A # a\n# lưu\nluu: VT\n",
    );
    shows(
        text,
        "[{\"op\":\"remove\",\"path\":[\"noi_nhan\",1]}]",
        "noi_nhan:\n  # một\n  - A # a\n\n  # ba\n  - C # c\n# lưu\nluu: VT\n",
    );
    shows(
        text,
        &at("\"op\":\"set\",\"value\":[]"),
        "noi_nhan: []\n# lưu\nluu: VT\n",
    );
    shows(
        "noi_nhan: []\n",
        &at("\"op\":\"insert\",\"index\":0,\"value\":\"X\""),
        "noi_nhan:\n  - X\n",
    );
    shows(
        "noi_nhan: # c\nluu: VT\n",
        &at("\"op\":\"insert\",\"index\":0,\"value\":\"X\""),
        "noi_nhan: # c\n  - X\nluu: VT\n",
    );
    shows(
        "noi_nhan: [A, B]\n",
        &at("\"op\":\"move\",\"from\":0,\"to\":1"),
        "noi_nhan: [B, A]\n",
    );
    shows(
        "noi_nhan: [A, B]\n",
        &at("\"op\":\"insert\",\"index\":2,\"value\":\"C, D\""),
        "noi_nhan: [A, B, \"C, D\"]\n",
    );
    shows(
        "noi_nhan:\n- A\n- B",
        &at("\"op\":\"insert\",\"index\":2,\"value\":\"C\""),
        "noi_nhan:\n- A\n- B\n- C",
    );
    shows(
        "noi_nhan:\n- A\n- B",
        &at("\"op\":\"move\",\"from\":1,\"to\":0"),
        "noi_nhan:\n- B\n- A",
    );
    shows(
        "a:\n- - x\n  - y\n",
        "[{\"op\":\"remove\",\"path\":[\"a\",0,0]}]",
        "a:\n- - y\n",
    );
    shows(
        "a:\n- - x\n  # c\n  - y\n",
        "[{\"op\":\"move\",\"path\":[\"a\",0],\"from\":1,\"to\":0}]",
        "a:\n- # c\n  - y\n  - x\n",
    );
    shows(
        "a:\n- b: 1\n  c: 2\n",
        "[{\"op\":\"remove\",\"path\":[\"a\",0,\"b\"]}]",
        "a:\n- c: 2\n",
    );
    shows(
        "a:\n- b: 1\n",
        "[{\"op\":\"set\",\"path\":[\"a\",0],\"value\":\"chu\"}]",
        "a:\n- chu\n",
    );
    shows(
        "a:\n- chu # x\n",
        "[{\"op\":\"set\",\"path\":[\"a\",0],\"value\":{\"b\":\"1\",\"c\":[\"d\"]}}]",
        "a:\n- # x\n  b: 1\n  c:\n  - d\n",
    );
    shows(
        "a:\n- chu\n",
        "[{\"op\":\"set\",\"path\":[\"a\",0],\"value\":{\"b\":\"1\",\"c\":\"m\\nn\"}}]",
        "a:\n- b: 1\n  c: |\n    m\n    n\n",
    );
    shows(
        "a:\n  - [1, 2]\n  - [3, 4]\n",
        "[{\"op\":\"set\",\"path\":[\"a\"],\"value\":[[\"1\",\"5\"],[\"3\",\"4\"],[\"6\",\"7\"]]}]",
        "a:\n  - [1, 5]\n  - [3, 4]\n  - - 6\n    - 7\n",
    );
}

#[test]
fn aliases_are_not_edited() {
    let text = "a: &x\n  b: 1\nc: *x\nd: &y 5\ne: *y\n";
    let set = |path: &str| {
        after(
            text,
            &format!("[{{\"op\":\"set\",\"path\":{path},\"value\":\"2\"}}]"),
        )
    };
    assert!(set("[\"c\",\"b\"]").starts_with("! chỗ này lấy lại"));
    assert!(set("[\"a\",\"b\"]").starts_with("! mục này được dùng lại"));
    assert!(set("[\"d\"]").starts_with("! mục này được dùng lại"));
    assert_eq!(set("[\"e\"]"), text.replace("e: *y", "e: 2"));
    assert_eq!(set("[\"c\"]"), text.replace("c: *x", "c: 2"));
    assert!(set("[\"a\",\"q\"]").starts_with('!'));
    shows(
        text,
        "[{\"op\":\"remove\",\"path\":[\"a\"]}]",
        "! mục này được dùng lại ở chỗ khác bằng dấu “*”: sửa ở biểu mẫu sẽ đổi cả chỗ ấy\n",
    );
    assert!(after("a: [", "[{\"op\":\"remove\",\"path\":[\"a\"]}]").starts_with('!'));
    assert!(
        after(
            "a: 1",
            "[{\"op\":\"set\",\"path\":[\"a\"],\"value\":\"\\u0007\"}]"
        )
        .contains("U+0007")
    );
}

#[test]
fn several_edits_are_one_list_of_changes() {
    let text = "loai: ke-hoach\nso: 1\ncan_cu:\n  - A\n  - B\n";
    let all = edits(
        r#"[{"op":"set","path":["so"],"value":"2"},{"op":"insert","path":["can_cu"],"index":1,"value":"X"},
            {"op":"set","path":["can_cu",1],"value":"XY"},{"op":"remove","path":["can_cu",0]},
            {"op":"set","path":["so"],"value":"1"}]"#,
    );
    let all = changes(text, &all).unwrap();
    insta::assert_debug_snapshot!(all, @r#"
    [
        Change {
            range: 33..34,
            text: "XY",
        },
    ]
    "#);
    assert_eq!(
        changes::applied(text, &all),
        "loai: ke-hoach\nso: 1\ncan_cu:\n  - XY\n  - B\n"
    );
}
