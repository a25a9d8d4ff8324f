"""Stylesheets: made smaller without changing what they say, and the colours of code on light and dark paper."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dossierpress.diagnostics import DossierError

if TYPE_CHECKING:
    from pygments.style import StyleMeta

#: A string (kept), a comment (dropped unless it begins with ``!``), punctuation with the white space that means
#: nothing beside it (before a colon it does: ``a :focus``), white space.
_TOKEN = re.compile(
    r"""(?P<keep>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|/\*!.*?\*/)|(?P<comment>/\*.*?\*/)|\s*(?P<mark>[{};,>])\s*|(?P<colon>:)\s+|(?P<space>\s+)""",
    re.DOTALL,
)
#: Selectors and the Pygments token whose colour they take: short class names, by their first letter where finer
#: distinctions (``kd``, ``kn``, …) look the same.
_CODE = {
    "[class^=k]": "Keyword", "[class^=s]": "Literal.String", "[class^=m]": "Literal.Number",
    "[class^=c]": "Comment", "[class^=o]": "Operator", ".nb": "Name.Builtin", ".nf": "Name.Function",
    ".nc": "Name.Class", ".nt": "Name.Tag", ".na": "Name.Attribute", ".nv": "Name.Variable",
    ".nd": "Name.Decorator", ".se": "Literal.String.Escape", ".gd": "Generic.Deleted", ".gi": "Generic.Inserted",
}  # fmt: skip


def compact(text: str) -> str:
    """The stylesheet without comments and needless white space; strings are kept as they are."""
    return (
        _TOKEN.sub(lambda m: m["keep"] or m["mark"] or m["colon"] or (" " if m["space"] else ""), text)
        .replace(";}", "}")
        .strip()
    )


def code_colours(light: str, dark: str) -> str:
    """Rules for code blocks from two Pygments styles, in the stylesheet's layer ``code``.

    Raises `DossierError` for a style Pygments does not have.
    """
    rules: dict[str, list[str]] = defaultdict(list)
    for selector, colours in _classes(light, dark):
        rules[colours].append(selector)
    text = "".join(f"{','.join(selectors)}{{{colours}}}" for colours, selectors in rules.items())
    return f"@layer code{{{text}}}"


def _classes(light: str, dark: str) -> Iterator[tuple[str, str]]:
    from pygments.token import string_to_tokentype  # noqa: PLC0415  (heavy; needed once a build)

    on_light, on_dark = _style(light), _style(dark)
    for selector, name in _CODE.items():
        kind = string_to_tokentype(name)
        own, other = on_light.style_for_token(kind), on_dark.style_for_token(kind)
        if own["color"] and other["color"]:
            weight = ";font-weight:700" if own["bold"] else ""
            slant = ";font-style:italic" if own["italic"] else ""
            colours = f"color:light-dark(#{own['color']},#{other['color']}){weight}{slant}"
            yield f"pre {selector}", colours


def _style(name: str) -> "StyleMeta":
    from pygments.styles import get_all_styles, get_style_by_name  # noqa: PLC0415  (heavy; needed once a build)
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        return get_style_by_name(name)
    except ClassNotFound:
        known = ", ".join(sorted(get_all_styles()))
        raise DossierError(f"Pygments has no style {name!r}", hint=f"its styles: {known}") from None
