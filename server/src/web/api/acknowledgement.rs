//! `POST /api/v1/records/{report_id}/acknowledgement`: under which number the records system keeps a report.

use super::caller::Caller;
use super::problem::Problem;
use crate::state::State;
use crate::store::Uuid;
use crate::usecase::acknowledge::{AcknowledgeError, Acknowledgement, acknowledge};
use crate::web::client::Client;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{self, FromRequest, Path, Request};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::number::RmsNumber;
use serde::{Deserialize, Serialize};
use time::format_description::well_known::Rfc3339;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    rms_number: String,
}

#[derive(Serialize)]
struct Answer {
    report_id: Uuid,
    rms_number: RmsNumber,
    /// When it was first said.
    acknowledged_at: String,
}

/// The number in the body.
pub struct Said(RmsNumber);

impl<S: Send + Sync> FromRequest<S> for Said {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let json = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
        if !json {
            return Err(Problem::NotJson);
        }
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|error| Problem::Other(error.status()))?;
        let sent: Sent = serde_json::from_slice(&bytes).map_err(|_| Problem::BadBody)?;
        sent.rms_number
            .parse()
            .map(Self)
            .map_err(|_| Problem::BadNumber)
    }
}

pub async fn take(
    extract::State(state): extract::State<State>,
    caller: Caller,
    Client(client): Client,
    Path(report): Path<String>,
    Said(number): Said,
) -> Result<Response, Problem> {
    let said = Acknowledgement {
        report: Uuid::try_parse(&report).map_err(|_| Problem::NoSuchReport)?,
        number,
        by: caller.actor(),
        client,
    };
    let since = acknowledge(&state, &said).await?;
    caller.is_on_record();
    let acknowledged_at = since.format(&Rfc3339).map_err(|_| Problem::Unavailable)?;
    let answer = Answer {
        report_id: said.report,
        rms_number: said.number,
        acknowledged_at,
    };
    Ok(Json(answer).into_response())
}

impl From<AcknowledgeError> for Problem {
    fn from(error: AcknowledgeError) -> Self {
        match error {
            AcknowledgeError::NotFound => Self::NoSuchReport,
            AcknowledgeError::OtherNumber(number) => Self::OtherNumber(number),
            AcknowledgeError::Store(error) => error.into(),
        }
    }
}
