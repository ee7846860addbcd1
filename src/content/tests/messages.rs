//! Messages about files that are YAML but not what they should be.

use super::*;

#[test]
fn symbol_of_a_letter() {
    let letter = with(
        "loai",
        "loai: cong-van\nkinh_gui: Sở Y tế\ndon_vi_soan_thao: VX\n",
    );
    assert_eq!(ok(&letter).symbol, "UBND-VX");
    assert_eq!(ok(&format!("{letter}ky_hieu: ABC\n")).symbol, "ABC");
    insta::assert_snapshot!(error(with("loai", "loai: cong-van\nkinh_gui: Sở Y tế\n")), @r"
    lỗi[thieu-muc]: thiếu mục “don_vi_soan_thao”
     --> a.yaml:8:1
      |
    8 | loai: cong-van
      | ^^^^
      |
      = cách sửa: thêm mục “don_vi_soan_thao”: Chữ viết tắt tên đơn vị soạn thảo, dùng trong ký hiệu công văn
    ");
}

#[test]
fn profile_errors() {
    let told = |all: &[(&str, &str)]| files(all).unwrap_err().to_string();
    let ring = format!("{PROFILE}ho_so: q.yaml\n");
    insta::assert_snapshot!(
        told(&[("d/a.yaml", SHORT), ("d/../p.yaml", &ring), ("d/../q.yaml", "ho_so: d/../p.yaml\n")]), @r"
        lỗi[ho-so-vong]: hồ sơ cơ quan dựa theo chính nó
          --> d/../q.yaml:1:8
           |
         1 | ho_so: d/../p.yaml
           |        ^^^^^^^^^^^
           |
          ::: d/../p.yaml:10:8
           |
        10 | ho_so: q.yaml
           |        ------ đã được gọi từ đây
           |
           = cách sửa: bỏ mục “ho_so” này hoặc ghi tên hồ sơ khác
        ");
    insta::assert_snapshot!(
        told(&[("d/a.yaml", SHORT), ("d/../p.yaml", &format!("{PROFILE}ho_so: p.yaml\n"))]), @r"
        lỗi[ho-so-vong]: hồ sơ cơ quan dựa theo chính nó
          --> d/../p.yaml:10:8
           |
        10 | ho_so: p.yaml
           |        ^^^^^^
           |
           = cách sửa: bỏ mục “ho_so” này hoặc ghi tên hồ sơ khác
        ");
    insta::assert_snapshot!(told(&[("d/a.yaml", SHORT)]), @r"
    lỗi[khong-doc-duoc]: không đọc được tệp “d/../p.yaml”
     --> d/a.yaml:2:8
      |
    2 | ho_so: ../p.yaml
      |        ^^^^^^^^^
      |
      = cách sửa: không có tệp này; kiểm tra lại tên tệp và thư mục chứa tệp
    ");
    insta::assert_snapshot!(
        told(&[("d/a.yaml", &format!("{SHORT}nguoi_ky: chutich\n")), ("d/../p.yaml", PROFILE)]), @r"
        lỗi[nguoi-ky-la]: hồ sơ cơ quan không có người ký “chutich”
         --> d/a.yaml:6:11
          |
        6 | nguoi_ky: chutich
          |           ^^^^^^^
          |
          = cách sửa: có phải là “chu-tich”?
        ");
    insta::assert_snapshot!(
        told(&[("d/a.yaml", SHORT), ("d/../p.yaml", "so: 1\nnguoi_ky: {a: {ho_ten: X}}\n")]), @r"
        lỗi[khoa-la]: không có mục nào tên “so”
         --> d/../p.yaml:1:1
          |
        1 | so: 1
          | ^^
          |
          = cách sửa: dùng một trong các tên: anh_dau, co_quan, co_quan_chu_quan, dia_chi, dia_danh, dien_thoai, don_vi_soan_thao, fax, ho_so, luu, moi_dong_la_doan, nguoi_ky, nguoi_ky_mac_dinh, noi_nhan, ten_co_quan, tham_quyen, the_thuc, thu_dien_tu, trang_thong_tin, tu_dien, van_ban_dien_tu, viet_tat
        lỗi[thieu-muc]: thiếu mục “nguoi_ky.a.chuc_vu”
         --> d/../p.yaml:2:12
          |
        2 | nguoi_ky: {a: {ho_ten: X}}
          |            ^
          |
          = cách sửa: thêm mục “nguoi_ky.a.chuc_vu”: Chức vụ, ví dụ CHỦ TỊCH
        lỗi[thieu-muc]: thiếu mục “co_quan”
         --> d/a.yaml:1:1
          |
        1 | loai: bao-cao
          | ^^^^
          |
          = cách sửa: thêm mục “co_quan”: Tên cơ quan ban hành văn bản
        lỗi[thieu-muc]: thiếu mục “dia_danh”
         --> d/a.yaml:1:1
          |
        1 | loai: bao-cao
          | ^^^^
          |
          = cách sửa: thêm mục “dia_danh”: Địa danh ghi trước ngày ban hành
        ");
    let long: Vec<(String, String)> = (0..9)
        .map(|i| (format!("d/../{i}.yaml"), format!("ho_so: {}.yaml\n", i + 1)))
        .collect();
    let first = SHORT.replace("p.yaml", "0.yaml");
    let mut all = vec![("d/a.yaml", first.as_str())];
    all.extend(long.iter().map(|(p, t)| (p.as_str(), t.as_str())));
    insta::assert_snapshot!(told(&all), @r"
    lỗi[ho-so-vong]: quá nhiều hồ sơ cơ quan dựa theo nhau
     --> d/../6.yaml:1:8
      |
    1 | ho_so: 7.yaml
      |        ^^^^^^
      |
      = cách sửa: gộp lại; nhiều nhất 7 hồ sơ
    ");
}

#[test]
fn shape_errors_are_told_all_at_once() {
    insta::assert_snapshot!(error("\
loai: kế hoạc
co_quann: UBND
dia_danh: {a: 1}
trich_yeu: ''
can_cu: [[x], y]
nguoi_ky: {ten: A}
xyz: 1
"), @r"
lỗi[loai-la]: không có loại văn bản “kế hoạc”
 --> a.yaml:1:7
  |
1 | loai: kế hoạc
  |       ^^^^^^^
  |
  = cách sửa: có phải là “ke-hoach”?
lỗi[khoa-la]: không có mục nào tên “co_quann”
 --> a.yaml:2:1
  |
2 | co_quann: UBND
  | ^^^^^^^^
  |
  = cách sửa: có phải là “co_quan”?
lỗi[sai-kieu]: mục “dia_danh” không thể là các mục con
 --> a.yaml:3:11
  |
3 | dia_danh: {a: 1}
  |           ^^^^^^
  |
  = cách sửa: ghi một đoạn chữ
lỗi[sai-kieu]: mục “can_cu, dòng 1” không thể là một danh sách
 --> a.yaml:5:10
  |
5 | can_cu: [[x], y]
  |          ^^^
  |
  = cách sửa: ghi một đoạn chữ
lỗi[khoa-la]: không có mục nào tên “ten” trong “nguoi_ky”
 --> a.yaml:6:12
  |
6 | nguoi_ky: {ten: A}
  |            ^^^
  |
  = cách sửa: dùng một trong các tên: anh_chu_ky, anh_dau, ben, chuc_vu, chuc_vu_khac, ho_ten, quyen_han
lỗi[thieu-muc]: thiếu mục “nguoi_ky.chuc_vu”
 --> a.yaml:6:1
  |
6 | nguoi_ky: {ten: A}
  | ^^^^^^^^
  |
  = cách sửa: thêm mục “nguoi_ky.chuc_vu”: Chức vụ, ví dụ CHỦ TỊCH
lỗi[thieu-muc]: thiếu mục “nguoi_ky.ho_ten”
 --> a.yaml:6:1
  |
6 | nguoi_ky: {ten: A}
  | ^^^^^^^^
  |
  = cách sửa: thêm mục “nguoi_ky.ho_ten”: Họ và tên
lỗi[khoa-la]: không có mục nào tên “xyz”
 --> a.yaml:7:1
  |
7 | xyz: 1
  | ^^^
  |
  = cách sửa: dùng một trong các tên: anh_dau, ban_hanh_kem_theo, bang, bieu_do, can_cu, co_quan, co_quan_chu_quan, dia_chi, dia_danh, dien_thoai, do_khan, do_mat, don_vi_soan_thao, du_thao, fax, hen_gio, ho_so, ket_thuc, kinh_gui, ky_hieu, lien_tich, loai, luu, mo_dau, moi_dong_la_doan, ngay_ban_hanh, nguoi_ky, nguoi_soan_thao, noi_dung, noi_nhan, pham_vi_luu_hanh, phu_luc, so, so_ban, so_lieu, ten_co_quan, tham_quyen, the_thuc, thu_dien_tu, trang_thong_tin, trich_yeu, tu_dien, van_ban_dien_tu, viet_tat
lỗi[thieu-muc]: thiếu mục “ngay_ban_hanh”
 --> a.yaml:1:1
  |
1 | loai: kế hoạc
  | ^^^^
  |
  = cách sửa: thêm mục “ngay_ban_hanh”: Ngày ban hành, ví dụ 05/01/2024; dự thảo có thể bỏ trống ngày: /01/2024
lỗi[thieu-muc]: thiếu mục “trich_yeu”
 --> a.yaml:4:1
  |
4 | trich_yeu: ''
  | ^^^^^^^^^
  |
  = cách sửa: thêm mục “trich_yeu”: Trích yếu nội dung văn bản
lỗi[thieu-muc]: thiếu mục “noi_dung”
 --> a.yaml:1:1
  |
1 | loai: kế hoạc
  | ^^^^
  |
  = cách sửa: thêm mục “noi_dung”: Nội dung văn bản (Markdown)
");
}

#[test]
fn value_errors() {
    insta::assert_snapshot!(error(with("so", "so: 12/KH-UBND\n")), @r"
    lỗi[so-sai]: “12/KH-UBND” không phải là số văn bản
     --> a.yaml:9:5
      |
    9 | so: 12/KH-UBND
      |     ^^^^^^^^^^
      |
      = cách sửa: chỉ ghi chữ số, ví dụ 08; phần ký hiệu sau dấu gạch chéo ghi ở mục “ky_hieu”
    ");
    insta::assert_snapshot!(error(with("so", "so: 00\n")), @r"
    lỗi[so-sai]: “00” không phải là số văn bản
     --> a.yaml:9:5
      |
    9 | so: 00
      |     ^^
      |
      = cách sửa: số văn bản bắt đầu từ 01; chưa có số thì bỏ trống
    ");
    insta::assert_snapshot!(error(with("ngay_ban_hanh", "ngay_ban_hanh: 30/02/2023\n")), @r"
    lỗi[ngay-sai]: không có ngày 30/02/2023
     --> a.yaml:8:16
      |
    8 | ngay_ban_hanh: 30/02/2023
      |                ^^
      |
      = cách sửa: tháng 2 năm 2023 có 28 ngày
    ");
    insta::assert_snapshot!(error(with("ngay_ban_hanh", "ngay_ban_hanh: 01/13/2024\n")), @r"
    lỗi[ngay-sai]: không có tháng “13”
     --> a.yaml:8:19
      |
    8 | ngay_ban_hanh: 01/13/2024
      |                   ^^
      |
      = cách sửa: tháng là số từ 1 đến 12; ghi theo thứ tự ngày/tháng/năm
    ");
    insta::assert_snapshot!(error(with("ngay_ban_hanh", "ngay_ban_hanh: 05//2024\n")), @r"
    lỗi[ngay-sai]: ngày ban hành có ngày mà thiếu tháng
     --> a.yaml:8:16
      |
    8 | ngay_ban_hanh: 05//2024
      |                ^^^^^^^^
      |
      = cách sửa: ghi thêm tháng, hoặc bỏ trống cả ngày và tháng
    ");
    insta::assert_snapshot!(error(with("ngay_ban_hanh", "ngay_ban_hanh: đầu năm\n")), @r"
    lỗi[ngay-sai]: “đầu năm” không phải là ngày tháng
     --> a.yaml:8:16
      |
    8 | ngay_ban_hanh: đầu năm
      |                ^^^^^^^
      |
      = cách sửa: ghi ngày/tháng/năm, ví dụ 05/01/2024; dự thảo có thể bỏ trống ngày: /01/2024
    ");
    insta::assert_snapshot!(error(with("ngay_ban_hanh", "ngay_ban_hanh: {ngay: 32, nam: 2024}\n")), @r"
    lỗi[ngay-sai]: không có ngày “32”
     --> a.yaml:8:23
      |
    8 | ngay_ban_hanh: {ngay: 32, nam: 2024}
      |                       ^^
      |
      = cách sửa: ngày là số từ 1 đến 31
    ");
    insta::assert_snapshot!(error(with("so_lieu", "so_lieu: {ma: 123456789012345678901234567890}\n")), @r#"
    lỗi[so-qua-dai]: số này dài quá 28 chữ số
     --> a.yaml:9:15
      |
    9 | so_lieu: {ma: 123456789012345678901234567890}
      |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = cách sửa: nếu là mã số chứ không phải số để tính, đặt trong dấu ngoặc kép "…"
    "#);
    insta::assert_snapshot!(error(with("nguoi_ky", "nguoi_ky: A\n")), @r"
    lỗi[nguoi-ky-la]: hồ sơ cơ quan không có người ký “A”
     --> a.yaml:8:11
      |
    8 | nguoi_ky: A
      |           ^
      |
      = cách sửa: ghi người ký gồm quyen_han, chuc_vu, ho_ten, hoặc ghi những người ký vào hồ sơ cơ quan
    ");
    insta::assert_snapshot!(error(with("dia_danh", "dia_danh: \"a\\u0007\"\n")), @r#"
    lỗi[ky-tu-la]: ký tự ẩn U+0007 không dùng được trong văn bản
     --> a.yaml:8:11
      |
    8 | dia_danh: "a\u0007"
      |           ^^^^^^^^^
      |
      = cách sửa: xóa ký tự này rồi gõ lại chỗ đó; nó thường lẫn vào khi chép từ trang web hoặc PDF
    "#);
    insta::assert_snapshot!(error(with("the_thuc", "the_thuc: {a: [1]}\n")), @r"
    lỗi[sai-kieu]: mục “the_thuc.a” không thể là một danh sách
     --> a.yaml:9:15
      |
    9 | the_thuc: {a: [1]}
      |               ^^^
      |
      = cách sửa: ghi một đoạn chữ hoặc các mục con dạng “tên: nội dung”
    ");
}

#[test]
fn warning_for_a_blank_item() {
    let loaded = from_text("a.yaml", &format!("{LEAST}noi_nhan:\n  - A\n  -\n  - B\n")).unwrap();
    assert_eq!(strings(&loaded.content.recipients), ["A", "B"]);
    insta::assert_snapshot!(crate::diagnostic::render(&loaded.warnings, crate::diagnostic::Rendering::Plain), @r"
    lưu ý[dong-trong]: mục “noi_nhan” có một dòng trống
      --> a.yaml:11:3
       |
    11 |   -
       |   ^
       |
       = cách sửa: ghi nội dung cho dòng này hoặc xóa dấu gạch đầu dòng
    ");
}
