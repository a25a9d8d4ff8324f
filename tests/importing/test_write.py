"""Importing into a dossier: nothing twice, nothing lost, nothing of the editor's overwritten."""

import json
from pathlib import Path

import pytest

from dossierpress.importing.receipt import load
from dossierpress.importing.write import Status
from dossierpress.store.sources import RECEIPT
from tests.importing.conftest import TEXTS, Import, codes, tree
from tests.importing.pages import PARAGRAPHS, TITLE, page

ARTICLE = "content/articles/anne-delorme-et-karl-weiss-confirment-le-besoin-de-s.md"
RAW = "content/raw/page.txt"
AGENCY = (TEXTS / "E_agency.txt").read_text("utf-8")


def _edit(root: Path, old: str, new: str) -> None:
    path = root / ARTICLE
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_new(root: Path, bring: Import) -> None:
    """Three files: the raw bytes, the article, the receipt."""
    outcome = bring(page())
    assert outcome.status is Status.IMPORTED
    assert sorted(tree(root)) == [ARTICLE, RAW, RAW + RECEIPT]
    assert tree(root)[RAW] == page().encode()
    assert "Un texte" not in tree(root)[ARTICLE].decode()


def test_again(root: Path, bring: Import) -> None:
    """The same bytes change nothing, from elsewhere, from the dossier, or under another name."""
    bring(page())
    before = tree(root)
    assert bring(page()).status is Status.UNCHANGED
    assert bring(page(), raw="raw/page.txt").status is Status.UNCHANGED
    assert bring(page(), "other.txt").status is Status.UNCHANGED
    assert tree(root) == before


def test_a_file_of_the_dossier_stays_where_it_is(root: Path, bring: Import) -> None:
    """A raw file that lies in content/raw is not copied."""
    bring(page(), raw="raw/page.txt")
    assert sorted(tree(root)) == [ARTICLE, RAW, RAW + RECEIPT]


def test_a_renamed_article_is_found(root: Path, bring: Import) -> None:
    """Editors rename articles when they know the date; the raw file's name in them leads there."""
    bring(page(), raw="raw/page.txt")
    renamed = root / "content" / "articles" / "2016-03-02-digues.md"
    (root / ARTICLE).rename(renamed)
    assert bring(page(), raw="raw/page.txt").article == "content/articles/2016-03-02-digues.md"
    outcome = bring(page(section="Politique"), raw="raw/page.txt")
    assert (outcome.status, outcome.changed) == (Status.UPDATED, ("section", "source.sha256"))
    assert "section: Politique" in renamed.read_text("utf-8")


def test_update(root: Path, bring: Import) -> None:
    """A changed raw file changes the fields that differ, and the body."""
    bring(page(), raw="raw/page.txt")
    changed = page(
        title="Un titre corrigé par le journal sur les digues du fleuve", paragraphs=PARAGRAPHS[1:]
    )
    outcome = bring(changed, raw="raw/page.txt")
    assert outcome.changed == ("title", "source.sha256", "body")
    text = (root / ARTICLE).read_text("utf-8")
    assert "Un titre corrigé" in text
    assert PARAGRAPHS[0] not in text
    before = tree(root)
    assert bring(changed, raw="raw/page.txt").status is Status.UNCHANGED
    assert tree(root) == before


def test_a_new_version_from_elsewhere(root: Path, bring: Import) -> None:
    """A file with the name and words of a raw file updates its article; both raw files are kept."""
    bring(page())
    outcome = bring(page(section="Politique"))
    assert outcome.status is Status.UPDATED
    assert tree(root)[RAW] == page().encode()
    assert outcome.raw.startswith("raw/page-")
    assert f"raw: {outcome.raw}" in (root / ARTICLE).read_text("utf-8")
    assert bring(page()).status is Status.UNCHANGED


