"""Themes: templates, static files, translations and options, read into one value.

A theme is a folder with a ``theme.yaml``. It may extend another: then it holds only what it changes.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dossierpress.diagnostics import Diagnostic, DossierError, Severity, errors
from dossierpress.model.source import SourcePath, Span

Value = str | int | bool
FILE_NAME = "theme.yaml"
_TYPES: dict[str, type] = {"string": str, "integer": int, "boolean": bool}


#: Read by pydantic when a theme is validated.
_STRICT = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A setting a theme offers to dossiers, declared in its ``theme.yaml``."""

    __pydantic_config__ = _STRICT
    type: str
    default: Value
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What ``theme.yaml`` says."""

    __pydantic_config__ = _STRICT
    description: str = ""
    extends: str | None = None
    options: dict[str, Option] = field(default_factory=dict)


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


def load(project_root: Path, name: str, options: Mapping[str, Value]) -> tuple[Theme, tuple[Diagnostic, ...]]:
    """Read the theme called ``name`` with the dossier's ``options``; warnings about options it does not know.

    Raises `DossierError` when there is no such theme or its ``theme.yaml`` is wrong.
    """
    chain = list(_chain(project_root, name))[::-1]
    declared: dict[str, Option] = {}
    for _, _, manifest in chain:
        declared |= manifest.options
    found = tuple(_problems(declared, options))
    values = {key: option.default for key, option in declared.items()}
    values |= {
        key: value for key, value in options.items() if key in declared and _fits(declared[key], value)
    }
    return _theme(name, [(label, folder) for label, folder, _ in chain], declared, values), found


def names(project_root: Path) -> list[str]:
    """The themes a dossier can use, its own first."""
    folders = (f for place in _places(project_root) if place.is_dir() for f in sorted(place.iterdir()))
    return list(dict.fromkeys(f.name for f in folders if (f / FILE_NAME).is_file()))


def _places(project_root: Path) -> tuple[Path, ...]:
    """Where themes are looked for: the dossier, the installed package, the checkout the package lies in."""
    here = Path(__file__).resolve().parent
    return (project_root / "themes", here / "themes", here.parents[1] / "themes")


def _chain(project_root: Path, name: str) -> Iterator[tuple[str, Path, Manifest]]:
    """The theme, what it extends, and so on: a label, a folder and a manifest each.

    A theme that extends its own name replaces files of the one that comes with the program.
    """
    seen: list[Path] = []
    wanted: str | None = name
    while wanted:
        folder = _folder(project_root, wanted, seen)
        manifest = _manifest(folder)
        seen.append(folder.resolve())
        yield wanted, folder, manifest
        wanted = manifest.extends


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


def _manifest(folder: Path) -> Manifest:
    from dossierpress.schema import validate, yaml  # noqa: PLC0415  (pydantic is heavy)

    path = folder / FILE_NAME
    record = yaml.read(_text(path), path=SourcePath(f"themes/{folder.name}/{FILE_NAME}"))
    manifest, found = validate.validate(Manifest, record)
    if manifest is None or errors(found):
        listed = "; ".join(f"{d.message} (line {d.span.line})" for d in errors(found))
        raise DossierError(f"{path} has errors: {listed}", hint="see docs/themes.md")
    return manifest


def _theme(
    name: str, chain: list[tuple[str, Path]], declared: dict[str, Option], values: dict[str, Value]
) -> Theme:
    templates: dict[str, str] = {}
    static: dict[str, bytes] = {}
    catalogues: dict[str, bytes] = {}
    for label, folder in chain:
        own = {path: _text(folder / "templates" / path) for path in _files(folder / "templates")}
        templates |= own | {
            f"{label}/{path}": text for path, text in own.items() if label != name or len(chain) == 1
        }
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
    return type(value) is _TYPES.get(option.type)


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
