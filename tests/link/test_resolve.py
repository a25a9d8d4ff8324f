"""Where a reference leads: the order of names, ambiguity, addresses, files, fragments."""

import pytest

from tests.link.dossier import article, entity, event, leads, linked, note, page, said, site_of

BASE = (
    article(
        "10001",
        "Le pont",
        "Texte.\n\n## Les travaux\n\nSuite.",
        aliases='["Le vieux pont", "/pont.html", "/vieux"]',
        tags="[crues, Ville]",
    ),
    article("10002", "Été à l'Œuvre", "Texte."),
    note("10001", quote="Texte"),
    entity("Anne Dorval", "Elle.", aliases='["A. Dorval", "/anne/"]', names="{ru: Анна Дорваль}"),
    entity("Ville", kind="place"),
    event("vote"),
    page("methode", "Comment.\n\n## Sources\n\nDeux."),
)


def _leads(target: str, *more: dict[str, str]) -> str:
    """Where ``target``, a link on the page ``/qui/``, leads; empty when it leads nowhere."""
    site, _ = linked(*BASE, *more, page("qui", f"Voir {target}."), assets=["content/plans/plan.png"])
    return leads(site, "/qui/")[0]


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("[[10001]]", "/articles/a10001/"),
        ("[[10001/n1]]", "/10001/n1/"),
        ("[[Le pont]]", "/articles/a10001/"),
        ("[[LE  PONT]]", "/articles/a10001/"),
        ("[[Le vieux pont]]", "/articles/a10001/"),
        ("[[ete a l’oeuvre]]", "/articles/a10002/"),
        ("[[a10002|celui-là]]", "/articles/a10002/"),
        ("[[Anne Dorval]]", "/reperes/anne-dorval/"),
        ("[[A. Dorval]]", "/reperes/anne-dorval/"),
        ("[[анна дорваль]]", "/reperes/anne-dorval/"),
        ("[[crues]]", "/themes/crues/"),
        ("[[Ville]]", "/reperes/ville/"),
        ("[[Le vote]]", "/chronologie/#vote"),
        ("[[vote]]", "/chronologie/#vote"),
        ("[[Page methode]]", "/methode/"),
        ("[[Le pont#Les travaux]]", "/articles/a10001/#les-travaux"),
        ("[[Le pont#n1]]", "/articles/a10001/#n1"),
        ("[x](../articles/a10001.md)", "/articles/a10001/"),
        ("[x](methode.md#Sources)", "/methode/#sources"),
        ("[x](/articles/a10001/#les-travaux)", "/articles/a10001/#les-travaux"),
        ("[x](/articles/a10001)", "/articles/a10001/"),
        ("[x](/10001/)", "/articles/a10001/"),
        ("[x](/10001/#n1)", "/articles/a10001/#n1"),
        ("[x](/vieux/)", "/articles/a10001/"),
        ("[x](/pont.html)", "/articles/a10001/"),
        ("[x](/anne/)", "/reperes/anne-dorval/"),
        ("[x](/chronologie/#vote)", "/chronologie/#vote"),
        ("[x](/reperes/)", "/reperes/"),
        ("[x](/feed.xml)", "/feed.xml"),
        ("[x](/themes/crues/feed.json)", "/themes/crues/feed.json"),
        ("[x](/sitemap.xml)", "/sitemap.xml"),
        ("[x](../plans/plan.png)", "/plans/plan.png"),
        ("![Plan](../plans/plan.png)", "/plans/plan.png"),
        ("![Plan](plan.png)", "/plans/plan.png"),
        ("![Plan](/plans/plan.png)", "/plans/plan.png"),
    ],
)
def test_it_leads_there(target: str, url: str) -> None:
    """Ids, titles, names in any script, aliases, slugs; addresses, old ones too; files; fragments."""
    assert _leads(target) == url


