"""What a link's destination is, and whether it may be written into a page.

Schemes are allowed, never forbidden: browsers accept too many spellings of the bad ones.
"""

import re
from enum import Enum
from urllib.parse import urlsplit

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
#: Longer addresses work in few browsers, and let a reference used many times blow up the page.
LONGEST = 2048
CONTROL = re.compile(r"[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]+")
HOST = re.compile(r"[a-z0-9._\-]+|[0-9a-f:.]+", re.IGNORECASE)
MAIL = re.compile(r"mailto:[^\s<>\"@]+@[^\s<>\"@]+", re.IGNORECASE)


class Destination(Enum):
    """How a destination is treated."""

    EXTERNAL = "external"
    LOCAL = "local"
    REFUSED = "refused"


def classify(href: str) -> Destination:
    """External for a sound http, https or mailto address, local for a path or fragment, or refused.

    Characters browsers skip inside a scheme (``java script:`` with a tab) are ignored when looking for one.
    Refused are other schemes, nothing at all, very long addresses, ``//host`` and backslashes, which browsers
    take for slashes.
    """
    if len(href) > LONGEST:
        return Destination.REFUSED
    bare = CONTROL.sub("", href)
    match = SCHEME.match(bare)
    if match is None:
        unusable = not bare or bare.startswith("//") or "\\" in bare
        return Destination.REFUSED if unusable else Destination.LOCAL
    scheme = match.group().lower()
    if scheme in ("http:", "https:") and _is_web_address(href):
        return Destination.EXTERNAL
    if scheme == "mailto:" and MAIL.fullmatch(href):
        return Destination.EXTERNAL
    return Destination.REFUSED


def _is_web_address(href: str) -> bool:
    try:
        parts = urlsplit(href)
        parts.port  # noqa: B018 (read for the ValueError of an impossible port)
    except ValueError:
        return False
    if "@" in parts.netloc or not HOST.fullmatch(parts.hostname or ""):
        return False  # ``https://bank.example@elsewhere`` is made to be misread
    return "\\" not in href and not CONTROL.search(href)
