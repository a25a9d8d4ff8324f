"""The reference scoring, written anew from its description, to run on the same corpus as ours.

After hypothesis/client, src/annotator/anchoring/match-quote.ts, and approx-string-match, which reports only
the matches with the fewest errors: exact hits hide all others, there is no minimum score, a missing prefix or
suffix counts as a perfect match, nothing is folded. No position hint is given, as notes hold none.
"""

from dossierpress.markup.anchor import Selector


def _ends(text: str, pattern: str) -> list[int]:
    """Errors of the best approximate match that ends before each offset 1…n (Myers 1999, one big integer)."""
    size = len(pattern)
    full, top = (1 << size) - 1, 1 << (size - 1)
    masks: dict[str, int] = {}
    for bit, char in enumerate(pattern):
        masks[char] = masks.get(char, 0) | 1 << bit
    plus, minus, errors, found = full, 0, size, []
    for char in text:
        equal = masks.get(char, 0)
        diagonal = (((equal & plus) + plus) ^ plus) | equal | minus
        up, down = minus | ~(diagonal | plus) & full, plus & diagonal
        errors += bool(up & top) - bool(down & top)
        up, down = up << 1 & full, down << 1 & full
        plus, minus = down | ~((equal | minus) | up) & full, up & (equal | minus)
        found.append(errors)
    return found


def _search(text: str, pattern: str, most: float) -> list[tuple[int, int, int]]:
    """Matches (start, end, errors) with the fewest errors, none when that is more than ``most``."""
    hits, at = [], text.find(pattern)
    while at >= 0:
        hits.append((at, at + len(pattern), 0))
        at = text.find(pattern, at + 1)
    if hits or not text:
        return hits
    ends = _ends(text, pattern)
    least = min(ends)
    if least > most:
        return []
    return [
        (_start(text, pattern, at + 1, least), at + 1, least)
        for at, errors in enumerate(ends)
        if errors == least
    ]


def _start(text: str, pattern: str, end: int, errors: int) -> int:
    """The earliest start of a match that ends at ``end``."""
    back = text[max(0, end - len(pattern) - errors) : end][::-1]
    lengths = [at + 1 for at, found in enumerate(_ends(back, pattern[::-1])) if found <= errors]
    return end - max(lengths, default=len(pattern))


def _context(text: str, pattern: str) -> float:
    if not pattern:
        return 1.0
    matches = _search(text, pattern, len(pattern)) if text else []
    return 1 - matches[0][2] / len(pattern) if matches else 0.0


def match_quote(text: str, selector: Selector) -> tuple[int, int, float] | None:
    """Start, end and score of the best match; None if even the fewest errors are more than half the quote."""
    quote, prefix, suffix = selector.exact, selector.prefix, selector.suffix

    def scored(match: tuple[int, int, int]) -> tuple[int, int, float]:
        start, end, errors = match
        left = _context(text[max(0, start - len(prefix)) : start], prefix)
        right = _context(text[end : end + len(suffix)], suffix)
        return start, end, (50 * (1 - errors / len(quote)) + 20 * left + 20 * right + 2) / 92

    matches = _search(text, quote, min(256, len(quote) / 2))
    return max(map(scored, matches), key=lambda match: match[2], default=None)
