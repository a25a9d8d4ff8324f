"""A built site, in a folder or on a server: its files by their path."""

from pathlib import Path
from typing import Protocol, Self
from urllib.parse import quote

import httpx

from dossierpress import __version__
from dossierpress.diagnostics import DossierError

#: No page of a site is larger than this (bytes); what is, is not read to its end.
MOST = 64 * 1024 * 1024
_AGENT = f"dossierpress/{__version__} (verify; +https://github.com/dossierpress/dossierpress)"
_PATIENCE = 20.0


class Site(Protocol):
    """Where finished pages are read."""

    name: str

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, or None when there is none. Raises `DossierError` when nothing can be read."""


class Folder:
    """A site on this computer."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise DossierError(
                f"there is no folder {folder}", hint="build the site first, or name another place"
            )
        self.name = str(folder)
        self._folder = folder

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; symbolic links that lead out of the folder are no files of the site."""
        file = self._folder / path
        try:
            if not file.resolve().is_relative_to(self._folder.resolve()) or not file.is_file():
                return None
            return file.read_bytes()
        except OSError as problem:
            raise DossierError(f"{file} cannot be read: {problem.strerror}", exit_code=1) from problem


class Web:
    """A published site. Use it in a ``with`` statement: it keeps its connection."""

    def __init__(self, url: str, client: httpx.Client | None = None) -> None:
        self.name = url if url.endswith("/") else f"{url}/"
        self._client = client or httpx.Client(
            follow_redirects=True, max_redirects=5, timeout=_PATIENCE, headers={"User-Agent": _AGENT}
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def read(self, path: str) -> bytes | None:
        """The bytes at the address a reader would open: that of the folder for an ``index.html``."""
        url = self.name + quote(path.removesuffix("index.html"))
        try:
            with self._client.stream("GET", url) as answer:
                if answer.status_code in (404, 410):
                    return None
                answer.raise_for_status()
                return _bounded(answer)
        except (httpx.HTTPError, httpx.InvalidURL) as problem:
            hint = "look whether the address is right and the site can be reached"
            raise DossierError(f"{url} cannot be read: {problem}", hint=hint, exit_code=1) from problem


def _bounded(answer: httpx.Response) -> bytes:
    data = bytearray()
    for part in answer.iter_bytes():
        data += part
        if len(data) > MOST:
            raise DossierError(f"{answer.url} is larger than {MOST >> 20} MiB", exit_code=1)
    return bytes(data)
