//! Sending files in pieces: with progress, on over a broken connection, and from where it stood when the same file
//! is chosen again. What is said between here and the server is in `docs/uploads.md`.

use leptos::prelude::*;

/// What is being sent: hidden while nothing is.
pub const NOW: &str = "upload-now";
/// Its name.
pub const NAME: &str = "upload-name";
/// How much of it has arrived.
pub const BAR: &str = "upload-bar";
/// The status line, with the sentences of [`SENTENCES`] in its `data-sentences`.
pub const SAID: &str = "upload-said";
/// Stops the file that is being sent.
pub const CANCEL: &str = "upload-cancel";
/// The form's own button, for browsers without script.
pub const SEND: &str = "upload-send";
/// The file dialog.
pub const FILES: &str = "files";

/// The codes of what is said on the way.
pub const SENTENCES: [&str; 5] = ["sending", "waiting", "looking", "done", "stopped"];

/// Listens to the file dialog of the page.
#[island]
pub fn Upload() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    Effect::new(|| {
        // A page whose form cannot be found stays as it is without script.
        let _ = browser::wake();
    });
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::super::{dom, sentences};
    use super::{BAR, CANCEL, FILES, NAME, NOW, SAID, SEND};
    use leptos::prelude::{set_timeout, window};
    use leptos::wasm_bindgen::JsCast;
    use std::cell::RefCell;
    use std::collections::VecDeque;
    use std::rc::Rc;
    use std::time::Duration;
    use web_sys::{Blob, File, HtmlInputElement, ProgressEvent, UrlSearchParams, XmlHttpRequest};

    /// Where a file is begun.
    const CREATE: &str = "/report/evidence/uploads";
    /// One request. Four chunks of the server's, which is what a broken one costs at most.
    const PIECE: u32 = 4 << 20;
    /// Until the next try after the connection broke.
    const PAUSE: Duration = Duration::from_secs(2);
    /// The header that says how much has arrived.
    const OFFSET: &str = "upload-offset";

    /// One after the other: several at once share the same line and are all slow.
    #[derive(Default)]
    struct Sending {
        waiting: VecDeque<File>,
        now: Option<Current>,
        /// Whether the list on the page is no longer what the server has.
        changed: bool,
    }

    struct Current {
        file: File,
        /// Empty until the server has named it.
        at: String,
        request: Option<XmlHttpRequest>,
    }

    type Queue = Rc<RefCell<Sending>>;

    pub fn wake() -> Option<()> {
        let queue = Queue::default();
        let chosen: HtmlInputElement = dom::by_id(FILES)?.dyn_into().ok()?;
        // Files go as soon as they are chosen.
        let _ = dom::by_id(SEND)?.set_attribute("hidden", "");
        let listener = Rc::clone(&queue);
        let input = chosen.clone();
        dom::listen(&chosen, "change", move |_| {
            if let Some(files) = input.files() {
                let files = (0..files.length()).filter_map(|index| files.get(index));
                listener.borrow_mut().waiting.extend(files);
            }
            // Or "Continue" would send them once more.
            input.set_value("");
            if listener.borrow().now.is_none() {
                next(&listener);
            }
        });
        let stop = dom::by_id(CANCEL)?;
        dom::listen(&stop, "click", move |_| cancel(&queue));
        Some(())
    }

    /// Begins with the next file; after the last one the page is drawn anew, with all of them.
    fn next(queue: &Queue) {
        let mut sending = queue.borrow_mut();
        sending.now = sending.waiting.pop_front().map(|file| Current {
            file,
            at: String::new(),
            request: None,
        });
        let Some(now) = &sending.now else {
            let changed = sending.changed;
            drop(sending);
            show(false);
            if changed {
                say("done");
                let _ = window().location().reload();
            }
            return;
        };
        dom::say(NAME, Some(&now.file.name()));
        drop(sending);
        show(true);
        bar(0.0, 1.0);
        say("sending");
        begin(queue);
    }

    /// Names the file to the server, which answers where it stands.
    fn begin(queue: &Queue) {
        let Some((name, size)) = of(queue, |now| (now.file.name(), now.file.size())) else {
            return;
        };
        let Ok(body) = UrlSearchParams::new() else {
            return;
        };
        body.append("name", &name);
        body.append("size", &whole(size));
        let after = Rc::clone(queue);
        let failed = Rc::clone(queue);
        let request = open(
            "POST",
            CREATE,
            move |request| {
                if let (201, Ok(Some(at))) = (
                    request.status().unwrap_or(0),
                    request.get_response_header("location"),
                ) {
                    if let Some(now) = after.borrow_mut().now.as_mut() {
                        now.at = at;
                    }
                    piece(&after, arrived(request));
                } else {
                    answered(&after, request);
                }
            },
            move || later(&failed, begin),
        );
        let Some(request) = request else { return };
        let _ = request.send_with_opt_url_search_params(Some(&body));
        keep(queue, request);
    }

    /// Sends the piece that begins here.
    fn piece(queue: &Queue, offset: f64) {
        let Some((at, file)) = of(queue, |now| (now.at.clone(), now.file.clone())) else {
            return;
        };
        let size = file.size();
        let end = (offset + f64::from(PIECE)).min(size);
        bar(offset, size);
        say(if end < size { "sending" } else { "looking" });
        let Ok(blob): Result<Blob, _> = file.slice_with_f64_and_f64(offset, end) else {
            return;
        };
        let after = Rc::clone(queue);
        let failed = Rc::clone(queue);
        let request = open(
            "PATCH",
            &at,
            move |request| answered(&after, request),
            move || later(&failed, ask),
        );
        let Some(request) = request else { return };
        if let Ok(upload) = request.upload() {
            dom::listen(&upload, "progress", move |event| {
                if let Some(progress) = event.dyn_ref::<ProgressEvent>() {
                    bar(offset + progress.loaded(), size);
                }
            });
        }
        let _ = request.set_request_header("content-type", "application/octet-stream");
        let _ = request.set_request_header(OFFSET, &whole(offset));
        let _ = request.send_with_opt_blob(Some(&blob));
        keep(queue, request);
    }

    /// Asks how much has arrived.
    fn ask(queue: &Queue) {
        let Some(at) = of(queue, |now| now.at.clone()) else {
            return;
        };
        let after = Rc::clone(queue);
        let failed = Rc::clone(queue);
        let request = open(
            "GET",
            &at,
            move |request| answered(&after, request),
            move || later(&failed, ask),
        );
        let Some(request) = request else { return };
        let _ = request.send();
        keep(queue, request);
    }

    /// What the server says of the file.
    fn answered(queue: &Queue, request: &XmlHttpRequest) {
        match request.status().unwrap_or(0) {
            // All there and looked at, or not taken: the list on the next page says which.
            200 | 413 | 422 => {
                dom::say(SAID, request.response_text().ok().flatten().as_deref());
                queue.borrow_mut().changed = true;
                next(queue);
            }
            204 | 408 | 409 => piece(queue, arrived(request)),
            503 => {
                dom::say(SAID, request.response_text().ok().flatten().as_deref());
                later(queue, begin);
            }
            // The draft is gone, or a page was answered: it says why.
            _ => {
                let _ = window().location().reload();
            }
        }
    }

    fn cancel(queue: &Queue) {
        let stopped = queue.borrow_mut().now.take();
        let Some(now) = stopped else { return };
        if let Some(request) = now.request {
            let _ = request.abort();
        }
        say("stopped");
        let after = Rc::clone(queue);
        let failed = Rc::clone(queue);
        match now.at.rsplit('/').next().filter(|id| !id.is_empty()) {
            Some(id) => {
                let remove = format!("/report/evidence/{id}/remove");
                if let Some(request) = open(
                    "POST",
                    &remove,
                    move |_| next(&after),
                    move || next(&failed),
                ) {
                    let _ = request.send();
                }
            }
            None => next(queue),
        }
    }

    /// Tries again after a pause, with the same file if it has not been stopped.
    fn later(queue: &Queue, again: fn(&Queue)) {
        say("waiting");
        let queue = Rc::clone(queue);
        set_timeout(move || again(&queue), PAUSE);
    }

    fn open(
        method: &str,
        path: &str,
        loaded: impl Fn(&XmlHttpRequest) + 'static,
        failed: impl Fn() + 'static,
    ) -> Option<XmlHttpRequest> {
        let request = XmlHttpRequest::new().ok()?;
        request.open(method, path).ok()?;
        let answered = request.clone();
        dom::listen(&request, "load", move |_| loaded(&answered));
        dom::listen(&request, "error", move |_| failed());
        Some(request)
    }

    fn keep(queue: &Queue, request: XmlHttpRequest) {
        if let Some(now) = queue.borrow_mut().now.as_mut() {
            now.request = Some(request);
        }
    }

    fn of<T>(queue: &Queue, read: impl Fn(&Current) -> T) -> Option<T> {
        queue.borrow().now.as_ref().map(read)
    }

    fn arrived(request: &XmlHttpRequest) -> f64 {
        let said = request
            .get_response_header(OFFSET)
            .ok()
            .flatten()
            .unwrap_or_default();
        f64::from(said.parse::<u32>().unwrap_or_default())
    }

    /// A number of bytes. The printing of floats weighs 20 kB.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a size; a cast of a float saturates"
    )]
    fn whole(bytes: f64) -> String {
        (bytes as u64).to_string()
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a hundred; a cast of a float saturates"
    )]
    fn bar(arrived: f64, size: f64) {
        let share = (arrived / size.max(1.0) * 100.0).min(100.0) as u32;
        if let Some(bar) = dom::by_id(BAR) {
            let _ = bar.set_attribute("value", &share.to_string());
            bar.set_text_content(Some(&format!("{share} %")));
        }
    }

    fn show(visible: bool) {
        if let Some(now) = dom::by_id(NOW) {
            let _ = if visible {
                now.remove_attribute("hidden")
            } else {
                now.set_attribute("hidden", "")
            };
        }
    }

    fn say(code: &str) {
        if let Some(line) = dom::by_id(SAID) {
            let sentences = dom::data(&line, "data-sentences");
            dom::say(SAID, sentences::find(&sentences, code));
        }
    }
}
