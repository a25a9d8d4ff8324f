"""Annotating in the page, in a real browser: select, write, save, look at the file and at the page."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dossierpress.build import today
from tests.harness.browsing import browsing
from tests.harness.preview import Running, previewing
from tests.harness.project import Project
from tests.harness.tools import AXE, npm_file
from tests.quality.visit import RULES

pytestmark = pytest.mark.browser
ARTICLE = "content/articles/un-pont.md"
NOTE = "content/notes/10101-cout.md"
ADDRESS = "articles/un-pont/"
FORM = "dossier-notes dialog"

#: Where words stand on the screen: the left end of the first one, the right end of the last one.
FIND = """words => {
  const walker = document.createTreeWalker(document.querySelector('.prose'), NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words)
    if (at < 0) continue
    walker.currentNode.parentElement.scrollIntoView({ block: 'center', behavior: 'instant' })
    const range = document.createRange()
    range.setStart(walker.currentNode, at)
    range.setEnd(walker.currentNode, at + words.length)
    const boxes = [...range.getClientRects()]
    const [first, last] = [boxes[0], boxes.at(-1)]
    return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2]
  }
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose errors fail the test; refusals and a server that is away are no errors of the page."""
    with browsing(browser) as context:
        faults: list[str] = []
        context.on("weberror", lambda error: faults.append(str(error.error)))
        yield context.new_page()
        assert faults == []


def visit(page: Page, preview: Running) -> None:
    """Open the article, ready to be annotated."""
    preview.after(0)
    page.goto(preview.url + ADDRESS)
    ready(page)


def ready(page: Page) -> None:
    """The page says that it can be annotated, and nothing in it moves any more."""
    expect(page.locator("dossier-preview .annotate")).to_be_visible()
    page.wait_for_load_state("load")


def select(page: Page, words: str) -> None:
    """Select with the mouse, as a reader does."""
    left, top, right, bottom = page.evaluate(FIND, words)
    page.mouse.move(left + 0.5, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=4)
    page.mouse.up()


def annotate(page: Page, words: str) -> None:
    """Select, and press the button that appears."""
    ready(page)
    select(page, words)
    page.locator("dossier-notes .float").click()
    expect(page.locator(FORM)).to_be_visible()


def write(page: Page, text: str) -> None:
    """Fill in the text."""
    page.locator(f"{FORM} #text").fill(text)


def save(page: Page) -> None:
    """Press Save."""
    page.locator(f"{FORM} .main").click()


def saved(page: Page) -> None:
    """The form has gone, and the page says where the note is."""
    expect(page.locator(FORM)).to_be_hidden()
    expect(page.locator("dossier-preview .note")).to_contain_text("content/notes/")


def control(page: Page, number: int, name: str) -> None:
    """Press a button at a note, unfolding it where notes are folded."""
    page.locator(".note").nth(number - 1).evaluate("fold => fold.open = true")
    page.locator("dossier-note").nth(number - 1).get_by_role("button", name=re.compile(name)).click()


def new_note(project: Project) -> str:
    """The text of the one note file that a test has made."""
    made = list((project.root / "content/notes").glob("10101-n*.md"))
    assert len(made) == 1
    return made[0].read_text()


def test_select_with_the_mouse(preview: Running, page: Page) -> None:
    """From the selection to the file and the mark; the author is remembered, tags are completed."""
    visit(page, preview)
    annotate(page, "longue de quarante mètres")
    page.locator(f"{FORM} #kind").select_option("question")
    write(page, "Mesurée [[Ville-Basse|où]] ?")
    tag = page.locator(f"{FORM} #tag")
    assert "Ville-Basse" in page.locator(f"{FORM} datalist option").evaluate_all(
        "all => all.map(o => o.value)"
    )
    tag.fill("Ville-Basse")
    tag.press("Enter")
    tag.fill("mesures")  # typed, but not added: it counts
    page.locator(f"{FORM} #author").fill("Ada")
    page.locator(f"{FORM} summary").first.click()
    expect(page.locator(f"{FORM} .shown a")).to_have_attribute("href", "/reperes/ville-basse/")
    save(page)
    saved(page)
    expect(page.locator("mark.hl", has_text="longue de quarante")).to_be_visible()
    text = new_note(preview.project)
    assert 'kind: question\nquote: "longue de quarante mètres"\nprefix: "' in text
    assert "\nauthor: Ada\n" in text
    assert "\ntags: [Ville-Basse, mesures]\n---\nMesurée [[Ville-Basse|où]] ?\n" in text
    preview.project.check()
    annotate(page, "La maire")
    expect(page.locator(f"{FORM} #author")).to_have_value("Ada")


def test_select_with_the_keyboard(preview: Running, page: Page) -> None:
    """Shift and arrows, the key, the form, Ctrl-Enter: no mouse once there is a selection."""
    visit(page, preview)
    left, top, *_ = page.evaluate(FIND, "relie la")
    page.mouse.dblclick(left + 5, top)  # without caret browsing, a browser extends only what is selected
    for _ in range(len(" la")):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+Alt+m")
    expect(page.locator(f"{FORM} #text")).to_be_focused()
    expect(page.locator(f"{FORM} #passage")).to_have_text("relie la")
    page.keyboard.type("Au clavier, sans j ni k ni ?.")
    page.keyboard.press("Control+Enter")
    saved(page)
    assert 'quote: "relie la"' in new_note(preview.project)
    assert "Au clavier, sans j ni k ni ?." in new_note(preview.project)


def test_a_passage_across_a_note(preview: Running, page: Page) -> None:
    """Numbers and boxes of other notes are no words of the article."""
    visit(page, preview)
    page.evaluate(
        "() => { const last = [...document.querySelectorAll('.prose > p')].at(-1);"
        "getSelection().setBaseAndExtent("
        "document.querySelector('.prose h2').firstChild, 3, last, last.childNodes.length) }"
    )
    page.locator("dossier-notes .float").click()
    write(page, "Tout cela.")
    save(page)
    saved(page)
    text = new_note(preview.project)
    assert 'quote: "coût Les travaux ont coûté deux fois plus que prévu, selon la commune."' in text
    preview.project.check("--strict")


def test_a_note_on_the_whole_article(preview: Running, page: Page) -> None:
    """Without a selection the corner's button writes one without a quote."""
    visit(page, preview)
    page.locator("dossier-preview .annotate button").click()
    write(page, "Un mot sur l'ensemble.")
    save(page)
    saved(page)
    assert "quote:" not in new_note(preview.project)
    expect(page.locator("#whole")).to_be_visible()


