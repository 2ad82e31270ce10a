//! What a filer has typed so far; the key is the hash of their cookie.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Vec<u8>,
    pub answers: String,
    pub created_at: i64,
    pub updated_at: i64,
    /// `report` or `officer_request`, once it became one.
    pub outcome: Option<String>,
    pub outcome_tracking: Option<String>,
    /// Where it stands and which of its pages are counted; empty: not a form, or older than the counts.
    pub progress: String,
}

impl ActiveModelBehavior for ActiveModel {}
