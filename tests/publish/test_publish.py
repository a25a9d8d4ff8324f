"""``dossier publish``: a site goes to its branch and everything else stays as it is."""

import re
from pathlib import Path

import pytest

from tests.harness.project import tree
from tests.harness.repository import Repository, git
from tests.publish.conftest import article


def test_a_first_publication(repository: Repository, tmp_path: Path) -> None:
    """What the branch holds is what a build writes, and what GitHub Pages needs."""
    said = repository.publish()
    checkout = tmp_path / "checkout"
    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", str(repository.remote), str(checkout))
    built = repository.project.build().tree()
    published = {path: data for path, data in tree(checkout).items() if not path.startswith(".git/")}
    assert published.pop(".nojekyll") == b""
    assert published == built
    assert "articles/0/index.html" in published or len(built) > 10
    assert repository.tip()[:9] in said
    assert "made to be served at https://example.org/essai/" in said


def test_the_commit_says_where_it_comes_from(repository: Repository) -> None:
    """The message names the commit of the sources and the tree of the site."""
    repository.publish()
    message = git(repository.remote, "log", "-1", "--format=%B", "gh-pages")
    assert f"Source-Commit: {repository.git('rev-parse', 'HEAD')}\n" in message
    assert f"Site-Tree: {git(repository.remote, 'rev-parse', 'gh-pages^{tree}')}\n" in message
    assert re.match(r"Publish [0-9a-f]{9}: \d+ pages new, 0 changed, 0 removed\n", message)
    repository.project.write("content/articles/3.md", article(3))
    repository.commit().publish("-m", "Un article de plus")
    assert git(repository.remote, "log", "-1", "--format=%s", "gh-pages") == "Un article de plus"


def test_history_is_kept(repository: Repository) -> None:
    """Every publication follows the one before; the same site twice is published once."""
    repository.publish()
    first = repository.tip()
    assert "has this site already" in repository.publish()
    assert repository.tip() == first
    repository.project.change("content/articles/0.md", "Texte 0.", "Autre texte.")
    repository.commit().publish()
    assert repository.history()[1:] == [first]


def test_nothing_local_is_touched(repository: Repository) -> None:
    """The work tree, the index, the current branch and local branches are as before, even a local gh-pages."""
    repository.git("branch", "gh-pages")
    repository.project.write("notes.txt", "not committed, and not read by a build")
    before = repository.local_state()
    for _ in range(2):
        repository.publish()
        assert [line for line in repository.local_state()[0].splitlines() if ".dossier" not in line] == [
            line for line in before[0].splitlines() if ".dossier" not in line
        ]
        assert repository.local_state()[1:] == before[1:]
    assert not repository.project.output.exists()


def test_a_lock_that_a_killed_git_left_here_is_not_in_the_way(repository: Repository) -> None:
    """On the branch that tells what the remote had: to publish on what somebody else has put there meanwhile."""
    repository.publish()
    repository.put({"CNAME": "essai.example\n"})
    lock = repository.root / ".git/refs/remotes/origin/gh-pages.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.touch()
    repository.project.write("content/articles/0.md", article(0) + "\nAutrement.\n")
    repository.commit().publish()
    assert len(repository.history()) == 3


def test_a_dry_run_publishes_nothing(repository: Repository) -> None:
    """It lists what would be added, changed and removed."""
    said = repository.publish("--dry-run")
    assert repository.tip() == ""
    assert "\n+ articles/article-0/index.html\n" in said or "+ articles/0/index.html" in said
    repository.publish()
    tip = repository.tip()
    repository.project.change("content/articles/0.md", "Texte 0.", "Autre texte.")
    repository.project.delete("content/articles/1.md").write("content/articles/3.md", article(3))
    said = repository.commit().publish("--dry-run")
    assert repository.tip() == tip
    signs = {line[0]: line[2:] for line in said.splitlines() if "articles/" in line}
    assert set(signs) >= {"+", "~", "-"}, said
    assert "101/index.html" in said


