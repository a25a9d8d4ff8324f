"""Small files of the cache, signed and replaced whole: what is not as we wrote it is as good as absent."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec

from dossierpress.store.files import write_atomic

T = TypeVar("T")
SIGNATURE = 16


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs with ``secret`` what the program with this ``salt`` wrote (BLAKE2b-128, keyed: RFC 7693)."""

    secret: bytes
    salt: bytes

    def sign(self, name: bytes, data: bytes) -> bytes:
        """The signature of ``data`` under its name."""
        signature = blake2b(self.salt, digest_size=SIGNATURE, key=self.secret)
        signature.update(len(name).to_bytes(8, "little") + name)
        signature.update(data)
        return signature.digest()

    def read(self, file: Path, decode: Callable[[bytes], T]) -> T | None:
        """The value in ``file``, or None if there is none that we signed."""
        try:
            data = file.read_bytes()
        except OSError:
            return None
        if data[:SIGNATURE] != self.sign(file.name.encode(), data[SIGNATURE:]):
            return None
        try:
            return decode(data[SIGNATURE:])
        except msgspec.DecodeError:
            return None

    def write(self, file: Path, data: bytes, *, flush: bool = True) -> None:
        """Replace ``file`` in one step; without ``flush`` it may be gone after a power cut. Raises OSError."""
        write_atomic(file, self.sign(file.name.encode(), data) + data, flush=flush)
