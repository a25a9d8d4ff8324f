"""Notes saved by the command and by the preview's requests: the file is the old or the new, and what was said is so."""

import asyncio
import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import httpx

from dossierpress.model.source import SourcePath
from dossierpress.notes import files
from dossierpress.notes.files import delete, state
from dossierpress.serve.app import application
from dossierpress.serve.guard import Gate
from dossierpress.serve.preview import Preview, Settings
from dossierpress.store.sources import read
from tests.robustness import stage
from tests.robustness.child import Act, Staged, dossier
from tests.robustness.stage import Scene, Tree, scene

#: What an act prints once somebody has been told that the note is saved.
ACKNOWLEDGED = "acknowledged"
_FILE = "content/notes/n0.md"
_HOST = "127.0.0.1:8000"
Writer = Callable[[Path, bytes], None]


def scenes(folder: Path) -> Iterator[Scene]:
    """Notes written, put right, changed, deleted and brought back."""
    new = ("note", "new", "100", "--quote", "Le conseil a voté", "--author", "Essai", "--text", "Une note.")
    yield scene(folder, "note new", _told(dossier(*new)), _notes, stage.small)
    yield scene(folder, "note fix", _told(dossier("note", "fix", "--yes")), _notes, _moved, whole=False)
    for name, prepare in (
        ("create", stage.small),
        ("edit", stage.small),
        ("delete", stage.small),
        ("restore", _deleted),
    ):
        yield scene(folder, f"preview {name}", Staged(_request(name)), _notes, prepare)


def torn(folder: Path) -> Scene:
    """A preview that deletes a note's file before it writes the new one."""

    def write(path: Path, data: bytes) -> None:
        path.unlink(missing_ok=True)
        path.write_bytes(data)

    return scene(folder, "torn save", Staged(_with(write, "edit")), _notes, stage.small)


def hasty(folder: Path) -> Scene:
    """A preview that says that a note is saved, and saves it when it has time."""
    waiting: list[tuple[Path, bytes]] = []

    def ready(root: Path) -> Act:
        act = _with(lambda path, data: waiting.append((path, data)), "edit")(root)

        def acted(given: Path) -> int:
            code = act(given)
            for path, data in waiting:
                path.write_bytes(data)
            return code

        return acted

    return scene(folder, "hasty save", Staged(ready), _notes, stage.small)


def _told(act: Act) -> Act:
    """The act; when it has succeeded, somebody is told, and there is a call at which to be killed after that."""

    def acted(root: Path) -> int:
        code = act(root)
        if code == 0:
            os.write(1, f"{ACKNOWLEDGED}\n".encode())
            with suppress(OSError):
                next(root.iterdir())
        return code

    return acted


def _notes(root: Path) -> Tree:
    """The texts, as they lie there and as the program reads them; and that the first note is never nowhere."""
    content, found = read(root)
    as_read = [f"{source.path} {source.digest}" for source in content.sources] + [str(f) for f in found]
    places = (*(root / "content/notes").rglob("*.md"), *(root / ".dossier/trash").glob("*.md"))
    here = any('article: "100"' in path.read_text(encoding="utf-8") for path in places)
    return {
        **stage.tree(root / "content"),
        **dict.fromkeys([*as_read, *content.files], ""),
        "the note is there": str(here),
    }


def _moved(root: Path) -> None:
    """The small dossier, with two articles changed under their notes."""
    stage.small(root)
    for n in range(2):
        path = root / f"content/articles/a{n}.md"
        text = path.read_text(encoding="utf-8").replace("Le conseil a voté", "Le conseil a enfin voté")
        path.write_text(text, encoding="utf-8")


def _deleted(root: Path) -> None:
    stage.small(root)
    path = SourcePath(_FILE)
    delete(root, path, 0, based_on=state(root, path))


def _with(writer: Writer, name: str) -> Callable[[Path], Act]:
    """A request to a preview that writes files by ``writer``."""

    def ready(root: Path) -> Act:
        vars(files)["write_atomic"] = writer
        return _request(name)(root)

    return ready


def _request(name: str) -> Callable[[Path], Act]:
    """A request to a preview that has read the dossier; the whole server, but for the socket."""

    def ready(root: Path) -> Act:
        built = threading.Event()
        settings = Settings(root, drafts=False, editor="")
        preview = Preview(settings, said=lambda _: None, built=lambda _: built.set())
        preview.rebuilder.start()
        preview.rebuilder.request()
        assert built.wait(60)
        preview.rebuilder.end()
        app, body = application(preview, Gate(frozenset({_HOST}), preview.token)), _body(name, root)
        return _told(lambda _: asyncio.run(_posted(app, name, body, preview.token)))

    return ready


def _body(name: str, root: Path) -> Mapping[str, object]:
    named = {"article": "100", "note": "n1", "based_on": state(root, SourcePath(_FILE))}
    passage: dict[str, object] = {"quote": "Le conseil a voté", "prefix": "", "suffix": " le point"}
    if name == "restore":
        return {"trash": next((root / ".dossier/trash").iterdir()).name, "path": _FILE, "order": 0}
    bodies: dict[str, Mapping[str, object]] = {
        "create": {"article": "100", "text": "Une note de plus.", "passage": passage},
        "edit": {**named, "text": "Une note toute changée."},
        "delete": named,
    }
    return bodies[name]


async def _posted(app: Callable[..., object], name: str, body: Mapping[str, object], token: str) -> int:
    """The exit code 0 when the preview has said that it is done; what it says instead is printed."""
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    headers = {"X-Dossier-Token": token, "Content-Type": "application/json"}
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{_HOST}") as client:
        address = f"/_dossier/api/notes/{name}"
        answer = await client.post(address, content=json.dumps(body), headers=headers)
    if answer.is_success:
        return 0
    os.write(1, answer.content + b"\n")
    return 1
