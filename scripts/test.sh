#!/usr/bin/env bash
# Everything that must hold, in stages: each is timed and counted, none is skipped. A stage that fails does
# not keep the later ones from running; the last line is the sum.
#
#   scripts/test.sh           all stages
#   scripts/test.sh WORD…     the stages whose names hold one of the words (setup always runs)
set -uo pipefail
. "$(dirname "$0")/lib.sh"

logs="$(scratch_dir test)"
trap 'rm -rf "$logs"' EXIT
results="$logs/results"
: >"$results"
only="$*"
total_passed=0
total_failed=0

wanted() {
  local word
  [ -n "$only" ] || return 0
  for word in $only; do case "$1" in *"$word"*) return 0 ;; esac; done
  return 1
}

# stage NAME HOW-TO-COUNT COMMAND… : runs, shows and counts one stage.
stage() {
  local name="$1" count="$2" started="$SECONDS" log code passed failed
  shift 2
  wanted "$name" || return 0
  say "$name"
  log="$logs/log"
  "$@" </dev/null 2>&1 | tee "$log"
  code="${PIPESTATUS[0]}"
  "count_$count" "$log" "$code"
  # A stage that ends badly without naming a failure, or well without having run anything, has failed.
  if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
  if [ "$passed" -eq 0 ] && [ "$failed" -eq 0 ]; then
    echo "error: this stage ran nothing"
    failed=1
  fi
  total_passed=$((total_passed + passed))
  total_failed=$((total_failed + failed))
  printf '%-34s %6d s %6d passed %4d failed\n' "$name" "$((SECONDS - started))" "$passed" "$failed" | tee -a "$results"
}

# How the output of a stage is counted; each sets `passed` and `failed`.

# One check: the exit code says it.
count_one() {
  if [ "$2" -eq 0 ]; then passed=1 failed=0; else passed=0 failed=1; fi
}
# Lines `ok - …` and `not ok - …`.
count_checks() {
  passed="$(grep -c '^ok - ' "$1")"
  failed="$(grep -c '^not ok - ' "$1")"
}
# The summary line of every test binary. An ignored test is a failure: nothing is skipped in silence.
count_cargo() {
  passed="$(awk '/^test result:/ {n += $4} END {print n + 0}' "$1")"
  failed="$(awk '/^test result:/ {n += $6 + $8} END {print n + 0}' "$1")"
}
# The closing lines of Playwright's list reporter.
count_playwright() {
  passed="$(awk '$2 == "passed" && $1 ~ /^[0-9]+$/ {n += $1} END {print n + 0}' "$1")"
  failed="$(awk '($2 == "failed" || $2 == "flaky" || $2 == "skipped" || $2 == "interrupted") && $1 ~ /^[0-9]+$/ && NF == 2 {n += $1}
    $2 == "did" && $3 == "not" && $4 == "run" {n += $1} END {print n + 0}' "$1")"
}

# shellcheck disable=SC2086 # NATIVE and BROWSER are lists of words
clippy_native() { cargo clippy --locked $NATIVE --all-targets -- -D warnings; }
# shellcheck disable=SC2086
clippy_browser() { cargo clippy --locked $BROWSER --target "$WASM_TARGET" -- -D warnings; }
# shellcheck disable=SC2086
compile() { cargo test --locked $NATIVE --no-run; }
# shellcheck disable=SC2086
unit() { cargo test --locked $NATIVE --lib --bins --no-fail-fast; }
# shellcheck disable=SC2086
documented() { cargo test --locked $NATIVE --doc --no-fail-fast; }
# What compares times runs by itself afterwards: beside others it would compare what else the machine does.
# shellcheck disable=SC2086
in_turn() {
  local tests="$1" code=0
  cargo test --locked $NATIVE --test "$tests" --no-fail-fast -- --skip the_same_time || code=1
  RUST_TEST_THREADS=1 cargo test --locked $NATIVE --test it -- the_same_time || code=1
  return "$code"
}
integration() { in_turn '*'; }
# A throw-away server on a free port, all of it in a temporary folder (-t, even for root): nothing of an installed
# PostgreSQL is touched, and a run that was killed leaves nothing in the way of the next. More tests at once than there are
# cores: each waits for the other process more than it works.
# shellcheck disable=SC2086
integration_postgres() {
  export -f in_turn
  NATIVE="$NATIVE" TEST_PG=1 RUST_TEST_THREADS=5 pg_virtualenv -t -o fsync=off bash -c 'in_turn "it*"'
}
end_to_end() { node_modules/.bin/playwright test --config end2end/playwright.config.ts --reporter list --project "$@"; }
types() { node_modules/.bin/tsc --project end2end; }

say "setup"
started="$SECONDS"
scripts/setup.sh test </dev/null || die "the setup failed: nothing was tested"
printf '%-34s %6d s\n' setup "$((SECONDS - started))" | tee -a "$results"
# The SMTP server is found by the tests through its Python.
export SMTP_TEST_PYTHON="$TOOLS_DIR/smtp/bin/python"

stage "format" one cargo fmt --all --check
stage "clippy, server" one clippy_native
stage "clippy, browser" one clippy_browser
stage "what may stand where" checks scripts/gates.sh
stage "compile the tests" one compile
stage "unit tests" cargo unit
stage "documentation tests" cargo documented
stage "integration tests, SQLite" cargo integration
stage "integration tests, PostgreSQL" cargo integration_postgres
stage "build the site" one scripts/build-site.sh
stage "bytes of the first page" checks node scripts/byte-budget.mjs
stage "types of the end-to-end tests" one types
stage "end to end, script on" playwright end_to_end script-on --project phone-on
stage "end to end, script off" playwright end_to_end script-off --project phone-off
stage "accessibility" playwright end_to_end accessibility

[ "$((total_passed + total_failed))" -gt 0 ] || die "no stage is named by: $only"
printf '\n%s\n' "Stages"
cat "$results"
printf '%-34s %6d s\n' "all" "$SECONDS"
printf '\n%d passed, %d failed\n' "$total_passed" "$total_failed"
[ "$total_failed" -eq 0 ]
