"""A JSON file of strangers: bounded, and every value knows where it stands.

A value of another type than expected is a finding with line and column, and counts as missing.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.importing.annotations.plain import clean
from dossierpress.model.source import SourcePath, Span
from dossierpress.store.sources import MAX_BYTES

#: Levels of lists and objects within each other; annotations need about ten.
MAX_DEPTH = 40
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_LOCATED = 6  # deeper values are located by what they stand in

_MOST_FINDINGS = 100

Path = tuple[str | int, ...]


@dataclass(slots=True)
class JsonFile:
    """The text of a file and what was found wrong in it; places are worked out at the first question."""

    name: str
    text: str
    found: list[Diagnostic] = field(default_factory=list)
    _places: dict[Path, int] = field(default_factory=dict)
    _lines: list[int] = field(default_factory=list)

    def span(self, path: Path) -> Span:
        """Line and column of a value, or of the nearest one around it whose place is known."""
        if not self._places:
            self._places = dict(_places(self.text))
            self._lines = [0, *(end.end() for end in re.finditer("\n", self.text))]
        while path not in self._places:
            path = path[:-1]
        offset = self._places[path]
        line = bisect_right(self._lines, offset)
        return Span(SourcePath(self.name), line, offset - self._lines[line - 1] + 1)

    def report(self, path: Path, code: str, message: str, hint: str, severity: Severity) -> None:
        """Add a finding about a value; a file that is wrong everywhere is not told so a thousand times."""
        if len(self.found) < _MOST_FINDINGS:
            self.found.append(Diagnostic(self.span(path), code, message, hint, severity))


@dataclass(frozen=True, slots=True)
class Json:
    """A value of a file."""

    file: JsonFile
    value: Any
    path: Path = ()

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.file.span(self.path)

    def __bool__(self) -> bool:
        return self.value is not None

    def get(self, *names: str) -> "Json":
        """The value of the first of ``names`` that an object has; nothing when there is none, or no object."""
        for name in names:
            if isinstance(self.value, dict) and self.value.get(name) is not None:
                return Json(self.file, self.value[name], (*self.path, name))
        return Json(self.file, None, (*self.path, names[0]))

    def text(self, *names: str) -> str:
        """The text of a key, without what no text may hold; empty when there is none, or something else."""
        found = self.get(*names) if names else self
        if found and not isinstance(found.value, str):
            found.wrong("a text")
        return clean(found.value) if isinstance(found.value, str) else ""

    def each(self, *names: str) -> Iterator["Json"]:
        """The entries of a list, or the value itself: JSON-LD writes a list of one without its brackets."""
        found = self.get(*names) if names else self
        if isinstance(found.value, list):
            yield from (Json(self.file, value, (*found.path, n)) for n, value in enumerate(found.value))
        elif found:
            yield found

    def objects(self, *names: str) -> Iterator["Json"]:
        """Those of `each` that are objects; a finding for every other."""
        for entry in self.each(*names):
            if isinstance(entry.value, dict):
                yield entry
            else:
                entry.wrong("an object")

    def wrong(self, wanted: str) -> None:
        """Report that the value is of another type."""
        message = f"here {wanted} should stand, not {_kind(self.value)}"
        self.file.report(self.path, "annotation-type", message, "it was left out", Severity.WARNING)


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "nothing"}
    return names.get(type(value), "a number")


def load(data: bytes, name: str) -> Json | Diagnostic:
    """Read a file's JSON; an error when it is none, too large or nested too deep."""
    whole = Span(SourcePath(name))
    if len(data) > MAX_BYTES:
        message = f"is larger than {MAX_BYTES >> 20} MiB"
        return Diagnostic(whole, "file-too-large", message, "export fewer annotations at once")
    text = data.decode("utf-8-sig", "replace")
    try:
        value = json.loads(text)
    except json.JSONDecodeError as problem:
        place = Span(SourcePath(name), problem.lineno, problem.colno)
        message = f"this is no JSON: {problem.msg}"
        return Diagnostic(place, "annotation-file", message, "export it again; it may have been cut off")
    except (RecursionError, ValueError):
        return _too_deep(whole)
    return _too_deep(whole) if _depth(text) > MAX_DEPTH else Json(JsonFile(name, text), value)


def _too_deep(whole: Span) -> Diagnostic:
    message = (
        f"lists and objects stand more than {MAX_DEPTH} deep in each other, or a number has too many digits"
    )
    return Diagnostic(whole, "annotation-file", message, "no program writes annotations like this")


def _depth(text: str) -> int:
    deepest = depth = 0
    for bracket in re.findall(r"[{}\[\]]", _STRING.sub("", text)):
        depth += 1 if bracket in "{[" else -1
        deepest = max(deepest, depth)
    return deepest


def _places(text: str) -> Iterator[tuple[Path, int]]:
    """The offset of every value but the deepest ones, by its path; ``text`` is known to be JSON.

    Of each open object the key of its current value is kept (none while it is awaited), of each open list the
    number of its current entry.
    """
    yield (), 0
    open_: list[str | int | None] = []
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign == ",":
            current = open_[-1]
            open_[-1] = current + 1 if isinstance(current, int) else None
        elif sign in "}]":
            open_.pop()
        elif open_ and open_[-1] is None and sign != ":":
            open_[-1] = json.loads(sign)
        elif sign != ":":
            if 0 < len(open_) <= _LOCATED:
                yield tuple(key for key in open_ if key is not None), token.start()
            if sign in "{[":
                open_.append(None if sign == "{" else 0)
