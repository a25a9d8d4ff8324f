"""How well notes keep their places: false anchors and recall, ours beside the reference scoring.

    python tests/bench/anchoring.py [--n 300] [--seed 1] [--dev] [--write docs/anchoring.md]

Thresholds were tuned on the development texts (``--dev``) with other seeds; the figures published are those
of the held-out texts. Each article is followed by the other text of its language, in which no quote is
taken: more words to go astray in.
"""

import argparse
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rapidfuzz.distance import Levenshtein

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "generator")]  # run as a program, not as a module of the package

from tests.bench.anchoring_edits import EDITS, Case, Cells, cells_of, mixed  # noqa: E402
from tests.bench.anchoring_reference import match_quote  # noqa: E402
from tests.bench.anchoring_report import LENGTHS, Results, Tally, report  # noqa: E402

from dossierpress.markup.anchor import Selector, anchor, anchor_all, selector_for  # noqa: E402  (after the path)
from dossierpress.markup.fold import fold  # noqa: E402

TEXTS = Path(__file__).parent / "texts"
DEVELOPMENT = ("fr-pont", "en-ferry", "ru-tramvai", "ar-souq")
HELD_OUT = ("fr-bibliotheque", "en-orchard", "ru-mayak", "ar-madrasa")
SPEED_NOTES, SPEED_WORDS = 1000, 5000

Place = tuple[int, int, str] | None  # start, end, state
Article = tuple[str, str, int]  # language, text, length of the part in which quotes are taken


def texts() -> dict[str, str]:
    """The corpus by name; a name begins with its language."""
    return {path.stem: path.read_text(encoding="utf-8").strip() for path in sorted(TEXTS.glob("*.txt"))}


def articles(names: tuple[str, ...]) -> list[Article]:
    """The named texts, each followed by the others of its language."""
    corpus = texts()
    found = []
    for name in names:
        others = [text for other, text in corpus.items() if other != name and other[:2] == name[:2]]
        found.append((name[:2], "\n".join([corpus[name], *others]), len(corpus[name])))
    return found


def places(text: str, selector: Selector) -> dict[str, Place]:
    """Where each matcher puts the note; the reference knows no states, only a minimum score we may impose."""
    found = anchor(text, selector)
    theirs = match_quote(text, selector)
    shipped = (theirs[0], theirs[1], "placed") if theirs else None
    return {
        "ours": None if found.state == "orphan" else (found.start, found.end, found.state),
        "reference": shipped,
        "reference, floor .80": shipped if theirs and theirs[2] >= 0.8 else None,
    }


def cases(rng: random.Random, corpus: list[Article], length: int, n: int) -> Iterator[Case]:
    """``n`` random spans of exactly ``length`` characters within one paragraph, articles in turn."""
    made = 0
    while made < n:
        lang, text, size = corpus[made % len(corpus)]
        start = rng.randrange(size - length)
        quote = text[start : start + length]
        if quote != quote.strip() or "\n" in quote:
            continue
        made += 1
        yield Case(lang, text, start, start + length, tuple((text[size:] or text).split()))


def truth(case: Case, cells: Cells) -> tuple[int, int]:
    """Where the passage is after the edit; an empty extent when it is gone."""
    kept = [at for at, (_, origin) in enumerate(cells) if case.start <= origin < case.end]
    return (kept[0], kept[-1] + 1) if kept else (0, 0)


def judge(place: Place, extent: tuple[int, int], due: bool, tally: Tally) -> None:
    """Count one outcome. Right is an overlap of at least half of both extents taken together."""
    low, high = extent
    right = False
    if place and low < high:
        shared = min(place[1], high) - max(place[0], low)
        right = shared * 2 >= max(place[1], high) - min(place[0], low)
    placed = place is not None and place[2] == "placed"
    tally.cases += 1
    tally.due += due
    tally.found += due and right
    tally.placed += due and right and placed
    tally.wrong += bool(place) and not right
    tally.silent += placed and not right


