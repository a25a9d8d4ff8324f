"""The text of an article as a page shows it, without what the site puts into it.

It is what a browser calls the text content of the article's element, once the elements of the class
`prose.APART` (note boxes and the markers that lead to them) are left out: the words of the text, the line ends
between blocks, the numbers of its footnotes. Exported annotations count in it (generator/decisions/012).
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from dossierpress.model.body import Body
from dossierpress.render.typography import spaced

#: Attribute values are escaped when a body is written, so a tag ends at the first angle bracket.
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Shown:
    """The text a page shows, and where each run of the body begins in it (``places``, one for each run)."""

    text: str
    body: Body
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Text offsets of the body as offsets of ``text``: code points, the end exclusive."""
        return self._place(start), self._place(end - 1) + 1

    def _place(self, offset: int) -> int:
        """Where a character of a run stands; one between two runs (a line end) counts as the end of the first."""
        index = max(0, bisect_right(self.body.runs, offset, key=lambda run: run.start) - 1)
        run = self.body.runs[index]
        return self.places[index] + min(offset, run.end) - run.start


def shown(body: Body, lang: str) -> Shown:
    """What the page shows of a body, with the spacing of its language."""
    markup = spaced(body, lang)
    places = tuple(_places(markup, body))
    return Shown(_text(markup), body, places)


def _places(markup: str, body: Body) -> Iterator[int]:
    at = length = 0
    for run in body.runs:
        length += len(_text(markup[at : run.html]))
        at = run.html
        yield length


def _text(markup: str) -> str:
    return html.unescape(_TAG.sub("", markup))
