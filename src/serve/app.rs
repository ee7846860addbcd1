//! What all requests share.

use super::{
    batches::Batches,
    ending::Ending,
    events::{self, Hub},
    folder::Known,
    kinds::Pictured,
    links::Links,
    paths,
    recent::Recent,
    reply::{Answer, Refusal, json_of},
    runs::{self, Other, Place},
    server,
    token::{Once, Token},
    turns::Turns,
    watch::{self, Shared},
    writes::Writes,
};
use crate::{
    compile::Resources,
    content,
    diagnostic::{Diagnostic, Result},
    yaml::within::Within,
};
use serde_json::json;
use std::{
    io,
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::{Duration, Instant},
};
use tokio::{runtime::Runtime, sync::Notify};

/// What is served, and where.
pub(crate) struct Options {
    /// The folder of documents.
    pub folder: PathBuf,
    /// The port; 0 for one that the system chooses.
    pub port: u16,
    /// Fonts, templates and data.
    pub shared: Shared,
    /// The server ends so long after the last request; none for never.
    pub left_alone: Option<Duration>,
}

/// What all requests share.
pub(super) struct App {
    /// The folder that is served.
    pub(super) within: Within,
    /// The secret of this run.
    pub(super) token: Token,
    /// Secrets for the browser's first request.
    pub(super) once: Once,
    /// The hosts that we are: with the port.
    pub(super) hosts: [String; 2],
    /// The name of the cookie.
    pub(super) cookie: String,
    pub(super) links: Links,
    pub(super) writes: Writes,
    pub(super) turns: Turns,
    /// Who saves holds it: what is compared with the disk is what is replaced.
    pub(super) saving: Mutex<()>,
    pub(super) events: Hub,
    /// The batches that are run.
    pub(super) batches: Batches,
    /// What was found out of files when they were listed.
    pub(super) known: Known,
    /// Pictures that are decoded.
    pub(super) recent: Recent,
    /// The kinds with their pictures.
    pub(super) pictured: Pictured,
    /// The time of the last request.
    pub(super) asked: Mutex<Instant>,
    pub(super) left_alone: Option<Duration>,
    /// The server was told to end by a request.
    pub(super) stopped: Notify,
    /// Where templates and fonts come from.
    pub(super) shared: Shared,
    resources: RwLock<Arc<Resources>>,
}

impl App {
    /// Fonts, templates and data as they are now.
    pub(super) fn resources(&self) -> Arc<Resources> {
        let resources = self.resources.read();
        Arc::clone(&resources.unwrap_or_else(PoisonError::into_inner))
    }

    /// Notes that something is asked.
    pub(super) fn touch(&self) {
        *self.asked.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Waits until a request tells the server to end, or nothing was asked for as long as it is to live so.
    pub(super) async fn left(&self) {
        let Some(longest) = self.left_alone else {
            return self.stopped.notified().await;
        };
        loop {
            let since = *self.asked.lock().unwrap_or_else(PoisonError::into_inner);
            match longest.checked_sub(since.elapsed()) {
                Some(rest) if !rest.is_zero() => {
                    let told = tokio::time::timeout(rest, self.stopped.notified()).await;
                    if told.is_ok() {
                        return;
                    }
                }
                _ => return,
            }
        }
    }

    /// Takes other ones from now on.
    pub(super) fn replace(&self, resources: Resources) {
        let current = self.resources.write();
        *current.unwrap_or_else(PoisonError::into_inner) = Arc::new(resources);
    }

    /// A path of the disk as requests name it; none for what is not open to them.
    pub(super) fn inside(&self, path: &Path) -> Option<String> {
        let inside = path.strip_prefix(self.within.root()).ok()?;
        let names = inside
            .iter()
            .map(|name| name.to_str().filter(|name| paths::is_name(name)));
        let names: Option<Vec<&str>> = names.collect();
        names
            .map(|names| names.join("/"))
            .filter(|path| !path.is_empty())
    }

    /// Works on a thread that may wait; a panic there is answered for.
    pub(super) async fn aside<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> std::result::Result<T, Refusal> + Send + 'static,
    ) -> std::result::Result<T, Refusal> {
        let app = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || work(&app)).await;
        done.unwrap_or_else(|_| Err(Refusal::broken()))
    }

    /// As [`Self::aside`], of what a tab asks again and again: in its turn, and not at all where it asked anew.
    pub(super) async fn in_turn(
        self: &Arc<Self>,
        tab: &str,
        turn: u64,
        work: impl FnOnce(&Self) -> Answer + Send + 'static,
    ) -> Answer {
        let Some(held) = self.turns.take(tab, turn).await? else {
            return json_of(&json!({ "turn": turn, "superseded": true }));
        };
        self.aside(move |app| {
            let _held = held;
            work(app)
        })
        .await
    }

    /// As [`Self::aside`], for what writes.
    pub(super) async fn writing<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> std::result::Result<T, Refusal> + Send + 'static,
    ) -> std::result::Result<T, Refusal> {
        let turn = self.writes.turn().await?;
        self.aside(move |app| {
            let done = work(app);
            drop(turn);
            done
        })
        .await
    }
}

