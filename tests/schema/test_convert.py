"""Validation without pydantic gives what pydantic would have given, or leaves it to pydantic."""

import dataclasses
from dataclasses import MISSING
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from dossierpress.config import Config
from dossierpress.model.edtf import Edtf
from dossierpress.model.meta import ArticleMeta, EntityMeta, EventMeta, NoteMeta, PageMeta
from dossierpress.schema.convert import convert
from dossierpress.schema.shape import fields, group, is_list, is_named, item
from dossierpress.theme import Manifest

CLASSES = (ArticleMeta, NoteMeta, EntityMeta, EventMeta, PageMeta, Config, Manifest)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
TEXTS = st.one_of(
    WORDS,
    st.sampled_from(
        ["context", "affirms", "string", "2015-12-14", "2015-12~/..", "2015-13", "1", "true", "\ud800"]
    ),
)
SCALARS = st.one_of(
    TEXTS, st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from([2015, 2**70, 20151214])
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(TEXTS, inner, max_size=2)),
    max_leaves=4,
)
DATES = ["2015-12-14", "2015-12~", "2015?", "2015-12-14T10:00:00+02:00", "2015/..", 2015]
OF_TYPE = {
    str: WORDS,
    int: st.integers(-(2**63), 2**63 - 1),
    bool: st.booleans(),
    Edtf: st.sampled_from(DATES),
}


def written(draw: st.DrawFn, hint: Any, wrong: int) -> Any:
    """A value for a key of this type as it comes from a file; one of ``wrong`` is anything at all, of 0 none."""
    if wrong and draw(st.integers(1, wrong)) == 1:
        return draw(ANYTHING)
    count = range(draw(st.integers(0, 2)))
    if is_list(hint):
        return [written(draw, item(hint), wrong) for _ in count]
    if is_named(hint):
        return {draw(WORDS): written(draw, item(hint), wrong) for _ in count}
    kind = draw(
        st.sampled_from([k for k in (hint, *get_args(hint)) if isinstance(k, type) and k is not type(None)])
    )
    if group(kind):
        return entries(draw, kind, wrong)
    return draw(OF_TYPE[kind] if kind in OF_TYPE else st.sampled_from(sorted(map(str, kind))))  # type: ignore[call-overload]  # an enumeration


def entries(draw: st.DrawFn, cls: type, wrong: int) -> dict[str, Any]:
    """A group of known keys, as `tidy` leaves them."""
    required = {own.name for own in dataclasses.fields(cls) if own.default is own.default_factory is MISSING}
    return {
        key: written(draw, hint, wrong)
        for key, hint in fields(cls).items()
        if key in required or draw(st.booleans())
    }


@st.composite
def groups(draw: st.DrawFn, cls: type, wrong: int) -> dict[str, Any]:
    """The same as a strategy."""
    return entries(draw, cls, wrong)


@pytest.mark.parametrize("cls", CLASSES)
@settings(max_examples=100)
@given(data=st.data())
def test_it_gives_what_pydantic_gives(cls: type, data: st.DataObject) -> None:
    """Whatever is written for the keys: the same value, to the type of each part; or none."""
    values = data.draw(groups(cls, wrong=20))
    value = convert(cls, values)
    if value is not None:
        expected = TypeAdapter(cls).validate_python(values)
        assert value == expected
        assert repr(value) == repr(expected)


@pytest.mark.parametrize("cls", CLASSES)
@settings(max_examples=50)
@given(data=st.data())
def test_right_values_need_no_pydantic(cls: type, data: st.DataObject) -> None:
    """Where everything is of its type there is a value."""
    assert convert(cls, data.draw(groups(cls, wrong=0))) is not None


@pytest.mark.parametrize("text", ["\ud800", "a\udfff"])
def test_half_a_surrogate_pair_is_left_to_pydantic(text: str) -> None:
    """Which does not take it for a text."""
    assert convert(PageMeta, {"title": text}) is None
    assert convert(EntityMeta, {"name": "x", "kind": "person", "names": {text: "y"}}) is None
    assert convert(ArticleMeta, {"title": "x", "id": "1", "related": [{"title": text}]}) is None
