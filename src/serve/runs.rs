//! One server in a folder: a second start finds the first, and shows its page.
//!
//! The first writes its address and its secret into `.vanban`, for whoever started it alone to read, and holds a
//! lock that the system lets go of however it ends. What a dead one left is written over. On a share that another
//! machine serves, too, each serves on its own.

use super::token::Token;
use crate::project::folder::OWN;
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpStream},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// The file that is locked.
const LOCK: &str = "serve-lock";
/// The file that tells of the server.
const TELLS: &str = "serve.json";
/// The first has so long to write its file, once it holds the lock.
const WRITING: Duration = Duration::from_secs(2);
/// A server that lives answers by then.
const ANSWER: Duration = Duration::from_secs(3);
/// The longest answer that is read.
const MOST_BYTES: u64 = 64 << 10;

/// A server, as its file tells.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Told {
    port: u16,
    token: String,
}

/// The place of the one server in a folder, kept until dropped. Where the folder cannot be written, or its drive
/// knows no locks, nothing is kept.
#[derive(Debug, Default)]
pub(super) struct Place {
    lock: Option<File>,
    tells: PathBuf,
}

/// Another server in a folder.
pub(crate) struct Other {
    port: u16,
    token: Token,
    /// Good once.
    once: String,
}

impl Other {
    /// Its address, with the secret of its run.
    pub(crate) fn address(&self) -> String {
        address(self.port, self.token.text())
    }

    /// Tells it to end; false where it does not answer.
    pub(super) fn stop(&self) -> bool {
        asked(self.port, self.token.text(), "stop").is_some()
    }

    /// An address that opens its page once.
    pub(crate) fn opening(&self) -> String {
        address(self.port, &self.once)
    }
}

fn address(port: u16, secret: &str) -> String {
    format!("http://127.0.0.1:{port}/?ma={secret}")
}

/// Takes the place of the one server in a folder, or finds who has it and answers.
pub(super) fn take(folder: &Path) -> Result<Place, Other> {
    let own = folder.join(OWN);
    let lock = fs::create_dir_all(&own).and_then(|()| {
        let mut options = OpenOptions::new();
        options
            .create(true)
            .truncate(false)
            .write(true)
            .open(own.join(LOCK))
    });
    let Ok(lock) = lock else {
        return Ok(Place::default());
    };
    let tells = own.join(TELLS);
    match lock.try_lock() {
        Ok(()) => Ok(Place {
            lock: Some(lock),
            tells,
        }),
        Err(TryLockError::WouldBlock) => {
            let since = Instant::now();
            loop {
                match found(&tells) {
                    Some(other) => return Err(other),
                    None if since.elapsed() < WRITING => {
                        std::thread::sleep(Duration::from_millis(50));
                    }
                    // It is on another machine, or does not answer.
                    None => return Ok(Place::default()),
                }
            }
        }
        // Without locks, who answers is who has it.
        Err(TryLockError::Error(_)) => match found(&tells) {
            Some(other) => Err(other),
            None => Ok(Place { lock: None, tells }),
        },
    }
}

impl Place {
    /// Tells who comes later where this server is.
    pub(super) fn tell(&self, port: u16, token: &Token) {
        let Some(own) = self.tells.parent() else {
            return;
        };
        let told = Told {
            port,
            token: token.text().to_owned(),
        };
        let write = || -> io::Result<()> {
            // As temporary files are: for its owner alone.
            let mut file = tempfile::Builder::new().prefix("tmp").tempfile_in(own)?;
            file.write_all(serde_json::to_string(&told)?.as_bytes())?;
            file.persist(&self.tells).map_err(|error| error.error)?;
            Ok(())
        };
        // A second start then serves on its own.
        let _ = write();
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.lock.is_some() {
            let _ = fs::remove_file(&self.tells);
        }
    }
}

/// The server that a file tells of, if it answers.
fn found(tells: &Path) -> Option<Other> {
    let mut text = String::new();
    let file = File::open(tells).ok()?;
    file.take(MOST_BYTES).read_to_string(&mut text).ok()?;
    let Told { port, token } = serde_json::from_str(&text).ok()?;
    let is_plain = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    let once = is_plain.then(|| once(port, &token))??;
    let token = Token::known(token);
    Some(Other { port, token, once })
}

/// Asks a server for a secret that is good once.
fn once(port: u16, token: &str) -> Option<String> {
    let body = asked(port, token, "once")?;
    let once = body.get("ma")?.as_str()?;
    let is_plain = once.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_plain.then(|| once.to_owned())
}

/// What a server answers; none where it does not, or refuses.
fn asked(port: u16, token: &str, what: &str) -> Option<serde_json::Value> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, ANSWER).ok()?;
    stream.set_read_timeout(Some(ANSWER)).ok()?;
    stream.set_write_timeout(Some(ANSWER)).ok()?;
    let request = format!(
        "POST /api/{what} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n\
         Cookie: vanban-{port}={token}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\
         Connection: close\r\n\r\n{{}}"
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.take(MOST_BYTES).read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    head.starts_with("HTTP/1.1 200 ").then_some(())?;
    serde_json::from_str(body).ok()
}
