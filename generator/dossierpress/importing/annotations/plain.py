"""Texts of strangers without the characters that no file of ours may hold."""

import re
import unicodedata

from dossierpress.importing.annotations.foreign import Passage

#: Longest passage that is kept; more would fill the front matter, and no editor could check it.
LONGEST_QUOTE = 5_000
_CONTEXT = 80
_LINE = 300
_TAGS = 50
_BAD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")


def clean(text: str) -> str:
    """Composed characters (NFC), one kind of line end; no controls, lone surrogates or direction overrides."""
    return unicodedata.normalize("NFC", _BAD.sub("", _ENDS.sub("\n", text)))


def line(text: str, longest: int = _LINE) -> str:
    """The text on one line, cut to ``longest`` characters."""
    text = _SPACES.sub(" ", text).strip()
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def passage(exact: str, prefix: str, suffix: str) -> Passage:
    """A passage on one line, with at most 80 characters of what stands on either side."""
    exact = _SPACES.sub(" ", exact).strip()
    before, after = _SPACES.sub(" ", prefix).strip(), _SPACES.sub(" ", suffix).strip()
    return Passage(exact, before[-_CONTEXT:], after[:_CONTEXT]) if exact else Passage()


def tags(texts: list[str]) -> tuple[str, ...]:
    """Each tag once, on one line, and not more of them than anyone would write."""
    lines = (line(text, 100) for text in texts)
    return tuple(dict.fromkeys(tag for tag in lines if tag))[:_TAGS]
