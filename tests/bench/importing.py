"""How long a folder of raw texts takes to import, and how much of that is waiting for the disk.

    python tests/bench/importing.py [--n 1000] [--folder DIR]

The texts are made from one seed, each with words, a title and tags of its own, in the layout of the demonstration's
raw article. ``--folder`` chooses the disk; a temporary folder in memory would measure nothing of it.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "generator")]  # run as a program, not as a module of the package

from tests.importing.pages import page  # noqa: E402

from dev.bench import WORDS  # noqa: E402

SEED = 17303


def raw_texts(folder: Path, number: int) -> None:
    """Write so many raw articles."""
    chance = random.Random(SEED)
    folder.mkdir(parents=True)
    for index in range(number):
        words = [" ".join(chance.choices(WORDS, k=90)).capitalize() + "." for _ in range(6)]
        text = page(
            title=" ".join(chance.choices(WORDS, k=9)).capitalize(),
            counter=str(20000 + index),
            paragraphs=words,
            tags=(", ".join(chance.sample(WORDS, 4)),),
        )
        (folder / f"{index:05}.txt").write_text(text, encoding="utf-8")


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def main() -> None:
    """Import once into a new dossier, then the same folder again."""
    from click.testing import CliRunner

    from dossierpress.cli import main as dossier

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--n", type=int, default=1000)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as place:
        root = Path(place)
        raw_texts(root / "in", asked.n)
        (root / "dossier.yaml").write_text("title: Banc\n", encoding="utf-8")
        os.sync()

        def run() -> None:
            ran = CliRunner().invoke(dossier, ["-C", str(root), "import", str(root / "in")])
            assert ran.exit_code == 0, ran.output[-500:]

        for name in ("new", "again"):
            wall, cpu = timed(run)
            sys.stdout.write(
                f"{asked.n} files, {name:5}: {wall:6.2f} s, of which {cpu:6.2f} s of processor\n"
            )


if __name__ == "__main__":
    main()
