//! Checking a copy, for anybody: by the code on it, or by the file. Reads nothing but what was signed, so there is
//! nothing about a person that could be shown. Codes and files are neither kept nor logged.

use super::plain;
use crate::copy::mark::{self, Finding};
use crate::secret::copy_code_hash;
use crate::state::State;
use crate::store::copies::{self, IssuedCopy};
use crate::web::client::Client;
use crate::web::error::WebError;
use crate::web::language::Resident;
use crate::web::respond::page;
use app::page::Body;
use app::page::verify::{Answer, FILE_FIELD, Said, Verify, VerifyProblem};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{self, Multipart, Query};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::number::CopyCode;
use domain::statement::Statement;
use serde::Deserialize;
use std::net::IpAddr;

/// The largest file that is looked at, in bytes. The copy of the longest report that can be filed has 300 kB.
const MAX_FILE: usize = 5 << 20;
/// The longest body that is read to its end, so that a browser that sends too much hears why.
pub const MAX_BODY: usize = 32 << 20;

/// What the address may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct View {
    c: String,
}

/// The form; with a code in the address, as the square on the paper holds it, the answer too.
pub async fn show(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    resident: Resident,
    Query(view): Query<View>,
) -> Result<Response, WebError> {
    let answer = match view.c.trim() {
        "" => None,
        code => Some(by_code(&state, &resident, client, code).await?),
    };
    Ok(drawn(&resident, view.c, answer).await)
}

async fn by_code(
    state: &State,
    resident: &Resident,
    client: IpAddr,
    code: &str,
) -> Result<Answer, WebError> {
    let now = state.clock.now();
    if !state.copy_limiter.allows(client, now) {
        return Ok(Answer::Problem(VerifyProblem::TooMany));
    }
    let found = match code.parse::<CopyCode>() {
        Ok(code) => copies::by_code(state.store.reader(), copy_code_hash(&code)).await?,
        Err(_) => None,
    };
    // A row that our key has not signed is none of ours, whoever wrote it.
    let said = found.and_then(
        |IssuedCopy {
             statement,
             signature,
         }| {
            let read = state.issuer.key.signed(&statement, &signature)?;
            Some(said(resident, &read, statement, STANDARD.encode(signature)))
        },
    );
    Ok(match said {
        Some(said) => Answer::Issued(said),
        None => {
            state.copy_limiter.wrong(client, now);
            Answer::Problem(VerifyProblem::WrongCode)
        }
    })
}

/// The file itself.
pub async fn file(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    resident: Resident,
    mut form: Multipart,
) -> Result<Response, WebError> {
    // The answer to a form has no address that the language switch could come back to.
    let resident = resident.at("/verify");
    let now = state.clock.now();
    if !state.copy_limiter.allows(client, now) {
        let answer = Answer::Problem(VerifyProblem::TooMany);
        return Ok(drawn(&resident, String::new(), Some(answer)).await);
    }
    let mut sent = Sent::Nothing;
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() != Some(FILE_FIELD) {
            return Err(WebError::UnknownField);
        }
        sent = take(field).await?;
    }
    let answer = match sent {
        Sent::Nothing => Answer::Problem(VerifyProblem::NoFile),
        Sent::TooLarge => Answer::Problem(VerifyProblem::TooLarge),
        Sent::File(bytes) => match mark::check(&state.issuer.key, &bytes) {
            Finding::Unaltered(statement) => {
                let copy = state.issuer.key.sign(&statement);
                let signature = STANDARD.encode(copy.signature);
                Answer::Unaltered(said(&resident, &statement, copy.statement, signature))
            }
            Finding::Altered => Answer::Altered,
            Finding::NotOurs => Answer::NotOurs,
        },
    };
    if matches!(answer, Answer::Altered | Answer::NotOurs) {
        state.copy_limiter.wrong(client, now);
    }
    Ok(drawn(&resident, String::new(), Some(answer)).await)
}

enum Sent {
    Nothing,
    TooLarge,
    File(Vec<u8>),
}

async fn take(mut field: Field<'_>) -> Result<Sent, WebError> {
    let (mut bytes, mut too_large) = (Vec::new(), false);
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        too_large |= bytes.len() + chunk.len() > MAX_FILE;
        if !too_large {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(match (too_large, bytes.is_empty()) {
        (true, _) => Sent::TooLarge,
        (false, true) => Sent::Nothing,
        (false, false) => Sent::File(bytes),
    })
}

/// The body is over its limit, or is no form of files.
fn broken(error: MultipartError) -> WebError {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => WebError::TooLarge,
        _ => WebError::Malformed,
    }
}

fn said(resident: &Resident, read: &Statement, statement: String, signature: String) -> Said {
    Said {
        case_number: read.case.to_string(),
        issued_on: resident.words().date("date.plain", read.issued_on),
        fingerprint: read.fingerprint(),
        statement,
        signature,
    }
}

async fn drawn(resident: &Resident, code: String, answer: Option<Answer>) -> Response {
    let status = match answer {
        Some(Answer::Problem(VerifyProblem::TooMany)) => StatusCode::TOO_MANY_REQUESTS,
        Some(Answer::Problem(VerifyProblem::TooLarge)) => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::OK,
    };
    let body = Verify { code, answer };
    let title = resident.words().t("page.verify.title");
    let problem = body.is_problem();
    let mut response = page(resident.page(title, problem, plain(), Body::Verify(body))).await;
    *response.status_mut() = status;
    response
}

/// The public key, for who checks without us.
pub async fn key(extract::State(state): extract::State<State>) -> impl IntoResponse {
    let kind = [(header::CONTENT_TYPE, "application/x-pem-file")];
    (kind, state.issuer.key.public_pem())
}
