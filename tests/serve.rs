//! `vanban serve`: what its page asks, what strangers get, and that nothing is lost.

#![cfg(feature = "serve")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::served::{Answer, DOCUMENT, Served, answer, started};
use serde_json::{Value, json};
use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

fn code(answer: &Answer) -> String {
    let fault = &answer.json()["fault"];
    assert!(
        fault["message"]
            .as_str()
            .is_some_and(|text| !text.is_empty()),
        "{answer:?}"
    );
    fault["code"].as_str().unwrap().to_owned()
}

fn open(served: &Served, path: &str) -> Value {
    let opened = served.post("/api/open", &json!({ "path": path }));
    assert_eq!(
        opened.status,
        200,
        "{:?}",
        String::from_utf8_lossy(&opened.body)
    );
    opened.json()
}

fn look(served: &Served, path: &str, text: &str) -> Value {
    let asked =
        json!({ "path": path, "text": text, "tab": "a", "turn": 1, "have": [], "form": false });
    let looked = served.post("/api/look", &asked);
    assert_eq!(
        looked.status,
        200,
        "{:?}",
        String::from_utf8_lossy(&looked.body)
    );
    looked.json()
}

#[test]
fn strangers_do_not_get_in() {
    let served = Served::new();
    let (port, token) = (served.port, &served.token);
    let host = format!("Host: 127.0.0.1:{port}\r\n");
    let cookie = format!("Cookie: vanban-{port}={token}\r\n");
    let origin = format!("Origin: http://127.0.0.1:{port}\r\n");
    let body = "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
    let get = |head: &str| {
        let request = format!("GET /api/folder HTTP/1.1\r\n{head}Connection: close\r\n\r\n");
        served.raw(&request).status
    };
    let post = |head: &str| {
        let request = format!("POST /api/once HTTP/1.1\r\n{head}{body}");
        served.raw(&request).status
    };
    assert_eq!(get(&format!("{host}{cookie}")), 200);
    assert_eq!(post(&format!("{host}{cookie}{origin}")), 200);
    let local = format!("Host: localhost:{port}\r\n");
    assert_eq!(get(&format!("{local}{cookie}")), 200);

    let next = port.wrapping_add(1);
    for foreign in [
        format!("Host: 127.0.0.1:{next}\r\n"),
        "Host: 127.0.0.1\r\n".to_owned(),
        "Host: example.com\r\n".to_owned(),
        format!("Host: example.com:{port}\r\n"),
        format!("Host: 127.0.0.1:{port}.example.com\r\n"),
        format!("Host: 127.0.0.1:{port}@example.com\r\n"),
        format!("Host: x127.0.0.1:{port}\r\n"),
        format!("Host: localhost:{port}:{port}\r\n"),
        format!("Host: 127.0.0.2:{port}\r\n"),
        format!("Host: 0.0.0.0:{port}\r\n"),
        format!("Host: [::1]:{port}\r\n"),
        "Host: \r\n".to_owned(),
        String::new(),
        format!("{host}{host}"),
        format!("{host}Host: example.com\r\n"),
        format!("Host: example.com\r\n{host}"),
    ] {
        let status = get(&format!("{foreign}{cookie}"));
        assert!(matches!(status, 400 | 403), "{foreign:?}: {status}");
    }
    for foreign in [
        "Origin: http://example.com\r\n".to_owned(),
        format!("Origin: https://127.0.0.1:{port}\r\n"),
        format!("Origin: http://127.0.0.1:{next}\r\n"),
        format!("Origin: http://127.0.0.1:{port}.example.com\r\n"),
        format!("Origin: http://localhost:{port}\r\n"),
        format!("Origin: http://127.0.0.1:{port}/\r\n"),
        "Origin: null\r\n".to_owned(),
        "Origin: \r\n".to_owned(),
        format!("{origin}{origin}"),
        format!("{origin}Origin: http://example.com\r\n"),
    ] {
        let head = format!("{host}{cookie}{foreign}");
        assert_eq!([get(&head), post(&head)], [403, 403], "{foreign:?}");
    }
    // Neither an origin nor the word of the browser that it is ours.
    assert_eq!(post(&format!("{host}{cookie}")), 403);
    for (site, allowed) in [
        ("same-origin", true),
        ("same-site", false),
        ("cross-site", false),
        ("none", false),
    ] {
        let status = post(&format!("{host}{cookie}Sec-Fetch-Site: {site}\r\n"));
        assert_eq!(status == 200, allowed, "{site}");
    }
    for (site, allowed) in [
        ("same-origin", true),
        ("same-site", false),
        ("cross-site", false),
        ("none", true),
    ] {
        let status = get(&format!("{host}{cookie}Sec-Fetch-Site: {site}\r\n"));
        assert_eq!(status == 200, allowed, "{site}");
    }
    let other = token.replace(|c: char| c.is_ascii_digit(), "0");
    for wrong in [
        String::new(),
        format!("Cookie: vanban={token}\r\n"),
        format!("Cookie: vanban-{next}={token}\r\n"),
        format!("Cookie: vanban-{port}={other}\r\n"),
        format!("Cookie: vanban-{port}={}\r\n", &token[1..]),
        format!("Cookie: vanban-{port}={token}0\r\n"),
        format!("Cookie: vanban-{port}=\r\n"),
        format!("Cookie: xvanban-{port}={token}\r\n"),
        format!("Authorization: Bearer {token}\r\n"),
    ] {
        assert_eq!(get(&format!("{host}{wrong}")), 403, "{wrong:?}");
    }
    // The cookie among others is the cookie.
    assert_eq!(
        get(&format!(
            "{host}Cookie: a=b; vanban-{port}={token}; c=d\r\n"
        )),
        200
    );
    // A form of another page cannot send JSON.
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonx",
        "",
    ] {
        let request = format!(
            "POST /api/once HTTP/1.1\r\n{host}{cookie}{origin}Content-Type: {kind}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}"
        );
        assert_eq!(served.raw(&request).status, 415, "{kind}");
    }
    for method in ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "HEAD", "FOO"] {
        let request = format!(
            "{method} /api/folder HTTP/1.1\r\n{host}{cookie}{origin}Connection: close\r\n\r\n"
        );
        assert_eq!(served.raw(&request).status, 405, "{method}");
    }
    // As a proxy is asked.
    let request = format!(
        "GET http://example.com/api/folder HTTP/1.1\r\n{host}{cookie}Connection: close\r\n\r\n"
    );
    assert_eq!(served.raw(&request).status, 403);
}

