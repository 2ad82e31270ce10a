//! The confirmation that an officer will call, for who gave an address.

use super::{Failure, Outcome, Setup, send};
use crate::store::jobs::Job;
use crate::store::officer_requests;

pub(super) async fn run(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    let Some(id) = job.request else {
        return Err(Failure::permanent("no_request"));
    };
    let request = officer_requests::by_id(setup.store.reader(), id).await?;
    let Some(address) = request.and_then(|request| request.email) else {
        return Ok(Outcome::Gone);
    };
    let words = setup.letterhead.officer_request()?;
    send(setup, job, &address, words, Vec::new()).await
}
