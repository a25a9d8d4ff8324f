#!/bin/sh
# The tools of the tests that pip cannot install: a Chromium, Java and npm. Installs what is missing with apt-get.
set -eu

have() {
  for name in "$@"; do
    command -v "$name" >/dev/null 2>&1 && return 0
  done
  return 1
}

missing=""
have chromium chromium-browser google-chrome || missing="$missing chromium"
have java || missing="$missing default-jre-headless"
have npm || missing="$missing nodejs npm"
[ -n "$missing" ] || exit 0

as_root=""
[ "$(id -u)" = 0 ] || as_root=sudo
if ! have apt-get || { [ -n "$as_root" ] && ! have sudo; }; then
  echo "The tests need these tools, which are not installed:$missing" >&2
  echo "They cannot be installed from here (no apt-get, or no right to use it): please install them, then repeat." >&2
  exit 3
fi

echo "Installing with apt-get:$missing"
# shellcheck disable=SC2086  # a list of package names, split on purpose
$as_root apt-get install -y --no-install-recommends $missing ||
  { $as_root apt-get update && $as_root apt-get install -y --no-install-recommends $missing; }
