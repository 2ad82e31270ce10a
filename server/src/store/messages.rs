//! Which words each message that left was made of. The words are kept once, under their hash: also the program's own,
//! which another release may have changed since.

use super::codes::{hash, moment, stamp};
use super::entities::{message_text, sent_message};
use super::{Hash32, StoreError, Tx};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use uuid::Uuid;

/// A message that left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentRow {
    /// The job's, where a job sent it.
    pub id: Uuid,
    pub report: Option<Uuid>,
    /// The key of its words.
    pub key: String,
    pub lang: String,
    /// 0: the program's own words.
    pub version: u32,
    pub foot_version: u32,
    pub digest: Hash32,
    pub at: OffsetDateTime,
}

/// The words of a message, with their braces, and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRow {
    pub words: String,
    pub foot: String,
}

impl TextRow {
    /// Under which the words are kept.
    #[must_use]
    pub fn digest(&self) -> Hash32 {
        let mut hash = Sha256::new();
        for part in [&self.words, &self.foot] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        hash.finalize().into()
    }
}

/// Keeps what left. Said again of the same message, what was said last holds: that is the one that arrived for sure.
///
/// # Errors
/// [`StoreError`].
pub async fn keep(tx: &Tx, sent: SentRow, text: TextRow) -> Result<(), StoreError> {
    let words = message_text::ActiveModel {
        digest: Set(sent.digest.to_vec()),
        words: Set(text.words),
        foot: Set(text.foot),
    };
    let once = OnConflict::column(message_text::Column::Digest)
        .do_nothing()
        .to_owned();
    tx.later(message_text::Entity::insert(words).on_conflict(once))
        .await?;
    let number = |version| i32::try_from(version).map_err(|_| StoreError::Corrupt("version"));
    let row = sent_message::ActiveModel {
        id: Set(sent.id),
        report: Set(sent.report),
        key: Set(sent.key),
        lang: Set(sent.lang),
        version: Set(number(sent.version)?),
        foot_version: Set(number(sent.foot_version)?),
        digest: Set(sent.digest.to_vec()),
        at: Set(stamp(sent.at)),
    };
    let again = OnConflict::column(sent_message::Column::Id)
        .update_columns([
            sent_message::Column::Lang,
            sent_message::Column::Version,
            sent_message::Column::FootVersion,
            sent_message::Column::Digest,
            sent_message::Column::At,
        ])
        .to_owned();
    tx.later(sent_message::Entity::insert(row).on_conflict(again))
        .await?;
    Ok(())
}

/// The messages about a report, the first first.
///
/// # Errors
/// [`StoreError`].
pub async fn of_report(c: &impl ConnectionTrait, report: Uuid) -> Result<Vec<SentRow>, StoreError> {
    let rows = sent_message::Entity::find()
        .filter(sent_message::Column::Report.eq(report))
        .order_by_asc(sent_message::Column::At)
        .all(c)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The latest messages that were made of these words, the latest first.
///
/// # Errors
/// [`StoreError`].
pub async fn of_words(
    c: &impl ConnectionTrait,
    key: &str,
    most: u64,
) -> Result<Vec<SentRow>, StoreError> {
    let rows = sent_message::Entity::find()
        .filter(sent_message::Column::Key.eq(key))
        .order_by_desc(sent_message::Column::At)
        .limit(most)
        .all(c)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The words under this hash.
///
/// # Errors
/// [`StoreError`].
pub async fn text(c: &impl ConnectionTrait, digest: Hash32) -> Result<Option<TextRow>, StoreError> {
    let row = message_text::Entity::find_by_id(digest.to_vec())
        .one(c)
        .await?;
    Ok(row.map(|row| TextRow {
        words: row.words,
        foot: row.foot,
    }))
}

fn read(row: sent_message::Model) -> Result<SentRow, StoreError> {
    let number = |version| u32::try_from(version).map_err(|_| StoreError::Corrupt("version"));
    Ok(SentRow {
        id: row.id,
        report: row.report,
        key: row.key,
        lang: row.lang,
        version: number(row.version)?,
        foot_version: number(row.foot_version)?,
        digest: hash(&row.digest)?,
        at: moment(row.at)?,
    })
}
