"""``provenance.json`` read back. It may come from anybody's server, so nothing in it is taken on trust."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class File:
    """A file and the SHA-256 it had; both empty when the record does not name one."""

    path: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is recorded of one article."""

    raw: File
    markdown: File
    page: File


@dataclass(frozen=True, slots=True)
class Record:
    """What a site says about how its pages came about: articles by their short id."""

    configuration: File
    articles: Mapping[str, Entry]


def decode(data: bytes) -> Record | None:
    """The record; None when ``data`` is none, or of a later version. Paths that lead elsewhere are left out."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if (
        not isinstance(found, dict)
        or found.get("version") != 1
        or not isinstance(found.get("articles"), list)
    ):
        return None
    return Record(_file(found.get("configuration")), dict(_entries(found["articles"])))


def _entries(articles: list[Any]) -> Iterator[tuple[str, Entry]]:
    for article in articles:
        if isinstance(article, dict) and isinstance(article.get("id"), str):
            raw, markdown, page = (_file(article.get(key)) for key in ("raw", "markdown", "page"))
            yield article["id"], Entry(raw, markdown, page)


def _file(value: object) -> File:
    if not isinstance(value, dict):
        return File()
    path, digest = value.get("path"), value.get("sha256")
    if not (isinstance(path, str) and isinstance(digest, str) and _is_inside(path)):
        return File()
    return File(path, digest)


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    return not {"", ".", ".."} & set(parts) and not any(c in path for c in "\0\\:?#")
