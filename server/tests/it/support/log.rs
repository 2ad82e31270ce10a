//! What is logged, by every test of this binary and at every level, for tests that look for what must not be
//! in it. One for all: a subscriber of one thread's own misses events whose call site another thread was the
//! first to reach, because `tracing` caches there that nobody listens.

use std::io::Write;
use std::sync::{Mutex, Once, PoisonError};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

static CAUGHT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Begins to listen, if nobody has yet.
pub fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // As `serve` does, so that libraries that use the `log` crate are heard too.
        tracing_subscriber::fmt()
            .with_env_filter(server::log::allowed(EnvFilter::new("trace")))
            .with_writer(Writer)
            .with_ansi(false)
            .try_init()
            .expect("the only subscriber of the tests");
    });
}

/// Everything that was logged since [`listen`].
pub fn caught() -> String {
    let caught = CAUGHT.lock().unwrap_or_else(PoisonError::into_inner);
    String::from_utf8_lossy(&caught).into_owned()
}

struct Writer;

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        CAUGHT
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Writer {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        Self
    }
}