#[test]
fn the_address_opens_the_page_and_every_answer_has_its_headers() {
    let served = Served::new();
    let (port, token) = (served.port, served.token.clone());
    let bare = |path: &str| {
        served.raw(&format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        ))
    };
    let opened = bare(&format!("/?ma={token}"));
    assert_eq!(opened.status, 303);
    let head = opened.head.to_lowercase();
    assert!(head.contains("\r\nlocation: /\r\n"), "{head}");
    let cookie = format!("set-cookie: vanban-{port}={token}; samesite=strict; httponly; path=/");
    assert!(head.contains(&cookie), "{head}");
    for wrong in [
        "/",
        "/?ma=",
        "/?ma=0",
        &format!("/?ma={token}0"),
        &format!("/?x={token}"),
    ] {
        let refused = bare(wrong);
        assert_eq!(refused.status, 403, "{wrong}");
        let page = String::from_utf8_lossy(&refused.body).into_owned();
        assert!(
            page.contains("lang=\"vi\"") && !page.contains(&token),
            "{page}"
        );
    }
    // An address that is good once, as the browser gets it.
    let once = served.post("/api/once", &json!({})).json()["ma"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(bare(&format!("/?ma={once}")).status, 303);
    assert_eq!(bare(&format!("/?ma={once}")).status, 403);
    for answer in [
        opened,
        bare("/"),
        served.get("/"),
        served.get("/assets/app.js"),
        served.get("/fonts/0.ttf"),
        served.get("/api/folder"),
        served.get("/khong-co"),
        served.post("/api/open", &json!({ "path": "khong-co.yaml" })),
    ] {
        let head = answer.head.to_lowercase();
        for header in [
            "content-security-policy: default-src 'none';",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cross-origin-resource-policy: same-origin",
            "cache-control: ",
        ] {
            assert!(head.contains(header), "{header}: {head}");
        }
        assert!(
            !head.contains("access-control") && !head.contains("unsafe"),
            "{head}"
        );
    }
    let packed = served.get("/");
    assert!(
        packed.head.contains("content-encoding: gzip"),
        "{}",
        packed.head
    );
    let mut page = String::new();
    let mut unpacked = flate2::read::GzDecoder::new(packed.body.as_slice());
    std::io::Read::read_to_string(&mut unpacked, &mut page).unwrap();
    assert!(page.contains("/assets/app.js"), "{page}");
}

#[test]
fn nothing_outside_the_folder_is_read_or_written() {
    let served = Served::new();
    let outside = served.dir.path().join("ngoai.yaml");
    fs::write(&outside, "bí mật: 1\n").unwrap();
    let absolute = outside.to_str().unwrap();
    let mut paths = vec![
        "../ngoai.yaml",
        "thu-muc/../../ngoai.yaml",
        absolute,
        "/etc/passwd",
        "..\\ngoai.yaml",
        "C:\\ngoai.yaml",
        "file:///etc/passwd",
        "%2e%2e/ngoai.yaml",
        "..%2fngoai.yaml",
        "....//ngoai.yaml",
        "ke-hoach.yaml\0.yaml",
        "\0",
        "",
        ".",
        ".vanban/record.jsonl",
        ".vanban/serve.json",
        "NUL",
        "con.yaml",
        "com1.yaml",
        "ke-hoach.yaml/",
        "ke-hoach.yaml.",
        "ke-hoach.yaml::$DATA",
        "~/ngoai.yaml",
    ];
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(&outside, served.path("lien-ket.yaml")).unwrap();
        symlink(served.dir.path(), served.path("tren")).unwrap();
        symlink(served.path(".vanban"), served.path("cua-minh")).unwrap();
        symlink("ke-hoach.yaml", served.path("ten-khac.pdf")).unwrap();
        paths.extend([
            "lien-ket.yaml",
            "tren/ngoai.yaml",
            "cua-minh/serve.json",
            "ten-khac.pdf",
        ]);
    }
    let refused = |answer: &Answer, path: &str| {
        let words = String::from_utf8_lossy(&answer.body);
        assert!(
            matches!(answer.status, 400 | 403 | 404 | 409),
            "{path}: {} {words}",
            answer.status
        );
        assert!(
            !words.contains("bí mật") && !words.contains(&served.token),
            "{path}: {words}"
        );
        code(answer);
    };
    for path in &paths {
        for name in ["open", "versions"] {
            let answer = served.post(&format!("/api/{name}"), &json!({ "path": path }));
            if name == "open" || answer.status != 200 {
                refused(&answer, path);
            } else {
                assert_eq!(answer.json()["versions"], json!([]), "{path}");
            }
        }
        let text = DOCUMENT;
        let save = json!({ "path": path, "text": text, "base": null });
        let saved = served.post("/api/save", &save);
        // Odd names that stay inside may be those of folders that are not there.
        refused(&saved, path);
        let encoded: String = path.bytes().map(|byte| format!("%{byte:02x}")).collect();
        refused(&served.get(&format!("/api/file?path={encoded}")), path);
    }
    for path in [
        "/assets/../mod.rs",
        "/assets/%2e%2e/mod.rs",
        "/fonts/../../etc/passwd",
        "/fonts/-1.ttf",
        "//etc/passwd",
    ] {
        let answer = served.get(path);
        assert_eq!(answer.status, 404, "{path}");
    }
    assert_eq!(fs::read_to_string(&outside).unwrap(), "bí mật: 1\n");
    let beside = fs::read_dir(served.dir.path()).unwrap().count();
    assert_eq!(beside, 2, "nothing new beside the folder");
}

/// The files that a document names are read in the folder alone.
#[test]
fn a_document_names_nothing_outside_the_folder() {
    let served = Served::new();
    let outside = served.dir.path().join("ngoai.yaml");
    fs::copy(served.path("co-quan.yaml"), &outside).unwrap();
    fs::write(served.dir.path().join("ngoai.csv"), "Tên\nBÍ MẬT\n").unwrap();
    fs::write(served.dir.path().join("ngoai.png"), "không phải ảnh").unwrap();
    let profile = |path: &str| DOCUMENT.replace("co-quan.yaml", path);
    let mut texts = vec![
        profile("../ngoai.yaml"),
        profile(outside.to_str().unwrap()),
        profile("..\\ngoai.yaml"),
        profile("con/../../ngoai.yaml"),
        DOCUMENT.replace("Lời văn.", "Lời văn.\n\n  ![mô tả](../ngoai.png)"),
        format!("{DOCUMENT}bang:\n  b:\n    tep: ../ngoai.csv\n")
            .replace("Lời văn.", "Lời văn.\n\n  ::: bang b"),
        format!("{DOCUMENT}anh_dau: ../ngoai.png\n"),
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&outside, served.path("trong.yaml")).unwrap();
        texts.push(profile("trong.yaml"));
    }
    for text in &texts {
        let looked = look(&served, "ke-hoach.yaml", text);
        assert_eq!(looked["pages"], Value::Null, "{text}");
        let told = looked["messages"].to_string();
        assert!(told.contains("nằm ngoài thư mục"), "{text}: {told}");
        assert!(!told.contains("BÍ MẬT"), "{told}");
        let built = served.post(
            "/api/build",
            &json!({ "path": "ke-hoach.yaml", "text": text }),
        );
        assert_eq!(built.json()["outcome"], "failed");
        let checked = served.post(
            "/api/check",
            &json!({ "path": "ke-hoach.yaml", "text": text }),
        );
        assert!(
            checked.json()["findings"]
                .to_string()
                .contains("nằm ngoài thư mục")
        );
    }
    assert!(!served.path("ke-hoach.docx").exists());
    // A document that is made of a profile above its folder, inside the folder that is served.
    fs::create_dir(served.path("tap")).unwrap();
    let looked = look(&served, "tap/ke-hoach.yaml", &profile("../co-quan.yaml"));
    assert_eq!(looked["other_sources"], json!(["co-quan.yaml"]));
    assert!(
        looked["pages"]
            .as_array()
            .is_some_and(|pages| !pages.is_empty()),
        "{looked}"
    );
}

