"""What is laid over a body leaves it as it was, and its elements properly nested."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.markup.markdown import render
from dossierpress.markup.overlay import (
    Insertion,
    block_of,
    highlight,
    id_insertions,
    inside,
    link_insertions,
    segments,
    splice,
)
from dossierpress.model.body import Body, Inside
from tests.markup.specs import PATH, cases

SOURCES = st.lists(
    st.one_of(
        st.sampled_from([case.source for case in cases()]),
        st.text(alphabet='ab*_`#>- \n1.()[]|!&<"=', max_size=60),
    ),
    min_size=1,
    max_size=3,
).map("\n\n".join)
#: A busy machine must not fail a test.
VOID = {"br", "hr", "img"}


def body_of(source: str) -> Body:
    """Parse a text."""
    return render(source, path=PATH)[0]


class Balance(HTMLParser):
    """Checks that elements are closed in order, and collects the text that is marked."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[str] = []
        self.marked: list[str] = []
        self.links = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag not in VOID:
            self.stack.append("note" if ("n", "") in attrs else tag)
        self.links = max(self.links, self.stack.count("a"))

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be this one."""
        assert self.stack.pop() in (tag, "note")

    def handle_data(self, data: str) -> None:
        """Collect text within marks."""
        if "note" in self.stack:
            self.marked.append(data)


def check(html: str) -> Balance:
    """Parse HTML; fails when its elements are not properly nested."""
    balance = Balance()
    balance.feed(html)
    balance.close()
    assert balance.stack == []
    assert balance.links <= 1
    return balance


@st.composite
def marked_bodies(draw: st.DrawFn) -> tuple[Body, list[tuple[int, int, int]]]:
    """A body with text, and ranges of that text."""
    body = draw(SOURCES.map(body_of).filter(lambda body: body.text))
    offsets = st.integers(0, len(body.text))
    pairs = st.tuples(offsets, offsets).filter(lambda pair: pair[0] != pair[1])
    ranges = draw(st.lists(pairs.map(sorted), min_size=1, max_size=5))
    return body, [(start, end, number % 4) for number, (start, end) in enumerate(ranges)]


@given(case=marked_bodies())
def test_highlights_mark_exactly_their_ranges(case: tuple[Body, list[tuple[int, int, int]]]) -> None:
    """For any ranges: elements nest, the marked text is their union, and taking the tags out undoes it."""
    body, ranges = case
    tags = [('<a n2="">', "</a>") if r.html_start < r.html_end else ("", "") for r in body.references]
    links = link_insertions(body, tags)
    marks = highlight(body, ranges, lambda keys, first, last: '<b n="">', "</b n>")
    html = splice(body.html, [*marks, *links])
    balance = check(html.replace("</b n>", "</b>"))
    union = {offset for start, end, _ in ranges for offset in range(start, end)}
    in_runs = {offset for run in body.runs for offset in range(run.start, run.end)}
    assert "".join(body.text[offset] for offset in sorted(union & in_runs)) == "".join(balance.marked)
    bare = html.replace('<b n="">', "").replace("</b n>", "")
    assert splice(body.html, links) == bare


@given(case=marked_bodies())
def test_keys_begin_and_end_once(case: tuple[Body, list[tuple[int, int, int]]]) -> None:
    """Each key that is shown at all is first in one segment and last in one, so it can bear an id."""
    body, ranges = case
    firsts: list[int] = []
    lasts: list[int] = []

    def opening(keys: tuple[int, ...], first: tuple[int, ...], last: tuple[int, ...]) -> str:
        firsts.extend(first)
        lasts.extend(last)
        assert set(first) | set(last) <= set(keys)
        return ""

    highlight(body, ranges, opening, "")
    shown = {key for segment in segments(body, ranges) for key in segment.keys}
    assert sorted(firsts) == sorted(lasts) == sorted(shown)


@pytest.mark.parametrize("wrong", [(2, 2), (3, 2), (-1, 2), (0, 99)])
def test_empty_and_outside_ranges_are_refused(wrong: tuple[int, int]) -> None:
    """A range must cover something, within the text."""
    with pytest.raises(ValueError, match="empty or outside"):
        highlight(body_of("texte"), [(*wrong, "n")], lambda *_: "", "")


def test_overlapping_ranges_across_markup() -> None:
    """Two notes over emphasis, a link and an escaped character."""
    body = body_of("a *b & c* [d](e.md)")
    marks = highlight(
        body,
        [(0, 5, "x"), (4, len(body.text), "y")],
        lambda keys, first, last: f"<i {'+'.join(keys)}{'<' * len(first)}{'>' * len(last)}>",
        lambda keys: f"</i {len(keys)}>",
    )
    html = splice(body.html, [*marks, *link_insertions(body, [("<a>", "</a>")])])
    assert html == (
        "<p><i x<>a </i 1><em><i x>b </i 1><i x+y<>>&amp;</i 2><i y> c</i 1></em><i y> </i 1>"
        "<a><i y>>d</i 1></a></p>\n"
    )


def test_parts_can_be_skipped() -> None:
    """Mentions are not marked inside links and headings."""
    body = body_of("# ab\n\nab [ab](c.md)")
    found = segments(body, [(0, len(body.text), "k")], skip=Inside.LINK | Inside.HEADING)
    assert [body.text[s.start : s.end] for s in found] == ["ab "]


def test_nothing_is_marked_between_blocks() -> None:
    """A range over a block's end alone covers no text that could be marked."""
    body = body_of("ab\n\ncd")
    assert segments(body, [(2, 3, "k")]) == []


