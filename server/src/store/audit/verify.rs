//! Walking the chain: which rows were changed, replaced, taken out or moved since they were written.

use super::chain::{HEAD, row_hash};
use crate::store::codes::{self, moment};
use crate::store::entities::audit::{Column, Entity, Model};
use crate::store::entities::audit_head;
use crate::store::{Hash32, StoreError};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::fmt;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Rows in memory at once.
const BATCH: u64 = 1_000;
/// Places at which a row that was moved is looked for. Every row that does not fit is tried at each: 200 × 200
/// hashes take some ten milliseconds.
const MOST_PLACES: usize = 200;

/// What is wrong, with the place in the chain and the time that the row bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The row is not as it was written.
    Changed {
        seq: i64,
        at: Option<OffsetDateTime>,
    },
    /// The row is as it was written, but stands elsewhere.
    Moved {
        seq: i64,
        belongs_at: i64,
        at: Option<OffsetDateTime>,
    },
    /// The row fits itself, but the row behind it was written after another one.
    Replaced {
        seq: i64,
        at: Option<OffsetDateTime>,
    },
    /// Rows are missing; `at` is the time of the row before them.
    Removed {
        first: i64,
        last: i64,
        at: Option<OffsetDateTime>,
    },
    /// The row was put into the table without a seal.
    Unsealed { at: Option<OffsetDateTime> },
    /// The row behind the end, or the end, was made by hand.
    BehindTheEnd {
        seq: i64,
        at: Option<OffsetDateTime>,
    },
    /// What was noted of the chain elsewhere is not what stands there.
    NotAsNoted { seq: i64 },
    /// The record of where the chain ends is gone.
    NoEnd,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { seq, at } => write!(f, "row {seq} of {}: changed", Shown(*at)),
            Self::Moved {
                seq,
                belongs_at,
                at,
            } => write!(
                f,
                "row {seq} of {}: reordered, it was written as row {belongs_at}",
                Shown(*at)
            ),
            Self::Replaced { seq, at } => write!(
                f,
                "row {seq} of {}: changed and sealed anew, the chain behind it was written after another row",
                Shown(*at)
            ),
            Self::Removed { first, last, at } if first == last => {
                write!(f, "row {first}, after {}: removed", Shown(*at))
            }
            Self::Removed { first, last, at } => {
                write!(f, "rows {first} to {last}, after {}: removed", Shown(*at))
            }
            Self::Unsealed { at } => {
                write!(f, "a row of {}: never sealed into the chain", Shown(*at))
            }
            Self::BehindTheEnd { seq, at } => {
                write!(
                    f,
                    "row {seq} of {}: behind the end of the chain",
                    Shown(*at)
                )
            }
            Self::NotAsNoted { seq } => write!(f, "row {seq}: not the row that was noted"),
            Self::NoEnd => write!(f, "the record of where the chain ends is gone"),
        }
    }
}

/// A time, or a word for a row that bears none.
struct Shown(Option<OffsetDateTime>);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.and_then(|at| at.format(&Rfc3339).ok()) {
            Some(text) => f.write_str(&text),
            None => f.write_str("no time"),
        }
    }
}

/// What the walk found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Rows that were looked at.
    pub rows: u64,
    /// The last place and its hash: to be noted where nobody who can write the database can write.
    pub end: (i64, Hash32),
    /// The last place that was let go for its age; 0: none.
    pub cut: i64,
    pub findings: Vec<Finding>,
}

/// Walks the whole chain. `noted` is an end that was noted earlier.
///
/// # Errors
/// [`StoreError`].
pub async fn verify(
    c: &impl ConnectionTrait,
    noted: Option<(i64, Hash32)>,
) -> Result<Verified, StoreError> {
    loop {
        let begun = audit_head::Entity::find_by_id(HEAD).one(c).await?;
        let verified = walk(c, begun.as_ref(), noted).await?;
        // Rows that leave for their age meanwhile are no finding.
        let ended = audit_head::Entity::find_by_id(HEAD).one(c).await?;
        let cut = |head: &Option<audit_head::Model>| head.as_ref().map(|head| head.cut_seq);
        if cut(&begun) == cut(&ended) {
            return Ok(verified);
        }
    }
}

/// The last place of the chain and its hash.
///
/// # Errors
/// [`StoreError`].
pub async fn end(c: &impl ConnectionTrait) -> Result<(i64, Hash32), StoreError> {
    let head = audit_head::Entity::find_by_id(HEAD).one(c).await?;
    let head = head.ok_or(StoreError::Missing)?;
    Ok((head.seq, codes::hash(&head.hash)?))
}

/// What the walk knows of the row before.
struct Before {
    seq: i64,
    /// None when that row does not fit itself: then nothing follows from its hash.
    hash: Option<Hash32>,
    at: Option<OffsetDateTime>,
}