#[test]
fn long_and_broken_bodies_are_bounded() {
    let served = Served::new();
    let own = served.own();
    let kind = "Content-Type: application/json\r\nConnection: close\r\n";
    // A gigabyte that is told beforehand is not read.
    let told = served.raw(&format!(
        "POST /api/open HTTP/1.1\r\n{own}{kind}Content-Length: 1073741824\r\n\r\n"
    ));
    assert_eq!((told.status, code(&told).as_str()), (413, "tep-qua-lon"));
    // One that is not told is given up.
    let mut stream = served.connect();
    let head = format!("POST /api/open HTTP/1.1\r\n{own}{kind}Transfer-Encoding: chunked\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let chunk = format!("{:x}\r\n{}\r\n", 1 << 20, "x".repeat(1 << 20));
    let sent = (0..1024)
        .take_while(|_| stream.write_all(chunk.as_bytes()).is_ok())
        .count();
    assert!(sent < 64, "{sent} MiB were taken");
    for (body, status) in [
        ("", 400),
        ("{", 400),
        ("[]", 400),
        ("{\"path\": 1}", 400),
        ("{\"path\": \"a.yaml\", \"more\": 1}", 400),
        ("\u{feff}{}", 400),
    ] {
        let length = body.len();
        let request =
            format!("POST /api/open HTTP/1.1\r\n{own}{kind}Content-Length: {length}\r\n\r\n{body}");
        assert_eq!(served.raw(&request).status, status, "{body}");
    }
    // Not UTF-8, half a pair of UTF-16, and nested as deep as can be.
    let deep = "[".repeat(1_000_000);
    for body in [
        &b"{\"path\":\"\xff\"}"[..],
        b"{\"path\":\"\\ud800\"}",
        deep.as_bytes(),
    ] {
        let mut stream = served.connect();
        let head = format!(
            "POST /api/open HTTP/1.1\r\n{own}{kind}Content-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        assert_eq!(answer(stream).status, 400);
    }
    // Heads without end.
    let mut stream = served.connect();
    let _ = stream.write_all(format!("GET / HTTP/1.1\r\nX: {}", "x".repeat(1 << 20)).as_bytes());
    let refused = answer(stream).status;
    assert!(matches!(refused, 0 | 400 | 431), "{refused}");
    assert_eq!(served.get("/api/folder").status, 200);
}

#[test]
fn a_thousand_connections_and_slow_ones_stop_nobody() {
    let served = Served::new();
    let own = served.own();
    // A tab that listens for events lives through it all.
    let mut events = served.events();
    let mut begin = [0; 16];
    events.read_exact(&mut begin).unwrap();
    assert_eq!(&begin[..15], b"HTTP/1.1 200 OK");
    let mut idle = Vec::new();
    for number in 0..1000 {
        let mut stream = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
        if number % 2 == 0 {
            let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: 127");
        }
        idle.push(stream);
        if number % 100 == 99 {
            let since = Instant::now();
            assert_eq!(served.get("/api/folder").status, 200);
            assert!(since.elapsed() < Duration::from_secs(5));
        }
    }
    // A tab that asks and does not read.
    let mut deaf = served.connect();
    for _ in 0..100 {
        let ask = format!("GET /fonts/0.ttf HTTP/1.1\r\n{own}\r\n");
        let _ = deaf.write_all(ask.as_bytes());
    }
    assert_eq!(served.get("/api/folder").status, 200);
    // A stranger that sends a letter a second is closed in time.
    let mut slow = served.connect();
    let since = Instant::now();
    while slow.write_all(b"G").is_ok() && since.elapsed() < Duration::from_secs(25) {
        std::thread::sleep(Duration::from_millis(500));
    }
    assert!(
        since.elapsed() < Duration::from_secs(16),
        "{:?}",
        since.elapsed()
    );
    drop(idle);
    served.write("moi.yaml", DOCUMENT);
    assert!(until(&mut events, "moi.yaml"), "the tab still listens");
}

/// Waits until a stream says some words.
fn until(stream: &mut TcpStream, words: &str) -> bool {
    let mut said = Vec::new();
    let mut part = [0; 4096];
    let since = Instant::now();
    while since.elapsed() < Duration::from_secs(20) {
        match stream.read(&mut part) {
            Ok(0) | Err(_) => return false,
            Ok(count) => said.extend_from_slice(&part[..count]),
        }
        if String::from_utf8_lossy(&said).contains(words) {
            return true;
        }
    }
    false
}

#[test]
fn a_body_that_does_not_come_is_given_up() {
    let served = Served::new();
    let own = served.own();
    let kind = "Content-Type: application/json\r\nConnection: close\r\n";
    let since = Instant::now();
    let slow = served.raw(&format!(
        "POST /api/open HTTP/1.1\r\n{own}{kind}Content-Length: 100\r\n\r\n{{"
    ));
    assert_eq!((slow.status, code(&slow).as_str()), (408, "yeu-cau-cham"));
    assert!(since.elapsed() < Duration::from_secs(35));
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_is_answered_and_the_server_lives() {
    let served = Served::new();
    for place in ["here", "aside", "writing"] {
        let answer = served.post("/api/panic", &json!({ "path": place }));
        assert_eq!(
            (answer.status, code(&answer).as_str()),
            (500, "loi-chuong-trinh"),
            "{place}"
        );
    }
    let text = open(&served, "ke-hoach.yaml");
    let save = json!({ "path": "ke-hoach.yaml", "text": "a: 1\n", "base": text["digest"] });
    assert_eq!(served.post("/api/save", &save).status, 200);
}

#[test]
fn texts_are_saved_whole_and_never_over_anothers() {
    let served = Served::new();
    let path = "ke-hoach.yaml";
    // To the byte: a byte order mark, line ends of Windows, no line end at the end.
    let odd = "\u{feff}loai: ke-hoach\r\nnoi_dung: |\r\n  Lời\u{301} văn 😀";
    served.write(path, odd);
    let opened = open(&served, path);
    assert_eq!(opened["text"], odd);
    let save = |text: &str, base: &Value| {
        let asked = json!({ "path": path, "text": text, "base": base });
        served.post("/api/save", &asked)
    };
    let holds = || fs::read_to_string(served.path(path)).unwrap();
    let saved = save("một", &opened["digest"]);
    assert_eq!((saved.status, holds().as_str()), (200, "một"));
    // The other tab.
    let refused = save("hai", &opened["digest"]);
    assert_eq!((refused.status, holds().as_str()), (409, "một"));
    assert_eq!(refused.json()["disk"], "một");
    assert_eq!(refused.json()["digest"], saved.json()["digest"]);
    // An editor, a colleague.
    served.write(path, "ba");
    let refused = save("hai", &saved.json()["digest"]);
    assert_eq!(
        (refused.status, refused.json()["disk"].as_str()),
        (409, Some("ba"))
    );
    let saved = save("hai", &refused.json()["digest"]);
    assert_eq!((saved.status, holds().as_str()), (200, "hai"));
    // Gone.
    fs::remove_file(served.path(path)).unwrap();
    let refused = save("bốn", &saved.json()["digest"]);
    assert_eq!(
        (refused.status, &refused.json()["disk"]),
        (409, &Value::Null)
    );
    assert!(!served.path(path).exists());
    assert_eq!(save("bốn", &Value::Null).status, 200);
    assert_eq!(holds(), "bốn");
    // Nothing of it is lost.
    let versions = served
        .post("/api/versions", &json!({ "path": path }))
        .json();
    let texts: Vec<Value> = versions["versions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|version| {
            let asked = json!({ "path": path, "id": version["id"] });
            served.post("/api/version", &asked).json()["text"].clone()
        })
        .collect();
    assert_eq!(texts, ["hai", "ba", "một", odd]);
    for id in ["../../ke-hoach", "x", ""] {
        let asked = json!({ "path": path, "id": id });
        assert_eq!(served.post("/api/version", &asked).status, 404, "{id}");
    }
    let left: Vec<String> = fs::read_dir(served.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".tmp"))
        .collect();
    assert_eq!(left, [""; 0]);
}

#[test]
fn two_tabs_that_save_at_once_lose_nothing() {
    let served = Served::new();
    let path = "ke-hoach.yaml";
    let base = open(&served, path)["digest"].clone();
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let tabs = (0..8).map(|tab| {
            let (served, base) = (&served, &base);
            scope.spawn(move || {
                let text = format!("thẻ {tab}");
                served
                    .post(
                        "/api/save",
                        &json!({ "path": path, "text": text, "base": base }),
                    )
                    .status
            })
        });
        let tabs: Vec<_> = tabs.collect();
        tabs.into_iter().map(|tab| tab.join().unwrap()).collect()
    });
    assert_eq!(
        statuses.iter().filter(|status| **status == 200).count(),
        1,
        "{statuses:?}"
    );
    assert!(
        statuses.iter().all(|status| matches!(status, 200 | 409)),
        "{statuses:?}"
    );
}

