//! Whether the server lives: for load balancers and service managers. Says nothing about data.

use axum::{Json, Router, routing::get};
use serde_json::{Value, json};

/// The routes of this module.
pub fn routes() -> Router {
    Router::new().route("/health/live", get(live))
}

async fn live() -> Json<Value> {
    Json(json!({ "status": "live", "version": env!("CARGO_PKG_VERSION") }))
}
