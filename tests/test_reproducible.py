"""The same sources make the same bytes, wherever, whenever and on whatever machine they are built."""

import hashlib
import itertools
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.golden import SITES
from tests.harness.project import GENERATOR, Project

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ZONES = ("UTC", "Pacific/Kiritimati", "America/St_Johns", "Asia/Kathmandu")
LOCALES = ("C", "tr_TR.UTF-8", "ar_EG.UTF-8", "C.UTF-8")
SEEDS = ("0", "1", "4294967295")
#: Days on which nothing of the sample dossier appears or expires: 2026, 2038 after the end of 32-bit time, 2099.
EPOCHS = ("1790000000", "2160000000", "4090000000")
UMASKS = (0o022, 0o077)

#: The command, with folders read in an order drawn at random and the locale in force.
_BUILD = textwrap.dedent("""
    import contextlib, locale, os, random, sys

    chance = random.Random(int(os.environ["ORDER"]))
    scandir, listdir = os.scandir, os.listdir

    class Shuffled:
        def __init__(self, path="."):
            with scandir(path) as entries:
                self.entries = list(entries)
            chance.shuffle(self.entries)
        def __enter__(self): return self
        def __exit__(self, *about): pass
        def __iter__(self): return iter(self.entries)
        def __next__(self):
            if not self.entries:
                raise StopIteration
            return self.entries.pop()
        def close(self): pass

    def shuffled(path="."):
        names = listdir(path)
        chance.shuffle(names)
        return names

    os.scandir, os.listdir = Shuffled, shuffled
    assert locale.setlocale(locale.LC_ALL, "") != "", "no such locale"
    os.umask(int(os.environ["UMASK"]))
    from dossierpress.cli import main
    main(["build", "--jobs", os.environ["JOBS"]])
""")


def environments() -> Iterator[dict[str, str]]:
    """Twenty-four surroundings in which every zone, locale, seed, day, order and umask occurs."""
    turns = zip(*map(itertools.cycle, (LOCALES, SEEDS, EPOCHS, UMASKS)), strict=True)
    for order, (zone, (place, seed, epoch, umask)) in enumerate(zip(ZONES * 6, turns, strict=False)):
        # The fourth of every four takes another locale than its zone would always have.
        moved = LOCALES[(LOCALES.index(place) + order // 4) % 4]
        yield {
            "TZ": zone,
            "LC_ALL": moved,
            "LANGUAGE": moved,
            "PYTHONHASHSEED": seed,
            "SOURCE_DATE_EPOCH": epoch,
            "UMASK": str(umask),
            "ORDER": str(order),
            "JOBS": str(1 + order // 2 % 2),
        }


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the locales, compiled here: machines seldom have them."""
    folder = tmp_path_factory.mktemp("locales")
    for name in ("tr_TR", "ar_EG", "C"):
        command = [
            "localedef",
            "-c",
            "-i",
            "POSIX" if name == "C" else name,
            "-f",
            "UTF-8",
            folder / f"{name}.UTF-8",
        ]
        subprocess.run(
            command, capture_output=True, check=False
        )  # it warns, and exits with 1, when all is well
    assert (folder / "tr_TR.UTF-8/LC_CTYPE").is_file()
    return folder


def build(root: Path, locales: Path, environment: dict[str, str]) -> str:
    """Build in a process of its own; the digest of the whole output."""
    ran = subprocess.run(
        [sys.executable, "-c", _BUILD],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(GENERATOR), "LOCPATH": str(locales), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return digest(Project(root))


def digest(project: Project) -> str:
    """One digest of every path and byte of the output."""
    found = hashlib.sha256()
    for path, data in project.tree().items():
        found.update(f"{path}\0{len(data)}\0".encode() + data)
    return found.hexdigest()


def copy(root: Path) -> Path:
    """The sample dossier, its files written in the reverse order of their names."""
    source = SITES / "small"
    for file in sorted((p for p in source.rglob("*") if p.is_file()), reverse=True):
        inside = file.relative_to(source)
        if inside.parts[0] != "expected":
            (root / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, root / inside)
    return root


def test_one_site(tmp_path: Path, locales: Path) -> None:
    """Builds across path, time zone, locale, hash seed, day, umask and order of folders: one digest."""
    found: dict[str, list[dict[str, str]]] = {}
    folders = ("a", "un dossier/très ‘loin’/ici")
    for number, environment in enumerate(environments()):
        root = copy(tmp_path / str(number) / folders[number % 2])
        found.setdefault(build(root, locales, environment), []).append(environment)
    assert sum(map(len, found.values())) == 24
    assert len(found) == 1, found


def test_differences_are_noticed(tmp_path: Path, locales: Path) -> None:
    """Negative control: one character more in one file, and one file more, each make another digest."""
    environment = next(environments())
    root = copy(tmp_path / "a")
    first = build(root, locales, environment)
    page = next((root / "content/pages").glob("*.md"))
    page.write_text(page.read_text(encoding="utf-8") + ".", encoding="utf-8")
    second = build(root, locales, environment)
    (root / "content/a.txt").write_bytes(b"")
    assert len({first, second, build(root, locales, environment)}) == 3


def test_the_surroundings_are_real(locales: Path) -> None:
    """Negative control: what would depend on its surroundings does differ in these."""
    script = (
        "import locale, os, time, random; locale.setlocale(locale.LC_ALL, '');"
        "print(time.strftime('%A %H', time.localtime(0)), hash('a'), locale.localeconv()['decimal_point'])"
    )
    seen = set()
    for environment in environments():
        env = {**os.environ, "LOCPATH": str(locales), **environment}
        seen.add(
            subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, check=True).stdout
        )
    assert len(seen) > 15
    assert {environment["LC_ALL"] for environment in environments()} == set(LOCALES)
