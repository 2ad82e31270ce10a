//! What one step of signing in has left to the next; the key is the hash of what the browser holds.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ceremony")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Vec<u8>,
    pub kind: String,
    pub staff: Option<Uuid>,
    pub state: String,
    pub expires_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
