"""Changes are noticed however an editor saves, once a burst, and never silently missed."""

import re
import shutil
import threading
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from dossierpress.serve import burst, canary, watch
from dossierpress.serve.concerns import concerns
from dossierpress.serve.watch import EVENTS, HEARD_AGAIN, LIMIT_REACHED, POLLING, Watch
from tests.harness.preview import PATIENCE, Running, previewing
from tests.harness.project import Project

ARTICLE = "content/articles/un-pont.md"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("dossier.yaml", True),
        ("content", True),
        ("content/articles/a.md", True),
        ("content/files/a.png", True),
        ("themes/default/static/theme.css", True),
        ("README.md", False),
        ("content/raw/a.txt", False),
        ("output/index.html", False),
        (".dossier/preview/site/index.html", False),
        (".git/index", False),
        ("content/.git/index", False),
        ("content/articles/.a.md.swp", False),
        ("content/articles/.#a.md", False),
        ("content/articles/#a.md#", False),
        ("content/articles/a.md~", False),
        ("content/articles/4913", False),
        ("content/articles/a.md.tmp", False),
        ("content/articles/.a.md.1a2b3c4d.tmp", False),
        ("content/articles/a.md___jb_tmp___", False),
        ("../other/content/a.md", False),
    ],
)
def test_what_concerns_the_site(path: str, expected: bool) -> None:
    """Sources and themes do; output, hidden files and what editors leave beside a file do not."""
    assert (
        concerns(f"/home/me/dossier/{path}".replace("dossier/..", "."), PurePosixPath("/home/me/dossier"))
        is expected
    )


def in_place(file: Path, text: str) -> None:
    """nano, and most scripts."""
    file.write_text(text)


def renamed(file: Path, text: str) -> None:
    """Gedit, VS Code with atomic saves, our own tools."""
    beside = file.with_name(f".{file.name}.1234.tmp")
    beside.write_text(text)
    beside.replace(file)


def renamed_from_outside(file: Path, text: str) -> None:
    """A download, or a tool with a folder of its own."""
    outside = file.parents[2] / "elsewhere.md"
    outside.write_text(text)
    outside.replace(file)


def backed_up(file: Path, text: str) -> None:
    """Vim with `backupcopy=no`: probe, rename the old file away, write a new one, delete the backup."""
    (file.parent / "4913").touch()
    (file.parent / "4913").unlink()
    backup = file.with_name(f"{file.name}~")
    file.rename(backup)
    file.write_text(text)
    backup.unlink()


def made_anew(file: Path, text: str) -> None:
    """Git, when it changes branches: the folder goes and comes."""
    kept = {path: path.read_text() for path in file.parent.iterdir() if path != file}
    shutil.rmtree(file.parent)
    file.parent.mkdir()
    file.write_text(text)
    for path, other in kept.items():
        path.write_text(other)


def all_made_anew(file: Path, text: str) -> None:
    """The whole of content/ is replaced."""
    content = file.parents[1]
    copy = content.with_name("copy")
    shutil.copytree(content, copy)
    shutil.rmtree(content)
    copy.rename(content)
    file.write_text(text)


def appended(file: Path, text: str) -> None:
    """In several writes with the file open."""
    with file.open("w") as writing:
        for word in text.split(" "):
            writing.write(f"{word} ")
            writing.flush()


SAVES = (in_place, renamed, renamed_from_outside, backed_up, made_anew, all_made_anew, appended)


def test_every_way_of_saving(preview: Running) -> None:
    """Each is noticed, one after the other, many times over, and the page says what was saved last."""
    file = preview.project.root / ARTICLE
    original = file.read_text()
    for turn in range(3):
        for save in SAVES:
            word = f"mot-{turn}-{save.__name__.replace('_', '-')}"
            save(file, original.replace("quarante mètres", word))
            shows(preview, word, save.__name__)


def shows(preview: Running, word: str, how: str) -> None:
    """Wait until the article's page holds the word."""
    outcome = preview.status()["outcome"]
    for _ in range(20):
        if word in preview.get("/articles/un-pont/").text:
            return
        outcome = (
            preview.after(outcome)["outcome"]
            if preview.status()["outcome"] == outcome
            else preview.status()["outcome"]
        )
    pytest.fail(f"{how} was not noticed")


