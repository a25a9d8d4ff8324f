"""Raw HTML is shown as text, with a warning; the author may have expected it to work."""

import re

from markdown_it.rules_inline import StateInline

from dossierpress.markup.place import Finding, findings

TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,30}(?:\s[^<>]{0,300})?/?>|<!--|<\?[a-z]|<!\[CDATA\[")


def raw_html(state: StateInline, silent: bool) -> bool:
    """Inline rule in place of markdown-it's ``html_inline``: reports a block's first tag, matches nothing."""
    if silent or state.src[state.pos] != "<":
        return False
    collector = findings(state.env)
    if TAG.match(state.src, state.pos) and "html" not in collector.inline.meta:
        collector.inline.meta["html"] = True
        collector.during(
            state,
            Finding(
                "markdown-html",
                "HTML is not interpreted here; it is shown as text.",
                "Write Markdown instead, or put the tag between backticks if it is meant to be seen.",
            ),
        )
    return False
