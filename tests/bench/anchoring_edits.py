"""Edits for the anchoring benchmark: what happens to an article between a note and the next import.

A text under edit is a list of cells, pairs of a character and the offset it had in the original (-1 when
new). So the true place of any passage is known exactly after any sequence of edits.
"""

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

Cell = tuple[str, int]
Cells = list[Cell]

_LETTERS = {
    "fr": "abcdefghijlmnopqrstuvéèàç",
    "en": "abcdefghijklmnopqrstuvwxy",
    "ru": "абвгдежзиклмнопрстуфхцчшыьэюя",
    "ar": "ابتثجحخدرزسشصضطعغفقكلمنهوي",
}
_MISREAD = {
    "fr": {
        "é": "e",
        "è": "e",
        "l": "1",
        "m": "rn",
        "c": "e",
        "u": "n",
        "h": "b",
        "I": "l",
        "ê": "ë",
        "à": "a",
    },
    "en": {"l": "1", "m": "rn", "c": "e", "u": "n", "h": "b", "I": "l", "d": "cl", "i": "l", "t": "f"},
    "ru": {"и": "н", "ш": "щ", "е": "с", "п": "л", "ь": "ъ", "з": "э", "й": "и", "ё": "е", "т": "г"},
    "ar": {
        "ب": "ت",
        "ت": "ث",
        "ج": "ح",
        "خ": "ح",
        "ف": "ق",
        "ز": "ر",
        "ش": "س",
        "ة": "ه",
        "ي": "ى",
        "أ": "ا",
    },
}
_RESET = [
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "\u00a0": " "},
    {"'": "’", "“": "«\u00a0", "”": "\u00a0»", "...": "…", " ": "\u00a0"},
    {"’": "\u02bc", "—": "--", "fi": "ﬁ", "é": "e\u0301", "й": "и\u0306", "أ": "ا\u0654", " ": "\u2009"},
]


@dataclass(frozen=True, slots=True)
class Case:
    """A text with the passage a note is about (offsets) and the words other texts of its language use."""

    lang: str
    text: str
    start: int
    end: int
    words: tuple[str, ...]

    @property
    def quote(self) -> str:
        """The passage."""
        return self.text[self.start : self.end]

    def paragraph(self) -> tuple[int, int]:
        """Extent of the paragraph around the passage, with its line break."""
        low = self.text.rfind("\n", 0, self.start) + 1
        high = self.text.find("\n", self.end)
        return low, (high + 1 if high >= 0 else len(self.text))

    def sentence(self) -> tuple[int, int]:
        """Extent of the sentences the passage touches."""
        low, high = self.paragraph()
        ends = [
            low,
            *(low + stop.end() for stop in re.finditer(r"[.!?؟]+[»”\"]?\s+", self.text[low:high])),
            high,
        ]
        return max(e for e in ends if e <= self.start), min(e for e in ends if e >= self.end)


Edit = Callable[[random.Random, Case, Cells], Cells]


def cells_of(text: str) -> Cells:
    """An unedited text."""
    return [(char, offset) for offset, char in enumerate(text)]


def _without(cells: Cells, extent: tuple[int, int]) -> Cells:
    return [cell for cell in cells if not extent[0] <= cell[1] < extent[1]]


def delete_paragraph(_rng: random.Random, case: Case, cells: Cells) -> Cells:
    """The paragraph is gone."""
    return _without(cells, case.paragraph())


def delete_sentence(_rng: random.Random, case: Case, cells: Cells) -> Cells:
    """The sentence is gone, its neighbours stay."""
    return _without(cells, case.sentence())


def _replace_words(
    rng: random.Random, case: Case, cells: Cells, extent: tuple[int, int], share: float
) -> Cells:
    """Replace a share of the words within an extent of original offsets; new letters stand for old ones."""
    result: Cells = []
    word: Cells = []
    for cell in [*cells, ("\n", -1)]:
        if cell[0].isalnum():
            word.append(cell)
            continue
        touched = word and extent[0] <= word[0][1] and word[-1][1] < extent[1]
        if touched and rng.random() < share:
            word = [(char, word[0][1]) for char in rng.choice(case.words)]
        result += [*word, cell]
        word = []
    return result[:-1]


def rewrite(rng: random.Random, case: Case, cells: Cells) -> Cells:
    """One word in five of the paragraph is another word."""
    return _replace_words(rng, case, cells, case.paragraph(), 0.2)


