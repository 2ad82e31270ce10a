//! The WebAssembly entry point: makes the islands of the page that is already on screen come alive.

#[expect(
    unused_imports,
    reason = "without the import the linker drops the islands' exports"
)]
use app::*;

/// Called once by `public/start.js` after the module has loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
