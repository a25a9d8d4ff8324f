"""Themes: inheritance, replaced files, options, and every mistake their authors can make."""

from pathlib import Path

import pytest

from dossierpress.build.workers import ENOUGH
from dossierpress.diagnostics import DossierError, Severity
from dossierpress.render.environment import environment
from dossierpress.render.filters import FILTERS
from dossierpress.theme import Theme, Value, load, names
from tests.conftest import ROOT
from tests.harness.project import Project

PAGE = "content/pages/a-propos.md"
CHANGED = '{% extends "default/page.html" %}{% block title %}Changed {{ super() }}{% endblock %}'


@pytest.fixture
def project(project: Project) -> Project:
    """A dossier with one page, whose theme is called ``mine``."""
    project.write("dossier.yaml", "title: Essai\nlang: fr\nurl: https://example.org/\ntheme: mine\n")
    return project.write(PAGE, "---\ntitle: À propos\n---\nUn texte.\n")


def theme(project: Project, name: str, manifest: str = "extends: default\n", **files: str) -> Project:
    """Write a theme; ``files`` are its templates, by their names without an ending."""
    project.write(f"themes/{name}/theme.yaml", manifest)
    for file, text in files.items():
        project.write(f"themes/{name}/templates/{file}.html", text)
    return project


def loaded(project: Project, name: str = "mine", **options: Value) -> Theme:
    """The theme, which must have nothing to complain about."""
    found, diagnostics = load(project.root, name, options)
    assert diagnostics == ()
    return found


def complaint(project: Project, name: str = "mine") -> DossierError:
    """Why the theme cannot be loaded."""
    with pytest.raises(DossierError) as caught:
        load(project.root, name, {})
    return caught.value


def test_a_theme_has_all_that_its_parent_has(project: Project) -> None:
    """A theme that only says what it extends gives the same site as its parent."""
    theme(project, "mine").build()
    own = project.tree()
    project.change("dossier.yaml", "theme: mine", "theme: default").build()
    assert own == project.tree()


def test_a_replaced_template_extends_the_one_it_replaces(project: Project) -> None:
    """The parent's template is known by the parent's name too; other pages stay as they were."""
    theme(project, "mine", page=CHANGED).build()
    assert "<title>Changed À propos – Essai</title>" in project.read_output("a-propos/index.html")
    assert "Changed" not in project.read_output("index.html")
    assert "Un texte." in project.read_output("a-propos/index.html")


def test_a_template_is_replaced_whole(project: Project) -> None:
    """A template need not extend anything."""
    theme(project, "mine", page="<!doctype html><title>x</title>{{ view.prose.body.text }}").build()
    assert project.read_output("a-propos/index.html") == "<!doctype html><title>x</title>Un texte."


def test_static_files_are_replaced_and_added(project: Project) -> None:
    """A file of the parent's name takes its place, another is added; the rest is inherited."""
    theme(project, "mine").write("themes/mine/static/icon.svg", "<svg/>")
    project.write("themes/mine/static/fonts/a.woff2", b"\0\xff").build()
    assert project.read_output("assets/icon.svg") == "<svg/>"
    assert project.tree()["assets/fonts/a.woff2"] == b"\0\xff"
    assert "@layer" in project.read_output("assets/theme.css")


def test_three_generations(project: Project) -> None:
    """Templates, options and files come from the nearest theme that has them."""
    option = "options:\n  {0}: {{type: string, default: {1}, description: x}}\n"
    middle = "extends: default\n" + option.format("tone", "calm")
    theme(project, "house", middle, page=CHANGED, note="house")
    theme(project, "mine", "extends: house\n" + option.format("size", "big"), note="mine")
    found = loaded(project, tone="loud")
    assert found.templates["note.html"] == "mine"
    assert found.templates["house/note.html"] == "house"
    assert found.templates["page.html"] == CHANGED
    assert found.templates["default/page.html"] != CHANGED
    assert (found.options["tone"], found.options["size"], found.options["shortcuts"]) == ("loud", "big", True)


def test_a_theme_that_extends_its_own_name(project: Project) -> None:
    """``themes/default/`` of a dossier changes the default theme without a name of its own."""
    theme(project, "default", page=CHANGED).change("dossier.yaml", "theme: mine", "theme: default").build()
    assert "<title>Changed" in project.read_output("a-propos/index.html")


def test_translations_are_inherited(project: Project) -> None:
    """The interface of a child theme speaks what its parent speaks."""
    theme(project, "mine").build()
    assert "Aller au contenu" in project.read_output("a-propos/index.html")


def test_the_digest_tells_themes_apart(project: Project) -> None:
    """The same files and options have the same digest; any change of either has another."""
    first = loaded(theme(project, "mine"))
    assert loaded(theme(project, "twin"), "twin").digest == first.digest
    assert loaded(project, contents_from=4).digest != first.digest
    assert loaded(theme(project, "mine", page=CHANGED)).digest != first.digest


