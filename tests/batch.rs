//! `vanban batch` from a table to files: what comes out, what is made again, what survives.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking and says what it left out"
)]

mod common;

use common::{docx_text, outputs, referee, succeeded, vanban};
use serde_json::Value;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// The sample's batch with all that it reads, in a folder of its own, to be changed at will.
struct Batch {
    dir: tempfile::TempDir,
}

impl Batch {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        for folder in ["khom", "phuong-2"] {
            fs::create_dir(dir.path().join(folder)).unwrap();
            for entry in fs::read_dir(Path::new("samples").join(folder)).unwrap() {
                let from = entry.unwrap().path();
                if from.is_file() {
                    let name = from.file_name().unwrap();
                    fs::copy(&from, dir.path().join(folder).join(name)).unwrap();
                }
            }
        }
        Self { dir }
    }

    /// With a table of so many rows.
    fn of_rows(rows: usize) -> Self {
        let batch = Self::new();
        let table = fs::read_to_string(batch.table()).unwrap();
        let mut table = table.lines().next().unwrap().to_owned() + "\n";
        for row in 1..=rows {
            table += &format!(
                "{row:03};Khóm {row};Nguyễn Văn An;{};401;0;10;97,33;97,5;2;05/02/2024\n",
                412 + row
            );
        }
        fs::write(batch.table(), table).unwrap();
        batch
    }

    fn table(&self) -> PathBuf {
        self.dir.path().join("khom/khom.csv")
    }

    fn edit(&self, old: &str, new: &str) {
        let text = fs::read_to_string(self.table()).unwrap();
        assert!(text.contains(old));
        fs::write(self.table(), text.replacen(old, new, 1)).unwrap();
    }

    fn out(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn command(&self, out: &str, args: &[&str]) -> Command {
        let mut command = vanban();
        let file = self.dir.path().join("khom/lo-khom.yaml");
        command.arg("batch").arg(file).args(args);
        command.arg("-o").arg(self.out(out));
        command
    }

    fn run(&self, out: &str, args: &[&str]) -> Output {
        self.command(out, args).output().unwrap()
    }

    /// The report of a run, whose exit code must be this one.
    fn report(&self, out: &str, args: &[&str], code: i32) -> Value {
        let run = self.run(out, &[args, &["--report", "json"]].concat());
        read_report(&run, code)
    }
}

fn read_report(run: &Output, code: i32) -> Value {
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(code), "{said}");
    let mut report: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert!(report["thoi_gian_ms"].take().is_u64());
    report
}

fn said(run: &Output) -> String {
    succeeded(&run);
    String::from_utf8([run.stdout.as_slice(), &run.stderr].concat()).unwrap()
}

/// Made, unchanged, failed.
fn counts(report: &Value) -> [u64; 3] {
    ["da_lam", "khong_doi", "loi"].map(|key| report[key].as_u64().unwrap())
}

/// What vanban keeps for itself, of which nothing may be temporary.
fn assert_tidy(out: &Path) {
    for entry in fs::read_dir(out.join(".vanban")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let is_lock = name == "lock" || name.starts_with("lock-");
        assert!(is_lock || name == "record.jsonl", "{name} was left behind");
    }
    let names = outputs(out).into_keys();
    let foreign: Vec<_> = names
        .filter(|name| !name.ends_with(".docx") && !name.ends_with(".pdf"))
        .collect();
    assert!(foreign.is_empty(), "left behind: {foreign:?}");
}

