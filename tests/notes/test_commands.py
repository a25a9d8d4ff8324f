"""``dossier note new | list | check | fix``, as somebody at a terminal sees them."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from dossierpress.cli import main
from tests.harness.project import GENERATOR, Project, tree

ARTICLE = "content/articles/2015-12-14-the-old-bridge.md"
PAGE = "articles/the-old-bridge/index.html"
FIRST = "content/notes/48213-n1-its-cost-has-not-been-made-public.md"
COST = ("note", "new", "48213", "--quote", "Its cost has not been made public")


def marked(project: Project) -> list[str]:
    """The passages the article's page marks, without tags."""
    found = re.findall(r"<mark\b[^>]*>(.*?)</mark>", project.read_output(PAGE), re.DOTALL)
    return [re.sub(r"<[^>]+>", "", mark) for mark in found]


def answering(project: Project, answers: str, *args: str) -> tuple[int, str]:
    """Run a command that asks; its exit code and output."""
    result = CliRunner().invoke(main, ["-C", str(project.root), *args], input=answers, catch_exceptions=False)
    return result.exit_code, result.output


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Its cost has not been made public", ["Its cost has not been made public"]),
        ("again on Monday. \"We", ["again on ", "Monday", ". &#34;We"]),
        ("THREE HUNDRED", ["three hundred"]),
        ("bridge opened again the ferry", ["bridge opened again", "the ferry"]),
    ],
)  # fmt: skip
def test_a_new_note_is_placed_exactly(bridge: Project, quote: str, expected: list[str]) -> None:
    """``note new``, then ``build``: the mark is exactly there, across markup and paragraphs too."""
    bridge.do("note", "new", "48213", "--quote", quote, "--text", "See [[The ferry goes on]].").build(
        "--strict"
    )
    assert [mark.replace("&quot;", "&#34;") for mark in marked(bridge)] == expected
    bridge.do("note", "list", "--format", "json")
    (note,) = json.loads(bridge.last.stdout)
    assert (note["note"], note["state"]) == ("48213/n1", "placed")


@pytest.mark.parametrize("bare", [[], ["--bare"]])
def test_each_occurrence_can_be_meant(bridge: Project, bare: list[str]) -> None:
    """Of words that stand twice the first or the second is marked, as asked for."""
    options = ("note", "new", "48213", "--quote", "opened again", "--text", "x", *bare)
    bridge.do(*options, exit_code=1)
    assert "   1  paragraph 1: The old bridge [opened again] on Monday." in bridge.last.stderr
    assert "   2  paragraph 3: " in bridge.last.stderr
    assert "--occurrence N" in bridge.last.stderr
    bridge.do(*options, "--occurrence", "2").build("--strict")
    page = bridge.read_output(PAGE)
    assert len(marked(bridge)) == 1
    assert page.index("<mark") > page.index("The mayor did not answer")
    bridge.do(*options, "--suffix", "on Monday").build("--strict")
    assert len(marked(bridge)) == 2
    bridge.do(*options, "--occurrence", "3", exit_code=1)


def test_the_file(bridge: Project) -> None:
    """All that was given stands in it; the path goes to standard output, the rest to standard error."""
    bridge.do(
        *COST,
        "--kind",
        "question",
        "--author",
        "Ann",
        "--tag",
        "ISSG",
        "--tag",
        "Money",
        "--text",
        "How much?",
    )
    assert bridge.last.stdout == f"{FIRST}\n"
    assert "on paragraph 2: …" in bridge.last.stderr
    text = (bridge.root / FIRST).read_text("utf-8")
    assert re.sub(r"date: \S+", "date: D", text) == (
        '---\narticle: "48213"\nid: n1\nkind: question\nquote: "Its cost has not been made public"\n'
        "prefix: 'hundred people\", said the mayor.'\n"
        'suffix: ". The mayor did not answer. The ferry"\nauthor: Ann\ndate: D\ntags: [ISSG, Money]\n---\nHow much?\n'
    )


