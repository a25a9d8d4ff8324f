"""Nothing is lost: every letter and word of a raw text is in a field, in the body or among the dropped."""

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dossierpress.importing.clean import clean
from dossierpress.importing.draft import Draft
from dossierpress.importing.lexicon import Label, Lexicon, lexicon
from dossierpress.importing.marks import mark
from tests.importing.conftest import TEXTS, read
from tests.importing.pages import BUTTONS, CREDIT, PARAGRAPHS, RELATED, TAGS, TITLE, page

WORD = re.compile(r"\w+")
#: Fields that are printed in the text; the others are concluded from it.
PRINTED = frozenset(
    (
        "title",
        "id",
        "section",
        "description",
        "authors",
        "source.url",
        "image.caption",
        "image.credit",
        "tags",
        "related",
    )
)


def _kept(draft: Draft) -> Iterator[str]:
    yield from draft.paragraphs
    for field in draft.fields:
        if field.name in PRINTED and field.value is not None:
            yield from (field.value,) if isinstance(field.value, str) else field.value


def _letters(texts: Iterator[str] | list[str]) -> Counter[str]:
    return Counter(c for text in texts for c in unicodedata.normalize("NFC", text) if c.isalnum())


def _check(text: str) -> None:
    draft = read(text)
    if any(diagnostic.code in ("import-empty", "import-several") for diagnostic in draft.diagnostics):
        return
    dropped = [piece.text for piece in draft.dropped]
    assert _letters([text]) == _letters(_kept(draft)) + _letters(dropped)
    assert draft.totals.read == draft.totals.kept + draft.totals.dropped
    assert draft.totals.read == len(WORD.findall(unicodedata.normalize("NFC", text)))


def _labels(lex: Lexicon) -> list[str]:
    return sorted({label.text for labels in lex.labels.values() for label in labels})


LINES = st.one_of(
    st.sampled_from([*_labels(lexicon()), *PARAGRAPHS, *RELATED, *TAGS, *BUTTONS, TITLE, CREDIT]),
    st.sampled_from(
        [
            "",
            "",
            "17303",
            "(12)",
            "12 mars 2016",
            "https://exemple.fr/a",
            "Par Jeanne Martin",
            ", ".join(TAGS),
        ]
    ),
    st.sampled_from(
        [CREDIT + TITLE, TITLE + " - Sputnik Afrique", "Tags: a, b", "Lire aussi: " + TITLE, TITLE + TITLE]
    ),
    st.text(alphabet="abcé Éß.,;:-()«» '\"15№ا日", max_size=60),
)


@settings(max_examples=300)
@given(st.lists(LINES, max_size=30))
def test_any_text(lines: list[str]) -> None:
    """Holds for any mixture of labels, furniture, prose and noise, in any order."""
    _check("\n".join(lines))


def test_every_layout() -> None:
    """Holds for the pages of the known layouts."""
    for path in sorted(TEXTS.glob("[A-F]*.txt")):
        _check(path.read_text("utf-8"))


def test_a_page_in_any_order() -> None:
    """Holds when the lines of a page are shuffled."""
    lines = page().split("\n")
    for seed in range(40):
        random.Random(seed).shuffle(lines)
        _check("\n".join(lines))


def test_words_of_the_output() -> None:
    """The words counted as kept are those an editor finds in the article."""
    draft = read(page())
    assert draft.totals.kept == sum(len(WORD.findall(text)) for text in _kept(draft))


class _Counting(dict[str, tuple[Label, ...]]):
    """Counts look-ups."""

    asked = 0

    def get(self, key: str, default: Any = None) -> Any:
        self.asked += 1
        return super().get(key, default)


def _look_ups(text: str) -> int:
    counting = _Counting(lexicon().labels)
    lex = replace(lexicon(), labels=counting)
    for line in clean(text).lines:
        mark(line, lex)
    return counting.asked


def test_work_grows_with_the_text() -> None:
    """Four times the text asks the lexicon four times as often; a line too long for a label never."""
    assert _look_ups(page() * 40) <= 4.2 * _look_ups(page() * 10)
    few, many = _look_ups("aZ " * 70_000), _look_ups("aZ " * 280_000)
    assert many == few == 0


def test_large_texts() -> None:
    """One line of 200 kB, a hundred thousand lines, five megabytes: all read, nothing lost."""
    draft = read("mot " * 50_000)
    assert draft.totals.read == draft.totals.kept == 50_000
    lines = read(f"{TITLE}\n\n" + "Selon elle.\n" * 100_000)
    assert lines.totals.read == lines.totals.kept + lines.totals.dropped
    assert len([piece for piece in lines.dropped if piece.role == "repeat"]) == 99_999
    paragraph = "".join(f"{PARAGRAPHS[0]} {n}. " for n in range(30))
    large = read(f"{TITLE}\n\n" + "".join(f"{n} {paragraph}\n\n" for n in range(900)))
    assert len(large.paragraphs) == 900
