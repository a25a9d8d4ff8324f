"""What can be said of values before their types are checked: keys nobody knows, texts taken for groups."""

from collections.abc import Mapping
from typing import Any, get_args

from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.schema.familiar import KEYS
from dossierpress.schema.nearest import nearest
from dossierpress.schema.record import Record, join, spoken
from dossierpress.schema.shape import fields, group, is_list, is_named, is_text, item


def tidy(cls: type, record: Record) -> tuple[dict[str, Any], list[Diagnostic]]:
    """The values without unknown keys, and with texts where an unquoted colon made a group of keys."""
    found: list[Diagnostic] = []
    return _group(cls, record.values, "", record, found), found


def _group(
    cls: type, values: Mapping[str, Any], path: str, record: Record, found: list[Diagnostic]
) -> dict[str, Any]:
    known = fields(cls)
    found += [_unknown(join(path, key), key, list(known), record) for key in values if key not in known]
    return {
        key: _value(known[key], value, join(path, key), record, found)
        for key, value in values.items()
        if key in known
    }


def _value(hint: Any, value: Any, path: str, record: Record, found: list[Diagnostic]) -> Any:
    if is_list(hint) and isinstance(value, list):
        return [_value(item(hint), entry, join(path, n), record, found) for n, entry in enumerate(value)]
    if not isinstance(value, Mapping):
        return str(value) if isinstance(value, int) and _wants_text(hint, value) else value
    if is_named(hint):
        return {
            key: _value(item(hint), entry, join(path, key), record, found) for key, entry in value.items()
        }
    cls = group(hint)
    if is_text(hint) and value and (cls is None or not value.keys() & fields(cls).keys()):
        found.append(_unquoted(path, value, record))
        return _as_text(value)
    return _group(cls, value, path, record, found) if cls else value


def _wants_text(hint: Any, value: int) -> bool:
    """Whether a number stands for a text (``id: 17303``); it loses nothing, see `schema.yaml`."""
    return is_text(hint) and not isinstance(value, bool) and int not in (hint, *get_args(hint))


def _unknown(path: str, key: str, known: list[str], record: Record) -> Diagnostic:
    near = nearest(key, [*known, *(old for old in KEYS if KEYS[old] in known)])
    hint = f"did you mean `{near}`?" if near else f"the keys here are {', '.join(known)}"
    message = f"{spoken(path)} is not a key we know; it is not read"
    return Diagnostic(record.key_span(path), "meta-unknown", message, hint, Severity.WARNING)


def _unquoted(path: str, value: Mapping[str, Any], record: Record) -> Diagnostic:
    text = _as_text(value).replace('"', '\\"')
    message = f"{spoken(path)} is a text with a colon, which must stand in quotes"
    return Diagnostic(record.span(path), "meta-type", message, f'write "{text}"')


def _as_text(value: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{key}: {text}" if isinstance(text, str | int) else f"{key}: …" for key, text in value.items()
    )
