"""YAML to plain values, strictly: what could hang, crash or surprise is refused, and everything is located.

The parser's events are read one by one, so that nothing it composes or constructs is trusted: no aliases
(881 bytes of merge keys can cost 35 s), no tags, no depth above 32 (libyaml's composer crashes the process
on 100,000 brackets), no duplicate keys. Scalars follow YAML 1.2, and only where nothing is lost: ``true``
and ``false``, ``null``, and integers as a person would write them; ``no``, ``12:30``, ``2015-12-14``,
``1.10`` and ``017303`` are texts.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

import yaml

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.source import SourcePath, Span
from dossierpress.schema.compose import MAX_DEPTH, Composer, too_deep
from dossierpress.schema.record import Record
from dossierpress.schema.syntax import explain

MAX_BYTES = 64 * 1024
#: What YAML forbids or takes for a line break, and nobody means to write.
_FORBIDDEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_ENTRY = re.compile(r"(?m)^(?=[^\s#\-\[\]{},][^\n]*?:(?:[ \t]|$))")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(text: str, *, path: SourcePath, first_line: int = 1) -> Record:
    """Read a YAML mapping. ``first_line`` is the number, in the file, of the text's first line.

    A syntax error costs the top-level key it stands in, the others are still read.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    refused = tuple(_refused(text, path, first_line))
    if refused:
        return Record(path, places={"": (first_line, 1)}, broken=frozenset({""}), diagnostics=refused)
    composer = Composer(path)
    try:
        _compose(text, composer, first_line)
    except yaml.YAMLError as error:
        composer = Composer(path)
        _compose_entries(text, composer, first_line)
        if not composer.found:
            composer.give_up("", first_line, explain(error, text, path, first_line))
    return composer.record(first_line)


def _compose(text: str, composer: Composer, first_line: int) -> None:
    """Feed the events of ``text`` to ``composer``; raises `yaml.YAMLError` for a syntax error."""
    composer.feed(yaml.parse(text, Loader=_Loader), first_line)


def _compose_entries(text: str, composer: Composer, first_line: int) -> None:
    """Read each top-level key on its own, so that every syntax error is found, and near its cause."""
    for offset, entry in _entries(text):
        line = first_line + text.count("\n", 0, offset)
        try:
            _compose(entry, composer, line)
        except yaml.YAMLError as error:
            composer.give_up(entry, line, explain(error, entry, composer.path, line))


def _entries(text: str) -> Iterator[tuple[int, str]]:
    starts = [match.start() for match in _ENTRY.finditer(text)]
    bounds = [0, *(start for start in starts if start), len(text)]
    for start, end in pairwise(bounds):
        if text[start:end].strip():
            yield start, text[start:end]


def _refused(text: str, path: SourcePath, first_line: int) -> Iterator[Diagnostic]:
    """Why the parser must not even see the text."""
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        yield Diagnostic(
            Span(path, first_line, 1),
            "yaml-size",
            f"this is longer than {MAX_BYTES // 1024} KiB",
            "move long texts below the second line of ---",
        )
        return
    for char in dict.fromkeys(_FORBIDDEN.findall(text)):
        yield Diagnostic(
            _span(text, text.index(char), path, first_line),
            "yaml-character",
            f"the invisible character U+{ord(char):04X} may not stand here",
            "delete it; it often comes from text copied out of a PDF or a web page",
        )
    if (offset := _too_deep(text)) is not None:
        yield too_deep(_span(text, offset, path, first_line))


def _too_deep(text: str) -> int | None:
    """Where more than 32 brackets stand open, counted without regard to quotes."""
    depth = 0
    for match in re.finditer(r"[\[{\]}]", text):
        depth = depth + 1 if match.group() in "[{" else max(0, depth - 1)
        if depth > MAX_DEPTH:
            return match.start()
    return None


def _span(text: str, offset: int, path: SourcePath, first_line: int) -> Span:
    return Span(path, first_line + text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset))
