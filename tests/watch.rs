//! `vanban watch`: documents follow their files as editors save them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{docx_text, vanban};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A folder with a document, its profile and a batch, and the program that watches it.
struct Watched {
    dir: tempfile::TempDir,
    process: Child,
}

const CONTENT: &str = "\
loai: ke-hoach
ho_so: co-quan.yaml
so:
ngay_ban_hanh: /01/2024
trich_yeu: Thử lần một
noi_dung: |
  Lời văn.
noi_nhan:
  - Như trên;
luu: VT
";

impl Watched {
    fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
        fs::copy(
            "samples/phuong-2/co-quan.yaml",
            dir.path().join("co-quan.yaml"),
        )
        .unwrap();
        write("ke-hoach.yaml", CONTENT);
        // Batches name a content file of another folder: on its own it makes no sense.
        fs::create_dir(dir.path().join("mau")).unwrap();
        let row = CONTENT.replace("Thử lần một", "Thử {{ hang.ten }}");
        write("mau/khom.yaml", &row.replace("co-quan", "../co-quan"));
        write("khom.csv", "Tên\nKhóm 1\nKhóm 2\n");
        write(
            "lo.yaml",
            "noi_dung: mau/khom.yaml\nten_tep: hang-{{ so_thu_tu }}\nbang: khom.csv\n",
        );
        let mut command = vanban();
        command.arg("watch").arg(dir.path());
        let command = command.stdout(Stdio::null()).stderr(Stdio::null());
        let process = command.spawn().unwrap();
        Self { dir, process }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Waits until a document says these words.
    fn says(&mut self, name: &str, words: &str) {
        let (docx, pdf) = (
            self.path(&format!("{name}.docx")),
            self.path(&format!("{name}.pdf")),
        );
        let since = Instant::now();
        while !(docx.exists() && pdf.exists() && text(&docx).contains(words)) {
            assert!(
                since.elapsed() < Duration::from_secs(20),
                "{name} never said {words}"
            );
            assert!(self.process.try_wait().unwrap().is_none(), "it ended");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Saves as most editors do: the new file takes the place of the old one.
    fn save_by_renaming(&self, name: &str, text: &str) {
        let new = self.path(&format!("{name}~"));
        fs::write(&new, text).unwrap();
        fs::rename(new, self.path(name)).unwrap();
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn text(docx: &Path) -> String {
    // What keeps words on one line is not what is looked for.
    docx_text(docx, "word/document.xml").replace('\u{a0}', " ")
}

#[test]
fn documents_follow_their_files() {
    let mut watched = Watched::start();
    watched.says("ke-hoach", "Thử lần một");
    watched.says("hang-2", "Thử Khóm 2");

    let changed = |words: &str| CONTENT.replace("Thử lần một", words);
    fs::write(watched.path("ke-hoach.yaml"), changed("Thử lần hai")).unwrap();
    watched.says("ke-hoach", "Thử lần hai");
    watched.save_by_renaming("ke-hoach.yaml", &changed("Thử lần ba"));
    watched.says("ke-hoach", "Thử lần ba");

    // A broken file leaves its documents, and the others are made all the same.
    fs::write(watched.path("ke-hoach.yaml"), "loai: ke-hoach\n- hỏng: [").unwrap();
    fs::write(watched.path("khom.csv"), "Tên\nKhóm 1\nKhóm 22\nKhóm 3\n").unwrap();
    watched.says("hang-2", "Thử Khóm 22");
    watched.says("hang-3", "Thử Khóm 3");
    assert!(text(&watched.path("ke-hoach.docx")).contains("Thử lần ba"));
    fs::write(watched.path("ke-hoach.yaml"), changed("Thử lần bốn")).unwrap();
    watched.says("ke-hoach", "Thử lần bốn");

    // What several documents share.
    let profile = fs::read_to_string(watched.path("co-quan.yaml")).unwrap();
    assert!(profile.contains("PHƯỜNG 2"));
    watched.save_by_renaming("co-quan.yaml", &profile.replace("PHƯỜNG 2", "PHƯỜNG 22"));
    watched.says("ke-hoach", "PHƯỜNG 22");
    watched.says("hang-1", "PHƯỜNG 22");

    // Files in another folder, too.
    let template = fs::read_to_string(watched.path("mau/khom.yaml")).unwrap();
    watched.save_by_renaming("mau/khom.yaml", &template.replace("Lời văn.", "Lời khác."));
    watched.says("hang-3", "Lời khác.");
}

/// A symbolic link is saved where it leads to, maybe over another link.
#[cfg(unix)]
#[test]
fn a_link_follows_what_it_leads_to() {
    use std::os::unix::fs::symlink;
    let dir = tempfile::tempdir().unwrap();
    for name in ["kho", "giua", "viec"] {
        fs::create_dir(dir.path().join(name)).unwrap();
    }
    let path = |name: &str| dir.path().join(name);
    fs::copy("samples/phuong-2/co-quan.yaml", path("kho/co-quan.yaml")).unwrap();
    fs::write(path("kho/ke-hoach.yaml"), CONTENT).unwrap();
    symlink("../kho/ke-hoach.yaml", path("giua/ke-hoach.yaml")).unwrap();
    symlink("../giua/ke-hoach.yaml", path("viec/ke-hoach.yaml")).unwrap();
    symlink("../kho/co-quan.yaml", path("viec/co-quan.yaml")).unwrap();
    let mut command = vanban();
    command.arg("watch").arg(path("viec/ke-hoach.yaml"));
    let command = command.stdout(Stdio::null()).stderr(Stdio::null());
    let process = command.spawn().unwrap();
    let mut watched = Watched { dir, process };
    watched.says("viec/ke-hoach", "Thử lần một");
    let changed = |words: &str| CONTENT.replace("Thử lần một", words);
    fs::write(watched.path("kho/ke-hoach.yaml"), changed("Thử lần hai")).unwrap();
    watched.says("viec/ke-hoach", "Thử lần hai");
    watched.save_by_renaming("kho/ke-hoach.yaml", &changed("Thử lần ba"));
    watched.says("viec/ke-hoach", "Thử lần ba");
    // The link in between leads elsewhere.
    fs::write(watched.path("kho/khac.yaml"), changed("Thử lần bốn")).unwrap();
    symlink("../kho/khac.yaml", watched.path("giua/moi")).unwrap();
    fs::rename(watched.path("giua/moi"), watched.path("giua/ke-hoach.yaml")).unwrap();
    watched.says("viec/ke-hoach", "Thử lần bốn");
}

#[test]
fn what_is_not_there_is_not_watched() {
    let run = vanban().args(["watch", "khong/co"]).output().unwrap();
    assert_eq!(run.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&run.stderr).contains("cách sửa"));
}
