//! The eligibility rules while an option is being chosen: a stop shows at once whom to call.

use leptos::prelude::*;

/// Watches the options of `field` and shows the stop that the chosen one would cause.
#[island]
pub fn LiveStop(
    field: String,
    /// The ids of the controls, each with its option's code.
    options: String,
    /// The sentence of each stop: what it is and whom to call.
    stops: String,
) -> impl IntoView {
    let stop = RwSignal::new(None::<String>);
    #[cfg(feature = "hydrate")]
    Effect::new(move || {
        use super::sentences::{find, lines};
        for (id, code) in lines(&options) {
            let Some(control) = super::dom::control(id) else {
                continue;
            };
            let (field, code, stops) = (field.clone(), code.to_owned(), stops.clone());
            super::dom::listen(&control, "change", move |_| {
                let found = domain::eligibility::stop_for_answer(&field, &code);
                stop.set(found.and_then(|found| find(&stops, found.code()).map(str::to_owned)));
            });
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (field, options, stops);
    view! { <p class="live-stop" role="status">{move || stop.get()}</p> }
}
