//! What the desk has set, version by version. A version is never changed or removed: what held when is known for good.
//! What may be set, and what follows from it, is `crate::live`'s.

use super::codes::{moment, stamp};
use super::entities::desk_setting::{ActiveModel, Column, Entity, Model};
use super::{StoreError, Tx};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set,
};
use time::OffsetDateTime;
use uuid::Uuid;

/// One version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingRow {
    pub key: String,
    /// Empty where there is one value for all languages.
    pub lang: String,
    /// From 1, without gaps.
    pub version: u32,
    /// None: what the file or the program says.
    pub value: Option<String>,
    pub set_by: Uuid,
    pub set_by_name: String,
    pub set_at: OffsetDateTime,
}

/// Adds the next version. The version before it is the one that was looked at: of two that are set at once, the second
/// finds its place taken.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else was first.
pub async fn put(tx: &Tx, row: SettingRow) -> Result<(), StoreError> {
    let row = ActiveModel {
        key: Set(row.key),
        lang: Set(row.lang),
        version: Set(number(row.version)?),
        value: Set(row.value),
        set_by: Set(row.set_by),
        set_by_name: Set(row.set_by_name),
        set_at: Set(stamp(row.set_at)),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The latest version of everything that was ever set.
///
/// # Errors
/// [`StoreError`].
pub async fn in_force(c: &impl ConnectionTrait) -> Result<Vec<SettingRow>, StoreError> {
    let latest = Query::select()
        .columns([Column::Key, Column::Lang])
        .expr(Expr::col(Column::Version).max())
        .from(Entity)
        .group_by_columns([Column::Key, Column::Lang])
        .to_owned();
    let columns = [Column::Key, Column::Lang, Column::Version].map(Expr::col);
    let rows = Entity::find()
        .filter(Expr::tuple(columns).in_subquery(latest))
        .order_by_asc(Column::Key)
        .order_by_asc(Column::Lang)
        .all(c)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Every version of one setting, the latest first.
///
/// # Errors
/// [`StoreError`].
pub async fn history(c: &impl ConnectionTrait, key: &str) -> Result<Vec<SettingRow>, StoreError> {
    let rows = Entity::find()
        .filter(Column::Key.eq(key))
        .order_by_desc(Column::SetAt)
        .order_by_desc(Column::Version)
        .order_by_asc(Column::Lang)
        .all(c)
        .await?;
    rows.into_iter().map(read).collect()
}

/// One version, if there is one.
///
/// # Errors
/// [`StoreError`].
pub async fn version(
    c: &impl ConnectionTrait,
    key: &str,
    lang: &str,
    version: u32,
) -> Result<Option<SettingRow>, StoreError> {
    let id = (key.to_owned(), lang.to_owned(), number(version)?);
    Entity::find_by_id(id).one(c).await?.map(read).transpose()
}

/// How often anything was set: another number, and something changed.
///
/// # Errors
/// [`StoreError`].
pub async fn count(c: &impl ConnectionTrait) -> Result<u64, StoreError> {
    Ok(Entity::find().count(c).await?)
}

fn number(version: u32) -> Result<i32, StoreError> {
    i32::try_from(version).map_err(|_| StoreError::Corrupt("version"))
}

fn read(row: Model) -> Result<SettingRow, StoreError> {
    Ok(SettingRow {
        key: row.key,
        lang: row.lang,
        version: u32::try_from(row.version).map_err(|_| StoreError::Corrupt("version"))?,
        value: row.value,
        set_by: row.set_by,
        set_by_name: row.set_by_name,
        set_at: moment(row.set_at)?,
    })
}