@pytest.mark.parametrize(
    ("target", "code", "hint"),
    [
        ("[[Le pnt]]", "broken-link", "did you mean [[Le pont]]?"),
        ("[[Anne Dorvall]]", "broken-link", "did you mean [[Anne Dorval]]?"),
        ("[[tout autre chose]]", "broken-link", "write the title, name or id"),
        ("[[Le pont#Rien]]", "broken-fragment", "name one of its headings"),
        ("[[#Rien]]", "broken-fragment", "name one of its headings"),
        ("[[10001/n9]]", "broken-link", "did you mean"),
        ("[x](/10001/#n9)", "broken-fragment", ""),
        ("[x](/rien/)", "broken-link", "[[…]]"),
        ("[x](rien.md)", "broken-link", "[[…]]"),
        ("[x](../../dossier.yaml)", "broken-link", ""),
        ("[x](../../../etc/passwd)", "broken-link", ""),
        ("![x](rien.png)", "missing-image", "content/"),
        ("![x](../../plan.png)", "missing-image", ""),
    ],
)
def test_it_leads_nowhere(target: str, code: str, hint: str) -> None:
    """An error where the link stands, with the nearest name as a suggestion."""
    site, found = linked(*BASE, page("qui", f"Voir {target}."), assets=["content/plans/plan.png"])
    assert said(found) == [("pages/qui.md", 4, code)]
    assert hint in found[0].hint
    assert leads(site, "/qui/") == [""]


def test_every_finding_of_every_file_is_told() -> None:
    """Three broken links in two files are three findings, each with its own line."""
    found = linked(page("a", "[[x]]\n\n[[y]]"), page("b", "\n[[z]]"))[1]
    assert said(found) == [
        ("pages/a.md", 4, "broken-link"),
        ("pages/a.md", 6, "broken-link"),
        ("pages/b.md", 5, "broken-link"),
    ]


def test_the_first_tier_that_knows_a_name_decides() -> None:
    """An id wins over a title, a title over an alias, an alias over a slug."""
    files = (
        article("10001", "10002"),
        article("10002", "Autre"),
        entity("Pont", aliases='["Autre", "a10001"]'),
    )
    site = site_of(*files, page("qui", "[[10002]] [[Autre]] [[a10001]]"))
    assert leads(site, "/qui/") == ["/articles/a10002/", "/articles/a10002/", "/reperes/pont/"]


def test_two_of_one_name_are_ambiguous() -> None:
    """Neither is chosen; the message names both with their addresses."""
    found = linked(article("10001", "Le pont"), article("10002", "le Pont"), page("qui", "[[Le pont]]"))[1]
    assert said(found) == [("pages/qui.md", 4, "ambiguous-link")]
    assert "/articles/a10001/" in found[0].message
    assert "/articles/a10002/" in found[0].message


def test_a_tag_and_an_entity_of_one_name_are_not_ambiguous() -> None:
    """They are one topic."""
    site = site_of(article("10001", "Le pont", tags="[ville]"), entity("Ville"), page("qui", "[[VILLE]]"))
    assert leads(site, "/qui/") == ["/reperes/ville/"]


@pytest.mark.parametrize(
    "section", ["articles", "themes", "reperes", "chronologie", "sources", "a-trouver", "notes"]
)
def test_a_section_without_anything_to_show_is_no_page(section: str) -> None:
    """A link to it would be broken; with something to show it is not."""
    link = page("qui", f"[x](/{section}/)")
    assert said(linked(link)[1]) == [("pages/qui.md", 4, "broken-link")]
    site = site_of(*BASE, article("10003", "Trois", related="[Absent]"), link)
    assert leads(site, "/qui/") == [f"/{section}/"]


def test_feeds_are_there_only_with_an_address() -> None:
    """Without ``url`` in the configuration no feed is written, so none can be linked to."""
    found = linked(page("qui", "[x](/feed.xml)"), url="")[1]
    assert said(found) == [("pages/qui.md", 4, "broken-link")]
