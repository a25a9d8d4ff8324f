"""Names for the copies kept in ``content/raw``."""

import re
import unicodedata
from hashlib import sha256

_UNSAFE = re.compile(r"[^\w.() -]+")
#: Names Windows keeps for devices, whatever the ending.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LONGEST = 100


def raw_name(name: str) -> str:
    """A file name every system accepts, as near as possible to the one ``name`` ends with."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    last = _UNSAFE.sub("-", last).strip(". ")
    if _DEVICE.fullmatch(last):
        last = f"_{last}"
    stem, ending = _parted(last)
    return f"{stem[:_LONGEST]}{ending}" or "text"


class RawNames:
    """The names that are taken (``raw/x.txt``); case and the form of accents do not tell them apart."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def add(self, raw: str) -> None:
        """Take a name."""
        self._names.add(_folded(raw))

    def __contains__(self, raw: str) -> bool:
        return _folded(raw) in self._names

    def free(self, name: str, data: bytes) -> str:
        """``raw/`` and the `raw_name`, with eight digits of the SHA-256 of ``data`` when that is taken."""
        wanted = f"raw/{raw_name(name)}"
        if wanted not in self:
            return wanted
        stem, ending = _parted(wanted)
        return f"{stem}-{sha256(data).hexdigest()[:8]}{ending}"


def _folded(raw: str) -> str:
    return unicodedata.normalize("NFC", raw).casefold()


def _parted(name: str) -> tuple[str, str]:
    stem, _, ending = name.rpartition(".")
    return (stem, f".{ending[:10]}") if stem else (name, "")
