"""Reads ``tests/specs/markdown/*.md``: title, Markdown, outcome, parted by lines of one full stop.

The outcome is the HTML, with links still to be resolved shown as ``<a target="…">``, then one line
``! line:column code`` for each finding.
"""

from dataclasses import dataclass
from pathlib import Path

from markdown_it.common.utils import escapeHtml

from dossierpress.diagnostics import Diagnostic
from dossierpress.markup.markdown import render
from dossierpress.markup.overlay import link_insertions, splice
from dossierpress.model.body import Body, Reference, ReferenceKind
from dossierpress.model.source import SourcePath

FOLDER = Path(__file__).parents[1] / "specs" / "markdown"
PATH = SourcePath("content/pages/x.md")


@dataclass(frozen=True, slots=True)
class Case:
    """One example."""

    name: str
    source: str
    expected: str


def cases() -> list[Case]:
    """All examples of all files."""
    return [case for path in sorted(FOLDER.glob("*.md")) for case in read(path)]


def read(path: Path) -> list[Case]:
    """The examples of one file."""
    parts = path.read_text(encoding="utf-8").split("\n.\n")
    return [
        Case(f"{path.stem}: {title.strip()}", source, expected)
        for title, source, expected in zip(parts[::3], parts[1::3], parts[2::3], strict=False)
    ]


def outcome(source: str) -> str:
    """What becomes of a text, as the files show it."""
    body, found = render(source, path=PATH)
    return "\n".join([with_targets(body).rstrip("\n"), *map(_finding, found)])


def with_targets(body: Body) -> str:
    """The HTML with every reference laid over as it was written."""
    return splice(body.html, link_insertions(body, [_tags(reference) for reference in body.references]))


def _tags(reference: Reference) -> tuple[str, str]:
    if reference.kind is ReferenceKind.IMAGE:
        return f' src="{escapeHtml(reference.target)}"', ""
    return f'<a target="{escapeHtml(reference.target)}">', "</a>"


def _finding(found: Diagnostic) -> str:
    return f"! {found.span.line}:{found.span.column} {found.code}"
