#!/usr/bin/env bash
# Measures, in the release profile: the first run compiles everything anew and takes its time. Quote ratios
# of one run, never single times of two.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

scripts/setup.sh serve
[ -f target/site/pkg/westport.wasm ] || cargo leptos build --release --frontend-only --precompress

say "Nanoseconds per verdict, against plain contains"
cargo run --quiet --release --locked -p domain --features geojson --example verdict_bench

say "CPU time per page, durable submissions per second"
cargo run --quiet --release --locked -p server -- bench
