"""Front matter as an editor would write it: plain where that is safe, in double quotes where it is not."""

import re
from collections.abc import Mapping

from dossierpress.importing.draft import Value

Tree = Value | Mapping[str, "Tree"]
"""Front matter as it nests."""

#: Begins with a letter, holds no `: ` and no ` #`, and is no word YAML gives a meaning to.
_PLAIN = re.compile(r"[^\W\d_](?:[\w '’(),.;/?!%&+«»“”…€$©°–—-]|:(?=\w))*")
_RESERVED = re.compile(r"(?:null|true|false|yes|no|on|off|y|n|inf|nan)", re.IGNORECASE)
_DATE = re.compile(r"[\dX]{4}(?:-[\dX]{2}){0,2}[~?%]?(?:/[\dX.]{0,4}(?:-[\dX]{2}){0,2}[~?%]?)?")
_DATED = ("date", "updated", "retrieved")
_LONGEST_PLAIN = 400


def front_matter(values: Mapping[str, Tree]) -> str:
    """The lines between the dashes, each ending in a newline."""
    return "".join(entry(key, value) for key, value in values.items())


def entry(key: str, value: Tree, indent: str = "") -> str:
    """One key with its value, ``indent``ed, ending in a newline."""
    if isinstance(value, Mapping):
        inner = "".join(entry(name, part, indent + "  ") for name, part in value.items())
        return f"{indent}{key}:\n{inner}"
    if isinstance(value, tuple):
        items = "".join(f"{indent}  - {scalar(item)}\n" for item in value)
        return f"{indent}{key}:\n{items}" if items else f"{indent}{key}: []\n"
    if value and key in _DATED and _DATE.fullmatch(value):
        return f"{indent}{key}: {value}\n"
    return f"{indent}{key}: {scalar(value)}\n"


def scalar(value: str | None) -> str:
    """A YAML scalar on one line that every reader takes for exactly this text."""
    if value is None:
        return "null"
    plain = len(value) <= _LONGEST_PLAIN and _PLAIN.fullmatch(value) and not _RESERVED.fullmatch(value)
    if plain and value == value.strip():
        return value
    return _quoted(value)


def _quoted(value: str) -> str:
    return '"' + "".join(map(_escaped, value)) + '"'


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    shown = character.isprintable() or character in "\u00a0\u202f\u200c\u200d\u200e\u200f"
    if shown and code not in (0xFEFF, 0xFFFE, 0xFFFF):
        return character
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def nested(fields: Mapping[str, Value]) -> dict[str, Tree]:
    """Dotted keys to mappings: ``image.caption`` goes into ``image``."""
    groups: dict[str, dict[str, Tree]] = {}
    result: dict[str, Tree] = {}
    for name, value in fields.items():
        outer, dot, inner = name.partition(".")
        if dot:
            result[outer] = groups.setdefault(outer, {})
            groups[outer][inner] = value
        else:
            result[outer] = value
    return result
