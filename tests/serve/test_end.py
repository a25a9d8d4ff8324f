"""How a preview starts and how it ends."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dev.bench import dossier as large
from dossierpress.serve import address, editor
from dossierpress.serve.code import terminal_code
from tests.harness.preview import PATIENCE, Running, previewing
from tests.harness.project import Project, tree


def listening(preview: Running, count: int) -> list[socket.socket]:
    """Open event streams, each with its first state received."""
    token = preview.about()["token"]
    request = (
        f"GET /_dossier/events?path=%2F HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n"
        f"X-Dossier-Token: {token}\r\nSec-Fetch-Site: same-origin\r\n\r\n"
    )
    opened = []
    for _ in range(count):
        stream = socket.create_connection(("127.0.0.1", preview.port), timeout=PATIENCE)
        stream.sendall(request.encode())
        received = b""
        while b"event: state" not in received:
            received += stream.recv(65536)
        opened.append(stream)
    return opened


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_ends_when_asked(small: Project, number: signal.Signals, code: int) -> None:
    """With pages open, without a word, and with the exit code of its kind."""
    with previewing(small) as preview:
        preview.after(0)
        streams = listening(preview, 5)
        assert preview.end(number) == code
        for stream in streams:
            while stream.recv(65536):
                pass
            stream.close()
        assert "Traceback" not in preview.output
        assert "rror" not in preview.output


def test_ends_in_the_middle_of_a_rebuild(tmp_path: Path) -> None:
    """What was kept stays whole, whatever was being made; the next start shows it at once, and rebuilds."""
    project = Project(tmp_path / "large")
    large(project.root, 60)
    project.build()
    site = project.root / "output"
    before = tree(site)
    for _ in range(3):
        with previewing(project) as preview:
            number = preview.about("/")["styles"]  # served before anything is rebuilt
            assert number
            project.write("content/pages/neu.md", "---\ntitle: Neu\n---\nText.\n")
            assert preview.end() == 0
            assert "Traceback" not in preview.output
    assert tree(site) == before
    kept = project.root / ".dossier/preview"
    assert [path.name for path in kept.iterdir() if path.name.startswith(".")] == []


def test_killed_while_it_keeps_the_site(small: Project) -> None:
    """A kill at any moment leaves what was kept usable: the next start serves it and builds."""
    for _ in range(3):
        with previewing(small) as preview:
            preview.after(0)
            preview.end(signal.SIGKILL)
    with previewing(small) as preview:
        preview.after(0)
        assert preview.get("/articles/un-pont/").status == 200


def test_serves_the_last_site_at_once(small: Project) -> None:
    """Before the first build is done, and also when it fails."""
    small.build()
    small.write("dossier.yaml", "title: [\n")
    with previewing(small) as preview:
        preview.after(0)
        assert preview.status()["generation"] is None
    small.write("dossier.yaml", "title: Essai\n").write("content/articles/bad.md", "no front matter")
    with previewing(small) as preview:
        assert preview.get("/articles/un-pont/").status == 200
        preview.after(0)
        status = preview.status()
        assert (status["generation"], status["errors"]) == (0, 1)
        assert preview.get("/articles/un-pont/").status == 200


def test_the_output_is_left_alone(small: Project) -> None:
    """A preview writes below .dossier/ and nowhere else."""
    before = {path: data for path, data in tree(small.root).items() if not path.startswith(".dossier/")}
    with previewing(small) as preview:
        preview.after(0)
        preview.get("/")
    after = {path: data for path, data in tree(small.root).items() if not path.startswith(".dossier/")}
    assert after == before
    assert not small.output.exists()


def test_a_port_that_is_taken(small: Project) -> None:
    """The next free one is taken, and said."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with previewing(small, "--port", str(port)) as preview:
            assert port < preview.port <= port + address.TRIES
            assert f"port {port} is in use, so this is {preview.port}" in preview.output


def test_not_a_dossier(tmp_path: Path) -> None:
    """Says what to do, before anything is served."""
    ran = Project(tmp_path).run("serve", "--port", "0")
    assert ran.exit_code == 2
    assert "dossier.yaml" in ran.stderr


def test_an_unknown_editor(small: Project) -> None:
    """A mistake in an option is one of usage."""
    ran = small.run("serve", "--port", "0", "--editor", "notepad")
    assert (ran.exit_code, "--editor" in ran.stderr) == (2, True)


