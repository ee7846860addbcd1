//! Messages and their places; bounds.

use super::*;
use std::time::Instant;

#[test]
fn faults_stand_at_their_place() {
    let shown: Vec<String> = [
        "Chi {{ so_lieu.chii.thuc_hien | tien }}",
        "Chi {{ so_lieu.chi.thuc_hienn }}",
        "Đạt {{ 5 | phan_tram(tren=so_lieu.khong) }}",
        "Đạt {{ so_lieu.khom | tien }}",
        "Đạt {{ so_lieu.trong | tien }}",
        "Đạt {{ 5 | phan_tram(tren=so_lieuu.x) }}",
        "Đạt {{ so_lieu.ty_le + 1 }}",
        "Đạt {{ so_lieu.chi }}",
        "Đạt {{ 5 | tienn }}",
        "Đạt {{ 5 | tien(don=1) }}",
        "Đạt {{ dia_dan }}",
        "Đạt {{ 1 / 3 }}",
        "Đạt {{ so_lieu.x",
        "{% if so_lieu.khong %}a",
        "{% for m in so_lieu.thu %}{{ m.tenn }}{% endfor %}",
        "{% set x = 1 %}",
        "{{ [x for x in so_lieu.thu] }}",
        "{{ 5 5 }}",
        "{{ số }}",
    ]
    .into_iter()
    .map(expanded)
    .collect();
    insta::assert_snapshot!(shown.join("\n"), @r##"
    lỗi[so-lieu-la]: không có số liệu `so_lieu.chii`
     --> ke-hoach.yaml:2:10
      |
    2 |   Chi {{ so_lieu.chii.thuc_hien | tien }}
      |          ^^^^^^^^^^^^^^^^^^^^^^
      |
      = cách sửa: có phải là `so_lieu.chi`?

    lỗi[so-lieu-la]: không có số liệu `so_lieu.chi.thuc_hienn`
     --> ke-hoach.yaml:2:10
      |
    2 |   Chi {{ so_lieu.chi.thuc_hienn }}
      |          ^^^^^^^^^^^^^^^^^^^^^^
      |
      = cách sửa: có phải là `so_lieu.chi.thuc_hien`?

    lỗi[chia-cho-khong]: không chia được cho 0
     --> ke-hoach.yaml:2:14
      |
    2 |   Đạt {{ 5 | phan_tram(tren=so_lieu.khong) }}
      |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = cách sửa: xem lại số dùng làm mốc so sánh, hoặc bỏ phép tính này khi mốc bằng 0

    lỗi[so-lieu-sai]: “Khóm 1” không phải là số
     --> ke-hoach.yaml:2:10
      |
    2 |   Đạt {{ so_lieu.khom | tien }}
      |          ^^^^^^^^^^^^
      |
      = cách sửa: ghi số bằng chữ số, không có dấu chấm ngăn hàng nghìn, ví dụ 7512469825 hoặc 94.58

    lỗi[so-lieu-sai]: số liệu này chưa có giá trị
     --> ke-hoach.yaml:2:10
      |
    2 |   Đạt {{ so_lieu.trong | tien }}
      |          ^^^^^^^^^^^^^
      |
      = cách sửa: ghi số cho số liệu này, hoặc bọc chỗ này trong `{% if … %} … {% endif %}`

    lỗi[so-lieu-la]: không có `so_lieuu.x`
     --> ke-hoach.yaml:2:29
      |
    2 |   Đạt {{ 5 | phan_tram(tren=so_lieuu.x) }}
      |                             ^^^^^^^^^^
      |
      = cách sửa: có phải là `so_lieu`?

    lỗi[mau-loi]: chỉ cộng được hai số nguyên; đây là chữ và số nguyên
     --> ke-hoach.yaml:2:10
      |
    2 |   Đạt {{ so_lieu.ty_le + 1 }}
      |          ^^^^^^^^^^^^^
      |
      = cách sửa: ghép chữ bằng `~`; cộng số có phần lẻ bằng `{{ [a, b] | tong }}`

    lỗi[so-lieu-sai]: đây là cả một nhóm, không in ra thành chữ được
     --> ke-hoach.yaml:2:10
      |
    2 |   Đạt {{ so_lieu.chi }}
      |          ^^^^^^^^^^^
      |
      = cách sửa: chọn một mục bên trong (`.ten_khoa`), hoặc lặp qua bằng `{% for … %}`

    lỗi[loc-la]: không có bộ lọc `tienn`
     --> ke-hoach.yaml:2:14
      |
    2 |   Đạt {{ 5 | tienn }}
      |              ^^^^^
      |
      = cách sửa: có phải là `tien`?

    lỗi[so-lieu-sai]: bộ lọc `tien` không có tham số `don`
     --> ke-hoach.yaml:2:14
      |
    2 |   Đạt {{ 5 | tien(don=1) }}
      |              ^^^^^^^^^^^
      |
      = cách sửa: `tien` có: don_vi

    lỗi[so-lieu-la]: không có `dia_dan`
     --> ke-hoach.yaml:2:10
      |
    2 |   Đạt {{ dia_dan }}
      |          ^^^^^^^
      |
      = cách sửa: có phải là `dia_danh`?

    lỗi[the-cam]: không dùng phép chia `/` được, vì kết quả không chính xác
     --> ke-hoach.yaml:2:12
      |
    2 |   Đạt {{ 1 / 3 }}
      |            ^
      |
      = cách sửa: tính tỷ lệ bằng `{{ a | phan_tram(tren=b) }}`; chia lấy phần nguyên bằng `//`

    lỗi[the-sai]: thẻ `{{` chưa đóng
     --> ke-hoach.yaml:2:7
      |
    2 |   Đạt {{ so_lieu.x
      |       ^^
      |
      = cách sửa: thêm `}}` vào cuối thẻ, và xem dấu nháy trong thẻ đã đủ đôi chưa

    lỗi[the-sai]: thẻ bị cắt giữa chừng, hoặc thiếu thẻ đóng
     --> ke-hoach.yaml:2:25
      |
    2 |   {% if so_lieu.khong %}a
      |                         ^
      |
      = cách sửa: thêm phần còn thiếu: `{% endif %}` cho `if`, `{% endfor %}` cho `for`

    lỗi[so-lieu-la]: không có `m.tenn`
     --> ke-hoach.yaml:2:32
      |
    2 |   {% for m in so_lieu.thu %}{{ m.tenn }}{% endfor %}
      |                                ^^^^^^
      |
      = cách sửa: xem lại tên, hoặc ghi giá trị này vào tệp nội dung

    lỗi[the-cam]: không dùng được thẻ `{% set %}` trong nội dung
     --> ke-hoach.yaml:2:3
      |
    2 |   {% set x = 1 %}
      |   ^^^^^^^^^^^^^^^
      |
      = cách sửa: trong tệp nội dung chỉ dùng {{ … }}, if/elif/else/endif, for/endfor, raw/endraw và ghi chú {# … #}; phần khác viết trong tệp mẫu

    lỗi[the-cam]: không dùng `for` trong biểu thức được
     --> ke-hoach.yaml:2:9
      |
    2 |   {{ [x for x in so_lieu.thu] }}
      |         ^^^
      |
      = cách sửa: dùng thẻ `{% for … %} … {% endfor %}`

    lỗi[the-sai]: gặp số nguyên ở chỗ phải là )
     --> ke-hoach.yaml:2:8
      |
    2 |   {{ 5 5 }}
      |        ^
      |
      = cách sửa: xem lại cách viết trong thẻ này

    lỗi[the-sai]: gặp ký tự không hiểu được trong thẻ
     --> ke-hoach.yaml:2:7
      |
    2 |   {{ số }}
      |       ^
      |
      = cách sửa: tên chỉ gồm chữ không dấu, số và `_`; chữ có dấu phải đặt trong dấu nháy
    "##);
}

#[test]
fn nothing_runs_without_end() {
    let started = Instant::now();
    let texts = [
        "{% for i in range(end=1000000000) %}{% endfor %}",
        "{% for i in range(end=1000) %}{% for j in range(end=1000) %}{% for k in range(end=1000) %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for i in range(end=100000) %}{{ \"dài dài dài dài\" | indent(width=1000, first=true) | replace(from=\" \", to=\"          \") }}{% endfor %}",
        "{{ \"aaaaaaaaaaaaaaaa\" | replace(from=\"a\", to=\"aaaaaaaaaaaaaaaa\") | replace(from=\"a\", to=\"aaaaaaaaaaaaaaaa\") | replace(from=\"a\", to=\"aaaaaaaaaaaaaaaa\") | replace(from=\"a\", to=\"aaaaaaaaaaaaaaaa\") | replace(from=\"a\", to=\"aaaaaaaaaaaaaaaa\") | replace(from=\"a\", to=\"aaaaaaaaaaaaaaaa\") }}",
    ];
    let mut shown: Vec<String> = texts.into_iter().map(expanded).collect();
    let files = [
        "{% component de_quy() %}{{ <de_quy/> }}{{ <de_quy/> }}{% endcomponent de_quy %}{{ <de_quy/> }}",
        "{% component doi(x) %}{{ <doi x={x ~ x ~ x ~ x}/> }}{% endcomponent doi %}{{ <doi x=\"dài dài dài dài\"/> }}",
        "{% set_global s = \"aaaaaaaaaa\" %}{% for i in range(end=100) %}{% set_global s = s ~ s %}{% endfor %}",
        "{% set x %}{% for i in range(end=100000) %}{% for j in range(end=9) %}dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài{% endfor %}{% endfor %}{% endset %}",
    ];
    shown.extend(files.into_iter().map(run_file));
    insta::assert_snapshot!(shown.join("\n"), @r##"
    lỗi[vuot-muc]: `range` quá dài (hơn 100.000 số)
     --> ke-hoach.yaml:2:15
      |
    2 |   {% for i in range(end=1000000000) %}{% endfor %}
      |               ^^^^^^^^^^^^^^^^^^^^^
      |
      = cách sửa: ghi `end` nhỏ hơn

    lỗi[vuot-muc]: vòng lặp chạy quá lâu, đã dừng sau một triệu bước
     --> ke-hoach.yaml:2:33
      |
    2 |   {% for i in range(end=1000) %}{% for j in range(end=1000) %}{% for k in range(end=1000) %}{% endfor %}{% endfor %}{% endfor %}
      |                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = cách sửa: giảm số lần lặp, hoặc bớt vòng lặp lồng nhau

    lỗi[vuot-muc]: văn bản sinh ra quá dài, đã dừng ở 64 MiB
     --> ke-hoach.yaml:2:1
      |
    2 |   {% for i in range(end=100000) %}{{ "dài dài dài dài" | indent(width=1000, first=true) | replace(from=" ", to="          ") }}{% endfor %}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = cách sửa: giảm số lần lặp, hoặc bớt nội dung in trong vòng lặp

    lỗi[vuot-muc]: giá trị này quá lớn (hơn 8 MiB)
     --> ke-hoach.yaml:2:199
      |
    2 | ...| replace(from="a", to="aaaaaaaaaaaaaaaa") | replace(from="a", to="aaaaaaaaaaaaaaaa") | replace(from="a", to="aaaaaaaaaaaaaaaa") }}
      |                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = cách sửa: chia nhỏ giá trị, hoặc bớt lần ghép chữ

    lỗi[mau-loi]: thành phần gọi chính nó quá sâu
     --> mau.xml:1:1
      |
    1 | {% component de_quy() %}{{ <de_quy/> }}{{ <de_quy/> }}{% endcomponent de_quy %}{{ <de_quy/> }}
      | ^
      |
      = cách sửa: thêm điều kiện dừng cho thành phần này
    lỗi[vuot-muc]: giá trị này quá lớn (hơn 8 MiB)
     --> mau.xml:1:1
      |
    1 | {% component doi(x) %}{{ <doi x={x ~ x ~ x ~ x}/> }}{% endcomponent doi %}{{ <doi x="dài dài dài dài"/> }}
      | ^^^^^^^^^^^^^^^^^^^^^^
      |
      = cách sửa: chia nhỏ giá trị, hoặc bớt lần ghép chữ
    lỗi[vuot-muc]: giá trị này quá lớn (hơn 8 MiB)
     --> mau.xml:1:63
      |
    1 | {% set_global s = "aaaaaaaaaa" %}{% for i in range(end=100) %}{% set_global s = s ~ s %}{% endfor %}
      |                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = cách sửa: chia nhỏ giá trị, hoặc bớt lần ghép chữ
    lỗi[vuot-muc]: văn bản sinh ra quá dài, đã dừng ở 64 MiB
     --> mau.xml:1:44
      |
    1 | {% set x %}{% for i in range(end=100000) %}{% for j in range(end=9) %}dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài...
      |                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = cách sửa: giảm số lần lặp, hoặc bớt nội dung in trong vòng lặp
    "##);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn faults_in_template_files() {
    let shown: Vec<String> = [
        "<document>\n{{ nguoi_ky.ten }}</document>",
        "<document>\n  {% if %}</document>",
        "<document>\n{% include \"khong-co.xml\" %}</document>",
        "{% extends \"khong-co.xml\" %}",
        "{% extends \"base.xml\" %}\n{% block la %}{% endblock la %}",
        "<a>{% for x in can_cu %}\n {%- if x > 5 %}{% endif %}{% endfor %}</a>",
        "<a>{{ <khong_co/> }}</a>",
        "<a>{{ __tera_context }}</a>",
    ]
    .into_iter()
    .map(run_file)
    .collect();
    insta::assert_snapshot!(shown.join("\n"), @r##"
    lỗi[so-lieu-la]: không có `nguoi_ky.ten`
     --> mau.xml:2:4
      |
    2 | {{ nguoi_ky.ten }}</document>
      |    ^^^^^^^^^^^^
      |
      = cách sửa: xem lại tên, hoặc ghi giá trị này vào tệp nội dung
    lỗi[the-sai]: gặp `%}` ở chỗ phải là một giá trị
     --> mau.xml:2:9
      |
    2 |   {% if %}</document>
      |         ^^
      |
      = cách sửa: ghi tên số liệu, số, hoặc chữ trong dấu nháy
    lỗi[mau-loi]: không có tệp mẫu `khong-co.xml`
     --> mau.xml:2:12
      |
    2 | {% include "khong-co.xml" %}</document>
      |            ^
      |
      = cách sửa: xem lại tên tệp trong `{% include %}`
    lỗi[mau-loi]: mẫu `mau.xml` kế thừa từ `khong-co.xml`, nhưng không có tệp mẫu đó
     --> mau.xml:1:13
      |
    1 | {% extends "khong-co.xml" %}
      |             ^^^^^^^^^^^^
      |
      = cách sửa: xem lại tên tệp trong `{% extends %}`
    lỗi[mau-loi]: khối `la` không có trong mẫu gốc
     --> mau.xml:2:10
      |
    2 | {% block la %}{% endblock la %}
      |          ^
      |
      = cách sửa: khai báo khối này trong mẫu được `extends`, hoặc bỏ nó ở đây
    lỗi[so-lieu-sai]: “Căn cứ A” không phải là số
     --> mau.xml:2:9
      |
    2 |  {%- if x > 5 %}{% endif %}{% endfor %}</a>
      |         ^
      |
      = cách sửa: ghi số bằng chữ số, không có dấu chấm ngăn hàng nghìn, ví dụ 7512469825 hoặc 94.58
    lỗi[mau-loi]: không có thành phần `khong_co`
     --> mau.xml:1:7
      |
    1 | <a>{{ <khong_co/> }}</a>
      |       ^
      |
      = cách sửa: xem lại tên, hoặc khai báo bằng `{% component … %}`
    lỗi[the-cam]: tên `__tera_context` dành riêng cho chương trình
     --> mau.xml:1:7
      |
    1 | <a>{{ __tera_context }}</a>
      |       ^^^^^^^^^^^^^^
      |
      = cách sửa: đặt tên khác, không bắt đầu bằng hai gạch dưới
    "##);
}

#[test]
fn a_quoted_filter_name_keeps_its_marks() {
    for name in ["tiền", "định_dạng", "số_tiền2"] {
        for call in ["", "(a=1)"] {
            let text = format!("Đạt {{{{ 5 | {name}{call} }}}}");
            let told = expanded(&text);
            assert!(
                told.contains(&format!("không có bộ lọc `{name}`")),
                "{told}"
            );
            assert_eq!(told.matches("lỗi[").count(), 1, "{told}");
        }
    }
}

#[test]
fn a_template_holds_no_signs_of_ours() {
    for sign in ['\u{1}', '\u{4}', '\u{e}', '\u{13}', '\u{1f}'] {
        let told = run_file(&format!("<a>\n  ă{sign}</a>"));
        let code = u32::from(sign);
        assert!(told.contains(&format!("ký tự ẩn U+{code:04X}")), "{told}");
        assert!(told.contains("mau.xml:2:4"), "{told}");
    }
    assert_eq!(
        run_file("<a>\r\n\t</a>"),
        "<a>\r\n\t</a>".replace("\r\n", "\n")
    );
}
