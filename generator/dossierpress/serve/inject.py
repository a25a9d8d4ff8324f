"""The preview's script joins a page on its way to the browser; the file on disk never holds it."""

import json
import re
from collections.abc import Mapping
from hashlib import blake2b
from html import escape

_STYLE_VERSION = re.compile(rb"(\.css)\?[0-9a-f]+")
_BODY_END = re.compile(rb"</body\s*>", re.IGNORECASE)


def digest(page: bytes, *more: str) -> str:
    """What tells two states of a page apart (with ``more``, such as the versions of its pictures).

    The version of a style sheet does not count: a new one is put in place without loading the page again.
    """
    plain = _STYLE_VERSION.sub(rb"\1", page)
    return blake2b(b"\0".join((plain, *(text.encode() for text in more))), digest_size=12).hexdigest()


def injected(page: bytes, script: str, about: Mapping[str, object]) -> bytes:
    """The page with a module ``script`` before its last ``</body>``, which reads ``about`` from its element."""
    data = escape(json.dumps(about, ensure_ascii=True), quote=True)
    element = f'<script type="module" src="{escape(script)}" data-dossier="{data}"></script>\n'.encode()
    ends = [match.start() for match in _BODY_END.finditer(page)]
    at = ends[-1] if ends else len(page)
    return page[:at] + element + page[at:]
