//! Posted forms: plain `application/x-www-form-urlencoded`, bounded, and no field that the page does not have.

use super::error::WebError;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use domain::answers::MAX_ANSWER_BYTES;
use std::collections::BTreeMap;

/// The longest body of a form, in bytes. The largest page (the narrative) takes 10,000 characters of at most
/// 4 bytes, each byte at most 3 characters when percent-encoded: 120,000; twice that leaves room.
pub const MAX_BODY: usize = 240_000;

/// The fields of a form, by name. Several values of one name (ticked boxes) are joined by commas.
#[derive(Debug, Default)]
pub struct Fields(BTreeMap<String, String>);

impl Fields {
    /// What was typed, or the empty string.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The names of the fields that were sent.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// # Errors
    /// [`WebError::UnknownField`] when a field is not among those that the page has.
    pub fn only(self, allowed: &[&str]) -> Result<Self, WebError> {
        if self.0.keys().all(|name| allowed.contains(&name.as_str())) {
            Ok(self)
        } else {
            Err(WebError::UnknownField)
        }
    }

    fn read(body: &[u8]) -> Result<Self, WebError> {
        let pairs: Vec<(String, String)> =
            serde_urlencoded::from_bytes(body).map_err(|_| WebError::Malformed)?;
        let mut fields: BTreeMap<String, String> = BTreeMap::new();
        for (name, value) in pairs {
            if value.len() > MAX_ANSWER_BYTES || value.contains('\0') {
                return Err(WebError::Malformed);
            }
            match fields.get_mut(&name) {
                Some(present) if !present.is_empty() && !value.is_empty() => {
                    present.push(',');
                    present.push_str(&value);
                }
                Some(present) if present.is_empty() => *present = value,
                Some(_) => {}
                None => {
                    fields.insert(name, value);
                }
            }
        }
        Ok(Self(fields))
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = WebError;

    async fn from_request(request: Request, _: &S) -> Result<Self, WebError> {
        let form = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| {
                value.split(';').next() == Some("application/x-www-form-urlencoded")
            });
        let (_, body) = request.into_parts();
        let bytes = axum::body::to_bytes(body, MAX_BODY)
            .await
            .map_err(|_| WebError::TooLarge)?;
        if bytes.is_empty() {
            return Ok(Self::default());
        }
        if !form {
            return Err(WebError::NotAForm);
        }
        Self::read(&bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticked_boxes_of_one_name_are_joined() {
        let fields = Fields::read(b"areas=hood&areas=trunk&other=x").expect("form");
        assert_eq!(fields.get("areas"), "hood,trunk");
    }

    #[test]
    fn a_field_that_the_page_does_not_have_is_refused() {
        let fields = Fields::read(b"plate=AB12&status=approved").expect("form");
        assert!(matches!(
            fields.only(&["plate"]),
            Err(WebError::UnknownField)
        ));
    }
}