/// A folder that is to be served.
pub(crate) enum Opened {
    /// By us.
    Ready(Server),
    /// By another run of the program, which answers.
    Running(Other),
}

/// A server that is ready to answer.
pub(crate) struct Server {
    /// Given up when the server ends.
    _place: Place,
    app: Arc<App>,
    socket: TcpListener,
    runtime: Runtime,
    /// From before anybody is told that it serves.
    ending: Ending,
}

/// Ends the server of a folder, whoever started it; false where there is none.
///
/// # Errors
/// The folder cannot be read.
pub(crate) fn stop(folder: &Path) -> Result<bool> {
    let within = Within::new(folder)
        .map_err(|error| content::unreadable(&folder.to_string_lossy(), &error))?;
    Ok(match runs::take(within.root()) {
        Ok(_place) => false,
        Err(other) => other.stop(),
    })
}

/// Makes ready to serve a folder.
///
/// # Errors
/// The folder, templates or fonts cannot be read; the port cannot be had.
pub(crate) fn open(options: Options) -> Result<Opened> {
    let Options {
        folder,
        port,
        shared,
        left_alone,
    } = options;
    let within = Within::new(&folder)
        .map_err(|error| content::unreadable(&folder.to_string_lossy(), &error))?;
    let place = match runs::take(within.root()) {
        Ok(place) => place,
        Err(other) => return Ok(Opened::Running(other)),
    };
    let resources = (shared.read)()?;
    let unopened = |error: io::Error| Diagnostic::from(Unopened { port, error });
    let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(unopened)?;
    socket.set_nonblocking(true).map_err(unopened)?;
    let port = socket.local_addr().map_err(unopened)?.port();
    let token = Token::random().map_err(|error| unopened(io::Error::other(error.to_string())))?;
    let runtime = server::runtime().map_err(unopened)?;
    let ending = {
        let _inside = runtime.enter();
        Ending::heed().map_err(unopened)?
    };
    let app = App {
        within,
        token,
        once: Once::default(),
        hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")],
        cookie: format!("vanban-{port}"),
        links: Links::default(),
        writes: Writes::default(),
        turns: Turns::default(),
        saving: Mutex::default(),
        events: Hub::default(),
        batches: Batches::default(),
        known: Known::default(),
        recent: Recent::default(),
        pictured: Pictured::default(),
        asked: Mutex::new(Instant::now()),
        left_alone,
        stopped: Notify::new(),
        shared,
        resources: RwLock::new(Arc::new(resources)),
    };
    place.tell(port, &app.token);
    Ok(Opened::Ready(Server {
        _place: place,
        app: Arc::new(app),
        socket,
        runtime,
        ending,
    }))
}

impl Server {
    /// The address of the page, with the secret of this run.
    pub(crate) fn address(&self) -> String {
        let App { hosts, token, .. } = &*self.app;
        format!("http://{}/?ma={}", hosts[0], token.text())
    }

    /// An address that opens the page once: for the browser, whose arguments others may see.
    pub(crate) fn opening(&self) -> Option<String> {
        let secret = self.app.once.make().ok()?;
        Some(format!(
            "http://{}/?ma={}",
            self.app.hosts[0],
            secret.text()
        ))
    }

    /// Answers until the program is told to end.
    ///
    /// # Errors
    /// The socket cannot be waited for.
    pub(crate) fn run(self) -> Result<()> {
        let Self {
            _place,
            app,
            socket,
            runtime,
            ending,
        } = self;
        watch::start(Arc::clone(&app));
        runtime.spawn(events::beat(Arc::clone(&app)));
        server::run(&app, socket, runtime, ending)
            .map_err(|error| Diagnostic::from(Unopened { port: 0, error }).into())
    }
}

/// A port that cannot be had.
struct Unopened {
    port: u16,
    error: io::Error,
}

impl From<Unopened> for Diagnostic {
    fn from(Unopened { port, error }: Unopened) -> Self {
        let (message, help) = match error.kind() {
            io::ErrorKind::AddrInUse => (
                format!("cổng {port} đang có chương trình khác dùng"),
                "chọn cổng khác, hoặc bỏ --port để máy tự chọn cổng còn trống",
            ),
            io::ErrorKind::PermissionDenied => (
                format!("không có quyền mở cổng {port}"),
                "chọn cổng từ 1024 trở lên, hoặc bỏ --port để máy tự chọn",
            ),
            _ => (
                format!("không mở được cổng trên máy này: {error}"),
                "kiểm tra lại tường lửa của máy, rồi chạy lại",
            ),
        };
        Self::error("khong-mo-cong", message).help(help)
    }
}
