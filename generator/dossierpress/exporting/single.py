"""The dossier as one HTML file, with its pictures inside."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path

from dossierpress.build.checking import Checked
from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.exporting.target import GENERATOR
from dossierpress.model.addresses import asset_url
from dossierpress.model.source import SourcePath, Span
from dossierpress.render.volume import NO_PICTURE, volume

#: The pictures browsers show, by the ending of their names.
_KINDS = {
    ".avif": "image/avif", ".gif": "image/gif", ".jpeg": "image/jpeg", ".jpg": "image/jpeg",
    ".png": "image/png", ".svg": "image/svg+xml", ".webp": "image/webp",
}  # fmt: skip


def single(checked: Checked, root: Path, *, limit: int) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """The whole dossier in one file, and a notice for each picture of more than ``limit`` bytes, which is left out.

    Raises `OSError` of unreadable files.
    """
    composition = checked.composition
    pictures = [path for _, path in composition.assets if Path(path).suffix.lower() in _KINDS]
    inside = {path: _inside(root / path, limit) for path in pictures}
    made = volume(
        composition.pages,
        composition.chrome,
        checked.theme,
        generator=GENERATOR,
        files={asset_url(path): address for path, address in inside.items()},
    )
    return made.data, tuple(_left_out(inside.items(), limit))


def _inside(path: Path, limit: int) -> str:
    if path.stat().st_size > limit:
        return NO_PICTURE
    return f"data:{_KINDS[path.suffix.lower()]};base64,{b64encode(path.read_bytes()).decode()}"


def _left_out(inside: Iterable[tuple[SourcePath, str]], limit: int) -> Iterator[Diagnostic]:
    for path, address in inside:
        if address == NO_PICTURE:
            message = f"is larger than {limit / 2**20:g} MiB and not in the file; readers see its description"
            hint = "make it smaller, or raise --picture-limit"
            yield Diagnostic(Span(path), "export-picture", message, hint, Severity.NOTICE)
