"""What no quote of a passage may be: nothing, no words, more than can be compared, or full of invisible signs."""

import unicodedata

from dossierpress.markup.anchor_score import EDGE

#: A longer quote is compared at its ends only; it is no passage but a text (characters).
LONGEST = 2 * EDGE
_SPACES = "\t\n\r"


def trouble(quote: str, *around: str) -> str:
    """Why ``quote``, or what stands ``around`` it, cannot lead to a passage; empty when it can."""
    if not quote.strip():
        return "the quote is empty"
    for char in "".join((quote, *around)):
        if unicodedata.category(char) in ("Cc", "Cs") and char not in _SPACES:
            return f"the quote holds the control character U+{ord(char):04X}"
    if not any(_says_something(char) for char in quote):
        return "the quote holds no word, only punctuation"
    return too_long(quote)


def too_long(quote: str) -> str:
    """A sentence for a quote longer than `LONGEST`, else nothing."""
    return f"the quote has {len(quote)} characters, more than {LONGEST}" if len(quote) > LONGEST else ""


def _says_something(char: str) -> bool:
    """Letters and digits of any script, and signs such as ⚓ or ©."""
    return char.isalnum() or unicodedata.category(char) in ("So", "Sc")
