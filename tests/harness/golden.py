"""Golden files: what the program is expected to write for a sample site, kept beside it.

``tests/sites/<case>/`` is a dossier; ``tests/sites/<case>/expected/`` holds the output files a case is about,
and ``tree.txt``, the list of all files of the output. ``pytest --update-golden`` writes both anew: read the
difference before you commit it.
"""

from collections.abc import Mapping
from pathlib import Path

SITES = Path(__file__).parents[1] / "sites"
LISTING = "tree.txt"


def cases() -> list[str]:
    """The names of the sample sites that have golden files."""
    return sorted(folder.parent.name for folder in SITES.glob("*/expected"))


def differences(expected: Path, output: Mapping[str, bytes]) -> list[str]:
    """The golden files that ``output`` does not equal, each as a sentence."""
    listing = "".join(f"{path}\n" for path in sorted(output)).encode()
    found = {**output, LISTING: listing}
    return [
        f"{path} differs from {expected.parent.name}/expected/{path}"
        for path in _kept(expected)
        if found.get(path) != (expected / path).read_bytes()
    ]


def update(expected: Path, output: Mapping[str, bytes]) -> None:
    """Write the listing and every golden file anew; delete those that the output no longer has."""
    (expected / LISTING).write_text("".join(f"{path}\n" for path in sorted(output)), encoding="utf-8")
    for path in _kept(expected):
        if path in output:
            (expected / path).write_bytes(output[path])
        elif path != LISTING:
            (expected / path).unlink()


def _kept(expected: Path) -> list[str]:
    return sorted(p.relative_to(expected).as_posix() for p in expected.rglob("*") if p.is_file())
