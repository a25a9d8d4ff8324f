"""Front matter is taken off exactly, whatever the line ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.markup.frontmatter import read
from dossierpress.model.source import SourcePath

PATH = SourcePath("content/pages/x.md")


@pytest.mark.parametrize(
    ("text", "values", "body", "line"),
    [
        ("---\na: b\n---\nText", {"a": "b"}, "Text", 4),
        ("---\na: b\n---\n\n\nText\n", {"a": "b"}, "\n\nText\n", 4),
        ("---  \na: b\n---\t\nText", {"a": "b"}, "Text", 4),
        ("---\r\na: b\r\n---\r\nOne\r\nTwo", {"a": "b"}, "One\nTwo", 4),
        ("\ufeff---\na: b\n---\nText", {"a": "b"}, "Text", 4),
        ("---\na: b\n...\nText", {"a": "b"}, "Text", 4),
        ("---\na: b\n---", {"a": "b"}, "", 4),
        ("---\n---\nText", {}, "Text", 3),
        ("---\na: |\n  x\n\n  ----\n---\n---\nText", {"a": "x\n\n----\n"}, "---\nText", 7),
    ],
)
def test_split(text: str, values: dict[str, str], body: str, line: int) -> None:
    """What stands between the fences is read, the rest is body, and the body's first line is known."""
    front, found = read(text, PATH)
    assert found == ()
    assert (front.record.values, front.body, front.body_line) == (values, body, line)


@pytest.mark.parametrize(
    ("text", "line", "code", "word"),
    [
        ("", 1, "front-matter-missing", "no front matter"),
        ("Just a text.", 1, "front-matter-missing", "no front matter"),
        ("# Heading\n---\n", 1, "front-matter-missing", "no front matter"),
        ("\n\n---\na: b\n---\n", 3, "front-matter-missing", "before"),
        ("title: x\n---\n", 1, "front-matter-missing", "does not begin"),
        ("+++\na = 1\n+++\n", 1, "front-matter-missing", "not YAML"),
        ('{\n"a": 1\n}\n', 1, "front-matter-missing", "not YAML"),
        ("---toml\na = 1\n---\n", 1, "front-matter-missing", "not YAML"),
        ("----\na: b\n----\n", 1, "front-matter-missing", "no front matter"),
        (" ---\na: b\n---\n", 1, "front-matter-missing", "before"),
        ("---", 1, "front-matter-unclosed", "not closed"),
        ("---\na: b\n\nText without an end\n", 1, "front-matter-unclosed", "not closed"),
        ("---\na: b\n --- \n", 1, "front-matter-unclosed", "not closed"),
        ("---\n" + "a: b\n" * 30_000 + "---\n", 1, "front-matter-unclosed", "not closed"),
        ("---\n" + "a: b\n" * 15_000 + "---\n", 2, "yaml-size", "64 KiB"),
    ],
)
def test_missing_or_unclosed(text: str, line: int, code: str, word: str) -> None:
    """One finding says what the matter is, at the line it is about; nothing is taken for a key."""
    front, found = read(text, PATH)
    assert [(one.span.line, one.code) for one in found] == [(line, code)]
    assert word in found[0].message
    assert found[0].hint
    assert front.record.values == {}
    assert "" in front.record.broken


lines = st.lists(st.text(st.sampled_from("ab #:-é\t"), max_size=12), max_size=6)


@given(lines, st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_line_is_lost(body: list[str], end: str) -> None:
    """The body is what stands below the fence, line by line, at its own line numbers."""
    text = end.join(["---", "title: x", "---", *body])
    front, _ = read(text, PATH)
    whole = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert front.body.split("\n") == (whole[3:] or [""])
    assert whole[front.body_line - 1 :] == whole[3:]


@given(st.text(max_size=80))
def test_any_text_is_split(text: str) -> None:
    """Nothing is raised; findings lie within the file."""
    front, found = read(text, PATH)
    assert front.body_line >= 1
    assert all(1 <= one.span.line <= text.count("\n") + text.count("\r") + 1 for one in found)
