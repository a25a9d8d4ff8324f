"""Anchoring by example: ``tests/specs/anchors.md``."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from dossierpress.markup.anchor import Selector, anchor
from dossierpress.model.anchor import AnchorState

SPECS = Path(__file__).parents[1] / "specs" / "anchors.md"


@dataclass(frozen=True, slots=True)
class Example:
    """A text, a selector, and the text with the expected passage in ⟦ ⟧ below the expected state."""

    title: str
    text: str
    selector: Selector
    expected: str


def examples() -> list[Example]:
    """Title, text, selector and outcome, parted by lines of one full stop."""
    parts = iter(SPECS.read_text(encoding="utf-8").split("\n.\n"))
    return [
        Example(title.strip(), text, _selector(lines), expected.rstrip("\n"))
        for title, text, lines, expected in zip(parts, parts, parts, parts, strict=False)
    ]


def _selector(lines: str) -> Selector:
    parts = dict(line.split(": ", 1) for line in lines.split("\n"))
    return Selector(parts["exact"], parts.get("prefix", ""), parts.get("suffix", ""))


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.title)
def test_example(example: Example) -> None:
    """The note has the expected state and stands at the expected passage."""
    found = anchor(example.text, example.selector)
    text, start, end = example.text, found.start, found.end
    shown = f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}"
    outcome = found.state.value if found.state is AnchorState.ORPHAN else f"{found.state}\n{shown}"
    assert outcome == example.expected


def test_all_examples_are_read() -> None:
    """No example is lost to a missing separator."""
    text = SPECS.read_text(encoding="utf-8")
    assert len(examples()) == text.count("\nexact: ")
