"""Task lists: ``- [ ]`` and ``- [x]``."""

import re

from markdown_it.rules_core import StateCore

TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")


def tasks(state: StateCore) -> None:
    """Core rule, before text is parsed: takes the box off the text; ``meta["done"]`` of the item notes it."""
    for item, paragraph, text in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if item.type != "list_item_open" or paragraph.type != "paragraph_open":
            continue
        match = TASK.match(text.content)
        if match is not None:
            item.meta["done"] = match[1] != " "
            item.attrs["class"] = "task"
            text.content = text.content[match.end() :]