def test_a_note_on_the_whole_article(bridge: Project) -> None:
    """Without a quote; it is listed as whole."""
    bridge.do("note", "new", "old bridge", "--text", "All of it.").do("note", "list", "--state", "whole")
    assert "48213/n1" in bridge.last.stdout


def test_standard_input_and_dry_run(bridge: Project) -> None:
    """A dash reads the quote or the text; a dry run shows the file and writes nothing."""
    code, output = answering(bridge, "The ferry\nstays", "note", "new", "48213", "--quote", "-", "--dry-run")
    assert code == 0
    assert "would be written: content/notes/48213-n1-the-ferry-stays.md" in output
    assert 'quote: "The ferry stays"' in output
    assert not (bridge.root / "content/notes").exists()
    code, _ = answering(bridge, "From a pipe.", *COST, "--text", "-")
    assert code == 0
    assert (bridge.root / FIRST).read_text("utf-8").endswith("---\nFrom a pipe.\n")


def test_the_author_is_git_s(bridge: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless said: git's user.name, or nobody where git knows none."""
    for key in ("COUNT", "KEY_0", "VALUE_0"):
        monkeypatch.delenv(f"GIT_CONFIG_{key}", raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(bridge.root / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    bridge.do(*COST, "--dry-run")
    assert "author" not in bridge.last.stdout
    bridge.write("gitconfig", "[user]\n\tname = Zoë Ek\n").do(*COST, "--dry-run")
    assert "author: Zoë Ek\n" in bridge.last.stdout
    bridge.do(*COST, "--dry-run", "--author", "")
    assert "author" not in bridge.last.stdout


def test_the_editor(bridge: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """``--edit`` opens the written file; what is wrong with it afterwards is told, and it is kept."""
    script = bridge.root / "editor.sh"
    bridge.write("editor.sh", '#!/bin/sh\nprintf "Said in the editor, see [[Nowhere]].\\n" >> "$1"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(script))
    result = bridge.run(*COST, "--edit")
    assert (result.exit_code, "ambiguous-link" in result.stderr or "broken-link" in result.stderr) == (
        1,
        True,
    )
    assert (bridge.root / FIRST).read_text("utf-8").endswith("---\nSaid in the editor, see [[Nowhere]].\n")


@pytest.mark.parametrize(
    "name", ["48213", "/48213/", "the-old-bridge", ARTICLE, "The Old Bridge opens again", "BRIDGÉ"]
)
def test_articles_by_name(bridge: Project, name: str) -> None:
    """An article is named by id, slug, file, title, or a part of the title, whatever case and accents."""
    bridge.do("note", "list", "--article", name)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("the", "may be any of these"),
        ("The old brige opens agin", "did you mean 48213"),
        ("xyz", "the articles are"),
        ("", "no article"),
    ],
)
def test_unclear_articles(bridge: Project, name: str, said: str) -> None:
    """What may be meant is listed; nothing is guessed."""
    bridge.do("note", "new", name, "--text", "x", exit_code=2)
    assert said in bridge.last.stderr


@pytest.mark.parametrize(
    "options",
    [
        ["--quote", "-", "--text", "-"],
        ["--prefix", "x"],
        ["--occurrence", "1"],
        ["--edit", "--dry-run"],
        ["--kind", "x"],
    ],
)
def test_usage(bridge: Project, options: list[str]) -> None:
    """Options that contradict each other are refused."""
    bridge.do("note", "new", "48213", *options, exit_code=2)


def test_nowhere_to_write(bridge: Project) -> None:
    """A file where the folder should be is told without a traceback."""
    bridge.write("content/notes", "x").do(*COST, exit_code=1)
    assert "the note was not written" in bridge.last.stderr


@pytest.fixture
def annotated(bridge: Project) -> Project:
    """Notes in files of both kinds, one in CRLF with comments; then the article is corrected."""
    bridge.write(
        "content/notes/people.md",
        '---\r\narticle: "48213"  # the bridge\r\nid: n1\r\n# from the wire\r\n'
        'quote: "We expected three hundred people"\r\n'
        "author: 'Ann'\r\ntags:\r\n  - People\r\n---\r\nWho counted?\r\n",
    ).write(
        "content/notes/suite.md",
        '---\narticle: "48213"\nauthor: Bob\n---\n## claim: n2\n\n> Its cost has not been made public\n\nNo figure.\n\n'
        "## correction: n3\n\n> The mayor did not answer\n\nShe did, later.\n",
    ).write("content/notes/whole.md", '---\narticle: "48214"\nid: n1\nkind: comment\n---\nAll of it.\n')
    return (
        bridge.do("note", "check", "--strict")
        .change(ARTICLE, "expected three hundred people", "awaited about three hundred persons")
        .change(ARTICLE, "Its cost has not been made public", "Its final cost will never be made public")
        .change(ARTICLE, "The mayor did not answer. ", "")
    )


def test_list(annotated: Project) -> None:
    """A line a note, in the order of the text; filters by everything one may look for."""
    annotated.do("note", "list")
    lines = [line.split() for line in annotated.last.stdout.splitlines()]
    assert [line[:5] for line in lines] == [
        ["note", "no.", "kind", "state", "file"],
        ["48213/n1", "1", "context", "moved", "people.md"],
        ["48213/n2", "2", "claim", "moved", "suite.md"],
        ["48213/n3", "3", "correction", "orphan", "suite.md"],
        ["48214/n1", "1", "comment", "whole", "whole.md"],
    ]
    assert "4 notes: 2 moved, 1 orphan, 1 whole" in annotated.last.stderr
    for options, names in (
        (["--article", "ferry"], ["48214/n1"]),
        (["--author", "bob"], ["48213/n2", "48213/n3"]),
        (["--tag", "people"], ["48213/n1"]),
        (["--kind", "claim"], ["48213/n2"]),
        (["--state", "orphan"], ["48213/n3"]),
        (["--state", "orphan", "--kind", "claim"], []),
    ):
        annotated.do("note", "list", "--format", "json", *options)
        assert [note["note"] for note in json.loads(annotated.last.stdout)] == names
    annotated.write("content/notes/astray.md", '---\narticle: "1"\n---\nx\n').do("note", "list")
    assert "no article has the id '1'" in annotated.last.stderr


def test_check(annotated: Project) -> None:
    """Only findings on notes; warnings fail with ``--strict``; GitHub's form has file and line."""
    annotated.change("content/articles/2015-12-15-the-ferry.md", "The ferryman", "[[Nobody]]")
    annotated.check(exit_code=1).do("note", "check")
    assert "Nobody" not in annotated.last.text
    assert "3 warnings" in annotated.last.text
    assert "4 notes: 2 moved, 1 orphan, 1 whole" in annotated.last.stdout
    annotated.do("note", "check", "--strict", "--format", "github", exit_code=1)
    assert "::warning file=content/notes/people.md,line=5,col=8,title=note-moved::" in annotated.last.stdout
    annotated.do("note", "check", "--format", "json")
    assert {found["code"] for found in json.loads(annotated.last.stdout)} == {"note-moved", "note-orphan"}


def test_fix_asks(annotated: Project) -> None:
    """Each proposal is shown as a difference of words; only what is confirmed is written."""
    before = tree(annotated.root / "content")
    code, output = answering(annotated, "n\ny\nn\n", "note", "fix")
    assert code == 1
    assert "We [-expected-]{+awaited about+} three hundred [-people-]{+persons+}" in output
    assert "1 of 3 notes put right" in output
    after = tree(annotated.root / "content")
    assert [path for path in after if after[path] != before[path]] == ["notes/suite.md"]
    line = b"> Its cost has not been made public\n"
    before_line, after_line = before["notes/suite.md"].split(line)
    new = after["notes/suite.md"]
    assert new.startswith(before_line + b"> ")
    assert new.endswith(after_line)
    assert b"==Its final cost will never be made public==. The ferry stays." in new


def test_fix_stops_at_q(annotated: Project) -> None:
    """Nothing is asked or written after it; the end of the input stops as well."""
    before = tree(annotated.root / "content")
    code, output = answering(annotated, "q\n", "note", "fix")
    assert (code, output.count("write this quote?")) == (1, 1)
    code, _ = answering(annotated, "", "note", "fix")
    assert code == 130
    assert tree(annotated.root / "content") == before


def test_fix_yes(annotated: Project) -> None:
    """For scripts: moved notes are put right in both kinds of file, lost ones stay; then nothing is moved."""
    before = tree(annotated.root / "content")
    annotated.do("note", "fix", "--dry-run", exit_code=1)
    assert tree(annotated.root / "content") == before
    annotated.do("note", "fix", "--yes", exit_code=1)
    after = tree(annotated.root / "content")
    old, new = before["notes/people.md"], after["notes/people.md"]
    assert new.startswith(old[: old.index(b'"We expected')] + b'"We awaited about three hundred persons"\r\n')
    assert new.endswith(old[old.index(b"author:") :])
    assert b"\r\nprefix: " in new
    assert new.count(b"\n") == new.count(b"\r\n")
    assert b"> The mayor did not answer\n" in after["notes/suite.md"]
    annotated.do("note", "list", "--format", "json")
    assert [note["state"] for note in json.loads(annotated.last.stdout)] == [
        "placed",
        "placed",
        "orphan",
        "whole",
    ]
    annotated.do("note", "-C", ".", "fix", "48213/n1", "people.md")
    assert "no note needs fixing" in annotated.last.stdout


def test_fix_json(annotated: Project) -> None:
    """Records of all proposals; nothing is asked, and nothing written without ``--yes``."""
    before = tree(annotated.root / "content")
    annotated.do("note", "fix", "--format", "json", exit_code=1)
    first, second, third = json.loads(annotated.last.stdout)
    assert first["proposed"]["quote"] == "We awaited about three hundred persons"
    assert (second["state"], second["written"]) == ("moved", False)
    assert (third["state"], third["proposed"]) == ("orphan", None)
    assert tree(annotated.root / "content") == before


def test_fix_an_ambiguous_note(bridge: Project) -> None:
    """Of equal passages a person chooses one; ``--yes`` chooses none."""
    path = "content/notes/x.md"
    bridge.write(path, '---\narticle: "48213"\nid: n1\nquote: opened again  # where?\n---\nx\n')
    before = (bridge.root / path).read_text()
    bridge.do("note", "fix", "--yes", exit_code=1)
    assert (bridge.root / path).read_text() == before
    code, output = answering(bridge, "2\n", "note", "fix", "n1")
    assert (code, "1 of 1 notes put right" in output) == (0, True)
    text = (bridge.root / path).read_text()
    assert "quote: opened again  # where?\nprefix: " in text
    bridge.build("--strict")
    page = bridge.read_output(PAGE)
    assert page.index("<mark") > page.index("The mayor did not answer")


def test_fix_an_orphan_by_hand(annotated: Project) -> None:
    """An orphan's nearest passages are offered, and the chosen one is written."""
    annotated.change("content/notes/suite.md", "> The mayor did not answer", "> the ferry sails upon Sundays")
    code, output = answering(annotated, "1\n", "note", "fix", "n3")
    assert "   1  paragraph " in output
    assert code == 0
    assert "ferry stays" in (annotated.root / "content/notes/suite.md").read_text()


def test_fix_is_refused_when_the_file_has_changed(
    annotated: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the question and the answer an editor saved: the file is left as it is."""
    file = annotated.root / "content/notes/people.md"

    def answer(*args: object, **options: object) -> str:
        file.write_bytes(file.read_bytes() + b"A second thought.\r\n")
        return "y"

    monkeypatch.setattr("click.prompt", answer)
    annotated.do("note", "fix", "people.md", exit_code=1)
    assert "has changed since it was read" in annotated.last.stderr
    assert file.read_bytes().endswith(b"A second thought.\r\n")
    assert b"We expected three hundred people" in file.read_bytes()


def test_fix_goes_on_after_a_file_that_cannot_be_changed(annotated: Project) -> None:
    """A file written in an unusual way is named and left; the others are put right."""
    path = "content/notes/people.md"
    annotated.write(path, '---\n{article: "48213", quote: We expected three hundred people}\n---\nWho?\n')
    before = (annotated.root / path).read_bytes()
    annotated.do("note", "fix", "--yes", exit_code=1)
    assert "write them one a line" in annotated.last.stderr
    assert "1 of 3 notes put right" in annotated.last.stdout
    assert (annotated.root / path).read_bytes() == before


def test_fix_tells_what_it_could_not_read(annotated: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Notes on an article that cannot be read now may need fixing: that is not "no note needs fixing" and 0."""
    reading = Path.read_bytes

    def refused(file: Path) -> bytes:
        if file.name == Path(ARTICLE).name:
            raise OSError(5, "Input/output error", str(file))
        return reading(file)

    monkeypatch.setattr(Path, "read_bytes", refused)
    said = annotated.run("note", "fix", "--yes")
    assert said.exit_code == 1
    assert f"{ARTICLE}: unreadable-file cannot be read: Input/output error" in said.stderr


def test_unknown_notes(annotated: Project) -> None:
    """A name that is no note's, or several articles', is refused."""
    annotated.do("note", "fix", "n77", exit_code=2)
    annotated.do("note", "fix", "n1", exit_code=2)
    assert "48213/n1, 48214/n1" in annotated.last.stderr


def test_an_obsidian_vault(bridge: Project) -> None:
    """What Obsidian writes is read, built and changed: properties, callouts, comments, its list form of tags."""
    one = (
        "---\narticle: 48213\nkind: question\nquote: Its cost has not been made public\ntags:\n  - Money\n  - Bridge\n"
        "---\n> [!note] To do\n> See [[The ferry goes on|the ferry]]. %%not shown%%\n\n^a-block\n"
    )
    several = (
        "---\narticle: 48213\n---\n\n## Question : obs-1\n> We expected ==three hundred== people\n\nWho?\n\n"
        "## commentaire\n\n> The ferry stays.\n\nFor now.\n"
    )
    bridge.write("content/notes/Cost of the bridge.md", one).write("content/notes/Sundry.md", several)
    bridge.build()
    assert sorted(marked(bridge)) == [
        "Its cost has not been made public",
        "The ferry stays.",
        "three hundred",
    ]
    bridge.change(ARTICLE, "Its cost has not been made public", "Its costs have not been made public at all")
    bridge.do("note", "fix", "--yes", "Cost of the bridge.md")
    made = (bridge.root / "content/notes/Cost of the bridge.md").read_text("utf-8")
    assert made.endswith(one[one.index("tags:") :])
    assert made.startswith(one[: one.index("quote: ")])


def test_help_needs_no_heavy_import() -> None:
    """``note --help`` names the verbs, and loads neither YAML nor the parser of Markdown."""
    code = (
        "import sys; from dossierpress.cli import main; main(['note', '--help'], standalone_mode=False);"
        "print({'yaml', 'pydantic', 'markdown_it', 'rich'} & set(sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": str(GENERATOR)}
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    for verb in ("new", "list", "check", "fix"):
        assert f"  {verb} " in ran.stdout
    assert ran.stdout.endswith("set()\n")
