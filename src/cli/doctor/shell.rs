//! What the terminal makes of Vietnamese letters.

use super::Finding;
use std::env;
use std::io::IsTerminal;
use std::process::{Command, Stdio};

/// The code page of Windows that is UTF-8.
const UTF_8: &str = "65001";

/// How letters come out of the terminal, and of files that its output goes to.
pub(super) fn terminal() -> Finding {
    let of = |said: String| Finding::good("bang_ma", "Bảng mã", said);
    if cfg!(windows) {
        return match said("cmd", &["/C", "chcp"]).and_then(|said| page(&said)) {
            // There is no console, as where a service runs.
            Some(page) if page == "0" => of("phần in ra là UTF-8".to_owned()),
            Some(page) if page == UTF_8 => of(format!("{page} (UTF-8)")),
            Some(page) => of(format!("{page}: chữ vẫn hiện đúng trong cửa sổ lệnh"))
                .note("khi chuyển phần in ra sang tệp hay lệnh khác (>, |), gõ trước: chcp 65001; trong PowerShell: [Console]::OutputEncoding = [Text.Encoding]::UTF8"),
            None => of("không rõ".to_owned()),
        };
    }
    let set = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(|name| Some((name, env::var(name).ok()?)))
        .find(|(_, value)| !value.is_empty());
    let is_terminal = std::io::stderr().is_terminal();
    match set {
        Some((name, value)) if is_utf_8(&value) => of(format!("UTF-8 ({name}={value})")),
        // Nobody reads letters there.
        _ if !is_terminal => of("phần in ra là UTF-8".to_owned()),
        Some((name, value)) => of(format!("{name}={value} không phải UTF-8")).note(LOCALE),
        None => of("LANG chưa đặt".to_owned()).note(LOCALE),
    }
}

const LOCALE: &str =
    "chữ Việt có thể hiện sai trong cửa sổ lệnh; đặt LANG=C.UTF-8 hoặc vi_VN.UTF-8";

/// The number in what `chcp` says, in whatever language.
fn page(said: &str) -> Option<String> {
    let number = said
        .split(|c: char| !c.is_ascii_digit())
        .rfind(|part| !part.is_empty())?;
    Some(number.to_owned())
}

fn is_utf_8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

/// What a program of the system says, in one line; none where there is none.
pub(super) fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    let output = command.output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success() && !said.is_empty()).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_pages_are_read_in_any_language() {
        assert_eq!(page("Active code page: 65001").as_deref(), Some("65001"));
        assert_eq!(page("Aktive Codepage: 850.").as_deref(), Some("850"));
        assert_eq!(page("?"), None);
        assert!(is_utf_8("vi_VN.UTF-8") && is_utf_8("C.utf8") && !is_utf_8("vi_VN.TCVN"));
    }
}
