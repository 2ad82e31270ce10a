#!/usr/bin/env bash
# What may stand where: which crates reach the browser, which names may appear in which folder. Each check
# prints one line, `ok - …` or `not ok - …`, and what is wrong below it.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

export LC_ALL=C # one order for sort and comm
failed=0
# check NAME FINDINGS : fine when there are no findings.
check() {
  if [ -z "$2" ]; then
    echo "ok - $1"
  else
    echo "not ok - $1"
    printf '%s\n' "$2" | sed 's/^/     /'
    failed=1
  fi
}

tree() { cargo tree --locked --quiet "$@"; }

# A list that may grow only on purpose, against what is really there. Both ways: a stale line would let a
# crate come back unseen.
same_list() {
  local name="$1" allowed="$2" found="$3"
  check "$name: nothing that $allowed does not name" "$(comm -13 <(list "$allowed") <(printf '%s\n' "$found" | sort -u))"
  check "$name: nothing in $allowed that is gone" "$(comm -23 <(list "$allowed") <(printf '%s\n' "$found" | sort -u))"
}
list() { sed 's/#.*//; s/[[:space:]]*$//; /^$/d' "$1" | sort -u; }

# Procedural macros run in the compiler and are not counted.
in_wasm="$(tree -p frontend --target "$WASM_TARGET" -e normal,no-proc-macro --prefix none -f '{p}' | awk '{print $1}' | sort -u)"
[ -n "$in_wasm" ] || check "cargo tree lists what is in the WebAssembly" "it printed nothing"
same_list "WebAssembly" scripts/wasm-allowed.txt "$in_wasm"

of_domain="$(tree -p domain --target "$WASM_TARGET" -e normal --depth 1 --prefix none -f '{p}' | awk '$1 != "domain" {print $1}' | sort -u)"
same_list "the rules" scripts/domain-allowed.txt "$of_domain"

# Two TLS providers in one process panic at start: ring only.
check "aws-lc-sys is nowhere in the dependencies" \
  "$(tree -i aws-lc-sys --workspace --target all 2>&1 | grep -v 'did not match any packages' | grep 'aws-lc-sys' | head -3)"

# Tracked and new files alike, so that the check tells the same before and after a commit.
files() { git ls-files --cached --others --exclude-standard -- "$@"; }
# find_in PATTERN FILE… : every place, as file:line:text.
find_in() {
  local pattern="$1"
  shift
  [ $# -eq 0 ] || grep -nE -- "$pattern" "$@" /dev/null
}
rust_files="$(files '*.rs' | while read -r f; do [ -f "$f" ] && echo "$f"; done)"
outside_store="$(echo "$rust_files" | grep -vE '^server/(src/store|tests|migration)')"
# shellcheck disable=SC2086 # lists of files
{
  check "sea_orm is named in server/src/store only" "$(find_in '\bsea_orm(_migration)?\b' $outside_store | grep -vE ':[0-9]+: *//')"
  check "view! is written in app only" "$(find_in '\bview! *[{(\[]' $(echo "$rust_files" | grep -v '^app/'))"
  check "lints are expected with a reason, never allowed" "$(find_in '#!?\[allow\(' $rust_files)"
  check "nothing is left to do in the code" "$(find_in '\b(todo|unimplemented|dbg)!|\b(TODO|FIXME|XXX|HACK)\b' $rust_files)"
  check "no test is ignored or run alone" "$(find_in '#\[ignore|\b(test|describe)\.(skip|fixme|only)\b' $rust_files $(files 'end2end/*.ts'))"
  check "no path of one machine is in the tree" "$(find_in '(^|[^[:alnum:]_./-])/(work|root|home/[a-z]+)/' $(files -- . ':!*.lock' ':!*-lock.json' ':!scripts/gates.sh' ':!*.png'))"
}
exit "$failed"
