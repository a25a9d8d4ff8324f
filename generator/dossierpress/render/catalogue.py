"""The interface's words in a language, from a theme's gettext catalogues."""

import gettext
from functools import lru_cache
from io import BytesIO

from markupsafe import Markup

from dossierpress.render.languages import primary
from dossierpress.render.typography import typo
from dossierpress.theme import Theme

#: The language the templates are written in; it needs no catalogue.
SOURCE = "en"


class Catalogue:
    """Translations into one language, spaced as that language is. ``lang`` is the language spoken."""

    def __init__(self, lang: str, data: bytes | None) -> None:
        self.lang = lang
        self._words = gettext.GNUTranslations(BytesIO(data)) if data else gettext.NullTranslations()
        self._fixed = lru_cache(maxsize=1 << 10)(self._filled)

    def gettext(self, message: str, /, **values: object) -> Markup:
        """The message in the catalogue's language, with ``values`` for its ``%(names)s``."""
        return self._filled(message, **values) if values else self._fixed(message)

    def ngettext(self, one: str, many: str, n: int, /, **values: object) -> Markup:
        """The form of the message for ``n`` things, which it may name ``%(num)s``."""
        return self._spaced(self._words.ngettext(one, many, n)) % {"num": n, **values}

    def _filled(self, message: str, /, **values: object) -> Markup:
        return self._spaced(self._words.gettext(message)) % values

    def _spaced(self, words: str) -> Markup:
        return Markup(typo(words, self.lang))  # noqa: S704  (the theme's own words; values are escaped)


def spoken(theme: Theme, *wishes: str) -> str:
    """The first wished language the theme speaks, English if it speaks none of them."""
    for lang in map(primary, wishes):
        if lang == SOURCE or lang in theme.catalogues:
            return lang
    return SOURCE


def catalogue(theme: Theme, lang: str) -> Catalogue:
    """The theme's words in ``lang``."""
    return Catalogue(lang, theme.catalogues.get(lang))
