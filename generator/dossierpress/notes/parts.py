"""The values of a note that nest, as plain mappings of texts: its sources, and what its claim says itself."""

from collections.abc import Mapping, Sequence

from dossierpress.model.meta import Citation, Claim, Stance

#: The keys of a source and of a claim, in the order in which they are written.
SOURCE = ("title", "url", "publisher", "date")
CLAIM = ("id", "statement", "by", "stance", "date", "others", "verdict", "sources")
#: Those of a claim that are texts.
SAID = ("statement", "by", "stance", "date", "verdict")


def sources(cited: Sequence[Citation]) -> tuple[Mapping[str, str], ...]:
    """Each source with the keys it has."""
    return tuple(_filled(source, SOURCE) for source in cited)


def claim(said: Claim | None) -> Mapping[str, str]:
    """What a claim says by itself, without the positions of others; empty when there is none."""
    return _filled(said, SAID) if said else {}


def says(said: Claim | None, wanted: Mapping[str, str | None]) -> bool:
    """Whether a claim has these values; ``None`` is whatever holds without the key."""
    now = {"stance": Stance.AFFIRMS.value, **claim(said)}
    without = {"stance": Stance.AFFIRMS.value}
    return said is not None and all(
        now.get(key, "") == (value or without.get(key, "")) for key, value in wanted.items()
    )


def others_kept(one: Claim | None, other: Claim | None) -> bool:
    """Whether what `SAID` leaves out of two claims is the same."""
    return (
        one is None
        or other is None
        or all(getattr(one, k) == getattr(other, k) for k in set(CLAIM) - set(SAID))
    )


def _filled(value: Citation | Claim, keys: Sequence[str]) -> dict[str, str]:
    texts = ((key, getattr(value, key)) for key in keys)
    return {key: str(getattr(text, "text", text)) for key, text in texts if text is not None}
