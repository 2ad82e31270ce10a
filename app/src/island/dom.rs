//! The few browser calls that islands need. A call that fails leaves the page as it is without script.

use leptos::prelude::{document, set_timeout};
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use std::time::Duration;
use web_sys::{Element, Event, EventTarget, HtmlInputElement, HtmlTextAreaElement};

/// Listens for as long as the page lives.
pub fn listen(target: &EventTarget, event: &str, handler: impl FnMut(Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(handler);
    let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// The element with this id.
pub fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// The first element that fits.
pub fn first(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok()?
}

/// A `data-` attribute, or the empty string.
pub fn data(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

/// What stands in a control.
pub fn typed(control: &Element) -> Option<String> {
    control
        .dyn_ref::<HtmlInputElement>()
        .map(HtmlInputElement::value)
        .or_else(|| {
            control
                .dyn_ref::<HtmlTextAreaElement>()
                .map(HtmlTextAreaElement::value)
        })
}

/// Writes into an input.
pub fn fill(id: &str, value: &str) {
    if let Some(input) = by_id(id).and_then(|control| control.dyn_into::<HtmlInputElement>().ok()) {
        input.set_value(value);
    }
}

/// Says something in a status line.
pub fn say(id: &str, sentence: Option<&str>) {
    if let Some(line) = by_id(id) {
        line.set_text_content(sentence);
    }
}

/// Waits until nothing is being pressed. A field is left while the pointer that leaves it is still down: a
/// sentence that appeared now would move the button away from under it, and the click would be lost.
pub fn when_released<F: FnOnce() + 'static>(then: F) {
    let look_again = move || {
        if first(":active").is_some() {
            when_released(then);
        } else {
            then();
        }
    };
    set_timeout(look_again, Duration::from_millis(50));
}
