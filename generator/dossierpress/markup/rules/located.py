"""Lets an inline rule of the parser note where its link or image begins."""

from collections.abc import Callable

from markdown_it.rules_inline import StateInline

from dossierpress.markup.place import findings

InlineRule = Callable[[StateInline, bool], bool]


def located(rule: InlineRule) -> InlineRule:
    """The same rule; the first token it opens carries its offset as ``meta["at"]``."""

    def wrapped(state: StateInline, silent: bool) -> bool:
        begin, count = state.pos, len(state.tokens)
        matched = rule(state, silent)
        if matched and not silent:
            # Text that was still pending may have become a token before the rule's own.
            first = next(t for t in state.tokens[count : count + 2] if t.type != "text")
            first.meta["at"] = findings(state.env).offset(state, begin)
        return matched

    return wrapped