def test_a_new_file_in_new_folders(preview: Running) -> None:
    """mkdir -p and a file at once."""
    before = preview.settled()["outcome"]
    preview.project.write("content/files/deep/er/plan.txt", "plan")
    preview.after(before)
    preview.settled()
    assert preview.get("/files/deep/er/plan.txt").text == "plan"


def test_a_theme_that_appears(preview: Running) -> None:
    """The themes folder is made after the start, and is watched from then on."""
    before = preview.settled()["outcome"]
    preview.project.write("themes/own/theme.yaml", "extends: default\n")
    preview.project.write("themes/own/static/own.css", "p { color: red }")
    before = preview.after(before)["outcome"]
    preview.settled()
    preview.project.write(
        "dossier.yaml", (preview.project.root / "dossier.yaml").read_text() + "theme: own\n"
    )
    preview.after(preview.settled()["outcome"] - 1)
    preview.settled()
    assert "red" in preview.get("/assets/own.css").text
    before = preview.settled()["outcome"]
    preview.project.write("themes/own/static/own.css", "p { color: blue }")
    preview.after(before)
    assert "blue" in preview.get("/assets/own.css").text


def test_thousands_of_changes_are_few_rebuilds(preview: Running) -> None:
    """A change of branch is a rebuild or two, of the last state."""
    before = preview.settled()
    for number in range(2000):
        preview.project.write(f"content/files/{number % 20}/f{number}.txt", str(number))
    preview.after(before["outcome"])
    after = preview.settled()
    assert after["rebuilds"]["finished"] - before["rebuilds"]["finished"] <= 5
    assert preview.get("/files/19/f1999.txt").text == "1999"


def test_reading_is_no_change(preview: Running) -> None:
    """Nor is what the preview writes itself, or what editors leave beside a file."""
    before = preview.settled()
    (preview.project.root / ARTICLE).read_text()
    preview.project.write("content/articles/.un-pont.md.swp", "x").write("output/index.html", "x").write(
        "README.md", "x"
    )
    preview.project.write("content/raw/new.txt", "raw")
    for path in ("/", "/articles/un-pont/", "/_dossier/"):
        preview.get(path)
    assert preview.settled() == before


class Silent:
    """An observer that has no watches left: it accepts everything and never says a word."""

    def __init__(self) -> None:
        self.scheduled = 0

    def schedule(
        self, event_handler: FileSystemEventHandler, path: str, *, recursive: bool = False
    ) -> ObservedWatch:
        """Accept."""
        self.scheduled += 1
        return ObservedWatch(path, recursive=recursive)

    def unschedule(self, watch: ObservedWatch) -> None:
        """Accept."""

    def start(self) -> None:
        """Accept."""

    def stop(self) -> None:
        """Accept."""

    def join(self, timeout: float | None = None) -> None:
        """Accept."""


class Exhausted(Silent):
    """An observer of which there can be no more."""

    def start(self) -> None:
        """Inotify's answer when all its instances are in use."""
        raise OSError(24, "inotify instance limit reached")


def test_the_canary_sings(tmp_path: Path) -> None:
    """Where watching works it is heard, and leaves nothing behind."""
    observer = Observer()
    observer.start()
    try:
        assert canary.sings(observer, tmp_path / "cage")
    finally:
        observer.stop()
        observer.join()
    assert list((tmp_path / "cage").iterdir()) == []


