"""Times builds, ours beside those of other generators: ``python tests/bench/builds.py 1000 --peers hugo``.

    python tests/bench/builds.py [N …] [--peers hugo,eleventy,pelican] [--pairs 3] [--only hugo:cold,word]

All build the same corpus into the same files (`dialects`). Runs alternate, so that what else the machine does meets
both, and ratios are taken pair by pair. After each run the change it was about is looked for in the site. Figures are
kept in ``.bench/builds.json`` beside those of earlier sizes; ``--write`` puts all of them into the documentation.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "generator")]  # run as a program, not as a module of the package

from tests.bench.builds_report import COMPARISONS, Figures, publish, tables  # noqa: E402
from tests.bench.corpus import Article, Corpus, corpus  # noqa: E402
from tests.bench.dialects import FOOTER, by_id, plain  # noqa: E402
from tests.bench.generators import INSTALLED, Generator, generators, install, versions  # noqa: E402
from tests.bench.measure import FailedError, Run, run  # noqa: E402

RESULTS = INSTALLED / "builds.json"


class Site:
    """A generator's site on disk. Each change makes it differ from what it was before."""

    def __init__(self, root: Path, generator: Generator, made: Corpus) -> None:
        self.root, self.generator = root, generator
        self._article = made.articles[len(made.articles) // 2]
        self._next, self._changes = len(made.articles), 0
        generator.dialect.site(root, made)
        generator.connect(root)

    def cold(self) -> tuple[str, str]:
        """Forget everything."""
        self.generator.forget(self.root)
        return f"articles/{self._article.id}/index.html", self._article.title

    def nothing(self) -> tuple[str, str]:
        """Change nothing."""
        return f"articles/{self._article.id}/index.html", self._article.title

    def word(self) -> tuple[str, str]:
        """Change a word of an article."""
        first, *rest = self._article.blocks
        word = f"Mot{self._number()}"
        return self._edit(replace(self._article, blocks=(f"{word} {first.partition(' ')[2]}", *rest)), word)

    def title(self) -> tuple[str, str]:
        """Change an article's title."""
        title = f"Titre {self._number()} {self._article.title.partition(' ')[2]}"
        self._edit(replace(self._article, title=title), title)
        near = (replace(self._article, number=self._article.number + step) for step in (-1, 1, -2, 2, 3))
        # One of them names it as the article before or after; of those of one day each generator has its own order.
        return " ".join(f"articles/{other.id}/index.html" for other in near), title

    def article(self) -> tuple[str, str]:
        """Add an article."""
        added = replace(self._article, number=self._next, title=f"Nouvel article {self._number()}")
        self._next += 1
        self.generator.dialect.article(self.root, added)
        return f"articles/{added.id}/index.html", added.title

    def tag(self) -> tuple[str, str]:
        """Give an article a theme that no other has."""
        number = self._number()
        tags = (*self._article.tags[:8], f"Nouveau {number}")
        self._edit(replace(self._article, tags=tags), "")
        return f"themes/nouveau-{number}/index.html", f"Nouveau {number}"

    def theme(self) -> tuple[str, str]:
        """Change a template that every page is made with."""
        number = self._number()
        self.generator.dialect.change_theme(self.root, number)
        return "index.html", f"{FOOTER} {number}"

    def build(self, change: Callable[["Site"], tuple[str, str]]) -> Run:
        """Make a change, build, and see that the site has it. Raises `FailedError` if not."""
        paths, text = change(self)
        done = run(self.generator.command, self.root, self.generator.environment)
        files = [self.root / "output" / path for path in paths.split()]
        if not any(file.is_file() and text in file.read_text(encoding="utf-8") for file in files):
            raise FailedError(f"{paths} does not say {text!r} after a build")
        return done

    def written(self) -> tuple[int, int]:
        """How many files the site has, and their bytes."""
        files = self.files()
        return len(files), sum((self.root / "output" / path).stat().st_size for path in files)

    def files(self) -> set[str]:
        """The files of the site; our manifest, a hidden file, is none of them."""
        output = self.root / "output"
        found = (f for f in output.rglob("*") if f.is_file() and not f.name.startswith("."))
        return {f.relative_to(output).as_posix() for f in found}

    def _edit(self, article: Article, proof: str) -> tuple[str, str]:
        self._article = article
        self.generator.dialect.article(self.root, article)
        return f"articles/{article.id}/index.html", proof

    def _number(self) -> int:
        self._changes += 1
        return self._changes


@dataclass(frozen=True, slots=True)
class Pair:
    """Ours and a peer's site of the same size."""

    size: int
    comparison: str
    ours: Site
    theirs: Site

    def warn(self) -> None:
        """Say so if sites that are to be alike have other files: then their times mean little."""
        other = sorted(self.ours.files() ^ self.theirs.files())
        if other and self.comparison != "hugo-full":
            sys.stderr.write(f"{self.comparison}: {len(other)} files in one site only, such as {other[0]}\n")

    def measured(self, scenario: str, pairs: int) -> Figures:
        """Run both in turn, so many times; who begins changes."""
        change = getattr(Site, scenario)
        runs: dict[Site, list[Run]] = {self.ours: [], self.theirs: []}
        for number in range(pairs):
            for site in (self.ours, self.theirs)[:: -1 if number % 2 else 1]:
                runs[site].append(site.build(change))
        both = (tuple(runs[self.ours]), tuple(runs[self.theirs]))
        (files, size), (their_files, their_size) = self.ours.written(), self.theirs.written()
        return Figures(self.size, self.comparison, scenario, *both, (files, their_files), (size, their_size))


def measured(size: int, peers: list[str], pairs: int, only: list[str], folder: Path) -> Iterator[Figures]:
    """All scenarios (or ``only`` these) of all comparisons with these peers at one size."""
    everything = by_id(corpus(size))
    made, sites = generators(), dict[str, Site]()

    def site(name: str) -> Site:
        if name not in sites:
            known = everything if name == "ours-full" else plain(everything)
            sites[name] = Site(folder / name, made[name], known)
            sites[name].build(Site.cold)  # nobody's first run counts: compilers, caches of the disk
        return sites[name]

    for key, comparison in reversed(
        COMPARISONS.items()
    ):  # the last adds articles and tags to sites that others share
        if comparison.peer.partition("-")[0] in peers:
            wanted = [s for s in comparison.scenarios if not only or {s, f"{key}:{s}"} & {*only}]
            if not wanted:
                continue
            pair = Pair(size, key, site(comparison.ours), site(comparison.peer))
            pair.warn()
            for scenario in wanted:
                yield pair.measured(scenario, pairs)
    shutil.rmtree(folder)


def machine(peers: list[str]) -> dict[str, str]:
    """What the figures were taken on, and with what."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "cores": str(cores),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        **versions(peers),
    }


def kept(about: dict[str, str], new: list[Figures]) -> tuple[dict[str, str], list[Figures]]:
    """Join the figures to those kept from earlier runs, and keep them all."""
    known = (
        json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {"about": {}, "figures": []}
    )
    by_key = {f.key: f for f in (*map(Figures.from_json, known["figures"]), *new)}
    figures = [by_key[key] for key in sorted(by_key, key=lambda k: (k[0], list(COMPARISONS).index(k[1])))]
    about = {**known["about"], **about}
    text = json.dumps({"about": about, "figures": [f.as_json() for f in figures]}, indent=1)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text + "\n", encoding="utf-8")
    return about, figures


def fast_folder() -> str | None:
    """A folder in memory, where there is one: disks differ more than generators."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def main() -> None:
    """Measure, keep, print, and publish if asked to."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("sizes", nargs="*", type=int, default=[1000])
    options.add_argument("--peers", default="hugo,eleventy,pelican", help="which to compare with")
    options.add_argument("--pairs", type=int, default=3, help="how many runs each")
    options.add_argument("--only", default="", help="which scenarios: cold, or hugo:cold of one comparison")
    options.add_argument("--folder", default=fast_folder(), help="where sites are written")
    options.add_argument("--write", type=Path, help="the page whose figures are renewed")
    said = options.parse_args()
    peers = [peer for peer in said.peers.split(",") if peer]
    only = [scenario for scenario in said.only.split(",") if scenario]
    if shutil.which("npm") is None and "eleventy" in peers:
        peers.remove("eleventy")
        sys.stderr.write("npm is not installed: without Eleventy\n")
    for peer in peers:
        install(peer)
    about, new = machine(peers), []
    for size in said.sizes:
        with tempfile.TemporaryDirectory(dir=said.folder) as folder:
            for figures in measured(size, peers, said.pairs, only, Path(folder) / "sites"):
                sys.stderr.write(f"{figures.line()}\n")
                new.append(figures)
    about, figures_ = kept(about, new)
    sys.stdout.write(tables([f for f in figures_ if f.size in said.sizes]) + "\n")
    if said.write:
        publish(said.write, about, figures_)


if __name__ == "__main__":
    main()
