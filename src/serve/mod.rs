//! `vanban serve`: the page in the browser, served on this machine alone.
//!
//! In: a folder of documents. Out: a `Server`, which answers the requests of its page until the program ends.
//! Nothing of what documents are is decided here: every answer is made by the stages of the library, over
//! the text that the page sends. A tab of the browser owns its text; the server keeps none.
//!
//! `guard` is the door, `links` and `ask` bound what comes in, `paths` and `Within` what is read. `writes`
//! lets nothing be half done. A file a subject of requests: `documents`, `look`, `folder`, …

mod app;
mod ask;
mod assets;
mod batch;
mod batches;
mod bodies;
mod build;
mod diff;
mod documents;
mod ending;
mod events;
mod facts;
mod files;
mod folder;
mod guard;
mod kinds;
mod links;
mod look;
mod messages;
mod page;
mod paths;
mod recent;
mod reply;
mod routes;
mod runs;
mod server;
mod stall;
pub(crate) mod system;
mod token;
mod turns;
mod walk;
mod watch;
mod word;
mod writes;

pub(crate) use app::{Opened, Options, open, stop};
pub(crate) use folder::SAMPLES;
pub(crate) use watch::Shared;

use app::App;