def test_edit_delete_undo(preview: Running, page: Page) -> None:
    """A note is changed, taken away and brought back; Undo is still there once the page has been loaded again."""
    visit(page, preview)
    control(page, 1, "Modifier")
    expect(page.locator(f"{FORM} #text")).to_have_value("Le devis de 2018 n'est pas publié. **Où est-il ?**")
    write(page, "Le devis est publié.")
    save(page)
    saved(page)
    expect(page.locator(".note .said")).to_have_text("Le devis est publié.")
    text = (preview.project.root / NOTE).read_text()
    assert text.endswith(f"date: 2020-05-07\nupdated: {today()}\ntags: [ponts]\n---\nLe devis est publié.\n")
    control(page, 1, "Supprimer")
    expect(page.locator("mark.hl")).to_have_count(0)
    assert not (preview.project.root / NOTE).exists()
    page.locator("dossier-preview .undo button").first.click()
    expect(page.locator("mark.hl")).to_have_count(1)
    assert (preview.project.root / NOTE).read_text() == text


def test_an_orphan_is_attached_again(small: Project, page: Page) -> None:
    """Its passage is gone: the next selection is its new one, and nothing else in the file changes."""
    small.change(NOTE, "deux fois plus que prévu", "mille choses qui ne sont pas dites ici")
    before = (small.root / NOTE).read_text()
    with previewing(small) as preview:
        preview.after(0)
        visit(page, preview)
        control(page, 1, "Rattacher")
        expect(page.locator(f"{FORM} .notice")).to_contain_text("Sélectionnez le nouveau passage")
        select(page, "plus que prévu")
        page.locator("dossier-notes .float").click()
        expect(page.locator(f"{FORM} #passage")).to_have_text("plus que prévu")
        save(page)
        saved(page)
        expect(page.locator("mark.hl")).to_have_text("plus que prévu")
        now = (small.root / NOTE).read_text()
        new = re.sub(
            r'quote: .*\nprefix: ".*"\nsuffix: ".*"', "quote: mille choses qui ne sont pas dites ici", now
        )
        assert new == before
        assert "\nquote: plus que prévu\n" in now or '\nquote: "plus que prévu"\n' in now


