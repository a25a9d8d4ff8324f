"""A7: an output folder that is, holds or lies in something else: nothing of others is deleted or changed."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.robustness import stage
from tests.robustness.child import Act, dossier, run
from tests.robustness.row import Amount, Row

#: What `output` is set to; ``{}`` is the folder that the dossier lies in.
TARGETS = (
    ".", "./", "..", "../", "../..", "/", "//", "~", "", " ", "content", "content/", "content/articles",
    "content/articles/x", "content/raw", "content/../content", "themes", "themes/x", ".git", ".git/x", ".dossier",
    ".dossier/x", "output/../content", "output/../..", "link-to-content", "link-to-content/x", "link-to-outside",
    "dossier.yaml", "file", "repository", "repository/.git", "{}", "{}/home", "{}/home/x/..", "{}/d", "{}/d/content",
    "{}/outside", "full", "{}/outside/../d/content", "/proc",
)  # fmt: skip


def row(folder: Path, amount: Amount) -> Row:
    """Build into each dangerous folder; a program that empties its output folder first is the control."""
    made = Row("A7", "dangerous output folders", len(TARGETS))
    for target in TARGETS:
        made.reached += 1
        made.broken += [f"{target!r}: {why}" for why in _harm(folder, target, dossier("build"))]
    # The control empties only what lies in the folder of this test.
    safe = ("content", "themes", "repository", "full", "link-to-content/articles")
    made.control = sum(bool(_harm(folder, target, _emptying(target))) for target in safe)
    return made


def _harm(folder: Path, target: str, act: Act) -> list[str]:
    """What was deleted or changed of all that was there before."""
    box = folder / "box"
    shutil.rmtree(box, ignore_errors=True)
    root = box / "d"
    _furnish(box, root, target.replace("{}", str(box)))
    before = stage.tree(box)
    os.environ["HOME"] = str(box / "home")
    end = run(act, root)
    after = stage.tree(box)
    lost = [path for path, digest in before.items() if after.get(path) != digest]
    return [*lost, *(["traceback"] if "Traceback" in end.said else [])]


def _furnish(box: Path, root: Path, output: str) -> None:
    stage.small(root)
    for path in (
        "home/letter.txt",
        "outside/mine.txt",
        "d/full/index.html",
        "d/file",
        "d/themes/x/theme.yaml",
    ):
        (box / path).parent.mkdir(parents=True, exist_ok=True)
        (box / path).write_text("mine", encoding="utf-8")
    for path in ("d/.git/config", "d/repository/.git/config", "d/repository/index.html"):
        (box / path).parent.mkdir(parents=True, exist_ok=True)
        (box / path).write_text("mine", encoding="utf-8")
    (root / "link-to-content").symlink_to(root / "content")
    (root / "link-to-outside").symlink_to(box / "outside")
    with (root / "dossier.yaml").open("a", encoding="utf-8") as file:
        file.write(f'output: "{output}"\n')


def _emptying(target: str) -> Callable[[Path], int]:
    def act(root: Path) -> int:
        shutil.rmtree(root / target)
        return 0

    return act
