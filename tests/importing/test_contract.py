"""What the importer writes is what the build reads, and nothing makes it stumble."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossierpress.importing.readers import read_any
from dossierpress.markup import frontmatter
from dossierpress.model.meta import ArticleMeta
from dossierpress.model.source import SourcePath
from dossierpress.schema.validate import validate
from tests.importing.conftest import TEXTS, Import
from tests.importing.pages import page

LAYOUTS = sorted(path.name for path in TEXTS.glob("*.txt"))


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_front_matter_is_valid(root: Path, bring: Import, name: str) -> None:
    """Every imported article keeps to the format: no finding at all."""
    outcome = bring((TEXTS / name).read_bytes(), name)
    text = (root / outcome.article).read_text("utf-8")
    parts, found = frontmatter.read(text, SourcePath(outcome.article))
    meta, more = validate(ArticleMeta, parts.record)
    assert (found, more) == ((), ())
    assert meta is not None
    assert meta.source.raw == outcome.raw
    assert meta.id == outcome.id


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """Whatever the bytes, the answer is a draft: with a body, or with findings that say why not."""
    draft = read_any(data, "x.txt")
    assert draft.paragraphs or draft.diagnostics


@settings(max_examples=200)
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8))
def test_a_damaged_page(place: int, damage: bytes) -> None:
    """A page with a few bytes overwritten is read or refused."""
    data = bytearray(page().encode())
    data[place : place + len(damage)] = damage
    draft = read_any(bytes(data), "x.txt")
    assert draft.paragraphs or draft.diagnostics
