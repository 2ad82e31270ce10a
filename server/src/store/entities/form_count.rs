//! How far people come in the form: counts by day, of nobody. No draft leads here, and from here none can be found.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "form_count")]
pub struct Model {
    /// `2026-11-20`, where the department is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: String,
    /// Empty: a page before the kind is chosen.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// The name of the page.
    #[sea_orm(primary_key, auto_increment = false)]
    pub step: String,
    /// `reached`, `filed`, `officer`, `left`, or the code of the rule that stopped somebody.
    #[sea_orm(primary_key, auto_increment = false)]
    pub what: String,
    pub total: i64,
}

impl ActiveModelBehavior for ActiveModel {}
