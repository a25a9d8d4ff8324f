"""Quotes that lead nowhere or anywhere: always a located finding, never a crash, never a wrong mark."""

import json

import pytest

from tests.harness.project import Project

NOTE = '---\narticle: "48213"\nid: n1\nquote: {}\n---\nText of the note.\n'
SEVERAL = (
    '---\narticle: "48213"\n---\n## context: n1\n\n> {}\n\nText of the note.\n\n## question: n2\n\nSound.\n'
)
PATH = "content/notes/n.md"
LONG = "words" * 1000

#: Name, quote, code of the finding, whether it is an error, what `note new` says.
CASES = {
    "nowhere": ("the tunnel was never dug", "note-orphan", False, "not in article 48213"),
    "twice": ("opened again", "note-ambiguous", False, "stand 2 times"),
    "in another article": ("sold his boat to the museum", "note-orphan", False, "it is in article 48214"),
    "empty": ("", "note-passage", True, "empty"),
    "spaces": (" \u00a0 ", "note-passage", True, "empty"),
    "too long": (LONG, "note-passage", False, "5000 characters"),
    "punctuation": ("…?!", "note-passage", True, "only punctuation"),
    "punctuation of the article": ('",', "note-passage", True, "only punctuation"),
    "control characters": ("old\x07 bridge\x00", "note-passage", True, "control character U+0007"),
    "invisible characters": ("\u200b\u2060", "note-passage", True, "only punctuation"),
}


def marks(project: Project) -> int:
    """How many passages the article's page marks."""
    return project.read_output("articles/the-old-bridge/index.html").count("<mark")


def codes(project: Project) -> list[tuple[str, int, str]]:
    """File, line and code of every finding of ``dossier check``."""
    result = project.run("check", "--format", "json")
    return [(found["path"], found["line"], found["code"]) for found in json.loads(result.stdout)]


@pytest.mark.parametrize("case", CASES)
def test_one_note_a_file(bridge: Project, case: str) -> None:
    """The finding stands at the quote, in check and in build; nothing is marked that was not meant."""
    quote, code, fatal, _ = CASES[case]
    bridge.write(PATH, NOTE.format(json.dumps(quote)))
    assert (PATH, 4, code) in codes(bridge)
    bridge.build(exit_code=int(fatal))
    assert f"{PATH}:4:" in bridge.last.text
    if not fatal:
        assert marks(bridge) == (1 if case == "twice" else 0)


@pytest.mark.parametrize("case", CASES)
def test_several_in_a_file(bridge: Project, case: str) -> None:
    """The same in a file of several notes; the sound one of them has no finding."""
    quote, code, fatal, _ = CASES[case]
    bridge.write(PATH, SEVERAL.format(quote))
    assert (PATH, 6, code) in codes(bridge)
    assert all(line == 6 for _, line, _ in codes(bridge))
    bridge.build(exit_code=int(fatal))
    if not fatal:
        assert marks(bridge) == (1 if case == "twice" else 0)


@pytest.mark.parametrize("case", CASES)
def test_a_new_note(bridge: Project, case: str) -> None:
    """``note new`` says what is wrong, and writes nothing."""
    quote, _, _, said = CASES[case]
    result = bridge.run("note", "new", "48213", "--quote", quote, "--text", "x")
    assert (result.exit_code, said in result.stderr) == (1, True), result.text
    assert not (bridge.root / "content/notes").exists()


def test_a_quote_of_the_other_article_says_so(bridge: Project) -> None:
    """The finding names the article that has these words."""
    bridge.write(PATH, NOTE.format('"sold his boat to the museum"')).check()
    assert "article 48214 has these words" in bridge.last.stderr


def test_a_long_quote_that_is_there(bridge: Project) -> None:
    """More than 4,000 characters are found, with a warning."""
    bridge.change("content/articles/2015-12-15-the-ferry.md", "on Sundays.", f"on Sundays. {LONG}")
    bridge.write(PATH, NOTE.replace("48213", "48214").format(json.dumps(LONG))).build()
    assert (PATH, 4, "note-passage") in codes(bridge)
    assert "<mark" in bridge.read_output("articles/the-ferry/index.html")
