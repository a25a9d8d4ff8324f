"""Text to lines: every kind of line end, leftovers of HTML, characters nobody sees."""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from dossierpress.importing.draft import Dropped

# NEL, LS and PS end lines too: YAML and editors disagree about them, so none may reach an article.
_LINE_END = re.compile("\r\n|[\n\r\f\v\x85\u2028\u2029]")
_HIDDEN = re.compile("[\ufeff\u200b\u2060\u00ad\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_OVERRIDES = re.compile("[\u202d\u202e]")
_OPENERS = {
    "\u202a": "\u202c",
    "\u202b": "\u202c",
    "\u2066": "\u2069",
    "\u2067": "\u2069",
    "\u2068": "\u2069",
}
_BIDI = re.compile("[\u202a-\u202c\u2066-\u2069]")
_NAMES = (
    "a|abbr|article|aside|b|blockquote|body|br|button|cite|code|dd|div|dl|dt|em|figcaption|figure|footer|form|"
    "h[1-6]|head|header|hr|html|i|iframe|img|input|label|li|link|main|meta|nav|noscript|ol|option|p|picture|pre|q|"
    "s|section|select|small|source|span|strong|sub|sup|svg|table|tbody|td|textarea|th|thead|time|title|tr|u|ul|video"
)
_TAG = re.compile(rf"<(/?)({_NAMES})(?:\s[^<>]{{0,4000}})?/?>", re.IGNORECASE)
_BREAKING = frozenset(
    "br p div li ul ol tr h1 h2 h3 h4 h5 h6 hr blockquote section article figure table".split()  # noqa: SIM905
)
_BLOCK = re.compile(r"<(?:(script|style)\b[^<>]{0,4000}>|!--)", re.IGNORECASE)
_CLOSING = {
    "script": re.compile(r"</script\s{0,9}>", re.IGNORECASE),
    "style": re.compile(r"</style\s{0,9}>", re.IGNORECASE),
    "!--": re.compile("-->"),
}
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_DECODED = "HTML character references were decoded"
_REMOVED = "invisible characters were removed"
_ESCAPED_END = "\\r\\n"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the raw text, from 1, without the white space around it. Several may share a number."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The lines, the markup that was taken out of them, and what was done in words."""

    lines: tuple[Line, ...]
    dropped: tuple[Dropped, ...]
    changes: tuple[str, ...]


def clean(text: str) -> Cleaned:
    """Cut ``text`` into readable lines; composed characters (NFC), no markup, no invisible characters."""
    changes: list[str] = []
    text = _real_ends(unicodedata.normalize("NFC", text), changes)
    dropped: list[Dropped] = []
    if "<" in text:
        text = _without_blocks(text, dropped)
    count: Counter[str] = Counter()
    raw = enumerate(_LINE_END.split(text), 1)
    lines = [
        Line(number, piece.strip()) for number, line in raw for piece in _pieces(number, line, dropped, count)
    ]
    return Cleaned(tuple(lines), tuple(dropped), (*changes, *_told(count)))


def _told(count: Counter[str]) -> tuple[str, ...]:
    return tuple(f"{count[what]} {what}" for what in (_DECODED, _REMOVED) if count[what])


def _real_ends(text: str, changes: list[str]) -> str:
    """Make line ends written out as ``\\r\\n`` (database dumps) real, if they outnumber the real ones."""
    written = text.count(_ESCAPED_END)
    if written < 2 or written <= text.count("\n"):
        return text
    changes.append(f"{written} line ends written out as {_ESCAPED_END} were made real")
    return text.replace(_ESCAPED_END, "\n")


def _without_blocks(text: str, dropped: list[Dropped]) -> str:
    """Take out closed scripts, styles and comments but not the line ends within: line numbers stay true."""
    kept: list[str] = []
    at = start = 0
    line = 1
    unclosed: set[str] = set()
    while opened := _BLOCK.search(text, at):
        kind = (opened[1] or "!--").lower()
        closed = None if kind in unclosed else _CLOSING[kind].search(text, opened.end())
        at = closed.end() if closed else opened.end()
        if not closed:
            unclosed.add(kind)
            continue
        line += len(_LINE_END.findall(text, start, opened.start()))
        ends = _LINE_END.findall(text, opened.start(), at)
        dropped.append(Dropped(line, text[opened.start() : at], "markup"))
        kept += [text[start : opened.start()], *ends]
        line += len(ends)
        start = at
    return "".join([*kept, text[start:]])


def _pieces(number: int, line: str, dropped: list[Dropped], count: Counter[str]) -> list[str]:
    if "<" in line:
        line = _TAG.sub(_untag(number, dropped), line)
    if "&" in line:
        line, n = _ENTITY.subn(_unescape, line)
        count[_DECODED] += n
        line = unicodedata.normalize("NFC", line)
    if not line.isascii() or not line.isprintable():
        line, n = _visible(line)
        count[_REMOVED] += n
    return _LINE_END.split(line)


def _untag(number: int, dropped: list[Dropped]) -> Callable[[re.Match[str]], str]:
    def replace(tag: re.Match[str]) -> str:
        dropped.append(Dropped(number, tag[0], "markup"))
        return "\n" if tag[2].lower() in _BREAKING else ""

    return replace


def _unescape(entity: re.Match[str]) -> str:
    text = html.unescape(entity[0])
    return " " if _LINE_END.fullmatch(text) else text


def _visible(line: str) -> tuple[str, int]:
    line, hidden = _HIDDEN.subn("", line)
    line, overrides = _OVERRIDES.subn("", line)
    if _BIDI.search(line) and not _paired(line):
        line, marks = _BIDI.subn("", line)
        return line, hidden + overrides + marks
    return line, hidden + overrides


def _paired(line: str) -> bool:
    """Whether every bidirectional control is closed in its line; if not, it would turn the page around."""
    waiting: list[str] = []
    for mark in _BIDI.findall(line):
        if mark in _OPENERS:
            waiting.append(_OPENERS[mark])
        elif not waiting or waiting.pop() != mark:
            return False
    return not waiting
