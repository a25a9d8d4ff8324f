"""The record of an import, kept beside the raw file: where each field came from, and what it was then."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from dossierpress import __version__
from dossierpress.importing.article import Flat
from dossierpress.importing.draft import Draft, Field, Value

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a later import needs: which raw bytes were read, as which article, and each value as imported.

    ``base`` holds the front matter by dotted keys; ``body`` the digest of the Markdown.
    """

    raw: str
    sha256: str
    id: str
    base: Flat
    body: str


def dump(draft: Draft, receipt: Receipt, *, id_rule: str = "") -> str:
    """The receipt as JSON for people and programs; holds no time and no path outside the dossier."""
    record = {
        "version": _VERSION,
        "raw": receipt.raw,
        "sha256": receipt.sha256,
        "converter": f"Dossierpress {__version__}",
        "encoding": draft.encoding,
        "id": receipt.id,
        **details(draft, id_rule=id_rule, id_=receipt.id),
        "base": receipt.base,
        "base_body_sha256": receipt.body,
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def details(draft: Draft, *, id_: str, id_rule: str) -> dict[str, object]:
    """Fields with their evidence, what was dropped, dates mentioned, totals."""
    return {
        "fields": [_field(field) for field in explained(draft, id_=id_, id_rule=id_rule)],
        "paragraphs": len(draft.paragraphs),
        "dropped": [asdict(piece) for piece in draft.dropped],
        "mentioned_dates": [asdict(mention) for mention in draft.mentions],
        "suggestions": [_field(field) for field in draft.suggestions],
        "changes": list(draft.changes),
        "review": list(draft.review),
        "words": asdict(draft.totals),
    }


def explained(draft: Draft, *, id_: str, id_rule: str) -> tuple[Field, ...]:
    """The draft's fields, with the id as it was given."""
    if not id_rule:
        return draft.fields
    given = Field(name="id", value=id_, rule=id_rule)
    others = [field for field in draft.fields if field.name != "id"]
    return (*others[:1], given, *others[1:])


def _field(field: Field) -> dict[str, object]:
    record: dict[str, object] = {
        "name": field.name,
        "value": field.value,
        "sure": str(field.sure),
        "rule": field.rule,
    }
    if field.first:
        record["lines"] = [field.first, field.last]
    if field.label:
        record["label"] = field.label
    return record


def load(text: str) -> Receipt | None:
    """Read a receipt back; None when it is damaged or from a later version."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict) or record.get("version") != _VERSION:
        return None
    base = record.get("base")
    texts = [record.get(key) for key in ("raw", "sha256", "id", "base_body_sha256")]
    if not isinstance(base, Mapping) or not all(isinstance(text, str) for text in texts):
        return None
    flat: Flat = {str(name): _value(value) for name, value in base.items()}
    raw, sha256, id_, body = map(str, texts)
    return Receipt(raw, sha256, id_, flat, body)


def _value(value: object) -> Value:
    if isinstance(value, list):
        return tuple(map(str, value))
    return value if value is None else str(value)