@pytest.mark.parametrize(
    ("module", "options"), [("uvicorn", ()), ("starlette", ()), ("segno", ("--host", "0.0.0.0", "--qr"))]
)
def test_a_missing_library(small: Project, module: str, options: tuple[str, ...]) -> None:
    """Named, with the command that installs it; exit code 3."""
    script = f"import sys; sys.modules[{module!r}] = None; from dossierpress.cli import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", script, "serve", "--port", "0", *options],
        cwd=small.root,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "generator")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 3, ran.stderr
    assert f"the preview needs {module}" in ran.stderr
    assert "pip install" in ran.stderr


def test_the_web_server_is_imported_by_the_preview_only() -> None:
    """The other commands do not wait for it."""
    script = (
        "import sys, dossierpress.cli.build, dossierpress.build, dossierpress.cli.serve\n"
        "print(sorted({'starlette', 'uvicorn', 'watchdog', 'segno'} & set(sys.modules)))"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "generator")}
    ran = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_other_devices(small: Project) -> None:
    """With --host the warning is loud, and the code for a phone is shown; every name still has to be right."""
    with previewing(small, "--host", "0.0.0.0", "--port", "0", "--qr") as preview:
        preview.after(0)
        assert preview.line(re.compile("everybody in this network can read"))
        if address.lan_address():
            assert preview.line(re.compile("[█▀▄]{10}"))
        assert preview.get("/").status == 200
        assert preview.get("/", Host=f"evil.example:{preview.port}").status == 403
        assert preview.get("/", Host=f"0.0.0.0:{preview.port}").status == 403


@pytest.mark.parametrize(
    ("host", "names"),
    [
        ("127.0.0.1", {"127.0.0.1", "localhost", "[::1]"}),
        ("localhost", {"127.0.0.1", "localhost", "[::1]"}),
    ],
)
def test_names_of_this_computer(host: str, names: set[str]) -> None:
    """Exactly these, each with the port."""
    place = address.listen(host, 0)
    place.socket.close()
    assert place.local
    assert place.hosts == {f"{name}:{place.port}" for name in names}


def test_names_in_the_network() -> None:
    """Listening everywhere, the preview answers to its own names and address, not to the wildcard."""
    place = address.listen("0.0.0.0", 0)
    place.socket.close()
    assert not place.local
    assert f"{socket.gethostname().lower()}:{place.port}" in place.hosts
    assert not any(host.startswith("0.0.0.0") for host in place.hosts)


def test_answers_do_not_wait_for_each_other() -> None:
    """On connections to the preview nothing is held back until the other side has acknowledged what came before."""
    place = address.listen("127.0.0.1", 0)

    async def delayed() -> bool:
        told: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            accepted = writer.get_extra_info("socket")
            told.set_result(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()
            await writer.wait_closed()

        async with await asyncio.start_server(answer, sock=place.socket):
            reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
            await reader.read()
            writer.close()
            await writer.wait_closed()
        return not await told

    assert not asyncio.run(delayed())


def test_a_code_for_a_phone() -> None:
    """It fits into a terminal of eighty columns."""
    lines = terminal_code("http://192.168.100.100:8000/").splitlines()
    assert 10 < len(lines) < 40
    assert all(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) <= 80 for line in lines)


@pytest.mark.parametrize(
    ("choice", "environment", "start"),
    [
        (None, {}, "vscode://file/a%20b/x.md:3:1"),
        (None, {"EDITOR": "/usr/bin/subl -w"}, "subl://open?url=file:///a%20b/x.md&line=3"),
        (None, {"EDITOR": "vi", "VISUAL": "codium --wait"}, "vscodium://file/a%20b/x.md:3:1"),
        (None, {"EDITOR": "vi"}, "vscode://"),
        (None, {"EDITOR_URL": "x://{path}#{line}"}, "x:///a%20b/x.md#3"),
        ("idea", {"EDITOR_URL": "x://{path}"}, "idea://open?file=/a%20b/x.md&line=3&column=1"),
        ("y:{path}", {}, "y:/a%20b/x.md"),
    ],
)
def test_editors(choice: str | None, environment: dict[str, str], start: str) -> None:
    """The option first, then the variable, then the program that other tools are told of."""
    pattern = editor.pattern(choice, environment)
    assert editor.address(pattern, Path("/a b/x.md"), 3, 0).startswith(start)


def test_many_pages_are_told(preview: Running) -> None:
    """A hundred streams hear of one change, each."""
    streams = listening(preview, 100)
    preview.project.change("content/articles/un-pont.md", "quarante mètres", "cinquante mètres")
    heard: list[bytes] = []

    def hear(stream: socket.socket) -> None:
        heard.append(stream.recv(65536))
        stream.close()

    threads = [threading.Thread(target=hear, args=(stream,)) for stream in streams]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(heard) == 100
    assert all(b"event: state" in message for message in heard)
