//! The audit trail as CSV, the oldest row first, for the desk and for the command line. Rows are read a batch at a
//! time: seven years of them need not fit into memory.

use crate::evidence::entry::hex;
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
                At::Beginning => (0, line(&COLUMNS.map(Cow::Borrowed))?),
                At::Behind(seq) => (seq, Vec::new()),
                At::End => return Ok(None),
            };
            let rows = search(store.reader(), &filter, Place::After(after), BATCH).await?;
            for row in &rows {
                text.extend(line(&cells(row))?);
            }
            let at = match rows.last() {
                Some(row) => At::Behind(row.seq),
                None => At::End,
            };
            Ok(Some((Bytes::from(text), (store, filter, at))))
        },
    )
}

fn line(cells: &[Cow<'_, str>; 9]) -> Result<Vec<u8>, StoreError> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    let written = csv.write_record(cells.iter().map(|cell| cell.as_bytes()));
    written.map_err(|_| StoreError::Corrupt("csv"))?;
    csv.into_inner().map_err(|_| StoreError::Corrupt("csv"))
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
        harmless(name),
        harmless(&row.action),
        harmless(row.object.as_deref().unwrap_or("")),
        row.outcome.code().into(),
        harmless(row.source.as_deref().unwrap_or("")),
        hex(&row.hash).into(),
    ]
}

/// A cell that begins like a formula is one to a spreadsheet: an apostrophe makes it text.
fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        assert_eq!(harmless("2001:db8::1"), "2001:db8::1");
    }
}