#[test]
fn csv_and_xlsx_give_the_same_documents() {
    let out = tempfile::tempdir().unwrap();
    let [csv, xlsx] = ["lo-khom", "lo-khom-xlsx"].map(|name| {
        let dir = out.path().join(name);
        let mut command = vanban();
        command
            .arg("batch")
            .arg(format!("samples/khom/{name}.yaml"));
        assert!(said(&command.arg("-o").arg(&dir).output().unwrap()).contains("4 đã làm"));
        outputs(&dir)
    });
    let names: Vec<String> = (1..=4)
        .flat_map(|n| ["docx", "pdf"].map(|kind| format!("ke-hoach-khom-{n}.{kind}")))
        .collect();
    assert!(csv.keys().eq(&names), "{:?}", csv.keys());
    assert!(csv == xlsx);
    let expected = [
        [
            "Nguyễn Văn An",
            "(mã số 01)",
            "412 hộ",
            "97,33%",
            "10 hộ cận nghèo",
            "05/02/2024",
        ],
        [
            "Trần Thị Bình",
            "(mã số 02)",
            "438 hộ",
            "97,03%",
            "13 hộ cận nghèo",
            "06/02/2024",
        ],
        [
            "Lê Văn Cường",
            "(mã số 03)",
            "456 hộ",
            "97,15%",
            "12 hộ cận nghèo",
            "07/02/2024",
        ],
        [
            "Phạm Thị Dung",
            "(mã số 04)",
            "416 hộ",
            "97,36%",
            "10 hộ cận nghèo",
            "08/02/2024",
        ],
    ];
    let plain = |text: String| {
        let text = text.replace(['\u{a0}', '\n'], " ").replace('\u{2011}', "-");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    for (number, words) in (1..).zip(expected) {
        let path = |kind| {
            out.path()
                .join(format!("lo-khom/ke-hoach-khom-{number}.{kind}"))
        };
        let pdf = path("pdf");
        let read = referee(
            "pdftotext",
            &["-raw".as_ref(), pdf.as_os_str(), "-".as_ref()],
        );
        let pdf = read.map(|run| String::from_utf8(run.stdout).unwrap());
        let docx = docx_text(&path("docx"), "word/document.xml");
        for text in pdf.into_iter().chain([docx]).map(plain) {
            for word in words.iter().chain([&format!("tại Khóm {number}").as_str()]) {
                // The date is written as the filter `ngay` writes it.
                let found =
                    text.contains(word) || word.ends_with("/2024") && text.contains(&date(word));
                assert!(found, "{word} is missing in {number}:\n{text}");
            }
        }
    }
}

/// `ngày 05 tháng 02 năm 2024`
fn date(written: &str) -> String {
    let parts: Vec<&str> = written.split('/').collect();
    format!("ngày {} tháng {} năm {}", parts[0], parts[1], parts[2])
}

#[test]
fn only_what_changed_is_made_again() {
    let batch = Batch::new();
    assert_eq!(counts(&batch.report("ra", &[], 0)), [4, 0, 0]);
    let modified = || -> Vec<_> {
        let names = outputs(&batch.out("ra")).into_keys();
        names
            .map(|name| {
                fs::metadata(batch.out("ra").join(name))
                    .unwrap()
                    .modified()
                    .unwrap()
            })
            .collect()
    };
    let (first, times) = (outputs(&batch.out("ra")), modified());
    let again = batch.report("ra", &[], 0);
    assert_eq!(counts(&again), [0, 4, 0]);
    assert_eq!(again["trang"], 8, "pages are known from the record");
    assert!(first == outputs(&batch.out("ra")) && times == modified());
    batch.edit(";438;", ";439;");
    let report = batch.report("ra", &[], 0);
    assert_eq!(counts(&report), [1, 3, 0]);
    assert_eq!(report["van_ban"][1]["trang_thai"], "da_lam");
    let second = outputs(&batch.out("ra"));
    let changed: Vec<_> = first
        .keys()
        .filter(|name| first[*name] != second[*name])
        .collect();
    assert_eq!(changed, ["ke-hoach-khom-2.docx", "ke-hoach-khom-2.pdf"]);
    assert_tidy(&batch.out("ra"));
}

#[test]
fn a_persons_work_survives() {
    let batch = Batch::new();
    said(&batch.run("ra", &[]));
    let path = |name: &str| batch.out("ra").join(name);
    let docx = path("ke-hoach-khom-2.docx");
    let mut edited = fs::read(&docx).unwrap();
    let package = fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(&docx)
        .unwrap();
    let mut package = zip::ZipWriter::new_append(package).unwrap();
    let options = zip::write::SimpleFileOptions::default();
    package.start_file("ghi-chu.txt", options).unwrap();
    package.finish().unwrap();
    assert!(std::mem::replace(&mut edited, fs::read(&docx).unwrap()) != edited);

    let run = batch.run("ra", &[]);
    assert!(said(&run).contains("giữ nguyên"), "{}", said(&run));
    assert!(
        !path("ke-hoach-khom-2.moi.docx").exists(),
        "nothing new to say"
    );
    batch.edit(";438;", ";439;");
    let words = said(&batch.run("ra", &[]));
    assert!(
        words.contains("ke-hoach-khom-2.moi.docx") && words.contains("không ghi đè"),
        "{words}"
    );
    assert!(fs::read(&docx).unwrap() == edited, "overwritten");
    let new = docx_text(&path("ke-hoach-khom-2.moi.docx"), "word/document.xml");
    assert!(new.contains("439"));
    // The file beside is not made a second time, nor are others.
    assert_eq!(counts(&batch.report("ra", &[], 0)), [0, 4, 0]);
    let words = said(&batch.run("ra", &["--force", "--rows", "2"]));
    assert!(words.contains("ke-hoach-khom-2.cu.docx"), "{words}");
    assert!(fs::read(path("ke-hoach-khom-2.cu.docx")).unwrap() == edited);
    assert!(docx_text(&docx, "word/document.xml").contains("439"));
}

/// Runs that are killed at any moment leave whole files or none, and the next run ends the work.
#[test]
fn killed_runs_leave_no_trace() {
    let batch = Batch::of_rows(60);
    assert_eq!(counts(&batch.report("mot-mach", &[], 0)), [60, 0, 0]);
    let wanted = outputs(&batch.out("mot-mach"));
    let mut seed = 30_u64;
    let mut cut_short = 0;
    for _ in 0..8 {
        // Numbers that look random and are the same each time.
        seed = seed
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        let mut command = batch.command("ra", &[]);
        let mut run = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(20 + (seed >> 33) % 400));
        run.kill().unwrap();
        cut_short += u32::from(run.wait().unwrap().code().is_none());
        if batch.out("ra").exists() {
            for (name, bytes) in outputs(&batch.out("ra")) {
                assert!(bytes == wanted[&name], "{name} is not whole");
            }
        }
    }
    assert!(cut_short >= 4, "only {cut_short} runs were cut short");
    let last = batch.report("ra", &[], 0);
    assert_eq!(counts(&last)[2], 0);
    assert!(outputs(&batch.out("ra")) == wanted);
    assert_tidy(&batch.out("ra"));
}

