//! What a record carries that can be met again: `domain::links::Trace`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "record_trace")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// The Julian day of the record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub record: String,
    pub shown: String,
    pub part: String,
    pub qualifier: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
