"""Golden files: what the program is expected to write for a sample site, kept beside it.

``tests/sites/<case>/`` is a dossier; ``tests/sites/<case>/expected/`` holds the output files a case is about,
and ``tree.txt``, the list of all files of the output. ``pytest --update-golden`` writes both anew: read the
difference before you commit it.
"""

import re
from collections.abc import Mapping
from pathlib import Path

SITES = Path(__file__).parents[1] / "sites"
LISTING = "tree.txt"
VERSION = re.compile(rb"(/assets/[\w./-]+)\?[0-9a-f]+")


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
        if _plain(found.get(path, b"missing")) != _plain((expected / path).read_bytes())
    ]


def update(expected: Path, output: Mapping[str, bytes]) -> None:
    """Write the listing and every golden file anew; delete those that the output no longer has."""
    (expected / LISTING).write_text("".join(f"{path}\n" for path in sorted(output)), encoding="utf-8")
    for path in _kept(expected):
        if path in output:
            (expected / path).write_bytes(output[path])
        elif path != LISTING:
            (expected / path).unlink()


def _plain(data: bytes) -> bytes:
    """A file without the versions of the theme's files, which change with every touch of a style sheet."""
    return VERSION.sub(rb"\1", data)


def _kept(expected: Path) -> list[str]:
    return sorted(p.relative_to(expected).as_posix() for p in expected.rglob("*") if p.is_file())
