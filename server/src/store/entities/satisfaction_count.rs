//! How satisfied filers are: counts by week, of nobody. The report only knows that its filer has answered.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "satisfaction_count")]
pub struct Model {
    /// The Monday of the week of the answer, `2026-11-16`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub week: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub outcome: String,
    /// `1` to `5`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub score: String,
    pub total: i64,
}

impl ActiveModelBehavior for ActiveModel {}
