"""The fields of a request's JSON object, as the types they must have: whoever sends it is not trusted."""

import unicodedata
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from dossierpress.model.meta import NoteKind, Stance, Verdict
from dossierpress.notes import parts
from dossierpress.serve.answer import RefusedError

#: The longest name of something: an author, a tag, a note (characters).
NAME = 200
MOST_TAGS, MOST_SOURCES = 50, 50
#: The longest statement, title or address (characters).
LINE = 2000
_LINES = "\t\n\r"


def text(body: Mapping[str, Any], name: str, *, most: int, default: str | None = None) -> str:
    """A text of at most ``most`` characters; without ``default`` it has to be there."""
    value = body.get(name, default)
    if not isinstance(value, str):
        raise _wrong(name, "is not a text" if name in body else "is missing")
    if len(value) > most:
        raise _wrong(name, f"has {len(value)} characters, more than {most}")
    odd = next((c for c in value if unicodedata.category(c) in ("Cc", "Cs") and c not in _LINES), "")
    if odd:
        raise _wrong(name, f"holds the control character U+{ord(odd):04X}")
    return value


def line(body: Mapping[str, Any], name: str, *, default: str | None = None, most: int = NAME) -> str:
    """A name on one line, without spaces around it."""
    return " ".join(text(body, name, most=most, default=default).split())


def flag(body: Mapping[str, Any], name: str) -> bool:
    """Yes or no; no when it is absent."""
    value = body.get(name, False)
    if not isinstance(value, bool):
        raise _wrong(name, "is neither true nor false")
    return value


def number(body: Mapping[str, Any], name: str) -> int:
    """A whole number from 0 to 9999; 0 when it is absent."""
    value = body.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 9999:
        raise _wrong(name, "is not a number of a place")
    return value


def kind(body: Mapping[str, Any]) -> NoteKind:
    """What the note does for the reader."""
    value = line(body, "kind", default="context")
    if value not in set(NoteKind):
        raise _wrong("kind", f"is none of {', '.join(NoteKind)}")
    return NoteKind(value)


def tags(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Keywords, each once, in their order."""
    value = body.get("tags", [])
    if not isinstance(value, list) or len(value) > MOST_TAGS:
        raise _wrong("tags", f"is not a list of at most {MOST_TAGS}")
    found = (line({"tags": tag}, "tags") for tag in value)
    return tuple(dict.fromkeys(tag for tag in found if tag))


def sources(body: Mapping[str, Any]) -> tuple[Mapping[str, str], ...] | None:
    """Public sources, each with a title; those without any value are left out. None when nothing is said of them."""
    value = body.get("sources")
    if value is None:
        return None
    if (
        not isinstance(value, list)
        or len(value) > MOST_SOURCES
        or not all(isinstance(v, dict) for v in value)
    ):
        raise _wrong("sources", f"is not a list of at most {MOST_SOURCES} objects")
    found = tuple(filter(None, (_filled(source, parts.SOURCE) for source in value)))
    if not all("title" in source for source in found):
        raise _wrong("sources", "holds a source without a title")
    return found


def claim(body: Mapping[str, Any]) -> Mapping[str, str] | None:
    """Who affirms what; empty when nobody does, None when nothing is said of it."""
    value = body.get("claim")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise _wrong("claim", "is not an object")
    found = _filled(value, parts.SAID)
    if not found.keys() - {"stance"}:
        return {}
    if missing := next((key for key in ("statement", "by") if key not in found), ""):
        raise _wrong("claim", f"has no `{missing}`")
    for key, known in (("stance", Stance), ("verdict", Verdict)):
        if found.get(key, next(iter(known))) not in set(known):
            raise _wrong("claim", f"has a `{key}` that is none of {', '.join(known)}")
    return found


def _filled(value: Mapping[str, Any], keys: Sequence[str]) -> dict[str, str]:
    found = ((key, line(value, key, default="", most=LINE)) for key in keys)
    return {key: words for key, words in found if words}


def _wrong(name: str, what: str) -> RefusedError:
    return RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, f"`{name}` {what}", field=name)
