//! Who may sign in.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub login: String,
    pub name: String,
    pub badge: String,
    pub role: String,
    /// Empty until the invitation is accepted.
    pub password_hash: String,
    /// Empty until the invitation is accepted.
    pub totp_secret: Vec<u8>,
    /// The latest time step whose code was used.
    pub totp_step: Option<i64>,
    pub locked_at: Option<i64>,
    pub created_at: i64,
    pub email: Option<String>,
    /// None: it must be changed before anything else.
    pub password_at: Option<i64>,
    pub disabled_at: Option<i64>,
    pub used_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
