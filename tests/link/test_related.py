"""Articles near one another: explicit links, links back, rare topics, dates; and why."""

from tests.link.dossier import article, entity, site_of

Near = list[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]]


def _near(id_: str, *files: dict[str, str], related_items: int = 5) -> Near:
    """The neighbours of an article: slug and reasons."""
    return [
        (found.article.slug, found.reasons)
        for found in site_of(*files, related_items=related_items).related[id_]
    ]


def test_the_order_of_reasons() -> None:
    """A link weighs more than a link back, that more than a shared topic, that more than the same day."""
    files = (
        article("10001", "Lui", "Voir [[Cité]].", tags="[crues]", date="2015-12-14"),
        article("10002", "Cité", date="2010"),
        article("10003", "Citant", "Voir [[Lui]].", date="2010"),
        article("10004", "Parent", tags="[crues]", date="2010"),
        article("10005", "Parent du jour", tags="[crues]", date="2015-12-14"),
        article("10006", "Du jour", date="2015-12-14"),
    )
    assert _near("10001", *files) == [
        ("a10002", (("cites", ()),)),
        ("a10003", (("cited-by", ()),)),
        ("a10005", (("shares", ("crues",)), ("same-day", ()))),
        ("a10004", (("shares", ("crues",)),)),
    ]


def test_read_also_is_a_link_and_goes_both_ways() -> None:
    """The title printed below an article counts as its link, and as a link back for the other."""
    files = (article("10001", "Un", related="[Deux]"), article("10002", "Deux"))
    assert _near("10001", *files) == [("a10002", (("cites", ()),))]
    assert _near("10002", *files) == [("a10001", (("cited-by", ()),))]


def test_links_to_one_another() -> None:
    """Two articles that cite each other say both."""
    files = (article("10001", "Un", "[[Deux]]"), article("10002", "Deux", "[[Un]] [[Un]]"))
    assert _near("10001", *files) == [("a10002", (("cites", ()), ("cited-by", ())))]


def test_rare_topics_weigh_more() -> None:
    """A topic of two articles brings them nearer than one of four; one that all have says nothing."""
    files = (
        article("10001", "Un", tags="[rare, commun, tous]"),
        article("10002", "Deux", tags="[commun, tous]"),
        article("10003", "Trois", tags="[commun, tous]"),
        article("10004", "Quatre", tags="[rare, tous]"),
        article("10005", "Cinq", tags="[commun, tous]"),
        article("10006", "Six", tags="[tous]"),
    )
    assert _near("10001", *files) == [
        ("a10004", (("shares", ("rare",)),)),
        ("a10002", (("shares", ("commun",)),)),
        ("a10003", (("shares", ("commun",)),)),
        ("a10005", (("shares", ("commun",)),)),
    ]


def test_an_entity_named_and_an_entity_tagged_are_shared() -> None:
    """One article bears the tag, another names the person in its text: the same topic, counted once."""
    files = (
        article("10001", "Un", "Anne Dorval a parlé.", tags="[A. Dorval]"),
        article("10002", "Deux", "Hier, Anne Dorval s'est tue."),
        article("10003", "Trois"),
        entity("Anne Dorval", aliases="[A. Dorval]"),
    )
    assert _near("10001", *files) == [("a10002", (("shares", ("Anne Dorval",)),))]


def test_the_limit() -> None:
    """No more than asked for, and the same ones whatever the order of the files."""
    files = [article(f"1000{n}", f"Titre {n}", tags="[crues]") for n in range(1, 8)]
    files.append(article("10009", "Autre"))
    shown = [slug for slug, _ in _near("10001", *files, related_items=3)]
    assert shown == ["a10002", "a10003", "a10004"]
    assert shown == [slug for slug, _ in _near("10001", *files[::-1], related_items=3)]
    assert _near("10009", *files) == []
