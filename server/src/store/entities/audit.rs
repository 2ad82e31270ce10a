//! Who did what, when, to what, from where: appended, never changed. Rows of a version before the chain have no place in it.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub at: i64,
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub actor_name: Option<String>,
    pub action: String,
    pub object: Option<String>,
    pub outcome: String,
    pub source: Option<String>,
    pub seq: Option<i64>,
    pub previous: Option<Vec<u8>>,
    pub hash: Option<Vec<u8>>,
}

impl ActiveModelBehavior for ActiveModel {}
