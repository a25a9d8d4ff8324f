"""A limit to nesting that loses nothing.

Past its own limit markdown-it drops the rest of a block without a word. This rule steps in first: what
is nested too deeply becomes a plain paragraph, and an error says where.
"""

from markdown_it.rules_block import StateBlock

from dossierpress.diagnostics import Severity
from dossierpress.markup.place import Finding, findings

#: Levels of quotes and lists (a list counts twice): beyond honest texts, below Python's recursion limit.
LIMIT = 100


def nesting(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule, first of all: at the limit, the rest of the enclosing block is one paragraph."""
    if silent or state.level < LIMIT:
        return False
    stop = start + 1
    while stop < end and (state.isEmpty(stop) or state.sCount[stop] >= state.blkIndent):
        stop += 1
    findings(state.env).on(
        start,
        Finding(
            "markdown-nesting",
            f"This text is nested more than {LIMIT} levels deep; it is shown as a plain paragraph.",
            "Use fewer quotation marks (>) or list levels.",
            Severity.ERROR,
        ),
    )
    state.push("paragraph_open", "p", 1).map = [start, stop]
    inline = state.push("inline", "", 0)
    inline.map, inline.children = [start, stop], []
    inline.content = state.getLines(start, stop, state.blkIndent, False).strip()
    state.push("paragraph_close", "p", -1)
    state.line = stop
    return True
