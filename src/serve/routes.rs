//! The requests that are answered.

use super::{App, assets, bodies, build, documents, events, files, folder, guard, kinds, look};
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
        .route("/api/look", post(look::look))
        .route("/api/form/edit", post(look::edit))
        .route("/api/body", post(bodies::body))
        .route("/api/paste", post(bodies::paste))
        .route("/api/check", post(look::check))
        .fallback(assets::nothing)
        .method_not_allowed_fallback(assets::nothing);
    #[cfg(debug_assertions)]
    let router = router.route("/api/panic", post(documents::panic));
    let guarded = middleware::from_fn_with_state(Arc::clone(app), guard::guard);
    router.layer(guarded).with_state(Arc::clone(app))
}
