"""Requests that change something: below ``/_dossier/api/``, behind the guard, JSON in and JSON out.

To add one, write a function ``(preview, body) -> Answer`` and list it in `WRITES`. What reaches it has passed
`guard.judge` (host, origin, site, token, this computer, JSON, size) and is a JSON object. It runs in a worker
thread and may take its time on the disk.
"""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossierpress.diagnostics import DossierError
from dossierpress.serve import notes
from dossierpress.serve.answer import Answer, RefusedError, Write
from dossierpress.serve.guard import API, BodyTooLargeError
from dossierpress.serve.preview import Preview


def rebuild(preview: Preview, body: Mapping[str, Any]) -> Answer:
    """Build again, for changes that no file system reports (a network drive, a new day)."""
    preview.rebuilder.request()
    return Answer({"outcome": preview.rebuilder.finished}, HTTPStatus.ACCEPTED)


#: (method, address below `API`) → what it does.
WRITES: Mapping[tuple[str, str], Write] = {
    ("POST", "rebuild"): rebuild,
    ("POST", "notes/about"): notes.about,
    ("POST", "notes/read"): notes.read,
    ("POST", "notes/aim"): notes.aimed,
    ("POST", "notes/preview"): notes.preview_of,
    ("POST", "notes/create"): notes.create,
    ("POST", "notes/edit"): notes.edit,
    ("POST", "notes/delete"): notes.delete,
    ("POST", "notes/restore"): notes.restore,
}


def routes(preview: Preview) -> list[Route]:
    """The routes of all `WRITES`."""
    return [
        Route(API + path, _endpoint(preview, write), methods=[method])
        for (method, path), write in WRITES.items()
    ]


def _endpoint(preview: Preview, write: Write) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        try:
            body = json.loads(await request.body())
        except BodyTooLargeError:
            return _error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the body is too large")
        except (ValueError, RecursionError):
            return _error(HTTPStatus.BAD_REQUEST, "the body is not JSON")
        if not isinstance(body, dict):
            return _error(HTTPStatus.BAD_REQUEST, "the body is not a JSON object")
        return await run_in_threadpool(_done, write, preview, body)

    return endpoint


def _done(write: Write, preview: Preview, body: Mapping[str, Any]) -> Response:
    try:
        answer = write(preview, body)
    except RefusedError as refusal:
        return _error(refusal.status, str(refusal), **refusal.more)
    except DossierError as problem:
        return _error(HTTPStatus.CONFLICT, str(problem), hint=problem.hint)
    except OSError as problem:
        return _error(HTTPStatus.INSUFFICIENT_STORAGE, f"nothing was written: {problem.strerror or problem}")
    return JSONResponse(dict(answer.body), answer.status.value)


def _error(status: HTTPStatus, message: str, **more: object) -> JSONResponse:
    return JSONResponse({"error": message, **more}, status.value)
