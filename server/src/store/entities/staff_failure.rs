//! A failed sign-in: counted over a window, forgotten after a successful one.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_failure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub staff: Uuid,
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
