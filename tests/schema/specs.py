"""Reads the specs of YAML and front matter: title, text, outcome, parted by lines of one full stop.

An outcome is what was read, as JSON, then one line ``! line:column code message (hint)`` for each finding.
"""

import json
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.model.edtf import Edtf
from dossierpress.model.meta import ArticleMeta, EntityMeta, EventMeta, NoteMeta, PageMeta
from dossierpress.model.source import SourcePath
from dossierpress.schema import yaml
from dossierpress.schema.validate import validate

FOLDER = Path(__file__).parents[1] / "specs"
PATH = SourcePath("content/x.md")
CLASSES: dict[str, type] = {
    "article": ArticleMeta,
    "note": NoteMeta,
    "entity": EntityMeta,
    "event": EventMeta,
    "page": PageMeta,
}


@dataclass(frozen=True, slots=True)
class Case:
    """One example."""

    name: str
    source: str
    expected: str


def read(name: str) -> list[Case]:
    """The examples of a file of ``tests/specs/``, behind its introduction."""
    parts = (FOLDER / name).read_text(encoding="utf-8").split("\n---\n", 1)[1].split("\n.\n")
    return [
        Case(title.strip(), source, expected)
        for title, source, expected in zip(parts[::3], parts[1::3], parts[2::3], strict=False)
    ]


def yaml_outcome(source: str) -> str:
    """What reading YAML gives."""
    record = yaml.read(source, path=PATH)
    return "\n".join([json.dumps(record.values, ensure_ascii=False), *said(record.diagnostics)])


def meta_outcome(name: str, source: str) -> str:
    """What validating front matter gives; ``name`` begins with the kind of document."""
    value, found = validate(CLASSES[name.partition(":")[0]], yaml.read(source, path=PATH))
    return "\n".join([json.dumps(plain(value), ensure_ascii=False), *said(found)])


def said(found: Iterable[Diagnostic]) -> list[str]:
    """Findings as the specs write them; ``?`` instead of ``!`` for warnings."""
    return [
        f"{'!' if one.severity is Severity.ERROR else '?'} {str(one).removeprefix(f'{one.span.path}:')}"
        for one in found
    ]


def plain(value: Any) -> Any:
    """A value of the model in JSON's terms, without fields that have their default."""
    if isinstance(value, Edtf):
        return value.text
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if not _is_default(f, value)}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def _is_default(field: Any, value: Any) -> bool:
    default = field.default if field.default_factory is MISSING else field.default_factory()
    return bool(getattr(value, field.name) == default)
