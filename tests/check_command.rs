//! `vanban check` as it is run: what it says in all forms, where, and what it mends.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod common;

use common::vanban;
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// A content file with this body, and lines between its entries.
fn content(lines: &str, body: &str) -> String {
    let body = body.replace('\n', "\n  ");
    format!(
        "loai: bao-cao\nco_quan: UBND PHƯỜNG AN PHÚ\nviet_tat: UBND\ndia_danh: An Phú\nngay_ban_hanh: 15/03/2024\n\
         so: 12\ntrich_yeu: Kết quả công tác\n{lines}noi_dung: |\n  {body}\nnguoi_ky: {{quyen_han: TM. ỦY BAN NHÂN DÂN, \
         chuc_vu: CHỦ TỊCH, ho_ten: Trần Thị Bình}}\nnoi_nhan: [Như trên]\nluu: VT\n"
    )
}

/// A folder with a file of these bytes.
fn file(bytes: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.yaml");
    fs::write(&path, bytes).unwrap();
    (dir, path)
}

/// What a run says on standard output and on standard error, and its exit code.
fn run(path: &Path, arguments: &[&str]) -> (String, String, i32) {
    let mut command = vanban();
    let run = command.arg("check").arg(path).args(arguments);
    let run = run.output().unwrap();
    (
        String::from_utf8(run.stdout).unwrap(),
        String::from_utf8(run.stderr).unwrap(),
        run.status.code().unwrap(),
    )
}

/// The report of one rule.
fn json(path: &Path) -> Value {
    let (text, errors, _) = run(path, &["--format", "json", "--select", "SL101"]);
    assert_eq!(errors, "");
    serde_json::from_str(&text).unwrap()
}

/// Line, column, end and text of each finding.
fn places(report: &Value) -> Vec<String> {
    let findings = report["findings"].as_array().unwrap().iter();
    let places = findings.map(|f| {
        format!(
            "{}:{}-{}:{} {}",
            f["line"],
            f["column"],
            f["end_line"],
            f["end_column"],
            f["text"].as_str().unwrap()
        )
    });
    places.collect()
}

#[test]
fn all_forms_say_the_same() {
    let mut all: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir("tests/check").unwrap() {
        let path = entry.unwrap().path().join("bad.yaml");
        all.extend(path.exists().then_some(path));
    }
    all.sort();
    let run = |format: &str| {
        let mut command = vanban();
        let command = command.arg("check").args(&all);
        let run = command.args(["--not-evaluated", "--format", format]);
        let run = run.output().unwrap();
        (
            String::from_utf8(run.stdout).unwrap(),
            run.status.code().unwrap(),
        )
    };
    let (text, code) = run("text");
    let (object, json_code) = run("json");
    let (log, sarif_code) = run("sarif");
    assert_eq!((json_code, sarif_code), (code, code));
    let object: Value = serde_json::from_str(&object).unwrap();
    let log: Value = serde_json::from_str(&log).unwrap();
    let found = object["findings"].as_array().unwrap();
    assert!(found.len() >= all.len());
    let results = log["runs"][0]["results"].as_array().unwrap();
    let told: Vec<&Value> = results.iter().filter(|r| r.get("kind").is_none()).collect();
    assert_eq!(told.len(), found.len());
    for (finding, result) in found.iter().zip(told) {
        assert_eq!(finding["code"], result["ruleId"]);
        let line = text
            .lines()
            .filter(|line| line.contains(finding["message"].as_str().unwrap()));
        let shown = format!("[{}]", finding["code"].as_str().unwrap());
        assert!(
            line.into_iter().any(|line| line.contains(&shown)),
            "{finding}"
        );
        let region = &result["locations"][0]["physicalLocation"]["region"];
        for (key, of_sarif) in [
            ("line", "startLine"),
            ("column", "startColumn"),
            ("end_line", "endLine"),
            ("end_column", "endColumn"),
        ] {
            assert_eq!(finding[key], region[of_sarif], "{finding}");
        }
        if let (Some(line), Some(column)) = (finding["line"].as_u64(), finding["column"].as_u64()) {
            let place = format!("{}:{line}:{column}", finding["source"].as_str().unwrap());
            assert!(text.contains(&place), "{place}");
        }
        assert_eq!(finding["fix"].is_null(), result.get("fixes").is_none());
    }
    let open = object["not_evaluated"].as_array().unwrap().len();
    let of_log = results.iter().filter(|r| r["kind"] == "open").count();
    assert_eq!(of_log, open);
    for rule in log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap()
    {
        let is_rule = vanban::check::rule(rule["id"].as_str().unwrap()).is_some();
        assert_eq!(is_rule, rule.get("help").is_some(), "{rule}");
    }
    // A line for each file, and their sum.
    for path in &all {
        let begins = format!("{}: ", path.display());
        assert!(text.lines().any(|line| line.starts_with(&begins)));
    }
    let sum = text.lines().last().unwrap();
    assert!(
        all.len() < 2 || sum.starts_with(&format!("{} tệp: ", all.len())),
        "{sum}"
    );
}

