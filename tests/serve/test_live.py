"""What somebody sees who has a page open while they write: in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.harness.browsing import browsing
from tests.harness.preview import Running, previewing
from tests.harness.project import Project
from tests.harness.tools import AXE, npm_file
from tests.quality.visit import RULES

pytestmark = pytest.mark.browser
ARTICLE = "content/articles/un-pont.md"
ADDRESS = "articles/un-pont/"
PANEL = "dossier-preview .panel"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose errors fail the test; a server that is away, and axe's own styles, are no errors."""
    with browsing(browser) as context:
        opened = context.new_page()
        faults: list[str] = []
        opened.on("pageerror", lambda error: faults.append(str(error)))
        expected = re.compile("Failed to load resource|Applying inline style")
        opened.on(
            "console",
            lambda m: faults.append(m.text) if m.type == "error" and not expected.match(m.text) else None,
        )
        yield opened
        assert faults == []


def long(project: Project) -> None:
    """Make the article long enough to scroll, with something to unfold."""
    paragraphs = "\n\n".join(f"Paragraphe numéro {n} du texte, tel qu'il était." for n in range(120))
    project.write(ARTICLE, (project.root / ARTICLE).read_text() + f"\n{paragraphs}\n")


def test_an_edit_is_seen_in_place(small: Project, page: Page) -> None:
    """The page changes; what was in view stays in view, what was unfolded stays unfolded."""
    long(small)
    with previewing(small) as preview:
        preview.after(0)
        page.set_viewport_size({"width": 390, "height": 800})
        page.goto(preview.url + ADDRESS)
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = !fold.open)")
        unfolded = page.evaluate("[...document.querySelectorAll('details')].map(fold => fold.open)")
        assert unfolded
        page.get_by_text("Paragraphe numéro 60 ").scroll_into_view_if_needed()
        page.evaluate("scrollBy(0, 200)")
        sixtieth = "[...document.querySelectorAll('p')].find(p => p.innerText.includes('numéro 60 '))"
        top = f"{sixtieth}.getBoundingClientRect().top"
        before = page.evaluate(top)
        small.change(ARTICLE, "numéro 62 du", "numéro 62, corrigé, du")
        more = "".join(f"Une phrase ajoutée, et de {n}.\n\n" for n in range(9))
        small.change(ARTICLE, "## Le coût", f"{more}## Le coût")
        expect(page.get_by_text("numéro 62, corrigé, du")).to_be_visible()
        expect(page.get_by_text("Une phrase ajoutée, et de 8.")).to_be_attached()
        page.wait_for_load_state("load")
        assert abs(page.evaluate(top) - before) < 40
        assert page.evaluate("scrollY") > 1000
        assert page.evaluate("[...document.querySelectorAll('details')].map(fold => fold.open)") == unfolded


def test_an_edit_elsewhere_leaves_the_page_alone(preview: Running, page: Page) -> None:
    """A page that shows nothing of a change is not loaded again."""
    page.goto(preview.url + ADDRESS)
    page.evaluate("window.mark = 1")
    before = preview.settled()["outcome"]
    path = "content/pages/a-propos.md"
    preview.project.write(path, (preview.project.root / path).read_text() + "\nEncore une phrase.\n")
    preview.after(before)
    preview.settled()
    assert page.evaluate("window.mark") == 1


