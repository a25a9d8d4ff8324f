"""Parses the text of blocks, telling the inline rules which block they are in."""

from markdown_it.rules_core import StateCore

from dossierpress.markup.place import findings


def inlines(state: StateCore) -> None:
    """Core rule in place of markdown-it's ``inline``."""
    collector = findings(state.env)
    for token in state.tokens:
        if token.type == "inline":
            collector.inline = token
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)
