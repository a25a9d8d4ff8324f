"""The fields of the note form beyond text and tags: sources, who affirms what, and the day of a change."""

import re

import pytest
from playwright.sync_api import Page, expect

from dossierpress.build import today
from tests.harness.preview import Running, previewing
from tests.harness.project import Project
from tests.serve.test_annotate import (
    FORM,
    NOTE,
    annotate,
    control,
    new_note,
    page,
    ready,
    save,
    saved,
    violations,
    visit,
    write,
)

pytestmark = pytest.mark.browser
__all__ = ["page"]
CLAIM = """---
article: "10101"
id: n1
kind: claim
quote: "deux fois plus que prévu" # as printed
date: 2020-05-07
# the sources, by hand
sources:
  - title: 'Le devis'   # of 2018
    url: "https://ville.example/devis"
  - {title: "Le compte rendu", date: 2020-05}
claim:
  id: cout
  # what the paper says
  statement: "Les travaux ont coûté deux fois plus que prévu."
  by: La Gazette
  others:
    - {by: la commune, stance: denies}
---
Selon qui ?
"""


def source(page: Page, number: int, **values: str) -> None:
    """Fill in the fields of a source; number from 1."""
    group = page.locator(f"{FORM} .sources fieldset").nth(number - 1)
    for key, value in values.items():
        group.locator(f"[data-key={key}]").fill(value)


def test_a_claim_with_sources(preview: Running, page: Page) -> None:
    """Written from nothing; the file is as one written by hand, in its order, and the site takes it for a claim."""
    visit(page, preview)
    annotate(page, "longue de quarante mètres")
    expect(page.locator(f"{FORM} #statement")).to_be_hidden()
    page.locator(f"{FORM} #kind").select_option("claim")
    page.locator(f"{FORM} #statement").fill("La passerelle mesure quarante mètres.")
    page.locator(f"{FORM} #by").fill("La Gazette")
    page.locator(f"{FORM} #stance").select_option("supports")
    page.locator(f"{FORM} #said").fill("2020-05~")
    page.locator(f"{FORM} #verdict").select_option("qualified")
    page.locator(f"{FORM} summary", has_text="Sources").click()
    add = page.get_by_role("button", name="Ajouter une source")
    add.click()
    source(page, 1, title="Le plan : passerelle", url="https://ville.example/plan", date="2019")
    add.click()
    source(page, 2, title="à retirer")
    add.click()  # a source without a word is none
    page.get_by_role("button", name="Retirer Source 2").click()
    write(page, "Trente-huit, au plan.")
    save(page)
    saved(page)
    assert new_note(preview.project).partition("\nsources:")[2] == (
        '\n  - title: "Le plan : passerelle"\n    url: "https://ville.example/plan"\n    date: 2019\n'
        "claim:\n  statement: La passerelle mesure quarante mètres.\n  by: La Gazette\n  stance: supports\n"
        "  date: 2020-05~\n  verdict: qualified\n---\nTrente-huit, au plan.\n"
    )
    preview.project.check("--strict")
    expect(page.locator("mark.hl", has_text="longue de quarante")).to_be_visible()


def test_a_claim_edited(small: Project, preview: Running, page: Page) -> None:
    """What is changed is changed where it stands; comments, spelling and what others say stay, byte for byte."""
    small.write(NOTE, CLAIM)
    visit(page, preview)
    expect(page.locator(".note .said", has_text="Selon qui ?")).to_be_attached()
    ready(page)
    control(page, 1, "Modifier")
    expect(page.locator(f"{FORM} #by")).to_have_value("La Gazette")
    expect(page.locator(f"{FORM} .sources fieldset")).to_have_count(2)
    page.locator(f"{FORM} #verdict").select_option("established")
    page.locator(f"{FORM} #by").fill("la Gazette du Nord")
    page.get_by_role("button", name="Ajouter une source").click()
    source(page, 3, title="Le budget")
    save(page)
    saved(page)
    expected = CLAIM.replace("by: La Gazette\n", "by: la Gazette du Nord\n").replace(
        "stance: denies}\n", "stance: denies}\n  verdict: established\n"
    )
    expected = expected.replace("2020-05}\n", "2020-05}\n  - title: Le budget\n").replace(
        "date: 2020-05-07\n", f"date: 2020-05-07\nupdated: {today()}\n"
    )
    assert (small.root / NOTE).read_text() == expected
    small.check()


