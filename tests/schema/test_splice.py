"""Changing one value of a text of YAML: the value is the new one, every other character is the old one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.model.source import SourcePath
from dossierpress.schema.splice import Unspliceable, Value, set_value
from dossierpress.schema.yaml import read

ORDER = ("article", "quote", "prefix", "suffix", "author", "tags", "draft")


@pytest.mark.parametrize(
    ("text", "key", "value", "expected"),
    [
        ('quote: "a"  # why\nb: 1\n', "quote", "x y", 'quote: "x y"  # why\nb: 1\n'),
        ("quote: 'a' # why\n", "quote", "l'eau", "quote: 'l''eau' # why\n"),
        ("quote: a b\n  c\nb: 1\n", "quote", "x", "quote: x\nb: 1\n"),
        ("quote: a\n", "quote", "x: y", 'quote: "x: y"\n'),
        ("quote: >-  # why\n  a\n  b\n\n# next\nb: 1\n", "quote", "x", "quote: >-  # why\n  x\n\n# next\nb: 1\n"),
        ("quote: |\n  a\n  b\nb: 1\n", "quote", "x", "quote: |-\n  x\nb: 1\n"),
        ("quote:   # to do\nb: 1\n", "quote", "x", "quote: x   # to do\nb: 1\n"),
        ("date: 2015-12-14 # sure\n", "date", "2016~", "date: 2016~ # sure\n"),
        ('date: "2015-12-14"\n', "date", "2016~", 'date: "2016~"\n'),
        ("draft: true # yet\n", "draft", False, "draft: false # yet\n"),
        ("article: 1\r\nauthor: A\r\n", "quote", "x", 'article: 1\r\nquote: "x"\r\nauthor: A\r\n'),
        ("article: 1\rauthor: A\r", "quote", "x", 'article: 1\rquote: "x"\rauthor: A\r'),
        ("# top\nauthor: A\n", "article", "17303", '# top\narticle: "17303"\nauthor: A\n'),
        ("  article: 1\n  author: A\n", "prefix", "x", '  article: 1\n  prefix: "x"\n  author: A\n'),
        ("article: 1\n\n# who\nauthor: A\n", "prefix", "x", 'article: 1\nprefix: "x"\n\n# who\nauthor: A\n'),
        ("a: 1\nquote: 'x' # why\nb: 2\n", "quote", None, "a: 1\nb: 2\n"),
        ("a: 1\n", "quote", None, "a: 1\n"),
        ("tags:\n- a # one\n- b # two\n# end\n", "tags", ("b", "c: d"), 'tags:\n- b # two\n- "c: d"\n# end\n'),
        ("tags: [a, 'b'] # two\n", "tags", ("b", "c, d"), "tags: ['b', \"c, d\"] # two\n"),
        ("tags: a # one\n", "tags", ("a", "b"), "tags: [a, b] # one\n"),
        ("tags:\nb: 1\n", "tags", ("a",), "tags: [a]\nb: 1\n"),
        ("{article: 1, quote: 'a'}\n", "quote", "x", "{article: 1, quote: 'x'}\n"),
    ],
)  # fmt: skip
def test_set_value(text: str, key: str, value: Value | None, expected: str) -> None:
    """Quotation marks, comments, line ends and neighbours stay; a new key finds its place in the order."""
    assert set_value(text, key, value, order=ORDER) == expected


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("a: b: c\n", "a", "x"),
        ("a: *b\n", "a", "x"),
        ("", "a", "x"),
        ("{a: 1}\n", "b", "x"),
        ("{a: 1}\n", "a", None),
        ("a: [b]\n", "a", "x"),
        ("tags:\n- b\n- c\n", "tags", ("c", "b")),
        ("tags: [a, # one\n  b]\n", "tags", ("c",)),
        ("tags:\n- a: 1\n", "tags", ("c",)),
    ],
)
def test_unspliceable(text: str, key: str, value: Value | None) -> None:
    """What cannot be changed without touching something else is refused, not tried."""
    with pytest.raises(Unspliceable):
        set_value(text, key, value, order=ORDER)


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn", "Co"], exclude_characters="\ufeff\x85"),
    min_size=1,
    max_size=30,
)
STYLED = st.sampled_from(
    [
        "quote: plain words",
        'quote: "a \\"b\\""',
        "quote: 'it''s'",
        "quote: >-\n  a\n  b",
        "quote: |\n  a",
        "quote:",
    ]
)


@given(
    TEXTS,
    STYLED,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "# c\n", "a: 1\n", "\n"]),
    st.sampled_from(["", "\n\n# end\n", "b: [x, 'y']  # z\n", "c:\n- 1\n- 2 # two\n"]),
)
def test_any_text_is_read_back(value: str, old: str, ending: str, above: str, below: str) -> None:
    """Whatever the value and however the old one was quoted: the new one is read back, the rest is untouched."""
    above, below = above.replace("\n", ending), below.replace("\n", ending)
    text = f"{above}{old.replace(chr(10), ending)}{ending}{below}"
    new = set_value(text, "quote", value)
    record = read(new, path=SourcePath("x"))
    assert record.diagnostics == ()
    assert record.values["quote"] == value
    assert new.startswith(above)
    assert new.endswith(ending + below)


NESTED = """kind: claim
sources:
  # of the city
  - title: "A"   # why
    url: "https://a.example"
  - {title: B}
