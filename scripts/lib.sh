# What the other scripts share: where things are, how a missing tool is announced or installed.
# Sourced, never run. Written for bash 3.2 as well, which is what macOS brings.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$ROOT" || exit 1

# Outside the checkout, so that a second clone reuses what the first has compiled.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/westport-target}"
# Tools that only the tests need and no package manager of ours holds (a Python environment).
TOOLS_DIR="${WESTPORT_TOOLS_DIR:-$HOME/.cache/westport-tools}"
SERVER_BIN="$CARGO_TARGET_DIR/debug/server"
PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
export PATH

# The crates that are compiled for the server, always named together: one set, one feature resolution,
# one compilation of every dependency. `frontend` (hydrate) must never join them.
NATIVE="-p domain -p pdf -p app -p server"
# The crates that are compiled for the browser.
BROWSER="-p domain -p app -p frontend"
WASM_TARGET=wasm32-unknown-unknown

say() { printf '\n==> %s\n' "$*"; }
die() { printf '\nerror: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# The version of a crate in Cargo.lock.
locked_version() {
  awk -v want="name = \"$1\"" '$0 == want { getline; gsub(/[^0-9.]/, "", $3); print $3; exit }' Cargo.lock
}

# A temporary folder of our own that is removed when the script ends.
scratch_dir() { mktemp -d "${TMPDIR:-/tmp}/westport-$1.XXXXXX"; }

# Makes the shared target folder ours. Cargo compares the times of files, not their contents or their place: after
# another checkout has built into the folder, what it left of the workspace's own crates would pass for ours.
# Their traces are removed, and only theirs; the dependencies stay compiled.
claim_target_dir() {
  local mark="$CARGO_TARGET_DIR/.checkout" name dir
  [ "$(cat "$mark" 2>/dev/null)" != "$ROOT" ] || return 0
  for name in domain pdf app server frontend; do
    for dir in "$CARGO_TARGET_DIR"/*/ "$CARGO_TARGET_DIR"/*/*/ "$CARGO_TARGET_DIR"/*/*/*/; do
      # The name and sixteen digits: `pdf-writer-…` is somebody else.
      rm -rf "$dir".fingerprint/"$name"-????????????????
    done
  done
  mkdir -p "$CARGO_TARGET_DIR"
  printf '%s\n' "$ROOT" >"$mark"
}
