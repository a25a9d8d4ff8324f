"""Notes on an article's page, in a real browser: passages that overlap, phones, keyboard, no JavaScript."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.harness import golden, memory
from tests.harness.browsing import browsing
from tests.harness.project import Project
from tests.harness.server import serving
from tests.quality.visit import visit

pytestmark = pytest.mark.browser
PHONE, WIDE = 390, 1500
ARTICLE = "articles/le-canal/"
ARABIC = "articles/al-qanat/"
#: The text of each marked segment with the notes it belongs to; markers stand between segments, never in one.
SEGMENTS = """() => [...document.querySelectorAll('.prose mark.hl')].map(
  mark => [mark.textContent, mark.dataset.notes.split(' ')])"""
COLOURS = """() => [...document.querySelectorAll('.prose mark.hl')].map(mark => {
  const style = getComputedStyle(mark)
  return [mark.classList.contains('over'), style.backgroundImage, style.backgroundSize, style.boxShadow]
})"""
BOX = "([one, other]) => [one, other].map(s => document.querySelector(s).getBoundingClientRect().toJSON())"
FOCUS = """() => {
  const active = document.activeElement
  const style = getComputedStyle(active)
  return [active.textContent.trim().replace(/\\s+/g, ' '), style.outlineStyle, parseFloat(style.outlineWidth) > 0]
}"""


@dataclass(frozen=True, slots=True)
class Marked:
    """A note as the dossier knows it: where its passage stands and what it says."""

    key: str
    number: int
    passage: str


@pytest.fixture(scope="module")
def notes() -> list[Marked]:
    """The notes of the article that have a passage, in the order of the text."""
    site = memory.site(memory.files(golden.SITES / "overlaps"))
    placed = [note for note in site.notes_of["20201"] if note.anchor.end]
    assert len(placed) == 8
    return [Marked(n.note.slug, n.number, n.article.body.text[n.anchor.start : n.anchor.end]) for n in placed]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the built sample dossier."""
    folder = tmp_path_factory.mktemp("overlaps") / "dossier"
    project = Project(folder)
    for path in (p for p in sorted((golden.SITES / "overlaps").rglob("*")) if p.is_file()):
        project.write(path.relative_to(golden.SITES / "overlaps").as_posix(), path.read_bytes())
    with serving(project.build().output) as address:
        yield address


@pytest.fixture
def opened(browser: Browser, root: str) -> Iterator[Callable[..., Page]]:
    """``opened(path, width, script)`` opens a page of the dossier in a context of its own."""

    def open_page(path: str, width: int, script: bool = True) -> Page:
        size = {"width": width, "height": 900}
        context = open_contexts.enter_context(
            browsing(browser, java_script_enabled=script, viewport=size, reduced_motion="reduce")
        )
        page = context.new_page()
        page.goto(root + path)
        return page

    with ExitStack() as open_contexts:
        yield open_page


def test_marks_are_exactly_the_passages(opened: Callable[..., Page], notes: list[Marked]) -> None:
    """Nested, crossing, equal, across paragraphs and links: each note's segments are its passage, no more."""
    segments: list[tuple[str, list[str]]] = opened(ARTICLE, WIDE).evaluate(SEGMENTS)
    for note in notes:
        own = "".join(text for text, keys in segments if note.key in keys)
        assert "".join(own.split()) == "".join(note.passage.split()), note.key
    assert {key for _, keys in segments for key in keys} == {note.key for note in notes}
    assert max(len(keys) for _, keys in segments) == 4


def test_marked_characters_are_the_union(opened: Callable[..., Page]) -> None:
    """What is not marked belongs to no passage."""
    page = opened(ARTICLE, WIDE)
    site = memory.site(memory.files(golden.SITES / "overlaps"))
    placed = [note for note in site.notes_of["20201"] if note.anchor.end]
    text = placed[0].article.body.text
    covered = {at for note in placed for at in range(note.anchor.start, note.anchor.end)}
    marked = "".join(segment for segment, _ in page.evaluate(SEGMENTS))
    assert "".join(marked.split()) == "".join("".join(text[at] for at in sorted(covered)).split())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_overlaps_look_different(opened: Callable[..., Page], scheme: str) -> None:
    """Where passages overlap the mark is stronger, on either paper, and every mark has a tint."""
    page = opened(ARTICLE, WIDE)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a literal
    looks = page.evaluate(COLOURS)
    assert all("gradient" in tint and "rgba(0, 0, 0, 0)" not in tint for _, tint, _, _ in looks)
    once = {(size, line) for over, _, size, line in looks if not over}
    twice = {(size, line) for over, _, size, line in looks if over}
    assert once
    assert twice
    assert once.isdisjoint(twice)


