"""What more articles than were measured would cost: ``python tests/bench/scaling.py [--write docs/scaling.md]``.

Reads the published figures (``builds.json``) and continues the power law y = a·N^k through them, fitted by least
squares on logarithms over sizes of 1,000 and more. A fit through few sizes is a guess, and the text says through which.
"""

import argparse
import json
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "generator")]  # run as a program, not as a module of the package

from tests.bench.builds_report import PUBLISHED, Figures, exponent  # noqa: E402
from tests.bench.measure import Run, median  # noqa: E402
from tests.bench.published import replaced  # noqa: E402

LEAST = 1000
MILLION = 1_000_000
GIB = 2**30


@dataclass(frozen=True, slots=True)
class Law:
    """y = factor · N ** power."""

    factor: float
    power: float

    @classmethod
    def through(cls, points: Sequence[tuple[float, float]]) -> "Law":
        """The law nearest to at least two points, on logarithmic scales."""
        power = exponent(points)
        logs = [math.log(y) - power * math.log(x) for x, y in points]
        return cls(math.exp(sum(logs) / len(logs)), power)

    def at(self, size: float) -> float:
        """y for so many articles."""
        return float(self.factor * size**self.power)

    def reaches(self, value: float) -> float:
        """The number of articles that give ``value``."""
        return float((value / self.factor) ** (1 / self.power))


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is continued: from the figures of which comparison and scenario, in which words."""

    title: str
    scenario: str
    of: Callable[[Run, Figures], float]
    shown: Callable[[float], str]
    limits: tuple[tuple[str, float], ...] = ()
    """What a host or a machine allows, and how much that is."""


def _time(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.1f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def _bytes(value: float) -> str:
    return f"{value / GIB:.1f} GiB" if value > GIB else f"{value / 2**20:.0f} MiB"


def _count(value: float) -> str:
    return f"{value:,.0f}"


QUANTITIES = (
    Quantity(
        "build from nothing", "cold", lambda run, _: run.wall, _time,
        (("10 minutes, after which GitHub Pages gives up a deployment", 600.0),
         ("6 hours, the longest a job of GitHub Actions may take", 6 * 3600.0)),
    ),
    Quantity("build after a word was changed", "word", lambda run, _: run.wall, _time,
             (("10 seconds, which an editor will not wait for", 10.0),)),
    Quantity("build when nothing changed", "nothing", lambda run, _: run.wall, _time),
    Quantity("memory of all processes", "cold", lambda run, _: run.memory * 2**20, _bytes,
             (("16 GiB, a machine of GitHub Actions", 16.0 * GIB),)),
    Quantity("files", "cold", lambda _, figures: figures.files[0], _count),
    Quantity("size of the site", "cold", lambda _, figures: figures.size_of_site[0], _bytes,
             (("1 GB, the most a site on GitHub Pages may be", 1e9),)),
)  # fmt: skip
SITES = {"hugo": "minimal theme, articles only", "hugo-full": "default theme, all features"}


def laws(figures: Sequence[Figures], comparison: str) -> Iterator[tuple[Quantity, Law]]:
    """The laws that at least two sizes give for our site of a comparison."""
    for quantity in QUANTITIES:
        own = [f for f in figures if (f.comparison, f.scenario) == (comparison, quantity.scenario)]
        points = [(float(f.size), quantity.of(median(f.ours), f)) for f in own if f.size >= LEAST]
        if len(points) > 1:
            yield quantity, Law.through(points)


def report(figures: Sequence[Figures]) -> str:
    """Tables for each of our sites; a remark where sizes are missing."""
    parts = []
    for comparison, title in SITES.items():
        sizes = sorted({f.size for f in figures if f.comparison == comparison and f.size >= LEAST})
        found = list(laws(figures, comparison))
        if found:
            parts += [
                f"**{title.capitalize()}**, continued from {', '.join(f'{size:,}' for size in sizes)} articles:",
                _table(found),
                _limits(found),
            ]
    return (
        "\n\n".join(filter(None, parts)) or "*Not measured yet: two sizes from 1,000 articles on are needed.*"
    )


def _table(found: Sequence[tuple[Quantity, Law]]) -> str:
    rows = []
    for quantity, law in found:
        expected = [quantity.shown(law.at(size)) for size in (100_000, MILLION)]
        rows.append(f"| {quantity.title} | {law.power:.2f} | {' | '.join(expected)} |")
    return "\n".join(["| | exponent | 100,000 articles | 1,000,000 articles |", "|---|--:|--:|--:|", *rows])


def _limits(found: Sequence[tuple[Quantity, Law]]) -> str:
    lines = [
        f"| {limit} | {quantity.title} | {_rounded(law.reaches(value))} |"
        for quantity, law in found
        for limit, value in quantity.limits
        if law.power > 0
    ]
    return "\n".join(["| limit | of | reached at about |", "|---|---|--:|", *lines]) if lines else ""


def _rounded(size: float) -> str:
    """Two digits: the fit is not worth more."""
    if size > 100 * MILLION:
        return "more than 100 million"
    digits = max(0, math.floor(math.log10(size)) - 1)
    return f"{round(size / 10**digits) * 10**digits:,} articles"


def main() -> None:
    """Print, and publish if asked to."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--figures", type=Path, default=PUBLISHED)
    options.add_argument("--write", type=Path, help="the page whose figures are renewed")
    said = options.parse_args()
    known = json.loads(said.figures.read_text(encoding="utf-8")) if said.figures.exists() else {"figures": []}
    made = report([Figures.from_json(data) for data in known["figures"]])
    sys.stdout.write(made + "\n")
    if said.write:
        text = said.write.read_text(encoding="utf-8")
        said.write.write_text(replaced(text, "scaling", made), encoding="utf-8")


if __name__ == "__main__":
    main()
