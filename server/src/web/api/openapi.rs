//! `GET /api/openapi.json`: the interface for machines, in OpenAPI 3.1. What the documents look like is put in from the
//! published schemas, so that there is one of each. A test holds it against the table of routes and against answers.

use axum::http::header;
use axum::response::IntoResponse;
use serde_json::Value;
use std::sync::LazyLock;

/// Without the schemas of the documents.
const WRITTEN: &str = include_str!("../../../../docs/openapi.json");
const SCHEMAS: [(&str, &str); 2] = [
    (
        "Report",
        include_str!("../../../../docs/schema/report-1.schema.json"),
    ),
    (
        "Supplement",
        include_str!("../../../../docs/schema/supplement-1.schema.json"),
    ),
];

static WHOLE: LazyLock<String> = LazyLock::new(|| {
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
    let mut whole = read(WRITTEN);
    for (name, schema) in SCHEMAS {
        // A schema without an address of its own: few tools find their way from one inside another.
        let within = format!("\"#/components/schemas/{name}/$defs/");
        let mut schema = read(&schema.replace("\"#/$defs/", &within));
        if let Some(members) = schema.as_object_mut() {
            members.retain(|member, _| !matches!(member.as_str(), "$id" | "$schema"));
        }
        whole["components"]["schemas"][name] = schema;
    }
    whole.to_string()
});

pub async fn show() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], WHOLE.as_str())
}
