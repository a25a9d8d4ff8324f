"""The command line as a whole: what it says when it is used wrongly."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from dev.reference import commands
from dossierpress.cli import VERBS, main
from dossierpress.cli.report import FORMATS
from dossierpress.cli.verbs import Verbs
from tests.harness.project import GENERATOR, Project

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(GENERATOR)}


@pytest.mark.parametrize(("said", "meant"), [("biuld", "build"), ("imports", "import"), ("chekc", "check")])
def test_the_nearest_verb_is_suggested(said: str, meant: str) -> None:
    """A slip of the fingers is met with the verb that was meant."""
    result = CliRunner().invoke(main, [said])
    assert result.exit_code == 2
    assert f"No such command '{said}'. Did you mean '{meant}'?" in result.output


def test_a_verb_like_none() -> None:
    """Nothing is suggested for a word that resembles no verb."""
    result = CliRunner().invoke(main, ["xyzzy"])
    assert result.exit_code == 2
    assert "Did you mean" not in result.output


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str) -> None:
    """``--help`` works for each verb and says more than its name."""
    result = CliRunner().invoke(main, [verb, "--help"])
    assert result.exit_code == 0
    assert len(result.output) > 100


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_new_dossier(tmp_path: Path, lang: str) -> None:
    """It checks without a finding but the missing address, builds, and is not made over another one."""
    ran = CliRunner().invoke(
        main, ["new", str(tmp_path / "d"), "--lang", lang, "--title", 'Un "titre": l\'été']
    )
    assert ran.exit_code == 0
    project = Project(tmp_path / "d").check("--strict").build("--strict")
    assert "config-no-url" in project.last.text
    assert "Un &#34;titre&#34;" in project.read_output("index.html")
    before = project.tree()
    again = CliRunner().invoke(main, ["new", str(tmp_path / "d")])
    assert again.exit_code == 2
    assert "is not empty" in again.output
    assert project.tree() == before


def test_strict(tmp_path: Path) -> None:
    """Checking and building agree: a notice stops neither, a warning both, whatever was built before."""
    assert CliRunner().invoke(main, ["new", str(tmp_path / "d")]).exit_code == 0
    project = Project(tmp_path / "d").build()
    project.write("content/pages/essai.md", "---\ntitle: Essai\n---\n```nosuch\nx\n```\n")
    project.check("--strict").build("--strict")
    assert "markdown-language" in project.last.text
    project.write("content/events/e.md", "---\ntitle: E\ndate: 2015-12-14\narticles: [99999]\n---\n")
    project.check("--strict", exit_code=1).build("--strict", exit_code=1)
    project.check().build().build("--strict", exit_code=1)
    assert "event-unknown" in project.last.text


def test_a_new_dossier_appears_whole(tmp_path: Path) -> None:
    """What cannot be written of it, its workflow too, leaves no folder in the way of another try."""
    target = tmp_path / "d"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dossierpress.publish.pages.write_atomic", _full)
        ran = CliRunner().invoke(main, ["new", str(target)])
    assert ran.exit_code == 1
    assert "No space left" in ran.output
    assert not target.exists()
    assert CliRunner().invoke(main, ["new", str(target)]).exit_code == 0
    assert (target / ".github/workflows/pages.yml").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["d"]


def _full(path: Path, data: bytes) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))


def test_errors_leave_the_site(project: Project) -> None:
    """A broken link fails the build with exit code 1, and the site that is there stays as it was."""
    page = "content/pages/a.md"
    before = project.write(page, "---\ntitle: A\n---\nTexte.\n").build().digests()
    project.write(page, "---\ntitle: A\n---\n[[Rien]]\n").build(exit_code=1)
    assert f"{page}:4:1: broken-link" in project.last.stderr
    assert "is as it was" in project.last.stderr
    assert project.digests() == before


def test_an_output_that_cannot_be_written(project: Project) -> None:
    """The message names the folder and what to do; there is no traceback."""
    project.write("output", "a file, not a folder")
    project.build(exit_code=2)
    assert "is not a folder" in project.last.text
    assert "set `output` in dossier.yaml" in project.last.text


@pytest.mark.parametrize("verb", ["build", "check", "export", "verify", "note check"])
def test_findings_about_the_configuration(project: Project, verb: str) -> None:
    """``--format`` holds for them too, and what is wrong is still said to people; the exit code is 2."""
    project.write("dossier.yaml", "title: [\n")
    rest = ("--zip", "x.zip") if verb == "export" else ()
    place = '"path": "dossier.yaml",\n    "line": 1'
    said = {style: project.do(*verb.split(), "--format", style, *rest, exit_code=2).last for style in FORMATS}
    assert "dossier.yaml:1:9: yaml-syntax" in said["text"].stderr
    assert [said["text"].stdout, "yaml-syntax" in said["json"].stderr] == ["", False]
    assert place in said["json"].stdout
    assert [finding["code"] for finding in json.loads(said["json"].stdout)] == ["yaml-syntax"]
    assert said["github"].stdout.startswith("::error file=dossier.yaml,line=1,col=9,title=yaml-syntax::")
    assert all("error: dossier.yaml has errors" in result.stderr for result in said.values())


def test_findings_about_a_template(project: Project) -> None:
    """They are annotations beside the template's line."""
    project.write("dossier.yaml", "title: Essai\ntheme: mine\n").write(
        "content/pages/a.md", "---\ntitle: A\n---\n"
    )
    project.write("themes/mine/theme.yaml", "extends: default\n").write(
        "themes/mine/templates/page.html", "{{ no }}"
    )
    project.build("--format", "github", exit_code=2)
    assert (
        "::error file=themes/mine/templates/page.html,line=1,col=1,title=template-error::"
        in project.last.stdout
    )


def test_an_import_s_json_stays_one_list(project: Project) -> None:
    """What is wrong with the configuration is told beside the list of what became of the files."""
    project.write("dossier.yaml", "title: [\n").write("a.json", '{"type": "Annotation", "target": "x"}')
    project.do("import", "a.json", "--format", "json", exit_code=2)
    assert json.loads(project.last.stdout) == []
    assert "dossier.yaml:1:9: yaml-syntax" in project.last.stderr


def _groups() -> Iterator[tuple[click.Context, Verbs]]:
    for context in commands(main):
        if isinstance(context.command, click.Group):
            assert isinstance(context.command, Verbs)
            yield context, context.command


def test_summaries_are_first_sentences() -> None:
    """The table that help is made from says what each verb says of itself."""
    for context, group in _groups():
        for name, verb in group.verbs.items():
            command = group.get_command(context, name)
            assert command
            assert command.get_short_help_str(limit=1000) == verb.summary


@pytest.mark.parametrize(
    ("said", "more"),
    [
        (["--help"], set()),
        (["--version"], set()),
        (["note", "--help"], {"cli.note", "diagnostics", "model", "model.source"}),
    ],
)
def test_help_imports_no_verb(said: list[str], more: set[str]) -> None:
    """Nor anything else of the program but what the command line itself consists of."""
    program = f"import sys; sys.argv[1:] = {said}; from dossierpress.cli import main; main()"
    code = f"import atexit, sys; atexit.register(lambda: print(*sorted(sys.modules))); {program}"
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT)
    own = {name for name in ran.stdout.splitlines()[-1].split() if name.startswith("dossierpress.")}
    assert own == {f"dossierpress.{name}" for name in {"cli", "cli.root", "cli.verbs", *more}}
