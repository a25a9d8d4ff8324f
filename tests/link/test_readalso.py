""" "Read also" titles: found in the dossier, or wanted; and where nearly the same title stops being the same."""

import pytest
from rapidfuzz import fuzz

from dossierpress.link.readalso import SAME_TITLE
from dossierpress.markup.foldtext import fold
from tests.link.dossier import article, entity, site_of

TITLE = "Lavrov et Kerry confirment le besoin d'une liste des groupes terroristes"
#: Two spellings that stand just on either side of the threshold.
JUST = "Syrie: MM. Lavrov et Kerry confirment le besoin d'une liste commune des groupes terroristes"
TOO_FAR = "Lavrov et Kerry redisent le besoin d'une liste des groupes terroristes"


def _found(entry: str, *more: dict[str, str], title: str = TITLE, **front: str) -> str:
    """The slug of the article that a "read also" entry of another article finds; empty when it is wanted."""
    site = site_of(
        article("10001", title, **front), article("10002", "Autre chose", related=f"[{entry}]"), *more
    )
    (link,) = site.read_also["10002"]
    assert bool(link.article) is not bool(site.wanted)
    return link.article.slug if link.article else ""


@pytest.mark.parametrize(
    "entry",
    [
        f'"{TITLE}"',
        '"LAVROV et Kerry  confirment le besoin d’une liste des groupes terroristes"',
        '"10001"',
        "a10001",
        "{title: Un tout autre titre, id: '10001'}",
        '"Le titre de la veille"',
        f'"{JUST}"',
        '"Kerry et Lavrov confirment le besoin d\'une liste des groupes terroristes"',
    ],
)
def test_found(entry: str) -> None:
    """By the exact folded title, id, slug, alias, and a title that is nearly the same in any order of words."""
    assert _found(entry, aliases="[Le titre de la veille]") == "a10001"


@pytest.mark.parametrize("entry", [f'"{TOO_FAR}"', '"Tout autre chose encore"', '"99999"'])
def test_wanted(entry: str) -> None:
    """What is not the same becomes wanted, as it was printed."""
    assert _found(entry) == ""


def test_the_threshold_is_where_it_is_said_to_be() -> None:
    """The two spellings above stand on either side of it, close by."""
    near, far = (fuzz.token_sort_ratio(fold(TITLE), fold(other)) for other in (JUST, TOO_FAR))
    assert SAME_TITLE <= near < SAME_TITLE + 1
    assert SAME_TITLE - 3 < far < SAME_TITLE


def test_only_titles_of_the_same_language_are_nearly_the_same() -> None:
    """Similar words of another language are no variant; an exact title is, whatever its language."""
    assert _found(f'"{JUST}"', lang="en") == ""
    assert _found(f'"{TITLE}"', lang="en") == "a10001"


def test_an_entity_is_no_article() -> None:
    """A title that is an entity's name finds no article."""
    assert _found('"Anne Dorval"', entity("Anne Dorval")) == ""


def test_an_article_is_not_its_own_neighbour() -> None:
    """A page that lists itself, word for word or nearly, leads nowhere."""
    site = site_of(article("10001", TITLE, related=f'["{TITLE}", "{JUST}"]'))
    assert [link.article for link in site.read_also["10001"]] == [None, None]


def test_wanted_are_gathered() -> None:
    """Each folded title once, most cited first; address and date come from whoever knows them."""
    site = site_of(
        article("10001", "Un", related='["Alpha", "Bêta"]', date="2015-12-14"),
        article(
            "10002", "Deux",
            related='[{title: "beta", url: "https://example.org/b", date: 2015-12}, "Alpha ?"]', date="2015-12-13",
        ),
        article("10003", "Trois", related='["BÊTA"]', date="2015-12-12"),
    )  # fmt: skip
    assert [(w.title, w.url, [a.slug for a in w.cited_by]) for w in site.wanted] == [
        ("Bêta", "https://example.org/b", ["a10001", "a10002", "a10003"]),
        ("Alpha", "", ["a10001"]),
        ("Alpha ?", "", ["a10002"]),
    ]
    assert site.wanted[0].date
    assert site.wanted[0].date.text == "2015-12"
