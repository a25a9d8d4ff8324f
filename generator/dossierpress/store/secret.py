"""The key that the cache's entries are signed with, so that nobody else's cache is believed.

A cache may come from elsewhere: a copied folder, an archive a CI service restored. What it holds becomes pages, so
checksums are not enough. The key is kept outside the dossier, in the user's own folder for programs' state, or
given in ``DOSSIER_CACHE_KEY``, where a CI service has it among its secrets. A cache of another key is ignored.
"""

import os
import secrets
from hashlib import blake2b
from pathlib import Path

VARIABLE = "DOSSIER_CACHE_KEY"
_SIZE = 32


def secret() -> bytes:
    """The key, 32 bytes, made when there is none; one that lasts as long as the process where none can be kept."""
    given = os.environ.get(VARIABLE)
    if given:
        return blake2b(given.encode(), digest_size=_SIZE).digest()
    file = state_folder() / "cache.key"
    try:
        return _read(file) or _make(file)
    except (OSError, RuntimeError):
        return secrets.token_bytes(_SIZE)


def state_folder() -> Path:
    """Where programs keep what is of their user and not of his work. Raises `RuntimeError` when he has no home.

    https://specifications.freedesktop.org/basedir-spec, and what Windows has in its place.
    """
    base = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".local" / "state") / "dossierpress"


def _read(file: Path) -> bytes | None:
    try:
        key = file.read_bytes()
    except FileNotFoundError:
        return None
    return key if len(key) == _SIZE else None


def _make(file: Path) -> bytes:
    """Write a new key in one step; when two builds do so at once the later one is kept."""
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(secrets.token_bytes(_SIZE))
    temporary.replace(file)
    return file.read_bytes()
