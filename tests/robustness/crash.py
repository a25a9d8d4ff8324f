"""A1: killed before any call of the file system, what was there is old or new, and the next run needs no help."""

from collections.abc import Callable, Iterator
from pathlib import Path

from tests.robustness import noting, publishing
from tests.robustness.child import End, kill_at
from tests.robustness.everywhere import Attack
from tests.robustness.row import Amount, Row
from tests.robustness.scenes import naive_build, scenes
from tests.robustness.stage import Scene

PROMISED = 1000


def row(folder: Path, amount: Amount) -> Row:
    """Kill every act at every call; then programs that write in place, in two steps, or promise too early."""
    made = Row("A1", "killed at a file-system call", PROMISED)
    attack = Attack(_killed, _unkept)
    attack.on_all(scenes(folder), folder, amount.points, made)
    attack.controls(_broken(folder), folder, made)
    return made


def _killed(_: int, step: int) -> tuple[str, Callable[[str], None]]:
    return "SIGKILL", kill_at(step)


def _unkept(end: End, done: bool) -> Iterator[str]:
    if noting.ACKNOWLEDGED in end.said and not done:
        yield "acknowledged, and not there"


def _broken(folder: Path) -> Iterator[Scene]:
    yield naive_build(folder)
    yield noting.torn(folder)
    yield noting.hasty(folder)
    yield publishing.in_two_steps(folder)
