"""The files a theme brings along, with the colours of code added to its stylesheet."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from dossierpress.model.page import Artifact
from dossierpress.render import css
from dossierpress.theme import Theme

STYLESHEET = "theme.css"


def assets(theme: Theme) -> tuple[Artifact, ...]:
    """The theme's static files, below ``assets/``."""
    return tuple(Artifact(f"assets/{path}", data) for path, data in sorted(_files(theme).items()))


def versions(theme: Theme) -> Mapping[str, str]:
    """A short digest of each static file."""
    return {path: hashlib.blake2b(data, digest_size=4).hexdigest() for path, data in _files(theme).items()}


@lru_cache(maxsize=8)
def _files(theme: Theme) -> Mapping[str, bytes]:
    files = dict(theme.static)
    if STYLESHEET in files:
        light, dark = str(theme.options.get("code_light", "")), str(theme.options.get("code_dark", ""))
        rules = css.code_colours(light, dark) if light and dark else ""
        files[STYLESHEET] = css.compact(files[STYLESHEET].decode() + rules).encode()
    return files
