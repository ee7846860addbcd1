//! No input breaks the stage or makes it work long.

use super::*;
use proptest::prelude::*;

/// Loads a text; whatever comes out points to places that can be shown.
fn answered(text: &str) {
    match from_text("a.yaml", text) {
        Ok(Loaded { content, warnings }) => {
            let texts = [
                &content.superior,
                &content.agency,
                &content.subject,
                &content.bases,
            ];
            for text in texts.into_iter().flatten() {
                covered(text);
            }
            let texts = [
                content.body,
                content.place,
                Some(content.signatories[0].name.clone()),
            ];
            for text in texts.iter().flatten() {
                covered(text);
            }
            crate::diagnostic::render(&warnings, crate::diagnostic::Rendering::Plain);
        }
        Err(errors) => {
            for place in errors.0.iter().filter_map(|d| d.place.as_ref()) {
                assert!(place.source.text.get(place.range.clone()).is_some());
            }
            errors.to_string();
        }
    }
}

#[test]
fn bounds_hold() {
    let mut laughs = String::from("so_lieu:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for i in 1..30 {
        let items = vec![format!("*a{}", i - 1); 9].join(", ");
        laughs.push_str(&format!("  a{i}: &a{i} [{items}]\n"));
    }
    let begin = std::time::Instant::now();
    insta::assert_snapshot!(error(laughs), @r"
    lỗi[qua-nhieu]: tệp có quá 100000 mục hoặc quá nhiều chữ
     --> a.yaml:7:12
      |
    7 |   a5: &a5 [*a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4]
      |            ^^^
      |
      = cách sửa: chia nhỏ nội dung; nếu có dấu “&” và “*” của YAML, ghi thẳng nội dung thay cho chúng
    ");
    let word = format!(
        "so_lieu:\n  a: &a {}\n  b: [{}]\n",
        "x".repeat(1 << 20),
        "*a, ".repeat(99)
    );
    assert!(error(word).contains("qua-nhieu"));
    assert!(error(format!("so_lieu: {}", "[".repeat(5000))).contains("[qua-sau]"));
    assert!(error(format!("so_lieu:\n{}", "- ".repeat(5000))).contains("[qua-sau]"));
    assert!(error("a: 1\n".repeat(90_000)).contains("khoa-lap"));
    assert!(error(format!("{}: 1", "a".repeat(500))).contains("tên mục dài"));
    assert!(begin.elapsed().as_secs() < 5, "{:?}", begin.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_is_answered(text in "\\PC{0,60}|[\\x00-\\x7f]{0,80}") {
        answered(&text);
    }

    #[test]
    fn any_yaml_like_text_is_answered(
        parts in prop::collection::vec(prop::sample::select(vec![
            "loai", ": ", ":", "\n", "  ", "- ", "|", ">", "\t", "{", "}", "[", "]", "\"", "'", "&a ",
            "*a", "!!str ", "? ", "#", "---", "...", "ệ", "\r\n", "so_lieu", "1.5", ",", "{{", "%", "\n  ",
            "<<", "\\u0041", "2+", "@", "ngay_ban_hanh", "nguoi_ky", "co_quan",
        ]), 0..40),
        tail in any::<bool>(),
    ) {
        let mut text: String = parts.concat();
        if tail {
            text = format!("{LEAST}{text}");
        }
        answered(&text);
    }

    #[test]
    fn any_value_is_answered(value in "\\PC{0,30}", key in prop::sample::select(vec![
        "so", "ngay_ban_hanh", "noi_dung", "co_quan", "nguoi_ky", "so_lieu", "ho_so", "the_thuc",
    ])) {
        answered(&with(key, &format!("{key}: {value}\n")));
        answered(&with(key, &format!("{key}: |\n  {value}\n {value}")));
    }

    #[test]
    fn lines_of_a_block_are_lines_of_its_place(
        lines in prop::collection::vec(" {0,3}[a-zăâđêôơưếộ#:&|'\"*!-]{0,12}", 1..8),
        indent in 1..7_usize,
    ) {
        prop_assume!(lines.iter().any(|line| !line.trim().is_empty()));
        // An indicator is needed where the first line begins with a space.
        let block: String = lines.iter().map(|l| format!("{}{l}\n", " ".repeat(indent))).collect();
        let content = ok(&with("noi_dung", &format!("noi_dung: |{indent}\n{block}luu: VT\n")));
        let body = &content.body.unwrap();
        prop_assert_eq!(body.indent, indent);
        prop_assert_eq!(body.text.clone(), lines.join("\n").trim_end().to_owned());
        for (line, source) in body.text.split('\n').zip(covered(body).split('\n')) {
            prop_assert_eq!(line, source.get(indent..).unwrap_or("").trim_end_matches('\n'));
        }
    }
}
