"""Bytes to text: byte order mark, strict UTF-8, then a guess; never a character lost without a word."""

import codecs
import re
from dataclasses import dataclass

from dossierpress.importing.draft import Sure

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
#: A UTF-8 sequence of two to four bytes as it looks when each byte was read as one character.
_DOUBLED = re.compile(
    "[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3}"
)
_CP1252 = {ord(bytes([byte]).decode("cp1252", "ignore") or chr(byte)): byte for byte in range(0x80, 0xA0)}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read by, how sure that is, and what had to be repaired (in words)."""

    text: str
    encoding: str
    sure: Sure
    changes: tuple[str, ...] = ()


class NotText(ValueError):  # noqa: N818  (a finding about the file, not a failure of the program)
    """The bytes are no text in any encoding we know."""


def decode(data: bytes) -> Decoded:
    """Decode ``data``; raise `NotText` when it cannot be text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    if b"\0" in data:
        raise NotText("it holds zero bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)
    return _undoubled(text)


def _marked(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as problem:
        raise NotText(f"it begins like {encoding} but is not: {problem.reason}") from None
    if encoding == "utf-8":
        return _undoubled(text)
    return Decoded(text, encoding, Sure.CERTAIN)


def _guessed(data: bytes) -> Decoded:
    import chardet  # noqa: PLC0415  (heavy, and most texts are UTF-8)

    guess = chardet.detect(data[:_SAMPLE])
    encoding = str(guess["encoding"] or "")
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        raise NotText("its characters are in no encoding we could recognise") from None
    sure = Sure.LIKELY if float(guess["confidence"] or 0) >= 0.8 else Sure.GUESS
    return Decoded(text, encoding.lower(), sure)


def _undoubled(text: str) -> Decoded:
    """Undo UTF-8 that was read as Windows-1252 and encoded again, only if the whole text says so.

    Certain means: every character beyond ASCII is part of such a sequence, and there are at least two.
    """
    plain = Decoded(text, "utf-8", Sure.CERTAIN)
    if text.isascii():
        return plain
    squeezed = text.translate(_CP1252)
    if len(_DOUBLED.findall(squeezed)) < 2 or not _DOUBLED.sub("", squeezed).isascii():
        return plain
    repaired = squeezed.encode("latin-1").decode("utf-8", "strict") if _decodable(squeezed) else text
    if repaired == text:
        return plain
    return Decoded(repaired, "utf-8", Sure.LIKELY, ("UTF-8 that had been encoded twice was repaired",))


def _decodable(squeezed: str) -> bool:
    try:
        squeezed.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    return True
