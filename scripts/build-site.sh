#!/usr/bin/env bash
# Builds what is served: the WebAssembly for size, the style sheet, both compressed; then the server.
#
# cargo-leptos builds the browser's half in release and would build the server in the same profile, so it is
# told to leave the server to cargo: in the development profile, with optimised dependencies (Cargo.toml),
# the server compiles several times faster and shares its artifacts with the tests.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

cargo leptos build --release --frontend-only --precompress
# shellcheck disable=SC2086 # a list of words
cargo build $NATIVE --bins --tests
