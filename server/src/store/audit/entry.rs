//! One row of the trail, as it is written and as it is read.

use crate::store::codes::{choice, hash, moment, stamp};
use crate::store::entities::audit::Model;
use crate::store::{Actor, Hash32, StoreError};
use domain::choices;
use domain::field::Choice;
use std::net::IpAddr;
use time::OffsetDateTime;
use uuid::Uuid;

choices! {
    /// How it ended.
    Outcome {
        Ok = "ok",
        // Not allowed.
        Refused = "refused",
        // Wrong credentials, nothing there, or the service could not.
        Failed = "failed",
    }
}

/// What is appended.
#[derive(Debug, Clone)]
pub struct AuditEntry {
    at: OffsetDateTime,
    actor: Actor,
    action: &'static str,
    object: Option<String>,
    outcome: Outcome,
    source: Option<IpAddr>,
}

impl AuditEntry {
    /// Something that went well, by its code such as `report.approve`. `at` is kept to the microsecond.
    #[must_use]
    pub const fn new(at: OffsetDateTime, actor: Actor, action: &'static str) -> Self {
        Self {
            at,
            actor,
            action,
            object: None,
            outcome: Outcome::Ok,
            source: None,
        }
    }

    /// What it was done to: a tracking number, an id, a range. Never anything that was typed.
    #[must_use]
    pub fn about(self, object: impl Into<String>) -> Self {
        Self {
            object: Some(object.into()),
            ..self
        }
    }

    /// The client's address. None: the command line, or the service itself.
    #[must_use]
    pub fn from(self, client: IpAddr) -> Self {
        Self {
            source: Some(client),
            ..self
        }
    }

    #[must_use]
    pub fn ended(self, outcome: Outcome) -> Self {
        Self { outcome, ..self }
    }

    /// The row, not yet in the chain.
    pub(super) fn model(self) -> Model {
        Model {
            id: Uuid::now_v7(),
            at: stamp(self.at),
            actor_kind: self.actor.code().to_owned(),
            actor_id: self.actor.id(),
            actor_name: self.actor.name().map(str::to_owned),
            action: self.action.to_owned(),
            object: self.object,
            outcome: self.outcome.code().to_owned(),
            source: self.source.map(|address| address.to_string()),
            seq: None,
            previous: None,
            hash: None,
        }
    }
}

/// What is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// The place in the chain, from 1, without gaps.
    pub seq: i64,
    pub at: OffsetDateTime,
    pub actor: Actor,
    pub action: String,
    pub object: Option<String>,
    pub outcome: Outcome,
    pub source: Option<String>,
    pub hash: Hash32,
}

pub(super) fn read(row: Model) -> Result<AuditRow, StoreError> {
    Ok(AuditRow {
        seq: row.seq.ok_or(StoreError::Corrupt("seq"))?,
        at: moment(row.at)?,
        actor: Actor::read(&row.actor_kind, row.actor_id, row.actor_name)?,
        action: row.action,
        object: row.object,
        outcome: choice(&row.outcome, "outcome")?,
        source: row.source,
        hash: hash(&row.hash.unwrap_or_default())?,
    })
}
