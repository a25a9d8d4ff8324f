"""Reading YAML: properties that hold for any text."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml as pyyaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dossierpress.model.source import SourcePath
from dossierpress.schema import yaml
from dossierpress.schema.record import Record, join, spoken

PATH = SourcePath("dossier.yaml")

#: Without line and paragraph separators (Zl, Zp), which PyYAML writes as they are and we refuse.
words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp")), max_size=20)
keys = words.filter(lambda text: text.strip() and "." not in text)
scalars = st.one_of(words, st.booleans(), st.none(), st.integers(-(10**17), 10**17))
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=12,
)


class _Plain(pyyaml.SafeDumper):
    """Writes a value as often as it occurs, instead of referring to it."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _dump(value: object, *, flow: bool | None) -> str:
    return pyyaml.dump(
        value, Dumper=_Plain, allow_unicode=True, default_flow_style=flow, width=10_000, sort_keys=False
    )


def _read(text: str, first_line: int = 1) -> Record:
    return yaml.read(text, path=PATH, first_line=first_line)


@settings(max_examples=40)
@given(st.dictionaries(keys, values, max_size=5), st.sampled_from([True, False, None]))
def test_what_is_dumped_is_read_again(record: dict[str, Any], flow: bool | None) -> None:
    """Texts, integers, booleans and nothing survive, in block and flow style, and so do keys."""
    read = _read(_dump(record, flow=flow))
    assert read.diagnostics == ()
    assert read.values == record


@settings(max_examples=40)
@given(st.dictionaries(keys, values, min_size=1, max_size=5), st.integers(1, 50))
def test_everything_has_a_place(record: dict[str, Any], first_line: int) -> None:
    """Each value's place is where its first character stands in the file."""
    text = _dump(record, flow=False)
    read = _read(text, first_line)
    lines = text.split("\n")
    for path, value in _leaves(record):
        line, column = read.places[path]
        rest = lines[line - first_line][column - 1 :]
        assert rest[:1] not in ("", " ")
        if isinstance(value, bool):
            assert rest.startswith(json.dumps(value))
        elif isinstance(value, int):
            assert rest.startswith(str(value))
        elif isinstance(value, str):
            assert rest[0] in "\"'|>" or rest[0] == value[0]


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, join(path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, join(path, index))
    elif value not in (None, ""):
        yield path, value


@given(st.text(st.sampled_from("ab :-\n\t[]{},\"'&*!|>%@`#?<~=.\\0é\u2028\x07\ud800"), max_size=60))
def test_any_text_is_read_or_located(text: str) -> None:
    """Nothing is raised; every finding lies within the text, says something and says what to do."""
    read = _read(text, first_line=5)
    last = 5 + text.count("\n")
    for found in read.diagnostics:
        assert 5 <= found.span.line <= last
        assert found.span.column >= 1
        assert found.message
        assert found.hint
    assert read.diagnostics or "" not in read.broken


@pytest.mark.parametrize(
    "text",
    [
        "title: x\nsource: {name: y, url: [a, b]}\n",
        "a:\n  - b: c\n    d: |\n      e\n  - 'f'\n",
        'é: "ü"\nاسم: 拉夫罗夫  # x\n',
    ],
)
def test_both_parsers_agree(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where libyaml is missing, the parser in Python gives the same values at the same places."""
    fast = _read(text)
    monkeypatch.setattr(yaml, "_Loader", pyyaml.SafeLoader)
    assert _read(text) == fast


def test_a_byte_order_mark_and_line_ends_do_not_matter() -> None:
    """Windows and old Macintosh line ends count as one, a byte order mark as none."""
    assert _read("\ufeffa: b\r\nc: d\re: f").places == _read("a: b\nc: d\ne: f").places


def test_the_size_is_measured_in_bytes() -> None:
    """64 KiB are read, one byte more is refused before anything looks at it."""
    fits = "a: " + "é" * ((yaml.MAX_BYTES - 3) // 2)
    assert _read(fits).diagnostics == ()
    assert [d.code for d in _read(fits + "é").diagnostics] == ["yaml-size"]


def test_depth_is_bounded() -> None:
    """32 levels are read, 33 are refused, in brackets and in indented blocks."""
    assert _read("a: " + "[" * 31 + "]" * 31).diagnostics == ()
    assert [d.code for d in _read("a: " + "[" * 32 + "]" * 32).diagnostics] == ["yaml-depth"]
    assert _read("a:\n  " + "- " * 31).diagnostics == ()
    assert [d.code for d in _read("a:\n  " + "- " * 32).diagnostics] == ["yaml-depth"]


def test_values_and_spans_by_path() -> None:
    """A record gives the value at a path, its place, and the nearest place for what is not written."""
    read = _read("a: {b: [x, y]}\n", first_line=3)
    assert (read.at("a.b.1"), read.at("a.b.7"), read.at("c")) == ("y", None, None)
    assert str(read.span("a.b.1")) == "dossier.yaml:3:12"
    assert str(read.span("a.b.7.z")) == "dossier.yaml:3:8"
    assert str(read.key_span("a.b")) == "dossier.yaml:3:5"
    assert str(read.span("nothing")) == "dossier.yaml:3:1"


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("date", "`date`"),
        ("source.url", "`source.url`"),
        ("tags.0", "entry 1 of `tags`"),
        ("related.2.date", "`date` in entry 3 of `related`"),
        ("a.0.b.9.c.d", "`c.d` in entry 10 of `b` in entry 1 of `a`"),
    ],
)
def test_paths_in_sentences(path: str, sentence: str) -> None:
    """Entries of lists are counted from one, as people do."""
    assert spoken(path) == sentence
