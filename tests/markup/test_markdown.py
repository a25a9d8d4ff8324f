"""Markdown becomes a body: what is written, what is recorded about it, and where findings are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml

from dossierpress.diagnostics import CODES, Diagnostic, Severity
from dossierpress.markup.markdown import render
from dossierpress.model.body import Body, Inside, ReferenceKind
from dossierpress.model.source import SourcePath
from tests.markup.specs import PATH, Case, cases, outcome

#: A busy machine must not fail a test.
CASES = cases()
#: Characters of CommonMark that start none of our extensions.
PLAIN = st.text(alphabet="ab é*_`#>-+ \n\t1.)(\\!&;\"'", max_size=80)
MARKDOWN = st.lists(
    st.one_of(
        st.sampled_from([case.source for case in CASES]),
        st.text(alphabet='ab*_`#>-+ \n\t1.()[]|!&<>=%^:~\\"', max_size=60),
    ),
    max_size=3,
).map("\n\n".join)


def parse(text: str) -> tuple[Body, tuple[Diagnostic, ...]]:
    """Parse a text as if it were a page."""
    return render(text, path=PATH)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_specs(case: Case) -> None:
    """Each example gives the HTML and the findings written beside it."""
    assert outcome(case.source) == case.expected


def test_there_are_many_specs() -> None:
    """The examples are found, so the test above tests something."""
    assert len(CASES) >= 100


@given(text=PLAIN)
def test_writes_what_the_plain_renderer_writes(text: str) -> None:
    """For CommonMark without links the HTML is the library's, but for ids and a space at line ends."""
    plain = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False, "maxNesting": 100})
    plain.add_render_rule("softbreak", lambda *_: " ")
    html = re.sub(r'(<h\d) id="[^"]*"', r"\1", parse(text)[0].html).replace('<pre tabindex="0">', "<pre>")
    assert html == plain.render(text)


@given(text=MARKDOWN)
def test_runs_map_text_to_html(text: str) -> None:
    """Every run's text stands escaped at its offset; runs are in order and none is empty."""
    body, _ = parse(text)
    end = 0
    for run in body.runs:
        escaped = escapeHtml(body.text[run.start : run.end])
        assert escaped == body.html[run.html : run.html + len(escaped)]
        assert end <= run.start < run.end
        end = run.end


@given(text=MARKDOWN)
def test_text_outside_runs_is_newlines(text: str) -> None:
    """What is in the text but in no run only keeps blocks and broken lines apart."""
    body, _ = parse(text)
    covered = {offset for run in body.runs for offset in range(run.start, run.end)}
    assert {body.text[i] for i in range(len(body.text)) if i not in covered} <= {"\n"}


@given(text=MARKDOWN)
def test_blocks_cover_the_html(text: str) -> None:
    """Top-level blocks stand one after the other, with nothing but line ends between them."""
    body, _ = parse(text)
    done = 0
    for block in body.blocks:
        assert body.html[done : block.html_start].strip() == ""
        assert body.html[block.html_start] == "<"
        assert body.html[block.html_end - 1] == ">"
        assert 0 <= block.start <= block.end <= len(body.text)
        done = block.html_end
    assert body.html[done:].strip() == ""


@given(text=MARKDOWN)
def test_ids_are_unique_and_their_holes_are_in_them(text: str) -> None:
    """No id comes twice, and a prefix goes before an id or the name of one."""
    body, _ = parse(text)
    assert len(set(body.ids)) == len(body.ids)
    before = [body.html[:hole] for hole in body.id_holes]
    assert all(html.endswith((' id="', ' href="#')) for html in before)
    assert sum(html.endswith(' id="') for html in before) == len(body.ids)


@given(text=MARKDOWN)
def test_references_stand_where_they_say(text: str) -> None:
    """A reference's line and column point at the bracket or exclamation mark it begins with."""
    body, _ = parse(text)
    lines = re.sub(r"\r\n?", "\n", text).split("\n")
    for reference in body.references:
        assert lines[reference.line - 1][reference.column - 1] in "[!"
        if reference.kind is not ReferenceKind.IMAGE:
            assert reference.html_start < reference.html_end
            assert body.text[reference.start : reference.end].strip("\n") == reference.label


@given(text=MARKDOWN)
def test_findings_have_known_codes_and_places(text: str) -> None:
    """Every finding is documented and lies within the text."""
    lines = text.split("\n")
    for found in parse(text)[1]:
        assert found.code in CODES
        assert 1 <= found.span.line <= len(lines)
        assert 1 <= found.span.column <= len(lines[found.span.line - 1]) + 1


@given(
    words=st.lists(
        st.sampled_from(["un", "[x]", "**", "- a", "> b", "| c |", "`", "\n", "\n\n", "==", "~~", "# d"])
    )
)
def test_no_word_is_lost(words: list[str]) -> None:
    """Without comments, definitions and tables' odd rows, every letter of the source is in the text."""
    source = " ".join(words)
    text = parse(source)[0].text
    assert re.findall("[a-z]", source.replace("[x]", "")) == re.findall("[a-z]", re.sub(r"\[x\]|☑", "", text))


