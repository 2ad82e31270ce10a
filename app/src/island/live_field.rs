//! Live validation: the same `domain` check that the server runs, as soon as a field is left.

use leptos::prelude::*;

/// Shows what is wrong with the control `id` when the filer leaves it. The control itself belongs to the page.
#[island]
pub fn LiveField(
    id: String,
    /// The code of its `FieldKind`.
    kind: String,
    required: bool,
    /// Today, as a Julian day number: the browser's clock is not to be trusted.
    today: i32,
    /// The sentence of each error or warning that this type of field can give.
    sentences: String,
) -> impl IntoView {
    let message = RwSignal::new(None::<String>);
    #[cfg(feature = "hydrate")]
    Effect::new({
        let id = id.clone();
        move || {
            let (Some(control), Ok(today), Ok(kind)) =
                (super::dom::control(&id), time::Date::from_julian_day(today), kind.parse())
            else {
                return;
            };
            let sentences = sentences.clone();
            super::dom::listen(&control, "change", move |event| {
                let code = super::dom::typed(&event).and_then(|raw| verdict(&raw, kind, required, today));
                message.set(code.and_then(|code| super::sentences::find(&sentences, code).map(str::to_owned)));
            });
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (kind, required, today, sentences);
    view! { <p class="live" role="status" id=format!("{id}-live")>{move || message.get()}</p> }
}

#[cfg(feature = "hydrate")]
fn verdict(raw: &str, kind: domain::field::FieldKind, required: bool, today: time::Date) -> Option<&'static str> {
    use domain::field::{FieldError, check, warning};
    let raw = raw.trim();
    if raw.is_empty() {
        return required.then_some(FieldError::Missing.code());
    }
    match check(kind, raw, today) {
        Err(error) => Some(error.code()),
        Ok(()) => warning(kind, raw, today).map(domain::field::FieldWarning::code),
    }
}
