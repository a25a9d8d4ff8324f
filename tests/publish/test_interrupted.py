"""Whatever is killed, and whenever: the remote has the old site or the new one, and publishing again works."""

import time
from collections.abc import Callable

import pytest

from tests.harness.repository import Repository, git
from tests.publish.conftest import article
from tests.publish.interrupted import aftermath, killed_after, killed_at_call, killed_there

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture
def published(repository: Repository) -> Repository:
    """A dossier that has been published once."""
    repository.publish()
    return repository


def edit(repository: Repository, number: int) -> list[str]:
    """Change and commit an article; the history of the remote's branch."""
    repository.project.write("content/articles/0.md", article(0) + f"\nVersion {number}.\n")
    repository.commit()
    return repository.history()


def survives(repository: Repository, kill: Callable[[Repository], bool], number: int) -> tuple[bool, bool]:
    """Kill a publication; fail unless all is well afterwards. Gives: was it killed, is the new site there."""
    history = edit(repository, number)
    killed = kill(repository)
    new, wrong = aftermath(repository, history)
    assert wrong == []
    assert killed or new
    return killed, new


def test_killed_at_its_calls(published: Repository) -> None:
    """At every fifth call that writes a file or starts git, and at the last ones; each outcome occurs."""
    seen = []
    for number in range(0, 400, 5):
        seen.append(survives(published, lambda r, n=number: killed_at_call(r, n), number))  # type: ignore[misc]
        if not seen[-1][0]:
            break
    assert seen[0] == (True, False)
    assert seen[-1] == (False, True)
    assert len(seen) > 8


def test_killed_with_all_it_started(published: Repository) -> None:
    """At eight moments of a publication, git included."""
    edit(published, -1)
    start = time.monotonic()
    assert not killed_after(published, 60)
    length = time.monotonic() - start
    seen = [
        survives(published, lambda r, n=n: killed_after(r, length * (n + 3) / 11), n)  # type: ignore[misc]
        for n in range(8)
    ]
    assert any(killed for killed, _ in seen)


def test_killed_on_the_other_side(published: Repository) -> None:
    """The remote's own program may be killed while it takes the site."""
    for number, seconds in enumerate((0.001, 0.002, 0.004, 0.008, 0.016, 10)):
        survives(published, lambda r, s=seconds: killed_there(r, s), number)  # type: ignore[misc]


def test_a_lock_left_on_the_other_side(published: Repository) -> None:
    """What a git that is killed there leaves once in a hundred times: the publisher is told, and its removal helps."""
    history = edit(published, 0)
    published.lock().touch()
    assert aftermath(published, history) == (False, [])
    assert not published.lock().exists()


def test_a_site_that_is_not_whole_is_noticed(published: Repository) -> None:
    """Negative control: a commit on the branch that is not the new site, and a history that was rewritten."""
    history = edit(published, 0)
    tip = published.put({"index.html": "the half of a page"})
    assert aftermath(published, history)[1] == ["the new site is not one commit on the old"]
    git(published.remote, "update-ref", "refs/heads/gh-pages", tip)
    orphan = git(
        published.remote,
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@y",
        "commit-tree",
        f"{tip}^{{tree}}",
        "-m",
        "x",
    )
    git(published.remote, "update-ref", "refs/heads/gh-pages", orphan)
    assert "the remote has neither the old nor the new site" in aftermath(published, history)[1]
