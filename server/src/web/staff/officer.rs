//! Who is at the desk. Without a session: to the sign-in page.

use crate::secret::SessionKey;
use crate::state::State;
use crate::store::Actor;
use crate::store::staff::StaffRow;
use crate::usecase::sign_in::session;
use crate::web::cookie::Cookie;
use crate::web::error::WebError;
use crate::web::respond::see;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::access::{Action, may};

/// A member of the staff who is signed in.
pub struct Officer {
    pub staff: StaffRow,
}

/// Why there is none.
pub enum NotSignedIn {
    SignIn,
    Failed(WebError),
}

impl IntoResponse for NotSignedIn {
    fn into_response(self) -> Response {
        match self {
            Self::SignIn => see("/staff/sign-in"),
            Self::Failed(error) => error.into_response(),
        }
    }
}

impl FromRequestParts<State> for Officer {
    type Rejection = NotSignedIn;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, NotSignedIn> {
        let Some(secret) = Cookie::Session.read::<SessionKey>(&parts.headers, &state.settings)
        else {
            return Err(NotSignedIn::SignIn);
        };
        match session(state, &secret).await {
            Ok(Some(staff)) => Ok(Self { staff }),
            Ok(None) => Err(NotSignedIn::SignIn),
            Err(error) => Err(NotSignedIn::Failed(error.into())),
        }
    }
}

impl Officer {
    /// The guard on the first line of every handler.
    ///
    /// # Errors
    /// [`WebError::NotForThisRole`].
    pub fn must(&self, action: Action) -> Result<(), WebError> {
        if self.may(action) {
            Ok(())
        } else {
            Err(WebError::NotForThisRole)
        }
    }

    pub fn may(&self, action: Action) -> bool {
        may(self.staff.role, action)
    }

    pub fn actor(&self) -> Actor {
        Actor::Staff {
            id: self.staff.id,
            name: self.staff.name.clone(),
        }
    }
}
