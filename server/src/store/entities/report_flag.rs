//! A flag of a report, or `any` for having one, beside what lists are sorted and narrowed by.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "report_flag")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub report: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub flag: String,
    pub status: String,
    pub kind: String,
    pub area: String,
    pub sort_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
