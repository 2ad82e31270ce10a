//! Which object holds which chunk of a file.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence_chunk")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub evidence: Uuid,
    /// `original` or `preview`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub part: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i32,
    pub object: String,
}

impl ActiveModelBehavior for ActiveModel {}
