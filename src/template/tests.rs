//! Tests of the stage as a whole; the parts of a test's content are made by hand here.

mod appendices;
mod documents;
mod faults;

use super::*;
use crate::{
    content::{IssueDate, Signatory, Text},
    data::DataFile,
    diagnostic::{Place, Source},
    figures::{Figure, Figures},
    markdown::tests::with_known,
};
use std::{fs, sync::Arc};

/// Renders with the program's own data.
fn render(content: &Content, templates: &Templates) -> Result<Rendered> {
    with_known(|known| {
        let known = Known {
            shelf: Some(&content.pictures.illustrations),
            ..known
        };
        super::render(content, templates, known)
    })
}

/// Expands the texts of a document.
fn expand_all<'c>(
    content: &'c Content,
    rendering: &mut guard::Engine,
) -> Result<expand::Expanded<'c>> {
    with_known(|known| expand::expand(content, known, rendering))
}

/// A content file made of parts; every text of it stands somewhere in `source`.
struct Maker {
    source: Arc<Source>,
}

impl Maker {
    fn new(yaml: &str) -> Self {
        Self {
            source: Source::new("ke-hoach.yaml", yaml),
        }
    }

    /// A flow text: found in the source where it first stands.
    fn text(&self, text: &str) -> Text {
        let start = self.source.text.find(text).unwrap_or(0);
        Text {
            text: text.to_owned(),
            place: Place::new(&self.source, start..start + text.len()),
            indent: 0,
        }
    }

    /// The block scalar after `key: |`, indented by two.
    fn block(&self, key: &str) -> Text {
        let head = format!("{key}: |\n");
        let start = self.source.text.find(&head).unwrap() + head.len();
        let lines: Vec<&str> = self.source.text[start..]
            .split('\n')
            .take_while(|line| line.is_empty() || line.starts_with("  "))
            .collect();
        let len = lines.join("\n").len();
        Text {
            text: lines
                .iter()
                .map(|line| line.strip_prefix("  ").unwrap_or(""))
                .collect::<Vec<_>>()
                .join("\n"),
            place: Place::new(&self.source, start..start + len),
            indent: 2,
        }
    }

    fn texts(&self, texts: &[&str]) -> Vec<Text> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    /// As the YAML gives it.
    fn number(&self, digits: &str) -> Figure {
        let value = digits.parse().unwrap();
        Figure::Number {
            value,
            shown: match digits.starts_with('0') && digits != "0" {
                true => digits.to_owned(),
                false => crate::figures::bare(value),
            },
        }
    }

