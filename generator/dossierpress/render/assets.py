"""The files a theme brings along, its stylesheets made small, and the colours of code in one of their own."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from dossierpress.model.page import Artifact
from dossierpress.render import css
from dossierpress.theme import CODE, Theme


def assets(theme: Theme) -> tuple[Artifact, ...]:
    """The theme's static files that pages use, below ``assets/``."""
    files = static_files(theme)
    return tuple(Artifact(f"assets/{path}", files[path]) for path in theme.assets)


def versions(theme: Theme) -> Mapping[str, str]:
    """A short digest of each static file that pages use."""
    files = static_files(theme)
    return {path: hashlib.blake2b(files[path], digest_size=4).hexdigest() for path in theme.assets}


@lru_cache(maxsize=8)
def static_files(theme: Theme) -> Mapping[str, bytes]:
    """All static files of the theme, by their path below ``assets/``."""
    files = {path: _small(path, data) for path, data in theme.static.items()}
    if CODE in theme.assets and CODE not in files:
        light, dark = str(theme.options["code_light"]), str(theme.options["code_dark"])
        files[CODE] = css.code_colours(light, dark).encode()
    return files


def _small(path: str, data: bytes) -> bytes:
    """A stylesheet made small; bytes that are no UTF-8 stay as they are."""
    if not path.endswith(".css"):
        return data
    return css.compact(data.decode(errors="surrogateescape")).encode(errors="surrogateescape")
