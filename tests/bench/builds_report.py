"""The figures of `builds` as tables in Markdown, and where they are published."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.chart import Row, chart
from tests.bench.measure import Run, median, ratio
from tests.bench.published import replaced

EDITS = ("word", "title", "article", "tag", "theme", "nothing")
WORDS = {
    "cold": "from nothing",
    "word": "a word of an article changed",
    "title": "a title changed",
    "article": "an article added",
    "tag": "a new tag given to an article",
    "theme": "a template of all pages changed",
    "nothing": "nothing changed",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared: two dialects, under a title, in some scenarios."""

    title: str
    ours: str
    peer: str
    scenarios: tuple[str, ...]


COMPARISONS = {
    "hugo": Comparison("Hugo, like for like", "ours", "hugo", ("cold", *EDITS)),
    "hugo-related": Comparison("Hugo, both with related articles", "ours-related", "hugo-related", ("cold",)),
    "hugo-full": Comparison(
        "Hugo’s minimal site beside all we have", "ours-full", "hugo", ("cold", "word", "nothing")
    ),
    "eleventy": Comparison("Eleventy, like for like", "ours", "eleventy", ("cold", "word")),
    "pelican": Comparison("Pelican, like for like", "ours", "pelican", ("cold", "word")),
}

#: The ratios to reach (issue 5), by comparison and scenario, at 10,000 articles; of cold builds also at other sizes.
GOALS = {
    ("hugo", "cold"): 0.8,
    ("hugo-related", "cold"): 0.1,
    ("hugo-full", "cold"): 2.0,
    ("hugo", "word"): 0.06,
    ("hugo", "title"): 0.1,
    ("hugo", "article"): 0.1,
    ("hugo", "tag"): 0.1,
    ("hugo", "theme"): 0.5,
    ("hugo", "nothing"): 0.03,
}
COLD_GOALS = {100: 1.5, 1000: 0.9}
MEMORY_GOAL, EXPONENT_GOAL = 0.25, 1.05
#: The figures of the documentation, run by run.
PUBLISHED = Path(__file__).parent / "builds.json"


