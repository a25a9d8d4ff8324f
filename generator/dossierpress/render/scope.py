"""The parts of a page that is shown within a larger document: ids of their own, and no landmarks that repeat.

Templates are written for a page of its own, so that every page has a part called ``origin`` or ``n4``. Their HTML is
parsed, its attributes are changed, and it is written down again; no pattern looks at it.
"""

from selectolax.lexbor import LexborHTMLParser, LexborNode

#: Attributes that hold ids of the same page, one or several.
_IDS = ("id", "for", "headers", "list", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")
#: Elements that are landmarks only if they have a name: a document of a hundred articles has too many of them.
_LANDMARKS = frozenset({"section", "aside"})


def inside(address: str, fragment: str) -> str:
    """The id, in the document, of the part ``fragment`` of the page at ``address``."""
    return f"{address}:{fragment}" if fragment else address


def scoped(html: str, address: str) -> str:
    """The HTML of a page's main part with the ids of the page at ``address``, and links to them.

    Links that begin with ``#/`` lead to ids of the document and stay; links that lead nowhere become text.
    """
    parser = LexborHTMLParser(html, is_fragment=True)
    for node in parser.css("*"):
        _scope_ids(node, address)
        if node.tag in _LANDMARKS:
            _unname(node)
        elif node.tag == "a":
            _scope_link(node, address)
        elif node.tag == "nav":
            _unname(node)
            node.attrs["role"] = "none"
        elif node.tag == "input" and node.attributes.get("name"):
            node.attrs["name"] = inside(address, node.attributes["name"] or "")
    return parser.html or ""


def _scope_ids(node: LexborNode, address: str) -> None:
    for name in _IDS:
        value = node.attributes.get(name)
        if value:
            node.attrs[name] = " ".join(inside(address, part) for part in value.split())


def _unname(node: LexborNode) -> None:
    for name in ("aria-labelledby", "aria-label"):
        if name in node.attributes:
            del node.attrs[name]


def _scope_link(node: LexborNode, address: str) -> None:
    href = node.attributes.get("href")
    if href == "":
        del node.attrs["href"]
    elif href and href.startswith("#") and not href.startswith("#/"):
        node.attrs["href"] = "#" + inside(address, href[1:])
