//! The eligibility rules while an option is being chosen: a stop shows at once whom to call.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The words of one stop.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StopWords {
    /// The stop's code.
    pub code: String,
    pub title: String,
    pub call: String,
}

/// Watches the options of `field`, given as the ids of their controls and their codes, and shows the stop that
/// the chosen one would cause.
#[island]
pub fn LiveStop(
    field: String,
    options: Vec<(String, String)>,
    stops: Vec<StopWords>,
) -> impl IntoView {
    let stop = RwSignal::new(None::<StopWords>);
    #[cfg(feature = "hydrate")]
    Effect::new(move || {
        for (id, code) in &options {
            let Some(control) = super::dom::control(id) else {
                continue;
            };
            let (field, code, stops) = (field.clone(), code.clone(), stops.clone());
            super::dom::listen(&control, "change", move |_| {
                let found = domain::eligibility::stop_for_answer(&field, &code);
                stop.set(found.and_then(|found| {
                    stops
                        .iter()
                        .find(|words| words.code == found.code())
                        .cloned()
                }));
            });
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (field, options, stops);
    view! {
        <div class="live-stop" role="status">
            {move || stop.get().map(|words| view! { <p><strong>{words.title}</strong>". "{words.call}</p> })}
        </div>
    }
}
