"""A2: whatever call the system refuses, there is a message, no traceback, and nothing half done."""

import errno
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.robustness import noting, publishing
from tests.robustness.child import ERRNOS, End, fail_at
from tests.robustness.everywhere import Attack
from tests.robustness.row import Amount, Row
from tests.robustness.scenes import careless_build, scenes
from tests.robustness.stage import Scene

PROMISED = 1000


def row(folder: Path, amount: Amount) -> Row:
    """Refuse every call of every act, with one error after the other; then programs that ignore errors."""
    made = Row("A2", "injected errors", PROMISED)
    attack = Attack(_refused, _faults)
    attack.on_all(scenes(folder), folder, amount.points, made)
    attack.controls(_broken(folder), folder, made)
    return made


def _refused(turn: int, step: int) -> tuple[str, Callable[[str], None]]:
    """At each call one of the errors; over a whole run of calls all of them take turns."""
    code = ERRNOS[turn % len(ERRNOS)]
    return errno.errorcode[code], fail_at(step, code)


def _faults(end: End, done: bool) -> Iterator[str]:
    if "Traceback" in end.said or end.code < 0:
        yield f"traceback: {end.said.strip().splitlines()[-1] if end.said else end.code}"
    if end.code == 0 and not done:
        yield "exit 0, and it is not done"
    if end.code and not re.search(r"\w{3}", end.said):
        yield "no message"


def _broken(folder: Path) -> Iterator[Scene]:
    yield careless_build(folder)
    yield noting.torn(folder)
    yield publishing.unheard(folder)
