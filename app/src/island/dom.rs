//! The few browser calls that islands need.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget, HtmlInputElement, HtmlTextAreaElement};

/// Listens for as long as the page lives.
pub fn listen(target: &EventTarget, event: &str, handler: impl FnMut(Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(handler);
    // A listener that cannot be added leaves the page as it is without script.
    let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// The control with this id.
pub fn control(id: &str) -> Option<EventTarget> {
    document().get_element_by_id(id).map(JsCast::unchecked_into)
}

/// What stands in the control that an event came from.
pub fn typed(event: &Event) -> Option<String> {
    let target = event.target()?;
    target
        .dyn_ref::<HtmlInputElement>()
        .map(HtmlInputElement::value)
        .or_else(|| {
            target
                .dyn_ref::<HtmlTextAreaElement>()
                .map(HtmlTextAreaElement::value)
        })
}

/// Writes into an input of the page.
pub fn set_value(id: &str, value: &str) {
    if let Some(input) = control(id).and_then(|control| control.dyn_into::<HtmlInputElement>().ok()) {
        input.set_value(value);
    }
}

/// Tells the style sheet that script listens to this control.
pub fn mark_alive(control: &EventTarget) {
    if let Some(around) = control.dyn_ref::<web_sys::Element>().and_then(web_sys::Element::parent_element) {
        // A class that cannot be set leaves the control as it is without script.
        let _ = around.class_list().add_1("alive");
    }
}
