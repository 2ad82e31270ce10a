//! The rules while a form is being filled in: what is wrong with a field as soon as it is left, and whom to call
//! as soon as an option rules out filing online. The same `domain` code that the server runs.

use leptos::prelude::*;

/// The form that is listened to.
pub const STEP_FORM: &str = "step-form";

/// The status line of a control.
#[must_use]
pub fn line_id(control: &str) -> String {
    format!("{control}-live")
}

/// Listens to the form of the page. Each control that can be checked has a status line with `data-kind`,
/// `data-required`, `data-today` (a Julian day number: the browser's clock is not to be trusted) and
/// `data-sentences`; a question whose options can stop the journey has one with `data-stops`.
#[island]
pub fn LiveForm() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    Effect::new(|| {
        if let Some(form) = super::dom::by_id(STEP_FORM) {
            super::dom::listen(&form, "change", |event| {
                // A control without a status line has nothing to say.
                let _ = heard(&event);
            });
        }
    });
}

#[cfg(feature = "hydrate")]
fn heard(event: &web_sys::Event) -> Option<()> {
    use super::dom::{by_id, data, say, typed, when_released};
    use leptos::wasm_bindgen::JsCast;
    let control: web_sys::Element = event.target()?.dyn_into().ok()?;
    let raw = typed(&control)?;
    // The boxes of a question share its name, and its one status line.
    let id = line_id(&data(&control, "name"));
    let line = by_id(&id)?;
    let code = if line.has_attribute("data-stops") {
        domain::eligibility::stop_for_answer(&data(&control, "name"), &raw)
            .map(domain::eligibility::Stop::code)
    } else {
        let kind = data(&line, "data-kind").parse().ok()?;
        let today = time::Date::from_julian_day(data(&line, "data-today").parse().ok()?).ok()?;
        verdict(&raw, kind, line.has_attribute("data-required"), today)
    };
    let sentences = data(&line, "data-sentences");
    when_released(move || {
        say(
            &id,
            code.and_then(|code| super::sentences::find(&sentences, code)),
        )
    });
    Some(())
}

#[cfg(feature = "hydrate")]
fn verdict(
    raw: &str,
    kind: domain::field::FieldKind,
    required: bool,
    today: time::Date,
) -> Option<&'static str> {
    use domain::field::{FieldError, FieldWarning, check, warning};
    let raw = raw.trim();
    if raw.is_empty() {
        return required.then_some(FieldError::Missing.code());
    }
    match check(kind, raw, today) {
        Err(error) => Some(error.code()),
        Ok(()) => warning(kind, raw, today).map(FieldWarning::code),
    }
}
