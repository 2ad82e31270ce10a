//! The accessibility statement. It is read in the middle of a report, too, and can then be left as a page of it.

use super::draft::find;
use super::plain;
use crate::state::State;
use crate::web::error::WebError;
use crate::web::language::Resident;
use crate::web::respond::page;
use app::page::Body;
use app::page::accessibility::Accessibility;
use axum::extract;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::incident::chosen_kind;

pub async fn show(
    extract::State(state): extract::State<State>,
    resident: Resident,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let kind = find(&state, &headers)
        .await?
        .filter(|(_, row)| row.outcome.is_none())
        .and_then(|(_, row)| chosen_kind(&row.answers));
    let title = resident.words().t("page.accessibility.title");
    let drawn = resident.page(title, false, plain(), Body::Accessibility(Accessibility));
    Ok(page(drawn.about(kind)).await)
}
