"""Attacks over the wire: paths that lead out, requests of other sites, a name that is rebound."""

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page

from tests.harness.browsing import browsing
from tests.harness.preview import Running
from tests.harness.tools import program
from tests.serve.conftest import SECRET

ANSWER = re.compile(rb"HTTP/1\.1 (\d{3}) ")
DOTS = ("..", "%2e%2e", ".%2e", "%252e%252e", "%c0%ae%c0%ae", "%uff0e%uff0e", "....", "..;", "..%00", "．．")
SLASHES = ("/", "%2f", "\\", "%5c", "%252f", "%255c", "//", "%c0%af", "/./", "∕")
TARGETS = (
    "secret.txt",
    "dossier-secret/secret.txt",
    "etc/passwd",
    "dossier/secret.txt",
    "dossier/.env",
    "dossier/.git/config",
)
PREFIXES = (
    "/",
    "/files/",
    "/articles/",
    "/_dossier/",
    "/_dossier/static/",
    "/assets/",
    "//",
    "/files/plain.txt/",
)
#: Nothing to go up for: hidden files, and those that are no part of the site.
PLAIN = (
    "/.env",
    "/.git/config",
    "/.dossier/lock",
    "/.hidden.txt",
    "/files/.hidden.txt",
    "/raw/secret.txt",
    "/content/raw/secret.txt",
    "/secret.txt",
    "/files/plain.txt",
    "/files/plain.txt?raw",
    "/files/plain.txt?raw??",
    "/files/plain.txt::$DATA",
    "/dossier.yaml",
    "/@fs/etc/passwd",
    "/file:///etc/passwd",
    "/C:/Windows/win.ini",
    "/_dossier/static/../../../secret.txt",
    "/_dossier/static/%2e%2e%2fapp.py",
    "/_dossier/static/__init__.py",
    "/.dossier/preview/site/index.html",
)


def strings() -> Iterator[bytes]:
    """Some thousands of paths, as they are put on the wire."""
    for dots, slash, depth, target, prefix in itertools.product(
        DOTS, SLASHES, (1, 2, 3, 8), TARGETS, PREFIXES
    ):
        yield f"{prefix}{(dots + slash) * depth}{target.replace('/', slash)}".encode()
    yield from (path.encode() for path in PLAIN)
    yield from (f"/{path.lstrip('/')}".replace("/", "%2f").encode() for path in PLAIN)


def pipelined(paths: list[bytes], port: int) -> bytes:
    """Requests for all of ``paths`` on one connection."""
    host = b"Host: 127.0.0.1:%d\r\n" % port
    *first, last = paths
    requests = [b"GET " + path + b" HTTP/1.1\r\n" + host + b"\r\n" for path in first]
    return b"".join(requests) + b"GET " + last + b" HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n"


def test_no_path_leads_out(guarded: Running) -> None:
    """Whatever is asked for, no secret comes back, and no answer but 302, 400, 404 and our own pages."""
    paths = [path for path in strings() if re.fullmatch(rb"[!-~\x80-\xff]+", path)]
    assert len(paths) > 15_000
    statuses: set[bytes] = set()
    asked = 0
    for start in range(0, len(paths), 64):
        batch = paths[start : start + 64]
        answer = guarded.raw(pipelined(batch, guarded.port))
        assert SECRET.encode() not in answer, batch
        assert b"root:" not in answer, batch
        found = ANSWER.findall(answer)
        if len(found) < len(batch):  # a request that is none ends its connection: the rest one by one
            found = []
            for path in batch:
                answer = guarded.raw(pipelined([path], guarded.port))
                assert SECRET.encode() not in answer, path
                found += ANSWER.findall(answer)
        assert len(found) == len(batch), batch
        asked += len(batch)
        statuses |= set(found)
    assert asked == len(paths)
    assert statuses <= {b"302", b"400", b"404"}, statuses


def test_the_control_is_found(guarded: Running) -> None:
    """The files that are part of the site do come: the test above does not pass by asking nobody."""
    assert guarded.get("/files/drawing.svg").status == 200
    assert guarded.raw(pipelined([b"/files/drawing.svg"], guarded.port)).startswith(b"HTTP/1.1 200")


def test_no_open_redirect(guarded: Running) -> None:
    """A folder without its slash leads to the folder, never to another server."""
    reply = guarded.get("/articles/un-pont")
    assert (reply.status, reply.headers["location"]) == (302, "un-pont/")
    for path in ("//evil.example/..", "/%2fevil.example", "//evil.example/tags", "/\\evil.example"):
        assert "evil.example" not in guarded.get(path).headers.get("location", "")


@pytest.mark.parametrize("path", ["/files/drawing.svg", "/files/page.html"])
def test_files_of_others_are_sandboxed(guarded: Running, path: str) -> None:
    """A picture or page that came with the dossier acts in an origin of its own, and knows no token."""
    reply = guarded.get(path)
    assert reply.status == 200
    assert reply.headers["content-security-policy"].startswith("sandbox;")
    assert "data-dossier" not in reply.text


