"""Values that are as they should be become their class at once.

pydantic tells well what is wrong, and takes a tenth of a second to begin; most files have nothing wrong in them.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, get_args

import msgspec

from dossierpress.model.edtf import Edtf
from dossierpress.schema.shape import fields, group, is_list, is_named, item

T = TypeVar("T")


def convert(cls: type[T], values: Mapping[str, Any]) -> T | None:
    """The ``values`` as a ``cls``; None when pydantic has to have a look at them.

    It has to when any is of another type than the class says, or holds half a surrogate pair, or has no such key.
    """
    try:
        msgspec.json.encode(values)
        return msgspec.convert(_group(cls, values), cls, from_attributes=True)
    except (msgspec.ValidationError, ValueError):
        return None


def _group(cls: type, values: Mapping[str, Any]) -> dict[str, Any]:
    hints = fields(cls)
    if not values.keys() <= hints.keys():
        raise ValueError("unknown keys")
    return {key: _dated(hints[key], value) for key, value in values.items()}


def _dated(hint: Any, value: Any) -> Any:
    """The value, with texts and numbers that are to be dates read as such. Raises `ValueError` for what is none."""
    if isinstance(value, str | int) and not isinstance(value, bool):
        return Edtf.parse(str(value)) if _is_date(hint) else value
    if isinstance(value, list) and is_list(hint):
        return [_dated(item(hint), entry) for entry in value]
    if not isinstance(value, Mapping):
        return value
    if is_named(hint):
        return {key: _dated(item(hint), entry) for key, entry in value.items()}
    cls = group(hint)
    return _group(cls, value) if cls else value


@cache
def _is_date(hint: Any) -> bool:
    return Edtf in (hint, *get_args(hint))
