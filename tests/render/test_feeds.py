"""Feeds and what else programs read: sound whatever the characters, absolute, honest about dates."""

import json
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.model.card import Link, Prose
from dossierpress.model.feed import Feed, FeedItem
from dossierpress.model.page import Page
from dossierpress.model.source import Url
from dossierpress.render import feeds
from dossierpress.render.feeds import ATOM, SITEMAP, feed_artifacts, site_files
from tests.quality.feeds import atom_errors, json_feed_errors
from tests.render.pages import BASE, CHROME, article_page, edtf, page, pages, prose

HOSTILE = "</title><script>alert('1')</script> & \" ' ]]> \x00\x08\x1b\ufffe\uffff \u2028 🌊 é \u202e"


def _feed(*items: FeedItem, title: str = "Essai") -> Feed:
    return Feed(url=Url("/themes/x/"), page=Url("/themes/x/"), title=title, items=items)


def _item(title: str = "Un", date: str | None = "2015-12-14", **rest: object) -> FeedItem:
    given = {"summary": "", "prose": prose("Texte."), "lang": "fr", **rest}
    return FeedItem(url=Url("/articles/un/"), title=title, date=date and edtf(date), **given)  # type: ignore[arg-type]


def _read(feed: Feed) -> tuple[ET.Element, dict[str, object]]:
    """Both forms, each sound by the rules of its format."""
    atom, json_feed = feed_artifacts(feed, CHROME)
    assert (atom.path, json_feed.path) == ("themes/x/feed.xml", "themes/x/feed.json")
    assert atom_errors(atom.data) == []
    record = json.loads(json_feed.data)
    assert json_feed_errors(record) == []
    return ET.fromstring(atom.data), record


def _texts(root: ET.Element, name: str) -> list[str]:
    return [element.text or "" for element in root.iter(f"{{{ATOM}}}{name}")]


def test_hostile_characters() -> None:
    """Markup stays text, what XML cannot hold becomes a sign that something was there; JSON keeps it all."""
    item = _item(HOSTILE, summary=HOSTILE, author=HOSTILE, tags=(HOSTILE,))
    root, record = _read(_feed(item, title=HOSTILE))
    shown = HOSTILE.translate(dict.fromkeys([0, 8, 0x1B, 0xFFFE, 0xFFFF], "\ufffd"))
    assert _texts(root, "title") == [shown, shown]
    assert _texts(root, "summary") == [shown]
    assert _texts(root, "name") == [CHROME.publisher, shown]
    assert root.find(f".//{{{ATOM}}}category[@term]").attrib["term"] == shown  # type: ignore[union-attr]
    assert record["title"] == HOSTILE
    assert record["items"][0]["title"] == HOSTILE  # type: ignore[index]


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_characters(text: str) -> None:
    """Whatever a title holds, both forms can be read, and hold no element it brought along."""
    atom, json_feed = feed_artifacts(_feed(_item(text, tags=(text,)), title=text or "x"), CHROME)
    root = ET.fromstring(atom.data)
    plain = ET.fromstring(feed_artifacts(_feed(_item("x", tags=("x",)), title="x"), CHROME)[0].data)
    assert [element.tag for element in root.iter()] == [element.tag for element in plain.iter()]
    assert json.loads(json_feed.data)["items"][0].get("title", "") == text


def test_the_text_has_absolute_links() -> None:
    """A reader shows it far from the site: links within it, to other pages and pictures are absolute."""
    text = prose(
        "[[Un]] et [plus bas](#bas), [dehors](https://example.org/?a=1&b=2), [[Perdu]].\n\n## Bas\n\n![P](p.png)",
        Link(Url("/articles/deux/#x"), "Deux"), Link(Url("#bas")), Link(Url(""), missing=True), Link(Url("/p.png")),
    )  # fmt: skip
    root, record = _read(_feed(_item(prose=text)))
    (html,) = _texts(root, "content")
    assert record["items"][0]["content_html"] == html  # type: ignore[index]
    assert f'<a href="{BASE}articles/deux/#x">Un</a>' in html
    assert f'<a href="{BASE}articles/un/#bas">plus bas</a>' in html
    assert 'href="https://example.org/?a=1&amp;b=2"' in html
    assert f'src="{BASE}p.png"' in html
    assert "Perdu" in html
    assert html.count("<a ") == 3


