"""The demonstration's raw article is read exactly."""

from pathlib import Path

from dossierpress.importing.draft import Draft, Sure
from dossierpress.importing.readers.text import read_text
from tests.importing.conftest import fields

SEED = Path(__file__).parents[2] / "content" / "raw" / "000_410961eb107209b8.txt"
BODY_LINES = (11, 13, 15, 17, 19, 21, 23)
RELATED_LINES = range(28, 34)


def _seed() -> Draft:
    return read_text(SEED.read_bytes(), "content/raw/seed.txt")


def _lines() -> list[str]:
    return [line.strip() for line in SEED.read_text("utf-8").split("\n")]


def test_every_field() -> None:
    """Title, id, section, caption, credit, tags, related titles, language and publisher; and nothing else."""
    lines = _lines()
    tags = (
        "terrorisme",
        "rencontre",
        "Groupe de soutien international à la Syrie (ISSG)",
        "Etat islamique",
        "John Kerry",
        "Sergueï Lavrov",
        "États-Unis",
        "Russie",
    )
    assert fields(_seed()) == {
        "title": "Lavrov et Kerry confirment le besoin de se mettre d'accord sur une liste des terroristes",
        "id": "17303",
        "lang": "fr",
        "section": "International",
        "source.name": "Sputnik",
        "image.caption": "John Kerry et Sergueï Lavrov",
        "image.credit": "© AFP 2019 Leonard Foeger",
        "tags": tags,
        "related": tuple(lines[number - 1] for number in RELATED_LINES),
    }


def test_the_body_is_word_for_word() -> None:
    """Seven paragraphs, without the indentation that would make them a code block."""
    lines = _lines()
    assert _seed().paragraphs == tuple(lines[number - 1] for number in BODY_LINES)


def test_the_credit_is_doubted() -> None:
    """The credit is kept word for word, and the editor is asked to check it."""
    assert _seed().review == ("image.credit",)


def test_no_date_is_invented() -> None:
    """The year of the credit is the crawl's; the days named in the text have no year and stay suggestions."""
    draft = _seed()
    assert draft.value("date") is None
    assert [(m.line, m.text, m.date) for m in draft.mentions] == [
        (13, "15 décembre", "XXXX-12-15"),
        (13, "14 novembre", "XXXX-11-14"),
    ]


def test_evidence_points_at_lines() -> None:
    """Each field names the lines it stands on; the publisher is told by two pieces of furniture."""
    places = {field.name: (field.first, field.last) for field in _seed().fields}
    assert places["title"] == (4, 4)
    assert places["image.caption"] == (2, 2)
    assert places["related"] == (28, 33)
    assert places["source.name"] == (1, 37)
    publisher = next(field for field in _seed().fields if field.name == "source.name")
    assert publisher.sure is Sure.CERTAIN
    assert "Radio Sputnik" in publisher.rule


def test_furniture_is_listed() -> None:
    """Buttons and labels are dropped, and every one of them is in the receipt."""
    assert [(piece.line, piece.role) for piece in _seed().dropped] == [
        (1, "chrome"), (8, "short_url"), (26, "related"), (34, "tags"), (36, "footer"), (37, "footer"),
    ]  # fmt: skip
    assert _seed().diagnostics == ()


def test_words_are_conserved() -> None:
    """Every word of the raw file is in a field, in the body, or among the dropped."""
    totals = _seed().totals
    assert totals.read == totals.kept + totals.dropped == 505
