"""What the text as a whole tells: its publisher, its language, the dates it names, whether to be alarmed."""

from collections.abc import Iterable, Sequence
from itertools import islice

from dossierpress.importing.dates import find
from dossierpress.importing.draft import Dropped, Field, Mention, Sure
from dossierpress.importing.lexicon import Lexicon, fold
from dossierpress.importing.pieces import Piece

_SAMPLE = 5000
_ENOUGH = 20
_MOST_MENTIONS = 200


def publisher(dropped: Sequence[Dropped], body: Sequence[Piece], lex: Lexicon) -> Field | None:
    """Who published the text, by the page's furniture or by the first paragraph's dateline."""
    furniture = [piece for piece in dropped if piece.role not in ("markup", "repeat")]
    signs = [
        (piece.line, name, sign, "page furniture")
        for piece in furniture
        for sign, name in lex.furniture
        if fold(sign) in fold(piece.text[:200])
    ]
    opening = [(piece.line, piece.text[:120]) for piece in body[:2]]
    signs += [
        (line, name, sign, "dateline")
        for line, text in opening
        for sign, name in lex.datelines
        if sign in text
    ]
    if not signs:
        return None
    _, name, sign, where = signs[0]
    others = {other for _, other, _, _ in signs} - {name}
    lines = sorted({line for line, other, _, _ in signs if other == name})
    rule = f"{where}: “{sign}”" + (f", and {len(lines) - 1} more" if len(lines) > 1 else "")
    sure = Sure.GUESS if others else Sure.CERTAIN if len(lines) > 1 else Sure.LIKELY
    return Field(name="source.name", value=name, rule=rule, sure=sure, first=lines[0], last=lines[-1])


def language(body: Sequence[Piece]) -> Field | None:
    """The language of the body (py3langid, on the text rather than the headline: names mislead it)."""
    sample = " ".join(piece.text for piece in body)[:_SAMPLE]
    if sum(1 for _ in islice(filter(str.isalpha, sample), _ENOUGH)) < _ENOUGH:
        return None
    from py3langid import classify  # noqa: PLC0415  (brings numpy)

    code, _ = classify(sample)
    return Field(name="lang", value=str(code), rule="recognised in the body (py3langid)", sure=Sure.LIKELY)


def mentions(pieces: Iterable[Piece], lex: Lexicon) -> tuple[Mention, ...]:
    """The dates named in the text: suggestions for an editor, never the article's date."""
    found = (
        Mention(piece.line, piece.text[date.start : date.end], date.edtf)
        for piece in pieces
        for date in find(piece.text, lex)
    )
    return tuple(mention for _, mention in zip(range(_MOST_MENTIONS), found, strict=False))
