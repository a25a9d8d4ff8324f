"""Colours for fenced code, by Pygments, within bounds.

Of Pygments' 600 lexers many take quadratic time on hostile input, so languages are allowed one by one and
blocks are capped; trailing spaces, which several lexers stumble over, are taken off each line first.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.token import _TokenType

#: Name in the code fence → Pygments lexer. All were tried on hostile input; the slow ones are left out.
LANGUAGES = {
    "bash": "bash", "sh": "bash", "shell": "bash", "console": "console",
    "css": "css", "csv": "csv", "diff": "diff", "dockerfile": "docker", "go": "go", "html": "html",
    "http": "http", "ini": "ini", "java": "java", "javascript": "javascript", "js": "javascript",
    "json": "json", "jsonl": "json", "latex": "tex", "lua": "lua", "make": "make",
    "markdown": "markdown", "md": "markdown", "php": "php", "python": "python", "py": "python",
    "r": "r", "ruby": "ruby", "rust": "rust", "scss": "scss", "sparql": "sparql", "sql": "sql",
    "toml": "toml", "typescript": "typescript", "ts": "typescript", "xml": "xml",
    "yaml": "yaml", "yml": "yaml",
}  # fmt: skip
PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none"})
LIMIT = 64 * 1024

Piece = tuple[str, str]


def is_known(language: str) -> bool:
    """Whether code in this language is coloured, or meant not to be."""
    return language.lower() in LANGUAGES or language.lower() in PLAIN


def pieces(language: str, code: str) -> Iterator[Piece]:
    """The code in pieces of CSS class (Pygments' short names, empty for none) and text.

    Without the trailing spaces of lines; in one piece when the language is unknown or the block too large.
    """
    name = LANGUAGES.get(language.lower())
    if name is None or len(code) > LIMIT:
        yield "", code
        return
    yield from _coloured(name, "\n".join(line.rstrip(" \t") for line in code.split("\n")))


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
