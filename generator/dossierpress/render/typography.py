"""French spacing: the spaces before ``; : ! ? » %`` and after ``«`` are narrow and do not break.

Only spaces that are there are changed, each for another one: offsets into a text stay true, and a quoted
source keeps its words. After the *Lexique des règles typographiques en usage à l'Imprimerie nationale*.
"""

import re
from functools import lru_cache

from dossierpress.model.body import Body, Inside
from dossierpress.render.languages import primary

NARROW, FIRM = "\u202f", "\u00a0"

_UNITS = r"(?:km|cm|mm|m|kg|g|t|ha|h|min|s|°C|€|\$|%|millions?|milliards?)"
#: Each pattern begins with the space itself: the search then passes over everything else quickly.
_NARROW = re.compile(
    r"[ \u00a0](?:"
    r"(?=[;:!?»]+(?:[\s.,…)\]\"”’]|$))"  # before high punctuation, not before ":-)"
    r"|(?<=«[ \u00a0])"
    r"|(?<=\d[ \u00a0])(?=\d{3}(?!\d)|%)"  # thousands, per cent
    r")"
)
_FIRM = re.compile(
    rf" (?:(?<=\d )(?={_UNITS}(?!\w))|(?<=\bM\. )|(?<=\bMM\. )|(?<=\bn[°º] )|(?<=\b[pP]\. )(?=\d))"
)


def typo(text: str, lang: str) -> str:
    """The text with the spacing of its language: same length, same words."""
    return _french(text) if primary(lang) == "fr" else text


@lru_cache(maxsize=1 << 12)
def _french(text: str) -> str:
    """Titles, names and words of the interface stand on many pages."""
    return _set(text)


def _set(text: str) -> str:
    return _FIRM.sub(FIRM, _NARROW.sub(NARROW, text))


def spaced(body: Body, lang: str) -> str:
    """The body's HTML with the spacing of its language in every text but code; all its offsets stay true."""
    if primary(lang) != "fr" or not body.runs:
        return body.html
    pieces: list[str] = []
    at = 0
    ends = [*(run.html for run in body.runs[1:]), len(body.html)]
    for run, end in zip(body.runs, ends, strict=True):
        if run.inside & Inside.CODE:
            continue
        tag = body.html.find("<", run.html, end)
        stop = tag if tag >= 0 else end
        pieces += (body.html[at : run.html], _set(body.html[run.html : stop]))
        at = stop
    return "".join((*pieces, body.html[at:]))
