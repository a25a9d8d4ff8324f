"""What earlier builds found out: parsed files and settings, by the digest of all they were made from.

Nothing in it is needed: whatever is missing, cut off, of another program or of nobody we know is made again. See
``generator/decisions/`` for the format and for what is trusted.
"""

from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from dossierpress.diagnostics import DossierError
from dossierpress.store import codec
from dossierpress.store.code import Code
from dossierpress.store.outputs import Outputs
from dossierpress.store.pack import Pack
from dossierpress.store.salt import salt
from dossierpress.store.secret import secret, state_folder
from dossierpress.store.seen import Seen
from dossierpress.store.signed import Signer

if TYPE_CHECKING:
    from dossierpress.model.body import Layer
    from dossierpress.store.documents import Outcome, Packed

T = TypeVar("T")
#: Layers that stay decoded: a page looks at its own several times.
_LAYERS = 128


class Memo:
    """Values by what they were made from, on disk and, between builds of one process, in memory.

    Opened once for a build, or once for many (the preview); `save` makes last what was learnt.
    """

    def __init__(
        self, folder: Path | None, signer: Signer, pack: "Pack | _Drawer", code: Code | None = None
    ) -> None:
        """``folder`` is where the lists of files are kept, ``pack`` where values are, ``code`` where templates."""
        self._folder, self.signer, self._pack = folder, signer, pack
        self.code = code
        self._values: dict[bytes, object] = {}
        self._decoders: dict[object, Callable[[bytes], Any]] = {}
        self._asked: set[bytes] = set()
        self._sparing = False
        self.seen = Seen.read(folder / "seen", signer) if folder else Seen({})
        self.outputs = Outputs.read(folder, signer)
        self.layer = lru_cache(_LAYERS)(self._layer)

    @classmethod
    def open(cls, folder: Path) -> "Memo":
        """The memo in a dossier's cache folder, which need not exist yet."""
        signer = Signer(secret(), salt())
        return cls(folder, signer, Pack(folder, "memo", signer), _code(signer))

    @classmethod
    def beside(cls, folder: Path) -> "Memo":
        """The same, but what is learnt stays in memory: for a preview, while builds may come and go."""
        signer = Signer(secret(), salt())
        return cls(None, signer, _Drawer(Pack(folder, "memo", signer)), _code(signer))

    @classmethod
    def none(cls) -> "Memo":
        """One that knows nothing and keeps nothing on disk (``--no-cache``)."""
        return cls(None, Signer(secret(), b""), _Drawer())

    def parsed(self, key: bytes) -> "Outcome | None":
        """What parsing gave for ``key`` (`key_of`), if it is known whole."""
        outcome = self._value(key, self._outcome)
        return outcome if outcome and all(map(self._pack.use, outcome.layers)) else None

    def keep_parsed(self, key: bytes, packed: "Packed") -> "Outcome":
        """Keep what parsing gave, as `documents.pack` made it; layers are read again when they are needed."""
        for digest, layer in packed.layers.items():
            self._pack.put(digest, layer)
        self._pack.put(key, packed.facts)
        self._values[key] = outcome = self._outcome(packed.facts)
        self._asked.add(key)
        return outcome

    def remember(self, cls: type[T], what: str, source: bytes, make: Callable[[], T]) -> T:
        """The value that ``make`` gives for ``source``; not made again while it is known."""
        key = self.key_of(what, source)
        value = self._value(key, self._decoder(cls))
        if value is None:
            value = make()
            self._pack.put(key, codec.encode(value))
            self._values[key] = value
        return value

    def recall(self, cls: type[T], what: str, source: bytes) -> T | None:
        """The value kept for ``source``, if any."""
        return self._value(self.key_of(what, source), self._decoder(cls))

    def keep(self, what: str, source: bytes, value: object) -> None:
        """Keep a value for ``source``."""
        key = self.key_of(what, source)
        self._pack.put(key, codec.encode(value))
        self._values[key] = value
        self._asked.add(key)

    def hold(self, key: bytes, data: bytes) -> None:
        """Keep bytes that say what was made under a key, unless they are kept already."""
        if not self._pack.use(key):
            self._pack.put(key, data)

    def held(self, key: bytes) -> bytes | None:
        """The bytes kept under ``key``, if any."""
        return self._pack.get(key)

    def read(self, name: str, decode: Callable[[bytes], T]) -> T | None:
        """The value of a file of the cache that is of the last build, if it is as we wrote it."""
        return self.signer.read(self._folder / name, decode) if self._folder else None

    def write(self, name: str, data: bytes) -> None:
        """Replace such a file."""
        if self._folder:
            self.signer.write(self._folder / name, data)

    def spare(self) -> None:
        """Forget nothing at the next `save`: a build that asks for little says little of what is of use."""
        self._sparing = True

    def _decoder(self, cls: type[T]) -> Callable[[bytes], T]:
        if cls not in self._decoders:
            self._decoders[cls] = msgspec.json.Decoder(cls).decode
        return self._decoders[cls]

    @staticmethod
    def key_of(what: str, *parts: bytes) -> bytes:
        """The key of a kind of value by all it is made from."""
        return codec.digest(what.encode(), *parts)

    def save(self) -> None:
        """Make last what was learnt, and forget what this build did not ask for (in memory; on disk it may stay)."""
        try:
            self._pack.save(shrink=not self._sparing)
            if self._folder:
                self.seen.write(self._folder / "seen", self.signer)
        except OSError:  # a full or read-only disk costs the next build some time, and nothing else
            self._pack.close()
        if not self._sparing:
            self._values = {key: self._values[key] for key in self._asked if key in self._values}
            self._asked = set()
        self._sparing = False
        self.seen = Seen(self.seen.now)

    def close(self) -> None:
        """Let go of the files."""
        self._pack.close()

    def _value(self, key: bytes, decode: Callable[[bytes], T]) -> T | None:
        self._asked.add(key)
        known = self._values.get(key)
        if known is not None:
            return known  # type: ignore[return-value]  # the key says which kind of value it is
        data = self._pack.get(key)
        if data is None:
            return None
        try:
            value = decode(data)
        except msgspec.DecodeError:
            return None
        self._values[key] = value
        return value

    @cached_property
    def _outcome(self) -> "Callable[[bytes], Outcome]":
        from dossierpress.store.documents import Unpacker  # noqa: PLC0415  (the whole model: only for a build)

        return Unpacker(self.layer).outcome

    def _layer(self, digest: str) -> "Layer":
        from dossierpress.store.documents import unpack_layer  # noqa: PLC0415

        data = self._pack.get(bytes.fromhex(digest))
        if data is None:
            raise LostError
        return unpack_layer(data)


def _code(signer: Signer) -> Code | None:
    try:
        return Code(state_folder() / "templates", signer)
    except RuntimeError:  # the user has no home
        return None


class LostError(DossierError):
    """A part of the cache was damaged since it was opened."""

    def __init__(self) -> None:
        super().__init__("the cache is damaged", hint="delete the folder .dossier", exit_code=1)

    def __reduce__(self) -> "tuple[type[LostError], tuple[()]]":
        """Made anew where another process found it."""
        return LostError, ()


class _Drawer:
    """A `Pack` in memory, upon one that is only read if there is one beneath."""

    def __init__(self, beneath: Pack | None = None) -> None:
        self._values: dict[bytes, bytes] = {}
        self._beneath = beneath

    def get(self, key: bytes) -> bytes | None:
        return self._values.get(key) or (self._beneath.get(key) if self._beneath else None)

    def put(self, key: bytes, data: bytes) -> None:
        self._values[key] = data

    def use(self, key: bytes) -> bool:
        return key in self._values or bool(self._beneath and self._beneath.use(key))

    def save(self, *, shrink: bool = True) -> None:
        """There is nowhere to save it."""

    def close(self) -> None:
        if self._beneath:
            self._beneath.close()
