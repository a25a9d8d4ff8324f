"""The list of what a build wrote: path and digest of every file. Only what it lists is ever deleted."""

import json
from collections.abc import Mapping
from pathlib import Path

from dossierpress.model.source import OutputPath

FILE_NAME = OutputPath(".dossier-manifest.json")


def read(output: Path) -> dict[OutputPath, str]:
    """The digests of the files the last build wrote, by path; empty when there is no usable list.

    Raises `OSError` when there is one that cannot be read: pages that are gone would stay published.
    """
    try:
        return decode((output / FILE_NAME).read_bytes())
    except FileNotFoundError:
        return {}


def decode(manifest: bytes) -> dict[OutputPath, str]:
    """The digests a manifest lists, by path; empty when it is none."""
    try:
        data = json.loads(manifest)
    except ValueError:
        return {}
    files = data.get("files") if isinstance(data, dict) else None
    if not isinstance(files, dict):
        return {}
    return {OutputPath(path): digest for path, digest in files.items() if isinstance(digest, str)}


def encode(files: Mapping[OutputPath, str]) -> bytes:
    """The list as it is written beside the files."""
    return json.dumps({"files": dict(sorted(files.items()))}, indent=0, ensure_ascii=False).encode()
