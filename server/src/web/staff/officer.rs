//! Who is at the desk, as the guard found them.

use crate::store::Actor;
use crate::store::sessions::SessionRow;
use crate::web::error::WebError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::access::{Action, may};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A member of the staff who is signed in and may do what the route does.
#[derive(Clone)]
pub struct Officer {
    pub session: SessionRow,
    on_record: Arc<AtomicBool>,
}

impl<S: Sync> FromRequestParts<S> for Officer {
    type Rejection = WebError;

    /// On a route without a guard there is nobody.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        let officer = parts.extensions.get::<Self>().cloned();
        officer.ok_or(WebError::NotForThisRole)
    }
}

impl Officer {
    pub fn new(session: SessionRow) -> Self {
        Self {
            session,
            on_record: Arc::default(),
        }
    }

    pub fn may(&self, action: Action) -> bool {
        may(self.session.staff.role, action)
    }

    pub fn actor(&self) -> Actor {
        self.session.staff.actor()
    }

    /// The handler has written the request's audit row itself.
    pub fn is_on_record(&self) {
        self.on_record.store(true, Ordering::Relaxed);
    }

    pub fn stands_on_record(&self) -> bool {
        self.on_record.load(Ordering::Relaxed)
    }
}