@dataclass(frozen=True, slots=True)
class Figures:
    """The runs of one scenario, pair by pair, and how many files and bytes each site has."""

    size: int
    comparison: str
    scenario: str
    ours: tuple[Run, ...]
    theirs: tuple[Run, ...]
    files: tuple[int, int]
    size_of_site: tuple[int, int]

    @property
    def key(self) -> tuple[int, str, str]:
        """What the figures are of."""
        return self.size, self.comparison, self.scenario

    @property
    def ratio(self) -> float:
        """How long ours takes, theirs being 1."""
        return ratio(self.ours, self.theirs)

    @property
    def memory(self) -> float:
        """How much memory ours takes, theirs being 1."""
        return median(self.ours).memory / median(self.theirs).memory

    @property
    def goal(self) -> float | None:
        """The ratio to reach, if there is one."""
        if self.size == 10_000:
            return GOALS.get((self.comparison, self.scenario))
        return COLD_GOALS.get(self.size) if (self.comparison, self.scenario) == ("hugo", "cold") else None

    def line(self) -> str:
        """One line, for those who wait."""
        ours, theirs = median(self.ours), median(self.theirs)
        what = f"{self.size:>6} {self.comparison:<13} {self.scenario:<8}"
        return f"{what} {ours.wall:8.2f} s {theirs.wall:8.2f} s  ratio {self.ratio:.3f}"

    def as_json(self) -> dict[str, Any]:
        """All runs, and what one would ask first."""
        return {
            "size": self.size,
            "comparison": self.comparison,
            "scenario": self.scenario,
            "ratio": round(self.ratio, 4),
            "files": self.files,
            "bytes": self.size_of_site,
            "ours": [r.as_json() for r in self.ours],
            "theirs": [r.as_json() for r in self.theirs],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Figures":
        """What `as_json` gave."""
        ours, theirs = (tuple(Run(**r) for r in data[side]) for side in ("ours", "theirs"))
        files, sizes = tuple(data["files"]), tuple(data["bytes"])
        return cls(data["size"], data["comparison"], data["scenario"], ours, theirs, files, sizes)


def tables(figures: Sequence[Figures]) -> str:
    """A table for each size, and how time grows if there are several."""
    parts = [_table(size, figures) for size in sorted({f.size for f in figures})]
    return "\n\n".join([*parts, *_memory(figures), *_growth(figures)])


def _table(size: int, figures: Sequence[Figures]) -> str:
    head = [
        f"**{size:,} articles**",
        "",
        "| beside | | ours, s | theirs, s | ratio | to reach | CPU, s | memory, MiB | files |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    return "\n".join([*head, *(_row(f) for f in figures if f.size == size)])


def _row(figures: Figures) -> str:
    ours, theirs = median(figures.ours), median(figures.theirs)
    cells = [
        COMPARISONS[figures.comparison].title if figures.scenario == "cold" else "",
        WORDS[figures.scenario],
        f"{ours.wall:.2f}",
        f"{theirs.wall:.2f}",
        f"**{figures.ratio:.2f}**" if figures.ratio >= 0.1 else f"**{figures.ratio:.3f}**",
        f"{figures.goal:g}" if figures.goal else "",
        f"{ours.cpu:.2f} / {theirs.cpu:.2f}",
        f"{ours.memory:.0f} / {theirs.memory:.0f}",
        f"{figures.files[0]:,} / {figures.files[1]:,}",
    ]
    return f"| {' | '.join(cells)} |"


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The exponent k of y ~ x^k through the points, by least squares on logarithms. At least two sizes."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    middle_x = sum(x for x, _ in logs) / len(logs)
    middle_y = sum(y for _, y in logs) / len(logs)
    spread = sum((x - middle_x) ** 2 for x, _ in logs)
    return sum((x - middle_x) * (y - middle_y) for x, y in logs) / spread


def by_size(
    figures: Sequence[Figures], comparison: str, scenario: str = "cold"
) -> tuple[dict[int, Run], dict[int, Run]]:
    """The medians of ours and of theirs, by size."""
    own = [f for f in figures if (f.comparison, f.scenario) == (comparison, scenario)]
    return {f.size: median(f.ours) for f in own}, {f.size: median(f.theirs) for f in own}


def grown(medians: Mapping[int, Run], least: int = 1000) -> float | None:
    """The exponent of wall clock over sizes from ``least`` on; nothing if there are not two."""
    points = [(float(size), run.wall) for size, run in medians.items() if size >= least]
    return exponent(points) if len(points) > 1 else None


def _memory(figures: Sequence[Figures]) -> Iterator[str]:
    """The peak of memory of builds from nothing, beside Hugo's."""
    own = [f for f in figures if f.scenario == "cold" and f.comparison.startswith("hugo")]
    rows = [f"| {f.size:,} | {COMPARISONS[f.comparison].title} | {f.memory:.2f} |" for f in own]
    if rows:
        yield f"**Memory** of all processes at its peak, Hugo’s being 1; to reach at 10,000: {MEMORY_GOAL}."
        yield "\n".join(["| articles | beside | ratio |", "|--:|---|--:|", *rows])


def _growth(figures: Sequence[Figures]) -> Iterator[str]:
    rows = []
    for key, comparison in COMPARISONS.items():
        ours, theirs = map(grown, by_size(figures, key))
        if ours is not None and theirs is not None:
            rows.append(f"| {comparison.title} | {ours:.2f} | {theirs:.2f} |")
    if rows:
        sizes = sorted({f.size for f in figures if f.size >= 1000})
        yield (
            f"**How time grows**, from {sizes[0]:,} to {sizes[-1]:,} articles: the exponent of builds from nothing "
            f"(1 is proportional; ours to be at most {EXPONENT_GOAL})."
        )
        yield "\n".join(["| beside | ours | theirs |", "|---|--:|--:|", *rows])


def publish(page: Path, about: Mapping[str, str], figures: Sequence[Figures]) -> None:
    """Put tables and chart into the documentation, and the figures beside the benchmark."""
    peers = ", ".join(
        f"{name.capitalize()} {about[name]}" for name in ("hugo", "eleventy", "pelican") if name in about
    )
    setting = (
        f"*{about['day']}, {about['cores']} cores, {about['system']}, Python {about['python']}; {peers}. Medians of "
        "interleaved runs on a file system in memory; CPU, memory and files are ours / theirs.*"
    )
    picture = page.parent / "pictures" / "performance.svg"
    shown = f"![{_caption(figures)}](pictures/{picture.name})\n\n" if _charted(figures) else ""
    if shown:
        picture.write_text(picture_of(figures), encoding="utf-8")
    text = page.read_text(encoding="utf-8")
    page.write_text(replaced(text, "builds", f"{setting}\n\n{shown}{tables(figures)}"), encoding="utf-8")
    results = json.dumps({"about": dict(about), "figures": [f.as_json() for f in figures]}, indent=1)
    PUBLISHED.write_text(results + "\n", encoding="utf-8")


def picture_of(figures: Sequence[Figures]) -> str:
    """A chart of the largest site that was compared with Hugo; there must be one."""
    rows = [Row(_label(f), median(f.ours).wall, median(f.theirs).wall) for f in _charted(figures)]
    return chart(_caption(figures), rows, "Dossierpress", "Hugo")


def _charted(figures: Sequence[Figures]) -> list[Figures]:
    own = [f for f in figures if f.comparison.startswith("hugo")]
    edited = [f for f in own if f.scenario != "cold"]
    largest = max((f.size for f in edited or own), default=0)
    return [f for f in own if f.size == largest]


def _caption(figures: Sequence[Figures]) -> str:
    size = next((f.size for f in _charted(figures)), 0)
    return f"Seconds to build a site of {size:,} articles, Dossierpress and Hugo"


def _label(figures: Figures) -> str:
    extra = {"hugo-related": ", with related articles", "hugo-full": ", all features (ours)"}
    return WORDS[figures.scenario] + extra.get(figures.comparison, "")
