//! The requests that are answered.

use super::{
    App, assets, batch, batches, bodies, build, diff, documents, events, files, folder, guard,
    kinds, look, word,
};
use axum::{
    Router, middleware,
    routing::{get, post},
};
use std::sync::Arc;

/// Every request, behind the door.
pub(super) fn router(app: &Arc<App>) -> Router {
    let router = Router::new()
        .route("/", get(assets::index))
        .route("/assets/{name}", get(assets::asset))
        .route("/fonts/{name}", get(assets::font))
        .route("/api/folder", get(folder::folder))
        .route("/api/events", get(events::events))
        .route("/api/open", post(documents::open))
        .route("/api/save", post(documents::save))
        .route("/api/versions", post(documents::versions))
        .route("/api/version", post(documents::version))
        .route("/api/kinds", get(kinds::kinds))
        .route("/api/schema", get(kinds::schema))
        .route("/api/new", post(kinds::new))
        .route("/api/profile", post(kinds::profile))
        .route("/api/build", post(build::build))
        .route("/api/file", get(files::file))
        .route("/api/reveal", post(files::reveal))
        .route("/api/once", post(documents::once))
        .route("/api/stop", post(documents::stop))
        .route("/api/look", post(look::look))
        .route("/api/form/edit", post(look::edit))
        .route("/api/body", post(bodies::body))
        .route("/api/paste", post(bodies::paste))
        .route("/api/check", post(look::check))
        .route("/api/batch/tables", get(batch::tables))
        .route("/api/batch/new", post(batch::new))
        .route("/api/batch/see", post(batch::see))
        .route("/api/batch/look", post(batch::look))
        .route("/api/batch/edit", post(batch::edit))
        .route("/api/batch/run", post(batches::run))
        .route("/api/batch/stop", post(batches::stop))
        .route("/api/batch/state", post(batches::state))
        .route("/api/batch/report", get(batch::report))
        .route("/api/diff/sides", post(diff::sides))
        .route("/api/diff", post(diff::diff))
        .route("/api/diff/docx", post(diff::tracked))
        .route("/api/import", post(word::import))
        .route("/api/pull", post(word::pull))
        .fallback(assets::nothing)
        .method_not_allowed_fallback(assets::nothing);
    #[cfg(debug_assertions)]
    let router = router.route("/api/panic", post(documents::panic));
    let guarded = middleware::from_fn_with_state(Arc::clone(app), guard::guard);
    router.layer(guarded).with_state(Arc::clone(app))
}