def test_the_default_theme_is_known_everywhere(project: Project) -> None:
    """A dossier's own themes come first; the one that comes with the program is always there."""
    theme(project, "mine")
    assert names(project.root) == ["mine", "default"]


@pytest.mark.parametrize("name", ["gone", "", ".", "..", "mine/templates", "../mine"])
def test_a_missing_theme(project: Project, name: str) -> None:
    """It is an error that names the themes there are; a path is no name."""
    error = complaint(theme(project, "mine"), name)
    assert f"no theme {name!r}" in str(error)
    assert "mine, default" in error.hint


def test_a_missing_parent(project: Project) -> None:
    """It is an error like a missing theme."""
    assert "no theme 'gone'" in str(complaint(theme(project, "mine", "extends: gone\n")))


def test_a_circle(project: Project) -> None:
    """Themes that extend each other are an error, not an endless loop."""
    theme(project, "other", "extends: mine\n")
    assert "in a circle" in str(complaint(theme(project, "mine", "extends: other\n")))
    assert "in a circle" in str(complaint(theme(project, "alone", "extends: alone\n"), "alone"))


WRONG = """\
extends: default
descripton: misspelt
options:
  a: {type: colour, default: red, description: x}
  b: {default: 3}
  c: {type: string, default: x, description: x, extra: 1}
  d: [1]
"""


def test_a_wrong_manifest_is_told_whole(project: Project) -> None:
    """All findings of a ``theme.yaml`` come at once, each with its place."""
    error = complaint(theme(project, "mine", WRONG))
    found = {(d.span.line, d.code) for d in error.findings}
    assert found >= {
        (2, "meta-unknown"),
        (4, "meta-type"),
        (5, "meta-missing"),
        (6, "meta-unknown"),
        (7, "meta-type"),
    }
    assert {d.span.path for d in error.findings} == {"themes/mine/theme.yaml"}
    text = project.build(exit_code=2).last.stderr
    assert "themes/mine/theme.yaml:4:" in text
    assert "themes/mine/theme.yaml:7:" in text
    assert "Traceback" not in text


@pytest.mark.parametrize(
    ("manifest", "code"),
    [("extends: [", "yaml-syntax"), ("- a", "yaml-structure"), ("extends: a\nextends: b", "yaml-duplicate")],
)
def test_a_manifest_that_is_no_manifest(project: Project, manifest: str, code: str) -> None:
    """What is wrong with the YAML is told as for any other file."""
    assert [d.code for d in complaint(theme(project, "mine", manifest)).findings] == [code]


def test_a_manifest_that_is_no_text(project: Project) -> None:
    """Bytes that are no UTF-8 are an error with a name, in the manifest as in a template."""
    project.write("themes/mine/theme.yaml", b"\xff")
    assert "theme.yaml" in str(complaint(project))
    theme(project, "mine").write("themes/mine/templates/page.html", b"\xff")
    assert "page.html" in str(complaint(project))


def test_a_default_of_another_type(project: Project) -> None:
    """An option whose default its own type forbids is an error of the theme, not of the dossier."""
    options = '  a: {type: integer, default: "3", description: x}\n  b: {type: boolean, default: 1, description: x}\n'
    error = complaint(theme(project, "mine", f"options:\n{options}"))
    assert [(d.code, d.span.line) for d in error.findings] == [("theme-option", 2), ("theme-option", 3)]


def test_a_misspelt_key_is_a_warning(project: Project) -> None:
    """The theme is used, and the finding is among those of the build."""
    text = theme(project, "mine", "extends: default\ndescripton: x\n").build().last.stderr
    assert "themes/mine/theme.yaml:2:1: meta-unknown" in text
    assert "`description`" in text


@pytest.mark.parametrize(
    ("value", "expected"),
    [("three", "integer"), (True, "integer")],
)
def test_an_option_of_the_wrong_type(project: Project, value: Value, expected: str) -> None:
    """It is an error that names the type; a truth value is no number."""
    found, (finding,) = load(project.root, "default", {"contents_from": value})
    assert (finding.code, finding.severity) == ("theme-option", Severity.ERROR)
    assert expected in finding.hint
    assert found.options["contents_from"] == 3


def test_an_unknown_option_is_a_warning(project: Project) -> None:
    """The site is built; the finding lists the options there are."""
    _, (finding,) = load(project.root, "default", {"colour": "red"})
    assert (finding.code, finding.severity) == ("theme-option", Severity.WARNING)
    assert "contents_from" in finding.hint


def test_wrong_options_stop_the_build(project: Project) -> None:
    """All of them are told, and the old site stays."""
    options = "theme: default\noptions:\n  shortcuts: often\n  contents_from: x\n"
    text = project.change("dossier.yaml", "theme: mine\n", options).build(exit_code=1).last.stderr
    assert text.count("theme-option") == 2
    assert not project.output.exists()


