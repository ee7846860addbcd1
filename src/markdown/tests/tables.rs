//! Tables as clerks type them: merged cells, heads of several rows, lines above them.

use super::{convert, read};

/// The markup without places, a line an element.
fn plain(markup: &str) -> String {
    let mut text = String::new();
    for piece in markup.split('<') {
        match piece.split_once('>') {
            Some((tag, words)) if tag.starts_with("t ") || tag == "/t" => text.push_str(words),
            _ if piece.is_empty() => {}
            _ => text.push_str(&format!("<{piece}")),
        }
    }
    text
}

const TABLE: &str = "\
Bảng: Thu, chi ngân sách
(Đơn vị tính: triệu đồng)
| TT | Nội dung | Kết quả | < |
| ^ | ^ | Năm 2022 | Năm 2023 |
|:-:|---|--:|---|
| A. KINH TẾ | < | < | < |
| 1 | Thu<br>ngân sách | 12 | \\< |
| 2 | Chi:<br>- **thường** xuyên<br>- đầu tư<br><br>Đoạn sau | 1.200 | 13,5 |
| ^ | Khác | 5 | \\^ |
| Cộng | < | 5 | 6 |
| Tổng cộng | < | 1.217 | 27,5 |

Bảng 7. Số liệu

| a | b |
|---|---|
| - một | 2 |

Bảng: Tiếp theo

Đơn vị tính: hộ

| a | b |
|---|---|
| - | 2 |

Bảng 2 cho thấy: như trên.

| a | b |
|---|---|
| 1 | 2 |
";

#[test]
fn merged_cells_heads_and_lines_above() {
    insta::assert_snapshot!("tables", plain(&convert(TABLE).unwrap()));
}

/// Where each line is a paragraph, the lines of a table still are one table.
#[test]
fn each_line_a_paragraph_changes_no_table() {
    let (one, other) = (read(TABLE, true).unwrap(), read(TABLE, false).unwrap());
    assert_eq!(plain(&one.markup), plain(&other.markup));
}

#[test]
fn marks_that_merge_nothing_are_told() {
    for (table, message) in [
        (
            "| < | a |\n|---|---|\n| 1 | 2 |\n",
            "không có ô nào bên trái",
        ),
        (
            "| a | b |\n|---|---|\n| ^ | 2 |\n",
            "không có ô nào bên trên",
        ),
        (
            "| a | b |\n|---|---|\n| 1 | < |\n| ^ | 2 |\n",
            "hình chữ nhật",
        ),
        (
            "| a | b |\n|---|---|\n| 1 | 2 |\n| ^ | ^ |\n",
            "không có ô nào của mình",
        ),
        (
            "| a | b |\n| c |\n|---|---|\n| 1 | 2 |\n",
            "hàng gạch có 2 cột",
        ),
    ] {
        let told = convert(table).unwrap_err().to_string();
        assert!(told.contains(message), "{table}\n{told}");
    }
}

#[test]
fn a_table_that_is_not_there_is_told() {
    let told = convert("::: bang ho-ngheo\n").unwrap_err().to_string();
    assert!(told.contains("không có bảng “ho-ngheo”"), "{told}");
    let told = convert("::: bang\n").unwrap_err().to_string();
    assert!(told.contains("chưa có tên bảng"), "{told}");
}
