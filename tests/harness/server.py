"""A web server on the loopback address over a built site, at ``/`` or below a sub-path as on GitHub Pages."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class _Handler(SimpleHTTPRequestHandler):
    """Serves ``directory`` below ``prefix``; an unknown address gets the site's own 404 page."""

    def __init__(self, *args: Any, prefix: str, **kwargs: Any) -> None:
        self.prefix = prefix
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        """Map only what lies below the prefix: links that leave the sub-path have to fail."""
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "outside-of-the-site")
        return super().translate_path(path.removeprefix(self.prefix.rstrip("/")))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with ``404.html``, as GitHub Pages does."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        data = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        return None

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the base class's name)
        """Tests print nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves a page hangs up on what it was loading: nothing to report."""


@contextmanager
def serving(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve ``folder`` below ``prefix`` while the context lasts; gives the address, with a final slash."""
    handler = partial(_Handler, directory=str(folder), prefix=prefix)
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()
