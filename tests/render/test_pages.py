"""Every template, filled: the same bytes each time, relative links, nothing that content can break out of."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from dossierpress.importing import article as importing
from dossierpress.model.body import Body
from dossierpress.model.card import Prose
from dossierpress.model.edtf import Edtf
from dossierpress.model.meta import Citation, Image, Origin
from dossierpress.model.page import Page
from dossierpress.model.parts import ReadAlsoView, WantedView
from dossierpress.model.views import ArticleView, TopicView
from dossierpress.render import render
from dossierpress.render.environment import environment
from tests.render.pages import BASE, article_page, pages, theme, topic_pages

PAGES = pages()
IDS = [page.url for page in PAGES]
POISON = (
    "</title></script><script>alert(1)</script><img src=x onerror=alert(1)>"
    '" onclick="alert(1)\' {{ 7*7 }} &amp; \u2028'
)
CODE = "javascript:alert(1)"
#: Fields that hold words of content; all others are addresses, keys or codes that the program makes itself.
WORDS = {
    "title", "summary", "kicker", "description", "publisher", "quote", "author", "sentence", "place_name", "name",
    "section", "license", "caption", "credit", "alt", "organisation",
}  # fmt: skip
LISTS = {"authors", "aliases", "review"}
ADDRESSES = {(Citation, "url"), (Origin, "url"), (Origin, "archive"), (Image, "src"), (ReadAlsoView, "url"),
             (WantedView, "url"), (TopicView, "website")}  # fmt: skip


def _html(page: Page) -> str:
    return render(page, theme()).data.decode()


def _poisoned(value: Any) -> Any:
    """The value with poison in every text of content and a script as every address of content."""
    if isinstance(value, tuple):
        return tuple(_poisoned(item) for item in value)
    if not is_dataclass(value) or isinstance(value, (Body, Edtf, Prose, Enum)):
        return value
    changed: dict[str, Any] = {}
    for name in (f.name for f in fields(value)):
        old = getattr(value, name)
        if (type(value), name) in ADDRESSES and old:
            changed[name] = CODE
        elif name in WORDS and isinstance(old, str) and old:
            changed[name] = old + POISON
        elif name in LISTS:
            changed[name] = tuple(text + POISON for text in old)
        else:
            changed[name] = _poisoned(old)
    return replace(value, **changed)  # type: ignore[type-var]  # a dataclass instance, as was asked above


def _nodes(html: str) -> Iterator[LexborNode]:
    root = LexborHTMLParser(html).root
    assert root
    yield from root.traverse()


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_content_cannot_break_out(page: Page) -> None:
    """Poisoned titles, names, quotes and addresses add no element and no attribute, in any sink."""
    clean, poisoned = (list(_nodes(_html(p))) for p in (page, _poisoned(page)))
    scripts = [
        [n.text() for n in nodes if n.tag == "script" and "json" not in (n.attributes.get("type") or "")]
        for nodes in (clean, poisoned)
    ]
    assert scripts[0] == scripts[1]
    assert [n.tag for n in poisoned if n.tag in ("img", "script")] == [
        n.tag for n in clean if n.tag in ("img", "script")
    ]
    own = {name for node in clean for name in node.attributes}
    assert {name for node in poisoned for name in node.attributes} <= own
    followed = [
        n.attributes.get(name) or "" for n in poisoned for name in ("href", "src", "action", "formaction")
    ]
    assert not [url for url in followed if url.lower().strip().startswith("javascript:")]
    assert not re.search(r"alert\(1\)' 49", _html(_poisoned(page)))


@pytest.mark.parametrize("page", [PAGES[1], PAGES[0]], ids=["article", "hub"])
def test_poison_arrives_as_text(page: Page) -> None:
    """Negative control: the poison is on the page, readable, so the test above looked at something."""
    html = _html(_poisoned(page))
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "{{ 7*7 }}" in html


def test_json_cannot_end_its_script() -> None:
    """The data for search engines come back whole, though they hold the end of a script element."""
    page = article_page()
    (script,) = (n for n in _nodes(_html(page)) if n.attributes.get("type") == "application/ld+json")
    assert json.loads(script.text()) == json.loads(page.jsonld)
    assert "</script" not in script.text()


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_links_work_at_every_depth(page: Page) -> None:
    """Every address on a page is relative, or leads out of the site, or is the canonical one; at the root and below."""
    for node in _nodes(_html(page)):
        for name in ("href", "src"):
            url = node.attributes.get(name) or ""
            if not url or urlsplit(url).scheme or url.startswith("#"):
                continue
            if page.url == "/404.html":  # shown at any depth: from the root of the site
                assert url.startswith(urlsplit(BASE).path)
                continue
            assert not url.startswith("/"), f"{url} on {page.url}"
            assert urljoin(BASE + page.url.lstrip("/"), url).startswith(BASE), f"{url} on {page.url}"


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_fragments_lead_to_something(page: Page) -> None:
    """Whatever a page links to on itself is there, and no id is given twice."""
    nodes = list(_nodes(_html(page)))
    ids = [n.attributes["id"] for n in nodes if n.attributes.get("id")]
    assert len(ids) == len(set(ids))
    links = {url[1:] for n in nodes if (url := n.attributes.get("href") or "").startswith("#")}
    assert links <= set(ids)


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_the_same_page_is_the_same_bytes(page: Page) -> None:
    """Rendering knows no clock, no order of hashing, no state."""
    assert render(page, theme()) == render(page, theme())


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_head(page: Page) -> None:
    """Language, direction, title, canonical address; pages that stand for others are not for search engines."""
    nodes = list(_nodes(_html(page)))
    html = next(n for n in nodes if n.tag == "html")
    assert (html.attributes["lang"], html.attributes["dir"]) == (
        page.lang,
        "rtl" if page.lang == "ar" else "ltr",
    )
    canonical = [n.attributes["href"] for n in nodes if n.attributes.get("rel") == "canonical"]
    assert canonical == [BASE + (page.canonical or page.url).lstrip("/")]
    robots = [n.attributes["content"] for n in nodes if n.attributes.get("name") == "robots"]
    assert robots == (["noindex"] if page.noindex else [])
    (title,) = (n.text() for n in nodes if n.tag == "title")
    assert title.strip(" –")
    graph = {
        n.attributes["property"] for n in nodes if (n.attributes.get("property") or "").startswith("og:")
    }
    assert page.noindex or {"og:title", "og:type", "og:url", "og:locale", "og:site_name"} <= graph


def test_feeds_are_announced_where_they_are() -> None:
    """A topic's page announces its own feed, relative to the page."""
    (link,) = (
        n for n in _nodes(_html(topic_pages()[0])) if n.attributes.get("type") == "application/atom+xml"
    )
    assert link.attributes["href"] == "feed.xml"