#[test]
fn two_starts_show_one_page_and_a_dead_one_is_followed() {
    let mut served = Served::new();
    let folder = served.path("");
    let (mut second, line) = started(&folder, &[]);
    assert!(second.wait().unwrap().success());
    let address = format!("http://127.0.0.1:{}/?ma={}", served.port, served.token);
    assert!(
        line.contains("đang chạy sẵn") && line.contains(&address),
        "{line}"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let told = fs::metadata(folder.join(".vanban/serve.json")).unwrap();
        assert_eq!(told.permissions().mode() & 0o777, 0o600);
    }
    // Killed: what it wrote stays, and is not believed.
    served.process.kill().unwrap();
    served.process.wait().unwrap();
    assert!(folder.join(".vanban/serve.json").exists());
    let (mut third, line) = started(&folder, &[]);
    assert!(
        line.contains("Trang của vanban: http://127.0.0.1:"),
        "{line}"
    );
    assert!(!line.contains(&served.token), "{line}");
    third.kill().unwrap();
    third.wait().unwrap();
    // Nonsense in its place stops nobody.
    for nonsense in [
        "",
        "{",
        "{\"port\":1,\"token\":\"x\\r\\nHost: a\"}",
        "{\"port\":1,\"token\":\"ab\"}",
    ] {
        fs::write(folder.join(".vanban/serve.json"), nonsense).unwrap();
        let (mut next, line) = started(&folder, &[]);
        assert!(
            line.contains("Trang của vanban: http://"),
            "{nonsense}: {line}"
        );
        next.kill().unwrap();
        next.wait().unwrap();
    }
}

#[cfg(unix)]
#[test]
fn it_ends_when_it_is_told_to() {
    let mut served = Served::new();
    let _events = served.events();
    let since = Instant::now();
    assert_eq!(served.interrupt(), Some(0));
    assert!(since.elapsed() < Duration::from_secs(5));
    assert!(!served.path(".vanban/serve.json").exists());
}

