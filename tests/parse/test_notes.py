"""Notes, one a file and several in one file: the same values, exact places."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossierpress.model.body import Body
from dossierpress.model.document import Note
from dossierpress.model.edtf import Edtf
from dossierpress.model.meta import NoteKind, Stance
from dossierpress.model.source import SourcePath
from tests.parse.reading import codes, places, read

HEAD = "---\narticle: 17303\nauthor: La rédaction\ndate: 2026-11-23\ntags: [ISSG]\n---\n"
SEVERAL = (
    HEAD
    + """## contexte : n1

> des propositions sur ==la composition de la
> délégation== de l'opposition

Première note.

## Question · n2

> un passage entier

Deuxième note, avec `==du code==` :

```python
## pas un titre
```

### Un sous-titre

## correction

Sur tout l'article.
"""
)


def notes(text: str, name: str = "17303-suite") -> list[Note]:
    """The notes of a sound file."""
    documents, found = read(f"content/notes/{name}.md", text)
    assert found == ()
    assert all(isinstance(document, Note) for document in documents)
    return [document for document in documents if isinstance(document, Note)]


def test_several_notes() -> None:
    """Each heading begins a note; its kind, id, passage and text are its own, the rest is the file's."""
    first, second, third = (note.meta for note in notes(SEVERAL))
    assert (first.kind, first.id) == (NoteKind.CONTEXT, "n1")
    assert (first.prefix, first.quote, first.suffix) == (
        "des propositions sur", "la composition de la délégation", "de l'opposition",
    )  # fmt: skip
    assert (second.kind, second.id, second.quote, second.prefix) == (
        NoteKind.QUESTION, "n2", "un passage entier", None,
    )  # fmt: skip
    assert (third.kind, third.id, third.quote) == (NoteKind.CORRECTION, None, None)
    for meta in (first, second, third):
        assert (meta.article, meta.author, meta.tags) == ("17303", "La rédaction", ("ISSG",))
        assert meta.date == Edtf.parse("2026-11-23")


def test_slugs_and_order() -> None:
    """A note is called by its id, else by its file and what it is about."""
    assert [(note.slug, note.order) for note in notes(SEVERAL)] == [
        ("n1", 0),
        ("n2", 1),
        ("17303-suite-correction", 2),
    ]
    unnamed = HEAD + "## source\n\na\n\n## claim\n\nb\n"
    assert [note.slug for note in notes(unnamed, "Été")] == ["ete-source", "ete-claim"]


def test_places_of_several_notes() -> None:
    """Every value of every note stands where its place says."""
    lines = SEVERAL.split("\n")
    for note in notes(SEVERAL):
        for key in ("prefix", "quote", "suffix", "id"):
            value = getattr(note.meta, key)
            if value:
                line, column = note.places[key]
                assert lines[line - 1][column - 1 :].startswith(value.split(" de la ")[0])
        line, column = note.places["kind"]
        assert lines[line - 1].startswith("## ")
        assert column == 4
        assert note.span().line == line
        assert str(note.span("author")) == "content/notes/17303-suite.md:3:9"


def test_bodies_of_several_notes() -> None:
    """Code that looks like a heading begins no note; deeper headings belong to the note."""
    first, second, third = notes(SEVERAL)
    assert first.body.text.split() == ["Première", "note."]
    assert "## pas un titre" in second.body.text
    assert [heading.text for heading in second.body.headings] == ["Un sous-titre"]
    assert third.body.text.strip() == "Sur tout l'article."


def test_findings_point_at_their_note() -> None:
    """What is wrong in the third note is found at its own lines, in its heading, passage and text."""
    text = HEAD + (
        "## context\n\nBien.\n\n"
        "## question: n2\n\n> a ==b==\n\nBien.\n\n"
        "## contexe: N 3\n\n> a == b\n\n<b>Mal</b>\n"
    )  # fmt: skip
    documents, found = read("content/notes/x.md", text)
    assert [document.slug for document in documents] == ["x-context", "n2"]
    assert places(found) == [
        (17, 4, "note-kind"), (17, 13, "meta-form"), (19, 1, "note-passage"), (21, 1, "markdown-html"),
    ]  # fmt: skip
    assert found[0].hint.startswith("did you mean contexte?")


