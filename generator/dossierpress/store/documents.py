"""Documents, and values that hold their bodies, as bytes and back: typed, so that what is read has its form.

Facts (front matter, plain text, references, findings) are JSON; the layers of bodies, which few builds need, are
kept apart in MessagePack, each under its digest. Decoding runs no code of the data's choosing, unlike pickle's.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar

import msgspec

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.body import Block, Body, Heading, Layer, Reference
from dossierpress.model.document import Article, Entity, Event, FreePage, Note, Parsed
from dossierpress.model.source import SourcePath
from dossierpress.store.codec import digest

T = TypeVar("T")


class _Facts(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """What parsing a file gave; a file holds documents of one kind. Bodies are named by their digests."""

    articles: tuple[Article, ...]
    notes: tuple[Note, ...]
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    pages: tuple[FreePage, ...]
    diagnostics: tuple[Diagnostic, ...]


class _Text(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """A body without its layer, of which the digest is given."""

    text: str
    blocks: tuple[Block, ...]
    headings: tuple[Heading, ...]
    references: tuple[Reference, ...]
    ids: tuple[str, ...]
    path: SourcePath
    layer: str


class Packed(NamedTuple):
    """What parsing a file gave, as bytes: the facts, and the layers of its bodies by digest."""

    facts: bytes
    layers: dict[bytes, bytes]


class Outcome(NamedTuple):
    """What parsing a file gave. ``layers`` are the digests of the layers its bodies need."""

    documents: tuple[Parsed, ...]
    diagnostics: tuple[Diagnostic, ...]
    layers: tuple[bytes, ...] = ()


def _plain(value: object) -> object:
    """How a body is written within another value: by its digest."""
    if isinstance(value, Body):
        if not value.digest:
            value.digest = digest(_encoder.encode(_text(value, pack_layer(value.layer)))).hex()
        return value.digest
    raise TypeError(f"no part of a kept value: {type(value)}")


def _text(body: Body, layer: bytes) -> _Text:
    known = digest(layer).hex()
    return _Text(body.text, body.blocks, body.headings, body.references, body.ids, body.path, known)


_encoder = msgspec.json.Encoder(enc_hook=_plain)
_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(Layer).decode
_texts = msgspec.json.Decoder(tuple[_Text, ...]).decode


def encode(value: object) -> bytes:
    """A value that may hold bodies, as JSON, as `codec.encode` does. Raises UnicodeEncodeError as that does."""
    return _encoder.encode(value)


def decoder(cls: type[T], body: Callable[[str], Body]) -> Callable[[bytes], T]:
    """Reads what `encode` made of a ``cls``; ``body`` finds a body by its digest. Raises `msgspec.DecodeError`."""

    def found(kind: type, value: Any) -> Body:
        if kind is not Body or not isinstance(value, str):
            raise ValueError("no body")
        return body(value)

    return msgspec.json.Decoder(cls, dec_hook=found).decode


def pack(documents: tuple[Parsed, ...], diagnostics: tuple[Diagnostic, ...]) -> Packed:
    """Documents and findings as bytes; the same for equal ones."""
    layers, texts = {}, []
    for document in documents:
        data = pack_layer(document.body.layer)
        layers[digest(data)] = data
        texts.append(_text(document.body, data))
    facts = _Facts(
        tuple(d for d in documents if isinstance(d, Article)),
        tuple(d for d in documents if isinstance(d, Note)),
        tuple(d for d in documents if isinstance(d, Entity)),
        tuple(d for d in documents if isinstance(d, Event)),
        tuple(d for d in documents if isinstance(d, FreePage)),
        diagnostics,
    )
    return Packed(encode(texts) + b"\n" + encode(facts), layers)


class Unpacker:
    """Reads facts; ``layer`` gives the layer of a digest when a page needs it."""

    def __init__(self, layer: Callable[[str], Layer]) -> None:
        self._layer = layer
        self._bodies: dict[str, Body] = {}
        self._facts = msgspec.json.Decoder(_Facts, dec_hook=self._body).decode

    def outcome(self, data: bytes) -> Outcome:
        """What `pack` was given. Raises `msgspec.DecodeError` (or its subclass for wrong types) for anything else."""
        head, _, tail = data.partition(b"\n")
        texts = _texts(head)
        # Texts of a file are told apart by their own bytes; those of a file with one document are the whole head.
        keys = [digest(head[1:-1] if len(texts) == 1 else encode(text)).hex() for text in texts]
        self._bodies = {key: self._made(text, key) for key, text in zip(keys, texts, strict=True)}
        facts = self._facts(tail)
        documents = (*facts.articles, *facts.notes, *facts.entities, *facts.events, *facts.pages)
        return Outcome(documents, facts.diagnostics, tuple(bytes.fromhex(text.layer) for text in texts))

    def _made(self, text: _Text, key: str) -> Body:
        return Body(
            text=text.text,
            blocks=text.blocks,
            headings=text.headings,
            references=text.references,
            ids=text.ids,
            path=text.path,
            layer=partial(self._layer, text.layer),
            digest=key,
        )

    def _body(self, kind: type, value: Any) -> Body:
        if kind is not Body or not isinstance(value, str) or value not in self._bodies:
            raise ValueError("no body")
        return self._bodies[value]


def pack_layer(layer: Layer) -> bytes:
    """A layer as MessagePack."""
    return _pack(layer)


def unpack_layer(data: bytes) -> Layer:
    """The layer of `pack_layer`."""
    return _unpack(data)
