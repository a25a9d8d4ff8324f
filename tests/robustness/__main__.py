"""``python -m tests.robustness [--reduced] [ROW…]``: run the programme, print a line a row, exit 1 if one is broken."""

import os
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

from tests.robustness import stage
from tests.robustness.row import FULL, REDUCED

ROWS = {
    "A1": "crash", "A2": "faults", "A3": "real", "A6": "locks", "A7": "deletion", "D4": "paths", "D5": "collisions",
}  # fmt: skip


def main(args: list[str]) -> int:
    """Run the rows named, all unless said."""
    os.environ["SOURCE_DATE_EPOCH"] = "1700000000"
    amount = REDUCED if "--reduced" in args else FULL
    wanted = [name for name in args if not name.startswith("-")] or list(ROWS)
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        stage.ready(Path(folder).resolve())
    for name in wanted:
        start, spent = time.perf_counter(), _spent()
        with tempfile.TemporaryDirectory() as folder:
            row = import_module(f"tests.robustness.{ROWS[name]}").row(Path(folder).resolve(), amount)
        sys.stdout.write(f"{row} [{_spent() - spent:.0f} s of CPU in {time.perf_counter() - start:.0f} s]\n")
        for line in row.broken[:20]:
            sys.stdout.write(f"    {line}\n")
        sys.stdout.flush()
        kept = kept and row.is_kept and (amount is REDUCED or row.reached >= row.promised)
    return 0 if kept else 1


def _spent() -> float:
    """Seconds of CPU so far, of this process and of those that it waited for."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
