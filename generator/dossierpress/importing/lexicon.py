"""The words of `labels.json`, folded once, and the rule that knows a label line."""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

#: Longer lines are never label lines; keeps the cutting linear in the length of the text.
_LONGEST_LINE = 240


@dataclass(frozen=True, slots=True)
class Label:
    """A known label as `labels.json` spells it; ``timid`` ones count only with a colon or among others."""

    role: str
    lang: str
    text: str
    timid: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the data file says, ready for look-up by folded text."""

    labels: dict[str, tuple[Label, ...]]
    longest: int
    sections: frozenset[str]
    months: dict[str, int]
    updated: frozenset[str]
    published: frozenset[str]
    bylines: frozenset[str]
    photo: tuple[str, ...]
    agencies: tuple[str, ...]
    staff: frozenset[str]
    suffixes: tuple[str, ...]
    clock_words: frozenset[str]
    furniture: tuple[tuple[str, str], ...]
    datelines: tuple[tuple[str, str], ...]
    policy: tuple[str, ...]


def fold(text: str) -> str:
    """Letters and digits only (NFKC, casefold): no accents, case, spaces, punctuation."""
    if text.isascii():
        return "".join(filter(str.isalnum, text.lower()))
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(filter(str.isalnum, decomposed))


@cache
def lexicon() -> Lexicon:
    """Read `labels.json`."""
    data = json.loads(files(__package__).joinpath("labels.json").read_text(encoding="utf-8"))
    labels = _labels(data)
    return Lexicon(
        labels=labels,
        longest=max(map(len, labels)),
        sections=_folded(data["sections"]),
        months={fold(name): n for names in data["months"].values() for n, name in enumerate(names, 1)},
        updated=_folded(data["updated"]),
        published=_folded(data["published"]),
        bylines=frozenset(word.casefold() for words in data["bylines"].values() for word in words),
        photo=tuple(word for words in data["photo"].values() for word in words),
        agencies=tuple(sorted(data["agencies"], key=len, reverse=True)),
        staff=frozenset(map(fold, data["staff"])),
        suffixes=tuple(sorted(data["suffixes"], key=len, reverse=True)),
        clock_words=_folded(data["clock_words"]),
        furniture=_signs(data, "furniture"),
        datelines=_signs(data, "dateline"),
        policy=tuple(fold(phrase) for phrases in data["policy"].values() for phrase in phrases),
    )


def _labels(data: dict[str, dict[str, dict[str, list[str]]]]) -> dict[str, tuple[Label, ...]]:
    timid = set(data["with_colon"])
    labels: dict[str, tuple[Label, ...]] = {}
    for role, by_lang in data["roles"].items():
        for lang, texts in by_lang.items():
            for text in texts:
                key = fold(text)
                labels[key] = (*labels.get(key, ()), Label(role, lang, text, text in timid))
    return labels


def _folded(by_lang: dict[str, list[str]]) -> frozenset[str]:
    return frozenset(fold(word) for words in by_lang.values() for word in words)


def _signs(data: dict[str, dict[str, dict[str, list[str]]]], where: str) -> tuple[tuple[str, str], ...]:
    return tuple((sign, name) for name, signs in data["publishers"].items() for sign in signs[where])


def cut(folded: str, lex: Lexicon) -> tuple[tuple[Label, ...], ...]:
    """Cut ``folded`` wholly into known labels, the fewest possible; empty when it cannot be done.

    One rule reads every order and glue of buttons: ``Règles de conduiteDiscussion``. Each part of the
    answer holds the readings of one label (``Temas`` names tags in Spanish and in Portuguese).
    """
    size = len(folded)
    if not folded or size > _LONGEST_LINE:
        return ()
    ways: list[tuple[tuple[Label, ...], ...] | None] = [(), *[None] * size]
    for start in range(size):
        so_far = ways[start]
        if so_far is None:
            continue
        for end in range(start + 1, min(size, start + lex.longest) + 1):
            found = lex.labels.get(folded[start:end])
            best = ways[end]
            if found and (best is None or len(so_far) + 1 < len(best)):
                ways[end] = (*so_far, found)
    return ways[size] or ()


_WITH_VALUE = frozenset({"related", "tags", "dossier", "short_url"})
_COLON = re.compile("[:：﹕︓∶]")


def split_label(text: str, lex: Lexicon) -> tuple[tuple[tuple[Label, ...], ...], str]:
    """The labels of a line and what stands behind their colon (``Tags: a, b``); no labels when it is none."""
    whole = cut(fold(text), lex) if len(text) <= 2 * _LONGEST_LINE else ()
    has_colon = _COLON.search(text, 0, _LONGEST_LINE)
    if whole and (has_colon or len(whole) > 1 or not all(label.timid for label in whole[0])):
        return whole, ""
    if not has_colon:
        return (), ""
    value = text[has_colon.end() :].strip()
    labels = cut(fold(text[: has_colon.start()]), lex)
    if not value or not any(label.role in _WITH_VALUE for label in (labels[-1] if labels else ())):
        return (), ""
    return labels, value
