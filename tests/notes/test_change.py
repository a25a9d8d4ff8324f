"""Changing a note: the note says the new thing, and every other byte of the file is the old one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.markup.anchor import Selector
from dossierpress.model.document import Note
from dossierpress.model.source import SourcePath
from dossierpress.notes.change import Change, changed, text_of, without
from dossierpress.notes.layout import NotEditable, layout, source
from dossierpress.parse import parse
from tests.notes.files import Written, several, single

PATH = SourcePath("content/notes/17303-n4.md")
QUOTES = st.sampled_from(
    [
        "la délégation",
        'l\'eau : "vive"',
        "« été » — fin…",
        "a: b # c",
        "- x",
        "[y]",
        "100 %",
        "وقال إن",
        "\\n",
        "yes",
    ]
)
TEXTS = st.sampled_from(
    ["Neuf.", "Deux\n\nparagraphes[^1].\n\n[^1]: Ici.", "```\ncode\n```", "    du code", "* a\n* b"]
)


def notes(data: bytes) -> list[Note]:
    """The notes of a file without errors."""
    documents, _ = parse(source(data, PATH), lang="fr")
    return [document for document in documents if isinstance(document, Note)]


@given(st.one_of(single(), several()))
def test_layout_is_the_file(written: Written) -> None:
    """The pieces put together are the file, to the byte; so is a change that changes nothing."""
    assert str(layout(written.data, PATH)).encode() == written.data
    assert changed(written.data, PATH, 0, Change()) == written.data


@given(single(), QUOTES)
def test_a_new_quote(written: Written, quote: str) -> None:
    """Only the quote's value is another one."""
    made = changed(written.data, PATH, 0, Change(selector=Selector(quote)))
    before, after = written.around("quote")
    assert made.startswith(before)
    assert made.endswith(after)
    (note,) = notes(made)
    assert note.meta.quote == quote


@given(single(), QUOTES, QUOTES)
def test_new_context(written: Written, prefix: str, suffix: str) -> None:
    """Prefix and suffix get lines of their own; without them the file is the old one again."""
    (old,) = notes(written.data)
    quote = old.meta.quote or ""
    made = changed(written.data, PATH, 0, Change(selector=Selector(quote, prefix, suffix)))
    (note,) = notes(made)
    assert (note.meta.quote, note.meta.prefix, note.meta.suffix) == (quote, prefix, suffix)
    again = changed(made, PATH, 0, Change(selector=Selector(quote)))
    before, after = written.around("quote")
    assert (again[: len(before)], again[len(again) - len(after) :]) == (before, after)


@given(single(), TEXTS)
def test_a_new_text(written: Written, text: str) -> None:
    """The front matter stays, and blank lines around the text."""
    made = changed(written.data, PATH, 0, Change(text=text))
    before, after = written.around("text")
    assert made.startswith(before)
    assert made.endswith(after)
    assert text_of(made, PATH, 0) == text


@given(several(), QUOTES, st.data())
def test_a_new_quote_among_others(written: Written, quote: str, data: st.DataObject) -> None:
    """In a file of several notes only the blockquote of the one is another, and ids that keep permalinks."""
    number = data.draw(st.integers(0, len(notes(written.data)) - 1))
    selector = Selector(
        quote,
        data.draw(st.sampled_from(["", "avant", "l'"])),
        data.draw(st.sampled_from(["", "après", ", fin"])),
    )
    made = changed(written.data, PATH, number, Change(selector=selector))
    before, after = written.around(f"passage{number}")
    without_new_ids = re.sub(rb" ?: 17303-n4-[a-z0-9-]+", b"", made)
    assert without_new_ids.startswith(before)
    assert without_new_ids.endswith(after)
    assert [note.slug for note in notes(made)] == [note.slug for note in notes(written.data)]
    meta = notes(made)[number].meta
    assert (meta.quote, meta.prefix or "", meta.suffix or "") == (
        selector.exact,
        selector.prefix,
        selector.suffix,
    )


@given(several(), TEXTS, st.data())
def test_a_new_text_among_others(written: Written, text: str, data: st.DataObject) -> None:
    """In a file of several notes only the text of the one is another."""
    number = data.draw(st.integers(0, len(notes(written.data)) - 1))
    made = changed(written.data, PATH, number, Change(text=text))
    before, after = written.around(f"text{number}")
    assert made.startswith(before)
    assert made.endswith(after)
    assert text_of(made, PATH, number) == text


