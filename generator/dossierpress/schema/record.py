"""A YAML mapping with the place of everything in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.source import SourcePath, Span

#: A line and a column of the file, from 1.
Place = tuple[int, int]

_ENTRY = re.compile(r"(?P<list>.+)\.(?P<index>[0-9]+)(?:\.(?P<rest>.+?))?")


@dataclass(frozen=True, slots=True)
class Record:
    """The values of a file's YAML, and where they stand by dotted key path (``related.3.title``).

    ``places`` locates values, ``keys`` the keys they belong to; the mapping itself is at the path ``""``.
    ``broken`` lists the paths whose value could not be read, for which there is a diagnostic; it holds ``""``
    when nothing could. Values are texts, integers, booleans, ``None``, lists and mappings of these.
    """

    path: SourcePath
    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    keys: Mapping[str, Place] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()

    def span(self, key: str) -> Span:
        """Where the value of ``key`` stands, or its nearest parent's."""
        return Span(self.path, *_nearest(self.places, key))

    def key_span(self, key: str) -> Span:
        """Where ``key`` itself stands, or its nearest parent."""
        return Span(self.path, *_nearest({**self.places, **self.keys}, key))

    def at(self, key: str) -> Any:
        """The value at a dotted path; ``None`` when there is none."""
        value: Any = self.values
        for part in key.split(".") if key else ():
            value = _step(value, part)
        return value


def join(parent: str, key: object) -> str:
    """The dotted path of ``key`` within ``parent``."""
    return f"{parent}.{key}" if parent else str(key)


def spoken(path: str) -> str:
    """A path as a sentence has it: ``related.3.title`` is "`title` in entry 4 of `related`"."""
    match = _ENTRY.fullmatch(path)
    if match is None:
        return f"`{path}`"
    entry = f"entry {int(match['index']) + 1} of {spoken(match['list'])}"
    return f"`{match['rest']}` in {entry}" if match["rest"] else entry


def _step(value: Any, part: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(part)
    if isinstance(value, list) and part.isdecimal() and int(part) < len(value):
        return value[int(part)]
    return None


def _nearest(places: Mapping[str, Place], key: str) -> Place:
    while key and key not in places:
        key = key.rpartition(".")[0]
    return places.get(key, (1, 1))
