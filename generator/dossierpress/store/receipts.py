"""The receipts of imports, as far as the site shows them. The build reads these, and never a raw file."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from dossierpress.model.provenance import Receipt
from dossierpress.model.remember import Remember
from dossierpress.model.source import SourcePath
from dossierpress.store.sources import RECEIPT

_VERSION = 1


def read(
    root: Path, raws: Iterable[str], present: Mapping[SourcePath, str], remember: Remember
) -> dict[str, Receipt]:
    """The receipts of the files ``raw/…`` of the dossier in ``root``; what is none is left out.

    ``present`` are the receipts there are and the digests of their bytes (`store.sources.survey`).
    """
    found: dict[str, Receipt] = {}
    for raw in raws:
        path = SourcePath(f"content/{raw}{RECEIPT}")
        if digest := present.get(path):
            make = partial(tuple, _decoded(root / path))
            known = remember(tuple[Receipt, ...], "receipt", digest.encode(), make)
            found.update((raw, receipt) for receipt in known)
    return found


def _decoded(path: Path) -> Iterator[Receipt]:
    """The receipt in a file, if it is a usable one."""
    try:
        receipt = decode(path.read_bytes())
    except FileNotFoundError:  # gone since the dossier was looked through
        return
    if receipt:
        yield receipt


def inside(root: Path, raw: str) -> Path | None:
    """Where a file ``raw/…`` stands; None for a path that leads out of that folder."""
    parts = raw.split("/")
    sound = parts[0] == "raw" and len(parts) > 1 and not {"", ".", ".."} & set(parts) and "\0" not in raw
    return root / "content" / raw if sound else None


def decode(data: bytes) -> Receipt | None:
    """A receipt from its JSON; None when it is none, or of a later version."""
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict) or record.get("version") != _VERSION:
        return None
    words = record.get("words")
    words = words if isinstance(words, dict) else {}
    dropped = record.get("dropped")
    return Receipt(
        sha256=_text(record, "sha256"),
        body=_text(record, "base_body_sha256"),
        converter=_text(record, "converter"),
        dropped=len(dropped) if isinstance(dropped, list) else 0,
        words=_number(words, "read"),
        kept=_number(words, "kept"),
    )


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""


def _number(record: Mapping[str, Any], key: str) -> int:
    value = record.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
