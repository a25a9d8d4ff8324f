"""What each line looks like on its own, before its place in the text is considered."""

import re
from dataclasses import dataclass
from enum import StrEnum

from dossierpress.importing.clean import Line
from dossierpress.importing.dates import Found, date_line
from dossierpress.importing.lexicon import Label, Lexicon, fold, split_label

_COUNTER = re.compile(r"\d{1,12}|\(\d{1,12}\)")
_ADDRESS = re.compile(r"https?://\S+")
_SENTENCE_END = re.compile(r"[.…。।؟։][\s\"'”’»)\]]*$")
_QUESTION_END = re.compile(r"[!?][\s\"'”’»)\]]*$")
_WORD = re.compile(r"\w+")
_NO_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


class Kind(StrEnum):
    """The look of a line."""

    BLANK = "blank"
    LABEL = "label"
    COUNTER = "counter"
    CREDIT = "credit"
    DATE = "date"
    ADDRESS = "address"
    SUFFIX = "suffix"
    BYLINE = "byline"
    PROSE = "prose"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line and what it looks like. ``labels`` and ``value`` for a label line, ``dates`` for a date line."""

    line: Line
    kind: Kind
    labels: tuple[tuple[Label, ...], ...] = ()
    value: str = ""
    dates: tuple[Found, ...] = ()

    @property
    def text(self) -> str:
        """The line itself."""
        return self.line.text

    @property
    def role(self) -> str:
        """What the last label of a label line announces."""
        if not self.labels:
            return ""
        roles = [label.role for label in self.labels[-1]]
        return next((role for role in ("tags", "related") if role in roles), roles[0])


def mark(line: Line, lex: Lexicon) -> Mark:
    """Look at one line."""
    text = line.text
    if not text:
        return Mark(line, Kind.BLANK)
    if labels_and_value := _labels(text, lex):
        return Mark(line, Kind.LABEL, *labels_and_value)
    if dates := date_line(text, lex):
        return Mark(line, Kind.DATE, dates=dates)
    return Mark(line, _kind(text, lex))


def _labels(text: str, lex: Lexicon) -> tuple[tuple[tuple[Label, ...], ...], str] | None:
    labels, value = split_label(text, lex)
    return (labels, value) if labels else None


def _kind(text: str, lex: Lexicon) -> Kind:
    if _COUNTER.fullmatch(text):
        return Kind.COUNTER
    if len(text) <= 400:
        if _ADDRESS.fullmatch(text):
            return Kind.ADDRESS
        if is_credit(text, lex):
            return Kind.CREDIT
        if suffix_start(text, lex) is not None:
            return Kind.SUFFIX
        if byline(text, lex):
            return Kind.BYLINE
    return Kind.PROSE if is_prose(text) else Kind.PLAIN


def word_count(text: str) -> int:
    """How many words: runs of letters and digits."""
    return len(_WORD.findall(text))


def is_sentence(text: str) -> bool:
    """Whether the line ends as a sentence does and has five words (or is in a script without spaces)."""
    return bool(_SENTENCE_END.search(text, max(0, len(text) - 8))) and (
        word_count(text) >= 5 or bool(_NO_SPACES.search(text))
    )


def is_prose(text: str) -> bool:
    """Whether the line is surely running text: a long sentence, or too long for a headline."""
    if len(text) > 240:
        return True
    if not is_sentence(text):
        return len(text) > 140 and bool(_QUESTION_END.search(text, len(text) - 8))
    return word_count(text) >= 12 or len(text) >= 70 or (len(text) >= 25 and bool(_NO_SPACES.search(text)))


def is_credit(text: str, lex: Lexicon) -> bool:
    """Whether the line is a picture's credit."""
    if text.startswith(("©", "(c) ", "(C) ", "AP Photo", "POOL ")):
        return True
    head, colon, _ = text.partition(":")
    return bool(colon) and len(text) <= 120 and head.strip() in lex.photo


def suffix_start(text: str, lex: Lexicon) -> int | None:
    """Where the publisher's name begins in ``caption - Sputnik Afrique``; None when there is none."""
    for suffix in lex.suffixes:
        if text.endswith(suffix):
            before = text[: -len(suffix)].rstrip()
            return len(before) - 1 if before.endswith(("-", "–", "—")) else None
    return None


def byline(text: str, lex: Lexicon) -> str:
    """The name in ``Par Jeanne Martin``; empty when the line is no such thing."""
    first, _, name = text.partition(" ")
    words = name.split()
    if fold(text) in lex.staff or first.rstrip(":").casefold() not in lex.bylines or not 2 <= len(words) <= 6:
        return ""
    named = sum(word[:1].isupper() for word in words)
    return name.strip() if named * 2 > len(words) and text[-1] not in ".!?:" else ""


def names_only(text: str) -> bool:
    """Whether a short line is made of names, as captions are: most longer words begin with a capital."""
    words = [word for word in _WORD.findall(text) if len(word) > 2]
    return 2 <= len(words) <= 6 and sum(word[:1].isupper() for word in words) >= 0.75 * len(words)


def same(one: str, other: str) -> bool:
    """Whether two lines say the same but for case, accents and spaces."""
    return fold(one) == fold(other)
