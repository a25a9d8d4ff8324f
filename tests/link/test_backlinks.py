"""What points at a page, with the sentence that does."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dossierpress.model.site import Site
from dossierpress.model.source import Url
from tests.link.dossier import article, entity, event, note, page, site_of

TEXT = "Rien ici. Le maire renvoie au [[Le pont]], dit-il. Puis il se tait."


def _back(site: Site, url: str) -> list[tuple[str, str, str]]:
    return [(link.source, link.kind, link.sentence) for link in site.backlinks.get(Url(url), ())]


def test_each_page_once_with_its_first_sentence() -> None:
    """Articles, notes, entities, events and pages all count; a second link of the same page does not."""
    site = site_of(
        article("10001", "Le pont", "Texte, et le [[Le pont]] lui-même."),
        article("10002", "Deux", f"{TEXT}\n\nEncore le [[10001]] !"),
        note("10002", text="Comparer au [[Le pont]]."),
        entity("Ville", "Son [[Le pont|vieux pont]]."),
        event("vote", text="Le [[Le pont]] est voté."),
        page("methode", "Lire [le pont](/10001/)."),
    )
    assert sorted(_back(site, "/articles/a10001/")) == [
        ("/10002/n1/", "note", "Comparer au Le pont."),
        ("/articles/a10002/", "link", "Le maire renvoie au Le pont, dit-il."),
        ("/chronologie/#vote", "link", "Le Le pont est voté."),
        ("/methode/", "link", "Lire le pont."),
        ("/reperes/ville/", "link", "Son vieux pont."),
    ]


def test_read_also_points_too() -> None:
    """A "read also" entry is a backlink without a sentence, unless the text links as well."""
    files = (article("10001", "Le pont"), article("10002", "Deux", related="[Le pont]"))
    assert _back(site_of(*files), "/articles/a10001/") == [("/articles/a10002/", "related", "")]
    both = (article("10001", "Le pont"), article("10002", "Deux", TEXT, related="[Le pont]"))
    assert [kind for _, kind, _ in _back(site_of(*both), "/articles/a10001/")] == ["link"]


def test_fragments_pictures_and_files_are_no_pages_of_their_own() -> None:
    """A link to a part of a page points at the page; a picture points at nothing."""
    site = site_of(
        article("10001", "Le pont", "Texte.\n\n## Suite\n\nFin."),
        page("qui", "La [[Le pont#Suite]], ![Plan](plan.png) et [le plan](../plan.png)."),
        assets=["content/plan.png"],
    )
    assert [source for source, _, _ in _back(site, "/articles/a10001/")] == ["/qui/"]
    assert _back(site, "/plan.png") == [("/qui/", "link", "La Le pont > Suite, et le plan.")]


NAMES = ("Un", "Deux", "Trois", "Anne Dorval", "vote", "crues", "methode")
LINKS = st.lists(st.sampled_from(NAMES), max_size=4).map(lambda found: " ".join(f"[[{n}]]." for n in found))


@settings(max_examples=60)
@given(st.lists(LINKS, min_size=6, max_size=6), st.lists(st.sampled_from(NAMES[:3]), max_size=2))
def test_every_backlink_has_a_link_and_the_reverse(texts: list[str], related: list[str]) -> None:
    """Turned round, the links of the site are its backlinks: none is lost, none made up."""
    one, two, note_, who, vote, how = texts
    site = site_of(
        article("10001", "Un", one, tags="[crues]", related=f"[{', '.join(related)}]"),
        article("10002", "Deux", two),
        article("10003", "Trois"),
        note("10001", text=note_ or "Note."),
        entity("Anne Dorval", who),
        event("vote", text=vote),
        page("methode", how),
    )
    forth: set[tuple[str, str]] = {
        (source, link.url.partition("#")[0])
        for source, links in site.links.items()
        for link in links
        if link.url.partition("#")[0] not in ("", source)
    }
    forth |= {
        ("/articles/a10001/", f"/articles/{link.article.slug}/")
        for link in site.read_also["10001"]
        if link.article
    }
    back = {(link.source, target) for target, links in site.backlinks.items() for link in links}
    assert back == forth
    assert all(len({link.source for link in links}) == len(links) for links in site.backlinks.values())
