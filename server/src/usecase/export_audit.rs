//! The audit trail as CSV, the oldest row first, for the desk and for the command line. Rows are read a batch at a
//! time: seven years of them need not fit into memory.

use crate::evidence::entry::hex;
use crate::sheet::line;
use crate::store::audit::AuditRow;
use crate::store::audit::search::{Filter, Place, search};
use crate::store::{Actor, Store, StoreError};
use bytes::Bytes;
use domain::field::Choice;
use futures_util::Stream;
use futures_util::stream::try_unfold;
use std::borrow::Cow;
use time::UtcOffset;
use time::macros::format_description;

/// Rows of one batch: some 200 kB.
const BATCH: u64 = 1_000;

const COLUMNS: [&str; 9] = [
    "row", "time", "actor", "name", "action", "object", "outcome", "source", "hash",
];

/// Where the export stands.
enum At {
    Beginning,
    Behind(i64),
    End,
}

/// The rows that fit, as pieces of one CSV file.
pub fn stream(
    store: Store,
    filter: Filter,
) -> impl Stream<Item = Result<Bytes, StoreError>> + Send + 'static {
    try_unfold(
        (store, filter, At::Beginning),
        |(store, filter, at)| async move {
            let (after, mut text) = match at {
                At::Beginning => (0, written(COLUMNS.map(Cow::Borrowed))?),
                At::Behind(seq) => (seq, Vec::new()),
                At::End => return Ok(None),
            };
            let rows = search(store.reader(), &filter, Place::After(after), BATCH).await?;
            for row in &rows {
                text.extend(written(cells(row))?);
            }
            let at = match rows.last() {
                Some(row) => At::Behind(row.seq),
                None => At::End,
            };
            Ok(Some((Bytes::from(text), (store, filter, at))))
        },
    )
}

fn written(cells: [Cow<'_, str>; 9]) -> Result<Vec<u8>, StoreError> {
    line(cells).ok_or(StoreError::Corrupt("csv"))
}

fn cells(row: &AuditRow) -> [Cow<'_, str>; 9] {
    let name = match &row.actor {
        Actor::Staff { name, .. } | Actor::Key { name, .. } => name,
        Actor::Unknown | Actor::Filer | Actor::System => "",
    };
    // UTC, to the microsecond (CJIS AU-8 asks for a hundredth of a second).
    let time = row.at.to_offset(UtcOffset::UTC).format(format_description!(
        "[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z"
    ));
    [
        row.seq.to_string().into(),
        time.unwrap_or_default().into(),
        row.actor.code().into(),
        name.into(),
        row.action.as_str().into(),
        row.object.as_deref().unwrap_or("").into(),
        row.outcome.code().into(),
        row.source.as_deref().unwrap_or("").into(),
        hex(&row.hash).into(),
    ]
}