def test_the_absolute_form_does_not_change_the_host(guarded: Running) -> None:
    """Only the Host header counts; a URL in the request line leads nowhere."""
    evil = (
        b"GET http://127.0.0.1:%d/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n" % guarded.port
    )
    assert guarded.raw(evil).startswith(b"HTTP/1.1 403")
    other = (
        b"GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n" % guarded.port
    )
    assert b" 200 " not in guarded.raw(other).split(b"\r\n")[0]


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nConnection: close\r\nHost : 127.0.0.1:%d\r\n\r\n",
        b"GET / HTTP/1.1\nHost: evil.example\nConnection: close\n\n",
        b"\x16\x03\x01\x02\x00",
    ],
)
def test_odd_requests(guarded: Running, data: bytes) -> None:
    """No host, two hosts, no HTTP: refused, and the server lives on."""
    answer = guarded.raw(data % guarded.port if b"%d" in data else data)
    assert answer == b"" or answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 403"))
    assert guarded.get("/").status == 200


def test_the_token_is_never_printed(guarded: Running) -> None:
    """Nor does any address hold it."""
    token = guarded.about()["token"]
    assert token not in guarded.output
    assert (
        guarded.request(
            "POST", f"/_dossier/api/rebuild?token={token}", b"{}", Content_Type="application/json"
        ).status
        == 403
    )


def test_the_write_route_works_with_the_token(guarded: Running) -> None:
    """The control of the attacks below: a page of the preview itself may write."""
    before = guarded.settled()["outcome"]
    token = guarded.about()["token"]
    reply = guarded.request(
        "POST", "/_dossier/api/rebuild", b"{}", Content_Type="application/json", X_Dossier_Token=token
    )
    assert reply.status == 202
    guarded.after(before)


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"[]", 400), (b"{", 400), (b"[" * 100_000, 400), (b" " * 1_048_577, 413)],
)
def test_bodies_that_are_no_objects(guarded: Running, body: bytes, status: int) -> None:
    """Refused with a reason."""
    token = guarded.about()["token"]
    reply = guarded.request(
        "POST", "/_dossier/api/rebuild", body, Content_Type="application/json", X_Dossier_Token=token
    )
    assert reply.status == status


TRAP = "<!doctype html><title>attack</title><body>"
ATTACK = (Path(__file__).parent / "attack.js").read_text(encoding="utf-8")


@pytest.mark.browser
@pytest.mark.parametrize("own_name", ["127.0.0.1", "localhost"])
def test_pages_of_other_sites(
    browser: Browser, guarded: Running, serve: Callable[..., str], tmp_path: Path, own_name: str
) -> None:
    """A page at another port of this computer reads nothing and changes nothing, in fourteen ways."""
    (tmp_path / "index.html").write_text(TRAP)
    before = guarded.settled()
    token = guarded.about()["token"]
    with browsing(browser) as context:
        page = context.new_page()
        page.goto(serve(tmp_path).replace("127.0.0.1", own_name))
        results = page.evaluate(ATTACK, [guarded.url, token])
    assert len(results) == 14
    assert {name: found for name, found in results.items() if found} == {}
    assert guarded.settled() == before


@pytest.fixture
def rebound(browser: Browser) -> Iterator[Page]:
    """A page of a browser for which ``evil.test`` is this computer."""
    path = program("chromium", "chromium-browser", "google-chrome")
    rule = "--host-resolver-rules=MAP evil.test 127.0.0.1"
    # Newer browsers would not let a page of the internet ask for this computer at all; older ones do.
    old = "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests"
    other = browser.browser_type.launch(executable_path=path, args=[rule, old])
    yield other.new_page()
    other.close()


@pytest.mark.browser
def test_a_name_that_is_rebound(rebound: Page, guarded: Running) -> None:
    """The attacker's name leads here and is the same origin to the browser: all it gets are refusals."""
    before = guarded.settled()
    token = guarded.about()["token"]
    evil = f"http://evil.test:{guarded.port}/"
    answer = rebound.goto(evil)
    assert answer
    assert answer.status == 403
    rebound.route(f"{evil}trap", lambda route: route.fulfill(body=TRAP, content_type="text/html"))
    rebound.goto(f"{evil}trap")  # the attacker's own answer, before the name is rebound
    results = rebound.evaluate(ATTACK, [evil, token])
    leaks = {name: text for name, text in results.items() if text and "403 Forbidden" not in str(text)}
    assert leaks == {}
    assert "403 Forbidden" in results["token"]
    assert guarded.settled() == before


def test_strings_are_attacks() -> None:
    """The list is no empty talk: decoded by somebody careless, some of it does lead to the secret."""
    decoded = {unquote(path.decode()) for path in strings()}
    assert {"/../secret.txt", "/..\\secret.txt", "/../../../etc/passwd", "/../dossier/.env"} <= decoded
