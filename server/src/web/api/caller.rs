//! Which system is asking, as the guard found it.

use super::problem::Problem;
use crate::store::Actor;
use crate::store::api_keys::KeyRow;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A system whose key is in force and may do what the route does.
#[derive(Clone)]
pub struct Caller {
    key: Arc<KeyRow>,
    on_record: Arc<AtomicBool>,
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    /// On a route without a guard there is nobody.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let caller = parts.extensions.get::<Self>().cloned();
        caller.ok_or(Problem::NoKey)
    }
}

impl Caller {
    pub fn new(key: KeyRow) -> Self {
        Self {
            key: Arc::new(key),
            on_record: Arc::default(),
        }
    }

    pub fn actor(&self) -> Actor {
        self.key.actor()
    }

    /// The handler has written the request's audit row itself.
    pub fn is_on_record(&self) {
        self.on_record.store(true, Ordering::Relaxed);
    }

    pub fn stands_on_record(&self) -> bool {
        self.on_record.load(Ordering::Relaxed)
    }
}
