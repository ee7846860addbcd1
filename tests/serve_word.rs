//! `vanban serve`: documents of Word come in, and what was edited in Word goes back; strangers and bad files get nothing.

#![cfg(feature = "serve")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::served::{Answer, DOCUMENT, Served, answer};
use common::vanban;
use serde_json::{Value, json};
use std::{
    fs,
    io::{Cursor, Read, Write},
};

/// What the address of a request says of its file.
fn query(entries: &[(&str, &str)]) -> String {
    let encoded = |text: &str| -> String { text.bytes().map(|b| format!("%{b:02x}")).collect() };
    let entries = entries
        .iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)));
    entries.collect::<Vec<_>>().join("&")
}

/// Sends a file as the page does.
fn send(served: &Served, path: &str, entries: &[(&str, &str)], bytes: &[u8]) -> Answer {
    let (own, query) = (served.own(), query(entries));
    let head = format!(
        "POST {path}?{query} HTTP/1.1\r\n{own}Content-Type: application/octet-stream\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        bytes.len()
    );
    let mut stream = served.connect();
    stream.write_all(head.as_bytes()).unwrap();
    // It may be refused before all of it is sent.
    let _ = stream.write_all(bytes);
    answer(stream)
}

fn import(served: &Served, name: &str, bytes: &[u8]) -> Answer {
    send(served, "/api/import", &[("name", name)], bytes)
}

fn done(answer: &Answer) -> Value {
    let words = String::from_utf8_lossy(&answer.body);
    assert_eq!(answer.status, 200, "{words}");
    answer.json()
}

fn fault(answer: &Answer) -> (String, String) {
    let fault = &answer.json()["fault"];
    let of = |name: &str| fault[name].as_str().unwrap_or_default().to_owned();
    (of("code"), of("message"))
}

/// The names in the folder that is served.
fn names(served: &Served) -> Vec<String> {
    let entries = fs::read_dir(served.path("")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name != ".vanban").collect();
    names.sort();
    names
}

