"""Plain text: an article page as someone copied or crawled it, furniture and all."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from dossierpress.diagnostics import Diagnostic
from dossierpress.importing import evidence
from dossierpress.importing.alarms import alarms, several
from dossierpress.importing.clean import Cleaned, clean
from dossierpress.importing.decode import Decoded, NotText, decode
from dossierpress.importing.draft import Draft, Field, Sure, Totals
from dossierpress.importing.head import body_start, read_head
from dossierpress.importing.lexicon import Lexicon, fold, lexicon
from dossierpress.importing.marks import Mark, mark, word_count
from dossierpress.importing.metadump import is_metadump, read_metadump
from dossierpress.importing.paragraphs import joined, paragraphs
from dossierpress.importing.pieces import Piece, Sorting
from dossierpress.importing.tail import read_tail
from dossierpress.model.source import SourcePath, Span


def read_text(data: bytes, name: str) -> Draft:
    """Read an article from the bytes of a text file called ``name``; nothing is looked up, nothing written.

    Every word of the text ends in a field, in the body or among the dropped pieces. What cannot be
    an article (no text, several articles) comes back without a body and with an error among its diagnostics.
    """
    digest = hashlib.sha256(data).hexdigest()
    try:
        decoded = decode(data)
    except NotText as problem:
        return _refused(name, digest, "import-binary", f"this is not a text: {problem}", "import a text file")
    cleaned = clean(decoded.text)
    if not any(fold(line.text) for line in cleaned.lines):
        return _refused(
            name, digest, "import-empty", "there is no text in this file", "was it saved completely?"
        )
    return _draft(name, digest, decoded, cleaned, lexicon())


def _refused(name: str, digest: str, code: str, message: str, hint: str) -> Draft:
    found = Diagnostic(Span(SourcePath(name)), code, message, hint)
    return Draft(name=name, sha256=digest, encoding="", diagnostics=(found,))


def _draft(name: str, digest: str, decoded: Decoded, cleaned: Cleaned, lex: Lexicon) -> Draft:
    marks = [mark(line, lex) for line in cleaned.lines]
    if found := several(marks, name):
        return Draft(name=name, sha256=digest, encoding=decoded.encoding, diagnostics=found)
    sorting = Sorting()
    start = _read(marks, sorting, lex)
    texts = _body(sorting)
    _lists(sorting)
    _told_by_all(sorting, decoded, lex)
    dropped = (*cleaned.dropped, *sorting.dropped)
    markup = sum(word_count(piece.text) for piece in cleaned.dropped)
    kept = sorting.kept_words + sum(piece.words for piece in sorting.body)
    total = markup + sum(word_count(line.text) for line in cleaned.lines)
    draft = Draft(
        name=name,
        sha256=digest,
        encoding=decoded.encoding,
        fields=_ordered(sorting.fields),
        paragraphs=texts,
        dropped=tuple(sorted(dropped, key=lambda piece: piece.line)),
        mentions=evidence.mentions(sorting.body, lex),
        suggestions=tuple(sorting.suggestions),
        changes=(*decoded.changes, *cleaned.changes),
        review=tuple(sorting.review),
        totals=Totals(total, kept, sorting.dropped_words + markup),
    )
    return alarms(draft, lex, body_line=marks[start].line.number if start < len(marks) else 0)


def _read(marks: Sequence[Mark], sorting: Sorting, lex: Lexicon) -> int:
    """Read head and tail; return the index of the line the body begins with."""
    if is_metadump(marks):
        start = read_metadump(marks, sorting, lex)
    else:
        start = body_start(marks)
        read_head(marks[:start], sorting, lex)
    read_tail(marks[start:], sorting, lex)
    return start


def _body(sorting: Sorting) -> tuple[str, ...]:
    """The paragraphs; one that only repeats the one before it is dropped."""
    texts: list[str] = []
    kept: list[Piece] = []
    for lines in paragraphs(sorted(sorting.body, key=lambda piece: piece.line)):
        text = joined(lines)
        if texts and fold(text) == fold(texts[-1]):
            for piece in lines:
                sorting.drop_piece(piece, "repeat")
            continue
        texts.append(text)
        kept.extend(lines)
    sorting.body = kept
    return tuple(texts)


def _lists(sorting: Sorting) -> None:
    for name, pieces in (("tags", sorting.tags), ("related", sorting.related)):
        if not pieces:
            continue
        label = sorting.labels.get(name, "")
        sorting.fields.append(
            Field(
                name=name,
                value=tuple(piece.text for piece in pieces),
                rule="the lines below their label"
                if label
                else "the short lines at the end; their label is missing",
                sure=Sure.CERTAIN if label else Sure.GUESS,
                first=pieces[0].line,
                last=pieces[-1].line,
                label=label,
            )
        )
        sorting.kept_words += sum(piece.words for piece in pieces)


def _told_by_all(sorting: Sorting, decoded: Decoded, lex: Lexicon) -> None:
    found = (evidence.publisher(sorting.dropped, sorting.body, lex), evidence.language(sorting.body))
    sorting.fields.extend(field for field in found if field and not sorting.has(field.name))
    _day_first(sorting)
    if not sorting.has("title"):
        sorting.doubt("title")
    if decoded.sure is Sure.GUESS:
        sorting.doubt("source.encoding")
    for field in sorting.fields:
        if field.sure is Sure.GUESS:
            sorting.doubt(field.name)


def _day_first(sorting: Sorting) -> None:
    """Take ``04/09/2015`` for the fourth of September, except in English: it may be the ninth of April."""
    lang = next((field.value for field in sorting.fields if field.name == "lang"), "en")
    settled = [] if lang == "en" else [f for f in sorting.suggestions if f.name in ("date", "updated")]
    for field in settled:
        if not sorting.has(field.name):
            sorting.fields.append(replace(field, sure=Sure.LIKELY, rule=f"{field.rule}, the day first"))
            sorting.suggestions.remove(field)
    if settled and "date" in sorting.review:
        sorting.review.remove("date")


_ORDER = (
    "title",
    "id",
    "date",
    "updated",
    "lang",
    "section",
    "description",
    "authors",
    "source",
    "image",
    "tags",
    "related",
)


def _ordered(fields: Sequence[Field]) -> tuple[Field, ...]:
    return tuple(sorted(_gathered(fields), key=lambda field: _ORDER.index(field.name.partition(".")[0])))


def _gathered(fields: Sequence[Field]) -> list[Field]:
    """One field ``authors`` for all bylines."""
    signed = [field for field in fields if field.name == "authors"]
    others = [field for field in fields if field.name != "authors"]
    if not signed:
        return others
    names = tuple(str(field.value) for field in signed)
    first = signed[0]
    return [
        *others,
        Field(name="authors", value=names, rule=first.rule, first=first.first, last=signed[-1].last),
    ]
