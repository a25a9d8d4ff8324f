"""The routes of the preview: pages of the site, and the preview's own below ``/_dossier/``."""

import mimetypes
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from dossierpress.diagnostics import DossierError
from dossierpress.model.source import OutputPath
from dossierpress.serve import api, policy
from dossierpress.serve.faults import environment_fault
from dossierpress.serve.generations import Kind, Served
from dossierpress.serve.guard import EVENTS, OWN, Gate, Guard
from dossierpress.serve.inject import injected
from dossierpress.serve.locate import output_path
from dossierpress.serve.outcome import Outcome
from dossierpress.serve.preview import REPORT, Preview, Seen
from dossierpress.serve.report import Report, page

STATIC = OWN + "static/"
SCRIPT = STATIC + "live.js"
NOT_FOUND = OutputPath("404.html")

#: By the ending of a name, the same on every system: what the system knows differs.
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}


def application(preview: Preview, gate: Gate) -> Guard:
    """The whole server as an ASGI application."""
    own = {
        OWN: _report_page,
        OWN + "status.json": _status,
        OWN + "findings.json": _findings,
        EVENTS: _events,
        STATIC + "{name}": _static,
        "/{path:path}": _site_file,
    }
    routes = [Route(path, _with(preview, endpoint)) for path, endpoint in own.items()]
    return Guard(Starlette(routes=[*api.routes(preview), *routes]), gate)


def _with(preview: Preview, endpoint: Callable[[Preview, Request], Response]) -> Callable[[Request], Any]:
    """The endpoint in a worker thread: rendering a page must not keep the others waiting."""

    async def answer(request: Request) -> Response:
        return await run_in_threadpool(endpoint, preview, request)

    return answer


def _site_file(preview: Preview, request: Request) -> Response:
    seen = preview.seen()
    path = output_path(request.scope.get("raw_path") or b"")
    if path is None:
        return _missing(preview, seen, OutputPath(""))
    try:
        served = _found(preview, request, path)
        if served is None and (inner := preview.inside(path)) != path:
            path, served = inner, _found(preview, request, inner)
        if served is None and preview.shelf.page(OutputPath(f"{path}/index.html")):
            return RedirectResponse(f"{path.rpartition('/')[2]}/", 302)
        return _file(preview, seen, request, path, served) if served else _missing(preview, seen, path)
    except DossierError as problem:
        return _broken(preview, seen, path, problem)


def _found(preview: Preview, request: Request, path: OutputPath) -> Served | None:
    """A document comes from the newest state, a part of a page from the state of that page."""
    if request.headers.get("sec-fetch-dest", "document") == "document":
        return preview.shelf.page(path)
    return preview.shelf.part(path, request.url.query)


def _file(preview: Preview, seen: Seen, request: Request, path: OutputPath, served: Served) -> Response:
    kind = _type(path)
    headers = {"etag": f'"{served.version}"', "cache-control": "no-cache"}
    if served.kind is Kind.PAGE and kind.startswith("text/html"):
        return _page(preview, seen, path, served)
    if served.kind is Kind.FOREIGN:
        headers["content-security-policy"] = policy.FOREIGN
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return Response(served.data, headers=headers, media_type=kind)


def _page(preview: Preview, seen: Seen, path: OutputPath, served: Served, status: int = 200) -> Response:
    """A page of the site, with the script. Not kept by the browser: it holds the token of this run."""
    data = injected(served.data, SCRIPT, preview.about(path, served.version, seen))
    headers = {"content-security-policy": policy.SITE_PAGE, "cache-control": "no-store"}
    return Response(data, status, headers, media_type=_TYPES[".html"])


def _missing(preview: Preview, seen: Seen, path: OutputPath) -> Response:
    if seen.site is None:
        return _own_page(preview, seen, preview.report(seen.outcome), path, 503)
    served = preview.shelf.page(NOT_FOUND)
    if served is None:
        return Response("404 Not Found: there is no such page\n", 404, media_type="text/plain; charset=utf-8")
    return _page(preview, seen, path, replace(served, version=""), 404)


def _broken(preview: Preview, seen: Seen, path: OutputPath, problem: DossierError) -> Response:
    """A page that cannot be rendered: only the preview's own script knows when it can again."""
    shown = preview.report(Outcome(0, None, (), environment_fault(problem), 0.0))
    return _own_page(preview, seen, shown, path, 500)


def _own_page(
    preview: Preview, seen: Seen, findings: Report, path: OutputPath, status: int = 200
) -> Response:
    outcome = seen.outcome
    data = page(
        "report.html", report=findings, waiting=outcome is None, errors=outcome.errors if outcome else 0
    )
    data = injected(data, SCRIPT, {**preview.about(path, preview.own_digest(seen), seen), "own": True})
    headers = {"content-security-policy": policy.OWN_PAGE, "cache-control": "no-store"}
    return Response(data, status, headers, media_type=_TYPES[".html"])


def _report_page(preview: Preview, request: Request) -> Response:
    seen = preview.seen()
    return _own_page(preview, seen, preview.report(seen.outcome), REPORT)


def _status(preview: Preview, request: Request) -> Response:
    return JSONResponse(dict(preview.status()), headers={"cache-control": "no-store"})


def _findings(preview: Preview, request: Request) -> Response:
    return JSONResponse(dict(preview.report(preview.outcome).record()), headers={"cache-control": "no-store"})


def _events(preview: Preview, request: Request) -> Response:
    path = output_path(request.query_params.get("path", "").encode()) or OutputPath("")
    headers = {"cache-control": "no-store"}
    return StreamingResponse(preview.hub.stream(path), headers=headers, media_type="text/event-stream")


def _static(preview: Preview, request: Request) -> Response:
    data = own_files().get(request.path_params["name"])
    if data is None:
        return Response("404 Not Found\n", 404, media_type="text/plain")
    return Response(
        data, headers={"cache-control": "no-cache"}, media_type=_type(request.path_params["name"])
    )


@lru_cache(maxsize=1)
def own_files() -> dict[str, bytes]:
    """The preview's scripts and styles, by name."""
    folder = files("dossierpress.serve") / "static"
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def _type(path: str) -> str:
    ending = "." + path.rpartition(".")[2].lower()
    return _TYPES.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"
