"""Where something stands in a Markdown source, and the findings made while parsing it.

markdown-it gives lines to blocks only. The column follows from the block's text: each of its lines is a
source line stripped of indentation and markers in front, so it can be found again from the right.
"""

from bisect import bisect_right
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.model.source import SourcePath, Span


@dataclass(frozen=True, slots=True)
class Places:
    """The lines of a source; ``first_line`` is the number of the first one in its file."""

    path: SourcePath
    lines: Sequence[str]
    first_line: int

    def line_and_column(self, token: Token, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of an offset into an inline token's text.

        The text of an inline footnote stands within another token's, its ``origin``, and is counted there.
        """
        token = token.meta.get("origin", token)
        if token.map is None:
            return self.first_line, 1
        if "starts" not in token.meta:
            token.meta["starts"] = self._line_starts(token, token.map[0])
        starts = token.meta["starts"]
        number = bisect_right(starts, offset, key=lambda start: start[0]) - 1
        begin, column = starts[number]
        return self.first_line + token.map[0] + number, column + offset - begin + 1

    def _line_starts(self, token: Token, row: int) -> list[tuple[int, int]]:
        """Where each line of the token's text begins: in that text, and in its source line, from 0."""
        starts, offset = [], 0
        for number, text in enumerate(token.content.split("\n"), row):
            starts.append((offset, token.meta.get("column", self._column(number, text))))
            offset += len(text) + 1
        return starts

    def _column(self, row: int, text: str) -> int:
        return max(0, self.lines[row].rfind(text)) if row < len(self.lines) else 0


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic that has not got its place yet."""

    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.WARNING


class Findings:
    """Collects the diagnostics of one parse; the parser's rules reach it through their ``env``."""

    __slots__ = ("found", "inline", "places")

    def __init__(self, places: Places) -> None:
        self.places = places
        self.found: list[Diagnostic] = []
        self.inline = Token("inline", "", 0)  # the inline token being parsed

    def at(self, token: Token, offset: int, finding: Finding) -> None:
        """Report something at an offset into an inline token's text."""
        self._add(self.places.line_and_column(token, offset), finding)

    def on(self, row: int, finding: Finding) -> None:
        """Report something about a line, counted from 0 within the text."""
        line = self.places.lines[row] if row < len(self.places.lines) else ""
        self._add((self.places.first_line + row, len(line) - len(line.lstrip()) + 1), finding)

    def during(self, state: StateInline, finding: Finding) -> None:
        """Report something at the position of an inline rule's state."""
        self.at(self.inline, self.offset(state, state.pos), finding)

    def offset(self, state: StateInline, position: int) -> int:
        """A position in the block's text; labels of pictures and inline notes are parsed apart."""
        if state.src == self.inline.content:
            return position
        return max(0, self.inline.content.find(state.src)) + position

    def _add(self, where: tuple[int, int], finding: Finding) -> None:
        span = Span(self.places.path, *where)
        self.found.append(Diagnostic(span, finding.code, finding.message, finding.hint, finding.severity))


def findings(env: MutableMapping[str, Any]) -> Findings:
    """The collector of the parse a rule is called in."""
    collector = env["findings"]
    assert isinstance(collector, Findings)
    return collector
