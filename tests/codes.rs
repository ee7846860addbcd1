//! The registry of messages against the program's source, its documentation and the fixtures.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use vanban::diagnostic::{
    LAW, Severity,
    codes::{CODES, Code},
};

/// Codes that no fixture raises, each with the reason.
const UNRAISED: &[(&str, &str)] = &[
    ("docx", "only a fault of the program"),
    ("ghi-pdf", "only a fault of the program"),
    ("muc-khong-doc", "only a fault of the program"),
    (
        "khong-sua-duoc",
        "only a form of the page, where YAML is written in a way that it cannot edit",
    ),
    (
        "thieu-ky-tu",
        "only where dress did not tell of the character before (thieu-chu)",
    ),
    (
        "cu-phap-la",
        "only where the Markdown parser knows more than is turned on",
    ),
    (
        "khong-theo-doi-duoc",
        "only a system that refuses to watch a folder",
    ),
    ("thieu-luong", "only a system that refuses another thread"),
];

/// A piece of Rust: a string, or anything else that is no comment and no white space.
#[derive(Debug, PartialEq)]
enum Token {
    Text(String),
    Word(String),
    Sign(char),
}

/// The tokens of a Rust file, well enough to find calls and strings.
fn tokens(source: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
        let word = word.unwrap_or(rest.len());
        if rest.starts_with("//") {
            rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
        } else if rest.starts_with("r\"") || rest.starts_with("r#") && !c.is_whitespace() {
            let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
            let end = format!("\"{}", "#".repeat(hashes));
            let text = &rest[1 + hashes..];
            let Some(text) = text.strip_prefix('"') else {
                rest = &rest[1..];
                continue;
            };
            let length = text.find(&end).unwrap_or(text.len());
            out.push(Token::Text(text[..length].to_owned()));
            rest = text.get(length + end.len()..).unwrap_or_default();
        } else if word > 0 {
            out.push(Token::Word(rest[..word].to_owned()));
            rest = &rest[word..];
        } else if c == '"' {
            let mut escaped = false;
            let end = rest[1..].find(|c| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            let end = end.map_or(rest.len(), |end| end + 1);
            out.push(Token::Text(rest[1..end].to_owned()));
            rest = rest.get(end + 1..).unwrap_or_default();
        } else if c == '\'' {
            // A character, or a lifetime.
            let mut chars = rest.char_indices().skip(1);
            let first = chars.next().map(|(_, c)| c);
            let end = match first {
                Some('\\') => rest[3..].find('\'').map(|end| end + 4),
                _ => chars
                    .next()
                    .filter(|(_, c)| *c == '\'')
                    .map(|(at, _)| at + 1),
            };
            rest = &rest[end.unwrap_or(1)..];
        } else {
            if !c.is_whitespace() {
                out.push(Token::Sign(c));
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files under a folder with this extension.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            all.push(path);
        }
    }
    all.sort();
    all
}

/// The program's source and its unit tests: a file, or the end of one, is either.
fn sources() -> (Vec<Vec<Token>>, Vec<Vec<Token>>) {
    let (mut program, mut tests) = (Vec::new(), Vec::new());
    for path in files(&root().join("src"), "rs") {
        if path.ends_with("diagnostic/codes.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let is_test = path.components().any(|part| {
            let name = part.as_os_str().to_string_lossy();
            name == "tests" || name == "tests.rs" || name == "testing.rs"
        });
        let unit = text.find("#[cfg(test)]\nmod tests {");
        let (own, unit) = match (is_test, unit) {
            (true, _) => ("", text.as_str()),
            (false, Some(at)) => text.split_at(at),
            (false, None) => (text.as_str(), ""),
        };
        program.push(tokens(own));
        tests.push(tokens(unit));
    }
    (program, tests)
}

fn is_compound(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    text.contains('-') && text.split('-').all(part)
}

