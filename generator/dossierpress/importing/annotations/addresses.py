"""Which article of the dossier an address is about.

The same page has many addresses: with http or https, with www or without, with a trace of a newsletter or a
fragment, as an archived copy, behind a proxy for annotating. They are brought to one form before they are compared.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from dossierpress.config import Config
from dossierpress.model import addresses as at
from dossierpress.model.document import Article

_ARCHIVES = re.compile(
    r"https?://(?:web\.archive\.org/web/[0-9]{1,14}[a-z_]*|archive\.(?:ph|is|today|li|md|vn|fo)/[0-9.-]{4,25}"
    r"|via\.hypothes\.is)/+(?=https?:/)",
    re.IGNORECASE,
)
#: Parameters that say where a reader came from.
_TRACES = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|yclid|igshid|_openstat", re.IGNORECASE)
_LONGEST = 4_000


def normal(url: str) -> str:
    """The one form of a web address; empty for anything else."""
    url = url.strip()[:_LONGEST]
    while match := _ARCHIVES.match(url):
        url = re.sub(r"^(https?:)/+", r"\1//", url[match.end() :], flags=re.IGNORECASE)
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return ""
    host = parts.hostname.rstrip(".").removeprefix("www.")
    path = unquote(parts.path).removesuffix("/index.html").rstrip("/")
    kept = [(key, value) for key, value in parse_qsl(parts.query, True) if not _TRACES.fullmatch(key)]
    return f"{host}{port}{path}{'?' + urlencode(kept) if kept else ''}"


class Pages:
    """The addresses of a dossier's articles: where they were published, their copies, their pages on the site."""

    def __init__(self, articles: Iterable[Article], config: Config) -> None:
        self._of = at.addresses(config.lang)
        self._base = config.url.rstrip("/") if config.url else ""
        self._articles: dict[str, Article] = {}
        for article in articles:
            for address in self._addresses(article):
                self._articles.setdefault(address, article)

    def article(self, urls: Iterable[str]) -> Article | None:
        """The article that one of the addresses leads to."""
        return next((found for url in urls if (found := self._articles.get(self._form(url)))), None)

    def own_note(self, origin: str) -> tuple[str, str] | None:
        """The article's id and the note's, if an annotation's id is the permalink of a note of this dossier."""
        form = self._form(origin)
        base = normal(f"{self._base}/")
        path = form.removeprefix(base) if base and form.startswith(f"{base}/") else form
        match = re.fullmatch(r"/([0-9]{1,20})/([a-z0-9-]+)", path)
        return (match[1], match[2]) if match else None

    def _form(self, url: str) -> str:
        """One form of an address; one without a server, as a site without an address exports it, is a path."""
        if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", url.strip()):
            return normal(url)
        path = re.sub(r"^(?:\.{0,2}/)*", "", url.strip()[:_LONGEST].partition("#")[0])
        return f"/{unquote(path).removesuffix('index.html').rstrip('/')}"

    def _addresses(self, article: Article) -> Iterator[str]:
        source = article.meta.source
        pages = (at.article_url(article, self._of), at.short_url(article))
        yield from (f"{page.rstrip('/')}" for page in pages)
        own = (f"{self._base}{page}" for page in pages) if self._base else ()
        written = (source.url, source.archive)
        yield from (form for url in (*own, *written) if url and (form := normal(url)))
