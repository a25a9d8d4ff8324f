"""A real annotation client reads what we write, on the page it is about; and we read what it writes."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, Page

from tests.annotations import client
from tests.conftest import DEMONSTRATION
from tests.harness.project import Project

pytestmark = pytest.mark.browser


@pytest.fixture
def article(browser: Browser, server: str, demo_site: Path) -> Iterator[Page]:
    """The article of the demonstration with the most notes, on a screen that shows all of it."""
    files = demo_site.glob("articles/*/annotations.jsonld")
    folder = max(files, key=lambda path: path.stat().st_size).parent
    with browser.new_context(viewport={"width": 1400, "height": 9000}, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(f"{server}{folder.relative_to(demo_site).as_posix()}/", wait_until="load")
        client.start(page)
        yield page


def test_highlights_stand_on_the_right_words(article: Page) -> None:
    """Every placed note is coloured exactly where its quote is, though boxes and markers stand in between."""
    loaded = client.load(article)
    assert len(loaded) >= 10
    for annotation in loaded:
        quote, _ = annotation["target"]["selector"]
        assert client.coloured(article, annotation["id"]) == quote["exact"]


@pytest.mark.parametrize(
    "words",
    [
        "principe de consensus au sein de l'ISSG",
        "décisions du 14 novembre…qui prévoient",  # across a note's mark and its marker
        "déclare le ministère.…En marge de la COP21",  # across two paragraphs
        "ce processus aboutisse.…Plusieurs divergences",  # across the box of a note
    ],
)
def test_what_the_client_makes_is_a_note_at_the_same_passage(
    article: Page, words: str, demo: Project, tmp_path: Path
) -> None:
    """Selected with the mouse, exported by the client, imported, built: the same words are marked."""
    made = client.annotate(article, words, "Une remarque.")
    copy = Project(tmp_path / "copy")
    for name in DEMONSTRATION:
        _copy(demo.root / name, copy.root / name)
    made["target"] = [{**target, "source": _published(article.url, copy)} for target in made["target"]]
    copy.write("made.jsonld", json.dumps([made])).do("import", "made.jsonld").build("--strict")
    exported = json.loads(copy.read_output("annotations.jsonld"))["first"]["items"]
    came = next(item for item in exported if "Une remarque." in item["body"][0]["value"])
    quote, _ = came["target"]["selector"]
    assert " ".join(quote["exact"].split()) == _joined(made)
    first, last = words.split("…", maxsplit=1)[0], words.rsplit("…", maxsplit=1)[-1]
    assert quote["exact"].startswith(first)
    assert quote["exact"].endswith(last)


def _joined(made: dict[str, Any]) -> str:
    """The words of an annotation the client may have cut in parts."""
    return " ".join("".join(target["selector"][0]["exact"] for target in made["target"]).split())


def _published(url: str, project: Project) -> str:
    """The address the page will have once it is published; the test has it from a server of its own."""
    base = yaml.safe_load((project.root / "dossier.yaml").read_text("utf-8"))["url"]
    return f"{base.rstrip('/')}{urlsplit(url).path}"


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy(source, target)
