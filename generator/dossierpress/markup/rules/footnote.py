"""Footnotes: ``[^1]`` with its definition anywhere, and ``^[inline]`` ones.

Parsing is the plugin's, within bounds: labels of at most 100 characters (it scans to the line's end, which
makes ``[^[^[^…`` quadratic) and no inline note in another or in a link. Gathering them at the end is ours,
because the plugin drops the text of unused, repeated and nested definitions without a word.
"""

import re
from dataclasses import dataclass, field

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def, footnote_inline, footnote_ref

from dossierpress.diagnostics import Severity
from dossierpress.markup.place import Finding, Findings, findings

LABEL = re.compile(r"\[\^[^\s\[\]]{1,100}\]")


def definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule for ``[^label]: text``."""
    if not LABEL.match(state.src, state.bMarks[start] + state.tShift[start]):
        return False
    return bool(footnote_def(state, start, end, silent))


def reference(state: StateInline, silent: bool) -> bool:
    """Inline rule for ``[^label]``; one without a definition stays text, with a warning."""
    match = LABEL.match(state.src, state.pos) if state.src[state.pos] == "[" else None
    if match is None or match.end() > state.posMax:
        return False
    if footnote_ref(state, silent):
        return True
    if not silent:
        findings(state.env).during(
            state,
            Finding(
                "markdown-footnote",
                f"There is no footnote {match.group()}; the mark is shown as text.",
                f"Add a line that begins with {match.group()}: or remove the mark.",
            ),
        )
    return False


def inline_note(state: StateInline, silent: bool) -> bool:
    """Inline rule for ``^[text]``."""
    if state.src[state.pos] != "^" or state.linkLevel or state.env.get("in_note"):
        return False
    begin, count = state.pos, len(state.tokens)
    state.env["in_note"] = not silent
    try:
        matched = bool(footnote_inline(state, silent))
    finally:
        state.env["in_note"] = False
    if matched and not silent:
        note = next(t for t in state.tokens[count:] if t.type == "footnote_ref")
        state.env["footnotes"]["list"][note.meta["id"]]["origin"] = findings(state.env).inline
    return matched and state.pos > begin


@dataclass(slots=True)
class _Definition:
    opening: Token
    tokens: list[Token] = field(default_factory=list)


def gather(state: StateCore) -> None:
    """Core rule, after text is parsed: moves the notes in use behind the text, in their marks' order."""
    collector = findings(state.env)
    state.tokens, definitions = _take_out(state.tokens, collector)
    notes = state.env.get("footnotes", {}).get("list", {})
    used = {note.get("label") for note in notes.values()}
    for label, entry in definitions.items():
        if label not in used:
            _report(entry.opening, collector, f"No mark refers to footnote [^{label}], so it is left out.")
    if not notes:
        return
    state.tokens.append(Token("footnote_block_open", "div", 1))
    for number, note in notes.items():
        tokens = _inline_tokens(note) if "tokens" in note else definitions[note["label"]].tokens
        state.tokens.extend(_wrapped(number, max(1, note.get("count", 1)), tokens))
    state.tokens.append(Token("footnote_block_close", "div", -1))


def _take_out(tokens: list[Token], collector: Findings) -> tuple[list[Token], dict[str, _Definition]]:
    """Part the text from the definitions, which may stand in one another."""
    text: list[Token] = []
    definitions: dict[str, _Definition] = {}
    targets = [text]
    for token in tokens:
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
            if label in definitions:
                _report(token, collector, f"Footnote [^{label}] is defined twice; the first is left out.")
            definitions[label] = _Definition(token)
            targets.append(definitions[label].tokens)
        elif token.type == "footnote_reference_close":
            targets.pop()
        else:
            targets[-1].append(token)
    return text, definitions


def _report(opening: Token, collector: Findings, message: str) -> None:
    row = opening.map[0] if opening.map else 0
    hint = "Every footnote needs a label of its own and a mark such as [^1] in the text."
    collector.on(row, Finding("markdown-footnote", message, hint, Severity.ERROR))


def _inline_tokens(note: dict[str, object]) -> list[Token]:
    inline = Token("inline", "", 0, content=str(note["content"]), meta={"origin": note["origin"]})
    children = note["tokens"]
    assert isinstance(children, list)
    inline.children = children
    return [
        Token("paragraph_open", "p", 1, block=True),
        inline,
        Token("paragraph_close", "p", -1, block=True),
    ]


def _wrapped(number: int, count: int, tokens: list[Token]) -> list[Token]:
    """A note as a list item, with the links back at the end of its last paragraph."""
    back = [Token("footnote_anchor", "", 0, meta={"id": number, "subId": n}) for n in range(count)]
    closing = tokens[-1:] if tokens and tokens[-1].type == "paragraph_close" else []
    return [
        Token("footnote_open", "li", 1, meta={"id": number}),
        *tokens[: len(tokens) - len(closing)],
        *back,
        *closing,
        Token("footnote_close", "li", -1),
    ]
