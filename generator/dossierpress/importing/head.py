"""The head of a text: everything above the first paragraph."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dossierpress.importing.draft import Field, Sure
from dossierpress.importing.lexicon import Lexicon, fold
from dossierpress.importing.marks import Kind, Mark, byline, is_prose, names_only, same, suffix_start
from dossierpress.importing.pieces import Sorting, split, whole

#: Nobody prints a longer head; bounds the look-ahead.
_LONGEST_HEAD = 60
_HARD = (Kind.CREDIT, Kind.COUNTER, Kind.DATE)
_BUTTONS = ("short_url", "subscribe")


def body_start(marks: Sequence[Mark]) -> int:
    """The index of the first line of the body: a long sentence with no part of the head close behind it.

    Only the first line of each kind (credit, counter …) counts as the head's: pictures within the
    body have credits too. Without any long sentence the body begins after the first lines.
    """
    seen: set[str] = set()
    filled = [index for index, mark in enumerate(marks) if mark.kind is not Kind.BLANK][:_LONGEST_HEAD]
    for place, index in enumerate(filled):
        mark = marks[index]
        if _tail_begins(mark):
            return _fallback(marks, filled[:place]) if place else index
        if mark.kind is Kind.PROSE:
            near = [marks[other] for other in filled[place + 1 : place + 4]]
            if not any(_head_sign(other) and _head_sign(other) not in seen for other in near):
                return index
        if sign := _head_sign(mark):
            seen.add(sign)
    return _fallback(marks, filled)


def _tail_begins(mark: Mark) -> bool:
    return mark.kind is Kind.LABEL and mark.role in ("related", "tags", "footer") and not mark.value


def _head_sign(mark: Mark) -> str:
    if mark.kind in _HARD:
        return mark.kind
    return mark.role if mark.kind is Kind.LABEL and mark.role in _BUTTONS else ""


def _fallback(marks: Sequence[Mark], filled: Sequence[int]) -> int:
    """No long sentence: the body begins after the last sign of the head and a title."""
    if not filled:
        return 0
    last = max((place for place, index in enumerate(filled) if _head_sign(marks[index])), default=-1)
    plain = [index for index in filled[last + 1 :] if marks[index].kind in (Kind.PLAIN, Kind.PROSE)]
    before = any(marks[index].kind is Kind.PLAIN for index in filled[: last + 1])
    if len(plain) > 1 or (before and plain):
        return plain[0] if before else plain[1]
    return filled[-1] + 1


def read_head(marks: Sequence[Mark], sorting: Sorting, lex: Lexicon) -> None:
    """Give every line of the head its place."""
    filled = [mark for mark in marks if mark.kind is not Kind.BLANK]
    shape = _shape(filled)
    rest = [mark for mark in filled if not _read_sure(mark, sorting, lex, shape)]
    rest = _without_repeats(rest, sorting)
    rest = _read_section(rest, sorting, lex, shape)
    rest = _read_title(rest, sorting, shape)
    _read_rest(rest, sorting, shape)
    _read_credit(filled, sorting)


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which of the known layouts the head has: ``buttons`` of the page with a short address (caption first),
    ``suffixes`` behind captions; the line of the first credit; the titles printed twice."""

    buttons: bool
    suffixes: bool
    credit: int
    first_line: int
    twins: frozenset[str]
    titles: int


def _shape(filled: Sequence[Mark]) -> _Shape:
    folded = [fold(mark.text) for mark in filled if mark.kind is Kind.PLAIN]
    credit = next((mark.line.number for mark in filled if mark.kind is Kind.CREDIT), 0)
    return _Shape(
        buttons=any(mark.kind is Kind.COUNTER or mark.role == "short_url" for mark in filled),
        suffixes=any(mark.kind is Kind.SUFFIX for mark in filled),
        credit=credit,
        first_line=next((mark.line.number for mark in filled if mark.kind is Kind.PLAIN), 0),
        twins=frozenset(text for text in folded if folded.count(text) > 1),
        titles=len(folded),
    )