/// Builds `ke-hoach.docx`.
fn built(served: &Served) -> Vec<u8> {
    let mut command = vanban();
    command.current_dir(served.path(""));
    command.args(["build", "ke-hoach.yaml", "--only", "docx"]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    fs::read(served.path("ke-hoach.docx")).unwrap()
}

/// A DOCX in which words were replaced.
fn edited(bytes: &[u8], changes: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if name == "word/document.xml" {
            let mut text = String::from_utf8(content).unwrap();
            for (old, new) in changes {
                assert!(text.contains(old), "{old} is not in {text}");
                text = text.replacen(old, new, 1);
            }
            content = text.into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(name, options).unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn a_document_of_word_comes_in_under_a_free_name_as_the_command_reads_it() {
    let served = Served::new();
    let docx = built(&served);
    fs::remove_file(served.path("ke-hoach.docx")).unwrap();
    let before = fs::read(served.path("ke-hoach.yaml")).unwrap();
    let told = done(&import(&served, "C:\\Kế hoạch.docx", &docx));
    assert_eq!(told["path"], "ke-hoach-2.yaml");
    assert!(told["found"].as_str().unwrap().contains("đoạn"), "{told}");
    assert_eq!(told["messages"], json!([]), "{told}");
    let made = fs::read_to_string(served.path("ke-hoach-2.yaml")).unwrap();
    assert!(made.contains("loai: ke-hoach") && made.contains("Lời văn."));
    assert_eq!(fs::read(served.path("ke-hoach.yaml")).unwrap(), before);
    // The command, beside the same profile.
    let dir = tempfile::tempdir().unwrap();
    fs::copy(served.path("co-quan.yaml"), dir.path().join("co-quan.yaml")).unwrap();
    fs::write(dir.path().join("a.docx"), &docx).unwrap();
    let mut command = vanban();
    command.current_dir(dir.path());
    command.args(["import", "a.docx", "-o", "ke-hoach-2.yaml"]);
    assert!(command.output().unwrap().status.success());
    let by_command = fs::read_to_string(dir.path().join("ke-hoach-2.yaml")).unwrap();
    assert_eq!(made, by_command);
    // Each its own name; what is made of a document has that name, too.
    let told = done(&import(&served, "ke-hoach.docx", &docx));
    assert_eq!(told["path"], "ke-hoach-3.yaml");
    fs::write(served.path("bao-cao.docx"), &docx).unwrap();
    let told = done(&import(&served, "bao-cao.docx", &docx));
    assert_eq!(told["path"], "bao-cao-2.yaml");
    assert_eq!(fs::read(served.path("bao-cao.docx")).unwrap(), docx);
    for (name, path) in [
        ("???".replace('?', "。"), "van-ban.yaml"),
        ("x".repeat(200), &*format!("{}.yaml", "x".repeat(100))),
    ] {
        let told = done(&import(&served, &format!("{name}.docx"), &docx));
        assert_eq!(told["path"], *path);
    }
}

#[test]
fn bad_files_are_told_as_the_command_tells_them() {
    let served = Served::new();
    let docx = built(&served);
    fs::remove_file(served.path("ke-hoach.docx")).unwrap();
    let before = names(&served);
    let zip = |name: &str, bytes: &[u8]| {
        let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(name, options).unwrap();
        out.write_all(bytes).unwrap();
        out.finish().unwrap().into_inner()
    };
    let bomb = zip("word/document.xml", &vec![b' '; 200 << 20]);
    let ole = [
        &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..],
        &[0; 2048],
    ]
    .concat();
    let broken = edited(&docx, &[("</w:p>", "</w:q>")]);
    let dir = tempfile::tempdir().unwrap();
    for (what, bytes) in [
        ("empty", &b""[..]),
        ("text", b"Not a document."),
        ("pdf", b"%PDF-1.7\n1 0 obj\n"),
        ("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("old word or encrypted", &ole),
        ("another zip", &zip("a.txt", b"a")),
        ("cut off", &docx[..docx.len() / 2]),
        ("bomb", &bomb),
        ("broken part", &broken),
    ] {
        let refused = import(&served, "a.docx", bytes);
        assert_eq!(refused.status, 422, "{what}");
        let (code, message) = fault(&refused);
        fs::write(dir.path().join("a.docx"), bytes).unwrap();
        let mut command = vanban();
        let output = command.current_dir(dir.path()).args(["import", "a.docx"]);
        let output = output.output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr).replace(['\n', ' '], "");
        let message = message.replace(' ', "");
        assert!(
            told.contains(&message) && told.contains(&code),
            "{what}: {message} {told}"
        );
        assert_eq!(names(&served), before, "{what}");
        // The same of a file whose edits are to be taken; where nothing is sent, there is none beside.
        let refused = send(
            &served,
            "/api/pull",
            &[("path", "ke-hoach.yaml"), ("name", "a.docx")],
            bytes,
        );
        let status = if bytes.is_empty() { 404 } else { 422 };
        assert_eq!(refused.status, status, "{what}");
    }
    let opened = served.post("/api/open", &json!({ "path": "ke-hoach.yaml" }));
    assert_eq!(opened.json()["text"], DOCUMENT);
}

#[test]
fn strangers_and_tricks_bring_nothing_in() {
    let served = Served::new();
    let docx = built(&served);
    let before = names(&served);
    for name in [
        "",
        ".",
        "..",
        "../",
        "NUL.docx",
        "com1.docx",
        ".vanban",
        "a\0.docx",
        "a\r\nb.docx",
        "a:b.docx",
        "a.docx.",
        " .docx",
    ] {
        let refused = import(&served, name, &docx);
        assert_eq!(refused.status, 400, "{name:?}");
        fault(&refused);
    }
    let (port, token) = (served.port, &served.token);
    let host = format!("Host: 127.0.0.1:{port}\r\n");
    let cookie = format!("Cookie: vanban-{port}={token}\r\n");
    let origin = format!("Origin: http://127.0.0.1:{port}\r\n");
    let kind = "Content-Type: application/octet-stream\r\n";
    let end = "Content-Length: 2\r\nConnection: close\r\n\r\nPK";
    for path in ["/api/import?name=a.docx", "/api/pull?path=ke-hoach.yaml"] {
        let post = |head: &str| {
            served
                .raw(&format!("POST {path} HTTP/1.1\r\n{head}{end}"))
                .status
        };
        assert_eq!(post(&format!("{host}{cookie}{origin}{kind}")), 422);
        for head in [
            format!("{host}{origin}{kind}"),
            format!("{host}{cookie}{kind}"),
            format!("{host}{cookie}Origin: http://example.com\r\n{kind}"),
            format!("{host}{cookie}Sec-Fetch-Site: cross-site\r\n{kind}"),
            format!("Host: example.com\r\n{cookie}{origin}{kind}"),
        ] {
            assert_eq!(post(&head), 403, "{path} {head}");
        }
        // Types that a form of a foreign page can send, and none.
        for kind in [
            "text/plain",
            "multipart/form-data; boundary=a",
            "application/x-www-form-urlencoded",
            "application/json",
        ] {
            let head = format!("{host}{cookie}{origin}Content-Type: {kind}\r\n");
            assert_eq!(post(&head), 415, "{path} {kind}");
        }
        let get = served.get(path).status;
        assert_eq!(get, 404, "{path}");
        // Larger than is taken: by its word, and by what comes.
        let own = format!("{host}{cookie}{origin}{kind}Connection: close\r\n");
        let long = served.raw(&format!(
            "POST {path} HTTP/1.1\r\n{own}Content-Length: {}\r\n\r\n",
            (64 << 20) + 1
        ));
        assert_eq!(long.status, 413, "{path}");
        assert_eq!(fault(&long).0, "tep-qua-lon");
    }
    // What is read for a pull is of the folder.
    let outside = served.dir.path().join("ngoai.docx");
    fs::write(&outside, &docx).unwrap();
    let pull = |path: &str| send(&served, "/api/pull", &[("path", path)], b"");
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        served.write("b.yaml", DOCUMENT);
        symlink(&outside, served.path("b.docx")).unwrap();
        let refused = pull("b.yaml");
        assert!(matches!(refused.status, 403 | 422), "{}", refused.status);
        fault(&refused);
        fs::remove_file(served.path("b.docx")).unwrap();
        fs::remove_file(served.path("b.yaml")).unwrap();
    }
    for path in [
        "../ngoai.yaml",
        "ke-hoach.docx",
        "",
        "/etc/passwd",
        "khong-co.yaml",
    ] {
        let refused = pull(path);
        assert!(
            matches!(refused.status, 400 | 404),
            "{path}: {}",
            refused.status
        );
    }
    for chosen in ["1", "1=", "1=a", "a=word", "1=word;2=yaml"] {
        let entries = [("path", "ke-hoach.yaml"), ("chosen", chosen)];
        assert_eq!(
            send(&served, "/api/pull", &entries, b"").status,
            400,
            "{chosen}"
        );
    }
    assert_eq!(names(&served), before);
}

#[test]
fn what_was_edited_in_word_is_shown_and_nothing_is_written() {
    let served = Served::new();
    let text = DOCUMENT.replace(
        "  Lời văn.\n",
        "  Đoạn thứ nhất còn nguyên.\n\n  Đoạn thứ hai còn nguyên.\n\n  Đoạn thứ ba còn nguyên.\n",
    );
    served.write("ke-hoach.yaml", &text);
    let docx = built(&served);
    let pull = |entries: &[(&str, &str)], bytes: &[u8]| {
        let entries = [&[("path", "ke-hoach.yaml")], entries].concat();
        done(&send(&served, "/api/pull", &entries, bytes))
    };
    let same = pull(&[], b"");
    assert_eq!(same["changes"], json!([]), "{same}");
    assert_eq!(same["changed"], false);
    assert_eq!(same["name"], "ke-hoach.docx");
    let sent = edited(
        &docx,
        &[
            ("thứ hai còn nguyên", "thứ hai đã sửa"),
            ("KẾ HOẠCH", "BẢN TIN"),
        ],
    );
    fs::write(served.path("ke-hoach.docx"), &sent).unwrap();
    for (entries, bytes) in [(&[][..], &b""[..]), (&[("name", "sua.docx")], &sent)] {
        let told = pull(entries, bytes);
        assert_eq!(
            told["text"],
            text.replace("thứ hai còn nguyên", "thứ hai đã sửa")
        );
        assert_eq!(
            (&told["changed"], &told["made"], &told["lost"]),
            (&json!(true), &json!(true), &Value::Null)
        );
        let changes = told["changes"].as_array().unwrap();
        let of = |words: &str| {
            changes
                .iter()
                .find(|one| one["new"].as_str().unwrap().contains(words))
                .unwrap()
        };
        assert_eq!(of("đã sửa")["left"], Value::Null, "{told}");
        assert_eq!(of("đã sửa")["kind"], "edited");
        assert_eq!(of("đã sửa")["before"], "Đoạn thứ hai ");
        assert!(
            of("đã sửa")["line"].as_u64().is_some_and(|line| line > 5),
            "{told}"
        );
        assert!(
            of("BẢN TIN")["left"]["why"]
                .as_str()
                .unwrap()
                .contains("mẫu in ra"),
            "{told}"
        );
    }
    // The document has changed, too.
    let now = text
        .replace("thứ hai còn nguyên", "thứ hai còn đủ")
        .replace("ba còn nguyên", "ba còn đó");
    served.write("ke-hoach.yaml", &now);
    let sent = edited(
        &docx,
        &[
            ("thứ nhất còn nguyên", "thứ nhất đã sửa"),
            ("thứ hai còn nguyên", "thứ hai đã sửa"),
            ("thứ ba còn nguyên", "thứ ba không còn"),
        ],
    );
    let told = pull(&[("name", "sua.docx")], &sent);
    let first = now.replace("nhất còn nguyên", "nhất đã sửa");
    assert_eq!(told["text"], first);
    let clashes: Vec<&Value> = told["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["clash"])
        .filter(|clash| !clash.is_null())
        .collect();
    let both: Vec<(u64, &str, &str)> = clashes
        .iter()
        .map(|clash| {
            (
                clash["number"].as_u64().unwrap(),
                clash["yaml"].as_str().unwrap(),
                clash["word"].as_str().unwrap(),
            )
        })
        .collect();
    assert!(
        both.contains(&(1, "Đoạn thứ hai còn đủ.", "Đoạn thứ hai đã sửa.")),
        "{both:?}"
    );
    assert!(
        both.contains(&(2, "Đoạn thứ ba còn đó.", "Đoạn thứ ba không còn.")),
        "{both:?}"
    );
    let told = pull(&[("name", "sua.docx"), ("chosen", "1=word,2=yaml")], &sent);
    assert_eq!(told["text"], first.replace("hai còn đủ", "hai đã sửa"));
    let chosen: Vec<&Value> = told["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["clash"]["chosen"])
        .filter(|chosen| !chosen.is_null())
        .collect();
    assert!(
        chosen.contains(&&json!("word")) && chosen.contains(&&json!("yaml")),
        "{told}"
    );
    let told = pull(&[("name", "sua.docx"), ("chosen", "word")], &sent);
    assert_eq!(
        told["text"],
        first
            .replace("hai còn đủ", "hai đã sửa")
            .replace("ba còn đó", "ba không còn")
    );
    assert_eq!(
        fs::read_to_string(served.path("ke-hoach.yaml")).unwrap(),
        now
    );
}
