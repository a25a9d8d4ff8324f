"""The text that annotations count in is the text a browser finds in the page."""

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from dossierpress.markup.markdown import render
from dossierpress.model.anchor import AnchorState
from dossierpress.model.body import Body
from dossierpress.model.card import Card, Link, Mark, Prose
from dossierpress.model.parts import NoteView
from dossierpress.model.source import Url
from dossierpress.render import prose
from dossierpress.render.shown import shown
from tests.markup.specs import PATH, cases

SOURCES = st.lists(
    st.one_of(
        st.sampled_from([case.source for case in cases()]),
        st.text(alphabet='ab*_`#>- \n1.()[]|!&<"=«»:;\N{GRINNING FACE}é', max_size=60),
    ),
    min_size=1,
    max_size=3,
).map("\n\n".join)
ARTICLE = Card(url=Url("/articles/a/"), title="A", kind="article", lang="fr")


def body_of(source: str) -> Body:
    """Parse a text."""
    return render(source, path=PATH)[0]


def note(key: str, block: int) -> NoteView:
    """A placed note."""
    return NoteView(
        key=key,
        number=1,
        kind="context",
        state=AnchorState.PLACED,
        url=Url("/1/n1/"),
        article=ARTICLE,
        lang="fr",
        block=block,
    )


def page_text(body: Body, marks: list[tuple[int, int]]) -> str:
    """The text content of the page's element, as a browser has it, without what the site put into it."""
    notes = [note(f"n{i}", len(body.blocks) - 1) for i in range(len(marks))]
    margin = prose.Margin(notes, lambda n: f"<p>box {n.key}</p>", lambda n: f"<a href='#'>{n.key}</a>")
    laid = tuple(Mark(start, end, f"n{i}") for i, (start, end) in enumerate(marks))
    links = tuple(Link(Url("/x/"), missing=i % 2 == 1) for i, _ in enumerate(body.references))
    html = prose.html(Prose(body=body, links=links, marks=laid), "fr", str, margin=margin)
    tree = LexborHTMLParser(f"<!doctype html><div id=text>{html}</div>")
    for apart in tree.css(f".{prose.APART}"):
        apart.decompose()
    element = tree.css_first("#text")
    assert element is not None
    return element.text(deep=True)


@given(SOURCES, st.data())
def test_it_is_the_text_of_the_page(source: str, data: st.DataObject) -> None:
    """Whatever the Markdown and wherever the notes, boxes and markers aside not a character differs."""
    body = body_of(source)
    marks = [data.draw(spans(body)) for _ in range(2)] if body.runs and body.blocks else []
    assert page_text(body, marks) == shown(body, "fr").text


def spans(body: Body) -> st.SearchStrategy[tuple[int, int]]:
    """A passage from the beginning of one run to the end of the same or a later one."""
    runs = body.runs
    pairs = st.tuples(st.integers(0, len(runs) - 1), st.integers(0, len(runs) - 1)).map(sorted)
    return pairs.map(lambda pair: (runs[pair[0]].start, runs[pair[1]].end))


@given(SOURCES)
def test_offsets_lead_to_the_same_words(source: str) -> None:
    """Every run of the body stands in the text at the place its offsets are mapped to, spacing aside."""
    body = body_of(source)
    text = shown(body, "en")
    for run in body.runs:
        start, end = text.span(run.start, run.end)
        assert text.text[start:end] == body.text[run.start : run.end]


def test_what_it_holds() -> None:
    """Line ends between blocks, footnote numbers, and the spacing of French, none of it changing a length."""
    body = body_of("Un « mot »[^1] : *oui*.\n\n- a\n- b\n\n[^1]: Note.")
    assert shown(body, "fr").text.startswith("Un «\u202fmot\u202f»1\u202f: oui.\n\na\nb\n")
    start = body.text.index("oui")
    text = shown(body, "fr")
    assert text.text[slice(*text.span(start, start + 3))] == "oui"
