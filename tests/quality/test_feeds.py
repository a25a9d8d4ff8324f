"""The feeds of the demonstration site keep the rules of their formats."""

import json
from pathlib import Path

import pytest

from dossierpress.publish.internal import Checker
from tests.quality.feeds import addresses, atom_errors, json_feed_errors

ENTRY = (
    "<entry><id>https://a.example/1</id><title>Un</title><updated>2026-11-23T00:00:00Z</updated>"
    '<author><name>A</name></author><link href="https://a.example/1"/>'
    '<content type="html">&lt;p&gt;x&lt;/p&gt;</content></entry>'
)
FEED = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><id>https://a.example/</id><title>Essai</title>'
    f'<updated>2026-11-23T00:00:00Z</updated><link rel="self" href="https://a.example/feed.xml"/>{ENTRY}</feed>'
)


def test_atom(demo_site: Path, base: str) -> None:
    """Every Atom feed is well-formed, follows the grammar, and links to pages that exist."""
    files = [path for path in demo_site.rglob("*.xml") if b"http://www.w3.org/2005/Atom" in path.read_bytes()]
    assert files, "the site has no feed"
    checker = Checker(demo_site, base)
    for file in files:
        data = file.read_bytes()
        assert atom_errors(data) == [], file
        assert [url for url in addresses(data) if not checker.resolves(url)] == [], file


def test_json_feed(demo_site: Path, base: str) -> None:
    """Every JSON feed has what the format asks for, and links to pages that exist."""
    records = {path: json.loads(path.read_bytes()) for path in demo_site.rglob("*.json")}
    feeds = {path: record for path, record in records.items() if "jsonfeed.org" in str(record)[:200]}
    assert feeds, "the site has no JSON feed"
    checker = Checker(demo_site, base)
    for path, feed in feeds.items():
        assert json_feed_errors(feed) == [], path
        urls = [feed["home_page_url"], feed["feed_url"], *(item["url"] for item in feed["items"])]
        assert [url for url in urls if not checker.resolves(url)] == [], path


def test_a_sound_feed_passes() -> None:
    """The rules complain about nothing that is right, not even about elements of other vocabularies."""
    assert atom_errors(FEED.encode()) == []
    foreign = FEED.replace("</feed>", '<x:y xmlns:x="urn:x">z</x:y></feed>')
    assert atom_errors(foreign.encode()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<title>Un</title>", ""),
        ("<title>Un</title>", "<title> </title>"),
        ("<id>https://a.example/</id>", ""),
        ("2026-11-23T00:00:00Z</updated><author>", "2026-11-23</updated><author>"),
        ("<author><name>A</name></author>", ""),
        ('rel="self"', 'rel="up"'),
        (ENTRY, ENTRY + ENTRY),
        ('type="html"', 'type="markdown"'),
        ("<content", "<published>2027-01-01T00:00:00Z</published><content"),
        ("<content", "<contents/><content"),
        ("<title>Essai", "<title>Essai &nbsp;"),
        ('<link href="https://a.example/1"/><content type="html">&lt;p&gt;x&lt;/p&gt;</content>', ""),
    ],
)
def test_the_rules_of_atom_notice(old: str, new: str) -> None:
    """One breach of a sound feed is found."""
    assert FEED.count(old) == 1
    assert atom_errors(FEED.replace(old, new).encode()) != []


ITEM = {
    "id": "1",
    "url": "https://a.example/1",
    "content_html": "<p>x</p>",
    "date_published": "2026-11-23T00:00:00Z",
}
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Essai",
    "home_page_url": "https://a.example/",
    "feed_url": "https://a.example/feed.json",
    "items": [ITEM],
}


def test_the_rules_of_json_feed_notice() -> None:
    """A sound feed passes; one without version, with doubled ids, an empty item or a wrong date does not."""
    assert json_feed_errors(JSON_FEED) == []
    assert json_feed_errors({**JSON_FEED, "version": "1"}) == ["version is '1'"]
    assert json_feed_errors({**JSON_FEED, "items": [ITEM, ITEM]}) == ["id '1' is used 2 times"]
    assert json_feed_errors({**JSON_FEED, "items": [{"id": "1"}]}) == ["1: no content"]
    wrong = {**ITEM, "date_published": "2026-11-23"}
    assert json_feed_errors({**JSON_FEED, "items": [wrong]}) == [
        "1: date_published is no RFC 3339 date: '2026-11-23'"
    ]
