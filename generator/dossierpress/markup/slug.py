"""Names to URL segments."""

import re
from hashlib import blake2b

from dossierpress.model.source import Slug

MAX_LENGTH = 60
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def slugify(text: str) -> Slug:
    """Lower-case ASCII words joined by hyphens: "L'été où l'Œuvre" is ``l-ete-ou-l-oeuvre``.

    Other scripts are transliterated. At most 60 characters, cut between words; a text without any letter or
    digit becomes eight hexadecimal digits of its BLAKE2b hash, so that it still has an address of its own.
    """
    words = _NOT_WORD.sub("-", _ascii(text).lower()).strip("-")
    return Slug(_cut(words) or blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest())


def _ascii(text: str) -> str:
    if text.isascii():
        return text
    from anyascii import anyascii  # noqa: PLC0415  (its tables are only needed for other alphabets)

    return str(anyascii(text))


def _cut(words: str) -> str:
    if len(words) <= MAX_LENGTH:
        return words
    head = words[: MAX_LENGTH + 1]
    return head[: head.rindex("-")] if "-" in head else words[:MAX_LENGTH]
