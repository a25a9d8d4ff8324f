"""What people who come from other tools write, read as what we call it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.schema.record import Place, Record
from dossierpress.schema.shape import fields, is_list

#: Keys of Hugo, Jekyll, Zola, Obsidian and others; each is read when a class has our key and not theirs.
KEYS = {
    "alias": "aliases",
    "author": "authors",
    "dateModified": "updated",
    "datePublished": "date",
    "excerpt": "description",
    "expiryDate": "expires",
    "expirydate": "expires",
    "headline": "title",
    "keywords": "tags",
    "language": "lang",
    "last_modified_at": "updated",
    "lastmod": "updated",
    "lede": "description",
    "locale": "lang",
    "modified": "updated",
    "order": "weight",
    "publishDate": "date",
    "published_at": "date",
    "redirect_from": "aliases",
    "standfirst": "description",
    "subtitle": "description",
    "summary": "description",
    "tag": "tags",
}
#: Kinds of notes and entities, stances and verdicts in French.
WORDS = {
    "contexte": "context",
    "affirmation": "claim",
    "commentaire": "comment",
    "traduction": "translation",
    "personne": "person",
    "lieu": "place",
    "œuvre": "work",
    "oeuvre": "work",
    "événement": "event",
    "evenement": "event",
    "affirme": "affirms",
    "soutient": "supports",
    "conteste": "disputes",
    "dément": "denies",
    "dement": "denies",
    "nie": "denies",
    "se rétracte": "retracts",
    "établi": "established",
    "à nuancer": "qualified",
    "non établi": "unproven",
    "réfuté": "refuted",
}
#: The keys whose values are such words, at any depth.
_WORDED = ("kind", "stance", "verdict")
#: Lists that may be written as one text, with commas.
_WITH_COMMAS = ("tags", "articles")


def settle(cls: type, record: Record) -> Record:
    """The record with our names for familiar ones, lists where lists are meant, and without empty keys."""
    renamed = _rename(cls, record)
    values = {key: _settled(cls, key, value) for key, value in _full(renamed.values).items()}
    return replace(renamed, values=values)


def _rename(cls: type, record: Record) -> Record:
    known = fields(cls)
    names = {key: KEYS[key] for key in record.values if key not in known and KEYS.get(key) in known}
    if not names:
        return record
    first = {names.get(key, key): key for key in reversed(list(record.values)) if key in names} | {
        key: key for key in record.values if key in known
    }
    twice = [old for old, new in names.items() if first[new] != old]
    moves = {old: new for old, new in names.items() if old not in twice}
    return replace(
        record,
        values={moves.get(key, key): value for key, value in record.values.items() if key not in twice},
        places=_moved(record.places, moves),
        keys=_moved(record.keys, moves),
        broken=frozenset(_moved(dict.fromkeys(record.broken, (0, 0)), moves)),
        diagnostics=(*record.diagnostics, *(_ignored(record, old, first[names[old]]) for old in twice)),
    )


def _moved(places: Mapping[str, Place], names: Mapping[str, str]) -> dict[str, Place]:
    moved = {}
    for path, place in places.items():
        key, dot, rest = path.partition(".")
        moved[f"{names.get(key, key)}{dot}{rest}"] = place
    return moved


def _ignored(record: Record, old: str, other: str) -> Diagnostic:
    message = f"`{old}` and `{other}` mean the same; `{old}` is not read"
    return Diagnostic(record.key_span(old), "meta-twice", message, "keep one of the two", Severity.WARNING)


def _full(values: Any) -> Any:
    """Without keys that have no value: they mean the same as a missing key."""
    if isinstance(values, Mapping):
        return {key: _full(value) for key, value in values.items() if value is not None}
    return [_full(item) for item in values] if isinstance(values, list) else values


def _settled(cls: type, key: str, value: Any) -> Any:
    value = _worded(key, value)
    if not is_list(fields(cls).get(key)) or isinstance(value, list):
        return value
    if key in _WITH_COMMAS and isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return [value]


def _worded(key: str, value: Any) -> Any:
    """The value with our words for French ones, in groups and lists too."""
    if isinstance(value, Mapping):
        return {name: _worded(str(name), inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_worded(key, entry) if isinstance(entry, Mapping) else entry for entry in value]
    return WORDS.get(value.lower(), value.lower()) if key in _WORDED and isinstance(value, str) else value
