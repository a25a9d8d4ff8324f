"""Files of annotations made to do harm, or cut off, or simply wrong: located findings, never a crash."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossierpress.config import load
from dossierpress.diagnostics import Diagnostic
from dossierpress.importing.annotations import jsonfile
from dossierpress.importing.annotations.foreign import Said, Wording
from dossierpress.importing.annotations.jsonfile import MAX_DEPTH, Json
from dossierpress.importing.annotations.sniff import holds_annotations, read_annotations
from dossierpress.importing.annotations.wording import markdown
from dossierpress.importing.annotations.write import import_annotations, open_dossier
from dossierpress.markup.markdown import render
from dossierpress.model.source import SourcePath
from tests.annotations.test_import import ARTICLE, annotation, notes, row, take
from tests.harness.project import Project

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)
LARGE = settings(
    max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def canals(project: Project) -> Project:
    """A dossier with one article."""
    return project.write("content/articles/canaux.md", ARTICLE)


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of a value and of all that is in it."""
    yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(inner, (*path, key))


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    """The value at a path."""
    for key in path:
        value = value[key]
    return value


@given(VALUES, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_places(value: object, indent: int | str | None, ascii_: bool) -> None:
    """Whatever the JSON and however it is written, a place is where its value begins."""
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_)
    loaded = jsonfile.load(text.encode("utf-8", "surrogatepass"), "x")
    if isinstance(loaded, Diagnostic) or "\ufffd" in loaded.file.text:
        return
    lines = loaded.file.text.split("\n")
    for path in paths(loaded.value):
        span = loaded.file.span(path)
        rest = "\n".join([lines[span.line - 1][span.column - 1 :], *lines[span.line :]])
        if len(path) <= 6:
            assert json.JSONDecoder().raw_decode(rest)[0] == at(loaded.value, path)


DOCUMENTS = [
    annotation(
        created="2020-01-01T00:00:00Z", creator={"name": "A"}, body=[{"value": "x"}, "https://a.example/"]
    ),
    {"type": "AnnotationCollection", "first": {"items": [annotation()], "next": "x:2"}},
    {"rows": [row(), row(id="2", references=["AbC"])]},
]


@LARGE
@given(st.sampled_from(DOCUMENTS), st.data(), VALUES)
def test_any_value_may_be_anything(
    canals: Project, document: Any, data: st.DataObject, value: object
) -> None:
    """One value of a sound file replaced by any other: findings have a place, notes can be read."""
    changed = json.loads(json.dumps(document))
    path = data.draw(st.sampled_from([path for path in paths(document) if path]))
    at(changed, path[:-1])[path[-1]] = value
    project, _ = load(canals.root)
    outcome = import_annotations(open_dossier(project), json.dumps(changed).encode(), "in.json", dry_run=True)
    assert all(
        found.span.path and (found.span.line or found.code == "file-too-large")
        for found in outcome.diagnostics
    )


@pytest.mark.parametrize("document", DOCUMENTS)
def test_cut_off_anywhere(document: object) -> None:
    """A download that broke off is an error at the place it ends, never an article."""
    text = json.dumps(document, indent=1)
    for end in range(3, len(text) - 1, 7):
        assert holds_annotations(text[:end].encode(), "in.json")
        found = read_annotations(text[:end].encode(), "in.json").diagnostics
        assert [finding.code for finding in found] == ["annotation-file"]
        assert found[0].span.line


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1),
        b'{"type": "Annotation", "target": ' + b"9" * 10_000 + b"}",
        b'{"rows": 7}',
        b'{"a": 1}',
        b"7",
        b"null",
        b'"text"',
        b"",
        b"\xff\xfe\x00",
        b'{"rows": [' + b"1," * 500 + b"1]}",
    ],
)
def test_no_annotations(canals: Project, data: bytes) -> None:
    """Deep, wrong, empty: an answer in a sentence, and exit code 1 or a warning."""
    canals.write("in.json", data)
    result = canals.run("import", "in.json")
    assert result.exit_code in (0, 1)
    assert "in.json" in result.stderr
    assert len(result.stderr.splitlines()) <= 110
    assert not (canals.root / "content/raw").exists(), "it was taken for an article"


def test_too_large(canals: Project) -> None:
    """A file beyond the limit is refused before it is parsed."""
    data = json.dumps([annotation(body="x" * (17 << 20))])
    assert "file-too-large" in take(canals, data, exit_code=1)


def test_characters_no_file_may_hold(canals: Project) -> None:
    """Lone surrogates, controls and direction overrides go; the note can be read and built."""
    bad = "a\u0000b\ud800c\u202ed\u0085e\ufefff\u2028g\r\nh"
    target = {"source": "https://example.org/essai/10202/",
              "selector": {"type": "TextQuoteSelector", "exact": f"les écluses\u0007 {bad}"}}  # fmt: skip
    take(canals, annotation(body=bad, bodyValue=bad, creator=bad, target=target, id=f"x:{bad}"))
    text = (canals.root / "content/notes/10202-n1.md").read_text("utf-8")
    assert not set(text) & set("\x00\x07\ud800\u202e\x85\ufeff\u2028\r")
    canals.build()


