"""Every page of the demonstration site is valid HTML."""

from pathlib import Path

import pytest

from tests.quality.html import html_errors

pytestmark = pytest.mark.java
PAGE = '<!doctype html>\n<html lang="fr">\n<title>t</title>\n{body}\n</html>\n'


def test_valid_html(demo_site: Path, demo_pages: list[str]) -> None:
    """The Nu HTML checker finds no error on any page."""
    assert demo_pages
    assert html_errors(demo_site) == []


def test_the_checker_notices(tmp_path: Path) -> None:
    """A wrong nesting, a doubled id and a doubtful attribute are found, and sound pages pass."""
    (tmp_path / "sound.html").write_text(PAGE.format(body="<p>a</p>"), encoding="utf-8")
    (tmp_path / "wrong.html").write_text(
        PAGE.format(body='<p id="a"><div></div></p><i id="a"></i><img src="x.png">'), encoding="utf-8"
    )
    found = html_errors(tmp_path)
    assert len(found) >= 3
    assert all(line.startswith("wrong.html:4: ") for line in found)
