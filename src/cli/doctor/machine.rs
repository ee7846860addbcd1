//! The system, and what may be written on it.

use super::Finding;
use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// A path as it is told: whole, and without the name of who uses the machine.
pub(super) fn shown(path: &Path) -> String {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let home = env::home_dir().filter(|home| home.components().count() > 1);
    match home.and_then(|home| Some(whole.strip_prefix(home).ok()?.to_owned())) {
        Some(rest) => Path::new("~").join(rest).display().to_string(),
        None => whole.display().to_string(),
    }
}

/// The name of the system, as it calls itself.
pub(super) fn system() -> String {
    let name = match env::consts::OS {
        "windows" => super::shell::said("cmd", &["/C", "ver"]),
        "macos" => {
            super::shell::said("sw_vers", &["-productVersion"]).map(|v| format!("macOS {v}"))
        }
        _ => fs::read_to_string("/etc/os-release").ok().and_then(named),
    };
    let name = name.unwrap_or_else(|| env::consts::OS.to_owned());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{name} ({}), {cores} nhân", env::consts::ARCH)
}

/// The name in a file `/etc/os-release`.
fn named(release: String) -> Option<String> {
    let mut lines = release.lines();
    let name = lines.find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    Some(name.trim_matches(['"', '\'']).to_owned())
}

/// Whether documents can be written into a folder, as they are written: a file beside, which then takes the name.
pub(super) fn folder(dir: &Path) -> Finding {
    let path = shown(dir);
    let of = |said: String| Finding::good("thu_muc", "Thư mục", said);
    match tried(dir) {
        Ok(()) => of(format!("{path}: ghi, thay và xóa tệp được")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => of(format!("{path}: không có thư mục này"))
            .bad("kiểm tra lại đường dẫn; ổ mạng thì xem đã nối chưa"),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            of(format!("{path}: đây không phải là thư mục")).bad("ghi tên thư mục, không ghi tên tệp")
        }
        Err(error) => of(format!("{path}: không ghi được ({error})"))
            .bad("xin quyền ghi, dọn ổ đĩa, hoặc chọn thư mục khác bằng -o; phần mềm diệt vi rút cũng có thể chặn"),
    }
}

/// Whether the folder for temporary files can be written.
pub(super) fn temporary() -> Finding {
    let dir = env::temp_dir();
    let path = shown(&dir);
    let of = |said: String| Finding::good("thu_muc_tam", "Thư mục tạm", said);
    match tried(&dir) {
        Ok(()) => of(format!("{path}: ghi được")),
        Err(error) => of(format!("{path}: không ghi được ({error})"))
            .note("chỉ cần khi đưa tệp .doc, .odt, .rtf vào; đặt biến TMPDIR (Windows: TEMP) tới một thư mục ghi được"),
    }
}

/// Writes a file, replaces it by another and removes it.
fn tried(dir: &Path) -> io::Result<()> {
    if !fs::metadata(dir)?.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    let file = || -> io::Result<tempfile::NamedTempFile> {
        let mut file = tempfile::Builder::new()
            .prefix(".vanban-")
            .suffix(".tmp")
            .tempfile_in(dir)?;
        file.write_all(b"vanban doctor")?;
        Ok(file)
    };
    let old: PathBuf = file()?.into_temp_path().keep()?;
    let replaced = file()?.persist(&old).map(drop);
    // It is gone either way, as far as the system lets it.
    fs::remove_file(&old).and(replaced.map_err(|error| error.error))
}

/// Whether the page can be served: a port on this machine, for this machine.
pub(super) fn page() -> Finding {
    let of = |said: String| Finding::good("trang", "Trang soạn", said);
    match std::net::TcpListener::bind(("127.0.0.1", 0)) {
        Ok(_) => of("mở được cổng trên máy này (127.0.0.1) cho vanban serve".to_owned()),
        Err(error) => of(format!("không mở được cổng trên máy này ({error})"))
            .note("vanban serve không chạy được; tường lửa hay phần mềm bảo vệ có thể chặn, các lệnh khác vẫn chạy"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::doctor::Level;

    #[test]
    fn a_folder_is_tried_and_left_as_it_was() {
        let dir = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(folder(dir.path()).level, Level::Good);
        let left = fs::read_dir(dir.path()).map_or(9, Iterator::count);
        assert_eq!(left, 0);
        let missing = folder(&dir.path().join("khong-co"));
        assert!(missing.level == Level::Bad && missing.said.ends_with("không có thư mục này"));
        let file = dir.path().join("tep");
        let _ = fs::write(&file, "");
        assert!(folder(&file).said.ends_with("không phải là thư mục"));
    }

    #[test]
    fn names_of_users_are_not_told() {
        let home = env::home_dir().unwrap_or_default();
        if home.components().count() > 1 {
            let path = shown(&home.join("van-ban"));
            assert_eq!(path, Path::new("~").join("van-ban").display().to_string());
        }
        assert_eq!(
            shown(Path::new("/a/b")),
            std::path::absolute("/a/b")
                .unwrap_or_default()
                .display()
                .to_string()
        );
    }

    #[test]
    fn systems_are_called_as_they_call_themselves() {
        let release = "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n".to_owned();
        assert_eq!(
            named(release).as_deref(),
            Some("Debian GNU/Linux 12 (bookworm)")
        );
        assert_eq!(named(String::new()), None);
    }
}
