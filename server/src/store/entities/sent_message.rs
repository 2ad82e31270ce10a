//! A message that left, and which words it was made of.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sent_message")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub report: Option<Uuid>,
    pub key: String,
    pub lang: String,
    pub version: i32,
    pub foot_version: i32,
    pub digest: Vec<u8>,
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
