"""What lies in the output folder, from which inputs it was made, and what was in it before.

Pages are not kept twice: the output folder itself holds them, and a signed list says for each file the key of its
inputs, the digest of its bytes and how the file system described it. Files that a build replaces stay in the cache
as hard links under the key of their inputs, up to a bound, so that going back to an older state renders nothing.
"""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from dossierpress.model.source import OutputPath
from dossierpress.store import manifest
from dossierpress.store.seen import TICK, clock
from dossierpress.store.signed import Signer
from dossierpress.store.sources import digest

#: Of so many earlier inputs of a page, on average, it is remembered what was made from them.
KEYS = 8
#: Replaced files are kept up to this many bytes; beyond it the oldest half is dropped.
LIMIT = 512 * 1024 * 1024


class Entry(NamedTuple):
    """A file: the key of its inputs, the digest of its bytes, and its size, time and inode."""

    key: bytes
    digest: str
    size: int
    mtime: int
    inode: int

    def describes(self, path: str) -> bool:
        """Whether the file at ``path`` is the one we wrote, unchanged."""
        try:
            stat = os.lstat(path)
        except OSError:
            return False
        return (stat.st_mtime_ns, stat.st_size, stat.st_ino) == (self.mtime, self.size, self.inode)


class _Listing(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    folder: str
    made_from: bytes
    files: dict[OutputPath, Entry]
    attic: dict[bytes, str]
    attic_size: int


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Listing).decode


class Outputs:
    """The files of the last build, and those it replaced."""

    def __init__(self, cache: Path | None, signer: Signer, listing: _Listing) -> None:
        self._cache, self._signer = cache, signer
        self._folder, self._made_from, self._files = listing.folder, listing.made_from, listing.files
        self._attic, self._attic_size = listing.attic, listing.attic_size

    @classmethod
    def read(cls, cache: Path | None, signer: Signer) -> "Outputs":
        """What the last build wrote down in the ``cache`` folder."""
        listing = signer.read(cache / "outputs", _decode) if cache else None
        return cls(cache, signer, listing or _Listing("", b"", {}, {}, 0))

    def standing(self, output: Path) -> dict[OutputPath, Entry]:
        """The files in ``output`` that are still as a build wrote them."""
        if os.fspath(output.resolve()) != self._folder:
            return {}
        base = self._folder + os.sep
        return {path: entry for path, entry in self._files.items() if entry.describes(base + path)}

    def whole(self, made_from: bytes, standing: Mapping[OutputPath, Entry]) -> bool:
        """Whether the last build had these inputs, and all it wrote stands."""
        return bool(self._files) and self._made_from == made_from and len(standing) == len(self._files)

    def kept(self, key: bytes) -> bytes | None:
        """The bytes of a file made from these inputs that an earlier build replaced, if they are still there."""
        known = self._attic.get(key)
        if known is None or self._cache is None:
            return None
        try:
            data = self._place(key).read_bytes()
        except OSError:
            return None
        return data if digest(data) == known else None

    def keep(self, folder: Path, replaced: Mapping[OutputPath, Entry]) -> None:
        """Keep files of an earlier site, which now stands in ``folder``, for those who go back to it."""
        if self._cache is None:
            return
        for path, entry in replaced.items():
            place = self._place(entry.key)
            if entry.key in self._attic and place.exists():
                continue
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.unlink(missing_ok=True)
                os.link(folder / path, place)
            except OSError:  # another file system, or none that has such links: then it is rendered again
                return
            self._attic[entry.key] = entry.digest
            self._attic_size += entry.size
        if self._attic_size > LIMIT:
            self._clear_out()

    def known(self, key: bytes) -> str | None:
        """The digest of what was once made from these inputs."""
        return self._attic.get(key)

    def alias(self, keys: Mapping[OutputPath, bytes], digests: Mapping[OutputPath, str]) -> None:
        """Remember that files which did not change were made from other inputs before; call before `write`."""
        for path, entry in self._files.items():
            if digests.get(path) == entry.digest and keys.get(path, entry.key) != entry.key:
                self._attic[entry.key] = entry.digest
        surplus = len(self._attic) - KEYS * len(keys) - 1000
        for key in list(self._attic)[: max(0, surplus)]:
            self._forget(key)

    def write(
        self,
        output: Path,
        made: Mapping[OutputPath, tuple[bytes, str]],
        made_from: bytes,
        kept: Mapping[OutputPath, Entry],
    ) -> None:
        """Write down the files now in ``output``, made from these inputs, by the key and digest of each.

        Those of them that were ``kept`` are as they were.
        """
        base = os.fspath(output.resolve())
        if self._cache and not output.resolve().is_relative_to(self._cache.resolve().parent):
            return  # a site made aside, to be published: what stands in the dossier's own folder is still known
        files = {
            path: kept[path]._replace(key=of[0]) if path in kept else _entry(base, path, *of)
            for path, of in made.items()
        }
        files[manifest.FILE_NAME] = _entry(base, manifest.FILE_NAME, b"", "")
        self._folder, self._made_from, self._files = base, made_from, files
        if self._cache:
            listing = _Listing(base, made_from, files, self._attic, self._attic_size)
            self._signer.write(self._cache / "outputs", _encode(listing))

    def _place(self, key: bytes) -> Path:
        assert self._cache
        name = key.hex()
        return self._cache / "replaced" / name[:2] / name[2:]

    def _clear_out(self) -> None:
        """Drop the files kept first, until half the bound is left."""
        for key in list(self._attic):
            if self._attic_size <= LIMIT // 2:
                break
            self._forget(key)

    def _forget(self, key: bytes) -> None:
        del self._attic[key]
        if self._cache is None:
            return
        place = self._place(key)
        try:
            size = place.stat().st_size
            place.unlink()
        except OSError:  # there was no file, or it is gone already
            return
        self._attic_size -= size


def _entry(base: str, path: str, key: bytes, known: str) -> Entry:
    stat = os.lstat(f"{base}{os.sep}{path}")
    return Entry(key, known, stat.st_size, stat.st_mtime_ns, stat.st_ino)


def settle() -> None:
    """Wait until a change of a file that was just written would bear a later time."""
    written = clock()
    while clock() <= written + TICK:
        time.sleep(TICK / 1_000_000_000)
