"""Where an article's text comes from, step by step: the raw file, its import, the Markdown file, the page."""

from dataclasses import dataclass

from dossierpress.model.source import OutputPath

#: Where the site says how its pages came about.
PATH = OutputPath("provenance.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the importer recorded about a raw file."""

    sha256: str
    """The SHA-256 of the raw file's bytes when it was imported, in hexadecimal."""
    body: str
    """The SHA-256 of the Markdown text it became, blank lines around it aside."""
    converter: str = ""
    """The program that converted it, and its version; empty for receipts that do not say."""
    dropped: int = 0
    """How many lines were left out: menus, buttons, labels."""
    words: int = 0
    """How many words the raw file holds."""
    kept: int = 0
    """How many of them are in the article: its text and its front matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The steps that lead from an article's raw file to its page."""

    markdown: str
    """The SHA-256 of the Markdown file, in hexadecimal."""
    receipt: Receipt | None = None
    edited: bool = False
    """Whether the text is another one than the importer wrote."""
