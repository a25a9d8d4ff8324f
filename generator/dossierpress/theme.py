"""Themes: templates, static files, translations and options, read into one value.

A theme is a folder with a ``theme.yaml``. It may extend another: then it holds only what it changes.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from dossierpress.diagnostics import Diagnostic, DossierError, Severity, errors
from dossierpress.model.remember import Remember, each_time
from dossierpress.model.source import SourcePath, Span

Value = str | int | bool
FILE_NAME = "theme.yaml"
#: Linked by the pages that have code blocks; made from the theme's options ``code_light`` and ``code_dark``.
CODE = "code.css"
#: The style sheet of the dossier as one file: it goes into that file, and not into sites.
SINGLE = "single.css"


class OptionType(StrEnum):
    """What the value of an option may be."""

    STRING = "string"
    INTEGER = "integer"
    BOOLEAN = "boolean"


_TYPES = {OptionType.STRING: str, OptionType.INTEGER: int, OptionType.BOOLEAN: bool}


#: Read by pydantic when a theme is validated.
_STRICT = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A setting a theme offers to dossiers, declared in its ``theme.yaml``."""

    __pydantic_config__ = _STRICT
    type: OptionType
    default: Value
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What ``theme.yaml`` says."""

    __pydantic_config__ = _STRICT
    description: str = ""
    extends: str | None = None
    options: dict[str, Option] = field(default_factory=dict)


class Code(Protocol):
    """Where what templates were compiled to may be kept, as bytes by a key."""

    def get(self, key: str) -> bytes | None:
        """What was kept under ``key``, if it still is."""

    def keep(self, key: str, data: bytes) -> None:
        """Keep ``data`` under ``key``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """All a page needs to be rendered, as a value: two themes are the same if their digests are.

    ``templates`` holds each template by its name, and those of a parent theme also as ``parent/name`` so that
    a child can extend what it replaces. ``static`` are files by their path below ``assets/``; ``catalogues``
    compiled gettext catalogues by language; ``options`` the values in force; ``declared`` what may be set.
    """

    name: str = field(compare=False)
    templates: Mapping[str, str] = field(compare=False, repr=False)
    static: Mapping[str, bytes] = field(compare=False, repr=False)
    catalogues: Mapping[str, bytes] = field(compare=False, repr=False)
    options: Mapping[str, Value] = field(compare=False)
    declared: Mapping[str, Option] = field(compare=False, repr=False)
    digest: str
    files: Mapping[str, SourcePath] = field(compare=False, repr=False)
    """Where each template stands, for those who have to mend it."""
    shipped: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    """The templates that come with the program: a mistake in them is ours."""
    code: Code | None = field(default=None, compare=False, repr=False)
    """Where its templates are to be had compiled; nowhere unless said, and not on another machine."""

    @property
    def assets(self) -> tuple[str, ...]:
        """The names of the files that pages get from it, below ``assets/``: its own, and the colours of code."""
        coloured = self.options.get("code_light") and self.options.get("code_dark")
        return tuple(sorted({*self.static, *((CODE,) if coloured else ())} - {SINGLE}))


def load(
    project_root: Path, name: str, options: Mapping[str, Value], *, remember: Remember = each_time
) -> tuple[Theme, tuple[Diagnostic, ...]]:
    """Read the theme called ``name`` with the dossier's ``options``, and what was found about either.

    Raises `DossierError` when there is no such theme or its ``theme.yaml`` is wrong.
    """
    chain = list(_chain(project_root, name, remember))[::-1]
    declared: dict[str, Option] = {}
    found: list[Diagnostic] = []
    for part in chain:
        declared |= part.manifest.options
        found += part.findings
    found += _problems(declared, options)
    values = {key: option.default for key, option in declared.items()}
    values |= {
        key: value for key, value in options.items() if key in declared and _fits(declared[key], value)
    }
    return _theme(name, [(part.name, part.folder) for part in chain], declared, values), tuple(found)


def names(project_root: Path) -> list[str]:
    """The themes a dossier can use, its own first."""
    folders = (f for place in _places(project_root) if place.is_dir() for f in sorted(place.iterdir()))
    return list(dict.fromkeys(f.name for f in folders if (f / FILE_NAME).is_file()))


def _places(project_root: Path) -> tuple[Path, ...]:
    """Where themes are looked for: the dossier, then what comes with the program."""
    return (project_root / "themes", *_shipped())


def _shipped() -> tuple[Path, ...]:
    """Where themes of our own are: in the installed package, or in the checkout the package lies in."""
    here = Path(__file__).resolve().parent
    return (here / "themes", here.parents[1] / "themes")


@dataclass(frozen=True, slots=True)
class _Part:
    """One theme of a chain, with the warnings about its ``theme.yaml``."""

    name: str
    folder: Path
    manifest: Manifest
    findings: tuple[Diagnostic, ...]


