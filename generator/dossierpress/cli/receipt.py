"""A receipt as a table: every field, where it came from, and how sure that is."""

from typing import TYPE_CHECKING

from dossierpress.cli.report import colourful

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from dossierpress.importing.draft import Draft
    from dossierpress.importing.write import Outcome

_STYLES = {"certain": "green", "likely": "cyan", "guess": "yellow"}


def show_receipt(outcome: "Outcome") -> None:
    """Print the receipt of one import."""
    from rich.console import Console
    from rich.text import Text

    from dossierpress.importing.receipt import explained

    draft = outcome.draft
    assert draft is not None
    console = Console(no_color=not colourful(), highlight=False, markup=False)
    table = _table("field", "value", "sure", "lines", "why")
    for field in explained(draft, id_=outcome.id, id_rule=outcome.id_rule):
        value = "\n".join(field.value) if isinstance(field.value, tuple) else field.value or "-"
        sure = Text(field.sure, style=_STYLES[field.sure])
        table.add_row(field.name, value, sure, _lines(field.first, field.last), field.rule)
    table.add_row(
        "body", f"{len(draft.paragraphs)} paragraphs", "", "", f"{draft.totals.kept} words kept in all"
    )
    console.print(table)
    _show_rest(console, draft)


def _show_rest(console: "Console", draft: "Draft") -> None:
    if draft.dropped:
        table = _table("line", "left out", "taken for")
        for piece in draft.dropped:
            table.add_row(str(piece.line), piece.text[:200], piece.role)
        console.print(table)
    if draft.mentions:
        dates = ", ".join(f"{mention.text} (line {mention.line})" for mention in draft.mentions)
        console.print(f"Dates named in the text, not used: {dates}")
    for field in draft.suggestions:
        console.print(f"Perhaps {field.name}: {field.value} ({field.rule}, line {field.first})")
    for change in draft.changes:
        console.print(f"Note: {change}")
    words = draft.totals
    console.print(f"{words.read} words = {words.kept} kept + {words.dropped} left out")
    if draft.review:
        console.print(f"Please check: {', '.join(draft.review)}")


def _table(*columns: str) -> "Table":
    from rich.box import SIMPLE
    from rich.table import Table

    table = Table(box=SIMPLE, show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in ("field", "sure", "lines", "line"))
    return table


def _lines(first: int, last: int) -> str:
    return "" if not first else str(first) if first == last else f"{first}-{last}"
