"""The JSON Schemas: sound, up to date, and of one mind with our own validation."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dossierpress.model.source import SourcePath
from dossierpress.schema import export, yaml
from tests.schema import specs

SHIPPED = Path(export.__file__).with_name("json")


@pytest.mark.parametrize("name", sorted(export.json_schemas()))
def test_shipped_copies_are_up_to_date(name: str) -> None:
    """The copy editors use says what the classes say today. If not: ``dossier schema`` into that folder."""
    shipped = json.loads((SHIPPED / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert shipped == export.json_schemas()[name]


def test_no_copy_is_left_over() -> None:
    """Every shipped schema belongs to a kind of file."""
    assert {path.name.partition(".")[0] for path in SHIPPED.iterdir()} == set(export.json_schemas())


@pytest.mark.parametrize("name", sorted(export.json_schemas()))
def test_every_key_is_described(name: str) -> None:
    """Schemas are sound, refuse unknown keys, and tell what each key is for."""
    schema = export.json_schemas()[name]
    Draft202012Validator.check_schema(schema)
    for group in (schema, *(part for part in schema.get("$defs", {}).values() if "properties" in part)):
        assert group["additionalProperties"] is False
        assert [key for key, value in group["properties"].items() if not value.get("description")] == []


def _valid(name: str, values: Any) -> bool:
    return not list(Draft202012Validator(export.json_schemas()[name]).iter_errors(values))


@pytest.mark.parametrize(
    "case",
    [case for case in specs.read("front-matter.md") if case.name.endswith(("everything", "mistakes"))],
    ids=lambda case: case.name,
)
def test_schemas_and_validation_agree(case: specs.Case) -> None:
    """What is a mistake for us is one for an editor; what our example shows in full is not."""
    values = yaml.read(case.source, path=SourcePath("x.md")).values
    assert _valid(case.name.partition(":")[0], values) == ("mistakes" not in case.name)


@pytest.mark.parametrize(
    ("key", "value", "valid"),
    [
        ("id", 17303, True),
        ("id", "017303", True),
        ("id", "n5", False),
        ("lang", "pt-BR", True),
        ("lang", "français", False),
        ("date", "2015-12~", True),
        ("aliases", ["/old/"], True),
        ("aliases", ["//evil.example"], False),
        ("related", ["x", {"title": "y"}], True),
        ("related", [{"titel": "y"}], False),
        ("source", {"url": "https://example.org"}, True),
        ("source", {"url": "ftp://example.org"}, False),
    ],
)
def test_forms_are_exported(key: str, value: object, valid: bool) -> None:
    """An editor marks the same malformed values as we do."""
    assert _valid("article", {"title": "x", "id": "1", key: value}) == valid