    fn map(&self, entries: Vec<(&str, Figure)>) -> Figure {
        Figure::Map(
            entries
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value, Place::new(&self.source, 0..0)))
                .collect(),
        )
    }

    fn list(&self, items: Vec<Figure>) -> Figure {
        Figure::List(
            items
                .into_iter()
                .map(|item| (item, Place::new(&self.source, 0..0)))
                .collect(),
        )
    }

    fn figures(&self) -> Figure {
        let n = |digits| self.number(digits);
        self.map(vec![
            (
                "chi",
                self.map(vec![
                    ("thuc_hien", n("7512469825")),
                    ("du_toan", n("7942500000")),
                ]),
            ),
            ("ty_le", n("9.50")),
            ("ty_le_khac", n("10.5")),
            ("cong_trinh", n("07")),
            ("khong", n("0")),
            ("trong", Figure::Blank),
            ("khom", Figure::Text("Khóm 1".into())),
            ("lon", n("79228162514264337593543950335")),
            (
                "thu",
                self.list(vec![
                    self.map(vec![
                        ("ten", Figure::Text("Thuế".into())),
                        ("so_tien", n("10.5")),
                    ]),
                    self.map(vec![
                        ("ten", Figure::Text("Phí".into())),
                        ("so_tien", n("9.25")),
                    ]),
                ]),
            ),
        ])
    }

    fn content(&self, body: Text) -> Content {
        Content {
            fingerprint: crate::fingerprint::Fingerprint::of(b""),
            sources: vec![Arc::clone(&self.source)],
            kind: crate::content::Kinds::builtin()
                .unwrap()
                .find("ke-hoach")
                .unwrap()
                .clone(),
            superior: self.texts(&["ỦY BAN NHÂN DÂN THÀNH PHỐ"]),
            agency: self.texts(&["ỦY BAN NHÂN DÂN", "PHƯỜNG 2"]),
            number: None,
            symbol: "KH-UBND".into(),
            typed_symbol: None,
            abbreviation: None,
            place: Some(self.text("Phường 2")),
            date: Some(IssueDate {
                day: None,
                month: Some(1),
                year: 2024,
                place: Place::new(&self.source, 0..0),
            }),
            subject: self.texts(&["Phát triển kinh tế - xã hội năm 2024"]),
            addressees: vec![],
            authority: vec![],
            bases: self.texts(&["Căn cứ A", "Căn cứ B năm 2024."]),
            opening: None,
            body: Some(body),
            closing: None,
            by_line: false,
            recipients: self.texts(&["TT/Đảng ủy, TT/HĐND Phường", "Trưởng 04 Khóm;"]),
            archive: Some(self.text("VT, VPTK")),
            marks: crate::content::Marks::default(),
            address: crate::content::Address::default(),
            joint: vec![],
            signatories: vec![Signatory {
                party: vec![],
                capacity: self.texts(&["TM. ỦY BAN NHÂN DÂN"]),
                title: self.texts(&["CHỦ TỊCH"]),
                office: vec![],
                name: self.text("Hồ Lê Hoàng Khoa"),
                sealed: true,
            }],
            own: vec![],
            tables: Vec::new(),
            figures: Figures(self.figures()),
            row: None,
            pictures: crate::content::Pictures::default(),
            attached: vec![],
            appendices: vec![],
            agency_name: None,
            electronic: false,
            own_words: vec![],
            measures: vec![],
        }
    }
}

/// The expanded text of a one-line body, or the diagnostics.
fn expanded(line: &str) -> String {
    let maker = Maker::new(&format!("noi_dung: |\n  {line}\n"));
    let content = maker.content(maker.block("noi_dung"));
    match Templates::builtin().begin(|rendering| expand_all(&content, rendering)) {
        Ok(lines) => plain(body(&lines).text.trim_end()),
        Err(diagnostics) => diagnostics.to_string(),
    }
}

/// A text of Markdown with the signs of its values as they are.
fn plain(text: &str) -> String {
    let stand_in = |c: char| {
        let mut signs = (0..=0xff).filter_map(char::from_u32);
        signs.find(|sign| crate::markdown::hidden(*sign) == c)
    };
    text.chars().map(|c| stand_in(c).unwrap_or(c)).collect()
}

fn rendered(content: &Content) -> String {
    match render(content, &Templates::builtin()) {
        Ok(rendered) => rendered.markup,
        Err(diagnostics) => diagnostics.to_string(),
    }
}

#[test]
fn filters() {
    for (line, expected) in [
        ("{{ so_lieu.chi.thuc_hien | tien }}", "7.512.469.825 đồng"),
        ("{{ so_lieu.chi.thuc_hien }}", "7.512.469.825"),
        (
            "{{ so_lieu.cong_trinh }}, {{ so_lieu.cong_trinh | dem }}",
            "07, 07",
        ),
        (
            "{{ so_lieu.lon }} {{ so_lieu.ty_le }}",
            "79.228.162.514.264.337.593.543.950.335 9,50",
        ),
        (
            "{{ so_lieu.chi.thuc_hien | phan_tram(tren=so_lieu.chi.du_toan) }}%",
            "94,59%",
        ),
        (
            "{{ so_lieu.chi.thuc_hien | phan_tram(tren=so_lieu.chi.du_toan, lam_tron=\"cat_bot\") }}%",
            "94,58%",
        ),
        ("{{ 4 | phan_tram(tren=7, le=1) }}", "57,1"),
        ("{{ 110 | tang_truong(so_voi=\"100.0\") }}", "10"),
        (
            "{{ so_lieu.ty_le_khac | hieu(tru=so_lieu.ty_le) | so }}",
            "1",
        ),
        ("{{ so_lieu.thu | tong(theo=\"so_tien\") | so }}", "19,75"),
        ("{{ [1, 2, \"0.5\"] | tong | so }}", "3,5"),
        ("{{ so_lieu.thu | dem }} nguồn", "02 nguồn"),
        ("{{ 14 | la_ma }}", "XIV"),
        (
            "{{ 21 | chu }} {{ 1005 | chu(hoa=true) }}",
            "hai mươi mốt Một nghìn không trăm linh năm",
        ),
        ("{{ \"2024-01-05\" | ngay }}", "ngày 05 tháng 01 năm 2024"),
        (
            "{{ dia_danh }}: {{ ky_hieu }}, {{ co_quan }}",
            "Phường 2: KH-UBND, ỦY BAN NHÂN DÂN PHƯỜNG 2",
        ),
        ("{{ so_lieu.khom | upper }}", "KHÓM 1"),
        ("{{ \"2.3451\" | round(precision=2) }}", "2,35"),
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
    ] {
        assert_eq!(expanded(line), expected, "{line}");
    }
}

