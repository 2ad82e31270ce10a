//! Putting the records that were there before the index into it, a batch at a time, while the service runs.

use super::decide::reread;
use super::link_record::link_record;
use crate::state::State;
use crate::store::{StoreError, records, reports, traces};
use domain::nibrs::coding::describe;

/// Records in one transaction: a turn with the writer stays short (a few milliseconds each).
const BATCH: u64 = 50;

/// Indexes and links every record that is not in the index, and says how many that were. Whoever comes later meets
/// whoever came before, so that every pair is looked at once.
///
/// # Errors
/// [`StoreError`]: what was done stays, and the next start goes on.
pub async fn index_records(state: &State) -> Result<usize, StoreError> {
    let mut done = 0;
    loop {
        let now = state.clock.now();
        let batch = state
            .store
            .write(async |tx| {
                traces::alone(tx).await?;
                let batch = records::not_indexed(tx, BATCH).await?;
                let size = batch.len();
                for (mut record, report) in batch {
                    // A record of an older version has no room for some of what the report says.
                    if let Some(report) = report
                        && let Some(row) = reports::by_id(tx, report).await?
                        && let answers = reports::as_corrected(tx, &row).await?
                        && let Ok(report) = reread(state, &row, &answers)
                    {
                        describe(&mut record, &report);
                    }
                    link_record(tx, &record, &state.settings.analysis, now).await?;
                }
                Ok::<_, StoreError>(size)
            })
            .await?;
        if batch == 0 {
            return Ok(done);
        }
        done += batch;
    }
}
