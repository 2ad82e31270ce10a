//! A signed-in browser; the key is the hash of its cookie.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Vec<u8>,
    pub staff: Uuid,
    pub created_at: i64,
    pub seen_at: i64,
    /// When they last showed who they are.
    pub confirmed_at: i64,
    /// 1: the town's sign-in stood for the password.
    pub by_provider: i32,
}

impl ActiveModelBehavior for ActiveModel {}
