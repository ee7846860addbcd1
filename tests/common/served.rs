//! A folder that `vanban serve` serves, and requests to it as bytes over a connection.

use super::vanban;
use serde_json::Value;
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Stdio},
    time::{Duration, Instant},
};

/// A document that builds on [`PROFILE`].
pub(crate) const DOCUMENT: &str = "\
loai: ke-hoach
ho_so: co-quan.yaml
so:
ngay_ban_hanh: /01/2024
trich_yeu: Thử lần một
noi_dung: |
  Lời văn.
";

/// The server of a folder of its own, ended when dropped.
pub(crate) struct Served {
    pub(crate) dir: tempfile::TempDir,
    pub(crate) process: Child,
    pub(crate) port: u16,
    pub(crate) token: String,
    pub(crate) line: String,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        let text = String::from_utf8_lossy(&self.body);
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"))
    }
}

impl Served {
    /// Serves a folder with a profile and `ke-hoach.yaml`.
    pub(crate) fn new() -> Self {
        Self::of(Self::folder(), &[])
    }

    /// A folder with such a folder, `thu-muc`, in it.
    pub(crate) fn folder() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("thu-muc")).unwrap();
        fs::copy(
            "samples/phuong-2/co-quan.yaml",
            dir.path().join("thu-muc/co-quan.yaml"),
        )
        .unwrap();
        fs::write(dir.path().join("thu-muc/ke-hoach.yaml"), DOCUMENT).unwrap();
        dir
    }

    /// Serves the folder `thu-muc` of a folder; what is beside it is outside.
    pub(crate) fn of(dir: tempfile::TempDir, more: &[&str]) -> Self {
        let (process, line) = started(&dir.path().join("thu-muc"), more);
        let address = line
            .split_whitespace()
            .find(|word| word.starts_with("http://"));
        let address = address.unwrap_or_else(|| panic!("{line}"));
        let rest = address.strip_prefix("http://127.0.0.1:").unwrap();
        let (port, token) = rest.split_once("/?ma=").unwrap();
        Self {
            dir,
            process,
            port: port.parse().unwrap(),
            token: token.to_owned(),
            line: line.clone(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join("thu-muc").join(name)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).unwrap();
    }

    /// A connection over which a tab listens for events.
    pub(crate) fn events(&self) -> TcpStream {
        let mut stream = self.connect();
        let own = self.own();
        let head = format!("GET /api/events HTTP/1.1\r\n{own}\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        stream
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(40)))
            .unwrap();
        stream
    }

    /// The lines of the head that let a request of the page in.
    pub(crate) fn own(&self) -> String {
        let Self { port, token, .. } = self;
        format!(
            "Host: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nCookie: vanban-{port}={token}\r\n"
        )
    }

    /// Sends bytes as they are.
    pub(crate) fn raw(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        answer(stream)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        let own = self.own();
        self.raw(&format!(
            "GET {path} HTTP/1.1\r\n{own}Connection: close\r\n\r\n"
        ))
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        let (own, body) = (self.own(), body.to_string());
        let length = body.len();
        self.raw(&format!(
            "POST {path} HTTP/1.1\r\n{own}Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        ))
    }

    /// Ends it as Ctrl-C does; gives its exit code.
    #[cfg(unix)]
    pub(crate) fn interrupt(&mut self) -> Option<i32> {
        let id = self.process.id().to_string();
        let killed = std::process::Command::new("kill")
            .args(["-INT", &id])
            .status();
        assert!(killed.unwrap().success());
        let since = Instant::now();
        loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status.code();
            }
            assert!(since.elapsed() < Duration::from_secs(20), "does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Starts the program in a folder; gives the line that it prints.
pub(crate) fn started(folder: &Path, more: &[&str]) -> (Child, String) {
    let mut command = vanban();
    command.arg("serve").arg(folder).arg("--no-open").args(more);
    let command = command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = command.spawn().unwrap();
    let mut line = String::new();
    let out = process.stdout.take().unwrap();
    BufReader::new(out).read_line(&mut line).unwrap();
    (process, line)
}

/// Reads an answer to its end.
pub(crate) fn answer(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    // A connection that is closed while more is sent may be reset.
    let _ = stream.read_to_end(&mut bytes);
    let end = bytes.windows(4).position(|part| part == b"\r\n\r\n");
    let Some(end) = end else {
        return Answer {
            status: 0,
            head: String::from_utf8_lossy(&bytes).into_owned(),
            body: Vec::new(),
        };
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    Answer {
        status: status.unwrap_or(0),
        head,
        body: bytes[end + 4..].to_vec(),
    }
}