def test_a_pygments_style_that_does_not_exist(project: Project) -> None:
    """It is an error that lists the styles there are."""
    options = "theme: default\noptions:\n  code_dark: midnight\n"
    text = project.change("dossier.yaml", "theme: mine\n", options).build(exit_code=2).last.stderr
    assert "'midnight'" in text
    assert "github-dark" in text


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("\n{% if %}", "page.html:2:1: template-error Expected an expression"),
        ("\n\n{{ view.nothing }}", "page.html:3:1: template-error "),
        ("{{ nothing }}", "page.html:1:1: template-error 'nothing' is undefined"),
        ('{% extends "gone.html" %}', "page.html:1:1: template-error there is no template 'gone.html'"),
        (
            '{% extends "default/page.html" %}\n{% block main %}{{ nothing }}{% endblock %}',
            "page.html:2:1: template-error ",
        ),
        ("{{ nothing|gone }}", "page.html:1:1: template-error No filter named 'gone'"),
        ("\n{{ page.title|excerpt(1, 2, 3, 4) }}", "page.html:2:1: template-error TypeError: "),
        ("{{ page.title|date }}", "page.html:1:1: template-error AttributeError: "),
        ("{{ page.title() }}", "page.html:1:1: template-error TypeError: 'str' object is not callable"),
        ("{{ page.url / 2 }}", "page.html:1:1: template-error TypeError: "),
        (
            "\n{{ page.title|length // (page.title|length - page.title|length) }}",
            "page.html:2:1: template-error Zero",
        ),
        (
            '{{ asset("gone.css") }}',
            "page.html:1:1: template-error KeyError: 'gone.css' (in asset, dossierpress/",
        ),
        ('{{ _("%(nothing)s") }}', "page.html:1:1: template-error KeyError: 'nothing'"),
        ('{% include "page.html" %}', "page.html:1:1: template-error RecursionError: "),
        ("{% for a in b %}" * 21 + "{% endfor %}" * 21, "page.html: template-error SyntaxError: "),
        ('{% set page = 1 %}{{ "/"|rel }}', "page.html:1:1: template-error AssertionError"),
        (
            '{% import "macros.html" as m %}\n\n{{ m.chips(5, "x") }}',
            "page.html:3:1: template-error TypeError: 'int' object is not iterable",
        ),
    ],
)
def test_a_template_that_cannot_be_run(project: Project, template: str, message: str) -> None:
    """It is a finding at the template's file and line; the message names a page; the old site stays."""
    theme(project, "mine").build()
    before = project.digests()
    text = theme(project, "mine", page=template).build(exit_code=2).last.stderr
    assert f"themes/mine/templates/{message}" in text
    assert "found for the page /a-propos/" in text
    assert project.digests() == before


def test_a_parent_s_template_that_cannot_be_run(project: Project) -> None:
    """The place is in the folder of the theme the template stands in, under whichever name it is used."""
    project.write("themes/parent/theme.yaml", "extends: default\n")
    project.write("themes/parent/templates/page.html", "\n{{ nothing }}")
    project.write("themes/mine/theme.yaml", "extends: parent\n")
    assert "themes/parent/templates/page.html:2:1: template-error" in project.build(exit_code=2).last.stderr
    project.write("themes/mine/templates/page.html", '{% include "parent/page.html" %}')
    assert "themes/parent/templates/page.html:2:1: template-error" in project.build(exit_code=2).last.stderr


def test_a_template_that_cannot_be_run_by_another_process(project: Project) -> None:
    """The finding comes back from it whole."""
    for n in range(ENOUGH):
        project.write(f"content/pages/{n}.md", f"---\ntitle: Page {n}\n---\n")
    theme(project, "mine", page="\n{{ page.title() }}").build("--jobs", "2", exit_code=2)
    assert "themes/mine/templates/page.html:2:1: template-error TypeError" in project.last.stderr


def test_a_bug_of_ours_keeps_its_traceback(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a template of the default theme raises is no mistake of who uses it."""

    def broken(text: str, lang: str) -> str:
        raise ValueError("a bug")

    monkeypatch.setitem(FILTERS, "typo", broken)
    environment.cache_clear()
    project.change("dossier.yaml", "theme: mine", "theme: default")
    with pytest.raises(ValueError, match="a bug"):
        project.build("--no-cache")
    environment.cache_clear()


def test_every_template_of_the_default_theme_is_used() -> None:
    """No template is left over: each is named by a stage, or by another template."""
    folder = ROOT / "themes/default/templates"
    texts = [path.read_text(encoding="utf-8") for path in _sources(folder)]
    unused = [t.name for t in folder.iterdir() if not any(f'"{t.name}"' in text for text in texts)]
    assert unused == []


def _sources(folder: Path) -> list[Path]:
    stages = ROOT / "generator/dossierpress"
    return [*folder.iterdir(), *(stages / "compose").glob("*.py"), *(stages / "render").glob("*.py")]