def test_front_matter_cannot_be_forged(canals: Project) -> None:
    """No text ends the front matter, adds a key, or begins another note."""
    evil = "x\n---\ndraft: true\n## claim: n9\n> y"
    take(canals, annotation(creator=evil, body={"value": evil, "format": "text/markdown"}, id=f"x:{evil}"))
    canals.build()
    assert [path.name for path in (canals.output / "10202").iterdir() if path.is_dir()] == ["n1"]
    assert "<script" not in canals.read_output("10202/n1/index.html").split("<body")[1]


def test_a_quote_longer_than_any_note(canals: Project) -> None:
    """It is refused at its place; the others are imported."""
    target = {"source": "https://example.org/essai/10202/",
              "selector": {"type": "TextQuoteSelector", "exact": "mot " * 2_000}}  # fmt: skip
    printed = take(canals, [annotation(id="x:1", target=target), annotation()], exit_code=1)
    assert "annotation-refused" in printed
    assert notes(canals) == ["10202-n1.md"]


def test_many_bodies_and_tags(canals: Project) -> None:
    """Thousands of tags and nested choices are cut to what anyone would write."""
    choice: dict[str, Any] = {"value": "fin"}
    for _ in range(15):
        choice = {"items": [choice, choice]}
    tags = [{"value": f"t{n}", "purpose": "tagging"} for n in range(10_000)]
    take(canals, annotation(body=[choice, *tags]))
    text = (canals.root / "content/notes/10202-n1.md").read_text("utf-8")
    assert len(text) < 20_000


HTML = st.text(alphabet="ab *_`#>-+=~%^[]()!|\\<&1.:\n", max_size=30)


def shown(text: str) -> str:
    """The words a page would show of a Markdown text."""
    body, _ = render(text, path=SourcePath("x.md"))
    return " ".join(body.text.split())


@given(HTML)
def test_plain_text_shows_as_it_is(text: str) -> None:
    """Nothing in plain text becomes markup."""
    assert shown(markdown([Said(text, Wording.PLAIN)])) == " ".join(text.split())


@given(HTML)
def test_html_text_shows_as_it_is(text: str) -> None:
    """Nor does anything in the text of HTML."""
    from html import escape

    converted = markdown([Said(f"<p>{escape(text)}</p>".replace("\n\n", "</p><p>"), Wording.HTML)])
    assert shown(converted) == " ".join(text.split())


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<b>a</b><script>alert(1)</script><style>x</style>", "**a**\n"),
        ('<a href="javascript:alert(1)">a</a> <a href="/b">b</a> <a href="https://c.example/">c</a>',
         "a b [c](https://c.example/)\n"),
        ('<img src="x" onerror="alert(1)"><p onclick="x">p</p>', "p\n"),
        ("<iframe src='https://x.example'></iframe><svg><script>1</script></svg>t", "t\n"),
        ("<ul><li>a<ul><li>b</ul></ul>", "- a\n  - b\n"),
        ("<h2>a</h2><blockquote>b</blockquote><pre>c\n d</pre>", "## a\n\n> b\n\n```\nc\n d\n```\n"),
        ("<div>" * 5_000 + "deep" + "</div>" * 5_000, "deep\n"),
        ("", ""),
        ("<p> </p>", ""),
    ],
)  # fmt: skip
def test_html(html: str, expected: str) -> None:
    """Scripts and relative links go, structure stays."""
    assert markdown([Said(html, Wording.HTML)]) == expected


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"[Reuters] Un titre\n\nUn texte.", "a.txt", False),
        (b"{note} Un titre", "a.txt", False),
        (b'{"rows": []}', "-", True),
        (b'\xef\xbb\xbf [ {"id": 1}]', "a.txt", True),
        (b"plain", "a.JSON", True),
        (b"URL,Quote,Comment\n", "x", True),
        (b"URL;Prix\n", "x.csv", False),
        (b"", "x", False),
    ],
)
def test_what_is_taken_for_annotations(data: bytes, name: str, expected: bool) -> None:
    """JSON and the tables of Hypothesis are; articles that begin with a bracket are not."""
    assert holds_annotations(data, name) is expected


def test_wrong_types_are_missing(canals: Project) -> None:
    """A value of the wrong type has a line and a column, and nothing else is lost."""
    text = json.dumps([annotation(creator=[7, "Ada"], created=5)], indent=1)
    printed = take(canals, text)
    line = next(n for n, each in enumerate(text.splitlines(), 1) if each.strip() == "7,")
    assert f"in.jsonld:{line}:4: annotation-type here a text should stand, not a number" in printed
    assert "author: Ada" in (canals.root / "content/notes/10202-n1.md").read_text("utf-8")


def test_json_values_know_what_they_lack() -> None:
    """A missing key is nothing, not a finding."""
    loaded = jsonfile.load(b'{"a": null}', "x")
    assert isinstance(loaded, Json)
    assert (loaded.text("a"), loaded.text("b"), list(loaded.each("c"))) == ("", "", [])
    assert loaded.file.found == []
