"""How long the command takes to do little: ``python tests/bench/startup.py [--size N] [--write docs/performance.md]``.

Each command runs in a process of its own, in turn with a Python that does nothing, whose time is given too. Beside the
time stand the heavy libraries it imported: a build that finds nothing changed should not need any.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "generator")]  # run as a program, not as a module of the package

from tests.bench.builds import fast_folder  # noqa: E402
from tests.bench.corpus import corpus  # noqa: E402
from tests.bench.dialects import by_id  # noqa: E402
from tests.bench.generators import generators  # noqa: E402
from tests.bench.published import replaced  # noqa: E402

HEAVY = ("jinja2", "markdown_it", "pydantic", "pygments", "rich", "yaml", "distributed")
DOSSIER = (sys.executable, "-m", "dossierpress")
#: What is run, with the time it should not exceed in milliseconds (issue 5), if there is one.
COMMANDS = {
    "Python alone": ((sys.executable, "-c", "pass"), None),
    "`dossier --help`": ((*DOSSIER, "--help"), 100),
    "`dossier --version`": ((*DOSSIER, "--version"), None),
    "`dossier build`, nothing changed": ((*DOSSIER, "build"), None),
    "`dossier check`, nothing changed": ((*DOSSIER, "check"), 1000),
}


def milliseconds(command: tuple[str, ...], folder: Path) -> float:
    """The wall clock of one run."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=_environment(), capture_output=True, check=True)
    return (time.perf_counter() - start) * 1000


def imported(command: tuple[str, ...], folder: Path) -> list[str]:
    """The heavy libraries that a run imports."""
    python, *rest = command
    told = (python, "-X", "importtime", *rest)
    done = subprocess.run(told, cwd=folder, env=_environment(), capture_output=True, text=True, check=True)
    lines = (line for line in done.stderr.splitlines() if line.startswith("import time:"))
    names = {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}
    return [name for name in HEAVY if name in names]


def _environment() -> dict[str, str]:
    return {**os.environ, **generators()["ours-full"].environment}


def table(size: int, runs: int, folder: Path) -> str:
    """A row for each command, in a dossier of ``size`` articles that is built already."""
    generator = generators()["ours-full"]
    generator.dialect.site(folder, by_id(corpus(size)))
    subprocess.run(generator.command, cwd=folder, env=_environment(), capture_output=True, check=True)
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs):
        for name, (command, _goal) in COMMANDS.items():
            times[name].append(milliseconds(command, folder))
    rows = [
        f"| {name} | {statistics.median(times[name]):.0f} | {goal or ''} | {', '.join(imported(command, folder))} |"
        for name, (command, goal) in COMMANDS.items()
    ]
    head = f"*A dossier of {size:,} articles, default theme; medians of {runs} runs.*"
    return "\n".join([head, "", "| command | ms | to reach | heavy imports |", "|---|--:|--:|---|", *rows])


def main() -> None:
    """Measure and print, and publish if asked to."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--size", type=int, default=1000, help="how many articles")
    options.add_argument("--runs", type=int, default=9)
    options.add_argument("--write", type=Path, help="the page whose figures are renewed")
    said = options.parse_args()
    with tempfile.TemporaryDirectory(dir=fast_folder()) as folder:
        made = table(said.size, said.runs, Path(folder) / "site")
    sys.stdout.write(made + "\n")
    if said.write:
        text = said.write.read_text(encoding="utf-8")
        said.write.write_text(replaced(text, "startup", made), encoding="utf-8")


if __name__ == "__main__":
    main()
