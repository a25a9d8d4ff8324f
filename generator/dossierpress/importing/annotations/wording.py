"""The texts of an annotation as Markdown that shows what they showed.

Plain text is escaped, HTML sanitised and converted. Markdown stays as it is: the build takes no HTML in it.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import nh3
from markdownify import ATX, MarkdownConverter
from selectolax.lexbor import LexborHTMLParser

from dossierpress.importing.annotations.foreign import Said, Wording
from dossierpress.importing.annotations.plain import clean
from dossierpress.importing.escape import escape

_TAGS = frozenset(
    re.split(
        r"\s+",
        "a abbr b blockquote br code del dd div dl dt em h1 h2 h3 h4 h5 h6 hr i img kbd li mark ol p pre q s span "
        "strong sub sup table tbody td th thead tr u ul",
    )
)
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "div": {"class"}, "sup": {"class"}}
_SCHEMES = {"http", "https", "mailto"}
_ANY_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_VOID = {"br", "hr", "img"}
_DEEPEST = 50  # the converter goes down by recursion
#: What our Markdown gives a meaning to beyond the common one.
_OURS = re.compile(r"(?<==)=|(?<=%)%|(?<=~)~|\^|\A\s*[:~](?=\s|\Z)")
#: Signs that mean something together with others on another line; what is escaped already is passed over.
_PAIRED = re.compile(r"\\.|([*_^|\[\]]|\A[-:])")


def markdown(said: Iterable[Said]) -> str:
    """All texts of an annotation, a blank line between them, ending in a newline; empty when they say nothing."""
    parts = (_one(each).strip("\n") for each in said)
    text = "\n\n".join(part for part in parts if part.strip())
    return f"{text}\n" if text else ""


def _one(said: Said) -> str:
    match said.wording:
        case Wording.MARKDOWN:
            return said.text
        case Wording.HTML:
            return _from_html(said.text)
    return _escaped(said.text)


def _escaped(text: str) -> str:
    """Plain text: a blank line ends a paragraph, a line end stays one."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(_paragraph(paragraph.split("\n")) for paragraph in paragraphs)


def _paragraph(lines: Sequence[str]) -> str:
    """Lines of plain text; what may open on one of them and close on another is escaped on each."""
    if len(lines) == 1:
        return escape(lines[0])
    return "\\\n".join(_PAIRED.sub(_escape_bare, escape(line)) for line in lines)


def _escape_bare(sign: re.Match[str]) -> str:
    return f"\\{sign[0]}" if sign[1] else sign[0]


def _from_html(text: str) -> str:
    safe = nh3.clean(
        text,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=_absolute,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    if _depth(safe) > _DEEPEST:
        return _escaped(LexborHTMLParser(safe).text(deep=True, separator="\n"))
    return clean(str(_CONVERTER.convert(safe)).strip())


def _absolute(tag: str, attribute: str, value: str) -> str | None:
    """Links within the other page lead nowhere here."""
    if attribute in ("href", "src"):
        return value if re.match(r"(?:https?|mailto):", value.strip(), re.IGNORECASE) else None
    return value


def _depth(html: str) -> int:
    deepest = depth = 0
    for closing, name in _ANY_TAG.findall(html):
        if name not in _VOID:
            depth += -1 if closing else 1
            deepest = max(deepest, depth)
    return deepest


class _Converter(MarkdownConverter):
    """Escapes what our Markdown gives a meaning to; footnotes as we export them become footnotes again."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        escaped: str = super().escape(text, parent_tags)  # type: ignore[misc]  # not in the library's stubs
        return _OURS.sub(lambda sign: f"{sign[0][:-1]}\\{sign[0][-1]}", escaped)

    def convert_img(self, element: Any, text: str, parent_tags: set[str]) -> str:
        if element.get("src"):
            return str(super().convert_img(element, text, parent_tags))  # type: ignore[misc]  # as above
        return self.escape(element.get("alt", ""), parent_tags)

    def convert_sup(self, element: Any, text: str, parent_tags: set[str]) -> str:
        return f"[^{text.strip()}]" if "fnref" in element.get("class", ()) else text

    def convert_li(self, element: Any, text: str, parent_tags: set[str]) -> str:
        if not _is_footnotes(element.parent.parent):
            return str(super().convert_li(element, text, parent_tags))  # type: ignore[misc]  # as above
        number = 1 + sum(1 for before in element.previous_siblings if before.name == "li")
        body = text.strip().removesuffix("\ufe0e").removesuffix("↩").strip()
        return f"[^{number}]: {body}\n".replace("\n\n", "\n\n    ")


def _is_footnotes(element: Any) -> bool:
    return element is not None and element.name == "div" and "footnotes" in element.get("class", ())


_CONVERTER = _Converter(
    heading_style=ATX, bullets="-", escape_misc=True, autolinks=False, wrap=True, wrap_width=None
)