/// The codes that calls are made with: the first argument of `Diagnostic::error` and its like, and a
/// name in words and hyphens among the arguments of what passes one on.
fn called(tokens: &[Token]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, token) in tokens.iter().enumerate() {
        let Token::Word(name) = token else { continue };
        if tokens.get(at + 1) != Some(&Token::Sign('(')) {
            continue;
        }
        let makes = matches!(name.as_str(), "error" | "warning" | "hint");
        let of_type = at >= 3 && tokens[at - 3] == Token::Word("Diagnostic".to_owned());
        if let (true, true, Some(Token::Text(code))) = (makes, of_type, tokens.get(at + 2)) {
            found.insert(code.clone());
        }
        let passes = makes || matches!(name.as_str(), "diagnostic" | "refused" | "fault" | "tell");
        let mut depth = 0;
        for token in tokens[at + 1..].iter().take_while(|_| passes) {
            match token {
                Token::Sign('(') => depth += 1,
                Token::Sign(')') => depth -= 1,
                Token::Text(text) if depth == 1 && is_compound(text) => {
                    found.insert(text.clone());
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    found
}

#[test]
fn the_source_is_read_as_rust_reads_it() {
    let source = r##"
        // Diagnostic::error("bo-qua", …)
        let c = '"'; let l: &'static str = "a\"b"; let e = '\'';
        Diagnostic::error("mot-hai", "x").help("ba-bon");
        refused("nam", r#"sau "bay" "#);
        reader.error(node, "tam-chin", f("muoi-mot"));
    "##;
    let found = called(&tokens(source));
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(found, ["mot-hai", "tam-chin"]);
    let texts = tokens(source);
    assert!(texts.contains(&Token::Text("sau \"bay\" ".to_owned())));
    assert!(texts.contains(&Token::Text("a\\\"b".to_owned())));
}

#[test]
fn codes_are_unique_and_well_formed() {
    let mut seen = BTreeSet::new();
    for code in CODES {
        assert!(seen.insert(code.name), "{} stands twice", code.name);
        assert!(
            code.name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        );
        assert!(
            !code.about.ends_with('.') && code.about.len() > 10,
            "{}",
            code.name
        );
    }
}

#[test]
fn every_code_that_is_used_is_registered() {
    let (program, _) = sources();
    let called: BTreeSet<String> = program.iter().flat_map(|tokens| called(tokens)).collect();
    assert!(called.len() > 100, "only {} calls are found", called.len());
    let unknown: Vec<&String> = called.iter().filter(|c| Code::find(c).is_none()).collect();
    assert!(
        unknown.is_empty(),
        "not in src/diagnostic/codes.rs: {unknown:?}"
    );
}

#[test]
fn every_registered_code_is_used() {
    let (program, _) = sources();
    let texts: BTreeSet<&str> = texts(&program);
    let unused: Vec<&str> = CODES
        .iter()
        .map(|code| code.name)
        .filter(|name| !texts.contains(name))
        .collect();
    assert!(unused.is_empty(), "used nowhere: {unused:?}");
}

fn texts(all: &[Vec<Token>]) -> BTreeSet<&str> {
    let texts = all.iter().flatten().filter_map(|token| match token {
        Token::Text(text) => Some(text.as_str()),
        Token::Word(_) | Token::Sign(_) => None,
    });
    texts.collect()
}

#[test]
fn every_code_is_raised_by_a_fixture() {
    let (_, unit) = sources();
    let mut tests = unit;
    for path in files(&root().join("tests"), "rs") {
        if !path.ends_with("codes.rs") {
            tests.push(tokens(&fs::read_to_string(path).unwrap()));
        }
    }
    let texts = texts(&tests);
    let snapshots = [root().join("tests"), root().join("src")];
    let snapshots = snapshots.iter().flat_map(|folder| files(folder, "snap"));
    let snapshots: Vec<String> = snapshots.map(|p| fs::read_to_string(p).unwrap()).collect();
    let is_raised = |name: &str| {
        let shown = format!("[{name}]");
        // A code of one word may be any text.
        name.contains('-') && texts.contains(name)
            || texts.iter().any(|text| text.contains(&shown))
            || snapshots.iter().any(|snapshot| snapshot.contains(&shown))
    };
    let is_known = |name: &str| UNRAISED.iter().any(|(known, _)| *known == name);
    let missing: Vec<&str> = CODES
        .iter()
        .map(|code| code.name)
        .filter(|name| !is_raised(name) && !is_known(name))
        .collect();
    assert!(missing.is_empty(), "raised by no fixture: {missing:?}");
    for (name, _) in UNRAISED {
        assert!(
            Code::find(name).is_some() && !is_raised(name),
            "{name} is raised"
        );
    }
}

/// `docs/ma-loi.md` as the registry has it.
fn documented() -> String {
    let mut out = String::from(HEAD);
    let mut codes: Vec<&Code> = CODES.iter().collect();
    codes.sort_by_key(|code| code.name);
    for Code {
        name,
        level,
        about,
        clause,
    } in codes
    {
        let level = match level {
            Severity::Error => "lỗi",
            Severity::Warning => "lưu ý",
            Severity::Hint => "gợi ý",
        };
        let clause = clause.unwrap_or_default();
        out.push_str(&format!("| `{name}` | {level} | {about} | {clause} |\n"));
    }
    out.push_str(&format!("\nCăn cứ là của {LAW}.\n"));
    out
}

const HEAD: &str = "\
# Mã thông báo

Mỗi thông báo của vanban có một mã không đổi, in trong ngoặc vuông: `lỗi[khoa-la]`. Ba mức:

- **lỗi**: văn bản ấy không được làm; mã thoát 1.
- **lưu ý**: văn bản vẫn được làm, nhưng nên xem lại; không tính vào mã thoát. Chỗ nào không làm được gì từ điều ấy thì
  vanban báo cùng mã như một lỗi.
- **gợi ý**: đã đúng, có thể tốt hơn; không tính vào mã thoát.

Mã của các quy tắc mà `vanban check` soát theo, như `SL101`: [quy-tac.md](quy-tac.md).

Chương trình khác đọc thông báo ở luồng lỗi chuẩn (stderr), với `--message-format`:

- `json`: mỗi dòng một thông báo, một đối tượng JSON đủ các khóa sau (`null` khi không biết): `ma`, `muc` (`loi`, `luu_y`, `goi_y`),
  `noi_dung`, `cua` (hàng của lô), `tep`, `dong`, `cot`, `den_dong`, `den_cot` (từ 1, cột đếm bằng ký tự, chỗ cuối không tính),
  `byte` (`[từ, đến]` trong tệp), `cach_sua`, `can_cu`, `lien_quan` (danh sách chỗ khác, mỗi chỗ có `noi_dung` và các khóa vị trí),
  `sua` (cách sửa chắc chắn: `ten`, `thay` là chữ thay vào, và các khóa vị trí của chữ bị thay).
- `sarif`: một bản ghi SARIF 2.1.0 khi chạy xong (với `vanban watch`: sau mỗi lượt).

Những dòng không phải thông báo không được in ở hai dạng này.

Bảng này lấy từ `src/diagnostic/codes.rs`; một phép thử giữ cho hai bên khớp nhau
(`INSTA_UPDATE=always cargo test --test codes` viết lại).

| mã | mức | nói về | căn cứ |
|---|---|---|---|
";

#[test]
fn every_code_is_documented() {
    is_documented("docs/ma-loi.md", &documented());
}

#[test]
fn every_rule_is_documented() {
    is_documented("docs/quy-tac.md", &vanban::check::page::page());
}

/// Holds a page against what it is made of, or makes it.
fn is_documented(page: &str, due: &str) {
    let path = root().join(page);
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&path, due).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == due, "{page} is not as the program has it");
}