def test_what_others_put_on_the_branch_stays(repository: Repository) -> None:
    """A CNAME and other files stay, from publication to publication; pages we wrote go when they are not made."""
    repository.publish()
    tip = repository.put(
        {"CNAME": "dossier.example.org\n", ".well-known/security.txt": "Contact: mailto:a@b.c\n"}
    )
    repository.project.delete("content/articles/1.md")
    for text in ("Autre texte.", "Un troisième."):
        repository.project.write("content/articles/0.md", article(0).replace("Texte 0.", text))
        repository.commit().publish()
        assert repository.read("CNAME") == "dossier.example.org"
        assert ".well-known/security.txt" in repository.published()
        assert "101/index.html" not in repository.published()
    assert tip in repository.history()


def test_a_domain_from_the_configuration(repository: Repository) -> None:
    """It is written as CNAME, over another one on the branch."""
    repository.publish()
    repository.put({"CNAME": "old.example.org\n"})
    repository.project.write(
        "dossier.yaml", 'title: Essai\nurl: "https://d.example.org/"\ndomain: d.example.org\n'
    )
    repository.commit().publish()
    assert repository.read("CNAME") == "d.example.org"
    repository.project.write("dossier.yaml", "title: Essai\n")
    repository.commit().publish()
    assert repository.read("CNAME") == "d.example.org"


def test_a_site_may_be_published_over_another_on_request(repository: Repository) -> None:
    """``--allow foreign`` replaces what another program published; its CNAME and its history stay."""
    tip = repository.put({"index.html": "Un autre site", "CNAME": "d.example.org\n", "old.html": "…"})
    assert "(foreign)" in repository.publish(exit_code=1)
    assert repository.tip() == tip
    repository.publish("--allow", "foreign")
    assert "old.html" not in repository.published()
    assert repository.read("CNAME") == "d.example.org"
    assert repository.history()[1:] == [tip]


def test_over_http(over_http: Repository) -> None:
    """A git server is as good as a folder: first publication, change, and a remote that moved in between."""
    over_http.publish()
    first = over_http.tip()
    over_http.put({"CNAME": "d.example.org\n"})
    over_http.project.change("content/articles/0.md", "Texte 0.", "Autre texte.")
    over_http.commit().publish()
    assert over_http.read("CNAME") == "d.example.org"
    assert first in over_http.history()
    assert git(over_http.remote, "fsck", "--strict") == ""


def test_another_branch_and_a_remote_by_its_path(repository: Repository) -> None:
    """``--branch`` and ``--remote`` as git understands them."""
    repository.publish("--branch", "site/public", "--remote", str(repository.remote))
    assert repository.tip("site/public")
    assert repository.tip() == ""


def test_a_dossier_in_a_folder_of_its_repository(tmp_path: Path, repository: Repository) -> None:
    """A dossier may be one folder of a repository; only its own sources have to be committed."""
    inner = tmp_path / "dossier/docs/second"
    inner.parent.mkdir()
    for name in ("dossier.yaml", "content"):
        (inner / name).parent.mkdir(exist_ok=True)
        (repository.root / name).rename(inner / name)
    repository.commit()
    repository.project.write("elsewhere.txt", "not committed")
    repository.publish("-C", "docs/second")
    assert "index.html" in repository.published()
    repository.project.write("docs/second/content/articles/new.md", article(7))
    assert "not committed: content/articles/new.md" in repository.publish("-C", "docs/second", exit_code=1)


def test_line_endings_and_filters_change_nothing(repository: Repository) -> None:
    """Bytes are published as built, whatever git is told to do with text files."""
    repository.project.write(".gitattributes", "* text=auto eol=crlf\n").write("content/a.txt", b"a\r\nb\n")
    repository.git("config", "core.autocrlf", "true")
    repository.commit().publish()
    blob = git(repository.remote, "cat-file", "-s", "gh-pages:a.txt")
    assert blob == "5"


@pytest.mark.parametrize("name", ["é ü.txt", "العربية.txt", "-x.txt", "a'b.txt", "a$(b).txt", "a b.txt"])
def test_unusual_names_are_published(repository: Repository, name: str) -> None:
    """Spaces, accents, other scripts and a shell's characters are names like others."""
    repository.project.write(f"content/fichiers/{name}", "…")
    repository.commit().publish()
    assert f"fichiers/{name}" in repository.published()
