//! Something that leaves the building: written in the transaction that caused it.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub report: Option<Uuid>,
    pub request: Option<Uuid>,
    pub key: String,
    pub payload: String,
    pub state: String,
    pub attempts: i32,
    /// Pending: not before. Running: taken for lost after.
    pub due_at: i64,
    pub last_error: Option<String>,
    /// What the other side said of it. For the desk, never for the log.
    pub reason: Option<String>,
    pub created_at: i64,
    pub updated_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
