"""A file of signed values by key, to which builds append, with an index beside it.

The file ``<name>.pack`` holds values one after the other, ``<name>.index`` where each begins and when it was last
used. Each value and the index bear a signature over their key and content. What is not signed by our key, is cut off or
belongs to another version of the program is as good as absent. The index is
replaced in one step after the values are written: a build that is killed leaves the old index, and what it had
appended is overwritten by the next.
"""

import os
from pathlib import Path
from typing import NamedTuple

import msgspec

from dossierpress.store.signed import SIGNATURE, Signer

#: A pack above this size drops what was not used for longest (bytes).
LIMIT = 512 * 1024 * 1024
#: Below this size unused values are no matter: they make going back to an older state quick (bytes).
SMALL = 32 * 1024 * 1024
_BUFFER = 1024 * 1024


class _Place(NamedTuple):
    """Where a value stands, its length with the signature, and the number of the build that used it last."""

    offset: int
    length: int
    used: int


class _Index(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    build: int
    length: int
    places: dict[bytes, _Place]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Index).decode


class Pack:
    """The values of one file.

    Nothing is written before the first `put`, and what was put is lost unless `save` is called.
    """

    def __init__(self, folder: Path, name: str, signer: Signer, *, limit: int = LIMIT) -> None:
        self._file, self._beside = folder / f"{name}.pack", folder / f"{name}.index"
        self._signer, self._limit = signer, limit
        self._handle = -1
        self._buffer = bytearray()
        index = self._read_index()
        self._build, self._length, self._places = index.build + 1, index.length, index.places
        self._used: set[bytes] = set()
        self._saved = self._length

    def get(self, key: bytes) -> bytes | None:
        """The value kept under ``key``, if it is there and whole."""
        place = self._places.get(key)
        if place is None:
            return None
        data = self._read(place)
        if len(data) != place.length or data[:SIGNATURE] != self._signer.sign(key, data[SIGNATURE:]):
            del self._places[key]
            return None
        self._used.add(key)
        return data[SIGNATURE:]

    def put(self, key: bytes, data: bytes) -> None:
        """Keep a value."""
        signed = self._signer.sign(key, data) + data
        self._places[key] = _Place(self._length, len(signed), self._build)
        self._used.add(key)
        self._buffer += signed
        self._length += len(signed)
        if len(self._buffer) > _BUFFER:
            self._flush()

    def use(self, key: bytes) -> bool:
        """Whether there is a value under ``key``; counts as a use, and does not read it."""
        found = key in self._places
        if found:
            self._used.add(key)
        return found

    def save(self, *, shrink: bool = True) -> None:
        """Make what was put last, and forget what is too much, unless told not to ``shrink``."""
        if self._length != self._saved:
            self._mark_used()
            if shrink:
                self._shrink()
            self._flush()
            self._write_index()

    def close(self) -> None:
        """Let go of the file."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def _mark_used(self) -> None:
        for key in self._used:
            place = self._places.get(key)
            if place:
                self._places[key] = _Place(place.offset, place.length, self._build)

    def _shrink(self) -> None:
        """Write the pack anew when it is above its limit, or mostly of no use: the latest used values are kept."""
        used = sum(self._places[key].length for key in self._used if key in self._places)
        if self._length <= max(SMALL, 4 * used) and self._length <= self._limit:
            return
        budget = max(used, min(self._limit // 2, 2 * used))
        ordered = sorted(self._places.items(), key=lambda item: (-item[1].used, item[1].offset))
        values: list[tuple[bytes, bytes]] = []
        for key, place in ordered:
            budget -= place.length
            if budget < 0:
                break
            values.append((key, self._read(place)))
        self._start_anew(values)

    def _start_anew(self, values: list[tuple[bytes, bytes]]) -> None:
        old = self._places
        self._beside.unlink(missing_ok=True)  # it does not describe the file that comes now
        self.close()
        self._file.unlink(missing_ok=True)
        self._places, self._length, self._saved, self._buffer = {}, 0, 0, bytearray()
        for key, signed in values:
            self._places[key] = _Place(self._length, len(signed), old[key].used)
            self._buffer += signed
            self._length += len(signed)

    def _read(self, place: _Place) -> bytes:
        if place.offset + place.length > self._length - len(self._buffer):
            self._flush()
        try:
            return os.pread(self._open(), place.length, place.offset)
        except OSError:
            return b""

    def _open(self) -> int:
        """The file, for reading at least."""
        if self._handle < 0:
            try:
                self._handle = os.open(self._file, os.O_RDWR | getattr(os, "O_BINARY", 0))
            except PermissionError:
                self._handle = os.open(self._file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        return self._handle

    def _flush(self) -> None:
        if not self._buffer:
            return
        if self._handle < 0:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._handle = os.open(self._file, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        start = self._length - len(self._buffer)
        view = memoryview(self._buffer)
        while view:
            written = os.pwrite(self._handle, view, start)
            view, start = view[written:], start + written
        self._buffer = bytearray()

    def _write_index(self) -> None:
        os.ftruncate(self._open(), self._length)
        self._signer.write(self._beside, _encode(_Index(self._build, self._length, self._places)))
        self._saved = self._length

    def _read_index(self) -> _Index:
        index = self._signer.read(self._beside, _decode)
        whole = index and self._file.is_file() and index.length <= self._file.stat().st_size
        return index if index and whole else _Index(0, 0, {})