#[test]
fn comparisons_are_exact() {
    for (condition, expected) in [
        ("so_lieu.ty_le < so_lieu.ty_le_khac", true),
        ("so_lieu.ty_le > so_lieu.ty_le_khac", false),
        ("so_lieu.ty_le >= \"9.5\"", true),
        ("so_lieu.ty_le == \"9.5\"", true),
        (
            "so_lieu.chi.thuc_hien > 5 and so_lieu.chi.thuc_hien<so_lieu.chi.du_toan",
            true,
        ),
        ("not so_lieu.ty_le > 10", true),
        ("so_lieu.chi.thuc_hien + 1 == 7512469826", true),
        ("(so_lieu.thu | length) * 2 >= 4", true),
        ("so_lieu.khom == \"Khóm 1\"", true),
        ("so_lieu.khom != 'Khóm 2'", true),
        ("\"007\" == \"7\"", false),
        ("-1 < \"-0.5\"", true),
        ("[1, 2][0] < 2", true),
    ] {
        let line = format!("{{% if {condition} %}}true{{% else %}}false{{% endif %}}");
        assert_eq!(expanded(&line), expected.to_string(), "{condition}");
    }
    assert!(expanded("{% if so_lieu.khom > 5 %}{% endif %}").contains("không phải là số"));
}

#[test]
fn sorting_is_by_value() {
    assert_eq!(
        expanded(
            "{% for m in so_lieu.thu | sort(attribute=\"so_tien\") %}{{ m.ten }} {% endfor %}"
        ),
        "Phí Thuế"
    );
}

#[test]
fn lines_know_where_they_came_from() {
    let maker = Maker::new(
        "noi_dung: |\n  Mở đầu\n\n  {% for m in so_lieu.thu %}\n  - {{ m.ten }}\n  {% endfor %}\n  {% if so_lieu.khong == 0 %}Không{% else %}Có{% endif %}\n    Thụt {# ghi\n  chú #}\n  {{ so_lieu.khom }} cuối\n",
    );
    let content = maker.content(maker.block("noi_dung"));
    let lines = Templates::builtin()
        .begin(|rendering| expand_all(&content, rendering))
        .unwrap();
    let mut start = 0;
    let shown = body(&lines).text.split('\n').map(|text| {
        let range = start..start + text.len();
        start = range.end + 1;
        let (line, column) = place(body(&lines), range);
        format!("{line}:{column} {text:?}")
    });
    let shown: Vec<String> = shown.collect();
    insta::assert_snapshot!(shown.join("\n"), @r##"
    2:3 "Mở đầu"
    3:1 ""
    5:3 "- Thuế"
    5:3 "- Phí"
    7:30 "Không"
    8:3 "  Thụt "
    10:3 "Khóm 1 cuối"
    11:1 ""
    "##);
}

#[test]
fn loops_do_not_tear_tables_apart() {
    let maker = Maker::new(
        "noi_dung: |\n  | Tên | Số |\n  |---|---|\n  {# các nguồn #}\n  {% for m in so_lieu.thu %}\n    {% if m.ten %}\n  | {{ m.ten }} | {{ m.so_tien | so }} |\n    {% endif %}\n  {% endfor %} \n  {% if false %}\n  x\n  {% endif %}{% raw %}\n  {% endraw %}\n  Hết\n",
    );
    let content = maker.content(maker.block("noi_dung"));
    let lines = Templates::builtin()
        .begin(|rendering| expand_all(&content, rendering))
        .unwrap();
    assert_eq!(
        plain(&body(&lines).text),
        "| Tên | Số |\n|---|---|\n| Thuế | 10,5 |\n| Phí | 9,25 |\nHết\n"
    );
    let end = body(&lines).text.find("Hết").unwrap();
    assert_eq!(place(body(&lines), end..end + 1), (14, 3));
}

/// Line and column of a range of an expanded text.
fn body<'l>(lines: &'l expand::Expanded<'_>) -> &'l expand::Line {
    lines.body.as_ref().unwrap()
}

fn place(line: &expand::Line, range: std::ops::Range<usize>) -> (usize, usize) {
    let place = line.map.place(&line.text, range);
    place.source.line_column(place.range.start)
}

/// Templates of a user, by name and text.
fn with_files(files: &[(&str, &str)]) -> Result<Templates> {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(dir.path().join(name), text).unwrap();
    }
    Templates::with_dir(dir.path())
}

