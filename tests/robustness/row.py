"""What a row of the programme reached, and what it promised."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Amount(NamedTuple):
    """How much of a row is done: so many ``points`` of each act, every ``every``-th case of a list, ``rounds`` of
    what has rounds, ``strings`` of a corpus, ``traced`` runs under strace.
    """

    points: int
    every: int
    rounds: int
    strings: int
    traced: int


#: All of it, and what `make test` does.
FULL = Amount(points=1_000_000, every=1, rounds=200, strings=23_058, traced=600)
REDUCED = Amount(points=1, every=61, rounds=4, strings=240, traced=2)


@dataclass(slots=True)
class Row:
    """One row: how many cases were tried, how many had to be, and each case that broke the promise."""

    code: str
    what: str
    promised: int
    reached: int = 0
    broken: list[str] = field(default_factory=list)
    control: int = 0
    """How many cases of the deliberately broken variant were caught."""
    remarks: list[str] = field(default_factory=list)

    @property
    def is_kept(self) -> bool:
        """Whether the promise was kept, by a row that can tell when it is not."""
        return not self.broken and self.control > 0 and self.reached > 0

    def __str__(self) -> str:
        state = "kept" if self.is_kept else "BROKEN"
        told = f"{self.code} {self.what}: {self.reached} / {self.promised}, {len(self.broken)} broken, "
        return (
            told + f"control caught {self.control} ({state})" + "".join(f"; {text}" for text in self.remarks)
        )