@given(several(), st.data())
def test_a_new_heading(written: Written, data: st.DataObject) -> None:
    """Kind and id of a note among others stand in its heading; French kinds stay French."""
    number = data.draw(st.integers(0, len(notes(written.data)) - 1))
    made = changed(written.data, PATH, number, Change(keys={"kind": "claim", "id": "n9"}))
    before, _ = written.around(f"heading{number}")
    assert made.startswith(before)
    meta = notes(made)[number].meta
    assert (meta.kind, meta.id) == ("claim", "n9")
    assert (b"affirmation" in made) == (number == 0)


@given(several(), st.data())
def test_taking_a_note_away(written: Written, data: st.DataObject) -> None:
    """The others say what they said and keep their addresses; the one is whole in its own file."""
    old = notes(written.data)
    number = data.draw(st.integers(0, len(old) - 1))
    rest, alone = without(written.data, PATH, number)
    kept = [note for note in old if note.order != number]
    assert [(n.slug, n.meta.quote, n.body.html) for n in notes(rest)] == [
        (n.slug, n.meta.quote, n.body.html) for n in kept
    ]
    (gone,) = notes(alone)
    assert (gone.meta, gone.body.html) == (old[number].meta, old[number].body.html)


def test_keys() -> None:
    """Keys are changed, added in their place and taken out; lists keep what stays."""
    data = b'---\narticle: "1"\nkeywords: [a, "b"] # tags\nauthor: A # who\n---\nx\n'
    made = changed(
        data, PATH, 0, Change(keys={"tags": ("b", "c"), "author": None, "date": "2026-11", "draft": True})
    )
    assert made == b'---\narticle: "1"\ndate: 2026-11\ndraft: true\nkeywords: ["b", c] # tags\n---\nx\n'


SEVERAL = b"---\narticle: 1\nauthor: A\n---\n## question: n1\n\n> a\n\nx\n\n## claim\n\ny\n"


@pytest.mark.parametrize(
    ("data", "order", "change"),
    [
        (SEVERAL, 0, Change(keys={"author": "B"})),
        (SEVERAL, 0, Change(text="a\n\n## claim\n\nb")),
        (SEVERAL, 0, Change(selector=Selector("a == b"))),
        (SEVERAL, 2, Change(text="a")),
        (SEVERAL, 0, Change(keys={"kind": "nonsense"})),
        (SEVERAL, 0, Change(text="```\nnever closed")),
        (b"---\narticle: 1\n---\nx\n", 0, Change(text="## claim\n\nb")),
        (b"---\narticle: 1\n---\nx\n", 0, Change(keys={"id": "Not A Slug"})),
        (b"---\narticle: 1\n---\nx\n", 0, Change(keys={"colour": "red"})),
        (b"---\narticle: [1\n---\nx\n", 0, Change(text="a")),
        (b"no front matter\n", 0, Change(text="a")),
        (b"---\narticle: 1\n---\n\xff\n", 0, Change(text="a")),
        (b"---\narticle: 1\n---\nx\n", 0, Change(selector=Selector("…"))),
    ],
)
def test_what_cannot_be_changed(data: bytes, order: int, change: Change) -> None:
    """A change that would change something else, or make an error, is refused."""
    with pytest.raises(NotEditable):
        changed(data, PATH, order, change)


def test_a_note_without_passage_gets_one() -> None:
    """Among others, and alone."""
    made = changed(SEVERAL, PATH, 1, Change(selector=Selector("z", "w", "")))
    assert made == SEVERAL.replace(b"## claim\n\ny\n", b"## claim: 17303-n4-claim\n\n> w ==z==\n\ny\n")
    made = changed(b"---\narticle: 1\n---\nx\n", PATH, 0, Change(selector=Selector("z")))
    assert made == b'---\narticle: 1\nquote: "z"\n---\nx\n'


KEYED = b"---\narticle: 1\n---\n## claim\n\n> a b\n\n```yaml\ntags: [x] # why\n```\n\ny\n"


def test_keys_of_its_own_stay() -> None:
    """A new passage and a new text leave the note's block of keys, and its permalink, as they are."""
    made = changed(KEYED, PATH, 0, Change(selector=Selector("c d"), text="z"))
    expected = KEYED.replace(b"## claim", b"## claim: 17303-n4-a-b").replace(b"> a b", b"> c d")
    assert made == expected.replace(b"\n\ny\n", b"\n\nz\n")
