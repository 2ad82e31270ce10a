//! Two records that may belong together, for one reason. `first` is before `second` by bytes.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub first: String,
    pub second: String,
    pub reason: String,
    pub strength: String,
    /// What an officer can check, in a sentence.
    pub because: String,
    pub state: String,
    pub made_at: i64,
    pub decided_at: Option<i64>,
    pub decided_by_kind: Option<String>,
    pub decided_by_id: Option<Uuid>,
    pub decided_by_name: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
