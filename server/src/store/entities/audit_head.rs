//! Where the audit trail's chain ends, and up to where its front was let go: one row.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_head")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    pub seq: i64,
    pub hash: Vec<u8>,
    pub cut_seq: i64,
    pub cut_hash: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
