"""Who may ask for what: the whole table of hosts, origins, sites, methods, tokens and addresses."""

import asyncio
import itertools
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from dossierpress.serve.guard import MAX_BODY, Gate, Guard, judge

HOSTS = ("127.0.0.1:8000", "localhost:8000", "[::1]:8000")
GATE = Gate(frozenset(HOSTS), "right-token")
Header = tuple[bytes, bytes]

BAD_HOSTS = (
    None, "", "evil.example", "evil.example:8000", "127.0.0.1", "localhost", "127.0.0.1:8001", "127.0.0.2:8000",
    "127.0.0.1:8000.evil.example", "localhost:8000@evil.example", "localhost.:8000", "0.0.0.0:8000", "[::]:8000",
    "127.1:8000", "2130706433:8000", "0x7f000001:8000", " 127.0.0.1:8000", "127.0.0.1:8000,evil.example",
)  # fmt: skip
ORIGINS = (
    None, "http://127.0.0.1:8000", "http://localhost:8000", "null", "", "https://127.0.0.1:8000", "http://127.0.0.1:3000",
    "http://evil.example", "http://127.0.0.1:8000.evil.example", "file://",
)  # fmt: skip
OWN_ORIGINS = (None, "http://127.0.0.1:8000", "http://localhost:8000")
#: Sec-Fetch-Site, -Mode and -Dest.
FETCHES = (
    (None, None, None), ("same-origin", "cors", "empty"), ("same-origin", "navigate", "document"),
    ("none", "navigate", "document"), ("cross-site", "navigate", "document"), ("same-site", "navigate", "document"),
    ("cross-site", "navigate", "iframe"), ("cross-site", "no-cors", "image"), ("cross-site", "no-cors", "script"),
    ("cross-site", "cors", "empty"), ("same-site", "cors", "empty"), ("same-site", "no-cors", "empty"),
)  # fmt: skip
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "PROPFIND")
TOKENS = (None, "", "wrong-token", "right-token")
PATHS = (
    "/",
    "/articles/x/",
    "/_dossier/",
    "/_dossier/status.json",
    "/_dossier/events",
    "/_dossier/api/rebuild",
)
LOCAL = ("127.0.0.1", 50000)


def scope(
    *,
    method: str = "POST",
    path: str = "/_dossier/api/rebuild",
    host: str | None = "127.0.0.1:8000",
    origin: str | None = None,
    fetch: tuple[str | None, ...] = (None, None, None),
    token: str | None = "right-token",
    kind: str | None = "application/json",
    length: str | None = None,
    client: tuple[str, int] | None = LOCAL,
    more: Iterable[Header] = (),
) -> dict[str, Any]:
    """The ASGI scope of a request that may pass, except for what a test says."""
    given = {
        "host": host, "origin": origin, "sec-fetch-site": fetch[0], "sec-fetch-mode": fetch[1],
        "sec-fetch-dest": fetch[2], "x-dossier-token": token, "content-type": kind, "content-length": length,
    }  # fmt: skip
    headers = [(name.encode(), value.encode()) for name, value in given.items() if value is not None]
    return {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(), "headers": [*headers, *more],
        "client": client, "query_string": b"",
    }  # fmt: skip


def allowed(method: str, path: str, fetch: tuple[str | None, ...], token: str | None) -> bool:
    """The rules in other words, for a request of a right host and origin."""
    reads = method in {"GET", "HEAD"}
    closed = path in {"/_dossier/events", "/_dossier/api/rebuild"}
    if not reads and not (path == "/_dossier/api/rebuild" and method in {"POST", "PUT", "PATCH", "DELETE"}):
        return False
    if closed or not reads:
        return token == "right-token" and fetch[0] in {None, "same-origin"}
    return fetch[0] in {None, "same-origin", "none"} or fetch[1:] == ("navigate", "document")


@pytest.mark.parametrize("method", METHODS)
def test_every_combination(method: str) -> None:
    """Of all combinations with a right host exactly those pass that the rules let pass."""
    cells = list(itertools.product(HOSTS, ORIGINS, FETCHES, TOKENS, PATHS))
    assert len(cells) * len(METHODS) > 50_000
    for host, origin, fetch, token, path in cells:
        asked = scope(method=method, host=host, origin=origin, fetch=fetch, token=token, path=path)
        expected = origin in OWN_ORIGINS and allowed(method, path, fetch, token)
        assert (judge(asked, GATE) is None) == expected, (method, host, origin, fetch, token, path)