#[test]
fn places_are_those_of_the_file() {
    let body = "Mở đầu.\n\nThu **đạt 5%%** và Đời\u{301} 6%% và {{ so_lieu.x }}.\n\n- Mục 7%%\n\n| A | B |\n|---|---|\n| Thu | 8%% |\n\nLời.[^1]\n\n[^1]: Chú thích 9%%.";
    let text = content("so_lieu: {x: 4%%}\n", body);
    let expected = [
        "12:14-12:16 %%",
        "12:28-12:30 %%",
        // The expression that printed it stands for the value.
        "12:34-12:49 {{ so_lieu.x }}",
        "14:10-14:12 %%",
        "18:12-18:14 %%",
        "22:20-22:22 %%",
    ];
    let (_dir, path) = file(&text);
    let report = json(&path);
    assert_eq!(places(&report), expected);
    let expression = &report["findings"][2];
    assert!(expression["message"].as_str().unwrap().contains("%%"));
    assert!(expression["fix"].is_null());
    // A mark at the start of the file and other ends of lines move nothing.
    let (_dir, marked) = file(format!("\u{feff}{text}"));
    assert_eq!(places(&json(&marked)), expected);
    let (_dir, windows) = file(text.replace('\n', "\r\n"));
    assert_eq!(places(&json(&windows)), expected);
}

#[test]
fn the_exit_code_is_that_of_the_gravest() {
    let (_dir, wrong) = file(content("", "Thu đạt 5%%."));
    let (_clean_dir, clean) = file(content("", "Thu đạt 5%."));
    let only = ["--select", "SL101"];
    assert_eq!(run(&wrong, &only).2, 1);
    assert_eq!(run(&clean, &only).2, 0);
    assert_eq!(
        run(&wrong, &["--select", "SL", "--ignore", "don-vi-lap"]).2,
        0
    );
    // A warning counts only where it was asked for.
    let (_warned_dir, warned) = file(content("", "Thu theo Phụ lục kèm theo."));
    let only = ["--select", "phu-luc-thieu"];
    assert_eq!(run(&warned, &only).2, 0);
    let strict = ["--select", "phu-luc-thieu", "--strict"];
    assert_eq!(run(&warned, &strict).2, 1);
    let (said, errors, code) = run(&wrong, &["--select", "SL1O1"]);
    assert_eq!((said.as_str(), code), ("", 2));
    assert!(errors.contains("có phải là “SL1"), "{errors}");
    // A file that cannot be read is no clean file.
    let (said, _, code) = run(Path::new("khong-co.yaml"), &[]);
    assert_eq!(code, 1);
    assert!(
        said.contains("khong-co.yaml: chưa soát được, 1 lỗi"),
        "{said}"
    );
    let (_broken_dir, broken) = file("loai: bao-cao\nsoo: 1\n");
    let (text, _, code) = run(&broken, &["--format", "json"]);
    let report: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (code, &report["files"][0]["checked"]),
        (1, &Value::Bool(false))
    );
    assert!(!report["findings"].as_array().unwrap().is_empty());
}

#[test]
fn profiles_among_several_files_are_passed_over() {
    let mut command = vanban();
    let run = command.args([
        "check",
        "samples/an-phu/co-quan.yaml",
        "samples/an-phu/to-trinh.yaml",
    ]);
    let run = run.output().unwrap();
    let said = String::from_utf8(run.stdout).unwrap();
    assert!(!said.contains("co-quan.yaml: "), "{said}");
    assert!(said.contains("to-trinh.yaml: "), "{said}");
    assert!(String::from_utf8(run.stderr).unwrap().contains("Bỏ qua"));
}

