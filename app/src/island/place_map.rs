//! The map's pin: click, tap, arrow keys or the device's own position; the verdict shows at once.
//!
//! The map itself is the page's `<input type="image">`, which works without script. This island listens to it,
//! keeps the pin in the page's hidden field and says what the rules make of it.

use domain::jurisdiction::{LatLon, MapFrame, Verdict};
use leptos::prelude::*;

/// The map, with the frame, the areas in force and the sentences of each verdict in its `data-` attributes.
pub const MAP: &str = "place-map";
/// The hidden field with the pin.
pub const FIELD: &str = "place_pin";
/// The drawn pin.
pub const PIN: &str = "map-pin";
/// What the map says of the pin.
pub const LINE: &str = "map-verdict";
/// "Use my location": hidden until somebody listens to it.
pub const LOCATE: &str = "map-locate";

/// The key of the sentence for a verdict.
#[must_use]
pub fn verdict_key(verdict: Verdict) -> &'static str {
    match (verdict, verdict.question()) {
        (Verdict::OutsideTown { .. }, _) => "outside_town",
        (Verdict::InTown { .. } | Verdict::Excluded { .. }, Some(area)) => area.code(),
        (Verdict::InTown { .. } | Verdict::Excluded { .. }, None) => "in_town",
    }
}

/// Where the pin is drawn. In whole units, which are fine enough: the printing of floats weighs 20 kB in the
/// browser.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast of a float saturates"
)]
pub fn transform(frame: MapFrame, at: LatLon) -> String {
    let (x, y) = frame.to_xy(at);
    format!("translate({} {})", x.round() as i32, y.round() as i32)
}

/// Listens to the map of the page.
#[island]
pub fn PlaceMap() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    Effect::new(|| {
        // A page whose map cannot be read stays as it is without script.
        let _ = browser::wake();
    });
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::super::{dom, sentences};
    use super::{FIELD, LINE, LOCATE, MAP, PIN, transform, verdict_key};
    use domain::jurisdiction::{Jurisdiction, LatLon, Layers, MapFrame};
    use leptos::prelude::window;
    use leptos::wasm_bindgen::JsCast;
    use leptos::wasm_bindgen::closure::Closure;
    use std::rc::Rc;
    use web_sys::{
        Element, Event, HtmlInputElement, KeyboardEvent, MouseEvent, Position, PositionError,
    };

    /// One step of an arrow key, in map units; with Shift ten times as far.
    const STEP: f64 = 5.0;

    struct Map {
        control: Element,
        frame: MapFrame,
        /// The areas that the server was given.
        areas: Jurisdiction,
        sentences: String,
    }

    pub fn wake() -> Option<()> {
        let control = dom::by_id(MAP)?;
        let map = Rc::new(Map {
            frame: MapFrame::from_compact(&dom::data(&control, "data-frame"))?,
            areas: Jurisdiction::prepare(&Layers::from_compact(&dom::data(
                &control,
                "data-areas",
            ))?)?,
            sentences: dom::data(&control, "data-sentences"),
            control: control.clone(),
        });
        let listener = Rc::clone(&map);
        dom::listen(&control, "click", move |event| {
            event.prevent_default();
            listener.place(listener.clicked(&event));
        });
        let listener = Rc::clone(&map);
        dom::listen(&control, "keydown", move |event| listener.moved(&event));
        // The style sheet lets the map grow: a click is no longer posted in pixels of the small picture.
        let _ = control.parent_element()?.class_list().add_1("alive");
        let locate = dom::by_id(LOCATE)?;
        let _ = locate.remove_attribute("hidden");
        dom::listen(&locate, "click", move |_| Rc::clone(&map).locate());
        Some(())
    }

    impl Map {
        /// Puts the pin there and says what the rules make of it.
        fn place(&self, at: Option<LatLon>) {
            let Some(at) = at else {
                return;
            };
            dom::fill(FIELD, &at.to_string());
            if let Some(pin) = dom::by_id(PIN) {
                let _ = pin.set_attribute("transform", &transform(self.frame, at));
                let _ = pin.remove_attribute("visibility");
            }
            let key = verdict_key(self.areas.verdict(at));
            dom::say(LINE, sentences::find(&self.sentences, key));
        }

        fn pin(&self) -> Option<LatLon> {
            let field: HtmlInputElement = dom::by_id(FIELD)?.dyn_into().ok()?;
            LatLon::parse(&field.value()).ok()
        }

        /// A click without a position (Enter on the keyboard) puts the pin in the middle.
        fn clicked(&self, event: &Event) -> Option<LatLon> {
            let mouse = event.dyn_ref::<MouseEvent>()?;
            let drawn = self.control.get_bounding_client_rect();
            if mouse.detail() == 0 || drawn.width() <= 0.0 || drawn.height() <= 0.0 {
                return self
                    .frame
                    .to_point(self.frame.width / 2.0, self.frame.height / 2.0);
            }
            let x = (f64::from(mouse.client_x()) - drawn.left()) / drawn.width() * self.frame.width;
            let y =
                (f64::from(mouse.client_y()) - drawn.top()) / drawn.height() * self.frame.height;
            self.frame.to_point(x, y)
        }

        fn moved(&self, event: &Event) {
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
            let middle = (self.frame.width / 2.0, self.frame.height / 2.0);
            let (x, y) = self.pin().map_or(middle, |at| self.frame.to_xy(at));
            self.place(self.frame.to_point(
                (x + dx).clamp(0.0, self.frame.width),
                (y + dy).clamp(0.0, self.frame.height),
            ));
        }

        /// Asks the browser where the device is; it asks the filer first.
        fn locate(self: Rc<Self>) {
            let Ok(geolocation) = window().navigator().geolocation() else {
                dom::say(LINE, sentences::find(&self.sentences, "no_position"));
                return;
            };
            let map = Rc::clone(&self);
            let found = Closure::once_into_js(move |position: Position| {
                let at = position.coords();
                map.place(LatLon::new(at.latitude(), at.longitude()));
            });
            let failed = Closure::once_into_js(move |_: PositionError| {
                dom::say(LINE, sentences::find(&self.sentences, "no_position"));
            });
            let _ = geolocation.get_current_position_with_error_callback(
                found.unchecked_ref(),
                Some(failed.unchecked_ref()),
            );
        }
    }
}
