"""The keys of one note among several in a file: a block of YAML below its heading and passage."""

import re
from collections.abc import Sequence

from dossierpress.model.source import SourcePath
from dossierpress.schema import yaml
from dossierpress.schema.record import Record

_OPEN = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*ya?ml[ \t]*", re.IGNORECASE)


def keys(lines: Sequence[str], first_line: int, path: SourcePath) -> tuple[Record, int]:
    """The keys in the fenced block that ``lines`` begin with, and how many lines they take; none take 0.

    ``first_line`` is the number of the first line in the file. A block that is not closed is no block.
    """
    top = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    fence = _OPEN.fullmatch(lines[top]) if top < len(lines) else None
    if fence is None:
        return Record(path), 0
    closing = re.compile(rf" {{0,3}}{re.escape(fence[1])}{re.escape(fence[1][0])}*[ \t]*")
    end = next((i for i in range(top + 1, len(lines)) if closing.fullmatch(lines[i])), None)
    if end is None:
        return Record(path), 0
    text = "".join(f"{line}\n" for line in lines[top + 1 : end])
    return yaml.read(text, path=path, first_line=first_line + top + 1), end + 1