def test_what_the_whole_file_lacks_is_said_once() -> None:
    """A missing article is one finding for the file, not one for each note."""
    documents, found = read("content/notes/x.md", "---\nauthor: A\n---\n## claim\n\na\n\n## claim\n\nb\n")
    assert documents == ()
    assert places(found) == [(2, 1, "meta-missing")]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("contexte", "context"), ("Question", "question"), ("CORRECTION", "correction"), ("source", "source"),
        ("traduction", "translation"), ("affirmation", "claim"), ("commentaire", "comment"),
        ("claim", "claim"), ("translation", "translation"), ("comment", "comment"), ("context ##", "context"),
    ],
)  # fmt: skip
def test_kinds_in_two_languages(word: str, kind: str) -> None:
    """A heading names a kind in English or French, whatever the case."""
    (note,) = notes(HEAD + f"## {word}\n\nTexte.\n")
    assert note.meta.kind == kind


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("Texte.\n\n## Un titre\n\nSuite.\n", 1),  # a heading that names no kind, not at the top
        ("Texte.\n\n### claim\n\nSuite.\n", 1),
        ("```\n## claim\n```\n", 1),
        ("~~~~\n```\n## claim\n~~~\n## claim\n~~~~\n", 1),
        ("    ## claim\n", 1),
        ("##claim\n", 1),
        ("> ## claim\n", 1),
        ("## claim\n\na\n\n## claim\n\nb\n", 2),
        ("\n\n  ##   claim  \n\na\n", 1),
    ],
)
def test_what_begins_a_note(body: str, count: int) -> None:
    """Only headings of level 2 that stand at the top, or name a kind, begin notes."""
    assert len(notes(HEAD + body)) == count


def test_a_file_with_a_quote_is_one_note() -> None:
    """Where the front matter says what the note is about, headings are headings."""
    head = HEAD.replace("author:", "quote: a\nauthor:")
    (note,) = notes(head + "## question\n\nTexte.\n")
    assert (note.meta.quote, note.meta.kind) == ("a", NoteKind.CONTEXT)
    assert [heading.text for heading in note.body.headings] == ["question"]


def test_text_before_the_first_note() -> None:
    """Text that belongs to no note is not lost without a word."""
    documents, found = read("content/notes/x.md", HEAD + "\nIntroduction.\n\n## claim\n\na\n")
    assert len(documents) == 1
    assert places(found) == [(8, 1, "note-outside")]


@pytest.mark.parametrize(
    ("passage", "parts"),
    [
        ("> a", (None, "a", None)),
        (">a", (None, "a", None)),
        ("> a ==b== c", ("a", "b", "c")),
        ("> ==b==c", (None, "b", "c")),
        ("> a\n>\n> ==b\n> c==", ("a", "b c", None)),
        ("   >  a ==  b == ", ("a", "b", None)),
    ],
)
def test_passages(passage: str, parts: tuple[str | None, str, str | None]) -> None:
    """Marks part the passage from the words around it; line breaks count as spaces."""
    (note,) = notes(HEAD + f"## claim\n\n{passage}\n\nTexte.\n")
    assert (note.meta.prefix, " ".join((note.meta.quote or "").split()), note.meta.suffix) == parts
    assert note.body.text.strip() == "Texte."


@pytest.mark.parametrize("passage", [">", "> ====", "> a ==b", "> ==a== ==b==", "> a == == b"])
def test_unclear_passages(passage: str) -> None:
    """A passage that is empty or marked twice is an error at its line."""
    documents, found = read("content/notes/x.md", HEAD + f"## claim\n\n{passage}\n\nTexte.\n")
    assert documents == ()
    assert places(found) == [(9, 1, "note-passage")]


texts = st.text(st.sampled_from("abé ,.'[]*\n"), min_size=1, max_size=30)
words = texts.map(lambda text: " ".join(f"m{text}".split()))
entries = st.tuples(
    st.sampled_from(list(NoteKind)),
    words | st.none(),
    words,
    words | st.none(),
    words.map(lambda text: f"Texte {text}."),
)


def _apart(number: int, entry: tuple[NoteKind, str | None, str, str | None, str]) -> Note:
    kind, prefix, quote, suffix, text = entry
    around = [f'prefix: "{prefix}"\n'] * bool(prefix) + [f'suffix: "{suffix}"\n'] * bool(suffix)
    keys = f'id: n{number}\nkind: {kind}\nquote: "{quote}"\n' + "".join(around)
    return notes(HEAD.replace("author:", keys + "author:") + text + "\n")[0]


