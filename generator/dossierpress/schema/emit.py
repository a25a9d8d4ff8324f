"""Front matter as an editor would write it: plain where that is safe, in double quotes where it is not."""

import re
from collections.abc import Iterable, Mapping

Value = str | tuple[str, ...] | None
"""A value that does not nest."""

Tree = Value | Mapping[str, "Tree"] | tuple[Mapping[str, "Tree"], ...]
"""Front matter as it nests."""

#: Begins with a letter, holds no `: ` and no ` #`, and is no word YAML gives a meaning to.
_PLAIN = re.compile(r"[^\W\d_](?:[\w '’(),.;/?!%&+«»“”…€$©°–—-]|:(?=\w))*")
_RESERVED = re.compile(r"(?:null|true|false|yes|no|on|off|y|n|inf|nan)", re.IGNORECASE)
#: An EDTF date, which needs no quotation marks.
DATE = re.compile(r"[\dX]{4}(?:-[\dX]{2}){0,2}[~?%]?(?:/[\dX.]{0,4}(?:-[\dX]{2}){0,2}[~?%]?)?")
DATED = ("date", "updated", "retrieved")
#: Keys whose values are words of an article, which always stand in quotation marks.
WORDS = ("quote", "prefix", "suffix")
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
        items = "".join(_listed(item, indent) for item in value)
        return f"{indent}{key}:\n{items}" if items else f"{indent}{key}: []\n"
    if value and key in DATED and DATE.fullmatch(value):
        return f"{indent}{key}: {value}\n"
    return f"{indent}{key}: {scalar(value)}\n"


def _listed(item: str | Mapping[str, Tree], indent: str) -> str:
    if isinstance(item, str):
        return f"{indent}  - {scalar(item)}\n"
    inner = "".join(entry(name, part, f"{indent}    ") for name, part in item.items())
    return f"{indent}  - {inner.lstrip()}"


def scalar(value: str | None) -> str:
    """A YAML scalar on one line that every reader takes for exactly this text."""
    if value is None:
        return "null"
    plain = len(value) <= _LONGEST_PLAIN and _PLAIN.fullmatch(value) and not _RESERVED.fullmatch(value)
    if plain and value == value.strip():
        return value
    return double(value)


def words(value: str, indent: str = "") -> str:
    """A scalar in quotation marks that needs no escapes; where both kinds occur within, a block below ``>-``."""
    if '"' not in value and "\\" not in value:
        return double(value)
    return single(value) if "'" not in value else block(value, indent)


def double(value: str) -> str:
    """A scalar in double quotation marks."""
    return '"' + "".join(map(_escaped, value)) + '"'


def single(value: str) -> str:
    """A scalar in single quotation marks, or in double ones if it needs escapes."""
    return "'" + value.replace("'", "''") + "'" if _on_one_line(value) else double(value)


def block(value: str, indent: str = "", sign: str = ">") -> str:
    """A folded or literal (``|``) block of one line, or a scalar in double marks if it needs escapes."""
    return f"{sign}-\n{indent}  {value}" if _on_one_line(value) else double(value)


def flow(values: Iterable[str]) -> str:
    """A list on one line: ``[a, "b, c"]``."""
    return "[" + ", ".join(map(list_item, values)) + "]"


def list_item(value: str) -> str:
    """An entry of a list in brackets."""
    return double(value) if re.search(r"[,?\"]", value) else scalar(value)


def _on_one_line(value: str) -> bool:
    return value == value.strip() != "" and all(char in '"\\' or _escaped(char) == char for char in value)


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
