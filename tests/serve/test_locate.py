"""From a request's path to an output path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.serve.locate import output_path

NONE = (
    b"", b"x", b"//", b"/./", b"/../", b"/a/../b", b"/a/..", b"/.git/config", b"/a/.b", b"/%2e%2e/x", b"/%2e%2e%2fx",
    b"/..%2fx", b"/a//b", b"/a%2f%2fb", b"/%5c..%5cx", b"/..\\x", b"/a%00.html", b"/a%0ab", b"/%ff", b"/c:/x",
    b"/a::$DATA", b"/a%3a%3a$DATA", b"//evil.example/", b"http://evil.example/", b"/%c0%ae%c0%ae/x", b"/" + b"a" * 5000,
    b"/a?b%3f",
)  # fmt: skip


@pytest.mark.parametrize("raw", NONE)
def test_no_file(raw: bytes) -> None:
    """What is not plainly a file of a site is none."""
    assert output_path(raw) is None


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        (b"/", "index.html"),
        (b"/a/b/", "a/b/index.html"),
        (b"/a/b", "a/b"),
        (b"/%C3%A9t%C3%A9.png", "été.png"),
        (b"/a%2fb", "a/b"),
        (b"/a%2525", "a%25"),
        (b"/a...b/x..", "a...b/x.."),
    ],
)
def test_a_file(raw: bytes, path: str) -> None:
    """Decoded once, with the page of a folder."""
    assert output_path(raw) == path


@given(
    st.lists(
        st.sampled_from(
            [b".", b"..", b"/", b"%2e", b"%2f", b"%5c", b"\\", b"%252e", b"a", b"%00", b"\xc0\xae"]
        )
    )
)
def test_never_up(parts: list[bytes]) -> None:
    """No composition of these leads up, to a hidden file, or outside."""
    found = output_path(b"/" + b"".join(parts))
    if found is not None:
        segments = found.split("/")
        assert all(segment and not segment.startswith(".") for segment in segments)
        assert not set(found) & {"\\", "\0"}
