"""``[[Page]]``, ``[[Page|text]]``, ``[[Page#Heading]]`` and ``![[picture.jpg|alt]]``, as in Obsidian."""

import re

from markdown_it.rules_inline import StateInline

#: Bounded, so a run of unclosed brackets costs linear time; ``[[1]](url)`` stays an ordinary link.
WIKILINK = re.compile(r"(!?)\[\[([^\[\]|\n]{1,300}?)(?:\\?\|([^\[\]\n]{0,300}))?\]\](?!\()")
PICTURE = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)$", re.IGNORECASE)
SIZE = re.compile(r"\d+(?:x\d+)?")


def wikilink(state: StateInline, silent: bool) -> bool:
    """Inline rule; an embedded page is a link to it, an embedded picture a picture."""
    if state.src[state.pos] not in "[!":
        return False
    match = WIKILINK.match(state.src, state.pos, state.posMax)
    if match is None or not match[2].strip(" \\"):
        return False
    if not silent:
        # Obsidian writes the id of a block with a caret; in pages it is an id like any other.
        target, label = match[2].strip(" \\").replace("#^", "#"), (match[3] or "").strip()
        if match[1] and PICTURE.search(target):
            _push_picture(state, target, label)
        else:
            _push_link(state, target, label)
    state.pos = match.end()
    return True


def _push_link(state: StateInline, target: str, label: str) -> None:
    state.push("wikilink_open", "a", 1).meta["target"] = target
    state.push("text", "", 0).content = label or target.lstrip("#").replace("#", " > ")
    state.push("wikilink_close", "a", -1)


def _push_picture(state: StateInline, target: str, label: str) -> None:
    """``|300`` and ``|300x200`` are sizes in Obsidian, not descriptions."""
    token = state.push("image", "img", 0)
    token.attrs = {"src": target}
    if not SIZE.fullmatch(label):
        token.meta["alt"] = label
