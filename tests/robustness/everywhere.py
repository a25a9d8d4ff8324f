"""Scenes disturbed at one call of the file system after the other, judged, and done again."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.robustness.child import End, run
from tests.robustness.row import Row
from tests.robustness.stage import Scene

#: So many calls of a program that breaks the promise are disturbed.
_OF_A_CONTROL = 12


@dataclass(frozen=True, slots=True)
class Attack:
    """What is done at a call, and how what it led to is judged."""

    disturb: Callable[[int, int], tuple[str, Callable[[str], None]]]
    """From the number of the try and that of the call: what happens there, in a word, and the hook that does it."""
    judge: Callable[[End, bool], Iterator[str]]
    """What is wrong with its end (the flag: is the act done), beside what always is: neither old nor new, or not
    mended by the next run.
    """

    def on(self, scene: Scene, folder: Path, most: int, row: Row, enough: int = 0) -> None:
        """Disturb every call of the act, or ``most`` of them; ``row`` gets the count, and all that is wrong.

        With ``enough`` it ends when so much was found.
        """
        every = -(-scene.calls // most)
        for turn, step in enumerate(range(every // 2, 2 * scene.calls, every)):
            what, hook = self.disturb(turn, step)
            root = scene.fresh(folder / "disturbed")
            end = run(scene.act, root, hook)
            if end.calls <= step:
                return
            row.reached += 1
            sound, done = scene.judged(root)
            wrong = [*self.judge(end, done), *(["mixed"] if scene.at_once and not sound else [])]
            wrong += [] if done else _unmended(scene, root)
            row.broken += [f"{scene.name}, call {step}, {what}: {why}" for why in wrong]
            if 0 < enough <= len(row.broken):
                return

    def on_all(self, scenes: Iterable[Scene], folder: Path, most: int, row: Row) -> None:
        """Each of the scenes, with a remark on how many calls it had."""
        for scene in scenes:
            before = row.reached
            self.on(scene, folder, most, row)
            row.remarks.append(f"{scene.name} {row.reached - before}")
            sys.stderr.write(f"{row.code} {row.remarks[-1]}, {len(row.broken)} broken so far\n")

    def controls(self, broken: Iterable[Scene], folder: Path, row: Row) -> None:
        """Programs that break the promise: each of them has to be caught."""
        for scene in broken:
            control = Row(row.code, scene.name, 0)
            self.on(scene, folder, _OF_A_CONTROL, control, enough=2)
            row.control += len(control.broken)
            row.broken += [] if control.broken else [f"control: {scene.name} is not caught"]


def _unmended(scene: Scene, root: Path) -> list[str]:
    again = run(scene.act, root)
    fine = again.code == 0 and scene.is_done(root)
    return [] if fine else [f"the next run does not mend it: {again.said[-300:]}"]
