"""Parses the text of blocks, telling the inline rules which block they are in."""

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from dossierpress.markup.place import findings


def inlines(words: MarkdownIt) -> Callable[[StateCore], None]:
    """Core rule in place of markdown-it's ``inline``; ``words`` is the parser for what stands in a line."""

    def rule(state: StateCore) -> None:
        collector = findings(state.env)
        for token in state.tokens:
            if token.type == "inline":
                collector.inline = token
                token.children = []
                words.inline.parse(token.content, words, state.env, token.children)

    return rule