def test_french_spacing_on_the_page() -> None:
    """Spaces before tall signs are narrow and firm on French pages, untouched in Arabic ones."""
    html = _html(article_page())
    assert "«\u202favant l’été\u202f»" in html
    assert "1\u202f240\u00a0millions" in html
    assert "12\u202f%" in html


def test_passages_and_notes() -> None:
    """Every placed note has its mark, its marker and its box; notes without a passage stand below the text."""
    html = _html(article_page())
    nodes = list(_nodes(html))
    ids = {n.attributes["id"] or "" for n in nodes if n.attributes.get("id")}
    view = article_page().view
    keys = {note.key for note in view.notes}  # type: ignore[union-attr]
    placed = {note.key for note in view.notes if note.block >= 0}  # type: ignore[union-attr]
    assert keys <= ids
    assert {f"p-{key}" for key in placed} <= ids
    assert {f"ref-{key}" for key in placed} <= ids
    assert {i for i in ids if i.startswith("ref-")} == {f"ref-{key}" for key in placed}


def test_a_short_address_needs_no_script() -> None:
    """It has a visible link, a refresh and a canonical address."""
    html = _html(next(page for page in PAGES if page.template == "redirect.html"))
    assert '<a id="to" href="../articles/ecluse/">' in html
    assert 'http-equiv="refresh"' in html
    assert "../articles/ecluse/" in html.split('http-equiv="refresh"')[1][:80]


@pytest.mark.parametrize(
    ("lang", "said"),
    [("fr", "la date, le crédit de l’image, autre"), ("en", "the date, the picture’s credit, autre")],
)
def test_what_is_still_to_be_checked(lang: str, said: str) -> None:
    """Readers are told in the page's language; what an editor wrote there is shown as it is."""
    page = replace(article_page(), lang=lang)
    assert isinstance(page.view, ArticleView)
    doubtful = replace(page, view=replace(page.view, review=("date", "image.credit", "autre")))
    assert f"<dd>{said}</dd>" in _html(doubtful)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_field_an_import_may_doubt_has_a_name(lang: str) -> None:
    """All that an importer writes into front matter, and the text, can be named to readers."""
    module = environment(theme(), lang).get_template("words.html").module
    assert {*importing.KEYS, "body"} - {"review"} <= set(module.FIELDS)  # type: ignore[attr-defined]
