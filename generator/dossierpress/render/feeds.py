"""Feeds, sitemap and robots: what programs read. Addresses in them are absolute."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from xml.etree import ElementTree as ET

from dossierpress.model.edtf import Edtf
from dossierpress.model.feed import Feed, FeedItem
from dossierpress.model.page import Artifact, Chrome, Page
from dossierpress.model.views import ArticleView
from dossierpress.render import standalone
from dossierpress.render.links import absolute

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"

#: The protocol's limit of addresses in one sitemap file.
SITEMAP_LIMIT = 50_000

#: What an entry without any date says: readers need one, and we do not make news newer than it is.
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

#: Characters XML 1.0 cannot hold; ElementTree would write them and no reader would accept the file.
_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def feed_artifacts(feed: Feed, chrome: Chrome) -> tuple[Artifact, Artifact]:
    """The feed as Atom (RFC 4287) and as JSON Feed 1.1."""
    folder, texts = feed.url.lstrip("/"), [_html(item, chrome) for item in feed.items]
    return (
        Artifact(f"{folder}feed.xml", _atom(feed, texts, chrome)),
        Artifact(f"{folder}feed.json", _json_feed(feed, texts, chrome)),
    )


def site_files(pages: Iterable[Page], chrome: Chrome) -> Iterator[Artifact]:
    """``robots.txt``, and the sitemap when the site's address is known."""
    sitemap = f"Sitemap: {chrome.base}sitemap.xml\n" if chrome.base else ""
    yield Artifact("robots.txt", f"User-agent: *\nAllow: /\n{sitemap}".encode())
    if chrome.base:
        yield from _sitemaps([page for page in pages if not page.noindex], chrome)


def _absolute(url: str, chrome: Chrome) -> str:
    return absolute(url, chrome.base)


def _html(item: FeedItem, chrome: Chrome) -> str:
    """The entry's text with absolute links; nothing a feed reader could not show."""
    return standalone.html(item.prose, item.url, lambda url: _absolute(url, chrome))


def _atom(feed: Feed, texts: Sequence[str], chrome: Chrome) -> bytes:
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": chrome.lang})
    _text(root, "title", feed.title)
    _text(root, "id", _absolute(feed.page, chrome))
    ET.SubElement(root, "link", {"rel": "self", "href": _absolute(f"{feed.url}feed.xml", chrome)})
    ET.SubElement(
        root, "link", {"rel": "alternate", "type": "text/html", "href": _absolute(feed.page, chrome)}
    )
    _text(root, "updated", _rfc3339(max((_instant(item) for item in feed.items), default=_LONG_AGO)))
    _text(ET.SubElement(root, "author"), "name", chrome.publisher or chrome.title)
    for item, text in zip(feed.items, texts, strict=True):
        _entry(ET.SubElement(root, "entry", {"xml:lang": item.lang}), item, text, chrome)
    return _xml(root)


def _entry(entry: ET.Element, item: FeedItem, text: str, chrome: Chrome) -> None:
    _text(entry, "title", item.title)
    _text(entry, "id", _absolute(item.url, chrome))
    ET.SubElement(
        entry, "link", {"rel": "alternate", "type": "text/html", "href": _absolute(item.url, chrome)}
    )
    _text(entry, "updated", _rfc3339(_instant(item)))
    if item.date and item.date.earliest:
        _text(entry, "published", _rfc3339(_midnight(item.date.earliest)))
    if item.author:
        _text(ET.SubElement(entry, "author"), "name", item.author)
    for tag in item.tags:
        ET.SubElement(entry, "category", {"term": _clean(tag)})
    _text(entry, "summary", item.summary)
    content = ET.SubElement(entry, "content", {"type": "html"})
    content.text = _clean(text)


def _json_feed(feed: Feed, texts: Sequence[str], chrome: Chrome) -> bytes:
    data: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": _absolute(feed.page, chrome),
        "feed_url": _absolute(f"{feed.url}feed.json", chrome),
        "language": chrome.lang,
        "authors": [{"name": chrome.publisher or chrome.title}],
        "items": [_json_item(item, text, chrome) for item, text in zip(feed.items, texts, strict=True)],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _json_item(item: FeedItem, text: str, chrome: Chrome) -> dict[str, Any]:
    fields = {
        "id": _absolute(item.url, chrome),
        "url": _absolute(item.url, chrome),
        "title": item.title,
        "summary": item.summary,
        "language": item.lang,
        "content_html": text,
        "date_published": _published(item.date),
        "date_modified": _rfc3339(_instant(item)),
        "authors": [{"name": item.author}] if item.author else None,
        "tags": list(item.tags),
    }
    return {
        key: value for key, value in fields.items() if value or key == "content_html"
    }  # which must be there


def _sitemaps(pages: Sequence[Page], chrome: Chrome) -> Iterator[Artifact]:
    """One file, or an index of several beyond the protocol's limit."""
    parts = [pages[i : i + SITEMAP_LIMIT] for i in range(0, max(len(pages), 1), SITEMAP_LIMIT)]
    if len(parts) == 1:
        yield Artifact("sitemap.xml", _sitemap(parts[0], chrome))
        return
    index = ET.Element("sitemapindex", {"xmlns": SITEMAP})
    for number, part in enumerate(parts, start=1):
        yield Artifact(f"sitemap-{number}.xml", _sitemap(part, chrome))
        _text(ET.SubElement(index, "sitemap"), "loc", _absolute(f"sitemap-{number}.xml", chrome))
    yield Artifact("sitemap.xml", _xml(index))


def _sitemap(pages: Iterable[Page], chrome: Chrome) -> bytes:
    root = ET.Element("urlset", {"xmlns": SITEMAP})
    for page in pages:
        entry = ET.SubElement(root, "url")
        _text(entry, "loc", _absolute(page.url, chrome))
        changed = _last_changed(page)
        if changed:
            _text(entry, "lastmod", changed.isoformat())
    return _xml(root)


def _last_changed(page: Page) -> date | None:
    when = (page.view.updated or page.view.date) if isinstance(page.view, ArticleView) else None
    return when.earliest if when else None


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = _clean(text)


def _clean(text: str) -> str:
    """Characters XML cannot hold become U+FFFD, so that readers see something was there."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _xml(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def _instant(item: FeedItem) -> datetime:
    when = item.updated or item.date
    day = when and (when.latest or when.earliest)
    return _midnight(day) if day else _LONG_AGO


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _published(when: Edtf | None) -> str | None:
    return _rfc3339(_midnight(when.earliest)) if when and when.earliest else None


def _rfc3339(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}".join(
        (f"{moment.date().isoformat()}T", "Z")
    )  # %Y does not fill up years below 1000