def test_every_kind_has_a_tint_and_a_word(opened: Callable[..., Page]) -> None:
    """Six kinds, six tints, six words: neither says more than the other."""
    page = opened(ARTICLE, WIDE)
    pairs = page.locator(".note").evaluate_all(
        """notes => notes.map(note => [
          getComputedStyle(note.querySelector('.num')).backgroundColor,
          note.querySelector('summary').childNodes[1].textContent.trim()])"""
    )
    assert (
        len({tint for tint, _ in pairs})
        == len({word for _, word in pairs})
        == len(set(map(tuple, pairs)))
        == 7
    )
    tint = page.locator(".stand .tint").first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert tint != "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("width", [PHONE, WIDE], ids=["phone", "wide"])
def test_every_note_is_reachable(
    opened: Callable[..., Page], notes: list[Marked], width: int, script: bool
) -> None:
    """Each passage has one number that leads to its note, also where several passages end together."""
    page = opened(ARTICLE, width, script)
    for note in notes:
        link = page.locator(f'.prose a.nref[href="#{note.key}"]')
        assert link.count() == 1
        assert str(note.number) in link.inner_text()
        link.click()
        assert page.url.endswith(f"#{note.key}")
        page.locator(f"#{note.key} .said").wait_for(state="visible")
        page.locator(f'#{note.key} a[href="#ref-{note.key}"]').click()
        assert page.url.endswith(f"#ref-{note.key}")


def test_on_a_wide_screen_notes_stand_in_the_margin(opened: Callable[..., Page]) -> None:
    """Beside the text, not over it; in an article that runs the other way than the interface too."""
    for path, first in ((ARTICLE, "outer"), (ARABIC, "a")):
        page = opened(path, WIDE)
        text, note = page.evaluate(BOX, [".prose > p", f"#{first}"])
        assert text["right"] <= note["left"] or note["right"] <= text["left"], path
        assert note["top"] < text["bottom"] + 200


def test_on_a_phone_notes_are_folded_below_their_paragraph(opened: Callable[..., Page]) -> None:
    """Until they are asked for; those without a passage stand open at the foot."""
    page = opened(ARTICLE, PHONE)
    assert page.locator("#outer .said").is_hidden()
    paragraph, summary = page.evaluate(BOX, [".prose > p", ".notes .note > summary"])
    assert paragraph["bottom"] <= summary["top"] < paragraph["bottom"] + 60
    page.locator(".note > summary").first.click()
    assert page.locator("#outer .said").is_visible()
    assert page.locator("#orphan .said").is_visible()
    assert page.locator("#whole .said").is_visible()


@pytest.mark.parametrize("width", [PHONE, WIDE], ids=["phone", "wide"])
def test_moved_and_lost_notes_say_so(opened: Callable[..., Page], width: int) -> None:
    """A moved note carries a remark; an orphan too, with the words it quotes."""
    page = opened(f"{ARTICLE}#moved", width, script=False)
    assert page.locator("#moved .remark").is_visible()
    assert page.locator("#orphan .remark").is_visible()
    assert "Un tout autre paragraphe" in page.locator("#orphan .lost").inner_text()
    assert page.locator("#inner .remark").count() == 0


@pytest.mark.parametrize("width", [PHONE, WIDE], ids=["phone", "wide"])
def test_from_note_to_note_without_javascript(opened: Callable[..., Page], width: int) -> None:
    """Each note links to the next and the previous one, through those without a passage to the last."""
    page = opened(f"{ARTICLE}#outer", width, script=False)
    order = [page.url.partition("#")[2]]
    while (link := page.locator(f"#{order[-1]} .steps a[aria-label='Note suivante']")).count():
        link.click()
        order.append(page.url.partition("#")[2])
    assert order == [
        "outer",
        "inner",
        "same",
        "crossing",
        "budget",
        "across",
        "moved",
        "fix",
        "whole",
        "orphan",
    ]
    page.locator("#orphan .steps a[aria-label='Note précédente']").click()
    assert page.url.endswith("#whole")


def test_permalinks_lead_on_too(opened: Callable[..., Page]) -> None:
    """A note's own page links to the next and previous one, and to the passage."""
    page = opened("20201/same/", PHONE, script=False)
    page.locator(".turn .next a").click()
    assert page.url.endswith("/20201/crossing/")
    page.locator("figure.passage a").click()
    assert page.url.endswith(f"{ARTICLE}#p-crossing")
    assert page.locator("#p-crossing").count() == 1


def test_keys(opened: Callable[..., Page]) -> None:
    """j and k go through all notes; what they reach has the focus, shows it, and tells number and kind."""
    page = opened(ARTICLE, WIDE)
    said = []
    for _ in range(10):
        page.keyboard.press("j")
        text, style, visible = page.evaluate(FOCUS)
        assert (style, visible) == ("solid", True)
        said.append(text)
    assert [text.split()[1].strip(",") for text in said[:8]] == ["1", "2", "3", "4", "5", "6", "7", "8"]
    assert said[0].startswith("Note 1, contexte")
    assert said[8].startswith("9 Commentaire")
    assert said[9].startswith("10 Question")
    page.keyboard.press("j")
    assert page.evaluate(FOCUS)[0] == said[0]
    page.keyboard.press("k")
    assert page.evaluate(FOCUS)[0] == said[9]


