"""pydantic's errors as sentences for people who write articles."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dossierpress.schema.nearest import did_you_mean
from dossierpress.schema.record import join, spoken

#: One error as ``ValidationError.errors()`` gives it.
Error = Mapping[str, Any]

_GROUP = ("must be a group of keys", "write one `key: value` a line, indented by two spaces")
_PLAIN = {
    "bool_parsing": ("must be true or false", "write true or false, without quotes"),
    "bool_type": ("must be true or false", "write true or false, without quotes"),
    "int_parsing": ("must be a whole number", "write digits only"),
    "int_parsing_size": ("is too large a number", "write fewer digits"),
    "int_type": ("must be a whole number", "write digits only"),
    "dict_type": _GROUP,
    "dataclass_type": _GROUP,
    "tuple_type": ("must be a list", "write one entry a line: - entry"),
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with the value at ``path``; a key of the code table, a sentence and a hint."""

    path: str
    code: str
    message: str
    hint: str = ""


def mistakes(values: Any, errors: Sequence[Error]) -> Iterator[Mistake]:
    """One mistake a path.

    Where a text or a group of keys may stand, pydantic complains about both: only what was meant is kept.
    """
    said: set[str] = set()
    for error in errors:
        path = _path(values, error)
        meant_as_group = error["type"] == "string_type" and isinstance(error["input"], Mapping)
        if path not in said and not meant_as_group:
            said.add(path)
            code = "meta-missing" if error["type"] == "missing" else "meta-type"
            yield Mistake(path, code, *_sentence(path, error))


def _path(values: Any, error: Error) -> str:
    """The dotted path of an error's value; names of alternatives, which pydantic adds, are left out."""
    path, value = "", values
    for part in error["loc"]:
        if (isinstance(value, Mapping) and part in value) or (
            isinstance(value, list) and isinstance(part, int)
        ):
            path, value = join(path, part), value[part]
    return join(path, error["loc"][-1]) if error["type"] == "missing" else path


def _sentence(path: str, error: Error) -> tuple[str, str]:
    kind, value = error["type"], error["input"]
    if kind == "missing":
        return f"{spoken(path)} is missing", f"add a line: {path.rpartition('.')[2]}: …"
    if kind == "value_error":
        return f"{spoken(path)}: {error['ctx']['error']}", ""
    if kind == "enum":
        return _not_one_of(path, str(value), error["ctx"]["expected"])
    if kind == "string_type":
        return _not_text(path, value)
    if kind in _PLAIN:
        message, hint = _PLAIN[kind]
        return f"{spoken(path)} {message}", hint
    return f"{spoken(path)}: {error['msg']}", ""


def _not_one_of(path: str, value: str, expected: str) -> tuple[str, str]:
    known = [word.strip(" '") for word in expected.replace(" or ", ", ").split(",")]
    return (
        f"{spoken(path)} cannot be {value!r}",
        f"{did_you_mean(value, known)}it is one of {', '.join(known)}",
    )


def _not_text(path: str, value: Any) -> tuple[str, str]:
    if value is None:
        return f"{spoken(path)} is empty", "write a text, or delete the entry"
    if isinstance(value, bool):
        return f"{spoken(path)} must be a text", f'put it in quotes: "{str(value).lower()}"'
    if isinstance(value, list):
        return f"{spoken(path)} must be one text, not a list", 'a [[link]] must stand in quotes: "[[…]]"'
    return f"{spoken(path)} must be a text", 'put it in quotes: "…"'
