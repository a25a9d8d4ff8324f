"""Makes tables accessible and locatable: header scopes, alignment as classes, each cell's column."""

from collections.abc import Iterator

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from dossierpress.diagnostics import Severity
from dossierpress.markup.place import Finding, Findings, findings


def tables(state: StateCore) -> None:
    """Core rule, before text is parsed. Cells beyond the header's, which markdown-it drops, are errors."""
    collector = findings(state.env)
    for row in _rows(state.tokens):
        cursor = 0
        for cell, text in zip(row[1::3], row[2::3], strict=False):
            _attributes(cell)
            cursor = _place(text, collector, cursor)
        _left_over(row[0], collector, cursor)


def _rows(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens of each row, from ``tr_open`` up to ``tr_close``; rows hold nothing but cells."""
    start = 0
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            start = index
        elif token.type == "tr_close":
            yield tokens[start:index]


def _attributes(cell: Token) -> None:
    """The alignment as a class: a style attribute would need a looser content security policy."""
    style = str(cell.attrs.pop("style", ""))
    if cell.tag == "th":
        cell.attrs["scope"] = "col"
    if style:
        cell.attrs["class"] = style.replace("text-align:", "align-")


def _place(text: Token, collector: Findings, cursor: int) -> int:
    """Note the column the cell's text begins at; return where it ends."""
    if not text.content or text.map is None:
        return cursor
    line = collector.places.lines[text.map[0]]
    for spelling in (text.content, text.content.replace("|", "\\|")):
        found = line.find(spelling, cursor)
        if found >= 0:
            text.meta["column"] = found
            return found + len(spelling)
    return cursor


def _left_over(row: Token, collector: Findings, cursor: int) -> None:
    if row.map is None or row.map[0] >= len(collector.places.lines):
        return
    rest = collector.places.lines[row.map[0]][cursor:].strip(" \t|")
    if rest and cursor:
        collector.on(
            row.map[0],
            Finding(
                "markdown-table",
                f"This row has more cells than the table has columns; left out: {rest[:60]}",
                "Add a column to the header row, or write \\| for a bar that is part of the text.",
                Severity.ERROR,
            ),
        )
