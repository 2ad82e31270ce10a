//! A filer who would rather have an officer: whom to call back, and what they had typed.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "officer_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub tracking: String,
    pub access_hash: Vec<u8>,
    pub draft: Vec<u8>,
    pub kind: Option<String>,
    pub stop: Option<String>,
    pub answers: String,
    pub name: String,
    pub phone: String,
    pub email: Option<String>,
    pub call_when: String,
    pub created_at: i64,
    pub due_at: i64,
    pub closed_at: Option<i64>,
    pub officer: Option<String>,
    pub outcome: Option<String>,
    pub closed_by_kind: Option<String>,
    pub closed_by_id: Option<Uuid>,
    pub closed_by_name: Option<String>,
    /// BCP 47 tag of the language in which it was sent.
    pub language: String,
}

impl ActiveModelBehavior for ActiveModel {}
