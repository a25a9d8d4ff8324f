"""Tags and entities of one name are one page; names in texts; events and whom they are about."""

import pytest

from dossierpress.model.source import Slug, Url
from tests.link.dossier import article, entity, event, linked, note, said, site_of


def test_tag_and_entity_are_one_topic() -> None:
    """By any of the entity's names, in any case; the page is the entity's and gathers articles and notes."""
    site = site_of(
        article("10001", "Un", tags="[ETAT ISLAMIQUE, Daech]"),
        article("10002", "Deux", tags="[ИГИЛ]"),
        note("10002", tags="[État islamique]"),
        entity("État islamique", kind="organisation", aliases="[Daech, /ei/]", names="{ru: ИГИЛ}"),
    )
    (topic,) = site.topics
    assert (topic.name, topic.url, topic.count) == ("État islamique", "/reperes/etat-islamique/", 3)
    assert [a.meta.id for a in topic.tagged] == ["10001", "10002"]
    assert [n.url for n in topic.noted] == ["/10002/n1/"]
    assert site.topics_of[Url("/articles/a10001/")] == (topic,)


def test_a_plain_tag_is_spelt_as_most_often() -> None:
    """Spellings that differ in case or accents are one tag."""
    site = site_of(
        article("10001", "Un", tags="[etats-unis]"),
        article("10002", "Deux", tags="[États-Unis]"),
        article("10003", "Trois", tags="[États-Unis]"),
    )
    assert [(t.name, t.url, t.count) for t in site.topics] == [("États-Unis", "/themes/etats-unis/", 3)]


def test_slugs_of_tags_do_not_collide() -> None:
    """Two tags that only punctuation tells apart, and one that an entity's slug has, get numbers."""
    site = site_of(article("10001", "Un", tags="[C, C++, anne.dorval]"), entity("Anne Dorval"))
    assert [t.slug for t in site.topics] == ["anne-dorval", "anne-dorval-2", "c", "c-2"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Anne Dorval parle. Anne Dorval se tait.", 2),
        ("Anne Dorvale et Marianne Dorval parlent.", 0),
        ("« Anne Dorval », (Anne Dorval)…", 2),
        ("anne dorval", 0),
        ("Mme Dorval-Weiss parle.", 1),
        ("Dans [un lien Anne Dorval](https://example.org) et `Anne Dorval`.", 2),
        ("Le Groupe d’Anne, le Groupe d'Anne, le Groupe\u00a0d’Anne", 3),
        ("Le Groupe d'Anne Dorval", 1),
    ],
)
def test_mentions(text: str, count: int) -> None:
    """Whole words, as written but for the kind of apostrophe and space; the longest name that fits."""
    site = site_of(
        article("10001", "Un", text), entity("Anne Dorval", aliases='[Mme Dorval, "Groupe d\'Anne"]')
    )
    assert sum(m.count for m in site.mentions.get(Slug("anne-dorval"), ())) == count
    assert [t.name for t in site.mentioned_in["10001"]] == ["Anne Dorval"][: min(count, 1)]


def test_a_name_that_is_no_whole_word_hides_no_shorter_one() -> None:
    """``Paris Sud`` is tried before ``Paris`` and does not end with the word: Paris is found."""
    site = site_of(
        article("10001", "Un", "Paris Sudiste et Paris Sud."), entity("Paris"), entity("Paris Sud")
    )
    counts = {slug: [m.count for m in found] for slug, found in site.mentions.items()}
    assert counts == {"paris": [1], "paris-sud": [1]}


def test_a_name_of_two_is_nobodys() -> None:
    """An alias that two entities bear tells nothing; a name of two letters is not looked for."""
    site = site_of(
        article("10001", "Un", "Dorval et UE."),
        entity("Anne Dorval", aliases="[Dorval, UE]"),
        entity("Karl Dorval", aliases="[Dorval]"),
    )
    assert site.mentions == {}


def test_mentions_are_ordered() -> None:
    """An entity's articles by number of mentions; an article's entities in the order of the text."""
    site = site_of(
        article("10001", "Un", "Weiss, puis Dorval."),
        article("10002", "Deux", "Dorval, Dorval."),
        entity("Dorval"),
        entity("Weiss"),
    )
    assert [m.article.meta.id for m in site.mentions[Slug("dorval")]] == ["10002", "10001"]
    assert [t.name for t in site.mentioned_in["10001"]] == ["Weiss", "Dorval"]
    first = site.mentions[Slug("dorval")][1]
    assert first.article.body.text[first.start : first.end] == "Dorval"


def test_events_belong_to_their_topics_and_articles() -> None:
    """Participants, place and tags, each once; in the order of time, an open start first."""
    site = site_of(
        article("10001", "Un", tags="[crues]"),
        entity("Anne Dorval", aliases="[Dorval]"),
        entity("Ville", kind="place"),
        event("vote", "2015-12-14", entities="[Dorval, Anne Dorval]", place="ville", tags="[crues]"),
        event("crue", "2015-12", articles='["10001"]'),
        event("avant", "../2016", place="Nulle part"),
    )
    assert [e.slug for e in site.events] == ["avant", "crue", "vote"]
    assert [t.name for t in site.topics_of[Url("/chronologie/#vote")]] == ["Anne Dorval", "Ville", "crues"]
    assert [e.slug for e in site.events_with[Url("/reperes/ville/")]] == ["vote"]
    assert [e.slug for e in site.events_of["10001"]] == ["crue"]


def test_whom_an_event_does_not_find() -> None:
    """A misspelt name or id would vanish from the page: a warning says where it stands."""
    found = linked(
        article("10001", "Un", tags="[crues]"),
        event("vote", entities="[Dorvall, crues]", articles='["10001", "10002"]'),
    )[1]
    assert said(found) == [("events/vote.md", 4, "event-unknown"), ("events/vote.md", 5, "event-unknown")]
    assert "'Dorvall'" in found[0].message
    assert "'10002'" in found[1].message


def test_no_two_documents_claim_the_same() -> None:
    """Ids, slugs and note ids: an error at the second, which names the first; a note needs its article."""
    found = linked(
        article("10001", "Un"),
        {"content/articles/b.md": "---\ntitle: Deux\nid: '10001'\nslug: a10001\n---\nTexte.\n"},
        note("10001", "n1"),
        {"content/notes/z.md": "---\narticle: 10001\nid: n1\n---\nNote.\n"},
        note("10009", "n2"),
    )[1]
    assert said(found) == [
        ("articles/b.md", 3, "duplicate-id"),
        ("articles/b.md", 4, "duplicate-slug"),
        ("notes/10009-n2.md", 2, "note-without-article"),
        ("notes/z.md", 3, "duplicate-note"),
    ]
    assert "content/articles/a10001.md:3" in found[0].message
    assert "10001" in found[2].hint