def typos(rng: random.Random, case: Case, cells: Cells, rate: float = 0.04) -> Cells:
    """Characters substituted, dropped, doubled by a stranger or swapped."""
    result: Cells = []
    for cell in cells:
        if rng.random() >= rate or cell[0] == "\n":
            result.append(cell)
            continue
        kind, letter = rng.choice("ssdix"), rng.choice(_LETTERS[case.lang])
        if kind == "s":
            result.append((letter, cell[1]))
        elif kind == "i":
            result += [cell, (letter, -1)]
        elif kind == "x" and result:
            result.insert(len(result) - 1, cell)
    return result


def ocr(rng: random.Random, case: Case, cells: Cells) -> Cells:
    """Letters misread, spaces lost or invented, words broken at the end of a line."""
    result: Cells = []
    for char, origin in cells:
        luck = rng.random()
        if luck < 0.12 and char in _MISREAD[case.lang]:
            result += [(part, origin) for part in _MISREAD[case.lang][char]]
        elif not (luck < 0.02 and char == " "):
            result.append((char, origin))
        if 0.5 < luck < 0.504 and char.isalpha():
            result += [("-", -1), ("\n", -1)]
        elif 0.6 < luck < 0.603:
            result.append((" ", -1))
    return result


def typeset(rng: random.Random, _case: Case, cells: Cells) -> Cells:
    """Other quotes, dashes, spaces, composed or decomposed accents, soft hyphens, direction marks."""
    table = rng.choice(_RESET)
    result: Cells = []
    for char, origin in cells:
        plain = unicodedata.normalize("NFC", char)
        change = plain in table and (plain != " " or rng.random() < 0.1)
        result += [(part, origin) for part in (table[plain] if change else char)]
        if rng.random() < 0.03:
            result.append((rng.choice("\u00ad\u200b\u200e\u2060"), -1))
    return result


def shuffle(rng: random.Random, _case: Case, cells: Cells) -> Cells:
    """The paragraphs are in another order."""
    paragraphs: list[Cells] = [[]]
    for cell in cells:
        if cell[0] == "\n":
            paragraphs.append([])
        else:
            paragraphs[-1].append(cell)
    rng.shuffle(paragraphs)
    return [cell for paragraph in paragraphs for cell in [*paragraph, ("\n", -1)]][:-1]


def correct_repeated(rng: random.Random, case: Case, cells: Cells) -> Cells:
    """The same words stand elsewhere too; where the note is, they are replaced by others."""
    low, high = case.paragraph()
    far = [at for at, cell in enumerate(cells) if cell[0] == " " and not low <= cell[1] < high]
    copy: Cells = [(char, -1) for char in f" {case.quote.strip()}"]
    at = rng.choice(far)
    corrected: Cells = []
    while len(corrected) < len(case.quote):
        corrected += [(char, case.start) for char in f"{rng.choice(case.words)} "]
    result: Cells = []
    for index, cell in enumerate(cells):
        if cell[1] == case.start:
            result += corrected[:-1]
        if not case.start <= cell[1] < case.end:
            result.append(cell)
        if index == at:
            result[-1:-1] = copy
    return result


def mixed(rng: random.Random, case: Case, cells: Cells) -> Cells:
    """A new edition: paragraphs moved, one dropped, words changed, typos, another typesetting."""
    low, high = case.paragraph()
    starts = [0, *(at + 1 for at, char in enumerate(case.text) if char == "\n")]
    others = [start for start in starts if not low <= start < high]
    start = rng.choice(others)
    end = case.text.find("\n", start)
    cells = _without(cells, (start, end + 1 if end >= 0 else len(case.text)))
    cells = _replace_words(rng, case, shuffle(rng, case, cells), (0, len(case.text)), 0.05)
    return typeset(rng, case, typos(rng, case, cells, 0.02))


#: Name, edit, and whether the passage is still there afterwards, recognisably.
EDITS: tuple[tuple[str, Edit, bool], ...] = (
    ("paragraph deleted", delete_paragraph, False),
    ("sentence deleted", delete_sentence, False),
    ("repeated, annotated one corrected", correct_repeated, False),
    ("one word in five rewritten", rewrite, True),
    ("typos 4 %", typos, True),
    ("OCR noise", ocr, True),
    ("re-typeset", typeset, True),
    ("paragraphs moved", shuffle, True),
    ("mixed", mixed, True),
)