def test_editors_win(root: Path, bring: Import) -> None:
    """What an editor changed, added or removed stays; the rest is updated; each is said."""
    bring(page(), raw="raw/page.txt")
    _edit(root, f"title: {TITLE}", 'title: "Mon titre"  # mieux')
    _edit(root, "section: International\n", "date: 2016-03-02~\n")
    _edit(root, "  - crues\n", "")
    outcome = bring(
        page(
            title="Un autre titre du journal sur les digues",
            section="Politique",
            caption="Karl Weiß et Anne Delorme",
            tags=("eau",),
        ),
        raw="raw/page.txt",
    )
    assert [kept.name for kept in outcome.kept] == ["title", "section", "tags"]
    assert outcome.changed == ("source.sha256", "image.caption")
    assert codes(outcome).count("import-kept") == 3
    text = (root / ARTICLE).read_text("utf-8")
    assert 'title: "Mon titre"  # mieux\n' in text
    assert "date: 2016-03-02~\n" in text
    assert "section" not in text
    assert "  caption: Karl Weiß et Anne Delorme\n" in text


def test_an_edited_body_stays(root: Path, bring: Import) -> None:
    """The editor's text stays, the new one is put beside the raw file, and both are named."""
    bring(page(), raw="raw/page.txt")
    _edit(root, PARAGRAPHS[2], "Selon elle, ce chantier aboutira.")
    outcome = bring(page(paragraphs=PARAGRAPHS[1:]), raw="raw/page.txt")
    assert outcome.incoming == "content/raw/page.txt.incoming.md"
    assert "ce chantier aboutira" in (root / ARTICLE).read_text("utf-8")
    assert PARAGRAPHS[2] in (root / outcome.incoming).read_text("utf-8")
    assert "body" not in outcome.changed
    assert any(outcome.incoming in diagnostic.message for diagnostic in outcome.diagnostics)


def test_an_edited_body_and_new_fields(root: Path, bring: Import) -> None:
    """When the raw text's body is as it was, nothing is put aside."""
    bring(page(), raw="raw/page.txt")
    _edit(root, PARAGRAPHS[2], "Selon elle, ce chantier aboutira.")
    outcome = bring(page(section="Politique"), raw="raw/page.txt")
    assert outcome.incoming == ""
    assert outcome.changed == ("section", "source.sha256")


def test_ticked_doubts_stay_ticked(root: Path, bring: Import) -> None:
    """An entry of `review` that the editor deleted does not come back; a new doubt is added."""
    bring(page(), raw="raw/page.txt")
    _edit(root, "review:\n  - image.credit\n", "")
    bring(page(section="Politique"), raw="raw/page.txt")
    assert "review" not in (root / ARTICLE).read_text("utf-8")
    bring(page(tags_label="\0"), raw="raw/page.txt")
    assert "review:\n  - tags\n" in (root / ARTICLE).read_text("utf-8")


def test_line_ends_of_editors(root: Path, bring: Import) -> None:
    """An article saved with Windows line ends keeps them when it is updated."""
    bring(page(), raw="raw/page.txt")
    path = root / ARTICLE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    outcome = bring(page(section="Politique"), raw="raw/page.txt")
    assert outcome.changed == ("section", "source.sha256")
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n")


def test_broken_front_matter_is_left_alone(root: Path, bring: Import) -> None:
    """An article that cannot be read is not guessed at: its raw file makes no second one with its id."""
    bring(page(), raw="raw/page.txt")
    _edit(root, "section: International", "section: [")
    broken = tree(root)[ARTICLE]
    outcome = bring(page(section="Politique"), raw="raw/page.txt")
    assert outcome.status is Status.REFUSED
    assert codes(outcome) == ["import-unreadable"]
    assert bring(page(), raw="raw/page.txt").status is Status.REFUSED
    assert tree(root)[ARTICLE] == broken


def test_a_deleted_article_stays_deleted(root: Path, bring: Import) -> None:
    """Whoever deletes an article does not get it back with the next import; the message says how to."""
    bring(page(), raw="raw/page.txt")
    (root / ARTICLE).unlink()
    outcome = bring(page(), raw="raw/page.txt")
    assert outcome.status is Status.DELETED
    assert codes(outcome) == ["import-deleted"]
    assert bring(page(section="Politique"), raw="raw/page.txt").status is Status.DELETED
    (root / (RAW + RECEIPT)).unlink()
    assert bring(page(), raw="raw/page.txt").status is Status.IMPORTED


