"""The article file: readable for editors, and exactly what was read."""

import html
import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dossierpress.diagnostics import errors
from dossierpress.importing.article import base_name, free_id, free_name, plain_slug, text, values
from dossierpress.importing.draft import Draft, Field
from dossierpress.importing.escape import escape
from dossierpress.markup.markdown import render
from dossierpress.model.source import SourcePath
from dossierpress.schema.emit import entry, scalar
from dossierpress.schema.yaml import read as read_yaml
from tests.importing.conftest import read
from tests.importing.pages import page

HOSTILE = (
    "a: b",
    "a:b",
    "a #b",
    "#b",
    "@a",
    "- a",
    "-a",
    "'a'",
    '"a"',
    "[a]",
    "{a}",
    "*a",
    "&a",
    "!a",
    "%a",
    "|",
    ">",
    "?",
    "? a",
    "no",
    "No",
    "yes",
    "y",
    "N",
    "on",
    "OFF",
    "true",
    "False",
    "null",
    "~",
    "",
    " ",
    " a",
    "a ",
    "1:30",
    "2015-12-14",
    "017303",
    "17303",
    "1e3",
    "0x1F",
    ".5",
    "-1",
    "=",
    "<<",
    ".inf",
    "NaN",
    "a\nb",
    "a\tb",
    "\u0085",
    "a\u0085b",
    "a\u2028b",
    "\ufeffa",
    "🌊 crue",
    "C'est l'été",
    'Il dit "non"',
    "back\\slash",
    "a: 'b' \"c\" # d",
    "---",
    "...",
    "--- a",
    "`a`",
    "Lavrov-Kerry: un dialogue?",
    "«\u202fQuoi\u202f?\u00a0»",
    "a,b",
    "\u200fעברית",
    "ends with colon:",
    "x" * 2000,
    "\x7f",
    "\x00",
    "\x1b[0m",
    "\ud7ff",
    "\ue000",
    "\ufffe",
    "\U0001f1eb\U0001f1f7",
    "- ",
    ": a",
    "!!str a",
    "a\\n",
    "null ",
)


def _both(value: str | None) -> list[object]:
    """What our strict reader and PyYAML's safe one make of a value."""
    line = entry("title", value)
    ours = read_yaml(line, path=SourcePath("x.md"))
    assert errors(ours.diagnostics) == []
    return [ours.values["title"], yaml.safe_load(line)["title"]]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values(value: str) -> None:
    """Every text comes back the same from two readers of YAML, on one line."""
    assert _both(value) == [value, value]
    assert scalar(value).count("\n") == 0


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_any_value(value: str) -> None:
    """Holds for any text."""
    assert _both(value) == [value, value]


def test_nothing() -> None:
    """A missing headline is written as null."""
    assert entry("title", None) == "title: null\n"
    assert _both(None) == [None, None]


@pytest.mark.parametrize(
    "value", ["C'est l'été", "Groupe international de soutien (GIS)", "États-Unis", "John Kerry"]
)
def test_plain_where_safe(value: str) -> None:
    """Ordinary titles and tags stand without quotes."""
    assert scalar(value) == value


TEXTS = (
    "+ un",
    "- un",
    "* un",
    "1. un",
    "12) un",
    "# un",
    "###### un",
    "> un",
    "===",
    "---",
    "***",
    "- - -",
    "____",
    "```",
    "~~~ a",
    "a *b* c",
    "a **b** c",
    "a_b_c",
    "_a_ b",
    "5 * 3 * 2",
    "5*3",
    "a [b](c) d",
    "[a]: http://b",
    "[a][b]",
    "[^1] a",
    "[^1]: a",
    "^[note]",
    "[[Lavrov]]",
    "![a](b)",
    "<b>a</b>",
    "<http://a.fr>",
    "a < b > c",
    "&amp; &lt; &#39;",
    "AT&T",
    "a\\*b",
    "\\",
    "a\\",
    "`a`",
    "``",
    "==a==",
    "~~a~~",
    "%%a%%",
    "a ^b1",
    ": a",
    "~ a",
    "| a | b |",
    "[ ] a",
    "[x] a",
    "{#a .b}",
    "+un réglage+ fini",
    "http://a.fr/_b_c_",
    "a  b",
    "snake_case_word et_un",
    "***",
    "*",
    "**",
    "* *",
    "_",
    "a*",
    "*a",
    "[",
    "]",
    "](",
    "[!note] a",
    "<!-- a -->",
    "<script>alert(1)</script>",
    "&nbsp;",
    "\\[a]",
    "a ==",
    "100 % %",
    "#tag",
    "1.5 a",
    "1986. Une année",
    "« + »",
)


