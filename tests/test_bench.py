"""The benchmark beside other generators: its corpus, figures and chart. Only ours is run here; see `make bench`."""

import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.bench.builds import Site
from tests.bench.builds_report import COMPARISONS, GOALS, Figures, exponent, picture_of, publish, tables
from tests.bench.chart import Row, chart
from tests.bench.corpus import corpus
from tests.bench.dialects import DIALECTS, FOOTER, by_id, plain
from tests.bench.generators import generators
from tests.bench.measure import FailedError, Run, run
from tests.bench.published import replaced
from tests.bench.scaling import Law, report

SCENARIOS = ("cold", "word", "title", "article", "tag", "theme", "nothing")


def figures(size: int, comparison: str, scenario: str, ours: float, theirs: float) -> Figures:
    """Figures of two pairs of runs."""
    mine, other = Run(ours, ours, 0.1, 50.0), Run(theirs, theirs, 0.1, 200.0)
    return Figures(size, comparison, scenario, (mine, mine), (other, other), (865, 865), (10**7, 10**7))


def test_every_dialect_says_the_same(tmp_path: Path) -> None:
    """Each has every article, with its themes, its footnotes and as many links from text to text."""
    made = plain(by_id(corpus(12)))
    for name, dialect in DIALECTS.items():
        dialect.site(tmp_path / name, made)
        for article in made.articles:
            text = dialect.text(article)
            assert (tmp_path / name / dialect.articles / f"{article.id}.md").read_text("utf-8") == text
            assert all(tag in text for tag in article.tags), name
            assert text.count("[^3]") == 2, name
            links = len(re.findall(r"\[\[|\]\(/articles/", text))
            assert links == sum(block.count("[[") for block in article.blocks), name
        assert (tmp_path / name / dialect.footer).read_text("utf-8").count(FOOTER) == (name != "ours-full"), (
            name
        )


@pytest.mark.slow
def test_ours_shows_every_change(tmp_path: Path) -> None:
    """Each scenario changes what it says, twice in a row; nobody can measure a build that did nothing."""
    site = Site(tmp_path / "site", generators()["ours"], plain(by_id(corpus(12))))
    for scenario in SCENARIOS:
        for _ in range(2):
            assert site.build(getattr(Site, scenario)).wall > 0
    count, size = site.written()
    assert count > 2 * 12
    assert size > 12 * 1000


def test_a_change_that_is_not_shown_fails(tmp_path: Path) -> None:
    """A run after which the site does not have the change is no run."""
    forgetful = replace(generators()["ours"], command=("true",))
    site = Site(tmp_path / "site", forgetful, plain(by_id(corpus(2))))
    with pytest.raises(FailedError, match="does not say"):
        site.build(Site.cold)


def test_memory_of_all_processes(tmp_path: Path) -> None:
    """What children hold at the same time is added up."""
    hold = "import subprocess, sys, time; held = bytearray(80 << 20)"
    program = f"{hold}; subprocess.run([sys.executable, '-c', sys.argv[1]])"
    done = run((sys.executable, "-c", program, f"{hold}; time.sleep(0.5)"), tmp_path)
    assert 160 < done.memory < 400
    assert done.wall >= 0.5


def test_an_error_is_told(tmp_path: Path) -> None:
    """What a program printed before it failed is in the message."""
    with pytest.raises(FailedError, match="no such site"):
        run(("sh", "-c", "echo no such site >&2; exit 4"), tmp_path)


def test_growth() -> None:
    """A law of growth is found again, and continued."""
    points = [(float(n), 0.002 * n**1.1) for n in (1000, 10_000, 50_000)]
    assert exponent(points) == pytest.approx(1.1)
    law = Law.through(points)
    assert law.at(1_000_000) == pytest.approx(0.002 * 10**6.6)
    assert law.reaches(law.at(12_345)) == pytest.approx(12_345)


def test_tables_say_what_is_reached() -> None:
    """Ratios stand beside goals; growth appears when there are two sizes."""
    some = [figures(n, "hugo", "cold", n / 2000, n / 1000) for n in (1000, 10_000)]
    text = tables(some)
    assert "| Hugo, like for like | from nothing | 0.50 | 1.00 | **0.50** | 0.9 |" in text
    assert "| Hugo, like for like | from nothing | 5.00 | 10.00 | **0.50** | 0.8 |" in text
    assert "| Hugo, like for like | 1.00 | 1.00 |" in text
    assert "| 10,000 | Hugo, like for like | 0.25 |" in text


def test_goals_are_measured() -> None:
    """There is a comparison and a scenario for every figure to reach."""
    assert [g for g in GOALS if g[1] not in COMPARISONS[g[0]].scenarios] == []


def test_published_figures_can_be_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Page, chart and figures are written; scaling reads them."""
    kept = tmp_path / "builds.json"
    monkeypatch.setattr("tests.bench.builds_report.PUBLISHED", kept)
    (tmp_path / "pictures").mkdir()
    page = tmp_path / "performance.md"
    page.write_text("before\n<!-- builds -->\nold\n<!-- /builds -->\nafter\n", encoding="utf-8")
    some = [
        figures(n, "hugo", s, n / 2000, n / 1000) for n in (1000, 10_000) for s in ("cold", "word", "nothing")
    ]
    about = {"day": "2026-11-25", "cores": "2", "system": "Linux", "python": "3.11", "hugo": "v1"}
    publish(page, about, some)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n<!-- builds -->\n*2026-11-25, 2 cores")
    assert "old" not in text
    assert text.endswith("<!-- /builds -->\nafter\n")
    read = [Figures.from_json(data) for data in json.loads(kept.read_text(encoding="utf-8"))["figures"]]
    assert [f.key for f in read] == [f.key for f in some]
    assert "| build from nothing | 1.00 | 50.0 s | 8 min |" in report(read)
    assert "10,000 articles" in ET.parse(tmp_path / "pictures" / "performance.svg").getroot()[0].text  # type: ignore[operator]


def test_scaling_says_when_it_cannot_know() -> None:
    """One size gives no law."""
    assert report([figures(1000, "hugo", "cold", 1, 1)]).startswith("*Not measured yet")


def test_the_chart_can_be_heard() -> None:
    """It has a title and says all values in words, and escapes what it is given."""
    root = ET.fromstring(
        chart("A & B", [Row("cold <1>", 0.05, 12.0), Row("same", 1.0, 1.0)], "ours", "theirs")
    )
    assert root.get("role") == "img"
    assert root[0].text == "A & B"
    assert root[1].text == "cold <1>: ours 0.05 s, theirs 12 s; same: ours 1 s, theirs 1 s"
    assert picture_of([figures(100, "hugo", "cold", 1, 1)]).count("<circle") == 2


def test_figures_need_a_place() -> None:
    """A page without the comments is left alone."""
    with pytest.raises(ValueError, match="no place"):
        replaced("text", "builds", "x")
