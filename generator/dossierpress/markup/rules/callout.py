"""Obsidian's callouts: a quote that begins with ``[!kind] Title``; a ``+`` or ``-`` makes it foldable."""

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

HEAD = re.compile(r"\[!([A-Za-z][A-Za-z0-9-]{0,30})\]([+-]?)(?:[ \t]+([^\n]*))?(?:\n|$)")


def callouts(state: StateCore) -> None:
    """Core rule, before text is parsed: turns such quotes into a ``div``, or ``details`` when foldable."""
    tokens: list[Token] = []
    ends: list[str] = []
    index = 0
    while index < len(state.tokens):
        token = state.tokens[index]
        index += 1
        if token.type == "blockquote_close":
            token.tag = ends.pop()
        tokens.append(token)
        if token.type == "blockquote_open":
            match = _head(state.tokens, index)
            ends.append(_element(match))
            if match is not None:
                index = _open(token, state.tokens, index, match, tokens)
    state.tokens = tokens


def _head(tokens: list[Token], index: int) -> re.Match[str] | None:
    if tokens[index].type != "paragraph_open":
        return None
    return HEAD.match(tokens[index + 1].content)


def _element(match: re.Match[str] | None) -> str:
    if match is None:
        return "blockquote"
    return "details" if match[2] else "div"


def _open(quote: Token, tokens: list[Token], index: int, match: re.Match[str], out: list[Token]) -> int:
    """Write the callout's opening and title; return where the rest of the quote goes on."""
    quote.tag = _element(match)
    quote.attrs = {"class": f"callout callout-{match[1].lower()}"}
    if match[2] == "+":
        quote.attrs["open"] = ""
    text = tokens[index + 1]
    out.extend(_title(text, match))
    rest = text.content[match.end() :]
    if not rest:
        return index + 3
    text.content = rest
    if text.map is not None:
        text.map = [text.map[0] + 1, text.map[1]]
    return index


def _title(text: Token, match: re.Match[str]) -> tuple[Token, Token, Token]:
    tag = "summary" if match[2] else "p"
    opening = Token("callout_title_open", tag, 1, block=True, attrs={"class": "callout-title"})
    inline = Token("inline", "", 0, content=(match[3] or "").strip(), children=[])
    inline.map = [text.map[0], text.map[0] + 1] if text.map is not None else None
    if not inline.content:
        inline.content = match[1].capitalize()
    return opening, inline, Token("callout_title_close", tag, -1, block=True)
