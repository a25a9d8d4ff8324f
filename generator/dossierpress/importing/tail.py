"""From the first paragraph to the end: body, read-also titles, tags, buttons, in any order."""

import re
from collections.abc import Iterator, Sequence

from dossierpress.importing.draft import Field
from dossierpress.importing.lexicon import Lexicon, fold
from dossierpress.importing.marks import Kind, Mark, is_sentence, word_count
from dossierpress.importing.pieces import Piece, Sorting, split, whole

_LONGEST_TAG = 80
_OPEN, _CLOSE, _COMMAS = "([{«“", ")]}»”", ",;،؛、；，"
_FURNITURE = ("chrome", "subscribe", "short_url")


def read_tail(marks: Sequence[Mark], sorting: Sorting, lex: Lexicon) -> None:
    """Give every line from the first paragraph on its place.

    Only label lines switch what follows them, so any order reads well; a whole sentence leads
    back to the body, so a button met in mid-text loses nothing.
    """
    zone = "body"
    for mark in marks:
        if mark.kind is Kind.BLANK:
            continue
        zone = _label(mark, zone, sorting) if mark.kind is Kind.LABEL else _line(mark, zone, sorting, lex)
    if not sorting.related or not sorting.tags:
        _guess(marks, sorting)


def _label(mark: Mark, zone: str, sorting: Sorting) -> str:
    """Read a label line; the zone it opens."""
    role, value = mark.role, mark.value
    label, *rest = split(mark, len(mark.text) - len(value)) if value else (whole(mark),)
    sorting.drop_piece(label, role)
    for piece in rest:
        _value(role, piece, label.text, sorting)
    if role in ("related", "tags"):
        sorting.labels.setdefault(role, label.text)
    if role in _FURNITURE or (value and role in ("related", "dossier")):
        return zone
    return role


def _value(role: str, piece: Piece, label: str, sorting: Sorting) -> None:
    if role == "related":
        sorting.related.append(piece)
    elif role == "tags":
        _read_tags(piece, sorting)
    else:
        sorting.drop_piece(piece, role)
        sorting.suggestions.append(
            Field(
                name=role, value=piece.text, rule="stands behind its label",
                first=piece.line, last=piece.line, label=label,
            )
        )  # fmt: skip


def _line(mark: Mark, zone: str, sorting: Sorting, lex: Lexicon) -> str:
    """Read a line that is no label; the zone the next one stands in."""
    if mark.kind is Kind.CREDIT:
        sorting.drop(mark, "credit")
    elif mark.kind is Kind.SUFFIX:
        sorting.drop(mark, "picture")
    elif zone == "body" or mark.kind is Kind.PROSE or (zone != "tags" and is_sentence(mark.text)):
        if zone not in ("body", "related"):
            sorting.doubt("body")
        sorting.body.append(whole(mark))
        return "body"
    elif zone == "related":
        _read_related(mark, sorting)
    elif zone == "tags":
        _read_tags(whole(mark), sorting)
    else:
        sorting.drop(mark, zone)
        return "body" if zone == "dossier" else zone
    return zone


def _read_related(mark: Mark, sorting: Sorting) -> None:
    """A title; one that is printed twice without a space (``TitreTitre``) is read once."""
    if mark.kind in (Kind.COUNTER, Kind.DATE):
        sorting.drop(mark, mark.kind)
        return
    half, odd = divmod(len(mark.text), 2)
    if half >= 10 and not odd and mark.text[:half] == mark.text[half:]:
        title, again = split(mark, half)
        sorting.drop_piece(again, "repeat")
        sorting.related.append(title)
    else:
        sorting.related.append(whole(mark))


def _read_tags(line: Piece, sorting: Sorting) -> None:
    known = {fold(tag.text) for tag in sorting.tags}
    for tag in split_tags(line):
        if len(tag.text) > _LONGEST_TAG:
            sorting.drop_piece(tag, "unplaced")
            sorting.doubt("tags")
        elif fold(tag.text) in known:
            sorting.drop_piece(tag, "repeat")
        else:
            known.add(fold(tag.text))
            sorting.tags.append(tag)


def split_tags(line: Piece) -> Iterator[Piece]:
    """Cut at commas and semicolons outside brackets: ``Groupe (de Minsk, OSCE), Russie`` holds two tags."""
    depth, start = 0, 0
    for index, character in enumerate(line.text):
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(0, depth - 1)
        elif character in _COMMAS and not depth:
            yield from _tag(line, start, index)
            start = index + 1
    yield from _tag(line, start, len(line.text))


def _tag(line: Piece, start: int, end: int) -> Iterator[Piece]:
    text = line.text[start:end].strip().removeprefix("#").strip()
    if fold(text):
        yield Piece(line.line, text, word_count(text))


_LIST = re.compile(r"[,;]")


def _guess(marks: Sequence[Mark], sorting: Sorting) -> None:
    """Find a list of titles or tags whose label is missing: the last lines of the body before the tail."""
    if not sorting.labels and not any(piece.role == "footer" for piece in sorting.dropped):
        return
    if not sorting.tags:
        _guess_tags(sorting)
    if not sorting.related:
        _guess_related(marks, sorting)


def _guess_tags(sorting: Sorting) -> None:
    last = sorting.related or sorting.body
    if not last or len(_LIST.findall(last[-1].text)) < 3 or len(last[-1].text) > 1000:
        return
    tags = list(split_tags(last[-1]))
    if is_sentence(last[-1].text) or any(tag.words > 8 for tag in tags):
        return
    _read_tags(last.pop(), sorting)
    sorting.doubt("tags")


def _guess_related(marks: Sequence[Mark], sorting: Sorting) -> None:
    plain = {mark.line.number for mark in marks if mark.kind is Kind.PLAIN and not is_sentence(mark.text)}
    count = 0
    while count < len(sorting.body) and sorting.body[-1 - count].line in plain:
        piece, after = sorting.body[-1 - count], sorting.body[-count] if count else None
        if after and after.line != piece.line + 1:
            break
        count += 1
    if 2 <= count < len(sorting.body):
        sorting.related.extend(sorting.body[-count:])
        del sorting.body[-count:]
        sorting.doubt("related")