def _together(found: list[tuple[NoteKind, str | None, str, str | None, str]]) -> list[Note]:
    sections = (
        f"## {kind}: n{number}\n\n> {prefix or ''} =={quote}== {suffix or ''}\n\n{text}\n\n"
        for number, (kind, prefix, quote, suffix, text) in enumerate(found)
    )
    return notes(HEAD + "".join(sections))


def _bare(note: Note) -> Note:
    """Without what says where the note stands."""
    whole = note.body
    body = Body(
        text=whole.text,
        blocks=whole.blocks,
        headings=whole.headings,
        references=tuple(replace(one, line=0, column=0) for one in whole.references),
        ids=whole.ids,
        path=whole.path,
        layer=whole.layer,
    )
    return replace(note, path=SourcePath(""), digest="", order=0, places={}, body=body)


@settings(max_examples=40)
@given(st.lists(entries, min_size=1, max_size=4))
def test_both_forms_give_the_same_notes(
    found: list[tuple[NoteKind, str | None, str, str | None, str]],
) -> None:
    """A note is the same in a file of its own and among others, but for where it stands."""
    apart = [_bare(_apart(number, entry)) for number, entry in enumerate(found)]
    assert [_bare(note) for note in _together(found)] == apart


@given(st.text(st.sampled_from("#> =:·`~-\nabcontext"), max_size=80))
def test_any_body_is_read(body: str) -> None:
    """Nothing is raised; findings lie within the file and have a code."""
    text = HEAD + body
    _, found = read("content/notes/x.md", text)
    assert all(1 <= one.span.line <= text.count("\n") + 1 for one in found)
    assert "" not in codes(found)


OWN = """```yaml
tags: [trêve]
sources: [{title: Communiqué}]
claim:
  statement: La trêve tient.
  by: Moscou
  stance: dément
  others: [{by: Ankara, stance: supports}]
```
"""


def test_keys_of_one_note_among_several() -> None:
    """A block of YAML below the passage holds keys of that note alone; the rest stays its text."""
    first, second = notes(
        HEAD + f"## claim: n1\n\n> un passage\n\n{OWN}\nTexte.\n\n## context: n2\n\nAutre.\n"
    )
    assert first.meta.tags == ("trêve",)
    assert [source.title for source in first.meta.sources] == ["Communiqué"]
    assert first.meta.claim is not None
    positions = [(position.by, position.stance) for position in first.meta.claim.positions]
    assert positions == [("Moscou", Stance.DENIES), ("Ankara", Stance.SUPPORTS)]
    assert first.body.text == "Texte."
    assert first.places["claim.by"] == (16, 7)
    assert (second.meta.tags, second.meta.claim) == (("ISSG",), None)


@pytest.mark.parametrize("fence", ["```python", "```", "~~~ text"])
def test_other_blocks_are_text(fence: str) -> None:
    """Only YAML is read, and only where it is closed."""
    (note,) = notes(HEAD + f"## claim: n1\n\n> un passage\n\n{fence}\ntags: [a]\n{fence[:3]}\n")
    assert note.meta.tags == ("ISSG",)
    assert "tags" in note.body.text
    (note,) = notes(HEAD + "## claim: n1\n\n> un passage\n\n```yaml\ntags: [a]\n")
    assert note.meta.tags == ("ISSG",)


def test_findings_in_the_keys_of_one_note() -> None:
    """They are found at their lines, in one file of several notes as in one of its own."""
    block = "```yaml\ntgas: [a]\nclaim: {by: A}\n```\n"
    _, found = read("content/notes/x.md", HEAD + f"## claim: n1\n\n> un passage\n\n{block}\nTexte.\n")
    assert places(found) == [(12, 1, "meta-unknown"), (13, 8, "meta-missing")]


def test_a_claim_in_another_note() -> None:
    """A claim in a note of another kind is a warning at its key; the note is read."""
    text = "---\narticle: 1\nkind: context\nclaim: {statement: a, by: b}\n---\nTexte.\n"
    documents, found = read("content/notes/x.md", text)
    assert len(documents) == 1
    assert places(found) == [(4, 1, "claim-elsewhere")]
    assert read("content/notes/x.md", text.replace("context", "claim"))[1] == ()
