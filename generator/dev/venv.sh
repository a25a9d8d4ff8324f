#!/bin/sh
# Makes the virtual environment $1 with the first suitable Python: $PYTHON, python3.11, python3.
set -eu

suits() {
  "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

for python in ${PYTHON:-} python3.11 python3; do
  if suits "$python"; then
    exec "$python" -m venv "$1"
  fi
done

echo "Dossierpress needs Python 3.11 or newer, with its venv module; none was found on this machine." >&2
echo "On Debian or Ubuntu: sudo apt-get install python3 python3-venv" >&2
echo "Elsewhere: https://www.python.org/downloads/ (or name it: make PYTHON=/path/to/python3.11)" >&2
exit 3