def _read_sure(mark: Mark, sorting: Sorting, lex: Lexicon, shape: _Shape) -> bool:
    """Place a line whose look alone says what it is; False when its neighbours decide."""
    match mark.kind:
        case Kind.LABEL:
            sorting.drop(mark, mark.role)
        case Kind.COUNTER:
            _read_counter(mark, sorting)
        case Kind.DATE:
            _read_dates(mark, sorting, shape)
        case Kind.ADDRESS:
            _read_address(mark, sorting)
        case Kind.SUFFIX:
            _read_suffix(mark, sorting, lex)
        case Kind.BYLINE:
            name = byline(mark.text, lex)
            lead, piece = split(mark, len(mark.text) - len(name))
            sorting.drop_piece(lead, "byline")
            sorting.keep("authors", piece, "a line that begins like a byline", Sure.LIKELY)
        case Kind.CREDIT:
            if mark.line.number == shape.credit:
                return False
            sorting.drop(mark, "credit")
        case _ if fold(mark.text) in lex.staff:
            sorting.drop(mark, "byline")
        case _:
            return False
    return True


def _read_counter(mark: Mark, sorting: Sorting) -> None:
    # Arabic-Indic digits and the like are written as ASCII ones: the id is part of an address.
    digits = "".join(str(unicodedata.digit(character, "")) for character in mark.text)
    year = len(digits) == 4 and digits[:2] in ("19", "20")
    if sorting.has("id") or len(digits) < 2 or year or len(digits) < len(mark.text):
        sorting.drop(mark, "counter")
    else:
        piece = replace(whole(mark), text=digits)
        sorting.keep("id", piece, "the line of digits alone in the head", Sure.CERTAIN)


def _read_dates(mark: Mark, sorting: Sorting, shape: _Shape) -> None:
    """A date line: publication, then update. Above a headline with buttons it is the crawler's clock."""
    sorting.drop(mark, "date")
    clock = shape.buttons and mark.line.number < shape.first_line
    for found, name in zip(mark.dates, ("date", "updated"), strict=False):
        field = Field(
            name="retrieved" if clock else name,
            value=found.edtf,
            rule="the page's clock when it was captured" if clock else "a line that says only when",
            sure=Sure.GUESS if found.swappable else Sure.LIKELY,
            first=mark.line.number,
            last=mark.line.number,
        )
        doubtful = clock or found.swappable or sorting.has(name)
        (sorting.suggestions if doubtful else sorting.fields).append(field)
        if found.swappable:
            sorting.doubt("date")


def _read_address(mark: Mark, sorting: Sorting) -> None:
    if sorting.has("source.url"):
        sorting.drop(mark, "address")
    else:
        sorting.keep("source.url", whole(mark), "an address alone in the head", Sure.LIKELY)


def _read_suffix(mark: Mark, sorting: Sorting, lex: Lexicon) -> None:
    start = suffix_start(mark.text, lex)
    caption, suffix = split(mark, start or 0)
    sorting.drop_piece(suffix, "chrome")
    if not caption.text or sorting.has("image.caption"):
        if caption.text:
            sorting.drop_piece(caption, "repeat")
        return
    sorting.keep("image.caption", caption, "stands before the publisher's name", Sure.LIKELY)


def _without_repeats(rest: Sequence[Mark], sorting: Sorting) -> list[Mark]:
    seen: set[str] = set()
    kept: list[Mark] = []
    for mark in rest:
        key = fold(mark.text)
        if key in seen and mark.kind is not Kind.CREDIT:
            sorting.drop(mark, "repeat")
        else:
            kept.append(mark)
            seen.add(key)
    return kept


def _read_section(rest: Sequence[Mark], sorting: Sorting, lex: Lexicon, shape: _Shape) -> list[Mark]:
    plain = [mark for mark in rest if mark.kind is Kind.PLAIN]
    found = next((mark for mark in plain if fold(mark.text) in lex.sections), None)
    rule, sure = "a known name of a section", Sure.CERTAIN
    if not found and shape.buttons and len(plain) > 1 and _short(plain[-1]):
        after_credit = shape.credit and plain[-1].line.number > shape.credit
        if after_credit or len(plain) > 2:
            found, rule, sure = plain[-1], "the short line between credit and buttons", Sure.LIKELY
    if not found and shape.suffixes and len(plain) > 1 and _short(plain[0]):
        found, rule, sure = plain[0], "the short line above the headline", Sure.LIKELY
    if found:
        sorting.keep("section", whole(found), rule, sure)
    return [mark for mark in rest if mark is not found]


