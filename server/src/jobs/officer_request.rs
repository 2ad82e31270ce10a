//! The confirmation that an officer will call, for who gave an address.

use super::{Failure, Outcome, Setup, send};
use crate::store::jobs::Job;
use crate::store::officer_requests;

pub(super) async fn run(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    let Some(id) = job.request else {
        return Err(Failure::permanent("no_request"));
    };
    let request = officer_requests::by_id(setup.store.reader(), id).await?;
    let Some(request) = request else {
        return Ok(Outcome::Gone);
    };
    let Some(address) = request.email else {
        return Ok(Outcome::Gone);
    };
    let words = setup.live.now().letters(request.lang).officer_request()?;
    send(setup, job, &address, words, Vec::new()).await
}
