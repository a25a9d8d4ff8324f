"""The rules of Atom (RFC 4287) and of JSON Feed 1.1."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lxml import etree

ATOM = {"a": "http://www.w3.org/2005/Atom"}
GRAMMAR = Path(__file__).with_name("atom.rng")
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def atom_errors(data: bytes) -> list[str]:
    """What is wrong with an Atom feed; an XML error is the only finding."""
    try:
        feed = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as problem:
        return [f"not XML: {problem}"]
    grammar = etree.RelaxNG(etree.parse(GRAMMAR))
    if not grammar.validate(feed):
        return [f"line {error.line}: {error.message}" for error in grammar.error_log]
    return [
        *_feed_errors(feed),
        *(error for entry in _all(feed, "a:entry") for error in _entry_errors(entry)),
    ]


def _feed_errors(feed: etree._Element) -> Iterable[str]:
    entries = _all(feed, "a:entry")
    if not _all(feed, "a:link[@rel='self']"):
        yield "no link to the feed itself"
    if not _all(feed, "a:author") and not all(_all(entry, "a:author") for entry in entries):
        yield "an entry has no author, nor has the feed"
    ids = Counter(entry.findtext("a:id", namespaces=ATOM) or "" for entry in entries)
    yield from _repeated(ids)


def _entry_errors(entry: etree._Element) -> Iterable[str]:
    name = entry.findtext("a:id", namespaces=ATOM)
    alternates = _all(entry, "a:link[not(@rel) or @rel='alternate']")
    if not _all(entry, "a:content") and not alternates:
        yield f"{name}: neither content nor a link to it"
    if not (entry.findtext("a:title", namespaces=ATOM) or "").strip():
        yield f"{name}: the title is empty"
    published = entry.findtext("a:published", namespaces=ATOM)
    if published and published > (entry.findtext("a:updated", namespaces=ATOM) or ""):
        yield f"{name}: published after it was updated"


def addresses(data: bytes) -> list[str]:
    """Every address an Atom feed links to."""
    return [str(url) for url in etree.fromstring(data).xpath("//a:link/@href", namespaces=ATOM)]


def _all(element: etree._Element, path: str) -> list[etree._Element]:
    found = element.xpath(path, namespaces=ATOM)
    assert isinstance(found, list)
    return [node for node in found if isinstance(node, etree._Element)]


def json_feed_errors(feed: dict[str, Any]) -> list[str]:
    """What is wrong with a JSON Feed."""
    found = [f"no {key}" for key in ("title", "home_page_url", "feed_url") if not _is_text(feed, key)]
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        found.append(f"version is {feed.get('version')!r}")
    items = feed.get("items")
    if not isinstance(items, list):
        return [*found, "items is not a list"]
    ids = Counter(str(item.get("id")) for item in items)
    found += _repeated(ids)
    return found + [f"{item.get('id')}: {error}" for item in items for error in _item_errors(item)]


def _repeated(ids: Counter[str]) -> Iterable[str]:
    return (f"id {key!r} is used {count} times" for key, count in ids.items() if count > 1)


def _item_errors(item: dict[str, Any]) -> Iterable[str]:
    if not _is_text(item, "id"):
        yield "id is not a text"
    if not (_is_text(item, "content_html") or _is_text(item, "content_text")):
        yield "no content"
    for key in ("url", "title", "summary", "language"):
        if key in item and not _is_text(item, key):
            yield f"{key} is not a text"
    for key in ("date_published", "date_modified"):
        if key in item and not DATE.fullmatch(str(item[key])):
            yield f"{key} is no RFC 3339 date: {item[key]!r}"
    if not all(_is_text(author, "name") for author in item.get("authors", [])):
        yield "an author has no name"
    if not all(isinstance(tag, str) and tag for tag in item.get("tags", [])):
        yield "a tag is not a text"


def _is_text(record: dict[str, Any], key: str) -> bool:
    return isinstance(record.get(key), str) and bool(record[key].strip())
