"""Folding of names and titles for comparison. (`markup.fold` folds quotes, and keeps an offset map.)"""

import re
import unicodedata
from functools import lru_cache

_ALIKE = {
    **dict.fromkeys("“”„‟〝〞〟″«»", '"'),
    **dict.fromkeys("‘’‚‛′‹›ʼʹ`´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **{"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"},
}
_ALIKE_TABLE = str.maketrans(_ALIKE)
#: French writes a space before tall punctuation and within guillemets, other typesetters do not.
_INNER_SPACE = re.compile(r" (?=[:;!?»])|(?<=«) ")


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """What spellings of a name have in common: no case, accents, kinds of quote or dash, extra spaces.

    NFKC and case folding, then the marks of letters are dropped. Vowel signs and tone marks of Indic, Thai
    and Japanese scripts, which are no accents, stay.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = _INNER_SPACE.sub("", " ".join(folded.split()))
    if not folded.isascii() or "`" in folded:
        folded = folded.translate(_ALIKE_TABLE)
    apart = _LATIN_MARKS.sub("", unicodedata.normalize("NFKD", folded))
    if apart.isascii():
        return " ".join(apart.split())
    kept = (c for c in apart if not _is_accent(c))
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def _is_accent(char: str) -> bool:
    """A combining mark above or below a letter, a Hebrew or Arabic vowel point, or an invisible character."""
    order = unicodedata.combining(char)
    return order >= 200 or 10 <= order < 36 or unicodedata.category(char) == "Cf"


#: The accents of Latin, Greek and Cyrillic letters; without them most titles are ASCII and need no closer look.
_LATIN_MARKS = re.compile(f"[{''.join(filter(_is_accent, map(chr, range(0x300, 0x370))))}]+")