@pytest.mark.parametrize(
    ("date", "published", "updated"),
    [
        ("2015-12-14", "2015-12-14T00:00:00Z", "2015-12-14T00:00:00Z"),
        ("2015-12", "2015-12-01T00:00:00Z", "2015-12-31T00:00:00Z"),
        ("0800", "0800-01-01T00:00:00Z", "0800-12-31T00:00:00Z"),
        ("../2015", None, "2015-12-31T00:00:00Z"),
        ("2015/..", "2015-01-01T00:00:00Z", "2015-01-01T00:00:00Z"),
        (None, None, "1970-01-01T00:00:00Z"),
    ],
)
def test_dates(date: str | None, published: str | None, updated: str) -> None:
    """RFC 3339, also before the year 1000; nothing is called newer than it can be."""
    root, record = _read(_feed(_item(date=date)))
    assert _texts(root, "published") == ([published] if published else [])
    assert _texts(root, "updated") == [updated, updated]
    assert record["items"][0].get("date_published") == published  # type: ignore[index]


def test_an_empty_feed_is_one() -> None:
    """A topic without articles has a feed to follow all the same."""
    root, record = _read(_feed())
    assert _texts(root, "title") == ["Essai"]
    assert record["items"] == []


def test_an_entry_without_a_text_still_has_a_content() -> None:
    """The format asks for the key, and readers for a string."""
    record = json.loads(feed_artifacts(_feed(_item(prose=Prose())), CHROME)[1].data)
    assert record["items"][0]["content_html"] == ""


def _site_files(*shown: Page, base: str = BASE) -> dict[str, bytes]:
    from dataclasses import replace

    chrome = replace(CHROME, base=base)
    return {artifact.path: artifact.data for artifact in site_files(shown, chrome)}


def test_sitemap_and_robots() -> None:
    """Every page but those that are not for search engines; the day an article was changed."""
    files = _site_files(*pages())
    assert files["robots.txt"].decode().endswith(f"Sitemap: {BASE}sitemap.xml\n")
    root = ET.fromstring(files["sitemap.xml"])
    found = {
        entry.findtext(f"{{{SITEMAP}}}loc"): entry.findtext(f"{{{SITEMAP}}}lastmod")
        for entry in root.iter(f"{{{SITEMAP}}}url")
    }
    assert found.keys() == {BASE + p.url.lstrip("/") for p in pages() if not p.noindex}
    assert found[f"{BASE}articles/ecluse/"] == "2015-03-18"
    assert found[f"{BASE}themes/"] is None


def test_without_an_address() -> None:
    """There is no sitemap, as its addresses must be absolute, and robots.txt names none."""
    files = _site_files(article_page(), base="")
    assert files == {"robots.txt": b"User-agent: *\nAllow: /\n"}


def test_a_large_site_has_several_sitemaps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the protocol's limit an index leads to the parts, and no page is lost."""
    monkeypatch.setattr(feeds, "SITEMAP_LIMIT", 2)
    view = article_page().view
    files = _site_files(*(page(f"/x/{n}/", "article.html", "X", view) for n in range(5)))
    assert sorted(files) == ["robots.txt", *(f"sitemap-{n}.xml" for n in (1, 2, 3)), "sitemap.xml"]
    index = [e.text for e in ET.fromstring(files["sitemap.xml"]).iter(f"{{{SITEMAP}}}loc")]
    assert index == [f"{BASE}sitemap-{n}.xml" for n in (1, 2, 3)]
    urls = [
        e.text for n in (1, 2, 3) for e in ET.fromstring(files[f"sitemap-{n}.xml"]).iter(f"{{{SITEMAP}}}loc")
    ]
    assert urls == [f"{BASE}x/{n}/" for n in range(5)]
