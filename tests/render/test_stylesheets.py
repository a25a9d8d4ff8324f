"""Style sheets are made smaller without changing what they say."""

import pytest

from dossierpress.render.css import code_colours, compact


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("a { color: red; }\n\nb  > c{ x : y }", "a{color:red}b>c{x :y}"),
        ("a :focus { b: c }", "a :focus{b:c}"),
        ("/* gone */ a { b: c /* gone */ }", "a{b:c }"),
        ("/*! kept */ a { b: c }", "/*! kept */ a{b:c}"),
        ('a::after { content: " ; > /* no comment */ " }', 'a::after{content:" ; > /* no comment */ "}'),
        ("a { content: 'it\\'s ; ' }", "a{content:'it\\'s ; '}"),
        ("a { width: calc(1px + 2px - -3px) }", "a{width:calc(1px + 2px - -3px)}"),
        (
            "@media (width > 3px) and (height: 2px) { a { b: c } }",
            "@media (width>3px) and (height:2px){a{b:c}}",
        ),
        ("", ""),
    ],
)
def test_compact(text: str, small: str) -> None:
    """White space that means nothing is gone; strings, and spaces that mean something, stay."""
    assert compact(text).replace(" }", "}") == small.replace(" }", "}")


def test_colours_of_code_follow_the_paper() -> None:
    """Both styles' colours are in one rule, so that the reader's choice of paper decides."""
    rules = code_colours("default", "github-dark")
    assert rules.startswith("@layer code{pre ")
    assert "light-dark(#" in rules
