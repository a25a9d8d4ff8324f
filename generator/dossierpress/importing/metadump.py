"""A page saved as its metadata first: address, titles, ISO dates, tags one a line, then the article."""

import re
from collections.abc import Sequence

from dossierpress.importing.dates import find
from dossierpress.importing.draft import Field, Sure
from dossierpress.importing.lexicon import Lexicon, fold
from dossierpress.importing.marks import Kind, Mark
from dossierpress.importing.pieces import Piece, Sorting, split, whole

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S*")
_LEAD = re.compile(r"\d{1,2}:\d{2}\s\d{2}\.\d{2}\.\d{4}(?:\s\([^()]{5,60}\))?\s?")
_DATED = re.compile(r"\s?\d{2}\.\d{2}\.\d{4},\s[^,]{2,40}$")
_CONTACT = re.compile(r"@|^\+\d|^[a-z]{2}[_-][A-Z]{2}$")
_LONGEST = 150


def is_metadump(marks: Sequence[Mark]) -> bool:
    """Whether the text begins with an address and holds at least two ISO times on lines of their own."""
    filled = [mark for mark in marks[: 2 * _LONGEST] if mark.kind is not Kind.BLANK][:_LONGEST]
    times = sum(bool(_ISO.fullmatch(mark.text)) for mark in filled)
    return times >= 2 and len(filled) > 2 and filled[0].kind is Kind.ADDRESS


def read_metadump(marks: Sequence[Mark], sorting: Sorting, lex: Lexicon) -> int:
    """Read the metadata; return the index of the body's first line."""
    filled = [index for index, mark in enumerate(marks) if mark.kind is not Kind.BLANK][:_LONGEST]
    title = marks[filled[1]]
    end = max(index for index in filled if fold(marks[index].text) == fold(title.text))
    sorting.keep("source.url", whole(marks[filled[0]]), "the address on the first line", Sure.CERTAIN)
    sorting.keep("title", whole(title), "printed below the address and above the text", Sure.CERTAIN)
    zone = ""
    for index in filled[2:]:
        if index < end:
            zone = _read(marks[index], title, zone, sorting)
        elif index == end and end > filled[1]:
            sorting.drop(marks[index], "repeat")
    return _lead(marks, max(end, filled[1]) + 1, sorting, lex)


def _read(mark: Mark, title: Mark, zone: str, sorting: Sorting) -> str:
    """Place a line of the metadata; ``zone`` is ``tags`` between picture and publisher."""
    if fold(mark.text) == fold(title.text):
        sorting.drop(mark, "repeat")
    elif _ISO.fullmatch(mark.text):
        _time(mark, sorting)
    elif mark.kind is Kind.ADDRESS:
        sorting.suggestions.append(_suggestion("image.src", mark, "an address in the metadata"))
        sorting.drop(mark, "metadata")
        return "tags"
    elif dated := _DATED.search(mark.text):
        piece, rest = split(mark, dated.start())
        sorting.keep("description", piece, "followed by date and publisher in the metadata", Sure.LIKELY)
        sorting.drop_piece(rest, "metadata")
        _publisher(rest, sorting)
    elif zone == "tags" and not _ends_tags(mark, sorting):
        sorting.tags.append(whole(mark))
        sorting.labels.setdefault("tags", "one a line in the metadata")
    else:
        sorting.drop(mark, "metadata")
        return ""
    return zone


def _publisher(rest: Piece, sorting: Sorting) -> None:
    """The name behind the date in ``12.04.2023, La Gazette``; its words are counted as dropped."""
    name = rest.text.partition(", ")[2].strip()
    rule = "printed behind the date in the metadata"
    found = Field(
        name="source.name", value=name, rule=rule, sure=Sure.CERTAIN, first=rest.line, last=rest.line
    )
    sorting.fields.append(found)


def _ends_tags(mark: Mark, sorting: Sorting) -> bool:
    earlier = {fold(piece.text) for piece in sorting.dropped if piece.role == "metadata"}
    known = {fold(tag.text) for tag in sorting.tags}
    return bool(_CONTACT.search(mark.text)) or fold(mark.text) in earlier | known or len(mark.text) > 80


def _time(mark: Mark, sorting: Sorting) -> None:
    sorting.drop(mark, "date")
    day = mark.text[:10]
    published = next((field for field in sorting.fields if field.name == "date"), None)
    if not published:
        sorting.fields.append(_dated("date", day, mark, "the first ISO time of the metadata"))
    elif day != published.value and not sorting.has("updated"):
        sorting.fields.append(_dated("updated", day, mark, "a later ISO time of the metadata"))


def _dated(name: str, day: str, mark: Mark, rule: str) -> Field:
    number = mark.line.number
    return Field(name=name, value=day, rule=rule, sure=Sure.CERTAIN, first=number, last=number)


def _suggestion(name: str, mark: Mark, rule: str) -> Field:
    return Field(
        name=name, value=mark.text, rule=rule, sure=Sure.GUESS, first=mark.line.number, last=mark.line.number
    )


def _lead(marks: Sequence[Mark], start: int, sorting: Sorting, lex: Lexicon) -> int:
    """Cut the clock glued to the first paragraph: ``18:20 14.12.2015 (Mis à jour: …) À la veille``."""
    for index in range(start, len(marks)):
        mark = marks[index]
        if mark.kind is Kind.BLANK:
            continue
        clock = _LEAD.match(mark.text)
        if not clock:
            return index
        before, piece = split(mark, clock.end())
        sorting.drop_piece(before, "date")
        if piece.text:
            sorting.body.append(piece)
        dates = list(find(before.text, lex))
        if dates and not sorting.has("date"):
            sorting.fields.append(_dated("date", dates[0].edtf, mark, "the time before the first paragraph"))
        return index + 1
    return start
