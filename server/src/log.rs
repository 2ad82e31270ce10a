//! What may be logged, whatever somebody asks for: never what a library says of the bytes that it carries.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::Directive;

/// The HTTP client prints the bodies of requests and answers at its lowest level: a report, whole.
const CARRIERS: [&str; 1] = ["ureq_proto=warn"];

/// As wanted, but for what must not be.
#[must_use]
pub fn allowed(wanted: EnvFilter) -> EnvFilter {
    CARRIERS
        .iter()
        .filter_map(|carrier| carrier.parse::<Directive>().ok())
        .fold(wanted, EnvFilter::add_directive)
}
