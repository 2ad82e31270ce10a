//! A passkey of the staff: its public key and counter.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "passkey")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub staff: Uuid,
    pub credential_id: Vec<u8>,
    /// What its owner calls it.
    pub name: String,
    /// JSON, of the WebAuthn library.
    pub credential: String,
    pub created_at: i64,
    pub used_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
