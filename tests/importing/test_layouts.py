"""Pages of the known layouts, each from a text of our own."""

from dossierpress.importing.draft import Draft
from tests.importing.conftest import TEXTS, codes, fields, read


def _text(name: str) -> Draft:
    return read((TEXTS / f"{name}.txt").read_bytes())


def test_german_order() -> None:
    """Buttons before "Zum Thema" end nothing; the crawler's clock is no date; "(187)" is no headline."""
    draft = _text("A_german")
    found = fields(draft)
    assert found["title"] == "Ingenieure beraten in Lindau über die Sicherheit der alten Staumauern am See"
    assert found["image.caption"] == "Die Staumauer am Hohen See"
    assert found["id"] == "2281"
    assert found["lang"] == "de"
    assert found["related"] == (
        "Wie sicher sind die alten Mauern am Hohen See?",
        "Kommission legt ihren ersten Bericht über die Schleusen vor",
    )
    assert found["tags"] == ("Staumauern", "Hoher See", "Sicherheit")
    assert "date" not in found
    assert [(field.name, field.value) for field in draft.suggestions] == [("retrieved", "2019-07-21")]
    assert len(draft.paragraphs) == 2


def test_blurb_and_glued_caption() -> None:
    """The section's blurb goes; a caption glued to the credit is cut off; no picture text in the body."""
    draft = _text("B_blurb")
    found = fields(draft)
    assert found["title"] == "Los pescadores del lago alto piden un acuerdo sobre las redes antes del verano"
    assert found["section"] == "Internacional"
    assert found["image.caption"] == "Barcos de pesca en el lago alto"
    assert found["image.credit"] == "© AFP 2024 / Lena Försterling"
    assert found["source.name"] == "Sputnik"
    assert len(draft.paragraphs) == 3
    assert {"blurb", "picture", "subscribe", "footer"} <= {piece.role for piece in draft.dropped}


def test_metadata_first() -> None:
    """Address, ISO dates, standfirst, publisher and tags are in the metadata; the lede loses its clock."""
    draft = _text("C_metadata")
    found = fields(draft)
    assert found["source.url"] == "https://exemple.fr/20230412/les-ponts-du-fleuve-fermes-1058.html"
    assert (found["date"], found["updated"]) == ("2023-04-12", "2023-04-13")
    assert found["description"] == "Les trois ponts resteront ouverts aux voitures et aux bus."
    assert found["source.name"] == "La Gazette du Fleuve"
    assert found["tags"] == ("ponts", "travaux", "camions")
    assert draft.paragraphs[0].startswith("Les trois ponts du fleuve seront fermés")
    assert len(draft.paragraphs) == 2


def test_section_headline_dek() -> None:
    """The dek stays the first paragraph; the publisher is read in the dateline, which stays in the text."""
    draft = _text("D_amp")
    found = fields(draft)
    assert found["title"] == "River ministers agree on a common list of dams to be repaired first"
    assert found["section"] == "World"
    assert found["source.name"] == "Sputnik"
    assert found["tags"] == ("dams", "floods", "Lindau")
    assert draft.paragraphs[1].startswith("LINDAU (Sputnik) - ")


def test_agency() -> None:
    """A headline printed twice is one; a date line gives the date; the standards line goes."""
    draft = _text("E_agency")
    found = fields(draft)
    assert found["title"] == "River ministers agree on list of dams to repair"
    assert found["date"] == "2016-03-02"
    assert found["source.name"] == "Reuters"
    assert draft.paragraphs[-1] == "(Reporting by A. Delorme; Editing by K. Weiss)"


def test_headline_caption_credit() -> None:
    """Agencies print the caption between headline and credit."""
    found = fields(_text("E_russian"))
    assert found["title"] == "Министры согласовали список плотин для ремонта"
    assert found["image.caption"] == "Рыбацкие лодки на Верхнем озере"
    assert found["source.name"] == "РИА Новости"
    assert found["tags"] == ("плотины", "паводок", "Верхнее озеро")


def test_newspaper() -> None:
    """Date and update above the headline, a byline, a read-also title glued to its double."""
    found = fields(_text("F_newspaper"))
    assert found["title"] == "La vieille digue de Mareuil sera reconstruite en pierre"
    assert (found["date"], found["updated"]) == ("2015-09-04", "2015-09-05")
    assert found["authors"] == ("Jeanne Martin",)
    assert found["related"] == ("Le chemin de halage fermé jusqu'en juin",)


def test_rules_for_comments_instead_of_an_article() -> None:
    """A page of rules is reported as such, and that its headline has nothing to do with it."""
    assert codes(_text("G_policy")) == ["import-policy", "import-unlike"]


def test_arabic() -> None:
    """Right-to-left text with Latin names; Arabic digits in counter and dates; the Arabic comma cuts tags."""
    draft = _text("H_arabic")
    found = fields(draft)
    assert found["lang"] == "ar"
    assert found["id"] == "48213"
    assert found["tags"] == ("سدود", "فيضان", "Lindau")
    assert "Anne Delorme" in draft.paragraphs[0]
    assert [mention.date for mention in draft.mentions] == ["2016-03-04"]
