"""A6: builds at the same time, and builds whose holder of the lock was killed: never mixed, never locked out."""

import os
import random
import shutil
from pathlib import Path

from tests.robustness import stage
from tests.robustness.child import dossier, kill_at, run
from tests.robustness.row import Amount, Row

PROMISED = 400
_BUSY = 75
_TOGETHER = 4


def row(folder: Path, amount: Amount) -> Row:
    """Rounds of several builds at once, then rounds of a killed build and the next one."""
    made = Row("A6", "builds at once, holders killed", PROMISED)
    scene = stage.scene(folder, "next build", ("build",), "output", stage.built)
    draw = random.Random(17)
    for number in range(amount.rounds):
        root = scene.fresh(folder / "together")
        codes = [_ended(child) for child in [_start(root, n) for n in range(_TOGETHER)]]
        made.reached += 1
        if set(codes) - {0, _BUSY} or 0 not in codes or not scene.is_done(root):
            made.broken.append(f"round {number}: exit codes {codes}")
    for number in range(amount.rounds):
        root = scene.fresh(folder / "holder")
        run(scene.act, root, kill_at(draw.randrange(5, 200)))
        made.reached += 1
        if run(scene.act, root).code or not scene.is_done(root):
            made.broken.append(f"holder {number}: locked out, or not done")
    made.control = _stale(scene, folder)
    return made


def _start(root: Path, number: int) -> int:
    child = os.fork()
    if child == 0:
        out = os.open(root.with_name(f"said{number}"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        code = 70
        try:
            os.chdir(root)
            code = dossier("build")(root)
        finally:
            os._exit(code)
    return child


def _ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _stale(scene: stage.Scene, folder: Path) -> int:
    """A lock that is a file which has to be deleted: its holder, killed, locks the next build out."""

    def act(root: Path) -> int:
        lock = root / "locked"
        if lock.exists():
            return _BUSY
        lock.touch()
        code = dossier("build")(root)
        lock.unlink()
        return code

    caught = 0
    for step in (20, 40):
        root = scene.fresh(folder / "stale")
        run(act, root, kill_at(step))
        caught += run(act, root).code == _BUSY
    shutil.rmtree(folder / "stale")
    return caught
