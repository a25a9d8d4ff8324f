"""A reader proposes a note: the link to a new file on GitHub, without a script and with one."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.harness import golden
from tests.harness.browsing import browsing
from tests.harness.project import Project
from tests.harness.server import serving

pytestmark = pytest.mark.browser
LINK = "[data-propose]"
HOSTILE = 'Il a dit : "C\'est\\ça" — {{ 7*7 }} #1 & 100 % *vrai* [ok] {non} | > ` @ 👩🏽 עברית é'
SELECT = """([index, from, to]) => {
  const p = document.querySelectorAll('.prose > p')[index]
  const node = p.firstChild
  getSelection().setBaseAndExtent(node, from, to < 0 ? p : node, to < 0 ? p.childNodes.length : to)
}"""


def published(root: Path, **settings: str) -> Project:
    """A copy of the small dossier with ``settings``, built."""
    project = Project(root)
    for file in (golden.SITES / "small").rglob("*"):
        if file.is_file() and "expected" not in file.parts:
            project.write(file.relative_to(golden.SITES / "small").as_posix(), file.read_bytes())
    article = "content/articles/un-pont.md"
    escaped = HOSTILE.replace("\\", "\\\\").replace("*", "\\*").replace("[", "\\[").replace("`", "\\`")
    project.write(article, (root / article).read_text() + f"\n{escaped}\n\nUn mot. Un mot.\n")
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in settings.items())
    project.write("dossier.yaml", (root / "dossier.yaml").read_text() + lines)
    return project.build()


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A dossier with a repository."""
    root = tmp_path_factory.mktemp("proposals")
    return published(root, repository="https://github.com/o/r/", branch="edition/2")


@pytest.fixture
def page(dossier: Project, browser: Browser) -> Iterator[Page]:
    """The article; whatever it asks of another server fails the test."""
    with serving(dossier.output) as address, browsing(browser) as context:
        opened = context.new_page()
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(address + "articles/un-pont/")
        yield opened
        assert [url for url in asked if not url.startswith(address)] == []


def proposed(href: str | None) -> tuple[str, str]:
    """The name and the text of the file that the link begins."""
    parts = urlsplit(href or "")
    assert (parts.netloc, parts.path) == ("github.com", "/o/r/new/edition/2/content/notes")
    values = parse_qs(parts.query)
    return values["filename"][0], values["value"][0]


def note(dossier: Project, file: tuple[str, str]) -> dict[str, object]:
    """The note that the dossier has with that file in it, which has to be without a finding."""
    path = f"content/notes/{file[0]}"
    dossier.write(path, file[1])
    try:
        dossier.check("--strict").do("note", "list", "--format", "json")
        found: list[dict[str, object]] = json.loads(dossier.last.stdout)
        return next(note for note in found if note["file"] == path)
    finally:
        dossier.delete(path)


def test_the_plain_link(dossier: Project) -> None:
    """Without a script: a note on the whole article, which only needs its text."""
    from selectolax.lexbor import LexborHTMLParser

    links = LexborHTMLParser(dossier.read_output("articles/un-pont/index.html")).css(LINK)
    assert [link.text() for link in links] == ["Proposer une note"]
    assert links[0].attributes["rel"] == "external nofollow"
    file = proposed(links[0].attributes["href"])
    assert file[0] == "10101-note.md"
    assert "# quote:" in file[1]
    assert note(dossier, file)["state"] == "whole"


@pytest.mark.parametrize(
    ("where", "quote"),
    [
        ((0, 3, 8), "maire"),
        ((1, 4, 22), "travaux ont coûté "),
        ((1, 4, -1), None),
        ((2, 0, -1), HOSTILE),
        ((2, 11, 20), None),
        ((3, 8, 14), "Un mot"),
    ],
)
def test_a_selection_is_in_the_file(
    dossier: Project, page: Page, where: tuple[int, int, int], quote: str | None
) -> None:
    """Quote, prefix and suffix are written as YAML that says them exactly, and lead to the passage."""
    page.evaluate(SELECT, where)
    expect(page.locator(LINK)).to_have_text("Proposer une note sur ce passage")
    expect(page.locator(LINK)).to_be_in_viewport()
    file = proposed(page.locator(LINK).get_attribute("href"))
    assert file[0].startswith("10101-")
    assert "# quote:" not in file[1]
    found = note(dossier, file)
    assert found["state"] == "placed"
    if quote:
        assert found["quote"] == quote.strip()
    page.evaluate("getSelection().removeAllRanges()")
    expect(page.locator(LINK)).to_have_text("Proposer une note")
    assert "# quote:" in proposed(page.locator(LINK).get_attribute("href"))[1]


def test_only_where_it_works(tmp_path: Path) -> None:
    """Without a repository, or with one elsewhere, there is no such link; the words speak the page's language."""
    assert "data-propose" not in published(tmp_path / "none").read_output("articles/un-pont/index.html")
    other = published(tmp_path / "other", repository="https://gitlab.com/o/r")
    assert "data-propose" not in other.read_output("articles/un-pont/index.html")
    english = published(tmp_path / "english", repository="https://github.com/o/r", lang="en")
    assert ">Propose a note</a>" in english.read_output("articles/un-pont/index.html")
