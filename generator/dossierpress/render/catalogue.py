"""The interface's words in a language, from a theme's gettext catalogues."""

import gettext
from io import BytesIO

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

    def gettext(self, message: str) -> str:
        """The message in the catalogue's language."""
        return typo(self._words.gettext(message), self.lang)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """The form of the message for ``n`` things."""
        return typo(self._words.ngettext(one, many, n), self.lang)


def spoken(theme: Theme, *wishes: str) -> str:
    """The first wished language the theme speaks, English if it speaks none of them."""
    for lang in map(primary, wishes):
        if lang == SOURCE or lang in theme.catalogues:
            return lang
    return SOURCE


def catalogue(theme: Theme, lang: str) -> Catalogue:
    """The theme's words in ``lang``."""
    return Catalogue(lang, theme.catalogues.get(lang))
