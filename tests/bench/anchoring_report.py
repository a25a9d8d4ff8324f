"""The tables of the anchoring benchmark, in Markdown."""

from dataclasses import dataclass

from tests.bench.anchoring_edits import EDITS

LENGTHS = (5, 10, 20, 40, 80)

#: Measured earlier on the shipped JavaScript matcher (five French pages, 61 kB, N = 300), in per cent: false
#: anchors after the paragraph was deleted, without a floor and with one of .80; recall with 4 % typos at .80.
QUOTED = {5: (98, 3, 95), 10: (98, 3, 95), 20: (87, 0, 99), 40: (38, 1, 100), 80: (13, 0, 100)}


@dataclass(slots=True)
class Tally:
    """Outcomes of one kind of edit at one quote length. ``due``: half of the passage or more is left."""

    cases: int = 0
    due: int = 0
    found: int = 0
    placed: int = 0
    wrong: int = 0
    silent: int = 0  # wrong, and not even marked as moved

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


Results = dict[tuple[str, int], Tally]


def report(
    setting: str, full: dict[str, Results], bare: dict[str, Results], timed: list[tuple[str, float]]
) -> str:
    """All tables. ``full`` are the results with context, ``bare`` those with the quote only."""
    parts = [
        f"*{setting}; per cent.*",
        "**The two questions of the earlier measurement**: false anchors after the paragraph was deleted / "
        "recall with 4 % typos (selectors with context).",
        *compared(full),
        "**All nine edits together, selector with context** (what the tool writes).",
        *summary(full),
        "**All edits but one together, quote only.** The one that corrects the annotated of two equal "
        "passages is left out: without context nobody could tell which of the two was meant.",
        *summary({name: _without_repeated(results) for name, results in bare.items()}),
        "**Ours, edit by edit, with context**: false anchors / recall.",
        *by_edit(full["ours"]),
        "**Ours, edit by edit, quote only**: false anchors / recall.",
        *by_edit(bare["ours"]),
        "**Speed**: 1,000 notes of 40 characters, with context, on an article of 5,000 words.",
        *_rows(["", "CPU seconds"], [[label, f"{seconds:.2f}"] for label, seconds in timed]),
    ]
    return "\n\n".join(_joined(parts))


def _joined(parts: list[str]) -> list[str]:
    """Table rows stay together, everything else is a paragraph."""
    joined: list[str] = []
    for part in parts:
        if part.startswith("|") and joined and joined[-1].startswith("|"):
            joined[-1] += f"\n{part}"
        else:
            joined.append(part)
    return joined


def compared(results: dict[str, Results]) -> list[str]:
    """Ours beside the reference scoring on this corpus and beside the figures measured earlier."""
    head = ["quote", "ours", "reference scoring, as shipped", "reference scoring, floor .80"]
    head += ["shipped matcher, earlier corpus", "the same with floor .80"]
    rows = []
    for length in LENGTHS:
        cells = []
        for matcher in ("ours", "reference", "reference, floor .80"):
            lost, kept = results[matcher]["paragraph deleted", length], results[matcher]["typos 4 %", length]
            cells.append(f"{_share(lost.wrong, lost.cases)} / {_share(kept.found, kept.due)}")
        quoted = QUOTED[length]
        rows.append([f"{length}", *cells, f"{quoted[0]} / –", f"{quoted[1]} / {quoted[2]}"])
    return _rows(head, rows)


def summary(results: dict[str, Results]) -> list[str]:
    """One row for each quote length: every matcher's false anchors and recall over all edits."""
    head = ["quote", "ours: false", "false and not marked", "recall", "recall, not marked"]
    head += ["reference: false", "recall", "floor .80: false", "recall"]
    rows = []
    for length in LENGTHS:
        ours, shipped, floor = (
            _total(results[name], length) for name in ("ours", "reference", "reference, floor .80")
        )
        row = [f"{length}", _share(ours.wrong, ours.cases), _share(ours.silent, ours.cases)]
        row += [_share(ours.found, ours.due), _share(ours.placed, ours.due)]
        for theirs in (shipped, floor):
            row += [_share(theirs.wrong, theirs.cases), _share(theirs.found, theirs.due)]
        rows.append(row)
    return _rows(head, rows)


def by_edit(results: Results) -> list[str]:
    """False anchors, and recall where the passage is still there."""
    rows = []
    for name, _, survives in EDITS:
        tallies = [results[name, length] for length in LENGTHS]
        shares = [(_share(t.wrong, t.cases), _share(t.found, t.due)) for t in tallies]
        rows.append([name, *(f"{wrong} / {found}" if survives else wrong for wrong, found in shares)])
    return _rows(["edit", *(f"{length}" for length in LENGTHS)], rows)


def _total(results: Results, length: int) -> Tally:
    return sum((tally for (_, size), tally in results.items() if size == length), Tally())


def _without_repeated(results: Results) -> Results:
    return {key: tally for key, tally in results.items() if not key[0].startswith("repeated")}


def _rows(head: list[str], rows: list[list[str]]) -> list[str]:
    return ["| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows]]


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"
