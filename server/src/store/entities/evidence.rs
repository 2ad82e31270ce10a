//! A file that a filer sends.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub draft: Vec<u8>,
    pub report: Option<Uuid>,
    pub request: Option<Uuid>,
    /// Text to be shown.
    pub name: String,
    /// Read from the bytes, once they are all there.
    pub kind: Option<String>,
    /// In bytes, as announced; as counted once they are all there. None while a form without script sends it.
    pub size: Option<i64>,
    pub received: i64,
    pub sha256: Option<Vec<u8>>,
    pub wrapped_key: Vec<u8>,
    pub state: String,
    pub refusal: Option<String>,
    pub preview: bool,
    pub created_at: i64,
    pub updated_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
