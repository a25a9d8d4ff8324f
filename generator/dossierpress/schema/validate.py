"""A record against the class that describes it: every mistake of a file at once, each at its place."""

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from dossierpress.diagnostics import Diagnostic, errors
from dossierpress.schema.checks import failures
from dossierpress.schema.convert import convert
from dossierpress.schema.familiar import settle
from dossierpress.schema.messages import Mistake, mistakes
from dossierpress.schema.record import Record, spoken
from dossierpress.schema.tidy import tidy

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")

__all__ = ["settle", "validate"]


def validate(cls: type[T], record: Record) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """The values of ``record`` as a ``cls``, and all findings about the file's values, in its order.

    Familiar keys of other tools are read as ours (`settle`), unknown keys are dropped with a warning. No
    value is returned when there is an error, be it of syntax or of meaning.
    """
    record = settle(cls, record)
    if "" in record.broken:
        return None, record.diagnostics
    values, found = tidy(cls, record)
    value, wrong = _typed(cls, values)
    found += [_finding(record, mistake) for mistake in wrong if not _is_broken(record, mistake.path)]
    found += [
        Diagnostic(record.span(path), "meta-form", f"{spoken(path)} {check.message}", check.hint)
        for path, check in failures(cls, values)
        if not _is_broken(record, path)
    ]
    found = sorted({*found, *record.diagnostics})
    return (None if errors(found) else value), tuple(found)


def _typed(cls: type, values: dict[str, Any]) -> tuple[Any, list[Mistake]]:
    value = convert(cls, values)
    return _explained(cls, values) if value is None else (value, [])


def _explained(cls: type, values: dict[str, Any]) -> tuple[Any, list[Mistake]]:
    """What pydantic makes of values, or says of them."""
    from pydantic import ValidationError  # noqa: PLC0415  (0.1 s to import: only when something is wrong)

    try:
        return _adapter(cls).validate_python(values), []
    except ValidationError as error:
        return None, list(mistakes(values, error.errors(include_url=False)))


@cache
def _adapter(cls: type) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(cls)


def _finding(record: Record, mistake: Mistake) -> Diagnostic:
    if mistake.code == "meta-missing" and mistake.path in record.keys:
        return Diagnostic(
            record.key_span(mistake.path), mistake.code, f"{spoken(mistake.path)} is empty", "write a value"
        )
    return Diagnostic(record.span(mistake.path), mistake.code, mistake.message, mistake.hint)


def _is_broken(record: Record, path: str) -> bool:
    """Whether the parser has already said what is wrong there."""
    return any(path == broken or path.startswith(f"{broken}.") for broken in record.broken)