def _short(mark: Mark) -> bool:
    return len(mark.text.split()) <= 3 and len(mark.text) <= 40


def _read_title(rest: Sequence[Mark], sorting: Sorting, shape: _Shape) -> list[Mark]:
    """Choose headline and caption among the lines left; both may be missing."""
    plain = [mark for mark in rest if mark.kind is Kind.PLAIN]
    if shape.buttons and shape.credit:
        plain = [mark for mark in plain if mark.line.number < shape.credit]
    title, caption, rule, sure = _choose(plain, rest, shape)
    if title:
        sorting.keep("title", whole(title), rule, sure)
    if caption and not sorting.has("image.caption"):
        sorting.keep(
            "image.caption", whole(caption), "the line that stands by the picture's credit", Sure.LIKELY
        )
    elif caption:
        caption = None
    return [mark for mark in rest if mark is not title and mark is not caption]


def _choose(
    plain: Sequence[Mark], rest: Sequence[Mark], shape: _Shape
) -> tuple[Mark | None, Mark | None, str, Sure]:
    twin = next((mark for mark in plain if fold(mark.text) in shape.twins), None)
    if shape.buttons:
        if len(plain) > 1:
            return plain[-1], plain[0], "the last line above credit and buttons", Sure.CERTAIN
        if plain and names_only(plain[0].text) and shape.credit:
            return None, plain[0], "", Sure.GUESS
        return (plain[0] if plain else None), None, "the only line above credit and buttons", Sure.LIKELY
    above = _above_credit(rest)
    if twin and twin is not above:
        return twin, above, "printed twice", Sure.CERTAIN
    others = [mark for mark in plain if mark is not above] or list(plain)
    title = others[-1] if shape.suffixes and others else others[0] if others else None
    return (
        title,
        above if above is not title else None,
        "the first line that looks like a headline",
        Sure.LIKELY,
    )


def _above_credit(rest: Sequence[Mark]) -> Mark | None:
    """The line directly above the first credit, unless it is the only one."""
    for index, mark in enumerate(rest):
        if mark.kind is Kind.CREDIT:
            return rest[index - 1] if index > 1 else None
    return None


def _read_rest(rest: Sequence[Mark], sorting: Sorting, shape: _Shape) -> None:
    """What is left above the headline goes; what is left below it leads the body, rather than being lost."""
    title = next((field.first for field in sorting.fields if field.name == "title"), 0)
    for mark in rest:
        if mark.kind is Kind.CREDIT:
            continue
        if shape.buttons and mark.kind is Kind.PLAIN and mark.line.number > shape.credit > 0:
            sorting.drop(mark, "dossier")
        elif title and mark.line.number < title:
            sorting.drop(mark, "blurb" if is_prose(mark.text) else "unplaced")
        else:
            sorting.body.append(whole(mark))
            if mark.kind is Kind.PLAIN:
                sorting.doubt("body")


def _read_credit(filled: Sequence[Mark], sorting: Sorting) -> None:
    """Keep the first credit word for word, without the caption that is sometimes glued to its end."""
    credit = next((mark for mark in filled if mark.kind is Kind.CREDIT), None)
    if not credit:
        return
    caption = next((str(field.value) for field in sorting.fields if field.name == "image.caption"), "")
    sorting.doubt("image.credit")
    if caption and credit.text.endswith(caption) and not same(credit.text, caption):
        piece, glued = split(credit, len(credit.text) - len(caption))
        sorting.drop_piece(glued, "repeat")
    else:
        piece = whole(credit)
    sorting.keep("image.credit", piece, "a line that begins like a picture's credit", Sure.LIKELY)
