//! Messages about files that are not YAML or not text.

use super::*;

#[test]
fn syntax_errors() {
    insta::assert_snapshot!(error(""), @r"
    lỗi[tep-trong]: tệp “a.yaml” không có nội dung
     --> a.yaml:1:1
      |
    1 |
      | ^
      |
      = cách sửa: bắt đầu từ mẫu: vanban new ke-hoach
    ");
    insta::assert_snapshot!(error("# chỉ có lời dặn\n"), @r"
    lỗi[tep-trong]: tệp “a.yaml” không có nội dung
     --> a.yaml:1:1
      |
    1 | # chỉ có lời dặn
      | ^
      |
      = cách sửa: bắt đầu từ mẫu: vanban new ke-hoach
    ");
    insta::assert_snapshot!(error("chỉ có chữ\n"), @r"
    lỗi[cu-phap-yaml]: tệp không có các mục dạng “tên_mục: nội dung”
     --> a.yaml:1:1
      |
    1 | chỉ có chữ
      | ^^^^^^^^^^
      |
      = cách sửa: bắt đầu từ mẫu: vanban new ke-hoach
    ");
    insta::assert_snapshot!(error("- a\n- b\n"), @r"
    lỗi[cu-phap-yaml]: tệp không có các mục dạng “tên_mục: nội dung”
     --> a.yaml:1:1
      |
    1 | - a
      | ^^^
      |
      = cách sửa: bắt đầu từ mẫu: vanban new ke-hoach
    ");
    insta::assert_snapshot!(error(format!("{LEAST}---\nloai: x\n")), @r"
    lỗi[cu-phap-yaml]: tệp có nhiều tài liệu YAML, ngăn bằng dấu “---”
     --> a.yaml:9:1
      |
    9 | ---
      | ^^^
      |
      = cách sửa: mỗi tệp chỉ ghi một văn bản; chuyển phần sau dấu “---” sang tệp khác
    ");
    insta::assert_snapshot!(error(format!("{LEAST}dia_danh: x\n")), @r"
    lỗi[khoa-lap]: mục “dia_danh” được ghi hai lần
     --> a.yaml:9:1
      |
    9 | dia_danh: x
      | ^^^^^^^^
      |
     ::: a.yaml:4:1
      |
    4 | dia_danh: Phường 2
      | -------- lần đầu ở đây
      |
      = cách sửa: giữ lại một mục, xóa mục kia
    ");
    insta::assert_snapshot!(error("nguoi_ky:\n\tho_ten: A\n"), @r"
    lỗi[cu-phap-yaml]: dùng dấu tab để thụt dòng
     --> a.yaml:2:1
      |
    2 |     ho_ten: A
      | ^^^^
      |
      = cách sửa: thay mỗi dấu tab bằng hai dấu cách; YAML không nhận dấu tab ở đầu dòng
    ");
    insta::assert_snapshot!(error("noi_dung: |\n\tabc\n"), @r"
    lỗi[cu-phap-yaml]: dùng dấu tab để thụt dòng
     --> a.yaml:2:1
      |
    2 |     abc
      | ^^^^
      |
      = cách sửa: thay mỗi dấu tab bằng hai dấu cách; YAML không nhận dấu tab ở đầu dòng
    ");
    insta::assert_snapshot!(error("trich_yeu: Kế hoạch: năm 2024\n"), @r#"
    lỗi[cu-phap-yaml]: nội dung của “trich_yeu” có dấu hai chấm
     --> a.yaml:1:20
      |
    1 | trich_yeu: Kế hoạch: năm 2024
      |                    ^
      |
      = cách sửa: đặt cả nội dung trong dấu ngoặc kép "…"; nếu sau đó là một mục mới, xuống dòng trước tên mục
    "#);
    insta::assert_snapshot!(error("trich_yeu: {{ so_lieu.a }} đồng\n"), @r#"
    lỗi[cu-phap-yaml]: nội dung bắt đầu bằng “{{” phải đặt trong dấu ngoặc kép
     --> a.yaml:1:12
      |
    1 | trich_yeu: {{ so_lieu.a }} đồng
      |            ^^
      |
      = cách sửa: viết "{{ … }}", hoặc viết xuống dòng dưới dấu “|”
    "#);
    insta::assert_snapshot!(error("trich_yeu: {{ so_lieu.a }}\n"), @r#"
    lỗi[cu-phap-yaml]: nội dung bắt đầu bằng “{{” phải đặt trong dấu ngoặc kép
     --> a.yaml:1:12
      |
    1 | trich_yeu: {{ so_lieu.a }}
      |            ^^
      |
      = cách sửa: viết "{{ … }}", hoặc viết xuống dòng dưới dấu “|”
    "#);
    insta::assert_snapshot!(error("trich_yeu: \"mở\nluu: a\n"), @r#"
    lỗi[cu-phap-yaml]: nội dung mở bằng dấu ngoặc kép " mà không có dấu đóng
     --> a.yaml:1:12
      |
    1 | trich_yeu: "mở
      |            ^
      |
      = cách sửa: thêm dấu đóng; nếu dấu ngoặc kép " thuộc nội dung, đặt cả nội dung trong '…', hoặc viết “…” cho dấu ngoặc kép nằm trong nội dung
    "#);
    insta::assert_snapshot!(error("luu: [a, b\ndia_danh: c\n"), @r#"
    lỗi[cu-phap-yaml]: nội dung mở bằng dấu ngoặc vuông “[” mà không có dấu đóng
     --> a.yaml:1:6
      |
    1 | luu: [a, b
      |      ^
      |
      = cách sửa: thêm dấu đóng; nếu dấu ngoặc vuông “[” thuộc nội dung, đặt cả nội dung trong dấu ngoặc kép "…"
    "#);
    insta::assert_snapshot!(error("mo_dau: **Đậm**\n"), @r#"
    lỗi[cu-phap-yaml]: nội dung bắt đầu bằng một ký tự có nghĩa riêng trong YAML
     --> a.yaml:1:9
      |
    1 | mo_dau: **Đậm**
      |         ^
      |
      = cách sửa: đặt cả nội dung trong dấu ngoặc kép "…"
    "#);
    insta::assert_snapshot!(error("mo_dau: !x y\n"), @r#"
    lỗi[cu-phap-yaml]: nội dung bắt đầu bằng dấu “!” là nhãn YAML không dùng được ở đây
     --> a.yaml:1:9
      |
    1 | mo_dau: !x y
      |         ^^^^
      |
      = cách sửa: bỏ dấu “!” hoặc đặt cả nội dung trong dấu ngoặc kép "…"
    "#);
    insta::assert_snapshot!(error("can_cu: &a [*a]\n"), @r"
    lỗi[cu-phap-yaml]: dấu “*” này trỏ lại chính phần đang chứa nó
     --> a.yaml:1:13
      |
    1 | can_cu: &a [*a]
      |             ^^
      |
      = cách sửa: ghi thẳng nội dung thay cho dấu “*”
    ");
    insta::assert_snapshot!(error("? [a]\n: b\n"), @r#"
    lỗi[cu-phap-yaml]: tên mục phải là chữ
     --> a.yaml:1:3
      |
    1 | ? [a]
      |   ^
      |
      = cách sửa: viết “tên_mục: nội dung”; nội dung bắt đầu bằng dấu ngoặc thì đặt trong "…"
    "#);
    insta::assert_snapshot!(error(": b\n"), @r#"
    lỗi[cu-phap-yaml]: tên mục phải là chữ
     --> a.yaml:1:1
      |
    1 | : b
      | ^
      |
      = cách sửa: viết “tên_mục: nội dung”; nội dung bắt đầu bằng dấu ngoặc thì đặt trong "…"
    "#);
    insta::assert_snapshot!(error("loai: ke-hoach\n  luu: VT\n"), @r#"
    lỗi[cu-phap-yaml]: dấu hai chấm ở chỗ này không đúng cú pháp YAML
     --> a.yaml:2:6
      |
    2 |   luu: VT
      |      ^
      |
      = cách sửa: nếu dấu hai chấm thuộc nội dung, đặt cả nội dung trong dấu ngoặc kép "…"; nếu là một mục mới, kiểm tra lại thụt dòng
    "#);
    insta::assert_snapshot!(error("loai: ke-hoach\nluu\n"), @"
    lỗi[cu-phap-yaml]: thiếu dấu hai chấm sau “luu”
     --> a.yaml:2:1
      |
    2 | luu
      | ^^^
      |
      = cách sửa: viết “luu:”, một dấu cách, rồi đến nội dung
    ");
    insta::assert_snapshot!(error("mo_dau: @a\n"), @r#"
    lỗi[cu-phap-yaml]: nội dung bắt đầu bằng một ký tự có nghĩa riêng trong YAML
     --> a.yaml:1:9
      |
    1 | mo_dau: @a
      |         ^
      |
      = cách sửa: đặt cả nội dung trong dấu ngoặc kép "…"
    "#);
}

#[test]
fn encoding_errors() {
    insta::assert_snapshot!(error(b"loai: ke-hoach\nluu: V\xd4\n"), @r"
    lỗi[khong-phai-utf8]: tệp “a.yaml” không phải là văn bản mã UTF-8
     --> a.yaml:2:7
      |
    2 | luu: V�
      |       ^
      |
      = cách sửa: mở tệp bằng trình soạn thảo, chọn “Lưu thành” (Save as) với mã (Encoding) UTF-8
    ");
    insta::assert_snapshot!(error(b"\xff\xfel\0o\0"), @r"
    lỗi[khong-phai-utf8]: tệp “a.yaml” không phải là văn bản mã UTF-8
    cách sửa: mở tệp bằng trình soạn thảo, chọn “Lưu thành” (Save as) với mã (Encoding) UTF-8
    ");
    insta::assert_snapshot!(error("luu: a\u{202e}b\0\n"), @r"
    lỗi[ky-tu-la]: ký tự ẩn U+202E không dùng được trong văn bản
     --> a.yaml:1:7
      |
    1 | luu: a�b␀
      |       ^
      |
      = cách sửa: xóa ký tự này rồi gõ lại chỗ đó; nó thường lẫn vào khi chép từ trang web hoặc PDF
    lỗi[ky-tu-la]: ký tự ẩn U+0000 không dùng được trong văn bản
     --> a.yaml:1:9
      |
    1 | luu: a�b␀
      |         ^
      |
      = cách sửa: xóa ký tự này rồi gõ lại chỗ đó; nó thường lẫn vào khi chép từ trang web hoặc PDF
    ");
    let mut large = LEAST.as_bytes().to_vec();
    large.resize(source::MAX_BYTES + 1, b'#');
    insta::assert_snapshot!(error(large), @r"
    lỗi[tep-qua-lon]: tệp “a.yaml” lớn hơn 8 MiB
    cách sửa: kiểm tra lại: tệp nội dung chỉ chứa chữ; hình ảnh và dữ liệu lớn để ở tệp khác
    ");
}
