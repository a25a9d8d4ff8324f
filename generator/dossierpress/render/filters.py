"""What templates can call. Each function reads the page it is called on from the template's context."""

import unicodedata
from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from dossierpress.markup.text import shorten
from dossierpress.model.card import Prose
from dossierpress.model.edtf import Edtf
from dossierpress.model.page import Page
from dossierpress.model.parts import NoteView, TagView
from dossierpress.render import dates, languages, links
from dossierpress.render import prose as overlaid
from dossierpress.render.typography import typo

_SCRIPT_ESCAPES = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


def _page(context: Context) -> Page:
    page = context["page"]
    assert isinstance(page, Page)
    return page


def _way(context: Context) -> links.Way:
    way: links.Way = context["way"]
    return way


@pass_context
def rel(context: Context, url: str) -> str:
    """The address relative to the page; on the 404 page, shown at any depth, from the site's root if known."""
    page = _page(context)
    if page.url == "/404.html" and page.chrome.base:
        return urlsplit(page.chrome.base).path + url.lstrip("/")
    return _way(context)(url, page.url)


@pass_context
def absolute(context: Context, url: str) -> str:
    """The address under the site's base."""
    return links.absolute(url, _page(context).chrome.base)


@pass_context
def section(context: Context, key: str) -> str:
    """The address of a section of the site, or nothing when the site has none."""
    chrome = _page(context).chrome
    own = (item for item in (*chrome.nav, *chrome.pages) if not item.title)
    return next((item.url for item in own if item.key == key), "")


@pass_context
def repository_file(context: Context, path: str) -> str:
    """Where a file of the dossier can be read in its repository, or nothing."""
    repository = links.outside(_page(context).chrome.repository)
    return f"{repository}/blob/HEAD/{quote(path)}" if repository and path else ""


@pass_context
def proposal(context: Context, article: str, passage: str, invitation: str) -> str:
    """Where a reader proposes a note on an article: GitHub's page for a new file, already begun, or nothing.

    See https://docs.github.com/en/repositories/working-with-files/managing-files/creating-new-files; no other
    host takes a file's text in an address. ``passage`` and ``invitation`` say what to write where; a script may put
    the selected passage in the place of the line ``# quote:``.
    """
    chrome = _page(context).chrome
    if not links.outside(chrome.repository) or urlsplit(chrome.repository).hostname != "github.com":
        return ""
    file = f'---\narticle: "{article}"\nkind: comment\n# quote: "{passage}"\n---\n{invitation}\n'
    name = urlencode({"filename": f"{quote(article, safe='')}-note.md", "value": file}, quote_via=quote)
    return f"{chrome.repository}/new/{quote(chrome.branch, safe='/')}/content/notes?{name}"


@pass_context
def asset(context: Context, path: str) -> str:
    """A theme file relative to the page; its version makes browsers fetch it again when it changes."""
    return f"{rel(context, f'/assets/{path}')}?{context['asset_versions'][path]}"


@pass_context
def attrs(context: Context, lang: str, around: str | None = None) -> Markup:
    """``lang`` and ``dir`` of an element, unless what is around it (the interface, if not said) has the same."""
    around = context["ui"] if around is None else around
    if lang == around:
        return Markup("")
    return Markup(' lang="{}" dir="{}"').format(lang, languages.direction(lang))


@pass_context
def date_lang(context: Context) -> str:
    """The language dates are spelt in: the page's, if we know its months."""
    return dates.language(_page(context).lang, context["ui"])


@pass_context
def date(context: Context, day: Edtf) -> str:
    """The date in words."""
    lang = date_lang(context)
    return typo(dates.words(day, lang), lang)


@pass_context
def prose(
    context: Context,
    text: Prose,
    lang: str,
    *,
    notes: Sequence[NoteView] = (),
    box: Callable[[NoteView], str] | None = None,
    marker: Callable[[NoteView], str] | None = None,
    prefix: str = "",
    fold: int = 0,
    more: str = "",
) -> Markup:
    """A text as HTML, with its links; with ``notes``, their passages are marked and their boxes stand by them."""
    margin = None
    if notes and box and marker:
        opening = f'<div class="notes {overlaid.APART}"{attrs(context, context["ui"], lang)}>'
        margin = overlaid.Margin(notes, box, marker, (opening, "</div>"))
    folded = overlaid.Fold(fold, str(escape(more))) if fold else None
    page, way = _page(context).url, _way(context)
    html = overlaid.html(text, lang, lambda url: way(url, page), margin=margin, prefix=prefix, fold=folded)
    return Markup(html)  # noqa: S704  (bodies are escaped when they are parsed)


def quoted(text: str, lang: str) -> str:
    """The text between the quotation marks of its language."""
    return languages.quoted(text, lang)


def marked(sentence: str, passage: str, lang: str) -> Markup:
    """The sentence with the passage marked, if it stands there word for word."""
    shown, start = typo(sentence, lang), sentence.find(passage) if passage else -1
    if start < 0:
        return escape(shown)
    end = start + len(passage)
    return Markup('{}<mark class="hl">{}</mark>{}').format(shown[:start], shown[start:end], shown[end:])


def json_script(text: str) -> Markup:
    """JSON that cannot end the script element it stands in, nor begin a comment."""
    return Markup(text.translate(_SCRIPT_ESCAPES))  # noqa: S704  (no character of HTML is left)


def csp_hash(script: str) -> str:
    """The source expression that allows exactly this inline script."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def by_letter(tags: Iterable[TagView]) -> list[tuple[str, list[TagView]]]:
    """Tags under their first letter without accents; digits and signs under ``#``."""
    return [(letter, list(group)) for letter, group in groupby(sorted(tags, key=_letter), key=_letter)]


def _letter(tag: TagView) -> str:
    first = unicodedata.normalize("NFD", tag.card.title.lstrip())[:1].upper()
    return first if first.isalpha() else "#"


FILTERS: dict[str, Callable[..., Any]] = {
    "absolute": absolute,
    "by_letter": by_letter,
    "csp_hash": csp_hash,
    "date": date,
    "datetime": dates.machine,
    "excerpt": shorten,
    "json_script": json_script,
    "marked": marked,
    "outside": links.outside,
    "quoted": quoted,
    "rel": rel,
    "typo": typo,
}
GLOBALS: dict[str, Callable[..., Any]] = {
    "asset": asset,
    "attrs": attrs,
    "date_lang": date_lang,
    "dir": languages.direction,
    "proposal": proposal,
    "prose": prose,
    "repository_file": repository_file,
    "section": section,
}