#[test]
fn a_batch_is_checked_row_by_row() {
    let dir = tempfile::tempdir().unwrap();
    let document = content("", "Thu đạt 5%% và {{ hang.ty_le }} tại {{ hang.ten }}.");
    fs::write(dir.path().join("van-ban.yaml"), document).unwrap();
    let batch = "noi_dung: van-ban.yaml\ncac_hang:\n  - {ten: An Phú, ty_le: 6%}\n  - {ten: An Hòa, ty_le: 7%%}\n  - {ten: An Bình, ty_le: 8%}\n";
    let path = dir.path().join("lo.yaml");
    fs::write(&path, batch).unwrap();
    let report = json(&path);
    let rows: Vec<String> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let row = finding["row"].as_str().unwrap();
            format!(
                "{} {}",
                row.split(" (").next().unwrap(),
                finding["text"].as_str().unwrap()
            )
        })
        .collect();
    // What stands in all rows is told of the first.
    assert_eq!(rows, ["Hàng 1 %%", "Hàng 2 {{ hang.ty_le }}"]);
    assert_eq!(report["files"][0]["errors"], 2);
    let (said, errors, code) = run(&path, &["--fix", "--select", "SL101"]);
    assert_eq!(code, 1);
    assert!(
        said.contains("Hàng 2 (") && said.ends_with("lo.yaml: 2 lỗi\n"),
        "{said}"
    );
    assert!(errors.contains("không tự sửa"));
    assert_eq!(fs::read_to_string(&path).unwrap(), batch);
    // A document with tables of its own is none, and neither is one with a fault.
    let table = "\u{feff}loai: bao-cao\nbang: {a: {tep: a.csv}}\nnoi_dung: Lời\n";
    fs::write(&path, table).unwrap();
    let (said, _, code) = run(&path, &[]);
    assert_eq!(code, 1);
    assert!(said.contains("thiếu mục “co_quan”"), "{said}");
}

#[test]
fn samples_are_read_whole() {
    for folder in ["an-phu", "phuong-2", "lien-tich"] {
        for path in common::files_in(&format!("samples/{folder}"), "yaml") {
            if vanban::content::is_profile(&path) {
                continue;
            }
            let report = json(&path);
            assert_eq!(report["files"][0]["checked"], true, "{}", path.display());
        }
    }
}

#[test]
fn every_code_is_explained() {
    for rule in vanban::check::rules() {
        let text = vanban::check::page::explain(rule.code.name, 60).unwrap();
        assert!(text.starts_with(rule.code.name) && text.contains("Đúng:"));
        assert_eq!(text, vanban::check::page::explain(rule.name, 60).unwrap());
    }
    for code in vanban::diagnostic::codes::CODES {
        assert!(vanban::check::page::explain(code.name, 60).is_ok());
    }
    let family = vanban::check::page::explain("sl", 60).unwrap();
    assert!(family.starts_with("SL Số liệu") && family.contains("\nSL101 don-vi-lap (lỗi): "));
    let mut command = vanban();
    let run = command
        .args(["check", "--explain", "sl101"])
        .env("COLUMNS", "40");
    let run = run.output().unwrap();
    assert!(run.status.success());
    let said = String::from_utf8(run.stdout).unwrap();
    assert!(said.contains("Sai:") && said.lines().all(|line| line.chars().count() <= 40));
}

/// A file in which a mend has to find its way: comments, quotes, flow, other ends of lines, decomposed letters.
const ODD: &str = "\u{feff}# đầu tệp: 5%%\r
loai: bao-cao   # loại 5%%\r
co_quan: \"UBND PHƯỜNG AN PHÚ\"\r
viet_tat: 'UBND'\r
dia_danh: An Phu\u{301}\r
ngay_ban_hanh: 15/03/2024\r
so: 12\r
trich_yeu: 'Kết quả thu ''quý I'' đạt 5%%' # 5%%\r
\r
mo_dau: \"Thu \\\"đạt\\\" 6%%, nộp 7đđ.\"\r
noi_dung: >-\r
  Dòng một 8%%\r
  dòng hai   \r
\r
  # Đề mục 9%%\r
\r
  | A | B |\r
  |---|---|\r
  | Thu |  10%%%  |\r
  # vanban: không phải lời dặn 5%\r