def test_a_style_sheet_is_exchanged(small: Project, page: Page) -> None:
    """New colours appear without a reload, one sheet in the place of the other."""
    small.write("themes/own/theme.yaml", "extends: default\n")
    small.write("themes/own/static/theme.css", "h1 { color: rgb(1, 2, 3) }")
    small.write("dossier.yaml", (small.root / "dossier.yaml").read_text() + "theme: own\n")
    with previewing(small) as preview:
        preview.after(0)
        page.goto(preview.url + ADDRESS)
        expect(page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
        page.evaluate("window.mark = 1")
        for colour in ("rgb(4, 5, 6)", "rgb(7, 8, 9)"):
            small.write("themes/own/static/theme.css", f"h1 {{ color: {colour} }}")
            expect(page.locator("h1")).to_have_css("color", colour)
        expect(page.locator("head link[rel=stylesheet]:not([media])")).to_have_count(1)
        assert page.evaluate("window.mark") == 1
        small.write(
            "themes/own/templates/page.html",
            "{% extends 'default/page.html' %}{% block title %}!{% endblock %}",
        )
        expect(page).not_to_have_title("!")


def test_errors_lie_over_the_last_good_page(preview: Running, page: Page) -> None:
    """Two broken files: both are named with their place, lines and hint; mended, the panel goes by itself."""
    page.goto(preview.url + ADDRESS)
    expect(page.locator(PANEL)).to_be_hidden()
    preview.project.change(ARTICLE, "tags: [ponts, Ville-Basse]", "tags: [ponts, Ville-Basse")
    preview.project.write("content/notes/10101-bad.md", "---\narticle: 10101\nkind: nonsense\n---\nx\n")
    panel = page.locator(PANEL)
    expect(panel.locator("h2")).to_have_text("2 errors")
    expect(page.locator("h1")).to_have_text(re.compile("Un pont"))
    broken = panel.locator("li", has_text="yaml-syntax")
    expect(broken.locator(".hint")).to_contain_text("findings that follow")  # the note on it, a link to it
    place = panel.get_by_text(f"{ARTICLE}:")
    assert re.fullmatch(rf"{re.escape(ARTICLE)}:\d+:\d+", place.inner_text())
    address = place.get_attribute("href") or ""
    assert address.startswith(f"vscode://file{preview.project.root}/{ARTICLE}:")
    expect(panel.locator("mark").first).to_contain_text("tags")
    expect(panel.locator("li", has_text="10101-bad").locator("mark")).to_contain_text("nonsense")
    expect(panel.locator("li", has_text="10101-bad").locator(".hint")).to_contain_text("context")
    preview.project.delete("content/notes/10101-bad.md")
    expect(panel.locator("h2")).to_have_text("1 error")
    preview.project.change(ARTICLE, "tags: [ponts, Ville-Basse", "tags: [ponts, Ville-Basse]")
    expect(panel).to_be_hidden()


def test_the_panel_can_be_put_away(preview: Running, page: Page) -> None:
    """By key, and brought back; focus goes with it; it has no barriers."""
    page.goto(preview.url + ADDRESS)
    preview.project.change(ARTICLE, "tags: [ponts, Ville-Basse]", "tags: [ponts, Ville-Basse")
    panel = page.locator(PANEL)
    expect(panel).to_be_visible()
    page.evaluate(npm_file(AXE).read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = page.evaluate(
        "o => axe.run(document.querySelector('dossier-preview'), o).then(r => r.violations)", options
    )
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []
    panel.get_by_role("button").focus()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    page.get_by_role("button", name="Show what is wrong").press("Enter")
    expect(panel).to_be_visible()
    expect(panel).to_be_focused()


BREAKAGES = {
    "configuration": ("dossier.yaml", "title: Le petit dossier\nlang: [\n", "dossier.yaml:2"),
    "unknown theme": ("dossier.yaml", "title: Le petit dossier\ntheme: nowhere\n", "there is no theme"),
    "template syntax": (
        "themes/own/templates/article.html",
        "a\n{% if %}\n",
        "themes/own/templates/article.html:2",
    ),
    "template variable": (
        "themes/own/templates/article.html",
        "a\n\n{{ page.nothing }}\n",
        "own/templates/article.html:3",
    ),
    "template of the rest": (
        "themes/own/templates/tags.html",
        "{{ nobody }}",
        "themes/own/templates/tags.html:1",
    ),
    "theme options": ("themes/own/theme.yaml", "extends: default\noptions: 3\n", "theme.yaml has errors"),
}


@pytest.mark.parametrize("case", BREAKAGES)
def test_broken_configuration_and_themes(small: Project, page: Page, case: str) -> None:
    """They are findings like any other: the server lives, the last good page stays, and it goes when mended."""
    small.write("themes/own/theme.yaml", "extends: default\n")
    small.write("dossier.yaml", (small.root / "dossier.yaml").read_text() + "theme: own\n")
    path, text, shown = BREAKAGES[case]
    good = (small.root / path).read_text() if (small.root / path).exists() else None
    with previewing(small) as preview:
        preview.after(0)
        page.goto(preview.url + ADDRESS)
        small.write(path, text)
        expect(page.locator(PANEL)).to_contain_text(shown)
        expect(page.locator("h1")).to_have_text(re.compile("Un pont"))
        assert "Traceback" not in preview.output
        small.delete(path) if good is None else small.write(path, good)
        expect(page.locator(PANEL)).to_be_hidden()


def test_a_first_build_with_errors(small: Project, page: Page) -> None:
    """With nothing good to show, the findings are the page; mended, the page comes."""
    small.change(ARTICLE, "tags: [ponts, Ville-Basse]", "tags: [ponts, Ville-Basse")
    with previewing(small) as preview:
        page.goto(preview.url + ADDRESS)
        expect(page.locator("h1")).to_have_text("1 error keeps the site from being built")
        expect(page.get_by_text(f"{ARTICLE}:")).to_be_visible()
        small.change(ARTICLE, "tags: [ponts, Ville-Basse", "tags: [ponts, Ville-Basse]")
        expect(page.locator("h1")).to_have_text(re.compile("Un pont"))


def test_all_findings_have_a_page(preview: Running, page: Page, tmp_path: Path) -> None:
    """It follows the changes, escapes what it quotes, builds again on demand, and has no barriers."""
    page.goto(preview.url + "_dossier/")
    expect(page.locator("h1")).to_have_text(re.compile("finding|Nothing"))
    preview.project.change(ARTICLE, "id: 10101", "id: 10101\nbad: <script>alert(1)</script> [")
    expect(page.get_by_text("<script>alert(1)</script>").first).to_be_visible()
    page.evaluate(npm_file(AXE).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document).then(r => r.violations.map(v => v.id + v.nodes[0].html))")
    assert found == []
    before = preview.settled()["outcome"]
    with page.expect_event("load"):
        page.get_by_role("button", name="Build again").click()
    preview.after(before)


def test_an_absent_page_appears(preview: Running, page: Page) -> None:
    """The 404 page is replaced by the page as soon as there is one; a page that goes says so and stays."""
    preview.settled()
    page.goto(preview.url + "nouvelle/", wait_until="load")
    preview.project.write("content/pages/nouvelle.md", "---\ntitle: Une page nouvelle\n---\nTexte.\n")
    expect(page.locator("h1")).to_have_text("Une page nouvelle")
    preview.project.delete("content/pages/nouvelle.md")
    expect(page.locator("dossier-preview .gone")).to_contain_text("no longer part of the site")
    expect(page.locator("h1")).to_have_text("Une page nouvelle")


def test_a_restarted_server_is_found_again(small: Project, page: Page) -> None:
    """The page says that the preview has ended, and follows again once it is back, with its new token."""
    with previewing(small) as preview:
        preview.after(0)
        preview.settled()
        port = preview.port
        page.goto(preview.url + ADDRESS)
        expect(page.locator("h1")).to_be_visible()
    expect(page.locator("dossier-preview .lost")).to_be_visible()
    with previewing(small, "--port", str(port)) as preview:
        assert preview.port == port
        preview.after(0)
        expect(page.locator("dossier-preview .lost")).to_be_hidden()
        small.change(ARTICLE, "quarante mètres", "cinquante mètres")
        expect(page.get_by_text("cinquante mètres").first).to_be_visible()


def test_unsaved_text_is_not_thrown_away(preview: Running, page: Page) -> None:
    """Who holds unsaved text prevents the reload; it is made up for afterwards."""
    page.goto(preview.url + ADDRESS)
    page.evaluate("window.hold = e => e.preventDefault(); document.addEventListener('dossier:reload', hold)")
    preview.project.change(ARTICLE, "quarante mètres", "cinquante mètres")
    expect(page.locator("dossier-preview .waiting")).to_be_visible()
    expect(page.get_by_text("quarante mètres").first).to_be_visible()
    page.evaluate(
        "document.removeEventListener('dossier:reload', hold); document.dispatchEvent(new Event('dossier:done'))"
    )
    expect(page.get_by_text("cinquante mètres").first).to_be_visible()


def test_drafts_are_marked(small: Project, page: Page) -> None:
    """With --drafts the page of a draft says so, and links to it are marked; without it there is none."""
    small.change(ARTICLE, "id: 10101", "id: 10101\ndraft: true")
    with previewing(small) as preview:
        preview.after(0)
        assert preview.get(f"/{ADDRESS}").status == 404
    with previewing(small, "--drafts", "--port", "0") as preview:
        preview.after(0)
        page.goto(preview.url + ADDRESS)
        expect(page.locator("main > .remark [data-unpublished=draft]")).to_be_visible()
        page.goto(preview.url)
        expect(page.locator("[data-unpublished]").first).to_be_attached()
        small.change(ARTICLE, "\ndraft: true", "")
        expect(page.locator("[data-unpublished]")).to_have_count(0)


def test_a_hidden_tab_keeps_no_connection(preview: Running, browser: Browser) -> None:
    """Six open streams are all a browser allows: more pages than that can be open, and each is told."""
    with browsing(browser) as context:
        pages = [context.new_page() for _ in range(5)]
        for opened in pages:
            opened.goto(preview.url + ADDRESS)
        preview.project.change(ARTICLE, "quarante mètres", "cinquante mètres")
        for opened in pages:
            expect(opened.get_by_text("cinquante mètres").first).to_be_visible()
