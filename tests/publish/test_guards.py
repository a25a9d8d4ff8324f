"""Every guard of ``dossier publish`` refuses what it is there for, says why, and leaves the remote as it is."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dossierpress.cli.publish import publish
from dossierpress.model.source import Url
from dossierpress.publish import site as sites
from dossierpress.publish.refusal import ALLOWABLE, GUARDS
from tests.conftest import ROOT
from tests.harness.repository import Repository, git
from tests.publish.conftest import article

DRAFT = article(9, draft="true")
TOKEN = "ghp_" + "a1B2" * 9


def _behind(repository: Repository) -> None:
    repository.git("push", "--quiet", "origin", "main")
    repository.put({"content/articles/9.md": article(9)}, "main")


def _sources_on_branch(repository: Repository) -> None:
    repository.git("push", "--quiet", "origin", "main:gh-pages")


def _unknown_person(repository: Repository) -> None:
    repository.git("config", "--unset", "user.name")
    repository.git("config", "--unset", "user.email")
    repository.git("config", "user.useConfigOnly", "true")


def _write(path: str, text: str | bytes) -> Callable[[Repository], None]:
    def step(repository: Repository) -> None:
        repository.project.write(path, text)
        repository.commit()

    return step


def _run(*args: str) -> Callable[[Repository], None]:
    def step(repository: Repository) -> None:
        repository.git(*args)

    return step


def _link(repository: Repository) -> None:
    (repository.root / "content/link.txt").symlink_to("/etc/passwd")
    repository.commit()


def _large(repository: Repository) -> None:
    with (repository.root / "content/film.mp4").open("wb") as file:
        file.truncate(sites.MOST_BYTES_OF_FILE + 1)
    repository.commit()


def _not_utf8(repository: Repository) -> None:
    (repository.root / os.fsdecode(b"content/\xff.txt")).write_text("…", encoding="utf-8")
    repository.commit()


def _ignored(repository: Repository) -> None:
    repository.project.write(".gitignore", "a.txt\n")
    repository.commit().project.write("content/a.txt", "a")


def _change(repository: Repository) -> None:
    repository.project.write("content/articles/0.md", article(8))


def _add(repository: Repository) -> None:
    repository.project.write("content/articles/9.md", article(9))


def _staged(repository: Repository) -> None:
    repository.project.write("dossier.yaml", "title: B\n")
    repository.git("add", "--all")


def _shorten(repository: Repository) -> None:
    for number in range(3, 20):
        repository.project.write(f"content/articles/{number}.md", article(number))
    repository.commit().publish()
    for number in range(3, 20):
        repository.project.delete(f"content/articles/{number}.md")
    repository.commit()


def _empty(repository: Repository) -> None:
    shutil.rmtree(repository.root / "content")
    repository.commit()


CASES: list[tuple[str, str, str, Callable[[Repository], object]]] = [
    ("dirty", "changed", "not committed: content/articles/0.md", _change),
    ("dirty", "untracked", "not committed: content/articles/9.md", _add),
    ("dirty", "deleted", "not committed: content/articles/0.md", lambda r: r.project.delete("content/articles/0.md")),
    ("dirty", "staged", "not committed: dossier.yaml", _staged),
    ("dirty", "ignored", "a.txt (ignored by git)", _ignored),
    ("branch", "another", "the branch essai is checked out", _run("switch", "--quiet", "--create", "essai")),
    ("detached", "", "no branch is checked out", _run("switch", "--quiet", "--detach")),
    ("behind", "", "commits that are not here", _behind),
    ("identity", "", "name and address", _unknown_person),
    ("no-remote", "", "there is no remote 'origin'", _run("remote", "remove", "origin")),
    ("unreachable", "gone", "does not answer", lambda r: shutil.rmtree(r.remote)),
    ("unreachable", "nobody listens", "does not answer", _run("remote", "set-url", "origin", "http://127.0.0.1:1/x.git")),
    ("same-branch", "sources there", "holds a dossier's sources", _sources_on_branch),
    ("foreign", "", "was not written by `dossier publish`", lambda r: r.put({"index.html": "…"})),
    ("checks", "error", "the content has errors", _write("content/notes/n.md", "---\narticle: 999\n---\n\nNote.\n")),
    ("checks", "link", "the content has errors", _link),
    ("broken", "page", "there is no gone.html", _write("content/old.html", '<p><a href="gone.html">')),
    ("broken", "style", "there is no such file", _write("content/a.css", "p { background: url(gone.png) }")),
    ("empty", "", "holds no article", _empty),
    ("shrunk", "", "would be left", _shorten),
    ("too-large", "", "film.mp4 has 100 MB", _large),
    ("checks", "newline", r"'a\nb.txt'", _write("content/a\nb.txt", "…")),
    ("checks", "device", "aux.txt", _write("content/aux.txt", "…")),
    ("checks", "not UTF-8", "not UTF-8", _not_utf8),
    ("secret", "", "seems to hold a password or a key", _write("content/articles/9.md", article(9) + TOKEN)),
    ("domain", "", "set `url:", _write("dossier.yaml", "title: E\nurl: https://a.example/\ndomain: b.example\n")),
    ("declined", "hook", "not on Tuesdays", lambda r: r.hook("pre-receive", "echo not on Tuesdays >&2; exit 1")),
    ("declined", "hook of the branch", "hook declined", lambda r: r.hook("update", "exit 1")),
    ("declined", "lock", "have the lock that is named above removed", lambda r: r.lock().touch()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("guard", "about", "words", "step"), CASES, ids=[" ".join(filter(None, case[:2])) for case in CASES]
)
def test_a_guard_refuses(
    repository: Repository, guard: str, about: str, words: str, step: Callable[[Repository], object]
) -> None:
    """Exit code 1, the guard's name, its own words; the remote as it was."""
    step(repository)
    before = git(repository.remote, "for-each-ref", check=False)
    said = repository.publish(exit_code=1)
    assert f"not published ({guard}):" in said
    assert words in said
    assert [line for line in said.splitlines() if "not published" in line] == [
        line for line in said.splitlines() if f"({guard})" in line
    ], "another guard refuses too"
    assert git(repository.remote, "for-each-ref", check=False) == before