def _shown(markdown: str) -> tuple[str, int]:
    """The text a reader sees, and in how many blocks."""
    body, found = render(markdown, path=SourcePath("x.md"))
    assert found == ()
    return body.text, len(body.blocks)


@pytest.mark.parametrize("paragraph", TEXTS)
def test_markup_is_shown_as_text(paragraph: str) -> None:
    """What would be markup is escaped: the page shows the text, in one paragraph, and no tag but its own."""
    assert _shown(escape(paragraph)) == (paragraph, 1)
    body, _ = render(escape(paragraph), path=SourcePath("x.md"))
    assert html.unescape(re.fullmatch(r"<p>(.*)</p>\n?", body.html, re.DOTALL)[1]) == paragraph  # type: ignore[index]


SIGNS = st.text(alphabet="ab1 \\`*_[]()<>&;#!+-=~^:%|.{}\"'/é", min_size=1, max_size=24)


@settings(max_examples=600)
@given(SIGNS.map(str.strip).filter(bool))
def test_any_signs(paragraph: str) -> None:
    """Holds for any mixture of Markdown's characters."""
    shown, blocks = _shown(escape(paragraph))
    assert (shown.split(), blocks) == (paragraph.split(), 1)


@pytest.mark.parametrize(
    "paragraph",
    [
        "+un réglage des montres+ a eu lieu",
        "5 * 3",
        "snake_case",
        "AT&T",
        "a < b",
        "Voir [1] et (2).",
        "C'est #1 - ou + ?",
        "50 %",
    ],
)
def test_no_backslash_without_need(paragraph: str) -> None:
    """Characters that mean nothing where they stand are left alone."""
    assert escape(paragraph) == paragraph


def test_the_whole_file() -> None:
    """Keys come in a fixed order; the body follows after a blank line."""
    draft = read(page())
    written = text(values(draft, id_="48213", raw="raw/page.txt"), "Un texte.\n")
    keys = [line.partition(":")[0] for line in written.splitlines() if re.match(r"[a-z]", line)]
    assert keys == ["title", "id", "lang", "section", "source", "image", "tags", "related", "review"]
    assert written.endswith("---\n\nUn texte.\n")
    assert 'id: "48213"' in written


def _draft(**fields: str) -> Draft:
    made = tuple(Field(name=name, value=value, rule="") for name, value in fields.items())
    return Draft(name="x", sha256="", encoding="utf-8", fields=made, paragraphs=("Un texte.",))


def test_file_names() -> None:
    """Date and slug; without a date the slug; without a title the id."""
    assert base_name(_draft(title="L'été", date="2015-12-14"), id_="17303") == "2015-12-14-l-ete"
    assert base_name(_draft(title="L'été"), id_="17303") == "l-ete"
    assert base_name(_draft(), id_="17303") == "article-17303"


@pytest.mark.parametrize("taken", ["l-ete", "2016-01-01-l-ete", "L-ETE", "2015-12-14-l-ete"])
def test_names_never_collide(taken: str) -> None:
    """Two articles get two addresses, whatever their dates and the case of their names."""
    assert free_name("2015-12-14-l-ete", {plain_slug(taken)}, id_="17303") == "2015-12-14-l-ete-17303"
    assert free_name("2015-12-14-l-ete", {"l-hiver"}, id_="17303") == "2015-12-14-l-ete"


def test_ids() -> None:
    """The page's counter; else five digits from the text, the same each time, the next free when taken."""
    assert free_id(_draft(id="17303"), set()) == ("17303", "")
    made, rule = free_id(_draft(), set())
    assert re.fullmatch(r"[1-9]\d{4}", made)
    assert "no number" in rule
    assert free_id(_draft(), set())[0] == made
    second, _ = free_id(_draft(), {made})
    assert int(second) == int(made) + 1 or second == "10000"
    other, why = free_id(_draft(id="17303"), {"17303"})
    assert other == made
    assert "17303 belongs to another article" in why
