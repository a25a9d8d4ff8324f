"""``==highlighted==`` text; works like markdown-it's own strikethrough, with equals signs."""

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

EQUALS = ord("=")


def mark(state: StateInline, silent: bool) -> bool:
    """Inline rule: each ``==`` becomes a text token and a delimiter, paired up by markdown-it."""
    if silent or state.src[state.pos] != "=":
        return False
    scanned = state.scanDelims(state.pos, True)
    if scanned.length != 2:  # rows of equals signs are drawings or operators, not marks
        state.pending += "=" * scanned.length
        state.pos += scanned.length
        return True
    state.push("text", "", 0).content = "=="
    state.delimiters.append(
        Delimiter(
            marker=EQUALS,
            length=0,
            token=len(state.tokens) - 1,
            end=-1,
            open=scanned.can_open,
            close=scanned.can_close,
        )
    )
    state.pos += 2
    return True


def mark_pairs(state: StateInline) -> None:
    """Second pass: the text tokens of paired delimiters become tags."""
    _open_and_close(state, state.delimiters)
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            _open_and_close(state, meta["delimiters"])


def _open_and_close(state: StateInline, delimiters: list[Delimiter]) -> None:
    for delimiter in delimiters:
        if delimiter.marker != EQUALS or delimiter.end == -1:
            continue
        for index, kind, nesting in (
            (delimiter.token, "mark_open", 1),
            (delimiters[delimiter.end].token, "mark_close", -1),
        ):
            token = state.tokens[index]
            token.type, token.tag, token.markup, token.content = kind, "mark", "==", ""
            token.nesting = 1 if nesting > 0 else -1
