//! The map's pin: click, tap, arrow keys or the device's own position; the verdict shows at once.
//!
//! The map itself is the page's `<input type="image">`, which works without script. This island listens to it,
//! keeps the pin in the page's hidden `place_pin` field and says what the rules make of it.

use domain::jurisdiction::{LatLon, Layers, MapFrame};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The areas in force and how they are drawn: the browser judges by what the server was given.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MapData {
    pub frame: MapFrame,
    pub layers: Layers,
}

/// What is said of a pin, by the code of its verdict; `near_…` for a pin close to an area.
pub type VerdictWords = Vec<(String, String)>;

/// The key of the sentence for a verdict.
#[must_use]
pub fn verdict_key(verdict: domain::jurisdiction::Verdict) -> String {
    use domain::jurisdiction::Verdict;
    match (verdict, verdict.question()) {
        (Verdict::OutsideTown { .. }, _) => "outside_town".to_owned(),
        (Verdict::InTown { .. } | Verdict::Excluded { .. }, Some(area)) => area.code().to_owned(),
        (Verdict::InTown { .. } | Verdict::Excluded { .. }, None) => "in_town".to_owned(),
    }
}

/// One step of an arrow key, in map units; with Shift ten times as far.
#[cfg(feature = "hydrate")]
const STEP: f64 = 5.0;

#[island]
pub fn PlaceMap(
    data: MapData,
    pin: Option<LatLon>,
    words: VerdictWords,
    locate: String,
    no_position: String,
) -> impl IntoView {
    let (pin, set_pin) = signal(pin);
    let message = RwSignal::new(None::<String>);
    let alive = RwSignal::new(false);
    let frame = data.frame;

    #[cfg(feature = "hydrate")]
    let start_locating = {
        let judge = domain::jurisdiction::Jurisdiction::new(&data.layers).ok();
        let place = move |at: Option<LatLon>| {
            let (Some(at), Some(judge)) = (at, judge.as_ref()) else {
                return;
            };
            set_pin.set(Some(at));
            if let Some(field) = super::dom::control("place_pin") {
                use leptos::wasm_bindgen::JsCast;
                field
                    .unchecked_into::<leptos::web_sys::HtmlInputElement>()
                    .set_value(&at.to_string());
            }
            let key = verdict_key(judge.verdict(at));
            message.set(
                words
                    .iter()
                    .find(|(name, _)| *name == key)
                    .map(|(_, text)| text.clone()),
            );
        };
        let place = std::rc::Rc::new(place);
        browser::attach(frame, pin, place.clone(), alive);
        move |_| browser::locate(place.clone(), message, no_position.clone())
    };
    #[cfg(not(feature = "hydrate"))]
    let start_locating = {
        let _ = (set_pin, words, no_position, data);
        |_| ()
    };

    let at = move || pin.get().map(|at| frame.to_xy(at));
    view! {
        <svg class="pin" viewBox=format!("0 0 {} {}", frame.width, frame.height) aria-hidden="true">
            {move || at().map(|(x, y)| view! {
                <g transform=format!("translate({x:.1} {y:.1})")>
                    <path d="M0 0C-14-26-24-36-24-52a24 24 0 1 1 48 0C24-36 14-26 0 0Z"/>
                    <circle cy="-52" r="9"/>
                </g>
            })}
        </svg>
        <p class="verdict" role="status">{move || message.get()}</p>
        {move || alive.get().then(|| view! {
            <button type="button" class="plain" on:click=start_locating.clone()>{locate.clone()}</button>
        })}
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    //! The listeners of the map.

    use super::super::dom;
    use super::STEP;
    use domain::jurisdiction::{LatLon, MapFrame};
    use leptos::prelude::*;
    use leptos::wasm_bindgen::JsCast;
    use leptos::wasm_bindgen::closure::Closure;
    use leptos::web_sys::{
        Element, GeolocationPosition, GeolocationPositionError, KeyboardEvent, MouseEvent, window,
    };
    use std::rc::Rc;

    type Place = Rc<dyn Fn(Option<LatLon>)>;

    pub fn attach(
        frame: MapFrame,
        pin: ReadSignal<Option<LatLon>>,
        place: Rc<impl Fn(Option<LatLon>) + 'static>,
        alive: RwSignal<bool>,
    ) {
        Effect::new(move || {
            let Some(map) = dom::control("place-map") else {
                return;
            };
            alive.set(true);
            let on_click: Place = place.clone();
            dom::listen(&map, "click", move |event| {
                event.prevent_default();
                on_click(clicked(&event, frame));
            });
            let on_key: Place = place.clone();
            dom::listen(&map, "keydown", move |event| {
                let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                let step = if key.shift_key() { STEP * 10.0 } else { STEP };
                let (dx, dy) = match key.key().as_str() {
                    "ArrowLeft" => (-step, 0.0),
                    "ArrowRight" => (step, 0.0),
                    "ArrowUp" => (0.0, -step),
                    "ArrowDown" => (0.0, step),
                    _ => return,
                };
                event.prevent_default();
                let (x, y) = pin
                    .get_untracked()
                    .map_or((frame.width / 2.0, frame.height / 2.0), |at| {
                        frame.to_xy(at)
                    });
                let (x, y) = (
                    (x + dx).clamp(0.0, frame.width),
                    (y + dy).clamp(0.0, frame.height),
                );
                on_key(frame.to_point(x, y));
            });
        });
    }

    /// A click without a position (Enter on the keyboard) puts the pin in the middle.
    fn clicked(event: &leptos::web_sys::Event, frame: MapFrame) -> Option<LatLon> {
        let mouse = event.dyn_ref::<MouseEvent>()?;
        let drawn = event
            .target()?
            .dyn_into::<Element>()
            .ok()?
            .get_bounding_client_rect();
        if mouse.detail() == 0 || drawn.width() <= 0.0 || drawn.height() <= 0.0 {
            return frame.to_point(frame.width / 2.0, frame.height / 2.0);
        }
        let x = (f64::from(mouse.client_x()) - drawn.left()) / drawn.width() * frame.width;
        let y = (f64::from(mouse.client_y()) - drawn.top()) / drawn.height() * frame.height;
        frame.to_point(x, y)
    }

    pub fn locate(
        place: Rc<impl Fn(Option<LatLon>) + 'static>,
        message: RwSignal<Option<String>>,
        no_position: String,
    ) {
        let sorry = no_position.clone();
        let Some(geolocation) = window().and_then(|window| window.navigator().geolocation().ok())
        else {
            message.set(Some(no_position));
            return;
        };
        let found = Closure::once_into_js(move |position: GeolocationPosition| {
            let at = position.coords();
            place(LatLon::new(at.latitude(), at.longitude()));
        });
        let failed =
            Closure::once_into_js(move |_: GeolocationPositionError| message.set(Some(sorry)));
        let _ = geolocation.get_current_position_with_error_callback(
            found.unchecked_ref(),
            Some(failed.unchecked_ref()),
        );
    }
}