claim:
  # about
  statement: "Il pleut."  # said
  by: Russie
  others:
    - {by: Turquie, stance: denies}
draft: true
"""
INNER = ("statement", "by", "stance", "date", "others", "verdict")


def test_keys_of_a_mapping() -> None:
    """Only the lines of what changes are others; new keys come in their order, within and outside."""
    made = set_value(NESTED, "claim", {"by": "Sputnik", "date": "2015", "verdict": "unproven"}, inner=INNER)
    assert made == NESTED.replace("by: Russie\n", "by: Sputnik\n  date: 2015\n").replace(
        "denies}\n", "denies}\n  verdict: unproven\n"
    )
    assert set_value(NESTED, "claim", {"others": None}).endswith("  by: Russie\ndraft: true\n")
    assert set_value("kind: claim\n", "claim", {"by": "A: B", "date": None}, order=("kind", "claim")) == (
        'kind: claim\nclaim:\n  by: "A: B"\n'
    )


def test_a_list_of_mappings() -> None:
    """Entries that stay are left as they are written, wherever they go; others are new."""
    one, two = {"title": "A", "url": "https://a.example"}, {"title": "B"}
    assert set_value(NESTED, "sources", (one, two)) == NESTED
    made = set_value(NESTED, "sources", (two, {"title": "C", "date": "2015"}, one))
    assert made == NESTED.replace("  - {title: B}\n", "").replace(
        '  - title: "A"', '  - {title: B}\n  - title: C\n    date: 2015\n  - title: "A"'
    )
    assert set_value("a: b\n", "sources", (two,), order=("a", "sources")) == "a: b\nsources:\n  - title: B\n"
    assert "sources" not in set_value(NESTED, "sources", None)
    windows = set_value("sources:\r\n- title: A\r\na: b", "sources", ({"title": "A"}, two))
    assert windows == "sources:\r\n- title: A\r\n- title: B\r\na: b"


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("claim: {by: A}\n", "claim", {"by": "B"}),
        ("claim: words\n", "claim", {"by": "B"}),
        ("sources: [{title: A}]\n", "sources", ({"title": "B"},)),
        ("sources: []\n", "sources", ({"title": "B"},)),
    ],
)
def test_braces_are_left_to_their_author(text: str, key: str, value: Value) -> None:
    """What is not written one key a line is not written anew."""
    with pytest.raises(Unspliceable, match="one key a line"):
        set_value(text, key, value)
