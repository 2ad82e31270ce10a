#!/usr/bin/env bash
# Installs what is missing, and only that. A second run finds everything and takes a moment.
#
#   scripts/setup.sh serve   what building and serving needs
#   scripts/setup.sh test    that, and what the tests need: browser, PostgreSQL, PDF reader, SMTP server
#
# Works as an ordinary user: what would need the system's package manager is named in one line instead.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

CARGO_LEPTOS_VERSION=0.3.10 # 0.3.11 needs a newer compiler
AIOSMTPD_VERSION=1.4.6
for_what="${1:-serve}"

# need_packages COMMAND_OR_TEST DEBIAN_PACKAGE… : missing packages are collected and installed in one go.
missing_packages=""
need_packages() {
  local test="$1"
  shift
  eval "$test" >/dev/null 2>&1 || missing_packages="$missing_packages $*"
}

install_packages() {
  [ -n "$missing_packages" ] || return 0
  local as_root=""
  if [ "$(id -u)" -ne 0 ]; then
    if have sudo && sudo -n true 2>/dev/null; then as_root="sudo"; else as_root="no"; fi
  fi
  if ! have apt-get || [ "$as_root" = no ]; then
    die "please install, with your system's package manager (these are Debian's names):$missing_packages"
  fi
  say "Installing Debian packages:$missing_packages"
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  # shellcheck disable=SC2086 # a list of words
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing_packages
  missing_packages=""
}

rust() {
  have rustup && have cargo || die "please install rustup (https://rustup.rs); it brings cargo and the pinned compiler"
  rustc --version >/dev/null || die "the compiler that rust-toolchain.toml names is not there: rustup toolchain install"
  local libdir
  libdir="$(rustc --print target-libdir --target "$WASM_TARGET")"
  if [ ! -d "$libdir" ]; then
    say "Adding the $WASM_TARGET target"
    rustup target add "$WASM_TARGET"
  fi
}

# The two tools are built where nothing else is: they share no dependency set with the product.
cargo_tools() {
  local want
  if [ "$(cargo-leptos --version 2>/dev/null)" != "cargo-leptos $CARGO_LEPTOS_VERSION" ]; then
    say "Installing cargo-leptos $CARGO_LEPTOS_VERSION (once; some minutes)"
    # Unoptimised: it only starts other programs, and compiles in a third of the time.
    CARGO_PROFILE_DEV_DEBUG=0 CARGO_TARGET_DIR="$CARGO_TARGET_DIR/tools" \
      cargo install --quiet --locked --debug --force "cargo-leptos@$CARGO_LEPTOS_VERSION"
  fi
  # Must equal the library in Cargo.lock exactly, or it refuses the module.
  want="$(locked_version wasm-bindgen)"
  if [ "$(wasm-bindgen --version 2>/dev/null)" != "wasm-bindgen $want" ]; then
    say "Installing wasm-bindgen $want (once; some minutes)"
    # Without --locked: its lock file names crates that do not build together here.
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_TARGET_DIR="$CARGO_TARGET_DIR/tools" \
      cargo install --quiet --force "wasm-bindgen-cli@$want"
  fi
  rm -rf "$CARGO_TARGET_DIR/tools"
}

npm_packages() {
  have node && have npm || die "please install Node.js 20 or newer (it brings npm)"
  # npm writes this file last, so a broken installation is repaired too.
  if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    say "Installing npm packages"
    npm ci --no-audit --no-fund --loglevel=error
    touch node_modules/.package-lock.json
  fi
}

# Debian's Chromium, or the one that Playwright brings, which a sandbox may forbid to download.
browser() {
  node end2end/support/browser.mjs >/dev/null 2>&1 && return 0
  if have apt-get && { [ "$(id -u)" -eq 0 ] || { have sudo && sudo -n true 2>/dev/null; }; }; then
    missing_packages="chromium fonts-liberation"
    install_packages
  else
    say "Fetching Playwright's own Chromium"
    npx playwright install chromium || true
  fi
  node end2end/support/browser.mjs
}

# A real SMTP server for the test that sends mail through one.
smtp_server() {
  local python="$TOOLS_DIR/smtp/bin/python"
  if [ "$("$python" -c 'import aiosmtpd; print(aiosmtpd.__version__)' 2>/dev/null)" != "$AIOSMTPD_VERSION" ]; then
    say "Installing aiosmtpd $AIOSMTPD_VERSION"
    rm -rf "$TOOLS_DIR/smtp"
    python3 -m venv "$TOOLS_DIR/smtp"
    "$python" -m pip install --quiet --disable-pip-version-check "aiosmtpd==$AIOSMTPD_VERSION"
  fi
}

need_packages 'have cc' gcc libc6-dev
if [ "$for_what" = test ]; then
  need_packages 'have pg_virtualenv' postgresql postgresql-common
  need_packages 'ls /usr/lib/postgresql/*/bin/initdb || have initdb' postgresql
  need_packages 'have pdftotext' poppler-utils
  # Checks the signature of a copy by another program than ours.
  need_packages 'have openssl' openssl
  need_packages 'have python3 && python3 -c "import venv, ensurepip"' python3 python3-venv
fi
install_packages
rust
npm_packages
if [ "$for_what" = test ]; then
  browser
  smtp_server
fi
cargo_tools
claim_target_dir
