"""Ids for headings, and for blocks that end in ``^id``."""

import re
import unicodedata

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from dossierpress.markup.place import Finding, findings

BLOCK_ID = re.compile(r"[ \t\n]\^([A-Za-z0-9][A-Za-z0-9-]{0,60})$")


def slug(text: str) -> str:
    """GitHub's heading id: lower case; letters, marks, digits, ``_`` and ``-`` are kept; spaces become ``-``.

    After the package github-slugger, which GitHub's behaviour was written down in.
    """
    kept = (c for c in text.strip().lower() if c in " -" or unicodedata.category(c) in KEPT)
    return "".join(kept).replace(" ", "-")


KEPT = frozenset({"Ll", "Lm", "Lo", "Lt", "Lu", "Mc", "Me", "Mn", "Nd", "Nl", "Pc"})


def unique(name: str, taken: dict[str, int]) -> str:
    """``name``, or ``name-1``, ``name-2`` … when it is taken; notes what it gave away in ``taken``."""
    result = name
    while result in taken:
        taken[name] += 1
        result = f"{name}-{taken[name]}"
    taken[result] = 0
    return result


def block_ids(state: StateCore) -> None:
    """Core rule, before text is parsed: takes ``^id`` off a paragraph's end and makes it its id."""
    for index, (block, text) in enumerate(zip(state.tokens, state.tokens[1:], strict=False)):
        match = BLOCK_ID.search(text.content) if block.type == "paragraph_open" else None
        if match is None:
            continue
        text.content = text.content[: match.start()].rstrip()
        bearer = state.tokens[index - 1] if block.hidden else block
        bearer.attrs["id"] = match[1]


def heading_ids(state: StateCore) -> None:
    """Core rule, at the end: ids for headings, unique in the text; a repeated block id is reported."""
    taken: dict[str, int] = {}
    for token, text in zip(state.tokens, state.tokens[1:], strict=False):
        if token.type == "heading_open":
            token.attrs["id"] = unique(slug(_plain(text.children or [])) or "section", taken)
        elif "id" in token.attrs:
            _keep_once(state, token, taken)


def _keep_once(state: StateCore, token: Token, taken: dict[str, int]) -> None:
    name = str(token.attrs["id"])
    if name in taken:
        del token.attrs["id"]
        row = token.map[0] if token.map else 0
        findings(state.env).on(
            row,
            Finding(
                "markdown-id",
                f"The id ^{name} is already taken in this text.",
                "Give one of them another id.",
            ),
        )
    taken.setdefault(name, 0)


def _plain(children: list[Token]) -> str:
    return "".join(" " if token.tag == "br" else token.content for token in children if token.type != "image")
