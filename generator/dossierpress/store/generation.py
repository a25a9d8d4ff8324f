"""Write a whole site beside the old one, then put it in its place.

Whatever happens on the way (a kill, a full disk, a read-only folder), the output is the old site or the new.
Files nobody listed (a CNAME, a .gitkeep) are carried over; only files a build wrote are ever dropped.
"""

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dossierpress.diagnostics import DossierError
from dossierpress.model.source import OutputPath
from dossierpress.store import manifest
from dossierpress.store.exchange import exchange, flush, recover
from dossierpress.store.sources import digest


@dataclass(frozen=True, slots=True)
class Changes:
    """What a build changed in the output, by path."""

    added: tuple[OutputPath, ...]
    changed: tuple[OutputPath, ...]
    removed: tuple[OutputPath, ...]
    unchanged: int


def replace(output: Path, files: Mapping[OutputPath, bytes], *, sources: Iterable[Path]) -> Changes:
    """Make ``output`` hold exactly ``files`` and what others put there.

    ``sources`` are folders the output must not be, hold or lie in. Raises `DossierError` when the output
    folder is refused, when a file nobody listed stands where a page must go, or when writing fails;
    the output is then as it was.
    """
    refuse(output, sources)
    recover(output)
    new = output.with_name(f".{output.name}.next")
    try:
        _discard(new)
        output.mkdir(parents=True, exist_ok=True)
        listed = manifest.read(output)
        changes = _complete(new, output, files, listed)
        exchange(new, output)
    except OSError as problem:
        _discard_quietly(new)
        where = problem.filename or output
        message = f"the site could not be written: {problem.strerror or problem} ({where})"
        raise DossierError(
            message, hint="the site in the output folder is as it was", exit_code=1
        ) from problem
    except DossierError:
        _discard_quietly(new)
        raise
    _discard_quietly(new)
    return changes


def refuse(output: Path, sources: Iterable[Path]) -> None:
    """Raise `DossierError` unless a build may write there: no source, home, root or foreign repository."""
    here = output.resolve()
    protected = [path.resolve() for path in sources]
    reason = None
    if output.is_symlink():
        reason = "is a symbolic link"
    elif output.exists() and not output.is_dir():
        reason = "is not a folder"
    elif here == Path.home().resolve() or here in Path.home().resolve().parents:
        reason = "is, or holds, your home folder"
    elif any(here == path or here in path.parents or path in here.parents for path in protected):
        reason = "is, holds or lies in the dossier's sources"
    elif (here / ".git").exists():
        reason = "is a git repository of its own"
    if reason:
        raise DossierError(
            f"the output folder {output} {reason}", hint="set `output` in dossier.yaml to a folder of its own"
        )


def _complete(
    new: Path, output: Path, files: Mapping[OutputPath, bytes], listed: Mapping[OutputPath, str]
) -> Changes:
    present = _files(output)
    _refuse_foreign(output, files, present - listed.keys() - {manifest.FILE_NAME})
    digests = {path: digest(data) for path, data in files.items()}
    kept = {path for path in files.keys() & present if (output / path).read_bytes() == files[path]}
    foreign = {p for p in present - files.keys() - {manifest.FILE_NAME} if not _is_ours(output, p, listed)}
    _make_folders(new, (*files, *foreign))
    for path, data in files.items():
        if path in kept:
            os.link(output / path, new / path)
        else:
            (new / path).write_bytes(data)
    for path in foreign:
        os.link(output / path, new / path)
    (new / manifest.FILE_NAME).write_bytes(manifest.encode(digests))
    shutil.copymode(output, new)
    flush(new)
    return Changes(
        added=tuple(sorted(files.keys() - present)),
        changed=tuple(sorted((files.keys() & present) - kept)),
        removed=tuple(sorted(present - files.keys() - foreign - {manifest.FILE_NAME})),
        unchanged=len(kept),
    )


def _is_ours(output: Path, path: OutputPath, listed: Mapping[OutputPath, str]) -> bool:
    return path in listed and digest((output / path).read_bytes()) == listed[path]


def _refuse_foreign(output: Path, files: Mapping[OutputPath, bytes], foreign: Iterable[OutputPath]) -> None:
    for path in sorted(foreign):
        if path in files and (output / path).read_bytes() != files[path]:
            raise DossierError(
                f"{output / path} was not written by a build and stands where a page must go",
                hint="move it away, or empty the output folder",
                exit_code=1,
            )


def _files(folder: Path) -> set[OutputPath]:
    found = set()
    for parent, _, names in os.walk(folder):
        inside = Path(parent).relative_to(folder).as_posix()
        found |= {OutputPath(name if inside == "." else f"{inside}/{name}") for name in names}
    return found


def _make_folders(new: Path, paths: Iterable[OutputPath]) -> None:
    new.mkdir()
    for folder in sorted({path.rpartition("/")[0] for path in paths}):
        (new / folder).mkdir(parents=True, exist_ok=True)


def _discard(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _discard_quietly(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
