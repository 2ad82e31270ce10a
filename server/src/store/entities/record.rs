//! The record of an incident, of either source. The columns beside `payload` repeat what is searched.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "record")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: String,
    pub source: String,
    pub kind: Option<String>,
    pub class: String,
    /// Offense codes with a comma around each: `,23F,290,`.
    pub offenses: String,
    /// `YYYY-MM-DD`, local to the department.
    pub occurred: String,
    /// NIBRS location type.
    pub location: Option<String>,
    /// The report that it comes from.
    pub report: Option<Uuid>,
    /// The whole record, as JSON.
    pub payload: String,
    pub written_at: i64,
    /// 1 when its traces and its spot are in the index.
    pub indexed: i32,
}

impl ActiveModelBehavior for ActiveModel {}
