"""What a request that changes something comes to, or why it is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from dossierpress.serve.preview import Preview


@dataclass(frozen=True, slots=True)
class Answer:
    """What a write came to."""

    body: Mapping[str, object] = field(default_factory=dict)
    status: HTTPStatus = HTTPStatus.OK


Write = Callable[[Preview, Mapping[str, Any]], Answer]


class RefusedError(Exception):
    """Why a request is not done: a sentence for whoever sent it, and ``more`` for the page. Nothing was written."""

    def __init__(self, status: HTTPStatus, message: str, **more: object) -> None:
        super().__init__(message)
        self.status = status
        self.more = more
