"""The generators measured: how each is installed, started, and made to forget."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.dialects import DIALECTS, PEERS, Dialect

ROOT = Path(__file__).parents[2]
#: Where peers are installed: each in a folder of its own, outside of what is versioned.
INSTALLED = ROOT / ".bench"


@dataclass(frozen=True, slots=True)
class Generator:
    """A program that builds the site in a folder into ``output`` there.

    ``forgets`` are the folders to delete for a build from nothing. ``peer`` is the folder of `PEERS` whose lock file
    installs it.
    """

    dialect: Dialect
    command: tuple[str, ...]
    peer: str = ""
    forgets: tuple[str, ...] = ("output",)
    environment: dict[str, str] = field(default_factory=dict)
    link: str = ""
    """A folder of the installation that sites expect in their own."""

    def forget(self, site: Path) -> None:
        """Make the next build one from nothing."""
        for name in self.forgets:
            shutil.rmtree(site / name, ignore_errors=True)

    def connect(self, site: Path) -> None:
        """Lend the site what it needs of the installation."""
        if self.link and not (site / self.link).exists():
            (site / self.link).symlink_to(INSTALLED / self.peer / self.link)


def _ours(dialect: str) -> Generator:
    return Generator(
        DIALECTS[dialect],
        (sys.executable, "-m", "dossierpress", "build"),
        forgets=("output", ".dossier"),
        environment={
            "PYTHONPATH": str(ROOT / "generator"),
            "PYTHONDONTWRITEBYTECODE": "",  # once installed, we are compiled, as the others are
            "DOSSIER_CACHE_KEY": "bench",
            "XDG_STATE_HOME": ".dossier",  # so that a build from nothing does not even have its templates compiled
        },
    )


def _hugo(dialect: str) -> Generator:
    return Generator(
        DIALECTS[dialect],
        (str(_hugo_program()), "build", "--quiet", "-d", "output"),
        peer="hugo",
        forgets=("output", "resources"),
        # Hugo keeps a cache outside of the site; this one is not used by anybody else.
        environment={"HUGO_CACHEDIR": str(Path(tempfile.gettempdir()) / "dossier-bench-hugo")},
    )


def _hugo_program() -> Path:
    """The program itself: what pip puts into ``bin`` is Python that starts it, which would cost it 30 ms."""
    found = sorted((INSTALLED / "hugo").glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    return found[0] if found else INSTALLED / "hugo" / "bin" / "hugo"


def generators() -> dict[str, Generator]:
    """All generators, by the name of their dialect."""
    return {
        **{name: _ours(name) for name in ("ours", "ours-related", "ours-full")},
        **{name: _hugo(name) for name in ("hugo", "hugo-related")},
        "eleventy": Generator(
            DIALECTS["eleventy"],
            ("node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"),
            peer="eleventy",
            link="node_modules",
        ),
        "pelican": Generator(
            DIALECTS["pelican"],
            (str(INSTALLED / "pelican" / "bin" / "pelican"), "-q", "content", "-s", "pelicanconf.py"),
            peer="pelican",
        ),
    }


def install(peer: str) -> None:
    """Install a peer by its lock file, unless this very lock is installed already."""
    lock = next(PEERS.glob(f"{peer}/*lock*"))
    stamp = INSTALLED / peer / ".installed"
    if stamp.exists() and stamp.read_bytes() == lock.read_bytes():
        return
    sys.stderr.write(f"installing {peer} into {INSTALLED / peer}\n")
    shutil.rmtree(INSTALLED / peer, ignore_errors=True)
    (_with_npm if lock.suffix == ".json" else _with_pip)(lock, INSTALLED / peer)
    stamp.write_bytes(lock.read_bytes())


def _with_pip(lock: Path, folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = (folder / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "--quiet")
    subprocess.run([*pip, "install", "--require-hashes", "--no-deps", "-r", lock], check=True)


def _with_npm(lock: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(lock.with_name(name), folder)
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True)


def versions(peers: list[str]) -> dict[str, str]:
    """The versions of the peers named."""
    ask: dict[str, tuple[Callable[[], str], ...]] = {
        "hugo": (lambda: _said(str(_hugo_program()), "version").split()[1],),
        "eleventy": (
            lambda: _said(
                "node", str(INSTALLED / "eleventy/node_modules/@11ty/eleventy/cmd.cjs"), "--version"
            ),
            lambda: f"(Node {_said('node', '--version').removeprefix('v')})",
        ),
        "pelican": (lambda: _said(str(INSTALLED / "pelican/bin/pelican"), "--version"),),
    }
    return {peer: " ".join(part() for part in ask[peer]) for peer in peers}


def _said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ))
    return done.stdout.strip()