#[test]
fn shares_make_the_whole() {
    let batch = Batch::of_rows(10);
    let single = batch.report("mot", &[], 0);
    let run = |index: usize| {
        let args = ["--shard", &format!("{index}/3"), "--report", "json"];
        let mut command = batch.command("ba", &args);
        command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let runs: Vec<_> = (0..3).map(run).collect();
    let mut files = Vec::new();
    for (index, run) in runs.into_iter().enumerate() {
        let run = run.wait_with_output().unwrap();
        read_report(&run, 0);
        let file = batch.out(&format!("{index}.json"));
        fs::write(&file, run.stdout).unwrap();
        files.push(file);
    }
    assert!(outputs(&batch.out("mot")) == outputs(&batch.out("ba")));
    files.rotate_left(1);
    let joined = vanban().arg("report").args(&files).output().unwrap();
    assert_eq!(read_report(&joined, 0), single);
    // Records of shares are good for a whole run, which joins them.
    assert_eq!(counts(&batch.report("ba", &[], 0)), [0, 10, 0]);
    assert_tidy(&batch.out("ba"));
}

#[test]
fn rows_are_chosen() {
    let batch = Batch::of_rows(8);
    let made = |report: &Value| -> Vec<u64> {
        let lines = report["van_ban"].as_array().unwrap().iter();
        lines.map(|line| line["hang"].as_u64().unwrap()).collect()
    };
    assert_eq!(
        made(&batch.report("ra", &["--rows", "2,4-7"], 0)),
        [2, 4, 5, 6, 7]
    );
    assert_eq!(outputs(&batch.out("ra")).len(), 10);
    let of = |args: &[&str], variables: &[(&str, &str)]| {
        let mut command = batch.command("ra", &[args, &["--report", "json"]].concat());
        made(&read_report(
            &command.envs(variables.iter().copied()).output().unwrap(),
            0,
        ))
    };
    let kubernetes = [("JOB_COMPLETION_INDEX", "1")];
    assert_eq!(of(&["--shard", "auto/3"], &kubernetes), [2, 5, 8]);
    let slurm = [
        ("SLURM_ARRAY_TASK_ID", "7"),
        ("SLURM_ARRAY_TASK_MIN", "5"),
        ("SLURM_ARRAY_TASK_COUNT", "4"),
    ];
    assert_eq!(of(&["--shard", "auto"], &slurm), [3, 7]);
    let none = batch.run("ra", &["--rows", "9"]);
    assert!(said(&none).contains("--rows"), "{}", said(&none));
    for wrong in [
        ["--rows", "0"],
        ["--rows", "7-4"],
        ["--shard", "3/3"],
        ["--shard", "auto"],
    ] {
        let run = batch.run("sai", &wrong);
        assert_eq!(run.status.code(), Some(2), "{wrong:?}");
        assert!(String::from_utf8_lossy(&run.stderr).contains("cách sửa"));
    }
    assert!(!batch.out("sai").exists());
}

#[test]
fn two_runs_in_one_folder_take_turns() {
    let batch = Batch::of_rows(10);
    let start = || {
        let mut command = batch.command("ra", &["--report", "json"]);
        command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let runs = [start(), start()];
    let reports = runs.map(|run| counts(&read_report(&run.wait_with_output().unwrap(), 0)));
    assert!(
        reports.contains(&[10, 0, 0]) && reports.contains(&[0, 10, 0]),
        "{reports:?}"
    );
    batch.report("mot", &[], 0);
    assert!(outputs(&batch.out("ra")) == outputs(&batch.out("mot")));
    assert_tidy(&batch.out("ra"));
}

#[test]
fn all_documents_go_into_one_print_out() {
    let batch = Batch::new();
    let target = batch.out("ra").join("in.pdf");
    let args = ["--merge", target.to_str().unwrap()];
    let report = batch.report("ra", &args, 0);
    let first = fs::read(&target).unwrap();
    let pdf = lopdf::Document::load_mem(&first).unwrap();
    assert_eq!(
        pdf.get_pages().len() as u64,
        report["trang"].as_u64().unwrap()
    );
    let items = |parent: &lopdf::Dictionary| -> Vec<lopdf::Dictionary> {
        let mut next = parent.get(b"First").ok().cloned();
        let mut all = Vec::new();
        while let Some(reference) = next {
            let item = pdf
                .get_dictionary(reference.as_reference().unwrap())
                .unwrap();
            next = item.get(b"Next").ok().cloned();
            all.push(item.clone());
        }
        all
    };
    let title =
        |item: &lopdf::Dictionary| lopdf::decode_text_string(item.get(b"Title").unwrap()).unwrap();
    let outlines = pdf.catalog().unwrap().get_deref(b"Outlines", &pdf).unwrap();
    let documents = items(outlines.as_dict().unwrap());
    let names: Vec<_> = documents.iter().map(title).collect();
    assert_eq!(
        names,
        (1..=4)
            .map(|n| format!("ke-hoach-khom-{n}"))
            .collect::<Vec<_>>()
    );
    for document in &documents {
        // The title of the text, and its headings below that.
        let titles = items(document);
        assert!(titles.len() == 1 && title(&titles[0]).starts_with("KẾ HOẠCH "));
        let headings: Vec<_> = items(&titles[0]).iter().map(title).collect();
        assert!(
            headings.iter().any(|heading| heading.contains("MỤC TIÊU")),
            "{headings:?}"
        );
    }
    // Unchanged documents are in it all the same, and it is the same to the byte.
    assert_eq!(counts(&batch.report("ra", &args, 0)), [0, 4, 0]);
    assert!(fs::read(&target).unwrap() == first);

    if let Some(check) = referee("qpdf", &["--check".as_ref(), target.as_os_str()]) {
        let words = String::from_utf8_lossy(&check.stdout).into_owned();
        assert!(
            check.status.success() && !words.contains("WARNING"),
            "{words}"
        );
    }
    let args = ["-layout".as_ref(), target.as_os_str(), OsStr::new("-")];
    let Some(read) = referee("pdftotext", &args) else {
        return;
    };
    let text = String::from_utf8(read.stdout).unwrap();
    let pages: Vec<&str> = text.split_terminator('\u{c}').collect();
    assert_eq!(pages.len(), 8);
    for (index, page) in pages.iter().enumerate() {
        let top = page.lines().find(|line| !line.trim().is_empty()).unwrap();
        assert_eq!(
            top.trim() == "2",
            index % 2 == 1,
            "page {}: {top}",
            index + 1
        );
    }
}

#[test]
fn exit_codes_tell_what_became_of_it() {
    let batch = Batch::new();
    batch.edit(";438;", ";nhiều;");
    let report = batch.report("ra", &[], 1);
    assert_eq!(counts(&report), [3, 0, 1]);
    let line = &report["van_ban"][1];
    assert_eq!(line["trang_thai"], "loi");
    assert!(
        line["thong_bao"][0]
            .as_str()
            .unwrap()
            .contains("khom.csv:3:")
    );
    assert_eq!(batch.run("ra", &["--only", "odt"]).status.code(), Some(2));
    fs::write(batch.out("tep"), "không phải thư mục").unwrap();
    let run = batch.run("tep/trong", &[]);
    assert_eq!(run.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&run.stderr).contains("không ghi được"));
    // A report that says so.
    let file = batch.out("bao-cao.json");
    fs::write(&file, batch.run("ra", &["--report", "json"]).stdout).unwrap();
    let of = |file: &Path| {
        vanban()
            .arg("report")
            .arg(file)
            .output()
            .unwrap()
            .status
            .code()
    };
    assert_eq!(of(&file), Some(1));
    assert_eq!(of(&batch.table()), Some(1));
}

#[test]
fn a_damaged_record_is_told_and_rebuilt() {
    let batch = Batch::new();
    said(&batch.run("ra", &[]));
    let first = outputs(&batch.out("ra"));
    let record = batch.out("ra").join(".vanban/record.jsonl");
    let text = fs::read_to_string(&record).unwrap();
    fs::write(&record, text.replacen("{\"", "{", 1)).unwrap();
    let words = said(&batch.run("ra", &[]));
    assert!(words.contains("so-ghi-hong"), "{words}");
    let words = said(&batch.run("ra", &[]));
    assert!(
        !words.contains("so-ghi-hong") && words.contains("4 không đổi"),
        "{words}"
    );
    assert!(first == outputs(&batch.out("ra")));
    fs::remove_dir_all(batch.out("ra").join(".vanban")).unwrap();
    assert!(
        said(&batch.run("ra", &[])).contains("4 không đổi"),
        "it may be deleted"
    );
}

#[test]
fn rows_that_the_table_has_not_are_told_of() {
    let batch = Batch::new();
    for (rows, words) in [
        ("2", None),
        ("2,9", Some("hàng 9, mà bảng chỉ có 4 hàng")),
        ("4-6,8-9", Some("hàng 5-6, 8-9, mà bảng chỉ có 4 hàng")),
        ("9", Some("không có hàng nào")),
    ] {
        let run = batch.run("ra", &["--rows", rows]);
        let said = said(&run);
        assert_eq!(said.contains("khong-co-hang"), words.is_some(), "{said}");
        assert!(said.contains(words.unwrap_or_default()), "{said}");
    }
}