def test_an_ambiguous_passage_is_chosen(small: Project, page: Page) -> None:
    """The places are shown with their surroundings; a press on one saves it there."""
    small.write(ARTICLE, (small.root / ARTICLE).read_text() + "\nPlouf dans l'eau froide du canal.\n" * 7)
    with previewing(small) as preview:
        preview.after(0)
        visit(page, preview)
        page.evaluate(
            "() => { const line = [...document.querySelectorAll('.prose > p')].at(-4).firstChild;"
            "getSelection().setBaseAndExtent(line, 0, line, 5) }"
        )
        page.locator("dossier-notes .float").click()
        write(page, "Lequel ?")
        save(page)
        places = page.locator(f"{FORM} .choices button")
        expect(places.first).to_be_visible()
        assert not list((small.root / "content/notes").glob("10101-n*"))
        count = places.count()
        assert 1 < count <= 7
        places.nth(1).click()
        saved(page)
        assert "quote: Plouf" in new_note(small) or 'quote: "Plouf"' in new_note(small)
        small.check()


def test_two_windows_edit_one_note(preview: Running, page: Page) -> None:
    """The second save is refused, both texts are shown and kept, and saving over is said, not done."""
    visit(page, preview)
    other = page.context.new_page()
    visit(other, preview)
    control(page, 1, "Modifier")
    control(other, 1, "Modifier")
    write(page, "Le texte de la première fenêtre.")
    other.locator(f"{FORM} #text").press("End")
    write(other, "Le texte de la seconde.")
    page.bring_to_front()
    save(page)
    saved(page)
    other.bring_to_front()
    save(other)
    expect(other.locator(f"{FORM} .theirs")).to_have_text("Le texte de la première fenêtre.")
    expect(other.locator(f"{FORM} .mine")).to_have_text("Le texte de la seconde.")
    assert (preview.project.root / NOTE).read_text().endswith("Le texte de la première fenêtre.\n")
    (copy,) = (preview.project.root / ".dossier/conflicts").iterdir()
    assert copy.read_text().endswith("Le texte de la seconde.\n")
    violations(other)
    other.get_by_role("button", name="Enregistrer le mien à la place").click()
    saved(other)
    assert (preview.project.root / NOTE).read_text().endswith("Le texte de la seconde.\n")


def test_killed_in_the_middle_of_typing(small: Project, page: Page) -> None:
    """The text stays under its author's hands, a save says that it failed, and the next one works."""
    with previewing(small) as preview:
        preview.after(0)
        port = preview.port
        visit(page, preview)
        annotate(page, "La maire")
        page.locator(f"{FORM} #text").type("Commencé avant la panne, ")
        preview.process.kill()
        preview.process.wait()
        page.locator(f"{FORM} #text").press("End")
        page.keyboard.type("fini après.")
        save(page)
        expect(page.locator(f"{FORM} .problem")).to_contain_text("injoignable")
    with previewing(small, "--port", str(port)) as preview:
        preview.after(0)
        expect(page.locator("dossier-preview .lost")).to_be_hidden()
        expect(page.locator(f"{FORM} #text")).to_have_value("Commencé avant la panne, fini après.")
        assert not list((small.root / "content/notes").glob("10101-n*"))  # not saved before it is asked for
        save(page)
        saved(page)
        assert new_note(small).endswith("Commencé avant la panne, fini après.\n")


