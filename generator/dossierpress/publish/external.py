"""Links to other sites: asked for politely, a few at a time, and remembered.

Two requests to one host at once at most, with a pause between them; HEAD first, GET when a server does not care for
HEAD; what answers is not asked again for a week. Nothing is downloaded: the connection is closed after the headers.
"""

import asyncio
import ipaddress
import json
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx

from dossierpress import __version__
from dossierpress.store.files import write_atomic

CACHE = "links.json"
#: A page that answered is not asked again before (seconds).
FRESH = 7 * 86_400
_AGENT = f"dossierpress/{__version__} (link check; +https://github.com/dossierpress/dossierpress)"
_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_MOST_REDIRECTS = 10
_GONE = (404, 410)
_UNREACHED = "cannot be reached"
_BUSY = (429, 500, 502, 503, 504)


class State(StrEnum):
    """What is known of a link."""

    FINE = "fine"
    MOVED = "moved"
    DEAD = "dead"
    UNSURE = "unsure"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of asking for an address. ``target`` is where a moved one leads; ``at`` when it was asked."""

    state: State
    reason: str = ""
    target: str = ""
    at: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How the servers of others are treated; times in seconds."""

    together: int = 16
    per_host: int = 2
    pause: float = 0.3
    patience: float = 15.0
    tries: int = 3
    longest_wait: float = 20.0
    private: bool = False
    """Whether addresses of this machine and of private networks are asked too."""


