//! The map's pin: click, tap, arrow keys or the device's own position; the verdict shows at once.
//!
//! The map itself is the page's `<input type="image">`, which works without script. This island listens to it,
//! keeps the pin in the page's hidden `place_pin` field and says what the rules make of it.

use domain::jurisdiction::{LatLon, MapFrame};
use leptos::prelude::*;

/// The key of the sentence for a verdict.
#[must_use]
pub fn verdict_key(verdict: domain::jurisdiction::Verdict) -> &'static str {
    use domain::jurisdiction::Verdict;
    match (verdict, verdict.question()) {
        (Verdict::OutsideTown { .. }, _) => "outside_town",
        (Verdict::InTown { .. } | Verdict::Excluded { .. }, Some(area)) => area.code(),
        (Verdict::InTown { .. } | Verdict::Excluded { .. }, None) => "in_town",
    }
}

/// One step of an arrow key, in map units; with Shift ten times as far.
#[cfg(feature = "hydrate")]
const STEP: f64 = 5.0;

#[island]
pub fn PlaceMap(
    /// The areas in force: the browser judges by what the server was given.
    layers: String,
    frame: String,
    /// `lat,lon`, or empty.
    pin: String,
    /// What is said of a pin, by [`verdict_key`].
    words: String,
    locate: String,
    no_position: String,
) -> impl IntoView {
    let frame = MapFrame::from_compact(&frame);
    let (pin, set_pin) = signal(LatLon::parse(&pin).ok());
    let message = RwSignal::new(None::<String>);
    let alive = RwSignal::new(false);

    #[cfg(feature = "hydrate")]
    let start_locating = {
        use domain::jurisdiction::{Jurisdiction, Layers};
        let judge = Layers::from_compact(&layers).and_then(|layers| Jurisdiction::prepare(&layers));
        let place = StoredValue::new_local(move |at: Option<LatLon>| {
            let Some(at) = at else {
                return;
            };
            set_pin.set(Some(at));
            super::dom::set_value("place_pin", &at.to_string());
            let key = judge.as_ref().map(|judge| verdict_key(judge.verdict(at)));
            message.set(key.and_then(|key| super::sentences::find(&words, key).map(str::to_owned)));
        });
        let place = move |at| place.with_value(|place| place(at));
        Effect::new(move || alive.set(frame.is_some_and(|frame| browser::attach(frame, pin, place))));
        move |_| browser::locate(place, message, no_position.clone())
    };
    #[cfg(not(feature = "hydrate"))]
    let start_locating = {
        let _ = (set_pin, words, no_position, layers);
        |_| ()
    };

    // Whole units are fine enough, and the printing of floats would weigh 20 kB.
    let at = move || {
        let (x, y) = frame?.to_xy(pin.get()?);
        Some((x.round() as i32, y.round() as i32))
    };
    let (width, height) = frame.map_or((0, 0), |frame| (frame.width as i32, frame.height as i32));
    view! {
        <svg
            class="pin"
            viewBox=format!("0 0 {width} {height}")
            aria-hidden="true"
        >
            {move || {
                at()
                    .map(|(x, y)| {
                        view! {
                            <g transform=format!("translate({x} {y})")>
                                <path d="M0 0C-14-26-24-36-24-52a24 24 0 1 1 48 0C24-36 14-26 0 0Z"/>
                                <circle cy="-52" r="9"/>
                            </g>
                        }
                    })
            }}
        </svg>
        <p class="verdict" role="status">
            {move || message.get()}
        </p>
        {move || {
            alive
                .get()
                .then(|| {
                    view! {
                        <button type="button" class="plain" on:click=start_locating.clone()>
                            {locate.clone()}
                        </button>
                    }
                })
        }}
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
    use web_sys::{Element, KeyboardEvent, MouseEvent, Position, PositionError};

    /// Listens to the page's map. False when the page has none.
    pub fn attach(
        frame: MapFrame,
        pin: ReadSignal<Option<LatLon>>,
        place: impl Fn(Option<LatLon>) + Copy + 'static,
    ) -> bool {
        let Some(map) = dom::control("place-map") else {
            return false;
        };
        dom::listen(&map, "click", move |event| {
            event.prevent_default();
            place(clicked(&event, frame));
        });
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
            let middle = (frame.width / 2.0, frame.height / 2.0);
            let (x, y) = pin.get_untracked().map_or(middle, |at| frame.to_xy(at));
            place(frame.to_point(
                (x + dx).clamp(0.0, frame.width),
                (y + dy).clamp(0.0, frame.height),
            ));
        });
        dom::mark_alive(&map);
        true
    }

    /// A click without a position (Enter on the keyboard) puts the pin in the middle.
    fn clicked(event: &web_sys::Event, frame: MapFrame) -> Option<LatLon> {
        let mouse = event.dyn_ref::<MouseEvent>()?;
        let drawn = event.target()?.dyn_into::<Element>().ok()?.get_bounding_client_rect();
        if mouse.detail() == 0 || drawn.width() <= 0.0 || drawn.height() <= 0.0 {
            return frame.to_point(frame.width / 2.0, frame.height / 2.0);
        }
        let x = (f64::from(mouse.client_x()) - drawn.left()) / drawn.width() * frame.width;
        let y = (f64::from(mouse.client_y()) - drawn.top()) / drawn.height() * frame.height;
        frame.to_point(x, y)
    }

    /// Asks the browser where the device is; it asks the filer first.
    pub fn locate(
        place: impl Fn(Option<LatLon>) + Copy + 'static,
        message: RwSignal<Option<String>>,
        no_position: String,
    ) {
        let Ok(geolocation) = window().navigator().geolocation() else {
            message.set(Some(no_position));
            return;
        };
        let found = Closure::once_into_js(move |position: Position| {
            let at = position.coords();
            place(LatLon::new(at.latitude(), at.longitude()));
        });
        let failed = Closure::once_into_js(move |_: PositionError| message.set(Some(no_position)));
        // A browser that refuses the call leaves the map as it was.
        let _ = geolocation.get_current_position_with_error_callback(
            found.unchecked_ref(),
            Some(failed.unchecked_ref()),
        );
    }
}
