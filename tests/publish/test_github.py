"""Findings on GitHub: the ones that matter first, all of them in the summary, nothing misread."""

import json
from pathlib import Path

import pytest

from dossierpress.cli.github import SUMMARY_BYTES, annotation, show_annotations, summary_of
from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.model.source import SourcePath, Span
from dossierpress.publish.changes import changed_files
from tests.harness.repository import Repository
from tests.publish.conftest import article


def finding(path: str, severity: Severity = Severity.ERROR, message: str = "is wrong") -> Diagnostic:
    """A finding in line 3 of a file."""
    return Diagnostic(Span(SourcePath(path), 3, 4), "broken-link", message, "mend it", severity)


def test_ten_of_each_severity(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What GitHub would drop is not printed, and the last line says how much there is."""
    found = [finding(f"{n:02}.md", severity) for n in range(12) for severity in Severity]
    show_annotations(found, tmp_path)
    lines = capsys.readouterr().out.splitlines()
    assert [
        sum(line.startswith(f"::{word} ") for line in lines) for word in ("error", "warning", "notice")
    ] == [10] * 3
    assert lines[-1].startswith("+6 more")


def test_changed_files_come_first(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even their notices come before errors elsewhere."""
    repository.git("push", "--quiet", "origin", "main")
    repository.git("switch", "--quiet", "--create", "b")
    repository.project.write("content/articles/2.md", article(8))
    repository.commit()
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    found = [finding("content/articles/0.md"), finding("content/articles/2.md", Severity.NOTICE)]
    show_annotations(found, repository.root)
    assert capsys.readouterr().out.startswith(
        "::notice file=content/articles/2.md,line=3,col=4,title=broken-link::"
    )


def test_what_a_push_changed(repository: Repository, tmp_path: Path) -> None:
    """From the event's file; a first push, a lost history or a strange file tell nothing."""
    before = repository.git("rev-parse", "HEAD")
    repository.project.write("content/articles/é.md", article(8))
    repository.commit()
    event = tmp_path / "event.json"
    environment = {"GITHUB_EVENT_PATH": str(event)}
    for content, expected in (
        (json.dumps({"before": before}), {"content/articles/é.md"}),
        (json.dumps({"before": "0" * 40}), set()),
        (json.dumps({"before": "1" * 40}), set()),
        (json.dumps({"before": "--output=x"}), set()),
        ("[1]", set()),
        ("{", set()),
    ):
        event.write_text(content, encoding="utf-8")
        assert changed_files(repository.root, environment) == expected
    assert changed_files(repository.root, {}) == set()


def test_a_dossier_in_a_folder(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """Annotations name files by their path in the repository."""
    (repository.root / "docs/second").mkdir(parents=True)
    show_annotations([finding("content/a.md")], repository.root / "docs/second")
    assert "file=docs/second/content/a.md," in capsys.readouterr().out


def test_hostile_text_stays_text() -> None:
    """No second command in an annotation, no markup in the summary."""
    hostile = finding("a,b:c.md", message="x\n::set-output name=a::b | <img src=x> [a](b) `c` @user #1")
    line = annotation(hostile)
    assert "\n" not in line
    assert "file=a%2Cb%3Ac.md" in line
    row = summary_of([hostile]).splitlines()[-1]
    assert row.count("|") == 4
    assert not set("<>[]`@") & set(row.replace("<code>", "").replace("</code>", ""))


def test_a_long_list_fits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A summary stays below GitHub's limit and says what is missing; it is appended to what is there."""
    many = summary_of([finding(f"{n}.md", message="x" * 1000) for n in range(2000)])
    assert len(many.encode()) < SUMMARY_BYTES + 500
    assert "more | |" in many.splitlines()[-1]
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    show_annotations([], tmp_path)
    assert summary.read_text(encoding="utf-8") == "before\n### Dossier: nothing found\n"
