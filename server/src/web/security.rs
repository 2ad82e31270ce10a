//! Headers on every response.

use crate::settings::Settings;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// Scripts and styles only from this site; WebAssembly may be compiled; nothing may be framed.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

/// What the settings say of the headers.
#[derive(Clone)]
pub struct Policy {
    https: bool,
    content: HeaderValue,
}

impl Policy {
    /// Browsers hold the answer to a form to `form-action`, too: "Exit this page" is answered with the way to
    /// another site, and only to that one.
    pub fn new(settings: &Settings) -> Self {
        let content = format!("{POLICY} {}", settings.exit_url.trim_end_matches('/'));
        Self {
            https: settings.is_https(),
            // The address was read as one of letters that a header may hold.
            content: HeaderValue::from_str(&content)
                .unwrap_or_else(|_| HeaderValue::from_static(POLICY)),
        }
    }
}

const HEADERS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // same-origin, not no-referrer: browsers without Sec-Fetch-Site are checked by Origin, which they omit
    // under no-referrer.
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("permissions-policy"),
        "geolocation=(self), camera=(), microphone=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// One year, as OWASP ASVS 3.4.1 asks; only where the service runs behind TLS.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// Adds the headers. Pages are never stored; files under `/pkg` and pictures may be, and are checked each time.
pub async fn headers(policy: Policy, request: Request, next: Next) -> Response {
    let file = is_file(request.uri().path());
    let elsewhere = matches!(request.uri().path(), BANNER | CARD);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name.clone(), HeaderValue::from_static(value));
    }
    // A file that a filer sent brings a stricter policy of its own.
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(policy.content);
    if elsewhere {
        // Other sites show them.
        let anywhere = HeaderValue::from_static("cross-origin");
        headers.insert("cross-origin-resource-policy", anywhere);
    }
    let cache = if file { "no-cache" } else { "no-store" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if policy.https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    response
}

/// The picture for the town's own website.
const BANNER: &str = "/banner.svg";
/// The picture of the cards that other sites draw.
const CARD: &str = "/social.png";

fn is_file(path: &str) -> bool {
    path.starts_with("/pkg/")
        || matches!(
            path,
            "/map.svg"
                | "/favicon.svg"
                | "/apple-touch-icon.png"
                | "/start.js"
                | "/upload.js"
                | "/exit.js"
                | "/desk.js"
                | "/passkey.js"
                | "/robots.txt"
                | BANNER
                | CARD
        )
}
