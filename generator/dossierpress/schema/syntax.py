"""What a YAML parser's complaint means to somebody who has never heard of YAML."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.source import SourcePath, Span

_VALUE = re.compile(r"""\s*(?:- +)?(?P<key>[^\s:"'\[{#-][^:]*):\s+(?P<value>[^"'\[{|>\s].*?)\s*""")
_INDENT = "align the keys of one group exactly below each other, with spaces"


@dataclass(frozen=True, slots=True)
class _Case:
    """A complaint with the text it is about: the line, and what stands in it from ``column`` on."""

    problem: str
    line: str
    column: int

    @property
    def char(self) -> str:
        return self.line[self.column : self.column + 1]

    @property
    def before(self) -> str:
        return self.line[: self.column].rstrip()


@dataclass(frozen=True, slots=True)
class _Meaning:
    """Complaints that contain ``problem`` mean ``explain``; ``origin``: they point at where it began."""

    problem: str
    explain: Callable[[_Case], tuple[str, str]]
    origin: bool = False


def explain(error: yaml.YAMLError, text: str, path: SourcePath, first_line: int) -> Diagnostic:
    """The finding for a parser's ``error`` about ``text``, whose first line in the file is ``first_line``."""
    problem = str(getattr(error, "problem", None) or error)
    context = str(getattr(error, "context", None) or "")
    meaning = next(m for m in _MEANINGS if m.problem in problem or m.problem in context)
    marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    line, column = _place(marks[::-1] if meaning.origin else marks, text)
    case = _Case(problem, text.split("\n")[line], column)
    message, hint = meaning.explain(case)
    return Diagnostic(Span(path, first_line + line, column + 1), "yaml-syntax", message, hint)


def _place(marks: list[yaml.Mark | None], text: str) -> tuple[int, int]:
    """The first mark there is, moved back to the last line with something in it if it stands behind."""
    mark = next((mark for mark in marks if mark), None)
    if mark is None:
        return 0, 0
    lines = text.rstrip().split("\n")
    if mark.line >= len(lines):
        return len(lines) - 1, len(lines[-1])
    return mark.line, mark.column


def quoted(line: str) -> str:
    """How to write a line whose value must stand in quotation marks."""
    match = _VALUE.fullmatch(line)
    if match is None:
        return 'put the value in quotes: "…"'
    key, value = match["key"], match["value"]
    marked = f'"{value}"' if '"' not in value and "\\" not in value else "'" + value.replace("'", "''") + "'"
    return f"put the value in quotes: {key}: {marked}"


def _colon(case: _Case) -> tuple[str, str]:
    if re.search(r":\s", case.before + " "):
        return "this text contains a colon followed by a space", quoted(case.line)
    return "this key is not aligned with the others", _INDENT


def _start(case: _Case) -> tuple[str, str]:
    if case.char == "\t":
        return "a tab stands where spaces are needed", "indent with spaces"
    return f"a text may not begin with {case.char or 'this character'}", quoted(case.line)


def _name(case: _Case) -> tuple[str, str]:
    sign = case.line[case.column : case.column + 1]
    return f"a text may not begin with {sign}", quoted(case.line)


def _key(case: _Case) -> tuple[str, str]:
    if case.before.endswith(("'", '"')):
        hint = "within '…' an apostrophe is written twice (''), within \"…\" a quotation mark is written \\\""
        return "text follows the closing quotation mark", hint
    return "this line does not fit the ones above", _INDENT


def _bracket(case: _Case) -> tuple[str, str]:
    closing = {"[": "]", "{": "}"}.get(case.char)
    if closing is None:
        return "this cannot stand within [ ] or { }", "separate entries by commas, and put texts in quotes"
    return (
        f"the {case.char} opened here is not closed, or an entry holds a special character",
        f"close it with {closing}, separate entries by commas, and put texts with : , [ ] {{ }} in quotes",
    )


def _as(message: str, hint: str = "") -> Callable[[_Case], tuple[str, str]]:
    return lambda case: (message, hint or quoted(case.line))


_MEANINGS = (
    _Meaning("mapping values are not allowed", _colon),
    _Meaning("tab character", _as("a tab stands where spaces are needed", "indent with spaces")),
    _Meaning("cannot start any token", _start),
    _Meaning("while scanning an alias", _name, origin=True),
    _Meaning("while scanning an anchor", _name, origin=True),
    _Meaning("while scanning a tag", _name, origin=True),
    _Meaning("while parsing a tag", _name, origin=True),
    _Meaning(
        "escape", _as('within "…" the sign \\ has a meaning of its own', "use '…', or write \\\\ for one \\")
    ),
    _Meaning(
        "hexadecimal",
        _as('within "…" the sign \\ has a meaning of its own', "use '…', or write \\\\ for one \\"),
    ),
    _Meaning(
        "while scanning a quoted scalar",
        _as("the quotation mark opened here is never closed", "close it at the end of the text"),
        origin=True,
    ),
    _Meaning("expected ',' or", _bracket, origin=True),
    _Meaning("while parsing a flow node", _bracket, origin=True),
    _Meaning("did not find expected key", _key),
    _Meaning("expected '-' indicator", _key),
    _Meaning(
        "could not find expected ':'",
        _as(
            "this line has no `key:`", "write `key: value`, or indent the line if it continues the one above"
        ),
        origin=True,
    ),
    _Meaning("node content", _start),
    _Meaning(
        "block sequence entries", _as("a list may not begin here", "begin it on a line of its own: - entry")
    ),
    _Meaning(
        "while scanning a block scalar",
        _as("after > or | the text begins on the next line", "or put the text in quotes, on one line"),
    ),
    _Meaning("<document start>", _as("nothing may follow the line of ...", "delete that line")),
    _Meaning("", lambda case: (f"this is not valid YAML: {case.problem}", 'put texts in quotes: "…"')),
)
