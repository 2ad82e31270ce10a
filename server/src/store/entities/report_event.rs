//! What happened to a report: appended, never changed.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "report_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub report: Uuid,
    /// 1 is the submission; no gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub at: i64,
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub actor_name: Option<String>,
    pub code: String,
    pub event: String,
}

impl ActiveModelBehavior for ActiveModel {}
