"""``%%comments%%`` in Obsidian's manner, left out of the page: within a line, or over several lines."""

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from dossierpress.markup.place import Finding, findings


def comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: from a line that begins with ``%%`` to the next that ends with it."""
    if state.is_code_block(start) or not _text(state, start).startswith("%%"):
        return False
    last = _last_line(state, start, end)
    if last is None:
        return False
    if not silent:
        state.line = last + 1
    return True


def _last_line(state: StateBlock, start: int, end: int) -> int | None:
    """The line that closes the comment; None when it has other text, which is for the inline rule."""
    first = _text(state, start)
    if "%%" in first[2:]:
        return start if first.find("%%", 2) == len(first) - 2 else None
    for line in range(start + 1, end):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return None
        text = _text(state, line)
        if "%%" in text:
            return line if text.find("%%") == len(text) - 2 else None
    return None


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def comment_inline(state: StateInline, silent: bool) -> bool:
    """Inline rule: from ``%%`` to the next ``%%`` of the same paragraph."""
    if not state.src.startswith("%%", state.pos):
        return False
    end = state.src.find("%%", state.pos + 2, state.posMax)
    if end < 0:
        if not silent:
            findings(state.env).during(
                state,
                Finding(
                    "markdown-comment",
                    "This comment is not closed in its paragraph, so it is shown.",
                    "Close it with %%, or begin and end the comment on lines of its own.",
                ),
            )
            state.pending += "%%"
            state.pos += 2
            return True
        return False
    state.pos = end + 2
    return True
