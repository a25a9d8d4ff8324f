"""JSON Schemas of the files an editor writes, for completion and checks while typing."""

from collections.abc import Iterator
from typing import Any, get_args

from dossierpress.model.meta import ArticleMeta, EntityMeta, EventMeta, NoteMeta, PageMeta
from dossierpress.schema.checks import OF_KEYS, check_of
from dossierpress.schema.shape import fields, group

_KINDS: dict[str, type] = {
    "article": ArticleMeta,
    "note": NoteMeta,
    "entity": EntityMeta,
    "event": EventMeta,
    "page": PageMeta,
}


def json_schemas() -> dict[str, dict[str, Any]]:
    """JSON Schemas (draft 2020-12) for ``dossier.yaml`` (``dossier``) and each kind of front matter."""
    return {"dossier": _schema(_config()), **{name: _schema(cls) for name, cls in _KINDS.items()}}


def _config() -> type:
    from importlib import import_module  # noqa: PLC0415  (config lies above us: only its class is read, by name)

    cls = import_module("dossierpress.config").Config
    assert isinstance(cls, type)
    return cls


def _schema(cls: type) -> dict[str, Any]:
    from pydantic import TypeAdapter  # noqa: PLC0415  (137 ms to import)

    schema = TypeAdapter(cls).json_schema()
    for part in _classes(cls):
        described = schema if part is cls else schema["$defs"][part.__name__]
        for key, described_key in described["properties"].items():
            _add_form(part, key, described_key)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _classes(cls: type) -> set[type]:
    """A class and those its values are made of."""
    parts = {
        part for hint in fields(cls).values() for kind in (hint, *get_args(hint)) if (part := group(kind))
    }
    return {cls}.union(*map(_classes, parts))


def _add_form(cls: type, key: str, schema: dict[str, Any]) -> None:
    """Add the form of the key's texts; as for us, a number will do for a text (``id: 17303``)."""
    check = check_of(cls, key)
    for text in list(_texts(schema)):
        text["type"] = ["string", "integer"]
        if check:
            text["pattern"] = check.pattern
    if key in OF_KEYS:
        schema["propertyNames"] = {"pattern": OF_KEYS[key].pattern}


def _texts(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The parts of a key's schema that describe a text."""
    if schema.get("type") == "string":
        yield schema
    parts = [*schema.get("anyOf", ()), schema["items"]] if "items" in schema else schema.get("anyOf", ())
    for part in parts:
        yield from _texts(part)
