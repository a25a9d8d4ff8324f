"""Names for the copies kept in ``content/raw``."""

import re
import unicodedata
from collections.abc import Collection
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


def free_name(name: str, data: bytes, taken: Collection[str]) -> str:
    """`raw_name`, with eight digits of the SHA-256 of ``data`` if one of ``taken`` (``raw/x.txt``) has it."""
    wanted = raw_name(name)
    names = {unicodedata.normalize("NFC", raw).casefold() for raw in taken}
    if f"raw/{wanted}".casefold() not in names:
        return wanted
    stem, ending = _parted(wanted)
    return f"{stem}-{sha256(data).hexdigest()[:8]}{ending}"


def _parted(name: str) -> tuple[str, str]:
    stem, _, ending = name.rpartition(".")
    return (stem, f".{ending[:10]}") if stem else (name, "")
