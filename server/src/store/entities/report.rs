//! A submitted report: what was typed and what was read from it never change; status and case number do.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "report")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub tracking: String,
    pub access_hash: Vec<u8>,
    pub draft: Vec<u8>,
    pub kind: String,
    /// As typed.
    pub answers: String,
    /// As read.
    pub record: String,
    pub advice: String,
    pub finding: Option<String>,
    pub notice_version: String,
    pub certified_at: i64,
    pub filer_name: String,
    pub filer_email: String,
    pub submitted_at: i64,
    pub review_by: i64,
    pub status: String,
    /// Also the `seq` of its latest event.
    pub version: i64,
    pub case_number: Option<String>,
    pub decided_at: Option<i64>,
    pub decided_by_kind: Option<String>,
    pub decided_by_id: Option<Uuid>,
    pub decided_by_name: Option<String>,
    /// BCP 47 tag of the language in which it was sent.
    pub language: String,
    pub unread_supplements: i32,
    /// 0 or 1.
    pub follow_up_declined: i32,
    /// By the promise and the flags.
    pub due_at: i64,
    /// `due_at` while it waits for the department, else `submitted_at`.
    pub sort_at: i64,
    /// A part of the town; empty: the report has no place.
    pub area: String,
    /// 0 or 1: whether flags, area and tokens are there.
    pub indexed: i32,
    pub claimed_by: Option<Uuid>,
    pub claimed_by_name: Option<String>,
    pub claimed_until: Option<i64>,
    /// When somebody at the desk first did something with it.
    pub first_looked_at: Option<i64>,
    /// When the department first decided it, whatever came later.
    pub first_decided_at: Option<i64>,
    /// 0 or 1: the filer was asked for more, at least once.
    pub returned: i32,
    /// 0 or 1: the filer has said how satisfied they are. What they said is only counted.
    pub rated: i32,
}

impl ActiveModelBehavior for ActiveModel {}
