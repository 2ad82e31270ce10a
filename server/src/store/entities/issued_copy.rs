//! What was signed of a copy that was issued. Nothing about a person, and no way back to the report but its case number.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "issued_copy")]
pub struct Model {
    /// Hash of the code on the copy.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: Vec<u8>,
    pub statement: String,
    /// Ed25519, over the statement's bytes.
    pub signature: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
