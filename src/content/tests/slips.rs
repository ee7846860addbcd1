//! Slips of a clerk's hand: the message names the line at fault and the cure, wherever it stands.

use super::*;

/// A file with entries of every form; the sweep below puts a slip into each.
const WHOLE: &str = "\
loai: thong-bao
so: 5
ngay_ban_hanh: 05/01/2024
dia_danh: Sơn Trà
trich_yeu: Họp giao ban
co_quan:
  - ỦY BAN NHÂN DÂN
  - XÃ ĐÔNG HÒA
can_cu:
  - Căn cứ Luật một;
  - Căn cứ Luật hai;
mo_dau: |
  Mở đầu.
noi_dung: |
  Một đoạn.

  Hai đoạn.

  Ba đoạn.
ket_thuc: |
  Kết thúc.
noi_nhan:
  - Như trên;
  - UBND phường;
viet_tat: UBND
nguoi_ky:
  quyen_han: TM. ỦY BAN
  chuc_vu: CHỦ TỊCH
  ho_ten: Nguyễn Văn A
luu: VT
";

/// The message about the whole file with its line `number` (from 0) in other words.
fn told(number: usize, line: &str) -> String {
    let mut lines: Vec<&str> = WHOLE.lines().collect();
    lines[number] = line;
    let text = lines.join("\n") + "\n";
    match from_text("a.yaml", &text) {
        Err(error) => error.to_string(),
        Ok(loaded) => Diagnostics(loaded.warnings).to_string(),
    }
}

/// Asserts that the message is about this line, and says this.
fn assert_told(number: usize, line: &str, words: &[&str]) {
    let told = told(number, line);
    let place = format!("--> a.yaml:{}:", number + 1);
    assert!(told.contains(&place), "{line:?} at {}:\n{told}", number + 1);
    assert_eq!(told.matches("-->").count(), 1, "told once:\n{told}");
    assert!(
        words.iter().any(|words| told.contains(words)),
        "{line:?}:\n{told}"
    );
    assert!(told.contains("cách sửa"), "{told}");
}

/// Lines `key: value` with their numbers, their blanks, key and value.
fn entries() -> impl Iterator<Item = (usize, &'static str, &'static str, &'static str)> {
    WHOLE.lines().enumerate().filter_map(|(number, line)| {
        let text = line.trim_start();
        let (key, value) = text.split_once(": ")?;
        Some((number, &line[..line.len() - text.len()], key, value))
    })
}

#[test]
fn the_whole_file_is_sound() {
    let loaded = from_text("a.yaml", WHOLE).unwrap();
    assert_eq!(loaded.warnings, []);
}

#[test]
fn a_separator_that_is_none() {
    let mut seen = 0;
    for (number, indent, key, value) in entries() {
        for (separator, words) in [
            (":", "thiếu dấu cách"),
            (":\u{a0}", "dấu cách"),
            (":\u{202f}", "dấu cách"),
            ("：", "toàn khổ"),
            ("： ", "toàn khổ"),
            (" ：", "toàn khổ"),
            ("\u{a0}:", "dấu cách"),
            ("\u{a0}: ", "dấu cách"),
            (":\t", "dấu tab"),
            ("= ", "thiếu dấu hai chấm"),
            (" = ", "thiếu dấu hai chấm"),
        ] {
            // A tab after a colon is a blank to most parsers.
            let line = format!("{indent}{key}{separator}{value}");
            if separator == ":\t" && !told(number, &line).contains("lỗi") {
                continue;
            }
            assert_told(number, &line, &[words]);
            seen += 1;
        }
    }
    assert!(seen > 120, "{seen}");
}

#[test]
fn a_key_without_its_colon() {
    for (number, line) in WHOLE.lines().enumerate() {
        if let Some(key) = line.strip_suffix(':').or(line.strip_suffix(": |")) {
            assert_told(number, key, &["thiếu dấu hai chấm"]);
        }
    }
}

#[test]
fn a_line_of_a_text_that_does_not_stand_in() {
    for (number, words) in [
        (12, "mo_dau"),
        (14, "noi_dung"),
        (16, "noi_dung"),
        (18, "noi_dung"),
        (20, "ket_thuc"),
    ] {
        for line in [
            "Chữ ở cột đầu.",
            "- Gạch đầu dòng",
            "1. Mục đánh số",
            "a) Điểm",
            "| a | b |",
            "{{ so_lieu.a }}",
            "**Đậm**",
            "[^1]: Chú thích",
            "\u{a0}\u{a0}Dấu cách lạ",
            "\tDấu tab",
        ] {
            assert_told(number, line, &[words, "dấu tab", "dấu cách lạ"]);
        }
        let prose = told(number, "Giao các đơn vị: báo cáo.");
        assert!(
            prose.contains(&format!("a.yaml:{}:1", number + 1)),
            "{prose}"
        );
        assert!(prose.contains("thụt vào"), "{prose}");
        for heading in ["## II. HAI", "# II. HAI", "# PHẦN HAI"] {
            assert_told(number, heading, &["lời dặn", "không thụt vào"]);
        }
    }
    // Standing in less than the others.
    assert_told(16, " Hai đoạn.", &["noi_dung"]);
}