# vanban: bo-qua SL101 chép nguyên văn\r
ket_thuc: Đời\u{301} sống đạt 11%%.\r
nguoi_ky: {chuc_vu: CHỦ TỊCH, ho_ten: Trần Thị Bình}\r
noi_nhan: [Như trên, \"Sở 12%%\", ]\r
luu: VT\r
\r
";

#[test]
fn mends_change_what_they_mend_and_nothing_else() {
    let (_dir, path) = file(ODD);
    let (said, errors, code) = run(&path, &["--fix", "--select", "SL101"]);
    assert_eq!((errors.as_str(), code), ("", 0), "{said}");
    assert!(
        said.contains("chỗ đã sửa; không thấy lỗi nào; 1 chỗ bỏ qua theo lời dặn"),
        "{said}"
    );
    let mut expected = ODD.to_owned();
    for (from, to) in [
        ("đạt 5%%' #", "đạt 5%' #"),
        ("6%%, nộp 7đđ", "6%, nộp 7đ"),
        ("8%%", "8%"),
        ("9%%", "9%"),
        ("10%%%", "10%"),
        ("12%%", "12%"),
    ] {
        expected = expected.replace(from, to);
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
    // Once is as good as twice, and a file without mends is not written.
    let before = fs::metadata(&path).unwrap().modified().unwrap();
    let (said, _, code) = run(&path, &["--fix", "--select", "SL101"]);
    assert_eq!(code, 0);
    assert!(said.contains("a.yaml: không thấy lỗi nào"), "{said}");
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
}

#[test]
fn only_files_that_were_named_are_mended() {
    let dir = tempfile::tempdir().unwrap();
    let profile = "co_quan: UBND PHƯỜNG AN PHÚ\nviet_tat: UBND\ndia_danh: An Phú\nnoi_nhan: [Sở đạt 5%%]\nluu: VT\n\
                   nguoi_ky: {ct: {chuc_vu: CHỦ TỊCH, ho_ten: Trần Thị Bình}}\nnguoi_ky_mac_dinh: ct\n";
    let document = "loai: bao-cao\nho_so: p.yaml\nngay_ban_hanh: 15/03/2024\nso: 1\ntrich_yeu: Thử\nnoi_dung: Thu 6%%.\n";
    fs::write(dir.path().join("p.yaml"), profile).unwrap();
    let path = dir.path().join("a.yaml");
    fs::write(&path, document).unwrap();
    let (text, _, code) = run(&path, &["--fix", "--format", "json", "--select", "SL101"]);
    let report: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(code, 1);
    assert_eq!(report["fixed"].as_array().unwrap().len(), 1);
    assert_eq!(report["fixed"][0]["text"], "%%");
    assert_eq!(report["files"][0]["fixed"], 1);
    let left = report["findings"][0]["source"].as_str().unwrap();
    assert!(left.ends_with("p.yaml"), "{left}");
    assert_eq!(
        fs::read_to_string(dir.path().join("p.yaml")).unwrap(),
        profile
    );
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        document.replace("%%", "%")
    );
}

#[test]
fn a_file_that_cannot_be_written_stays() {
    let (_dir, path) = file(content("", "Thu đạt 5%%."));
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let before = fs::read(&path).unwrap();
    let (said, _, code) = run(&path, &["--fix", "--select", "SL101"]);
    assert_eq!(code, 3);
    assert!(
        said.contains("lỗi[khong-ghi-duoc]") && said.contains("lỗi[SL101]"),
        "{said}"
    );
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn comments_silence_in_all_forms() {
    let lines = "# vanban: bo-qua SL101 \"5%%\" lý do: chép nguyên văn\n";
    let (_dir, path) = file(content(lines, "Thu đạt 5%%.\n\nNộp 6%%."));
    let report = json(&path);
    assert_eq!(places(&report), ["12:8-12:10 %%"]);
    assert_eq!(report["silenced"][0]["reason"], "chép nguyên văn");
    assert_eq!(report["silenced"][0]["line"], 10);
    let (log, _, code) = run(&path, &["--format", "sarif", "--select", "SL101"]);
    let log: Value = serde_json::from_str(&log).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!((results.len(), code), (2, 1));
    let silenced: Vec<&Value> = results
        .iter()
        .filter_map(|r| r.get("suppressions"))
        .collect();
    assert_eq!(silenced[0][0]["justification"], "chép nguyên văn");
    // Idle comments and those without a reason are told with the code of what is wrong with them.
    let lines = "# vanban: bo-qua SL101\n# vanban: bo-qua SL9 vì thế\n# vanban: bo-qua SL101 \"7%\" vì thế\n";
    let (_dir, path) = file(content(lines, "Thu đạt 5%%."));
    let (said, _, _) = run(&path, &[]);
    for told in [
        "lưu ý[bo-qua-ly-do]",
        "lưu ý[bo-qua-la]",
        "gợi ý[bo-qua-thua]",
        "lỗi[SL101]",
    ] {
        assert!(said.contains(told), "{told}\n{said}");
    }
}
