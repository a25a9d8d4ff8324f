"""Who may ask for what: every request is judged by its raw headers, before anything else looks at it.

A preview is a server with write access to somebody's files, and every web page that is open in the same
browser can send requests to it. So: an exact list of Host names (DNS rebinding), Origin and Sec-Fetch-Site
(cross-site requests), and a token of this run, which only the preview's own pages know.
"""

import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from dossierpress.serve.policy import SECURITY

Scope = Mapping[str, Any]
Headers = Iterable[tuple[bytes, bytes]]

#: All that belongs to the preview itself lies below this address.
OWN = "/_dossier/"
#: Requests that change something lie below this one.
API = OWN + "api/"
#: What tells a page of changes. Only a page of the preview may listen.
EVENTS = OWN + "events"

TOKEN_HEADER = b"x-dossier-token"
#: The longest body of a request (bytes).
MAX_BODY = 1024 * 1024

_SAFE = frozenset({"GET", "HEAD"})
_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_LOOPBACK = ("127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Gate:
    """What this run accepts: its names with their ports, as a browser sends them, and its token."""

    hosts: frozenset[str]
    token: str

    @property
    def origins(self) -> frozenset[str]:
        """The origins of the preview's own pages."""
        return frozenset(f"http://{host}" for host in self.hosts)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered."""

    status: HTTPStatus
    reason: str


def judge(scope: Scope, gate: Gate) -> Refusal | None:
    """The refusal of a request, or None when it may pass. ``scope`` is an ASGI HTTP scope."""
    headers = _grouped(scope["headers"])
    method, path = scope["method"], scope["path"]
    protected = method not in _SAFE or path == EVENTS or path.startswith(API)
    return (
        _host(headers, gate)
        or _method(method, path)
        or _origin(headers, gate)
        or _site(headers, protected=protected)
        or (_token(headers, gate) if protected else None)
        or (_write(scope, headers) if method not in _SAFE else None)
    )


def _grouped(headers: Headers) -> dict[bytes, list[bytes]]:
    grouped: dict[bytes, list[bytes]] = {}
    for name, value in headers:
        grouped.setdefault(name.lower(), []).append(value)
    return grouped


def _host(headers: Mapping[bytes, list[bytes]], gate: Gate) -> Refusal | None:
    given = headers.get(b"host", [])
    if len(given) != 1:
        return Refusal(HTTPStatus.BAD_REQUEST, "a request names one host")
    if _text(given[0]).lower() not in gate.hosts:
        return Refusal(HTTPStatus.FORBIDDEN, "this name is not one the preview answers to")
    return None


def _method(method: str, path: str) -> Refusal | None:
    if method in _SAFE or (method in _WRITES and path.startswith(API)):
        return None
    return Refusal(HTTPStatus.METHOD_NOT_ALLOWED, "this address can only be read")


def _origin(headers: Mapping[bytes, list[bytes]], gate: Gate) -> Refusal | None:
    """An Origin is sent with every request another site makes on purpose; ``null`` is nobody's."""
    if all(_text(value) in gate.origins for value in headers.get(b"origin", [])):
        return None
    return Refusal(HTTPStatus.FORBIDDEN, "the request comes from another site")


def _site(headers: Mapping[bytes, list[bytes]], *, protected: bool) -> Refusal | None:
    """Another site may link to the preview, and nothing else: not fetch, embed or frame it.

    A browser that does not send Sec-Fetch-Site is covered by the token and the Origin.
    """
    sites = {_text(value) for value in headers.get(b"sec-fetch-site", [])}
    modes = {_text(value) for value in headers.get(b"sec-fetch-mode", [])}
    followed = not protected and modes == {"navigate"} and _places(headers) <= {"document"}
    if sites <= {"same-origin"} or followed or (sites == {"none"} and not protected):
        return None
    return Refusal(HTTPStatus.FORBIDDEN, "the request comes from another site")


def _places(headers: Mapping[bytes, list[bytes]]) -> set[str]:
    return {_text(value) for value in headers.get(b"sec-fetch-dest", [])}


def _token(headers: Mapping[bytes, list[bytes]], gate: Gate) -> Refusal | None:
    given = headers.get(TOKEN_HEADER, [])
    if len(given) == 1 and hmac.compare_digest(given[0], gate.token.encode()):
        return None
    return Refusal(HTTPStatus.FORBIDDEN, "the token is not the one of this run: load the page again")


def _write(scope: Scope, headers: Mapping[bytes, list[bytes]]) -> Refusal | None:
    client = scope.get("client")
    if not client or client[0] not in _LOOPBACK:
        return Refusal(HTTPStatus.FORBIDDEN, "only the computer the preview runs on may change files")
    kinds = [_text(value).partition(";")[0].strip().lower() for value in headers.get(b"content-type", [])]
    if kinds != ["application/json"]:
        return Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "a change is sent as application/json")
    lengths = [_text(value) for value in headers.get(b"content-length", [])]
    if any(not value.isdecimal() or int(value[:20]) > MAX_BODY for value in lengths):
        return Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a change is at most {MAX_BODY} bytes long")
    return None


def _text(value: bytes) -> str:
    return value.decode("latin-1")


class Guard:
    """ASGI middleware: refuses what `judge` refuses, cuts bodies off at `MAX_BODY`, adds security headers.

    Everything but HTTP is refused: the preview has no WebSocket.
    """

    def __init__(self, app: Callable[..., Any], gate: Gate) -> None:
        self.app = app
        self.gate = gate

    async def __call__(self, scope: Scope, receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        """Judge one connection."""
        if scope["type"] != "http":
            return
        refusal = judge(scope, self.gate)
        if refusal:
            await _refuse(refusal, send)
        else:
            await self.app(scope, _limited(receive), _secured(send))


async def _refuse(refusal: Refusal, send: Callable[..., Any]) -> None:
    body = f"{refusal.status.value} {refusal.status.phrase}: {refusal.reason}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(body))]
    await send(
        {"type": "http.response.start", "status": refusal.status.value, "headers": [*headers, *SECURITY]}
    )
    await send({"type": "http.response.body", "body": body})


def _secured(send: Callable[..., Any]) -> Callable[..., Any]:
    """``send`` with the security headers that the answer does not set itself."""

    async def secured(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            own = {name.lower() for name, _ in message["headers"]}
            message["headers"] = [*message["headers"], *(h for h in SECURITY if h[0] not in own)]
        await send(message)

    return secured


def _limited(receive: Callable[..., Any]) -> Callable[..., Any]:
    """``receive`` that ends a body sent in chunks as soon as it is too long."""
    got = 0

    async def limited() -> Any:
        nonlocal got
        message = await receive()
        if message["type"] == "http.request":
            got += len(message.get("body", b""))
            if got > MAX_BODY:
                raise BodyTooLargeError
        return message

    return limited


class BodyTooLargeError(Exception):
    """A body was longer than `MAX_BODY`."""
