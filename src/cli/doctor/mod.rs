//! `vanban doctor`: what the program needs of a machine, whether it is there, and what to send with a fault report. No document
//! is read.

mod machine;
mod shell;

use super::args::DoctorArgs;
use super::fonts::{self, Looked};
use super::{Exit, say, version};
use crate::project::folder;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;

/// How a finding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    /// All is as it has to be.
    Good,
    /// Something is left out that not everybody needs.
    Note,
    /// Documents cannot be made so.
    Bad,
}

/// What was found of one thing.
struct Finding {
    /// Its name, for people.
    name: &'static str,
    /// Its key, for programs.
    key: &'static str,
    level: Level,
    said: String,
    help: Option<&'static str>,
}

impl Finding {
    fn good(key: &'static str, name: &'static str, said: impl Into<String>) -> Self {
        Self {
            name,
            key,
            level: Level::Good,
            said: said.into(),
            help: None,
        }
    }

    fn note(self, help: &'static str) -> Self {
        Self {
            level: Level::Note,
            help: Some(help),
            ..self
        }
    }

    fn bad(self, help: &'static str) -> Self {
        Self {
            level: Level::Bad,
            help: Some(help),
            ..self
        }
    }
}

const TO_SEND: &str = "\
Khi báo lỗi, gửi:
  1. toàn bộ phần in ra ở trên (không có nội dung văn bản nào trong đó);
  2. lệnh đã gõ, hoặc nút đã bấm trong trang, và thông báo lỗi còn nguyên;
  3. nếu được: một tệp YAML ngắn vẫn gây ra lỗi, đã thay hết tên người, cơ quan, số liệu thật.
Không gửi văn bản thật, bảng dữ liệu, tệp đã ký, hình chữ ký và con dấu. vanban không tự gửi gì ra ngoài máy.
";

pub(super) fn run(args: &DoctorArgs) -> Exit {
    let mut findings = vec![
        faces(args.fonts.as_deref()),
        machine::folder(&args.folder),
        record(&args.folder),
        machine::temporary(),
        office(),
        shell::terminal(),
    ];
    if cfg!(feature = "serve") {
        findings.push(machine::page());
    }
    say(&match args.report {
        None => told(&findings),
        Some(_) => format!("{:#}\n", report(&findings)),
    });
    match findings.iter().any(|finding| finding.level == Level::Bad) {
        true => Exit::Faults,
        false => Exit::Done,
    }
}

/// What PDFs are set in.
fn faces(given: Option<&Path>) -> Finding {
    let of = |said: String| Finding::good("phong_chu", "Phông chữ", said);
    match fonts::look(given) {
        Looked::Own => of("PDF dùng phông có sẵn của vanban, theo lựa chọn co-san".to_owned()),
        Looked::Folder(dir) => of(format!("PDF dùng phông ở {}", machine::shown(&dir))),
        Looked::Machine(dir) => of(format!(
            "PDF dùng Times New Roman của máy: {}",
            machine::shown(&dir)
        )),
        Looked::Missing => of(
            "máy không có đủ bốn kiểu Times New Roman, PDF dùng phông có sẵn của vanban (rộng hẹp như nhau)"
                .to_owned(),
        ),
        Looked::Refused(why) => of(why.message).note(
            "không phải làm gì: PDF dùng phông có sẵn; muốn khỏi nhắc thì đặt biến VANBAN_FONTS=co-san",
        ),
        Looked::Unfit(why) => of(why.to_string().trim_end().to_owned())
            .bad("xem lại --fonts hoặc biến VANBAN_FONTS; co-san là phông có sẵn"),
    }
}

/// What vanban wrote into the folder before.
fn record(dir: &Path) -> Finding {
    let of = |said: String| Finding::good("so_ghi", "Sổ ghi", said);
    let path = machine::shown(&dir.join(folder::OWN));
    match folder::health(dir) {
        Ok(None) => of("chưa có: vanban chưa ghi văn bản nào vào thư mục này".to_owned()),
        Ok(Some(health)) if health.damaged => of(format!(
            "{path}: {} tệp, một phần không đọc được",
            health.files
        ))
        .note("không phải làm gì: lần ghi sau tự lập lại, tệp đã sửa tay vẫn được giữ"),
        Ok(Some(health)) => of(format!("{path}: {} tệp", health.files)),
        Err(error) => of(format!("không đọc được {path} ({error})"))
            .bad("xin quyền đọc và ghi thư mục này, hoặc xóa nó: văn bản được làm lại từ tệp YAML"),
    }
}

/// LibreOffice, by which `vanban import` reads what is no DOCX.
fn office() -> Finding {
    let of = |said: String| Finding::good("libreoffice", "LibreOffice", said);
    match crate::import::office::found() {
        Some((program, version)) if program.is_absolute() => {
            of(format!("{version} ({})", machine::shown(&program)))
        }
        // A name that the system knows.
        Some((_, version)) => of(version),
        None => of("không thấy".to_owned()).note(
            "chỉ cần khi đưa tệp .doc, .odt, .rtf vào (vanban import); tệp .docx thì không cần",
        ),
    }
}

fn told(findings: &[Finding]) -> String {
    let commit = version::COMMIT.unwrap_or("không rõ");
    let mut out = format!("vanban {}, commit {commit}", version::NUMBER);
    let features = version::FEATURES.join(", ");
    let features = match features.as_str() {
        "" => "không có",
        some => some,
    };
    // Writing to a string does not fail.
    let _ = write!(
        out,
        ", tính năng: {features}, {}\nMáy: {}\n\n",
        version::TARGET,
        machine::system()
    );
    let width = findings.iter().map(|finding| finding.name.chars().count());
    let width = width.max().unwrap_or_default();
    for Finding {
        name,
        level,
        said,
        help,
        ..
    } in findings
    {
        let level = match level {
            Level::Good => "tốt  ",
            Level::Note => "lưu ý",
            Level::Bad => "LỖI  ",
        };
        let _ = writeln!(out, "{level}  {name:<width$}  {said}");
        if let Some(help) = help {
            let _ = writeln!(out, "{:indent$}→ {help}", "", indent = width + 9);
        }
    }
    out.push('\n');
    out.push_str(TO_SEND);
    out
}

/// The findings for other programs: JSON with Vietnamese keys, as in the YAML.
fn report(findings: &[Finding]) -> Value {
    let findings = findings.iter().map(|finding| {
        let level = match finding.level {
            Level::Good => "tot",
            Level::Note => "luu_y",
            Level::Bad => "loi",
        };
        json!({
            "muc": finding.key,
            "muc_do": level,
            "noi_dung": finding.said,
            "cach_sua": finding.help,
        })
    });
    json!({
        "phien_ban": version::NUMBER,
        "commit": version::COMMIT,
        "tinh_nang": version::FEATURES,
        "he_may": version::TARGET,
        "may": machine::system(),
        "ket_qua": findings.collect::<Vec<_>>(),
    })
}