/// A save that has begun when the program is told to end is whole, or was not begun.
#[cfg(unix)]
#[test]
fn a_save_at_the_end_is_whole_or_not_at_all() {
    for round in 0..5_u64 {
        let mut served = Served::new();
        let path = "ke-hoach.yaml";
        let base = open(&served, path)["digest"].clone();
        let long = format!("a: {}\n", "x".repeat(4 << 20));
        let body = json!({ "path": path, "text": long, "base": base }).to_string();
        let own = served.own();
        let length = body.len();
        let mut stream = served.connect();
        let request = format!(
            "POST /api/save HTTP/1.1\r\n{own}Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).unwrap();
        std::thread::sleep(Duration::from_millis(round * 10));
        // The browser is closed, too.
        drop(stream);
        assert_eq!(served.interrupt(), Some(0));
        let holds = fs::read_to_string(served.path(path)).unwrap();
        assert!(holds == long || holds == DOCUMENT, "{} bytes", holds.len());
    }
}

#[test]
fn the_page_builds_what_the_command_builds() {
    let served = Served::new();
    let beside = tempfile::tempdir().unwrap();
    for name in ["co-quan.yaml", "ke-hoach.yaml"] {
        fs::copy(served.path(name), beside.path().join(name)).unwrap();
    }
    let run = common::vanban()
        .arg("build")
        .arg("ke-hoach.yaml")
        .current_dir(beside.path())
        .output()
        .unwrap();
    assert!(run.status.success());
    let build = |more: Value| {
        let mut asked = json!({ "path": "ke-hoach.yaml", "text": DOCUMENT });
        asked
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        served.post("/api/build", &asked).json()
    };
    let fates = |built: &Value| -> Vec<String> {
        let files = built["files"].as_array().unwrap().iter();
        let mut fates: Vec<String> = files
            .map(|file| {
                format!(
                    "{} {}",
                    file["name"].as_str().unwrap(),
                    file["fate"].as_str().unwrap()
                )
            })
            .collect();
        fates.sort();
        fates
    };
    let built = build(json!({}));
    assert_eq!(
        (built["outcome"].as_str(), built["pages"].as_u64()),
        (Some("made"), Some(1)),
        "{built}"
    );
    assert_eq!(
        fates(&built),
        ["ke-hoach.docx written", "ke-hoach.pdf written"]
    );
    for name in ["ke-hoach.docx", "ke-hoach.pdf"] {
        let wanted = fs::read(beside.path().join(name)).unwrap();
        assert_eq!(fs::read(served.path(name)).unwrap(), wanted, "{name}");
        let file = served.get(&format!("/api/file?path={name}"));
        assert_eq!((file.status, file.body), (200, wanted), "{name}");
    }
    let listed = |key: &str| served.get("/api/folder").json()["documents"][0][key].clone();
    assert_eq!(
        fates(&build(json!({}))),
        ["ke-hoach.docx current", "ke-hoach.pdf current"]
    );
    assert_eq!(listed("built"), "current");
    // A person changes one of them.
    served.write("ke-hoach.docx", "của tôi");
    assert_eq!(listed("built"), "edited");
    assert_eq!(
        fates(&build(json!({}))),
        ["ke-hoach.docx edited", "ke-hoach.pdf current"]
    );
    let built = build(json!({ "beside": true }));
    assert_eq!(
        fates(&built),
        ["ke-hoach.docx beside", "ke-hoach.pdf current"],
        "{built}"
    );
    assert_eq!(
        fs::read(served.path("ke-hoach.docx")).unwrap(),
        "của tôi".as_bytes()
    );
    assert!(served.path("ke-hoach.moi.docx").exists());
    let built = build(json!({ "force": ["ke-hoach.docx"] }));
    assert_eq!(
        fates(&built),
        ["ke-hoach.docx backed", "ke-hoach.pdf current"],
        "{built}"
    );
    assert_eq!(
        fs::read(served.path("ke-hoach.cu.docx")).unwrap(),
        "của tôi".as_bytes()
    );
    served.write("ke-hoach.yaml", DOCUMENT.replace("lần một", "lần hai"));
    assert_eq!(listed("built"), "stale");
}

#[test]
fn pages_follow_the_text_and_the_newest_turn_wins() {
    let served = Served::new();
    let first = look(&served, "ke-hoach.yaml", DOCUMENT);
    assert_eq!(first["sources"], json!(["ke-hoach.yaml", "co-quan.yaml"]));
    let page = &first["pages"][0];
    assert!(
        page["svg"].as_str().is_some_and(|svg| svg.contains("<svg")),
        "{page}"
    );
    let ask = |text: &str, turn: u64, have: Value| {
        let asked = json!({ "path": "ke-hoach.yaml", "text": text, "tab": "a", "turn": turn, "have": have });
        served.post("/api/look", &asked).json()
    };
    let again = ask(DOCUMENT, 2, json!([page["key"]]));
    assert_eq!(again["pages"][0]["key"], page["key"]);
    assert!(again["pages"][0].get("svg").is_none(), "it has it");
    let changed = ask(&DOCUMENT.replace("Lời", "Câu"), 3, json!([page["key"]]));
    assert!(changed["pages"][0].get("svg").is_some());
    // What was asked before and comes after is not made.
    assert_eq!(
        ask(DOCUMENT, 2, json!([])),
        json!({ "turn": 2, "superseded": true })
    );
    // A text that does not compile has its message with its place, in code units.
    let broken = format!("# 😀\n{}", DOCUMENT.replace("trich_yeu", "trich_yeuu"));
    let told = ask(&broken, 4, json!([]));
    assert_eq!(told["pages"], Value::Null);
    let message = &told["messages"][0];
    let units: Vec<u16> = broken.encode_utf16().collect();
    let range =
        message["from"].as_u64().unwrap() as usize..message["to"].as_u64().unwrap() as usize;
    assert_eq!(
        String::from_utf16(&units[range]).unwrap(),
        "trich_yeuu",
        "{message}"
    );
    assert!(
        message["fix"]["changes"][0]["insert"].as_str().is_some(),
        "{message}"
    );
}

#[test]
fn a_newer_look_ends_a_check() {
    let served = Served::new();
    let of =
        |turn: u64| json!({ "path": "ke-hoach.yaml", "text": DOCUMENT, "tab": "c", "turn": turn });
    let check = |turn: u64| served.post("/api/check", &of(turn)).json();
    // A check before any look, and one of the newest text, are made.
    assert!(check(1)["findings"].is_array());
    assert!(served.post("/api/look", &of(2)).json()["pages"].is_array());
    assert!(check(2)["findings"].is_array());
    assert_eq!(check(1), json!({ "superseded": true }));
    // Looks of another tab end none.
    let mut other = of(9);
    other["tab"] = json!("d");
    served.post("/api/look", &other);
    assert!(check(2)["findings"].is_array());
}

/// What is typed into the form comes back as changes that leave every other byte as it is.
#[test]
fn edits_of_the_form_are_changes_of_the_text() {
    let served = Served::new();
    let text = format!("# 😀 lời dặn\r\n{}", DOCUMENT.replace('\n', "\r\n"));
    let asked =
        json!({ "path": "ke-hoach.yaml", "text": text, "tab": "f", "turn": 1, "form": true });
    let form = served.post("/api/look", &asked).json()["form"].clone();
    assert!(
        form["groups"]
            .as_array()
            .is_some_and(|groups| !groups.is_empty()),
        "{form}"
    );
    let edit = |value: &str| {
        let edits = json!([{ "op": "set", "path": ["trich_yeu"], "value": value }]);
        let asked = json!({ "path": "ke-hoach.yaml", "text": text, "edits": edits });
        served.post("/api/form/edit", &asked).json()
    };
    let mut units: Vec<u16> = text.encode_utf16().collect();
    for change in edit("Thử: lần hai")["changes"]
        .as_array()
        .unwrap()
        .iter()
        .rev()
    {
        let at = |key: &str| change[key].as_u64().unwrap() as usize;
        let insert: Vec<u16> = change["insert"].as_str().unwrap().encode_utf16().collect();
        units.splice(at("from")..at("to"), insert);
    }
    let changed = String::from_utf16(&units).unwrap();
    let (before, after) = text.split_once("Thử lần một").unwrap();
    assert!(
        changed.starts_with(before) && changed.ends_with(after),
        "{changed}"
    );
    assert!(
        look(&served, "ke-hoach.yaml", &changed)["pages"].is_array(),
        "{changed}"
    );
    // A text that is no YAML has no form, and edits of it a fault.
    let asked = json!({ "path": "a.yaml", "text": "a: [", "tab": "g", "turn": 1, "form": true });
    assert_eq!(served.post("/api/look", &asked).json()["form"], Value::Null);
    let asked = json!({ "path": "a.yaml", "text": "a: [", "edits": [{ "op": "set", "path": ["a"], "value": "b" }] });
    assert!(served.post("/api/form/edit", &asked).json()["fault"]["message"].is_string());
}

#[test]
fn bodies_are_told_as_blocks_and_pasted_as_markdown() {
    let served = Served::new();
    let body = |asked: Value| served.post("/api/body", &asked);
    let markdown = "## Đề 😀 mục\n\n- Một\n- Hai\n";
    let read = |markdown: &Value| body(json!({ "markdown": markdown })).json()["blocks"].clone();
    let mut blocks = read(&json!(markdown));
    let kinds: Vec<&str> = blocks
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|block| block["kind"].as_str())
        .collect();
    assert_eq!(kinds, ["heading", "item", "item"]);
    let same = body(json!({ "markdown": markdown, "wanted": blocks })).json();
    assert_eq!(same["changes"], json!([]));
    assert_eq!(same["blocks"], json!([]));
    assert_eq!(same["head"], 3);
    blocks[1]["inlines"] = json!([{ "text": "Một " }, { "text": "hai", "bold": true }]);
    let told = body(json!({ "markdown": markdown, "wanted": blocks })).json();
    // Those at the ends are as they were; the last stands further.
    assert_eq!([&told["head"], &told["tail"], &told["by"]], [1, 1, 8]);
    let now = read(&json!(markdown.replace("Một", "Một **hai**")));
    assert_eq!(told["blocks"], json!([now[1]]));
    assert_eq!(now[1]["inlines"][1]["bold"], true);
    let more = |place: &str| now[2][place].as_u64().unwrap() - blocks[2][place].as_u64().unwrap();
    assert_eq!([more("from"), more("to")], [8, 8]);
    // Blocks that were read may be told by their numbers.
    let numbers = json!([0, blocks[1], 2]);
    assert_eq!(
        body(json!({ "markdown": markdown, "wanted": numbers })).json(),
        told
    );
    assert_eq!(
        body(json!({ "markdown": markdown, "wanted": [0, 9] })).status,
        400
    );
    let without = body(json!({ "markdown": markdown, "wanted": [0, 2] })).json();
    assert_eq!([&without["head"], &without["tail"]], [1, 1]);
    assert_eq!(without["blocks"], json!([]));
    // Places count as browsers do: the picture of a face is two units.
    let before = markdown.split_once("Một").unwrap().0;
    let at = before.encode_utf16().count() as u64 + 3;
    assert_eq!(told["changes"][0]["from"], at);
    let paste = |html: &str, wanted: &str| {
        served
            .post("/api/paste", &json!({ "html": html, "as": wanted }))
            .json()
    };
    let pasted = paste("<h2>Đề mục</h2><p>Chữ <b>đậm</b></p>", "markdown");
    assert_eq!(pasted["blocks"][1]["inlines"][1]["text"], "đậm");
    assert_eq!(pasted["blocks"][1]["id"], Value::Null);
    let table = "<table><tr><td>a</td><td>b</td></tr></table>";
    assert_eq!(paste(table, "cells")["cells"], json!([["a", "b"]]));
    assert_eq!(body(json!({ "markdown": 1 })).status, 400);
}

