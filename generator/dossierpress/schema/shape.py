"""What a front matter class is made of, read from its type hints."""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from dossierpress.schema.record import join


@cache
def fields(cls: type) -> dict[str, Any]:
    """The keys a class knows, with the types of their values."""
    return get_type_hints(cls)


@cache
def is_list(hint: Any) -> bool:
    """Whether a value of this type is a list."""
    return get_origin(hint) is tuple


@cache
def is_named(hint: Any) -> bool:
    """Whether a value of this type is a group whose keys the author chooses."""
    return get_origin(hint) is dict


@cache
def is_text(hint: Any) -> bool:
    """Whether a value of this type may be a text."""
    return hint is str or (not is_list(hint) and not is_named(hint) and str in get_args(hint))


@cache
def item(hint: Any) -> Any:
    """The type of the entries of a list, or of the values of a group whose keys the author chooses."""
    return get_args(hint)[-1] if is_named(hint) else get_args(hint)[0]


@cache
def group(hint: Any) -> type | None:
    """The class of the group of keys a value of this type may be."""
    return next((kind for kind in (hint, *get_args(hint)) if _is_group(kind)), None)


def _is_group(kind: Any) -> bool:
    """Whether a type is a class of keys; one that tells pydantic how it is read, as dates do, is not."""
    return isinstance(kind, type) and is_dataclass(kind) and not hasattr(kind, "__get_pydantic_core_schema__")


def leaves(hint: Any, value: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """The entries of a list or named group with their path and type; of any other value, itself."""
    if is_list(hint) and isinstance(value, list):
        yield from ((join(path, index), item(hint), entry) for index, entry in enumerate(value))
    elif is_named(hint) and isinstance(value, Mapping):
        yield from ((join(path, key), item(hint), entry) for key, entry in value.items())
    else:
        yield path, hint, value
