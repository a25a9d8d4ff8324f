"""Variations met on real pages that no other file of these tests has: quotation marks, scripts, forms of names."""

import unicodedata
from pathlib import Path

import pytest

from dossierpress.importing.write import Status
from tests.importing.conftest import Import, fields, read, tree
from tests.importing.pages import PARAGRAPHS, RELATED, page

QUOTED = (
    "« Il dit : “non”, puis +oui+ », note ‘Le Matin’ ; \"d'accord\", répond l'autre, qui n’a rien vu.",
    "„So“, sagt er, »nicht«, “not so”, 'said' ‹ she › – and 「そう」.",
)
HEBREW = (
    "שרי החוץ של שתי המדינות שוחחו בטלפון ביום ראשון בערב כדי לקבוע את סדר היום של הוועידה על הנהר.",
    'לדבריה של Anne Delorme, הוועדה מבקשת שהפרויקט יושלם; "זה דחוף", אמרה, עמ\' 12.',
)
PERSIAN = (
    "وزیران دو کشور یکشنبه شب تلفنی گفتگو کردند تا برنامهٔ کنفرانس رودخانه را تعیین کنند و فهرست سدها را بنویسند.",
    "به گفتهٔ Anne Delorme، کمیسیون می‌خواهد کار تا ۱۴ آن ماه تمام شود و سدهای قدیمی را تعمیر کنند.",
)


def test_quotation_marks_stay() -> None:
    """Every kind, nested and mixed, comes through word for word."""
    assert read(page(paragraphs=QUOTED)).paragraphs == QUOTED


@pytest.mark.parametrize("marks", [("'", "’"), (": ", " : "), ("-", "‑"), ("?", "\u202f?")])
def test_quotation_marks_do_not_tell_titles_apart(marks: tuple[str, str], root: Path, bring: Import) -> None:
    """A "read also" title finds its article whatever marks, spaces and dashes either of them uses."""
    from dossierpress.config import load
    from dossierpress.link import link
    from dossierpress.model.document import Documents
    from dossierpress.store.sources import read as read_sources
    from tests.link.dossier import documents

    title = RELATED[2].replace("pêcheurs", "l'équipe: pêcheurs")
    (root / "dossier.yaml").write_text("title: Essai\nurl: https://example.org/\n", "utf-8")
    bring(page(related=(title.replace(*marks),)), "one.txt")
    bring(page(title=title, counter="50000", related=(), paragraphs=(HEBREW[0] * 3,)), "two.txt")
    project, _ = load(root)
    content, found = read_sources(root)
    assert found == ()
    parsed: Documents = documents({source.path: source.text for source in content.sources})
    site, _ = link(parsed, project.config)
    assert [e.article.meta.id for e in site.read_also["48213"] if e.article] == ["50000"]


@pytest.mark.parametrize(("lang", "paragraphs"), [("he", HEBREW), ("fa", PERSIAN)])
def test_other_scripts_from_right_to_left(lang: str, paragraphs: tuple[str, ...]) -> None:
    """Latin names, digits of both kinds and zero-width joiners stay; the language is recognised."""
    draft = read(page(title=paragraphs[0][:50], caption="", paragraphs=paragraphs))
    assert draft.paragraphs == paragraphs
    assert fields(draft)["lang"] == lang


def test_names_that_differ_in_form_only(root: Path, bring: Import) -> None:
    """``é`` as one character or as two, in any case: one raw file for one text, two for two texts."""
    name = "Réunion à l'été.txt"
    first = bring(page(), name)
    assert bring(page(), unicodedata.normalize("NFD", name)).status is Status.UNCHANGED
    assert bring(page(), name.upper()).status is Status.UNCHANGED
    other = bring(
        page(title="Les pêcheurs du lac attendent la crue", counter="50000", paragraphs=PARAGRAPHS[3:]),
        unicodedata.normalize("NFD", name.upper()),
        separately=True,
    )
    assert other.raw != first.raw
    raws = [path for path in tree(root) if path.startswith("content/raw/") and not path.endswith(".json")]
    assert len({unicodedata.normalize("NFC", path).casefold() for path in raws}) == len(raws) == 2


def test_one_title_two_articles(root: Path, bring: Import) -> None:
    """The same headline over different texts gives two files and two ids; importing again changes neither."""
    texts = (page(paragraphs=PARAGRAPHS[:3], counter=""), page(paragraphs=QUOTED, counter=""))
    outcomes = [bring(text, f"{number}.txt") for number, text in enumerate(texts)]
    assert len({outcome.article.casefold() for outcome in outcomes}) == 2
    assert len({outcome.id for outcome in outcomes}) == 2
    before = tree(root)
    assert [bring(t, f"{n}.txt").id for n, t in enumerate(texts)] == [o.id for o in outcomes]
    assert tree(root) == before