def test_a_lost_receipt_is_written_again(root: Path, bring: Import) -> None:
    """An article without receipt (written by hand, or an import that was interrupted) gets one."""
    bring(page(), raw="raw/page.txt")
    receipt = tree(root)[RAW + RECEIPT]
    (root / (RAW + RECEIPT)).unlink()
    assert bring(page(), raw="raw/page.txt").status is Status.UNCHANGED
    assert tree(root)[RAW + RECEIPT] == receipt


def test_same_article_in_another_layout(root: Path, bring: Import) -> None:
    """The same words from elsewhere are reported, not merged and not imported; on request they are."""
    bring(page())
    before = tree(root)
    other = f"{TITLE}\n\n" + "\n\n".join(PARAGRAPHS[:3])
    outcome = bring(other, "copy.txt")
    assert (outcome.status, outcome.article) == (Status.SAME, ARTICLE)
    assert codes(outcome) == ["import-same-article"]
    assert tree(root) == before
    second = bring(other, "copy.txt", separately=True)
    assert second.status is Status.IMPORTED
    assert second.article != ARTICLE
    assert tree(root)[ARTICLE] == before[ARTICLE]


def test_shared_passages_are_reported(bring: Import) -> None:
    """A text with some of the words of another is an article of its own; the passages are reported."""
    bring(page())
    own = (
        "La commission a publié vendredi le calendrier complet des travaux, digue par digue, avec les "
        "noms des entreprises choisies et le prix de chaque chantier pour les trois années à venir."
    )
    outcome = bring(f"Le calendrier des travaux est publié\n\n{own}\n\n{PARAGRAPHS[3]}\n", "other.txt")
    assert outcome.status is Status.IMPORTED
    assert codes(outcome) == ["import-shared-passages"]


def test_ids_never_collide(bring: Import) -> None:
    """A counter that is taken is reported and replaced by a number made from the text."""
    bring(page())
    outcome = bring(AGENCY.replace("1 Min Read", "Get short URL\n48213"), "agency.txt")
    assert outcome.id != "48213"
    assert codes(outcome) == ["import-id-taken"]


def test_no_counter(root: Path, bring: Import) -> None:
    """A page without a number gets one, and the receipt says how."""
    outcome = bring(AGENCY, "agency.txt")
    receipt = json.loads(tree(root)["content/raw/agency.txt" + RECEIPT])
    found = next(field for field in receipt["fields"] if field["name"] == "id")
    assert found["value"] == outcome.id
    assert "made from the text's digest" in found["rule"]


def test_raw_names(root: Path, bring: Import) -> None:
    """Names are made safe, and a name that is taken by another text gets digits of the digest."""
    bring(page(), "../../été/à voir?.txt")
    outcome = bring(AGENCY, "à VOIR-.TXT")
    names = sorted(path.name for path in (root / "content" / "raw").iterdir() if path.suffix != ".json")
    assert names == [f"à VOIR--{outcome.raw[-12:-4]}.TXT", "à voir-.txt"]
    assert bring(TITLE + "\n\n" + " ".join(["Un texte court."] * 6), "CON.txt").raw == "raw/_CON.txt"


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"version": 2}', '{"version": 1, "base": []}', "[" * 100_000]
)
def test_a_damaged_receipt_is_ignored(text: str) -> None:
    """A receipt that cannot be read counts as none."""
    assert load(text) is None


def test_receipts_hold_what_was_dropped(root: Path, bring: Import) -> None:
    """The receipt lists fields and their evidence, what was dropped, dates, words, the base."""
    bring(page())
    receipt = json.loads(tree(root)[RAW + RECEIPT])
    tags = next(field for field in receipt["fields"] if field["name"] == "tags")
    assert (tags["lines"], tags["label"], tags["sure"]) == ([27, 27], "Tags:", "certain")
    assert {"line": 1, "text": "Ecoutez Radio Sputnik", "role": "chrome"} in receipt["dropped"]
    assert [mention["date"] for mention in receipt["mentioned_dates"]] == ["XXXX-03-03", "XXXX-02-09"]
    assert receipt["words"]["read"] == receipt["words"]["kept"] + receipt["words"]["dropped"]
    assert receipt["base"]["title"] == TITLE
    assert str(root) not in tree(root)[RAW + RECEIPT].decode()
