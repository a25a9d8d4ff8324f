"""Colours for fenced code, by Pygments, within bounds.

Of Pygments' 600 lexers most take quadratic time on hostile input: on one long line, on comments that are
never closed. So languages are allowed one by one, lines and blocks are capped, and trailing spaces, which
several lexers stumble over, are taken off first. What is beyond the bounds is shown without colours.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.token import _TokenType

#: Name in the code fence → Pygments lexer: those that took linear time on all patterns tried, lines capped.
STEADY = {
    "bash": "bash", "sh": "bash", "shell": "bash", "css": "scss", "scss": "scss", "diff": "diff",
    "http": "http", "ini": "ini", "json": "json", "php": "php", "python": "python", "py": "python", "r": "r",
    "ruby": "ruby", "rb": "ruby", "rust": "rust", "rs": "rust", "sparql": "sparql", "sql": "sql",
    "toml": "toml", "yaml": "yaml", "yml": "yaml",
}  # fmt: skip
#: Those that read on to the end of the block for each comment that is not closed.
LOOKING_AHEAD = {
    "go": "go", "html": "html", "javascript": "javascript", "js": "javascript", "lua": "lua",
    "typescript": "typescript", "ts": "typescript", "xml": "xml", "svg": "xml",
}  # fmt: skip
LANGUAGES = STEADY | LOOKING_AHEAD
PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none"})
#: The largest block that is coloured, in characters, and the longest line in it.
LIMIT, LIMIT_LOOKING_AHEAD, LONGEST_LINE = 64 * 1024, 8 * 1024, 400

Piece = tuple[str, str]


def is_known(language: str) -> bool:
    """Whether code in this language is coloured, or meant not to be."""
    return language.lower() in LANGUAGES or language.lower() in PLAIN


def pieces(language: str, code: str) -> list[Piece]:
    """The code in pieces of CSS class (Pygments' short names, empty for none) and text.

    Without the trailing spaces of lines when it is coloured; in one piece, as it is, when it is not.
    """
    name = language.lower()
    lines = [line.rstrip(" \t") for line in code.split("\n")]
    limit = LIMIT if name in STEADY else LIMIT_LOOKING_AHEAD
    if name not in LANGUAGES or len(code) > limit or max(map(len, lines)) > LONGEST_LINE:
        return [("", code)]
    trimmed = "\n".join(lines)
    coloured = list(_coloured(LANGUAGES[name], trimmed))
    # A lexer that drops or alters text is never to be trusted over the author.
    return coloured if "".join(text for _, text in coloured) == trimmed else [("", code)]


def _coloured(name: str, code: str) -> Iterator[Piece]:
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 (only texts with code need Pygments)

    lexer = get_lexer_by_name(name, stripnl=False, ensurenl=False)
    for css, tokens in groupby(lexer.get_tokens(code), lambda token: _css_class(token[0])):
        yield css, "".join(text for _, text in tokens)


def _css_class(kind: "_TokenType") -> str:
    """The short class name of a token type, or of its nearest ancestor that has one."""
    from pygments.token import STANDARD_TYPES  # noqa: PLC0415

    while kind not in STANDARD_TYPES:
        assert kind.parent is not None
        kind = kind.parent
    short = STANDARD_TYPES[kind]
    return "" if short == "w" else short  # white space needs no colour
