"""Changing single values of an existing front matter; comments, order and spelling of all others stay."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from dossierpress.diagnostics import errors
from dossierpress.importing.article import Flat
from dossierpress.importing.draft import Value
from dossierpress.markup import frontmatter
from dossierpress.model.source import SourcePath
from dossierpress.schema.emit import entry
from dossierpress.schema.record import Record
from dossierpress.schema.yaml import read

#: The ends of lines YAML counts, so that its line numbers are indices here.
_LINES = re.compile("(?<=[\n\x85\u2028\u2029])")


class Unreadable(ValueError):  # noqa: N818  (a finding about an editor's file)
    """The front matter cannot be read, or is not written one key a line."""


def parted(text: str) -> tuple[str, str]:
    """Front matter and body of a file, with plain line ends. Raises `Unreadable` if the former has errors."""
    parts, found = frontmatter.read(text, SourcePath(""))
    if problems := errors(found):
        raise Unreadable(f"its front matter has errors: {problems[0].message}")
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "".join(f"{line}\n" for line in lines[1 : parts.body_line - 2]), parts.body


def flat(front: str) -> Flat:
    """The values by dotted keys; lists of texts as tuples, numbers as text, deeper things as JSON."""
    return dict(_leaves(_record(front).values, ""))


def _record(front: str) -> Record:
    record = read(front, path=SourcePath(""))
    if problems := errors(record.diagnostics):
        raise Unreadable(f"its front matter has errors: {problems[0].message}")
    return record


def _leaves(values: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Value]]:
    for key, value in values.items():
        if isinstance(value, Mapping) and not prefix:
            yield from _leaves(value, f"{key}.")
        else:
            yield f"{prefix}{key}", _value(value)


def _value(value: Any) -> Value:
    if isinstance(value, list) and not any(isinstance(item, list | Mapping) for item in value):
        return tuple(map(str, value))
    if isinstance(value, list | Mapping):
        return json.dumps(value, ensure_ascii=False, default=str)
    return None if value is None else str(value)


def _tree(front: str) -> yaml.MappingNode:
    _record(front)  # what it accepts is shallow and small enough to compose
    root = yaml.compose(front, yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        raise Unreadable("its front matter holds no keys")
    return root


def splice(front: str, changes: Flat) -> str:
    """``front`` with the given values set, or taken out where they are None. Raises `Unreadable`."""
    for name, value in changes.items():
        front = _set(front, name, value)
    return front


def _set(front: str, name: str, value: Value) -> str:
    root = _tree(front)
    outer, dot, inner = name.partition(".")
    parent = _child(root, outer) if dot else root
    key = inner if dot else outer
    if parent is None:
        return front if value is None else front + entry(outer, {inner: value})
    if not isinstance(parent, yaml.MappingNode) or parent.flow_style:
        raise Unreadable(f"`{outer}` is not written one key a line")
    lines = _LINES.split(front)
    indent = " " * parent.value[0][0].start_mark.column if parent.value else ""
    written = "" if value is None and name != "title" else entry(key, value, indent)
    for known, node in parent.value:
        if known.value == key:
            alone = not written and len(parent.value) == 1 and parent is not root
            first = _child_line(root, outer) if alone else known.start_mark.line
            return "".join([*lines[:first], written, *lines[_end(node, known, lines) :]])
    last_key, last = parent.value[-1]
    at = _end(last, last_key, lines)
    return "".join([*lines[:at], written, *lines[at:]])


def _child(node: yaml.MappingNode, key: str) -> yaml.Node | None:
    return next((value for known, value in node.value if known.value == key), None)


def _child_line(node: yaml.MappingNode, key: str) -> int:
    return next(int(known.start_mark.line) for known, _ in node.value if known.value == key)


def _end(node: yaml.Node, key: yaml.Node, lines: list[str]) -> int:
    """The line after a value; comments and blank lines below it belong to what follows."""
    end = int(node.end_mark.line) + (1 if node.end_mark.column else 0)
    end = max(end, int(key.start_mark.line) + 1)
    while end - 1 > key.start_mark.line and (
        not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")
    ):
        end -= 1
    return end