@pytest.mark.parametrize("host", BAD_HOSTS)
def test_no_other_host(host: str | None) -> None:
    """A name that is not exactly one of ours gets nothing, whatever else is right."""
    for origin, fetch, method, token, path in itertools.product(ORIGINS, FETCHES, METHODS, TOKENS, PATHS):
        asked = scope(host=host, origin=origin, fetch=fetch, method=method, token=token, path=path)
        assert judge(asked, GATE) is not None


def test_one_host_only() -> None:
    """Two Host headers could be read differently by two readers."""
    refusal = judge(scope(more=[(b"host", b"127.0.0.1:8000")]), GATE)
    assert refusal
    assert refusal.status == 400


@pytest.mark.parametrize("header", [b"Host", b"HOST"])
def test_names_of_headers_have_no_case(header: bytes) -> None:
    """A header is the same in capitals."""
    asked = scope(host=None, more=[(header, b"LOCALHOST:8000")])
    assert judge(asked, GATE) is None


@pytest.mark.parametrize(
    "kind",
    [
        None,
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/plain; application/json",
    ],
)
def test_json_only(kind: str | None) -> None:
    """A form of another site cannot send JSON: what is not JSON is refused."""
    refusal = judge(scope(kind=kind), GATE)
    assert refusal
    assert refusal.status == 415


def test_json_with_a_charset() -> None:
    """Parameters of the type do not matter."""
    assert judge(scope(kind="application/json; charset=utf-8"), GATE) is None


@pytest.mark.parametrize("length", [str(MAX_BODY + 1), "9" * 400, "-1", "1e3", "²"])
def test_announced_size(length: str) -> None:
    """A body that says it is too long, or nonsense, is refused before it is read."""
    asked = scope(more=[(b"content-length", length.encode("latin-1"))])
    refusal = judge(asked, GATE)
    assert refusal
    assert refusal.status == 413
    assert judge(scope(length=str(MAX_BODY)), GATE) is None


@pytest.mark.parametrize("client", [None, ("192.168.1.7", 40000), ("10.0.0.1", 1)])
def test_others_only_read(client: tuple[str, int] | None) -> None:
    """Whoever looks from another device cannot change files, even with the token."""
    assert judge(scope(client=client), GATE)
    assert judge(scope(client=client, method="GET", path="/", token=None), GATE) is None


def exchange(asked: dict[str, Any], *chunks: bytes) -> tuple[list[dict[str, Any]], list[bytes]]:
    """What a guarded application sends for a request in chunks, and the bodies that reached it."""
    sent: list[dict[str, Any]] = []
    reached: list[bytes] = []
    waiting = [*chunks]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while (message := await receive())["more_body"]:
            reached.append(message["body"])
        await send(
            {"type": "http.response.start", "status": 200, "headers": [(b"content-security-policy", b"own")]}
        )
        await send({"type": "http.response.body", "body": b""})

    with ThreadPoolExecutor(1) as apart:  # a browser of another test may have a loop running in this thread
        apart.submit(lambda: asyncio.run(Guard(app, GATE)(asked, receive, send))).result()
    return sent, reached


def test_a_body_in_chunks_is_cut_off() -> None:
    """Without a length, reading ends as soon as it is too long."""
    from dossierpress.serve.guard import BodyTooLargeError

    half = b" " * (MAX_BODY // 2)
    sent, reached = exchange(scope(), half, half, b"")
    assert (sent[0]["status"], len(reached)) == (200, 2)
    with pytest.raises(BodyTooLargeError):
        exchange(scope(), half, half, b" ", b"")


def test_every_answer_has_security_headers() -> None:
    """Refusals too; a policy that an answer sets itself stays."""
    fine, refused = exchange(scope(), b"")[0][0], exchange(scope(host="evil.example"), b"")[0][0]
    assert (fine["status"], refused["status"]) == (200, 403)
    for answer in (fine, refused):
        headers = dict(answer["headers"])
        assert headers[b"cross-origin-resource-policy"] == b"same-origin"
        assert headers[b"x-frame-options"] == b"DENY"
        assert headers[b"x-content-type-options"] == b"nosniff"
        assert not [name for name in headers if name.startswith(b"access-control-")]
    assert dict(fine["headers"])[b"content-security-policy"] == b"own"
    assert b"default-src 'none'" in dict(refused["headers"])[b"content-security-policy"]


def test_no_websocket() -> None:
    """Anything but HTTP is left unanswered."""
    sent, reached = exchange({"type": "websocket", "headers": []})
    assert (sent, reached) == ([], [])