@pytest.mark.parametrize("args", [(), ("--branch", "site"), ("--allow", "shrunk"), ("--strict",)])
def test_a_sound_dossier_is_published(repository: Repository, args: tuple[str, ...]) -> None:
    """Negative control: nothing refuses the dossier all cases begin with."""
    assert "not published" not in repository.publish(*args)


@pytest.mark.parametrize(
    ("guard", "step"),
    [
        ("dirty", _change),
        ("shrunk", _shorten),
        ("foreign", lambda r: r.put({"index.html": "…"})),
        ("secret", _write("content/articles/9.md", article(9) + TOKEN)),
    ],
    ids=ALLOWABLE,
)
def test_what_may_be_allowed(
    repository: Repository, guard: str, step: Callable[[Repository], object]
) -> None:
    """Four guards can be passed over by name, each alone."""
    step(repository)
    others = [arg for name in ALLOWABLE if name != guard for arg in ("--allow", name)]
    assert f"({guard})" in repository.publish(*others, exit_code=1)
    before = repository.tip()
    repository.publish("--allow", guard)
    assert repository.tip() not in ("", before)


def test_allowed_changes_are_recorded(repository: Repository) -> None:
    """The history says that what was published is not what the commit holds."""
    repository.project.write("content/articles/0.md", article(8))
    repository.publish("--allow", "dirty")
    message = git(repository.remote, "log", "-1", "--format=%B", "gh-pages")
    assert f"Source-Commit: {repository.git('rev-parse', 'HEAD')} with uncommitted changes" in message


def test_all_refusals_in_one_run(repository: Repository) -> None:
    """A dossier with many faults is told all of them at once."""
    repository.put({"index.html": "…"})
    _behind(repository)
    repository.git("switch", "--quiet", "--create", "essai")
    _unknown_person(repository)
    repository.project.write("content/key.txt", TOKEN)
    said = repository.publish(exit_code=1)
    for guard in ("dirty", "branch", "identity", "foreign", "secret"):
        assert f"({guard})" in said, said


def test_outside_of_a_repository(repository: Repository) -> None:
    """Without git's folder, and without a commit, there is nothing to name as the source."""
    shutil.rmtree(repository.root / ".git")
    said = repository.publish(exit_code=1)
    assert "(no-repository)" in said
    git(repository.root, "init", "--quiet")
    assert "(no-commit)" in repository.publish(exit_code=1)