def test_the_silent_canary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is heard, it is noticed."""
    monkeypatch.setattr(canary, "PATIENCE", 0.05)
    assert not canary.sings(Silent(), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("load", "expected"), [(0.0, 1.5), (1.0, 1.5), (3.0, 4.5), (200.0, 15.0)])
def test_a_busy_machine_is_given_time(load: float, expected: float) -> None:
    """Nobody gives up watching because too many programs run; nor does the preview wait for ever."""
    assert canary.patience(load) == expected
    assert 1.5 <= canary.patience() <= 15.0


@pytest.mark.parametrize("late", [Silent, Exhausted])
def test_watching_is_taken_up_again(
    small: Project, late: Callable[[], BaseObserver], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The canary that sings later is heard: events again, both said, and no change is missed."""
    monkeypatch.setattr(canary, "PATIENCE", 0.05)
    monkeypatch.setattr(watch, "SOON", 0.05)
    observers: list[Callable[[], BaseObserver]] = [Observer, late, late]
    seen, again = threading.Semaphore(0), threading.Event()
    said: list[str] = []

    def say(words: str) -> None:
        said.append(words)
        if words == HEARD_AGAIN:
            again.set()

    def make() -> BaseObserver:
        if len(observers) == 1:
            monkeypatch.setattr(canary, "PATIENCE", PATIENCE)
        return observers.pop()()

    watching = Watch(small.root, lambda size: seen.release(), say, observer=make)
    watching.start()
    try:
        assert again.wait(PATIENCE)
        assert (watching.how, said) == (EVENTS, [LIMIT_REACHED, HEARD_AGAIN])
        while seen.acquire(timeout=1):
            pass  # what changed before the first looks
        small.write("content/articles/new.md", "x")
        assert seen.acquire(timeout=PATIENCE)
    finally:
        watching.end()
    assert [thread.name for thread in threading.enumerate() if thread.name == "watch again"] == []


@pytest.mark.parametrize("broken", [Silent, Exhausted])
def test_falls_back_to_looking(
    small: Project, broken: Callable[[], BaseObserver], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A system that cannot watch is said to be one, and changes are found by looking."""
    monkeypatch.setattr(canary, "PATIENCE", 0.05)
    monkeypatch.setattr(watch, "INTERVAL", 0.05)
    seen = threading.Semaphore(0)
    said: list[str] = []
    watching = Watch(small.root, lambda size: seen.release(), said.append, observer=broken)
    watching.start()
    try:
        assert (watching.how, len(said)) == (POLLING, 1)
        assert "sysctl" in said[0]
        assert seen.acquire(timeout=PATIENCE)  # what changed before the first look
        small.write("content/articles/new.md", "x")
        assert seen.acquire(timeout=PATIENCE)
    finally:
        watching.end()


def test_folders_made_later_are_tested_too(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit may be reached while the preview runs."""
    heard = [True, False]
    monkeypatch.setattr(canary, "sings", lambda observer, folder: heard.pop(0))
    seen = threading.Semaphore(0)
    watching = Watch(small.root, lambda size: seen.release(), lambda text: None)
    watching.start()
    try:
        assert watching.how == EVENTS
        (small.root / "content/later").mkdir()
        assert seen.acquire(timeout=PATIENCE)
        assert watching.how == POLLING
    finally:
        watching.end()


def test_the_limit_of_the_system(small: Project, unshare: tuple[str, ...]) -> None:
    """With 60 watches for 200 folders, in a name space of its own: said, and no change is missed."""
    for number in range(200):
        small.write(f"content/files/{number}/a.txt", "a")
    limit = 'echo 60 > /proc/sys/user/max_inotify_watches && exec "$@"'
    with previewing(small, before=(*unshare, "sh", "-c", limit, "sh")) as running:
        running.until(watching=POLLING)
        running.line(re.compile("this system can watch no more folders"))
        running.after(0)
        before = running.settled()["outcome"]
        small.write("content/files/199/a.txt", "changed")
        running.after(before)
        assert running.get("/files/199/a.txt").text == "changed"


def test_a_burst_is_one() -> None:
    """Changes without a pause are reported together; the end of the preview ends it at once."""
    sizes: list[int] = []
    reported = threading.Event()

    def report(size: int) -> None:
        sizes.append(size)
        reported.set()

    bursts = burst.Bursts(report)
    for _ in range(500):
        bursts.add()
    bursts.start()
    assert reported.wait(PATIENCE)
    bursts.add()
    bursts.end()
    bursts.add()
    assert sizes == [500]
    assert bursts.counted == 1