def test_a_reload_keeps_what_was_typed(preview: Running, page: Page) -> None:
    """The form is open again and says so; closed, the text can be taken up; another change does not load the page."""
    visit(page, preview)
    annotate(page, "La maire")
    write(page, "Pas encore enregistré.")
    preview.project.change(ARTICLE, "quarante mètres", "cinquante mètres")
    expect(page.locator("dossier-preview .waiting")).to_be_visible()
    expect(page.locator(f"{FORM} #text")).to_have_value("Pas encore enregistré.")
    page.reload()
    expect(page.locator(f"{FORM} #text")).to_have_value("Pas encore enregistré.")
    expect(page.locator(f"{FORM} .notice")).to_contain_text("pas encore enregistré")
    page.locator(f"{FORM} #text").press("Escape")
    expect(page.locator(FORM)).to_be_hidden()
    page.reload()
    page.locator("dossier-preview .resume").click()
    expect(page.locator(f"{FORM} #text")).to_have_value("Pas encore enregistré.")
    expect(page.locator(f"{FORM} #passage")).to_have_text("La maire")
    save(page)
    saved(page)
    assert "Pas encore enregistré." in new_note(preview.project)
    expect(page.locator("mark.hl", has_text="La maire")).to_be_visible()  # the page has followed by itself
    page.reload()
    expect(page.locator("dossier-preview .annotate")).to_be_visible()
    expect(page.locator("dossier-preview .resume")).to_have_count(0)


def violations(page: Page) -> None:
    """Fail on what axe finds in what the preview adds (the form may cover the page's own links, and half a button)."""
    page.evaluate(npm_file(AXE).read_text(encoding="utf-8"))
    beside = [] if page.locator(FORM).is_visible() else ["dossier-note"]
    ours = ["dossier-notes", "dossier-preview", *beside]
    run = "([include, runOnly]) => axe.run({ include }, { runOnly })"
    found = page.evaluate(run, [ours, RULES])["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found] == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_the_form_is_accessible(preview: Running, page: Page, width: int, scheme: str) -> None:
    """axe finds nothing in the open form, by day, by night and on a phone; nothing is wider than the screen."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    visit(page, preview)
    annotate(page, "La maire")
    write(page, "Un [[lien perdu]].")
    page.locator(f"{FORM} #tag").fill("ponts")
    page.locator(f"{FORM} #tag").press("Enter")
    page.locator(f"{FORM} summary").first.click()
    expect(page.locator(f"{FORM} .findings li")).to_be_visible()
    violations(page)
    assert page.locator(FORM).evaluate("form => form.scrollWidth <= form.clientWidth")
    page.locator(f"{FORM} #text").press("Escape")
    expect(page.locator(FORM)).to_be_hidden()
    violations(page)


def test_hostile_text_typed(preview: Running, page: Page) -> None:
    """Whatever is typed is text, in the file, in the preview and on the page."""
    visit(page, preview)
    annotate(page, "La maire")
    text = (
        "\"a\": 'b' {c} [d] #e\n</script><img src=x onerror=\"document.title='no'\">\n\nعربي 👩🏽 "
        + "é" * 5_000
    )
    write(page, text)
    page.locator(f"{FORM} summary").first.click()
    expect(page.locator(f"{FORM} .shown")).to_contain_text("</script><img")
    save(page)
    saved(page)
    expect(page.locator(".note .said", has_text="</script><img")).to_be_attached()
    assert new_note(preview.project).endswith(f"---\n{text}\n")
    assert "no" not in page.title().split()


def test_discard_is_for_good(preview: Running, page: Page) -> None:
    """Asked once; then nothing is left of it."""
    visit(page, preview)
    annotate(page, "La maire")
    write(page, "À jeter.")
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator(f"{FORM} .quiet").click()
    expect(page.locator(FORM)).to_be_hidden()
    keys = json.loads(page.evaluate("JSON.stringify(Object.keys(localStorage))"))
    assert not [key for key in keys if key.startswith("dossier:draft:")]
    assert Path(preview.project.root / NOTE).exists()
