"""Nothing the program offers goes undocumented, and nothing documented is gone."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.meta import find_undeclared_variables
from jinja2.nodes import Filter, Import, Name

from dev import codes, reference
from dossierpress.diagnostics import CODES
from dossierpress.render.filters import FILTERS, GLOBALS
from tests.conftest import ROOT

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@pytest.mark.parametrize("name", sorted(reference.pages()))
def test_reference_is_up_to_date(name: str) -> None:
    """The page says what the program says today. If not: run `make docs`."""
    assert (reference.REFERENCE / name).read_text(encoding="utf-8") == reference.pages()[name]


def test_everything_is_explained() -> None:
    """Every command, option, configuration key, front matter key and code has a sentence of its own."""
    assert reference.undocumented() == []


def test_templates_use_what_is_documented() -> None:
    """A template of the default theme reads and calls nothing that the reference does not name."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.filters |= FILTERS
    folder = ROOT / "themes/default/templates"
    trees = [environment.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.*"))]
    assert trees
    own = {node.target for tree in trees for node in tree.find_all(Import)}
    own |= {node.name for tree in trees for node in tree.find_all(Name) if node.ctx != "load"}
    known = {*reference.VARIABLES, *GLOBALS, *environment.globals, "gettext", "ngettext", "_trans"} | own
    read = {name for tree in trees for name in find_undeclared_variables(tree)}
    used = {node.name for tree in trees for node in tree.find_all(Filter)}
    assert (read - known, used - set(environment.filters)) == (set(), set())


def test_codes_are_listed() -> None:
    """Every code that a finding is made with is in the list, and no other."""
    produced = codes.produced()
    assert len(produced) > 10
    assert sorted(produced - set(CODES)) == []
    assert sorted(set(CODES) - codes.mentioned()) == []


def test_an_unlisted_code_is_noticed(tmp_path: Path) -> None:
    """Codes are found in calls, conditions and keywords, and behind functions that hand them on."""
    (tmp_path / "a.py").write_text(
        "CODES: dict[str, str] = {'gone': 'Not used.'}\n"
        "def one(span, code, *, text): return Diagnostic(span, code, text)\n"
        "def two(reason, *, code): return one(None, code, text=reason)\n"
        "Diagnostic(None, 'direct', '')\n"
        "Diagnostic(None, code='keyword', message='')\n"
        "one(None, 'this' if x else 'that', text='no code')\n"
        "two('no code', code='far')\n",
        encoding="utf-8",
    )
    assert codes.produced(tmp_path) == {"direct", "keyword", "this", "that", "far"}
    assert "gone" not in codes.mentioned(tmp_path)


def _documents() -> list[Path]:
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def _anchors(text: str) -> set[str]:
    """The fragments of a Markdown file's headings, made as GitHub makes them."""
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text))
    return {heading.strip().replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("path", _documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_documents(path: Path) -> None:
    """Every relative link of the documentation leads to a file, and its fragment to a heading."""
    broken = []
    for link in LINK.findall(path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, fragment = link.partition("#")
        target = path.parent / name if name else path
        sound = target.exists() and (not fragment or fragment in _anchors(target.read_text(encoding="utf-8")))
        broken += [] if sound else [link]
    assert broken == []