@dataclass(slots=True)
class _Asker:
    """The connections of one run, and what limits them."""

    client: httpx.AsyncClient
    manners: Manners
    all: asyncio.Semaphore
    hosts: dict[str, asyncio.Semaphore] = field(default_factory=dict)

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Wait until the host of ``url`` may be asked again."""
        host = self.hosts.setdefault(urlsplit(url).netloc, asyncio.Semaphore(self.manners.per_host))
        async with host:
            async with self.all:
                yield
            await asyncio.sleep(self.manners.pause)

    async def head(self, url: str) -> httpx.Response:
        """The headers at ``url``, not following redirects. Raises `httpx.HTTPError`."""
        async with self.turn(url):
            answer = await self.client.head(url)
            if answer.status_code >= 400 and answer.status_code not in _BUSY:
                async with self.client.stream("GET", url) as answer:
                    pass
        return answer


def examine(
    urls: Iterable[str], known: Mapping[str, Answer], manners: Manners | None = None
) -> dict[str, Answer]:
    """Ask for each of ``urls``, their fragments left out, unless ``known`` has a fresh answer; answers by address."""
    manners = manners or Manners()
    wanted = dict.fromkeys(urldefrag(url).url for url in urls)
    fresh = {url: known[url] for url in wanted if url in known and _is_fresh(known[url])}
    with ThreadPoolExecutor(1) as apart:  # who calls may be in a loop of their own, which cannot hold another
        asked = apart.submit(asyncio.run, _examine([url for url in wanted if url not in fresh], manners))
        return {**fresh, **asked.result()}


def read_cache(folder: Path) -> dict[str, Answer]:
    """What earlier runs learned; nothing when that cannot be read."""
    try:
        records = json.loads((folder / CACHE).read_bytes())
        return {url: Answer(**{**record, "state": State(record["state"])}) for url, record in records.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def write_cache(folder: Path, answers: Mapping[str, Answer]) -> None:
    """Remember ``answers`` for the next run."""
    records = {url: asdict(answer) for url, answer in sorted(answers.items())}
    write_atomic(folder / CACHE, json.dumps(records, ensure_ascii=False, indent=0).encode())


def unconnected(answers: Mapping[str, Answer]) -> bool:
    """Whether not one of several sites could be reached: more likely the fault of this end."""
    hosts = {urlsplit(url).netloc for url in answers}
    return len(hosts) > 2 and all(a.reason.startswith(_UNREACHED) for a in answers.values())


def archived(url: str) -> str:
    """Where the Internet Archive lists its copies of a page, if it has any."""
    return f"https://web.archive.org/web/*/{url}"


def _is_fresh(answer: Answer) -> bool:
    return answer.state in (State.FINE, State.MOVED) and 0 <= time.time() - answer.at < FRESH


async def _examine(urls: list[str], manners: Manners) -> dict[str, Answer]:
    limits = httpx.Limits(max_connections=manners.together)
    headers = {"User-Agent": _AGENT, "Accept": "*/*"}
    async with httpx.AsyncClient(timeout=manners.patience, limits=limits, headers=headers) as client:
        asker = _Asker(client, manners, asyncio.Semaphore(manners.together))
        answers = await asyncio.gather(*(_patiently(url, asker) for url in urls))
    now = time.time()
    return {url: replace(answer, at=now) for url, answer in zip(urls, answers, strict=True)}


async def _patiently(url: str, asker: _Asker) -> Answer:
    """Ask again while the server is busy or does not answer."""
    answer, wait = Answer(State.UNSURE, "was not asked"), 0.0
    for attempt in range(asker.manners.tries):
        answer, wait = await _ask(url, asker)
        if wait < 0:
            break
        if attempt + 1 < asker.manners.tries:
            await asyncio.sleep(min(wait or asker.manners.pause * 2**attempt, asker.manners.longest_wait))
    return answer


async def _ask(url: str, asker: _Asker) -> tuple[Answer, float]:
    """The answer, and how long to wait before asking again (seconds; negative: it is final)."""
    seen, permanent, here = {url}, True, url
    for _ in range(_MOST_REDIRECTS):
        if not asker.manners.private and is_private(here):
            where = "leads to" if here != url else "is"
            return Answer(State.PRIVATE, f"{where} an address of a private network"), -1
        try:
            found = await asker.head(here)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as problem:
            return _no_answer(problem)
        to = found.headers.get("Location", "")
        if found.status_code not in _REDIRECTS or not to:
            return _final(url, here, found, moved=permanent)
        permanent = permanent and found.status_code in _PERMANENT
        here = urldefrag(urljoin(here, to)).url
        if here in seen:
            return Answer(State.DEAD, "leads in a circle"), -1
        if urlsplit(here).scheme not in ("http", "https"):
            return Answer(State.UNSURE, "leads to something that is no web page"), -1
        seen.add(here)
    return Answer(State.DEAD, f"leads on more than {_MOST_REDIRECTS} times"), -1


def _final(url: str, here: str, found: httpx.Response, *, moved: bool) -> tuple[Answer, float]:
    code = found.status_code
    reason = f"answers {code} {found.reason_phrase}".rstrip()
    if code in _GONE:
        return Answer(State.DEAD, reason), -1
    if code in _BUSY:
        return Answer(State.UNSURE, reason), _retry_after(found)
    if code >= 400:
        return Answer(State.UNSURE, reason), -1
    is_elsewhere = moved and here != url
    return Answer(State.MOVED if is_elsewhere else State.FINE, "", here if is_elsewhere else ""), -1


def _no_answer(problem: Exception) -> tuple[Answer, float]:
    if isinstance(problem, httpx.TimeoutException):
        return Answer(State.UNSURE, "does not answer in time"), 0
    if isinstance(problem, httpx.ConnectError):
        return Answer(State.DEAD, f"{_UNREACHED}: {problem or 'no connection'}"), 0
    return Answer(State.UNSURE, f"cannot be asked: {problem or type(problem).__name__}"), 0


def _retry_after(found: httpx.Response) -> float:
    """Seconds the server asks us to wait; its date form is rare, and then our own time does."""
    value = found.headers.get("Retry-After", "")
    return float(value) if value.isascii() and value.isdigit() else 0.0


def is_private(url: str) -> bool:
    """Whether an address is of this machine or of a private network, as far as its name tells."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal")) or "." not in host


def by_page(links: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """The pages each address (without its fragment) is on."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for page, url in links:
        found[urldefrag(url).url][page] = None
    return {url: tuple(pages) for url, pages in found.items()}
