//! Writes down which words a message that left was made of.

use crate::mail::Source;
use crate::store::messages::{self, SentRow, TextRow};
use crate::store::{StoreError, Tx, Uuid};
use domain::field::Choice;
use time::OffsetDateTime;

/// `id` is the message's own, e.g. its job's.
///
/// # Errors
/// [`StoreError`].
pub async fn record_message(
    tx: &Tx,
    source: &Source,
    id: Uuid,
    report: Option<Uuid>,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let text = TextRow {
        words: source.words.clone(),
        foot: source.foot.clone(),
    };
    let sent = SentRow {
        id,
        report,
        key: source.template.code().to_owned(),
        lang: source.lang.tag().to_owned(),
        version: source.version,
        foot_version: source.foot_version,
        digest: text.digest(),
        at,
    };
    messages::keep(tx, sent, text).await
}
