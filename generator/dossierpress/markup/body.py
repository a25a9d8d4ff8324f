"""The recording renderer: writes the HTML markdown-it would, and notes what stands where in it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from dossierpress.diagnostics import Severity
from dossierpress.markup import highlight
from dossierpress.markup.destination import Destination, classify
from dossierpress.markup.place import Finding, Findings
from dossierpress.markup.text import sentence_around
from dossierpress.markup.writer import Spot, Writer
from dossierpress.model.body import Block, Body, Heading, Inside, Layer, Reference, ReferenceKind

Tokens = Sequence[Token]
Rule = Callable[[Tokens, int], None]


@dataclass(frozen=True, slots=True)
class _Link:
    """A link whose label is being written, from ``begin`` on. ``kind`` is set if it becomes a reference."""

    spot: Spot
    target: str
    begin: int
    closing: str = ""
    kind: ReferenceKind | None = None
    title: str = ""
    where: tuple[int, int] = (1, 1)


class Recorder:
    """Renders one token stream into a `Body`; ``plain`` writes the tags that need no thought."""

    def __init__(self, plain: RendererHTML, options: OptionsDict, findings: Findings) -> None:
        self.plain, self.options, self.findings = plain, options, findings
        self.out = Writer()
        self.inside = 0
        self.blocks: list[Block] = []
        self.headings: list[Heading] = []
        self.references: list[Reference] = []
        self.ids: list[str] = []
        self.id_holes: list[int] = []
        self.links: list[_Link] = []
        self.heading = self.out.spot()
        self.marks: set[tuple[int, int]] = set()
        self.inline = Token("inline", "", 0)
        # A reference defined once and used a thousand times must not blow up the page.
        self.room = 100_000 + 10 * sum(map(len, findings.places.lines))
        self.rules = self._rules()

    def _rules(self) -> dict[str, Rule]:
        """What is written otherwise than by the plain renderer, by token type."""
        return {
            "inline": self._inline,
            "text": self._text,
            "softbreak": self._softbreak,
            "hardbreak": self._hardbreak,
            "code_inline": self._code_inline,
            "code_block": self._code_block,
            "fence": self._fence,
            "image": self._image,
            "link_open": self._link_open,
            "link_close": self._link_close,
            "wikilink_open": self._wikilink_open,
            "wikilink_close": self._link_close,
            "heading_open": self._heading_open,
            "heading_close": self._heading_close,
            "table_open": self._table_open,
            "table_close": self._table_close,
            "list_item_open": self._list_item_open,
            "footnote_ref": self._footnote_ref,
            "footnote_block_open": self._footnote_block_open,
            "footnote_block_close": self._footnote_block_close,
            "footnote_open": self._footnote_open,
            "footnote_close": self._footnote_close,
            "footnote_anchor": self._footnote_anchor,
        }

    def body(self, tokens: Tokens) -> Body:
        """Render the tokens and return what was recorded."""
        self.marks = {_mark(c) for t in tokens for c in t.children or () if c.type == "footnote_ref"}
        spot, tag, depth = self.out.spot(), "", 0
        for index, token in enumerate(tokens):
            if depth == 0:
                spot, tag = self.out.spot(), "pre" if token.tag == "code" else token.tag
            if token.type != "inline":
                self.out.separate()
            self._render(tokens, index)
            depth += token.nesting
            if depth == 0:
                self._end_block(spot, tag)
        layer = Layer("".join(self.out.html), tuple(self.out.runs), tuple(self.id_holes))
        text = "".join(self.out.pieces)
        references = sorted(self.references, key=lambda r: (r.html_start, -r.html_end))
        return Body(
            text=text,
            blocks=tuple(self.blocks),
            headings=tuple(self.headings),
            references=tuple(replace(r, sentence=sentence_around(text, r.start, r.end)) for r in references),
            ids=tuple(self.ids),
            path=self.findings.places.path,
            layer=layer,
        )

    def _end_block(self, spot: Spot, tag: str) -> None:
        _, start, end = self.out.text_since(spot)
        html_end = self.out.at - self.out.ends_with_newline()
        if html_end > spot.html:
            self.blocks.append(Block(tag, start, end, spot.html, html_end))

    def _render(self, tokens: Tokens, index: int) -> None:
        rule = self.rules.get(tokens[index].type, self._tag)
        rule(tokens, index)

    def _tag(self, tokens: Tokens, index: int) -> None:
        html = self.plain.renderToken(tokens, index, self.options, {})
        if "id" in tokens[index].attrs:
            # Attribute values are escaped, so the first such text is the attribute itself.
            self.id_holes.append(self.out.at + html.index(' id="') + len(' id="'))
            self.ids.append(str(tokens[index].attrs["id"]))
        self.out.tag(html)

    def _id(self, before: str, name: str, *, defines: bool) -> None:
        """Write an attribute up to its closing quote: an id, or a fragment that points at one."""
        self.out.tag(before)
        self.id_holes.append(self.out.at)
        if defines:
            self.ids.append(name)
        self.out.tag(f'{name}"')

    def _inline(self, tokens: Tokens, index: int) -> None:
        self.inline = tokens[index]
        children = self.inline.children or []
        for child in range(len(children)):
            self._render(children, child)

    # Text

    def _text(self, tokens: Tokens, index: int) -> None:
        self.out.write(tokens[index].content.replace("\f", " "), self.inside)

    def _softbreak(self, tokens: Tokens, index: int) -> None:
        """A space rather than a newline, so a run (and a mark laid over it) goes on across lines."""
        self.out.write(" ", self.inside)

    def _hardbreak(self, tokens: Tokens, index: int) -> None:
        self.out.tag("<br>\n")
        self.out.newline()

    def _code_inline(self, tokens: Tokens, index: int) -> None:
        self.out.tag("<code>")
        self.out.write(tokens[index].content, self.inside | Inside.CODE)
        self.out.tag("</code>")

    def _code_block(self, tokens: Tokens, index: int) -> None:
        self._code("", [("", tokens[index].content)])

    def _fence(self, tokens: Tokens, index: int) -> None:
        token = tokens[index]
        language = unescapeAll(token.info).strip().split(maxsplit=1)[0] if token.info.strip() else ""
        if not highlight.is_known(language):
            self.findings.on(
                token.map[0] if token.map else 0,
                Finding(
                    "markdown-language",
                    f"Code in “{language[:40]}” is shown without colours.",
                    "Languages that are coloured: " + ", ".join(sorted(set(highlight.LANGUAGES.values()))),
                    Severity.NOTICE,
                ),
            )
        self._code(language, highlight.pieces(language, token.content))

    def _code(self, language: str, pieces: Iterable[highlight.Piece]) -> None:
        name = f' class="language-{escapeHtml(language)}"' if language else ""
        self.out.tag(f'<pre tabindex="0"><code{name}>')
        for css, text in pieces:
            self.out.tag(f'<span class="{css}">' if css else "")
            self.out.write(text, self.inside | Inside.CODE)
            self.out.tag("</span>" if css else "")
        self.out.tag("</code></pre>\n")

    # Links and pictures

    def _where(self, token: Token) -> tuple[int, int]:
        return self.findings.places.line_and_column(self.inline, token.meta.get("at", 0))

    def _classify(self, href: str, title: str) -> Destination:
        self.room -= len(href) + len(title)
        return classify(href) if self.room > 0 else Destination.REFUSED

    def _link_open(self, tokens: Tokens, index: int) -> None:
        token = tokens[index]
        href, title = str(token.attrs["href"]), str(token.attrs.get("title", ""))
        destination = self._classify(href, title)
        if destination is Destination.REFUSED:
            self._refuse(token, href)
        if self.links or destination is Destination.REFUSED:
            self.links.append(_Link(self.out.spot(), href, self.out.at))
        elif destination is Destination.EXTERNAL:
            spot = self.out.spot()
            self.out.tag(external(href, title))
            self.links.append(_Link(spot, href, self.out.at, "</a>"))
            self.inside |= Inside.LINK
        else:
            self._refer(ReferenceKind.LINK, token, href, title)

    def _wikilink_open(self, tokens: Tokens, index: int) -> None:
        token = tokens[index]
        if self.links:
            self.links.append(_Link(self.out.spot(), "", self.out.at))
        else:
            self._refer(ReferenceKind.WIKILINK, token, token.meta["target"], "")

    def _refer(self, kind: ReferenceKind, token: Token, target: str, title: str) -> None:
        self.links.append(_Link(self.out.spot(), target, self.out.at, "", kind, title, self._where(token)))
        self.inside |= Inside.LINK

    def _link_close(self, tokens: Tokens, index: int) -> None:
        link = self.links.pop()
        if self.out.at == link.begin:  # a link without a text could be neither seen nor followed
            self.out.write(link.target, self.inside)
        label, start, end = self.out.text_since(link.spot)
        self.out.tag(link.closing)
        if link.kind is not None:
            place = (start, end, link.spot.html, self.out.at, *link.where)
            self.references.append(Reference(link.kind, link.target, label, *place, link.title))
        if not self.links:
            self.inside &= ~Inside.LINK

    def _refuse(self, token: Token, href: str) -> None:
        self.findings.at(
            self.inline,
            token.meta.get("at", 0),
            Finding(
                "markdown-link",
                f"This address cannot be used in a page: {href[:80] or '(empty)'}",
                "Begin it with https://, http:// or mailto:, or write a path within the dossier.",
                Severity.ERROR,
            ),
        )

    def _image(self, tokens: Tokens, index: int) -> None:
        token = tokens[index]
        source, title = str(token.attrs["src"]), str(token.attrs.get("title", ""))
        alt = token.meta.get("alt") or self.plain.renderInlineAsText(token.children, self.options, {})
        alt = alt.replace("\n", " ")
        destination = self._classify(source, title)
        if destination is Destination.LOCAL:
            self._picture(token, source, alt, title)
        elif destination is Destination.EXTERNAL:
            self._picture_elsewhere(token, source, alt)
        else:
            self._refuse(token, source)
            self.out.write(alt, self.inside)

    def _picture(self, token: Token, source: str, alt: str, title: str) -> None:
        """The address is laid over later, between the element's name and its alternative text."""
        self.out.tag("<img")
        hole, at = self.out.at, self.out.length
        titled = f' title="{escapeHtml(title)}"' if title else ""
        self.out.tag(f' alt="{escapeHtml(alt)}"{titled} loading="lazy" decoding="async">')
        place = (at, at, hole, hole, *self._where(token))
        self.references.append(Reference(ReferenceKind.IMAGE, source, alt, *place, title))

    def _picture_elsewhere(self, token: Token, source: str, alt: str) -> None:
        """A picture from another site would tell that site who reads the page: it becomes a link."""
        self.findings.at(
            self.inline,
            token.meta.get("at", 0),
            Finding(
                "markdown-picture",
                f"A picture of another site is not loaded into the page but linked: {source[:80]}",
                "Save the picture in the dossier, if its licence allows, and refer to that file.",
            ),
        )
        self.out.tag("" if self.links else external(source, ""))
        self.out.write(alt or source, self.inside | Inside.LINK)
        self.out.tag("" if self.links else "</a>")

    # Blocks

    def _heading_open(self, tokens: Tokens, index: int) -> None:
        self._tag(tokens, index)
        self.inside |= Inside.HEADING
        self.heading = self.out.spot()

    def _heading_close(self, tokens: Tokens, index: int) -> None:
        self.inside &= ~Inside.HEADING
        text, _, _ = self.out.text_since(self.heading)
        token = tokens[index - 2]
        self.headings.append(Heading(int(token.tag[1]), str(token.attrs["id"]), text))
        self._tag(tokens, index)

    def _table_open(self, tokens: Tokens, index: int) -> None:
        """Wide tables scroll in a box that the keyboard can reach, named by the table's header."""
        names = []
        for token in tokens[index:]:
            if token.type == "thead_close":
                break
            if token.type == "inline":
                names.append(self.plain.renderInlineAsText(token.children, self.options, {}).strip())
        label = escapeHtml(", ".join(filter(None, names)))
        named = f' role="group" aria-label="{label}"' if label else ""
        self.out.tag(f'<div class="table" tabindex="0"{named}>\n')
        self._tag(tokens, index)

    def _table_close(self, tokens: Tokens, index: int) -> None:
        self._tag(tokens, index)
        self.out.tag("</div>\n")

    def _list_item_open(self, tokens: Tokens, index: int) -> None:
        """A task's box is a sign: a form control would need a label in the reader's language."""
        self._tag(tokens, index)
        if "done" in tokens[index].meta:
            done = tokens[index].meta["done"]
            self.out.tag('<span class="box">' + ("☑" if done else "☐") + "</span> ")

    # Footnotes

    def _footnote_ref(self, tokens: Tokens, index: int) -> None:
        number, nth = _mark(tokens[index])
        self._id('<sup class="fnref"><a href="#', f"fn:{number}", defines=False)
        self._id(' id="', _mark_id(number, nth), defines=True)
        self.out.tag(f' role="doc-noteref">{number}</a></sup>')

    def _footnote_block_open(self, tokens: Tokens, index: int) -> None:
        self.out.tag('<div class="footnotes">\n<ol>\n')
        self.inside |= Inside.FOOTNOTE

    def _footnote_block_close(self, tokens: Tokens, index: int) -> None:
        self.inside &= ~Inside.FOOTNOTE
        self.out.tag("</ol>\n</div>\n")

    def _footnote_open(self, tokens: Tokens, index: int) -> None:
        self._id('<li id="', f"fn:{tokens[index].meta['id'] + 1}", defines=True)
        self.out.tag(">")

    def _footnote_close(self, tokens: Tokens, index: int) -> None:
        self.out.tag("</li>\n")

    def _footnote_anchor(self, tokens: Tokens, index: int) -> None:
        """The way back; a mark in a picture's label is nowhere to go back to."""
        if (mark := _mark(tokens[index])) in self.marks:
            self._id(' <a href="#', _mark_id(*mark), defines=False)
            self.out.tag(' class="backref" role="doc-backlink">↩\ufe0e</a>')


def external(href: str, title: str) -> str:
    """The opening tag of a link that leads out of the site."""
    titled = f' title="{escapeHtml(title)}"' if title else ""
    return f'<a href="{escapeHtml(href)}"{titled} rel="external noopener">'


def _mark(token: Token) -> tuple[int, int]:
    """A footnote's number, from 1, and which of its marks this is, from 0."""
    return token.meta["id"] + 1, token.meta.get("subId", 0)


def _mark_id(number: int, nth: int) -> str:
    return f"fnref:{number}:{nth + 1}" if nth else f"fnref:{number}"