#[test]
fn bad_documents_are_told_and_listed() {
    let served = Served::new();
    served.write("hong.yaml", "loai: ke-hoach\n  - [\n");
    served.write("khong-utf8.yaml", b"loai: k\xff\n");
    served.write("ghi-chu.txt", "không phải văn bản");
    let composed = "K\u{1ebf} ho\u{1ea1}ch.yaml";
    let decomposed = "Ke\u{302}\u{301} hoa\u{323}ch.yaml".to_owned();
    served.write(&decomposed, DOCUMENT);
    let listed = served.get("/api/folder").json();
    let documents = listed["documents"].as_array().unwrap();
    let of = |path: &str| documents.iter().find(|document| document["path"] == path);
    assert!(
        of("hong.yaml").is_some_and(|hong| hong["fault"].is_string() && hong["errors"] == 1),
        "{listed}"
    );
    let plan = of("ke-hoach.yaml").unwrap();
    assert_eq!(
        (plan["kind_name"].as_str(), plan["subject"].as_str()),
        (Some("kế hoạch"), Some("Thử lần một"))
    );
    assert_eq!(
        (plan["date"].as_str(), plan["built"].as_str()),
        (Some("…/01/2024"), Some("no"))
    );
    assert_eq!(listed["profiles"][0]["path"], "co-quan.yaml");
    // By either spelling of its name.
    for name in [composed, decomposed.as_str()] {
        assert_eq!(open(&served, name)["text"], DOCUMENT, "{name:?}");
    }
    let refused = served.post("/api/open", &json!({ "path": "khong-utf8.yaml" }));
    assert_eq!(
        (refused.status, code(&refused).as_str()),
        (422, "khong-phai-utf8")
    );
    // A profile by itself is no document without a kind.
    let looked = look(
        &served,
        "co-quan.yaml",
        "co_quan: A\nviet_tatt: B\ndia_danh: C\n",
    );
    assert_eq!(looked["sort"], "profile", "most of its entries are");
    let told = looked["messages"][0]["message"].as_str().unwrap();
    assert!(told.contains("viet_tatt"), "{told}");
    let looked = look(&served, "co-quan.yaml", "co_quan: A\nluu: [[B]]\n");
    assert_eq!(
        (looked["sort"].as_str(), looked["pages"].is_null()),
        (Some("profile"), true)
    );
    assert_eq!(
        looked["messages"].as_array().map(Vec::len),
        Some(1),
        "{looked}"
    );
    // A profile that is broken is told where it stands.
    served.write("co-quan.yaml", "co_quan: [\n");
    let told = look(&served, "ke-hoach.yaml", DOCUMENT);
    assert_eq!(told["pages"], Value::Null);
    assert_eq!(told["messages"][0]["source"], "co-quan.yaml");
    assert_eq!(told["messages"][0]["from"], Value::Null);
    let listed = served.get("/api/folder").json();
    assert!(listed["documents"].to_string().contains("fault"));
    assert_eq!(listed["profiles"][0]["path"], "co-quan.yaml", "{listed}");
    assert!(listed["profiles"][0]["fault"].is_string(), "{listed}");
    let looked = look(&served, "co-quan.yaml", "co_quan: [\ndia_danh: A\n");
    assert!(looked["messages"][0]["from"].is_number(), "{looked}");
    // What cannot be decoded is listed, too.
    let of = |path: &str| {
        listed["documents"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["path"] == path)
    };
    assert!(of("khong-utf8.yaml"), "{listed}");
}

