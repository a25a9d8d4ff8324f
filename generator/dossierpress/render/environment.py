"""A theme's templates, ready to run: filters and globals, and nothing of the outside world."""

import marshal
from functools import lru_cache, partial

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from dossierpress.render import filters
from dossierpress.render.assets import versions
from dossierpress.render.catalogue import catalogue
from dossierpress.theme import Code, Theme

#: Run before the first paint: the reader's own choice of paper. Its hash is in the page's security policy.
_CHOSEN_PAPER = Markup("try{document.documentElement.dataset.theme=localStorage.theme||''}catch{}")


@lru_cache(maxsize=8)
def environment(theme: Theme, lang: str) -> Environment:
    """The templates of ``theme``, speaking ``lang``."""
    env = Environment(
        loader=FunctionLoader(partial(_source, theme)),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
        bytecode_cache=_Compiled(theme.code) if theme.code else None,
    )
    words = catalogue(theme, lang)
    env.newstyle_gettext = True  # type: ignore[attr-defined]  # added by the extension, whose own calls are slow
    env.globals.update(_=words.gettext, gettext=words.gettext, ngettext=words.ngettext)
    env.filters.update(filters.FILTERS)
    env.globals.update(filters.GLOBALS)
    env.globals.update(
        ui=lang, options=dict(theme.options), asset_versions=versions(theme), chosen=_CHOSEN_PAPER
    )
    return env


class _Compiled(BytecodeCache):
    """Templates that were compiled before, by their names and texts."""

    def __init__(self, code: Code) -> None:
        self._code = code

    def load_bytecode(self, bucket: Bucket) -> None:
        """Jinja's own form has a pickle in it; ours is what Python makes of code, and signed."""
        data = self._code.get(_key(bucket))
        if data is not None:
            bucket.code = marshal.loads(data)  # noqa: S302  (`store.code` says why it is trusted)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code.keep(_key(bucket), marshal.dumps(bucket.code))


def _key(bucket: Bucket) -> str:
    return f"{bucket.key}{bucket.checksum}"


def _source(theme: Theme, name: str) -> tuple[str, str, None] | None:
    """The template's text, and its name as the file that errors are located in."""
    return (theme.templates[name], name, None) if name in theme.templates else None
