"""Which program made a value: our own files, and the libraries that shape what we write.

A number one has to remember to raise would be forgotten; so the files themselves are read, and the versions are
those on disk.
"""

import os
import sys
import unicodedata
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

#: Those whose version can change a parsed text or a page.
LIBRARIES = (
    "ahocorasick-rs", "anyascii", "jinja2", "markdown-it-py", "markupsafe", "mdit-py-plugins", "mdurl", "msgspec",
    "pydantic", "pydantic-core", "pygments", "pyyaml", "rapidfuzz",
)  # fmt: skip
_PACKAGE = Path(__file__).resolve().parents[1]
_DATA = (".py", ".json", ".yaml", ".mo")


def salt() -> bytes:
    """A digest that is another one as soon as the program or a library is."""
    whole = blake2b(digest_size=16)
    for path in _files(str(_PACKAGE)):
        with open(path, "rb") as file:  # noqa: PTH123  (pathlib takes twice as long for 150 files)
            data = file.read()
        whole.update(f"{os.path.basename(path)}\0{len(data)}\0".encode() + data)  # noqa: PTH119
    whole.update(repr((sys.version, unicodedata.unidata_version, _versions())).encode())
    return whole.digest()


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry.path)
        elif entry.name.endswith(_DATA):
            yield entry.path


def _versions() -> list[tuple[str, str]]:
    """The versions as the names of installed packages' folders tell; else asked for, which takes longer."""
    found: dict[str, str] = {}
    for folder in filter(os.path.isdir, reversed(sys.path)):
        for name in os.listdir(folder):  # noqa: PTH208  (names are all that is needed)
            if name.endswith(".dist-info"):
                library, _, number = name.removesuffix(".dist-info").partition("-")
                found[library.replace("_", "-").lower()] = number
    return [(library, found.get(library) or _ask(library)) for library in LIBRARIES]


def _ask(library: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  (38 ms)

    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