#[test]
fn long_documents_are_answered() {
    let served = Served::new();
    // A thousand errors.
    let mut many = DOCUMENT.to_owned();
    for number in 0..1000 {
        many.push_str(&format!("khoa_la_{number}: 1\n"));
    }
    let told = look(&served, "ke-hoach.yaml", &many);
    assert!(
        told["messages"]
            .as_array()
            .is_some_and(|all| !all.is_empty() && all.len() <= 2000)
    );
    assert_eq!(told["stopped"], true, "there are more than are told");
    // Eight mebibytes, and one byte more.
    let long = format!("{DOCUMENT}# {}", "x".repeat((8 << 20) - DOCUMENT.len() - 2));
    assert_eq!(long.len(), 8 << 20);
    assert!(look(&served, "ke-hoach.yaml", &long)["pages"].is_array());
    let told = look(&served, "ke-hoach.yaml", &format!("{long}x"));
    assert_eq!(told["messages"][0]["code"], "tep-qua-lon");
    let save = json!({ "path": "moi.yaml", "text": format!("{long}x"), "base": null });
    assert_eq!(served.post("/api/save", &save).status, 422);
    assert!(!served.path("moi.yaml").exists());
}

#[cfg(unix)]
#[test]
fn a_folder_without_rights_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let served = Served::new();
    let set = |name: &str, mode: u32| {
        fs::set_permissions(served.path(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    let digest = open(&served, "ke-hoach.yaml")["digest"].clone();
    set("", 0o500);
    let is_bound = fs::write(served.path("thu"), "").is_err();
    if is_bound {
        let save = json!({ "path": "ke-hoach.yaml", "text": "a", "base": digest });
        let refused = served.post("/api/save", &save);
        assert_eq!(
            (refused.status, code(&refused).as_str()),
            (507, "khong-ghi-duoc")
        );
        let new = served.post("/api/new", &json!({ "kind": "ke-hoach" }));
        assert_eq!(new.status, 507);
        let built = served
            .post("/api/build", &json!({ "path": "ke-hoach.yaml" }))
            .json();
        assert_eq!(built["outcome"], "unwritten");
    }
    set("", 0o700);
    set("ke-hoach.yaml", 0o000);
    fs::create_dir(served.path("kin")).unwrap();
    set("kin", 0o000);
    if is_bound {
        let listed = served.get("/api/folder").json();
        assert_eq!(listed["unread"], json!(["kin"]), "{listed}");
        assert!(listed["documents"][0]["fault"].is_string(), "{listed}");
        let refused = served.post("/api/open", &json!({ "path": "ke-hoach.yaml" }));
        assert_eq!(
            (refused.status, code(&refused).as_str()),
            (403, "khong-doc-duoc")
        );
    }
    set("kin", 0o700);
    set("ke-hoach.yaml", 0o600);
    assert_eq!(
        fs::read_to_string(served.path("ke-hoach.yaml")).unwrap(),
        DOCUMENT
    );
}

#[test]
fn a_new_document_of_every_kind_is_sound() {
    let served = Served::new();
    let kinds = served.get("/api/kinds").json();
    let kinds = kinds.as_array().unwrap();
    assert!(kinds.len() > 20);
    for kind in kinds {
        let slug = kind["kind"].as_str().unwrap();
        assert!(
            kind["picture"]
                .as_str()
                .is_some_and(|svg| svg.contains("<svg")),
            "{slug}"
        );
        for profile in [Value::Null, json!("co-quan.yaml")] {
            let asked = json!({ "kind": slug, "profile": profile, "name": "" });
            let made = served.post("/api/new", &asked);
            assert_eq!(
                made.status,
                200,
                "{slug}: {}",
                String::from_utf8_lossy(&made.body)
            );
            let path = made.json()["path"].as_str().unwrap().to_owned();
            let text = fs::read_to_string(served.path(&path)).unwrap();
            assert!(!text.contains('@'), "{slug}: {text}");
            let looked = look(&served, &path, &text);
            assert!(
                looked["pages"].is_array(),
                "{slug} {profile}: {}",
                looked["messages"]
            );
        }
    }
    let asked = json!({ "kind": "ke-hoach", "profile": null, "name": "Kế hoạch Tết 2024 / ../" });
    assert_eq!(
        served.post("/api/new", &asked).json()["path"],
        "ke-hoach-tet-2024.yaml"
    );
    assert_eq!(
        served.post("/api/new", &asked).json()["path"],
        "ke-hoach-tet-2024-2.yaml"
    );
    assert_eq!(
        served
            .post("/api/new", &json!({ "kind": "khong-co" }))
            .status,
        422
    );
}

#[cfg(unix)]
#[test]
fn templates_do_not_lead_out_of_their_folder_and_are_read_anew() {
    let dir = Served::folder();
    let templates = dir.path().join("mau");
    fs::create_dir(&templates).unwrap();
    let option = [
        "--templates".to_owned(),
        templates.to_str().unwrap().to_owned(),
    ];
    let served = Served::of(dir, &[&option[0], &option[1]]);
    let key = || look(&served, "ke-hoach.yaml", DOCUMENT)["pages"][0]["key"].clone();
    let before = key();
    let measures = "noi_dung: {co_chu: 13}\n";
    fs::write(templates.join("nd30.yaml"), measures).unwrap();
    let since = Instant::now();
    while key() == before {
        assert!(since.elapsed() < Duration::from_secs(20), "not read anew");
        std::thread::sleep(Duration::from_millis(100));
    }
    let now = key();
    // A link that leads out is refused; what was there stays.
    fs::write(served.dir.path().join("ngoai.xml"), "<document/>").unwrap();
    std::os::unix::fs::symlink(
        served.dir.path().join("ngoai.xml"),
        templates.join("named.xml"),
    )
    .unwrap();
    std::thread::sleep(Duration::from_millis(800));
    assert_eq!(key(), now);
    let again = tempfile::tempdir().unwrap();
    let run = common::vanban()
        .arg("serve")
        .arg(again.path())
        .arg("--no-open")
        .args(&option)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(
        said.contains("tep-mau") && said.contains("liên kết"),
        "{said}"
    );
}

/// Without arguments and without a terminal, the program serves the folder that it lies in.
#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn a_double_click_serves_the_folder_of_the_program_or_one_in_documents() {
    use std::{
        io::{BufRead, BufReader},
        process::{Command, Stdio},
    };
    let (dir, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let program = dir.path().join("vanban");
    fs::copy(env!("CARGO_BIN_EXE_vanban"), &program).unwrap();
    let made = home.path().join("vanban");
    let start = |desktop: &str| {
        let mut command = Command::new(&program);
        // No browser is found.
        command
            .env_clear()
            .env("DISPLAY", desktop)
            .env("HOME", home.path())
            .env("VANBAN_FONTS", "co-san");
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut process = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        assert!(process.wait().unwrap().success() || !line.contains("http://"));
        line
    };
    let stop = |folder: &std::path::Path| {
        let mut command = Command::new(&program);
        let stopped = command.args(["serve", "--stop"]).arg(folder).output();
        assert!(stopped.unwrap().status.success());
    };
    assert!(!start("").contains("http://"), "there is no desktop");
    assert!(!made.exists());
    fs::write(dir.path().join("ke-hoach.yaml"), DOCUMENT).unwrap();
    assert!(start(":0").contains("http://127.0.0.1:"));
    assert!(!made.exists(), "the program's own folder is served");
    stop(dir.path());
    fs::remove_file(dir.path().join("ke-hoach.yaml")).unwrap();
    assert!(start(":0").contains("http://127.0.0.1:"));
    assert!(made.is_dir());
    stop(&made);
}

#[test]
fn a_first_profile_is_made_of_answers() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("thu-muc/van-ban-mau/a")).unwrap();
    fs::copy(
        "samples/phuong-2/co-quan.yaml",
        dir.path().join("thu-muc/van-ban-mau/a/co-quan.yaml"),
    )
    .unwrap();
    let served = Served::of(dir, &[]);
    let listed = served.get("/api/folder").json();
    assert_eq!(listed["profiles"][0]["sample"], true, "{listed}");
    let answers = json!({
        "co_quan": ["ỦY BAN NHÂN DÂN", "XÃ AN PHÚ"], "co_quan_chu_quan": [], "viet_tat": "UBND",
        "dia_danh": "An Phú", "luu": "",
        "nguoi_ky": { "quyen_han": ["TM. ỦY BAN NHÂN DÂN"], "chuc_vu": "CHỦ TỊCH", "ho_ten": "Nguyễn Văn A" },
    });
    let made = served.post("/api/profile", &answers);
    assert_eq!(
        (made.status, made.json()["path"].as_str()),
        (200, Some("co-quan.yaml"))
    );
    let listed = served.get("/api/folder").json();
    assert_eq!(listed["profiles"][0]["name"], "ỦY BAN NHÂN DÂN XÃ AN PHÚ");
    assert_eq!(listed["profiles"][0]["sample"], false);
    let asked = json!({ "kind": "ke-hoach", "profile": "co-quan.yaml", "name": "" });
    let path = served.post("/api/new", &asked).json()["path"]
        .as_str()
        .unwrap()
        .to_owned();
    let text = fs::read_to_string(served.path(&path)).unwrap();
    assert!(
        !text.contains("dia_danh") && text.contains("ho_so: co-quan.yaml"),
        "{text}"
    );
    assert!(look(&served, &path, &text)["pages"].is_array());
    // Who says too little is told what is missing, and nothing is written.
    let refused = served.post("/api/profile", &json!({ "co_quan": ["A"] }));
    assert_eq!(
        (refused.status, code(&refused).as_str()),
        (422, "thieu-muc")
    );
    assert!(!served.path("co-quan-2.yaml").exists());
}

