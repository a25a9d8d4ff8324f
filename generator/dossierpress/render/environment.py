"""A theme's templates, ready to run: filters and globals, and nothing of the outside world."""

from functools import lru_cache

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from dossierpress.render import filters
from dossierpress.render.assets import versions
from dossierpress.render.catalogue import catalogue
from dossierpress.theme import Theme

#: Run before the first paint: the reader's own choice of paper. Its hash is in the page's security policy.
_CHOSEN_PAPER = Markup("try{document.documentElement.dataset.theme=localStorage.theme||''}catch{}")


@lru_cache(maxsize=8)
def environment(theme: Theme, lang: str) -> Environment:
    """The templates of ``theme``, speaking ``lang``."""
    env = Environment(
        loader=DictLoader(dict(theme.templates)),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    words = catalogue(theme, lang)
    env.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    env.filters.update(filters.FILTERS)
    env.globals.update(filters.GLOBALS)
    env.globals.update(
        ui=lang, options=dict(theme.options), asset_versions=versions(theme), chosen=_CHOSEN_PAPER
    )
    return env
