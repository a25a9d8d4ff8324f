"""Addresses: relative at every depth, absolute under the base, none that leads astray."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.compose.outputs import output_path as composed_path
from dossierpress.model.source import Url
from dossierpress.render.links import absolute, output_path, outside, relative


@pytest.mark.parametrize(
    ("url", "page", "way"),
    [
        ("/", "/", "./"),
        ("/", "/articles/x/", "../../"),
        ("/articles/x/", "/", "articles/x/"),
        ("/articles/y/", "/articles/x/", "../y/"),
        ("/articles/x/", "/articles/x/", "./"),
        ("/articles/x/#n4", "/articles/x/", "#n4"),
        ("#n4", "/articles/x/", "#n4"),
        ("/17303/#n4", "/articles/x/", "../../17303/#n4"),
        ("/assets/theme.css", "/17303/n4/", "../../assets/theme.css"),
        ("/feed.xml", "/", "feed.xml"),
        ("/themes/x/feed.xml", "/themes/x/", "feed.xml"),
        ("/a:b/", "/", "./a:b/"),
        ("/x/", "/404.html", "x/"),
    ],
)
def test_relative(url: str, page: str, way: str) -> None:
    """Never a slash or a scheme at the beginning."""
    assert relative(url, page) == way


SEGMENTS = st.text("ab:-.é", min_size=1, max_size=3).filter(lambda part: part.strip("."))
PATHS = st.tuples(st.lists(SEGMENTS, max_size=4), st.booleans()).map(
    lambda made: "/" + "".join(f"{part}/" for part in made[0]) + ("file.xml" if made[1] else "")
)


@given(
    PATHS,
    PATHS,
    st.sampled_from(["", "#n4", "#é"]),
    st.sampled_from(["https://a.example/", "https://a.example/repo/"]),
)
def test_the_way_leads_there(url: str, page: str, fragment: str, base: str) -> None:
    """From any page to any address, at the root of a server or below a folder, a browser arrives where it should."""
    way = relative(url + fragment, page)
    assert not way.startswith("/")
    assert urljoin(absolute(page, base), way) == absolute(url, base) + fragment


@given(PATHS)
def test_one_rule_for_output_paths(url: str) -> None:
    """Compose, which looks for collisions, and render, which writes, agree on where a page goes."""
    assert composed_path(Url(url)) == output_path(Url(url))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/", True), ("HTTP://example.org", True), ("mailto:a@example.org", True),
        ("javascript:alert(1)", False), (" javascript:alert(1)", False), ("data:text/html,x", False),
        ("//example.org", False), ("/x/", False), ("ftp://example.org", False), ("", False),
    ],
)  # fmt: skip
def test_outside(url: str, shown: bool) -> None:
    """Only http, https and mail lead out of the site."""
    assert outside(url) == (url if shown else "")