def test_without_git(repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A missing tool is exit code 3 and a message that says where to get it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = repository.try_publish()
    assert (ran.exit_code, "git is not installed" in ran.stderr) == (3, True)


def test_git_that_cannot_be_started(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system without a process left is a message; nothing was published."""

    def refused(*_: object, **__: object) -> None:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr("dossierpress.publish.git.subprocess.run", refused)
    said = repository.publish(exit_code=1)
    monkeypatch.undo()
    assert "git cannot be started: Resource temporarily unavailable" in said
    assert repository.tip() == ""


def test_what_a_killed_save_left_is_no_source(repository: Repository) -> None:
    """A hidden file that git does not know is in no site, and does not keep one from being published."""
    repository.project.write("content/articles/.0.md.12ab34cd.tmp", "---\ntitle: La moi")
    repository.publish()
    assert not [path for path in repository.published() if ".tmp" in path]


def test_the_remote_moves_while_we_push(repository: Repository) -> None:
    """Another commit that lands after the remote was read wins; ours is refused, and goes on top the next time."""
    repository.publish()
    repository.put({"a.txt": "…"}, "prepared")
    other = repository.tip("prepared")
    git(repository.remote, "update-ref", "refs/heads/prepared", repository.tip())
    elsewhere = repository.put({"b.txt": "…"}, "prepared")
    hook = repository.root / ".git/hooks/pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f"#!/bin/sh\ngit --git-dir={repository.remote} update-ref refs/heads/gh-pages {elsewhere}\n"
    )
    hook.chmod(0o755)
    repository.project.change("content/articles/0.md", "Texte 0.", "Autre texte.")
    repository.commit()
    assert "(moved)" in repository.publish(exit_code=1)
    assert repository.tip() == elsewhere
    hook.unlink()
    repository.publish()
    assert repository.history()[1] == elsewhere
    assert "b.txt" in repository.published()
    assert other != elsewhere


def test_a_rewritten_branch_is_not_rewritten_again(repository: Repository) -> None:
    """Whoever rewrote the branch meant to: we go on from there, and force nothing."""
    repository.publish()
    first = repository.tip()
    repository.project.change("content/articles/0.md", "Texte 0.", "Autre texte.")
    repository.commit().publish()
    git(repository.remote, "update-ref", "refs/heads/gh-pages", first)
    repository.project.change("content/articles/0.md", "Autre texte.", "Un troisième.")
    repository.commit().publish()
    assert repository.history()[1:] == [first]


def test_what_lies_in_the_output_folder_is_not_published(repository: Repository) -> None:
    """Neither an old preview with drafts nor foreign files: the site is built apart."""
    repository.project.write("content/articles/9.md", DRAFT)
    repository.commit().project.build("--drafts").write("output/private.txt", "…")
    assert "109/index.html" in repository.project.tree()
    repository.publish()
    assert not {"109/index.html", "private.txt"} & repository.published().keys()


def test_every_file_has_the_same_mode(repository: Repository) -> None:
    """A program's mode bits mean nothing on a web server."""
    script = repository.root / "content/script.sh"
    script.write_text("#!/bin/sh\n", encoding="utf-8")
    script.chmod(0o700)
    repository.commit().publish()
    modes = {line.split()[0] for line in git(repository.remote, "ls-tree", "-r", "gh-pages").splitlines()}
    assert modes == {"100644"}


def _site(tmp_path: Path, **files: int | str) -> sites.Site:
    for name, content in {"index.html": "…", "articles/a/index.html": "…", **files}.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as handle:
            handle.write(content.encode()) if isinstance(content, str) else handle.truncate(content)
    return sites.read(tmp_path)


def _guards(site: sites.Site) -> list[str]:
    return [refusal.guard for refusal in sites.refusals(site, Url("/articles/"))]


def test_the_limits_of_the_host(tmp_path: Path) -> None:
    """Exactly 1 GB and 100 MB pass; a byte more of either does not."""
    full = {f"{n}.bin": sites.MOST_BYTES_OF_FILE for n in range(9)}
    rest = sites.MOST_BYTES - 9 * sites.MOST_BYTES_OF_FILE - 2 * len("…".encode())
    assert _guards(_site(tmp_path, **full, **{"rest.bin": rest})) == []
    assert _guards(_site(tmp_path, **{"one.bin": 1})) == ["too-large"]
    assert _guards(_site(tmp_path, **{"0.bin": sites.MOST_BYTES_OF_FILE + 1})) == ["too-large"] * 2


def test_links_in_a_site(tmp_path: Path) -> None:
    """Links to files and to folders and pipes are found, and never read."""
    assert _guards(_site(tmp_path)) == []
    (tmp_path / "file").symlink_to("/etc/passwd")
    (tmp_path / "folder").symlink_to("/etc")
    os.mkfifo(tmp_path / "pipe.html")
    assert _guards(sites.read(tmp_path)) == ["links"] * 3


def test_what_is_not_public_in_a_site(tmp_path: Path) -> None:
    """A page that its template marks as not public is found, whatever let it through."""
    assert _guards(_site(tmp_path, **{"a.html": '<article data-unpublished="draft">'})) == ["unpublished"]


@pytest.mark.parametrize(
    "name", ["a\nb", "a\tb", "a:b", "a\\b", "con", "x/nul.txt", "a.", "a ", ".git/config", "x/.GIT", "git~1"]
)
def test_odd_names(tmp_path: Path, name: str) -> None:
    """Names that git, Windows or a line of text cannot hold."""
    assert _guards(_site(tmp_path, **{name: "…"})) == ["names"]


@pytest.mark.parametrize("now", [0, 1, 6, 7, 10, 20])
def test_the_edge_of_shrinking(now: int) -> None:
    """Of ten pages seven are enough."""
    assert [r.guard for r in sites.shrunk(10, now)] == (["shrunk"] if now < 7 else [])


def test_guards_are_named_and_documented() -> None:
    """What refuses is in the list, the list is in the how-to, and the command offers what may be allowed."""
    text = (ROOT / "docs/publish.md").read_text(encoding="utf-8")
    assert [guard for guard in GUARDS if f"`{guard}`" not in text] == []
    option = next(parameter for parameter in publish.params if parameter.name == "allow")
    assert tuple(option.type.choices) == ALLOWABLE  # type: ignore[attr-defined]  # it is a Choice
    tested = {case[0] for case in CASES}
    elsewhere = {"no-repository", "no-commit", "moved", "links", "names", "unpublished"}
    assert set(GUARDS) == tested | elsewhere