#[test]
fn what_others_write_is_told_with_its_digest() {
    let served = Served::new();
    let mut events = served.events();
    std::thread::sleep(Duration::from_millis(300));
    served.write("ke-hoach.yaml", "a: 1\n");
    let digest = open(&served, "ke-hoach.yaml")["digest"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(until(&mut events, &digest));
    fs::create_dir(served.path("tap")).unwrap();
    std::thread::sleep(Duration::from_millis(500));
    served.write("tap/moi.yaml", "a: 1\n");
    assert!(until(&mut events, "tap/moi.yaml"));
}

#[test]
fn a_profile_has_a_form_and_its_edits_are_changes_of_its_text() {
    let served = Served::new();
    let text = "co_quan: A\nviet_tat: UBND # tắt\nten_la: 1\n";
    let asked = |text: &str, sort: &str| {
        let mut asked = json!({ "path": "ho-so.yaml", "text": text, "sort": sort });
        let checked = served.post("/api/check", &asked).json();
        asked["tab"] = json!("a");
        asked["turn"] = json!(1);
        asked["form"] = json!(true);
        let looked = served.post("/api/look", &asked);
        assert_eq!(looked.status, 200);
        (looked.json(), checked["findings"].clone())
    };
    let codes = |told: &Value| -> Vec<String> {
        let told = told.as_array().unwrap().iter();
        told.map(|one| one["code"].as_str().unwrap().to_owned())
            .collect()
    };
    // What the page knows to be a profile is one, whatever is wrong with it.
    let (looked, findings) = asked(text, "profile");
    assert_eq!(looked["sort"], "profile");
    assert_eq!(codes(&looked["messages"]), codes(&findings));
    assert!(!codes(&findings).is_empty());
    assert!(looked["pages"].is_null());
    let groups = looked["form"]["groups"].as_array().unwrap();
    let fields = groups
        .iter()
        .flat_map(|one| one["fields"].as_array().unwrap());
    let paths: Vec<&Value> = fields.map(|one| &one["path"]).collect();
    assert!(paths.contains(&&json!(["nguoi_ky_mac_dinh"])));
    assert!(!paths.contains(&&json!(["loai"])));
    let (looked, _) = asked("co_quan: [\n", "profile");
    assert!(looked["form"].is_null());
    assert_eq!(codes(&looked["messages"]), ["cu-phap-yaml"]);

    let edit = json!({
        "path": "ho-so.yaml", "text": text, "sort": "profile",
        "edits": [{ "op": "set", "path": ["viet_tat"], "value": "SKHCN" }],
    });
    let changes = served.post("/api/form/edit", &edit).json();
    let at = "co_quan: A\nviet_tat: ".len();
    assert_eq!(
        changes["changes"],
        json!([{ "from": at, "to": at + 4, "insert": "SKHCN" }])
    );
}

/// Nobody has a terminal to end it in: it goes on without the program that started it, and is told to end.
#[test]
fn in_the_background_it_lives_until_it_is_stopped() {
    let dir = Served::folder();
    let folder = dir.path().join("thu-muc");
    let run = |more: &[&str]| {
        let mut command = common::vanban();
        command.arg("serve").args(more).arg(&folder);
        let done = command.output().unwrap();
        assert!(done.status.success(), "{done:?}");
        String::from_utf8(done.stdout).unwrap()
    };
    assert!(run(&["--stop"]).contains("Không có trang nào"));
    let line = run(&["--background", "--no-open"]);
    assert!(line.contains("vanban serve --stop"), "{line}");
    let again = run(&["--background", "--no-open"]);
    assert!(again.contains("đang chạy sẵn"), "{again}");
    assert!(run(&["--stop"]).contains("Đã dừng"));
    // What it began to write it ends first; then another may serve.
    let since = Instant::now();
    while !run(&["--stop"]).contains("Không có trang nào") {
        assert!(since.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(!folder.join(".vanban/serve.json").exists());
    // What is wrong is told by who was started to who starts.
    let mut command = common::vanban();
    let wrong = command.args(["serve", "--background", "--no-open", "khong/co"]);
    let wrong = wrong.output().unwrap();
    assert_eq!(wrong.status.code(), Some(1));
    let told = String::from_utf8(wrong.stderr).unwrap();
    assert!(told.contains("khong-doc-duoc"), "{told}");
}
