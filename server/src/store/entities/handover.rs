//! One document for the records system, at its place in the order of approval.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "handover")]
pub struct Model {
    /// From 1, without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub report: Uuid,
    /// 0 is the report, 1 its first supplement.
    pub number: i32,
    pub made_at: i64,
    /// As it leaves; written when it first does.
    pub document: Option<String>,
    pub handed_over_at: Option<i64>,
    /// The records system's own.
    pub rms_number: Option<String>,
    pub acknowledged_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