#[test]
fn a_value_that_begins_with_a_mark() {
    for (number, indent, key, value) in entries().filter(|(_, _, _, value)| *value != "|") {
        for (start, words) in [
            ("[Dự thảo] ", "ngoặc vuông"),
            ("[Dự thảo ", "ngoặc vuông"),
            ("{Dự thảo} ", "ngoặc nhọn"),
            ("{Dự thảo ", "ngoặc nhọn"),
            ("\"", "ngoặc kép"),
            ("\"Hỏa tốc\" ", "ngoặc kép"),
            ("'", "nháy"),
            ("'Hỏa tốc' ", "nháy"),
            ("# ", "lời dặn"),
            ("#", "lời dặn"),
            ("&a ", "&a"),
            ("*", "nghĩa riêng"),
            ("@", "nghĩa riêng"),
            ("%", "nghĩa riêng"),
            ("`", "nghĩa riêng"),
            ("!gấp ", "!"),
            ("| ", "sau dấu “|”"),
            ("> ", "sau dấu “>”"),
            ("- ", "bắt đầu bằng dấu “-”"),
            ("? ", "bắt đầu bằng dấu “?”"),
            ("{{ a }} ", "{{"),
            ("Mục: ", "dấu hai chấm"),
        ] {
            let line = format!("{indent}{key}: {start}{value}");
            // A number or date that is no remark is blank.
            if start.starts_with('#') && key == "ngay_ban_hanh" {
                assert!(told(number, &line).contains("lời dặn"));
                continue;
            }
            assert_told(number, &line, &[words, "nghĩa riêng"]);
        }
    }
}

#[test]
fn items_of_lists() {
    for (number, item) in WHOLE
        .lines()
        .enumerate()
        .filter(|(_, line)| line.starts_with("  - "))
    {
        let words = item.trim_start_matches("  - ");
        for (line, said) in [
            (
                format!("  - Lưu ý: {words}"),
                "đặt cả dòng trong dấu ngoặc kép: \"Lưu ý",
            ),
            (format!("  -{words}"), "thiếu dấu cách sau dấu “-”"),
            (format!("  -\u{a0}{words}"), "dấu cách"),
            (format!("  -\t{words}"), "dấu tab"),
            (format!("\t- {words}"), "dấu tab"),
            (format!("  - [Gấp] {words}"), "ngoặc vuông"),
            (format!("  - \"Gấp\" {words}"), "ngoặc kép"),
            (format!("  - # {words}"), "lời dặn"),
        ] {
            assert_told(number, &line, &[said]);
        }
    }
    // The second of two stands further in, or has another dash.
    assert_told(23, "    - UBND phường;", &["bị nối", "thụt dòng"]);
    assert_told(23, "    – UBND phường;", &["bị nối"]);
    // Both have another dash: the first is where it begins.
    let dashes = WHOLE
        .replace("  - Như", "  – Như")
        .replace("  - UBND", "  – UBND");
    let told = from_text("a.yaml", &dashes).unwrap_err().to_string();
    assert!(
        told.contains("a.yaml:23:3") && told.contains("bị nối"),
        "{told}"
    );
}

#[test]
fn a_text_without_its_mark() {
    for mark in ["", " l", " 1", " I", " ¦"] {
        let told = told(13, &format!("noi_dung:{mark}"));
        assert!(told.contains("a.yaml:14:1"), "{told}");
        assert!(told.contains("viết “noi_dung: |”"), "{told}");
    }
    assert_told(11, "mo_dau: l", &["viết “mo_dau: |”"]);
    // One paragraph is the same with and without it.
    assert_eq!(told(11, "mo_dau:"), "");
}

#[test]
fn marks_that_are_meant_are_not_told() {
    for text in [
        WHOLE.replace("luu: VT", "luu:                # để trống"),
        WHOLE.replace("luu: VT", "# I. Lời dặn\nluu: VT"),
        WHOLE.replace("luu: VT", "luu: &a VT\nkinh_gui: *a"),
        WHOLE.replace("Họp giao ban", "Họp giao ban lúc 14:30 tại số 5:7"),
        WHOLE.replace("Họp giao ban", "\"Họp: giao\n  ban\""),
        WHOLE
            .replace("  - Như trên;\n", "  - \"Lưu ý: gửi\"\n")
            .replace("so: 5", "so: \"5\""),
        WHOLE.replace("Họp giao ban", "Họp giao\n  ban quý một"),
    ] {
        let loaded = from_text("a.yaml", &text).unwrap_or_else(|e| panic!("{text}\n{e}"));
        assert_eq!(loaded.warnings, [], "{text}");
    }
}
