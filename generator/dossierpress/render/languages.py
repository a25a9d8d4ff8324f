"""Facts about languages that pages need: direction, quotation marks."""

from functools import lru_cache

_RTL = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
_RTL_SCRIPTS = frozenset({"arab", "hebr", "nkoo", "syrc", "thaa"})

#: Opening and closing marks; French ones stand off by a narrow no-break space. After the CLDR's delimiters.
_QUOTES = {
    "fr": ("«\u202f", "\u202f»"), "en": ("“", "”"), "de": ("„", "“"), "es": ("«", "»"), "it": ("«", "»"),
    "pt": ("“", "”"), "nl": ("“", "”"), "ru": ("«", "»"), "uk": ("«", "»"), "ar": ("«", "»"), "fa": ("«", "»"),
    "pl": ("„", "”"), "tr": ("“", "”"), "cs": ("„", "“"), "el": ("«", "»"), "zh": ("“", "”"), "ja": ("「", "」"),
    "he": ("”", "”"), "sv": ("”", "”"), "fi": ("”", "”"), "hu": ("„", "”"), "ro": ("„", "”"),
}  # fmt: skip


@lru_cache(maxsize=256)
def primary(tag: str) -> str:
    """The language of a BCP 47 tag without script and region: ``fr`` for ``fr-CH``."""
    return tag.partition("-")[0].lower()


def direction(tag: str) -> str:
    """``rtl`` or ``ltr``; a script subtag decides (``az-Arab``), else the language."""
    scripts = {part.lower() for part in tag.split("-")[1:] if len(part) == 4}
    if scripts:
        return "rtl" if scripts & _RTL_SCRIPTS else "ltr"
    return "rtl" if primary(tag) in _RTL else "ltr"


def quoted(text: str, tag: str) -> str:
    """The text between the quotation marks of its language; marks it already has on both ends are kept."""
    opening, closing = _QUOTES.get(primary(tag), _QUOTES["en"])
    bare = text.strip()
    if bare[:1] + bare[-1:] in {"«»", "“”", "„“", "„”"}:
        return bare
    return f"{opening}{bare}{closing}"
