"""Markdown to `Body`: CommonMark, tables, footnotes, definition and task lists, and Obsidian's links.

Text is untrusted: HTML is shown, not interpreted; only http, https and mailto links leave the dossier; what
costs more than linear time (linkify, smart quotes) is off; nothing disappears silently. Left out on purpose:
attribute lists (``{.class #id}``), which would let a text clash with the ids and styles of the theme.
"""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import autolink, image, link
from mdit_py_plugins.deflist import deflist_plugin

from dossierpress.diagnostics import Diagnostic
from dossierpress.markup.body import Recorder
from dossierpress.markup.place import Finding, Findings, Places
from dossierpress.markup.rules.callout import callouts
from dossierpress.markup.rules.comment import comment_block, comment_inline
from dossierpress.markup.rules.footnote import definition, gather, inline_note, reference
from dossierpress.markup.rules.ids import block_ids, heading_ids
from dossierpress.markup.rules.inlines import inlines
from dossierpress.markup.rules.located import located
from dossierpress.markup.rules.mark import mark, mark_pairs
from dossierpress.markup.rules.nesting import LIMIT, nesting
from dossierpress.markup.rules.raw_html import raw_html
from dossierpress.markup.rules.table import tables
from dossierpress.markup.rules.task import tasks
from dossierpress.markup.rules.wikilink import wikilink
from dossierpress.model.body import Body
from dossierpress.model.source import SourcePath

NEWLINE = re.compile(r"\r\n?")
#: Addresses in the dossier are kept as written, for the one who resolves them; others become proper URLs.
ABROAD = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
#: What HTML forbids: control characters, lone surrogates and noncharacters.
FORBIDDEN = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def render(text: str, *, path: SourcePath, first_line: int = 1) -> tuple[Body, tuple[Diagnostic, ...]]:
    """Parse Markdown. ``first_line`` is the number, in the file, of the text's first line."""
    text = NEWLINE.sub("\n", text)
    places = Places(path, text.split("\n"), first_line)
    findings = Findings(places)
    text = _clean(text, findings)
    md = parser()
    tokens = md.parse(text, {"findings": findings})
    assert isinstance(md.renderer, RendererHTML)
    body = Recorder(md.renderer, md.options, findings).body(tokens)
    return body, tuple(sorted(findings.found))


def _clean(text: str, findings: Findings) -> str:
    if match := FORBIDDEN.search(text):
        findings.on(
            text.count("\n", 0, match.start()),
            Finding(
                "markdown-character",
                f"The character U+{ord(match.group()):04X} cannot be shown in a page; it is replaced.",
                "Remove it; it is often left over from a copy out of a PDF or a wrong encoding.",
            ),
        )
        return FORBIDDEN.sub("\ufffd", text)
    return text


class _Markdown(MarkdownIt):
    """markdown-it, which judges destinations too early: we do when links are written."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 (the library's name)
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 (the library's name)
        return super().normalizeLink(url) if ABROAD.match(url) else url


@cache
def parser() -> MarkdownIt:
    """The configured parser of whole texts; it keeps no state between them."""
    md = _Markdown("commonmark", {"html": False, "xhtmlOut": False, "maxNesting": LIMIT + 2})
    md.enable("table").disable("html_block")
    md.use(deflist_plugin)
    _add_block_rules(md)
    _add_core_rules(md, _words())
    return md


def _words() -> MarkdownIt:
    """The parser of what stands within a line; it reads on from brackets nested 10 deep as plain text."""
    md = _Markdown("commonmark", {"html": False, "maxNesting": 10}).enable("strikethrough")
    _add_inline_rules(md)
    return md


def _add_block_rules(md: MarkdownIt) -> None:
    rules = md.block.ruler
    rules.before("table", "nesting", nesting)
    rules.before("reference", "footnote", definition, {"alt": ["paragraph", "reference"]})
    rules.before("table", "comment", comment_block, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _add_inline_rules(md: MarkdownIt) -> None:
    rules = md.inline.ruler
    rules.at("link", located(link))
    rules.at("image", located(image))
    rules.at("autolink", located(autolink))
    rules.at("html_inline", raw_html)
    rules.before("link", "wikilink", located(wikilink))
    rules.before("emphasis", "mark", mark)
    rules.before("emphasis", "comment", comment_inline)
    rules.after("image", "footnote_inline", inline_note)
    rules.after("footnote_inline", "footnote", reference)
    md.inline.ruler2.before("emphasis", "mark", mark_pairs)


def _add_core_rules(md: MarkdownIt, words: MarkdownIt) -> None:
    rules = md.core.ruler
    rules.at("inline", inlines(words))
    rules.before("inline", "callouts", callouts)
    rules.before("inline", "tables", tables)
    rules.before("inline", "tasks", tasks)
    rules.before("inline", "block_ids", block_ids)
    rules.after("inline", "footnotes", gather)
    rules.push("heading_ids", heading_ids)
