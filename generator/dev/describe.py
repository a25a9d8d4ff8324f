"""What the program's own types say about themselves: fields, types in plain words, explanations."""

import ast
import dataclasses
import inspect
import textwrap
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from dossierpress.model.body import Body, Layer

_WORDS: dict[object, str] = {
    str: "text",
    int: "number",
    bool: "`true` or `false`",
    float: "number",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a type: its name, type and default in words, and its explanation."""

    name: str
    type: str
    default: str
    explanation: str


def fields(cls: type) -> list[Field]:
    """The fields of a dataclass, in the order they are written; of a `Body` also its properties."""
    hints, explanations = get_type_hints(cls), explained(cls)
    if cls is Body:
        return [Field(name, in_words(hint), "", "") for name, hint in hints.items()] + list(_properties(cls))
    return [
        Field(field.name, in_words(hints[field.name]), _default(field), explanations.get(field.name, ""))
        for field in dataclasses.fields(cls)
    ]


def _properties(cls: type) -> Iterator[Field]:
    for name, member in vars(cls).items():
        if isinstance(member, property) and not name.startswith("_") and member.fget:
            yield Field(name, in_words(get_type_hints(member.fget)["return"]), "", summary(member.fget))


def _has_fields(annotation: object) -> bool:
    """Whether a type has fields: dataclasses do, and `Body`, which is like one."""
    return isinstance(annotation, type) and (dataclasses.is_dataclass(annotation) or annotation is Body)


def explained(cls: type) -> dict[str, str]:
    """Attribute docstrings: the strings that stand below the annotations of a class."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
    assert isinstance(body, ast.ClassDef)
    found = {}
    for statement, following in zip(body.body, body.body[1:], strict=False):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            match following:
                case ast.Expr(value=ast.Constant(value=str(text))):
                    found[statement.target.id] = _markdown(text)
    return found


def summary(thing: object) -> str:
    """The whole docstring of a class or function as one paragraph."""
    return _markdown(inspect.getdoc(thing) or "")


def _markdown(docstring: str) -> str:
    """A docstring as one line of Markdown that can stand in a table."""
    return " ".join(docstring.split()).replace("``", "`").replace("|", "\\|")


def signature(name: str, function: Callable[..., object]) -> str:
    """How a template calls ``function``: its parameters, without the context that Jinja gives it."""
    parameters = inspect.signature(function).parameters.values()
    return f"{name}({', '.join(p.name for p in parameters if p.name != 'context')})"


def in_words(annotation: Any) -> str:
    """A type as an editor would say it; dataclasses become links to their section."""
    args = get_args(annotation)
    if args:
        return _made_of(get_origin(annotation), args)
    if isinstance(annotation, NewType):
        return f"{in_words(annotation.__supertype__)} ({annotation.__name__})"
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return "one of " + ", ".join(f"`{member.value}`" for member in annotation)
    if _has_fields(annotation):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return _WORDS.get(annotation, getattr(annotation, "__name__", str(annotation)))


def _made_of(origin: Any, args: tuple[Any, ...]) -> str:
    if origin in (Union, types.UnionType):
        return " or ".join(dict.fromkeys(in_words(arg) for arg in args if arg is not type(None)))
    if origin is dict:
        return f"mapping of {in_words(args[0])} to {in_words(args[1])}"
    if args[-1] is Ellipsis:
        return f"list of {in_words(args[0])}"
    return "pair of " + " and ".join(in_words(arg) for arg in args)


def nested(*roots: Any) -> list[type]:
    """The dataclasses that the fields of ``roots`` are made of, roots first, each once."""
    found: dict[type, None] = {}
    waiting = list(roots)
    while waiting:
        cls = waiting.pop(0)
        if cls not in found:
            found[cls] = None
            hints = [*get_type_hints(cls).values(), *((Layer,) if cls is Body else ())]
            waiting += [inner for hint in hints for inner in _dataclasses(hint)]
    return list(found)


def _dataclasses(annotation: Any) -> Iterator[type]:
    if _has_fields(annotation):
        yield annotation
    for arg in get_args(annotation):
        yield from _dataclasses(arg)


def _default(field: "dataclasses.Field[Any]") -> str:
    if field.default_factory is not dataclasses.MISSING:
        return "none"
    if field.default is dataclasses.MISSING:
        return "**required**"
    value = field.default
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, int | str) and value != "":
        return f"`{value}`"
    return "none"
