//! What a record is about, where and when: `domain::links::Spot`. Days are Julian days.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "record_spot")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub record: String,
    pub topic: String,
    pub day: i32,
    pub hour: Option<i32>,
    pub until_day: Option<i32>,
    pub until_hour: Option<i32>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    /// `domain::links::Cell` of the place.
    pub cell: Option<i64>,
    /// In its normal form.
    pub address: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
