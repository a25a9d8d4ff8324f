"""A made-up dossier of any size, the same for the same size and seed: ``python tests/bench/corpus.py 1000 DIR``.

Texts are French-like nonsense of 300 to 500 words: words by a Zipf law, with emphasis, headings, quotes, links and
footnotes. Each article has 8 tags (Zipf as well) and 6 "read also" titles; one in ten has a note on a passage;
there are entities, some of which the texts name, and events. Other dialects can be written from the same values.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

SEED = 17303
TAGS, ENTITIES = 300, 60
_SMALL = """
    de la le et les des en un du une que est pour qui dans par plus pas au sur ne se ce il sont avec son
    ses mais comme on aux ou sa leur cette été ont elle nous deux même aussi tout après sans ans entre
    ces encore bien depuis contre selon avant
""".split()  # noqa: SIM905  (a list of so many quotes is no easier to read)
_SYLLABLES = """
    ba be bi bon ca ce ci con da de di dé fa fé fi for ga ge gi gue la le li lon ma mé mi mon na né ni
    no pa pe pi por ra ré ri ro sa se si sou ta té ti tour va ve vi ver tion ment eur iste tique ble
    ance ence âge îté ière ôme
""".split()  # noqa: SIM905
_ROLES = ("person", "place", "organisation", "work")


@dataclass(frozen=True, slots=True)
class Article:
    """An article: ``blocks`` are Markdown, ``related`` titles; ``passage`` stands once in the text."""

    number: int
    title: str
    day: date
    tags: tuple[str, ...]
    related: tuple[str, ...]
    description: str
    section: str
    blocks: tuple[str, ...]
    passage: str

    @property
    def id(self) -> str:
        """The short id."""
        return str(10_000 + self.number)


@dataclass(frozen=True, slots=True)
class Corpus:
    """What every dialect is written from. ``entities`` pairs names with kinds; ``events`` days with titles."""

    articles: tuple[Article, ...]
    entities: tuple[tuple[str, str], ...]
    events: tuple[tuple[date, str, str], ...]
    notes: tuple[tuple[Article, str], ...]


def corpus(size: int, seed: int = SEED) -> Corpus:
    """A corpus of ``size`` articles; one in ten has a note, one in fifty an event."""
    chance = random.Random(seed)  # (a corpus, not a secret)
    words = _Words(chance)
    names = tuple(dict.fromkeys(words.name() for _ in range(ENTITIES)))
    tags = tuple(dict.fromkeys(words.phrase(chance.choice((1, 1, 2, 3))) for _ in range(TAGS)))
    titles = [f"{words.phrase(chance.randint(6, 11))} ({number})" for number in range(size)]
    articles = tuple(_articles(titles, tags, names, words))
    return Corpus(
        articles=articles,
        entities=tuple((name, _ROLES[i % len(_ROLES)]) for i, name in enumerate(names)),
        events=tuple((a.day, words.phrase(6), a.id) for a in articles[::50]),
        notes=tuple((a, words.sentence()) for a in articles[::10]),
    )


def write(root: Path, made: Corpus) -> None:
    """Write the corpus as a dossier of ours."""
    for path, text in files(made):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def files(made: Corpus) -> Iterator[tuple[str, str]]:
    """The files of the dossier: paths and texts."""
    yield "dossier.yaml", "title: Banc d’essai\nurl: https://example.org/banc/\n"
    for article in made.articles:
        yield f"content/articles/{article.day}-{article.id}.md", markdown(article)
    for index, (name, kind) in enumerate(made.entities):
        yield f"content/entities/{kind}-{index}.md", f"---\nname: {name}\nkind: {kind}\n---\n"
    for article, text in made.notes:
        head = f"article: {article.id}\nid: n1\nquote: {article.passage}\ndate: {article.day}"
        yield f"content/notes/{article.id}-n1.md", f"---\n{head}\n---\n{text}\n"
    for day, title, of in made.events:
        head = f"title: {title}\ndate: {day}\narticles: ['{of}']"
        yield f"content/events/{day}-{of}.md", f"---\n{head}\n---\n{title}.\n"


class _Words:
    """A source of words by a Zipf law, drawn in blocks because `random.choices` is slow one by one."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self._drawn: list[str] = []

    def word(self) -> str:
        if not self._drawn:
            words, weights = _vocabulary()
            self._drawn = self.chance.choices(words, cum_weights=weights, k=20_000)
        return self._drawn.pop()

    def words(self, count: int) -> list[str]:
        return [self.word() for _ in range(count)]

    def phrase(self, count: int) -> str:
        """A title or a tag: the first word is one that says something."""
        long = (w for w in iter(self.word, "") if len(w) > 4)
        return " ".join([next(long).capitalize(), *self.words(count - 1)])

    def name(self) -> str:
        long = (w for w in iter(self.word, "") if len(w) > 5)
        return f"{next(long).capitalize()} {next(long).capitalize()}"

    def sentence(self, extra: Sequence[str] = ()) -> str:
        words = self.words(self.chance.randint(11, 24))
        for text in extra:
            words[self.chance.randrange(2, len(words) - 2)] = text
        if self.chance.random() < 0.12:
            words[3], words[6] = f"« {words[3]}", f"{words[6]} »"
        words[len(words) // 2] += ","
        return " ".join([words[0].capitalize(), *words[1:]]) + "."


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    chance = random.Random(7)
    made = ("".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(30_000))
    words = [*_SMALL, *dict.fromkeys(made)]
    return words, list(accumulate(1 / (rank + 3) ** 1.08 for rank in range(len(words))))


def _articles(
    titles: Sequence[str], tags: Sequence[str], names: Sequence[str], words: _Words
) -> Iterator[Article]:
    chance, size = words.chance, len(titles)
    ranks = list(accumulate(1 / (rank + 2) for rank in range(len(tags))))
    for number, title in enumerate(titles):
        drawn = dict.fromkeys(chance.choices(tags, cum_weights=ranks, k=24))
        near = {min(size - 1, max(0, int(chance.gauss(number, size / 8)))) for _ in range(8)} - {number}
        passage = " ".join([f"passage {number}", *words.words(7)])
        yield Article(
            number=number,
            title=title,
            day=date(2009, 1, 3) + timedelta(days=number * 5000 // size),
            tags=tuple(drawn)[:8],
            related=tuple(titles[n] for n in sorted(near)[:6]),
            description=words.sentence(),
            section=chance.choice(("International", "Politique", "Économie")),
            blocks=tuple(_blocks(words, names, passage, size)),
            passage=passage,
        )


def _blocks(words: _Words, names: Sequence[str], passage: str, size: int) -> Iterator[str]:
    """Paragraphs with all an article usually has, the notes of two footnotes last."""
    chance, paragraphs = words.chance, words.chance.randint(5, 7)
    for number in range(paragraphs):
        if number in (2, 5):
            yield f"## {words.phrase(5)}"
        extra = [[f"*{words.word()} {words.word()}*"], [], [chance.choice(names)]]
        if number == 1:
            extra[1] = [passage]
        if number % 3 == 0:
            extra[1] = [f"[[{10_000 + chance.randrange(size)}]]"]
        if number % 4 == 2:
            extra[2] = [f"[{words.phrase(2)}](https://example.org/{words.word()}.html)"]
        mark = f"[^{number}]" if number in (3, 4) else ""
        yield " ".join(words.sentence(e) for e in extra) + mark
        if number == 3:
            yield f"> {words.sentence()} **{words.word()}** {words.sentence()}"
    yield from (f"[^{number}]: {words.sentence()}" for number in (3, 4))


def markdown(article: Article) -> str:
    """The article as a file of ours."""
    head = [
        f"title: {quoted(article.title)}",
        f"id: {article.id}",
        f"date: {article.day}",
        f"section: {article.section}",
        f"description: {quoted(article.description)}",
        f"source: {{name: Agence {article.number % 7}, url: 'https://example.org/{article.id}'}}",
        "tags:",
        *(f"  - {quoted(tag)}" for tag in article.tags),
        "related:",
        *(f"  - {quoted(title)}" for title in article.related),
    ]
    return "\n".join(["---", *head, "---", "", "\n\n".join(article.blocks), ""])


def quoted(text: str) -> str:
    """A YAML string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    write(Path(sys.argv[2]), corpus(int(sys.argv[1])))
