"""From the events of a YAML parser to a `Record`."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.source import SourcePath, Span
from dossierpress.schema.record import Place, Record, join

MAX_DEPTH = 32
#: No front matter has as many values; each could be a finding of its own.
MAX_VALUES = 2_000
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
#: Only integers that are written the same way again; longer ones are no numbers anybody reckons with.
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_KEY = re.compile(r"""("[^"\n]*"|'[^'\n]*'|[^:\n]+?)[ \t]*:""")

Events = Iterator[yaml.Event]


class Composer:
    """Collects values, places and findings; may be fed several texts of one file, one after the other."""

    def __init__(self, path: SourcePath) -> None:
        self.path = path
        self._values: dict[str, Any] = {}
        self._places: dict[str, Place] = {}
        self._keys: dict[str, Place] = {}
        self._broken: set[str] = set()
        self.found: list[Diagnostic] = []
        self._first_line = 1
        self._count = 0

    def feed(self, events: Iterable[yaml.Event], first_line: int) -> None:
        """Read the events of a text; raises what the parser raises."""
        self._first_line = first_line
        stream, documents = iter(events), 0
        for event in stream:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
            elif isinstance(event, yaml.NodeEvent):
                self._root(event, stream, documents)

    def give_up(self, entry: str, line: int, reason: Diagnostic) -> None:
        """Note that the top-level key at the start of ``entry`` could not be read."""
        self.found.append(reason)
        if match := _KEY.match(entry):
            key = match[1].strip("\"'")
            self._keys.setdefault(key, (line, 1))
            self._broken.add(key)

    def record(self, first_line: int) -> Record:
        """All that was read."""
        places = {"": (first_line, 1), **self._places}
        found = tuple(sorted(self.found))
        return Record(self.path, self._values, places, self._keys, frozenset(self._broken), found)

    def _root(self, event: yaml.NodeEvent, stream: Events, documents: int) -> None:
        if documents > 1:
            self._refuse(
                "", event, "yaml-structure", "a second document begins here", "delete the line of ---"
            )
        elif isinstance(event, yaml.MappingStartEvent):
            self._properties("", event)
            self._mapping(self._values, stream, "", 1)
            return
        else:
            self._refuse(
                "",
                event,
                "yaml-structure",
                "this is not of the form `key: value`",
                "begin with a key: title: …",
            )
        self._skip(event, stream)

    def _mapping(self, values: dict[str, Any], stream: Events, parent: str, depth: int) -> None:
        for event in stream:
            if isinstance(event, yaml.MappingEndEvent):
                return
            key = self._key(event, stream, parent)
            value = next(stream)
            if key is None:
                self._skip(value, stream)
                continue
            path = join(parent, key)
            first = self._keys.setdefault(path, self._place(event))
            if key in values or path in self._broken:
                self._twice(path, event, first)
                self._skip(value, stream)
            else:
                values[key] = self._value(value, stream, path, depth)

    def _key(self, event: yaml.Event, stream: Events, parent: str) -> str | None:
        """The text of a key; ``None``, with a finding, when it cannot be one."""
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse(
                parent,
                event,
                "yaml-key",
                "a key must be a plain word",
                "put a text that holds [ or { in quotes",
            )
            self._skip(event, stream)
            return None
        if event.value == "<<" and _is_plain(event):
            self._refuse(
                parent, event, "yaml-forbidden", "merge keys (<<) are not read", "write the keys out"
            )
            return None
        if not event.value.strip():
            self._refuse(parent, event, "yaml-key", "there is no key before the colon", "write one: title: …")
            return None
        self._properties(join(parent, event.value), event)
        return str(event.value)

    def _twice(self, path: str, event: yaml.Event, first: Place) -> None:
        hint = f"keep one of the two; the first is on line {first[0]}"
        self._report(event, "yaml-duplicate", f"`{path}` is given twice", hint)

    def _value(self, event: yaml.Event, stream: Events, path: str, depth: int) -> Any:
        self._places.setdefault(path, self._place(event))
        self._properties(path, event)
        self._count += 1
        if self._count > MAX_VALUES:
            self._enough(event)
            self._skip(event, stream)
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(path, event, "yaml-forbidden", "references (*name) are not read", _QUOTES)
        elif isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        elif depth >= MAX_DEPTH:
            self._broken.add(path)
            self.found.append(too_deep(self._span(event)))
            self._skip(event, stream)
        elif isinstance(event, yaml.MappingStartEvent):
            values: dict[str, Any] = {}
            self._mapping(values, stream, path, depth + 1)
            return values
        else:
            return self._sequence(stream, path, depth + 1)
        return None

    def _sequence(self, stream: Events, path: str, depth: int) -> list[Any]:
        items: list[Any] = []
        for event in stream:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, stream, join(path, len(items)), depth))
        return items

    def _properties(self, path: str, event: yaml.Event) -> None:
        """Refuse ``&anchors`` and ``!tags``."""
        if getattr(event, "anchor", None) is not None and not isinstance(event, yaml.AliasEvent):
            self._refuse(path, event, "yaml-forbidden", "names (&name) for values are not read", _QUOTES)
        if getattr(event, "tag", None) is not None:
            self._refuse(path, event, "yaml-forbidden", "types (!type) of values are not read", _QUOTES)

    def _enough(self, event: yaml.Event) -> None:
        """Say once that there are too many values, and that the rest is not read."""
        if "" not in self._broken:
            self._refuse(
                "",
                event,
                "yaml-size",
                f"there are more than {MAX_VALUES} values",
                "move them below the second ---",
            )

    def _skip(self, event: yaml.Event, stream: Events) -> None:
        """Pass over the rest of a value that is not wanted."""
        depth = int(isinstance(event, yaml.CollectionStartEvent))
        while depth:
            inner = next(stream)
            depth += isinstance(inner, yaml.CollectionStartEvent)
            depth -= isinstance(inner, yaml.CollectionEndEvent)

    def _refuse(self, path: str, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self._broken.add(path)
        self._report(event, code, message, hint)

    def _report(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self.found.append(Diagnostic(self._span(event), code, message, hint))

    def _span(self, event: yaml.Event) -> Span:
        return Span(self.path, *self._place(event))

    def _place(self, event: yaml.Event) -> Place:
        assert event.start_mark is not None
        return self._first_line + event.start_mark.line, event.start_mark.column + 1


_QUOTES = 'if it is meant as text, put it in quotes: "…"'


def too_deep(span: Span) -> Diagnostic:
    """The finding about lists and groups within each other beyond any use."""
    return Diagnostic(
        span,
        "yaml-depth",
        f"lists or groups stand more than {MAX_DEPTH} levels deep in each other",
        "a text that holds [ or { must be put in quotes",
    )


def _is_plain(event: yaml.ScalarEvent) -> bool:
    return not event.style


def _scalar(event: yaml.ScalarEvent) -> str | int | bool | None:
    text = str(event.value)
    if not _is_plain(event):
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _INTEGER.fullmatch(text) else text
