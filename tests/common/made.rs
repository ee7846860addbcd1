//! Batches of one table, made whole: what was said, and what each document says.

use super::{docx_text, vanban, without_findings};
use std::fs;
use std::path::{Path, PathBuf};

/// A document that says one thing of each row, made of a table; what was said, and the texts.
pub(crate) struct Made {
    pub(crate) code: i32,
    pub(crate) said: String,
    pub(crate) texts: Vec<String>,
    /// How many documents there are.
    pub(crate) count: usize,
}

/// Makes a batch of a table that `save` puts at a path of this name.
pub(crate) fn make(name: &str, says: &str, choices: &str, save: &dyn Fn(&Path)) -> Made {
    let dir = tempfile::tempdir().unwrap();
    save(&dir.path().join(name));
    let profile = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/phuong-2/co-quan.yaml");
    let content = format!(
        "loai: ke-hoach\nho_so: {}\nngay_ban_hanh: /01/2024\ntrich_yeu: Rà soát\nnoi_dung: |\n  {says}\nnoi_nhan:\n  - Lưu;\nluu: VT\n",
        profile.display()
    );
    fs::write(dir.path().join("van-ban.yaml"), content).unwrap();
    let batch = format!(
        "noi_dung: van-ban.yaml\nten_tep: ra-{{{{ so_thu_tu }}}}\nbang: {{ tep: {name}{choices} }}\n"
    );
    fs::write(dir.path().join("lo.yaml"), batch).unwrap();
    let mut command = vanban();
    command.args(["batch", "lo.yaml", "-o", "ra", "--only", "docx"]);
    let run = command.current_dir(dir.path()).output().unwrap();
    let made = dir.path().join("ra");
    let count = fs::read_dir(&made).map_or(0, |files| {
        let is_docx = |name: &str| name.ends_with(".docx");
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        names.filter(|name| is_docx(name)).count()
    });
    let texts = (1..).map(|number| made.join(format!("ra-{number}.docx")));
    let texts = texts.take_while(|path: &PathBuf| path.exists());
    Made {
        code: run.status.code().unwrap(),
        said: without_findings(&String::from_utf8(run.stderr).unwrap()),
        count,
        texts: texts.map(|path| said_in(&path)).collect(),
    }
}

/// What stands between « and ».
fn said_in(docx: &Path) -> String {
    let text = docx_text(docx, "word/document.xml").replace('\u{a0}', " ");
    let (_, rest) = text.split_once('«').unwrap();
    rest.split_once('»').unwrap().0.to_owned()
}
