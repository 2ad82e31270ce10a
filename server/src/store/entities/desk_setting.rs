//! One version of what the desk has set.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "desk_setting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// Empty where there is one value for all languages.
    #[sea_orm(primary_key, auto_increment = false)]
    pub lang: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// None: what the file or the program says.
    pub value: Option<String>,
    pub set_by: Uuid,
    pub set_by_name: String,
    pub set_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