def test_a_misprint_needs_no_date(preview: Running, page: Page) -> None:
    """Unticked, a change leaves no trace but itself; nothing changed, nothing is written."""
    before = (preview.project.root / NOTE).read_text()
    visit(page, preview)
    control(page, 1, "Modifier")
    expect(page.locator(f"{FORM} #updated")).to_be_checked()
    save(page)
    saved(page)
    assert (preview.project.root / NOTE).read_text() == before
    control(page, 1, "Modifier")
    page.locator(f"{FORM} #updated").uncheck()
    write(page, "Le devis est publié.")
    save(page)
    saved(page)
    after = (preview.project.root / NOTE).read_text()
    assert after == re.sub(r"\n---\n.*", "\n---\nLe devis est publié.\n", before, flags=re.DOTALL)


def test_what_a_claim_lacks_is_said(preview: Running, page: Page) -> None:
    """A refusal names the field; the text stays and nothing is written."""
    visit(page, preview)
    annotate(page, "La maire")
    page.locator(f"{FORM} #kind").select_option("claim")
    page.locator(f"{FORM} #statement").fill("Elle a ouvert.")
    write(page, "Qui le dit ?")
    save(page)
    expect(page.locator(f"{FORM} .problem")).to_contain_text("by")
    assert not list((preview.project.root / "content/notes").glob("10101-n*"))
    page.locator(f"{FORM} #by").fill("La Gazette")
    page.locator(f"{FORM} #said").fill("hier")
    save(page)
    expect(page.locator(f"{FORM} .problem")).to_contain_text("this is not a date")
    page.locator(f"{FORM} #said").fill("")
    save(page)
    saved(page)
    assert "claim:\n  statement: Elle a ouvert.\n  by: La Gazette\n  stance: affirms\n" in new_note(
        preview.project
    )


def test_a_reload_keeps_all_of_it(preview: Running, page: Page) -> None:
    """Sources and claim are kept by the browser like the text."""
    visit(page, preview)
    annotate(page, "La maire")
    page.locator(f"{FORM} #kind").select_option("claim")
    page.locator(f"{FORM} #statement").fill("Elle a ouvert.")
    page.locator(f"{FORM} summary", has_text="Sources").click()
    page.get_by_role("button", name="Ajouter une source").click()
    source(page, 1, title="Le journal")
    page.reload()
    expect(page.locator(f"{FORM} #statement")).to_have_value("Elle a ouvert.")
    expect(page.locator(f"{FORM} .sources [data-key=title]")).to_have_value("Le journal")


@pytest.mark.parametrize(("width", "language"), [(1280, "fr"), (360, "fr"), (1280, "en")])
def test_the_whole_form_is_accessible(small: Project, page: Page, width: int, language: str) -> None:
    """With every field shown, in both languages and on a phone: no barriers, nothing too wide, all of it translated."""
    if language == "en":
        small.write("dossier.yaml", (small.root / "dossier.yaml").read_text() + "lang: en\n")
    page.set_viewport_size({"width": width, "height": 800})
    with previewing(small) as preview:
        visit(page, preview)
        control(page, 1, "Modifier|Edit")
        page.locator(f"{FORM} #kind").select_option("claim")
        page.locator(f"{FORM} summary", has_text="Sources").click()
        page.get_by_role("button", name=re.compile("Ajouter une source|Add a source")).click()
        legend = "Who affirms what" if language == "en" else "Qui affirme quoi"
        expect(page.locator(f"{FORM} legend").first).to_have_text(legend)
        violations(page)
        assert page.locator(FORM).evaluate("form => form.scrollWidth <= form.clientWidth")