async fn walk(
    c: &impl ConnectionTrait,
    head: Option<&audit_head::Model>,
    noted: Option<(i64, Hash32)>,
) -> Result<Verified, StoreError> {
    let mut findings = Vec::new();
    let (mut misfits, mut gaps) = (Vec::new(), Vec::new());
    let mut before = match head {
        Some(head) => Before {
            seq: head.cut_seq,
            hash: codes::hash(&head.cut_hash).ok(),
            at: None,
        },
        None => {
            findings.push(Finding::NoEnd);
            Before {
                seq: 0,
                hash: None,
                at: None,
            }
        }
    };
    let cut = before.seq;
    let mut noted_found = noted.is_none_or(|(seq, hash)| seq == cut && before.hash == Some(hash));
    let end = head.map_or(i64::MAX, |head| head.seq);
    let mut rows = 0;
    loop {
        let batch = Entity::find()
            .filter(Column::Seq.gt(before.seq))
            .order_by_asc(Column::Seq)
            .limit(BATCH)
            .all(c)
            .await?;
        if batch.is_empty() {
            break;
        }
        for row in batch {
            let seq = row.seq.ok_or(StoreError::Corrupt("seq"))?;
            let at = moment(row.at).ok();
            rows += 1;
            let whole = seq == before.seq + 1;
            if !whole {
                gaps.extend((before.seq + 1..seq).take(MOST_PLACES));
                findings.push(Finding::Removed {
                    first: before.seq + 1,
                    last: seq - 1,
                    at: before.at,
                });
            }
            let (previous, own) = (stored(&row.previous), stored(&row.hash));
            let fits = previous.is_some_and(|previous| own == Some(row_hash(&previous, seq, &row)));
            if fits {
                if whole && before.hash.is_some() && before.hash != previous {
                    // Nothing stands before the first row: it is the one that does not belong.
                    let (seq, at) = match before.seq {
                        place if place > cut => (place, before.at),
                        _ => (seq, at),
                    };
                    findings.push(Finding::Replaced { seq, at });
                }
            } else {
                misfits.push(row);
            }
            let hash = own.filter(|_| fits);
            noted_found |= noted.is_some_and(|(place, noted)| place == seq && hash == Some(noted));
            before = Before { seq, hash, at };
        }
    }
    let last = before.seq;
    if let Some(head) = head {
        if last < end {
            findings.push(Finding::Removed {
                first: last + 1,
                last: end,
                at: before.at,
            });
            gaps.extend((last + 1..=end).take(MOST_PLACES));
        } else {
            findings.extend(at_the_end(c, head).await?);
        }
    }
    if let Some((seq, _)) = noted.filter(|(seq, _)| !noted_found && *seq >= cut) {
        findings.push(Finding::NotAsNoted { seq });
    }
    findings.extend(judged(&misfits, &gaps));
    findings.extend(unsealed(c).await?);
    let hash = head.and_then(|head| codes::hash(&head.hash).ok());
    Ok(Verified {
        rows,
        end: (head.map_or(last, |head| head.seq), hash.unwrap_or_default()),
        cut,
        findings,
    })
}

/// Whether the row at the end is the one that the end was written down with. Rows behind it are fine when they were
/// appended since: then the end has moved on as well.
async fn at_the_end(
    c: &impl ConnectionTrait,
    head: &audit_head::Model,
) -> Result<Option<Finding>, StoreError> {
    let row = Entity::find()
        .filter(Column::Seq.eq(head.seq))
        .one(c)
        .await?;
    if let Some(row) = row
        && row.hash.as_ref() != Some(&head.hash)
        && let Some(previous) = stored(&row.previous)
        // A row that does not fit itself is told of as such.
        && stored(&row.hash) == Some(row_hash(&previous, head.seq, &row))
    {
        let at = moment(row.at).ok();
        return Ok(Some(Finding::Replaced { seq: head.seq, at }));
    }
    let latest = Entity::find()
        .filter(Column::Seq.is_not_null())
        .order_by_desc(Column::Seq)
        .one(c)
        .await?;
    let now = audit_head::Entity::find_by_id(HEAD).one(c).await?;
    Ok(latest.zip(now).and_then(|(latest, now)| {
        let seq = latest.seq.filter(|seq| *seq > now.seq)?;
        let at = moment(latest.at).ok();
        Some(Finding::BehindTheEnd { seq, at })
    }))
}

fn stored(bytes: &Option<Vec<u8>>) -> Option<Hash32> {
    bytes.as_deref().and_then(|bytes| bytes.try_into().ok())
}

/// Rows that do not fit where they stand: moved when they fit at one of the places that are in question, else
/// changed.
fn judged<'a>(misfits: &'a [Model], gaps: &'a [i64]) -> impl Iterator<Item = Finding> + 'a {
    let places: Vec<i64> = misfits
        .iter()
        .filter_map(|row| row.seq)
        .chain(gaps.iter().copied())
        .take(MOST_PLACES)
        .collect();
    misfits.iter().enumerate().filter_map(move |(n, row)| {
        let (seq, at) = (row.seq?, moment(row.at).ok());
        let fits_at = |place: &i64| {
            stored(&row.previous)
                .is_some_and(|previous| stored(&row.hash) == Some(row_hash(&previous, *place, row)))
        };
        let belongs_at = places
            .iter()
            .copied()
            .find(|place| n < MOST_PLACES && fits_at(place));
        Some(match belongs_at {
            Some(belongs_at) => Finding::Moved {
                seq,
                belongs_at,
                at,
            },
            None => Finding::Changed { seq, at },
        })
    })
}

async fn unsealed(c: &impl ConnectionTrait) -> Result<Vec<Finding>, StoreError> {
    let rows = Entity::find()
        .filter(Column::Seq.is_null())
        .order_by_asc(Column::At)
        .limit(BATCH)
        .all(c)
        .await?;
    let found = rows.iter().map(|row| Finding::Unsealed {
        at: moment(row.at).ok(),
    });
    Ok(found.collect())
}
