//! `vanban serve`: batches and versions, beside what `vanban batch` and `vanban diff` do.

#![cfg(feature = "serve")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::served::{Answer, DOCUMENT, Served};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    io::{Read as _, Write as _},
    path::Path,
    time::{Duration, Instant},
};

const SMALL: &str = "\
loai: ke-hoach
ho_so: co-quan.yaml
so:
ngay_ban_hanh: /01/2024
trich_yeu: Làm việc với {{ khom.ten_khom }}
noi_dung: |
  {{ khom.ten_khom }} có {{ khom.so_ho }} hộ.
";

fn ok(answer: &Answer) -> Value {
    let text = String::from_utf8_lossy(&answer.body);
    assert_eq!(answer.status, 200, "{text}");
    answer.json()
}

/// A folder with the sample of a batch, its content file and tables.
fn khom() -> Served {
    let dir = tempfile::tempdir().unwrap();
    for folder in ["khom", "phuong-2"] {
        let to = dir.path().join("thu-muc").join(folder);
        fs::create_dir_all(&to).unwrap();
        for entry in fs::read_dir(Path::new("samples").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    Served::of(dir, &[])
}

fn text(served: &Served, path: &str) -> String {
    fs::read_to_string(served.path(path)).unwrap()
}

fn see(served: &Served, path: &str, text: &str) -> Value {
    let asked = json!({ "path": path, "text": text, "tab": "a", "turn": 1 });
    ok(&served.post("/api/batch/see", &asked))
}

fn codes(told: &Value) -> Vec<&str> {
    let messages = told["messages"].as_array().unwrap().iter();
    messages.map(|one| one["code"].as_str().unwrap()).collect()
}

/// Waits until a run is over.
fn over(served: &Served, path: &str) -> Value {
    let since = Instant::now();
    loop {
        let state = ok(&served.post("/api/batch/state", &json!({ "path": path })))["state"].clone();
        if state["status"] != "running" {
            return state;
        }
        assert!(since.elapsed() < Duration::from_secs(300), "{state}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn run(served: &Served, path: &str) -> Value {
    ok(&served.post("/api/batch/run", &json!({ "path": path })));
    over(served, path)
}

/// The outputs of a folder, by name.
fn outputs(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let made = files.filter(|path| path.extension().is_some_and(|e| e == "docx" || e == "pdf"));
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    made.map(|path| (name(&path), fs::read(&path).unwrap()))
        .collect()
}

/// Every file is whole, and no document has one of its two alone.
fn are_whole(files: &BTreeMap<String, Vec<u8>>) {
    for (name, bytes) in files {
        let (stem, extension) = name.rsplit_once('.').unwrap();
        let other = if extension == "pdf" { "docx" } else { "pdf" };
        assert!(files.contains_key(&format!("{stem}.{other}")), "{name}");
        let end = &bytes[bytes.len().saturating_sub(32)..];
        let is_whole = match extension {
            "pdf" => bytes.starts_with(b"%PDF") && end.windows(5).any(|part| part == b"%%EOF"),
            _ => bytes.starts_with(b"PK") && end.windows(4).any(|part| part == b"PK\x05\x06"),
        };
        assert!(is_whole, "{name}");
    }
}

#[test]
fn a_batch_is_put_together_looked_at_and_run_as_the_command_does() {
    let served = khom();
    served.write("khom/~$khom.xlsx", "của Excel");
    let tables = ok(&served.get("/api/batch/tables"));
    let tables: Vec<&str> = { tables["tables"].as_array().unwrap().iter() }
        .map(|one| one["path"].as_str().unwrap())
        .collect();
    assert_eq!(
        tables,
        [
            "khom/khom.csv",
            "khom/khom.xlsx",
            "phuong-2/cong-trinh-2023.csv"
        ]
    );
    // The row is called as the content file calls it, outputs by the first column of words.
    let asked = json!({ "content": "khom/ke-hoach-khom.yaml", "table": "khom/khom.csv" });
    let made = ok(&served.post("/api/batch/new", &asked));
    assert_eq!(made["path"], "khom/lo-ke-hoach-khom.yaml");
    assert_eq!(
        text(&served, "khom/lo-ke-hoach-khom.yaml"),
        "noi_dung: ke-hoach-khom.yaml\nten_hang: khom\nten_tep: ke-hoach-{{ khom.ten_khom }}\nbang: khom.csv\n"
    );
    let own = text(&served, "khom/lo-ke-hoach-khom.yaml");
    let seen = see(&served, "khom/lo-ke-hoach-khom.yaml", &own);
    assert_eq!(seen["rows"][0]["name"], "ke-hoach-khom-1", "{seen}");

    let path = "khom/lo-khom.yaml";
    let own = text(&served, path);
    let seen = see(&served, path, &own);
    assert_eq!(codes(&seen), Vec::<&str>::new(), "{seen}");
    assert_eq!(seen["content"], "khom/ke-hoach-khom.yaml");
    let columns = seen["columns"].as_array().unwrap();
    let kinds: Vec<(&str, &str, Option<&str>)> = columns
        .iter()
        .map(|one| {
            let of = |key: &str| one[key].as_str();
            (of("name").unwrap(), of("kind").unwrap(), of("declared"))
        })
        .collect();
    for wanted in [
        ("ma", "text", Some("chu")),
        ("ten_khom", "text", None),
        ("so_ho", "number", Some("so")),
        ("bhyt", "number", None),
        ("ngay_hop", "date", Some("ngay")),
    ] {
        assert!(kinds.contains(&wanted), "{kinds:?}");
    }
    assert_eq!(columns[1]["placeholder"], "{{ khom.ten_khom }}");
    assert_eq!(
        seen["rows"][0]["cells"][0],
        json!({ "kind": "text", "text": "01" })
    );
    assert_eq!(seen["rows"][1]["name"], "ke-hoach-khom-2");
    let sheets = see(
        &served,
        "khom/lo-khom-xlsx.yaml",
        &text(&served, "khom/lo-khom-xlsx.yaml"),
    );
    assert!(
        { sheets["sheets"].as_array().unwrap().iter() }.any(|one| one["name"] == "Khóm"),
        "{sheets}"
    );

    let look = |row: usize| {
        let asked =
            json!({ "path": path, "text": own, "row": row, "tab": "a", "turn": row, "have": [] });
        ok(&served.post("/api/batch/look", &asked))
    };
    let looked = look(2);
    assert_eq!(looked["name"], "ke-hoach-khom-2");
    let first = looked["pages"][0]["svg"].as_str().unwrap();
    assert!(first.contains("data-at="), "{first}");
    let past = look(1000);
    assert_eq!((&past["pages"], codes(&past).len()), (&Value::Null, 0));

    // The same bytes and the same report as the command's.
    let beside = tempfile::tempdir().unwrap();
    for folder in ["khom", "phuong-2"] {
        fs::create_dir(beside.path().join(folder)).unwrap();
        for entry in fs::read_dir(served.path(folder)).unwrap() {
            let file = entry.unwrap().path();
            if file.is_file() {
                let to = beside.path().join(folder).join(file.file_name().unwrap());
                fs::copy(&file, to).unwrap();
            }
        }
    }
    let mut command = common::vanban();
    let command = command.args(["batch", path, "--report", "json"]);
    let ran = command.current_dir(beside.path()).output().unwrap();
    let state = run(&served, path);
    assert_eq!(state["status"], "done", "{state}");
    let total = seen["total"].as_u64().unwrap();
    assert_eq!(
        (state["done"].as_u64(), state["made"].as_u64()),
        (Some(total), Some(total))
    );
    let wanted = outputs(&beside.path().join("khom"));
    assert_eq!(wanted.len() as u64, 2 * total);
    assert!(outputs(&served.path("khom")) == wanted);
    let untimed = |mut report: Value| {
        report["thoi_gian_ms"] = json!(0);
        report
    };
    let report = served.get("/api/batch/report?path=khom%2Flo-khom.yaml");
    assert!(
        report.head.contains("bao-cao-lo-khom.json"),
        "{}",
        report.head
    );
    assert_eq!(
        untimed(ok(&report)),
        untimed(serde_json::from_slice(&ran.stdout).unwrap())
    );

    // Again: nothing to do, and a person's work is left alone.
    served.write("khom/ke-hoach-khom-3.docx", "của tôi");
    let state = run(&served, path);
    assert_eq!(
        (&state["status"], &state["made"]),
        (&json!("done"), &json!(0)),
        "{state}"
    );
    assert_eq!(state["edited"]["count"], 1, "{state}");
    assert_eq!(text(&served, "khom/ke-hoach-khom-3.docx"), "của tôi");
    ok(&served.post("/api/batch/run", &json!({ "path": path, "force": true })));
    let state = over(&served, path);
    assert_eq!(
        state["backed"]["first"][0]["name"], "ke-hoach-khom-3.docx",
        "{state}"
    );
    assert_eq!(text(&served, "khom/ke-hoach-khom-3.cu.docx"), "của tôi");
}

/// A batch of many rows.
fn long(rows: usize) -> Served {
    let served = Served::new();
    let mut table = "Tên khóm;Số hộ\n".to_owned();
    for row in 1..=rows {
        writeln!(table, "Khóm {row};{}", 100 + row).unwrap();
    }
    served.write("khom.csv", table);
    served.write("mau.yaml", SMALL);
    served.write(
        "lo.yaml",
        "noi_dung: mau.yaml\nten_hang: khom\nten_tep: kh-{{ khom.so_ho }}\nbang: khom.csv\n",
    );
    served
}

/// Waits until so many documents of a run are done.
fn until(served: &Served, done: u64) {
    let since = Instant::now();
    loop {
        let state = ok(&served.post("/api/batch/state", &json!({ "path": "lo.yaml" })));
        if state["state"]["done"].as_u64() >= Some(done) {
            return;
        }
        assert!(since.elapsed() < Duration::from_secs(200), "{state}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_run_that_is_stopped_leaves_whole_documents_and_goes_on_later() {
    let served = long(400);
    let asked = json!({ "path": "lo.yaml" });
    ok(&served.post("/api/batch/run", &asked));
    let second = served.post("/api/batch/run", &asked);
    assert_eq!(
        (second.status, &second.json()["fault"]["code"]),
        (409, &json!("lo-dang-chay"))
    );
    until(&served, 3);
    // Who types meanwhile is answered.
    let asked_look =
        json!({ "path": "ke-hoach.yaml", "text": DOCUMENT, "tab": "a", "turn": 1, "have": [] });
    assert!(ok(&served.post("/api/look", &asked_look))["pages"].is_array());
    ok(&served.post("/api/batch/stop", &asked));
    let state = over(&served, "lo.yaml");
    assert_eq!(state["status"], "stopped", "{state}");
    let done = state["done"].as_u64().unwrap();
    assert!((3..400).contains(&done), "{state}");
    let files = outputs(served.path("lo.yaml").parent().unwrap());
    are_whole(&files);
    // What was made was told of, and nothing else was.
    assert_eq!(files.len() as u64, 2 * done, "{state}");
    let state = run(&served, "lo.yaml");
    assert_eq!(
        (&state["status"], &state["done"], &state["unchanged"]),
        (&json!("done"), &json!(400), &json!(done)),
        "{state}"
    );
    are_whole(&outputs(served.path("lo.yaml").parent().unwrap()));
}

#[cfg(unix)]
#[test]
fn a_run_ends_with_the_program_and_leaves_whole_documents() {
    let mut served = long(2000);
    ok(&served.post("/api/batch/run", &json!({ "path": "lo.yaml" })));
    until(&served, 3);
    assert_eq!(served.interrupt(), Some(0));
    let folder = served.path("lo.yaml");
    let files = outputs(folder.parent().unwrap());
    are_whole(&files);
    assert!((6..4000).contains(&files.len()), "{}", files.len());
}

#[test]
fn bad_tables_are_told_and_nothing_is_written() {
    let served = long(2);
    fs::write(
        served.dir.path().join("ngoai.csv"),
        "Tên khóm;Số hộ\nKhóm 1;1\n",
    )
    .unwrap();
    served.write("hong.xlsx", "PK không phải bảng tính");
    served.write("trung.csv", "Tên khóm;Số hộ\nKhóm 1;5\nKhóm 2;5\n");
    served.write("rong.csv", "Tên khóm;Số hộ\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink(served.dir.path().join("ngoai.csv"), served.path("noi.csv"))
        .unwrap();
    for (table, code) in [
        ("hong.xlsx", "xlsx-hong"),
        ("khong-co.csv", "khong-doc-duoc"),
        ("../ngoai.csv", "khong-doc-duoc"),
        #[cfg(unix)]
        ("noi.csv", "khong-doc-duoc"),
        ("mau.ods", "bang-sai-loai"),
        ("trung.csv", "trung-ten-ket-qua"),
        ("rong.csv", "khong-co-hang"),
        ("mau.yaml", "bang-sai"),
    ] {
        let text = fs::read_to_string(served.path("lo.yaml")).unwrap();
        let text = text.replace("khom.csv", table);
        let seen = see(&served, "lo.yaml", &text);
        assert!(!codes(&seen).is_empty(), "{table}: {seen}");
        // Which code a broken workbook or list gets is told elsewhere.
        if !matches!(code, "xlsx-hong" | "bang-sai") {
            assert!(codes(&seen).contains(&code), "{table}: {seen}");
        }
        served.write("xau.yaml", &text);
        let state = run(&served, "xau.yaml");
        assert_eq!(state["status"], "failed", "{table}: {state}");
        assert!(!codes(&state).is_empty(), "{table}: {state}");
    }
    assert_eq!(outputs(served.path("lo.yaml").parent().unwrap()).len(), 0);
    // A row that is no good is told with its number; the others are made.
    served.write(
        "lo.yaml",
        text(&served, "lo.yaml").replace(
            "bang: khom.csv",
            "bang:\n  tep: khom.csv\n  cot:\n    so_ho: so",
        ),
    );
    served.write(
        "khom.csv",
        "Tên khóm;Số hộ\nKhóm 1;1\nKhóm 2;không\nKhóm 3;3\n",
    );
    let seen = see(&served, "lo.yaml", &text(&served, "lo.yaml"));
    let row = &seen["rows"][1];
    assert_eq!(
        (&row["fault"]["code"], &row["name"]),
        (&json!("o-sai-kieu"), &Value::Null)
    );
    let state = run(&served, "lo.yaml");
    assert_eq!(
        (&state["made"], &state["failed"]),
        (&json!(2), &json!(1)),
        "{state}"
    );
    assert_eq!(state["messages"][0]["rows"], json!([2]), "{state}");
    // No YAML at all, a file that is gone, one that was never there.
    assert_eq!(see(&served, "lo.yaml", "a: [")["said"], Value::Null);
    let gone = served.post("/api/batch/run", &json!({ "path": "gone.yaml" }));
    assert_eq!(gone.status, 404);
    let none = served.get("/api/batch/report?path=gone.yaml");
    assert_eq!(none.status, 404);
}

/// A folder that is taken away and put back is watched like any other.
#[test]
fn a_folder_that_comes_again_is_watched() {
    let served = Served::new();
    let mut events = served.connect();
    let request = format!("GET /api/events HTTP/1.1\r\n{}\r\n", served.own());
    events.write_all(request.as_bytes()).unwrap();
    let mut heard = String::new();
    let mut until_told = |path: &str| {
        let since = Instant::now();
        let mut bytes = [0; 4096];
        while !heard.contains(path) {
            assert!(since.elapsed() < Duration::from_secs(30), "{path}: {heard}");
            let read = events.read(&mut bytes).unwrap();
            heard.push_str(&String::from_utf8_lossy(&bytes[..read]));
        }
    };
    for turn in 0..3 {
        let _ = fs::remove_dir_all(served.path("khom"));
        fs::create_dir(served.path("khom")).unwrap();
        served.write(&format!("khom/bang-{turn}.csv"), "a\n1\n");
        // The folder is seen first, then what is written into it.
        std::thread::sleep(Duration::from_millis(700));
        let name = format!("khom/sau-{turn}.csv");
        served.write(&name, "a\n1\n");
        until_told(&name);
    }
}

#[test]
fn a_batch_file_is_edited_to_the_byte() {
    let served = khom();
    let path = "khom/lo-khom.yaml";
    let own = text(&served, path);
    let edited = |set: Value| {
        let asked = json!({ "path": path, "text": own, "set": set });
        let answer = ok(&served.post("/api/batch/edit", &asked));
        let units: Vec<u16> = own.encode_utf16().collect();
        let (mut out, mut at) = (Vec::new(), 0);
        for change in answer["changes"]
            .as_array()
            .unwrap_or_else(|| panic!("{answer}"))
        {
            let unit = |key: &str| usize::try_from(change[key].as_u64().unwrap()).unwrap();
            out.extend_from_slice(&units[at..unit("from")]);
            out.extend(change["insert"].as_str().unwrap().encode_utf16());
            at = unit("to");
        }
        out.extend_from_slice(&units[at..]);
        String::from_utf16(&out).unwrap()
    };
    assert_eq!(
        edited(json!({ "output": "kh-{{ khom.ma }}" })),
        own.replace("ke-hoach-{{ khom.ten_khom }}", "kh-{{ khom.ma }}")
    );
    assert_eq!(
        edited(json!({ "table": "khom/khom.xlsx" })),
        own.replace("khom.csv  ", "khom.xlsx  ")
            .replace("bảng khom.xlsx  ", "bảng khom.csv  ")
    );
    assert_eq!(
        edited(json!({ "content": "phuong-2/ke-hoach-2024.yaml" })),
        own.replace(
            "noi_dung: ke-hoach-khom.yaml",
            "noi_dung: ../phuong-2/ke-hoach-2024.yaml"
        )
    );
    assert_eq!(
        edited(json!({ "kinds": { "so_ho": "chu" } })),
        own.replace("so_ho: so", "so_ho: chu")
    );
    assert_eq!(
        edited(json!({ "kinds": { "so_ho": "" } })),
        own.replace("    so_ho: so\n", "")
    );
    assert_eq!(edited(json!({})), own);
    let said = |set: Value| see(&served, path, &edited(set))["said"].clone();
    assert_eq!(said(json!({ "sheet": "Khóm" }))["sheet"], "Khóm");
    assert_eq!(said(json!({ "output": "" }))["output"], Value::Null);
    let bhyt = said(json!({ "kinds": { "bhyt": "so" } }));
    assert!(
        { bhyt["kinds"].as_array().unwrap() }.contains(&json!(["bhyt", "so"])),
        "{bhyt}"
    );
    let none = json!({ "ma": "", "so_ho": "", "ho_van_hoa": "", "ngay_hop": "" });
    assert_eq!(said(json!({ "kinds": none }))["kinds"], json!([]));
    // A table that is named alone becomes one with choices.
    let plain = "noi_dung: ke-hoach-khom.yaml\nbang: khom.xlsx # của khóm\n";
    let asked = json!({ "path": path, "text": plain, "set": { "sheet": "Khóm" } });
    let answer = ok(&served.post("/api/batch/edit", &asked));
    assert!(
        answer["changes"]
            .as_array()
            .is_some_and(|all| !all.is_empty()),
        "{answer}"
    );
}

#[test]
fn versions_are_compared_as_the_command_does() {
    let served = Served::new();
    let old = format!("{DOCUMENT}  Có 1.674 hộ dân, 12 khóm.\n");
    let new = old.replace("1.674", "1.680").replace("lần một", "lần hai");
    served.write("ke-hoach.yaml", &old);
    let asked = |old: Value, new: Value| json!({ "path": "ke-hoach.yaml", "old": old, "new": new });
    let now = json!({ "path": "ke-hoach.yaml" });
    let diff =
        |old: &Value, new: &Value| served.post("/api/diff", &asked(old.clone(), new.clone()));
    // Never built: told, with what to do.
    let never = ok(&diff(&json!("built"), &now));
    assert_eq!(
        (&never["changes"], codes(&never)),
        (&Value::Null, vec!["chua-co-ban-cu"])
    );
    let built = served.post("/api/build", &json!({ "path": "ke-hoach.yaml" }));
    assert_eq!(ok(&built)["outcome"], "made");
    let base = ok(&served.post("/api/open", &json!({ "path": "ke-hoach.yaml" })))["digest"].clone();
    let save = json!({ "path": "ke-hoach.yaml", "text": new, "base": base });
    ok(&served.post("/api/save", &save));
    let sides = ok(&served.post("/api/diff/sides", &json!({ "path": "ke-hoach.yaml" })));
    assert_eq!(sides["built"], true);
    let version = json!({ "version": sides["versions"][0]["id"] });
    served.write("cu.yaml", &old);
    for before in [json!("built"), version, json!({ "path": "cu.yaml" })] {
        let told = ok(&diff(&before, &now));
        assert_eq!(told["count"], 2, "{told}");
        let changes = told["changes"].as_array().unwrap();
        let figures = changes.iter().find_map(|one| one["figures"].get(0));
        assert_eq!(
            figures,
            Some(&json!("1.674 → 1.680 (+6; +0,36%)")),
            "{told}"
        );
        let spans = changes[0]["spans"].as_array().unwrap();
        let of = |kind: &str| {
            let all = spans.iter().filter(|span| span["kind"] == kind);
            all.map(|span| span["text"].as_str().unwrap().trim())
                .collect::<String>()
        };
        assert_eq!(
            (of("removed").as_str(), of("added").as_str()),
            ("một", "hai"),
            "{told}"
        );
    }
    // The same document says nothing; the other way round, the words change places.
    assert_eq!(ok(&diff(&now, &now))["count"], 0);
    let back = ok(&diff(&now, &json!({ "path": "cu.yaml" })));
    assert_eq!(
        back["changes"][1]["figures"][0], "1.680 → 1.674 (-6; -0,36%)",
        "{back}"
    );
    // The tracked changes are the command's to the byte.
    let tracked = served.post(
        "/api/diff/docx",
        &asked(json!({ "path": "cu.yaml" }), now.clone()),
    );
    assert_eq!(tracked.status, 200);
    assert!(
        tracked.head.contains("ke-hoach-thay-doi.docx"),
        "{}",
        tracked.head
    );
    let mut command = common::vanban();
    let command = command.args(["diff", "cu.yaml", "ke-hoach.yaml", "-o", "so.docx"]);
    let ran = command.current_dir(served.path("")).output().unwrap();
    assert!(ran.status.success());
    assert!(fs::read(served.path("so.docx")).unwrap() == tracked.body);
    // What is no document is told of, of both.
    served.write("hong.yaml", "loai: ke-hoach\n");
    let wrong = ok(&diff(&json!({ "path": "hong.yaml" }), &now));
    assert_eq!(wrong["changes"], Value::Null);
    assert!(!codes(&wrong).is_empty());
    let refused = served.post(
        "/api/diff/docx",
        &asked(json!({ "path": "hong.yaml" }), now.clone()),
    );
    assert_eq!(refused.status, 422);
    for outside in [
        json!({ "path": "../ngoai.yaml" }),
        json!({ "version": "../../x" }),
    ] {
        assert!(diff(&outside, &now).status >= 400);
    }
}

#[test]
fn a_content_file_is_told_as_its_batchs_and_shown_with_the_first_row() {
    let served = khom();
    let path = "khom/ke-hoach-khom.yaml";
    let folder = ok(&served.get("/api/folder"));
    let documents = folder["documents"].as_array().unwrap();
    let of = |path: &str| documents.iter().find(|one| one["path"] == path).unwrap();
    let content = of(path);
    // Two batches name it: the first in the order of paths is told.
    assert_eq!(content["batch"], "khom/lo-khom-xlsx.yaml");
    assert!(content["errors"].is_null() && content["checking"] == false);
    assert!(content["fault"].is_null(), "{content}");
    let other = of("phuong-2/ke-hoach-2024.yaml");
    assert!(other["batch"].is_null() && other["errors"].is_number());

    let opened = ok(&served.post("/api/open", &json!({ "path": path })));
    assert_eq!(opened["batch"], "khom/lo-khom-xlsx.yaml");
    let opened = ok(&served.post("/api/open", &json!({ "path": "khom/lo-khom.yaml" })));
    assert!(opened["batch"].is_null());

    let text = text(&served, path).replace("TÌNH HÌNH NĂM", "VỀ TÌNH HÌNH NĂM");
    let asked = |text: &str, batch: Option<&str>| {
        let of = json!({ "path": path, "text": text, "batch": batch });
        let mut look = of.clone();
        look["tab"] = json!("a");
        look["turn"] = json!(1);
        let looked = ok(&served.post("/api/look", &look));
        let checked = ok(&served.post("/api/check", &of));
        (looked, checked["findings"].as_array().unwrap().clone())
    };
    let errors = |findings: &[Value]| {
        let errors = findings.iter().filter(|one| one["level"] == "error");
        errors.count()
    };
    // As any document it has values that are not there; with its batch it stands as the first row gives it.
    let (looked, findings) = asked(&text, None);
    assert!(looked["pages"].is_null());
    assert!(errors(&findings) > 0);
    let (looked, findings) = asked(&text, Some("khom/lo-khom.yaml"));
    let page = looked["pages"][0]["svg"].as_str().unwrap();
    assert!(
        page.contains(">412<") && page.contains("I. VỀ TÌNH HÌNH"),
        "{page}"
    );
    assert_eq!(errors(&findings), 0, "{findings:?}");
    assert_eq!(looked["messages"], json!([]));
    // What no column has is told at its place.
    let wrong = text.replacen("khom.ten_khom", "khom.ten_khong_co", 1);
    let (looked, _) = asked(&wrong, Some("khom/lo-khom.yaml"));
    let told = looked["messages"].as_array().unwrap();
    assert!(told.iter().any(|one| one["from"].is_number()), "{told:?}");
    // A batch that is no good lends no row.
    served.write(
        "khom/lo-khom.yaml",
        "noi_dung: ke-hoach-khom.yaml\nbang: khong-co.csv\n",
    );
    let (looked, _) = asked(&text, Some("khom/lo-khom.yaml"));
    assert!(looked["pages"].is_null());
    let (looked, _) = asked(&text, Some("../ngoai.yaml"));
    assert!(looked["pages"].is_null());
}