def test_a_hundred_thousand_insertions() -> None:
    """Many insertions are joined at once."""
    html = splice("a" * 100_000, (Insertion(n, 0, "-") for n in range(100_000)))
    assert html == "-a" * 100_000


@pytest.mark.parametrize("offset", [-1, 6])
def test_insertions_outside_are_refused(offset: int) -> None:
    """An offset that is not in the HTML is a mistake of the caller."""
    with pytest.raises(ValueError, match="outside"):
        splice("texte", [Insertion(offset, 0, "x")])


def test_two_links_side_by_side() -> None:
    """One ends before the other begins."""
    body = body_of("[[a]][[b]] [![c](d.png)](e.md)")
    tags = [("<a 1>", "</a>"), ("<a 2>", "</a>"), ("<a 3>", "</a>"), (' src="x"', "")]
    html = splice(body.html, link_insertions(body, tags))
    assert html.startswith("<p><a 1>a</a><a 2>b</a> <a 3><img src=")
    assert html.endswith("></a></p>\n")


def test_links_that_lead_nowhere_leave_their_text() -> None:
    """None lays nothing over; each reference needs an entry."""
    body = body_of("[[a]] b")
    assert splice(body.html, link_insertions(body, [None])) == "<p>a b</p>\n"
    with pytest.raises(ValueError, match="shorter"):
        link_insertions(body, [])


@given(source=SOURCES)
def test_prefixed_ids_of_two_bodies_do_not_clash(source: str) -> None:
    """With a prefix each, the same text can stand twice on a page, and its footnotes point at themselves."""
    body = body_of(source)
    one, two = (splice(body.html, id_insertions(body, prefix)) for prefix in ("x-", "y-"))
    ids = [set(re.findall(r' id="([^"]*)"', html)) for html in (one, two)]
    assert not ids[0] & ids[1]
    assert {f"x-{name}" for name in body.ids} == ids[0]
    assert set(re.findall(r' href="#(x-[^"]*)"', one)) <= ids[0]


def test_block_of_an_offset() -> None:
    """The block a passage lies in is the one its note is shown after."""
    body = body_of("un\n\n- deux\n- trois\n\nquatre")
    found = [block_of(body, body.text.index(word)) for word in ("un", "deux", "trois", "quatre")]
    assert found == [0, 1, 1, 2]
    assert block_of(body_of(""), 0) == -1


def test_inside_of_a_range() -> None:
    """A range is inside of whatever any part of it is inside of."""
    body = body_of("a `b` [c](d.md) e")
    assert inside(body, 0, 1) == Inside.NOTHING
    assert inside(body, 0, 3) == Inside.CODE
    assert inside(body, 2, 5) == Inside.CODE | Inside.LINK