def _chain(project_root: Path, name: str, remember: Remember) -> Iterator[_Part]:
    """The theme, what it extends, and so on.

    A theme that extends its own name replaces files of the one that comes with the program.
    """
    seen: list[Path] = []
    wanted: str | None = name
    while wanted is not None:
        folder = _folder(project_root, wanted, seen)
        read = _manifest(folder, remember)
        seen.append(folder.resolve())
        yield _Part(wanted, folder, read.manifest, read.found)
        wanted = read.manifest.extends


def _folder(project_root: Path, name: str, seen: list[Path]) -> Path:
    if name and Path(name).name == name:
        for place in _places(project_root):
            folder = place / name
            if (folder / FILE_NAME).is_file() and folder.resolve() not in seen:
                return folder
    known = ", ".join(names(project_root)) or "none"
    again = " (themes may not extend each other in a circle)" if seen else ""
    raise DossierError(
        f"there is no theme {name!r}{again}",
        hint=f"known themes: {known}; a theme is a folder in themes/ with a {FILE_NAME}",
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """A valid ``theme.yaml`` and the warnings about it."""

    manifest: Manifest
    found: tuple[Diagnostic, ...]


def _manifest(folder: Path, remember: Remember) -> _Read:
    text = _text(folder / FILE_NAME)
    source = f"{folder.name}\0{text}".encode()
    return remember(_Read, "theme", source, lambda: _validated(folder, text))


def _validated(folder: Path, text: str) -> _Read:
    from dossierpress.schema import validate, yaml  # noqa: PLC0415  (pydantic is heavy)

    path = SourcePath(f"themes/{folder.name}/{FILE_NAME}")
    record = yaml.read(text, path=path)
    manifest, found = validate.validate(Manifest, record)
    if manifest:
        found += tuple(
            Diagnostic(
                record.span(f"options.{key}.default"),
                "theme-option",
                f"the default of the option {key!r} is no {option.type}",
                "write a default of that type, or another type",
            )
            for key, option in manifest.options.items()
            if not _fits(option, option.default)
        )
    if manifest is None or errors(found):
        raise DossierError(f"{path} has errors", hint="docs/themes.md says what it holds", findings=found)
    return _Read(manifest, found)


def _theme(
    name: str, chain: list[tuple[str, Path]], declared: dict[str, Option], values: dict[str, Value]
) -> Theme:
    templates: dict[str, str] = {}
    files: dict[str, SourcePath] = {}
    static: dict[str, bytes] = {}
    catalogues: dict[str, bytes] = {}
    shipped: set[str] = set()
    for place, (label, folder) in enumerate(chain):
        own = {path: _text(folder / "templates" / path) for path in _files(folder / "templates")}
        if place < len(chain) - 1:
            own |= {f"{label}/{path}": text for path, text in own.items()}
        templates |= own
        files |= {
            path: SourcePath(f"themes/{label}/templates/{path.removeprefix(f'{label}/')}") for path in own
        }
        shipped = shipped | own.keys() if folder.resolve().parent in _shipped() else shipped - own.keys()
        static |= {path: (folder / "static" / path).read_bytes() for path in _files(folder / "static")}
        catalogues |= {
            mo.parts[-3]: mo.read_bytes() for mo in sorted(folder.glob("locale/*/LC_MESSAGES/messages.mo"))
        }
    return Theme(
        name=name,
        templates=templates,
        static=static,
        catalogues=catalogues,
        options=values,
        declared=declared,
        digest=_digest(templates, static, catalogues, values),
        files=files,
        shipped=frozenset(shipped),
    )


def _files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise DossierError(f"cannot read {path}: {problem}") from problem


def _digest(*parts: Mapping[str, str] | Mapping[str, bytes] | Mapping[str, Value]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        for key, value in sorted(part.items()):
            data = value if isinstance(value, bytes) else repr(value).encode()
            digest.update(f"{key}\0{len(data)}\0".encode() + data)
        digest.update(b"\1")
    return digest.hexdigest()


def _fits(option: Option, value: Value) -> bool:
    return type(value) is _TYPES[option.type]


def _problems(declared: Mapping[str, Option], options: Mapping[str, Value]) -> Iterator[Diagnostic]:
    span = Span(SourcePath("dossier.yaml"))
    for key, value in options.items():
        if key not in declared:
            known = ", ".join(declared) or "none"
            yield Diagnostic(
                span,
                "theme-option",
                f"the theme has no option {key!r}",
                f"its options: {known}",
                Severity.WARNING,
            )
        elif not _fits(declared[key], value):
            expected = declared[key].type
            hint = f"it is a {expected}; {declared[key].default!r} by default"
            yield Diagnostic(span, "theme-option", f"the option {key!r} cannot be {value!r}", hint)