def test_runs_know_what_they_are_inside_of() -> None:
    """Links, code, headings and footnotes are told apart."""
    body, _ = parse("# T\n\na [b `c`](d.md)[^1]\n\n[^1]: n")
    inside = {body.text[run.start : run.end]: Inside(run.inside) for run in body.runs}
    assert inside == {
        "T": Inside.HEADING,
        "a ": Inside.NOTHING,
        "b ": Inside.LINK,
        "c": Inside.LINK | Inside.CODE,
        "n": Inside.FOOTNOTE,
    } | ({" ": Inside.FOOTNOTE} if " " in inside else {})


def test_places_count_from_the_first_line() -> None:
    """Lines are those of the file, whatever stands before the text."""
    body, found = render("\n[a](b.md) <i>", path=SourcePath("x.md"), first_line=10)
    assert [(r.line, r.column) for r in body.references] == [(11, 1)]
    assert [str(d.span) for d in found] == ["x.md:11:11"]


@pytest.mark.parametrize(
    ("source", "places"),
    [
        ("| a | b |\n|---|---|\n| [x](x) | [x](x) |", [(3, 3), (3, 12)]),
        ("- a\n  - b [x](x)\n    c [y](y)", [(2, 7), (3, 7)]),
        ("> > a\n> > [x](x)\nb [y](y)", [(2, 5), (3, 3)]),
        ("t[^1]\n\n[^1]: a\n    [[x]]", [(4, 5)]),
        ("a ^[b [x](x)] [y](y)", [(1, 7), (1, 15)]),
        ("T [[x]]\n===", [(1, 3)]),
        ("## T [[x]] ##", [(1, 6)]),
        ("| a\\|b | [[c\\|d]] |\n|---|---|", [(1, 10)]),
        ("> [!note] T [[x]]\n> [[y]]", [(1, 13), (2, 3)]),
        ("- [ ] a [[x]]", [(1, 9)]),
        ("T\n: a [x](x)", [(2, 5)]),
        ("a\r\n[x](x)\rb [y](y)", [(2, 1), (3, 3)]),
        ("\ta\n\n- b\n\n\t[x](x)", [(5, 2)]),
    ],
)
def test_places_of_references(source: str, places: list[tuple[int, int]]) -> None:
    """Columns are exact in tables, nested lists, quotes, notes, headings, callouts and definitions."""
    found = [(reference.line, reference.column) for reference in parse(source)[0].references]
    assert sorted(found) == places


def test_quotes_thirty_deep_are_kept() -> None:
    """What the library's own limit would drop without a word is there, without a finding."""
    body, found = parse("> " * 30 + "profond")
    assert body.text == "profond"
    assert body.html.count("<blockquote>") == 30
    assert found == ()


@pytest.mark.parametrize(
    "source", ["> " * 300 + "profond", "- " * 300 + "profond", ("> - " * 150) + "profond\nfin"]
)
def test_too_much_nesting_is_an_error_that_loses_nothing(source: str) -> None:
    """Beyond the limit the words are still there, and an error says so."""
    body, found = parse(source)
    assert "profond" in body.text
    assert [(d.code, d.severity) for d in found] == [("markdown-nesting", Severity.ERROR)]


def test_what_follows_deep_nesting_is_kept() -> None:
    """Only the rest of the block that is too deep becomes a paragraph."""
    source = "\n".join(f"{'  ' * depth}- a{depth}" for depth in range(80)) + "\n- fin\n\naprès"
    body, found = parse(source)
    assert re.findall(r"a\d+|fin|après", body.text) == [*(f"a{n}" for n in range(80)), "fin", "après"]
    assert {d.code for d in found} == {"markdown-nesting"}


def test_control_characters_are_replaced_and_reported() -> None:
    """A character no page may hold is shown as the replacement character."""
    body, found = parse("a\n\nb\x07c")
    assert body.text == "a\nb\ufffdc"
    assert [(d.code, d.span.line) for d in found] == [("markdown-character", 3)]


def test_headings_are_listed() -> None:
    """Level, id and text, without the markup."""
    headings = parse("# Le *un*\n\ntexte\n\n### [[Deux]]")[0].headings
    assert [(h.level, h.id, h.text) for h in headings] == [(1, "le-un", "Le un"), (3, "deux", "Deux")]


def test_a_reference_defined_once_cannot_blow_up_the_page() -> None:
    """A long address or title used ten thousand times is refused once it has grown out of proportion."""
    body, found = parse(f'[a]: https://x.org/{"b" * 1900} "{"c" * 20000}"\n\n' + "[a] " * 10000)
    assert len(body.html) < 2_000_000
    assert {d.code for d in found} == {"markdown-link"}