@dataclass(frozen=True, slots=True)
class Setting:
    """What one run measures: texts, cases for each edit and length, seed, and whether selectors have context."""

    names: tuple[str, ...]
    n: int
    seed: int
    context: bool


def run(setting: Setting, pool: Executor) -> dict[str, Results]:
    """All edits at all lengths; the same cases for every matcher."""
    tasks = [(edit, length) for edit in range(len(EDITS)) for length in LENGTHS]
    results: dict[str, Results] = {}
    for (edit, length), tallies in zip(tasks, pool.map(partial(measure, setting), tasks), strict=True):
        for matcher, tally in tallies.items():
            results.setdefault(matcher, {})[EDITS[edit][0], length] = tally
    return results


def measure(setting: Setting, task: tuple[int, int]) -> dict[str, Tally]:
    """One edit at one length.

    A passage of which less than half is left may be found or given up: neither counts against a matcher.
    """
    (name, edit, survives), length = EDITS[task[0]], task[1]
    tallies: dict[str, Tally] = defaultdict(Tally)
    rng = random.Random(f"{setting.seed} {name} {length}")
    for case in cases(rng, articles(setting.names), length, setting.n):
        cells = edit(rng, case, cells_of(case.text))
        extent = truth(case, cells)
        text = "".join(char for char, _ in cells)
        left = Levenshtein.normalized_similarity(fold(case.quote).text, fold(text[slice(*extent)]).text)
        for matcher, place in places(text, _selector(case, context=setting.context)).items():
            judge(place, extent, survives and left >= 0.5, tallies[matcher])
    return dict(tallies)


def _selector(case: Case, *, context: bool) -> Selector:
    """What a note holds: no position, and as much context as the tool writes, or none."""
    full = selector_for(case.text, case.start, case.end)
    return Selector(full.exact, full.prefix, full.suffix) if context else Selector(full.exact)


def speed(seed: int) -> list[tuple[str, float]]:
    """Seconds for 1,000 notes of 40 characters on 5,000 words, by what happened to the text."""
    rng = random.Random(seed)
    text = "\n".join(texts().values())
    paragraphs = text.split("\n")
    while len(text.split()) < SPEED_WORDS:
        text += "\n" + " ".join(rng.sample(words := rng.choice(paragraphs).split(), len(words)))
    notes = list(cases(rng, [("fr", text, len(text))], 40, SPEED_NOTES))
    folded = fold(text)
    full = [selector_for(folded, case.start, case.end) for case in notes]
    edited = "".join(char for char, _ in mixed(rng, notes[0], cells_of(text)))
    timed = []
    for label, version in (("the text is as it was", text), ("mixed edits everywhere", edited)):
        begun = time.process_time()
        anchor_all(version, full)
        timed.append((label, time.process_time() - begun))
    return timed


def main() -> None:
    """Measure, print the report, and write it between the markers of a page if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--n", type=int, default=300, help="cases for each edit and quote length")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dev", action="store_true", help="the texts thresholds were tuned on")
    parser.add_argument("--write", type=Path, help="a Markdown page with markers")
    options = parser.parse_args()
    names = DEVELOPMENT if options.dev else HELD_OUT
    with ProcessPoolExecutor() as pool:
        both = [run(Setting(names, options.n, options.seed, context), pool) for context in (True, False)]
    kind = "development" if options.dev else "held-out"
    setting = f"{options.n} cases for each edit and length, seed {options.seed}, {kind} texts"
    figures = report(setting, both[0], both[1], speed(options.seed))
    sys.stdout.write(f"{figures}\n")
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        before, rest = page.split("<!-- figures -->\n", 1)
        after = rest.split("<!-- /figures -->", 1)[1]
        options.write.write_text(
            f"{before}<!-- figures -->\n{figures}\n<!-- /figures -->{after}", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
