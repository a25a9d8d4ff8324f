"""Plain text to Markdown that shows exactly that text: a backslash where a character would be markup.

A character is left alone where it cannot mean anything, so editors meet few backslashes. The Markdown meant
is that of `markup.markdown`: CommonMark, tables, footnotes, definition lists, wikilinks, marks and comments.
"""

import re

_PUNCTUATION = r"""!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~"""
_ALWAYS = re.compile(
    rf"\\(?=[{_PUNCTUATION}]|$)"  # would hide the next character, or break the line
    r"|`"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?[A-Za-z0-9]{1,40};)"
    r"|(?<==)=|=(?==)|(?<=~)~|~(?=~)|(?<=%)%|%(?=%)"
    r"|\^(?=\[)|(?<=\s)\^(?=[A-Za-z0-9-]+$)"
    r"|\[(?=[\[^!])"
)
_BRACKET = re.compile(r"\[")
_LINK = re.compile(r"\][(\[:]|\]\s*\[")
_EMPHASIS = {"*": re.compile(r"\*"), "_": re.compile("_")}
_LIVE = {
    # A run between spaces opens and closes nothing; neither does an underscore within a word.
    "*": re.compile(r"(?:(?<=\S)|(?<!\*)(?=\*+\S))\*+"),
    "_": re.compile(r"(?<![^\W_])_+|_+(?![^\W_])"),
}
_LINE_START = re.compile(
    r"(?P<bullet>[-+*](?=\s|$))"
    r"|(?P<rule>[-*_=](?=[-*_=\s]*$))"
    r"|(?P<heading>\#(?=\#{0,5}(?:\s|$)))"
    r"|(?P<quote>>)"
    r"|(?P<definition>[:~](?=\s|$))"
    r"|(?P<bracket>\[(?=[^\]]*\]:))"
    r"|\d{1,9}(?P<number>[.)](?=\s|$))"
)


def escape(text: str) -> str:
    """A paragraph of plain text on one line, as Markdown that renders to that text in one paragraph."""
    text = text.strip()
    start = _LINE_START.match(text)
    at = {start.start(group) for group in start.groupdict() if start.group(group)} if start else set()
    at.update(found.start() for found in _ALWAYS.finditer(text))
    for character, every in _EMPHASIS.items():
        if character in text and len(_LIVE[character].findall(text)) > 1:
            at.update(found.start() for found in every.finditer(text))
    if _LINK.search(text):
        at.update(found.start() for found in _BRACKET.finditer(text))
    return _with_backslashes(text, sorted(at))


def _with_backslashes(text: str, offsets: list[int]) -> str:
    pieces, start = [], 0
    for offset in offsets:
        pieces.append(text[start:offset])
        start = offset
    return "\\".join([*pieces, text[start:]])
