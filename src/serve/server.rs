//! Connections on the loopback address, taken and served until the program is told to end.

use super::{App, ending::Ending, links::Link, routes, stall::Stalling};
use axum::{Router, body::Body, http::Request};
use hyper::{body::Incoming, server::conn::http1, service::Service};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{io, net, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    runtime::{Builder, Runtime},
};

/// A connection that has not told the secret by then is closed.
const STRANGER: Duration = Duration::from_secs(10);
/// A connection over which nothing is asked for so long is closed.
const IDLE: Duration = Duration::from_secs(75);
/// The longest head of a request.
const HEAD: usize = 64 << 10;
/// Threads that compile, read and write; more would only wait for each other.
const WORKERS: usize = 16;
/// What has begun to be written has so long to end when the program ends.
const LAST_WRITES: Duration = Duration::from_secs(10);

/// The threads of the server.
///
/// # Errors
/// The system gives none.
pub(super) fn runtime() -> io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(WORKERS)
        .thread_name("serve")
        .enable_all()
        .build()
}

/// Serves until the program is told to end, then lets what is being written be written.
///
/// # Errors
/// The socket is not one that can be waited for.
pub(super) fn run(
    app: &Arc<App>,
    socket: net::TcpListener,
    runtime: Runtime,
    mut ending: Ending,
) -> io::Result<()> {
    runtime.block_on(async {
        let listener = TcpListener::from_std(socket)?;
        let taking = tokio::spawn(take(Arc::clone(app), listener));
        ending.told_or(app.left()).await;
        taking.abort();
        let writes = app.writes.close(LAST_WRITES);
        writes.await;
        io::Result::Ok(())
    })?;
    runtime.shutdown_timeout(Duration::from_millis(200));
    Ok(())
}

async fn take(app: Arc<App>, listener: TcpListener) {
    let router = TowerToHyperService::new(routes::router(&app));
    for number in 0.. {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of files, or the other side is gone already.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        if !app.links.make_room() {
            continue;
        }
        let link = Link::default();
        let served = serve(
            Arc::clone(&app),
            number,
            link.clone(),
            router.clone(),
            stream,
        );
        let task = tokio::spawn(served).abort_handle();
        let (stranger, its) = (task.clone(), link.clone());
        let links = Arc::clone(&app);
        tokio::spawn(async move {
            tokio::time::sleep(STRANGER).await;
            if !its.is_known() {
                stranger.abort();
                links.links.remove(number);
            }
        });
        app.links.add(number, link, task);
    }
}

/// Answers what is asked over a connection.
async fn serve(
    app: Arc<App>,
    number: u64,
    link: Link,
    router: TowerToHyperService<Router>,
    stream: TcpStream,
) {
    let _ = stream.set_nodelay(true);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(IDLE)
        .max_buf_size(HEAD);
    let linked = Linked { router, link };
    // How a connection ends is its own business.
    let _ = http
        .serve_connection(TokioIo::new(Stalling::new(stream)), linked)
        .await;
    app.links.remove(number);
}

/// The routes, for requests that come over one connection.
struct Linked {
    router: TowerToHyperService<Router>,
    link: Link,
}

impl Service<Request<Incoming>> for Linked {
    type Response = <TowerToHyperService<Router> as Service<Request<Body>>>::Response;
    type Error = <TowerToHyperService<Router> as Service<Request<Body>>>::Error;
    type Future = <TowerToHyperService<Router> as Service<Request<Body>>>::Future;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(self.link.clone());
        self.router.call(request)
    }
}