def test_keys_go_on_from_a_note(opened: Callable[..., Page]) -> None:
    """From the note a link led to, or from a link inside a note."""
    page = opened(f"{ARTICLE}#same", WIDE)
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.hash") == "#crossing"
    unnamed = "20203-fy-ywnyw-b-d-thlth"  # an id that begins with a digit is no selector
    arabic = opened(f"{ARABIC}#{unnamed}", WIDE)
    arabic.keyboard.press("k")
    assert arabic.evaluate("document.activeElement.hash") == "#a"
    page.locator("#budget .stand a").first.focus()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.hash") == "#across"


def test_keys_leave_readers_alone(opened: Callable[..., Page]) -> None:
    """Not with a modifier, not while typing, not once they are switched off; nothing is announced by itself."""
    page = opened(ARTICLE, WIDE)
    for key in ("Control+j", "Alt+j", "Meta+j", "Shift+J"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement === document.body")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input id=field>')")
    page.locator("#field").focus()
    page.keyboard.press("j")
    assert page.locator("#field").input_value() == "j"
    page.locator("#field").evaluate("field => field.blur()")
    page.keyboard.press("?")
    page.locator("#keys input").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.className") != "nref"
    assert page.locator("[aria-live], [role=application]").count() == 0


def test_the_words_of_one_note_can_be_told(opened: Callable[..., Page], notes: list[Marked]) -> None:
    """While a number has the focus or the pointer, its whole passage is outlined, and nothing else."""
    page = opened(ARTICLE, WIDE)
    lit = "() => [...document.querySelectorAll('.lit')].map(mark => mark.textContent).join('')"
    for note in notes:
        page.locator(f"#ref-{note.key}").focus()
        assert "".join(page.evaluate(lit).split()) == "".join(note.passage.split())
    page.locator("#ref-outer").hover()
    assert page.evaluate(lit).startswith("La maire")
    page.locator("h1").hover()
    assert page.evaluate(lit) == ""


def test_corrections_are_announced_at_the_head(opened: Callable[..., Page]) -> None:
    """Before the text, with a link to each correction and to the page of all."""
    page = opened(ARTICLE, PHONE, script=False)
    remark = page.locator("header .warn")
    assert "note 8" in remark.inner_text()
    remark.locator('a[href="#fix"]').click()
    page.locator("#fix .said").wait_for(state="visible")
    remark.locator("a").last.click()
    assert page.url.endswith("/corrections/")
    assert page.locator("main article").count() == 2
    assert "Elle l'a appris en mai" in page.locator("main article").first.inner_text()
    assert opened(ARABIC, PHONE).locator("header .warn").count() == 0


def test_claims_are_lined_up(opened: Callable[..., Page]) -> None:
    """One statement of two articles: a table on wide screens, a list on phones, that shows who contradicts."""
    page = opened("affirmations/", WIDE)
    assert page.locator("main h2").all_inner_texts() == ["Le budget du canal a été respecté."]
    assert page.locator("main .tag").inner_text() == "Versions opposées"
    rows = [row.locator("th, td").all_inner_texts() for row in page.locator("tbody tr").all()]
    assert [(row[0], row[1]) for row in rows] == [("Jeanne Morel", "affirme"), ("Le Courrier", "dément")]
    assert "Le canal sera ouvert en juin" in rows[0][2]
    assert "Comptes de la commune" in rows[0][4]
    who, stance = page.evaluate(BOX, ["tbody th", "tbody td"])
    assert who["right"] <= stance["left"]
    assert page.locator("thead").is_visible()
    page.set_viewport_size({"width": PHONE, "height": 900})
    who, stance = page.evaluate(BOX, ["tbody th", "tbody td"])
    assert who["bottom"] <= stance["top"] + 1
    page.locator("tbody th a").click()
    assert page.locator("#claims + ul").inner_text().startswith("Le budget du canal")


def test_pages_of_claims_and_corrections_have_no_barrier(browser: Browser, root: str) -> None:
    """Nor has the article on which everything overlaps: axe, narrow screens, console, other servers."""
    for path in (ARTICLE, ARABIC, "affirmations/", "corrections/", "reperes/jeanne-morel/", "20202/budget/"):
        seen = visit(browser, root + path)
        assert (seen.barriers, seen.overflow, seen.console, seen.foreign) == ([], [], [], []), path


def test_pages_that_have_nothing_to_show_are_not_there(project: Project) -> None:
    """A dossier without claims and corrections has neither page, nor links to them."""
    project.write("content/articles/a.md", "---\ntitle: A\nid: 1\n---\nTexte.\n").build()
    assert not [
        path for path in project.tree() if Path(path).parts[0] in ("affirmations", "claims", "corrections")
    ]
    assert "corrections" not in project.read_output("index.html")
