"""The list of what a build wrote: path and digest of every file. Only what it lists is ever deleted."""

import json
from collections.abc import Mapping
from pathlib import Path

from dossierpress.model.source import OutputPath

FILE_NAME = OutputPath(".dossier-manifest.json")


def read(output: Path) -> dict[OutputPath, str]:
    """The digests of the files the last build wrote, by path; empty when there is no usable list."""
    try:
        data = json.loads((output / FILE_NAME).read_bytes())
    except (OSError, ValueError):
        return {}
    files = data.get("files") if isinstance(data, dict) else None
    if not isinstance(files, dict):
        return {}
    return {OutputPath(path): digest for path, digest in files.items() if isinstance(digest, str)}


def encode(files: Mapping[OutputPath, str]) -> bytes:
    """The list as it is written beside the files."""
    return json.dumps({"files": dict(sorted(files.items()))}, indent=0, ensure_ascii=False).encode()
