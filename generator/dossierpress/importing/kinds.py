"""What kind of file some bytes are, by their first ones rather than by the file's name."""

import re
from enum import StrEnum


class Kind(StrEnum):
    """A kind of raw file; the value is what messages call it."""

    TEXT = "plain text"
    HTML = "an HTML page"
    FEED = "a feed or other XML"
    MAIL = "a saved page or message (MHTML, e-mail)"
    PDF = "a PDF"
    ARCHIVE = "an archive or office document"
    IMAGE = "an image"
    BINARY = "a binary file"


_STARTS = (
    (b"%PDF-", Kind.PDF),
    (b"PK\x03\x04", Kind.ARCHIVE),
    (b"\x1f\x8b", Kind.ARCHIVE),
    (b"\xd0\xcf\x11\xe0", Kind.ARCHIVE),
    (b"\x89PNG", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"{\\rtf", Kind.ARCHIVE),
)
_HTML = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_XML = re.compile(rb"\s*<(?:\?xml|rss|feed)\b", re.IGNORECASE)
_MAIL = re.compile(
    rb"(?:[A-Z][A-Za-z-]{2,40}: [^\n]*\n(?:[ \t][^\n]*\n)*){0,40}MIME-Version: 1", re.IGNORECASE
)
_UTF_16_OR_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def kind_of(data: bytes) -> Kind:
    """Look at the first bytes."""
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    opening = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(opening):
        return Kind.HTML
    if _XML.match(opening):
        return Kind.FEED
    if _MAIL.match(opening):
        return Kind.MAIL
    if b"\0" in data and not data.startswith(_UTF_16_OR_32):
        return Kind.BINARY
    return Kind.TEXT