fn run_file(text: &str) -> String {
    let maker = Maker::new("noi_dung: |\n  {{ so_lieu.khom }}\n");
    let mut content = maker.content(maker.block("noi_dung"));
    content.kind.template = "mau.xml".into();
    let shown = match with_files(&[("mau.xml", text)]).and_then(|t| render(&content, &t)) {
        Ok(rendered) => rendered.markup,
        Err(diagnostics) => diagnostics.to_string(),
    };
    // The folder's name differs each time.
    shown
        .lines()
        .map(|line| match (line.find("/"), line.find("mau.xml")) {
            (Some(from), Some(to)) if line.contains("-->") => {
                format!("{}{}", &line[..from], &line[to..])
            }
            _ => line.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn folders() {
    assert!(Templates::with_dir(std::path::Path::new("/khong/co")).is_err());
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.xml"), b"\xff\xfe").unwrap();
    let error = Templates::with_dir(dir.path()).unwrap_err();
    assert!(error.0[0].message.contains("không phải mã UTF-8"));
    fs::remove_file(dir.path().join("a.xml")).unwrap();
    #[cfg(unix)]
    {
        // What cannot be read is not passed over for the built-in template.
        std::os::unix::fs::symlink("named.xml", dir.path().join("named.xml")).unwrap();
        let error = Templates::with_dir(dir.path()).unwrap_err();
        assert!(error.0[0].message.contains("không đọc được"), "{error}");
    }
}

#[test]
fn a_kind_without_template() {
    let maker = Maker::new("noi_dung: x");
    let mut content = maker.content(maker.text("x"));
    content.kind.template = "giay-moi.xml".into();
    assert!(rendered(&content).contains("không có tệp mẫu `giay-moi.xml`"));
}

#[test]
fn what_users_shadow_is_used() {
    let words = include_str!("../../templates/words.yaml").replace("linh", "lẻ");
    let templates = with_files(&[
        ("words.yaml", &words),
        (
            "named.xml",
            "<a>{{ 105 | chu }}{% for m in so_lieu.thu %}{{ m.ten }}{% endfor %}</a>",
        ),
    ])
    .unwrap();
    let maker = Maker::new("noi_dung: x");
    let content = maker.content(maker.text("x"));
    assert_eq!(
        render(&content, &templates).unwrap().markup,
        "<a>một trăm lẻ nămThuếPhí</a>"
    );
}

#[test]
fn places_in_folded_and_quoted_texts() {
    let maker = Maker::new("a: \"x {{ so_lieu.a }}\"\nb: >\n  một hai\n  ba {{ so_lieu.bb }}\n");
    let mut content = maker.content(maker.text("không có thẻ"));
    let quoted = maker.source.text.find("\"x").unwrap();
    content.subject = vec![Text {
        text: "x {{ so_lieu.a }}".into(),
        place: Place::new(&maker.source, quoted..quoted + 19),
        indent: 0,
    }];
    let folded = maker.source.text.find("  một").unwrap();
    content.opening = Some(Text {
        text: "một hai ba {{ so_lieu.bb }}".into(),
        place: Place::new(&maker.source, folded..maker.source.text.len()),
        indent: 2,
    });
    let shown: Vec<String> = render(&content, &Templates::builtin())
        .unwrap_err()
        .0
        .into_iter()
        .map(|d| {
            d.place
                .map_or("", |p| &maker.source.text[p.range.clone()])
                .to_owned()
        })
        .collect();
    assert_eq!(shown, ["so_lieu.a", "so_lieu.bb"]);
}

/// A text is compiled when it comes again; what it prints, and where its faults stand, is the same.
#[test]
fn a_text_that_comes_again_stays_what_it_is() {
    let templates = Templates::builtin();
    for (line, message) in [
        (
            "Thu {{ so_lieu.ty_le | so }} <b> {% if so_lieu.khong %}a{% endif %}",
            "",
        ),
        ("Chi {{ so_lieu.khom | tien }}", "“Khóm 1” không phải là số"),
        (
            "Chi {{ 5 | phan_tram(tren=so_lieuu.x) }}",
            "không có `so_lieuu.x`",
        ),
    ] {
        let maker = Maker::new(&format!("noi_dung: |\n  {line}\n"));
        let content = maker.content(maker.block("noi_dung"));
        let shown = || match templates.begin(|rendering| expand_all(&content, rendering)) {
            Ok(lines) => body(&lines).text.clone(),
            Err(diagnostics) => diagnostics.to_string(),
        };
        let first = shown();
        assert!(first.contains(message), "{first}");
        for _ in 0..4 {
            assert_eq!(shown(), first);
        }
    }
}

proptest::proptest! {
    /// Whatever is written, the answer is a text or a message, never a panic; and what holds no
    /// tag comes out as it went in.
    #[test]
    fn anything_may_be_written(picks in proptest::collection::vec(0usize..FRAGMENTS.len(), 0..14)) {
        let line: String = picks.iter().map(|i| FRAGMENTS[*i]).collect();
        let maker = Maker::new(&format!("noi_dung: |\n  {}\n", line.replace('\n', "\n  ")));
        let mut text = maker.block("noi_dung");
        text.text = line.clone();
        let content = maker.content(text);
        match Templates::builtin().begin(|rendering| expand_all(&content, rendering)) {
            Ok(lines) => {
                proptest::prop_assert!(!body(&lines).text.contains(|c: char| c.is_control() && c != '\n'), "{:?}", body(&lines).text);
                proptest::prop_assert!(!body(&lines).text.contains(char::is_control) || body(&lines).text.contains('\n'));
                if !guard::has_tags(&line) {
                    proptest::prop_assert_eq!(&body(&lines).text, &line);
                }
            }
            Err(diagnostics) => proptest::prop_assert!(diagnostics.to_string().contains("cách sửa")),
        }
        // As a template file: loads or says why.
        let _ = guard::prepare(&line, guard::Dialect::File, &table::VOCABULARY);
    }
}

const FRAGMENTS: [&str; 44] = [
    "chữ ",
    "\n",
    "{{ ",
    " }}",
    "{{- ",
    " -}}",
    "{% ",
    " %}",
    "{%- ",
    " -%}",
    "{# ",
    " #}",
    "{% if so_lieu.khong %}",
    "{% else %}",
    "{% endif %}",
    "{% for m in so_lieu.thu %}",
    "{% endfor %}",
    "{{ m.ten }}",
    "{{ so_lieu.ty_le | so }}",
    "{% raw %}",
    "{% endraw %}",
    "so_lieu.chi",
    ".thuc_hien",
    " | tien",
    " | phan_tram(tren=",
    ")",
    "(",
    "[",
    "]",
    " > ",
    " == ",
    " and ",
    " not ",
    "\"",
    "'ă'",
    "5",
    "1.5",
    "{",
    "}",
    "ở",
    "?.x",
    " if ",
    " ~ ",
    "-",
];
