"""Claims that are one statement are lined up; who takes a stand is known by their page."""

from dossierpress.model.site import Site, Statement
from tests.harness import memory

ARTICLES = {
    "content/articles/a.md": "---\ntitle: A\nid: 1\ndate: 2020-01-02\n---\nUn canal sera creusé.\n",
    "content/articles/b.md": "---\ntitle: B\nid: 2\ndate: 2020-01-01\n---\nLe canal ne sera pas creusé.\n",
}
ENTITY = {
    "content/entities/anne-roy.md": "---\nname: Anne Roy\nkind: person\naliases: [la maire]\n---\nElle.\n"
}


def claim(article: int, claim: str, kind: str = "claim") -> str:
    """A note that holds a claim."""
    return f"---\narticle: {article}\nkind: {kind}\nclaim: {{{claim}}}\nsources: [{{title: Note}}]\n---\nTexte.\n"


def site(*claims: str) -> Site:
    """A dossier of two articles, one person and these notes."""
    notes = {f"content/notes/n{number}.md": text for number, text in enumerate(claims)}
    return memory.site({**ARTICLES, **ENTITY, **notes})


def stands(statement: Statement) -> list[tuple[str, str, str]]:
    """Who stands how, and in which article."""
    return [(s.by, s.stance.value, s.note.article.meta.id) for s in statement.stands]


def test_the_same_words_are_one_statement() -> None:
    """Case, accents and kinds of apostrophe do not matter; the older article comes first and gives the words."""
    (one,) = site(
        claim(1, "statement: L'été sera sec, by: X"), claim(2, "statement: l’ete sera sec, by: Y, stance: denies")
    ).statements  # fmt: skip
    assert one.text == "l’ete sera sec"
    assert stands(one) == [("Y", "denies", "2"), ("X", "affirms", "1")]
    assert one.disputed


def test_a_shared_id_is_one_statement() -> None:
    """Whatever the words; and words tie a third claim to those that share an id."""
    (one,) = site(
        claim(1, "statement: Il a plu, by: X, id: pluie"),
        claim(2, "statement: La pluie est tombée, by: Y, id: pluie, stance: supports"),
        claim(1, "statement: La pluie est tombée, by: Z, stance: affirms"),
    ).statements
    assert one.slug == "pluie"
    assert len(one.notes) == 3
    assert not one.disputed


def test_different_statements_stay_apart() -> None:
    """Disputed ones come first; slugs that would be the same are told apart."""
    first, second, third = site(
        claim(2, "statement: Un, by: X"),
        claim(2, "statement: Deux, by: X, others: [{by: Y, stance: denies}]"),
        claim(1, "statement: Trois, by: X, id: un"),
    ).statements
    assert [s.text for s in (first, second, third)] == ["Deux", "Un", "Trois"]
    assert (second.slug, third.slug) == ("un", "un-2")


def test_those_who_only_deny_contradict_nobody() -> None:
    """Without anybody who affirms there are no opposing versions; to retract is to contradict oneself."""
    (one,) = site(
        claim(1, "statement: Un, by: X, stance: denies, others: [{by: Y, stance: disputes}]")
    ).statements
    assert not one.disputed
    (one,) = site(claim(1, "statement: Un, by: X, others: [{by: X, stance: retracts}]")).statements
    assert one.disputed


def test_in_the_order_of_time() -> None:
    """By the day it was said; if that is not known, by the article's."""
    (one,) = site(
        claim(1, "statement: Un, by: late, others: [{by: early, stance: denies, date: 2019}]"),
        claim(2, "statement: Un, by: middle"),
    ).statements
    assert [stand.by for stand in one.stands] == ["early", "middle", "late"]


def test_who_takes_a_stand_has_a_page() -> None:
    """An entity is found by any of its names; a plain name has no page."""
    (one,) = site(claim(1, "statement: Un, by: La Maire, others: [{by: X, stance: denies}]")).statements
    first, second = one.stands
    assert first.topic is not None
    assert first.topic.url == "/reperes/anne-roy/"
    assert second.topic is None


def test_sources() -> None:
    """A stand's own sources, else the note's."""
    (one,) = site(
        claim(1, "statement: Un, by: X, others: [{by: Y, stance: denies, sources: [{title: Autre}]}]")
    ).statements
    assert [[source.title for source in stand.sources] for stand in one.stands] == [["Note"], ["Autre"]]


def test_other_kinds_of_notes_claim_nothing() -> None:
    """Nor does a claim note that says nothing of it."""
    plain = "---\narticle: 1\nkind: claim\n---\nTexte.\n"
    assert site(claim(1, "statement: Un, by: X", "context"), plain).statements == ()
